//! Every message that travels in all formats, in each of them.

use crate::strategies;
use paywire::api::{AnyMessage, Direction, MessageKind};
use paywire::codec::{self, Config, Content, Format};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Written and read again, the message is what it was, and nothing of it is unknown.
fn goes_round(message: &AnyMessage, format: Format) -> Result<(), TestCaseError> {
    let kind = message.kind();
    let body = match codec::encode(message, format, &Config::strict()) {
        Ok(body) => body,
        // XML has no way to hold some characters.
        Err(_) if matches!(format, Format::Xml | Format::Soap) => return Ok(()),
        Err(error) => return Err(TestCaseError::fail(format!("{kind} to {format}: {error}"))),
    };
    let read = codec::decode(kind, format, body.as_bytes(), &Config::strict());
    let read = read.map_err(|error| TestCaseError::fail(format!("{kind} as {format}: {error}")))?;
    prop_assert_eq!(&read.message, message, "{} as {}", kind, format);
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
    let Ok(body) = codec::encode(message, format, &Config::strict()) else {
        return Ok(());
    };
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
        let run = runner.run(&strategies::message_of(kind), |message| {
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
