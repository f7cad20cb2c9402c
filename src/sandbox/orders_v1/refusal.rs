//! Why a request is refused.

use crate::api::orders_v1::{ErrorDetails, ErrorLocation, ErrorName, OrderError};
use crate::api::validate::Violations;
use crate::error::Error;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;

/// Why a request is refused: the error that the caller gets.
#[derive(Debug)]
pub(super) struct OrderRefusal(Box<OrderError>);

/// A refusal with an error of the documents.
pub(super) fn refuse(name: ErrorName) -> OrderRefusal {
    let facts = name.facts();
    let meaning = facts.map_or("the request is refused", |facts| facts.meaning);
    // The id is that of the call.
    OrderRefusal(Box::new(OrderError::new(name, meaning, "")))
}

/// The refusal of an id that nothing has.
pub(super) fn not_found(parameter: &str) -> OrderRefusal {
    refuse(ErrorName::ResourceNotFound).because(ErrorDetails {
        field: Some(parameter.to_owned()),
        location: Some(ErrorLocation::Path),
        issue: Some("INVALID_RESOURCE_ID".to_owned()),
        ..ErrorDetails::default()
    })
}

/// The refusal of what cannot be done in the state that something is in.
pub(super) fn unprocessable(issue: &str) -> OrderRefusal {
    refuse(ErrorName::UnprocessableEntity).saying(issue)
}

/// The refusal of a field of the body, by its JSON pointer.
pub(super) fn invalid(field: &str, issue: &str) -> OrderRefusal {
    refuse(ErrorName::InvalidRequest).because(ErrorDetails {
        field: Some(field.to_owned()),
        location: Some(ErrorLocation::Body),
        issue: Some(issue.to_owned()),
        ..ErrorDetails::default()
    })
}

impl OrderRefusal {
    /// Adds the reason, in a word.
    pub(super) fn saying(self, issue: &str) -> Self {
        self.because(ErrorDetails {
            issue: Some(issue.to_owned()),
            ..ErrorDetails::default()
        })
    }

    fn because(mut self, details: ErrorDetails) -> Self {
        self.0.details.push(details);
        self
    }

    /// The error that the caller gets.
    pub(super) fn fault(self, context: &Context<'_>) -> OrderError {
        OrderError {
            debug_id: Some(context.correlation_id()),
            ..*self.0
        }
    }
}

impl From<Cause> for OrderRefusal {
    fn from(_: Cause) -> Self {
        refuse(ErrorName::InternalServerError)
    }
}

impl From<Violations> for OrderRefusal {
    fn from(violations: Violations) -> Self {
        OrderRefusal(Box::new(OrderError::of_violations(&violations)))
    }
}

impl From<Error> for OrderRefusal {
    fn from(error: Error) -> Self {
        OrderRefusal(Box::new(OrderError::of_error(&error)))
    }
}
