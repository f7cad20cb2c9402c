//! `GetAllowedFundingSources`: which ways of funding an agreement may use.

use serde::{Deserialize, Serialize};

use super::common::{ErrorData, FundingSource, RequestEnvelope, ResponseEnvelope};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;

/// Asks which ways of funding an agreement may use. Since 1.7.0.
///
/// The one that is chosen goes into
/// [`ConfirmPreapprovalRequest`](super::confirm_preapproval::ConfirmPreapprovalRequest). (Guide p.
/// 266)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetAllowedFundingSourcesRequest {
    /// The language of error messages and the level of detail. (SDK)
    pub request_envelope: RequestEnvelope,
    /// The key of the agreement. (SDK)
    pub key: String,
}

impl GetAllowedFundingSourcesRequest {
    /// Asks about the agreement of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
    ///
    /// let request = GetAllowedFundingSourcesRequest::new("PA-1");
    /// assert_eq!(request.key, "PA-1");
    /// ```
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        GetAllowedFundingSourcesRequest {
            request_envelope: RequestEnvelope::default(),
            key: key.into(),
        }
    }
}

impl Message for GetAllowedFundingSourcesRequest {
    const INFO: MessageInfo = request(
        "GetAllowedFundingSourcesRequest",
        "GetAllowedFundingSources",
    );
    const CHECKS: &'static [Check<Self>] = validate::GET_ALLOWED_FUNDING_SOURCES;
}

/// The ways of funding that an agreement may use. Since 1.7.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetAllowedFundingSourcesResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (SDK)
    pub response_envelope: ResponseEnvelope,
    /// The ways of funding that payments may use. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding_source: Vec<FundingSource>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetAllowedFundingSourcesResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetAllowedFundingSourcesResponse::new(envelope);
    /// assert!(response.funding_source.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        GetAllowedFundingSourcesResponse {
            response_envelope,
            funding_source: Vec::new(),
            error: Vec::new(),
        }
    }
}

impl Message for GetAllowedFundingSourcesResponse {
    const INFO: MessageInfo = response(
        "GetAllowedFundingSourcesResponse",
        "GetAllowedFundingSources",
    );
}
