//! Options of a payment that can be set between its preparation and its execution.

use serde::{Deserialize, Serialize};

use super::{BaseAddress, ReceiverIdentifier, ShippingAddressInfo};
use crate::value::{Amount, DateTime};

/// The party that the caller pays for; for institutions that are `PayPal`'s partners. Since 1.4.0.
///
/// The documents' tables misspell the field of this type as `initiatingEntitity`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitiatingEntity {
    /// The institution's customer for whom the payment is made. `PayPal` must set up the
    /// institution first. (Guide p. 143, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution_customer: Option<InstitutionCustomer>,
}

/// An institution's customer for whom a payment is made. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstitutionCustomer {
    /// The id that `PayPal` gave the institution. At most 64 characters. (Guide p. 143, p. 154)
    pub institution_id: String,
    /// The customer's given name, as the institution knows it. At most 64 characters. (Guide p.
    /// 143, p. 154)
    pub first_name: String,
    /// The customer's family name, as the institution knows it. At most 64 characters. (Guide p.
    /// 143, p. 154)
    pub last_name: String,
    /// The customer's middle name. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// The customer's full name, as the institution knows it. At most 200 characters. (Guide p.
    /// 143, p. 154)
    pub display_name: String,
    /// The institution's own id of the customer. At most 64 characters. (Guide p. 143, p. 154)
    pub institution_customer_id: String,
    /// The customer's home country, by its ISO code of two letters. (Guide p. 143, p. 154)
    pub country_code: String,
    /// The customer's e-mail address, as the institution knows it. At most 127 characters. (Guide
    /// p. 143, p. 154)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The customer's date of birth. It is unknown whether the schema has a date or a date with a
    /// time here, so the text is kept unchanged; [`Date`](crate::Date) parses a date without a
    /// time. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<DateTime>,
    /// The customer's address. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<BaseAddress>,
}

impl InstitutionCustomer {
    /// Creates a customer from its required fields, in schema order.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::InstitutionCustomer;
    ///
    /// let customer = InstitutionCustomer {
    ///     email: Some("anna@example.com".to_owned()),
    ///     ..InstitutionCustomer::new("I-1", "Anna", "Vos", "Anna Vos", "C-1", "NL")
    /// };
    /// assert_eq!(customer.middle_name, None);
    /// ```
    #[must_use]
    pub fn new(
        institution_id: impl Into<String>,
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        display_name: impl Into<String>,
        institution_customer_id: impl Into<String>,
        country_code: impl Into<String>,
    ) -> Self {
        InstitutionCustomer {
            institution_id: institution_id.into(),
            first_name: first_name.into(),
            last_name: last_name.into(),
            middle_name: None,
            display_name: display_name.into(),
            institution_customer_id: institution_customer_id.into(),
            country_code: country_code.into(),
            email: None,
            date_of_birth: None,
            address: None,
        }
    }
}

/// Display settings of `PayPal`'s pages and e-mails. Since 1.4.0.
///
/// ```
/// use paywire::api::adaptive_payments::common::DisplayOptions;
///
/// let options = DisplayOptions {
///     business_name: Some("Shop".to_owned()),
///     ..DisplayOptions::default()
/// };
/// assert_eq!(options.header_image_url, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisplayOptions {
    /// The header image of e-mails to customers, 43 pixels high and 240 wide. At most 1024
    /// characters. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_header_image_url: Option<String>,
    /// The marketing image of e-mails to customers, 80 pixels high and 530 wide. At most 1024
    /// characters. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_marketing_image_url: Option<String>,
    /// The header image of the payment page, 90 pixels high and 750 wide, which replaces the one in
    /// the account's profile. At most 1024 characters. Since 1.6.0. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_image_url: Option<String>,
    /// The name of the business, which is shown only if there is no header image. At most 128
    /// characters. Since 1.6.0. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_name: Option<String>,
}

/// Options about the sender. Since 1.4.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderOptions {
    /// Whether the sender must choose a shipping address in the embedded flow. Default: `false`.
    /// Since 1.6.0. (Guide p. 144, p. 154)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_shipping_address_selection: Option<bool>,
    /// Whether the given address replaces the sender's own addresses. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_override: Option<bool>,
    /// The code of the partner that referred this transaction. At most 32 characters. Since 1.8.0.
    /// (Guide p. 144, p. 154, p. 263)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer_code: Option<String>,
    /// The shipping address. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddressInfo>,
}

/// Options for one receiver. Since 1.6.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverOptions {
    /// The description of this receiver's payment, which replaces the payment's memo. At most 1000
    /// characters. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own reference. At most 1000 characters. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<String>,
    /// The items bought from this receiver, which may be shown on an invoice. Since 1.6.0. (Guide
    /// p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_data: Option<InvoiceData>,
    /// The receiver that the options apply to. Since 1.6.0. (Guide p. 144, p. 155)
    pub receiver: ReceiverIdentifier,
    /// The code of the partner that referred this transaction. (Guide p. 151)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer_code: Option<String>,
}

impl ReceiverOptions {
    /// Creates an entry for a receiver with its required fields only.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{ReceiverIdentifier, ReceiverOptions};
    ///
    /// let options = ReceiverOptions {
    ///     description: Some("two tickets".to_owned()),
    ///     ..ReceiverOptions::new(ReceiverIdentifier::with_email("seller@example.com"))
    /// };
    /// assert_eq!(options.invoice_data, None);
    /// ```
    #[must_use]
    pub fn new(receiver: ReceiverIdentifier) -> Self {
        ReceiverOptions {
            description: None,
            custom_id: None,
            invoice_data: None,
            receiver,
            referrer_code: None,
        }
    }
}

/// The items bought from one receiver. Since 1.6.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceData {
    /// The items, any number. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<InvoiceItem>,
    /// The total tax. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Amount>,
    /// The total shipping cost. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_shipping: Option<Amount>,
}

/// A purchased item. Since 1.6.0.
///
/// ```
/// use paywire::api::adaptive_payments::common::InvoiceItem;
///
/// let item = InvoiceItem {
///     name: Some("ticket".to_owned()),
///     price: Some("20.00".parse()?),
///     item_price: Some("10.00".parse()?),
///     item_count: Some(2),
///     ..InvoiceItem::default()
/// };
/// assert_eq!(item.identifier, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceItem {
    /// The name of the item. Since 1.6.0. (Guide p. 145, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The caller's own id of the item. Since 1.6.0. (Guide p. 145, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The price of the line: the item price times the count. Since 1.6.0. (Guide p. 145, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// The price of one item. Since 1.6.0. (Guide p. 145, p. 156)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_price: Option<Amount>,
    /// The number of items. Since 1.6.0. (Guide p. 145, p. 156)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_count: Option<i32>,
}
