//! The outcome of a reply.
//!
//! That a call succeeded does not mean that what it was for did: an answer can say `Success` and
//! carry a payment that failed, a transfer that failed among others, or a refund that was not made.
//! [`Reply::outcome`] looks at all of them.
//!
//! ```
//! use paywire::api::adaptive_payments::common::{AckCode, PaymentExecStatus, ResponseEnvelope};
//! use paywire::api::adaptive_payments::outcome::{Outcome, Reply};
//! use paywire::api::adaptive_payments::pay::PayResponse;
//!
//! let sent = "2013-04-24T14:39:26.000-07:00";
//! let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
//! let response = PayResponse::new(envelope, "AP-1", PaymentExecStatus::Error);
//!
//! match response.outcome() {
//!     Outcome::Success => println!("the money moved"),
//!     Outcome::Pending => println!("ask again later"),
//!     Outcome::Refunded(_) => println!("the money moved there and back"),
//!     Outcome::Partial(problems) | Outcome::Failure(problems) | Outcome::Unclear(problems) => {
//!         assert_eq!(problems[0].to_string(), "paymentExecStatus: ERROR");
//!     }
//! }
//! # assert!(!response.outcome().is_success());
//! ```

use std::fmt;

use super::common::{AckCode, ErrorData, ErrorSeverity, ResponseEnvelope};
use crate::api::AnyMessage;
use crate::api::facts::OutcomeKind;

mod notifications;
mod progress;
mod replies;

/// What a call achieved.
///
/// The enum is exhaustive on purpose: a match has to handle each of the six.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It is done.
    Success,
    /// The call succeeded and the rest is still to come: a payment or a preapproval that waits to
    /// be approved, a transfer in progress, a refund that has not cleared.
    Pending,
    /// Part of it is done; the problems say what is not. (There is no problem for a delayed chained
    /// payment whose secondary receivers wait: it is as far as it can be.)
    Partial(Vec<FailedPart<'a>>),
    /// It was done, and all of the money has been refunded since.
    Refunded(Vec<FailedPart<'a>>),
    /// It is not done.
    Failure(Vec<FailedPart<'a>>),
    /// The service used an unknown status, or none. Check the reply itself, and do not treat it as
    /// a success.
    Unclear(Vec<FailedPart<'a>>),
}

impl Outcome<'_> {
    /// Whether everything is done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Outcome::Success)
    }

    /// The problems; none for a success or while it is pending.
    #[must_use]
    pub fn problems(&self) -> &[FailedPart<'_>] {
        match self {
            Outcome::Success | Outcome::Pending => &[],
            Outcome::Partial(problems)
            | Outcome::Refunded(problems)
            | Outcome::Failure(problems)
            | Outcome::Unclear(problems) => problems,
        }
    }

    /// The name in records: `success`, `pending`, `partial`, `refunded`, `failure`, `unclear`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.kind().as_str()
    }

    /// The kind of outcome, without the problems.
    #[must_use]
    pub const fn kind(&self) -> OutcomeKind {
        match self {
            Outcome::Success => OutcomeKind::Success,
            Outcome::Pending => OutcomeKind::Pending,
            Outcome::Partial(_) => OutcomeKind::Partial,
            Outcome::Refunded(_) => OutcomeKind::Refunded,
            Outcome::Failure(_) => OutcomeKind::Failure,
            Outcome::Unclear(_) => OutcomeKind::Unclear,
        }
    }
}

/// Why a reply is not a success: a place in it and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedPart<'a> {
    path: String,
    cause: Cause<'a>,
}

/// What a reply says at the place of a [`FailedPart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause<'a> {
    /// A status that is not that of something done.
    Status(&'a str),
    /// An error.
    Error(&'a ErrorData),
    /// Nothing, where it should say what became of it.
    Missing,
}

impl<'a> FailedPart<'a> {
    fn new(path: impl Into<String>, cause: Cause<'a>) -> Self {
        FailedPart {
            path: path.into(),
            cause,
        }
    }

    /// The field, in NVP's spelling: `payErrorList.payError(0).error`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it says there.
    #[must_use]
    pub fn cause(&self) -> Cause<'a> {
        self.cause
    }

    /// The error, if it is one.
    #[must_use]
    pub fn error(&self) -> Option<&'a ErrorData> {
        match self.cause {
            Cause::Error(error) => Some(error),
            _ => None,
        }
    }
}

/// The field and a status or the number of an error. The words of an error are left out: they may
/// quote the request.
impl fmt::Display for FailedPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        match self.cause {
            Cause::Status(status) => f.write_str(status),
            Cause::Error(ErrorData {
                error_id: Some(number),
                ..
            }) => write!(f, "error {number}"),
            Cause::Error(_) => f.write_str("an error without a number"),
            Cause::Missing => f.write_str("nothing is said"),
        }
    }
}

/// An answer to a call.
pub trait Reply {
    /// The response envelope: timestamp, acknowledgement and correlation id.
    fn response_envelope(&self) -> &ResponseEnvelope;

    /// The outcome of the reply.
    fn outcome(&self) -> Outcome<'_>;
}

impl AnyMessage {
    /// The outcome of the message, if it is a reply of Adaptive Payments.
    ///
    /// ```
    /// use paywire::api::AnyMessage;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
    /// assert_eq!(message.outcome(), None);
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome<'_>> {
        replies::of(self).map(Reply::outcome)
    }
}

impl AckCode {
    /// Whether the call succeeded, with warnings or without. Look at the [`Outcome`] for what it was
    /// for.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::AckCode;
    ///
    /// assert!(AckCode::SuccessWithWarning.is_success());
    /// assert!(!AckCode::Failure.is_success());
    /// ```
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(
            self,
            AckCode::Success | AckCode::SuccessWithWarning | AckCode::Warning
        )
    }
}
