//! `CancelPreapproval`: ends an agreement.

use super::Handle;
use super::agreement::{Agreement, by_key};
use super::notify;
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::cancel_preapproval::{
    CancelPreapprovalRequest, CancelPreapprovalResponse,
};
use crate::api::adaptive_payments::common::AckCode;
use crate::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use crate::sandbox::context::Context;
use crate::sandbox::store::Change;

impl Handle<Change<'_>> for CancelPreapprovalRequest {
    /// An agreement in any state can be cancelled, also one that is. (Guide p. 191)
    fn handle(
        self,
        change: &Change<'_>,
        context: &Context<'_>,
    ) -> Result<CancelPreapprovalResponse, Refusal> {
        let mut agreement = by_key(change, &self.preapproval_key)?;
        if !agreement.concerns(context.caller.account()) {
            return Err(refuse(540_031));
        }
        cancel(&mut agreement, change, context)?;
        Ok(CancelPreapprovalResponse::new(
            context.envelope(AckCode::Success),
        ))
    }
}

/// Ends an agreement, and notifies of it the first time.
pub(super) fn cancel(
    agreement: &mut Agreement,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if agreement.status == PreapprovalStatus::Canceled {
        return Ok(());
    }
    agreement.status = PreapprovalStatus::Canceled;
    change.put(agreement);
    notify::of_agreement(agreement, change, context)
}
