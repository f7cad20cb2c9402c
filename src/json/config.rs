//! What a JSON decoder accepts.

use std::io::Read;

use serde::de::{Deserialize, DeserializeOwned};

use super::Warning;
use super::de::Deserializer;
use crate::error::{Error, ErrorKind, JsonErrorKind, Result};
use crate::limits::Limits;

/// How JSON is read: the limits, and single deviations from the format.
///
/// [`Config::strict`] is the default and reads JSON as RFC 8259 defines it, with duplicate
/// member names refused. [`Config::lenient`] turns on every repair; each one it had to make is
/// reported by [`Config::from_slice_reporting`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    pub(super) limits: Limits,
    pub(super) byte_order_mark: bool,
    pub(super) trailing_commas: bool,
    pub(super) repeated_names: bool,
    pub(super) exponents: bool,
    pub(super) text_scalars: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config::strict()
    }
}

impl Config {
    /// JSON as it is defined, duplicate names refused.
    pub const fn strict() -> Self {
        Config {
            limits: Limits::DEFAULT,
            byte_order_mark: false,
            trailing_commas: false,
            repeated_names: false,
            exponents: false,
            text_scalars: false,
        }
    }

    /// Strict, with every repair switched on: byte order mark, trailing commas, repeated names,
    /// exponents.
    pub const fn lenient() -> Self {
        Config::strict()
            .byte_order_mark(true)
            .trailing_commas(true)
            .repeated_names(true)
            .exponents(true)
    }

    /// Sets how large an input may be in every respect.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whether a UTF-8 byte order mark before the document is stepped over.
    ///
    /// RFC 8259 forbids writing one and lets a reader ignore it. Text editors on Windows add it
    /// to saved captures.
    pub const fn byte_order_mark(mut self, yes: bool) -> Self {
        self.byte_order_mark = yes;
        self
    }

    /// Whether one comma may stand before a closing `}` or `]`.
    ///
    /// JSON has no such comma, but printed API guides have samples with one.
    pub const fn trailing_commas(mut self, yes: bool) -> Self {
        self.trailing_commas = yes;
        self
    }

    /// Whether a member name may occur again in one object; the last one counts.
    ///
    /// RFC 8259 leaves open what that means, and readers differ: some take the first, most the last.
    /// An amount that two parties read in two ways is why this is refused unless you ask for it.
    /// Each value that is left out is a [`Warning`] with its place. A document that is read so is
    /// gone through once before, as what counts is known at its end only.
    pub const fn repeated_names(mut self, yes: bool) -> Self {
        self.repeated_names = yes;
        self
    }

    /// Whether a decimal number may have an exponent, as in `1.25E7`. Its digits are then written
    /// out, exactly.
    ///
    /// JSON's numbers may have one, but an amount is no binary fraction, and who prints one in this
    /// way has computed with those. Values that are [`Amount`](crate::Amount) and its like are meant,
    /// as numbers and as strings.
    pub const fn exponents(mut self, yes: bool) -> Self {
        self.exponents = yes;
        self
    }

    /// Whether a type that takes whatever comes is given numbers and booleans as text.
    ///
    /// Without this switch such a type (a [`serde_json::Value`], a buffered enum) is given native
    /// numbers, and `100.10` becomes the binary fraction nearest to it. With it, the type is given
    /// the digits as they were written. Types that say what they want are not affected.
    pub const fn text_scalars(mut self, yes: bool) -> Self {
        self.text_scalars = yes;
        self
    }

    /// Reads a `T` from a text. See [`json::from_str`](crate::json::from_str).
    pub fn from_str<'de, T: Deserialize<'de>>(&self, input: &'de str) -> Result<T> {
        let mut deserializer = Deserializer::with_config(input, self)?;
        deserializer.read_whole()
    }

    /// Reads a `T` from bytes, which must be UTF-8.
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, input: &'de [u8]) -> Result<T> {
        self.from_str(self.checked_text(input)?)
    }

    /// Reads a `T`, and what had to be repaired to read it.
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        input: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        let mut deserializer = Deserializer::slice_with_config(input, self)?;
        let value = deserializer.read_whole()?;
        Ok((value, deserializer.into_warnings()))
    }

    /// Reads a `T` from a stream, which is read to its end first.
    pub fn from_reader<T: DeserializeOwned>(&self, reader: impl Read) -> Result<T> {
        let mut input = Vec::new();
        // One byte past the limit is enough to see that it is exceeded.
        let bound = u64::from(self.limits.max_input()) + 1;
        reader.take(bound).read_to_end(&mut input)?;
        self.from_slice(&input)
    }

    /// Bytes as text, if they are not too many and UTF-8.
    pub(super) fn checked_text<'de>(&self, input: &'de [u8]) -> Result<&'de str> {
        // First the cheap check.
        self.limits.check_input(input.len())?;
        if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..] = input {
            return Err(wide(input));
        }
        std::str::from_utf8(input).map_err(|error| {
            let start = error.valid_up_to();
            let length = error.error_len().unwrap_or(input.len() - start);
            Error::at(ErrorKind::InvalidEncoding("UTF-8"), start..start + length)
        })
    }
}

/// The error of a document that is not even in bytes of UTF-8.
#[cold]
fn wide(input: &[u8]) -> Error {
    let what = match input {
        [0xff, 0xfe, 0, 0, ..] | [_, 0, 0, 0, ..] => WIDE[3],
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, _, ..] => WIDE[2],
        [0xff, 0xfe, ..] | [_, 0, ..] => WIDE[1],
        _ => WIDE[0],
    };
    Error::at(ErrorKind::Json(what), 0..2)
}

/// What to do with each.
const WIDE: [JsonErrorKind; 4] = [
    JsonErrorKind::Utf16Be,
    JsonErrorKind::Utf16Le,
    JsonErrorKind::Utf32Be,
    JsonErrorKind::Utf32Le,
];
