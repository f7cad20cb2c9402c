//! Pages of messages, as a parser and a browser see them.

mod capture;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::needs;
use serde_json::Value;

/// The page of a capture, in a file of this name.
fn page(name: &str, capture: &str, status: i32) -> PathBuf {
    page_with(&[], name, capture, status)
}

/// The same with more arguments.
fn page_with(arguments: &[&str], name: &str, capture: &str, status: i32) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("html");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(format!("{name}.har"));
    fs::write(&file, capture).expect("a capture");
    let page = file.with_extension("html");
    let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["decode", "--to", "html"])
        .args(arguments)
        .arg("--output")
        .args([&page, &file])
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert_eq!(run.code(), Some(status), "{name}");
    page
}

/// What a script of `tests/python` says about files.
fn judged(script: &str, arguments: &[&Path]) -> Value {
    let python = needs::path("PAYWIRE_PYTHON");
    let output = Command::new(python)
        .arg(Path::new("tests/python").join(script))
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .expect("PAYWIRE_PYTHON starts");
    assert!(output.status.success(), "{script} {arguments:?} failed");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The texts of elements of a class that the parser found.
fn texts<'a>(parsed: &'a Value, class: &str) -> Vec<&'a str> {
    let texts = parsed["texts"][class].as_array();
    let texts = texts.into_iter().flatten();
    texts.filter_map(Value::as_str).collect()
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn a_page_is_what_the_capture_has() {
    let page = page("traffic", &capture::traffic(), 1);
    let parsed = judged("page.py", &[&page]);
    assert_eq!(parsed["faults"], serde_json::json!([]));
    assert_eq!(
        texts(&parsed, "badge"),
        [
            "Success",
            "Partial",
            "Failed",
            "Pending",
            "Success",
            "Damaged",
            "Not recognized"
        ]
    );
    assert_eq!(
        texts(&parsed, "totals")[0],
        "Exchanges7Messages13Operations2Damaged1Not recognized2Other0"
    );
    assert_eq!(
        texts(&parsed, "words")[1],
        "ines@buyer.example → agency@travel.example EUR 100.00 · primary\
         agency@travel.example → hotel@alps.example EUR 60.00 · secondary\
         agency@travel.example → bus@valley.example EUR 25.00 · secondary"
    );
    assert!(texts(&parsed, "errors")[0].contains("589023"));
    assert!(
        texts(&parsed, "meaning")
            .iter()
            .all(|meaning| !meaning.is_empty())
    );
    assert_eq!(
        parsed["formats"],
        serde_json::json!(["json", "nvp", "soap", "xml"])
    );
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn what_is_no_message_is_shown_too() {
    let page = page_with(&["--all"], "visits", &capture::visits(), 0);
    let parsed = judged("page.py", &[&page]);
    assert_eq!(parsed["faults"], serde_json::json!([]));
    assert_eq!(
        texts(&parsed, "totals")[0],
        "Exchanges2Messages0Operations0Damaged0Not recognized0Other2"
    );
    let events = texts(&parsed, "event");
    assert!(
        events[0].ends_with("EnvironmentsandboxPay keyAP-1A"),
        "{events:?}"
    );
    assert!(events[1].ends_with("Content typeimage/<png>"), "{events:?}");
}

#[test]
fn whose_money_it_is_and_what_is_to_be_done_is_on_the_page() {
    let file = page("environments", &capture::environments(), 0);
    let text = fs::read_to_string(file).expect("a page");
    assert_eq!(text.matches("<p class=next>").count(), 1);
    assert!(text.contains("not paid: the payer has to approve it"));
    assert_eq!(text.matches(">sandbox<").count(), 1);
    let (made, refused) = text.split_once("VALIDATION_ERROR").expect("a refusal");
    assert!(made.contains(">sandbox<"));
    for issue in ["Must be &lt;more&gt;", "Is not known"] {
        assert!(!made.contains(issue) && refused.contains(issue), "{issue}");
    }
}

#[test]
fn the_same_capture_is_the_same_page() {
    let [first, second] = [(), ()].map(|()| fs::read(page("same", &capture::traffic(), 1)));
    assert!(first.expect("a page") == second.expect("a page"));
}

#[test]
fn secrets_are_not_on_the_page() {
    let text = fs::read_to_string(page("secrets", &capture::traffic(), 1)).expect("a page");
    for secret in ["9041", "hunter2", "tk-5571"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let redact = ["--redact", "senderEmail", "--redact", "receiver.amount"];
    let page = page_with(&redact, "redacted", &capture::traffic(), 1);
    let text = fs::read_to_string(page).expect("a page");
    for redacted in ["ines@", "12.50", "100.00"] {
        assert!(!text.contains(redacted), "{redacted}");
    }
    assert!(text.contains("seller@shop.example"));
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn no_text_becomes_markup() {
    let file = page("hostile", &capture::hostile(), 0);
    let text = fs::read_to_string(&file).expect("a page");
    assert!(!text.contains([
        '\u{2028}', '\u{202e}', '\u{7}', '\u{fffe}', '\u{feff}', '\u{85}'
    ]));
    let parsed = judged("page.py", &[&file]);
    assert_eq!(parsed["faults"], serde_json::json!([]));
    for text in &capture::HOSTILE[..9] {
        assert!(
            texts(&parsed, "said")
                .iter()
                .any(|said| said.contains(text)),
            "{text}"
        );
    }
}

/// What a message adds to the page is bounded by what it says.
#[test]
fn a_page_grows_slowly() {
    let size = |count| {
        let page = page(&format!("many-{count}"), &capture::many(count), 0);
        fs::metadata(page).expect("a page").len()
    };
    let each = (size(210) - size(10)) / 400;
    assert!((1000..4000).contains(&each), "{each} bytes a message");
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_CHROMIUM"]
fn a_browser_shows_it() {
    let browser = needs::path("PAYWIRE_CHROMIUM");
    let traffic = page("browser", &capture::traffic(), 1);
    let hostile = page("browser-hostile", &capture::hostile(), 0);
    let many = page("browser-many", &capture::many(1500), 0);
    let said = judged("browse.py", &[&browser, &traffic, &hostile, &many]);
    assert_eq!(said["failed"], serde_json::json!([]), "{said:#}");
    eprintln!("{said:#}");
}
