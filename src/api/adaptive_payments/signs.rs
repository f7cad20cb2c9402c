//! How a body says that a call failed.

use crate::api::MessageKind;
use crate::api::failure::{FaultSigns, Signs};

pub(super) const NAMES: &[&str] = &["responseEnvelope", "error"];

pub(super) const FAULTS: &[FaultSigns] = &[FaultSigns {
    message: MessageKind::FaultMessage,
    tell,
    hint: tell,
}];

fn tell(signs: &Signs<'_>) -> bool {
    let envelope = signs.get("responseEnvelope");
    let ack = envelope.and_then(|own| own.get_in_any_case("ack")?.as_str());
    let failed = ack.map(|ack| starts_with(ack, "Failure"));
    let error = signs.get("error").and_then(|error| error.entries().next());
    let has_id = error.is_some_and(|error| error.get_in_any_case("errorId").is_some());
    failed.unwrap_or(has_id)
}

fn starts_with(text: &str, start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|own| own.eq_ignore_ascii_case(start))
}
