//! Dates and times as separate fields, and conversions from them.

use std::cmp::Ordering;

use jiff::civil;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::cursor::Fraction;
use super::error::{DateError, DateErrorKind};

/// A day that exists in the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    /// `None` outside 1 to 9999.
    year: Option<i16>,
    month: u8,
    of_month: u8,
}

/// A time of day that exists; 24:00:00 is the end of the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    fraction: Fraction,
}

/// A day, a time, and the offset from UTC if there is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateFields {
    pub(super) day: Day,
    pub(super) time: Time,
    /// In minutes, positive to the east.
    pub(super) offset: Option<i16>,
}

impl Day {
    /// `year_digits` is the year without its sign, of any length.
    pub(super) fn new(
        negative: bool,
        year_digits: &[u8],
        month: u8,
        day: u8,
    ) -> Result<Self, DateError> {
        let fault = |fault| Err(DateError(fault));
        if year_digits.iter().all(|&digit| digit == b'0') {
            return fault(DateErrorKind::NoYearZero);
        }
        let add = |number: u32, digit: &u8| number * 10 + u32::from(digit - b'0');
        // The calendar repeats every 400 years, so the last digits of a long year suffice.
        let in_cycle = year_digits
            .iter()
            .fold(0, |number, digit| add(number, digit) % 400);
        let leap = in_cycle % 4 == 0 && (in_cycle % 100 != 0 || in_cycle == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return fault(DateErrorKind::Day),
        };
        if !(1..=last).contains(&day) {
            return fault(DateErrorKind::Day);
        }
        let year = (!negative && year_digits.len() <= 4)
            .then(|| year_digits.iter().fold(0, add))
            .and_then(|year| i16::try_from(year).ok());
        Ok(Day {
            year,
            month,
            of_month: day,
        })
    }

    pub(super) fn to_civil(self) -> Result<civil::Date, DateError> {
        let out_of_range = DateError(DateErrorKind::Range);
        let (Some(year), Ok(month), Ok(day)) = (
            self.year,
            i8::try_from(self.month),
            i8::try_from(self.of_month),
        ) else {
            return Err(out_of_range);
        };
        civil::Date::new(year, month, day).map_err(|_| out_of_range)
    }
}

impl Time {
    pub(super) fn new(
        hour: u8,
        minute: u8,
        second: u8,
        fraction: Fraction,
    ) -> Result<Self, DateError> {
        let whole_day =
            hour == 24 && (minute, second) == (0, 0) && fraction.nanos == 0 && !fraction.finer;
        if (hour < 24 && minute < 60 && second < 60) || whole_day {
            Ok(Time {
                hour,
                minute,
                second,
                fraction,
            })
        } else {
            Err(DateError(DateErrorKind::Time))
        }
    }

    /// The time since midnight.
    fn to_span(self) -> Result<jiff::Span, DateError> {
        if self.fraction.finer {
            return Err(DateError(DateErrorKind::TooFine));
        }
        Ok(i64::from(self.hour)
            .hours()
            .minutes(self.minute)
            .seconds(self.second)
            .nanoseconds(self.fraction.nanos))
    }
}

/// Checks an offset and converts it to minutes from UTC: at most 14:00.
pub(super) fn offset_minutes(west: bool, hours: u8, minutes: u8) -> Result<i16, DateError> {
    let total = i16::from(hours) * 60 + i16::from(minutes);
    if minutes > 59 || total > 14 * 60 {
        return Err(DateError(DateErrorKind::Offset));
    }
    Ok(if west { -total } else { total })
}

/// Converts minutes to jiff's type.
pub(super) fn to_offset(minutes: i16) -> Result<Offset, DateError> {
    Offset::from_seconds(i32::from(minutes) * 60).map_err(|_| DateError(DateErrorKind::Offset))
}

impl DateFields {
    pub(super) fn to_civil(self) -> Result<civil::DateTime, DateError> {
        let midnight = self.day.to_civil()?.to_datetime(civil::Time::midnight());
        midnight
            .checked_add(self.time.to_span()?)
            .map_err(|_| DateError(DateErrorKind::Range))
    }

    pub(super) fn to_timestamp(self) -> Result<Timestamp, DateError> {
        let offset = self.offset.ok_or(DateError(DateErrorKind::NoOffset))?;
        self.at(offset)
    }

    fn at(self, offset: i16) -> Result<Timestamp, DateError> {
        to_offset(offset)?
            .to_timestamp(self.to_civil()?)
            .map_err(|_| DateError(DateErrorKind::Range))
    }

    /// Compares the two moments, if the order is certain: a missing offset may be anything up to 14
    /// hours.
    pub(super) fn compare(self, other: DateFields) -> Result<Option<Ordering>, DateError> {
        const FURTHEST: i16 = 14 * 60;
        Ok(match (self.offset, other.offset) {
            (Some(_), Some(_)) => Some(self.to_timestamp()?.cmp(&other.to_timestamp()?)),
            (None, None) => Some(self.to_civil()?.cmp(&other.to_civil()?)),
            (None, Some(_)) => other.compare(self)?.map(Ordering::reverse),
            (Some(_), None) => {
                let moment = self.to_timestamp()?;
                if moment < other.at(FURTHEST)? {
                    Some(Ordering::Less)
                } else if moment > other.at(-FURTHEST)? {
                    Some(Ordering::Greater)
                } else {
                    None
                }
            }
        })
    }
}
