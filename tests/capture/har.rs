//! HAR files of browsers, proxies and clients: each is read, or refused as it should be.
//!
//! They are read from the folder that `PAYWIRE_SHARED` names. What is read is held to what `serde_json` says of the same file, and to a ledger.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::needs;
use paywire::capture::{self, Body, Config, Exchange, Headers, Item, Kind, Reader};
use serde_json::Value;

const LEDGER: &str = include_str!("ledger/har.txt");

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn every_file_is_read_or_refused_as_it_should_be() {
    let shared = needs::path("PAYWIRE_SHARED");
    let files = fs::read_dir(shared.join("suites/har")).expect("the suite is there");
    let mut files: Vec<PathBuf> = files
        .map(|file| file.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "har"))
        .collect();
    files.sort();
    assert!(files.len() == 31, "only {} files", files.len());
    let report: String = files.iter().map(|file| verdict(file)).collect();
    assert!(
        report == LEDGER,
        "the ledger says\n{LEDGER}\nbut now it is\n{report}"
    );
}

/// What comes of a file, a line for each entry.
fn verdict(file: &Path) -> String {
    let name = file.file_name().expect("a name").to_string_lossy();
    let text = fs::read(file).expect("the file is there");
    let config = Config::new();
    let mut capture = capture::open(Cursor::new(text.clone()), &config).expect("it opens");
    let entries: Vec<_> = std::iter::from_fn(|| capture.next_entry()).collect();
    let peer = serde_json::from_slice::<Value>(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text));
    let mut report = format!("{name}: {}\n", capture.kind());
    if capture.kind() != Kind::Har {
        assert!(peer.is_err(), "{name} is sound JSON");
        let har = config.kind(Kind::Har);
        let mut capture = capture::open(Cursor::new(text), &har).expect("it opens");
        let error = capture.next_entry().expect("an error").expect_err("damage");
        assert!(capture.next_entry().is_none());
        assert!(error.span().is_some(), "{name}: {error}");
        let _ = writeln!(report, "  refused, {error}");
        return report;
    }
    let peer = peer.expect("sound JSON");
    let expected = entries_of(&peer).expect("a list of entries");
    assert_eq!(entries.len(), expected.len(), "{name}");
    for (number, (entry, expected)) in (1..).zip(entries.into_iter().zip(expected)) {
        let entry = entry.expect("an entry");
        assert_eq!(entry.number, number, "{name}");
        let Item::Exchange(exchange) = entry.parse(&config).expect("an exchange") else {
            panic!("{name}: no exchange");
        };
        hold(&name, &exchange, expected);
        let _ = writeln!(report, "  {number}. {}", said(&exchange, &config));
    }
    report
}

/// The entries of a document: `log` stands at the top, or in what a tool put around it.
fn entries_of(document: &Value) -> Option<&Vec<Value>> {
    let around = document.as_object()?.values();
    let mut logs = std::iter::once(document).chain(around);
    logs.find_map(|value| value.get("log")?.get("entries")?.as_array())
}

/// Holds an exchange to what another reader has of it.
fn hold(name: &str, exchange: &Exchange, entry: &Value) {
    let request = exchange.request.as_ref().expect("a request");
    assert_eq!(entry["request"]["method"], *request.method, "{name}");
    assert_eq!(entry["request"]["url"], *request.target, "{name}");
    hold_headers(name, &request.headers, &entry["request"]["headers"]);
    let status = entry["response"]["status"].as_u64();
    let own = exchange
        .response
        .as_ref()
        .map_or(0, |response| response.status);
    assert_eq!(status, Some(own.into()), "{name}");
    if let Some(response) = &exchange.response {
        hold_headers(name, &response.headers, &entry["response"]["headers"]);
        hold_body(name, &response.body, &entry["response"]["content"]);
    }
    let post = &entry["request"]["postData"];
    if post["params"].as_array().is_none_or(Vec::is_empty) || post["text"].is_string() {
        hold_body(name, &request.body, post);
    }
}

fn hold_headers(name: &str, headers: &Headers, expected: &Value) {
    let expected = expected.as_array().expect("a list");
    assert_eq!(headers.len(), expected.len(), "{name}");
    for ((own, value), field) in headers.iter().zip(expected) {
        assert_eq!(field["name"], *own, "{name}");
        assert_eq!(field["value"], *value, "{name}");
    }
}

/// Text is the body; of base64 the length is enough here, as it was decoded by another crate.
fn hold_body(name: &str, body: &Body, written: &Value) {
    let text = written["text"].as_str().unwrap_or_default();
    match body {
        Body::Empty | Body::Missing(_) => assert_eq!(text, "", "{name}"),
        Body::Plain(bytes) | Body::Coded(bytes) if written["encoding"] == "base64" => {
            let groups = text.trim_end_matches('=').len();
            assert_eq!(bytes.len(), groups * 3 / 4, "{name}");
        }
        Body::Plain(bytes) | Body::Coded(bytes) => assert_eq!(bytes, text.as_bytes(), "{name}"),
    }
}

/// An exchange in a line.
fn said(exchange: &Exchange, config: &Config) -> String {
    let mut said = String::new();
    let time = exchange.time.map(|time| time.to_string());
    let _ = write!(said, "{}", time.as_deref().unwrap_or("no time"));
    if let Some(request) = &exchange.request {
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        let body = body(&request.body, &request.headers, config);
        let _ = write!(said, ", {} {path}: {body}", request.method);
    }
    if let Some(response) = &exchange.response {
        let body = body(&response.body, &response.headers, config);
        let _ = write!(said, ", {}: {body}", response.status);
    }
    for warning in &exchange.warnings {
        let _ = write!(said, "; {warning}");
    }
    said
}

fn body(body: &Body, headers: &Headers, config: &Config) -> String {
    match (body, body.content(headers, config)) {
        (Body::Empty, _) => "nothing".to_owned(),
        (Body::Missing(why), _) => why.to_string(),
        (Body::Plain(_), Ok(bytes)) => format!("{} bytes", bytes.len()),
        (_, Ok(bytes)) => format!("{} bytes unpacked", bytes.len()),
        (_, Err(error)) => format!("refused, {error}"),
    }
}
