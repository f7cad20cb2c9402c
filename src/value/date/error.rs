//! Why a text is not a date, or not the wanted sort of one.

use std::fmt;

use crate::value::text::Shown;

/// Why a text is not a [`DateTime`](super::DateTime), [`Date`](super::Date) or
/// [`Duration`](super::Duration), or cannot be converted.
///
/// Shows one character of the text at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(pub(super) Fault);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The text ends where more is needed, or has this character where another is.
    Shape(Shape, Option<char>),
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

/// What was being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    DateTime,
    LooseDateTime,
    Date,
    Duration,
}

impl Shape {
    fn described(self) -> (&'static str, &'static str) {
        match self {
            Shape::DateTime => ("date and time", "like `2015-05-05T16:23:34-07:00`"),
            Shape::LooseDateTime => ("date and time", "in none of the known shapes"),
            Shape::Date => ("date", "like `2015-05-05`"),
            Shape::Duration => ("duration", "like `P1Y2M3DT4H5M6.7S`"),
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Fault::Shape(shape, found) => return write_shape(f, shape, found),
            Fault::NoYearZero => "there is no year 0000",
            Fault::Day => "no such day in the calendar",
            Fault::Time => "no such time of day",
            Fault::Offset => "no such offset from UTC (14:00 at most)",
            Fault::Weekday => "the day of the week is not that of the date",
            Fault::Zone => "unknown time zone (known are PST, PDT, GMT and UTC)",
            Fault::NoOffset => "no offset from UTC, so the moment is not known",
            Fault::TooFine => "finer than a nanosecond",
            Fault::Range => "outside the range that can be computed with (years 1 to 9999)",
            Fault::CalendarLength => "years and months have no fixed length",
        })
    }
}

fn write_shape(f: &mut fmt::Formatter<'_>, shape: Shape, found: Option<char>) -> fmt::Result {
    let (what, hint) = shape.described();
    match found {
        Some(found) => write!(f, "not a {what}: unexpected {} ({hint})", Shown(found)),
        None => write!(f, "not a {what}: it ends too early ({hint})"),
    }
}

impl std::error::Error for DateError {}
