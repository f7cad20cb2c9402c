//! `GetUserLimits`: how much an account may move.

use super::Handle;
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::{AckCode, CurrencyType};
use crate::api::adaptive_payments::get_user_limits::{
    GetUserLimitsRequest, GetUserLimitsResponse, UserLimit,
};
use crate::sandbox::context::Context;
use crate::sandbox::store::Snapshot;
use crate::value::Currency;

impl Handle<Snapshot<'_>> for GetUserLimitsRequest {
    /// Every limit is that of a payment: the documents name no other, and the sandbox has no other.
    fn handle(
        self,
        _: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetUserLimitsResponse, Refusal> {
        let currency = self.currency_code;
        let (rates, limit) = (&context.config.rates, &context.config.payment_limit);
        let limit = rates.convert(limit, &Currency::USD, &currency);
        let limit = limit.ok_or_else(|| refuse(580_027).about(currency.as_str()))?;
        let limits = self.limit_type.into_iter().map(|limit_type| {
            UserLimit::new(limit_type, CurrencyType::new(currency.clone(), limit))
        });
        let envelope = context.envelope(AckCode::Success);
        Ok(GetUserLimitsResponse::new(envelope, limits.collect()))
    }
}
