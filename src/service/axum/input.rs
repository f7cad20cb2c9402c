//! Requests with their whole bodies.

use std::error::Error as StdError;
use std::io;

use axum_core::BoxError;
use axum_core::RequestExt;
use axum_core::body::Body;
use axum_core::extract::Request;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::rejection::RejectionReason;
use crate::codec::{Config, Format};
use crate::encoding::Charset;
use crate::error::{Error, ErrorKind};
use crate::service::media;

/// Why a request cannot be read.
pub(super) type Refused = (RejectionReason, Error);

/// A request with its whole body, and the configuration for reading it.
pub(super) struct Input {
    pub(super) head: Parts,
    pub(super) body: Vec<u8>,
    pub(super) config: Config,
}

impl Input {
    /// Waits for the whole body.
    pub(super) async fn of(request: Request) -> Result<Self, Refused> {
        let (head, body) = request.with_limited_body().into_parts();
        let config = head.extensions.get::<Config>().copied();
        let config = config.unwrap_or_default();
        let declared = head.headers.get(CONTENT_LENGTH);
        let declared = declared.and_then(|length| length.to_str().ok()?.parse().ok());
        let body = whole(body, declared, &config).await?;
        Ok(Input { head, body, config })
    }
}

/// The bytes of a body, not more than the limits allow.
async fn whole(body: Body, declared: Option<usize>, config: &Config) -> Result<Vec<u8>, Refused> {
    let limits = config.largest_limits();
    let refused = |length| {
        let error = limits.check_input(length).err();
        error.map(|error| (RejectionReason::TooLarge, error))
    };
    // Then nothing of the body is received.
    if let Some(refused) = declared.and_then(refused) {
        return Err(refused);
    }
    let max = limits.max_input() as usize;
    match Limited::new(body, max).collect().await {
        Ok(body) => Ok(body.to_bytes().into()),
        Err(error) => {
            let is_own = error.is::<LengthLimitError>();
            let own = is_own.then(|| refused(max + 1)).flatten();
            Err(own.unwrap_or_else(|| not_received(error)))
        }
    }
}

/// The error of a body that is not received to its end: because of axum's limit, or of the connection.
fn not_received(error: BoxError) -> Refused {
    let reason = if is_length_limit(&*error) {
        RejectionReason::TooLarge
    } else {
        RejectionReason::NotReceived
    };
    (reason, io::Error::other(error).into())
}

fn is_length_limit(error: &(dyn StdError + 'static)) -> bool {
    error.is::<LengthLimitError>() || error.source().is_some_and(is_length_limit)
}

/// The content type.
pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// The configuration with the charset of the content type.
///
/// # Errors
///
/// The charset is unknown, or JSON is in another one than UTF-8.
pub(super) fn with_charset(
    config: Config,
    (content_type, body): (Option<&str>, &[u8]),
    format: Option<Format>,
) -> Result<Config, Refused> {
    let label = content_type.and_then(|own| media::parameter(own, "charset"));
    let Some(label) = label.filter(|_| !config.has_charset()) else {
        return Ok(config);
    };
    let unsupported = |_| {
        (
            RejectionReason::ContentType,
            Error::new(ErrorKind::UnknownCharset),
        )
    };
    let charset: Charset = label.parse().map_err(unsupported)?;
    // UTF-8 is the default.
    if charset.is_utf8() {
        return Ok(config.outer_charset(charset));
    }
    if format != Some(Format::Json) {
        return Ok(config.outer_charset(charset).charset(charset));
    }
    // Bytes of ASCII are the same in both.
    if charset.keeps_ascii() && body.is_ascii() {
        return Ok(config);
    }
    let what = "JSON is in UTF-8, and the content type names another charset".into();
    let error = Error::new(ErrorKind::InvalidValue(what));
    Err((RejectionReason::ContentType, error))
}
