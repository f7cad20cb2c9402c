//! Decimal numbers with an exponent, written out.

/// The name of a newtype around a text with one decimal number, alone or beside a currency code.
///
/// Programs that print a binary fraction write `1.25E7` for 12500000. A lenient reader gives such a
/// newtype the text with the digits written out; see [`without_exponent`].
pub(crate) const DECIMAL: &str = "$paywire::decimal";

/// The name of a newtype that is both a [`DECIMAL`] and a [`SPELLED`](super::SPELLED).
pub(crate) const SPELLED_DECIMAL: &str = "$paywire::spelled-decimal";

/// Whether a newtype of this name holds a decimal number.
#[inline(always)]
pub(crate) fn is_decimal(name: &str) -> bool {
    matches!(name, DECIMAL | SPELLED_DECIMAL)
}

/// More digits than any decimal number here can have.
const MOST: usize = 64;

/// The result of [`without_exponent`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Exponent {
    /// The number has no exponent.
    None,
    /// The same text, with the digits written out.
    WrittenOut(String),
    /// Written out, the number would have more digits than any type here takes.
    TooLong,
}

/// Writes out the digits of a number with an exponent, exactly: `12.50` for `1.250e1` and `0.0005`
/// for `5E-4`. A whole number with a negative exponent gets no decimal places: `1000` for
/// `100000E-2`.
pub(crate) fn without_exponent(text: &str) -> Exponent {
    let Some((before, exponent, after)) = split(text) else {
        return Exponent::None;
    };
    let start = before
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
        .len();
    let (before, mantissa) = before.split_at(start);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if (whole.len() + fraction.len() == 0) || fraction.contains('.') {
        return Exponent::None;
    }
    let zero = !mantissa.contains(|c| matches!(c, '1'..='9'));
    match written_out(whole, fraction, exponent, zero) {
        Some(number) => Exponent::WrittenOut(format!("{before}{number}{after}")),
        None => Exponent::TooLong,
    }
}

/// Splits a text into what precedes the `e` of an exponent, the exponent, and the rest.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices(['e', 'E']).find_map(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let unsigned = behind.strip_prefix(['+', '-']).unwrap_or(behind);
        let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
        let end = behind.len() - unsigned.len() + digits;
        let (exponent, after) = behind.split_at(end);
        let number = before.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.');
        (number && digits > 0 && ends).then_some((before, exponent, after))
    })
}

fn written_out(whole: &str, fraction: &str, exponent: &str, zero: bool) -> Option<String> {
    // An exponent too large for the integer shifts too far anyway.
    let shift: i64 = match exponent.parse() {
        Ok(shift) => shift,
        Err(_) if exponent.starts_with('-') => i64::MIN,
        Err(_) => i64::MAX,
    };
    let scale = i64::try_from(fraction.len()).ok()?.saturating_sub(shift);
    let mut digits = format!("{whole}{fraction}");
    let behind = usize::try_from(scale.max(0)).ok()?;
    let missing = usize::try_from(scale.min(0).unsigned_abs()).ok()?;
    let room = MOST.checked_sub(behind)?;
    let leading = digits.len() - digits.trim_start_matches('0').len();
    digits.drain(..leading);
    // Zeros after a leading zero are dropped.
    if !zero {
        if digits.len().checked_add(missing)? > MOST {
            return None;
        }
        digits.extend(std::iter::repeat_n('0', missing));
    }
    if digits.len() <= behind {
        digits.insert_str(0, &"0".repeat(behind + 1 - digits.len()));
    }
    if digits.len() > behind + room {
        return None;
    }
    let point = digits.len() - behind;
    let is_whole = shift < 0 && !zero && digits[point..].bytes().all(|digit| digit == b'0');
    if is_whole {
        digits.truncate(point);
    } else if behind > 0 {
        digits.insert(point, '.');
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_written_out_exactly() {
        for (text, plain) in [
            ("1.25E7", "12500000"),
            ("5E-4", "0.0005"),
            ("1e-3", "0.001"),
            ("1E+2", "100"),
            ("-1.5e1", "-15"),
            ("+1e0", "+1"),
            ("1.250e1", "12.50"),
            ("1.0E0", "1.0"),
            ("100000E-2", "1000"),
            ("100000.0E-2", "1000"),
            ("1250E-2", "12.50"),
            ("0E5", "0"),
            ("-0e5", "-0"),
            ("0E-8", "0.00000000"),
            ("0.00e1", "0.0"),
            ("0e999999999999999999999", "0"),
            ("007e1", "70"),
            (".5e1", "5"),
            ("5.e1", "50"),
            ("USD 1.25E7", "USD 12500000"),
            ("EUR 1e2", "EUR 100"),
            ("1e2 SEK", "100 SEK"),
            (" 1e2\n", " 100\n"),
            ("36893488147419103233e-2", "368934881474191032.33"),
            ("1e63", &format!("1{}", "0".repeat(63))),
            ("1e-63", &format!("0.{}1", "0".repeat(62))),
        ] {
            let written = Exponent::WrittenOut(plain.to_owned());
            assert_eq!(without_exponent(text), written, "{text}");
        }
    }

    #[test]
    fn what_nobody_could_hold_is_not_written() {
        for text in [
            "1e64",
            "1e999999999",
            "1e-999999999",
            "0e-999999999",
            "1e99999999999999999999999",
            "1e-99999999999999999999999",
            "USD 1e99",
        ] {
            assert_eq!(without_exponent(text), Exponent::TooLong, "{text}");
        }
        let long = format!("{}e1", "9".repeat(100_000));
        assert_eq!(without_exponent(&long), Exponent::TooLong);
    }

    #[test]
    fn other_texts_have_no_exponent() {
        for text in [
            "", "1", "1.25", "e5", "E5", "1e", "1e+", "1e5x", "1e5.0", "EUR 100", "SEK100", "1ee5",
            "..e5", "1.2.3e5", ".e5", "xe5", "é1", "1é5",
        ] {
            assert_eq!(without_exponent(text), Exponent::None, "{text}");
        }
    }
}
