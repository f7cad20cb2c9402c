//! The answer to a call that failed, whatever the operation.

use serde::{Deserialize, Serialize};

use super::COMMON_NAMESPACE;
use super::common::{ErrorData, ResponseEnvelope};
use crate::api::message::{Direction, Formats, Message, MessageInfo, System};

/// The answer to a call that failed. Since 1.3.0.
///
/// In NVP and JSON it is the whole body, in XML a document of its own and in SOAP the detail of a
/// fault. The documents also call it `PPFault`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultMessage {
    /// The response envelope; its acknowledgement is a failure. Since 1.3.0. (Guide p. 97, Pay
    /// page)
    pub response_envelope: ResponseEnvelope,
    /// What went wrong. Since 1.3.0. (Guide p. 97, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl FaultMessage {
    /// A fault with its errors.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::fault::FaultMessage;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "34e44c0bdbed6", "5710123");
    /// let fault = FaultMessage::new(envelope, vec![ErrorData::new(520_003, "authentication failed")]);
    /// assert_eq!(fault.error[0].error_id, Some(520_003));
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope, error: Vec<ErrorData>) -> Self {
        FaultMessage {
            response_envelope,
            error,
        }
    }
}

impl Message for FaultMessage {
    const INFO: MessageInfo = MessageInfo {
        name: "FaultMessage",
        operation: None,
        direction: Direction::Fault,
        system: System::AdaptivePayments,
        namespace: Some(COMMON_NAMESPACE),
        formats: Formats::All,
    };
}
