//! A length of time.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::str::FromStr;

use jiff::{SignedDuration, Span};

use super::error::DateError;
use super::kept_text;
use super::lengths::Lengths;
use crate::value::text::trim;

/// A length of time, kept as text: `P1Y2M3DT4H5M6.7S`, `P30D`, `-PT1.5S`.
///
/// Like [`DateTime`](super::DateTime), deserializing and `From<&str>` keep any text;
/// [`parse()`](str::parse) accepts `xs:duration` exactly, and [`check`](Duration::check) and the
/// conversions ignore whitespace around it.
///
/// Equality is by text; [`compare`](Duration::compare) compares the lengths.
///
/// ```
/// use paywire::Duration;
///
/// let trial: Duration = "P1M15D".parse()?;
/// let end = jiff::civil::date(2015, 1, 10) + trial.to_span()?;
/// assert_eq!(end.to_string(), "2015-02-25");
///
/// let timeout: Duration = "PT1M30.5S".parse()?;
/// assert_eq!(timeout.to_signed_duration()?.as_millis(), 90_500);
/// assert!("P1W".parse::<Duration>().is_err());
/// # Ok::<(), paywire::value::DateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

kept_text!(Duration, "a duration");

impl Duration {
    /// Checks that the text is an `xs:duration`, ignoring whitespace around it.
    pub fn check(&self) -> Result<(), DateError> {
        self.lengths().map(drop)
    }

    /// Converts to a [`Span`], unit by unit: `P90D` is 90 days.
    pub fn to_span(&self) -> Result<Span, DateError> {
        self.lengths()?.to_span()
    }

    /// Converts to seconds, with days of 24 hours. Years and months have no fixed length and are an
    /// error.
    pub fn to_signed_duration(&self) -> Result<SignedDuration, DateError> {
        self.lengths()?.to_signed_duration()
    }

    /// Compares the lengths, by the rule of XML Schema.
    ///
    /// `None` if the result depends on the day from which they are counted, or cannot be computed.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use paywire::Duration;
    ///
    /// let month = Duration::from("P1M");
    /// assert_eq!(month.compare(&"P32D".into()), Some(Ordering::Less));
    /// assert_eq!(month.compare(&"P30D".into()), None);
    /// assert_eq!(month.compare(&"P0Y1M0D".into()), Some(Ordering::Equal));
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Duration) -> Option<Ordering> {
        self.lengths().ok()?.compare(other.lengths().ok()?).ok()?
    }

    fn lengths(&self) -> Result<Lengths, DateError> {
        Lengths::parse(trim(&self.0))
    }
}

/// Accepts `xs:duration` only, without whitespace.
impl FromStr for Duration {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Lengths::parse(text)?;
        Ok(Duration(text.into()))
    }
}

/// In seconds: `PT90.5S`.
impl From<SignedDuration> for Duration {
    fn from(length: SignedDuration) -> Self {
        let mut text = String::new();
        if length.is_negative() {
            text.push('-');
        }
        text.push_str("PT");
        push_seconds(&mut text, length.as_nanos().unsigned_abs());
        Duration::from(text)
    }
}

/// Unit by unit, with weeks as days, and everything smaller than minutes as seconds.
impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        let date = [
            (i64::from(span.get_years()), 'Y'),
            (i64::from(span.get_months()), 'M'),
            (
                i64::from(span.get_weeks()) * 7 + i64::from(span.get_days()),
                'D',
            ),
        ];
        let time = [
            (i64::from(span.get_hours()), 'H'),
            (span.get_minutes(), 'M'),
        ];
        let nanos = i128::from(span.get_seconds()) * 1_000_000_000
            + i128::from(span.get_milliseconds()) * 1_000_000
            + i128::from(span.get_microseconds()) * 1_000
            + i128::from(span.get_nanoseconds());

        let mut text = String::from(if span.is_negative() { "-P" } else { "P" });
        push_units(&mut text, &date);
        if span.is_zero() || nanos != 0 || time.iter().any(|&(number, _)| number != 0) {
            text.push('T');
            push_units(&mut text, &time);
        }
        if span.is_zero() || nanos != 0 {
            push_seconds(&mut text, nanos.unsigned_abs());
        }
        Duration::from(text)
    }
}

fn push_units(text: &mut String, units: &[(i64, char)]) {
    for (number, unit) in units.iter().filter(|(number, _)| *number != 0) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{}{unit}", number.unsigned_abs());
    }
}

fn push_seconds(text: &mut String, nanos: u128) {
    let (seconds, fraction) = (nanos / 1_000_000_000, nanos % 1_000_000_000);
    let _ = write!(text, "{seconds}");
    if fraction != 0 {
        let digits = format!("{fraction:09}");
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text.push('S');
}
