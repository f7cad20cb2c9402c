//! A cursor over text with a small fixed grammar.

use super::error::{DateError, DateErrorKind, DateShape};

/// A position in a text that is parsed as `shape`.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    shape: DateShape,
}

/// The digits after a decimal point.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fraction {
    pub(super) nanos: u32,
    /// Whether digits were dropped: `nanos` does not hold all of them.
    pub(super) finer: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, shape: DateShape) -> Self {
        Cursor { text, at: 0, shape }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), DateError> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    pub(super) fn finish(&self) -> Result<(), DateError> {
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// Takes all bytes that satisfy `such`; there may be none.
    pub(super) fn take_while(&mut self, such: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.text.as_bytes()[self.at..];
        let len = rest.iter().take_while(|&&byte| such(byte)).count();
        self.at += len;
        &rest[..len]
    }

    /// Takes one digit or more.
    pub(super) fn digits(&mut self) -> Result<&'a [u8], DateError> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        if digits.is_empty() {
            Err(self.unexpected())
        } else {
            Ok(digits)
        }
    }

    /// Takes exactly two digits.
    pub(super) fn two_digits(&mut self) -> Result<u8, DateError> {
        Ok(self.digit()? * 10 + self.digit()?)
    }

    /// Takes one digit or two.
    pub(super) fn one_or_two_digits(&mut self) -> Result<u8, DateError> {
        let first = self.digit()?;
        match self.peek() {
            Some(b'0'..=b'9') => Ok(first * 10 + self.digit()?),
            _ => Ok(first),
        }
    }

    fn digit(&mut self) -> Result<u8, DateError> {
        match self.peek() {
            Some(byte @ b'0'..=b'9') => {
                self.at += 1;
                Ok(byte - b'0')
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Takes a decimal point and its digits, if there are any.
    pub(super) fn fraction(&mut self) -> Result<Option<Fraction>, DateError> {
        if !self.eat(b'.') {
            return Ok(None);
        }
        let digits = self.digits()?;
        let (shown, rest) = digits.split_at(digits.len().min(9));
        let nanos = (0..9).fold(0, |nanos, place| {
            nanos * 10 + shown.get(place).map_or(0, |digit| u32::from(digit - b'0'))
        });
        let finer = rest.iter().any(|&digit| digit != b'0');
        Ok(Some(Fraction { nanos, finer }))
    }

    /// The error for a character that the grammar does not allow here.
    #[cold]
    pub(super) fn unexpected(&self) -> DateError {
        // Everything read so far is ASCII, so this is a character boundary.
        let found = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        DateError(DateErrorKind::Shape(self.shape, found))
    }
}
