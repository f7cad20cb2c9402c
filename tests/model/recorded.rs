//! Recorded bodies of one system, from the folder that `PAYWIRE_SHARED` names.

use std::fs;

use crate::needs;
use paywire::codec::{self, Config, Content, Decoded, Format};
use paywire::json;
use serde::Deserialize;
use serde_json::Value;

/// What is known of a body.
#[derive(Deserialize)]
struct Row {
    file: String,
    system: String,
    direction: String,
    expect: String,
}

/// Reads every body of a system and holds what comes of it to a ledger.
pub(crate) fn hold(system: &str, ledger: &str) {
    let shared = needs::path("PAYWIRE_SHARED");
    let corpus = shared.join("corpus");
    let index = fs::read_to_string(corpus.join("index.jsonl")).expect("the index is there");
    let rows = index
        .lines()
        .map(|line| serde_json::from_str::<Row>(line).expect("a row"))
        .filter(|row| row.system == system);
    let mut report: Vec<String> = rows
        .map(|row| {
            let body = fs::read(corpus.join(&row.file)).expect("the body is there");
            format!("{}: {}\n", row.file, verdict(&row, &body))
        })
        .collect();
    report.sort();
    let report = report.concat();
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}

fn verdict(row: &Row, body: &[u8]) -> String {
    let name = &row.file;
    let read = codec::read(body, &Config::strict());
    let reading = match (row.expect.as_str(), read) {
        ("refused", Err(error)) => {
            assert!(error.span().is_some(), "{name}: {error}");
            return format!("refused, {error}");
        }
        ("refused", Ok(_)) => panic!("{name} was read"),
        (_, read) => read.unwrap_or_else(|error| panic!("{name}: {error}")),
    };
    match reading.content {
        Content::Message(decoded) => {
            let info = decoded.message.kind().info();
            assert_eq!(
                row.expect, "decoded",
                "{name} was taken for a {}",
                info.name
            );
            assert_eq!(info.system.as_str(), row.system, "{name}");
            // Some notifications were recorded as answers, and some answers are refusals.
            let request = info.direction.as_str() == "request";
            assert_eq!(request, row.direction == "request", "{name}: {}", info.name);
            assert_same(name, body, &decoded);
            match decoded.unknown.len() {
                0 => info.name.to_owned(),
                unknown => format!("{}, {unknown} unknown", info.name),
            }
        }
        Content::Generic(generic) => {
            assert_eq!(row.expect, "other", "{name}: {:?}", generic.candidates);
            "shown as it stands".to_owned()
        }
        other => panic!("{name}: {other:?}"),
    }
}

/// What was read is written again as the same JSON; by the type alone too, but for what is nothing or
/// unknown.
pub(crate) fn assert_same(name: &str, body: &[u8], decoded: &Decoded) {
    let before: Value = serde_json::from_slice(body).expect("JSON");
    let written = decoded.encode(Format::Json, &Config::strict());
    let written = written.unwrap_or_else(|error| panic!("{name}: {error}"));
    let after: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(before, after, "{name}");

    let alone: Value =
        serde_json::from_str(&json::to_string(&decoded.message).expect("JSON")).expect("JSON");
    if decoded.unknown.is_empty() {
        assert_eq!(plain(before), plain(alone), "{name}");
    }
}

/// Without what says nothing.
fn plain(value: Value) -> Value {
    let is_something = |value: &Value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    match value {
        Value::Array(list) if list.len() == 1 => plain(list[0].clone()),
        Value::Array(list) => list.into_iter().map(plain).collect(),
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, value)| (name, plain(value)));
            members.filter(|(_, value)| is_something(value)).collect()
        }
        other => other,
    }
}
