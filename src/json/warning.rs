//! What a lenient decoder had to repair.

use std::fmt;
use std::ops::Range;

/// A repair that made a damaged document readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    what: &'static str,
    span: Range<usize>,
    path: Option<String>,
}

impl Warning {
    pub(super) fn new(what: &'static str, span: Range<usize>) -> Self {
        Warning {
            what,
            span,
            path: None,
        }
    }

    /// Says where in the message it is. The whole document has no name.
    pub(super) fn set_path(&mut self, path: String) {
        self.path = Some(path).filter(|path| !path.is_empty());
    }

    /// The bytes of the input that the repair is about.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where in the message it is, in NVP spelling.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        if let Some(path) = &self.path {
            write!(f, ", at `{path}`")?;
        }
        write!(f, ", at byte {}", self.span.start)
    }
}
