//! Any bytes: no panic; what was read can be written, and reads back the same.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use paywire::nvp::{self, Config, Deserializer, Value, Warning, WarningKind};
use paywire::{Error, Limits};
use serde::{Deserialize, Serialize};

/// A type that asks for every kind of thing the format has.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample<'a> {
    #[serde(borrow, default)]
    a: Option<Cow<'a, str>>,
    #[serde(default)]
    b: Vec<Item>,
    #[serde(default)]
    c: BTreeMap<String, String>,
    d: Option<bool>,
    e: Option<Kind>,
    f: Option<(u8, i64)>,
    g: Option<char>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Item {
    #[serde(rename = "$text")]
    text: Option<String>,
    #[serde(rename = "@name")]
    name: Option<String>,
    n: Option<u32>,
    #[serde(default)]
    list: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Unit,
    Newtype(u16),
    Tuple(u8, u8),
    Struct { x: u8 },
}

/// The target.
pub fn run(data: &[u8]) {
    let strict = Config::strict();
    let lenient = Config::lenient();
    let tree = round_trip(&strict, data);
    let repaired = round_trip(&lenient, data);
    if let Some(tree) = tree {
        assert_eq!(
            Some(tree),
            repaired,
            "lenient reads something else than strict"
        );
    }
    both_ways(&strict, data);
    both_ways(&lenient, data);
}

/// What is read straight off a body is what a deserializer reads.
fn both_ways(config: &Config, data: &[u8]) {
    let read = config.from_slice::<Sample<'_>>(data);
    check(data, &read);
    let looked_ahead = Deserializer::from_slice_with(data, *config)
        .and_then(|mut deserializer| Sample::deserialize(&mut deserializer));
    match (read, looked_ahead) {
        (Ok(read), Ok(looked_ahead)) => assert_eq!(read, looked_ahead),
        (Err(read), Err(looked_ahead)) => {
            assert_eq!(read.to_string(), looked_ahead.to_string());
        }
        (read, looked_ahead) => panic!("{read:?}, but {looked_ahead:?}"),
    }
}

/// Decodes, and if that succeeds: encodes, decodes again (equal), encodes again (the same bytes).
fn round_trip(config: &Config, data: &[u8]) -> Option<Value> {
    let read = config.from_slice_reporting::<Value>(data);
    check(data, &read);
    let (value, warnings) = read.ok()?;
    // In a tree `$text` stands for a node's own value. Where it is a word of the body itself,
    // writing moves it there or refuses.
    if nvp::pairs(data).any(|pair| pair.name.lossy().contains("$text")) {
        return Some(value);
    }
    // What is written may be longer than what was read: escapes triple a byte.
    let writer = Config::strict().limits(Limits::unlimited());
    let Ok(written) = writer.to_vec(&value) else {
        let malformed = |warning: &Warning| {
            let kind = warning.kind();
            matches!(
                kind,
                WarningKind::MalformedName | WarningKind::BracketsTaken
            )
        };
        assert!(
            warnings.iter().any(malformed),
            "a well-formed name was not written"
        );
        return Some(value);
    };
    let again: Value = writer
        .from_slice(&written)
        .unwrap_or_else(|error| panic!("{error:?} in {} from {value:?}", written.escape_ascii()));
    assert_eq!(value, again, "changed by writing");
    assert_eq!(
        written,
        writer.to_vec(&again).expect("as before"),
        "no fixed point"
    );
    Some(value)
}

/// An error points into the input and says something.
fn check<T: Debug>(data: &[u8], read: &Result<T, Error>) {
    if let Err(error) = read {
        let span = error.span().unwrap_or(0..0);
        assert!(
            span.start <= span.end && span.end <= data.len(),
            "{error:?}"
        );
        assert!(!error.to_string().is_empty());
    }
}
