//! How long a body is, by RFC 9112, section 6.3.

use super::head::{Message, Warnings};
use crate::capture::Headers;
use crate::error::CaptureErrorKind;

/// How the end of a body is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// There is none.
    None,
    /// By the number of its bytes.
    Length(u64),
    /// It comes in chunks, the last of which is empty.
    Chunked,
    /// By the end of the connection: nothing else was said.
    UntilEnd,
    /// What comes is no HTTP any more.
    Tunnel,
}

/// Whether others may see another end, and so another beginning of what comes behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// They cannot.
    None,
    /// They may, unless the body takes so many bytes.
    Unless(u64),
    /// They may.
    Always,
}

impl Doubt {
    /// Whether what comes behind a body of so many bytes is doubtful.
    pub(super) fn is_about(self, length: u64) -> bool {
        match self {
            Doubt::None => false,
            Doubt::Unless(other) => other != length,
            Doubt::Always => true,
        }
    }
}

/// What is to be said of a message behind one whose end others may see elsewhere.
pub(super) const DOUBTFUL: &str = "a message before it could be read in two ways, \
     by one of which this one is part of that";

/// How the body of a message ends, where `asked` is the method of the request that it answers.
pub(super) fn of(
    message: &Message,
    asked: Option<&str>,
    warnings: &mut Warnings,
) -> (Framing, Doubt) {
    let otherwise = match message {
        Message::Request(_) => Framing::None,
        Message::Response(response) => {
            match (asked, response.status) {
                (_, 101) | (Some("CONNECT"), 200..=299) => return (Framing::Tunnel, Doubt::None),
                (Some("HEAD"), _) | (_, 100..=199 | 204 | 304) => {
                    return (Framing::None, Doubt::None);
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
            Doubt::Always
        } else {
            Doubt::None
        };
        return (length.map_or(otherwise, Framing::Length), doubt);
    };
    let doubt = match length {
        Some(length) if warnings.len() == said => Doubt::Unless(length),
        None if warnings.len() == said => Doubt::None,
        _ => Doubt::Always,
    };
    if length.is_some() {
        warnings.push(BOTH.into());
    }
    let framing = if chunked { Framing::Chunked } else { otherwise };
    (framing, doubt)
}

/// Why nothing says how long the body of a request is, if nothing does.
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

/// Whether the last transfer coding is `chunked`; `None` where there is none at all.
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
    // `identity` alone says nothing, and was allowed once.
    (chunked || codings.iter().any(|coding| other(&coding))).then_some(chunked)
}

/// A value without the blanks around it. Other white space is part of it, and some take it for none.
fn trimmed(value: &str) -> &str {
    value.trim_matches([' ', '\t'])
}

/// The number that Content-Length says, if it is a number.
fn length(headers: &Headers, warnings: &mut Warnings) -> Option<u64> {
    let mut length = None;
    let values = headers.all("content-length");
    for value in values.flat_map(|value| value.split(',')) {
        let value = trimmed(value);
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        // The largest number there is stands for no body that anybody has sent.
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
