//! `paywire identify`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use paywire::codec::{self, Config, Content, Generic, Warning};

use crate::args::IdentifyArgs;
use crate::diagnostic::Shown;
use crate::input::Input;
use crate::record::said;
use crate::render::printable;
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default();

pub(crate) fn run(args: &IdentifyArgs) -> io::Result<u8> {
    let config = args.reading.config();
    let mut worst = 0;
    let mut out = anstream::stdout().lock();
    for input in Input::some(&args.files) {
        let body = match input.read() {
            Ok(body) => body,
            Err(error) => {
                let shown = Shown::new(&input.name, &[]);
                worst = worst.max(status::UNREADABLE);
                shown.error(&error.into())?;
                continue;
            }
        };
        match lines(&input.name, &body, &config) {
            Ok((text, status)) => {
                worst = worst.max(status);
                out.write_all(text.as_bytes())?;
            }
            Err(error) => {
                worst = worst.max(status::of(&error));
                Shown::new(&input.name, &body).error(&error)?;
            }
        }
    }
    out.flush()?;
    Ok(worst)
}

/// What is known of one body, and the status for it.
fn lines(file: &str, body: &[u8], config: &Config) -> paywire::Result<(String, u8)> {
    let reading = codec::read(body, config)?;
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
        let reason = said(warning, warning.path(), false);
        // Writing to a String cannot fail, nor below.
        let _ = writeln!(text, "  {}", printable(&reason));
    }
    for candidate in &generic.candidates {
        let is_named = |warning: &Warning| matches!(warning, Warning::NotTheMessage { message, .. } if *message == candidate.message);
        if !generic.warnings.iter().any(is_named) {
            let path = candidate.error.as_ref().and_then(paywire::Error::path);
            let reason = printable(&said(candidate, path, false));
            let _ = writeln!(
                text,
                "  perhaps {}: {reason}",
                candidate.message.with_article()
            );
        }
    }
    text
}
