//! What the real tshark prints, read back and held to what it says of the same captures.
//!
//! `PAYWIRE_TSHARK` names the program and `PAYWIRE_SHARED` the folder with `suites/pcap`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use crate::needs;
use paywire::capture::{self, Body, Config, Exchange, Headers, Item, Kind, Reader};
use serde::Deserialize;
use serde_json::Value;
use sha1::{Digest, Sha1};

/// The ways in which it prints packets.
const FORMS: [&[&str]; 3] = [
    &["-T", "json"],
    &["-T", "json", "--no-duplicate-keys"],
    &["-T", "ek"],
];

/// Captures with a body that `expected.json` has as a text which lost something, and why another one is
/// read here.
const OTHER_BODIES: [(&str, &str); 8] = [
    (
        "http_chunk.pcap",
        "a picture, shown up to its first NUL; the bytes are whole",
    ),
    (
        "connect-with-smtp.pcap",
        "what goes through the tunnel is no body of CONNECT",
    ),
    (
        "content-length-overflow.pcap",
        "100 of 2200000000 bytes, which is not the body",
    ),
    (
        "ctu-62604-80.pcap",
        "bytes that are no text; they are whole",
    ),
    (
        "http-09-content-length-confusion.pcap",
        "two messages in a packet, shown with one body",
    ),
    (
        "http-inner-transfer-encoding-reproducer.pcap",
        "gzip that is none",
    ),
    (
        "http-large-gap.pcap",
        "bytes that are no text; they are whole",
    ),
    ("smuggle-http-request.pcap", "gzip that is none"),
];

/// What tshark said of a capture, field by field.
#[derive(Deserialize)]
struct Expected {
    messages: Vec<BTreeMap<String, Value>>,
}

/// What starts a message, and its body where tshark showed one: how long it is and its sum.
type Message = (String, Option<(usize, String)>);

/// The messages of a packet. Of several, tshark shows the bodies as one.
fn expected(packet: &BTreeMap<String, Value>) -> Vec<Message> {
    let all = |name: &str| match packet.get(name) {
        None => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(value) => vec![value.clone()],
    };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let methods = all("request.method");
    let requests = methods.iter().zip(all("request.uri"));
    let requests = requests.map(|(method, target)| format!("{} {}", text(method), text(&target)));
    let responses = all("response.code");
    let responses = responses.iter().map(text).filter(|code| code != "100");
    let starts: Vec<String> = requests.chain(responses).collect();
    let body = packet.get("body_len").filter(|_| starts.len() == 1);
    let body = body.map(|length| {
        let length = length.as_u64().expect("a length");
        let sum = packet.get("body_sha1").expect("a sum beside it");
        (usize::try_from(length).expect("it is short"), text(sum))
    });
    starts
        .into_iter()
        .map(|start| (start, body.clone()))
        .collect()
}

fn body(headers: &Headers, body: &Body) -> Option<(usize, String)> {
    let content = body.content(headers, &Config::new()).ok()?;
    Some((content.len(), format!("{:x}", Sha1::digest(&content))))
}

fn messages(exchange: &Exchange) -> Vec<Message> {
    let mut all = Vec::new();
    if let Some(request) = &exchange.request {
        let start = format!("{} {}", request.method, request.target);
        all.push((start, body(&request.headers, &request.body)));
    }
    if let Some(response) = &exchange.response {
        let body = body(&response.headers, &response.body);
        all.push((response.status.to_string(), body));
    }
    all
}

fn read(printed: Vec<u8>) -> Vec<Message> {
    let config = Config::new().kind(Kind::Tshark);
    let mut capture = capture::open(Cursor::new(printed), &config).expect("it can be read");
    let mut all = Vec::new();
    while let Some(entry) = capture.next_entry() {
        match entry.and_then(|entry| entry.parse(&config)) {
            Ok(Item::Exchange(exchange)) => all.extend(messages(&exchange)),
            other => panic!("{other:?}"),
        }
    }
    all
}

/// Whether a message is the expected one: the address may have the host before it.
fn is_same(own: &Message, expected: &Message) -> bool {
    let (start, body) = expected;
    let (own_start, own_body) = own;
    let is_start = match start.split_once(' ') {
        None => own_start == start,
        Some((method, target)) => {
            let (own_method, own_target) = own_start.split_once(' ').unwrap_or_default();
            own_method == method && own_target.ends_with(target)
        }
    };
    is_start && (body.is_none() || own_body == body)
}

/// Takes away what both have.
fn differences(expected: Vec<Message>, mut own: Vec<Message>) -> Vec<String> {
    let mut lines = Vec::new();
    for message in expected {
        match own.iter().position(|other| is_same(other, &message)) {
            Some(at) => drop(own.remove(at)),
            None => lines.push(format!("- {message:?}")),
        }
    }
    lines.extend(own.into_iter().map(|message| format!("+ {message:?}")));
    lines
}

fn print(tshark: &Path, capture: &Path, form: &[&str]) -> Vec<u8> {
    let output = Command::new(tshark)
        .arg("-r")
        .arg(capture)
        .args(["-Y", "http"])
        .args(form)
        .output()
        .expect("PAYWIRE_TSHARK starts");
    // It fails for captures that are cut, and prints what is there.
    output.stdout
}

#[test]
#[ignore = "needs PAYWIRE_SHARED and PAYWIRE_TSHARK"]
fn every_message_that_tshark_prints_is_read() {
    let shared = needs::path("PAYWIRE_SHARED");
    let tshark = needs::path("PAYWIRE_TSHARK");
    let text = fs::read(shared.join("suites/pcap/expected.json")).expect("what it said");
    let captures: BTreeMap<String, Expected> = serde_json::from_slice(&text).expect("JSON");
    let check = |form: &[&str]| {
        let mut found = 0;
        let mut lines = Vec::new();
        for (name, said) in &captures {
            let mut expected: Vec<Message> = said.messages.iter().flat_map(expected).collect();
            if OTHER_BODIES.iter().any(|(other, _)| name.ends_with(other)) {
                for (_, body) in &mut expected {
                    *body = None;
                }
            }
            let own = read(print(&tshark, &shared.join(name), form));
            found += own.len();
            for line in differences(expected, own) {
                lines.push(format!("{name} {line}"));
            }
        }
        assert!(lines.is_empty(), "{form:?}\n{}", lines.join("\n"));
        assert!(found > 150, "only {found} messages with {form:?}");
    };
    std::thread::scope(|scope| {
        for form in FORMS {
            scope.spawn(move || check(form));
        }
    });
}
