//! What the program's end says.

use paywire::{Category, Error};

/// Some message was damaged, or is not what it should be.
pub(crate) const DAMAGED: u8 = 1;
/// Two messages say different things.
pub(crate) const DIFFERENT: u8 = 1;
/// The command line asks for what cannot be.
pub(crate) const USAGE: u8 = 2;
/// Input that cannot be read, or output that cannot be written.
pub(crate) const UNREADABLE: u8 = 3;
/// What a shell reports of a process that ended as its terminal did.
#[cfg(unix)]
pub(crate) const HUNG_UP: u8 = 129;
/// What a shell reports of a process that Ctrl-C ended.
pub(crate) const INTERRUPTED: u8 = 130;
/// What a shell reports of a process that was asked to end.
#[cfg(unix)]
pub(crate) const TERMINATED: u8 = 143;
/// What a shell reports of a process that a closed pipe ended.
pub(crate) const CLOSED_PIPE: u8 = 141;

/// The status for an error about one body.
pub(crate) fn of(error: &Error) -> u8 {
    match error.category() {
        Category::Io => UNREADABLE,
        _ => DAMAGED,
    }
}
