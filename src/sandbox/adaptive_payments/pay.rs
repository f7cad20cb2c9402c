//! Pay: creates a payment, and makes it if nobody has to approve it.

use super::agreement::{self, Agreement, Planned};
use super::payment::{
    BY_INVOICE, BY_TRACKING_ID, Payment, Sender, Transfer, invoice, is_unilateral, primary, tracked,
};
use super::payment_options::SetOptions;
use super::refusal::{Refusal, refuse};
use super::transfers::{self, Part};
use super::{Handle, funding};
use crate::api::adaptive_payments::common::{
    AckCode, ActionType, FeesPayer, PaymentExecStatus, PaymentInfoList,
};
use crate::api::adaptive_payments::pay::{PayRequest, PayResponse};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::id::Kind;
use crate::sandbox::store::{Change, Lookup};
use crate::value::{Amount, Currency};

/// How long a pay key is good if the request does not say. (Guide p. 90)
const THREE_HOURS: i64 = 3 * 60 * 60 * 1000;

impl Handle<Change<'_>> for PayRequest {
    fn handle(self, change: &Change<'_>, context: &Context<'_>) -> Result<PayResponse, Refusal> {
        check_ids(&self, change, context)?;
        let sender = sender(&self, context);
        check_accounts(&self, sender.as_ref())?;
        check_registered(&self, sender.as_ref(), context)?;
        check_limit(&self, context)?;
        check_agreement(&self, sender.as_ref(), change, context)?;
        let mut payment = create(self, sender, change, context)?;
        if payment.approved && payment.request.action_type != ActionType::Create {
            let part = first_part(&payment);
            transfers::make(&mut payment, part, change, context)?;
        }
        change.add(&payment)?;
        reply(&payment, context)
    }
}

/// What is paid when the sender has approved.
pub(super) fn first_part(payment: &Payment) -> Part {
    if payment.request.action_type == ActionType::PayPrimary {
        Part::Primary
    } else {
        Part::All
    }
}

/// Refuses ids that were used before.
fn check_ids(
    request: &PayRequest,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if let Some(tracking_id) = &request.tracking_id {
        let tracked = tracked(context.caller.account(), tracking_id);
        if change.indexed(BY_TRACKING_ID, &tracked)?.is_some() {
            return Err(refuse(579_042));
        }
    }
    for receiver in &request.receiver_list.receiver {
        let Some(invoice) = invoice(receiver) else {
            continue;
        };
        if change.indexed(BY_INVOICE, &invoice)?.is_some() {
            let refusal = refuse(580_026).about(receiver.invoice_id.clone().unwrap_or_default());
            return Err(refusal.about(receiver.email.clone().unwrap_or_default()));
        }
    }
    Ok(())
}

/// Who pays, as far as the request says.
fn sender(request: &PayRequest, context: &Context<'_>) -> Option<Sender> {
    let named = request.sender.as_ref();
    if named.is_some_and(|sender| sender.use_credentials == Some(true)) {
        return Some(Sender {
            account: context.caller.account().clone(),
            email: Some(context.caller.email().to_owned()),
        });
    }
    Sender::named(request.sender_email.as_ref(), named)
}

/// Refuses a payment within one account, which may have several names.
pub(super) fn check_accounts(request: &PayRequest, sender: Option<&Sender>) -> Result<(), Refusal> {
    let receivers = request.receiver_list.receiver.iter();
    let accounts: Vec<_> = receivers.filter_map(Account::of_receiver).collect();
    if sender.is_some_and(|sender| accounts.contains(&sender.account)) {
        return Err(refuse(579_033));
    }
    let repeats = |(place, account)| accounts[..place].contains(account);
    if accounts.iter().enumerate().any(repeats) {
        return Err(refuse(579_040));
    }
    Ok(())
}

/// Refuses a sender without an account, and receivers without one where they have to have one: only what nobody
/// approves by hand and is not chained can wait for them. (Guide p. 76, p. 80)
fn check_registered(
    request: &PayRequest,
    sender: Option<&Sender>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    sender.map_or(Ok(()), Sender::check)?;
    let receivers = &request.receiver_list.receiver;
    if !receivers.iter().any(is_unilateral) {
        return Ok(());
    }
    let is_implicit = sender.is_some_and(|sender| sender.account == *context.caller.account());
    let is_approved = is_implicit || request.preapproval_key.is_some();
    if !is_approved || primary(receivers).is_some() {
        return Err(refuse(589_039));
    }
    if request.fees_payer == Some(FeesPayer::Sender) {
        return Err(refuse(580_023));
    }
    Ok(())
}

/// Refuses more than an account may send.
fn check_limit(request: &PayRequest, context: &Context<'_>) -> Result<(), Refusal> {
    let dollars = total(request).and_then(|total| {
        let rates = &context.config.rates;
        rates.convert(&total, &request.currency_code, &Currency::USD)
    });
    // What is too much to be computed is too much to be sent.
    if dollars.is_none_or(|dollars| dollars > context.config.payment_limit) {
        return Err(refuse(579_048));
    }
    Ok(())
}

/// Refuses what the preapproval of a request does not allow.
fn check_agreement(
    request: &PayRequest,
    sender: Option<&Sender>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(key) = &request.preapproval_key else {
        return Ok(());
    };
    let mut agreement = usable(key, change, context)?;
    let checked = agreement.check_pin(request.pin.as_ref());
    if agreement.needs_pin() {
        change.put(&agreement);
    }
    checked?;
    agreement.check(&planned(request, sender, context))
}

/// The preapproval of a key, which the caller may use now.
pub(super) fn usable(
    key: &str,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Agreement, Refusal> {
    let agreement = agreement::by_key(change, key)?;
    if !agreement.is_of(context.caller.account()) {
        return Err(refuse(550_001).saying("User is not allowed to perform this action"));
    }
    agreement.check_state()?;
    Ok(agreement)
}

/// What a preapproval has to allow.
pub(super) fn planned<'p>(
    request: &'p PayRequest,
    sender: Option<&'p Sender>,
    context: &Context<'_>,
) -> Planned<'p> {
    Planned {
        sender,
        currency: &request.currency_code,
        amount: total(request).unwrap_or_default(),
        now: context.now,
    }
}

/// What the sender pays, without fees: to the primary receiver alone, if there is one.
pub(super) fn total(request: &PayRequest) -> Option<Amount> {
    let receivers = &request.receiver_list.receiver;
    match primary(receivers) {
        Some(primary) => Some(receivers[primary].amount),
        None => Amount::checked_sum(receivers.iter().map(|receiver| &receiver.amount)),
    }
}

fn create(
    mut request: PayRequest,
    sender: Option<Sender>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Payment, Refusal> {
    request.pin = None;
    let duration = request.pay_key_duration.as_ref();
    let duration = duration.and_then(|duration| duration.to_signed_duration().ok());
    let duration = duration.and_then(|duration| i64::try_from(duration.as_millis()).ok());
    let caller = context.caller.account();
    let is_implicit = sender
        .as_ref()
        .is_some_and(|sender| sender.account == *caller);
    let receivers = request.receiver_list.receiver.iter();
    let transfers = receivers.map(|_| Transfer::new(&request.currency_code));
    Ok(Payment {
        key: change.new_id(Kind::Payment)?,
        caller: caller.clone(),
        created: context.now,
        expires: context.now.saturating_add(duration.unwrap_or(THREE_HOURS)),
        approved: is_implicit || request.preapproval_key.is_some(),
        sender,
        paid: None,
        transfers: transfers.collect(),
        shipping_address: None,
        options: SetOptions::default(),
        request,
    })
}

/// The reply about a payment. Only one that is completed has transactions. (Pay page)
fn reply(payment: &Payment, context: &Context<'_>) -> Result<PayResponse, Refusal> {
    let status = payment.status();
    let is_completed = status == PaymentExecStatus::Completed;
    let envelope = context.envelope(AckCode::Success);
    let mut plans = funding::plans(payment, context)?.into_iter();
    Ok(PayResponse {
        default_funding_plan: plans.next().filter(|_| !is_completed),
        pay_error_list: transfers::pay_errors(payment, context),
        payment_info_list: is_completed.then(|| PaymentInfoList::from(payment.payment_info())),
        sender: payment.sender_identifier().filter(|_| is_completed),
        ..PayResponse::new(envelope, payment.key.clone(), status)
    })
}
