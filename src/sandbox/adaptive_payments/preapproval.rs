//! Preapproval: sets up an agreement on future payments.

use super::Handle;
use super::agreement::Agreement;
use super::payment::Sender;
use super::period;
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::AckCode;
use crate::api::adaptive_payments::preapproval::{PreapprovalRequest, PreapprovalResponse};
use crate::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use crate::sandbox::context::Context;
use crate::sandbox::id::Kind;
use crate::sandbox::money::zero;
use crate::sandbox::store::Change;
use crate::value::{Amount, Currency};

/// How much may be agreed on without special permission, in US dollars. (Guide p. 167)
const MOST: Amount = Amount::new(2000, 0);

/// How many days ahead an agreement may start. (The documents have an error for it, and no number.)
const DAYS_AHEAD: i32 = 366;

impl Handle<Change<'_>> for PreapprovalRequest {
    fn handle(
        self,
        change: &Change<'_>,
        context: &Context<'_>,
    ) -> Result<PreapprovalResponse, Refusal> {
        check_limits(&self)?;
        check_total(&self, context)?;
        check_start(&self, context)?;
        let sender = Sender::named(self.sender_email.as_ref(), self.sender.as_ref());
        sender.as_ref().map_or(Ok(()), Sender::check)?;
        let agreement = Agreement {
            key: change.new_id(Kind::Preapproval)?,
            caller: context.caller.account().clone(),
            sender,
            approved: false,
            status: PreapprovalStatus::Active,
            pin: None,
            wrong_pins: 0,
            payments: 0,
            paid: zero(&self.currency_code),
            last_period: (0, 0),
            request: self,
        };
        change.add(&agreement)?;
        let envelope = context.envelope(AckCode::Success);
        Ok(PreapprovalResponse::new(envelope, agreement.key))
    }
}

/// Refuses limits that are no amounts or numbers of payments.
fn check_limits(request: &PreapprovalRequest) -> Result<(), Refusal> {
    let is_nothing =
        |amount: &Option<Amount>| amount.as_ref().is_some_and(|own| *own <= Amount::new(0, 0));
    for (name, refused) in [
        (
            "maxAmountPerPayment",
            is_nothing(&request.max_amount_per_payment),
        ),
        (
            "maxTotalAmountOfAllPayments",
            is_nothing(&request.max_total_amount_of_all_payments),
        ),
        (
            "maxNumberOfPayments",
            request.max_number_of_payments.is_some_and(|most| most < 0),
        ),
    ] {
        if refused {
            let message = "Invalid request: <value>";
            return Err(refuse(580_001).saying(message).about(name));
        }
    }
    Ok(())
}

/// Refuses more than may be agreed on, in any currency.
fn check_total(request: &PreapprovalRequest, context: &Context<'_>) -> Result<(), Refusal> {
    let Some(total) = &request.max_total_amount_of_all_payments else {
        return Ok(());
    };
    let rates = &context.config.rates;
    let dollars = rates.convert(total, &request.currency_code, &Currency::USD);
    if dollars.is_none_or(|dollars| dollars > MOST) {
        return Err(refuse(579_055));
    }
    Ok(())
}

fn check_start(request: &PreapprovalRequest, context: &Context<'_>) -> Result<(), Refusal> {
    let Some((start, offset)) = period::day(&request.starting_date) else {
        return Ok(());
    };
    let ahead = period::day_of(context.now, offset).until(start);
    if ahead.is_ok_and(|ahead| ahead.get_days() > DAYS_AHEAD) {
        return Err(refuse(570_026));
    }
    Ok(())
}
