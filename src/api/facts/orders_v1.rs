//! Facts of the messages of Orders v1.

use super::collect::own;
use super::generic::text;
use super::party::full_name;
use super::{
    Detail, Facts, KeyKind, Next, OutcomeKind, Party, Problem, StampOf, Step, Sum, ToFacts,
    Transfer,
};
use crate::api::orders_v1::{
    CancelOrderResponse, Capture, CreateOrderRequest, ErrorDetails, ErrorName, Intent,
    LinkDescription, LinkRelation, Money, Order, OrderError, PayOrderRequest, PayOrderResponse,
    Payee, PayerInfo, PaymentDetails, PaymentSummary, PurchaseUnit, Refund, RefundStatus, Sale,
    Total, UnitStatus,
};
use crate::tree::Ref;
use crate::value::DateTime;

impl ToFacts for CreateOrderRequest {
    fn add_facts(&self, facts: &mut Facts) {
        payment(self.payment_details.as_ref(), facts);
        facts.action = self.intent.as_ref().map(ToString::to_string);
        facts.set_payer(payer(self.payer_info.as_ref()));
        units(&self.purchase_units, facts);
        total(self.gross_total_amount.as_ref(), facts);
    }
}

impl ToFacts for Order {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::OrderId, &self.id);
        payment(self.payment_details.as_ref(), facts);
        facts.action = self.intent.as_ref().map(ToString::to_string);
        facts.set_payer(payer(self.payer_info.as_ref()));
        units(&self.purchase_units, facts);
        total(self.gross_total_amount.as_ref(), facts);
        let units = &self.purchase_units;
        state(self.status.as_ref(), self.intent.as_ref(), units, facts);
        links(&self.links, facts);
        times(self.create_time.as_ref(), self.update_time.as_ref(), facts);
    }
}

impl ToFacts for CancelOrderResponse {
    /// Any response means that the order was cancelled.
    fn add_facts(&self, facts: &mut Facts) {
        facts.set_outcome(OutcomeKind::Success);
    }
}

impl ToFacts for PayOrderRequest {
    fn add_facts(&self, facts: &mut Facts) {
        let info = self.payer.as_ref().and_then(|own| own.payer_info.as_ref());
        facts.set_payer(payer(info));
    }
}

impl ToFacts for PayOrderResponse {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::OrderId, &self.order_id);
        facts.action = self.intent.as_ref().map(ToString::to_string);
        facts.set_payer(payer(self.payer_info.as_ref()));
        units(&self.purchase_units, facts);
        let units = &self.purchase_units;
        state(self.status.as_ref(), self.intent.as_ref(), units, facts);
        links(&self.links, facts);
        times(self.create_time.as_ref(), self.update_time.as_ref(), facts);
    }
}

impl ToFacts for PurchaseUnit {
    fn add_facts(&self, facts: &mut Facts) {
        units(std::slice::from_ref(self), facts);
        facts.set_status(self.status.as_ref());
    }
}

impl ToFacts for OrderError {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::CorrelationId, &self.debug_id);
        facts.errors.push(Problem::from(self));
        facts.set_outcome(OutcomeKind::Failure);
        links(&self.links, facts);
    }
}

fn payment(details: Option<&PaymentDetails>, facts: &mut Facts) {
    facts.add_key(
        KeyKind::PaymentId,
        &details.and_then(|details| details.payment_id.clone()),
    );
}

fn payer(info: Option<&PayerInfo>) -> Party {
    let Some(info) = info else {
        return Party::default();
    };
    Party {
        email: own(&info.email),
        account: own(&info.payer_id),
        phone: own(&info.phone),
        name: full_name(&[&info.first_name, &info.middle_name, &info.last_name]),
    }
}

/// Sets the status of an order in its own words, and the outcome. A completed order is not paid if
/// its money is only reserved.
fn state(
    status: Option<&impl AsRef<str>>,
    intent: Option<&Intent>,
    units: &[PurchaseUnit],
    facts: &mut Facts,
) {
    let Some(status) = status.map(AsRef::as_ref) else {
        return;
    };
    facts.set_status(Some(status));
    let waits = |step| (OutcomeKind::Pending, Some(Next::new(step)));
    let (outcome, next) = match status {
        "COMPLETED" if is_set_aside(intent, units) => waits(Step::Capture),
        "COMPLETED" => (OutcomeKind::Success, None),
        "CREATED" => waits(Step::Approve),
        "APPROVED" => waits(Step::PayOrder),
        "IN_PROGRESS" | "SUBMITTED" => (OutcomeKind::Pending, None),
        "PARTIALLY_COMPLETED" => (OutcomeKind::Partial, None),
        "FAILED" | "CANCELED" | "EXPIRED" => (OutcomeKind::Failure, None),
        _ => (OutcomeKind::Unclear, None),
    };
    facts.set_outcome(outcome);
    facts.next = next;
}

/// Whether money was reserved but not captured.
fn is_set_aside(intent: Option<&Intent>, units: &[PurchaseUnit]) -> bool {
    let mut states = units
        .iter()
        .filter_map(|unit| unit.status.as_ref())
        .peekable();
    match states.peek() {
        Some(_) => states.any(|status| *status == UnitStatus::Authorized),
        None => intent == Some(&Intent::Authorize),
    }
}

/// The facts in the links of a response: where the payer approves, and the environment.
fn links(links: &[LinkDescription], facts: &mut Facts) {
    let mut approvals = links.iter();
    let approval = approvals.find(|link| link.rel == LinkRelation::Approval);
    let address = approval.and_then(|link| own(&link.href));
    let next = facts.next.take();
    facts.next = next.map(|next| match next.step {
        Step::Approve => next.at(address),
        _ => next,
    });
    facts.set_environment(links.iter().map(|link| &link.href));
}

fn times(created: Option<&DateTime>, updated: Option<&DateTime>, facts: &mut Facts) {
    facts.set_time(StampOf::Creation, created.map(DateTime::as_str));
    facts.set_time(StampOf::Change, updated.map(DateTime::as_str));
}

fn total(gross: Option<&Money>, facts: &mut Facts) {
    if let Some(gross) = gross {
        facts.totals = vec![sum(gross)];
    }
}

fn sum(money: &Money) -> Sum {
    Sum::new(&money.currency, money.value)
}

fn of_total(total: &Total) -> Sum {
    Sum::new(&total.currency, total.total)
}

fn units(units: &[PurchaseUnit], facts: &mut Facts) {
    for unit in units {
        facts.add_transfer(transfer(unit));
        if let Some(fee) = &unit.partner_fee_details {
            sum(&fee.amount).add_to(&mut facts.fees);
        }
        if let Some(summary) = &unit.payment_summary {
            transactions(summary, facts);
        }
    }
    facts.total_transfers();
    facts.memo = units.iter().find_map(|unit| own(&unit.description));
}

fn transfer(unit: &PurchaseUnit) -> Transfer {
    let mut refunded = Vec::new();
    let summary = unit.payment_summary.iter();
    let refunds = summary.flat_map(|summary| &summary.refunds);
    for refund in refunds.filter(|refund| refund.status != Some(RefundStatus::Failed)) {
        if let Some(amount) = &refund.amount {
            of_total(amount).add_to(&mut refunded);
        }
    }
    Transfer {
        to: payee(unit.payee.as_ref()),
        amount: Some(of_total(&unit.amount)),
        status: unit.status.as_ref().map(ToString::to_string),
        arrived: unit.status == Some(UnitStatus::Captured),
        reason: unit.reason_code.as_ref().map(ToString::to_string),
        refunded: refunded.into_iter().next(),
        reference: own(&unit.invoice_number).or_else(|| own(&unit.reference_id)),
        memo: own(&unit.description),
        ..Transfer::default()
    }
}

fn payee(payee: Option<&Payee>) -> Party {
    let Some(payee) = payee else {
        return Party::default();
    };
    let shown = payee.payee_display_metadata.as_ref();
    Party {
        email: own(&payee.email),
        account: own(&payee.merchant_id),
        name: shown.and_then(|shown| own(&shown.brand_name)),
        ..Party::default()
    }
}

/// Adds the transactions of a unit and their fees.
fn transactions(summary: &PaymentSummary, facts: &mut Facts) {
    for Capture {
        id,
        transaction_fee,
        ..
    } in &summary.captures
    {
        transaction(id.as_ref(), transaction_fee.as_ref(), facts);
    }
    let sales = summary.sales.iter().chain(&summary.authorizations);
    for Sale {
        id,
        transaction_fee,
        ..
    } in sales
    {
        transaction(id.as_ref(), transaction_fee.as_ref(), facts);
    }
    for Refund {
        id,
        capture_id,
        sale_id,
        ..
    } in &summary.refunds
    {
        facts.add_key(KeyKind::RefundTransactionId, id);
        facts.add_key(KeyKind::TransactionId, capture_id);
        facts.add_key(KeyKind::TransactionId, sale_id);
    }
}

fn transaction(id: Option<&String>, fee: Option<&Money>, facts: &mut Facts) {
    facts.add_key(KeyKind::TransactionId, &id);
    if let Some(fee) = fee {
        sum(fee).add_to(&mut facts.fees);
    }
}

/// The error that values together are.
pub(in crate::api) fn error(value: Ref<'_>) -> Option<Problem> {
    let name = text(value, "name")?;
    let known = ErrorName::from(name.as_str()).facts();
    if known.is_none() && value.get_in_any_case("debug_id").is_none() {
        return None;
    }
    Some(Problem {
        message: text(value, "message"),
        details: value
            .get_in_any_case("details")
            .map(details)
            .unwrap_or_default(),
        meaning: known.map(|facts| facts.meaning),
        remedy: known.map(|facts| facts.remedy),
        code: Some(name),
        ..Problem::default()
    })
}

/// The issues of single fields, or their equivalent.
fn details(value: Ref<'_>) -> Vec<Detail> {
    let entries = value.children().filter(|_| value.is_list());
    let detail = |entry: Ref<'_>| {
        let parts = [text(entry, "issue"), text(entry, "description")];
        let issue: Vec<String> = parts.into_iter().flatten().collect();
        Detail {
            field: text(entry, "field"),
            issue: (!issue.is_empty()).then(|| issue.join(": ")),
        }
    };
    let details = entries.map(detail);
    details.filter(|own| *own != Detail::default()).collect()
}

impl From<&OrderError> for Problem {
    fn from(error: &OrderError) -> Self {
        let known = error.name.facts();
        let named = |detail: &ErrorDetails| detail.field.clone();
        let details = error.details.iter().map(|detail| Detail {
            field: own(&detail.field),
            issue: own(&detail.issue),
        });
        Problem {
            code: Some(error.name.as_str().to_owned()),
            message: error.message.clone(),
            parameters: error.details.iter().filter_map(named).collect(),
            details: details
                .filter(|detail| *detail != Detail::default())
                .collect(),
            meaning: known.map(|facts| facts.meaning),
            remedy: known.map(|facts| facts.remedy),
            ..Problem::default()
        }
    }
}
