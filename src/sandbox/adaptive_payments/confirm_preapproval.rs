//! `ConfirmPreapproval`: approves an agreement on behalf of its sender.

use super::agreement::{Agreement, by_key};
use super::refusal::{Refusal, refuse};
use super::{Handle, notify, wallet};
use crate::api::adaptive_payments::common::AckCode;
use crate::api::adaptive_payments::confirm_preapproval::{
    ConfirmPreapprovalRequest, ConfirmPreapprovalResponse,
};
use crate::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use crate::sandbox::context::Context;
use crate::sandbox::store::Change;
use crate::value::Secret;

impl Handle<Change<'_>> for ConfirmPreapprovalRequest {
    fn handle(
        self,
        change: &Change<'_>,
        context: &Context<'_>,
    ) -> Result<ConfirmPreapprovalResponse, Refusal> {
        let mut agreement = by_key(change, &self.preapproval_key)?;
        // Without a sender there is nobody on whose behalf it could be approved.
        if !agreement.is_of(context.caller.account()) || agreement.sender.is_none() {
            let message = "You are not allowed to confirm the preapproval for this key";
            return Err(refuse(550_001).saying(message));
        }
        if let Some(id) = &self.funding_source_id
            && !wallet::has_source(id)
        {
            let message = "Invalid request parameter: <value>";
            return Err(refuse(580_022).saying(message).about("fundingSourceId"));
        }
        approve(&mut agreement, self.pin.as_ref(), change, context)?;
        Ok(ConfirmPreapprovalResponse::new(
            context.envelope(AckCode::Success),
        ))
    }
}

/// Approves an agreement, and notifies of it the first time. One that was approved stays as it is.
pub(super) fn approve(
    agreement: &mut Agreement,
    pin: Option<&Secret<String>>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    match agreement.status {
        PreapprovalStatus::Active => {}
        PreapprovalStatus::Canceled => return Err(refuse(569_013)),
        _ => return Err(refuse(569_019)),
    }
    if agreement.needs_pin() {
        let message = "A pin is required to confirm this preapproval";
        let pin = pin.ok_or_else(|| refuse(580_029).saying(message))?;
        if !agreement.choose_pin(pin) {
            return Err(refuse(580_022).saying("The PIN is invalid"));
        }
    }
    if agreement.approved {
        return Ok(());
    }
    agreement.approved = true;
    change.put(agreement);
    notify::of_agreement(agreement, change, context)
}
