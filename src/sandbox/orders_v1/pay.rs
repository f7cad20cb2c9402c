//! Paying for orders, and paying out what was held back.

use serde::Deserialize;

use super::money;
use super::order::check_open;
use super::record::{
    AuthorizationRecord, OrderPayer, OrderRecord, capture_position, check_creator, is_unilateral,
    order_of_caller, payment,
};
use super::refusal::{OrderRefusal, invalid, not_found, refuse, unprocessable};
use super::view;
use crate::api::Validate;
use crate::api::orders_v1::{ErrorName, OrderStatus, PayOrderRequest, PaymentMethod, UnitStatus};
use crate::json;
use crate::sandbox::buyer::ANYBODY;
use crate::sandbox::caller::{Account, is_registered};
use crate::sandbox::context::Context;
use crate::sandbox::id::Kind;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Change;

/// Takes the money of an order that its payer has approved, or that is paid with a card.
pub(super) fn pay(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let request: Option<PayOrderRequest> = asked.request();
    let request = request.ok_or_else(|| invalid("", "NOT_A_PAYMENT"))?;
    let mut order = order_of_caller(change, asked.id(), context)?;
    request.violations(None).into_result()?;
    check_open(&order)?;
    order.payer = Some(payer(&request, &order)?);
    let id = change.new_id(Kind::OrderPayment)?;
    order.payment = Some((id, request.disbursement_mode));
    for unit in 0..order.units.len() {
        pay_unit(&mut order, unit, change, context)?;
    }
    order.status = OrderStatus::Completed;
    order.updated = context.now;
    change.put(&order);
    Ok(view::paid(&order, &asked.base).into())
}

/// Who pays: the account that approved the order, or the holder of the card.
fn payer(request: &PayOrderRequest, order: &OrderRecord) -> Result<OrderPayer, OrderRefusal> {
    let payer = request.payer.as_ref();
    let email = payer
        .and_then(|payer| payer.payer_info.as_ref())
        .and_then(|info| info.email.clone());
    let is_card = payer.is_some_and(|own| own.payment_method == Some(PaymentMethod::CreditCard));
    if is_card {
        let mut units = order.request.purchase_units.iter();
        if units.any(is_unilateral) {
            return Err(unprocessable("PAYEE_ACCOUNT_INVALID"));
        }
        let email = email.unwrap_or_else(|| ANYBODY.to_owned());
        let account = Account::of_email(&email);
        return Ok(OrderPayer { account, email });
    }
    let approved = order
        .payer
        .clone()
        .filter(|_| order.status == OrderStatus::Approved);
    let approved = approved.ok_or_else(|| unprocessable("ORDER_NOT_APPROVED"))?;
    match email {
        Some(email) if !is_registered(&email) => {
            Err(refuse(ErrorName::NotAuthorized).saying("PAYER_ACCOUNT_INVALID"))
        }
        Some(email) if Account::of_email(&email) != approved.account => {
            Err(refuse(ErrorName::NotAuthorized).saying("PAYER_HAS_NOT_APPROVED"))
        }
        _ => Ok(approved),
    }
}

fn pay_unit(
    order: &mut OrderRecord,
    unit: usize,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), OrderRefusal> {
    let total = order.unit(unit)?.amount.total;
    if order.is_authorized_only() {
        order.units[unit].authorization = Some(AuthorizationRecord {
            id: change.new_id(Kind::Transaction)?,
            amount: total,
            created: context.now,
            updated: context.now,
            is_over: false,
        });
        order.units[unit].status = UnitStatus::Authorized;
        return Ok(());
    }
    money::take(order, unit, &total, (change, context))?;
    order.units[unit].status = if is_unilateral(order.unit(unit)?) {
        UnitStatus::Pending
    } else {
        UnitStatus::Captured
    };
    Ok(())
}

/// A request to pay out what was held back.
#[derive(Deserialize)]
struct Disbursement {
    reference_id: String,
    reference_type: Option<String>,
}

/// Pays out what was held back of a capture, which is named by its id.
pub(super) fn disburse(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let request: Disbursement = json::from_slice(asked.body)?;
    let is_transaction = |kind: &String| kind == "TRANSACTION_ID";
    if !request.reference_type.as_ref().is_none_or(is_transaction) {
        return Err(invalid("/reference_type", "NOT_A_TRANSACTION"));
    }
    let named = (request.reference_id.as_str(), "reference_id");
    let mut found = payment(change, named, capture_position, context)?;
    check_creator(&found.order, context)?;
    let place = (found.unit, found.place);
    let capture = found.order.units[found.unit].captures.get(found.place);
    match capture {
        Some(capture) if capture.is_held => {}
        Some(_) => return Err(unprocessable("ALREADY_DISBURSED")),
        None => return Err(not_found("reference_id")),
    }
    money::disburse(&mut found.order, place, change)?;
    found.order.updated = context.now;
    change.put(&found.order);
    view::disbursed(&request.reference_id, &asked.base)
}
