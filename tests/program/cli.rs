//! The command line, held to the sessions in `tests/program/cli`, which are also its documentation.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Secrets that stand in the bodies of these tests.
const PLANTED: [&str; 4] = ["9041", "5500000000000004", "tk-5571", "hunter2"];

fn paywire(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .current_dir("tests/program/cli/decode.in")
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
        .case("tests/program/cli/*.md")
        .case("tests/program/cli/*.toml");
}

#[test]
fn planted_secrets_are_shown_nowhere() {
    let files = [
        "pay.nvp",
        "comma.nvp",
        "neighbor.nvp",
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

/// A body that every limit refuses when it is set so low, and the limit.
const OVER: [(&str, &str, &str); 7] = [
    (
        "input=10",
        "input",
        "requestEnvelope.errorLanguage=en_US&payKey=AP-1",
    ),
    (
        "depth=1",
        "depth",
        "requestEnvelope.errorLanguage=en_US&payKey=AP-1",
    ),
    (
        "names=1",
        "names",
        "requestEnvelope.errorLanguage=en_US&payKey=AP-1",
    ),
    (
        "name=5",
        "name",
        "requestEnvelope.errorLanguage=en_US&payKey=AP-1",
    ),
    (
        "value=3",
        "value",
        "requestEnvelope.errorLanguage=en_US&payKey=AP-1",
    ),
    ("list=1", "list", "a(0)=1&a(1)=1"),
    ("attributes=0", "attributes", "<a b='c'/>"),
];

#[test]
fn every_limit_is_named_by_its_error_and_can_be_set() {
    for (limit, name, body) in OVER {
        for command in [
            &["decode"][..],
            &["trace"],
            &["identify"],
            &["validate"],
            &["convert", "--to", "json"],
            &["diff", "pay.nvp"],
        ] {
            let args = [command, &["--limit", limit, "-"]].concat();
            let run = paywire(&args, body.as_bytes());
            let expected = if command[0] == "diff" { 3 } else { 1 };
            let said = String::from_utf8_lossy(&run.stderr);
            let named = format!("(limit `{name}`)");
            // The other side of `diff` is refused as well, or instead.
            assert!(said.contains("(limit `"), "{args:?}: {said}");
            assert!(
                said.contains(&named) || command[0] == "diff",
                "{args:?}: {said}"
            );
            assert_eq!(run.status.code(), Some(expected), "{args:?}");
        }
        let lifted = format!("{name}=none");
        let args = ["decode", "--limit", limit, "--limit", &lifted, "-"];
        assert_eq!(
            paywire(&args, body.as_bytes()).status.code(),
            Some(0),
            "{args:?}"
        );
    }
}

#[test]
fn what_is_over_a_limit_is_read_once_it_is_raised() {
    let many: Vec<String> = (0..5_000).map(|number| format!("a{number}=1")).collect();
    let long = format!("a={}", "x".repeat(2_000_000));
    for (body, limits) in [
        (many.join("&").into_bytes(), &["names=20000"][..]),
        (long.into_bytes(), &["value=3000000", "input=3000000"]),
    ] {
        for command in [&["decode", "--to", "ndjson"][..], &["decode", "--summary"]] {
            assert_eq!(
                paywire(&[command, &["-"]].concat(), &body).status.code(),
                Some(1)
            );
            let limits = limits.iter().flat_map(|limit| ["--limit", limit]);
            let args: Vec<&str> = command.iter().copied().chain(limits).chain(["-"]).collect();
            let run = paywire(&args, &body);
            let said = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(0), "{args:?}: {said}");
        }
    }
    let entry = paywire(
        &["decode", "--from", "lines", "--limit", "entry=5", "-"],
        b"a=123456\n",
    );
    let said = String::from_utf8_lossy(&entry.stderr);
    assert!(said.contains("(limit `entry`)"), "{said}");
}

#[test]
fn what_is_no_limit_is_a_usage_error() {
    for limit in [
        "fields=3",
        "names",
        "names=-1",
        "depth=70000",
        "entry=x",
        "=3",
        "",
    ] {
        let run = paywire(&["decode", "--limit", limit, "-"], b"a=1");
        assert_eq!(run.status.code(), Some(2), "{limit}");
    }
    let run = paywire(&["decode", "--limit", "fields=3", "-"], b"a=1");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    for name in [
        "input",
        "depth",
        "names",
        "attributes",
        "list",
        "name",
        "value",
        "entry",
    ] {
        assert!(said.contains(name), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_files_need_not_be_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("names");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("below")).expect("a folder");
    let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-";
    let odd = [
        folder.join(OsStr::from_bytes(b"caf\xe9.nvp")),
        folder
            .join("below")
            .join(OsStr::from_bytes(b"\xff\xfe.nvp")),
    ];
    for (path, number) in odd.iter().zip(1..) {
        std::fs::write(path, format!("{body}{number}")).expect("a file");
    }
    std::fs::write(folder.join("plain.nvp"), format!("{body}3")).expect("a file");
    let run = |args: &[&OsStr]| {
        let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
            .args(args)
            .output();
        let run = run.expect("the program runs");
        let shown = String::from_utf8(run.stdout).expect("text");
        (
            run.status.code(),
            shown,
            String::from_utf8(run.stderr).expect("text"),
        )
    };
    let [decode, diff] = ["decode", "diff"].map(OsStr::new);
    let (code, shown, _) = run(&[decode, odd[0].as_os_str(), odd[1].as_os_str()]);
    assert_eq!((code, shown.lines().count()), (Some(0), 2));
    assert!(shown.contains("caf\u{fffd}.nvp"), "{shown}");
    let (code, _, said) = run(&[diff, odd[0].as_os_str(), odd[1].as_os_str()]);
    assert_eq!(code, Some(1), "{said}");
    for (pattern, count) in [
        ("*.nvp", 2),
        ("**/*.nvp", 3),
        ("*/*", 1),
        ("**", 3),
        ("caf?.nvp", 1),
    ] {
        let (code, shown, said) = run(&[decode, folder.join(pattern).as_os_str()]);
        assert_eq!(
            (code, shown.lines().count()),
            (Some(0), count),
            "{pattern}: {said}"
        );
    }
    // A link that leads nowhere is said, and so is a pattern that fits nothing.
    std::os::unix::fs::symlink("nowhere", folder.join("lost.nvp")).expect("a link");
    let (code, shown, said) = run(&[decode, folder.join("*.nvp").as_os_str()]);
    assert_eq!((code, shown.lines().count()), (Some(3), 3), "{said}");
    let (code, _, said) = run(&[decode, folder.join("*.xml").as_os_str()]);
    assert!(
        code == Some(3) && said.contains("no file matches this pattern"),
        "{said}"
    );
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
