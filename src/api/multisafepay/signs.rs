//! How a body says that a call failed.

use crate::api::MessageKind;
use crate::api::failure::{FaultSigns, Signs};

pub(super) const NAMES: &[&str] = &["error_code", "success"];

pub(super) const FAULTS: &[FaultSigns] = &[FaultSigns {
    message: MessageKind::MultiSafepayFault,
    tell: |signs| signs.has("error_code") && is_no_success(signs),
    hint: is_no_success,
}];

fn is_no_success(signs: &Signs<'_>) -> bool {
    matches!(signs.text("success"), Some("false" | "0"))
}
