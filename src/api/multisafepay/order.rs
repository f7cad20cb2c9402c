//! Orders as the service reports them.

use serde::{Deserialize, Serialize};

use super::cart::{CheckoutOptions, ShoppingCart};
use super::codes::OrderStatus;
use super::customer::Customer;
use super::details::{
    Cost, CustomerVerification, OrderAdjustment, PaymentDetails, PaymentMethod, RelatedTransaction,
};
use super::gateway_info::TransferInfo;
use super::info;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::{Amount, Currency, DateTime, Loose, MinorUnits, Secret};

/// An order as the service reports it: the `data` of a response, or the whole body of a
/// notification.
///
/// The set of fields depends on the response: an order that still awaits the customer has a payment
/// URL and little else.
///
/// ```
/// use paywire::api::multisafepay::{MultiSafepayOrder, OrderStatus};
///
/// let body = r#"{"order_id":"182","transaction_id":"4680345","currency":"GBP","amount":24293,
///     "status":"completed","items":"<b>Table</b>","var1":null}"#;
/// let order: MultiSafepayOrder = paywire::json::from_str(body)?;
/// assert_eq!(order.status, Some(OrderStatus::Completed));
/// assert_eq!(order.total().unwrap().to_string(), "242.93");
/// assert_eq!(order.items.as_deref(), Some("<b>Table</b>"));
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayOrder {
    /// The service's transaction number, also called PSP id. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's id of the order. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// The creation time of the order, without a time zone. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// The currency of the payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The amount, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The description on the statement. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// Further custom values of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_info: Option<CustomInfo>,
    /// The purchased articles, as HTML; kept unchanged. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// The refunded amount, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_refunded: Option<MinorUnits>,
    /// The status of the order. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The status of the payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_status: Option<OrderStatus>,
    /// The reason, as text. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason, as a code. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Loose<String>>,
    /// Whether the order was a fast checkout: `NO`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fastcheckout: Option<String>,
    /// The time of the last balance change, without a time zone. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateTime>,
    /// The completion time of the order, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<DateTime>,
    /// The customer. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// The payment details. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// The fees of the service. (Alipay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// Later transactions of the order, such as refunds. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related_transactions: Vec<RelatedTransaction>,
    /// The payment methods of the order. A single one may come without a list around it. (Alipay
    /// page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment_methods: Vec<PaymentMethod>,
    /// The shopping cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shopping_cart: Option<ShoppingCart>,
    /// The tax settings of the cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_options: Option<CheckoutOptions>,
    /// The adjustment of the cart's total. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_adjustment: Option<OrderAdjustment>,
    /// The total in the currency itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_total: Option<Loose<Amount>>,
    /// The account for the customer's bank transfer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_info: Option<TransferInfo>,
    /// The verification that the customer must pass before paying. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_verification: Option<CustomerVerification>,
    /// The URL of the payment page. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_url: Option<String>,
    /// The URL of the QR code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_url: Option<String>,
    /// The URL that the browser is sent to when the customer cancels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// The session id of the payment page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Secret<String>>,
}

impl MultiSafepayOrder {
    /// The amount in the currency itself; `None` if the amount or currency is missing, or the
    /// currency is unknown.
    #[must_use]
    pub fn total(&self) -> Option<Amount> {
        self.amount?.to_amount(self.currency.as_ref()?)
    }

    /// The refunded amount in the currency itself; `None` in the same cases as
    /// [`total`](Self::total).
    #[must_use]
    pub fn refunded(&self) -> Option<Amount> {
        self.amount_refunded?.to_amount(self.currency.as_ref()?)
    }

    /// The progress of the order and of its payment, if reported.
    pub(in crate::api) fn states(&self) -> impl Iterator<Item = &OrderStatus> {
        [&self.status, &self.financial_status].into_iter().flatten()
    }

    /// Whether the order has a URL to send the customer to.
    pub(in crate::api) fn leads_on(&self) -> bool {
        self.payment_url.is_some() || self.qr_url.is_some() || self.session_id.is_some()
    }

    /// Whether the payment is only reserved or pending, whatever the status of the order.
    pub(in crate::api) fn only_promised(&self) -> bool {
        matches!(
            self.financial_status,
            Some(OrderStatus::Initialized | OrderStatus::Uncleared | OrderStatus::Reserved)
        )
    }

    /// Whether the URL belongs to the service's fast checkout.
    pub(super) fn is_fast_checkout(&self) -> bool {
        let url = self.payment_url.as_deref().unwrap_or_default();
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains("fastcheckout")
    }
}

impl Message for MultiSafepayOrder {
    const INFO: MessageInfo = info(
        "MultiSafepayOrder",
        Some("Webhook"),
        Direction::Notification,
    );

    fn is_plausible(&self) -> bool {
        self.order_id.is_some() && self.transaction_id.is_some() && self.status.is_some()
    }
}

/// Further custom values of the caller. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomInfo {
    /// A custom value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_1: Option<Loose<String>>,
    /// A custom value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_2: Option<Loose<String>>,
    /// A custom value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_3: Option<Loose<String>>,
}
