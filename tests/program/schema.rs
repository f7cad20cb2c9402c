//! `paywire schema` and `paywire validate`, by what their output has for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Output};

use paywire::api::{MessageKind, System};
use serde_json::Value;

fn paywire(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .current_dir("tests/program/cli/validate.in")
        .output()
        .expect("the program runs")
}

fn schema(args: &[&str]) -> Value {
    let run = paywire(&[&["schema", "--to", "json"], args].concat());
    assert!(run.status.success(), "{args:?}");
    serde_json::from_slice(&run.stdout).expect("a document")
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    let mut entries = list.as_array().expect("a list").iter();
    entries
        .find(|entry| entry["name"] == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn texts(list: &Value) -> Vec<&str> {
    let entries = list.as_array().expect("a list").iter();
    entries
        .map(|entry| entry.as_str().expect("a text"))
        .collect()
}

#[test]
fn the_whole_model_is_listed() {
    let all = schema(&[]);
    let system = named(&all["systems"], "adaptive_payments");
    assert_eq!(system["operations"].as_array().map(Vec::len), Some(17));
    let pay = named(&system["operations"], "Pay");
    assert_eq!(pay["path"], "/AdaptivePayments/Pay");
    assert_eq!(texts(&pay["messages"])[..2], ["PayRequest", "PayResponse"]);
    assert_eq!(system["rules"].as_array().map(Vec::len), Some(108));

    let listed = all["systems"].as_array().expect("a list").iter();
    let messages: BTreeSet<_> = listed
        .flat_map(|system| system["messages"].as_array().expect("a list"))
        .map(|message| message["name"].as_str().expect("a name").to_owned())
        .collect();
    let own: BTreeSet<_> = MessageKind::ALL
        .iter()
        .map(|kind| kind.name().to_owned())
        .collect();
    assert_eq!(messages, own);
}

#[test]
fn a_field_is_told_with_all_that_is_known_of_it() {
    let all = schema(&[]);
    let types = &named(&all["systems"], "adaptive_payments")["types"];
    let pay = &named(types, "PayRequest")["fields"];

    let action = named(pay, "actionType");
    assert_eq!(texts(&action["values"]), ["PAY", "CREATE", "PAY_PRIMARY"]);
    assert_eq!(
        (&action["required"], &action["list"]),
        (&true.into(), &false.into())
    );

    let pin = named(pay, "pin");
    assert_eq!(
        (&pin["secret"], &pin["required"]),
        (&true.into(), &false.into())
    );

    let memo = &named(pay, "memo")["limits"][0];
    assert_eq!(
        (&memo["bound"], &memo["value"]),
        (&"max_length".into(), &1000.into())
    );
    assert_eq!(
        (&memo["rule"], texts(&memo["operations"])),
        (&"R062".into(), vec!["Pay"])
    );

    let list = &named(types, "ReceiverList")["fields"];
    let receiver = named(list, "receiver");
    assert_eq!(
        (&receiver["type"], &receiver["list"]),
        (&"Receiver".into(), &true.into())
    );
}

/// Every type that a field names is listed too.
#[test]
fn what_is_named_is_listed() {
    for system in schema(&[])["systems"].as_array().expect("a list") {
        let types = system["types"].as_array().expect("a list");
        let names: BTreeSet<_> = types.iter().map(|known| known["name"].as_str()).collect();
        for field in types
            .iter()
            .flat_map(|known| known["fields"].as_array().expect("a list"))
        {
            assert!(
                field["kind"] != "struct" || names.contains(&field["type"].as_str()),
                "{field}"
            );
        }
    }
}

/// Types are listed by their names, so no two of a system may share one.
#[test]
fn names_of_types_are_unique_in_their_system() {
    for system in System::ALL {
        let mut paths = BTreeMap::new();
        for kind in MessageKind::ALL
            .iter()
            .filter(|kind| kind.info().system == *system)
        {
            for known in kind.shape().structs() {
                let path = paths.entry(known.name).or_insert(known.type_path);
                assert_eq!(
                    *path, known.type_path,
                    "two types are called {}",
                    known.name
                );
            }
        }
    }
}

#[test]
fn a_part_of_it_is_whole() {
    let part = schema(&["refundrequest"]);
    let system = &part["systems"][0];
    let types = system["types"].as_array().expect("a list").iter();
    let types: Vec<_> = types
        .map(|known| known["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(types[0], "RefundRequest");
    assert!(types.contains(&"Receiver") && types.contains(&"PhoneNumberType"));
    assert!(!types.contains(&"RefundResponse"));
    let rules = system["rules"].as_array().expect("a list").iter();
    let rules: Vec<_> = rules
        .map(|rule| rule["rule"].as_str().expect("an id"))
        .collect();
    assert!(rules.contains(&"R133") && rules.contains(&"R001") && !rules.contains(&"R006"));
}

#[test]
fn what_is_wrong_is_told_without_values() {
    for output in ["pretty", "json", "ndjson"] {
        let run = paywire(&["validate", "--to", output, "chained.nvp", "half.nvp"]);
        assert_eq!(run.status.code(), Some(1));
        for shown in [run.stdout, run.stderr] {
            let shown = String::from_utf8_lossy(&shown).into_owned();
            let secret = shown.contains("\"9041\"") || shown.contains("pin: 9041");
            assert!(!secret, "{output}: {shown}");
        }
    }
}

#[test]
fn statuses_say_the_worst() {
    let status = |files: &[&str]| {
        let args = [&["validate", "--today", "2026-11-22"], files].concat();
        paywire(&args).status.code()
    };
    assert_eq!(status(&["refund.xml", "preapproval.json"]), Some(0));
    assert_eq!(status(&["chained.nvp", "refund.xml"]), Some(1));
    assert_eq!(status(&["half.nvp"]), Some(1));
    assert_eq!(status(&["damaged.nvp"]), Some(1));
    assert_eq!(status(&["nowhere.nvp", "chained.nvp"]), Some(3));
    assert_eq!(paywire(&["validate"]).status.code(), Some(2));
    assert_eq!(
        paywire(&["validate", "--today", "soon", "refund.xml"])
            .status
            .code(),
        Some(2)
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_panic() {
    for args in [
        &["schema"][..],
        &["schema", "--to", "json"],
        &["explain", "580022"],
        &["validate", "chained.nvp"],
        &["validate", "--to", "pretty", "chained.nvp"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
            .args(args)
            .current_dir("tests/program/cli/validate.in")
            .stdout(writer)
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(141), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
