//! `ExecutePayment`: makes a payment that was prepared, or pays the others of a delayed chained one.

use super::Handle;
use super::funding::check_plan;
use super::pay::{planned, usable};
use super::payment::{Payment, State, by_pay_key, expired, invalid_key, used};
use super::refusal::{Refusal, refuse};
use super::transfers::{self, Part};
use crate::api::adaptive_payments::common::{AckCode, ActionType, PaymentExecStatus};
use crate::api::adaptive_payments::execute_payment::{
    ExecutePaymentRequest, ExecutePaymentResponse,
};
use crate::sandbox::context::Context;
use crate::sandbox::store::Change;
use crate::value::Amount;

/// How long the secondary receivers of a delayed chained payment can be paid. (Guide p. 22)
const NINETY_DAYS: i64 = 90 * 24 * 60 * 60 * 1000;

impl Handle<Change<'_>> for ExecutePaymentRequest {
    fn handle(
        self,
        change: &Change<'_>,
        context: &Context<'_>,
    ) -> Result<ExecutePaymentResponse, Refusal> {
        let mut payment = by_pay_key(change, &self.pay_key)?;
        if payment.caller != *context.caller.account() {
            return Err(
                refuse(540_031).saying("You do not have permission to execute this payment")
            );
        }
        let part = part(&payment, context.now)?;
        check_plan(&payment, self.funding_plan_id.as_deref(), context)?;
        if part == Part::All {
            check_agreement(&payment, change, context)?;
        }
        transfers::make(&mut payment, part, change, context)?;
        change.put(&payment);
        let envelope = context.envelope(AckCode::Success);
        Ok(ExecutePaymentResponse {
            pay_error_list: transfers::pay_errors(&payment, context),
            ..ExecutePaymentResponse::new(envelope, payment.status())
        })
    }
}

/// Refuses what the preapproval of a payment does not allow any more.
fn check_agreement(
    payment: &Payment,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(key) = &payment.request.preapproval_key else {
        return Ok(());
    };
    let planned = planned(&payment.request, payment.sender.as_ref(), context);
    usable(key, change, context)?.check(&planned)
}

/// Whether the primary receiver of a chained payment still has what the others are to get. The documents do not say what
/// becomes of a delayed payment of which a part was given back.
fn is_covered(payment: &Payment) -> bool {
    let given_back = payment.primary().and_then(|primary| {
        let transfer = payment.transfers.get(primary)?;
        Some(transfer.refunded(payment.currency()))
    });
    let waiting = payment
        .each()
        .filter(|(_, transfer)| transfer.state == State::Waiting);
    let wanted = Amount::checked_sum(waiting.map(|(receiver, _)| &receiver.amount));
    let used = wanted.and_then(|wanted| wanted.checked_add(&given_back.unwrap_or_default()));
    used.is_some_and(|used| super::pay::total(&payment.request).is_some_and(|had| used <= had))
}

/// What there is to pay now.
fn part(payment: &Payment, now: i64) -> Result<Part, Refusal> {
    let key = payment.key.as_str();
    let is_waiting = payment
        .transfers
        .iter()
        .any(|own| own.state == State::Waiting);
    match (payment.status(), &payment.request.action_type) {
        (PaymentExecStatus::Created, _) if payment.is_expired(now) => Err(expired(key)),
        (PaymentExecStatus::Created, ActionType::Create) if payment.approved => Ok(Part::All),
        (PaymentExecStatus::Created, ActionType::Create) => {
            let message = "This payment request must be authorized by the sender";
            Err(refuse(550_001).saying(message))
        }
        // One that is made as soon as it is approved.
        (PaymentExecStatus::Created, _) => Err(invalid_key(key)),
        (PaymentExecStatus::Incomplete, ActionType::PayPrimary) if is_waiting => {
            let paid = payment.paid.unwrap_or(payment.created);
            if now >= paid.saturating_add(NINETY_DAYS) {
                return Err(expired(key));
            }
            if !is_covered(payment) {
                return Err(refuse(579_017));
            }
            Ok(Part::Rest)
        }
        _ => Err(used(key)),
    }
}
