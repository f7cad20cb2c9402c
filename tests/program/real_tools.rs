//! Captures that real tools make on this machine, and what is decoded from them.
//!
//! `tests/python/traffic` is a service that answers as Adaptive Payments does and keeps what was said;
//! curl and a headless browser talk to it in all its formats, packed, in chunks, over one connection,
//! while tcpdump, tshark, mitmdump or the browser itself captures. Each message has to come out as the
//! service saw it, with secrets nowhere.
//!
//! A tool is run where the environment names it: `PAYWIRE_TCPDUMP`, `PAYWIRE_TSHARK`,
//! `PAYWIRE_MITMDUMP`, `PAYWIRE_CHROMIUM`, and `PAYWIRE_PYTHON` for all. `.ci/tools` installs them.

use std::fs;
use std::path::Path;
#[cfg(feature = "parquet")]
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::needs;
use serde_json::Value;

/// What the service saw.
struct Said {
    exchanges: Vec<Value>,
    secrets: Vec<String>,
}

/// Captures the conversation, and compares what is decoded from each capture with what was said.
fn captured(how: &str, variable: &str, captures: &[&str]) {
    let python = needs::path("PAYWIRE_PYTHON");
    // The service starts it by the same variable.
    needs::path(variable);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(how);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the captures");
    let made = Command::new(&python)
        .args(["-m", "traffic", how])
        .arg(&folder)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python"))
        .output()
        .expect("PAYWIRE_PYTHON starts");
    assert!(made.status.success(), "{how}: {}", text(&made.stderr));
    let said = said(&folder);
    for capture in captures {
        let capture = folder.join(capture);
        every_message_is_there(&capture, &said);
        secrets_are_nowhere(&capture, &said);
        #[cfg(feature = "parquet")]
        rows_are_there(&capture, &said, &python);
    }
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_TCPDUMP"]
fn packets_of_tcpdump() {
    captured("tcpdump", "PAYWIRE_TCPDUMP", &["tcpdump.pcap"]);
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_TSHARK"]
fn packets_of_tshark() {
    let captures = ["tshark.pcapng", "tshark-ek.json", "tshark-json.json"];
    captured("tshark", "PAYWIRE_TSHARK", &captures);
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_MITMDUMP"]
fn flows_of_mitmdump() {
    let captures = ["mitmdump.flows", "mitmdump.har"];
    captured("mitmdump", "PAYWIRE_MITMDUMP", &captures);
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_CHROMIUM"]
fn requests_of_chromium() {
    captured("chromium", "PAYWIRE_CHROMIUM", &["chromium.har"]);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn said(folder: &Path) -> Said {
    let said = fs::read(folder.join("said.json")).expect("what the service saw");
    let said: Value = serde_json::from_slice(&said).expect("JSON");
    let secrets = said["secrets"].as_array().expect("a list");
    Said {
        exchanges: said["exchanges"].as_array().expect("a list").clone(),
        secrets: secrets
            .iter()
            .map(|own| own.as_str().expect("a text").to_owned())
            .collect(),
    }
}

fn decode(capture: &Path, output: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["decode", "--to", output])
        .arg(capture)
        .output()
        .expect("the program runs")
}

fn every_message_is_there(capture: &Path, said: &Said) {
    let run = decode(capture, "ndjson");
    let name = capture.display();
    assert!(run.status.success(), "{name}: {}", text(&run.stderr));
    let lines = text(&run.stdout);
    let records = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let records: Vec<Value> = records.collect();
    assert_eq!(records.len(), 2 * said.exchanges.len(), "{name}");
    for (both, exchange) in records.chunks(2).zip(&said.exchanges) {
        for (record, side) in both.iter().zip(["request", "response"]) {
            let (seen, place) = (&exchange[side], &record["exchange"]);
            assert_eq!(record["source"]["side"], side, "{name}: {record}");
            assert_eq!(place["method"], "POST", "{name}: {record}");
            assert_eq!(place["status"], 200, "{name}: {record}");
            assert!(place["time"].is_string(), "{name}: {record}");
            let path = exchange["path"].as_str().expect("a path");
            let url = place["url"].as_str().expect("an address");
            assert!(url.ends_with(path), "{name}: {record}");
            for field in ["operation", "direction", "format"] {
                assert_eq!(record[field], seen[field], "{name}: {record}");
            }
            assert_eq!(record["unknown"], Value::Array(vec![]), "{name}: {record}");
            assert_eq!(record["warnings"], Value::Array(vec![]), "{name}: {record}");
            same("", &seen["message"], &record["message"], said);
        }
    }
}

/// Whether a value came out as it went in: typed now, and with secrets hidden.
fn same(path: &str, sent: &Value, found: &Value, said: &Said) {
    match (sent, found) {
        (Value::Object(sent), Value::Object(found)) => {
            let names: Vec<_> = found.keys().collect();
            assert_eq!(found.len(), sent.len(), "fields of `{path}`: {names:?}");
            for (name, value) in sent {
                same(&format!("{path}.{name}"), value, &found[name], said);
            }
        }
        (Value::Array(sent), Value::Array(found)) => {
            assert_eq!(sent.len(), found.len(), "entries of `{path}`");
            for (one, other) in sent.iter().zip(found) {
                same(path, one, other, said);
            }
        }
        (Value::String(sent), found) => {
            let hide = |shown: String, secret: &String| shown.replace(secret.as_str(), "***");
            let expected = said.secrets.iter().fold(sent.clone(), hide);
            // A text with attributes is an object.
            let found = found.get("$text").unwrap_or(found);
            let found = found
                .as_str()
                .map_or_else(|| found.to_string(), str::to_owned);
            assert_eq!(found, expected, "`{path}`");
        }
        _ => panic!("`{path}` has another shape"),
    }
}

fn secrets_are_nowhere(capture: &Path, said: &Said) {
    for output in ["pretty", "json", "ndjson", "nvp", "xml", "soap"] {
        let run = decode(capture, output);
        let shown = text(&run.stdout) + &text(&run.stderr);
        assert!(shown.contains("order-1"), "{output}: {shown}");
        hidden(&shown, said, output);
    }
}

fn hidden(shown: &str, said: &Said, output: &str) {
    for secret in &said.secrets {
        assert!(!shown.contains(secret), "{secret} is in {output}");
    }
}

#[cfg(feature = "parquet")]
fn rows_are_there(capture: &Path, said: &Said, python: &Path) {
    let file = PathBuf::from(format!("{}.parquet", capture.display()));
    let run = decode(capture, "parquet");
    assert!(run.status.success(), "{}", text(&run.stderr));
    fs::write(&file, &run.stdout).expect("written");
    let run = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/rows.py"))
        .arg(&file)
        .output()
        .expect("PAYWIRE_PYTHON starts");
    assert!(run.status.success(), "{}", text(&run.stderr));
    let rows = text(&run.stdout);
    hidden(&rows, said, "parquet");
    let rows = rows.lines().skip(1);
    let rows: Vec<Value> = rows
        .map(|row| serde_json::from_str(row).expect("JSON"))
        .collect();
    assert_eq!(rows.len(), 2 * said.exchanges.len());
    for row in rows {
        assert_eq!(row["http_status"], 200, "{row}");
        assert!(row["time"].is_string() && row["url"].is_string(), "{row}");
        assert!(
            row["message_name"].is_string() && row["damage"].is_null(),
            "{row}"
        );
    }
}
