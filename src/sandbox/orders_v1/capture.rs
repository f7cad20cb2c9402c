//! Captures and their refunds.

use serde::Deserialize;

use super::money;
use super::record::{Found, capture_position, payment, refund_position};
use super::refusal::{OrderRefusal, invalid, unprocessable};
use super::view;
use crate::api::orders_v1::Total;
use crate::json;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::{Change, Snapshot};
use crate::value::{Amount, Currency};

pub(super) fn show(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let named = (asked.id(), "capture_id");
    let found = payment(snapshot, named, capture_position, context)?;
    view::json(&view::capture(&found, &asked.base)?)
}

/// The amount of a refund or of a capture. Without one it is all that is left.
#[derive(Default, Deserialize)]
pub(super) struct Part {
    pub(super) amount: Option<Total>,
    pub(super) is_final_capture: Option<bool>,
}

impl Part {
    /// Reads a body, which may be empty.
    pub(super) fn of(body: &[u8]) -> Result<Self, OrderRefusal> {
        if body.trim_ascii().is_empty() {
            return Ok(Part::default());
        }
        Ok(json::from_slice(body)?)
    }

    /// The amount, which is positive and in the currency.
    pub(super) fn amount(&self, currency: &Currency) -> Result<Option<Amount>, OrderRefusal> {
        let Some(total) = &self.amount else {
            return Ok(None);
        };
        if total.currency != *currency {
            return Err(invalid("/amount/currency", "CURRENCY_MISMATCH"));
        }
        let places = crate::sandbox::money::places(currency);
        if total.total.is_negative() || total.total.is_zero() || total.total.scale() > places {
            return Err(invalid("/amount/total", "INVALID_AMOUNT"));
        }
        Ok(Some(total.total))
    }
}

/// Gives back what is left of a capture, or a part of it.
pub(super) fn refund(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let part = Part::of(asked.body)?;
    let named = (asked.id(), "capture_id");
    let mut found = payment(change, named, capture_position, context)?;
    let Found { order, unit, place } = &mut found;
    let currency = order.unit(*unit)?.amount.currency.clone();
    let left = order.units[*unit].captures[*place].left(&currency);
    let amount = part.amount(&currency)?.unwrap_or(left);
    if left.is_zero() {
        return Err(unprocessable("CAPTURE_FULLY_REFUNDED"));
    }
    if amount > left {
        return Err(unprocessable("REFUND_AMOUNT_EXCEEDED"));
    }
    let refund = money::give_back(order, (*unit, *place), &amount, change)?;
    order.updated = context.now;
    change.put(order);
    view::json(&view::refund(&found, &refund.id, &asked.base)?)
}

pub(super) fn show_refund(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let named = (asked.id(), "refund_id");
    let found = payment(snapshot, named, refund_position, context)?;
    view::json(&view::refund(&found, asked.id(), &asked.base)?)
}
