//! Addresses of people and for shipping.

use serde::{Deserialize, Serialize};

use crate::open_code;

open_code! {
    /// Whether an address was normalized.
    pub enum NormalizationStatus {
        /// Unknown.
        Unknown = "UNKNOWN",
        /// It was not, as its owner wished.
        UnnormalizedUserPreferred = "UNNORMALIZED_USER_PREFERRED",
        /// It was.
        Normalized = "NORMALIZED",
        /// It was not.
        Unnormalized = "UNNORMALIZED",
    }
}

open_code! {
    /// Whether an address is confirmed.
    pub enum AddressStatus {
        /// It is.
        Confirmed = "CONFIRMED",
        /// It is not.
        Unconfirmed = "UNCONFIRMED",
    }
}

open_code! {
    /// What kind of address it is; the document names two and says there are more.
    pub enum AddressType {
        /// Of a home or an office.
        HomeOrWork = "HOME_OR_WORK",
        /// Of somebody who gets a present.
        Gift = "GIFT",
    }
}

/// An address of a payer or of the holder of a card or an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The first line: street and number.
    pub line1: String,
    /// The second line: floor, flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The country, a two-letter ISO 3166-1 code. Great Britain is `GB`; `C2` is China for bank
    /// cards and cross-border payments.
    pub country_code: String,
    /// The postal code, in countries that use them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The state or region; a state code in the United States. At most 40 characters. Required in
    /// Argentina, Brazil, Canada, India, Italy, Japan, Mexico, Thailand and the United States.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The phone number, in E.123 format. At most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether the address was normalized. Only in responses, for payers in Brazil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalization_status: Option<NormalizationStatus>,
    /// Whether `PayPal` confirmed the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AddressStatus>,
    /// The type of the address.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub address_type: Option<AddressType>,
}

impl Address {
    /// Creates an address from its first line and country.
    ///
    /// ```
    /// use paywire::api::orders_v1::Address;
    ///
    /// let address = Address {
    ///     city: Some("San Jose".to_owned()),
    ///     ..Address::new("1 Main St", "US")
    /// };
    /// assert_eq!(address.country_code, "US");
    /// ```
    #[must_use]
    pub fn new(line1: impl Into<String>, country_code: impl Into<String>) -> Self {
        Address {
            line1: line1.into(),
            line2: None,
            city: None,
            country_code: country_code.into(),
            postal_code: None,
            state: None,
            phone: None,
            normalization_status: None,
            status: None,
            address_type: None,
        }
    }
}

/// A shipping address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingAddress {
    /// The first line: street and number.
    pub line1: String,
    /// The second line: floor, flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line2: Option<String>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The country, a two-letter ISO 3166-1 code. Great Britain is `GB`; `C2` is China for bank
    /// cards and cross-border payments.
    pub country_code: String,
    /// The postal code, in countries that use them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The state or region; a state code in the United States. At most 40 characters. Required in
    /// Argentina, Brazil, Canada, India, Italy, Japan, Mexico, Thailand and the United States.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The phone number, in E.123 format. At most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether the address was normalized. Only in responses, for payers in Brazil.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalization_status: Option<NormalizationStatus>,
    /// Whether `PayPal` confirmed the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AddressStatus>,
    /// The type of the address.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub address_type: Option<AddressType>,
    /// The recipient at this address. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// Whether this is the payer's default address. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_address: Option<bool>,
    /// Whether this is the payer's preferred address. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_address: Option<bool>,
    /// Whether this is the payer's primary address. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_address: Option<bool>,
    /// Whether the address cannot be used for this payment. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_for_transaction: Option<bool>,
}

impl ShippingAddress {
    /// Creates an address from its first line and country.
    ///
    /// ```
    /// use paywire::api::orders_v1::ShippingAddress;
    ///
    /// let address = ShippingAddress {
    ///     recipient_name: Some("Ada Example".to_owned()),
    ///     ..ShippingAddress::new("1 Main St", "US")
    /// };
    /// assert_eq!(address.line1, "1 Main St");
    /// ```
    #[must_use]
    pub fn new(line1: impl Into<String>, country_code: impl Into<String>) -> Self {
        ShippingAddress {
            line1: line1.into(),
            line2: None,
            city: None,
            country_code: country_code.into(),
            postal_code: None,
            state: None,
            phone: None,
            normalization_status: None,
            status: None,
            address_type: None,
            recipient_name: None,
            default_address: None,
            preferred_address: None,
            primary_address: None,
            disable_for_transaction: None,
        }
    }
}
