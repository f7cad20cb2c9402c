//! Warnings: the repairs of the lenient preset.

use std::fmt;
use std::ops::Range;

/// A repair that made a damaged document readable.
///
/// Like an [`Error`](crate::Error) it has a span and a path, and no value of the input.
///
/// ```
/// use paywire::json::{Config, WarningKind};
///
/// let document = br#"{"memo": "A", "memo": "B"}"#;
/// let config = Config::lenient();
/// let (value, warnings) = config.from_slice_reporting::<serde_json::Value>(document)?;
/// assert_eq!(value["memo"], "B");
/// assert_eq!(warnings[0].kind(), WarningKind::LastOfDuplicates);
/// assert_eq!(warnings[0].span(), Some(9..12));
/// assert_eq!(
///     warnings[0].to_string(),
///     "duplicate name: used the last value, at `memo`, at byte 9",
/// );
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    span: Range<usize>,
    path: Option<String>,
}

/// The kind of the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A byte order mark was skipped.
    ByteOrderMark,
    /// A trailing comma was skipped.
    TrailingComma,
    /// A duplicate name: the last value was used. The span is that of one that was left out.
    LastOfDuplicates,
    /// The digits of a number with an exponent were written out.
    Exponent,
    /// A duplicate name: the first value was used. The span is that of one that was left out.
    FirstOfDuplicates,
}

impl Warning {
    pub(super) fn new(kind: WarningKind, span: Range<usize>) -> Self {
        Warning {
            kind,
            span,
            path: None,
        }
    }

    /// Sets the path. The whole document has none.
    pub(super) fn set_path(&mut self, path: String) {
        self.path = Some(path).filter(|path| !path.is_empty());
    }

    /// The kind of the repair.
    #[must_use]
    pub fn kind(&self) -> WarningKind {
        self.kind
    }

    /// The span of the repair in the bytes of the input.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        Some(self.span.clone())
    }

    /// The start of the span.
    pub(super) fn start(&self) -> usize {
        self.span.start
    }

    /// The span of the value that was left out, if one was. There is a warning for each such value, so
    /// that none is lost silently.
    #[must_use]
    pub fn left_out(&self) -> Option<Range<usize>> {
        let left_out = matches!(
            self.kind,
            WarningKind::FirstOfDuplicates | WarningKind::LastOfDuplicates
        );
        self.span().filter(|_| left_out)
    }

    /// The path of the repair in the message, in NVP spelling, if known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WarningKind::ByteOrderMark => "skipped a byte order mark",
            WarningKind::TrailingComma => "skipped a trailing comma",
            WarningKind::FirstOfDuplicates => "duplicate name: used the first value",
            WarningKind::LastOfDuplicates => "duplicate name: used the last value",
            WarningKind::Exponent => "expanded a number with an exponent",
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if let Some(path) = &self.path {
            write!(f, ", at `{path}`")?;
        }
        write!(f, ", at byte {}", self.span.start)
    }
}
