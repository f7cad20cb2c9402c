//! Creating, showing and cancelling orders.

use super::record::{OrderRecord, UnitRecord, order, order_of_caller};
use super::refusal::{OrderRefusal, invalid, unprocessable};
use super::{amounts, view};
use crate::api::Validate;
use crate::api::orders_v1::{CreateOrderRequest, OrderStatus};
use crate::sandbox::context::Context;
use crate::sandbox::id::Kind;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::{Change, Snapshot};

pub(super) fn create(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let request: Option<CreateOrderRequest> = asked.request();
    let request = request.ok_or_else(|| invalid("", "NOT_AN_ORDER"))?;
    request.violations(None).into_result()?;
    amounts::check(&request)?;
    let order = OrderRecord {
        id: change.new_id(Kind::Order)?,
        caller: context.caller.account().clone(),
        created: context.now,
        updated: context.now,
        status: OrderStatus::Created,
        payer: None,
        payment: None,
        units: request
            .purchase_units
            .iter()
            .map(|_| UnitRecord::new())
            .collect(),
        request,
    };
    change.add(&order)?;
    Ok(view::order(&order, &asked.base).into())
}

pub(super) fn show(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let order = order(snapshot, asked.id(), context)?;
    Ok(view::order(&order, &asked.base).into())
}

/// Deletes an order that nobody has paid.
pub(super) fn cancel(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let order = order_of_caller(change, asked.id(), context)?;
    check_open(&order)?;
    change.remove(&order);
    Ok(Reply::nothing())
}

/// Refuses an order that was paid.
pub(super) fn check_open(order: &OrderRecord) -> Result<(), OrderRefusal> {
    match order.status {
        OrderStatus::Created | OrderStatus::Approved => Ok(()),
        _ => Err(unprocessable("ORDER_ALREADY_COMPLETED")),
    }
}
