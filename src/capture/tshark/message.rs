//! Builds requests and responses from tshark's fields.

use std::borrow::Cow;

use super::packet::{MessageFields, TsharkPacket};
use crate::capture::{Body, Config, Headers, Request, Response, http};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};

/// A message with warnings.
pub(super) enum TsharkMessage {
    Request(Request),
    Response(Response),
}

type Warnings = Vec<Cow<'static, str>>;

/// The message with these fields; `None` if they are only a segment of one.
pub(super) fn message(
    fields: &MessageFields,
    packet: &TsharkPacket,
    warnings: &mut Warnings,
    config: &Config,
) -> Result<Option<TsharkMessage>> {
    if fields.method.is_none() && fields.code.is_none() {
        return Ok(None);
    }
    let headers = headers(fields, config)?;
    let reading = BodyReader {
        fields,
        packet,
        headers: &headers,
        config,
    };
    let body = reading.body(warnings, fields.method.is_some());
    if let Some(method) = &fields.method {
        let target = fields.full_uri.as_ref().or(fields.uri.as_ref());
        return Ok(Some(TsharkMessage::Request(Request {
            method: method.clone(),
            target: target.cloned().unwrap_or_default(),
            headers,
            body,
        })));
    }
    let status = fields.code.as_ref().and_then(|code| code.parse().ok());
    let status =
        status.ok_or_else(|| Error::new(ErrorKind::Capture(CaptureErrorKind::TsharkStatus)))?;
    Ok(Some(TsharkMessage::Response(Response {
        status,
        reason: fields.phrase.clone().unwrap_or_default(),
        headers,
        body,
    })))
}

fn headers(fields: &MessageFields, config: &Config) -> Result<Headers> {
    let max = config.limits.max_names();
    if fields.lines.len().max(fields.named.len()) > max as usize {
        return Err(Error::new(ErrorKind::Limit(Limit::Names(max))));
    }
    if fields.lines.is_empty() {
        let named = fields.named.iter();
        return Ok(named.map(|(name, value)| (*name, &**value)).collect());
    }
    let lines = fields.lines.iter();
    Ok(lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect())
}

/// Finds the body of a message.
struct BodyReader<'a> {
    fields: &'a MessageFields,
    packet: &'a TsharkPacket,
    headers: &'a Headers,
    config: &'a Config,
}

/// A body as shown by tshark.
enum ShownBody {
    /// Exact bytes.
    Bytes(Vec<u8>),
    /// A text that may lack non-ASCII characters and everything after a NUL.
    Text(Vec<u8>),
}

impl BodyReader<'_> {
    fn body(&self, warnings: &mut Warnings, is_request: bool) -> Body {
        let text = match self.shown() {
            Some(ShownBody::Bytes(bytes)) => return self.shown_bytes(bytes),
            Some(ShownBody::Text(text)) => Some(text),
            None => None,
        };
        if text.is_none() && self.length().is_none_or(|length| length == 0) && !self.is_chunked() {
            return self.form(warnings).unwrap_or_default();
        }
        if let Some(body) = self.of_the_bytes(is_request) {
            return body;
        }
        match text {
            Some(text) if self.may_be_whole(&text) => Body::Plain(text),
            Some(_) => Body::Missing(CaptureErrorKind::TsharkTruncated),
            None => self
                .form(warnings)
                .unwrap_or(Body::Missing(CaptureErrorKind::TsharkNoBody)),
        }
    }

    fn length(&self) -> Option<usize> {
        let said = self.headers.get("content-length");
        let said = said.or(self.fields.content_length.as_deref());
        said.and_then(|digits| digits.trim().parse().ok())
    }

    fn is_chunked(&self) -> bool {
        self.headers.get("transfer-encoding").is_some()
    }

    fn is_coded(&self) -> bool {
        self.headers.get("content-encoding").is_some()
    }

    /// The length that the shown body must have, if known.
    fn expected(&self) -> Option<usize> {
        self.length()
            .filter(|_| !self.is_chunked() && !self.is_coded())
    }

    fn shown(&self) -> Option<ShownBody> {
        let data = self.fields.file_data.as_deref()?;
        let expected = self.expected();
        if let Some(bytes) = hexadecimal(data) {
            // A text may look like hexadecimal; its length decides. Without colons between the
            // bytes, more texts do.
            let is_text = expected == Some(data.len());
            let is_bytes = expected == Some(bytes.len());
            if is_bytes || (!is_text && data.contains(':')) {
                return Some(ShownBody::Bytes(bytes));
            }
        }
        let text = data.as_bytes().to_vec();
        let is_whole = expected == Some(text.len()) && !data.contains(char::REPLACEMENT_CHARACTER);
        Some(if is_whole {
            ShownBody::Bytes(text)
        } else {
            ShownBody::Text(text)
        })
    }

    /// The shown body is decoded, except for codings that tshark does not know.
    fn shown_bytes(&self, bytes: Vec<u8>) -> Body {
        const STILL_CODED: &[&[u8]] = &[b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];
        match bytes {
            _ if bytes.is_empty() => Body::Empty,
            _ if self.is_coded() && STILL_CODED.iter().any(|first| bytes.starts_with(first)) => {
                Body::Coded(bytes)
            }
            _ => Body::Plain(bytes),
        }
    }

    fn may_be_whole(&self, text: &[u8]) -> bool {
        let replaced = char::REPLACEMENT_CHARACTER.to_string();
        self.expected().is_none_or(|length| length == text.len())
            && memchr::memmem::find(text, replaced.as_bytes()).is_none()
    }

    /// The raw body, if the packet or the reassembled data is exactly this message.
    fn of_the_bytes(&self, is_request: bool) -> Option<Body> {
        if self.packet.messages.len() > 1 {
            return None;
        }
        let bytes = match &*self.packet.reassembled {
            [] => self.packet.payload.as_deref(),
            [one] => Some(&**one),
            _ => None,
        };
        let bytes = hexadecimal(bytes?)?;
        if is_request {
            let read = http::request(&bytes, self.config).ok()?;
            return read.warnings.is_empty().then_some(read.message.body);
        }
        let read = http::response(&bytes, None, self.config).ok()?;
        read.warnings.is_empty().then_some(read.message.body)
    }

    /// A form body rebuilt from its names and values.
    fn form(&self, warnings: &mut Warnings) -> Option<Body> {
        let (names, values) = &self.packet.form;
        if names.is_empty() || names.len() != values.len() || self.packet.messages.len() > 1 {
            return None;
        }
        let mut body = Vec::new();
        for (name, value) in names.iter().zip(values) {
            if !body.is_empty() {
                body.push(b'&');
            }
            escape(name, &mut body);
            body.push(b'=');
            escape(value, &mut body);
        }
        warnings.push("the body was rebuilt from the names and values of its form".into());
        Some(Body::Plain(body))
    }
}

fn escape(text: &str, to: &mut Vec<u8>) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~()".contains(&byte) {
            to.push(byte);
        } else {
            to.extend(format!("%{byte:02X}").as_bytes());
        }
    }
}

/// Parses `68:65` or `6865`.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let step = if digits.get(2) == Some(&b':') { 3 } else { 2 };
    if digits.is_empty() || digits.len() % step != 2 % step {
        return None;
    }
    digits
        .chunks(step)
        .map(|piece| match piece {
            [high, low] | [high, low, b':'] => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_from_texts() {
        assert_eq!(hexadecimal("68:65").unwrap(), b"he");
        assert_eq!(hexadecimal("6865").unwrap(), b"he");
        assert_eq!(hexadecimal("68").unwrap(), b"h");
        for text in [
            "", "6", "68:", "68:6", "68:6g", "686", "68:65:", "hello", "68;65",
        ] {
            assert_eq!(hexadecimal(text), None, "{text}");
        }
    }
}
