//! A command: its words, and what is known beside them.

/// A command, its words without their quotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// The first is the program.
    pub(super) words: Vec<Vec<u8>>,
    /// Where its standard input comes from.
    pub(super) input: Input,
    /// Whether something stands in it that a shell would have put something in for.
    pub(super) expands: bool,
    /// Whether an `&` ended it that more is written to, as in an address that nobody quoted.
    pub(super) background: bool,
}

/// The standard input of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Input {
    /// Of a terminal or of another command: it is not known.
    #[default]
    Unknown,
    /// It stands beside the command.
    Text(Vec<u8>),
    /// It is in the file of this name.
    File(Vec<u8>),
}
