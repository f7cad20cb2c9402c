//! Warnings: the repairs of the lenient preset.

use std::fmt;
use std::ops::Range;

/// A repair by a lenient [`Config`](super::Config) of input that the strict preset refuses.
///
/// Like an [`Error`](crate::Error) it has a span and a path, and no value of the input.
///
/// ```
/// use paywire::nvp::{Config, Value};
///
/// let (_, warnings) = Config::lenient().from_slice_reporting::<Value>(b"rate=100%")?;
/// assert_eq!(warnings[0].to_string(), "read a `%` without two hexadecimal digits literally, at byte 8");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    span: Option<Range<usize>>,
    path: Option<Box<str>>,
    left_out: bool,
}

/// The kind of the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A `%` without two hexadecimal digits was taken literally.
    InvalidEscape,
    /// A `%uXXXX` escape was read as the character it means.
    UnicodeEscape,
    /// A byte order mark was skipped.
    ByteOrderMark,
    /// Whitespace around the message was skipped.
    SurroundingSpace,
    /// Whitespace around names or values was skipped. Consecutive ones give one warning.
    SpaceAroundPairs,
    /// A malformed name was taken literally.
    MalformedName,
    /// A name with words in brackets, as most forms write them, was taken literally.
    BracketsTaken,
    /// Names with words in brackets were read as paths, as the
    /// [switch](super::Config::brackets) is set. A body gives at most one such warning.
    WordsInBrackets,
    /// A name was taken for a field whose letter case differs.
    NameCase,
    /// A duplicate name: the first value was used, and this one was left out.
    FirstOfDuplicates,
    /// A duplicate name: the last value was used, and this one was left out.
    LastOfDuplicates,
    /// A list with missing indices was closed up.
    ListGap,
    /// A name with a value and with children was read as one of them, and this was left out.
    ValueAndChildren,
    /// The digits of a number with an exponent were written out.
    Exponent,
    /// A name with indexed and with named children was read as one of them. Each value that was left
    /// out gives a warning.
    NamedAndIndexed,
}

impl Warning {
    pub(super) fn new(kind: WarningKind, span: Option<Range<usize>>) -> Self {
        Warning {
            kind,
            span,
            path: None,
            left_out: false,
        }
    }

    /// About a value that was left out.
    pub(super) fn leaving_out(kind: WarningKind, value: Range<usize>) -> Self {
        Warning {
            left_out: true,
            ..Warning::new(kind, Some(value))
        }
    }

    pub(super) fn set_path(&mut self, path: String) {
        self.path = (!path.is_empty()).then(|| path.into_boxed_str());
    }

    /// Whether it says no more than `other`, about the same value that starts at `start`.
    pub(super) fn repeats(&self, kind: WarningKind, start: usize) -> bool {
        self.kind == kind && self.span.as_ref().is_some_and(|span| span.start >= start)
    }

    /// The kind of the repair.
    #[must_use]
    pub fn kind(&self) -> WarningKind {
        self.kind
    }

    /// The span of the repair in the bytes of the input, if known.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.clone()
    }

    /// The span of the value that was left out, if one was. There is a warning for each such value, so
    /// that none is lost silently.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use paywire::nvp::Config;
    ///
    /// let body = b"a=1&a=2";
    /// let read = Config::lenient().from_slice_reporting::<BTreeMap<String, u8>>(body)?;
    /// assert_eq!(read.0["a"], 2);
    /// assert_eq!(&body[read.1[0].left_out().unwrap()], b"1");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn left_out(&self) -> Option<Range<usize>> {
        self.span().filter(|_| self.left_out)
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
            WarningKind::InvalidEscape => "read a `%` without two hexadecimal digits literally",
            WarningKind::UnicodeEscape => "read a `%uXXXX` escape as its character",
            WarningKind::ByteOrderMark => "skipped a byte order mark",
            WarningKind::SurroundingSpace => "skipped whitespace around the message",
            WarningKind::MalformedName => "read a malformed name literally",
            WarningKind::SpaceAroundPairs => "skipped whitespace around names and values",
            WarningKind::BracketsTaken => {
                "read a name with words in brackets literally (`nvp::Brackets::Names`, or `--brackets names`, reads it as a path)"
            }
            WarningKind::WordsInBrackets => {
                "read words in brackets as steps of names: `a[0][b]` as `a[0].b`"
            }
            WarningKind::NameCase => "matched a name to the field that differs in letter case",
            WarningKind::FirstOfDuplicates => "duplicate name: used the first value",
            WarningKind::LastOfDuplicates => "duplicate name: used the last value",
            WarningKind::NamedAndIndexed => {
                "read a name with both indexed and named children as one of them"
            }
            WarningKind::ListGap => "closed the gaps in a list with missing indices",
            WarningKind::ValueAndChildren => {
                "read a name with both a value and children as one of them"
            }
            WarningKind::Exponent => "expanded a number with an exponent",
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if self.left_out {
            f.write_str(" and left out a value")?;
        }
        if let Some(path) = &self.path {
            write!(f, ", at `{path}`")?;
        }
        if let Some(span) = &self.span {
            write!(f, ", at byte {}", span.start)?;
        }
        Ok(())
    }
}
