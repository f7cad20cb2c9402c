//! Facts of the messages of `MultiSafepay`.

use super::collect::own;
use super::generic::text;
use super::party::full_name;
use super::{
    Facts, KeyKind, Next, OutcomeKind, Party, Problem, Role, StampOf, Step, Sum, ToFacts, Transfer,
    UnreadAmount,
};
use crate::api::System;
use crate::api::multisafepay::{
    Changed, Customer, MultiSafepayCancelCaptureRequest, MultiSafepayCancelOrderRequest,
    MultiSafepayCancelRefundRequest, MultiSafepayCaptureRequest, MultiSafepayChangeResponse,
    MultiSafepayCreateOrderRequest, MultiSafepayCreateOrderResponse, MultiSafepayFault,
    MultiSafepayGetOrderResponse, MultiSafepayListTransactionsResponse, MultiSafepayOrder,
    MultiSafepayRefundRequest, MultiSafepayRefundResponse, MultiSafepayRefundedCart,
    MultiSafepayUpdateOrderRequest, OrderStatus, Refusal, RelatedTransaction, SplitPayment,
    Transaction,
};
use crate::tree::Ref;
use crate::value::{Currency, DateTime, Loose};

impl ToFacts for MultiSafepayCreateOrderRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::MerchantOrderId, &self.order_id);
        facts.set_payer(payer(self.customer.as_ref()));
        let shares = self.affiliate.iter().flat_map(|own| &own.split_payments);
        let amount = facts.minor("amount", Some(&self.currency), Some(self.amount));
        let shares = shares.enumerate();
        let shares: Vec<Transfer> = shares
            .map(|(at, own)| share(at, own, &self.currency, facts))
            .collect();
        facts.add_transfer(Transfer {
            role: (!shares.is_empty()).then_some(Role::Primary),
            amount,
            ..Transfer::default()
        });
        for share in shares {
            facts.add_transfer(share);
        }
        facts.total_transfers();
        facts.memo = own(&self.description);
    }
}

/// The share of another merchant in the payment. A percentage is not a sum yet.
fn share(at: usize, split: &SplitPayment, currency: &Currency, facts: &mut Facts) -> Transfer {
    let path = format!("affiliate.split_payments({at}).fixed");
    Transfer {
        to: Party {
            account: own(&split.merchant),
            ..Party::default()
        },
        role: Some(Role::Secondary),
        amount: facts.minor(path, Some(currency), split.fixed),
        memo: own(&split.description),
        ..Transfer::default()
    }
}

fn payer(customer: Option<&Customer>) -> Party {
    let Some(customer) = customer else {
        return Party::default();
    };
    Party {
        email: own(&customer.email),
        account: None,
        phone: own(&customer.phone),
        name: full_name(&[&customer.first_name, &customer.last_name]),
    }
}

impl ToFacts for MultiSafepayOrder {
    fn add_facts(&self, facts: &mut Facts) {
        order_keys(self, facts);
        facts.set_payer(payer(self.customer.as_ref()));
        let amount = facts.minor("amount", self.currency.as_ref(), self.amount);
        let mut refunds = refunds(self, amount.as_ref(), facts).into_iter();
        facts.add_transfer(Transfer {
            amount,
            refunded: refunds.next(),
            status: self.status.as_ref().map(ToString::to_string),
            arrived: self.status.as_ref().is_some_and(has_arrived) && !self.only_promised(),
            reason: own(&self.reason),
            ..Transfer::default()
        });
        for refunded in refunds {
            let refunded = Some(refunded);
            facts.add_transfer(Transfer {
                refunded,
                ..Transfer::default()
            });
        }
        facts.total_transfers();
        state(self, facts);
        facts.memo = own(&self.description);
        let addresses = [&self.payment_url, &self.qr_url].into_iter().flatten();
        facts.set_environment(addresses);
        facts.set_time(
            StampOf::Creation,
            self.created.as_ref().map(DateTime::as_str),
        );
        facts.set_time(
            StampOf::Change,
            self.modified.as_ref().map(DateTime::as_str),
        );
    }
}

/// The refunded sums, one for each currency: as the order states them, or else added up from its
/// refunds. A refunded order that states no sum was refunded in full.
fn refunds(order: &MultiSafepayOrder, amount: Option<&Sum>, facts: &mut Facts) -> Vec<Sum> {
    let currency = order.currency.as_ref();
    let stated = facts.minor("amount_refunded", currency, order.amount_refunded);
    let mut sums: Vec<Sum> = stated
        .filter(|sum| !sum.amount.is_zero())
        .into_iter()
        .collect();
    if sums.is_empty() {
        for (at, related) in order.related_transactions.iter().enumerate() {
            if goes_back(related) {
                let path = format!("related_transactions({at}).amount");
                let currency = related.currency.as_ref().or(currency);
                if let Some(sum) = facts.minor(path, currency, related.amount) {
                    sum.add_to(&mut sums);
                }
            }
        }
    }
    let is_refunded = order.states().any(|own| *own == OrderStatus::Refunded);
    if sums.is_empty() && is_refunded && order.amount_refunded.is_none() {
        sums.extend(amount.cloned());
    }
    sums
}

/// Whether a related transaction is a refund or a chargeback. One without a type counts as such,
/// because no other kind was seen.
fn goes_back(related: &RelatedTransaction) -> bool {
    let is_back = related.kind.as_deref().is_none_or(|kind| {
        let kinds = ["refund", "chargeback"];
        kinds.iter().any(|own| kind.eq_ignore_ascii_case(own))
    });
    is_back && related.status.as_ref().map(kind) != Some(OutcomeKind::Failure)
}

fn order_keys(order: &MultiSafepayOrder, facts: &mut Facts) {
    facts.add_key(KeyKind::OrderId, &order.transaction_id);
    facts.add_key(KeyKind::MerchantOrderId, &order.order_id);
    for related in &order.related_transactions {
        facts.add_key(KeyKind::RefundTransactionId, &related.transaction_id);
    }
}

/// Whether the money has arrived, even if it went back later.
fn has_arrived(status: &OrderStatus) -> bool {
    matches!(
        status,
        OrderStatus::Completed
            | OrderStatus::Shipped
            | OrderStatus::Refunded
            | OrderStatus::PartialRefunded
            | OrderStatus::ChargedBack
    )
}

/// Sets the status of an order in its own words, and the outcome. An order without a status was
/// only created.
fn state(order: &MultiSafepayOrder, facts: &mut Facts) {
    facts.set_status(order.status.as_ref());
    let outcome = with_refunds(outcome(order), facts);
    facts.set_outcome(outcome);
    if outcome == OutcomeKind::Pending {
        facts.next = Some(next(order));
    }
}

/// The outcome of an order and its money. An order can be completed although its money has not
/// arrived: it may be reserved or uncleared.
fn outcome(order: &MultiSafepayOrder) -> OutcomeKind {
    let kinds = order.states().map(kind);
    kinds
        .max_by_key(|kind| rank(*kind))
        .unwrap_or(if order.leads_on() {
            OutcomeKind::Pending
        } else {
            OutcomeKind::Unclear
        })
}

/// The outcome corrected by sums that show that money was refunded.
fn with_refunds(outcome: OutcomeKind, facts: &Facts) -> OutcomeKind {
    if !matches!(outcome, OutcomeKind::Success | OutcomeKind::Partial) || facts.refunds.is_empty() {
        return outcome;
    }
    let is_back = |paid: &Sum| {
        let mut refunds = facts.refunds.iter();
        refunds.any(|back| back.currency == paid.currency && back.amount >= paid.amount)
    };
    if !facts.totals.is_empty() && facts.totals.iter().all(is_back) {
        OutcomeKind::Refunded
    } else {
        OutcomeKind::Partial
    }
}

/// The outcome for a status. Refunded money is not a success.
fn kind(status: &OrderStatus) -> OutcomeKind {
    match status {
        OrderStatus::Completed | OrderStatus::Shipped => OutcomeKind::Success,
        OrderStatus::Initialized | OrderStatus::Uncleared | OrderStatus::Reserved => {
            OutcomeKind::Pending
        }
        OrderStatus::PartialRefunded => OutcomeKind::Partial,
        OrderStatus::Refunded => OutcomeKind::Refunded,
        status if status.is_known() => OutcomeKind::Failure,
        _ => OutcomeKind::Unclear,
    }
}

/// The rank of an outcome, by which the more informative of two is chosen.
fn rank(kind: OutcomeKind) -> u8 {
    match kind {
        OutcomeKind::Success => 0,
        OutcomeKind::Pending => 1,
        OutcomeKind::Partial => 2,
        OutcomeKind::Refunded => 3,
        OutcomeKind::Unclear => 4,
        OutcomeKind::Failure => 5,
    }
}

/// What a pending order needs next.
fn next(order: &MultiSafepayOrder) -> Next {
    let address = own(&order.payment_url).or_else(|| own(&order.qr_url));
    match &order.status {
        None | Some(OrderStatus::Initialized) => Next::new(Step::Pay).at(address),
        Some(OrderStatus::Reserved) => Next::new(Step::Capture),
        Some(OrderStatus::Completed) if order.financial_status != Some(OrderStatus::Uncleared) => {
            Next::new(Step::Capture)
        }
        _ => Next::new(Step::AwaitMoney),
    }
}

/// Implements the facts of responses with the common frame: a function for their data, one for
/// their keys, and the outcome of a success without data.
macro_rules! replies {
    ($($reply:ident: $tell:expr, $keys:expr, or $without:expr;)+) => {$(
        impl ToFacts for $reply {
            fn add_facts(&self, facts: &mut Facts) {
                match self.outcome() {
                    Ok(data) => {
                        facts.set_outcome($without);
                        if let Some(data) = data {
                            $tell(data, facts);
                            facts.unread_amounts.iter_mut().for_each(UnreadAmount::in_data);
                        }
                    }
                    Err(refusal) => {
                        refused(refusal, facts);
                        // Whatever else is present, nothing was done.
                        if let Some(data) = &self.data {
                            $keys(data, facts);
                        }
                    }
                }
            }
        }
    )+};
}

replies! {
    MultiSafepayCreateOrderResponse: made, order_keys, or OutcomeKind::Pending;
    MultiSafepayGetOrderResponse: MultiSafepayOrder::add_facts, order_keys, or OutcomeKind::Unclear;
    MultiSafepayRefundResponse: changed, changed, or OutcomeKind::Success;
    MultiSafepayChangeResponse: changed, changed, or OutcomeKind::Success;
}

/// An order that was just created always waits for the customer.
fn made(order: &MultiSafepayOrder, facts: &mut Facts) {
    order.add_facts(facts);
    if order.status.is_none() && order.financial_status.is_none() {
        facts.set_outcome(OutcomeKind::Pending);
        facts.next = Some(next(order));
    }
}

fn changed(changed: &Changed, facts: &mut Facts) {
    facts.add_key(KeyKind::OrderId, &changed.transaction_id);
    facts.add_key(KeyKind::MerchantOrderId, &changed.order_id);
    facts.add_key(KeyKind::RefundTransactionId, &changed.refund_id);
}

fn refused(refusal: Refusal<'_>, facts: &mut Facts) {
    facts.set_outcome(OutcomeKind::Failure);
    let code = refusal.code.map(|code| code.to_string());
    let problem = Problem {
        code: code.clone(),
        message: refusal.info.map(str::to_owned),
        ..Problem::default()
    };
    let problem = problem.explained(System::MultiSafepay, &[code.as_deref()]);
    facts.errors.push(problem);
}

impl ToFacts for MultiSafepayFault {
    fn add_facts(&self, facts: &mut Facts) {
        refused(self.refusal(), facts);
        if let Some(data) = &self.data {
            changed(data, facts);
        }
    }
}

impl ToFacts for MultiSafepayUpdateOrderRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::MerchantOrderId, &self.id);
        facts.set_status(self.status.as_ref());
        facts.memo = own(&self.reason);
    }
}

impl ToFacts for MultiSafepayCaptureRequest {
    /// Only the order states the currency of the amount.
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::MerchantOrderId, &self.new_order_id);
        facts.set_status(self.new_order_status.as_ref());
        facts.memo = own(&self.description).or_else(|| own(&self.reason));
    }
}

impl ToFacts for MultiSafepayRefundRequest {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::MerchantOrderId, &self.refund_order_id);
        let refunded = facts.minor("amount", self.currency.as_ref(), self.amount);
        facts.add_transfer(Transfer {
            refunded,
            ..Transfer::default()
        });
        facts.total_transfers();
        facts.memo = own(&self.description);
    }
}

impl ToFacts for MultiSafepayRefundedCart {
    /// A cart is not a sum: its articles may or may not be refunded.
    fn add_facts(&self, _facts: &mut Facts) {}
}

/// For requests that only ask for a status.
macro_rules! asks_for_a_state {
    ($($request:ident),+) => {$(
        impl ToFacts for $request {
            fn add_facts(&self, facts: &mut Facts) {
                facts.set_status(Some(&self.status));
            }
        }
    )+};
}

asks_for_a_state!(
    MultiSafepayCancelOrderRequest,
    MultiSafepayCancelCaptureRequest,
    MultiSafepayCancelRefundRequest
);

impl ToFacts for MultiSafepayListTransactionsResponse {
    /// The transactions of an account belong to many orders, so there are no totals, and their ids
    /// do not link messages.
    fn add_facts(&self, facts: &mut Facts) {
        let all = self.data.iter().enumerate();
        facts.transfers = all.map(|(at, own)| listed(at, own, facts)).collect();
        let done = self.success.get() == Some(true);
        facts.set_outcome(if done {
            OutcomeKind::Success
        } else {
            OutcomeKind::Failure
        });
    }
}

fn listed(at: usize, transaction: &Transaction, facts: &mut Facts) -> Transfer {
    let currency = transaction.currency.as_ref();
    let sum = facts.minor(format!("data({at}).amount"), currency, transaction.amount);
    let goes_out = transaction.debit_credit.as_deref() == Some("D");
    let (amount, refunded) = if goes_out { (None, sum) } else { (sum, None) };
    let costs = transaction.amount.zip(transaction.net);
    let costs = costs.and_then(|(amount, net)| amount.checked_sub(net));
    Transfer {
        amount,
        refunded,
        fee: costs
            .and_then(|costs| Sum::minor(currency?, costs))
            .filter(|fee| !fee.amount.is_zero()),
        status: transaction.status.as_ref().map(ToString::to_string),
        arrived: !goes_out && transaction.status.as_ref().is_some_and(has_arrived),
        transaction_id: own(&transaction.transaction_id),
        reference: transaction
            .order_id
            .as_ref()
            .map(Loose::as_str)
            .map(str::to_owned),
        memo: own(&transaction.description),
        ..Transfer::default()
    }
}

/// The error that values together are.
pub(in crate::api) fn error(value: Ref<'_>) -> Option<Problem> {
    let said = |name| text(value, name);
    let success = said("success");
    let is_success = matches!(success.as_deref(), Some("true" | "1"));
    let is_refusal = !is_success && (success.is_some() || said("error_info").is_some());
    let code = said("error_code").filter(|_| is_refusal)?;
    let problem = Problem {
        message: said("error_info"),
        code: Some(code.clone()),
        ..Problem::default()
    };
    Some(problem.explained(System::MultiSafepay, &[Some(&code)]))
}
