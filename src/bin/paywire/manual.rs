//! Prints completion scripts and manual pages. Both are rendered to memory first: clap's generators
//! panic when they write to a closed pipe.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::Args;
use crate::diagnostic;

const NAME: &str = "paywire";

pub(crate) fn completions(shell: clap_complete::Shell) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), NAME, &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(0)
}

/// Prints the manual page of one command, or of all.
pub(crate) fn man(name: Option<&str>) -> io::Result<u8> {
    let mut command = Args::command();
    command.build();
    let mut wanted = Vec::new();
    if let Some(name) = name {
        let Some(found) = command.find_subcommand(name) else {
            diagnostic::plain("no such command; see `paywire --help`")?;
            return Ok(2);
        };
        wanted.push(found.clone());
    } else {
        let commands = command.get_subcommands().cloned();
        wanted.extend(commands.filter(|command| command.get_name() != "help"));
        wanted.insert(0, command);
    }
    let mut page = Vec::new();
    for command in wanted {
        clap_mangen::Man::new(command).render(&mut page)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(0)
}
