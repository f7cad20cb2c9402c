//! Requests that cannot be read.

use std::error::Error as StdError;
use std::fmt;

use axum_core::response::{IntoResponse, Response};
use http::StatusCode;

use super::input::Refused;
use super::payload::answer;
use super::{Payload, Soap, unwritable};
use crate::api::AnyMessage;
use crate::codec::{Decoded, Format};
use crate::error::{Category, Error, ErrorKind};
use crate::service::AnswerFormat;
use crate::soap::{Code, Envelope, Fault};

/// Why a request cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionReason {
    /// The body is not well-formed: status 400.
    Syntax,
    /// The body did not arrive as a whole: status 400.
    NotReceived,
    /// The body exceeds a limit: status 413.
    TooLarge,
    /// The content type, its charset or the format of the body is not supported: status 415.
    ContentType,
    /// The body is well-formed and not the message, or a value does not fit: status 422.
    Data,
}

impl RejectionReason {
    /// The reason that an error is.
    pub(super) fn of(error: &Error) -> Self {
        match (error.kind(), error.category()) {
            (
                ErrorKind::UnknownCharset
                | ErrorKind::UnknownFormat
                | ErrorKind::UnsupportedFormat { .. },
                _,
            ) => RejectionReason::ContentType,
            (_, Category::Limit) => RejectionReason::TooLarge,
            (_, Category::Data) => RejectionReason::Data,
            (_, Category::Io) => RejectionReason::NotReceived,
            (_, Category::Syntax) => RejectionReason::Syntax,
        }
    }

    /// The status of an answer that gives this reason.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            RejectionReason::Syntax | RejectionReason::NotReceived => StatusCode::BAD_REQUEST,
            RejectionReason::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            RejectionReason::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            RejectionReason::Data => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// A request that cannot be read.
///
/// As a response it has the [status](RejectionReason::status) of its reason. It is the service's own fault in the format that
/// the client asks for, or a SOAP fault, or else plain text. SOAP has rules of its own for the status of a fault: 500 in
/// version 1.1, and 400 in version 1.2.
///
/// ```
/// use axum::response::{IntoResponse, Response};
/// use paywire::api::adaptive_payments::pay::PayRequest;
/// use paywire::service::axum::{Payload, RejectionReason, Rejection};
///
/// async fn pay(request: Result<Payload<PayRequest>, Rejection>) -> Response {
///     match request {
///         Ok(request) => request.pay_key_type().into_response(),
///         Err(rejection) if rejection.reason() == RejectionReason::TooLarge => "shorter, please".into_response(),
///         Err(rejection) => rejection.into_response(),
///     }
/// }
/// # trait Kind { fn pay_key_type(&self) -> &'static str { "" } }
/// # impl Kind for Payload<PayRequest> {}
/// ```
#[derive(Clone, Debug)]
pub struct Rejection {
    reason: RejectionReason,
    error: Error,
    format: AnswerFormat,
    fault: Option<Box<AnyMessage>>,
}

impl Rejection {
    /// A rejection that answers in a format.
    pub(super) fn new((reason, error): Refused, format: AnswerFormat) -> Self {
        Rejection {
            reason,
            error,
            format,
            fault: None,
        }
    }

    /// Answers with this fault.
    pub(super) fn with_fault(mut self, fault: Option<AnyMessage>) -> Self {
        self.fault = fault.map(Box::new);
        self
    }

    /// Why the request cannot be read.
    #[must_use]
    pub fn reason(&self) -> RejectionReason {
        self.reason
    }

    /// The status of the reason.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.reason.status()
    }

    /// The error, with its place in the body.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// The fault of the service, if the request was a message of a service that has one.
    #[must_use]
    pub fn fault(&self) -> Option<&AnyMessage> {
        self.fault.as_deref()
    }

    /// The format in which the client expects the answer.
    #[must_use]
    pub fn format(&self) -> AnswerFormat {
        self.format
    }

    /// Answers with another message in the format in which the client expects it.
    pub fn reply<M>(&self, message: M) -> Payload<M> {
        Payload::new(message, self.format)
    }

    /// The answer with the service's fault. SOAP gives it its status.
    fn with_service_fault(&self, fault: &AnyMessage) -> Response {
        let mut decoded = Decoded::new(fault.clone());
        decoded.envelope = Some(self.envelope());
        match answer(&decoded, self.format) {
            Ok(mut answer) => {
                if self.format.format != Format::Soap {
                    answer.status = self.status().as_u16();
                }
                answer.into_response()
            }
            Err(error) => unwritable(&error),
        }
    }

    /// The answer with a SOAP fault and no more.
    fn with_soap_fault(&self) -> Response {
        Soap(self.envelope()).into_response()
    }

    /// The envelope with a fault: the client has to correct the request.
    fn envelope(&self) -> Envelope<()> {
        let fault = Fault::new(Code::sender(), self.error.to_string());
        Envelope {
            version: self.format.soap_version,
            ..Envelope::of_fault(fault)
        }
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        match &self.fault {
            Some(fault) => self.with_service_fault(fault),
            None if self.format.format == Format::Soap => self.with_soap_fault(),
            None => (self.status(), self.error.to_string()).into_response(),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl StdError for Rejection {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}
