//! Amounts that are set aside, and captured later.

use super::capture::Part;
use super::money;
use super::record::{AuthorizationRecord, Found, authorization_position, payment};
use super::refusal::{OrderRefusal, not_found, unprocessable};
use super::view;
use crate::api::orders_v1::UnitStatus;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::{Change, Lookup, Snapshot};
use crate::value::Amount;

const PARAMETER: &str = "authorization_id";

/// The authorization that the path names, and where it is.
fn find(
    asked: &Asked<'_>,
    lookup: &impl Lookup,
    context: &Context<'_>,
) -> Result<(Found, AuthorizationRecord), OrderRefusal> {
    let found = payment(
        lookup,
        (asked.id(), PARAMETER),
        authorization_position,
        context,
    )?;
    let authorization = found.order.units[found.unit].authorization.clone();
    let authorization = authorization.ok_or_else(|| not_found(PARAMETER))?;
    Ok((found, authorization))
}

pub(super) fn show(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let (found, _) = find(asked, snapshot, context)?;
    view::json(&view::authorization(&found, &asked.base)?)
}

/// Captures what is left of an authorization, or a part of it.
pub(super) fn capture(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let part = Part::of(asked.body)?;
    let (mut found, authorization) = find(asked, change, context)?;
    check_open(&found, &authorization)?;
    let unit = found.unit;
    let currency = found.order.unit(unit)?.amount.currency.clone();
    let captured = found.order.units[unit].captured(&currency);
    let left = authorization
        .amount
        .checked_sub(&captured)
        .unwrap_or(Amount::ZERO);
    let amount = part.amount(&currency)?.unwrap_or(left);
    if amount > left {
        return Err(unprocessable("MAX_CAPTURE_AMOUNT_EXCEEDED"));
    }
    money::take(&mut found.order, unit, &amount, (change, context))?;
    let is_over = amount == left || part.is_final_capture == Some(true);
    close(&mut found, is_over, context);
    if is_over {
        found.order.units[unit].status = UnitStatus::Captured;
    }
    found.place = found.order.units[unit].captures.len() - 1;
    change.put(&found.order);
    view::json(&view::capture(&found, &asked.base)?)
}

/// Gives up an authorization of which nothing was captured.
pub(super) fn void(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let (mut found, authorization) = find(asked, change, context)?;
    check_open(&found, &authorization)?;
    if !found.order.units[found.unit].captures.is_empty() {
        return Err(unprocessable("PREVIOUSLY_CAPTURED"));
    }
    close(&mut found, true, context);
    found.order.units[found.unit].status = UnitStatus::Voided;
    change.put(&found.order);
    view::json(&view::authorization(&found, &asked.base)?)
}

/// Refuses an authorization of which nothing more can be captured.
fn check_open(found: &Found, authorization: &AuthorizationRecord) -> Result<(), OrderRefusal> {
    match found.order.units[found.unit].status {
        _ if !authorization.is_over => Ok(()),
        UnitStatus::Voided => Err(unprocessable("AUTHORIZATION_VOIDED")),
        _ => Err(unprocessable("AUTHORIZATION_ALREADY_CAPTURED")),
    }
}

fn close(found: &mut Found, is_over: bool, context: &Context<'_>) {
    found.order.updated = context.now;
    if let Some(authorization) = &mut found.order.units[found.unit].authorization {
        authorization.is_over |= is_over;
        authorization.updated = context.now;
    }
}
