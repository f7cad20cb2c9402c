//! How a body says that a call failed, by the names that each system has for its errors.

use crate::api::MessageKind;
use crate::api::orders_v1::ErrorName;
use crate::nvp::Value;

/// Whether a body names an error where this fault has it, whatever else it has or lacks. Letter case does not matter.
pub(super) fn is_told(fault: MessageKind, value: &Value) -> bool {
    match fault {
        MessageKind::FaultMessage => {
            let envelope = child(value, "responseEnvelope");
            let ack = envelope.and_then(|own| text(own, "ack"));
            let failed = ack.map(|ack| starts_with(ack, "Failure"));
            let error = child(value, "error").map(first);
            let has_id = error.is_some_and(|error| child(error, "errorId").is_some());
            failed.unwrap_or(has_id)
        }
        MessageKind::MultiSafepayFault => {
            let success = text(value, "success").unwrap_or_default();
            child(value, "error_code").is_some() && matches!(success, "false" | "0")
        }
        MessageKind::OrderError => {
            let name = text(value, "name").unwrap_or_default();
            ErrorName::from(name).facts().is_some()
                || (!name.is_empty() && child(value, "debug_id").is_some())
        }
        MessageKind::DsErrorResponse => {
            let refusal = child(value, "error_response");
            refusal.is_some_and(|refusal| child(refusal, "code").is_some())
        }
        MessageKind::DsGatewayFault => {
            let type_ = text(value, "type").unwrap_or_default();
            let has = |name| child(value, name).is_some();
            matches!(type_, "ISV" | "ISP" | "SYSTEM") && has("code") && has("request_id")
        }
        _ => false,
    }
}

/// The child of a name, or of one that differs in letter case only.
fn child<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let tree = value.as_tree()?;
    let folded = || {
        let mut all = tree.iter();
        all.find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    tree.get(name).or_else(folded)
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    child(value, name)?.as_str()
}

/// The first entry of a list, or what stands in the place of one.
fn first(value: &Value) -> &Value {
    value.as_list().and_then(<[Value]>::first).unwrap_or(value)
}

fn starts_with(text: &str, start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|own| own.eq_ignore_ascii_case(start))
}
