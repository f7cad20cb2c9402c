//! Recognition of failed calls by their error fields.

use super::ErrorName;
use crate::api::MessageKind;
use crate::api::failure::{FailureFields, FaultPattern};

pub(super) const NAMES: &[&str] = &["name", "debug_id"];

pub(super) const FAULTS: &[FaultPattern] = &[FaultPattern {
    message: MessageKind::OrderError,
    reports: reports_error,
    suggests: reports_error,
}];

fn reports_error(fields: &FailureFields<'_>) -> bool {
    let name = fields.text("name").unwrap_or_default();
    ErrorName::from(name).facts().is_some() || (!name.is_empty() && fields.has("debug_id"))
}
