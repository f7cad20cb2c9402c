//! How the command line goes through captures: in order, as it comes, in bounded memory, and to
//! be stopped at any time.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const LINE: &str = "requestEnvelope.errorLanguage=en_US&payKey=AP-";

fn paywire(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// A folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn records_come_in_the_order_of_the_capture() {
    let mut child = paywire(&["decode", "--from", "lines,nvp", "-"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let count = 4_000;
    let writer = std::thread::spawn(move || {
        for number in 1..=count {
            // Lines of very different lengths, so that batches take differently long.
            let memo = "x".repeat(if number % 97 == 0 { 4000 } else { number % 7 });
            writeln!(stdin, "{LINE}{number}&memo={memo}").expect("it reads");
        }
    });
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for (line, number) in stdout.lines().zip(1_u64..) {
        let record: serde_json::Value =
            serde_json::from_str(&line.expect("text")).expect("a record");
        assert_eq!(record["source"]["entry"], number);
        assert_eq!(record["message"]["payKey"], format!("AP-{number}"));
        assert!(number <= count as u64);
    }
    writer.join().expect("no panic");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_message_is_shown_before_the_next_one_comes() {
    let mut child = paywire(&["decode", "--from", "lines", "-"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for number in 1..=3 {
        writeln!(stdin, "{LINE}{number}").expect("it reads");
        stdin.flush().expect("it reads");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("text");
        assert!(line.contains(&format!("AP-{number}")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn an_interrupt_ends_it_behind_a_whole_line() {
    let mut child = paywire(&["decode", "--from", "lines", "-"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeder = std::thread::spawn(move || {
        // Until nobody reads any more.
        while writeln!(stdin, "{LINE}1&memo={}", "y".repeat(3000)).is_ok() {}
    });
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut read = vec![0; 1 << 20];
    stdout.read_exact(&mut read).expect("there is much");
    interrupt(&child);
    stdout.read_to_end(&mut read).expect("it ends");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(read.last(), Some(&b'\n'));
    let last = read[..read.len() - 1].rsplit(|byte| *byte == b'\n').next();
    serde_json::from_slice::<serde_json::Value>(last.expect("a line")).expect("a whole record");
    drop(child);
    feeder.join().expect("no panic");
}

#[test]
fn an_interrupt_ends_waiting_too() {
    let mut child = paywire(&["decode", "--from", "lines", "-"]);
    let stdin = child.stdin.take().expect("a pipe");
    // Until it listens.
    std::thread::sleep(Duration::from_millis(300));
    let started = Instant::now();
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(stdin);
}

#[test]
fn a_file_appears_once_it_is_whole() {
    let folder = folder("output");
    let whole = folder.join("records.json");
    let name = whole.to_str().expect("text");
    let args = [
        "decode", "--from", "lines", "--to", "json", "--output", name, "-",
    ];

    let mut child = paywire(&args);
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{LINE}1").expect("it reads");
    std::thread::sleep(Duration::from_millis(300));
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(!whole.exists());

    let mut child = paywire(&args);
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{LINE}1").expect("it reads");
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
    let records = fs::read(&whole).expect("the file");
    let records: serde_json::Value = serde_json::from_slice(&records).expect("JSON");
    assert_eq!(records.as_array().expect("an array").len(), 1);
}

/// The most memory that the process had, in bytes.
#[cfg(target_os = "linux")]
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes << 10)
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_capture() {
    let mut peaks = Vec::new();
    for lines in [1_000, 10_000] {
        let mut child = paywire(&["decode", "--from", "lines,nvp", "-"]);
        let mut stdin = child.stdin.take().expect("a pipe");
        let mut stdout = child.stdout.take().expect("a pipe");
        // Slower than the program, so that all that can wait does.
        let reader = std::thread::spawn(move || {
            let mut buffer = vec![0; 64 << 10];
            while stdout.read(&mut buffer).expect("bytes") > 0 {}
        });
        let line = format!("{LINE}1&memo={}\n", "z".repeat(2000));
        for _ in 0..lines {
            stdin.write_all(line.as_bytes()).expect("it reads");
        }
        peaks.push(peak(&child).expect("it runs on Linux"));
        drop(stdin);
        reader.join().expect("no panic");
        assert!(child.wait().expect("it ends").success());
    }
    // Ten times as much may take as much again for what the allocator keeps, not ten times.
    assert!(peaks[1] < 2 * peaks[0] + (32 << 20), "{peaks:?}");
}

/// Bodies of so many bytes, made to take as much memory as a body can.
#[cfg(target_os = "linux")]
fn hostile(bytes: usize) -> Vec<(&'static str, String)> {
    let repeated = |piece: &dyn Fn(usize) -> String| {
        let mut body = String::new();
        let mut pieces = (0..).map(piece);
        while body.len() < bytes {
            body += &pieces.next().expect("without end");
        }
        body
    };
    let list = |entry: &str| format!("{{\"a\":[{}1]}}", repeated(&|_| format!("{entry},")));
    let members = repeated(&|n| format!("\"{n:x}\":1,"));
    let call = r#""requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1""#;
    vec![
        ("numbers", list("1")),
        ("texts", list(r#""""#)),
        ("names of secrets", list(r#"["pin",1]"#)),
        ("cards", list(r#""4111111111111111""#)),
        ("members", format!("{{{members}\"z\":1}}")),
        (
            "unknown members",
            format!("{{{call},\"a\":{{{members}\"z\":1}}}}"),
        ),
        ("entries", repeated(&|n| format!("a({n})=1&")) + "b=1"),
        ("repeated names", repeated(&|_| "a=1&".to_owned()) + "b=1"),
        (
            "unknown entries",
            format!("{LINE}1&{}b=1", repeated(&|n| format!("a({n})=1&"))),
        ),
        (
            "elements",
            format!("<a>{}</a>", repeated(&|_| "<b/>".to_owned())),
        ),
    ]
}

/// Waits until a program has nothing to do any more.
#[cfg(target_os = "linux")]
fn wait_until_idle(child: &Child) {
    let worked = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("it runs");
        let (_, numbers) = stat.rsplit_once(')').expect("a name");
        let mut numbers = numbers.split_whitespace().skip(11);
        [numbers.next(), numbers.next()].map(|ticks| ticks.map(str::to_owned))
    };
    let mut before = worked();
    loop {
        std::thread::sleep(Duration::from_millis(40));
        let now = worked();
        if now == before {
            return;
        }
        before = now;
    }
}

/// How much more memory a program took for a second line than for a first small one, and how much it wrote.
#[cfg(target_os = "linux")]
fn taken_for(line: &str, command: &[&str]) -> (u64, u64) {
    let limits = ["names", "list", "input"].map(|name| format!("--limit={name}=none"));
    let mut args = command.to_vec();
    args.extend(limits.iter().map(String::as_str));
    args.extend(["--from", "lines", "-"]);
    let mut child = paywire(&args);
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut stderr = child.stderr.take().expect("a pipe");
    let written = std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    let said = std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
    let mut peaks = ["a=1", line].map(|line| {
        writeln!(stdin, "{line}").expect("it reads");
        wait_until_idle(&child);
        peak(&child).expect("it runs on Linux")
    });
    peaks[1] -= peaks[0];
    drop(stdin);
    child.wait().expect("it ends");
    said.join().expect("no panic").expect("bytes");
    (peaks[1], written.join().expect("no panic").expect("bytes"))
}

#[cfg(target_os = "linux")]
#[test]
fn one_message_takes_a_bounded_share_of_memory() {
    const MOST: u64 = 24;
    let commands: [&[&str]; 4] = [
        &["decode", "--to=ndjson"],
        &["decode", "--to=xml"],
        &["decode", "--to=pretty"],
        &["identify"],
    ];
    let mut over = Vec::new();
    for (name, body) in hostile(2 << 20) {
        for command in commands {
            let (taken, written) = taken_for(&body, command);
            let length = body.len() as u64;
            // What is for reading says where each value stands, and is longer than the body; it stands in memory
            // as a whole, with its colors, in a list that doubles.
            let is_for_reading = command.contains(&"--to=pretty");
            let longer = if is_for_reading { 3 * written } else { 0 };
            // And pages of the program that were not there before.
            if taken > MOST * length + longer + (2 << 20) {
                over.push(format!(
                    "{name}, {command:?}: {} bytes a byte",
                    taken / length
                ));
            }
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_goes_on() {
    let folder = folder("unreadable");
    let good = folder.join("good.nvp");
    fs::write(&good, format!("{LINE}1")).expect("a file");
    let (good, missing) = (good.to_str().expect("text"), folder.join("missing"));
    let missing = missing.to_str().expect("text");
    let folder = folder.to_str().expect("text");
    let child = paywire(&["decode", missing, folder, good]);
    let run = child.wait_with_output().expect("it ends");
    assert_eq!(run.status.code(), Some(3));
    let records = String::from_utf8(run.stdout).expect("text");
    assert_eq!(records.lines().count(), 3);
    assert!(records.lines().last().expect("a record").contains("AP-1"));
    let said = String::from_utf8(run.stderr).expect("text");
    assert!(
        !said.contains("panicked") && !said.contains("backtrace"),
        "{said}"
    );
}
