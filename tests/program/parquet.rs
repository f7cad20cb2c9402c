//! What is written as Parquet, read back by two engines: pyarrow and the one of
//! `duckdb`.
//!
//! They run in the interpreter that `PAYWIRE_PYTHON` names.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::needs;
use paywire::api::MessageKind;
use paywire::codec::{self, Format};
use paywire::proptest::message_of;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn decode(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paywire"))
        .arg("decode")
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// The types of the columns and the rows, as two engines read them.
fn rows(python: &Path, file: &Path) -> (Value, Vec<Value>) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/rows.py");
    let run = Command::new(python).arg(script).arg(file).output();
    let run = run.expect("PAYWIRE_PYTHON starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let text = String::from_utf8(run.stdout).expect("it prints UTF-8");
    let mut lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let schema = lines.next().expect("a schema");
    (schema, lines.collect())
}

const PAY: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=a&returnUrl=b";

/// Writes a payment to some receivers, `AMOUNT` to each, in pesos.
fn payment(amounts: &[&str]) -> String {
    let mut body = format!("{PAY}&currencyCode=MXN&trackingId=t%2D1&pin=90417");
    for (index, amount) in amounts.iter().enumerate() {
        let receiver = format!("receiverList.receiver({index})");
        write!(
            body,
            "&{receiver}.amount={amount}&{receiver}.email=r{index}%40shop.example"
        )
        .expect("a string takes all");
    }
    body
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn columns_have_types() {
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = folder("parquet-types");
    let run = decode(&folder, &["--to", "parquet", "--output", "sample.parquet"]);
    assert!(run.status.success());
    assert!(run.stdout.is_empty());
    let (schema, rows) = rows(&python, &folder.join("sample.parquet"));
    assert_eq!(schema["time"], "timestamp[us, tz=UTC]");
    assert_eq!(schema["entry"], "int64");
    assert_eq!(schema["amount"], "decimal128(38, 9)");
    assert_eq!(schema["error_codes"], "list<element: string not null>");
    assert!(rows.len() > 5, "{} rows", rows.len());
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn a_message_is_a_row() {
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = folder("parquet-rows");
    let chain = payment(&["100.50", "80"]) + "&receiverList.receiver(0).primary=true";
    fs::write(folder.join("1.nvp"), chain + "&colour=blue").expect("written");
    let failed = r#"{"responseEnvelope":{"timestamp":"2014-03-06T09:13:02.077-08:00","ack":"Failure",
        "correlationId":"9e0b44d8a2c17","build":"1"},"error":[
        {"errorId":"580001","severity":"Error","message":"Invalid request"},
        {"errorId":"520009","severity":"Error","message":"Restricted"}]}"#;
    fs::write(folder.join("2.json"), failed).expect("written");
    fs::write(folder.join("3.nvp"), "a(0)=1&a(9)=2").expect("written");
    fs::write(folder.join("4.nvp"), "payKey=AP-1").expect("written");
    let run = decode(
        &folder,
        &["--to", "parquet", "-o", "all.parquet", "*.nvp", "2.json"],
    );
    assert_eq!(run.status.code(), Some(1), "a damaged body");
    let (_, rows) = rows(&python, &folder.join("all.parquet"));

    let [paid, damaged, unclear, failed] = &rows[..] else {
        panic!("{} rows", rows.len());
    };
    let expected = json!({
        "file": "1.nvp", "system": "adaptive_payments", "operation": "Pay", "direction": "request",
        "format": "nvp", "message_name": "PayRequest", "action": "PAY", "tracking_id": "t-1",
        "amount": "100.500000000", "amount_text": "100.50", "currency": "MXN", "unknown_count": 1,
        "unknown": r#"[{"path":"colour","value":"blue"}]"#, "error_codes": [], "warnings": [],
        "entry": null, "side": null, "time": null, "url": null, "outcome": null, "pay_key": null,
        "damage": null, "event": null,
    });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(paid[name], *value, "{name}");
    }
    let receiver = |payee: &str, role: &str, amount: &str, text: &str| {
        json!({"payee": payee, "role": role, "amount": amount, "amount_text": text,
            "currency": "MXN", "status": null, "transaction_id": null})
    };
    assert_eq!(
        paid["receivers"],
        json!([
            receiver("r0@shop.example", "primary", "100.500000000", "100.50"),
            receiver("r1@shop.example", "secondary", "80.000000000", "80"),
        ])
    );
    assert!(!paid.to_string().contains("90417"), "{paid}");

    assert_eq!(failed["outcome"], "failure");
    assert_eq!(failed["error_codes"], json!(["580001", "520009"]));
    assert_eq!(failed["error_message"], "Invalid request");
    assert_eq!(failed["correlation_id"], "9e0b44d8a2c17");

    assert_eq!(damaged["damage"]["kind"], "list-gap");
    assert_eq!(damaged["damage"]["category"], "syntax");
    assert!(damaged["damage"]["at_byte"].is_u64(), "{damaged}");
    assert!(damaged["message"].is_null() && damaged["receivers"].is_null());

    assert_eq!(unclear["message"], r#"{"payKey":"AP-1"}"#);
    assert!(unclear["message_name"].is_null());
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn amounts_are_exact() {
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = folder("parquet-amounts");
    let cases = [
        ("0", Some("0.000000000")),
        ("-0.10", Some("-0.100000000")),
        ("19.99", Some("19.990000000")),
        ("0.000000001", Some("0.000000001")),
        ("1.50000000000000000000", Some("1.500000000")),
        (
            "79228162514264337593543950335",
            Some("79228162514264337593543950335.000000000"),
        ),
        (
            "-79228162514264337593543950335",
            Some("-79228162514264337593543950335.000000000"),
        ),
        // One digit more than the column has.
        ("0.0000000001", None),
    ];
    for (index, (amount, _)) in cases.iter().enumerate() {
        fs::write(folder.join(format!("{index}.nvp")), payment(&[amount])).expect("written");
    }
    let run = decode(&folder, &["--to", "parquet", "-o", "all.parquet", "*.nvp"]);
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let (_, rows) = rows(&python, &folder.join("all.parquet"));
    assert_eq!(rows.len(), cases.len());
    for (row, (text, number)) in rows.iter().zip(cases) {
        assert_eq!(row["amount_text"], text);
        assert_eq!(row["amount"], json!(number), "{text}");
        assert_eq!(row["receivers"][0]["amount"], json!(number), "{text}");
    }
}

/// Random messages of every kind, in every format they travel in, and what is damaged.
fn bodies() -> Vec<String> {
    let mut runner = TestRunner::default();
    let mut bodies = Vec::new();
    let config = codec::Config::strict();
    for kind in MessageKind::ALL {
        let message = message_of(*kind);
        for format in [Format::Nvp, Format::Json, Format::Xml, Format::Soap] {
            let message = message.new_tree(&mut runner).expect("a message").current();
            if let Ok(body) = codec::encode(&message, format, &config) {
                bodies.push(body);
            }
        }
    }
    bodies.extend(["a=%", "{\"a\":", "<a>", "a=1&a=2"].map(str::to_owned));
    bodies
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn rows_say_what_records_say() {
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = folder("parquet-random");
    let bodies = bodies();
    for (index, body) in bodies.iter().enumerate() {
        fs::write(folder.join(format!("{index:04}.body")), body).expect("written");
    }
    let lines = decode(&folder, &["--to", "ndjson", "*.body"]);
    decode(&folder, &["--to", "parquet", "-o", "all.parquet", "*.body"]);
    let lines = String::from_utf8(lines.stdout).expect("JSON is UTF-8");
    let (_, rows) = rows(&python, &folder.join("all.parquet"));
    assert_eq!(rows.len(), bodies.len());
    let mut records = lines.lines();
    for row in rows {
        let record: Value = serde_json::from_str(records.next().expect("a record")).expect("JSON");
        same(&record, &row);
    }
    assert_eq!(records.next(), None);
}

/// Whether a row has what the record has.
fn same(record: &Value, row: &Value) {
    let file = &record["source"]["file"];
    assert_eq!(row["file"], *file);
    for name in ["system", "operation", "direction", "format", "warnings"] {
        assert_eq!(row[name], record[name], "{name} of {file}");
    }
    for name in ["message", "unknown"] {
        let document = row[name].as_str().map_or(Value::Null, |text| {
            serde_json::from_str(text).expect("a document")
        });
        assert_eq!(document, record[name], "{name} of {file}");
    }
    let count = record["unknown"].as_array().map_or(0, Vec::len);
    assert_eq!(row["unknown_count"], count, "{file}");
    let (damage, error) = (&row["damage"], &record["error"]);
    for (column, field) in [
        ("kind", "kind"),
        ("category", "category"),
        ("message", "message"),
        ("path", "path"),
        ("at_byte", "offset"),
    ] {
        assert_eq!(damage[column], error[field], "{column} of {file}");
    }
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn a_file_without_messages_is_a_file() {
    let python = needs::path("PAYWIRE_PYTHON");
    let folder = folder("parquet-empty");
    fs::write(folder.join("empty"), "").expect("written");
    decode(
        &folder,
        &[
            "--from",
            "lines",
            "--to",
            "parquet",
            "-o",
            "all.parquet",
            "empty",
        ],
    );
    let (schema, rows) = rows(&python, &folder.join("all.parquet"));
    assert_eq!(schema["file"], "string");
    assert!(rows.is_empty());
}

#[cfg(unix)]
#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn a_terminal_gets_a_sentence() {
    let python = needs::path("PAYWIRE_PYTHON");
    let run = Command::new(&python)
        .args([
            "-c",
            "import os, pty, sys\nsys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))",
        ])
        .args([env!("CARGO_BIN_EXE_paywire"), "decode", "--to", "parquet"])
        .stdin(Stdio::null())
        .output()
        .expect("PAYWIRE_PYTHON starts");
    let shown = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(2), "{shown}");
    assert!(shown.contains("cannot be shown on a terminal"), "{shown}");
    assert!(!shown.contains("PAR1"), "{shown}");
}

/// What was sent before it ended has no end, so nothing takes it for a file.
#[cfg(unix)]
#[test]
fn what_is_stopped_is_not_whole() {
    let folder = folder("parquet-stopped");
    let mut child = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["decode", "--from", "lines", "--to", "parquet", "-"])
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    for memo in 0..20 {
        writeln!(stdin, "{}&memo={memo}", payment(&["1.00"])).expect("it reads on");
    }
    // Time to begin: a signal before that ends any program.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill runs").success());
    let run = child.wait_with_output().expect("it ends");
    drop(stdin);
    assert!(!run.status.success());
    assert!(!run.stdout.ends_with(b"PAR1"));
}
