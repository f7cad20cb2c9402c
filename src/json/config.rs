//! What a JSON decoder accepts.

use std::io::Read;

use serde::de::{Deserialize, DeserializeOwned};

use super::Warning;
use super::de::Deserializer;
use crate::error::{Error, ErrorKind, JsonErrorKind, Result};
use crate::limits::Limits;
use crate::policy::Duplicates;

/// The configuration of reading and writing: two presets, and switches to change one by one.
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
    pub(super) duplicates: Duplicates,
    pub(super) exponents: bool,
    pub(super) text_scalars: bool,
    pub(super) indent: Option<u8>,
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
            duplicates: Duplicates::Error,
            exponents: false,
            text_scalars: false,
            indent: None,
        }
    }

    /// Strict, with every repair switched on: byte order mark, trailing commas, exponents; of
    /// [duplicates](Config::duplicates) the last counts.
    pub const fn lenient() -> Self {
        Config::strict()
            .byte_order_mark(true)
            .trailing_commas(true)
            .duplicates(Duplicates::Last)
            .exponents(true)
    }

    /// Sets the limits on what is read.
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

    /// Sets what to do with a member name that occurs again in one object.
    ///
    /// RFC 8259 leaves open what that means, and readers differ: some take the first, most the last.
    /// An amount that two parties read in two ways is why this is refused unless you ask for it.
    /// Each value that is left out is a [`Warning`] with its place. A document that is read so is
    /// gone through once before, as what counts is known at its end only.
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Whether a decimal number may have an exponent, as in `1.25E7`. Its digits are then written
    /// out, exactly.
    ///
    /// JSON's numbers may have one, but a program that prints an amount in this way has computed it with binary fractions.
    /// This is about values read as [`Amount`](crate::Amount) and other decimals, from numbers and strings.
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

    /// Sets by how many spaces a level is indented in what is written. By default there is no white
    /// space at all.
    pub const fn indent(mut self, spaces: u8) -> Self {
        self.indent = Some(spaces);
        self
    }

    /// Indented by two spaces, unless it is set otherwise.
    pub(super) const fn indented(self) -> Self {
        match self.indent {
            None => self.indent(2),
            Some(_) => self,
        }
    }

    /// As [`json::from_str`](super::from_str), read as this config says.
    ///
    /// Repairs are not reported; [`Config::from_str_reporting`] reports them.
    pub fn from_str<'de, T: Deserialize<'de>>(&self, input: &'de str) -> Result<T> {
        Deserializer::from_str_with(input, *self)?.read_whole()
    }

    /// As [`json::from_slice`](super::from_slice), read as this config says.
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, input: &'de [u8]) -> Result<T> {
        self.from_str(self.checked_text(input)?)
    }

    /// As [`json::from_reader`](super::from_reader), read as this config says. No more than one byte over the
    /// limit on input is taken from the reader.
    pub fn from_reader<R: Read, T: DeserializeOwned>(&self, reader: R) -> Result<T> {
        self.from_slice(&self.limits.read(reader)?)
    }

    /// Reads a `T` from a text, and returns the warnings with it. Under the strict config there are none.
    pub fn from_str_reporting<'de, T: Deserialize<'de>>(
        &self,
        input: &'de str,
    ) -> Result<(T, Vec<Warning>)> {
        let mut deserializer = Deserializer::from_str_with(input, *self)?;
        let value = deserializer.read_whole()?;
        Ok((value, deserializer.into_warnings()))
    }

    /// As [`Config::from_str_reporting`], from bytes.
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        input: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        self.from_str_reporting(self.checked_text(input)?)
    }

    /// As [`Config::from_str_reporting`], from a reader, as [`Config::from_reader`] reads it.
    pub fn from_reader_reporting<R: Read, T: DeserializeOwned>(
        &self,
        reader: R,
    ) -> Result<(T, Vec<Warning>)> {
        self.from_slice_reporting(&self.limits.read(reader)?)
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
