//! The command line, held to the sessions in `tests/cli`, which are also its documentation.

#![cfg(feature = "cli")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Secrets that stand in the bodies of these tests.
const PLANTED: [&str; 4] = ["9041", "5500000000000004", "tk-5571", "hunter2"];

fn paywire(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .current_dir("tests/cli/decode.in")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // The program may be done before it has read all.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn refused(body: &[u8]) -> String {
    for output in ["pretty", "json", "ndjson"] {
        let run = paywire(&["decode", "--to", output, "-"], body);
        assert_eq!(
            run.status.code(),
            Some(1),
            "{}",
            String::from_utf8_lossy(&run.stdout)
        );
    }
    let run = paywire(&["decode", "-"], body);
    let record: serde_json::Value = serde_json::from_slice(&run.stdout).expect("one record");
    assert!(record["error"]["offset"].is_u64(), "{record}");
    record["error"]["kind"].as_str().expect("a kind").to_owned()
}

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .case("tests/cli/*.md")
        .case("tests/cli/*.toml");
}

#[test]
fn planted_secrets_are_shown_nowhere() {
    let files = [
        "pay.nvp",
        "comma.nvp",
        "neighbour.nvp",
        "more/escape.nvp",
        "more/index-bomb.nvp",
        "more/latin1.nvp",
        "more/truncated.json",
        "more/twice.json",
        "more/binary.gz",
        "pay.xml",
        "changed.xml",
        "other.xml",
        "more/crossed.xml",
    ];
    for output in ["pretty", "json", "ndjson"] {
        for preset in [
            None,
            Some("--lenient"),
            Some("--from=nvp"),
            Some("--from=json"),
            Some("--from=xml"),
            Some("--from=soap"),
        ] {
            let mut args = vec!["decode", "--to", output];
            args.extend(preset);
            args.extend(files);
            let run = paywire(&args, b"");
            for shown in [run.stdout, run.stderr] {
                let shown = String::from_utf8_lossy(&shown).into_owned();
                for secret in PLANTED {
                    assert!(!shown.contains(secret), "{args:?} shows {secret}:\n{shown}");
                }
            }
        }
    }
}

#[test]
fn planted_secrets_are_in_no_summary_and_no_story() {
    let files = [
        "pay.nvp",
        "pay.xml",
        "comma.nvp",
        "changed.xml",
        "other.xml",
    ];
    for output in ["pretty", "json", "ndjson"] {
        for command in [&["decode", "--summary"][..], &["trace"]] {
            let args = [command, &["--to", output], &files].concat();
            let run = paywire(&args, b"");
            for shown in [run.stdout, run.stderr] {
                let shown = String::from_utf8_lossy(&shown).into_owned();
                for secret in PLANTED {
                    assert!(!shown.contains(secret), "{args:?} shows {secret}:\n{shown}");
                }
            }
        }
    }
    let memo = b"requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=a&returnUrl=b\
        &currencyCode=USD&receiverList.receiver(0).amount=1.00\
        &memo=https://shop.example/?token=tk-5571";
    for command in [
        &["decode", "--to", "pretty", "-"][..],
        &["trace", "--to", "json", "-"],
    ] {
        let run = paywire(command, memo);
        let shown = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(
            shown.contains("token=***") && !shown.contains("tk-5571"),
            "{shown}"
        );
    }
}

#[test]
fn what_is_redacted_is_in_no_story_either() {
    let commands = [
        &["decode", "--to", "pretty"][..],
        &["decode", "--to", "ndjson"],
        &["decode", "--summary", "--to", "pretty"],
        &["trace", "--to", "json"],
    ];
    for command in commands {
        for (field, value) in [
            ("email", "seller"),
            ("receiver.amount", "12.5"),
            ("currencyCode", "USD"),
            ("receiverList", "12.5"),
            ("actionType", "PAY"),
        ] {
            let args = [command, &["--redact", field, "pay.nvp", "pay.xml"]].concat();
            let run = paywire(&args, b"");
            let shown = String::from_utf8_lossy(&run.stdout).into_owned();
            let shown = shown
                .replace("adaptive_payments", "")
                .replace("PayRequest", "");
            assert!(!shown.contains(value), "{args:?} shows {value}:\n{shown}");
        }
    }
}

#[test]
fn planted_secrets_are_compared_and_named_unseen() {
    for args in [
        &["diff", "pay.nvp", "changed.xml"][..],
        &["diff", "pay.xml", "other.xml"],
        &["diff", "pay.xml", "more/crossed.xml"],
        &[
            "identify",
            "pay.nvp",
            "pay.xml",
            "other.xml",
            "more/crossed.xml",
            "comma.nvp",
        ],
        &["convert", "--to", "xml", "comma.nvp"],
        &["convert", "--to", "json", "more/crossed.xml"],
    ] {
        let run = paywire(args, b"");
        for shown in [run.stdout, run.stderr] {
            let shown = String::from_utf8_lossy(&shown).into_owned();
            for secret in PLANTED {
                assert!(!shown.contains(secret), "{args:?} shows {secret}:\n{shown}");
            }
        }
    }
}

#[test]
fn what_is_converted_is_nothing_but_the_message() {
    let json = paywire(&["convert", "--to", "json", "pay.nvp"], b"");
    assert!(json.stdout.starts_with(b"{") && json.stdout.ends_with(b"}"));
    for format in ["nvp", "json", "xml", "soap"] {
        let there = paywire(&["convert", "--to", format, "pay.nvp"], b"");
        assert!(there.stderr.is_empty());
        let back = paywire(&["convert", "--to", "json", "-"], &there.stdout);
        assert_eq!(back.stdout, json.stdout, "through {format}");
        let same = paywire(&["diff", "-", "pay.xml"], &there.stdout);
        assert_eq!((same.status.code(), same.stdout.len()), (Some(0), 0));
    }
}

#[test]
fn hostile_input_is_refused_at_once() {
    let segments = format!("a{}=1", ".b".repeat(100_000));
    assert_eq!(refused(segments.as_bytes()), "limit");
    assert_eq!(refused(b"a(4294967295)=1"), "limit");
    assert_eq!(refused(b"a(0)=1&a(9999)=1"), "list-gap");
    assert_eq!(refused("[".repeat(100_000).as_bytes()), "limit");
    assert_eq!(
        refused(format!("a={}", "x".repeat(2_000_000)).as_bytes()),
        "limit"
    );
    assert_eq!(refused("a=1&".repeat(100_000).as_bytes()), "limit");
    let binary: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    refused(&binary);
    refused(b"");
}

#[test]
fn colour_is_for_who_asks() {
    let run = paywire(&["decode", "--to", "pretty", "pay.nvp"], b"");
    assert!(!run.stdout.contains(&0x1b));
    let run = paywire(
        &["--color", "always", "decode", "--to", "pretty", "pay.nvp"],
        b"",
    );
    assert!(run.stdout.contains(&0x1b));
}

#[test]
fn values_do_not_steer_the_terminal() {
    let run = paywire(
        &["decode", "--to", "pretty", "-"],
        b"memo=a%1B%5B2Jb&%07=%0D",
    );
    assert!(
        run.stdout
            .iter()
            .all(|byte| *byte == b'\n' || !byte.is_ascii_control())
    );
}

#[test]
fn scripts_and_pages_are_printed() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = paywire(&["completions", shell], b"");
        assert!(run.status.success());
        assert!(
            String::from_utf8_lossy(&run.stdout).contains("show-secrets"),
            "{shell}"
        );
    }
    let run = paywire(&["man"], b"");
    assert!(String::from_utf8_lossy(&run.stdout).contains("show\\-secrets"));
    assert!(paywire(&["man", "decode"], b"").status.success());
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_panic() {
    for args in [
        &["man"][..],
        &["completions", "bash"],
        &["decode", "--to", "pretty"],
        &["decode"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
            .args(args)
            .stdout(writer)
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(141), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
