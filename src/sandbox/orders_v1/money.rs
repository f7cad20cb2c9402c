//! The money of orders: taking it, giving it back, and paying it out later.

use super::record::{CaptureRecord, OrderRecord, RefundRecord};
use super::refusal::OrderRefusal;
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::id::Kind;
use crate::sandbox::ledger::transfer;
use crate::sandbox::money::{self, share, zero};
use crate::sandbox::store::Change;
use crate::value::{Amount, Currency};

/// The accounts that have a part in a capture.
struct Parties {
    payer: Account,
    payee: Account,
    partner: Option<Account>,
}

impl Parties {
    fn of(order: &OrderRecord, unit: usize) -> Result<Self, OrderRefusal> {
        let payer = order.payer.as_ref().map(|payer| payer.account.clone());
        let unit = order.unit(unit)?;
        let partner = unit.partner_fee_details.as_ref();
        Ok(Parties {
            payer: payer.ok_or_else(|| Cause::Damaged("an order has no payer"))?,
            payee: order.account(unit.payee.as_ref()),
            partner: partner.map(|fee| order.account(Some(&fee.receiver))),
        })
    }

    /// Moves what the service and the partner keep from the payee, or back if it is negative.
    fn keep(
        &self,
        change: &Change<'_>,
        currency: &Currency,
        (fee, partner_fee): (&Amount, &Amount),
    ) -> Result<(), Cause> {
        transfer(change, currency, fee, (&self.payee, &Account::service()))?;
        match &self.partner {
            Some(partner) => transfer(change, currency, partner_fee, (&self.payee, partner)),
            None => Ok(()),
        }
    }
}

/// Takes an amount of a unit from the payer. The caller stores the order afterwards.
pub(super) fn take(
    order: &mut OrderRecord,
    unit: usize,
    amount: &Amount,
    (change, context): (&Change<'_>, &Context<'_>),
) -> Result<CaptureRecord, OrderRefusal> {
    let parties = Parties::of(order, unit)?;
    let total = order.unit(unit)?.amount.clone();
    let currency = &total.currency;
    let partner = order.unit(unit)?.partner_fee_details.as_ref();
    let partner = partner.and_then(|own| share(&own.amount.value, amount, &total.total, currency));
    let capture = CaptureRecord {
        id: change.new_id(Kind::Transaction)?,
        amount: *amount,
        fee: money::fee(amount, &context.config.fee_percent, currency),
        partner_fee: partner.unwrap_or_else(|| zero(currency)),
        is_held: order.is_delayed(),
        refunds: Vec::new(),
    };
    if capture.is_held {
        transfer(change, currency, amount, (&parties.payer, &Account::held()))?;
    } else {
        transfer(change, currency, amount, (&parties.payer, &parties.payee))?;
        parties.keep(change, currency, (&capture.fee, &capture.partner_fee))?;
    }
    order.units[unit].captures.push(capture.clone());
    Ok(capture)
}

/// What the service and the partner keep of a capture after a refund: their parts of what is left.
fn kept(capture: &CaptureRecord, left: &Amount, currency: &Currency) -> Option<(Amount, Amount)> {
    let part = |whole: &Amount| share(whole, left, &capture.amount, currency);
    Some((part(&capture.fee)?, part(&capture.partner_fee)?))
}

/// Gives an amount of a capture back to the payer, and the fees' part of it to the payee. The caller stores the order
/// afterwards.
pub(super) fn give_back(
    order: &mut OrderRecord,
    (unit, place): (usize, usize),
    amount: &Amount,
    change: &Change<'_>,
) -> Result<RefundRecord, OrderRefusal> {
    let parties = Parties::of(order, unit)?;
    let currency = order.unit(unit)?.amount.currency.clone();
    let capture = order.units[unit].captures[place].clone();
    let refund = RefundRecord {
        id: change.new_id(Kind::Transaction)?,
        amount: *amount,
    };
    if capture.is_held {
        transfer(
            change,
            &currency,
            amount,
            (&Account::held(), &parties.payer),
        )?;
    } else {
        transfer(change, &currency, amount, (&parties.payee, &parties.payer))?;
        let (fee, partner_fee) = freed(&capture, amount, &currency)?;
        parties.keep(change, &currency, (&-fee, &-partner_fee))?;
    }
    order.units[unit].captures[place]
        .refunds
        .push(refund.clone());
    Ok(refund)
}

/// The parts of the fees that go back with an amount: such that all parts together are the fees.
fn freed(
    capture: &CaptureRecord,
    amount: &Amount,
    currency: &Currency,
) -> Result<(Amount, Amount), Cause> {
    let before = capture.left(currency);
    let freed = before.checked_sub(amount).and_then(|after| {
        let (fee, partner_fee) = kept(capture, &before, currency)?;
        let (fee_after, partner_after) = kept(capture, &after, currency)?;
        Some((
            fee.checked_sub(&fee_after)?,
            partner_fee.checked_sub(&partner_after)?,
        ))
    });
    freed.ok_or_else(|| Cause::Damaged("a fee is too large"))
}

/// Pays out what is left of a capture to its payee, the service and the partner. The caller stores the order
/// afterwards.
pub(super) fn disburse(
    order: &mut OrderRecord,
    (unit, place): (usize, usize),
    change: &Change<'_>,
) -> Result<(), OrderRefusal> {
    let parties = Parties::of(order, unit)?;
    let currency = order.unit(unit)?.amount.currency.clone();
    let capture = &order.units[unit].captures[place];
    let left = capture.left(&currency);
    let kept = kept(capture, &left, &currency);
    let (fee, partner_fee) = kept.ok_or_else(|| Cause::Damaged("a fee is too large"))?;
    transfer(change, &currency, &left, (&Account::held(), &parties.payee))?;
    parties.keep(change, &currency, (&fee, &partner_fee))?;
    order.units[unit].captures[place].is_held = false;
    Ok(())
}
