//! How a body says that a call failed.

use super::ErrorName;
use crate::api::MessageKind;
use crate::api::failure::{FaultSigns, Signs};

pub(super) const NAMES: &[&str] = &["name", "debug_id"];

pub(super) const FAULTS: &[FaultSigns] = &[FaultSigns {
    message: MessageKind::OrderError,
    tell,
    hint: tell,
}];

fn tell(signs: &Signs<'_>) -> bool {
    let name = signs.text("name").unwrap_or_default();
    ErrorName::from(name).facts().is_some() || (!name.is_empty() && signs.has("debug_id"))
}
