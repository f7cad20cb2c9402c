//! Every message of the systems that speak no XML, in the formats that they do speak.

use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Format};
use paywire::proptest::message_of;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Runs a property for each of the messages.
fn for_every_message(property: impl Fn(&AnyMessage) -> Result<(), TestCaseError>) {
    let all = MessageKind::ALL.iter().copied();
    for kind in all.filter(|kind| kind.info().namespace.is_none()) {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(32));
        let run = runner.run(&message_of(kind), |message| property(&message));
        run.unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}

/// Written and read again a message is what it was, by value and by text.
#[test]
fn every_message_goes_round() {
    for_every_message(|message| {
        let kind = message.kind();
        let spoken = Format::ALL.iter().filter(|format| format.carries(kind));
        for &format in spoken {
            let body = codec::encode(message, format, &Config::strict())
                .map_err(|error| TestCaseError::fail(format!("{format}: {error}")))?;
            let read = codec::decode(kind, format, body.as_bytes(), &Config::strict())
                .map_err(|error| TestCaseError::fail(format!("{format}: {error}")))?;
            prop_assert_eq!(&read.message, message, "{}", format);
            prop_assert!(read.unknown.is_empty(), "{}: {:?}", format, read.unknown);
            let again = read.encode(format, &Config::strict());
            prop_assert_eq!(again.ok(), Some(body), "{}", format);
        }
        Ok(())
    });
}

/// A message that means itself is taken for itself or, where its body does not tell, for none.
#[test]
fn no_message_is_taken_for_one_of_another_system() {
    for_every_message(|message| {
        let info = message.kind().info();
        let body = codec::encode(message, Format::Json, &Config::strict());
        let body = body.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let reading = codec::read(body.as_bytes(), &Config::strict());
        let reading = reading.map_err(|error| TestCaseError::fail(error.to_string()))?;
        if let (Content::Message(decoded), true) = (reading.content, message.is_plausible()) {
            let taken = decoded.message.kind().info();
            prop_assert_eq!(taken.system, info.system, "{}: {}", taken.name, body);
        }
        Ok(())
    });
}
