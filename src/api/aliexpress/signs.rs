//! How a body says that a call failed.

use crate::api::MessageKind;
use crate::api::failure::{FaultSigns, Signs};

pub(super) const NAMES: &[&str] = &["error_response", "type", "code", "request_id"];

pub(super) const FAULTS: &[FaultSigns] = &[
    FaultSigns {
        message: MessageKind::DsErrorResponse,
        tell: is_refusal,
        hint: is_refusal,
    },
    FaultSigns {
        message: MessageKind::DsGatewayFault,
        tell: is_of_gateway,
        hint: is_of_gateway,
    },
];

fn is_refusal(signs: &Signs<'_>) -> bool {
    let refusal = signs.get("error_response");
    refusal.is_some_and(|refusal| refusal.get_in_any_case("code").is_some())
}

fn is_of_gateway(signs: &Signs<'_>) -> bool {
    let is_known = matches!(signs.text("type"), Some("ISV" | "ISP" | "SYSTEM"));
    is_known && signs.has("code") && signs.has("request_id")
}
