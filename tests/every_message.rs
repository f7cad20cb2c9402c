//! Every message that travels in all formats, in each of them.

use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Format};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

#[path = "common/strategies.rs"]
mod strategies;

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

#[test]
fn every_message_goes_round_in_every_format() {
    for &kind in MessageKind::ALL {
        if kind.info().namespace.is_none() {
            // A system without XML: its formats are its own affair.
            continue;
        }
        let mut runner = TestRunner::new(ProptestConfig::with_cases(32));
        let run = runner.run(&strategies::message_of(kind), |message| {
            Format::ALL
                .iter()
                .try_for_each(|&format| goes_round(&message, format))
        });
        run.unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}
