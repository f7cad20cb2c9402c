//! A date without a time.

use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;

use super::error::DateError;
use super::fields::{Day, to_offset};
use super::{iso, kept_text};
use crate::value::text::trim;

/// A date without a time, kept as text: `2015-05-05`, or with an offset from UTC,
/// `2015-05-05-07:00`.
///
/// Like [`DateTime`](super::DateTime), deserializing and `From<&str>` keep any text;
/// [`parse()`](str::parse) accepts `xs:date` exactly, and [`check`](Date::check) and the
/// conversions ignore whitespace around it. Equality is by text.
///
/// ```
/// use paywire::Date;
///
/// let birth: Date = "1980-02-29".parse()?;
/// assert_eq!(birth.to_civil()?, jiff::civil::date(1980, 2, 29));
/// assert_eq!(birth.offset()?, None);
/// assert!("1981-02-29".parse::<Date>().is_err());
/// # Ok::<(), paywire::value::DateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date(Box<str>);

kept_text!(Date, "a date");

impl Date {
    /// Checks that the text is an `xs:date`, ignoring whitespace around it.
    pub fn check(&self) -> Result<(), DateError> {
        self.fields().map(drop)
    }

    /// Converts to the calendar day, ignoring the offset from UTC.
    pub fn to_civil(&self) -> Result<civil::Date, DateError> {
        self.fields()?.0.to_civil()
    }

    /// The offset from UTC; `None` if the text has none.
    pub fn offset(&self) -> Result<Option<Offset>, DateError> {
        self.fields()?.1.map(to_offset).transpose()
    }

    fn fields(&self) -> Result<(Day, Option<i16>), DateError> {
        iso::date(trim(&self.0))
    }
}

/// Accepts `xs:date` only, without whitespace.
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        iso::date(text)?;
        Ok(Date(text.into()))
    }
}

/// Without offset: `2015-05-05`. Years before 1 cannot be written as `xs:date`, and
/// [`check`](Date::check) says so.
impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Date::from(date.to_string())
    }
}

impl TryFrom<&Date> for civil::Date {
    type Error = DateError;

    fn try_from(date: &Date) -> Result<Self, Self::Error> {
        date.to_civil()
    }
}
