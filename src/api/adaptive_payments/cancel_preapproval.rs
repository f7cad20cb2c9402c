//! `CancelPreapproval`: end an agreement.

use serde::{Deserialize, Serialize};

use super::common::{ErrorData, RequestEnvelope, ResponseEnvelope};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};

/// Ends an agreement. Since 1.3.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelPreapprovalRequest {
    /// The language of error messages and the level of detail. (Guide p. 191)
    pub request_envelope: RequestEnvelope,
    /// The key of the agreement. It may be in any state, cancelled ones included. (Guide p. 191)
    pub preapproval_key: String,
}

impl CancelPreapprovalRequest {
    /// Ends the agreement of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
    ///
    /// let request = CancelPreapprovalRequest::new("PA-1");
    /// assert_eq!(request.preapproval_key, "PA-1");
    /// ```
    #[must_use]
    pub fn new(preapproval_key: impl Into<String>) -> Self {
        CancelPreapprovalRequest {
            request_envelope: RequestEnvelope::default(),
            preapproval_key: preapproval_key.into(),
        }
    }
}

impl Message for CancelPreapprovalRequest {
    const INFO: MessageInfo = request("CancelPreapprovalRequest", "CancelPreapproval");
}

/// Confirms that the agreement has ended. Since 1.3.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelPreapprovalResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 192)
    pub response_envelope: ResponseEnvelope,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl CancelPreapprovalResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::cancel_preapproval::CancelPreapprovalResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = CancelPreapprovalResponse::new(envelope);
    /// assert!(response.error.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        CancelPreapprovalResponse {
            response_envelope,
            error: Vec::new(),
        }
    }
}

impl Message for CancelPreapprovalResponse {
    const INFO: MessageInfo = response("CancelPreapprovalResponse", "CancelPreapproval");
}
