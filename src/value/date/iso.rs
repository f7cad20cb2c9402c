//! The lexical spaces of `xs:dateTime` and `xs:date`.

use super::cursor::Cursor;
use super::error::{DateError, DateShape};
use super::fields::{DateFields, Day, Time, offset_minutes};

pub(super) fn date_time(text: &str) -> Result<DateFields, DateError> {
    let mut cursor = Cursor::new(text, DateShape::DateTime);
    let day = day(&mut cursor)?;
    cursor.expect(b'T')?;
    time_and_offset(cursor, day)
}

/// Parses the same with a space in place of the `T`, as databases write it.
pub(super) fn spaced_date_time(text: &str) -> Result<DateFields, DateError> {
    let mut cursor = Cursor::new(text, DateShape::LooseDateTime);
    let day = day(&mut cursor)?;
    cursor.expect(b' ')?;
    time_and_offset(cursor, day)
}

pub(super) fn date(text: &str) -> Result<(Day, Option<i16>), DateError> {
    let mut cursor = Cursor::new(text, DateShape::Date);
    let day = day(&mut cursor)?;
    let offset = offset(&mut cursor)?;
    cursor.finish()?;
    Ok((day, offset))
}

fn time_and_offset(mut cursor: Cursor<'_>, day: Day) -> Result<DateFields, DateError> {
    let time = time(&mut cursor)?;
    let offset = offset(&mut cursor)?;
    cursor.finish()?;
    Ok(DateFields { day, time, offset })
}

fn day(cursor: &mut Cursor<'_>) -> Result<Day, DateError> {
    let negative = cursor.eat(b'-');
    let start = cursor.clone();
    let year = cursor.digits()?;
    // At least four digits, and no leading zero if there are more.
    if year.len() < 4 {
        return Err(cursor.unexpected());
    }
    if year.len() > 4 && year[0] == b'0' {
        return Err(start.unexpected());
    }
    cursor.expect(b'-')?;
    let month = cursor.two_digits()?;
    cursor.expect(b'-')?;
    let day = cursor.two_digits()?;
    Day::new(negative, year, month, day)
}

/// `hh:mm:ss` with or without a fraction.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Result<Time, DateError> {
    let hour = cursor.two_digits()?;
    cursor.expect(b':')?;
    let minute = cursor.two_digits()?;
    cursor.expect(b':')?;
    let second = cursor.two_digits()?;
    let fraction = cursor.fraction()?.unwrap_or_default();
    Time::new(hour, minute, second, fraction)
}

fn offset(cursor: &mut Cursor<'_>) -> Result<Option<i16>, DateError> {
    if cursor.eat(b'Z') {
        return Ok(Some(0));
    }
    let west = cursor.eat(b'-');
    if !west && !cursor.eat(b'+') {
        return Ok(None);
    }
    let hours = cursor.two_digits()?;
    cursor.expect(b':')?;
    let minutes = cursor.two_digits()?;
    offset_minutes(west, hours, minutes).map(Some)
}
