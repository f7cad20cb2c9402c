//! The `paywire` command line tool: decodes, checks and converts payment messages.

mod args;
mod batch;
mod captured;
mod convert;
mod decode;
mod diagnostic;
mod diff;
mod environment;
mod explain;
mod file_id;
mod headline;
mod identify;
mod input;
mod interrupt;
mod manual;
mod observed;
mod out;
mod pattern;
mod pipeline;
mod policy;
mod progress;
mod record;
mod reencode;
mod render;
mod run;
mod sample;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schema;
mod status;
mod summary;
mod target;
mod trace;
mod validate;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, CliCommand};

fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    if let Some(secrets) = args.command.secrets() {
        secrets.set();
    }
    let done = match args.command {
        CliCommand::Decode(options) => decode::run(&options),
        CliCommand::Trace(options) => trace::run(&options),
        CliCommand::Convert(options) => convert::run(&options),
        CliCommand::Identify(options) => identify::run(&options),
        CliCommand::Diff(options) => diff::run(&options),
        CliCommand::Validate(options) => validate::run(&options),
        CliCommand::Explain(options) => explain::run(&options),
        CliCommand::Schema(options) => schema::run(&options),
        #[cfg(feature = "sandbox")]
        CliCommand::Sandbox(options) => sandbox::run(&options),
        CliCommand::Completions { shell } => manual::completions(shell),
        CliCommand::Man { command } => manual::man(command.as_deref()),
    };
    let noted = done.and_then(|status| {
        for field in policy::redactor().unmatched_fields() {
            let field = render::printable(field);
            diagnostic::note(&format!(
                "`--redact {field}` matched no field, so it hid nothing"
            ))?;
        }
        Ok(status)
    });
    match noted {
        Ok(status) => ExitCode::from(status),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::from(status::CLOSED_PIPE)
        }
        Err(error) => {
            // If stderr is closed too, there is nowhere to report it.
            let _ = diagnostic::plain(&format!("cannot write the output: {error}"));
            ExitCode::from(status::UNREADABLE)
        }
    }
}
