//! The lexical space of `xs:duration`, and conversions from it.

use std::cmp::Ordering;

use jiff::civil;
use jiff::{SignedDuration, Span};

use super::cursor::{Cursor, Fraction};
use super::error::{DateError, DateErrorKind, DateShape};

/// The designators in their required order: date units, then time units.
const DATE_UNITS: [u8; 3] = *b"YMD";
const TIME_UNITS: [u8; 3] = *b"HMS";

/// The days from which XML Schema measures durations to compare them.
const YARDSTICKS: [civil::Date; 4] = [
    civil::date(1696, 9, 1),
    civil::date(1697, 2, 1),
    civil::date(1903, 3, 1),
    civil::date(1903, 7, 1),
];

/// A number of any length; `None` if it is too long to compute with.
type Number = Option<i64>;

/// A duration as separate numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    negative: bool,
    /// Years, months, days.
    date: [Number; 3],
    /// Hours, minutes, seconds.
    time: [Number; 3],
    fraction: Fraction,
}

impl Lengths {
    pub(super) fn parse(text: &str) -> Result<Self, DateError> {
        let mut cursor = Cursor::new(text, DateShape::Duration);
        let negative = cursor.eat(b'-');
        cursor.expect(b'P')?;
        let (date, _) = numbers(&mut cursor, DATE_UNITS)?;
        let mut lengths = Lengths {
            negative,
            date: date.map(|number| number.unwrap_or(Some(0))),
            time: [Some(0); 3],
            fraction: Fraction::default(),
        };
        if cursor.eat(b'T') {
            let (time, fraction) = numbers(&mut cursor, TIME_UNITS)?;
            if time.iter().all(Option::is_none) {
                return Err(cursor.unexpected());
            }
            lengths.time = time.map(|number| number.unwrap_or(Some(0)));
            lengths.fraction = fraction;
        } else if date.iter().all(Option::is_none) {
            return Err(cursor.unexpected());
        }
        cursor.finish()?;
        Ok(lengths)
    }

    pub(super) fn to_span(self) -> Result<Span, DateError> {
        let nanos = self.nanos()?;
        let [years, months, days] = in_range(self.date)?;
        let [hours, minutes, seconds] = in_range(self.time)?;
        let span = Span::new()
            .try_years(years)
            .and_then(|span| span.try_months(months))
            .and_then(|span| span.try_days(days))
            .and_then(|span| span.try_hours(hours))
            .and_then(|span| span.try_minutes(minutes))
            .and_then(|span| span.try_seconds(seconds))
            .and_then(|span| span.try_nanoseconds(nanos))
            .map_err(|_| DateError(DateErrorKind::Range))?;
        Ok(if self.negative { -span } else { span })
    }

    pub(super) fn to_signed_duration(self) -> Result<SignedDuration, DateError> {
        let [years, months, days] = in_range(self.date)?;
        if (years, months) != (0, 0) {
            return Err(DateError(DateErrorKind::CalendarLength));
        }
        let [hours, minutes, seconds] = in_range(self.time)?;
        let seconds = [(days, 86_400), (hours, 3600), (minutes, 60), (seconds, 1)]
            .into_iter()
            .try_fold(0_i64, |sum, (number, unit)| {
                number.checked_mul(unit)?.checked_add(sum)
            })
            .ok_or(DateError(DateErrorKind::Range))?;
        let length = SignedDuration::new(seconds, self.nanos()?);
        Ok(if self.negative { -length } else { length })
    }

    /// Compares the lengths, if the result does not depend on the day from which they are counted.
    pub(super) fn compare(self, other: Lengths) -> Result<Option<Ordering>, DateError> {
        let (span, other) = (self.to_span()?, other.to_span()?);
        let mut orders = YARDSTICKS.into_iter().map(|day| {
            let start = day.to_datetime(civil::Time::midnight());
            let end = |span| {
                start
                    .checked_add(span)
                    .map_err(|_| DateError(DateErrorKind::Range))
            };
            Ok(end(span)?.cmp(&end(other)?))
        });
        let Some(first) = orders.next().transpose()? else {
            return Ok(None);
        };
        for order in orders {
            if order? != first {
                return Ok(None);
            }
        }
        Ok(Some(first))
    }

    fn nanos(self) -> Result<i32, DateError> {
        if self.fraction.finer {
            return Err(DateError(DateErrorKind::TooFine));
        }
        i32::try_from(self.fraction.nanos).map_err(|_| DateError(DateErrorKind::TooFine))
    }
}

fn in_range(numbers: [Number; 3]) -> Result<[i64; 3], DateError> {
    match numbers {
        [Some(a), Some(b), Some(c)] => Ok([a, b, c]),
        _ => Err(DateError(DateErrorKind::Range)),
    }
}

/// Parses numbers with designators, each at most once and in this order; only seconds have a
/// fraction.
fn numbers(
    cursor: &mut Cursor<'_>,
    units: [u8; 3],
) -> Result<([Option<Number>; 3], Fraction), DateError> {
    let mut found = [None; 3];
    let mut free = 0;
    while cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
        let number = number(cursor.digits()?);
        let point = cursor.clone();
        let fraction = cursor.fraction()?;
        let unit = cursor.peek();
        let Some(at) = (free..3).find(|&at| unit == Some(units[at])) else {
            return Err(cursor.unexpected());
        };
        if fraction.is_some() && unit != Some(b'S') {
            return Err(point.unexpected());
        }
        cursor.eat(units[at]);
        found[at] = Some(number);
        free = at + 1;
        if let Some(fraction) = fraction {
            return Ok((found, fraction));
        }
    }
    Ok((found, Fraction::default()))
}

fn number(digits: &[u8]) -> Number {
    digits.iter().try_fold(0_i64, |number, digit| {
        number.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
    })
}
