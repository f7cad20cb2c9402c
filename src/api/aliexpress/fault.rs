//! The gateway's errors, for requests that do not reach the operation.

use serde::{Deserialize, Serialize};

use super::info;
use crate::api::message::{Direction, Formats, Message, MessageInfo};
use crate::value::Loose;

/// The gateway's refusal, whatever the operation: no such session, a wrong signature, too many
/// calls, an operation that failed. (seen)
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
    /// The reason. (seen)
    pub error_response: DsGatewayError,
}

/// Why the gateway refused. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsGatewayError {
    /// Whose error it is, where the gateway says. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The gateway's code: a number, or a word. (seen)
    pub code: Loose<String>,
    /// The code in words. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg: Option<String>,
    /// The operation's own code, as `isv.…`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_code: Option<Loose<String>>,
    /// The operation's own words. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_msg: Option<String>,
    /// The gateway's number of the request. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl DsErrorResponse {
    /// A refusal with a code and words.
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

impl Message for DsErrorResponse {
    const INFO: MessageInfo = info("DsErrorResponse", Direction::Fault, Formats::Json);
}

/// The refusal of newer gateways, which has no key around it and comes under HTTP 200. (seen)
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
    /// Whose error it is: `ISV` for the caller's, `ISP` and `SYSTEM` for the service's. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The code, a word. (seen)
    pub code: Loose<String>,
    /// The code in words. (seen)
    pub message: String,
    /// The gateway's number of the request. (seen)
    pub request_id: String,
}

impl DsGatewayFault {
    /// A refusal with a code, words, and the number of the request.
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
