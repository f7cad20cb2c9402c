//! What `--output` does to the file that it names, to others in its folder, and when it is stopped.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A message, but for the rest of its key.
const LINE: &str = "responseEnvelope.timestamp=2026-11-30T10%3A00%3A00.000Z\
    &responseEnvelope.ack=Success&responseEnvelope.correlationId=1&responseEnvelope.build=2\
    &paymentExecStatus=CREATED&payKey=AP-";

/// A folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("output-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

fn command(to: &str, output: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
    command
        .args(["decode", "--from", "lines", "--to", to, "-", "-o"])
        .arg(output)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Writes one record to the output.
fn write(to: &str, output: impl AsRef<OsStr>) -> Output {
    let mut child = command(to, output).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // It may be done before it reads.
    let _ = writeln!(stdin, "{LINE}1");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn succeeds(to: &str, output: impl AsRef<OsStr>) {
    let run = write(to, output);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && said.is_empty(), "{said}");
}

fn mode(path: &Path) -> u32 {
    let file = fs::metadata(path).expect("a file");
    file.permissions().mode() & 0o777
}

fn holds_a_record(path: &Path) {
    let text = fs::read_to_string(path).expect("text");
    assert!(text.contains("AP-1"), "{text}");
}

const OUTPUTS: [&str; 5] = ["pretty", "json", "ndjson", "html", "nvp"];

#[test]
fn a_file_keeps_its_mode() {
    let folder = folder("mode");
    for to in OUTPUTS {
        for kept in [0o600, 0o640, 0o666, 0o777] {
            let path = folder.join(format!("{to}-{kept:o}"));
            fs::write(&path, "old").expect("a file");
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).expect("a mode");
            succeeds(to, &path);
            holds_a_record(&path);
            assert_eq!(mode(&path), kept, "{to}");
        }
    }
    // One that was not there has what the process gives to files.
    let other = folder.join("other");
    fs::write(&other, "").expect("a file");
    let new = folder.join("new");
    succeeds("json", &new);
    assert_eq!(mode(&new), mode(&other));
}

#[test]
fn a_file_that_may_not_be_written_is_not_replaced() {
    let folder = folder("read-only");
    let path = folder.join("kept");
    fs::write(&path, "old").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("a mode");
    // Nothing is forbidden to root.
    let forbidden = fs::OpenOptions::new().write(true).open(&path).is_err();
    let run = write("json", &path);
    assert_eq!(run.status.code(), Some(if forbidden { 3 } else { 0 }));
    if forbidden {
        assert_eq!(fs::read_to_string(&path).expect("text"), "old");
    }
    assert_eq!(names(&folder), ["kept"]);
}

/// Reads files as captures of lines and writes to a file.
fn between(inputs: &[&Path], output: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
    command.args(["decode", "--from", "lines", "--to", "ndjson"]);
    command.args(inputs).arg("-o").arg(output);
    command.stdin(Stdio::null()).output().expect("it runs")
}

fn is_refused(run: &Output, file: &Path) {
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(
        said.contains("is an input as well as the output") && said.contains("`--output`"),
        "{said}"
    );
    let kept = fs::read_to_string(file).expect("text");
    assert_eq!(kept, format!("{LINE}1\n"));
}

#[test]
fn an_input_is_not_replaced_by_what_was_made_of_it() {
    let folder = folder("input");
    let input = folder.join("input");
    let other = folder.join("other");
    for path in [&input, &other] {
        fs::write(path, format!("{LINE}1\n")).expect("a file");
    }
    fs::hard_link(&input, folder.join("hard")).expect("a link");
    symlink("input", folder.join("soft")).expect("a link");
    let names = ["input", "hard", "soft", "./input", "../output-input/input"];
    for name in names {
        is_refused(&between(&[&input], &folder.join(name)), &input);
        is_refused(&between(&[&folder.join(name)], &input), &input);
        is_refused(&between(&[&other, &folder.join(name)], &input), &input);
    }
    is_refused(&between(&[&folder.join("in*")], &input), &input);
    assert!(between(&[&other], &folder.join("soft")).status.success());
    assert!(between(&[&input], &folder.join("new")).status.success());
    // What is no file is written to, whoever reads it.
    let null = Path::new("/dev/null");
    assert!(between(&[null], null).status.success());
}

#[test]
fn standard_streams_of_one_file_are_known_as_that() {
    let folder = folder("streams");
    let path = folder.join("both");
    fs::write(&path, format!("{LINE}1\n")).expect("a file");
    let read = || fs::File::open(&path).expect("a file");
    let append = || {
        fs::File::options()
            .append(true)
            .open(&path)
            .expect("a file")
    };
    let args = ["decode", "--from", "lines", "--to", "ndjson"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
    command.args(args).args(["-", "-o"]).arg(&path);
    is_refused(&command.stdin(read()).output().expect("it runs"), &path);
    // It would read what it writes, for ever.
    let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
    command
        .args(args)
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(append());
    is_refused(&command.output().expect("it runs"), &path);
}

#[test]
fn a_link_stays_one_and_its_target_is_written() {
    let folder = folder("links");
    let elsewhere = folder.join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("there"), "old").expect("a file");
    for (link, target) in [
        ("near", "elsewhere/there"),
        ("second", "near"),
        ("dangling", "elsewhere/new"),
    ] {
        let link = folder.join(link);
        symlink(target, &link).expect("a link");
        succeeds("json", &link);
        assert!(
            fs::symlink_metadata(&link)
                .expect("it is there")
                .is_symlink()
        );
        holds_a_record(&link);
    }
    assert_eq!(names(&elsewhere), ["new", "there"]);
    assert_eq!(names(&folder), ["dangling", "elsewhere", "near", "second"]);

    let circle = folder.join("circle");
    symlink("circle", &circle).expect("a link");
    assert_eq!(write("json", &circle).status.code(), Some(3));
}

#[test]
fn files_of_others_are_not_touched() {
    let folder = folder("others");
    let (partial, victim) = (folder.join("out.json.partial"), folder.join("victim"));
    fs::write(&partial, "mine").expect("a file");
    fs::write(&victim, "mine").expect("a file");
    symlink("victim", folder.join("page.partial")).expect("a link");
    succeeds("json", folder.join("out.json"));
    succeeds("html", folder.join("page"));
    assert_eq!(fs::read_to_string(&partial).expect("text"), "mine");
    assert_eq!(fs::read_to_string(&victim).expect("text"), "mine");
    let all = [
        "out.json",
        "out.json.partial",
        "page",
        "page.partial",
        "victim",
    ];
    assert_eq!(names(&folder), all);
}

#[test]
fn what_is_no_plain_file_is_written_to_straight() {
    let folder = folder("straight");
    let pipe = folder.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    for to in OUTPUTS {
        let reader = pipe.clone();
        let reader = std::thread::spawn(move || fs::read_to_string(reader).expect("text"));
        succeeds(to, &pipe);
        assert!(reader.join().expect("no panic").contains("AP-1"));
        succeeds(to, "/dev/null");
    }
    let kind = |path: &Path| fs::metadata(path).expect("it is there").file_type();
    assert!(kind(&pipe).is_fifo());
    assert!(kind(Path::new("/dev/null")).is_char_device());
    let full = Path::new("/dev/full");
    if full.exists() {
        assert_eq!(write("json", full).status.code(), Some(3));
        assert!(kind(full).is_char_device());
    }
    assert_eq!(names(&folder), ["pipe"]);
    // A folder is no file.
    assert_eq!(write("json", &folder).status.code(), Some(3));
    assert_eq!(
        write("json", folder.join("pipe/below")).status.code(),
        Some(3)
    );
}

#[test]
fn standard_output_goes_by_its_names_too() {
    let folder = folder("stdout");
    let path = folder.join("log");
    fs::write(&path, "before\n").expect("a file");
    for name in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        if name != "-" && !Path::new(name).exists() {
            continue;
        }
        let run = write("ndjson", name);
        assert!(
            String::from_utf8_lossy(&run.stdout).contains("AP-1"),
            "{name}"
        );
        // As `>>` of a shell has it.
        let log = fs::OpenOptions::new().append(true).open(&path);
        let mut child = command("ndjson", name)
            .stdout(log.expect("a file"))
            .spawn()
            .expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        writeln!(stdin, "{LINE}1").expect("it reads");
        drop(stdin);
        assert!(child.wait().expect("it ends").success());
        let text = fs::read_to_string(&path).expect("text");
        assert!(
            text.starts_with("before\n") && text.ends_with("}\n"),
            "{text}"
        );
    }
    assert_eq!(names(&folder), ["log"]);
}

/// A program that has begun to write and waits for more.
fn begun(to: &str, output: &Path) -> (Child, ChildStdin) {
    let folder = output.parent().expect("it is in one");
    let before = names(folder).len();
    let mut child = command(to, output).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{LINE}1").expect("it reads");
    let start = Instant::now();
    while names(folder).len() == before {
        assert!(start.elapsed() < Duration::from_secs(10), "nothing begins");
        std::thread::sleep(Duration::from_millis(10));
    }
    (child, stdin)
}

fn send(child: &Child, signal: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn two_that_write_one_file_leave_one_whole() {
    let folder = folder("two");
    let path = folder.join("out.json");
    let (first, mut first_in) = begun("json", &path);
    let (second, mut second_in) = begun("json", &path);
    for _ in 0..50 {
        writeln!(first_in, "{LINE}first").expect("it reads");
        writeln!(second_in, "{LINE}second").expect("it reads");
    }
    drop(first_in);
    assert!(first.wait_with_output().expect("it ends").status.success());
    drop(second_in);
    assert!(second.wait_with_output().expect("it ends").status.success());
    let text = fs::read_to_string(&path).expect("text");
    let records: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(records.as_array().expect("records").len(), 51);
    assert!(text.contains("AP-second") && !text.contains("AP-first"));
    assert_eq!(names(&folder), ["out.json"]);
}

#[test]
fn a_signal_leaves_what_was_there() {
    for (signal, status) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        for to in OUTPUTS {
            let folder = folder(&format!("signal{signal}-{to}"));
            let path = folder.join("out");
            fs::write(&path, "old").expect("a file");
            let (mut child, stdin) = begun(to, &path);
            send(&child, signal);
            assert_eq!(
                child.wait().expect("it ends").code(),
                Some(status),
                "{signal}"
            );
            drop(stdin);
            assert_eq!(fs::read_to_string(&path).expect("text"), "old");
            assert_eq!(names(&folder), ["out"], "{signal} {to}");
        }
    }
}

#[test]
fn a_second_signal_leaves_nothing_behind_either() {
    let folder = folder("twice");
    let (mut child, _stdin) = begun("json", &folder.join("out"));
    for _ in 0..20 {
        send_if_there(&child, "-INT");
    }
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(names(&folder), [""; 0]);
}

fn send_if_there(child: &Child, signal: &str) {
    let id = child.id().to_string();
    let _ = Command::new("kill")
        .args([signal, &id])
        .stderr(Stdio::null())
        .status();
}

#[test]
fn what_ignores_being_hung_up_goes_on_doing_so() {
    let folder = folder("nohup");
    let path = folder.join("out");
    let mut child = Command::new("sh")
        .args([
            "-c",
            "trap '' HUP; exec \"$0\" decode --from lines --to json -o \"$1\" -",
        ])
        .arg(env!("CARGO_BIN_EXE_paywire"))
        .arg(&path)
        .stdin(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{LINE}1").expect("it reads");
    let start = Instant::now();
    while names(&folder).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(10), "nothing begins");
        std::thread::sleep(Duration::from_millis(10));
    }
    send(&child, "-HUP");
    std::thread::sleep(Duration::from_millis(300));
    drop(stdin);
    let ended = child.wait().expect("it ends");
    if Path::new("/proc/self/status").exists() {
        assert!(ended.success());
        holds_a_record(&path);
    }
}

#[test]
fn what_cannot_be_read_does_not_destroy_what_was_there() {
    let folder = folder("error");
    let path = folder.join("out");
    let run = write("json", folder.join("no/such/folder"));
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("no/such/folder"), "{said}");
    fs::write(&path, "old").expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["decode", "--summary", "--to", "html", "-o"])
        .arg(&path)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).expect("text"), "old");
    assert_eq!(names(&folder), ["out"]);
}

/// What is written without secrets leaves out what a format cannot hold, and each of it is told.
#[test]
fn however_much_is_left_out_the_rest_is_written() {
    let path = folder("left_out").join("body.json");
    let names: Vec<String> = (0..1_500).map(|n| format!(",\"{n} x\":1")).collect();
    let names = names.concat();
    let body =
        format!(r#"{{"requestEnvelope":{{"errorLanguage":"en_US"}},"payKey":"AP-1"{names}}}"#);
    fs::write(&path, body).expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["decode", "--lenient", "--to", "xml"])
        .args(["--message", "PaymentDetailsRequest"])
        .arg(&path)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{}", said.len());
    assert_eq!(
        said.matches("left out a value that XML cannot hold")
            .count(),
        1_500
    );
    assert!(String::from_utf8_lossy(&run.stdout).contains("<payKey>AP-1</payKey>"));
}

#[test]
fn a_closed_pipe_is_what_ends_it() {
    let folder = folder("closed");
    let pipe = folder.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let mut child = command("ndjson", &pipe).spawn().expect("it starts");
    let mut reader = fs::File::open(&pipe).expect("a reader");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{LINE}1").expect("it reads");
    let mut some = [0; 10];
    reader.read_exact(&mut some).expect("a record");
    drop(reader);
    let _ = writeln!(stdin, "{LINE}2");
    let _ = writeln!(stdin, "{LINE}3");
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(141));
}
