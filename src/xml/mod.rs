//! XML as a serde format: checked as a whole, read by namespaces and local names.
//!
#![doc = include_str!("guide.md")]

mod attributes;
mod chars;
mod charset;
mod config;
mod de;
mod declaration;
mod document;
mod escape;
mod fast_path;
mod lex;
mod markup;
mod names;
mod scan;
mod scope;
mod ser;
mod siblings;
mod stack;
mod standalone;
mod tape;
mod text;
#[cfg(feature = "api")]
mod tree;
mod twins;
mod warning;
pub(crate) mod writer;

use std::io;

use serde::{Deserialize, de::DeserializeOwned};

pub use config::Config;
pub use de::Deserializer;
pub use document::{Attribute, Content, Document, Element};
pub use ser::{
    Serializer, to_string, to_string_pretty, to_vec, to_vec_pretty, to_writer, to_writer_pretty,
};
pub use warning::{Warning, WarningKind};

#[cfg(feature = "mock")]
pub(crate) use chars::is_char;
pub(crate) use charset::Source;
pub(crate) use fast_path::Reader;
pub(crate) use standalone::prefixes;

#[doc(no_inline)]
pub use crate::encoding::Charset;
#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(no_inline)]
pub use crate::policy::Duplicates;

/// Reads a value from a document, with [`Config::strict`]. Any root is read. Text that needs no
/// decoding is borrowed.
///
/// # Errors
///
/// For a document that is not well-formed, does not fit the type, or exceeds the default
/// [`Limits`](crate::Limits).
///
/// ```
/// use std::collections::BTreeMap;
///
/// let document = "<shirt><color>red</color><size>42</size></shirt>";
/// let map: BTreeMap<&str, &str> = paywire::xml::from_str(document)?;
/// assert_eq!(map["size"], "42");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_str<'de, T: Deserialize<'de>>(document: &'de str) -> Result<T> {
    Config::strict().from_str(document)
}

/// Reads a value from the bytes of a document, with [`Config::strict`].
///
/// The encoding is that of the byte order mark, else of the declaration, else
/// [`Config::charset`].
///
/// # Errors
///
/// Those of [`from_str`], and one for bytes that are not text in the document's encoding.
///
/// ```
/// use paywire::xml::{self, ErrorKind};
///
/// let document = b"<?xml version='1.0' encoding='ISO-8859-1'?><name>Ren\xe9</name>";
/// assert_eq!(xml::from_slice::<String>(document)?, "René");
/// let error = xml::from_slice::<String>(b"<name>Ren\xe9</name>").unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::InvalidEncoding("UTF-8"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_slice<'de, T: Deserialize<'de>>(document: &'de [u8]) -> Result<T> {
    Config::strict().from_slice(document)
}

/// Reads a value from a reader up to its end, with [`Config::strict`].
///
/// Reads at most one byte more than the limit on input.
///
/// # Errors
///
/// Those of [`from_slice`], and those of the reader, as [`ErrorKind::Io`].
///
/// ```
/// let reader = std::io::Cursor::new("<size>42</size>");
/// assert_eq!(paywire::xml::from_reader::<_, u8>(reader)?, 42);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_reader<R: io::Read, T: DeserializeOwned>(reader: R) -> Result<T> {
    Config::strict().from_reader(reader)
}

impl Config<'_> {
    /// Like [`xml::from_str`](from_str), with this configuration.
    ///
    /// A document in which an element comes again after others, has text between its children, or does not fit the type
    /// is read a second time in another way. A `Deserialize` that does more than make a value does it twice
    /// then; a [`Deserializer`] reads once.
    ///
    /// # Errors
    ///
    /// Those of [`xml::from_str`](from_str), and one for another root than the configured one.
    ///
    /// ```
    /// use paywire::xml::Config;
    ///
    /// let config = Config::strict().root("size");
    /// assert_eq!(config.from_str::<u8>("<size>42</size>")?, 42);
    /// assert!(config.from_str::<u8>("<age>42</age>").is_err());
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_str<'de, T: Deserialize<'de>>(&self, document: &'de str) -> Result<T> {
        let source = Source::from_text(document, self)?;
        self.read(source, &mut Vec::new())
    }

    /// Like [`xml::from_slice`](from_slice), with this configuration.
    ///
    /// Repairs are not reported; [`Config::from_slice_reporting`] reports them.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`], and one for bytes that are not text in the document's encoding.
    ///
    /// ```
    /// use paywire::xml::Config;
    ///
    /// let config = Config::strict().charset("shift_jis".parse()?);
    /// assert_eq!(config.from_slice::<String>(b"<a>\x83\x5c</a>")?, "ソ");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, document: &'de [u8]) -> Result<T> {
        let mut warnings = Vec::new();
        let source = Source::new(document, self, &mut warnings)?;
        self.read(source, &mut warnings)
    }

    /// Deserializes a value and returns it with its warnings. The strict preset gives none.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`].
    ///
    /// ```
    /// use paywire::xml::{Config, WarningKind};
    /// use std::collections::BTreeMap;
    ///
    /// type Map = BTreeMap<String, u8>;
    /// let (map, warnings) = Config::lenient().from_slice_reporting::<Map>(b"<r><a>1</a><a>2</a></r>")?;
    /// assert_eq!(map["a"], 2);
    /// assert_eq!((warnings[0].kind(), warnings[0].path()), (WarningKind::LastOfDuplicates, Some("a(0)")));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        document: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let source = Source::new(document, self, &mut warnings)?;
        let value = self.read(source, &mut warnings)?;
        Ok((value, warnings))
    }

    /// Like [`Config::from_slice_reporting`], from a text.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`].
    pub fn from_str_reporting<'de, T: Deserialize<'de>>(
        &self,
        document: &'de str,
    ) -> Result<(T, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let source = Source::from_text(document, self)?;
        let value = self.read(source, &mut warnings)?;
        Ok((value, warnings))
    }

    /// Like [`Config::from_slice_reporting`], from a reader, as [`Config::from_reader`] reads it.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_reader`].
    pub fn from_reader_reporting<R: io::Read, T: DeserializeOwned>(
        &self,
        reader: R,
    ) -> Result<(T, Vec<Warning>)> {
        self.from_slice_reporting(&self.limits.read(reader)?)
    }

    /// Reads a value, and adds what is repaired.
    #[inline(always)]
    fn read<'de, T: Deserialize<'de>>(
        &self,
        source: Source<'de>,
        warnings: &mut Vec<Warning>,
    ) -> Result<T> {
        crate::fast_path::read(fast_path::Reader::new(&source, self), || {
            let before = std::mem::take(warnings);
            let document = Document::with_source(source, self, before)?;
            let value;
            (value, *warnings) = Deserializer::from(document).reporting()?;
            Ok(value)
        })
    }

    /// Like [`xml::from_reader`](from_reader), with this configuration. Reads at most one byte
    /// more than the limit on input.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`], and those of the reader, as [`ErrorKind::Io`].
    ///
    /// ```
    /// use paywire::xml::{Config, ErrorKind, Limit};
    /// use paywire::Limits;
    ///
    /// let short = Config::strict().limits(Limits::default().input(1000));
    /// let error = short.from_reader::<_, String>(std::io::repeat(b'<')).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Input(1000)));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_reader<R: io::Read, T: DeserializeOwned>(&self, reader: R) -> Result<T> {
        self.from_slice(&self.limits.read(reader)?)
    }
}
