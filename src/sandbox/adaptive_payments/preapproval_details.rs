//! `PreapprovalDetails`: reports an agreement.

use super::agreement::{Agreement, by_key};
use super::refusal::{Refusal, refuse};
use super::{Handle, wallet};
use crate::api::adaptive_payments::common::{AckCode, DayOfWeek, PaymentPeriod, PinType};
use crate::api::adaptive_payments::preapproval_details::{
    PreapprovalDetailsRequest, PreapprovalDetailsResponse,
};
use crate::sandbox::context::Context;
use crate::sandbox::store::Snapshot;
use crate::value::DateTime;

impl Handle<Snapshot<'_>> for PreapprovalDetailsRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<PreapprovalDetailsResponse, Refusal> {
        let agreement = by_key(snapshot, &self.preapproval_key)?;
        if !agreement.concerns(context.caller.account()) {
            return Err(refuse(540_031));
        }
        let wants_address = self.get_billing_address == Some(true);
        let has_sender = agreement.sender.is_some();
        Ok(PreapprovalDetailsResponse {
            address_list: (wants_address && has_sender).then(wallet::billing),
            ..details(&agreement, context)
        })
    }
}

/// What is told of an agreement.
pub(super) fn details(agreement: &Agreement, context: &Context<'_>) -> PreapprovalDetailsResponse {
    let envelope = context.envelope(AckCode::Success);
    let last = agreement.period(context.now).and_then(|period| period.last);
    let asked = PreapprovalDetailsResponse::about(&agreement.request, envelope);
    PreapprovalDetailsResponse {
        starting_date: moment_of(&asked.starting_date),
        ending_date: asked.ending_date.as_ref().map(moment_of),
        date_of_month: asked.date_of_month.or(Some(0)),
        day_of_week: asked.day_of_week.or(Some(DayOfWeek::NoDaySpecified)),
        payment_period: asked
            .payment_period
            .or(Some(PaymentPeriod::NoPeriodSpecified)),
        pin_type: asked.pin_type.or(Some(PinType::NotRequired)),
        approved: agreement.approved,
        cur_payments: agreement.payments,
        cur_payments_amount: agreement.paid,
        cur_period_attempts: Some(agreement.in_period(context.now)),
        cur_period_ending_date: last.map(|day| DateTime::from(format!("{day}T00:00:00.000Z"))),
        status: agreement.status.clone(),
        ..asked
    }
}

/// A date as the first moment of its day, as the service answers with dates and times; others as they are.
fn moment_of(date: &DateTime) -> DateTime {
    let text = date.as_str().trim();
    match text.get(..10).filter(|_| date.check().is_err()) {
        Some(day) => {
            let offset = text.get(10..).filter(|offset| !offset.is_empty());
            DateTime::from(format!("{day}T00:00:00.000{}", offset.unwrap_or("Z")))
        }
        None => date.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_moments() {
        for (date, moment) in [
            ("2026-12-02Z", "2026-12-02T00:00:00.000Z"),
            ("2026-12-02", "2026-12-02T00:00:00.000Z"),
            ("2026-12-02-08:00", "2026-12-02T00:00:00.000-08:00"),
            ("2026-12-02T10:00:00Z", "2026-12-02T10:00:00Z"),
            ("soon", "soon"),
        ] {
            let made = moment_of(&DateTime::from(date));
            assert_eq!(made.as_str(), moment);
            assert_eq!(made.check().is_ok(), date != "soon");
        }
    }
}
