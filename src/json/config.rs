//! The configuration of JSON.

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
/// member names refused. [`Config::lenient`] turns on every repair;
/// [`Config::from_slice_reporting`] reports each as a warning.
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
    /// JSON as RFC 8259 defines it, with duplicate names refused.
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

    /// Strict, with every repair switched on: byte order mark, trailing commas, exponents; the
    /// last of [duplicates](Config::duplicates) is used.
    pub const fn lenient() -> Self {
        Config::strict()
            .byte_order_mark(true)
            .trailing_commas(true)
            .duplicates(Duplicates::Last)
            .exponents(true)
    }

    /// The limits on what is read.
    #[cfg(feature = "axum")]
    pub(crate) const fn set_limits(&self) -> Limits {
        self.limits
    }

    /// Sets the limits on what is read.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets whether a UTF-8 byte order mark before the document is skipped.
    ///
    /// RFC 8259 forbids writing one and lets a reader ignore it. Text editors on Windows add it
    /// to saved captures.
    pub const fn byte_order_mark(mut self, yes: bool) -> Self {
        self.byte_order_mark = yes;
        self
    }

    /// Sets whether a trailing comma is allowed before a closing `}` or `]`.
    ///
    /// JSON has no such comma, but printed API guides have samples with one.
    pub const fn trailing_commas(mut self, yes: bool) -> Self {
        self.trailing_commas = yes;
        self
    }

    /// Sets what to do with a member name that occurs again in one object.
    ///
    /// RFC 8259 leaves the meaning open, and readers differ: some use the first, most the last.
    /// Two parties could read two amounts, so duplicates are refused by default.
    /// Each value that is left out gives a [`Warning`] with its span. If
    /// duplicates are allowed, the document is scanned once beforehand to find them.
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Sets whether a decimal number may have an exponent, as in `1.25E7`. Its digits are then written
    /// out, exactly.
    ///
    /// JSON numbers may have one, but a program that prints an amount in this way has computed it with binary fractions.
    /// The switch affects values read as [`Amount`](crate::Amount) and other decimals, from numbers and strings.
    pub const fn exponents(mut self, yes: bool) -> Self {
        self.exponents = yes;
        self
    }

    /// Sets whether self-describing types ([`serde_json::Value`], untagged enums) get numbers and
    /// booleans as text.
    ///
    /// By default such a type gets native numbers, and `100.10` becomes the nearest binary fraction.
    /// With this switch it gets the digits as written. Types that ask for a certain type are not
    /// affected.
    pub const fn text_scalars(mut self, yes: bool) -> Self {
        self.text_scalars = yes;
        self
    }

    /// Sets the number of spaces per indentation level of the output. By default the output has no
    /// whitespace.
    pub const fn indent(mut self, spaces: u8) -> Self {
        self.indent = Some(spaces);
        self
    }

    /// Uses an indentation of two spaces unless another is set.
    pub(super) const fn indented(self) -> Self {
        match self.indent {
            None => self.indent(2),
            Some(_) => self,
        }
    }

    /// Like [`json::from_str`](super::from_str), with this configuration.
    ///
    /// Repairs are not reported; [`Config::from_str_reporting`] reports them.
    pub fn from_str<'de, T: Deserialize<'de>>(&self, input: &'de str) -> Result<T> {
        Deserializer::from_str_with(input, *self)?.read_whole()
    }

    /// Like [`json::from_slice`](super::from_slice), with this configuration.
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, input: &'de [u8]) -> Result<T> {
        self.from_str(self.checked_text(input)?)
    }

    /// Like [`json::from_reader`](super::from_reader), with this configuration. Reads at most one byte more than
    /// the limit on input.
    pub fn from_reader<R: Read, T: DeserializeOwned>(&self, reader: R) -> Result<T> {
        self.from_slice(&self.limits.read(reader)?)
    }

    /// Deserializes a value from a text and returns it with its warnings. The strict preset gives none.
    pub fn from_str_reporting<'de, T: Deserialize<'de>>(
        &self,
        input: &'de str,
    ) -> Result<(T, Vec<Warning>)> {
        let mut deserializer = Deserializer::from_str_with(input, *self)?;
        let value = deserializer.read_whole()?;
        Ok((value, deserializer.into_warnings()))
    }

    /// Like [`Config::from_str_reporting`], from bytes.
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        input: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        self.from_str_reporting(self.checked_text(input)?)
    }

    /// Like [`Config::from_str_reporting`], from a reader, as [`Config::from_reader`] reads it.
    pub fn from_reader_reporting<R: Read, T: DeserializeOwned>(
        &self,
        reader: R,
    ) -> Result<(T, Vec<Warning>)> {
        self.from_slice_reporting(&self.limits.read(reader)?)
    }

    /// The bytes as text, if they are within the limit and UTF-8.
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

/// The error of a document that is not UTF-8.
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
