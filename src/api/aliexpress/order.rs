//! The ordered articles and their shipping address: the JSON in the form's first parameter.

use serde::{Deserialize, Serialize};

use super::info;
use crate::api::message::{Direction, Formats, Message, MessageInfo};
use crate::value::Loose;

/// An order to place: the JSON in the parameter `param_place_order_request4_open_api_d_t_o` of a
/// [`DsOrderCreateRequest`](super::DsOrderCreateRequest).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsPlaceOrderRequest {
    /// The caller's own id of the order. Repeating an id does not place the order twice. (order
    /// page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_order_id: Option<Loose<String>>,
    /// The shipping address. (order page)
    pub logistics_address: DsLogisticsAddress,
    /// The ordered articles: one entry for each article and variant. (order page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_items: Vec<DsProductItem>,
}

impl DsPlaceOrderRequest {
    /// Creates an order of articles to an address.
    #[must_use]
    pub fn new(
        logistics_address: DsLogisticsAddress,
        product_items: impl IntoIterator<Item = DsProductItem>,
    ) -> Self {
        DsPlaceOrderRequest {
            out_order_id: None,
            logistics_address,
            product_items: product_items.into_iter().collect(),
        }
    }
}

impl Message for DsPlaceOrderRequest {
    const INFO: MessageInfo = info("DsPlaceOrderRequest", Direction::Request, Formats::Json);
}

/// A shipping address with the recipient's data for customs.
///
/// Every field is optional here: the required ones depend on the country, and callers send empty
/// strings for the others.
///
/// ```
/// use paywire::api::aliexpress::DsLogisticsAddress;
///
/// let address = DsLogisticsAddress {
///     country: Some("US".to_owned()),
///     // A zero in front belongs to it.
///     zip: Some("08360".into()),
///     ..DsLogisticsAddress::default()
/// };
/// assert_eq!(paywire::json::to_string(&address)?, r#"{"country":"US","zip":"08360"}"#);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsLogisticsAddress {
    /// Street and number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Flat, suite, floor. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// Date of birth of the recipient. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
    /// City. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The recipient. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_person: Option<String>,
    /// Country, a two-letter code. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Brazilian taxpayer number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpf: Option<Loose<String>>,
    /// Area code of the fax number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax_area: Option<Loose<String>>,
    /// Country code of the fax number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax_country: Option<Loose<String>>,
    /// Fax number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax_number: Option<Loose<String>>,
    /// Full name of the recipient. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Language and region, such as `en_US`. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Mobile telephone number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_no: Option<Loose<String>>,
    /// Passport number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_no: Option<Loose<String>>,
    /// Expiry date of the passport. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_no_date: Option<String>,
    /// Issuer of the passport. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport_organization: Option<String>,
    /// Area code of the telephone number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_area: Option<Loose<String>>,
    /// Country code of the telephone number; a lone `+` was seen. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_country: Option<Loose<String>>,
    /// Telephone number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<Loose<String>>,
    /// State or province. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Tax number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_number: Option<Loose<String>>,
    /// Postal code, a string because it may begin with a zero. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<Loose<String>>,
    /// Chilean taxpayer number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rut_no: Option<Loose<String>>,
    /// Passport number of a foreigner. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreigner_passport_no: Option<Loose<String>>,
    /// Whether the recipient is a foreigner in the country. Documented as a string and sent as a
    /// boolean. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_foreigner: Option<Loose<bool>>,
    /// Value added tax number. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_no: Option<Loose<String>>,
    /// Company that the tax number belongs to. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_company: Option<String>,
    /// Id of the place in the service's own tree of places. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_tree_address_id: Option<Loose<String>>,
}

/// An article and its quantity.
///
/// ```
/// use paywire::api::aliexpress::DsProductItem;
///
/// let item = DsProductItem {
///     // The text after the `#` is part of it, blanks and all.
///     sku_attr: Some("14:365458#Brown".to_owned()),
///     ..DsProductItem::new(1_005_004_638_293_060, 2)
/// };
/// assert_eq!(item.product_id.get(), Some(1_005_004_638_293_060));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsProductItem {
    /// The article number, up to 64 bits. (order page)
    pub product_id: Loose<i64>,
    /// The quantity. (order page)
    pub product_count: Loose<i64>,
    /// The variant: attribute and value pairs such as `14:175;5:200003528#Length -26cm`. (order
    /// page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku_attr: Option<String>,
    /// The shipping service, such as `CAINIAO_FULFILLMENT_STD`; empty for the seller's default.
    /// (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logistics_service_name: Option<String>,
    /// A note to the seller. (order page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_memo: Option<String>,
}

impl DsProductItem {
    /// Creates an item from an article and a quantity.
    #[must_use]
    pub fn new(product_id: i64, product_count: i64) -> Self {
        DsProductItem {
            product_id: product_id.into(),
            product_count: product_count.into(),
            sku_attr: None,
            logistics_service_name: None,
            order_memo: None,
        }
    }
}
