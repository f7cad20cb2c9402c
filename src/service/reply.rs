//! Reading what a service answers.

use std::error::Error as StdError;
use std::fmt;

use super::Received;
use crate::api::{AnyMessage, Direction, MessageKind, Request};
use crate::codec::{self, Config, Content, Decoded, Format};
use crate::error::Error;

/// Why a body is not the reply to a request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReplyError {
    /// The service refused the request: the body is a fault.
    Fault(Box<Decoded>),
    /// The body is another message than the reply.
    Unexpected(MessageKind),
    /// The body cannot be read.
    Unreadable(Error),
}

impl ReplyError {
    /// The fault, if the service answered with one.
    #[must_use]
    pub fn fault(&self) -> Option<&AnyMessage> {
        match self {
            ReplyError::Fault(decoded) => Some(&decoded.message),
            ReplyError::Unexpected(_) | ReplyError::Unreadable(_) => None,
        }
    }
}

impl fmt::Display for ReplyError {
    /// Says which fault it is by its codes, and quotes nothing that the request held.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReplyError::Fault(decoded) => {
                write!(f, "the service answered with {}", decoded.message.kind())?;
                let facts = decoded.message.facts();
                let mut codes = facts.errors.iter().filter_map(|error| error.code.as_ref());
                codes.try_for_each(|code| write!(f, ", error {code}"))
            }
            ReplyError::Unexpected(kind) => write!(f, "the service answered with {kind}"),
            ReplyError::Unreadable(error) => error.fmt(f),
        }
    }
}

impl StdError for ReplyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            ReplyError::Unreadable(error) => error.source(),
            ReplyError::Fault(_) | ReplyError::Unexpected(_) => None,
        }
    }
}

impl From<Error> for ReplyError {
    fn from(error: Error) -> Self {
        ReplyError::Unreadable(error)
    }
}

/// Reads the body of an answer as the reply to a request, in the strict preset.
///
/// ```
/// use paywire::api::adaptive_payments::pay::PayRequest;
/// use paywire::codec::Format;
/// use paywire::service::{ReplyError, read_reply};
///
/// let body = b"responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00\
///     &responseEnvelope.ack=Success&responseEnvelope.correlationId=34e44c0bdbed6\
///     &responseEnvelope.build=5710123&payKey=AP-1&paymentExecStatus=CREATED";
/// let reply = read_reply::<PayRequest>(body, Format::Nvp)?;
/// assert_eq!(reply.pay_key, "AP-1");
///
/// let body = br#"{"responseEnvelope":{"timestamp":"2013-04-24T14:39:26.000-07:00","ack":"Failure",
///     "correlationId":"34e44c0bdbed6","build":"5710123"},"error":[{"errorId":"580022"}]}"#;
/// let error = read_reply::<PayRequest>(body, Format::Json).unwrap_err();
/// assert_eq!(error.to_string(), "the service answered with FaultMessage, error 580022");
/// # Ok::<(), ReplyError>(())
/// ```
///
/// # Errors
///
/// The body is a fault, another message than the reply, or cannot be read.
pub fn read_reply<R: Request>(
    body: &[u8],
    format: Format,
) -> Result<Received<R::Reply>, ReplyError> {
    read_reply_with::<R>(body, &Config::strict().format(format))
}

/// Reads the body of an answer as the reply to a request, as a configuration says. Without a
/// [format](Config::format) in it the format is detected.
///
/// # Errors
///
/// Those of [`read_reply`].
pub fn read_reply_with<R: Request>(
    body: &[u8],
    config: &Config,
) -> Result<Received<R::Reply>, ReplyError> {
    let operation = R::INFO.operation;
    read_answer(operation, R::REPLY, body, config)
}

/// Reads the body of an answer to an operation as the message that it should be.
pub(super) fn read_answer<T>(
    operation: Option<&str>,
    message: MessageKind,
    body: &[u8],
    config: &Config,
) -> Result<Received<T>, ReplyError>
where
    T: TryFrom<AnyMessage, Error = AnyMessage>,
{
    let mut config = config.direction(Direction::Response);
    if let Some(operation) = operation {
        config = config.operation(message.info().system, operation);
    }
    let reading = codec::read(body, &config)?;
    let decoded = match reading.content {
        Content::Message(decoded) => *decoded,
        // Read as the message that it is not, it says why.
        _ => codec::decode(message, reading.format, body, &config)?,
    };
    typed(decoded)
}

fn typed<T>(decoded: Decoded) -> Result<Received<T>, ReplyError>
where
    T: TryFrom<AnyMessage, Error = AnyMessage>,
{
    if decoded.message.kind().info().direction == Direction::Fault {
        return Err(ReplyError::Fault(Box::new(decoded)));
    }
    Received::of(decoded).map_err(|message| ReplyError::Unexpected(message.kind()))
}
