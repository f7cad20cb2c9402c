//! Why a request is refused.

use crate::api::adaptive_payments::common::{AckCode, ErrorData};
use crate::api::adaptive_payments::errors::{self, ErrorCode};
use crate::api::adaptive_payments::fault::FaultMessage;
use crate::api::validate::Violations;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;

/// What a caller is told when the store fails.
const INTERNAL_ERROR: i64 = 520_002;

/// What stands in the places of a message that a test asks for, of which it has so many at most.
const FILLED_IN: &str = "test";
const MOST_PLACES: usize = 3;

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    Error(CodedError),
    Violations(Violations),
    /// The error of a body that cannot be read.
    Unreadable(Box<ErrorData>),
    Store(Cause),
}

/// An error of the documents' tables.
#[derive(Debug)]
pub(super) struct CodedError {
    number: i64,
    /// The message, where the number has several.
    message: Option<&'static str>,
    parameters: Vec<String>,
    /// Whether what was changed before the refusal is kept.
    keeps_changes: bool,
}

/// A refusal with an error number.
pub(super) fn refuse(number: i64) -> Refusal {
    Refusal::Error(CodedError {
        number,
        message: None,
        parameters: Vec::new(),
        keeps_changes: false,
    })
}

/// The refusal that a test asks for. What its message has places for is filled in.
pub(super) fn forced(code: ErrorCode, operation: &str) -> Refusal {
    let is_filled = |count: &usize| {
        let error = code.error(operation, vec![FILLED_IN; *count]);
        error.message.is_some_and(|message| !message.contains('<'))
    };
    let count = (0..=MOST_PLACES).find(is_filled).unwrap_or_default();
    let refusal = refuse(code.number());
    (0..count).fold(refusal, |refusal, _| refusal.about(FILLED_IN))
}

impl Refusal {
    /// Chooses one of the messages that the number has.
    pub(super) fn saying(self, message: &'static str) -> Self {
        self.map(|reason| CodedError {
            message: Some(message),
            ..reason
        })
    }

    /// Adds a parameter: the name of a field, or a value of the request.
    pub(super) fn about(self, parameter: impl Into<String>) -> Self {
        self.map(|mut reason| {
            reason.parameters.push(parameter.into());
            reason
        })
    }

    /// Keeps what was changed before the refusal.
    pub(super) fn keeping_changes(self) -> Self {
        self.map(|reason| CodedError {
            keeps_changes: true,
            ..reason
        })
    }

    fn map(self, change: impl FnOnce(CodedError) -> CodedError) -> Self {
        match self {
            Refusal::Error(reason) => Refusal::Error(change(reason)),
            other => other,
        }
    }

    pub(super) fn keeps_changes(&self) -> bool {
        matches!(self, Refusal::Error(reason) if reason.keeps_changes)
    }

    /// The fault that a caller gets.
    pub(super) fn fault(&self, context: &Context<'_>) -> FaultMessage {
        let envelope = context.envelope(AckCode::Failure);
        match self {
            Refusal::Error(reason) => {
                FaultMessage::new(envelope, vec![reason.data(context.operation)])
            }
            Refusal::Unreadable(error) => FaultMessage::new(envelope, vec![(**error).clone()]),
            Refusal::Violations(violations) => FaultMessage::of_violations(envelope, violations),
            Refusal::Store(_) => FaultMessage::new(
                envelope,
                vec![error_data(INTERNAL_ERROR, context.operation)],
            ),
        }
    }
}

impl CodedError {
    /// The error as an answer to an operation has it.
    pub(super) fn data(&self, operation: &str) -> ErrorData {
        let Some(code) = errors::explain(self.number) else {
            return ErrorData::new(self.number, self.message.unwrap_or("Error"));
        };
        match self.message {
            Some(message) => code.error_saying(message, &self.parameters),
            None => code.error(operation, &self.parameters),
        }
    }
}

/// An error without parameters, as an answer to an operation has it.
pub(super) fn error_data(number: i64, operation: &str) -> ErrorData {
    let known = errors::explain(number).map(|code| code.error(operation, [""; 0]));
    known.unwrap_or_else(|| ErrorData::new(number, "This transaction cannot be processed"))
}

impl From<Cause> for Refusal {
    fn from(error: Cause) -> Self {
        Refusal::Store(error)
    }
}
