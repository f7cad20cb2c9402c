//! What can be set on a payment between preparing and making it.

use serde::{Deserialize, Serialize};

use super::{BaseAddress, ReceiverIdentifier, ShippingAddressInfo};
use crate::value::{Amount, DateTime};

/// On whose behalf the caller pays; for institutions that are partners of `PayPal`. Since 1.4.0.
///
/// The documents' tables misspell the field that has it as `initiatingEntitity`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitiatingEntity {
    /// The customer of an institution for whom the payment is made. `PayPal` has to set the
    /// institution up first. (Guide p. 143, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution_customer: Option<InstitutionCustomer>,
}

/// The customer of an institution for whom a payment is made. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstitutionCustomer {
    /// The institution, by the id `PayPal` gave it. At most 64 characters. (Guide p. 143, p. 154)
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
    /// The customer's date of birth. Whether the schema has a date here or a date with a time is
    /// not known, so the text is kept as it came; [`Date`](crate::Date) reads a date alone. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<DateTime>,
    /// Where the customer lives. (SDK)
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

/// What `PayPal`'s pages and e-mails show. Since 1.4.0.
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
    /// The image at the head of e-mails to customers, 43 pixels high and 240 wide. At most 1024
    /// characters. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_header_image_url: Option<String>,
    /// The image for marketing in e-mails to customers, 80 pixels high and 530 wide. At most 1024
    /// characters. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_marketing_image_url: Option<String>,
    /// The image at the head of the payment page, 90 pixels high and 750 wide, in place of the one
    /// in the account's profile. At most 1024 characters. Since 1.6.0. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_image_url: Option<String>,
    /// The name of the business, shown where there is no header image; where both are given the
    /// image is shown. At most 128 characters. Since 1.6.0. (Guide p. 142, p. 153)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_name: Option<String>,
}

/// Options about the sender. Since 1.4.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderOptions {
    /// Whether the sender has to choose a shipping address in the embedded flow. Default: `false`.
    /// Since 1.6.0. (Guide p. 144, p. 154)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_shipping_address_selection: Option<bool>,
    /// Whether the address given here is used instead of one of the sender's own. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_override: Option<bool>,
    /// The code of the partner behind this transaction. At most 32 characters. Since 1.8.0. (Guide
    /// p. 144, p. 154, p. 263)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer_code: Option<String>,
    /// Where the goods go. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddressInfo>,
}

/// Options for one receiver. Since 1.6.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverOptions {
    /// What this receiver is paid for, in place of the payment's memo. At most 1000 characters.
    /// Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own reference. At most 1000 characters. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<String>,
    /// What is bought from this receiver; it may be shown on an invoice. Since 1.6.0. (Guide p.
    /// 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_data: Option<InvoiceData>,
    /// Which receiver of the payment this is about. Since 1.6.0. (Guide p. 144, p. 155)
    pub receiver: ReceiverIdentifier,
    /// The code of the partner behind this transaction. (Guide p. 151)
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

/// What is bought from one receiver. Since 1.6.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceData {
    /// The items, any number. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<InvoiceItem>,
    /// The tax on all of it. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Amount>,
    /// The cost of sending all of it. Since 1.6.0. (Guide p. 144, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_shipping: Option<Amount>,
}

/// Something that is bought. Since 1.6.0.
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
    /// What it is called. Since 1.6.0. (Guide p. 145, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The caller's own id of it. Since 1.6.0. (Guide p. 145, p. 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The price of the whole line: that of one, times how many. Since 1.6.0. (Guide p. 145, p.
    /// 155)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// The price of one. Since 1.6.0. (Guide p. 145, p. 156)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_price: Option<Amount>,
    /// How many. Since 1.6.0. (Guide p. 145, p. 156)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_count: Option<i32>,
}
