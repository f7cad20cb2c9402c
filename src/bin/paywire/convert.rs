//! `paywire convert`.

use std::io::{self, IsTerminal, Write};

use paywire::codec;

use crate::args::ConvertArgs;
use crate::diagnostic::{self, Reporter};
use crate::input::Input;
use crate::status;

pub(crate) fn run(args: &ConvertArgs) -> io::Result<u8> {
    let config = args.format.codec(&args.reading);
    let input = Input::one(&args.file);
    let (body, converted) = match input.read(&args.reading.limits()) {
        Ok(body) => {
            let converted = codec::convert(&body, args.to, &config);
            (body, converted)
        }
        Err(error) => (Vec::new(), Err(error.into())),
    };
    let reporter = Reporter::new(&input.name, &body);
    let converted = match converted {
        Ok(converted) => converted,
        Err(error) => {
            diagnostic::print(&reporter.error(&error))?;
            return Ok(status::of(&error));
        }
    };
    for warning in &converted.warnings {
        diagnostic::print(&reporter.warning(warning))?;
    }
    let mut out = io::stdout().lock();
    out.write_all(converted.body.as_bytes())?;
    // In a pipe, a line end would become part of the message.
    if out.is_terminal() {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(0)
}
