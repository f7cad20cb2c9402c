//! Warnings: the repairs of the lenient preset.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::encoding::Charset;

/// A repair by a lenient [`Config`](super::Config) of input that the strict preset refuses.
///
/// Like an [`Error`](crate::Error) it has a span and a path, and no value of the input.
///
/// ```
/// use paywire::xml::{Config, WarningKind};
///
/// let document = b"\n<?xml version='1.0'?><size>42</size>";
/// let (size, warnings) = Config::lenient().from_slice_reporting::<u8>(document)?;
/// assert_eq!(size, 42);
/// assert_eq!(warnings[0].kind(), WarningKind::SurroundingSpace);
/// assert_eq!(warnings[0].to_string(), "skipped whitespace before the XML declaration, at byte 0");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    span: Option<Range<usize>>,
    path: Option<Box<str>>,
    /// The encoding of the left-out bytes at the span.
    left_out: Option<Charset>,
}

/// The kind of the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A root element in another namespace was accepted as the configured one.
    RootNamespace,
    /// Whitespace before the XML declaration was skipped.
    SurroundingSpace,
    /// The declared encoding was ignored, as the bytes are in another.
    WrongEncoding,
    /// Text between child elements was ignored.
    StrayText,
    /// The digits of a number with an exponent were written out.
    Exponent,
    /// A duplicate element: the last was used. The span is that of one that was left out.
    LastOfDuplicates,
    /// A root element in no namespace was accepted as the configured one.
    NoNamespace,
    /// A boolean in another letter case was read.
    BooleanCase,
    /// A SOAP fault with misplaced or missing parts was read.
    LooseFault,
    /// Elements of one name, some in the message's namespace and some in none, were read as one list.
    /// The span is that of the first such list.
    ListOfTwins,
    /// A duplicate element: the first was used. The span is that of one that was left out.
    FirstOfDuplicates,
}

impl Warning {
    pub(super) fn new(kind: WarningKind, span: Option<Range<usize>>) -> Self {
        Warning {
            kind,
            span,
            path: None,
            left_out: None,
        }
    }

    pub(super) fn set_path(&mut self, path: String) {
        self.path = (!path.is_empty()).then(|| path.into_boxed_str());
    }

    /// The span, as a range.
    pub(super) fn places(&mut self) -> impl Iterator<Item = &mut usize> {
        let spans = self.span.iter_mut();
        spans.flat_map(|span| [&mut span.start, &mut span.end])
    }

    /// Marks the content of the span, in this encoding, as left out.
    pub(super) fn leaving_out(mut self, charset: Charset) -> Self {
        self.left_out = Some(charset);
        self
    }

    /// The span of the input that was left out: a text, or a whole
    /// element with children.
    #[must_use]
    pub fn left_out(&self) -> Option<Range<usize>> {
        self.span.clone().filter(|_| self.left_out.is_some())
    }

    /// The part of this input that was left out, decoded to text.
    ///
    /// ```
    /// use paywire::xml::Config;
    ///
    /// let document = b"<?xml version='1.0' encoding='latin1'?><n><a>\xe9</a><a>b</a></n>";
    /// #[derive(serde::Deserialize)]
    /// struct N { a: String }
    /// let (n, warnings) = Config::lenient().from_slice_reporting::<N>(document)?;
    /// assert_eq!(n.a, "b");
    /// assert_eq!(warnings[0].left_out_text(document).as_deref(), Some("é"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn left_out_text<'i>(&self, input: &'i [u8]) -> Option<Cow<'i, str>> {
        let bytes = input.get(self.left_out()?)?;
        Some(self.left_out?.lossy(bytes))
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

    /// The path of the repair in the message, in NVP spelling, if known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WarningKind::RootNamespace => "accepted a root element in another namespace",
            WarningKind::SurroundingSpace => "skipped whitespace before the XML declaration",
            WarningKind::WrongEncoding => {
                "ignored the declared encoding, which is not the one of the bytes"
            }
            WarningKind::StrayText => "left out text between elements",
            WarningKind::Exponent => "expanded a number with an exponent",
            WarningKind::FirstOfDuplicates => {
                "duplicate element: used the first one, and left out this one"
            }
            WarningKind::LastOfDuplicates => {
                "duplicate element: used the last one, and left out this one"
            }
            WarningKind::NoNamespace => "accepted a root element without a namespace",
            WarningKind::ListOfTwins => {
                "read elements of one name, with and without a namespace, as one list"
            }
            WarningKind::BooleanCase => "read a boolean that is not spelled `true` or `false`",
            WarningKind::LooseFault => {
                "read a SOAP fault whose parts are not in the order or namespace that SOAP requires"
            }
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if let Some(path) = &self.path {
            write!(f, ", at `{path}`")?;
        }
        if let Some(span) = &self.span {
            write!(f, ", at byte {}", span.start)?;
        }
        Ok(())
    }
}
