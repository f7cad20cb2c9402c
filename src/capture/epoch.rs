//! Parses times given as decimal seconds since 1970.

use jiff::Timestamp;

/// Parses `1700000000.123456789`. Digits after the ninth decimal are ignored.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    // Negative times are not supported: nobody captured HTTP before 1970.
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || !is_number(seconds) || !is_number(fraction) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = digits.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    Timestamp::new(seconds.parse().ok()?, nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_kept_to_the_nanosecond() {
        for (text, expected) in [
            ("1700000000", Some("2023-11-14T22:13:20Z")),
            ("1700000000.5", Some("2023-11-14T22:13:20.5Z")),
            ("1.0000000019", Some("1970-01-01T00:00:01.000000001Z")),
            ("99999999999999999999", None),
            ("9999999999999", None),
            ("-1", None),
            ("1e9", None),
            ("", None),
            (".5", None),
        ] {
            let time = parse(text).map(|time| time.to_string());
            assert_eq!(time.as_deref(), expected, "{text}");
        }
    }
}
