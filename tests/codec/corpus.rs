//! Recorded bodies, in every format: read as the messages they are, or refused as they should be.
//!
//! They are read from the folder that `PAYWIRE_SHARED` names. What is expected of a body stands in the
//! folder's index. Each is read twice: by itself, and with its operation and direction said, as a caller
//! knows them who has seen the address.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use crate::needs;
use paywire::api::{Direction, MessageKind, System};
use paywire::codec::{self, Config, Content, Decoded, Format, Generic, Reading};
use serde::Deserialize;

/// The systems of the index whose messages are here.
const SYSTEMS: &[(&str, System)] = &[("adaptive-payments", System::AdaptivePayments)];

/// Bodies that are another message for all that they say themselves.
const LOOKS_LIKE: &[(&str, MessageKind, &str)] = &[
    (
        "adaptive-payments/execute-payment-response-am-completed.json",
        MessageKind::PayResponse,
        "it has the payKey that an answer to Pay has to have, and ExecutePayment has not",
    ),
    (
        "adaptive-payments/execute-payment-response-opencollective-completed.json",
        MessageKind::PayResponse,
        "the same",
    ),
];

/// What bodies have that their messages do not, and why that is right.
const UNKNOWN: &[(&str, &str, &str)] = &[
    (
        "adaptive-payments/execute-payment-response-am-completed.json",
        "payKey",
        "in no document; recorded answers repeat the key",
    ),
    (
        "adaptive-payments/execute-payment-response-opencollective-completed.json",
        "payKey",
        "the same",
    ),
    (
        "adaptive-payments/ipn-pay-ipn-forma-single-appended-key.ipn",
        "orderId",
        "a framework added the parameters of the address",
    ),
    (
        "adaptive-payments/preapproval-request-tc-bad-dates-extra-field.json",
        "actionType",
        "a field of another operation",
    ),
];

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
    /// The system, if its messages are here.
    fn system(&self) -> Option<System> {
        let mut systems = SYSTEMS.iter();
        systems
            .find(|(name, _)| *name == self.system)
            .map(|(_, system)| *system)
    }

    /// Whether the body may be this message.
    fn may_be(&self, kind: MessageKind) -> bool {
        let info = kind.info();
        // Some failures stand under the response that they came instead of.
        let way = match info.direction {
            Direction::Fault => self.direction != "request",
            Direction::Notification => self.direction == "ipn",
            own => own.as_str() == self.direction,
        };
        let operation = info
            .operation
            .is_none_or(|name| self.operation.trim_start_matches("ipn-") == kebab(name));
        Some(info.system) == self.system() && way && operation
    }

    /// What a caller knows beforehand, if the address says it.
    fn told(&self) -> Option<Config> {
        let of_operation = |kind: &&MessageKind| {
            let info = kind.info();
            let operation = info.operation.map(kebab);
            Some(info.system) == self.system() && operation.as_ref() == Some(&self.operation)
        };
        let kind = MessageKind::ALL.iter().find(of_operation)?;
        let way = match self.direction.as_str() {
            "request" => Direction::Request,
            _ => Direction::Response,
        };
        let path = kind.info().path()?;
        Some(Config::strict().path(&path).direction(way))
    }

    fn format(&self) -> Format {
        match self.format.rsplit('.').next_back().unwrap_or_default() {
            "ipn" => Format::Nvp,
            name => name.parse().expect("a format"),
        }
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
    for &to in Format::of(kind) {
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

/// What came of a body, read by itself or with what a caller knows.
struct Outcome {
    words: String,
    settled: bool,
}

fn message(row: &Row, decoded: &Decoded, told: bool) -> Outcome {
    let name = &row.file;
    let kind = decoded.message.kind();
    assert_eq!(row.expect, "decoded", "{name} was taken for a {kind}");
    let lookalike = |(file, looks, _): &(&str, MessageKind, &str)| (*file, *looks) == (name, kind);
    let right = row.may_be(kind) || !told && LOOKS_LIKE.iter().any(lookalike);
    assert!(right, "{name} was taken for a {kind}");
    for unknown in &decoded.unknown {
        let known_case = |(file, path, _): &(&str, &str, &str)| {
            (*file, *path) == (name.as_str(), unknown.path.as_str())
        };
        assert!(
            UNKNOWN.iter().any(known_case),
            "{name} has an unknown {}",
            unknown.path
        );
    }
    goes_round(name, decoded);
    let words = match decoded.unknown.len() {
        0 => format!("{kind}"),
        unknown => format!("{kind}, {unknown} unknown"),
    };
    let settled = true;
    Outcome { words, settled }
}

fn generic(row: &Row, generic: &Generic, told: bool) -> Outcome {
    let reason = generic.warnings.last().expect("a reason");
    let mut words = format!("shown as it stands, {reason}");
    let candidates = &generic.candidates;
    match row.expect.as_str() {
        "decoded" => {
            if row.operation == "ipn-unknown" {
                assert!(candidates.is_empty(), "{}", row.file);
                let settled = false;
                return Outcome { words, settled };
            }
            let right = candidates.iter().position(|it| row.may_be(it.message));
            let right = right.unwrap_or_else(|| panic!("{}: no candidate is right", row.file));
            if told {
                assert_eq!(right, 0, "{}: {:?}", row.file, candidates[0].message);
            }
            if candidates.len() > 1 {
                let place = format!(" ({} of {})", right + 1, candidates.len());
                words.push_str(&place);
            }
        }
        _ => assert!(candidates.iter().all(|it| !it.fits()), "{}", row.file),
    }
    let settled = false;
    Outcome { words, settled }
}

fn outcome(row: &Row, body: &[u8], config: &Config, told: bool) -> Outcome {
    let name = &row.file;
    let read = codec::read(body, config);
    let Reading {
        format, content, ..
    } = match (row.expect.as_str(), read) {
        ("refused", Err(error)) => {
            assert!(error.span().is_some(), "{name}: {error}");
            return Outcome {
                words: error.to_string(),
                settled: true,
            };
        }
        ("refused", Ok(_)) => panic!("{name} was read"),
        (_, read) => read.unwrap_or_else(|error| panic!("{name}: {error}")),
    };
    assert_eq!(format, row.format(), "{name}");
    match content {
        Content::Message(decoded) => message(row, &decoded, told),
        Content::Generic(shown) => generic(row, &shown, told),
        other => panic!("{name}: {other:?}"),
    }
}

/// The bodies of the index that are looked at.
fn rows(index: &str) -> Vec<Row> {
    let rows = index
        .lines()
        .map(|line| serde_json::from_str::<Row>(line).expect("a row"));
    rows.filter(|row| row.system().is_some()).collect()
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_bodies() {
    let shared = needs::path("PAYWIRE_SHARED");
    let corpus = shared.join("corpus");
    let index = fs::read_to_string(corpus.join("index.jsonl")).expect("the index is there");
    let mut lines = Vec::new();
    let mut totals: BTreeMap<String, (u32, u32, u32)> = BTreeMap::new();
    for row in rows(&index) {
        let body = fs::read(corpus.join(&row.file)).expect("the body is there");
        let alone = outcome(&row, &body, &Config::strict(), false);
        let total = totals
            .entry(format!("{}, {}, {}", row.system, row.format, row.expect))
            .or_default();
        let mut line = format!("{}: {}, {}", row.file, row.expect, alone.words);
        let mut settled = alone.settled;
        if let Some(told) = row.told() {
            let told = outcome(&row, &body, &told, true);
            settled = told.settled;
            if told.words != alone.words {
                write!(line, "; told: {}", told.words).unwrap();
            }
        }
        total.0 += u32::from(alone.settled);
        total.1 += u32::from(settled);
        total.2 += 1;
        lines.push(line);
    }
    let mut report = String::new();
    for (what, (alone, told, all)) in totals {
        writeln!(
            report,
            "{what}: typed or refused {alone}/{all}, told {told}/{all}"
        )
        .unwrap();
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
