//! What the texts of several value types have in common.

use std::fmt;

/// The text without XML white space around it: what `whiteSpace="collapse"` leaves of a text
/// that has none inside.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// A character of the input in an error message: on one line and visible.
pub(super) struct Shown(pub(super) char);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' '..='~' => write!(f, "`{}`", self.0),
            other => write!(f, "`{}`", other.escape_debug()),
        }
    }
}
