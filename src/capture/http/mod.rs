//! Messages of HTTP/1, by RFC 9112: from the bytes of a connection, from a text, or one by itself.
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

use chunked::Kept;
use head::{Message, Warnings};
pub(super) use pairs::{Found, Pairs, weight};
pub(super) use raw::{Raw, begins};
pub(super) use stream::End;
use text::{Cut, Text};

/// A message and what is worth saying about how it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read<M> {
    /// The message.
    pub message: M,
    /// What had to be put right, and what could be read in two ways. They never quote a value.
    pub warnings: Vec<Cow<'static, str>>,
}

/// Reads one request: its request line, header fields and body.
///
/// The body ends where the bytes do. A `Content-Length` that says otherwise, and a
/// `Transfer-Encoding` that was undone already, are a warning. Bytes that are not UTF-8 in the header
/// are read as Latin-1.
///
/// # Errors
///
/// The bytes do not begin with a request line of HTTP, or the header is over one of the
/// [limits](Config::limits).
pub fn request(bytes: &[u8], config: &Config) -> Result<Read<Request>> {
    match alone(bytes, None, config)? {
        (Message::Request(message), warnings) => Ok(Read { message, warnings }),
        (Message::Response(_), _) => Err(Error::new(ErrorKind::Capture(
            CaptureErrorKind::UnexpectedResponse,
        ))),
    }
}

/// Reads one response: its status line, header fields and body. `asked` is the method of the request
/// that it answers, if that is known: what answers `HEAD` has no body.
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
/// The bytes do not begin with a status line of HTTP, or the header is over one of the
/// [limits](Config::limits).
pub fn response(bytes: &[u8], asked: Option<&str>, config: &Config) -> Result<Read<Response>> {
    match alone(bytes, asked, config)? {
        (Message::Response(message), warnings) => Ok(Read { message, warnings }),
        (Message::Request(_), _) => Err(Error::new(ErrorKind::Capture(
            CaptureErrorKind::UnexpectedRequest,
        ))),
    }
}

fn alone(bytes: &[u8], asked: Option<&str>, config: &Config) -> Result<(Message, Warnings)> {
    let text = Text {
        bytes: bytes.trim_ascii_start(),
        ended: true,
        alone: true,
        asked,
        config,
    };
    match text.cut()? {
        Cut::Whole(whole) => Ok((whole.message, whole.warnings)),
        // There is no more.
        Cut::More(_) => Err(Error::new(ErrorKind::UnexpectedEnd)),
    }
}

const LONG_HEADER: CaptureErrorKind = CaptureErrorKind::HeaderTooLong;

/// The bytes of a body, unless there were more than may be kept.
fn whole(kept: Kept) -> Result<Vec<u8>, CaptureErrorKind> {
    if kept.over {
        return Err(CaptureErrorKind::BodyTooLong);
    }
    Ok(kept.bytes)
}

/// Puts a body into its message.
fn set_body(message: &mut Message, body: Result<Vec<u8>, CaptureErrorKind>) {
    let coded = message.headers().get("content-encoding").is_some();
    message.set_body(match body {
        Err(why) => Body::Missing(why),
        Ok(bytes) if bytes.is_empty() => Body::Empty,
        Ok(bytes) if coded => Body::Coded(bytes),
        Ok(bytes) => Body::Plain(bytes),
    });
}

/// Adds the fields that came behind the body, without those that only a header may have.
fn add_trailers(message: &mut Message, lines: &[u8], limits: &Limits, warnings: &mut Warnings) {
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
