//! What a reply comes down to.
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

/// What became of what a call was for.
///
/// The enum is exhaustive on purpose: who matches on it decides about each of the six.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It is done.
    Success,
    /// The call succeeded and the rest is still to come: a payment or a preapproval that waits to be
    /// approved, a transfer that is under way, a refund that has not cleared.
    Pending,
    /// Part of it is done; what is not, is told. (No problem is told of a delayed chained payment
    /// whose secondary receivers wait: it is as far as it can be.)
    Partial(Vec<Problem<'a>>),
    /// It was done, and all of the money went back since: paid and given back.
    Refunded(Vec<Problem<'a>>),
    /// It is not done.
    Failure(Vec<Problem<'a>>),
    /// The service used a word that nobody knows yet, or said nothing: look at the reply itself, and do
    /// not take it for a success.
    Unclear(Vec<Problem<'a>>),
}

impl Outcome<'_> {
    /// Whether all is done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self, Outcome::Success)
    }

    /// What went wrong; nothing in a success or while it is pending.
    #[must_use]
    pub fn problems(&self) -> &[Problem<'_>] {
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

    /// Which it is, without the problems.
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
pub struct Problem<'a> {
    path: String,
    cause: Cause<'a>,
}

/// What a reply says at the place of a [`Problem`].
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

impl<'a> Problem<'a> {
    fn new(path: impl Into<String>, cause: Cause<'a>) -> Self {
        Problem {
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
impl fmt::Display for Problem<'_> {
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
    /// When, with what acknowledgement, and under which number at `PayPal`.
    fn response_envelope(&self) -> &ResponseEnvelope;

    /// What the reply comes down to.
    fn outcome(&self) -> Outcome<'_>;
}

impl AnyMessage {
    /// What the message comes down to, if it is a reply of Adaptive Payments.
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
