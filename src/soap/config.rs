//! The configuration of SOAP.

use crate::encoding::Charset;
use crate::limits::Limits;
use crate::policy::Duplicates;
use crate::xml;

/// The configuration of reading and writing envelopes: that of XML, and the expected message.
///
/// ```
/// use paywire::soap::{Config, Envelope};
///
/// let config = Config::strict().message("Size", "urn:example");
/// let document = config.to_string(&Envelope::new(42))?;
/// assert!(document.contains(r#"<ns:Size xmlns:ns="urn:example">42</ns:Size>"#));
/// assert_eq!(config.from_str::<u8>(&document)?.body.message(), Some(&42));
/// assert!(Config::strict().message("Age", "urn:example").from_str::<u8>(&document).is_err());
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Config<'c> {
    pub(super) xml: xml::Config<'c>,
    pub(super) loose_faults: bool,
}

impl Default for Config<'_> {
    fn default() -> Self {
        Config::strict()
    }
}

impl<'c> Config<'c> {
    /// Refuses what is ambiguous. The default.
    pub const fn strict() -> Self {
        Config {
            xml: xml::Config::strict(),
            loose_faults: false,
        }
    }

    /// Reads XML as [`xml::Config::lenient`] does, a message of the right name in whatever
    /// namespace, and [loose faults](Config::loose_faults). The other rules of the envelope are the
    /// same.
    pub const fn lenient() -> Self {
        Config {
            xml: xml::Config::lenient(),
            loose_faults: true,
        }
    }

    /// Sets whether the parts of a fault may be in any order and namespace, be missing, or be those
    /// of the other version. A fault that the strict preset refuses gives a warning.
    ///
    /// Servers put `faultactor` before `faultstring`, qualify `faultcode`, or write a fault of 1.1
    /// into an envelope of 1.2. Such a fault still tells what went wrong.
    pub const fn loose_faults(mut self, yes: bool) -> Self {
        self.loose_faults = yes;
        self
    }

    /// Sets the XML configuration. Its root and namespace are those of the message in the body.
    pub const fn xml(mut self, config: xml::Config<'c>) -> Self {
        self.xml = config;
        self
    }

    /// Sets name and namespace of the message in the body: required when reading, and used when
    /// writing. A fault is always accepted.
    pub const fn message(mut self, name: &'c str, namespace: &'c str) -> Self {
        self.xml = self.xml.root(name).namespace(namespace);
        self
    }

    /// Sets the limits on what is read.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.xml = self.xml.limits(limits);
        self
    }

    /// Sets the encoding of bytes that have neither a byte order mark nor a declaration of theirs,
    /// such as the `charset` of a content type. UTF-8 by default.
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.xml = self.xml.charset(charset);
        self
    }

    /// Sets the number of spaces per indentation level of the output. By default the output has
    /// no whitespace.
    pub const fn indent(mut self, spaces: u8) -> Self {
        self.xml = self.xml.indent(spaces);
        self
    }

    /// Uses an indentation of two spaces unless another is set.
    pub(super) const fn indented(mut self) -> Self {
        self.xml = self.xml.indented();
        self
    }

    /// Sets what to do with an element that occurs again where the type takes one. See
    /// [`xml::Config::duplicates`].
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.xml = self.xml.duplicates(duplicates);
        self
    }

    /// The XML configuration of the whole document: any root.
    pub(super) fn envelope(&self) -> xml::Config<'c> {
        xml::Config {
            root: None,
            namespace: None,
            ..self.xml
        }
    }
}
