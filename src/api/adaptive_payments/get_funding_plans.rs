//! `GetFundingPlans`: in which ways a payment could be funded.

use serde::{Deserialize, Serialize};

use super::common::{ErrorData, FundingPlan, RequestEnvelope, ResponseEnvelope};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};

/// Asks in which ways a payment could be funded. Since 1.6.0.
///
/// The plan that is chosen goes into
/// [`ExecutePaymentRequest`](super::execute_payment::ExecutePaymentRequest).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetFundingPlansRequest {
    /// The language of error messages and the level of detail. (Guide p. 234)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment. The caller has to be its sender. (Guide p. 233, p. 234)
    pub pay_key: String,
}

impl GetFundingPlansRequest {
    /// Asks about the payment of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_funding_plans::GetFundingPlansRequest;
    ///
    /// let request = GetFundingPlansRequest::new("AP-1");
    /// assert_eq!(request.pay_key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(pay_key: impl Into<String>) -> Self {
        GetFundingPlansRequest {
            request_envelope: RequestEnvelope::default(),
            pay_key: pay_key.into(),
        }
    }
}

impl Message for GetFundingPlansRequest {
    const INFO: MessageInfo = request("GetFundingPlansRequest", "GetFundingPlans");
}

/// The ways in which a payment could be funded. Since 1.6.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetFundingPlansResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 236)
    pub response_envelope: ResponseEnvelope,
    /// The ways in which the payment could be funded. (Guide p. 236)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding_plan: Vec<FundingPlan>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetFundingPlansResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_funding_plans::GetFundingPlansResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetFundingPlansResponse::new(envelope);
    /// assert!(response.funding_plan.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        GetFundingPlansResponse {
            response_envelope,
            funding_plan: Vec::new(),
            error: Vec::new(),
        }
    }
}

impl Message for GetFundingPlansResponse {
    const INFO: MessageInfo = response("GetFundingPlansResponse", "GetFundingPlans");
}
