//! `PreapprovalDetails`: reports an agreement.

use super::agreement::{Agreement, by_key};
use super::refusal::{Refusal, refuse};
use super::{Handle, wallet};
use crate::api::adaptive_payments::common::AckCode;
use crate::api::adaptive_payments::preapproval_details::{
    PreapprovalDetailsRequest, PreapprovalDetailsResponse,
};
use crate::sandbox::context::Context;
use crate::sandbox::store::Snapshot;
use crate::value::DateTime;

impl Handle<Snapshot> for PreapprovalDetailsRequest {
    fn handle(
        self,
        snapshot: &Snapshot,
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
    PreapprovalDetailsResponse {
        approved: agreement.approved,
        cur_payments: agreement.payments,
        cur_payments_amount: agreement.paid,
        cur_period_attempts: Some(agreement.in_period(context.now)),
        cur_period_ending_date: last.map(|day| DateTime::from(format!("{day}T00:00:00.000Z"))),
        status: agreement.status.clone(),
        ..PreapprovalDetailsResponse::about(&agreement.request, envelope)
    }
}
