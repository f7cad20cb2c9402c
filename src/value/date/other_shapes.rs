//! Date and time formats other than ISO 8601: those of Java, JavaScript and payment notifications.

use jiff::civil::Weekday;

use super::cursor::Cursor;
use super::error::{DateError, DateErrorKind, DateShape};
use super::fields::{DateFields, Day, Time, offset_minutes};
use super::iso;

const WEEKDAYS: [(&[u8], Weekday); 7] = [
    (b"Mon", Weekday::Monday),
    (b"Tue", Weekday::Tuesday),
    (b"Wed", Weekday::Wednesday),
    (b"Thu", Weekday::Thursday),
    (b"Fri", Weekday::Friday),
    (b"Sat", Weekday::Saturday),
    (b"Sun", Weekday::Sunday),
];

const MONTHS: [(&[u8], u8); 12] = [
    (b"Jan", 1),
    (b"Feb", 2),
    (b"Mar", 3),
    (b"Apr", 4),
    (b"May", 5),
    (b"Jun", 6),
    (b"Jul", 7),
    (b"Aug", 8),
    (b"Sep", 9),
    (b"Oct", 10),
    (b"Nov", 11),
    (b"Dec", 12),
];

/// Time zones by name, with their minutes from UTC. They are few, because most abbreviations stand
/// for several zones.
const ZONES: [(&[u8], i16); 4] = [
    (b"PST", -8 * 60),
    (b"PDT", -7 * 60),
    (b"GMT", 0),
    (b"UTC", 0),
];

/// Parses any of the supported shapes other than `xs:dateTime`.
pub(super) fn date_time(text: &str) -> Result<DateFields, DateError> {
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        weekday_first(text)
    } else if bytes.get(2) == Some(&b':') {
        time_first(text)
    } else {
        iso::spaced_date_time(text)
    }
}

/// `16:23:34 May 05, 2015 PDT`
fn time_first(text: &str) -> Result<DateFields, DateError> {
    let mut cursor = Cursor::new(text, DateShape::LooseDateTime);
    let time = iso::time(&mut cursor)?;
    cursor.expect(b' ')?;
    let month = word(&mut cursor, &MONTHS)?;
    cursor.expect(b' ')?;
    let day = cursor.one_or_two_digits()?;
    cursor.expect(b',')?;
    cursor.expect(b' ')?;
    let day = Day::new(false, year(&mut cursor)?, month, day)?;
    cursor.expect(b' ')?;
    let offset = zone(&mut cursor)?;
    cursor.finish()?;
    Ok(fields(day, time, offset))
}

/// `Tue Jul 13 12:34:29 PDT 2010` or `Fri Jun 09 2017 13:20:04 GMT-0400 (EDT)`
fn weekday_first(text: &str) -> Result<DateFields, DateError> {
    let mut cursor = Cursor::new(text, DateShape::LooseDateTime);
    let weekday = word(&mut cursor, &WEEKDAYS)?;
    cursor.expect(b' ')?;
    let month = word(&mut cursor, &MONTHS)?;
    cursor.expect(b' ')?;
    // Java pads the day with a space.
    cursor.eat(b' ');
    let day = cursor.one_or_two_digits()?;
    cursor.expect(b' ')?;

    let mut ahead = cursor.clone();
    ahead.two_digits()?;
    let fields = if ahead.peek() == Some(b':') {
        let time = iso::time(&mut cursor)?;
        cursor.expect(b' ')?;
        let offset = zone(&mut cursor)?;
        cursor.expect(b' ')?;
        let day = Day::new(false, year(&mut cursor)?, month, day)?;
        fields(day, time, offset)
    } else {
        let day = Day::new(false, year(&mut cursor)?, month, day)?;
        cursor.expect(b' ')?;
        let time = iso::time(&mut cursor)?;
        cursor.expect(b' ')?;
        let offset = zone(&mut cursor)?;
        zone_name(&mut cursor)?;
        fields(day, time, offset)
    };
    cursor.finish()?;
    if fields.day.to_civil()?.weekday() == weekday {
        Ok(fields)
    } else {
        Err(DateError(DateErrorKind::Weekday))
    }
}

fn fields(day: Day, time: Time, offset: i16) -> DateFields {
    let offset = Some(offset);
    DateFields { day, time, offset }
}

fn year<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], DateError> {
    let year = cursor.digits()?;
    if year.len() == 4 {
        Ok(year)
    } else {
        Err(cursor.unexpected())
    }
}

/// Takes one of the words, in any letter case.
fn word<T: Copy>(cursor: &mut Cursor<'_>, words: &[(&[u8], T)]) -> Result<T, DateError> {
    let start = cursor.clone();
    let found = cursor.take_while(|byte| byte.is_ascii_alphabetic());
    words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(found))
        .map(|&(_, meaning)| meaning)
        .ok_or_else(|| start.unexpected())
}

/// `PDT`, `GMT`, `GMT-0700`, `GMT-07:00`
fn zone(cursor: &mut Cursor<'_>) -> Result<i16, DateError> {
    let named = word(cursor, &ZONES).map_err(|_| DateError(DateErrorKind::Zone))?;
    let west = cursor.eat(b'-');
    if named != 0 || (!west && !cursor.eat(b'+')) {
        return Ok(named);
    }
    let hours = cursor.two_digits()?;
    cursor.eat(b':');
    let minutes = cursor.two_digits()?;
    offset_minutes(west, hours, minutes)
}

/// Takes the zone's name that JavaScript adds: ` (EDT)`, ` (Central European Summer Time)`.
fn zone_name(cursor: &mut Cursor<'_>) -> Result<(), DateError> {
    if cursor.eat(b' ') {
        cursor.expect(b'(')?;
        cursor.take_while(|byte| byte != b')');
        cursor.expect(b')')?;
    }
    Ok(())
}
