//! The gateway's errors for requests that it does not pass to the operation.

use serde::{Deserialize, Serialize};

use super::info;
use crate::api::fresh;
use crate::api::message::{Direction, Formats, Message, MessageInfo};
use crate::error::Error;
use crate::value::Loose;

/// The code for a request that reached the operation and failed there.
const REMOTE_ERROR: i64 = 15;

/// The gateway's refusal of any operation: an invalid session, a wrong signature, too many calls,
/// or a failed operation. (seen)
///
/// ```
/// use paywire::api::aliexpress::DsErrorResponse;
///
/// let body = r#"{"error_response":{"code":27,"msg":"Invalid session","request_id":"21x"}}"#;
/// let refusal: DsErrorResponse = paywire::json::from_str(body)?;
/// assert_eq!(refusal.error_response.code, "27");
/// assert_eq!(paywire::json::to_string(&refusal)?, body);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsErrorResponse {
    /// The error. (seen)
    pub error_response: DsGatewayError,
}

/// An error that the gateway reports. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsGatewayError {
    /// The responsible party, if the gateway names it. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The gateway's code: a number or a word. (seen)
    pub code: Loose<String>,
    /// The message that belongs to the code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg: Option<String>,
    /// The operation's own code, such as `isv.…`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_code: Option<Loose<String>>,
    /// The operation's own message. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_msg: Option<String>,
    /// The gateway's id of the request. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl DsErrorResponse {
    /// Creates a refusal from a code and a message.
    #[must_use]
    pub fn new(code: impl Into<Loose<String>>, msg: impl Into<String>) -> Self {
        DsErrorResponse {
            error_response: DsGatewayError {
                kind: None,
                code: code.into(),
                msg: Some(msg.into()),
                sub_code: None,
                sub_msg: None,
                request_id: None,
            },
        }
    }
}

impl DsErrorResponse {
    /// The refusal of a request that cannot be read. It says what is wrong and where, and quotes no value.
    #[must_use]
    pub fn of_error(error: &Error) -> Self {
        let mut refusal = DsErrorResponse::new(REMOTE_ERROR, "Remote service error");
        refusal.error_response.sub_code = Some("isv.invalid-parameter".into());
        refusal.error_response.sub_msg = Some(error.to_string());
        refusal.error_response.request_id = Some(fresh::id());
        refusal
    }
}

impl Message for DsErrorResponse {
    const INFO: MessageInfo = info("DsErrorResponse", Direction::Fault, Formats::Json);
}

/// The refusal of newer gateways, which has no outer key and HTTP status 200. (seen)
///
/// ```
/// use paywire::api::aliexpress::DsGatewayFault;
///
/// let body = r#"{"type":"ISV","code":"IllegalAccessToken","message":"expired","request_id":"21x"}"#;
/// let refusal: DsGatewayFault = paywire::json::from_str(body)?;
/// assert_eq!(refusal.code, "IllegalAccessToken");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsGatewayFault {
    /// The responsible party: `ISV` for the caller, `ISP` and `SYSTEM` for the service. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The code, a word. (seen)
    pub code: Loose<String>,
    /// The message that belongs to the code. (seen)
    pub message: String,
    /// The gateway's id of the request. (seen)
    pub request_id: String,
}

impl DsGatewayFault {
    /// Creates a refusal from a code, a message and the request id.
    #[must_use]
    pub fn new(
        code: impl Into<Loose<String>>,
        message: impl Into<String>,
        request_id: impl Into<String>,
    ) -> Self {
        DsGatewayFault {
            kind: None,
            code: code.into(),
            message: message.into(),
            request_id: request_id.into(),
        }
    }
}

impl Message for DsGatewayFault {
    const INFO: MessageInfo = info("DsGatewayFault", Direction::Fault, Formats::Json);
}
