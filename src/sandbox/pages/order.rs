//! The page where an order is approved.

use http::{Response, StatusCode};

use super::approval::{buyer, form, note, refused};
use super::html::{self, Rows};
use super::{Visit, document, pairs, redirect, value};
use crate::api::orders_v1::{Order, OrderStatus, UserAction};
use crate::sandbox::{Sandbox, VisitError};

pub(in crate::sandbox) fn page(sandbox: &Sandbox, visit: &Visit<'_>) -> Response<Vec<u8>> {
    let query = pairs(visit.query.as_bytes());
    let Some(id) = value(&query, "token").filter(|id| !id.is_empty()) else {
        let text = "The URL needs the id of an order: /webapps/hermes?token=…";
        let page = html::message("Nothing to approve", text);
        return document(StatusCode::BAD_REQUEST, page);
    };
    if visit.is_post {
        let entered = pairs(visit.body);
        let done = if value(&entered, "action") == Some("cancel") {
            sandbox.leave_order(id)
        } else {
            sandbox.approve_order_as(id, &buyer(&entered))
        };
        return done.map_or_else(|error| refused(&error), |url| redirect(&url));
    }
    match sandbox.order(id) {
        Ok(Some(order)) => document(StatusCode::OK, shown(&order)),
        Ok(None) => refused(&VisitError::UnknownKey),
        Err(error) => refused(&VisitError::Store(error)),
    }
}

fn shown(order: &Order) -> String {
    let mut rows = Rows::new();
    let context = order.application_context.as_ref();
    rows.add("Shop", context.and_then(|own| own.brand_name.as_deref()));
    for unit in &order.purchase_units {
        let payee = unit.payee.as_ref();
        let payee = payee.and_then(|own| own.email.as_deref().or(own.merchant_id.as_deref()));
        let (amount, payee) = (&unit.amount, payee.unwrap_or("the shop"));
        let pay = format!("{} {} to {payee}", amount.total, amount.currency);
        rows.add("Pay", Some(&pay));
        rows.add("For", unit.description.as_deref());
        for item in &unit.items {
            let text = format!("{} × {} at {}", item.quantity, item.name, item.price);
            rows.add("Item", Some(&text));
        }
    }
    rows.add("Status", order.status.as_ref().map(OrderStatus::as_str));
    rows.add("Order", Some(&order.id));
    let commits = context.is_some_and(|own| own.user_action == Some(UserAction::Commit));
    let label = if commits { "Pay now" } else { "Continue" };
    let payer = order.payer_info.as_ref();
    let below = match order.status {
        Some(OrderStatus::Created) => form(
            payer.and_then(|payer| payer.email.as_deref()),
            "",
            &[("approve", label)],
        ),
        Some(OrderStatus::Approved) => note(&VisitError::Approved),
        _ => note(&VisitError::Ended),
    };
    html::page("Approve an order", &(rows.finish() + &below))
}
