//! Parses HTTP/1 messages (RFC 9112): single ones, and for captures those in connections and in
//! text files.
//!
//! ```
//! use paywire::capture::{Body, Config, http};
//!
//! let sent = b"POST /AdaptivePayments/Pay HTTP/1.1\r\nContent-Length: 11\r\n\r\npayKey=AP-1";
//! let request = http::request(sent, &Config::new())?.message;
//! assert_eq!(request.target, "/AdaptivePayments/Pay");
//! assert_eq!(request.body, Body::Plain(b"payKey=AP-1".to_vec()));
//! # Ok::<(), paywire::Error>(())
//! ```

mod chunked;
mod framing;
mod head;
mod pairs;
mod raw;
mod stream;
mod text;

use std::borrow::Cow;

use super::{Body, Config, Request, Response};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use crate::limits::Limits;

use chunked::BoundedBody;
use head::{MessageHead, Warnings};
pub(super) use pairs::{ExchangePairer, PairEvent, weight};
pub(super) use raw::{Raw, begins};
pub(super) use stream::StreamEnd;
use text::{Split, TextInput};

/// A parsed message with warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed<M> {
    /// The message.
    pub message: M,
    /// What was corrected or is ambiguous. Warnings never quote a value.
    pub warnings: Vec<Cow<'static, str>>,
}

/// Parses one request: its request line, header fields and body.
///
/// The body is the rest of the bytes. A `Content-Length` that differs, and a `Transfer-Encoding`
/// that was decoded already, are warnings. Header bytes that are not UTF-8 are read as Latin-1.
///
/// # Errors
///
/// The bytes do not start with an HTTP request line, or the header exceeds one of the
/// [limits](Config::limits).
pub fn request(bytes: &[u8], config: &Config) -> Result<Parsed<Request>> {
    match alone(bytes, None, config)? {
        (MessageHead::Request(message), warnings) => Ok(Parsed { message, warnings }),
        (MessageHead::Response(_), _) => Err(Error::new(ErrorKind::Capture(
            CaptureErrorKind::UnexpectedResponse,
        ))),
    }
}

/// Parses one response: its status line, header fields and body. `asked` is the method of the
/// request, if known: responses to `HEAD` have no body.
///
/// ```
/// use paywire::capture::{Config, http};
///
/// let came = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nack=Success";
/// let response = http::response(came, Some("POST"), &Config::new())?.message;
/// assert_eq!(response.status, 200);
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The bytes do not start with an HTTP status line, or the header exceeds one of the
/// [limits](Config::limits).
pub fn response(bytes: &[u8], asked: Option<&str>, config: &Config) -> Result<Parsed<Response>> {
    match alone(bytes, asked, config)? {
        (MessageHead::Response(message), warnings) => Ok(Parsed { message, warnings }),
        (MessageHead::Request(_), _) => Err(Error::new(ErrorKind::Capture(
            CaptureErrorKind::UnexpectedRequest,
        ))),
    }
}

fn alone(bytes: &[u8], asked: Option<&str>, config: &Config) -> Result<(MessageHead, Warnings)> {
    let text = TextInput {
        bytes: bytes.trim_ascii_start(),
        ended: true,
        alone: true,
        asked,
        config,
    };
    match text.cut()? {
        Split::TextMessage(whole) => Ok((whole.message, whole.warnings)),
        // The bytes are complete.
        Split::More(_) => Err(Error::new(ErrorKind::UnexpectedEnd)),
    }
}

const LONG_HEADER: CaptureErrorKind = CaptureErrorKind::HeaderTooLong;

/// The bytes of a body, unless it exceeds the limit.
fn whole(kept: BoundedBody) -> Result<Vec<u8>, CaptureErrorKind> {
    if kept.over {
        return Err(CaptureErrorKind::BodyTooLong);
    }
    Ok(kept.bytes)
}

/// Puts a body into its message.
fn set_body(message: &mut MessageHead, body: Result<Vec<u8>, CaptureErrorKind>) {
    let coded = message.headers().get("content-encoding").is_some();
    message.set_body(match body {
        Err(why) => Body::Missing(why),
        Ok(bytes) if bytes.is_empty() => Body::Empty,
        Ok(bytes) if coded => Body::Coded(bytes),
        Ok(bytes) => Body::Plain(bytes),
    });
}

/// Adds trailer fields, except those only allowed in headers.
fn add_trailers(message: &mut MessageHead, lines: &[u8], limits: &Limits, warnings: &mut Warnings) {
    const OF_HEADERS: [&str; 5] = [
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
    ];
    if lines.is_empty() {
        return;
    }
    let Ok(fields) = head::parse_fields(&[lines, b"\r\n"].concat(), limits, warnings) else {
        warnings.push("fields behind the body that are over a limit were left out".into());
        return;
    };
    for (name, value) in fields.iter() {
        if OF_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            warnings.push("a field behind the body that belongs before it was left out".into());
        } else {
            message.headers_mut().push(name, value);
        }
    }
}

#[cfg(test)]
mod tests;
