//! Parses typed netstrings: a length, `:`, the bytes, and a byte for the type.
//!
//! Nothing is copied and nothing recurses: values are parsed one level at a time.
//!
//! Document: <https://tnetstrings.info>; mitmproxy adds `;` for text, beside `,` for bytes.

use std::str;

use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// The most digits of a length.
const MOST_DIGITS: usize = 12;

/// A raw value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub(super) kind: ValueKind,
    data: &'a [u8],
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Number,
    Boolean,
    Nothing,
    Map,
    List,
}

/// The head of a value: the length of the rest, and its start; `None` if more bytes are needed.
pub(super) fn head(bytes: &[u8]) -> Result<Option<(usize, usize)>> {
    let digits = bytes.iter().take(MOST_DIGITS + 1);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    match bytes.get(digits) {
        None if digits <= MOST_DIGITS => Ok(None),
        Some(b':') if digits > 0 => {
            let length = str::from_utf8(&bytes[..digits]).unwrap_or_default();
            let length = length.parse().map_err(|_| damaged())?;
            Ok(Some((length, digits + 1)))
        }
        _ => Err(damaged()),
    }
}

#[cold]
pub(super) fn damaged() -> Error {
    Error::new(ErrorKind::Capture(CaptureErrorKind::Netstring))
}

impl<'a> Value<'a> {
    /// Takes the first value.
    pub(super) fn take(bytes: &mut &'a [u8]) -> Result<Self> {
        let (length, start) = head(bytes)?.ok_or_else(damaged)?;
        let rest = &bytes[start..];
        if rest.len() <= length {
            return Err(damaged());
        }
        let (data, rest) = rest.split_at(length);
        let kind = match rest[0] {
            b',' | b';' => ValueKind::Text,
            b'#' | b'^' => ValueKind::Number,
            b'!' => ValueKind::Boolean,
            b'~' => ValueKind::Nothing,
            b'}' => ValueKind::Map,
            b']' => ValueKind::List,
            _ => return Err(damaged()),
        };
        *bytes = &rest[1..];
        Ok(Value { kind, data })
    }

    /// The bytes, if it is a text.
    pub(super) fn bytes(self) -> Option<&'a [u8]> {
        (self.kind == ValueKind::Text).then_some(self.data)
    }

    /// The text; bytes that are not UTF-8 are read as Latin-1, which header fields used.
    pub(super) fn text(self) -> Option<String> {
        let bytes = self.bytes()?;
        Some(match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        })
    }

    /// The digits, if it is a number.
    pub(super) fn number(self) -> Option<&'a str> {
        let is_number = self.kind == ValueKind::Number;
        is_number.then(|| str::from_utf8(self.data).ok()).flatten()
    }

    /// The values of a list, or alternating names and values of a map.
    pub(super) fn items(self) -> Items<'a> {
        let is_filled = matches!(self.kind, ValueKind::Map | ValueKind::List);
        Items(if is_filled { self.data } else { &[] })
    }

    /// The value with a name in a map.
    pub(super) fn get(self, name: &str) -> Result<Option<Value<'a>>> {
        if self.kind != ValueKind::Map {
            return Ok(None);
        }
        let mut items = self.items();
        while let Some(own) = items.next() {
            let value = items.next().ok_or_else(damaged)??;
            if own?.bytes() == Some(name.as_bytes()) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The first value with one of these names that is not null.
    pub(super) fn first(self, names: &[&str]) -> Result<Option<Value<'a>>> {
        for name in names {
            let value = self.get(name)?;
            if let Some(value) = value.filter(|value| value.kind != ValueKind::Nothing) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

/// Iterates over values.
pub(super) struct Items<'a>(&'a [u8]);

impl<'a> Iterator for Items<'a> {
    type Item = Result<Value<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let value = Value::take(&mut self.0);
        if value.is_err() {
            self.0 = &[];
        }
        Some(value)
    }
}
