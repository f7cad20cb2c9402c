//! The page where an order of `MultiSafepay` is paid.

use http::{Response, StatusCode};

use super::approval::{buyer, form, note, refused};
use super::html::{self, Rows};
use super::{Visit, document, pairs, redirect, value};
use crate::api::multisafepay::{Gateway, MultiSafepayOrder, OrderStatus};
use crate::sandbox::{PaymentChoice, Sandbox, VisitError};
use crate::value::Loose;

/// What can be clicked beside going back.
const BUTTONS: &[(&str, &str)] = &[("pay", "Pay"), ("decline", "Decline")];

pub(in crate::sandbox) fn page(sandbox: &Sandbox, visit: &Visit<'_>) -> Response<Vec<u8>> {
    if visit.is_post {
        let entered = pairs(visit.body);
        let choice = match value(&entered, "action") {
            Some("cancel") => PaymentChoice::Cancel,
            Some("decline") => PaymentChoice::Decline,
            _ => PaymentChoice::Pay,
        };
        let done = sandbox.finish_payment_as(visit.path, choice, &buyer(&entered));
        return done.map_or_else(|error| refused(&error), |url| redirect(&url));
    }
    match sandbox.purchase(visit.path) {
        Ok(Some(order)) => document(StatusCode::OK, shown(&order)),
        Ok(None) => refused(&VisitError::UnknownKey),
        Err(error) => refused(&VisitError::Store(error)),
    }
}

fn shown(order: &MultiSafepayOrder) -> String {
    let mut rows = Rows::new();
    let total = order.total().zip(order.currency.as_ref());
    let total = total.map(|(total, currency)| format!("{total} {currency}"));
    rows.add("Pay", total.as_deref());
    let gateway = order.payment_details.as_ref();
    let gateway = gateway.and_then(|details| details.kind.as_ref());
    rows.add("With", gateway.map(Gateway::as_str));
    rows.add("For", order.description.as_ref().map(Loose::as_str));
    rows.add("Status", order.status.as_ref().map(OrderStatus::as_str));
    rows.add("Order", order.order_id.as_ref().map(Loose::as_str));
    let customer = order.customer.as_ref();
    let email = customer.and_then(|customer| customer.email.as_deref());
    let below = match order.status {
        Some(OrderStatus::Initialized) => form(email, "", BUTTONS),
        _ if order.completed.is_some() => note(&VisitError::Approved),
        _ => note(&VisitError::Ended),
    };
    html::page("Pay an order", &(rows.finish() + &below))
}
