//! `GetFundingPlans` and `GetAllowedFundingSources`: how payments can be funded.

use super::payment::{Payment, by_pay_key};
use super::refusal::{Refusal, refuse};
use super::{Handle, agreement, wallet};
use crate::api::adaptive_payments::common::{AckCode, FundingPlan, FundingTypeInfo};
use crate::api::adaptive_payments::get_allowed_funding_sources::{
    GetAllowedFundingSourcesRequest, GetAllowedFundingSourcesResponse,
};
use crate::api::adaptive_payments::get_funding_plans::{
    GetFundingPlansRequest, GetFundingPlansResponse,
};
use crate::api::adaptive_payments::pay::PayRequest;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::store::Snapshot;

impl Handle<Snapshot<'_>> for GetFundingPlansRequest {
    /// Only who is both caller and sender may ask. (Guide p. 233)
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetFundingPlansResponse, Refusal> {
        let payment = by_pay_key(snapshot, &self.pay_key)?;
        if payment.caller != *context.caller.account() || !payment.is_implicit() {
            let message = "You are not allowed to get the funding plans for this key";
            return Err(refuse(550_001).saying(message));
        }
        Ok(GetFundingPlansResponse {
            funding_plan: plans(&payment, context)?,
            ..GetFundingPlansResponse::new(context.envelope(AckCode::Success))
        })
    }
}

/// The plans of a payment from the caller's own account; those of others are the sender's matter.
pub(super) fn plans(payment: &Payment, context: &Context<'_>) -> Result<Vec<FundingPlan>, Cause> {
    if !payment.is_implicit() {
        return Ok(Vec::new());
    }
    let plans = wallet::plans(payment, context);
    plans.ok_or_else(|| Cause::Damaged("the amount of a payment is too large"))
}

/// Refuses a plan that the payment does not have. (Guide p. 137)
pub(super) fn check_plan(
    payment: &Payment,
    id: Option<&str>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let Some(id) = id.filter(|id| *id != "0") else {
        return Ok(());
    };
    let plans = plans(payment, context)?;
    if plans.is_empty() {
        let message =
            "Tried to pass in a non-zero funding plan and there are no funding plans present";
        Err(refuse(580_022).saying(message))
    } else if plans.iter().all(|plan| plan.funding_plan_id != id) {
        Err(refuse(580_022).saying("The funding plan data is not present"))
    } else {
        Ok(())
    }
}

impl Handle<Snapshot<'_>> for GetAllowedFundingSourcesRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetAllowedFundingSourcesResponse, Refusal> {
        let agreement = agreement::by_key(snapshot, &self.key)?;
        if !agreement.concerns(context.caller.account()) {
            return Err(refuse(540_031));
        }
        Ok(GetAllowedFundingSourcesResponse {
            funding_source: wallet::sources(),
            ..GetAllowedFundingSourcesResponse::new(context.envelope(AckCode::Success))
        })
    }
}

impl PayRequest {
    /// The types that its funding is constrained to.
    pub(super) fn fundings(&self) -> Option<&[FundingTypeInfo]> {
        let constraint = self.funding_constraint.as_ref()?;
        let allowed = constraint.allowed_funding_type.as_ref()?;
        Some(&allowed.funding_type_info)
    }
}
