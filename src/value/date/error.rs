//! The error of dates, times and durations.

use std::fmt;

use crate::value::text::Shown;

/// The reason why a text is not a [`DateTime`](super::DateTime), [`Date`](super::Date) or
/// [`Duration`](super::Duration), or cannot be converted.
///
/// Its message shows at most one character of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(pub(super) DateErrorKind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateErrorKind {
    /// The text ends too early (`None`) or has a character that the shape does not allow.
    Shape(DateShape, Option<char>),
    NoYearZero,
    Day,
    Time,
    Offset,
    Weekday,
    Zone,
    NoOffset,
    TooFine,
    Range,
    CalendarLength,
}

/// What the text was parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateShape {
    DateTime,
    LooseDateTime,
    Date,
    Duration,
}

impl DateShape {
    fn described(self) -> (&'static str, &'static str) {
        match self {
            DateShape::DateTime => ("date and time", "like `2015-05-05T16:23:34-07:00`"),
            DateShape::LooseDateTime => ("date and time", "in none of the supported shapes"),
            DateShape::Date => ("date", "like `2015-05-05`"),
            DateShape::Duration => ("duration", "like `P1Y2M3DT4H5M6.7S`"),
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            DateErrorKind::Shape(shape, found) => return write_shape(f, shape, found),
            DateErrorKind::NoYearZero => "there is no year 0000",
            DateErrorKind::Day => "this day does not exist",
            DateErrorKind::Time => "this time of day does not exist",
            DateErrorKind::Offset => "offset from UTC out of range (at most 14:00)",
            DateErrorKind::Weekday => "the day of the week does not match the date",
            DateErrorKind::Zone => "unknown time zone (supported are PST, PDT, GMT and UTC)",
            DateErrorKind::NoOffset => "it has no offset from UTC, so the moment is not known",
            DateErrorKind::TooFine => "more precise than a nanosecond",
            DateErrorKind::Range => "out of range (years 1 to 9999 are supported)",
            DateErrorKind::CalendarLength => "years and months have no fixed length",
        })
    }
}

fn write_shape(f: &mut fmt::Formatter<'_>, shape: DateShape, found: Option<char>) -> fmt::Result {
    let (what, hint) = shape.described();
    match found {
        Some(found) => write!(f, "not a {what}: unexpected {} ({hint})", Shown(found)),
        None => write!(f, "not a {what}: it ends too early ({hint})"),
    }
}

impl std::error::Error for DateError {}
