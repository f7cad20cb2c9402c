//! Coarse classes of errors.

use std::fmt;

/// The coarse class of an [`Error`](super::Error), for deciding what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Category {
    /// Reading or writing bytes failed.
    Io,
    /// The input is not well-formed.
    Syntax,
    /// The input is well-formed but does not fit the type.
    Data,
    /// The input is larger than [`Limits`](crate::Limits) allow.
    Limit,
}

impl Category {
    /// The category's name as the command line prints it: `io`, `syntax`, `data` or `limit`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Category::Io => "io",
            Category::Syntax => "syntax",
            Category::Data => "data",
            Category::Limit => "limit",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
