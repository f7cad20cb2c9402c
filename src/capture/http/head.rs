//! Parses the head of a message: the start line and the header fields.

use std::borrow::Cow;

use crate::capture::{Headers, Request, Response};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};
use crate::limits::Limits;

/// Warnings about a message. They never contain values of it.
pub(in crate::capture) type Warnings = Vec<Cow<'static, str>>;

/// A message without its body.
pub(in crate::capture) enum MessageHead {
    /// What was sent.
    Request(Request),
    /// What came back.
    Response(Response),
}

impl MessageHead {
    pub(super) fn headers(&self) -> &Headers {
        match self {
            MessageHead::Request(request) => &request.headers,
            MessageHead::Response(response) => &response.headers,
        }
    }

    pub(super) fn headers_mut(&mut self) -> &mut Headers {
        match self {
            MessageHead::Request(request) => &mut request.headers,
            MessageHead::Response(response) => &mut response.headers,
        }
    }

    pub(super) fn set_body(&mut self, body: crate::capture::Body) {
        match self {
            MessageHead::Request(request) => request.body = body,
            MessageHead::Response(response) => response.body = body,
        }
    }
}

/// What kind of message a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Start {
    Request,
    /// An HTTP/0.9 request: `GET` and a target without a version.
    Simple,
    Response,
}

/// What kind of message a line starts, if any.
pub(in crate::capture) fn start(line: &[u8]) -> Option<Start> {
    let mut words = words(line);
    let first = words.next()?;
    let second = words.next()?;
    if is_version(first) {
        let is_status = second.len() == 3 && second.iter().all(u8::is_ascii_digit);
        return is_status.then_some(Start::Response);
    }
    if first.len() > 32 || !first.iter().copied().all(is_of_method) {
        return None;
    }
    match words.last() {
        Some(last) => is_version(last).then_some(Start::Request),
        None => (first == b"GET").then_some(Start::Simple),
    }
}

/// Whether these bytes may be the beginning of a start line.
pub(super) fn may_start(bytes: &[u8]) -> bool {
    let (first, rest) = word(bytes);
    let begun =
        |name: &[u8]| first.len() <= name.len() && first.eq_ignore_ascii_case(&name[..first.len()]);
    if rest.is_empty() && begun(b"HTTP/1.1") {
        return true;
    }
    let is_method = first.len() <= 32 && first.iter().copied().all(is_of_method);
    let is_text = rest.iter().all(|byte| *byte >= b' ' || is_blank(*byte));
    (is_method || is_version(first)) && is_text
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = line.split(|byte| is_blank(*byte));
    words.filter(|word| !word.is_empty())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// Methods are upper-case in practice, though the standard does not require it.
fn is_of_method(byte: u8) -> bool {
    byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_')
}

/// `HTTP/1.1`, and `HTTP/2` as tools write it that show HTTP/2 as text.
fn is_version(word: &[u8]) -> bool {
    let Some((name, number)) = word.split_at_checked(5) else {
        return false;
    };
    name.eq_ignore_ascii_case(b"HTTP/")
        && match number {
            [major] => major.is_ascii_digit(),
            [major, b'.', minor] => major.is_ascii_digit() && minor.is_ascii_digit(),
            _ => false,
        }
}

/// The end of the header, after the empty line, searched from a line start on.
pub(in crate::capture) fn end(bytes: &[u8], from: usize) -> Option<usize> {
    let looked = bytes.get(from..)?;
    memchr::memchr_iter(b'\n', looked).find_map(|at| {
        let behind = from + at + 1;
        match bytes.get(behind..)? {
            [b'\n', ..] => Some(behind + 1),
            [b'\r', b'\n', ..] => Some(behind + 2),
            _ => None,
        }
    })
}

/// Parses a start line and header fields. The final empty line may be missing.
pub(in crate::capture) fn parse(
    bytes: &[u8],
    limits: &Limits,
    warnings: &mut Warnings,
) -> Result<MessageHead> {
    let (line, fields) = match memchr::memchr(b'\n', bytes) {
        Some(at) => bytes.split_at(at + 1),
        None => (bytes, &[][..]),
    };
    let mut message = start_line(line.trim_ascii(), warnings)?;
    let headers = parse_fields(fields, limits, warnings);
    *message.headers_mut() = headers.map_err(|error| {
        error.map_spans(|span| {
            span.start.saturating_add(line.len())..span.end.saturating_add(line.len())
        })
    })?;
    if has_two_hosts(message.headers()) {
        warnings.push("more than one Host; read by the first".into());
    }
    Ok(message)
}

fn has_two_hosts(headers: &Headers) -> bool {
    let mut hosts = headers.all("host");
    let first = hosts.next();
    hosts.any(|host| Some(host) != first)
}

fn start_line(line: &[u8], warnings: &mut Warnings) -> Result<MessageHead> {
    let start = start(line).ok_or_else(|| {
        Error::at(
            ErrorKind::Capture(CaptureErrorKind::StartLine),
            0..line.len(),
        )
    })?;
    let (first, rest) = word(line);
    let (second, rest) = word(rest);
    if start == Start::Response {
        let digits = second.iter().map(|digit| u16::from(digit - b'0'));
        return Ok(MessageHead::Response(Response {
            status: digits.fold(0, |number, digit| number * 10 + digit),
            reason: text(rest.trim_ascii()),
            ..Response::default()
        }));
    }
    if words(rest).count() > 1 {
        warnings.push("a request line of more than three words".into());
    }
    Ok(MessageHead::Request(Request {
        method: text(first),
        target: text(second),
        ..Request::default()
    }))
}

/// The first word of a line, and the rest.
fn word(line: &[u8]) -> (&[u8], &[u8]) {
    let line = line.trim_ascii_start();
    let end = line.iter().position(|byte| is_blank(*byte));
    line.split_at(end.unwrap_or(line.len()))
}

/// Parses header fields or trailer fields.
///
/// # Errors
///
/// There are too many fields, or one is too long. Spans count from the first field.
pub(super) fn parse_fields(
    bytes: &[u8],
    limits: &Limits,
    warnings: &mut Warnings,
) -> Result<Headers> {
    let most = usize::try_from(limits.max_names()).unwrap_or(usize::MAX);
    let lines = memchr::memchr_iter(b'\n', bytes).count();
    // One more than the limit, so that exceeding it is noticed.
    let room = lines.min(most).saturating_add(1);
    let mut found = vec![httparse::EMPTY_HEADER; room];
    let headers = match httparse::parse_headers(bytes, &mut found) {
        Ok(httparse::Status::Complete((_, found))) => found
            .iter()
            .map(|field| (field.name.to_owned(), text(field.value)))
            .collect(),
        // Some senders violate the standard; their fields are read all the same.
        _ => by_lines(bytes, most, warnings),
    };
    check(&headers, limits)?;
    Ok(headers)
}

const LOOSE: &str = "a header field with something in it that servers refuse or read in two ways: \
     a blank before the colon, a name that is none, a line end within";

/// Bytes of tokens (RFC 9110, section 5.6.2).
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Parses fields line by line, leniently.
fn by_lines(bytes: &[u8], most: usize, warnings: &mut Warnings) -> Headers {
    let mut fields: Vec<(String, String)> = Vec::new();
    let (mut folded, mut odd, mut loose) = (false, false, false);
    for line in bytes.split(|byte| *byte == b'\n') {
        let content = without_blanks(line);
        if content.is_empty() {
            break;
        }
        if line.starts_with(b" ") | line.starts_with(b"\t")
            && let Some((_, value)) = fields.last_mut()
        {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(&text(content));
            folded = true;
            continue;
        }
        match memchr::memchr(b':', content) {
            Some(colon) if colon > 0 => {
                let (name, value) = (&content[..colon], &content[colon + 1..]);
                loose |= !name.iter().copied().all(is_of_name) || value.contains(&b'\r');
                let (name, value) = (without_blanks(name), without_blanks(value));
                fields.push((text(name), text(value)));
            }
            _ => odd = true,
        }
        if fields.len() > most {
            break;
        }
    }
    if folded {
        warnings.push("a header field over several lines was joined".into());
    }
    if odd {
        warnings.push("a header line that is no field was left out".into());
    }
    if loose {
        warnings.push(LOOSE.into());
    }
    fields.into_iter().collect()
}

/// Bytes without surrounding blanks. Other whitespace is part of them.
fn without_blanks(mut bytes: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = bytes
        && is_blank(*first)
    {
        bytes = rest;
    }
    while let [rest @ .., last] = bytes
        && is_blank(*last)
    {
        bytes = rest;
    }
    bytes
}

fn check(headers: &Headers, limits: &Limits) -> Result<()> {
    let over = |length: usize, most: u32| length > most as usize;
    if over(headers.len(), limits.max_names()) {
        let limit = Limit::Names(limits.max_names());
        return Err(Error::new(ErrorKind::Limit(limit)));
    }
    for (name, value) in headers.iter() {
        if over(name.len(), limits.max_name()) {
            let limit = Limit::Name(limits.max_name());
            return Err(Error::new(ErrorKind::Limit(limit)));
        }
        if over(value.len(), limits.max_value()) {
            let limit = Limit::Value(limits.max_value());
            return Err(Error::new(ErrorKind::Limit(limit)));
        }
    }
    Ok(())
}

/// Decodes UTF-8, or else Latin-1, which early HTTP used for header fields and which accepts any
/// bytes.
pub(super) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}
