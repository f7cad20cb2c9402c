//! Orders and their payments as answers have them.

use http::StatusCode;
use serde::Serialize;

use super::record::{CaptureRecord, Found, OrderRecord, UnitRecord, is_unilateral};
use super::refusal::OrderRefusal;
use crate::api::System;
use crate::api::orders_v1::{
    Capture, CaptureReason, CaptureStatus, LinkDescription, LinkMethod, LinkRelation, Money, Order,
    OrderStatus, PayOrderResponse, PayOrderStatus, PayerInfo, PaymentDetails, PaymentSummary,
    PurchaseUnit, Refund, RefundStatus, Sale, SaleStatus, Total, UnitReason, UnitStatus,
};
use crate::json;
use crate::sandbox::clock::moment;
use crate::sandbox::error::Cause;
use crate::sandbox::operation::Reply;
use crate::value::{Amount, Currency, DateTime};

/// The page where an order is approved.
pub(super) const APPROVAL: &str = "/webapps/hermes";

/// An order.
pub(super) fn order(record: &OrderRecord, base: &str) -> Order {
    let request = &record.request;
    let total = request.total();
    let payment = record.payment.as_ref().map(|(id, mode)| PaymentDetails {
        payment_id: Some(id.clone()),
        disbursement_mode: Some(mode.clone()),
    });
    Order {
        gross_total_amount: total.map(|(currency, total)| Money::new(currency, total)),
        intent: request.intent.clone(),
        purchase_units: units(record, base),
        payment_details: payment.or_else(|| request.payment_details.clone()),
        application_context: request.application_context.clone(),
        payer_info: payer_info(record),
        metadata: request.metadata.clone(),
        status: Some(record.status.clone()),
        redirect_urls: request.redirect_urls.clone(),
        create_time: Some(date_time(record.created)),
        update_time: (record.updated != record.created).then(|| date_time(record.updated)),
        links: links(record, base),
        ..Order::new(&record.id)
    }
}

/// The answer to a payment.
pub(super) fn paid(record: &OrderRecord, base: &str) -> PayOrderResponse {
    PayOrderResponse {
        status: Some(PayOrderStatus::from(record.status.as_str())),
        intent: record.request.intent.clone(),
        payer_info: payer_info(record),
        purchase_units: units(record, base),
        create_time: Some(date_time(record.created)),
        update_time: Some(date_time(record.updated)),
        links: links(record, base),
        ..PayOrderResponse::new(&record.id)
    }
}

/// The moment as Orders has it, in seconds and UTC.
fn date_time(millis: i64) -> DateTime {
    DateTime::from(format!("{:.0}", moment(millis)))
}

fn payer_info(record: &OrderRecord) -> Option<PayerInfo> {
    let given = record.request.payer_info.clone();
    let Some(payer) = &record.payer else {
        return given;
    };
    let given = given.unwrap_or_default();
    let or = |given: Option<String>, own: &str| given.or_else(|| Some(own.to_owned()));
    Some(PayerInfo {
        email: Some(payer.email.clone()),
        first_name: or(given.first_name, "Test"),
        last_name: or(given.last_name, "Buyer"),
        payer_id: Some(payer.account.id().to_owned()),
        country_code: or(given.country_code, "US"),
        ..given
    })
}

/// Leads to the operation with a name, whose path has one word at most.
fn link(base: &str, rel: LinkRelation, (operation, id): (&str, &str)) -> Option<LinkDescription> {
    let call = System::OrdersV1.call(operation)?;
    Some(LinkDescription {
        method: Some(LinkMethod::from(call.method.as_str())),
        ..LinkDescription::new(format!("{base}{}", call.path_to([id])), rel)
    })
}

fn links(record: &OrderRecord, base: &str) -> Vec<LinkDescription> {
    let id = record.id.as_str();
    let is_open = matches!(record.status, OrderStatus::Created | OrderStatus::Approved);
    let approval = (record.status == OrderStatus::Created).then(|| LinkDescription {
        method: Some(LinkMethod::Get),
        ..LinkDescription::new(
            format!("{base}{APPROVAL}?token={id}"),
            LinkRelation::Approval,
        )
    });
    let own = link(base, LinkRelation::Own, ("GetOrder", id));
    let to = |rel, operation| link(base, rel, (operation, id)).filter(|_| is_open);
    let is_approved = record.status == OrderStatus::Approved;
    let pay = to(LinkRelation::Pay, "PayOrder").filter(|_| is_approved);
    let rest = [
        to(LinkRelation::Update, "UpdateOrder"),
        to(LinkRelation::Cancel, "CancelOrder"),
        pay,
    ];
    [own, approval].into_iter().chain(rest).flatten().collect()
}

fn units(record: &OrderRecord, base: &str) -> Vec<PurchaseUnit> {
    let units = record.request.purchase_units.iter().zip(&record.units);
    units
        .map(|(unit, paid)| shown_unit(unit, paid, base))
        .collect()
}

fn shown_unit(unit: &PurchaseUnit, paid: &UnitRecord, base: &str) -> PurchaseUnit {
    let currency = &unit.amount.currency;
    let captures = paid.captures.iter();
    let refunds = paid.captures.iter().flat_map(|capture| {
        let refunds = capture.refunds.iter();
        refunds.map(|refund| shown_refund(currency, capture, (&refund.id, refund.amount), base))
    });
    let summary = PaymentSummary {
        captures: captures.map(|own| shown_capture(unit, own, base)).collect(),
        refunds: refunds.collect(),
        sales: Vec::new(),
        authorizations: shown_authorization(unit, paid, base).into_iter().collect(),
    };
    let is_pending = paid.status == UnitStatus::Pending;
    PurchaseUnit {
        payment_summary: Some(summary).filter(|own| *own != PaymentSummary::default()),
        status: Some(paid.status.clone()),
        reason_code: is_pending.then_some(UnitReason::Another),
        ..unit.clone()
    }
}

fn shown_capture(unit: &PurchaseUnit, capture: &CaptureRecord, base: &str) -> Capture {
    let currency = &unit.amount.currency;
    let (refunded, left) = (capture.refunded(currency), capture.left(currency));
    let pending = if capture.is_held {
        Some(CaptureReason::DelayedDisbursement)
    } else {
        is_unilateral(unit).then_some(CaptureReason::Unilateral)
    };
    let status = match &pending {
        _ if left.is_zero() => CaptureStatus::Refunded,
        _ if !refunded.is_zero() => CaptureStatus::PartiallyRefunded,
        Some(_) => CaptureStatus::Pending,
        None => CaptureStatus::Completed,
    };
    let reason = if refunded.is_zero() {
        pending
    } else {
        Some(CaptureReason::Refund)
    };
    let refund = link(base, LinkRelation::Refund, ("RefundCapture", &capture.id));
    let own = link(base, LinkRelation::Own, ("GetCapture", &capture.id));
    Capture {
        id: Some(capture.id.clone()),
        amount: Some(Total::new(currency.clone(), capture.amount)),
        status: Some(status),
        reason_code: reason,
        transaction_fee: Some(Money::new(currency.clone(), capture.fee)),
        links: own
            .into_iter()
            .chain(refund.filter(|_| !left.is_zero()))
            .collect(),
    }
}

fn shown_refund(
    currency: &Currency,
    capture: &CaptureRecord,
    (id, amount): (&str, Amount),
    base: &str,
) -> Refund {
    let own = link(base, LinkRelation::Own, ("GetRefund", id));
    let of = link(base, LinkRelation::Capture, ("GetCapture", &capture.id));
    Refund {
        id: Some(id.to_owned()),
        amount: Some(Total::new(currency.clone(), amount)),
        capture_id: Some(capture.id.clone()),
        sale_id: None,
        status: Some(RefundStatus::Completed),
        links: own.into_iter().chain(of).collect(),
    }
}

/// An authorization, which is pending until all of it was captured.
fn shown_authorization(unit: &PurchaseUnit, paid: &UnitRecord, base: &str) -> Option<Sale> {
    let own = paid.authorization.as_ref()?;
    let status = match paid.status {
        UnitStatus::Captured => SaleStatus::Completed,
        UnitStatus::Voided => SaleStatus::Denied,
        _ => SaleStatus::Pending,
    };
    let id = own.id.as_str();
    let capture = link(base, LinkRelation::Capture, ("CaptureAuthorization", id));
    let void = link(base, LinkRelation::from("void"), ("VoidAuthorization", id));
    let next = [capture, void.filter(|_| paid.captures.is_empty())];
    let next = next.into_iter().flatten().filter(|_| !own.is_over);
    Some(Sale {
        id: Some(own.id.clone()),
        amount: Some(Total::new(unit.amount.currency.clone(), own.amount)),
        transaction_fee: None,
        status: Some(status),
        create_time: Some(date_time(own.created)),
        update_time: Some(date_time(own.updated)),
        links: link(base, LinkRelation::Own, ("GetAuthorization", id))
            .into_iter()
            .chain(next)
            .collect(),
    })
}

fn damaged() -> OrderRefusal {
    Cause::Damaged("an order lacks a payment").into()
}

/// A capture by itself.
pub(super) fn capture(found: &Found, base: &str) -> Result<Capture, OrderRefusal> {
    let captures = &found.order.units[found.unit].captures;
    let capture = captures.get(found.place).ok_or_else(damaged)?;
    Ok(shown_capture(found.order.unit(found.unit)?, capture, base))
}

/// A refund by itself.
pub(super) fn refund(found: &Found, id: &str, base: &str) -> Result<Refund, OrderRefusal> {
    let captures = &found.order.units[found.unit].captures;
    let capture = captures.get(found.place).ok_or_else(damaged)?;
    let mut refunds = capture.refunds.iter();
    let refund = refunds.find(|refund| refund.id == id).ok_or_else(damaged)?;
    let currency = &found.order.unit(found.unit)?.amount.currency;
    Ok(shown_refund(currency, capture, (id, refund.amount), base))
}

/// An authorization by itself.
pub(super) fn authorization(found: &Found, base: &str) -> Result<Sale, OrderRefusal> {
    let paid = &found.order.units[found.unit];
    let shown = shown_authorization(found.order.unit(found.unit)?, paid, base);
    shown.ok_or_else(damaged)
}

/// An object that is no message of the model.
pub(super) fn json(object: &impl Serialize) -> Result<Reply, OrderRefusal> {
    Ok(Reply::json(StatusCode::OK, json::to_string(object)?))
}

/// What was paid out.
#[derive(Serialize)]
struct Disbursed<'c> {
    item_id: &'c str,
    processing_state: ProcessingState,
    reference_id: &'c str,
    reference_type: &'static str,
    links: Vec<LinkDescription>,
}

#[derive(Serialize)]
struct ProcessingState {
    status: &'static str,
}

/// The answer to a disbursement of a capture.
pub(super) fn disbursed(capture: &str, base: &str) -> Result<Reply, OrderRefusal> {
    json(&Disbursed {
        item_id: capture,
        processing_state: ProcessingState { status: "SUCCESS" },
        reference_id: capture,
        reference_type: "TRANSACTION_ID",
        links: link(base, LinkRelation::Capture, ("GetCapture", capture))
            .into_iter()
            .collect(),
    })
}
