//! Elements kept unparsed: those of a header, and of the detail of a fault.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::version::Version;
use crate::error::Result;
use crate::veil::Veiled;
use crate::xml;
use crate::xml::prefixes;
use crate::xml::writer::push_attribute;

/// An element of a header or of a fault's detail, kept as XML.
///
/// It is a complete document: all namespaces in scope are declared on it, so it can be put into
/// another envelope unchanged.
///
/// ```
/// use paywire::soap::Entry;
/// use paywire::xml::Config;
///
/// let config = Config::strict().root("Session").namespace("urn:example:session");
/// let entry = Entry::new("12", &config)?.required();
/// assert_eq!((entry.namespace(), entry.name()), (Some("urn:example:session"), "Session"));
/// assert_eq!(entry.source(), r#"<ns:Session xmlns:ns="urn:example:session">12</ns:Session>"#);
/// assert_eq!(entry.deserialize::<u8>()?, 12);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    namespace: Option<Box<str>>,
    name: Box<str>,
    source: String,
    must_understand: bool,
    role: Option<Box<str>>,
    /// The version in whose terms the source has both fields above, if it has them.
    read: Option<Version>,
    claimed: bool,
}

/// An entry may hold a password, so only its name is shown.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("namespace", &self.namespace)
            .field("name", &self.name)
            .field("source", &Veiled::of(&self.source))
            .field("must_understand", &self.must_understand)
            .finish_non_exhaustive()
    }
}

impl Entry {
    /// Serializes a value as an entry. The element has the configured name, or that of the type.
    ///
    /// # Errors
    ///
    /// For what XML cannot hold; see [`xml::to_string`].
    pub fn new<T: Serialize + ?Sized>(value: &T, config: &xml::Config<'_>) -> Result<Self> {
        let source = config.declaration(false).to_string(value)?;
        let document = xml::Document::from_str(&source)?;
        let root = document.root();
        Ok(Entry {
            namespace: root.namespace().map(Box::from),
            name: root.name().into(),
            must_understand: false,
            role: None,
            read: None,
            claimed: false,
            source,
        })
    }

    /// The children of a header or a detail.
    pub(super) fn read_all(parent: xml::Element<'_, '_>, version: Version) -> Vec<Self> {
        let around = parent.declarations();
        let children = parent.children();
        children
            .map(|child| Entry::read(child, &around, version))
            .collect()
    }

    fn read(
        element: xml::Element<'_, '_>,
        around: &[(&str, Cow<'_, str>)],
        version: Version,
    ) -> Self {
        let attribute = |name| element.attribute_in(Some(version.namespace()), name);
        let must = attribute("mustUnderstand");
        Entry {
            namespace: element.namespace().map(Box::from),
            name: element.name().into(),
            source: element.standalone_among(around),
            must_understand: must.is_some_and(|must| matches!(&*must, "1" | "true")),
            role: attribute(version.role_attribute()).map(Into::into),
            read: Some(version),
            claimed: false,
        }
    }

    /// Sets `mustUnderstand` of a new entry: a receiver must understand it or refuse the message.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.must_understand = true;
        self
    }

    /// Sets the recipient of a new entry, a URI: `actor` in SOAP 1.1, `role` in 1.2.
    #[must_use]
    pub fn for_role(mut self, role: &str) -> Self {
        self.role = Some(role.into());
        self
    }

    /// The namespace of the element.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// The local name of the element.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the element has this namespace and local name.
    #[must_use]
    pub fn is(&self, namespace: Option<&str>, name: &str) -> bool {
        self.name() == name && self.namespace() == namespace
    }

    /// The element as XML, with every namespace it needs declared on it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether a receiver that does not understand the entry must refuse the message.
    #[must_use]
    pub fn must_understand(&self) -> bool {
        self.must_understand
    }

    /// The recipient of the entry, if given: `actor` in SOAP 1.1, `role` in 1.2.
    #[must_use]
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Deserializes a type from the element.
    ///
    /// # Errors
    ///
    /// For what does not fit the type.
    pub fn deserialize<'de, T: Deserialize<'de>>(&'de self) -> Result<T> {
        xml::from_str(&self.source)
    }

    pub(super) fn claim(&mut self) {
        self.claimed = true;
    }

    /// Whether the receiver must understand the entry, and it was not claimed.
    pub(super) fn is_unclaimed(&self) -> bool {
        let version = self.read.unwrap_or_default();
        let ours = self.role().is_none_or(|role| version.is_for_receiver(role));
        self.must_understand && ours && !self.claimed
    }

    /// Whether the element uses a prefix that is not declared on it, and would get a meaning in an
    /// envelope that declares it.
    pub(super) fn leaves_open(&self, prefix: &str) -> bool {
        // The prefix is always the usual one of envelopes.
        if !self.source.contains(prefix) {
            return false;
        }
        let tag = self.source.split('>').next().unwrap_or_default();
        let declared = tag.contains(&*["xmlns:", prefix, "="].concat());
        !declared && prefixes(&self.source).contains(prefix)
    }

    /// The element as written in an envelope with this prefix. Its `mustUnderstand` and role
    /// attributes are in the source already if it was read from an envelope of the same version.
    pub(super) fn written(&self, version: Version, envelope: &str) -> Result<Cow<'_, str>> {
        if self.read == Some(version) || !(self.must_understand || self.role.is_some()) {
            return Ok(Cow::Borrowed(&self.source));
        }
        let mut attributes = String::new();
        let prefix = if self.source.contains(envelope) {
            // The source may bind it to another namespace.
            let prefix = free_prefix(&[self]);
            push_attribute(
                &mut attributes,
                &["xmlns:", &prefix].concat(),
                version.namespace(),
            )?;
            Cow::Owned(prefix)
        } else {
            Cow::Borrowed(envelope)
        };
        if self.must_understand {
            let name = [&*prefix, ":mustUnderstand"].concat();
            push_attribute(&mut attributes, &name, "1")?;
        }
        if let Some(role) = self.role() {
            let name = [&*prefix, ":", version.role_attribute()].concat();
            push_attribute(&mut attributes, &name, role)?;
        }
        let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let source = self.source.as_bytes();
        let at = source.iter().position(end).unwrap_or(source.len());
        let (tag, rest) = self.source.split_at(at);
        Ok(Cow::Owned([tag, &attributes, rest].concat()))
    }
}

/// A prefix that occurs nowhere in the elements.
pub(super) fn free_prefix(entries: &[&Entry]) -> String {
    let mut prefix = String::from("env");
    while entries.iter().any(|entry| entry.source.contains(&prefix)) {
        prefix.push('_');
    }
    prefix
}
