//! Prints the processor time of whole commands: of `paywire decode --to ndjson` beside that of a program that knows what each
//! body is, reads each as its type, writes it with `serde_json` and does nothing else; and of the other commands beside that one.
//!
//! `cargo bench --bench program --features cli`, with words of a line to run only those (`-- trace`), and with `--check` to
//! fail when a gate is missed. Times are those that Linux counts for whole processes, all threads together; elsewhere
//! nothing is printed.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, reason = "each bench uses its part")]
#[path = "traffic/mod.rs"]
mod traffic;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Format};
use paywire::{json, nvp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use harness::{Arguments, Bar, Line, Subject};
use traffic::Layout;

const SIZE: u64 = 64 << 20;
const RUNS: u32 = 10;

const DECODE: &[&str] = &["decode", "--to", "ndjson"];

/// What else is done with a capture.
const COMMANDS: &[&[&str]] = &[
    &["decode", "--to", "pretty"],
    &["decode", "--to", "html"],
    &["decode", "--summary", "--to", "json"],
    &["trace", "--to", "json"],
    &["validate", "--to", "ndjson"],
    &["identify"],
];

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("records");
    fs::create_dir_all(&folder).expect("a folder for captures");
    let lines = File::create(folder.join("lines")).expect("a file");
    traffic::write(Layout::Lines, SIZE, &mut BufWriter::new(lines)).expect("written");
    let samples = [
        Sample::of_lines(&folder, "NVP lines", Format::Nvp),
        Sample::of_lines(&folder, "JSON lines", Format::Json),
        Sample::of_har(&folder),
    ];
    let mut lines = Vec::new();
    for sample in &samples {
        let records = ("read and written by type", Bar::Share(3.0, 2.0));
        let decode = || sample.run(DECODE);
        let what = DECODE.join(" ");
        let line = sample.line(&arguments, &what, records, [&decode, &|| sample.read()]);
        lines.extend(line);
        for command in COMMANDS {
            let beside = ("decode --to ndjson", Bar::ShownShare);
            let other = || sample.run(command);
            let what = command.join(" ");
            lines.extend(sample.line(&arguments, &what, beside, [&other, &decode]));
        }
    }
    arguments.print("us", &lines)
}

/// A capture, and the bodies of messages in it, each with what it is.
struct Sample {
    name: &'static str,
    file: PathBuf,
    from: &'static str,
    kinds: Vec<Option<(MessageKind, Format)>>,
}

impl Sample {
    /// The lines that are messages, in one format.
    fn of_lines(folder: &Path, name: &'static str, format: Format) -> Self {
        let file = folder.join(format.to_string());
        let mut out = BufWriter::new(File::create(&file).expect("a file"));
        let mut kinds = Vec::new();
        for line in read_lines(&folder.join("lines")) {
            if let Ok(converted) = codec::convert(line.as_bytes(), format, &Config::strict()) {
                writeln!(out, "{}", converted.body).expect("written");
                kinds.push(Some((converted.message, format)));
            }
        }
        out.flush().expect("written");
        Sample {
            name,
            file,
            from: "lines",
            kinds,
        }
    }

    fn of_har(folder: &Path) -> Self {
        let file = folder.join("har");
        let out = File::create(&file).expect("a file");
        traffic::write(Layout::Har, SIZE, &mut BufWriter::new(out)).expect("written");
        let mut kinds = Vec::new();
        each_har_body(&file, |body| kinds.push(kind_of(body)));
        Sample {
            name: "HAR",
            file,
            from: "har",
            kinds,
        }
    }

    /// A line that compares two runs over the capture, if it was chosen.
    fn line(
        &self,
        arguments: &Arguments,
        what: &str,
        (peer, bar): (&str, Bar),
        [ours, theirs]: [&dyn Fn(); 2],
    ) -> Option<Line> {
        let subject = Subject {
            what: format!("{what} / {peer}"),
            payload: self.name.to_owned(),
            bar,
        };
        if !arguments.choose(&subject) {
            return None;
        }
        // In turn, so that what else the machine does meets both; and all together, as a tick is long.
        let (mut own, mut peer) = (0.0, 0.0);
        for _ in 0..RUNS {
            own += cpu(ours)? / f64::from(RUNS);
            peer += cpu(theirs)? / f64::from(RUNS);
        }
        Some(Line {
            subject,
            ours: own,
            peer,
            share: None,
            least: None,
        })
    }

    /// A command of the program over the capture. Some messages in it break rules, which is an exit code.
    fn run(&self, command: &[&str]) {
        let status = Command::new(env!("CARGO_BIN_EXE_paywire"))
            .args(command)
            .args(["--from", self.from])
            .arg(&self.file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let code = status.expect("it runs").code();
        assert!(matches!(code, Some(0 | 1)), "{command:?}: {code:?}");
    }

    /// As who knows each type does it.
    fn read(&self) {
        let mut out = BufWriter::new(File::create("/dev/null").expect("a file"));
        let mut kinds = self.kinds.iter();
        let mut one = |body: &str| {
            if let Some(Some((kind, format))) = kinds.next() {
                write_as(*kind, *format, body, &mut out);
            }
        };
        if self.from == "har" {
            each_har_body(&self.file, one);
        } else {
            read_lines(&self.file).for_each(|line| one(&line));
        }
    }
}

fn read_lines(file: &Path) -> impl Iterator<Item = String> {
    let file = BufReader::with_capacity(1 << 18, File::open(file).expect("a file"));
    file.lines().map(|line| line.expect("a line"))
}

fn kind_of(body: &str) -> Option<(MessageKind, Format)> {
    let reading = codec::read(body.as_bytes(), &Config::strict()).ok()?;
    let Content::Message(decoded) = reading.content else {
        return None;
    };
    Some((decoded.message.kind(), reading.format))
}

/// The texts of all bodies in a HAR document.
fn each_har_body(file: &Path, mut show: impl FnMut(&str)) {
    #[derive(serde::Deserialize)]
    struct Har {
        log: Log,
    }
    #[derive(serde::Deserialize)]
    struct Log {
        entries: Vec<Entry>,
    }
    #[derive(serde::Deserialize)]
    struct Entry {
        request: Request,
        response: Response,
    }
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Request {
        post_data: Option<Body>,
    }
    #[derive(serde::Deserialize)]
    struct Response {
        content: Option<Body>,
    }
    #[derive(serde::Deserialize)]
    struct Body {
        text: Option<String>,
    }
    let file = fs::read(file).expect("a file");
    let har: Har = serde_json::from_slice(&file).expect("HAR");
    for entry in har.log.entries {
        let bodies = [entry.request.post_data, entry.response.content];
        let texts = bodies.into_iter().flatten().filter_map(|body| body.text);
        texts.for_each(|text| show(&text));
    }
}

/// Reads a body as its type and writes it.
fn write_as(kind: MessageKind, format: Format, body: &str, out: &mut impl Write) {
    use paywire::api::adaptive_payments as ap;
    match kind {
        MessageKind::PayRequest => one::<ap::pay::PayRequest>(format, body, out),
        MessageKind::PayResponse => one::<ap::pay::PayResponse>(format, body, out),
        MessageKind::PaymentDetailsRequest => {
            one::<ap::payment_details::PaymentDetailsRequest>(format, body, out);
        }
        MessageKind::PaymentDetailsResponse => {
            one::<ap::payment_details::PaymentDetailsResponse>(format, body, out);
        }
        MessageKind::PreapprovalRequest => {
            one::<ap::preapproval::PreapprovalRequest>(format, body, out);
        }
        MessageKind::PreapprovalResponse => {
            one::<ap::preapproval::PreapprovalResponse>(format, body, out);
        }
        MessageKind::RefundRequest => one::<ap::refund::RefundRequest>(format, body, out),
        MessageKind::RefundResponse => one::<ap::refund::RefundResponse>(format, body, out),
        MessageKind::FaultMessage => one::<ap::fault::FaultMessage>(format, body, out),
        other => panic!("{other:?} is not in the traffic"),
    }
}

fn one<T: DeserializeOwned + Serialize>(format: Format, body: &str, out: &mut impl Write) {
    use paywire::{soap, xml};
    let message: T = match format {
        Format::Nvp => nvp::from_str(body).expect("read"),
        Format::Json => json::from_str(body).expect("read"),
        Format::Xml => xml::from_str(body).expect("read"),
        _ => {
            let envelope = soap::from_str::<T>(body).expect("read");
            envelope.into_result().expect("no fault")
        }
    };
    serde_json::to_writer(&mut *out, &message).expect("written");
    out.write_all(b"\n").expect("written");
}

/// How much processor time something takes in this process and those it starts, in microseconds.
fn cpu(call: impl FnOnce()) -> Option<f64> {
    let before = ticks()?;
    call();
    // A tick is a hundredth of a second wherever Linux runs.
    #[expect(clippy::cast_precision_loss, reason = "a few seconds")]
    let ticks = (ticks()? - before) as f64;
    Some(ticks * 10_000.0)
}

/// The processor time of this process and of those it waited for.
fn ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<u64> = fields
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    // Fields 14 to 17 of the line, of which the first two are gone.
    Some(fields.get(11..15)?.iter().sum())
}
