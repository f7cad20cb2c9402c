//! `paywire identify`.

use std::fmt::Write as _;
use std::io;

use anstyle::{AnsiColor, Style};
use paywire::Result;
use paywire::codec::{self, Config, Content, Generic, Reading, Warning};

use crate::args::IdentifyArgs;
use crate::batch::BatchOutput;
use crate::captured::{Captured, Handler};
use crate::diagnostic::Reporter;
use crate::input::Input;
use crate::out::Out;
use crate::policy::redacted_message;
use crate::render::{Delimiters, printable};
use crate::run::{CommandRun, Destination};
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default();

pub(crate) fn run(args: &IdentifyArgs) -> io::Result<u8> {
    let handler = IdentifyHandler {
        config: args.captures.codec(&args.reading),
    };
    let run = CommandRun {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let out = Out::new(None, true)?;
    run.go(handler, Destination::Texts(out, Delimiters::default()))
}

/// Prints the format and message of each body, and why.
struct IdentifyHandler {
    config: Config,
}

impl Handler for IdentifyHandler {
    fn body(&self, captured: Captured<'_>, batch: &mut BatchOutput) {
        let Captured {
            place, body, read, ..
        } = captured;
        let name = place.source.to_string();
        let written = read.and_then(|reading| {
            let (text, status) = lines(&name, &body, reading, &self.config)?;
            batch.worsen(status);
            batch.out(b"", |out| {
                out.extend(text.into_bytes());
                Ok(())
            })
        });
        if let Err(error) = written {
            batch.error(&Reporter::new(&name, &body), &error);
        }
    }
}

/// Describes one body; returns the lines and the exit status.
fn lines(file: &str, body: &[u8], reading: Reading, config: &Config) -> Result<(String, u8)> {
    let format = reading.format.title();
    let file = printable(file);
    match reading.content {
        Content::Message(decoded) => {
            let message = decoded.message.kind();
            let candidates = codec::identify(reading.format, body, config)?;
            let mut own = candidates.iter().filter(|known| known.message == message);
            let reason = own.next().map_or_else(
                || ", as given on the command line".to_owned(),
                |candidate| format!(": {}", printable(&candidate.to_string())),
            );
            let line = format!("{file}: {HEAD}{message}{HEAD:#} in {format}{reason}\n");
            Ok((line, 0))
        }
        Content::Generic(generic) => Ok((unknown_lines(&file, format, &generic), status::DAMAGED)),
        _ => Ok((
            format!("{file}: unknown content in {format}\n"),
            status::DAMAGED,
        )),
    }
}

fn unknown_lines(file: &str, format: &str, generic: &Generic) -> String {
    let mut text = format!("{file}: {DOUBT}unknown message{DOUBT:#} in {format}\n");
    for warning in &generic.warnings {
        let reason = redacted_message(warning, warning.path());
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "  {}", printable(&reason));
    }
    for candidate in generic.likeliest() {
        let is_named = |warning: &Warning| matches!(warning, Warning::NotTheMessage { message, .. } if *message == candidate.message);
        if !generic.warnings.iter().any(is_named) {
            let path = candidate.error.as_ref().and_then(paywire::Error::path);
            let reason = printable(&redacted_message(candidate, path));
            let _ = writeln!(
                text,
                "  possibly {}: {reason}",
                candidate.message.with_article()
            );
        }
    }
    text
}
