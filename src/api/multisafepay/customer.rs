//! Customers and shipping addresses.

use serde::{Deserialize, Serialize};

use crate::value::{Date, Loose, Secret};

/// The customer, in requests and in responses.
///
/// Every field is optional. Alipay's redirect needs only a locale.
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
    /// Language and region of the payment page, such as `cn_CN`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The customer's IP address. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The IP address behind a proxy, from `X-Forwarded-For`; empty if there is none. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_ip: Option<String>,
    /// First name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// First name, in the spelling of two clients. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    /// Last name, in the spelling of two clients. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    /// Company. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// The company's number at the chamber of commerce. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cocnumber: Option<Loose<String>>,
    /// Gender or form of address, such as `mr` or `male`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Day of birth. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// Street. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// The second line of the address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// House number with its suffix, such as `39C`. (Alipay page)
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
    /// Country, a two-letter code. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country's name, in responses. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<String>,
    /// Telephone number, in requests. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Loose<String>>,
    /// Telephone number, in responses. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone1: Option<Loose<String>>,
    /// A second telephone number, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone2: Option<Loose<String>>,
    /// E-mail address. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The bank account's IBAN, in lists of transactions. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<Secret<String>>,
    /// The referring page. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The `User-Agent` of the customer's browser. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The caller's own id of the customer, which tokens belong to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the service refrains from sending e-mails to the customer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_send_email: Option<Loose<bool>>,
}

impl Customer {
    /// Creates a customer with only a language.
    #[must_use]
    pub fn with_locale(locale: impl Into<String>) -> Self {
        Customer {
            locale: Some(locale.into()),
            ..Customer::default()
        }
    }
}

/// The shipping address, if it differs from the customer's address. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// First name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// First name, in the spelling of two clients. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    /// Last name, in the spelling of two clients. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    /// Company. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Street. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// The second line of the address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// House number with its suffix. (seen)
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
    /// Country, a two-letter code. (seen)
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
    /// Telephone number, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone1: Option<Loose<String>>,
    /// A second telephone number, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone2: Option<Loose<String>>,
    /// Language and region, such as `nl_NL`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The customer's IP address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The IP address behind a proxy. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_ip: Option<String>,
    /// The referring page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The `User-Agent` of the customer's browser. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}
