//! Amounts that no order can have.

use super::refusal::{OrderRefusal, invalid};
use crate::api::orders_v1::{CreateOrderRequest, Details, PurchaseUnit};
use crate::value::Amount;

const ISSUE: &str = "INVALID_AMOUNT";

/// Refuses amounts by which money would move the other way, or not at all.
pub(super) fn check(request: &CreateOrderRequest) -> Result<(), OrderRefusal> {
    for (place, unit) in request.purchase_units.iter().enumerate() {
        let wrong = wrong_in(unit).map(|field| format!("/purchase_units/{place}/{field}"));
        if let Some(field) = wrong {
            return Err(invalid(&field, ISSUE));
        }
    }
    Ok(())
}

/// The first field of a unit with an amount that it cannot have.
fn wrong_in(unit: &PurchaseUnit) -> Option<&'static str> {
    let total = &unit.amount.total;
    if total.is_negative() || total.is_zero() {
        return Some("amount/total");
    }
    if unit.amount.details.as_ref().is_some_and(has_negative) {
        return Some("amount/details");
    }
    let fee = unit.partner_fee_details.as_ref();
    let fee = fee.map(|fee| &fee.amount.value);
    let is_wrong = fee.is_some_and(Amount::is_negative);
    is_wrong.then_some("partner_fee_details/amount/value")
}

fn has_negative(details: &Details) -> bool {
    let parts = [
        &details.subtotal,
        &details.shipping,
        &details.tax,
        &details.handling_fee,
        &details.insurance,
        &details.gift_wrap,
    ];
    parts.into_iter().flatten().any(Amount::is_negative)
}
