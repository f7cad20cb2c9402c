//! Postal addresses and telephone numbers.

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
    /// The addressee. (SDK)
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
    /// The country code. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Telephone numbers. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phone: Vec<PhoneNumber>,
}

/// A telephone number with its type (home, mobile …).
///
/// The schema derives the type from [`PhoneNumberType`](super::PhoneNumberType), whose fields come
/// first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    /// The calling code of the country. (Guide p. 85, SDK)
    pub country_code: String,
    /// The number without the calling code. (Guide p. 85, SDK)
    pub phone_number: String,
    /// The extension. (Guide p. 85, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// The type of the telephone. (SDK)
    pub r#type: PhoneType,
}

impl PhoneNumber {
    /// Creates a number without an extension.
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
        /// Not specified.
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

/// An address of the sender, in responses. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// The addressee. (Guide p. 183, p. 247)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee_name: Option<String>,
    /// The street address. (Guide p. 184, p. 247)
    pub base_address: BaseAddress,
    /// The service's id of the address. Since 1.6.0. (Guide p. 184, p. 247, p. 268)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_id: Option<String>,
}

impl Address {
    /// Creates an address without a name.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{Address, BaseAddress};
    ///
    /// let address = Address::new(BaseAddress::new("Oudegracht 1", "Utrecht", "NL"));
    /// assert_eq!(address.addressee_name, None);
    /// ```
    #[must_use]
    pub fn new(base_address: BaseAddress) -> Self {
        Address {
            addressee_name: None,
            base_address,
            address_id: None,
        }
    }
}

/// A street address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BaseAddress {
    /// The first line of the street address. (Guide p. 184, p. 247)
    pub line1: String,
    /// The second line of the street address. (Guide p. 184, p. 247)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// The city. (Guide p. 184, p. 247)
    pub city: String,
    /// The state or province. (Guide p. 184, p. 247)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The postal code. (Guide p. 184, p. 247)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The country, a two-letter ISO code. (Guide p. 184, p. 247)
    pub country_code: String,
    /// The type of the address. (Guide p. 184, p. 248, p. 279)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<AddressType>,
}

impl BaseAddress {
    /// Creates an address from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AddressType, BaseAddress};
    ///
    /// let address = BaseAddress {
    ///     postal_code: Some("3511 AA".to_owned()),
    ///     r#type: Some(AddressType::Billing),
    ///     ..BaseAddress::new("Oudegracht 1", "Utrecht", "NL")
    /// };
    /// assert_eq!(address.line2, None);
    /// ```
    #[must_use]
    pub fn new(
        line1: impl Into<String>,
        city: impl Into<String>,
        country_code: impl Into<String>,
    ) -> Self {
        BaseAddress {
            line1: line1.into(),
            line2: None,
            city: city.into(),
            state: None,
            postal_code: None,
            country_code: country_code.into(),
            r#type: None,
        }
    }
}

open_code! {
    /// A kind of address. (Guide p. 279)
    ///
    /// Only one is documented; there may be others.
    pub enum AddressType {
        /// Where bills go.
        Billing = "BILLING",
    }
}
