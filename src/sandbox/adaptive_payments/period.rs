//! Days and periods of a preapproval.

use jiff::tz::Offset;
use jiff::{Span, civil};

use crate::api::adaptive_payments::common::{DayOfWeek, PaymentPeriod};
use crate::sandbox::clock::moment;
use crate::value::{Date, DateTime};

/// The day that a date names, with a time or without, and the offset in which it does.
pub(super) fn day(date: &DateTime) -> Option<(civil::Date, Offset)> {
    let whole = || Some((date.to_civil().ok()?.date(), date.offset().ok()??));
    let only = Date::from(date.as_str());
    let only = || {
        Some((
            only.to_civil().ok()?,
            only.offset().ok().flatten().unwrap_or(Offset::UTC),
        ))
    };
    whole().or_else(only)
}

/// The day of a moment in milliseconds, at an offset.
pub(super) fn day_of(millis: i64, offset: Offset) -> civil::Date {
    offset.to_datetime(moment(millis)).date()
}

/// A period of a preapproval: its number, and its last day if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) number: i64,
    pub(super) last: Option<civil::Date>,
}

impl Period {
    /// The period that a day is in, of a preapproval that starts on a day.
    ///
    /// Weeks, months and years are counted from the first day on. Half months are the days to the 15th, and the
    /// others. Without a period all days are in one.
    pub(super) fn of(start: civil::Date, day: civil::Date, period: Option<&PaymentPeriod>) -> Self {
        match period {
            Some(PaymentPeriod::Daily) => Period::of_days(start, day, 1),
            Some(PaymentPeriod::Weekly) => Period::of_days(start, day, 7),
            Some(PaymentPeriod::Biweekly) => Period::of_days(start, day, 14),
            Some(PaymentPeriod::Semimonthly) => Period::half_month(day),
            Some(PaymentPeriod::Monthly) => Period::of_months(start, day, 1),
            Some(PaymentPeriod::Annually) => Period::of_months(start, day, 12),
            _ => Period {
                number: 0,
                last: None,
            },
        }
    }

    fn of_days(start: civil::Date, day: civil::Date, length: i64) -> Self {
        let since = start
            .until(day)
            .map_or(0, |span| i64::from(span.get_days()));
        let number = since.div_euclid(length);
        let last = Span::new().try_days(number * length + length - 1);
        Period {
            number,
            last: last.and_then(|span| start.checked_add(span)).ok(),
        }
    }

    fn half_month(day: civil::Date) -> Self {
        let is_second = day.day() > 15;
        let last = if is_second {
            day.last_of_month()
        } else {
            day.first_of_month().saturating_add(Span::new().days(14))
        };
        Period {
            number: months(day) * 2 + i64::from(is_second),
            last: Some(last),
        }
    }

    fn of_months(start: civil::Date, day: civil::Date, length: i64) -> Self {
        let since = months(day) - months(start);
        let later = |months: i64| {
            let span = Span::new().try_months(months).ok()?;
            start.checked_add(span).ok()
        };
        // A month that has begun by the calendar may not have begun from the first day on.
        let has_begun = later(since).is_some_and(|begin| begin <= day);
        let since = if has_begun { since } else { since - 1 };
        let number = since.div_euclid(length);
        let next = later((number + 1) * length);
        Period {
            number,
            last: next.and_then(|next| next.yesterday().ok()),
        }
    }
}

fn months(day: civil::Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

/// Whether payments may be made on this day of the week.
pub(super) fn is_weekday(day: civil::Date, wanted: Option<&DayOfWeek>) -> bool {
    let name = match day.weekday() {
        civil::Weekday::Sunday => DayOfWeek::Sunday,
        civil::Weekday::Monday => DayOfWeek::Monday,
        civil::Weekday::Tuesday => DayOfWeek::Tuesday,
        civil::Weekday::Wednesday => DayOfWeek::Wednesday,
        civil::Weekday::Thursday => DayOfWeek::Thursday,
        civil::Weekday::Friday => DayOfWeek::Friday,
        civil::Weekday::Saturday => DayOfWeek::Saturday,
    };
    wanted.is_none_or(|wanted| *wanted == DayOfWeek::NoDaySpecified || *wanted == name)
}

/// Whether payments may be made on this day of the month: 0 is any.
pub(super) fn is_date_of_month(day: civil::Date, wanted: Option<i32>) -> bool {
    wanted.is_none_or(|wanted| wanted == 0 || wanted == i32::from(day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, day: &str, period: &PaymentPeriod) -> (i64, String) {
        let date = |text: &str| text.parse().expect("a date");
        let found = Period::of(date(start), date(day), Some(period));
        let last = found.last.map(|last| last.to_string());
        (found.number, last.unwrap_or_default())
    }

    #[test]
    fn periods_are_counted_from_the_first_day() {
        for (start, day, of, number, last) in [
            (
                "2013-01-30",
                "2013-01-30",
                PaymentPeriod::Daily,
                0,
                "2013-01-30",
            ),
            (
                "2013-01-30",
                "2013-02-05",
                PaymentPeriod::Weekly,
                0,
                "2013-02-05",
            ),
            (
                "2013-01-30",
                "2013-02-06",
                PaymentPeriod::Weekly,
                1,
                "2013-02-12",
            ),
            (
                "2013-01-30",
                "2013-02-13",
                PaymentPeriod::Biweekly,
                1,
                "2013-02-26",
            ),
            (
                "2013-01-31",
                "2013-02-27",
                PaymentPeriod::Monthly,
                0,
                "2013-02-27",
            ),
            (
                "2013-01-31",
                "2013-02-28",
                PaymentPeriod::Monthly,
                1,
                "2013-03-30",
            ),
            (
                "2013-01-31",
                "2013-03-31",
                PaymentPeriod::Monthly,
                2,
                "2013-04-29",
            ),
            (
                "2012-02-29",
                "2013-02-27",
                PaymentPeriod::Annually,
                0,
                "2013-02-27",
            ),
            (
                "2012-02-29",
                "2013-02-28",
                PaymentPeriod::Annually,
                1,
                "2014-02-27",
            ),
            (
                "2013-01-01",
                "2013-01-01",
                PaymentPeriod::NoPeriodSpecified,
                0,
                "",
            ),
        ] {
            let title = format!("{start} {day} {of}");
            assert_eq!(
                period(start, day, &of),
                (number, last.to_owned()),
                "{title}"
            );
        }
    }

    #[test]
    fn half_months_are_those_of_the_calendar() {
        let first = period("2013-01-30", "2013-02-15", &PaymentPeriod::Semimonthly);
        let second = period("2013-01-30", "2013-02-16", &PaymentPeriod::Semimonthly);
        assert_eq!(second.0, first.0 + 1);
        assert_eq!(
            (first.1.as_str(), second.1.as_str()),
            ("2013-02-15", "2013-02-28")
        );
    }

    #[test]
    fn days_are_those_of_the_date_itself() {
        let (date, offset) = day(&DateTime::from("2013-04-24T23:30:00-07:00")).expect("a day");
        assert_eq!(date.to_string(), "2013-04-24");
        // 2013-04-25T06:00:00Z
        assert_eq!(day_of(1_366_869_600_000, offset).to_string(), "2013-04-24");
        let (date, offset) = day(&DateTime::from("2010-09-10Z")).expect("a day");
        assert_eq!(
            (date.to_string().as_str(), offset),
            ("2010-09-10", Offset::UTC)
        );
    }
}
