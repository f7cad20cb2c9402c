//! An order as the service reports it.

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

/// An order as the service reports it: what an answer has as its `data`, and by itself the body of
/// a notification.
///
/// Which fields are there depends on the answer: an order that the customer is still to be sent to
/// has an address and little else.
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
    /// The service's own number of the transaction, also called PSP id. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The caller's name of the order. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<Loose<String>>,
    /// When the order was created, without a zone. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// The currency of the payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The amount, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// What the statement says of it. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// The caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// More of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_info: Option<CustomInfo>,
    /// What is bought, as HTML; kept as it came. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// What was given back, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_refunded: Option<MinorUnits>,
    /// The status of the order. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The status of the money. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_status: Option<OrderStatus>,
    /// The reason, as text. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason, as a code. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Loose<String>>,
    /// Whether it was a fast checkout: `NO`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fastcheckout: Option<String>,
    /// When the balance last changed, without a zone. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateTime>,
    /// When the order was completed, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<DateTime>,
    /// Who pays. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// How it is paid. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// The fees of the service. (Alipay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// What was done with the order later, as refunds. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related_transactions: Vec<RelatedTransaction>,
    /// The methods it is paid with. One may come without a list around. (Alipay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment_methods: Vec<PaymentMethod>,
    /// What is bought. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shopping_cart: Option<ShoppingCart>,
    /// How the cart is taxed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_options: Option<CheckoutOptions>,
    /// What was added to the cart's total. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_adjustment: Option<OrderAdjustment>,
    /// The total in the currency itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_total: Option<Loose<Amount>>,
    /// Where the customer transfers the money to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_info: Option<TransferInfo>,
    /// How the customer is to be verified before paying. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_verification: Option<CustomerVerification>,
    /// The page where the customer pays. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_url: Option<String>,
    /// The code to scan. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_url: Option<String>,
    /// Where the browser goes when the customer cancels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// The session of the payment page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Secret<String>>,
}

impl MultiSafepayOrder {
    /// The amount in the currency itself; `None` if either is missing or nothing is known of the
    /// currency.
    #[must_use]
    pub fn total(&self) -> Option<Amount> {
        self.amount?.to_amount(self.currency.as_ref()?)
    }

    /// What was given back, in the currency itself; `None` as for [`total`](Self::total).
    #[must_use]
    pub fn refunded(&self) -> Option<Amount> {
        self.amount_refunded?.to_amount(self.currency.as_ref()?)
    }

    /// How far the order and its money are, as far as that is said.
    pub(in crate::api) fn states(&self) -> impl Iterator<Item = &OrderStatus> {
        [&self.status, &self.financial_status].into_iter().flatten()
    }

    /// Whether there is somewhere to send the customer to.
    pub(in crate::api) fn leads_on(&self) -> bool {
        self.payment_url.is_some() || self.qr_url.is_some() || self.session_id.is_some()
    }

    /// Whether the money is not there yet, whatever is said of the order: it was set aside, or waits
    /// for something.
    pub(in crate::api) fn only_promised(&self) -> bool {
        matches!(
            self.financial_status,
            Some(OrderStatus::Initialized | OrderStatus::Uncleared | OrderStatus::Reserved)
        )
    }

    /// Whether the address is one of the service's other checkout.
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

/// More of the caller's own. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomInfo {
    /// Anything. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_1: Option<Loose<String>>,
    /// Anything. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_2: Option<Loose<String>>,
    /// Anything. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_3: Option<Loose<String>>,
}
