//! Changing and cancelling orders.

use super::notify;
use super::record::{PurchaseRecord, purchase};
use super::refusal::{PurchaseRefusal, UNSPECIFIED, refuse, refuse_saying};
use crate::api::multisafepay::{
    Changed, MultiSafepayCancelOrderRequest, MultiSafepayChangeResponse,
    MultiSafepayUpdateOrderRequest, OrderStatus,
};
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Change;
use crate::value::Loose;

/// By how much a deadline is extended: a week, in milliseconds.
const EXTENSION: i64 = 7 * 24 * 3600 * 1000;

pub(super) fn update(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    let mut purchase = purchase(change, asked.id(), context)?;
    let cancels: Option<MultiSafepayCancelOrderRequest> = asked.request();
    let wanted: Option<MultiSafepayUpdateOrderRequest> = asked.request();
    let wanted = wanted.unwrap_or_default();
    let status = cancels.map(|request| request.status).or(wanted.status);
    if let Some(status) = status {
        set(&mut purchase, status, context)?;
    }
    if wanted.extend_expiration.as_ref().and_then(Loose::get) == Some(true) {
        purchase.expires = purchase.expires.saturating_add(EXTENSION);
    }
    purchase.modified = context.now;
    change.put(&purchase);
    notify::of(&purchase, change, context)?;
    Ok(MultiSafepayChangeResponse::new(Changed::default()).into())
}

/// Gives an order another status, if it can have it.
fn set(
    purchase: &mut PurchaseRecord,
    status: OrderStatus,
    context: &Context<'_>,
) -> Result<(), PurchaseRefusal> {
    let now = purchase.status(context.now);
    match (&status, &now) {
        (OrderStatus::Shipped, OrderStatus::Completed | OrderStatus::Shipped)
        | (OrderStatus::Cancelled | OrderStatus::Void, OrderStatus::Initialized) => {
            purchase.status = status;
            Ok(())
        }
        (status, _) if !status.is_known() => Err(refuse(UNSPECIFIED)),
        _ => {
            let info = format!("An order that is {now} cannot become {status}");
            Err(refuse_saying(UNSPECIFIED, info))
        }
    }
}
