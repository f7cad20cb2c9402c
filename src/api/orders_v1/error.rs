//! The error response.

use serde::{Deserialize, Serialize};

use super::{LinkDescription, shared};
use crate::api::fresh;
use crate::api::message::{Direction, Message, MessageInfo};
use crate::api::validate::{Violation, Violations};
use crate::error::Error;
use crate::open_code;

open_code! {
    /// The name of an error. Services have more than the document lists.
    pub enum ErrorName {
        /// The service failed, although the request seems to be right.
        InternalServerError = "INTERNAL_SERVER_ERROR",
        /// The request is malformed, or breaks the schema.
        InvalidRequest = "INVALID_REQUEST",
        /// The caller is known and may not do this.
        NotAuthorized = "NOT_AUTHORIZED",
        /// There is nothing at this address.
        ResourceNotFound = "RESOURCE_NOT_FOUND",
        /// The caller is not known.
        Unauthorized = "UNAUTHORIZED",
        /// The request is right, and cannot be carried out in this state. (Status codes of the REST APIs)
        UnprocessableEntity = "UNPROCESSABLE_ENTITY",
        /// A value of the request is not allowed. (Samples)
        ValidationError = "VALIDATION_ERROR",
    }
}

impl ErrorName {
    /// Finds the meaning and remedy of the error; `None` for an unlisted name.
    ///
    /// ```
    /// use paywire::api::orders_v1::ErrorName;
    ///
    /// let facts = ErrorName::InternalServerError.facts().expect("a listed name");
    /// assert_eq!((facts.status, facts.retry), (Some(500), true));
    /// assert!(ErrorName::from("TEAPOT").facts().is_none());
    /// ```
    #[must_use]
    pub fn facts(&self) -> Option<&'static ErrorFacts> {
        ERRORS.iter().find(|facts| facts.name == self.as_str())
    }
}

/// The known facts about an error, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorFacts {
    /// The wire name.
    pub name: &'static str,
    /// The HTTP status of the error, if known.
    pub status: Option<u16>,
    /// The meaning of the error.
    pub meaning: &'static str,
    /// The remedy for the error.
    pub remedy: &'static str,
    /// Whether the same request may succeed later.
    pub retry: bool,
}

/// All errors that the document lists or refers to.
pub const ERRORS: &[ErrorFacts] = &[
    ErrorFacts {
        name: "INTERNAL_SERVER_ERROR",
        status: Some(500),
        meaning: "something broke in the service, though the request seems to be right",
        remedy: "look whether the order changed, and try again",
        retry: true,
    },
    ErrorFacts {
        name: "INVALID_REQUEST",
        status: Some(400),
        meaning: "the request is malformed, has a value of the wrong type or form, or lacks a field",
        remedy: "correct what the details name",
        retry: false,
    },
    ErrorFacts {
        name: "NOT_AUTHORIZED",
        status: Some(403),
        meaning: "the caller is known and may not do this, for want of a scope or of money",
        remedy: "ask for the scope, or look at the payer's account",
        retry: false,
    },
    ErrorFacts {
        name: "RESOURCE_NOT_FOUND",
        status: Some(404),
        meaning: "there is nothing at this address, or not any more",
        remedy: "check the id",
        retry: false,
    },
    ErrorFacts {
        name: "UNAUTHORIZED",
        status: Some(401),
        meaning: "the caller's credentials are missing or not valid",
        remedy: "get a new access token",
        retry: false,
    },
    ErrorFacts {
        name: "UNPROCESSABLE_ENTITY",
        status: Some(422),
        meaning: "the request is right, and cannot be carried out as things are",
        remedy: "look at the state of the order, and at what the details name",
        retry: false,
    },
    ErrorFacts {
        name: "VALIDATION_ERROR",
        status: Some(400),
        meaning: "a value of the request is not allowed",
        remedy: "correct what the details name",
        retry: false,
    },
];

/// The error response.
///
/// The document requires the name, a message and a debug id; stubs and gateways send less, so only
/// the name is required here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderError {
    /// The name of the error.
    pub name: ErrorName,
    /// A human-readable message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `PayPal`'s id of the call, for support questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debug_id: Option<String>,
    /// The URL of further information about the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_link: Option<String>,
    /// The errors in individual fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<ErrorDetails>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl OrderError {
    /// Creates an error from its name, a message and a debug id.
    ///
    /// ```
    /// use paywire::api::orders_v1::{ErrorName, OrderError};
    ///
    /// let error = OrderError::new("UNAUTHORIZED", "no token", "5c1");
    /// assert_eq!(error.name, ErrorName::Unauthorized);
    /// ```
    #[must_use]
    pub fn new(
        name: impl Into<ErrorName>,
        message: impl Into<String>,
        debug_id: impl Into<String>,
    ) -> Self {
        OrderError {
            name: name.into(),
            message: Some(message.into()),
            debug_id: Some(debug_id.into()),
            information_link: None,
            details: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The error that refuses a request which cannot be read. It says what is wrong and where, and quotes no value.
    #[must_use]
    pub fn of_error(error: &Error) -> Self {
        let issue = ErrorDetails {
            field: error.field().as_deref().map(pointer),
            issue: Some(error.to_string()),
            ..ErrorDetails::default()
        };
        OrderError {
            details: vec![issue],
            ..OrderError::new(
                ErrorName::InvalidRequest,
                "The request cannot be read.",
                fresh::id(),
            )
        }
    }
}

impl OrderError {
    /// The error that refuses a request which breaks rules. Each violation is a detail.
    #[must_use]
    pub fn of_violations(violations: &Violations) -> Self {
        let details = violations.iter().map(|violation| ErrorDetails {
            field: Some(pointer(violation.path())),
            issue: Some(violation.text().to_owned()),
            location: Some(ErrorLocation::Body),
            ..ErrorDetails::default()
        });
        let name = violations.iter().find_map(Violation::code);
        OrderError {
            details: details.collect(),
            ..OrderError::new(
                name.unwrap_or("VALIDATION_ERROR"),
                "The request breaks the rules of the service.",
                fresh::id(),
            )
        }
    }
}

/// A path as a JSON pointer: `purchase_units(0).amount` as `/purchase_units/0/amount`.
fn pointer(path: &str) -> String {
    let steps = path.replace('(', ".").replace(')', "");
    let mut pointer = String::new();
    for step in steps.split('.') {
        pointer.push('/');
        pointer.push_str(step);
    }
    pointer
}

impl Message for OrderError {
    const INFO: MessageInfo = shared("OrderError", Direction::Fault);
}

/// An error in one field.
///
/// The document requires the issue; stubs send less, so no field is required here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetails {
    /// The name of the field; in a body, a JSON pointer. Required if the request caused the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The value of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The location of the field. Default: `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<ErrorLocation>,
    /// The problem with the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
}

open_code! {
    /// Where a field is that is wrong.
    pub enum ErrorLocation {
        /// In the body.
        Body = "body",
        /// In the path of the address.
        Path = "path",
        /// In the query of the address.
        Query = "query",
    }
}
