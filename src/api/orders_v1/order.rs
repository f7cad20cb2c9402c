//! Orders: creation, retrieval and cancellation.

use serde::{Deserialize, Serialize};

use super::{
    ApplicationContext, LinkDescription, LinkRelation, Metadata, Money, PayerInfo, PaymentDetails,
    PurchaseUnit, RedirectUrls, find_link, request, response, shared, validate,
};
use crate::api::message::{Direction, Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::{Amount, Currency, DateTime};

open_code! {
    /// Whether money is taken at once.
    pub enum Intent {
        /// It is.
        Sale = "SALE",
        /// It is set aside, and captured later.
        Authorize = "AUTHORIZE",
    }
}

open_code! {
    /// The status of an order.
    pub enum OrderStatus {
        /// It exists, and the payer has to approve it.
        Created = "CREATED",
        /// The payer has approved it, and it can be paid.
        Approved = "APPROVED",
        /// It is paid.
        Completed = "COMPLETED",
        /// It failed.
        Failed = "FAILED",
    }
}

/// Creates an order; named `order` in the document, restricted to the fields of requests.
///
/// The response is an [`Order`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateOrderRequest {
    /// Whether the payment is captured at once or only authorized.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// The purchase, one unit for each payee.
    #[serde(default)]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// The settings of the payer's approval page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
    /// The payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
    /// Third-party data about the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The URLs that the payer's browser returns to. The payment method `paypal` requires them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_urls: Option<RedirectUrls>,
    /// The total of all units. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_total_amount: Option<Money>,
}

impl CreateOrderRequest {
    /// Creates an order from its units.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{CreateOrderRequest, PurchaseUnit, RedirectUrls, Total};
    ///
    /// let urls = RedirectUrls::new("https://shop.example/done", "https://shop.example/cancelled");
    /// let unit = PurchaseUnit::new("cart-1", Total::new(Currency::USD, "1.44".parse()?));
    /// let order = CreateOrderRequest::new([unit], urls);
    /// assert_eq!(order.total(), Some((Currency::USD, "1.44".parse()?)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        purchase_units: impl Into<Vec<PurchaseUnit>>,
        redirect_urls: impl Into<Option<RedirectUrls>>,
    ) -> Self {
        CreateOrderRequest {
            intent: None,
            purchase_units: purchase_units.into(),
            payment_details: None,
            application_context: None,
            payer_info: None,
            metadata: None,
            redirect_urls: redirect_urls.into(),
            gross_total_amount: None,
        }
    }
}

impl CreateOrderRequest {
    /// The total of all units.
    ///
    /// Returns `None` if there are no units, the currencies differ, or the sum has too many digits.
    #[must_use]
    pub fn total(&self) -> Option<(Currency, Amount)> {
        total_of(&self.purchase_units)
    }
}

/// The total of units, if they have the same currency.
pub(super) fn total_of(units: &[PurchaseUnit]) -> Option<(Currency, Amount)> {
    let currency = &units.first()?.amount.currency;
    let same = units.iter().all(|unit| unit.amount.currency == *currency);
    let sum = Amount::checked_sum(units.iter().map(|unit| &unit.amount.total));
    Some((currency.clone(), sum.filter(|_| same)?))
}

impl Message for CreateOrderRequest {
    const INFO: MessageInfo = request("CreateOrderRequest", "CreateOrder");
    const CHECKS: &'static [Check<Self>] = validate::CREATE_ORDER;
}

/// An order: the response to a [`CreateOrderRequest`], and to the retrieval of an order by its id.
///
/// The document describes the request and the response as one object, which does not require an id.
/// A response always has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The id of the order.
    pub id: String,
    /// The total of all units. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_total_amount: Option<Money>,
    /// Whether the payment is captured at once or only authorized.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// The purchase, one unit for each payee.
    #[serde(default)]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// The settings of the payer's approval page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
    /// The payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
    /// Third-party data about the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The status of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The URLs that the payer's browser returns to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_urls: Option<RedirectUrls>,
    /// The creation time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<DateTime>,
    /// The time of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_time: Option<DateTime>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl Order {
    /// Creates an order with only an id.
    ///
    /// ```
    /// use paywire::api::orders_v1::Order;
    ///
    /// assert_eq!(Order::new("8RU61172JS455403V").status, None);
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Order {
            id: id.into(),
            gross_total_amount: None,
            intent: None,
            purchase_units: Vec::new(),
            payment_details: None,
            application_context: None,
            payer_info: None,
            metadata: None,
            status: None,
            redirect_urls: None,
            create_time: None,
            update_time: None,
            links: Vec::new(),
        }
    }
}

impl Order {
    /// The URL where the payer approves the order in a browser.
    ///
    /// The link is found by its relation: responses give it the method `GET`, `POST` or `REDIRECT`.
    ///
    /// ```
    /// use paywire::api::orders_v1::Order;
    ///
    /// let order: Order = paywire::json::from_str(
    ///     r#"{"id":"8R","links":[{"href":"https://pay.example/?token=8R","rel":"approval_url","method":"REDIRECT"}]}"#,
    /// )?;
    /// assert_eq!(order.approval_url(), Some("https://pay.example/?token=8R"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn approval_url(&self) -> Option<&str> {
        self.link(&LinkRelation::Approval).map(|link| &*link.href)
    }

    /// Finds the first link of a relation, regardless of its method.
    #[must_use]
    pub fn link(&self, rel: &LinkRelation) -> Option<&LinkDescription> {
        find_link(&self.links, rel)
    }

    /// The total of all units.
    ///
    /// Returns `None` if there are no units, the currencies differ, or the sum has too many digits.
    #[must_use]
    pub fn total(&self) -> Option<(Currency, Amount)> {
        total_of(&self.purchase_units)
    }
}

impl Message for Order {
    const INFO: MessageInfo = shared("Order", Direction::Response);
    const CHECKS: &'static [Check<Self>] = validate::ORDER;
}

/// The response to a cancellation, which is empty. It has status 204 and no body; if a body is
/// shown, it is an empty object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrderResponse {}

impl Message for CancelOrderResponse {
    const INFO: MessageInfo = response("CancelOrderResponse", "CancelOrder");
}
