//! `ConfirmPreapproval`: approve an agreement on behalf of its sender.

use serde::{Deserialize, Serialize};

use super::common::{AgreementType, ErrorData, RequestEnvelope, ResponseEnvelope};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};
use crate::value::Secret;

/// Approves an agreement. Since 1.6.0.
///
/// The documents name the operation and describe little of it. (Guide p. 266, p. 267)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmPreapprovalRequest {
    /// The language of error messages and the level of detail. (SDK)
    pub request_envelope: RequestEnvelope,
    /// The key of the agreement. (SDK)
    pub preapproval_key: String,
    /// The way of funding that payments are to use: one that
    /// [`GetAllowedFundingSources`](super::get_allowed_funding_sources) gave. Since 1.7.0. (Guide
    /// p. 266)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_source_id: Option<String>,
    /// The sender's PIN, for an agreement that needs one. (Guide p. 273, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<Secret<String>>,
    /// How the agreement is used. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_type: Option<AgreementType>,
}

impl ConfirmPreapprovalRequest {
    /// Approves the agreement of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
    ///
    /// let request = ConfirmPreapprovalRequest::new("PA-1");
    /// assert_eq!(request.preapproval_key, "PA-1");
    /// ```
    #[must_use]
    pub fn new(preapproval_key: impl Into<String>) -> Self {
        ConfirmPreapprovalRequest {
            request_envelope: RequestEnvelope::default(),
            preapproval_key: preapproval_key.into(),
            funding_source_id: None,
            pin: None,
            agreement_type: None,
        }
    }
}

impl Message for ConfirmPreapprovalRequest {
    const INFO: MessageInfo = request("ConfirmPreapprovalRequest", "ConfirmPreapproval");
}

/// Confirms that the agreement is approved. Since 1.6.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmPreapprovalResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (SDK)
    pub response_envelope: ResponseEnvelope,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl ConfirmPreapprovalResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = ConfirmPreapprovalResponse::new(envelope);
    /// assert!(response.error.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        ConfirmPreapprovalResponse {
            response_envelope,
            error: Vec::new(),
        }
    }
}

impl Message for ConfirmPreapprovalResponse {
    const INFO: MessageInfo = response("ConfirmPreapprovalResponse", "ConfirmPreapproval");
}
