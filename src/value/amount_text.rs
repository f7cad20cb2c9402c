//! Parsing and formatting of amounts, without allocation.

use std::fmt;

use super::amount::{Amount, MAX_MANTISSA};
use super::text::Shown;
use crate::scalar::{Exponent, without_exponent};

/// The number of digits that always fit a `u64`.
const DIGITS_U64: usize = 19;

/// A sign, 29 digits, a point, and a zero before a leading point.
const BUFFER_LEN: usize = 32;

/// The reason why a text is not an [`Amount`].
///
/// Its message shows at most one character of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountError(AmountErrorKind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum AmountErrorKind {
    Empty,
    NoDigits,
    SecondPoint,
    Unexpected(char),
    Exponent,
    TooLong,
}

impl AmountError {
    /// Whether the text is a decimal number, but has too many digits to be held exactly.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0 == AmountErrorKind::TooLong
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            AmountErrorKind::Empty => f.write_str("not a decimal number: the text is empty"),
            AmountErrorKind::NoDigits => f.write_str("not a decimal number: no digits"),
            AmountErrorKind::SecondPoint => {
                f.write_str("not a decimal number: a second `.` (digits cannot be grouped)")
            }
            AmountErrorKind::Unexpected(found) => {
                write!(
                    f,
                    "not a decimal number: unexpected {}{}",
Shown(found),
                    hint(found)
                )
            }
            AmountErrorKind::Exponent => f.write_str(
                "not a decimal number: it has an exponent (write out the digits; the lenient preset reads it)",
            ),
            AmountErrorKind::TooLong => f.write_str(
                "decimal number with too many digits (at most 28, and 28 after the point)",
            ),
        }
    }
}

impl std::error::Error for AmountError {}

fn hint(found: char) -> &'static str {
    match found {
        ',' => " (use a decimal point, and do not group digits)",
        '+' | '-' => " (only one sign is allowed, at the start)",
        '_' | '\'' => " (digits cannot be grouped)",
        _ if found.is_whitespace() => " (whitespace is not allowed)",
        _ if found.is_numeric() => " (use the digits 0 to 9)",
        '$' | '€' | '£' | '¥' => " (the currency belongs in a field of its own)",
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
            AmountErrorKind::Empty
        } else {
            AmountErrorKind::NoDigits
        };
        return Err(AmountError(fault));
    }
    let scale = point.map_or(0, |at| body.len() - at - 1);
    u32::try_from(scale)
        .ok()
        .and_then(|scale| Amount::from_magnitude(mantissa, scale, negative))
        .ok_or(AmountError(AmountErrorKind::TooLong))
}

/// Continues after the digits that always fit a `u64`.
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
            // One past the limit is refused like any larger number, and cannot overflow.
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
        Some('.') => AmountErrorKind::SecondPoint,
        Some(found @ ('e' | 'E')) => exponent(text).unwrap_or(AmountErrorKind::Unexpected(found)),
        Some(found) => AmountErrorKind::Unexpected(found),
        None => AmountErrorKind::NoDigits,
    })
}

/// The error for a number with an exponent.
fn exponent(text: &str) -> Option<AmountErrorKind> {
    match without_exponent(text) {
        Exponent::None => None,
        // The hint is given only if the number would fit.
        Exponent::WrittenOut(digits) if parse(&digits).is_ok() => Some(AmountErrorKind::Exponent),
        Exponent::WrittenOut(_) | Exponent::TooLong => Some(AmountErrorKind::TooLong),
    }
}

/// A buffer for the text of one [`Amount`], to format it without allocation.
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
    /// Creates an empty buffer.
    #[must_use]
    pub fn new() -> Self {
        AmountBuffer([0; BUFFER_LEN])
    }

    /// Formats the amount; the text is that of its `Display`.
    pub fn format(&mut self, amount: &Amount) -> &str {
        let start = self.place(amount);
        // ASCII only, so this cannot fail. Checking the whole aligned array is faster than a part.
        let text = std::str::from_utf8(&self.0).unwrap_or_default();
        text.get(start..).unwrap_or_default()
    }

    /// Writes sign, digits and point at the end of the buffer, the last digit first, and returns
    /// the start. Most amounts have five digits: for so few, calls that write or copy several at
    /// once cost more than they save.
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
