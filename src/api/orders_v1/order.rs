//! Orders: create one, look at it, cancel it.

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

/// Asks for an order: the document's object `order`, with what a caller may say.
///
/// The answer is an [`Order`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateOrderRequest {
    /// Whether money is taken at once or set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// What is bought, a unit for each payee.
    #[serde(default)]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// How the order is shown to the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
    /// Third-party data about the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// Where the payer's browser goes afterwards. Required with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_urls: Option<RedirectUrls>,
    /// The total of all units. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_total_amount: Option<Money>,
}

impl CreateOrderRequest {
    /// An order of these units.
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
    /// `None` if there are no units, they have several currencies, or the sum has more digits
    /// than fit.
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

/// An order: the answer to a [`CreateOrderRequest`], and to whoever asks for the order by its id.
///
/// The document has one object for this and for the request, and so requires no id. An answer
/// always has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The id of the order.
    pub id: String,
    /// The total of all units. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross_total_amount: Option<Money>,
    /// Whether money is taken at once or set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// What is bought, a unit for each payee.
    #[serde(default)]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// How the order is shown to the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_context: Option<ApplicationContext>,
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
    /// Third-party data about the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The status of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// Where the payer's browser goes afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_urls: Option<RedirectUrls>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<DateTime>,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_time: Option<DateTime>,
    /// Links to what can be done next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl Order {
    /// An order with this id and nothing else.
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
    /// Where the payer approves the order, in a browser.
    ///
    /// The link is found by its relation: answers give it the method `GET`, `POST` or `REDIRECT`.
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

    /// The first link of a relation, whatever its method.
    #[must_use]
    pub fn link(&self, rel: &LinkRelation) -> Option<&LinkDescription> {
        find_link(&self.links, rel)
    }

    /// The total of all units.
    ///
    /// `None` if there are no units, they have several currencies, or the sum has more digits
    /// than fit.
    #[must_use]
    pub fn total(&self) -> Option<(Currency, Amount)> {
        total_of(&self.purchase_units)
    }
}

impl Message for Order {
    const INFO: MessageInfo = shared("Order", Direction::Response);
    const CHECKS: &'static [Check<Self>] = validate::ORDER;
}

/// The answer to whoever cancels an order: nothing. It comes with status 204 and no body; where a
/// body is shown, it is an empty object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrderResponse {}

impl Message for CancelOrderResponse {
    const INFO: MessageInfo = response("CancelOrderResponse", "CancelOrder");
}
