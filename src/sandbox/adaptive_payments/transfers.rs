//! Making a payment: the transfers of money.

use super::agreement::Agreement;
use super::notify;
use super::payment::{BY_INVOICE, Payment, Sender, State, Transfer, invoice, is_unilateral};
use super::refusal::Refusal;
use crate::api::adaptive_payments::common::{FeesPayer, PayError, PayErrorList, Receiver};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::failure::number_at_end;
use crate::sandbox::id::Kind;
use crate::sandbox::ledger;
use crate::sandbox::money::{share, zero};
use crate::sandbox::store::{Change, Lookup};
use crate::value::Amount;

/// The error of a transfer whose invoice was paid before.
const INVOICE_PAID: i64 = 580_026;

/// Which transfers are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// That to the primary receiver of a delayed chained payment.
    Primary,
    /// Those that still wait.
    Rest,
}

/// Makes transfers of a payment, which the caller stores afterwards.
///
/// In a chained payment, and where it asks for that, all transfers are made or none.
pub(super) fn make(
    payment: &mut Payment,
    part: Part,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let sender = payment
        .sender
        .clone()
        .ok_or_else(|| Cause::Damaged("a payment has no sender"))?;
    let places = places(payment, part);
    let errors = errors(payment, &places, change)?;
    let has_failed = errors.iter().any(Option::is_some);
    let reverses = payment.request.reverse_all_parallel_payments_on_error == Some(true);
    let before = given(payment);
    let is_whole = part == Part::All && (payment.primary().is_some() || reverses);
    for (place, error) in places.into_iter().zip(errors) {
        if let Some(number) = error {
            fail(payment, place, number, change)?;
        } else if !(has_failed && is_whole) {
            pay(payment, place, &sender, change, context)?;
        } else if reverses {
            reverse(payment, place, change)?;
        }
    }
    if payment.transfers.iter().any(Transfer::is_paid) {
        payment.paid.get_or_insert(context.now);
        count(payment, &before, change, context)?;
        notify::of_payment(payment, change, context)?;
    }
    Ok(())
}

/// What the sender has given so far, without fees.
fn given(payment: &Payment) -> Amount {
    let primary = payment.primary();
    let mut given = payment.each().enumerate().filter(|(place, (_, transfer))| {
        transfer.is_paid() && primary.is_none_or(|primary| primary == *place)
    });
    let amounts = given.by_ref().map(|(_, (receiver, _))| &receiver.amount);
    // It is within the limit of a payment.
    Amount::checked_sum(amounts).unwrap_or_default()
}

/// Counts what the sender gave against the preapproval.
fn count(
    payment: &Payment,
    before: &Amount,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Cause> {
    let now = given(payment).checked_sub(before).unwrap_or_default();
    let key = payment.request.preapproval_key.as_ref();
    let Some(key) = key.filter(|_| !now.is_zero()) else {
        return Ok(());
    };
    let Some(mut agreement) = change.record::<Agreement>(key)? else {
        return Ok(());
    };
    let counted = agreement.count(&now, context.now);
    counted.ok_or_else(|| Cause::Damaged("a preapproval has paid too much"))?;
    change.put(&agreement);
    Ok(())
}

/// The places of the transfers that are to be made: a primary receiver's is first.
fn places(payment: &Payment, part: Part) -> Vec<usize> {
    let primary = payment.primary();
    let is_part = |place: &usize| part != Part::Primary || primary == Some(*place);
    let waits = |place: &usize| payment.transfers[*place].state == State::Waiting;
    let all = 0..payment.transfers.len();
    let mut places: Vec<_> = all.filter(is_part).filter(waits).collect();
    places.sort_by_key(|place| primary != Some(*place));
    places
}

/// The errors that transfers fail with.
fn errors(
    payment: &Payment,
    places: &[usize],
    change: &Change<'_>,
) -> Result<Vec<Option<i64>>, Cause> {
    let error = |place: &usize| {
        let receiver = &payment.receivers()[*place];
        let invoice = invoice(receiver);
        let paid = invoice.map(|invoice| change.indexed(BY_INVOICE, &invoice));
        let is_paid = paid.transpose()?.flatten().is_some();
        let asked = receiver.invoice_id.as_deref().and_then(number_at_end);
        Ok(is_paid.then_some(INVOICE_PAID).or(asked))
    };
    places.iter().map(error).collect()
}

/// Gives a transfer its ids, since it was tried.
fn number(payment: &mut Payment, place: usize, change: &Change<'_>) -> Result<(), Cause> {
    let transfer = &mut payment.transfers[place];
    transfer.id = Some(change.new_id(Kind::Transaction)?);
    transfer.sender_id = Some(change.new_id(Kind::Transaction)?);
    Ok(())
}

fn fail(payment: &mut Payment, place: usize, error: i64, change: &Change<'_>) -> Result<(), Cause> {
    number(payment, place, change)?;
    payment.transfers[place].state = State::Failed;
    payment.transfers[place].error = Some(error);
    Ok(())
}

fn reverse(payment: &mut Payment, place: usize, change: &Change<'_>) -> Result<(), Cause> {
    number(payment, place, change)?;
    payment.transfers[place].state = State::Reversed;
    Ok(())
}

fn pay(
    payment: &mut Payment,
    place: usize,
    sender: &Sender,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    number(payment, place, change)?;
    let fee = assess(payment, place, context);
    let receiver = &payment.receivers()[place];
    let from = giver(payment, place, sender);
    let to = account(receiver)?;
    ledger::transfer(change, payment.currency(), &receiver.amount, (&from, &to))?;
    let payer = fee_payer(payment, place, sender)?;
    ledger::transfer(
        change,
        payment.currency(),
        &fee,
        (&payer, &Account::service()),
    )?;
    payment.transfers[place].fee = fee;
    payment.transfers[place].state = if is_unilateral(&payment.receivers()[place]) {
        State::Unclaimed
    } else {
        State::Paid
    };
    Ok(())
}

/// Who gives the money to a receiver: the primary receiver to the others of a chained payment, else the sender.
pub(super) fn giver(payment: &Payment, place: usize, sender: &Sender) -> Account {
    let primary = payment.primary().filter(|primary| *primary != place);
    let primary = primary.and_then(|primary| account(&payment.receivers()[primary]).ok());
    primary.unwrap_or_else(|| sender.account.clone())
}

/// Who pays the fee of a transfer.
pub(super) fn fee_payer(
    payment: &Payment,
    place: usize,
    sender: &Sender,
) -> Result<Account, Cause> {
    let receivers = payment.receivers();
    match (payment.fees_payer(), payment.primary()) {
        (FeesPayer::Sender, _) => Ok(sender.account.clone()),
        (FeesPayer::PrimaryReceiver, Some(primary)) => account(&receivers[primary]),
        (FeesPayer::SecondaryOnly, Some(primary)) => {
            let secondary = (0..receivers.len()).find(|place| *place != primary);
            account(&receivers[secondary.unwrap_or(place)])
        }
        _ => account(&receivers[place]),
    }
}

/// The account of a receiver. Each is named: validation has seen to that.
pub(super) fn account(receiver: &Receiver) -> Result<Account, Cause> {
    Account::of_receiver(receiver).ok_or_else(|| Cause::Damaged("a receiver has no name"))
}

/// The fee for what a receiver keeps of its amount. (Guide p. 61-64)
pub(super) fn assess(payment: &Payment, place: usize, context: &Context<'_>) -> Amount {
    let receivers = payment.receivers();
    let passed_on = receivers.iter().filter(|own| own.primary != Some(true));
    let passed_on = Amount::checked_sum(passed_on.map(|own| &own.amount));
    let amount = receivers[place].amount;
    let kept = match (payment.primary() == Some(place), passed_on) {
        (true, Some(passed_on)) => amount.checked_sub(&passed_on),
        _ => Some(amount),
    };
    let percent = &context.config.fee_percent;
    let fee = kept.and_then(|kept| share(&kept, percent, &Amount::from(100), payment.currency()));
    fee.unwrap_or(zero(payment.currency()))
}

/// The transfers that failed, as replies have them.
pub(super) fn pay_errors(payment: &Payment, context: &Context<'_>) -> Option<PayErrorList> {
    let failed = payment.each().filter_map(|(receiver, transfer)| {
        let error = super::refusal::error_data(transfer.error?, context.operation);
        Some(PayError::new(receiver.clone(), error))
    });
    let failed: Vec<_> = failed.collect();
    (!failed.is_empty()).then(|| PayErrorList::from(failed))
}
