//! Determines where a body ends (RFC 9112, section 6.3).

use super::head::{MessageHead, Warnings};
use crate::capture::Headers;
use crate::error::CaptureErrorKind;

/// How the end of a body is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// No body.
    None,
    /// By its length.
    Length(u64),
    /// By the last chunk.
    Chunked,
    /// By the end of the connection.
    UntilEnd,
    /// Not HTTP any more after this message.
    Tunnel,
}

/// Whether other implementations may see a different end of the body, and so a different next
/// message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ambiguity {
    /// No.
    None,
    /// Yes, unless the body has this length.
    Unless(u64),
    /// They may.
    Always,
}

impl Ambiguity {
    /// Whether the next message is ambiguous after a body of this length.
    pub(super) fn is_about(self, length: u64) -> bool {
        match self {
            Ambiguity::None => false,
            Ambiguity::Unless(other) => other != length,
            Ambiguity::Always => true,
        }
    }
}

/// The warning for a message after one with an ambiguous end.
pub(super) const DOUBTFUL: &str = "a message before it could be read in two ways, \
     by one of which this one is part of that";

/// Determines how the body of a message ends. `asked` is the method of the request that it answers.
pub(super) fn of(
    message: &MessageHead,
    asked: Option<&str>,
    warnings: &mut Warnings,
) -> (Framing, Ambiguity) {
    let otherwise = match message {
        MessageHead::Request(_) => Framing::None,
        MessageHead::Response(response) => {
            match (asked, response.status) {
                (_, 101) | (Some("CONNECT"), 200..=299) => {
                    return (Framing::Tunnel, Ambiguity::None);
                }
                (Some("HEAD"), _) | (_, 100..=199 | 204 | 304) => {
                    return (Framing::None, Ambiguity::None);
                }
                _ => {}
            }
            Framing::UntilEnd
        }
    };
    let headers = message.headers();
    let said = warnings.len();
    let length = length(headers, warnings);
    let Some(chunked) = is_chunked(headers, warnings) else {
        let doubt = if warnings.len() > said {
            Ambiguity::Always
        } else {
            Ambiguity::None
        };
        return (length.map_or(otherwise, Framing::Length), doubt);
    };
    let doubt = match length {
        Some(length) if warnings.len() == said => Ambiguity::Unless(length),
        None if warnings.len() == said => Ambiguity::None,
        _ => Ambiguity::Always,
    };
    if length.is_some() {
        warnings.push(BOTH.into());
    }
    let framing = if chunked { Framing::Chunked } else { otherwise };
    (framing, doubt)
}

/// Why the length of a request's body is unknown, if it is.
pub(super) fn lacks(headers: &Headers) -> Option<CaptureErrorKind> {
    let mut warnings = Warnings::new();
    match is_chunked(headers, &mut warnings) {
        Some(true) => None,
        Some(false) => Some(CaptureErrorKind::UnknownTransferCoding),
        None if length(headers, &mut warnings).is_some() => None,
        None if headers.get("content-length").is_some() => Some(CaptureErrorKind::InvalidLength),
        None => Some(CaptureErrorKind::NoLength),
    }
}

const BOTH: &str = "Transfer-Encoding beside Content-Length, which servers may read in two ways; \
     read by Transfer-Encoding";

/// Whether the last transfer coding is `chunked`; `None` without transfer codings.
fn is_chunked(headers: &Headers, warnings: &mut Warnings) -> Option<bool> {
    let codings = headers.all("transfer-encoding");
    let codings: Vec<&str> = codings
        .flat_map(|value| value.split(','))
        .map(trimmed)
        .filter(|coding| !coding.is_empty())
        .collect();
    let last = codings.last()?;
    let is = |coding: &&str| coding.eq_ignore_ascii_case("chunked");
    let chunked = codings.iter().any(is);
    if codings.iter().filter(|coding| is(coding)).count() > 1 {
        warnings.push("chunked more than once, which servers may read in two ways".into());
    }
    if chunked && !is(last) {
        warnings.push("a transfer coding after chunked, which servers may read in two ways".into());
    }
    let other = |coding: &&&str| !is(coding) && !coding.eq_ignore_ascii_case("identity");
    if codings.iter().any(|coding| other(&coding)) {
        warnings.push("a transfer coding beside chunked is not undone".into());
    }
    // `identity` has no effect and was allowed by older standards.
    (chunked || codings.iter().any(|coding| other(&coding))).then_some(chunked)
}

/// A value without surrounding blanks. Other whitespace is part of it, though some implementations
/// strip it.
fn trimmed(value: &str) -> &str {
    value.trim_matches([' ', '\t'])
}

/// The value of `Content-Length`, if it is a number.
fn length(headers: &Headers, warnings: &mut Warnings) -> Option<u64> {
    let mut length = None;
    let values = headers.all("content-length");
    for value in values.flat_map(|value| value.split(',')) {
        let value = trimmed(value);
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        // The largest number is no plausible length.
        let number = value
            .parse()
            .ok()
            .filter(|number| digits && *number < u64::MAX);
        match (length, number) {
            (_, None) => warnings.push("a Content-Length that is no length was not used".into()),
            (None, Some(_)) => length = number,
            (Some(first), Some(number)) if first != number => {
                warnings.push("more than one Content-Length; read by the first".into());
            }
            _ => {}
        }
    }
    length
}
