//! The one error of the crate: what went wrong, where in the bytes, where in the message.

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

mod capture;
mod category;
mod causes;
mod json;
mod kind;
mod limit;
mod nvp;
mod serde;
mod soap;
mod xml;

pub use self::capture::CaptureErrorKind;
pub use self::category::Category;
pub use self::json::JsonErrorKind;
pub use self::kind::ErrorKind;
pub use self::limit::Limit;
pub use self::nvp::NvpErrorKind;
pub use self::soap::SoapErrorKind;
pub use self::xml::XmlErrorKind;

/// A `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a message could not be read or written.
///
/// One pointer wide. It knows [what](Error::kind) happened, [where in the bytes](Error::span) and
/// [where in the message](Error::path). It never holds the input or a value from it, so it can be
/// logged where payment data must not be. The most it shows of a value is one unexpected character of a
/// number. The messages of your own types are shown as they are.
///
/// ```
/// use paywire::nvp;
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// struct Receivers { receiver: Vec<Receiver> }
/// #[derive(Debug, Deserialize)]
/// struct Receiver { amount: paywire::Amount }
///
/// let error = nvp::from_str::<Receivers>("receiver(0).amount=1.00&receiver(1).amount=1,00").unwrap_err();
/// assert_eq!(error.path(), Some("receiver(1).amount"));
/// assert_eq!(error.span(), Some(43..47));
/// assert_eq!(
///     error.to_string(),
///     "not a decimal number: unexpected `,` (use a decimal point, and do not group digits) at `receiver(1).amount`, byte 43",
/// );
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    span: Option<Range<usize>>,
    line_column: Option<(usize, usize)>,
    path: Option<Box<str>>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error(Box::new(Inner {
            kind,
            span: None,
            line_column: None,
            path: None,
            source: None,
        }))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn at(kind: ErrorKind, span: Range<usize>) -> Self {
        let mut error = Error::new(kind);
        error.0.span = Some(span);
        error
    }

    /// Sets the span, unless it is set already, nearer to the error.
    #[cold]
    #[inline(never)]
    pub(crate) fn or_span(mut self, span: Range<usize>) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// Sets the path, unless it is set already, nearer to the error.
    #[cold]
    #[inline(never)]
    pub(crate) fn or_path(mut self, path: impl FnOnce() -> String) -> Self {
        if self.0.path.is_none() {
            self.0.path = Some(path().into_boxed_str());
        }
        self
    }

    /// Puts a step before the place in the message: a word, or an index in brackets.
    #[cold]
    #[inline(never)]
    pub(crate) fn within(mut self, step: &str) -> Self {
        let joint = match self.0.path.as_deref() {
            None | Some("") => "",
            Some(inner) if inner.starts_with('(') => "",
            Some(_) => ".",
        };
        let inner = self.0.path.as_deref().unwrap_or_default();
        self.0.path = Some(format!("{step}{joint}{inner}").into());
        self
    }

    /// Maps all spans, for a reader that works on a decoded copy of the input.
    #[cold]
    pub(crate) fn map_spans(mut self, map: impl Fn(Range<usize>) -> Range<usize>) -> Self {
        self.0.span = self.0.span.map(&map);
        if let ErrorKind::DuplicateName { first } = &mut self.0.kind {
            *first = map(first.clone());
        }
        self
    }

    /// Sets line and column, both counted from one, unless they are set already.
    pub(crate) fn or_line_column(mut self, line: usize, column: usize) -> Self {
        self.0.line_column.get_or_insert((line, column));
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The coarse class of the error.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.kind.category()
    }

    /// The span of the error in the bytes of the input, if known.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.0.span.clone()
    }

    /// Line and column of the error, counted from one, in formats that have lines.
    #[must_use]
    pub fn line_column(&self) -> Option<(usize, usize)> {
        self.0.line_column
    }

    /// The path of the error in the message, in NVP spelling: `receiverList.receiver(1).amount`.
    ///
    /// `None` if the error is not about one field, for instance for an input over the limit.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref().filter(|path| !path.is_empty())
    }
}

#[cfg(feature = "api")]
impl Error {
    /// The path of the field that the error is about; that of a missing field ends with its name.
    pub(crate) fn field(&self) -> Option<String> {
        match (self.kind(), self.path()) {
            // An own text has its parent's path.
            (ErrorKind::MissingField("$text"), path) => path.map(str::to_owned),
            (ErrorKind::MissingField(name), Some(path)) => Some(format!("{path}.{name}")),
            (ErrorKind::MissingField(name), None) => Some((*name).to_owned()),
            (_, path) => path.map(str::to_owned),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)?;
        if let (ErrorKind::Io, Some(source)) = (&self.0.kind, &self.0.source) {
            write!(f, ": {source}")?;
        }
        if let Some(path) = self.path() {
            write!(f, " at `{path}`")?;
        }
        let joint = if self.path().is_some() { "," } else { " at" };
        match (self.0.line_column, &self.0.span) {
            (Some((line, column)), _) => write!(f, "{joint} line {line} column {column}"),
            (None, Some(span)) => write!(f, "{joint} byte {}", span.start),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("span", &self.0.span)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<io::Error> for Error {
    /// An error of this crate that went through an [`io::Error`] comes out as it was.
    #[cold]
    fn from(source: io::Error) -> Self {
        source.downcast::<Error>().unwrap_or_else(|source| {
            let mut error = Error::new(ErrorKind::Io);
            error.0.source = Some(Arc::new(source));
            error
        })
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Io => io::ErrorKind::Other,
            ErrorKind::UnexpectedEnd => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}

#[cfg(test)]
mod tests;
