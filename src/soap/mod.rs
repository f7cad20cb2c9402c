//! SOAP 1.1 and 1.2 for any serde types: messages, headers and faults.
//!
//! ```
//! use paywire::soap::{self, Envelope};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct GetPrice { item: String }
//!
//! let request = Envelope::new(GetPrice { item: "A&B".to_owned() });
//! let document = soap::to_string(&request)?;
//! assert_eq!(
//!     document,
//!     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
//!      <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\
//!      <soapenv:Body><GetPrice><item>A&amp;B</item></GetPrice></soapenv:Body></soapenv:Envelope>",
//! );
//! assert_eq!(soap::from_str::<GetPrice>(&document)?, request);
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! The message is read and written by [`xml`], whose page describes how types map to
//! elements.
//!
//! # A fault is an answer
//!
//! Reading gives an [`Envelope`] whose [`Body`] is the message that was expected or a [`Fault`].
//! [`Envelope::into_result`] makes a `Result` of it. The details of a fault are kept as XML;
//! [`Fault::detail`] deserializes a type from them.
//!
//! # Headers
//!
//! [`Header`] keeps the entries as XML, each a complete document. [Claim](Header::claim) those that
//! you understand: [`Header::unclaimed`] returns the other mandatory ones, and the standard requires a
//! receiver to refuse a message that has any. Decoding does not enforce this:
//! [`codec`](crate::codec) reads a message with such entries and warns of each.
//!
//! # What is refused
//!
//! In addition to the errors of XML: another root than `Envelope`, a namespace of no version, no
//! body, a second header or body or one out of place, text outside of them, a processing
//! instruction, two faults, a fault that does not start with its code and reason, `mustUnderstand`
//! that is neither yes nor no, and in 1.2 an element after the SOAP body, which SOAP 1.2 does not allow and `encodingStyle` on the
//! envelope's own elements. Malformed faults are accepted with
//! [`Config::loose_faults`]. A body with nothing, with text, or with two messages in it has a
//! [`Document`], but is no [`Envelope`].
//!
//! # What it does not do
//!
//! References between elements (`href`, `multiRef`) and the encoded style are not followed, and
//! attachments are not looked for: services that describe their messages with a schema use none.

mod config;
mod document;
mod entry;
mod envelope;
mod fast_path;
mod fault;
mod header;
mod parts;
mod version;
mod write;

use std::io;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use config::Config;
pub use document::Document;
pub use entry::Entry;
pub use envelope::{Body, Envelope};
pub use fault::{Code, Detail, Fault, Reason};
pub use header::Header;
pub use version::{ACTION_HEADER, CONTENT_TYPE_11, CONTENT_TYPE_12, Version};

pub use crate::xml::{Warning, WarningKind};

use crate::xml;

#[doc(no_inline)]
pub use crate::encoding::Charset;
#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(no_inline)]
pub use crate::policy::Duplicates;

/// Reads an envelope, with [`Config::strict`]. Any message is read.
///
/// # Errors
///
/// For what is not well-formed, breaks the rules of SOAP, does not fit the type, or exceeds the
/// default [`Limits`](crate::Limits).
///
/// ```
/// use paywire::soap::{self, ErrorKind};
///
/// let document = "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Header/></Envelope>";
/// let error = soap::from_str::<()>(document).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Soap(_)));
/// assert_eq!(
///     error.to_string(),
///     "missing or misplaced SOAP body at line 1 column 2",
/// );
/// ```
pub fn from_str<'de, T: Deserialize<'de>>(document: &'de str) -> Result<Envelope<T>> {
    Config::strict().from_str(document)
}

/// Reads an envelope from bytes, with [`Config::strict`].
///
/// # Errors
///
/// Those of [`from_str`], and one for bytes that are not text in the document's encoding.
pub fn from_slice<'de, T: Deserialize<'de>>(document: &'de [u8]) -> Result<Envelope<T>> {
    Config::strict().from_slice(document)
}

/// Reads an envelope from a reader up to its end, with [`Config::strict`].
///
/// # Errors
///
/// Those of [`from_slice`], and those of the reader, as [`ErrorKind::Io`].
pub fn from_reader<R: io::Read, T: DeserializeOwned>(reader: R) -> Result<Envelope<T>> {
    Config::strict().from_reader(reader)
}

/// Writes an envelope.
///
/// # Errors
///
/// For what XML cannot hold; see [`xml::to_string`].
pub fn to_string<T: Serialize>(envelope: &Envelope<T>) -> Result<String> {
    Config::strict().to_string(envelope)
}

/// Writes an envelope as bytes, in UTF-8.
///
/// # Errors
///
/// Those of [`to_string`].
pub fn to_vec<T: Serialize>(envelope: &Envelope<T>) -> Result<Vec<u8>> {
    Config::strict().to_vec(envelope)
}

/// Writes an envelope to a writer, in one piece after all of it was serialized.
///
/// # Errors
///
/// Those of [`to_string`], and those of the writer, as [`ErrorKind::Io`].
pub fn to_writer<W: io::Write, T: Serialize>(writer: W, envelope: &Envelope<T>) -> Result<()> {
    Config::strict().to_writer(writer, envelope)
}

/// Writes an envelope with a line for each element, indented by two spaces, for people.
///
/// # Errors
///
/// Those of [`to_string`].
///
/// ```
/// use paywire::soap::{self, Envelope};
///
/// #[derive(serde::Serialize)]
/// struct GetPrice { item: &'static str }
///
/// let document = soap::to_string_pretty(&Envelope::new(GetPrice { item: "A" }))?;
/// assert!(document.contains("\n    <GetPrice>\n      <item>A</item>\n"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string_pretty<T: Serialize>(envelope: &Envelope<T>) -> Result<String> {
    Config::strict().to_string_pretty(envelope)
}

/// Like [`to_string_pretty`], as bytes in UTF-8.
///
/// # Errors
///
/// Those of [`to_string`].
pub fn to_vec_pretty<T: Serialize>(envelope: &Envelope<T>) -> Result<Vec<u8>> {
    Config::strict().to_vec_pretty(envelope)
}

/// Like [`to_string_pretty`], to a writer, in one piece after all of it was serialized.
///
/// # Errors
///
/// Those of [`to_writer`].
pub fn to_writer_pretty<W: io::Write, T: Serialize>(
    writer: W,
    envelope: &Envelope<T>,
) -> Result<()> {
    Config::strict().to_writer_pretty(writer, envelope)
}

impl Config<'_> {
    /// Like [`soap::from_str`](from_str), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`soap::from_str`](from_str), and one for another message than the configured one.
    pub fn from_str<'de, T: Deserialize<'de>>(&self, document: &'de str) -> Result<Envelope<T>> {
        let source = xml::Source::from_text(document, &self.envelope())?;
        self.read(source, &mut Vec::new())
    }

    /// Like [`soap::from_slice`](from_slice), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`], and one for bytes that are not text in the document's encoding.
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, document: &'de [u8]) -> Result<Envelope<T>> {
        let mut warnings = Vec::new();
        let source = xml::Source::new(document, &self.envelope(), &mut warnings)?;
        self.read(source, &mut warnings)
    }

    /// Deserializes an envelope and returns it with its warnings. The strict preset gives none.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`].
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        document: &'de [u8],
    ) -> Result<(Envelope<T>, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let source = xml::Source::new(document, &self.envelope(), &mut warnings)?;
        let envelope = self.read(source, &mut warnings)?;
        Ok((envelope, warnings))
    }

    /// Like [`Config::from_slice_reporting`], from a text.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`].
    pub fn from_str_reporting<'de, T: Deserialize<'de>>(
        &self,
        document: &'de str,
    ) -> Result<(Envelope<T>, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let source = xml::Source::from_text(document, &self.envelope())?;
        let envelope = self.read(source, &mut warnings)?;
        Ok((envelope, warnings))
    }

    /// Like [`Config::from_slice_reporting`], from a reader, as [`Config::from_reader`] reads it.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_reader`].
    pub fn from_reader_reporting<R: io::Read, T: DeserializeOwned>(
        &self,
        reader: R,
    ) -> Result<(Envelope<T>, Vec<Warning>)> {
        self.from_slice_reporting(&self.xml.limits.read(reader)?)
    }

    /// Reads an envelope, and adds what is repaired.
    fn read<'de, T: Deserialize<'de>>(
        &self,
        source: xml::Source<'de>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Envelope<T>> {
        if let Some(envelope) = fast_path::envelope(&source, self) {
            return Ok(envelope);
        }
        let before = std::mem::take(warnings);
        let envelope;
        (envelope, *warnings) = Document::with_source(source, self, before)?.typed(self)?;
        Ok(envelope)
    }

    /// Like [`soap::from_reader`](from_reader), with this configuration. Reads at most one byte
    /// more than the limit on input.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`], and those of the reader, as [`ErrorKind::Io`].
    pub fn from_reader<R: io::Read, T: DeserializeOwned>(&self, reader: R) -> Result<Envelope<T>> {
        self.from_slice(&self.xml.limits.read(reader)?)
    }

    /// Like [`soap::to_string`](to_string), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`soap::to_string`](to_string).
    pub fn to_string<T: Serialize>(&self, envelope: &Envelope<T>) -> Result<String> {
        // What most messages fit in: growing from nothing costs small ones as much as writing.
        let mut document = String::with_capacity(1024);
        write::envelope(&mut document, envelope, self)?;
        Ok(document)
    }

    /// Like [`soap::to_vec`](to_vec), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`soap::to_vec`](to_vec).
    pub fn to_vec<T: Serialize>(&self, envelope: &Envelope<T>) -> Result<Vec<u8>> {
        self.to_string(envelope).map(String::into_bytes)
    }

    /// Like [`soap::to_writer`](to_writer), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`soap::to_writer`](to_writer).
    pub fn to_writer<W: io::Write, T: Serialize>(
        &self,
        mut writer: W,
        envelope: &Envelope<T>,
    ) -> Result<()> {
        writer.write_all(self.to_string(envelope)?.as_bytes())?;
        Ok(())
    }

    /// Like [`Config::to_string`], indented by two spaces unless another [indentation](Config::indent) is set.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_string_pretty<T: Serialize>(&self, envelope: &Envelope<T>) -> Result<String> {
        self.indented().to_string(envelope)
    }

    /// Like [`Config::to_string_pretty`], as bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string_pretty`].
    pub fn to_vec_pretty<T: Serialize>(&self, envelope: &Envelope<T>) -> Result<Vec<u8>> {
        self.indented().to_vec(envelope)
    }

    /// Like [`Config::to_string_pretty`], to a writer, in one piece after all of it was serialized.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string_pretty`], and those of the writer, as [`ErrorKind::Io`].
    pub fn to_writer_pretty<W: io::Write, T: Serialize>(
        &self,
        writer: W,
        envelope: &Envelope<T>,
    ) -> Result<()> {
        self.indented().to_writer(writer, envelope)
    }
}
