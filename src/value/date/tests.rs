use std::cmp::Ordering;

use jiff::{SignedDuration, Span, Timestamp, ToSpan};

use super::*;

fn moment(text: &str) -> String {
    match DateTime::from(text).to_timestamp() {
        Ok(moment) => moment.to_string(),
        Err(error) => error.to_string(),
    }
}

fn refusal(text: &str) -> String {
    text.parse::<DateTime>().unwrap_err().to_string()
}

#[test]
fn every_error_message() {
    insta::assert_snapshot!(refusal(""), @"not a date and time: it ends too early (like `2015-05-05T16:23:34-07:00`)");
    insta::assert_snapshot!(refusal("2009-12-13T13:40:37+08:0"), @"not a date and time: it ends too early (like `2015-05-05T16:23:34-07:00`)");
    insta::assert_snapshot!(refusal("2009-12-13 13:40:37"), @"not a date and time: unexpected ` ` (like `2015-05-05T16:23:34-07:00`)");
    insta::assert_snapshot!(refusal("12/13/2009"), @"not a date and time: unexpected `/` (like `2015-05-05T16:23:34-07:00`)");
    insta::assert_snapshot!(refusal("0000-01-01T00:00:00"), @"there is no year 0000");
    insta::assert_snapshot!(refusal("2009-02-29T00:00:00"), @"this day does not exist");
    insta::assert_snapshot!(refusal("2009-02-28T24:00:01"), @"this time of day does not exist");
    insta::assert_snapshot!(refusal("2009-02-28T00:00:00+14:01"), @"offset from UTC out of range (at most 14:00)");
    insta::assert_snapshot!(moment("someday"), @"not a date and time: unexpected `s` (in none of the supported shapes)");
    insta::assert_snapshot!(moment("Mon Jul 13 12:34:29 PDT 2010"), @"the day of the week does not match the date");
    insta::assert_snapshot!(moment("Tue Jul 13 12:34:29 CST 2010"), @"unknown time zone (supported are PST, PDT, GMT and UTC)");
    insta::assert_snapshot!(moment("2009-02-28T00:00:00"), @"it has no offset from UTC, so the moment is not known");
    insta::assert_snapshot!(moment("2009-02-28T00:00:00.0000000001Z"), @"more precise than a nanosecond");
    insta::assert_snapshot!(moment("12009-02-28T00:00:00Z"), @"out of range (years 1 to 9999 are supported)");
    insta::assert_snapshot!("P1M".parse::<Duration>().unwrap().to_signed_duration().unwrap_err(), @"years and months have no fixed length");
    insta::assert_snapshot!("1Y".parse::<Duration>().unwrap_err(), @"not a duration: unexpected `1` (like `P1Y2M3DT4H5M6.7S`)");
    insta::assert_snapshot!("2009-1-1".parse::<Date>().unwrap_err(), @"not a date: unexpected `-` (like `2015-05-05`)");
}

#[test]
fn shapes_of_real_traffic() {
    insta::assert_snapshot!(moment("16:23:34 May 05, 2015 PDT"), @"2015-05-05T23:23:34Z");
    insta::assert_snapshot!(moment("Fri Jun 09 2017 13:20:04 GMT-0400 (EDT)"), @"2017-06-09T17:20:04Z");
    insta::assert_snapshot!(moment("Fri Jun 09 2017 13:20:04 GMT+0200 (mitteleuropäische Sommerzeit)"), @"2017-06-09T11:20:04Z");
    insta::assert_snapshot!(moment("Tue Jul 13 12:34:29 PDT 2010"), @"2010-07-13T19:34:29Z");
    insta::assert_snapshot!(moment("Tue Jan  5 12:34:29 PST 2010"), @"2010-01-05T20:34:29Z");
    insta::assert_snapshot!(moment("2016-06-14T03:30:49.149-07:00"), @"2016-06-14T10:30:49.149Z");
    insta::assert_snapshot!(moment("2009-12-13T13:40:37.0-08:00"), @"2009-12-13T21:40:37Z");
    insta::assert_snapshot!(moment("2015-10-25 01:21:32Z"), @"2015-10-25T01:21:32Z");
    insta::assert_snapshot!(moment(" 2015-10-25T24:00:00Z\n"), @"2015-10-26T00:00:00Z");
    insta::assert_snapshot!(DateTime::from("2015-10-25 01:21:32").to_civil().unwrap(), @"2015-10-25T01:21:32");
}

#[test]
fn any_text_is_kept() {
    for text in [
        "",
        "2009-12-13T13:40:37+08:0",
        " 2009-01-01T00:00:00Z ",
        "нет",
    ] {
        let json = serde_json::to_string(text).unwrap();
        let date: DateTime = serde_json::from_str(&json).unwrap();
        assert_eq!(date.as_str(), text);
        assert_eq!(serde_json::to_string(&date).unwrap(), json);
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap().as_str(), text);
        assert_eq!(
            serde_json::from_str::<Duration>(&json).unwrap().as_str(),
            text
        );
    }
    assert_eq!(format!("{:?}", Date::from("x")), "Date(\"x\")");
}

#[test]
fn white_space_around_is_for_messages_only() {
    let date = DateTime::from("\n 2009-01-01T00:00:00Z\t");
    assert!(date.is_valid());
    assert!(date.as_str().parse::<DateTime>().is_err());
}

#[test]
fn edges_of_the_calendar() {
    let valid = |text: &str| text.parse::<DateTime>().is_ok();
    assert!(valid("123456789012345678901234567890-02-28T00:00:00Z"));
    assert!(valid("-0004-02-29T00:00:00"));
    assert!(valid("2400-02-29T00:00:00") && !valid("2300-02-29T00:00:00"));
    assert!(valid("10000-02-29T00:00:00") && !valid("10100-02-29T00:00:00"));
    assert!(!valid("02009-01-01T00:00:00Z"));
    assert!(!valid("999-01-01T00:00:00Z"));
    assert!(!valid("+2009-01-01T00:00:00Z"));
    assert!(!valid("2009-01-01T23:59:60Z"));
    assert!(!valid("2009-01-01T00:00:00.Z"));
    assert!(!valid("2009-01-01T00:00:00-00:60"));
    assert!(valid("2009-01-01T00:00:00-14:00"));
    assert!(!valid("2009-01-01T00:00:00z"));
    assert!(!valid("2009-01-01T00:00:00ZZ"));
    assert!(!valid("２００９-01-01T00:00:00Z"));
}

#[test]
fn conversions_that_do_not_fit_are_errors() {
    let error = DateTime::from("9999-12-31T24:00:00Z")
        .to_civil()
        .unwrap_err();
    assert_eq!(error.0, error::DateErrorKind::Range);
    assert!(
        DateTime::from("9999-12-31T23:00:00-14:00")
            .to_timestamp()
            .is_err()
    );
    assert!(
        DateTime::from("-0001-01-01T00:00:00Z")
            .to_timestamp()
            .is_err()
    );
    assert!(Duration::from("P99999999999999999999Y").is_valid());
    assert!(Duration::from("P99999999999999999999Y").to_span().is_err());
    assert!(
        Duration::from("PT9223372036854775807H")
            .to_signed_duration()
            .is_err()
    );
    assert!(Duration::from("PT0.0000000001S").to_span().is_err());
    let odd = jiff::tz::Offset::from_seconds(90).unwrap();
    assert!(DateTime::at_offset(Timestamp::UNIX_EPOCH, odd).is_err());
    let far = jiff::tz::Offset::constant(15);
    assert!(DateTime::at_offset(Timestamp::UNIX_EPOCH, far).is_err());
}

#[test]
fn order_of_moments() {
    let compare = |a: &str, b: &str| DateTime::from(a).compare(&DateTime::from(b));
    let noon = "2015-06-15T12:00:00Z";
    assert_eq!(
        compare(noon, "2015-06-15T14:00:00+02:00"),
        Some(Ordering::Equal)
    );
    assert_eq!(compare(noon, "2015-06-15T12:00:01Z"), Some(Ordering::Less));
    assert_eq!(compare(noon, "2015-06-16T02:00:00"), None);
    assert_eq!(compare(noon, "2015-06-16T02:00:01"), Some(Ordering::Less));
    assert_eq!(
        compare("2015-06-16T02:00:01", noon),
        Some(Ordering::Greater)
    );
    assert_eq!(
        compare(noon, "2015-06-14T21:59:59"),
        Some(Ordering::Greater)
    );
    assert_eq!(
        compare("2015-06-15T12:00:00", "2015-06-15 12:00:00"),
        Some(Ordering::Equal)
    );
    assert_eq!(compare(noon, "noon"), None);
}

#[test]
fn durations_from_jiff() {
    let text = |span: Span| Duration::from(span).to_string();
    assert_eq!(text(Span::new()), "PT0S");
    assert_eq!(text(1.year().months(2).weeks(1).days(3)), "P1Y2M10D");
    assert_eq!(text(-90.minutes()), "-PT90M");
    assert_eq!(text(1.day().milliseconds(1500)), "P1DT1.5S");
    assert_eq!(
        Duration::from(SignedDuration::from_millis(-90_050)).as_str(),
        "-PT90.05S"
    );
    assert_eq!(Duration::from(SignedDuration::ZERO).as_str(), "PT0S");
    let span = Duration::from("-P1DT2.5S").to_span().unwrap();
    assert_eq!(
        span.fieldwise(),
        (-1).day()
            .seconds(-2)
            .milliseconds(0)
            .nanoseconds(-500_000_000)
    );
    assert_eq!(
        Duration::from("-P1DT2.5S").to_signed_duration().unwrap(),
        SignedDuration::new(-86_402, -500_000_000)
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_is_kept(text in "\\PC{0,40}") {
            prop_assert_eq!(DateTime::from(text.as_str()).to_string(), text.clone());
            let parsed = text.parse::<DateTime>();
            prop_assert!(parsed.is_err() || parsed.unwrap().as_str() == text);
            let _ = DateTime::from(format!("Fri Jun 09 2017 13:20:04 GMT{text}")).to_timestamp();
            let _ = DateTime::from(format!("13:20:04 {text}")).to_timestamp();
            let _ = Duration::from(format!("P1{text}")).to_span();
        }

        #[test]
        fn nothing_panics(text in "[-+]?[0-9]{0,5}[-: ]?[A-Za-z0-9:.,+() -]{0,40}") {
            let date = DateTime::from(text.as_str());
            let _ = (date.to_timestamp(), date.to_civil(), date.offset(), date.compare(&date));
            let day = Date::from(text.as_str());
            let _ = (day.to_civil(), day.offset());
            let length = Duration::from(text.as_str());
            let _ = (length.to_span(), length.to_signed_duration(), length.compare(&length));
        }

        #[test]
        fn moments_come_back(seconds in -62_135_596_800_i64..253_000_000_000, nanos in 0..1_000_000_000, quarter in -56_i32..=56) {
            let moment = Timestamp::new(seconds.max(-62_135_000_000), nanos).unwrap();
            prop_assert_eq!(DateTime::from(moment).to_timestamp().unwrap(), moment);
            prop_assert!(DateTime::from(moment).is_valid());
            let offset = jiff::tz::Offset::from_seconds(quarter * 900).unwrap();
            let local = DateTime::at_offset(moment, offset).unwrap();
            prop_assert_eq!(local.to_timestamp().unwrap(), moment);
            prop_assert_eq!(local.offset().unwrap(), Some(offset));
            prop_assert_eq!(local.compare(&DateTime::from(moment)), Some(Ordering::Equal));
        }

        #[test]
        fn lengths_come_back(seconds: i32, nanos in 0..1_000_000_000) {
            let length = SignedDuration::new(i64::from(seconds), nanos);
            let duration = Duration::from(length);
            prop_assert!(duration.as_str().parse::<Duration>().is_ok());
            prop_assert_eq!(duration.to_signed_duration().unwrap(), length);
            let span = Duration::from(duration.to_span().unwrap());
            prop_assert_eq!(span.compare(&duration), Some(Ordering::Equal));
        }

        #[test]
        fn durations_have_the_grammar_of_the_schema(
            sign in "-?", years in "([0-9]{1,3}Y)?", months in "([0-9]{1,3}M)?", days in "([0-9]{1,3}D)?",
            t in "T?", hours in "([0-9]{1,3}H)?", minutes in "([0-9]{1,3}M)?", seconds in "([0-9]{1,3}([.][0-9]{1,3})?S)?",
        ) {
            let date = format!("{years}{months}{days}");
            let with_time = !t.is_empty();
            // Without its `T` the time would be read as dates, or be out of order.
            let time = if with_time { format!("{hours}{minutes}{seconds}") } else { String::new() };
            let text = format!("{sign}P{date}{t}{time}");
            let valid = if with_time { !time.is_empty() } else { !date.is_empty() };
            prop_assert_eq!(text.parse::<Duration>().is_ok(), valid, "{}", text);
        }
    }
}
