//! Captured packets, read as tshark reads them.
//!
//! `suites/pcap` of the folder that `PAYWIRE_SHARED` names has captures and what tshark says of each. Where
//! the two readings differ, `tests/capture/ledger/pcap.txt` has the message of each and the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;

use crate::needs;
use paywire::capture::{self, Body, Config, Exchange, Headers, Item, Kind, Reader};
use serde::Deserialize;
use serde_json::Value;
use sha1::{Digest, Sha1};

/// What tshark says of a capture.
#[derive(Deserialize)]
struct Expected {
    messages: Vec<BTreeMap<String, Value>>,
}

/// The fields that are compared, by tshark's names, beside what starts a message.
const FIELDS: [(&str, &str); 4] = [
    ("content_type", "content-type"),
    ("content_length_header", "content-length"),
    ("content_encoding", "content-encoding"),
    ("transfer_encoding", "transfer-encoding"),
];

/// The messages of a packet, a line each. tshark gives what they have in common as lists, and the
/// body once.
fn expected(packet: &BTreeMap<String, Value>) -> Vec<String> {
    let all = |name: &str| match packet.get(name) {
        None => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(value) => vec![value.clone()],
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let methods = all("request.method");
    let targets = all("request.uri");
    let codes = all("response.code");
    let count = methods.len().max(codes.len()).max(1);
    let line = |at: usize| {
        let mut line = match (methods.get(at), codes.get(at)) {
            (Some(method), _) => {
                let target = targets.get(at).map(text).unwrap_or_default();
                format!("{} {target}", text(method))
            }
            (None, Some(code)) => text(code),
            (None, None) => "data".to_owned(),
        };
        for (name, own) in FIELDS {
            if let Some(value) = all(name).get(at) {
                write!(line, " {own}={}", text(value)).expect("text");
            }
        }
        let (length, sum) = (all("body_len"), all("body_sha1"));
        if let (Some(length), Some(sum)) = (length.get(at), sum.get(at))
            && *length != 0
        {
            write!(line, " body={length}:{}", text(sum)).expect("text");
        }
        line
    };
    (0..count).map(line).collect()
}

fn sum(bytes: &[u8]) -> String {
    format!("{:x}", Sha1::digest(bytes))
}

/// A message that was read here, in the same line.
fn own(mut line: String, headers: &Headers, body: &Body) -> String {
    for (_, name) in FIELDS {
        if let Some(value) = headers.get(name) {
            write!(line, " {name}={value}").expect("text");
        }
    }
    match body.content(headers, &Config::new()) {
        Ok(content) if content.is_empty() => {}
        Ok(content) => write!(line, " body={}:{}", content.len(), sum(&content)).expect("text"),
        Err(error) => write!(line, " body: {error}").expect("text"),
    }
    line
}

fn messages(exchange: &Exchange) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(request) = &exchange.request {
        let line = format!("{} {}", request.method, request.target);
        lines.push(own(line, &request.headers, &request.body));
    }
    if let Some(response) = &exchange.response {
        let line = match response.status {
            0 => "data".to_owned(),
            status => status.to_string(),
        };
        lines.push(own(line, &response.headers, &response.body));
    }
    lines
}

fn read(path: &Path) -> Vec<String> {
    let file = File::open(path).expect("a capture");
    let config = Config::new();
    let mut capture = capture::open(file, &config).expect("it can be read");
    assert_eq!(capture.kind(), Kind::Pcap, "{}", path.display());
    let mut lines = Vec::new();
    while let Some(entry) = capture.next_entry() {
        match entry.and_then(|entry| entry.parse(&config)) {
            Ok(Item::Exchange(exchange)) => lines.extend(messages(&exchange)),
            Ok(other) => panic!("{other:?}"),
            Err(error) => lines.push(format!("error: {error}")),
        }
    }
    lines
}

/// Takes away what both have, as often as both have it.
fn differences(expected: Vec<String>, mut own: Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    for line in expected {
        match own.iter().position(|other| *other == line) {
            Some(at) => drop(own.remove(at)),
            None => lines.push(format!("- {line}")),
        }
    }
    lines.extend(own.into_iter().map(|line| format!("+ {line}")));
    lines
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_message_is_read_as_tshark_reads_it() {
    let shared = needs::path("PAYWIRE_SHARED");
    let text = fs::read_to_string(shared.join("suites/pcap/expected.json"));
    let suite: BTreeMap<String, Expected> =
        serde_json::from_str(&text.expect("the suite is there")).expect("what tshark said");
    let (mut count, mut report) = (0, Vec::new());
    for (name, packets) in &suite {
        let lines: Vec<String> = packets.messages.iter().flat_map(expected).collect();
        count += packets.messages.len();
        let short = name.trim_start_matches("suites/pcap/");
        let found = differences(lines, read(&shared.join(name)));
        report.extend(
            found
                .iter()
                .map(|line| format!("{short} {}", line.escape_debug())),
        );
    }
    assert_eq!((suite.len(), count), (73, 177));
    let changed = differences(ledger().lines().map(str::to_owned).collect(), report);
    assert!(
        changed.is_empty(),
        "tests/capture/ledger/pcap.txt: {changed:#?}"
    );
}

/// The lines of the ledger without the reasons, which stand before them.
fn ledger() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/capture/ledger/pcap.txt");
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
