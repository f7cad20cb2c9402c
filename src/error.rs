//! The one error of the crate: what went wrong, where in the bytes, where in the message.

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use serde::{de, ser};

/// A `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a message could not be read or written.
///
/// One pointer wide. It knows [what](Error::kind) happened, [where in the bytes](Error::span) and
/// [where in the message](Error::path). It never holds the input and never a value out of it, so
/// it can be logged where payment data must not be. The most it shows of a value is one character
/// that has no place in a number; what a type of your own says of a value, it says itself.
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
///     "not a decimal number: unexpected `,` (write a point, and no grouping) at `receiver(1).amount`, byte 43",
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

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Reading or writing failed; the cause is the error's `source()`.
    Io,
    /// The input ends in the middle of something.
    UnexpectedEnd,
    /// A `%` without two hexadecimal digits after it.
    InvalidEscape,
    /// A `%uXXXX` escape, which is not part of the format (see the lenient switch), or a lone surrogate.
    UnicodeEscape,
    /// Bytes that are not valid in the message's character encoding, named here.
    InvalidEncoding(&'static str),
    /// A character encoding nobody knows, or one that cannot carry this format.
    UnknownCharset,
    /// A character that the chosen character encoding, named here, cannot express.
    Unencodable(&'static str),
    /// A byte order mark before the message.
    ByteOrderMark,
    /// White space around the message, or around a name or value in it, that is not escaped.
    SurroundingSpace,
    /// A name that is not `segment.segment(index)`; the text says what is wrong with it.
    InvalidName(&'static str),
    /// The same name twice, where one value is wanted; the span of the first is given.
    DuplicateName {
        /// Where the name's first value stands.
        first: Range<usize>,
    },
    /// A list whose indices do not count 0, 1, 2, …; the first missing one is given.
    ListGap {
        /// The index that is missing.
        missing: u32,
    },
    /// A name with a value and with children, read as something that can only be one of them.
    ValueAndChildren,
    /// A name that has named children and indexed ones.
    NamedAndIndexed,
    /// More in a fixed-length list than the type takes.
    TrailingElements,
    /// A required field is absent.
    MissingField(&'static str),
    /// A field of the type twice, under the same name or another one it goes by.
    DuplicateField(&'static str),
    /// A field that the type does not know and does not allow; the ones it knows are given.
    UnknownField(&'static [&'static str]),
    /// A text that is not one of the variants of the type, which are given.
    UnknownVariant(&'static [&'static str]),
    /// Another shape or type than the one asked for.
    InvalidType {
        /// What stands there.
        found: &'static str,
        /// What the type wants.
        expected: Box<str>,
    },
    /// A value that the type refuses; the text is the type's own.
    InvalidValue(Box<str>),
    /// A list or map of the wrong length; the text says which is wanted.
    InvalidLength(Box<str>),
    /// A Rust value this format has no way to write; the text says which and why.
    Unsupported(&'static str),
    /// A map key that would not be read back as it is.
    UnwritableKey(&'static str),
    /// None of the formats, as far as the first bytes tell.
    UnknownFormat,
    /// A well-formed body that does not say which message it is.
    UnknownMessage,
    /// A message that does not travel in the format asked for.
    NotSpoken {
        /// The message's name.
        message: &'static str,
        /// The format that was asked for.
        format: &'static str,
        /// The formats it travels in.
        formats: &'static str,
    },
    /// A value that the format asked for, named here, cannot hold.
    Inexpressible(&'static str),
    /// Not NVP; the text says why.
    Nvp(&'static str),
    /// Not JSON; the text says why.
    Json(Box<str>),
    /// A document type definition, which no XML reader here follows.
    Dtd,
    /// Not well-formed XML; the text says why.
    Xml(&'static str),
    /// Another root element than the one asked for, which is named here.
    UnexpectedRoot(Box<str>),
    /// A root element that has the name asked for, but is in another namespace than the one that is
    /// named here with it.
    RootNamespace(Box<str>),
    /// Text between elements, where the type has no place for it.
    StrayText,
    /// A required field is absent, but its name is there in somebody else's namespace; the text says
    /// which.
    ForeignField(Box<str>),
    /// Not a SOAP envelope; the text says why.
    Soap(&'static str),
    /// Something else, in the words of the type that was being read or written.
    Custom(Box<str>),
    /// A capture is damaged, or does not have all of what it should: what it is.
    Capture(&'static str),
    /// One of [`Limits`](crate::Limits) was exceeded.
    Limit(Limit),
}

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

/// The coarse class of an [`Error`], for deciding what to do about it.
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

    /// Fills in the place in the bytes, unless something nearer to the fault did already.
    #[cold]
    #[inline(never)]
    pub(crate) fn or_span(mut self, span: Range<usize>) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// Fills in the place in the message, unless something nearer to the fault did already.
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

    /// Says every place in the bytes anew, for a reader that works on a decoded copy of the input.
    #[cold]
    pub(crate) fn map_spans(mut self, map: impl Fn(Range<usize>) -> Range<usize>) -> Self {
        self.0.span = self.0.span.map(&map);
        if let ErrorKind::DuplicateName { first } = &mut self.0.kind {
            *first = map(first.clone());
        }
        self
    }

    /// Fills in line and column, both counted from one.
    pub(crate) fn or_line_column(mut self, line: usize, column: usize) -> Self {
        self.0.line_column.get_or_insert((line, column));
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The coarse class of what went wrong.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.kind.category()
    }

    /// The bytes of the input that the error is about, where that is known.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.0.span.clone()
    }

    /// Line and column of the error, counted from one, in formats that have lines.
    #[must_use]
    pub fn line_column(&self) -> Option<(usize, usize)> {
        self.0.line_column
    }

    /// Where in the message the error is, in NVP spelling: `receiverList.receiver(1).amount`.
    ///
    /// `None` when the fault is not inside one field, for instance in an input over the limit.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref().filter(|path| !path.is_empty())
    }
}

impl ErrorKind {
    /// The coarse class of this kind.
    #[must_use]
    pub fn category(&self) -> Category {
        match self {
            ErrorKind::Io => Category::Io,
            ErrorKind::UnexpectedEnd
            | ErrorKind::InvalidEscape
            | ErrorKind::UnicodeEscape
            | ErrorKind::InvalidEncoding(_)
            | ErrorKind::UnknownCharset
            | ErrorKind::ByteOrderMark
            | ErrorKind::SurroundingSpace
            | ErrorKind::InvalidName(_)
            | ErrorKind::DuplicateName { .. }
            | ErrorKind::ListGap { .. }
            | ErrorKind::NamedAndIndexed
            | ErrorKind::UnknownFormat
            | ErrorKind::Nvp(_)
            | ErrorKind::Json(_)
            | ErrorKind::Dtd
            | ErrorKind::Xml(_)
            | ErrorKind::Soap(_)
            | ErrorKind::Capture(_) => Category::Syntax,
            ErrorKind::Limit(_) => Category::Limit,
            _ => Category::Data,
        }
    }

    /// The kind's name in kebab case, stable enough to select on: `duplicate-name`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            ErrorKind::Io => "io",
            ErrorKind::UnexpectedEnd => "unexpected-end",
            ErrorKind::InvalidEscape => "invalid-escape",
            ErrorKind::UnicodeEscape => "unicode-escape",
            ErrorKind::InvalidEncoding(_) => "invalid-encoding",
            ErrorKind::UnknownCharset => "unknown-charset",
            ErrorKind::Unencodable(_) => "unencodable",
            ErrorKind::ByteOrderMark => "byte-order-mark",
            ErrorKind::SurroundingSpace => "surrounding-space",
            ErrorKind::InvalidName(_) => "invalid-name",
            ErrorKind::DuplicateName { .. } => "duplicate-name",
            ErrorKind::ListGap { .. } => "list-gap",
            ErrorKind::ValueAndChildren => "value-and-children",
            ErrorKind::NamedAndIndexed => "named-and-indexed",
            ErrorKind::TrailingElements => "trailing-elements",
            ErrorKind::MissingField(_) => "missing-field",
            ErrorKind::DuplicateField(_) => "duplicate-field",
            ErrorKind::UnknownField(_) => "unknown-field",
            ErrorKind::UnknownVariant(_) => "unknown-variant",
            ErrorKind::InvalidType { .. } => "invalid-type",
            ErrorKind::InvalidValue(_) => "invalid-value",
            ErrorKind::InvalidLength(_) => "invalid-length",
            ErrorKind::Unsupported(_) => "unsupported",
            ErrorKind::UnwritableKey(_) => "unwritable-key",
            ErrorKind::UnknownFormat => "unknown-format",
            ErrorKind::UnknownMessage => "unknown-message",
            ErrorKind::NotSpoken { .. } => "not-spoken",
            ErrorKind::Inexpressible(_) => "inexpressible",
            ErrorKind::Nvp(_) => "nvp",
            ErrorKind::Json(_) => "json",
            ErrorKind::Dtd => "dtd",
            ErrorKind::Xml(_) => "xml",
            ErrorKind::UnexpectedRoot(_) => "unexpected-root",
            ErrorKind::RootNamespace(_) => "root-namespace",
            ErrorKind::StrayText => "stray-text",
            ErrorKind::ForeignField(_) => "foreign-field",
            ErrorKind::Soap(_) => "soap",
            ErrorKind::Capture(_) => "capture",
            ErrorKind::Custom(_) => "custom",
            ErrorKind::Limit(_) => "limit",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Io => f.write_str("reading or writing failed"),
            ErrorKind::UnexpectedEnd => f.write_str("the input ends too early"),
            ErrorKind::InvalidEscape => {
                f.write_str("`%` without two hexadecimal digits (a literal one is written `%25`)")
            }
            ErrorKind::UnicodeEscape => {
                f.write_str("`%uXXXX` is not an escape of this format (the lenient preset reads it)")
            }
            ErrorKind::InvalidEncoding(name) => write!(
                f,
                "bytes that are not {name} (give the charset the sender used)"
            ),
            ErrorKind::UnknownCharset => {
                f.write_str("unknown charset, or one whose text cannot stand in this format")?;
                if cfg!(not(feature = "charsets")) {
                    f.write_str(" (most need the feature `charsets`)")?;
                }
                Ok(())
            }
            ErrorKind::Unencodable(name) => {
                write!(f, "a character that {name} does not have (use UTF-8)")
            }
            ErrorKind::ByteOrderMark => f.write_str("a byte order mark before the message (remove it; the lenient preset skips it)"),
            ErrorKind::SurroundingSpace => {
                f.write_str("white space around the message, a name or a value (remove it, escape it where it belongs to a value, or read with the lenient preset, which skips it)")
            }
            ErrorKind::InvalidName(what) => write!(f, "malformed name: {what}"),
            ErrorKind::DuplicateName { first } => write!(
                f,
                "the same name twice (first at byte {}; send one, or say which counts)",
                first.start
            ),
            ErrorKind::ListGap { missing } => {
                write!(f, "list without entry {missing} (indices count from 0 without gaps)")
            }
            ErrorKind::ValueAndChildren => {
                f.write_str("a name with a value and with children, where only one of them fits")
            }
            ErrorKind::NamedAndIndexed => {
                f.write_str("a name with indexed and with named children, where only one of them fits")
            }
            ErrorKind::TrailingElements => f.write_str("more entries than the type takes"),
            ErrorKind::MissingField(name) => write!(f, "missing field `{name}`"),
            ErrorKind::DuplicateField(name) => write!(f, "field `{name}` twice"),
            ErrorKind::UnknownField(known) => {
                f.write_str("unknown field")?;
                expected(f, known)
            }
            ErrorKind::UnknownVariant(known) => {
                f.write_str("not one of the values of this type")?;
                expected(f, known)
            }
            ErrorKind::InvalidType { found, expected } => {
                write!(f, "found {found}, expected {expected}")?;
                f.write_str(hint(found, expected))
            }
            ErrorKind::InvalidLength(what)
            | ErrorKind::InvalidValue(what)
            | ErrorKind::Json(what)
            | ErrorKind::Custom(what) => f.write_str(what),
            ErrorKind::Dtd => {
                f.write_str("a document type definition, which is never read (send the message without it)")
            }
            ErrorKind::UnexpectedRoot(name) => {
                write!(f, "another root element than the one asked for, `{name}`")
            }
            ErrorKind::RootNamespace(name) => write!(
                f,
                "the root element is in another namespace than the one asked for, `{name}` (the lenient preset reads it)"
            ),
            ErrorKind::StrayText => f.write_str(
                "stray text between elements, where the type has no place for it (the lenient preset leaves it out)",
            ),
            ErrorKind::ForeignField(what) => write!(f, "missing field {what}"),
            ErrorKind::Unsupported(what)
            | ErrorKind::UnwritableKey(what)
            | ErrorKind::Nvp(what)
            | ErrorKind::Xml(what)
            | ErrorKind::Soap(what)
            | ErrorKind::Capture(what) => {
                f.write_str(what)
            }
            ErrorKind::UnknownFormat => {
                f.write_str("begins like none of the formats (say which it is)")
            }
            ErrorKind::UnknownMessage => {
                f.write_str("the body does not say which message it is (say which)")
            }
            ErrorKind::NotSpoken { message, format, formats } => {
                write!(f, "{message} does not travel as {format}, but as {formats}")
            }
            ErrorKind::Inexpressible(format) => {
                write!(f, "a value that {format} cannot hold (the lenient preset leaves out what is unknown)")
            }
            ErrorKind::Limit(limit) => limit.fmt(f),
        }
    }
}

/// What is known instead of what was found, as far as anybody reads it.
fn expected(f: &mut fmt::Formatter<'_>, known: &[&str]) -> fmt::Result {
    /// More are for documentation to list.
    const SHOWN: usize = 12;
    for (at, name) in known.iter().take(SHOWN).enumerate() {
        let joint = match (at, known.len()) {
            (0, 1) => ", expected",
            (0, _) => ", expected one of",
            _ => ",",
        };
        write!(f, "{joint} `{name}`")?;
    }
    match known.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

/// What serde calls a struct of Rust, in words that say what has to stand in the body.
fn plain(expected: String) -> String {
    match expected.strip_prefix("struct ") {
        Some(name) => format!("the fields of {name}"),
        None => expected,
    }
}

/// What to do about a type that cannot be made of what was found.
fn hint(found: &str, expected: &str) -> &'static str {
    const BUFFERED: &str =
        " (serde buffered it: put `#[serde(with = \"paywire::nvp::with\")]` on the field)";
    let is_list = || expected == "a sequence" || expected.starts_with("a tuple");
    match (found, expected) {
        (TEXT, "a borrowed string") => {
            " (it has escapes, which have to be decoded: take a `Cow<str>` or a `String`)"
        }
        (BYTES, "a borrowed byte array") => {
            " (they have escapes, which have to be decoded: take a `Cow<[u8]>` or a `Vec<u8>`)"
        }
        (TEXT, _) if SCALARS.contains(&expected) || is_list() => BUFFERED,
        _ => "",
    }
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

impl de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string().into()))
    }

    #[cold]
    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidType {
            found: name_of(&found),
            expected: plain(expected.to_string()).into(),
        })
    }

    /// serde would quote the value here; what was expected is enough, and safe to log.
    #[cold]
    fn invalid_value(_found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidValue(
            format!("not a value of the type, expected {expected}").into(),
        ))
    }

    #[cold]
    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidLength(
            format!("found a length of {length}, expected {expected}").into(),
        ))
    }

    #[cold]
    fn unknown_variant(_variant: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownVariant(expected))
    }

    #[cold]
    fn unknown_field(_field: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownField(expected))
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Error::new(ErrorKind::MissingField(field))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Error::new(ErrorKind::DuplicateField(field))
    }
}

impl ser::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string().into()))
    }
}

/// What a value is until a type makes more of it.
const TEXT: &str = "a text";

/// What bytes are that no type made more of.
const BYTES: &str = "bytes";

/// Types that every format here makes out of text, as it does lists. One of them meets a text as such only where
/// serde read it into a buffer first, as it does for flattened and tagged types.
const SCALARS: [&str; 13] = [
    "a boolean",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "f32",
    "f64",
];

fn name_of(found: &de::Unexpected<'_>) -> &'static str {
    match found {
        de::Unexpected::Bool(_) => "a boolean",
        de::Unexpected::Unsigned(_) | de::Unexpected::Signed(_) => "an integer",
        de::Unexpected::Float(_) => "a number",
        de::Unexpected::Char(_) | de::Unexpected::Str(_) => TEXT,
        de::Unexpected::Bytes(_) => BYTES,
        de::Unexpected::Unit => "nothing",
        de::Unexpected::Option => "an option",
        de::Unexpected::NewtypeStruct => "a newtype struct",
        de::Unexpected::Seq => "a list",
        de::Unexpected::Map => "named children",
        de::Unexpected::Enum
        | de::Unexpected::UnitVariant
        | de::Unexpected::NewtypeVariant
        | de::Unexpected::TupleVariant
        | de::Unexpected::StructVariant => "a variant",
        de::Unexpected::Other(_) => "something else",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    }

    #[test]
    fn is_send_sync_and_static() {
        fn check<T: Send + Sync + 'static>() {}
        check::<Error>();
    }

    #[test]
    fn says_where_it_knows_and_nothing_where_it_does_not() {
        let bare = Error::new(ErrorKind::UnknownField(&[]));
        assert_eq!(bare.to_string(), "unknown field");
        let spanned = Error::at(ErrorKind::UnknownField(&[]), 3..4);
        assert_eq!(spanned.to_string(), "unknown field at byte 3");
        let whole = spanned.or_path(|| "a.b".to_owned());
        assert_eq!(whole.to_string(), "unknown field at `a.b`, byte 3");
        let lined = whole.or_line_column(2, 7);
        assert_eq!(lined.to_string(), "unknown field at `a.b`, line 2 column 7");
    }

    #[test]
    fn never_quotes_the_value() {
        let unexpected = de::Unexpected::Str("4111111111111111");
        let shown: Error = de::Error::invalid_value(unexpected, &"a PIN");
        assert!(!shown.to_string().contains("4111"));
        let shown: Error = de::Error::unknown_variant("4111111111111111", &["A"]);
        assert!(!format!("{shown} {shown:?}").contains("4111"));
    }

    #[test]
    fn says_what_was_expected() {
        let variant: Error = de::Error::unknown_variant("x", &["A", "B"]);
        assert_eq!(
            variant.to_string(),
            "not one of the values of this type, expected one of `A`, `B`"
        );
        let field: Error = de::Error::unknown_field("x", &["a"]);
        assert_eq!(field.to_string(), "unknown field, expected `a`");
        let many: Error = de::Error::unknown_field("x", &["a"; 15]);
        assert!(many.to_string().ends_with("`a`, `a` and 3 more"), "{many}");
    }

    #[test]
    fn comes_through_io_as_it_was() {
        let through = io::Error::from(Error::at(ErrorKind::UnknownField(&[]), 3..4));
        assert_eq!(through.kind(), io::ErrorKind::InvalidData);
        assert_eq!(Error::from(through).span(), Some(3..4));
        let other = Error::from(io::Error::other("gone"));
        assert_eq!(other.to_string(), "reading or writing failed: gone");
    }

    #[test]
    fn keeps_the_nearest_place() {
        let error = Error::at(ErrorKind::UnknownField(&[]), 1..2)
            .or_span(5..6)
            .or_path(|| "near".to_owned())
            .or_path(|| "far".to_owned());
        assert_eq!(error.span(), Some(1..2));
        assert_eq!(error.path(), Some("near"));
    }
}
