//! Refund: receivers give back what they were paid, or a part of it.

use super::Handle;
use super::notify;
use super::payment::{
    BY_TRACKING_ID, BY_TRANSACTION, Payment, Refunded, State, by_pay_key, tracked,
};
use super::refusal::{Refusal, error_data, refuse};
use super::transfers::{account, fee_payer, giver};
use crate::api::adaptive_payments::common::{AckCode, PaymentType, Receiver};
use crate::api::adaptive_payments::refund::{
    ErrorList, RefundInfo, RefundRequest, RefundResponse, RefundStatus, RefundTransactionStatus,
};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::id::Kind;
use crate::sandbox::ledger;
use crate::sandbox::money::{share, zero};
use crate::sandbox::store::{Change, Lookup};
use crate::value::Amount;

impl Handle<Change<'_>> for RefundRequest {
    /// Each receiver's refund is made or refused by itself; the status of each says which.
    fn handle(self, change: &Change<'_>, context: &Context<'_>) -> Result<RefundResponse, Refusal> {
        let mut payment = find(&self, change, context)?;
        if !may_refund(&payment, context.caller.account()) {
            return Err(refuse(540_031));
        }
        let currency = payment.currency().clone();
        if self
            .currency_code
            .as_ref()
            .is_some_and(|own| *own != currency)
        {
            return Err(refuse(589_036));
        }
        let wanted = wanted(&self, &payment)?;
        let mut infos = Vec::new();
        let mut made: Vec<Option<Refunded>> = payment.transfers.iter().map(|_| None).collect();
        for Wanted { place, part } in wanted {
            let result = decide(&payment, place, part.as_ref(), context);
            let amount = part.unwrap_or(payment.receivers()[place].amount);
            let info = RefundInfo::new(named(&payment.receivers()[place], amount));
            infos.push(match result {
                Ok(()) => {
                    let refund = give_back(&mut payment, place, &amount, change)?;
                    made[place] = Some(refund.clone());
                    done(&payment, place, &refund, info)?
                }
                Err(status) => refused(&payment, place, &status, context, info),
            });
        }
        if made.iter().any(Option::is_some) {
            change.put(&payment);
            notify::of_refund(&payment, &made, change, context)?;
        }
        let envelope = context.envelope(AckCode::Success);
        Ok(RefundResponse::new(envelope, currency, infos))
    }
}

/// A receiver that gives back a part of what it was paid, or all.
struct Wanted {
    place: usize,
    part: Option<Amount>,
}

/// Why a receiver gives nothing back: its status, and the number of the error if it has one.
struct Refused {
    status: RefundStatus,
    error: Option<i64>,
}

const fn because(status: RefundStatus, error: i64) -> Refused {
    Refused {
        status,
        error: Some(error),
    }
}

/// The payment that a request names: a transaction goes before a pay key, and that before a tracking id.
/// (Guide p. 213)
fn find(
    request: &RefundRequest,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Payment, Refusal> {
    if let Some(id) = &request.transaction_id {
        let found = change.record_by(BY_TRANSACTION, id)?;
        found.ok_or_else(|| refuse(589_052).about(id))
    } else if let Some(pay_key) = &request.pay_key {
        by_pay_key(change, pay_key)
    } else {
        let id = request.tracking_id.as_deref().unwrap_or_default();
        let found = change.record_by(BY_TRACKING_ID, &tracked(context.caller.account(), id))?;
        found.ok_or_else(|| refuse(579_051).about(id))
    }
}

/// Whether an account made the payment or was paid by it. (Guide p. 211)
fn may_refund(payment: &Payment, account: &Account) -> bool {
    let receives = |receiver| Account::of_receiver(receiver).as_ref() == Some(account);
    payment.caller == *account || payment.receivers().iter().any(receives)
}

/// Who gives back what: the receivers of the request, or the one of its transaction, or all. (Guide p. 212, p. 217)
fn wanted(request: &RefundRequest, payment: &Payment) -> Result<Vec<Wanted>, Refusal> {
    let list = request.receiver_list.as_ref().map(|list| &list.receiver);
    if let Some(receivers) = list.filter(|receivers| !receivers.is_empty()) {
        return receivers
            .iter()
            .map(|receiver| part(receiver, payment))
            .collect();
    }
    let id = request.transaction_id.as_ref();
    let is_named = |place: &usize| {
        let transfer = &payment.transfers[*place];
        id.is_none() || transfer.id.as_ref() == id || transfer.sender_id.as_ref() == id
    };
    let places = (0..payment.transfers.len()).filter(is_named);
    let all = places.map(|place| Wanted { place, part: None });
    // In a chained payment the others give back to the primary receiver, which then has it all. (Guide p. 214)
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|wanted| payment.primary() == Some(wanted.place));
    Ok(all)
}

fn part(receiver: &Receiver, payment: &Payment) -> Result<Wanted, Refusal> {
    let account = Account::of_receiver(receiver);
    let mut receivers = payment.receivers().iter();
    let place = receivers.position(|own| Account::of_receiver(own) == account);
    let name = receiver.email.clone().unwrap_or_default();
    let place = place.ok_or_else(|| refuse(589_037).about(name.clone()))?;
    if receiver.amount > payment.receivers()[place].amount {
        return Err(refuse(589_038).about(name));
    }
    let part = Some(receiver.amount);
    Ok(Wanted { place, part })
}

/// Decides whether a receiver may give back a part, or all.
fn decide(
    payment: &Payment,
    place: usize,
    part: Option<&Amount>,
    context: &Context<'_>,
) -> Result<(), Refused> {
    let (receiver, transfer) = (&payment.receivers()[place], &payment.transfers[place]);
    let refunded = transfer.refunded(payment.currency());
    let left = receiver.amount.checked_sub(&refunded).unwrap_or_default();
    let is_part = part.is_some_and(|part| *part < receiver.amount);
    let paid = payment.paid.unwrap_or(payment.created);
    let limit = i64::try_from(context.config.refund_time.as_millis()).unwrap_or(i64::MAX);
    let is_personal = || {
        receiver
            .payment_type
            .as_ref()
            .is_some_and(PaymentType::is_personal)
    };
    if transfer.state == State::Reversed || transfer.is_paid() && left.is_zero() {
        Err(because(RefundStatus::AlreadyReversedOrRefunded, 570_015))
    } else if !transfer.is_paid() {
        Err(Refused {
            status: RefundStatus::NotPaid,
            error: None,
        })
    } else if context.now >= paid.saturating_add(limit) {
        Err(because(RefundStatus::RefundNotAllowed, 570_017))
    } else if is_part && (is_personal() || transfer.state == State::Unclaimed) {
        Err(because(RefundStatus::RefundNotAllowed, 560_016))
    } else if part.is_none() && !refunded.is_zero() {
        Err(because(RefundStatus::RefundNotAllowed, 570_012))
    } else if part.is_some_and(|part| *part > left) {
        Err(because(RefundStatus::AmountExceedsRefundable, 570_014))
    } else {
        Ok(())
    }
}

/// Moves the money back the way it came, and the part of the fee that belongs to it.
fn give_back(
    payment: &mut Payment,
    place: usize,
    amount: &Amount,
    change: &Change<'_>,
) -> Result<Refunded, Refusal> {
    let sender = payment.sender.clone();
    let sender = sender.ok_or_else(|| Cause::Damaged("a payment has no sender"))?;
    let currency = payment.currency().clone();
    let fee = fee_of(payment, place, amount)?;
    let receiver = account(&payment.receivers()[place])?;
    let giver = giver(payment, place, &sender);
    ledger::transfer(change, &currency, amount, (&receiver, &giver))?;
    let payer = fee_payer(payment, place, &sender)?;
    ledger::transfer(change, &currency, &fee, (&Account::service(), &payer))?;
    let refund = Refunded {
        id: change.new_id(Kind::Transaction)?,
        amount: *amount,
        fee,
    };
    payment.transfers[place].refunds.push(refund.clone());
    Ok(refund)
}

/// The part of the fee that goes back with an amount: such that all parts together are the fee.
fn fee_of(payment: &Payment, place: usize, amount: &Amount) -> Result<Amount, Cause> {
    let transfer = &payment.transfers[place];
    let (currency, whole) = (payment.currency(), &payment.receivers()[place].amount);
    let before = transfer.refunded(currency);
    let after = before.checked_add(amount);
    let given = |of: &Amount| share(&transfer.fee, of, whole, currency);
    let part = after.and_then(|after| given(&after)?.checked_sub(&given(&before)?));
    part.ok_or_else(|| Cause::Damaged("a fee is too large"))
}

/// A receiver as a reply names it.
fn named(receiver: &Receiver, amount: Amount) -> Receiver {
    Receiver {
        email: receiver.email.clone(),
        phone: receiver.phone.clone(),
        account_id: receiver.account_id.clone(),
        ..Receiver::new(amount)
    }
}

/// What is told of a refund that was made. The sender gets its amount, and where the sender paid the fee that as
/// well; what is taken from the receiver is that without the fee. (Guide p. 222)
fn done(
    payment: &Payment,
    place: usize,
    refund: &Refunded,
    info: RefundInfo,
) -> Result<RefundInfo, Cause> {
    let (receiver, transfer) = (&payment.receivers()[place], &payment.transfers[place]);
    let sender = payment.sender.clone();
    let sender = sender.ok_or_else(|| Cause::Damaged("a payment has no sender"))?;
    let payer = fee_payer(payment, place, &sender)?;
    let total = transfer.refunded(payment.currency());
    let own = Account::of_receiver(receiver);
    let (net, gross) = if Some(&payer) == own.as_ref() {
        (refund.amount.checked_sub(&refund.fee), Some(refund.amount))
    } else if payer == sender.account {
        (Some(refund.amount), refund.amount.checked_add(&refund.fee))
    } else {
        // The fee goes back to another receiver.
        (Some(refund.amount), Some(refund.amount))
    };
    Ok(RefundInfo {
        refund_status: Some(RefundStatus::Refunded),
        refund_net_amount: net,
        refund_fee_amount: Some(refund.fee)
            .filter(|_| net != gross)
            .or(Some(zero(payment.currency()))),
        refund_gross_amount: gross,
        total_of_all_refunds: Some(total),
        refund_has_become_full: Some(total >= receiver.amount),
        encrypted_refund_transaction_id: Some(refund.id.clone()),
        refund_transaction_status: Some(RefundTransactionStatus::Completed),
        ..info
    })
}

/// What is told of a refund that was refused.
fn refused(
    payment: &Payment,
    place: usize,
    refused: &Refused,
    context: &Context<'_>,
    info: RefundInfo,
) -> RefundInfo {
    let (receiver, transfer) = (&payment.receivers()[place], &payment.transfers[place]);
    let error = refused
        .error
        .map(|number| error_data(number, context.operation));
    let total = transfer.refunded(payment.currency());
    RefundInfo {
        refund_status: Some(refused.status.clone()),
        refund_has_become_full: transfer.is_paid().then_some(total >= receiver.amount),
        total_of_all_refunds: transfer.is_paid().then_some(total),
        error_list: error.map(|error| ErrorList::from(vec![error])),
        ..info
    }
}
