//! A date with a time.

use std::cmp::Ordering;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

use super::error::{DateError, DateErrorKind, DateShape};
use super::fields::{DateFields, to_offset};
use super::{iso, kept_text, other_shapes};
use crate::value::text::trim;

/// A date with a time, kept as text.
///
/// # What is kept, what is checked
///
/// The schema type is `xs:dateTime`, but services send other shapes too. So reading a message
/// checks nothing: deserializing and `From<&str>` keep any text, and it is written back unchanged.
/// Check it explicitly:
///
/// | | accepts |
/// | --- | --- |
/// | `From<&str>`, `From<String>`, deserializing | any text |
/// | [`parse()`](str::parse) | `xs:dateTime` exactly |
/// | [`check`](DateTime::check) | `xs:dateTime`, with whitespace around it |
/// | [`to_timestamp`](DateTime::to_timestamp) and the other conversions | the shapes below, with whitespace around them |
///
/// # Shapes that can be converted
///
/// - `2016-06-14T03:30:49.149-07:00`, `…Z`, or without offset: `xs:dateTime` of XML Schema 1.0
///   (no year 0000; 24:00:00 is the end of the day)
/// - `2015-10-25 01:21:32`: the same with a space, as databases write it
/// - `16:23:34 May 05, 2015 PDT`: in payment notifications
/// - `Tue Jul 13 12:34:29 PDT 2010`: Java's, in payment notifications
/// - `Fri Jun 09 2017 13:20:04 GMT-0400 (EDT)`: JavaScript's
///
/// Time zones by name are PST and PDT, always 8 and 7 hours behind UTC, and GMT and UTC. Others are
/// an error, since most abbreviations stand for several zones.
///
/// # Equality
///
/// Equality is by text: `…+00:00` is not equal to `…Z`. [`compare`](DateTime::compare) compares the
/// moments.
///
/// ```
/// use paywire::DateTime;
///
/// let sent: DateTime = "2009-10-06T14:30:39.383-07:00".parse()?;
/// assert_eq!(sent.to_timestamp()?.to_string(), "2009-10-06T21:30:39.383Z");
/// assert_eq!(sent.to_string(), "2009-10-06T14:30:39.383-07:00");
///
/// let notified = DateTime::from("14:30:39 Oct 06, 2009 PDT");
/// assert!(!notified.is_valid());
/// assert_eq!(notified.to_timestamp()?.to_string(), "2009-10-06T21:30:39Z");
///
/// let odd = DateTime::from("next week");
/// assert_eq!(odd.as_str(), "next week");
/// assert!(odd.to_timestamp().is_err());
/// # Ok::<(), paywire::value::DateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

kept_text!(DateTime, "a date and time");

impl DateTime {
    /// Checks that the text is an `xs:dateTime`, ignoring whitespace around it.
    pub fn check(&self) -> Result<(), DateError> {
        iso::date_time(trim(&self.0)).map(drop)
    }

    /// Converts to a moment. The text must have one of the known shapes and an offset from UTC, and
    /// lie in the range of [`Timestamp`].
    pub fn to_timestamp(&self) -> Result<Timestamp, DateError> {
        self.fields()?.to_timestamp()
    }

    /// Converts to the date and time of day as written, ignoring the offset from UTC.
    ///
    /// ```
    /// use paywire::DateTime;
    ///
    /// let date = DateTime::from("2015-10-25 01:21:32");
    /// assert_eq!(date.to_civil()?, jiff::civil::date(2015, 10, 25).at(1, 21, 32, 0));
    /// assert!(date.to_timestamp().is_err());
    /// # Ok::<(), paywire::value::DateError>(())
    /// ```
    pub fn to_civil(&self) -> Result<civil::DateTime, DateError> {
        self.fields()?.to_civil()
    }

    /// The offset from UTC; `None` if the text has none.
    pub fn offset(&self) -> Result<Option<Offset>, DateError> {
        self.fields()?.offset.map(to_offset).transpose()
    }

    /// Compares the two moments, not the texts.
    ///
    /// `None` if the order is not known. This is also the case if only one of the texts has an
    /// offset from UTC and they are within 14 hours: no offset is larger.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use paywire::DateTime;
    ///
    /// let utc = DateTime::from("2015-05-05T23:23:34Z");
    /// let pacific = DateTime::from("16:23:34 May 05, 2015 PDT");
    /// assert_ne!(utc, pacific);
    /// assert_eq!(utc.compare(&pacific), Some(Ordering::Equal));
    ///
    /// let somewhere = DateTime::from("2015-05-05T23:23:34");
    /// assert_eq!(utc.compare(&somewhere), None);
    /// ```
    #[must_use]
    pub fn compare(&self, other: &DateTime) -> Option<Ordering> {
        self.fields().ok()?.compare(other.fields().ok()?).ok()?
    }

    /// Formats the moment at an offset from UTC as `xs:dateTime`.
    ///
    /// The offset must be a whole number of minutes, at most 14 hours.
    ///
    /// ```
    /// use paywire::DateTime;
    ///
    /// let moment = "2015-05-05T23:23:34Z".parse().unwrap();
    /// let date = DateTime::at_offset(moment, jiff::tz::offset(-7))?;
    /// assert_eq!(date.as_str(), "2015-05-05T16:23:34-07:00");
    /// # Ok::<(), paywire::value::DateError>(())
    /// ```
    pub fn at_offset(moment: Timestamp, offset: Offset) -> Result<Self, DateError> {
        let text = moment.display_with_offset(offset).to_string();
        let date = DateTime::from(text);
        let fields = iso::date_time(&date.0)?;
        if fields.offset.map(to_offset).transpose()? == Some(offset) {
            Ok(date)
        } else {
            Err(DateError(DateErrorKind::Offset))
        }
    }

    fn fields(&self) -> Result<DateFields, DateError> {
        let text = trim(&self.0);
        iso::date_time(text).or_else(|error| match error.0 {
            DateErrorKind::Shape(DateShape::DateTime, _) => other_shapes::date_time(text),
            _ => Err(error),
        })
    }
}

/// Accepts `xs:dateTime` only, without whitespace.
impl FromStr for DateTime {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        iso::date_time(text)?;
        Ok(DateTime(text.into()))
    }
}

/// In UTC: `2015-05-05T23:23:34Z`. Years before 1 cannot be written as `xs:dateTime`, and
/// [`check`](DateTime::check) says so.
impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        DateTime::from(moment.to_string())
    }
}

/// Without offset: `2015-05-05T16:23:34`. Years before 1 cannot be written as `xs:dateTime`, and
/// [`check`](DateTime::check) says so.
impl From<civil::DateTime> for DateTime {
    fn from(date_time: civil::DateTime) -> Self {
        DateTime::from(date_time.to_string())
    }
}

impl TryFrom<&DateTime> for Timestamp {
    type Error = DateError;

    fn try_from(date_time: &DateTime) -> Result<Self, Self::Error> {
        date_time.to_timestamp()
    }
}
