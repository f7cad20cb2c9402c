//! Limits that were exceeded.

use std::fmt;

/// Which limit was exceeded, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of input.
    Input(u32),
    /// Steps of a name or nesting.
    Depth(u16),
    /// Names, elements or members.
    Names(u32),
    /// Attributes of one element.
    Attributes(u32),
    /// Entries of one list.
    List(u32),
    /// Bytes of one name.
    Name(u32),
    /// Bytes of one value.
    Value(u32),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Input(max) => write!(f, "input longer than {max} bytes"),
            Limit::Depth(max) => write!(f, "nested deeper than {max}"),
            Limit::Names(max) => write!(f, "more than {max} names"),
            Limit::Attributes(max) => write!(f, "more than {max} attributes on one element"),
            Limit::List(max) => write!(f, "more than {max} entries in a list"),
            Limit::Name(max) => write!(f, "a name longer than {max} bytes"),
            Limit::Value(max) => write!(f, "a value longer than {max} bytes"),
        }?;
        write!(f, " (limit `{}`)", self.name())
    }
}
