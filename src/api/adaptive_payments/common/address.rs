//! Where goods go.

use serde::{Deserialize, Serialize};

use crate::open_code;

/// A shipping address. (SDK)
///
/// ```
/// use paywire::api::adaptive_payments::common::ShippingAddressInfo;
///
/// let address = ShippingAddressInfo {
///     city: Some("Utrecht".to_owned()),
///     ..ShippingAddressInfo::default()
/// };
/// assert!(address.phone.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingAddressInfo {
    /// Who lives there. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee_name: Option<String>,
    /// The first line of the street address. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street1: Option<String>,
    /// The second line of the street address. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street2: Option<String>,
    /// The city. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The state or province. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The postal code. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// The country, by its code. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Telephone numbers. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phone: Vec<PhoneNumber>,
}

/// A telephone number and what kind it is.
///
/// The schema derives it from [`PhoneNumberType`](super::PhoneNumberType), whose fields come first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    /// The telephone code of the country. (Guide p. 85, SDK)
    pub country_code: String,
    /// The number without the country's code. (Guide p. 85, SDK)
    pub phone_number: String,
    /// The extension. (Guide p. 85, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// What kind of telephone it is. (SDK)
    pub r#type: PhoneType,
}

impl PhoneNumber {
    /// A number without an extension.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{PhoneNumber, PhoneType};
    ///
    /// let phone = PhoneNumber::new("31", "302345678", PhoneType::Home);
    /// assert_eq!(phone.extension, None);
    /// ```
    #[must_use]
    pub fn new(
        country_code: impl Into<String>,
        phone_number: impl Into<String>,
        r#type: impl Into<PhoneType>,
    ) -> Self {
        PhoneNumber {
            country_code: country_code.into(),
            phone_number: phone_number.into(),
            extension: None,
            r#type: r#type.into(),
        }
    }
}

open_code! {
    /// What kind of telephone a number reaches. (SDK)
    pub enum PhoneType {
        /// None is said.
        None = "NONE",
        /// At home.
        Home = "HOME",
        /// At work.
        Work = "WORK",
        /// Of a business.
        Business = "BUSINESS",
        /// A mobile telephone.
        Mobile = "MOBILE",
        /// A fax at home.
        FaxHome = "FAX_HOME",
        /// A fax of a business.
        FaxBusiness = "FAX_BUSINESS",
    }
}
