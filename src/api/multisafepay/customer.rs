//! Who pays, and where the goods go.

use serde::{Deserialize, Serialize};

use crate::value::{Date, Loose, Secret};

/// Who pays: what a caller says of the customer, and what the service answers.
///
/// Every field is optional. Alipay's redirect needs no more than a locale.
///
/// ```
/// use paywire::api::multisafepay::Customer;
///
/// let customer = Customer {
///     country: Some("NL".to_owned()),
///     ..Customer::with_locale("cn_CN")
/// };
/// assert_eq!(paywire::json::to_string(&customer)?, r#"{"locale":"cn_CN","country":"NL"}"#);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Language and region of the payment page, as `cn_CN`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The customer's address on the network. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The address behind a proxy, from `X-Forwarded-For`; empty if there is none. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_ip: Option<String>,
    /// First name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// First name, as two clients spell it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    /// Last name, as they spell it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    /// Company. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// The company's number at the chamber of commerce. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cocnumber: Option<Loose<String>>,
    /// Gender or form of address, as `mr`, `male`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Day of birth. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// Street. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// What else belongs to the address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// House number with what follows it, as `39C`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_number: Option<Loose<String>>,
    /// Postal code. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<Loose<String>>,
    /// City. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Country, as a code of two letters. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country's name; in answers. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
    /// Telephone number; in requests. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Loose<String>>,
    /// Telephone number; in answers. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone1: Option<Loose<String>>,
    /// A second telephone number; in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone2: Option<Loose<String>>,
    /// E-mail address. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The bank account, in lists of transactions. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<Secret<String>>,
    /// The page the customer came from. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The customer's browser, as it names itself. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The caller's own name for the customer, to which tokens belong. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the service sends the customer no e-mail. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_send_email: Option<Loose<bool>>,
}

impl Customer {
    /// A customer of whom nothing is said but the language.
    #[must_use]
    pub fn with_locale(locale: impl Into<String>) -> Self {
        Customer {
            locale: Some(locale.into()),
            ..Customer::default()
        }
    }
}

/// Where the goods go, if not to the customer's own address. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// First name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// First name, as two clients spell it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    /// Last name, as they spell it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    /// Company. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Street. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// What else belongs to the address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// House number with what follows it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_number: Option<Loose<String>>,
    /// Postal code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<Loose<String>>,
    /// City. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or province. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Country, as a code of two letters. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Telephone number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Loose<String>>,
    /// E-mail address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The country's name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
    /// Telephone number; in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone1: Option<Loose<String>>,
    /// A second telephone number; in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone2: Option<Loose<String>>,
    /// Language and region, as `nl_NL`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The customer's address on the network. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The address behind a proxy. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_ip: Option<String>,
    /// The page the customer came from. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The customer's browser, as it names itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}
