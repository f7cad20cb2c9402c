//! `paywire`: shows what payment messages say.

mod args;
mod decode;
mod diagnostic;
mod input;
mod manual;
mod mask;
mod node;
mod record;
mod render;
mod sample;
mod secrets;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// What a shell reports of a process that a closed pipe ended.
const CLOSED_PIPE: u8 = 141;
/// Input that cannot be read, or output that cannot be written.
const UNREADABLE: u8 = 3;

fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let done = match args.command {
        Command::Decode(options) => decode::run(&options),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command } => manual::man(command.as_deref()),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            // Nowhere is left to say that stderr is closed too.
            let _ = diagnostic::plain(&format!("cannot write: {error}"));
            ExitCode::from(UNREADABLE)
        }
    }
}
