//! What went wrong, and the line that says so.

use std::fmt;
use std::ops::Range;

use super::capture::CaptureErrorKind;
use super::category::Category;
use super::json::JsonErrorKind;
use super::limit::Limit;
use super::nvp::NvpErrorKind;
use super::soap::SoapErrorKind;
use super::xml::XmlErrorKind;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Reading or writing failed; the cause is the error's `source()`.
    Io,
    /// The input ends early.
    UnexpectedEnd,
    /// A `%` without two hexadecimal digits after it.
    InvalidEscape,
    /// A `%uXXXX` escape, which is not part of the format (see the lenient switch), or a lone surrogate.
    UnicodeEscape,
    /// Bytes that are not valid in the message's character encoding, named here.
    InvalidEncoding(&'static str),
    /// An unknown character encoding, or one that this format cannot use.
    UnknownCharset,
    /// A character that the chosen character encoding, named here, cannot express.
    Unencodable(&'static str),
    /// A byte order mark before the message.
    ByteOrderMark,
    /// Whitespace around the message, or around a name or value in it, that is not escaped.
    SurroundingSpace,
    /// A name that is not `segment.segment(index)`; the text says what is wrong with it.
    InvalidName(&'static str),
    /// The same name twice, where one value is wanted; the span of the first is given.
    DuplicateName {
        /// The place of the name's first value.
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
    /// A field of the type twice, under its name or an alias.
    DuplicateField(&'static str),
    /// A field that the type does not know and does not allow; the ones it knows are given.
    UnknownField(&'static [&'static str]),
    /// A text that is not one of the variants of the type, which are given.
    UnknownVariant(&'static [&'static str]),
    /// A shape or type other than the expected one.
    InvalidType {
        /// What was found.
        found: &'static str,
        /// What the type expects.
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
    /// The first bytes are not those of a supported format.
    UnknownFormat,
    /// A well-formed body of an unknown message.
    UnknownMessage,
    /// A message that is not available in the requested format.
    UnsupportedFormat {
        /// The message's name.
        message: &'static str,
        /// The format that was asked for.
        format: &'static str,
        /// The formats it is available in.
        formats: &'static str,
    },
    /// A value that the requested format, named here, cannot represent.
    Unrepresentable(&'static str),
    /// Not NVP, and why.
    Nvp(NvpErrorKind),
    /// Not JSON, and why.
    Json(JsonErrorKind),
    /// A document type definition (DTD), which is not supported.
    Dtd,
    /// Not well-formed XML, and why.
    Xml(XmlErrorKind),
    /// A root element other than the requested one, which is named here.
    UnexpectedRoot(Box<str>),
    /// A root element of the requested name in another namespace. The requested name and namespace are
    /// given.
    RootNamespace(Box<str>),
    /// Text between elements, for which the type has no field.
    StrayText,
    /// A required field is missing, but an element of its name is there in another namespace; the text
    /// says which.
    FieldInOtherNamespace(Box<str>),
    /// Not a SOAP envelope, and why.
    Soap(SoapErrorKind),
    /// Any other error, in the words of the type that was read or written.
    Custom(Box<str>),
    /// A capture that is damaged or incomplete, and why.
    Capture(CaptureErrorKind),
    /// One of [`Limits`](crate::Limits) was exceeded.
    Limit(Limit),
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
            ErrorKind::UnsupportedFormat { .. } => "unsupported-format",
            ErrorKind::Unrepresentable(_) => "unrepresentable",
            ErrorKind::Nvp(_) => "nvp",
            ErrorKind::Json(_) => "json",
            ErrorKind::Dtd => "dtd",
            ErrorKind::Xml(_) => "xml",
            ErrorKind::UnexpectedRoot(_) => "unexpected-root",
            ErrorKind::RootNamespace(_) => "root-namespace",
            ErrorKind::StrayText => "stray-text",
            ErrorKind::FieldInOtherNamespace(_) => "field-in-other-namespace",
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
            ErrorKind::UnexpectedEnd => f.write_str("unexpected end of input"),
            ErrorKind::InvalidEscape => {
                f.write_str("`%` without two hexadecimal digits (a literal one is written `%25`)")
            }
            ErrorKind::UnicodeEscape => {
                f.write_str("`%uXXXX` is not an escape of this format (the lenient preset reads it)")
            }
            ErrorKind::InvalidEncoding(name) => write!(
                f,
                "bytes that are not {name} (specify the charset that the sender used)"
            ),
            ErrorKind::UnknownCharset => {
                f.write_str("unknown charset, or one that this format cannot use")?;
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
                f.write_str("whitespace around the message, a name or a value (remove it, escape it where it belongs to a value, or read with the lenient preset, which skips it)")
            }
            ErrorKind::InvalidName(what) => write!(f, "malformed name: {what}"),
            ErrorKind::DuplicateName { first } => write!(
                f,
                "duplicate name (first at byte {}; send one, or set which one counts)",
                first.start
            ),
            ErrorKind::ListGap { missing } => {
                write!(f, "missing list entry {missing} (indices count from 0 without gaps)")
            }
            ErrorKind::ValueAndChildren => {
                f.write_str("a name with both a value and children, of which only one can be read here")
            }
            ErrorKind::NamedAndIndexed => {
                f.write_str("a name with both indexed and named children, of which only one kind can be read here")
            }
            ErrorKind::TrailingElements => f.write_str("more entries than the type takes"),
            ErrorKind::MissingField(name) => write!(f, "missing field `{name}`"),
            ErrorKind::DuplicateField(name) => write!(f, "duplicate field `{name}`"),
            ErrorKind::UnknownField(known) => {
                f.write_str("unknown field")?;
                expected(f, known)
            }
            ErrorKind::UnknownVariant(known) => {
                f.write_str("unknown value")?;
                expected(f, known)
            }
            ErrorKind::InvalidType { found, expected } => {
                write!(f, "found {found}, expected {expected}")?;
                f.write_str(hint(found, expected))
            }
            ErrorKind::InvalidLength(what)
            | ErrorKind::InvalidValue(what)
            | ErrorKind::Custom(what) => f.write_str(what),
            ErrorKind::Dtd => {
                f.write_str("document type definitions (DTDs) are not supported (send the message without one)")
            }
            ErrorKind::UnexpectedRoot(name) => {
                write!(f, "unexpected root element, expected `{name}`")
            }
            ErrorKind::RootNamespace(name) => write!(
                f,
                "the root element is in the wrong namespace, expected `{name}` (the lenient preset reads it)"
            ),
            ErrorKind::StrayText => f.write_str(
                "stray text between elements (the lenient preset leaves it out)",
            ),
            ErrorKind::FieldInOtherNamespace(what) => write!(f, "missing field {what}"),
            ErrorKind::Unsupported(what) | ErrorKind::UnwritableKey(what) => f.write_str(what),
            ErrorKind::Nvp(cause) => cause.fmt(f),
            ErrorKind::Json(cause) => cause.fmt(f),
            ErrorKind::Xml(cause) => cause.fmt(f),
            ErrorKind::Soap(cause) => cause.fmt(f),
            ErrorKind::Capture(cause) => cause.fmt(f),
            ErrorKind::UnknownFormat => {
                f.write_str("unrecognized format (specify one)")
            }
            ErrorKind::UnknownMessage => {
                f.write_str("cannot tell which message this is (specify one)")
            }
            ErrorKind::UnsupportedFormat { message, format, formats } => {
                write!(f, "{message} is not available as {format}, but as {formats}")
            }
            ErrorKind::Unrepresentable(format) => {
                write!(f, "a value that {format} cannot represent (the lenient preset leaves out unknown fields)")
            }
            ErrorKind::Limit(limit) => limit.fmt(f),
        }
    }
}

/// Lists the known names, up to a readable number.
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

/// Advice on a type that cannot be read from what was found.
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

/// A value that no type has interpreted yet.
pub(super) const TEXT: &str = "a text";

/// Bytes that no type has interpreted yet.
pub(super) const BYTES: &str = "bytes";

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
