//! Any bytes as an envelope: no panic; what was read can be written, and reads back the same.

use paywire::soap::{Body, Config, Document, Envelope};
use paywire::{Error, nvp::Value, xml};

/// The target.
pub fn run(data: &[u8]) {
    let strict = round_trip(&Config::strict(), data);
    let lenient = round_trip(&Config::lenient(), data);
    if let Some(strict) = strict {
        assert_eq!(
            Some(strict),
            lenient,
            "lenient reads something else than strict"
        );
    }
    if let Ok(document) = Document::from_slice(data) {
        look_around(&document);
    }
}

/// Reads, writes what was read, and reads that. Once it was written, it stays the same.
fn round_trip(config: &Config<'_>, data: &[u8]) -> Option<Envelope<Value>> {
    let read = match config.from_slice::<Value>(data) {
        Ok(read) => read,
        Err(error) => {
            check(data, &error);
            return None;
        }
    };
    // Names in foreign namespaces and lists of nothing have no way back through a tree of texts.
    let config = config.xml(xml::Config::strict().root("r"));
    if let Ok(written) = config.to_string(&read) {
        let again = config.from_str::<Value>(&written).expect("read back");
        assert_eq!(again.version, read.version);
        assert_eq!(again.header, read.header, "{written}");
        assert_eq!(again.body.fault().is_some(), read.body.fault().is_some());
        let twice = config.to_string(&again).expect("written again");
        assert_eq!(twice, written);
    }
    Some(read)
}

/// The place of an error lies in the input.
fn check(data: &[u8], error: &Error) {
    let span = error.span().unwrap_or_default();
    assert!(
        span.start <= span.end && span.end <= data.len(),
        "{error:?}"
    );
    assert!(!error.to_string().is_empty());
}

/// Everything that can be asked of an envelope, and each part of it alone.
fn look_around(document: &Document<'_>) {
    let mut header = document.header();
    for entry in document.header().entries() {
        let alone = xml::Document::from_str(entry.source()).expect("a document by itself");
        assert!(alone.root().is(entry.namespace(), entry.name()));
        header.claim(entry.namespace(), entry.name());
    }
    assert_eq!(header.unclaimed().count(), 0);
    match document.body() {
        Ok(Body::Message(message)) => {
            let alone = message.standalone();
            let alone = xml::Document::from_str(&alone).expect("a document by itself");
            assert!(alone.root().is(message.namespace(), message.name()));
        }
        Ok(Body::Fault(fault)) => {
            let _ = fault.detail::<Value>();
        }
        Err(error) => assert!(error.span().is_some()),
    }
}
