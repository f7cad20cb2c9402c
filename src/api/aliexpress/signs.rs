//! Recognition of failed calls by their error fields.

use crate::api::MessageKind;
use crate::api::failure::{FailureFields, FaultPattern};

pub(super) const NAMES: &[&str] = &["error_response", "type", "code", "request_id"];

pub(super) const FAULTS: &[FaultPattern] = &[
    FaultPattern {
        message: MessageKind::DsErrorResponse,
        reports: is_refusal,
        suggests: is_refusal,
    },
    FaultPattern {
        message: MessageKind::DsGatewayFault,
        reports: is_of_gateway,
        suggests: is_of_gateway,
    },
];

fn is_refusal(fields: &FailureFields<'_>) -> bool {
    let refusal = fields.get("error_response");
    refusal.is_some_and(|refusal| refusal.get_in_any_case("code").is_some())
}

fn is_of_gateway(fields: &FailureFields<'_>) -> bool {
    let is_known = matches!(fields.text("type"), Some("ISV" | "ISP" | "SYSTEM"));
    is_known && fields.has("code") && fields.has("request_id")
}
