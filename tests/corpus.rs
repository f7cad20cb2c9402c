//! Recorded bodies, in every format: read as the messages they are, or refused as they should be.
//!
//! They are read from the folder that `PAYWIRE_SHARED` names; without it the test says that it was
//! skipped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Decoded, Format, Reading};
use serde::Deserialize;

/// What is known of a body.
#[derive(Deserialize)]
struct Row {
    file: String,
    system: String,
    operation: String,
    direction: String,
    format: String,
    expect: String,
}

impl Row {
    /// Whether it is of an operation that has messages here, or shared by all.
    fn is_modelled(&self) -> bool {
        let named = |kind: &&MessageKind| {
            let operation = kind.info().operation.unwrap_or("any");
            self.operation == kebab(operation)
        };
        self.direction == "fault" || MessageKind::ALL.iter().any(|kind| named(&kind))
    }

    /// Whether the body may be this message.
    fn may_be(&self, kind: MessageKind) -> bool {
        let info = kind.info();
        let fault = info.direction.as_str() == "fault";
        // Some failures stand under the response that they came instead of.
        let own = info
            .operation
            .is_some_and(|name| kebab(name) == self.operation);
        fault && self.direction != "request" || own && info.direction.as_str() == self.direction
    }

    fn format(&self) -> Format {
        let name = self.format.rsplit('.').next_back().unwrap_or_default();
        name.parse().expect("a format")
    }
}

/// `PaymentDetails` as `payment-details`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

/// The message in all formats, again and again: it stays what it is.
fn goes_round(name: &str, decoded: &Decoded) {
    let kind = decoded.message.kind();
    for &to in Format::ALL {
        let body = decoded
            .encode(to, &Config::strict())
            .unwrap_or_else(|error| panic!("{name} to {to}: {error}"));
        let again = codec::decode(kind, to, body.as_bytes(), &Config::strict())
            .unwrap_or_else(|error| panic!("{name} from {to}: {error}"));
        assert_eq!(again.message, decoded.message, "{name} through {to}");
        assert_eq!(
            again.unknown.len(),
            decoded.unknown.len(),
            "{name} through {to}"
        );
    }
}

/// What came of a body.
fn verdict(row: &Row, body: &[u8]) -> String {
    let name = &row.file;
    let read = codec::read(body, &Config::strict());
    let Reading {
        format, content, ..
    } = match (row.expect.as_str(), read) {
        ("refused", Err(error)) => {
            assert!(error.span().is_some(), "{name}: {error}");
            return error.to_string();
        }
        ("refused", Ok(_)) => panic!("{name} was read"),
        (_, read) => read.unwrap_or_else(|error| panic!("{name}: {error}")),
    };
    assert_eq!(format, row.format(), "{name}");
    match content {
        Content::Message(decoded) => {
            let kind = decoded.message.kind();
            assert_eq!(row.expect, "decoded", "{name} was taken for a {kind}");
            // An operation without a type here may look like one that has one.
            let wrong = row.is_modelled() && !row.may_be(kind);
            assert!(!wrong, "{name} was taken for a {kind}");
            goes_round(name, &decoded);
            match decoded.unknown.len() {
                0 => format!("{kind}"),
                unknown => format!("{kind}, {unknown} unknown"),
            }
        }
        Content::Generic(generic) => {
            let reason = generic.warnings.last().expect("a reason");
            format!("shown as it stands, {reason}")
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn recorded_bodies() {
    let Some(shared) = std::env::var_os("PAYWIRE_SHARED").map(PathBuf::from) else {
        eprintln!("skipped: PAYWIRE_SHARED is not set");
        return;
    };
    let corpus = shared.join("corpus");
    let index = fs::read_to_string(corpus.join("index.jsonl")).expect("the index is there");
    let rows = index
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row"));
    let mut lines = Vec::new();
    let mut totals: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for row in rows {
        let row: Row = row;
        if row.system != "adaptive-payments" || row.format == "ipn" {
            continue;
        }
        let body = fs::read(corpus.join(&row.file)).expect("the body is there");
        let verdict = verdict(&row, &body);
        let total = totals
            .entry(format!("{}, {}", row.format, row.expect))
            .or_default();
        total.0 += u32::from(!verdict.starts_with("shown"));
        total.1 += 1;
        let name = row.file.trim_start_matches("adaptive-payments/");
        lines.push(format!("{name}: {}, {verdict}", row.expect));
    }
    let mut report = String::new();
    for (what, (settled, all)) in totals {
        writeln!(report, "{what}: typed or refused {settled}/{all}").unwrap();
    }
    lines.sort();
    report += &lines.join("\n");
    report.push('\n');
    let ledger = include_str!("ledger/corpus.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}
