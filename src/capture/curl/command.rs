//! A parsed shell command.

/// A command with its words unquoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellCommand {
    /// The words; the first is the program.
    pub(super) words: Vec<Vec<u8>>,
    /// The standard input.
    pub(super) input: StandardInput,
    /// Whether a shell would have expanded something in it.
    pub(super) expands: bool,
    /// Whether an `&` with text right after it ended the command, as in an unquoted URL.
    pub(super) background: bool,
}

/// The standard input of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum StandardInput {
    /// A terminal or another command: the content is unknown.
    #[default]
    Unknown,
    /// A text in the command.
    Text(Vec<u8>),
    /// A file.
    File(Vec<u8>),
}
