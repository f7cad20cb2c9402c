//! Every message that travels in all formats, in each of them.

use paywire::ErrorKind;
use paywire::api::{AnyMessage, Direction, MessageKind};
use paywire::codec::{self, Config, Content, Format};
use paywire::proptest::message_of;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Whether XML can hold a character.
fn fits_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// A message in a format that can hold all its texts: XML has no way to write some characters.
fn fitting(message: &AnyMessage, format: Format) -> AnyMessage {
    if !matches!(format, Format::Xml | Format::Soap) {
        return message.clone();
    }
    let tree = serde_json::to_value(message).expect("a tree");
    let kind = message.kind();
    kind.deserialize(mended(tree)).expect("the same shape")
}

/// The same with another character for each that XML cannot hold.
fn mended(value: Value) -> Value {
    match value {
        Value::String(text) => text.replace(|c| !fits_xml(c), "?").into(),
        Value::Array(entries) => entries.into_iter().map(mended).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            members.map(|(name, value)| (name, mended(value))).collect()
        }
        value => value,
    }
}

/// Written and read again, the message is what it was, and nothing of it is unknown. What a format cannot hold is
/// refused as that.
fn goes_round(message: &AnyMessage, format: Format) -> Result<(), TestCaseError> {
    let kind = message.kind();
    let fitting = fitting(message, format);
    if fitting != *message {
        let error =
            codec::encode(message, format, &Config::strict()).expect_err("it cannot hold it");
        let cannot_hold = matches!(
            error.kind(),
            ErrorKind::Unsupported(what) if what.starts_with("a character that XML does not allow")
        );
        prop_assert!(cannot_hold, "{} to {}: {}", kind, format, error);
    }
    let body = codec::encode(&fitting, format, &Config::strict());
    let body = body.map_err(|error| TestCaseError::fail(format!("{kind} to {format}: {error}")))?;
    let read = codec::decode(kind, format, body.as_bytes(), &Config::strict());
    let read = read.map_err(|error| TestCaseError::fail(format!("{kind} as {format}: {error}")))?;
    prop_assert_eq!(&read.message, &fitting, "{} as {}", kind, format);
    prop_assert!(read.unknown.is_empty(), "{} as {}", kind, format);
    Ok(())
}

/// What a body is taken for, if it is beyond doubt.
fn taken_for(body: &str, config: &Config) -> Option<MessageKind> {
    let reading = codec::read(body.as_bytes(), config).expect("a body that was written");
    match reading.content {
        Content::Message(decoded) => Some(decoded.message.kind()),
        _ => None,
    }
}

/// Whether a message may be taken for this one: for itself, and with errors in it for a fault.
fn may_pass_for(kind: MessageKind, taken: MessageKind) -> bool {
    let answer = kind.info().direction == Direction::Response;
    taken == kind || answer && taken == MessageKind::FaultMessage
}

/// What a body says of itself may be too little, but it is never something else.
fn is_not_mistaken(message: &AnyMessage, format: Format) -> Result<(), TestCaseError> {
    let kind = message.kind();
    let message = fitting(message, format);
    let body = codec::encode(&message, format, &Config::strict()).expect("it fits the format");
    let alone = taken_for(&body, &Config::strict().format(format));
    prop_assert!(
        alone.is_none_or(|taken| may_pass_for(kind, taken)),
        "{} as {} was taken for {:?}: {}",
        kind,
        format,
        alone,
        body
    );
    if matches!(format, Format::Xml | Format::Soap) {
        prop_assert_eq!(alone, Some(kind));
    }
    let Some(path) = kind.info().path() else {
        return Ok(());
    };
    let told = Config::strict().format(format).path(&path);
    let told = taken_for(&body, &told.direction(kind.info().direction));
    prop_assert!(
        told.is_some_and(|taken| may_pass_for(kind, taken)),
        "{} as {} was taken for {:?}, though its operation was said: {}",
        kind,
        format,
        told,
        body
    );
    Ok(())
}

/// Runs a property for every message that travels in all formats.
fn for_every_message(property: impl Fn(&AnyMessage, Format) -> Result<(), TestCaseError>) {
    for &kind in MessageKind::ALL {
        if kind.info().namespace.is_none() {
            // A system without XML: its formats are its own affair.
            continue;
        }
        let mut runner = TestRunner::new(ProptestConfig::with_cases(16));
        let run = runner.run(&message_of(kind), |message| {
            let mut formats = Format::ALL.iter();
            formats.try_for_each(|&format| property(&message, format))
        });
        run.unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}

#[test]
fn every_message_goes_round_in_every_format() {
    for_every_message(goes_round);
}

#[test]
fn no_message_is_taken_for_another() {
    for_every_message(is_not_mistaken);
}
