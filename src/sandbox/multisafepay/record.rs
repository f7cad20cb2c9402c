//! An order as the store keeps it.

use serde::{Deserialize, Serialize};

use super::refusal::{ORDER, PurchaseRefusal, refuse};
use crate::api::multisafepay::{MultiSafepayCreateOrderRequest, OrderStatus, PaymentOptions};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::store::{Index, Lookup, Record, Records};
use crate::value::{Amount, Currency, MinorUnits};

/// Orders by the ids of their payment pages.
pub(super) const BY_SESSION: Index = Index::new("multisafepay by session");

/// An order. Times are in milliseconds since 1970.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PurchaseRecord {
    /// The caller's account, and its name of the order.
    pub(super) key: String,
    pub(super) caller: Account,
    /// The key that notifications are signed with.
    pub(super) api_key: String,
    /// The request, without what pays.
    pub(super) request: MultiSafepayCreateOrderRequest,
    pub(super) transaction_id: String,
    /// The id of the payment page.
    pub(super) session: String,
    pub(super) created: i64,
    pub(super) modified: i64,
    /// When the order can be paid no more.
    pub(super) expires: i64,
    pub(super) paid: Option<i64>,
    pub(super) status: OrderStatus,
    pub(super) payer: Option<Account>,
    pub(super) payer_email: Option<String>,
    /// What the service keeps.
    pub(super) fee: Amount,
    pub(super) refunds: Vec<PurchaseRefund>,
}

/// An amount that was given back.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PurchaseRefund {
    pub(super) id: String,
    pub(super) amount: MinorUnits,
    pub(super) description: Option<String>,
    pub(super) created: i64,
}

impl Record for PurchaseRecord {
    const TABLE: Records = Records::new("multisafepay");

    fn key(&self) -> &str {
        &self.key
    }

    fn indices(&self) -> Vec<(Index, String)> {
        vec![(BY_SESSION, self.session.clone())]
    }
}

impl PurchaseRecord {
    pub(super) fn order_id(&self) -> &str {
        self.request.order_id.as_str()
    }

    pub(super) fn currency(&self) -> &Currency {
        &self.request.currency
    }

    pub(super) fn options(&self) -> PaymentOptions {
        self.request.payment_options.clone().unwrap_or_default()
    }

    /// The status now: an order that nobody has paid in time is over.
    pub(super) fn status(&self, now: i64) -> OrderStatus {
        match self.status {
            OrderStatus::Initialized if now >= self.expires => OrderStatus::Expired,
            _ => self.status.clone(),
        }
    }

    /// What was given back so far. It is no more than what was paid, so it can be held.
    pub(super) fn refunded(&self) -> MinorUnits {
        let units = self.refunds.iter().map(|refund| refund.amount.units());
        MinorUnits::new(units.sum())
    }

    /// What is left of the payment.
    pub(super) fn left(&self) -> MinorUnits {
        let left = self.request.amount.checked_sub(self.refunded());
        left.unwrap_or_default()
    }
}

/// The key of an order, by its caller and the caller's name of it.
pub(super) fn key(caller: &Account, order_id: &str) -> String {
    format!("{} {order_id}", caller.id())
}

/// The order that the caller gave this name.
pub(super) fn purchase(
    lookup: &impl Lookup,
    order_id: &str,
    context: &Context<'_>,
) -> Result<PurchaseRecord, PurchaseRefusal> {
    let key = key(context.caller.account(), order_id);
    lookup.record(&key)?.ok_or_else(|| refuse(ORDER))
}
