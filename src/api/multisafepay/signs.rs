//! Recognition of failed calls by their error fields.

use crate::api::MessageKind;
use crate::api::failure::{FailureFields, FaultPattern};

pub(super) const NAMES: &[&str] = &["error_code", "success"];

pub(super) const FAULTS: &[FaultPattern] = &[FaultPattern {
    message: MessageKind::MultiSafepayFault,
    reports: |fields| fields.has("error_code") && is_not_success(fields),
    suggests: is_not_success,
}];

fn is_not_success(fields: &FailureFields<'_>) -> bool {
    matches!(fields.text("success"), Some("false" | "0"))
}
