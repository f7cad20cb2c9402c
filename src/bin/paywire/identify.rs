//! `paywire identify`.

use std::fmt::Write as _;
use std::io;

use anstyle::{AnsiColor, Style};
use paywire::Result;
use paywire::codec::{self, Config, Content, Generic, Reading, Warning};

use crate::args::IdentifyArgs;
use crate::captured::{Captured, Handler};
use crate::diagnostic::Shown;
use crate::input::Input;
use crate::out::Out;
use crate::pieces::Pieces;
use crate::policy::said;
use crate::render::{Frame, printable};
use crate::run::{Destination, Run};
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default();

pub(crate) fn run(args: &IdentifyArgs) -> io::Result<u8> {
    let handler = Identifier {
        config: args.captures.codec(&args.reading),
    };
    let run = Run {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let out = Out::new(None, true)?;
    run.go(handler, Destination::Texts(out, Frame::default()))
}

/// Says what bodies are.
struct Identifier {
    config: Config,
}

impl Handler for Identifier {
    fn body(&self, captured: Captured<'_>, pieces: &mut Pieces) {
        let Captured {
            place, body, read, ..
        } = captured;
        let name = place.source.to_string();
        let said = read.and_then(|reading| {
            let (text, status) = lines(&name, &body, reading, &self.config)?;
            pieces.worsen(status);
            pieces.out(b"", |out| {
                out.extend(text.into_bytes());
                Ok(())
            })
        });
        if let Err(error) = said {
            pieces.error(&Shown::new(&name, &body), &error);
        }
    }
}

/// What is known of one body, and the status for it.
fn lines(file: &str, body: &[u8], reading: Reading, config: &Config) -> Result<(String, u8)> {
    let format = reading.format.title();
    let file = printable(file);
    match reading.content {
        Content::Message(decoded) => {
            let message = decoded.message.kind();
            let candidates = codec::identify(reading.format, body, config)?;
            let mut own = candidates.iter().filter(|known| known.message == message);
            let reason = own.next().map_or_else(
                || ", as you say".to_owned(),
                |candidate| format!(": {}", printable(&candidate.to_string())),
            );
            let line = format!("{file}: {HEAD}{message}{HEAD:#} in {format}{reason}\n");
            Ok((line, 0))
        }
        Content::Generic(generic) => Ok((doubts(&file, format, &generic), status::DAMAGED)),
        _ => Ok((format!("{file}: something in {format}\n"), status::DAMAGED)),
    }
}

fn doubts(file: &str, format: &str, generic: &Generic) -> String {
    let mut text = format!("{file}: {DOUBT}no message{DOUBT:#} in {format} that is known\n");
    for warning in &generic.warnings {
        let reason = said(warning, warning.path());
        // Writing to a String cannot fail, nor below.
        let _ = writeln!(text, "  {}", printable(&reason));
    }
    for candidate in generic.likeliest() {
        let is_named = |warning: &Warning| matches!(warning, Warning::NotTheMessage { message, .. } if *message == candidate.message);
        if !generic.warnings.iter().any(is_named) {
            let path = candidate.error.as_ref().and_then(paywire::Error::path);
            let reason = printable(&said(candidate, path));
            let _ = writeln!(
                text,
                "  perhaps {}: {reason}",
                candidate.message.with_article()
            );
        }
    }
    text
}
