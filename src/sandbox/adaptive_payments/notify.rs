//! Notifications about payments and preapprovals, which are put into the outbox with what they are about.

use super::agreement::Agreement;
use super::payment::{Payment, Refunded, State};
use super::refusal::Refusal;
use crate::api::AnyMessage;
use crate::api::adaptive_payments::common::{DayOfWeek, PaymentType, PinType, TransactionStatus};
use crate::api::adaptive_payments::ipn::{
    IpnCharset, MaxNumber, PaymentNotification, PreapprovalNotification, ReasonCode, Transaction,
    TransactionType,
};
use crate::codec::{self, Config, Format};
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::store::{Change, Entry, Post};
use crate::sandbox::{context, notification};
use crate::value::{AnyCase, DateTime, Money};

/// The version that notifications give.
const VERSION: &str = "UNVERSIONED";

/// Notifies that money moved.
pub(super) fn of_payment(
    payment: &Payment,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let told = told(payment, TransactionType::Pay);
    post(
        payment.request.ipn_notification_url.as_ref(),
        told,
        change,
        context,
    )
}

/// Notifies that money went back: a refund by each receiver, if it made one.
pub(super) fn of_refund(
    payment: &Payment,
    refunds: &[Option<Refunded>],
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let mut told = told(payment, TransactionType::Adjustment);
    told.reason_code = Some(AnyCase::from(ReasonCode::Refund));
    for (transaction, refund) in told.transaction.iter_mut().zip(refunds) {
        let Some(refund) = refund else { continue };
        transaction.refund_id = Some(refund.id.clone());
        transaction.refund_amount = Some(Money::new(payment.currency(), &refund.amount));
        transaction
            .refund_account_charged
            .clone_from(&transaction.receiver);
    }
    post(
        payment.request.ipn_notification_url.as_ref(),
        told,
        change,
        context,
    )
}

/// Notifies that a preapproval was approved or cancelled.
pub(super) fn of_agreement(
    agreement: &Agreement,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let request = &agreement.request;
    let told = PreapprovalNotification {
        transaction_type: Some(AnyCase::from(TransactionType::Preapproval)),
        preapproval_key: Some(agreement.key.clone()),
        approved: Some(agreement.approved),
        status: Some(agreement.status.clone()),
        cancel_url: Some(request.cancel_url.clone()),
        current_number_of_payments: i32::try_from(agreement.payments).ok(),
        current_total_amount_of_all_payments: Some(agreement.paid),
        current_period_attempts: i32::try_from(agreement.in_period(context.now)).ok(),
        currency_code: Some(request.currency_code.clone()),
        date_of_month: Some(request.date_of_month.unwrap_or(0)),
        day_of_week: Some(
            request
                .day_of_week
                .clone()
                .unwrap_or(DayOfWeek::NoDaySpecified),
        ),
        starting_date: Some(request.starting_date.clone()),
        ending_date: request.ending_date.clone(),
        max_total_amount_of_all_payments: request.max_total_amount_of_all_payments,
        max_amount_per_payment: request.max_amount_per_payment,
        max_number_of_payments: Some(number(request.max_number_of_payments)),
        max_number_of_payments_per_period: Some(number(request.max_number_of_payments_per_period)),
        payment_period: Some(request.payment_period.clone().unwrap_or("0".into())),
        pin_type: Some(request.pin_type.clone().unwrap_or(PinType::NotRequired)),
        sender_email: agreement
            .sender
            .as_ref()
            .and_then(|sender| sender.email.clone()),
        charset: Some(IpnCharset::Utf8),
        notify_version: Some(VERSION.to_owned()),
        test_ipn: Some("1".to_owned()),
        ..PreapprovalNotification::default()
    };
    post(request.ipn_notification_url.as_ref(), told, change, context)
}

/// A number, or the word that notifications have where there is none.
fn number(number: Option<i32>) -> MaxNumber {
    number.map_or(MaxNumber::Null, |number| number.to_string().into())
}

/// Puts a notification into the outbox, if the request has a URL for it.
pub(super) fn post(
    url: Option<&String>,
    notification: impl Into<AnyMessage>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(url) = url else { return Ok(()) };
    let body = codec::encode(&notification.into(), Format::Nvp, &Config::strict());
    let body = body.map_err(|_| Cause::Damaged("a notification cannot be written"))?;
    let entry = Entry {
        url: url.clone(),
        body: notification::signed(context.seed, &body),
        post: Post::Form,
        failed: 0,
    };
    Ok(change.post(context.now, entry)?)
}

/// What a notification tells of a payment.
fn told(payment: &Payment, transaction_type: TransactionType) -> PaymentNotification {
    let request = &payment.request;
    let sender = payment.sender.as_ref();
    let transactions = (0..payment.transfers.len()).map(|place| transaction(payment, place));
    let reverses = request.reverse_all_parallel_payments_on_error;
    PaymentNotification {
        transaction_type: Some(AnyCase::from(transaction_type)),
        status: Some(payment.status()),
        sender_email: sender.and_then(|sender| sender.email.clone()),
        action_type: Some(request.action_type.clone()),
        payment_request_date: Some(request_date(payment.created)),
        reverse_all_parallel_payments_on_error: Some(reverses.unwrap_or(false)),
        return_url: Some(request.return_url.clone()),
        cancel_url: Some(request.cancel_url.clone()),
        ipn_notification_url: request.ipn_notification_url.clone(),
        pay_key: Some(payment.key.clone()),
        memo: request.memo.clone(),
        fees_payer: Some(payment.fees_payer()),
        tracking_id: request.tracking_id.clone(),
        preapproval_key: request.preapproval_key.clone(),
        transaction: transactions.collect(),
        charset: Some(IpnCharset::Utf8),
        notify_version: Some(VERSION.to_owned()),
        test_ipn: Some("1".to_owned()),
        ..PaymentNotification::default()
    }
}

fn transaction(payment: &Payment, place: usize) -> Transaction {
    let (receiver, transfer) = (&payment.receivers()[place], &payment.transfers[place]);
    let status = transfer.status(receiver, payment.currency());
    let payment_type = receiver.payment_type.clone();
    let pending = match transfer.state {
        State::Unclaimed => "UNILATERAL",
        _ => "NONE",
    };
    Transaction {
        id: transfer.id.clone(),
        status: status.as_ref().map(in_words),
        id_for_sender_txn: transfer.sender_id.clone(),
        status_for_sender_txn: status.as_ref().map(in_words),
        receiver: receiver.email.clone(),
        invoice_id: receiver.invoice_id.clone(),
        amount: Some(Money::new(payment.currency(), &receiver.amount)),
        is_primary_receiver: Some(payment.primary() == Some(place)),
        payment_type: Some(payment_type.unwrap_or(PaymentType::Service)),
        pending_reason: Some(pending.into()),
        ..Transaction::default()
    }
}

/// A status as notifications write it: `Partially_Refunded`.
fn in_words(status: &TransactionStatus) -> AnyCase<TransactionStatus> {
    let words = status.as_str().split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{first}{}", rest.to_ascii_lowercase())
    });
    AnyCase::from(words.collect::<Vec<_>>().join("_"))
}

/// The date of a request in the way of Java, as notifications have it.
fn request_date(created: i64) -> DateTime {
    let date = context::civil(created).strftime("%a %b %d %H:%M:%S PST %Y");
    DateTime::from(date.to_string())
}
