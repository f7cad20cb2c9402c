//! Recognizes failed calls by the fields of errors.

use crate::api::MessageKind;
use crate::api::failure::{FailureFields, FaultPattern};

pub(super) const NAMES: &[&str] = &["responseEnvelope", "error"];

pub(super) const FAULTS: &[FaultPattern] = &[FaultPattern {
    message: MessageKind::FaultMessage,
    reports: reports_error,
    suggests: reports_error,
}];

fn reports_error(fields: &FailureFields<'_>) -> bool {
    let envelope = fields.get("responseEnvelope");
    let ack = envelope.and_then(|own| own.get_in_any_case("ack")?.as_str());
    let failed = ack.map(|ack| starts_with(ack, "Failure"));
    let error = fields.get("error").and_then(|error| error.entries().next());
    let has_id = error.is_some_and(|error| error.get_in_any_case("errorId").is_some());
    failed.unwrap_or(has_id)
}

fn starts_with(text: &str, start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|own| own.eq_ignore_ascii_case(start))
}
