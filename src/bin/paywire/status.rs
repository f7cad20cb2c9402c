//! Exit statuses.

use paywire::{Category, Error};

/// A message was damaged, or is not what it should be.
pub(crate) const DAMAGED: u8 = 1;
/// Two messages differ.
pub(crate) const DIFFERENT: u8 = 1;
/// Wrong usage of the command line.
pub(crate) const USAGE: u8 = 2;
/// An input could not be read, or the output could not be written.
pub(crate) const UNREADABLE: u8 = 3;
/// The shell's status for a process ended by SIGHUP.
#[cfg(unix)]
pub(crate) const HUNG_UP: u8 = 129;
/// The shell's status for a process ended by SIGINT (Ctrl-C).
pub(crate) const INTERRUPTED: u8 = 130;
/// The shell's status for a process ended by SIGTERM.
#[cfg(unix)]
pub(crate) const TERMINATED: u8 = 143;
/// The shell's status for a process ended by SIGPIPE.
pub(crate) const CLOSED_PIPE: u8 = 141;

/// The exit status for an error about one body.
pub(crate) fn of(error: &Error) -> u8 {
    match error.category() {
        Category::Io => UNREADABLE,
        _ => DAMAGED,
    }
}
