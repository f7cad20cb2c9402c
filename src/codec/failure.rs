//! How a body says that a call failed, by the names that each system has for its errors.

use crate::api::MessageKind;
use crate::api::orders_v1::ErrorName;
use crate::tree::Ref;

/// Whether a body names an error where this fault has it, whatever else it has or lacks. Letter case does not matter.
pub(super) fn is_told(fault: MessageKind, value: Ref<'_>) -> bool {
    match fault {
        MessageKind::FaultMessage => {
            let envelope = value.get_in_any_case("responseEnvelope");
            let ack = envelope.and_then(|own| text(own, "ack"));
            let failed = ack.map(|ack| starts_with(ack, "Failure"));
            let error = value.get_in_any_case("error");
            let error = error.and_then(|error| error.entries().next());
            let has_id = error.is_some_and(|error| error.get_in_any_case("errorId").is_some());
            failed.unwrap_or(has_id)
        }
        MessageKind::MultiSafepayFault => {
            value.get_in_any_case("error_code").is_some() && is_no_success(value)
        }
        MessageKind::OrderError => {
            let name = text(value, "name").unwrap_or_default();
            ErrorName::from(name).facts().is_some()
                || (!name.is_empty() && value.get_in_any_case("debug_id").is_some())
        }
        MessageKind::DsErrorResponse => {
            let refusal = value.get_in_any_case("error_response");
            refusal.is_some_and(|refusal| refusal.get_in_any_case("code").is_some())
        }
        MessageKind::DsGatewayFault => {
            let type_ = text(value, "type").unwrap_or_default();
            let has = |name| value.get_in_any_case(name).is_some();
            matches!(type_, "ISV" | "ISP" | "SYSTEM") && has("code") && has("request_id")
        }
        _ => false,
    }
}

/// Whether a body that cannot be read as this fault may be meant for it: it tells of an error, or at least that the call
/// failed.
pub(super) fn is_hinted(fault: MessageKind, value: Ref<'_>) -> bool {
    let is_multisafepay = fault == MessageKind::MultiSafepayFault;
    is_told(fault, value) || (is_multisafepay && is_no_success(value))
}

fn is_no_success(value: Ref<'_>) -> bool {
    matches!(text(value, "success"), Some("false" | "0"))
}

fn text<'v>(value: Ref<'v>, name: &str) -> Option<&'v str> {
    value.get_in_any_case(name)?.as_str()
}

fn starts_with(text: &str, start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|own| own.eq_ignore_ascii_case(start))
}
