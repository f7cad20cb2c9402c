//! Giving back what was paid.

use super::notify;
use super::record::{PurchaseRecord, PurchaseRefund, purchase};
use super::refusal::{AMOUNT, CURRENCY, PurchaseRefusal, UNSPECIFIED, refuse, refuse_saying};
use crate::api::multisafepay::{
    Changed, MultiSafepayRefundRequest, MultiSafepayRefundResponse, OrderStatus,
};
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::id::Kind;
use crate::sandbox::ledger;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Change;
use crate::value::MinorUnits;

/// Gives back a part of a payment. An amount of zero is all that is left.
pub(super) fn refund(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    let request: Option<MultiSafepayRefundRequest> = asked.request();
    let request = request.ok_or_else(|| refuse(UNSPECIFIED))?;
    let mut purchase = purchase(change, asked.id(), context)?;
    let amount = amount(&request, &purchase)?;
    let id = change.new_id(Kind::MultiSafepay)?;
    give_back(&purchase, amount, change)?;
    purchase.refunds.push(PurchaseRefund {
        id: id.clone(),
        amount,
        description: request.description,
        created: context.now,
    });
    purchase.status = if purchase.left() == MinorUnits::ZERO {
        OrderStatus::Refunded
    } else {
        OrderStatus::PartialRefunded
    };
    purchase.modified = context.now;
    change.put(&purchase);
    notify::of(&purchase, change, context)?;
    let changed = Changed {
        transaction_id: Some(super::view::number(&purchase.transaction_id)),
        order_id: None,
        refund_id: Some(super::view::number(&id)),
    };
    Ok(MultiSafepayRefundResponse::new(changed).into())
}

/// How much goes back.
fn amount(
    request: &MultiSafepayRefundRequest,
    purchase: &PurchaseRecord,
) -> Result<MinorUnits, PurchaseRefusal> {
    if purchase.paid.is_none() {
        return Err(refuse_saying(UNSPECIFIED, "The order was not paid"));
    }
    if request.checkout_data.is_some() {
        let info = "Articles are given back only of orders that are paid after delivery";
        return Err(refuse_saying(UNSPECIFIED, info));
    }
    let currency = request.currency.as_ref();
    if currency.is_some_and(|currency| currency != purchase.currency()) {
        return Err(refuse(CURRENCY));
    }
    let left = purchase.left();
    let amount = request.amount.filter(|amount| amount.units() != 0);
    let amount = amount.unwrap_or(left);
    if amount.units() <= 0 || amount.units() > left.units() {
        return Err(refuse(AMOUNT));
    }
    Ok(amount)
}

/// Moves money back to the payer. The fee is not given back.
fn give_back(
    purchase: &PurchaseRecord,
    amount: MinorUnits,
    change: &Change<'_>,
) -> Result<(), Cause> {
    let currency = purchase.currency();
    let amount = amount.to_amount(currency);
    let amount = amount.ok_or_else(|| Cause::Damaged("an order has an unknown currency"))?;
    let payer = purchase.payer.as_ref();
    let payer = payer.ok_or_else(|| Cause::Damaged("an order has no payer"))?;
    ledger::transfer(change, currency, &amount, (&purchase.caller, payer))
}
