//! The text of amounts: reading and writing without allocation.

use std::fmt;

use super::amount::{Amount, MAX_MANTISSA};
use super::text::Shown;
use crate::scalar::{Exponent, without_exponent};

/// Digits that fit a `u64` whatever they are.
const DIGITS_U64: usize = 19;

/// A sign, 29 digits, a point, and one digit before a point that stands first.
const BUFFER_LEN: usize = 32;

/// Why a text is not an [`Amount`].
///
/// Shows one character of the text at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountError(Fault);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    NoDigits,
    SecondPoint,
    Unexpected(char),
    Exponent,
    TooLong,
}

impl AmountError {
    /// Is the text a decimal number, but one with too many digits to be held exactly?
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0 == Fault::TooLong
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Empty => f.write_str("not a decimal number: the text is empty"),
            Fault::NoDigits => f.write_str("not a decimal number: no digits"),
            Fault::SecondPoint => {
                f.write_str("not a decimal number: a second `.` (no grouping is allowed)")
            }
            Fault::Unexpected(found) => {
                write!(
                    f,
                    "not a decimal number: unexpected {}{}",
Shown(found),
                    hint(found)
                )
            }
            Fault::Exponent => f.write_str(
                "not a decimal number: an exponent (write the digits out; the lenient preset reads it)",
            ),
            Fault::TooLong => f.write_str(
                "a decimal number too long to be held exactly (28 digits fit, and 28 behind the point)",
            ),
        }
    }
}

impl std::error::Error for AmountError {}

fn hint(found: char) -> &'static str {
    match found {
        ',' => " (write a point, and no grouping)",
        '+' | '-' => " (one sign, and in front)",
        '_' | '\'' => " (no grouping is allowed)",
        _ if found.is_whitespace() => " (no white space is allowed)",
        _ if found.is_numeric() => " (write the digits 0 to 9)",
        '$' | '€' | '£' | '¥' => " (the currency has a field of its own)",
        _ => "",
    }
}

#[inline]
pub(super) fn parse(text: &str) -> Result<Amount, AmountError> {
    let bytes = text.as_bytes();
    let (negative, start) = match bytes.first() {
        Some(b'-') => (true, 1),
        Some(b'+') => (false, 1),
        _ => (false, 0),
    };
    let body = &bytes[start..];
    let (head, tail) = body.split_at(body.len().min(DIGITS_U64));

    let mut mantissa = 0_u64;
    let mut point = None;
    for (at, &byte) in head.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if byte == b'.' && point.is_none() {
            point = Some(at);
        } else {
            return Err(fault_at(text, start + at));
        }
    }
    let mantissa = if tail.is_empty() {
        u128::from(mantissa)
    } else {
        parse_tail(text, body.len(), mantissa, &mut point)?
    };

    let digits = body.len() - usize::from(point.is_some());
    if digits == 0 {
        let fault = if text.is_empty() {
            Fault::Empty
        } else {
            Fault::NoDigits
        };
        return Err(AmountError(fault));
    }
    let scale = point.map_or(0, |at| body.len() - at - 1);
    u32::try_from(scale)
        .ok()
        .and_then(|scale| Amount::from_magnitude(mantissa, scale, negative))
        .ok_or(AmountError(Fault::TooLong))
}

/// Goes on behind the digits that surely fit a `u64`.
#[cold]
#[inline(never)]
fn parse_tail(
    text: &str,
    body_len: usize,
    head: u64,
    point: &mut Option<usize>,
) -> Result<u128, AmountError> {
    let start = text.len() - body_len;
    let mut mantissa = u128::from(head);
    for (at, &byte) in text.as_bytes()[start..].iter().enumerate().skip(DIGITS_U64) {
        if byte.is_ascii_digit() {
            // One past the limit is as good as far past it, and cannot overflow.
            mantissa = (mantissa * 10 + u128::from(byte - b'0')).min(MAX_MANTISSA + 1);
        } else if byte == b'.' && point.is_none() {
            *point = Some(at);
        } else {
            return Err(fault_at(text, start + at));
        }
    }
    Ok(mantissa)
}

#[cold]
#[inline(never)]
fn fault_at(text: &str, at: usize) -> AmountError {
    AmountError(match text[at..].chars().next() {
        Some('.') => Fault::SecondPoint,
        Some(found @ ('e' | 'E')) => exponent(text).unwrap_or(Fault::Unexpected(found)),
        Some(found) => Fault::Unexpected(found),
        None => Fault::NoDigits,
    })
}

/// What is wrong with a number that has an exponent.
fn exponent(text: &str) -> Option<Fault> {
    match without_exponent(text) {
        Exponent::None => None,
        // It is advised only where it helps.
        Exponent::WrittenOut(digits) if parse(&digits).is_ok() => Some(Fault::Exponent),
        Exponent::WrittenOut(_) | Exponent::TooLong => Some(Fault::TooLong),
    }
}

/// Room for the text of one [`Amount`], so that writing it allocates nothing.
///
/// ```
/// use paywire::Amount;
/// use paywire::value::AmountBuffer;
///
/// let mut buffer = AmountBuffer::new();
/// assert_eq!(buffer.format(&Amount::new(5, 2)), "0.05");
/// ```
#[derive(Clone, Debug)]
#[repr(align(16))]
pub struct AmountBuffer([u8; BUFFER_LEN]);

impl AmountBuffer {
    /// An empty buffer.
    #[must_use]
    pub fn new() -> Self {
        AmountBuffer([0; BUFFER_LEN])
    }

    /// The amount's text, the same as its `Display` gives.
    pub fn format(&mut self, amount: &Amount) -> &str {
        let start = self.place(amount);
        // ASCII only, so this cannot fail; an aligned whole is looked through faster than a part.
        let text = std::str::from_utf8(&self.0).unwrap_or_default();
        text.get(start..).unwrap_or_default()
    }

    /// Puts sign, digits and point at the end of the buffer, the last digit first; returns the
    /// start. Most amounts have five digits: calls that write or copy several cost more than they
    /// save.
    fn place(&mut self, amount: &Amount) -> usize {
        let scale = amount.scale() as usize;
        let (mut start, mut placed) = (BUFFER_LEN, 0);
        let mut digit = |digit: u8| {
            start -= 1;
            self.0[start] = b'0' + digit;
            placed += 1;
            if placed == scale {
                start -= 1;
                self.0[start] = b'.';
            }
            placed
        };
        let mut magnitude = amount.mantissa().unsigned_abs();
        let mut rest = loop {
            match u64::try_from(magnitude) {
                Ok(rest) => break rest,
                Err(_) => digit((magnitude % 10) as u8),
            };
            magnitude /= 10;
        };
        while digit((rest % 10) as u8) <= scale || rest >= 10 {
            rest /= 10;
        }
        if amount.has_minus_sign() {
            start -= 1;
            self.0[start] = b'-';
        }
        start
    }
}

impl Default for AmountBuffer {
    fn default() -> Self {
        AmountBuffer::new()
    }
}
