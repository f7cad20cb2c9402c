//! A read-only view of a checked envelope.

use std::borrow::Cow;

use serde::Deserialize;

use super::config::Config;
use super::entry::Entry;
use super::envelope::{Body, Envelope};
use super::header::Header;
use super::parts;
use super::version::Version;
use crate::error::{ErrorKind, Result, SoapErrorKind};
use crate::xml::{self, Element, Warning, WarningKind};

const NO_ENVELOPE: ErrorKind = ErrorKind::Soap(SoapErrorKind::NoEnvelope);
const UNKNOWN: ErrorKind = ErrorKind::Soap(SoapErrorKind::UnknownVersion);
const INSTRUCTION: ErrorKind = ErrorKind::Soap(SoapErrorKind::ProcessingInstruction);
const TEXT: ErrorKind = ErrorKind::Soap(SoapErrorKind::TextInEnvelope);
const NO_BODY: ErrorKind = ErrorKind::Soap(SoapErrorKind::NoBody);
const TWICE: ErrorKind = ErrorKind::Soap(SoapErrorKind::SecondPart);
const BEHIND: ErrorKind = ErrorKind::Soap(SoapErrorKind::ElementAfterBody);
const BODY_TEXT: ErrorKind = ErrorKind::Soap(SoapErrorKind::TextInBody);
const FAULTS: ErrorKind = ErrorKind::Soap(SoapErrorKind::SecondFault);
const FAULT: ErrorKind = ErrorKind::Soap(SoapErrorKind::InvalidFault);
const MUST: ErrorKind = ErrorKind::Soap(SoapErrorKind::InvalidMustUnderstand);
const ENCODING: ErrorKind = ErrorKind::Soap(SoapErrorKind::MisplacedEncodingStyle);
const EMPTY: ErrorKind = ErrorKind::Soap(SoapErrorKind::EmptyBody);
const MANY: ErrorKind = ErrorKind::Soap(SoapErrorKind::SecondMessage);

/// An envelope that follows the rules of SOAP. All of them are checked on construction.
///
/// [`from_str`](super::from_str) and similar functions read typed envelopes through it. Use it directly
/// to look at the message of an envelope before choosing a type.
///
/// ```
/// use paywire::soap::{Body, Document, Version};
///
/// let document = Document::from_str(
///     "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>
///        <e:Body><m:size xmlns:m='urn:m'>42</m:size></e:Body>
///      </e:Envelope>",
/// )?;
/// assert_eq!(document.version(), Version::V11);
/// let Body::Message(message) = document.body()? else { panic!("a message") };
/// assert!(message.is(Some("urn:m"), "size"));
/// assert_eq!(message.deserialize::<u8>()?, 42);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Document<'de> {
    document: xml::Document<'de>,
    version: Version,
}

impl<'de> Document<'de> {
    /// Reads an envelope, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// For what is not well-formed, exceeds the default limits, or breaks the rules of SOAP.
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    pub fn from_str(input: &'de str) -> Result<Self> {
        Document::from_str_with(input, Config::strict())
    }

    /// Reads an envelope out of bytes, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_str`], and one for bytes that are not text in the document's encoding.
    pub fn from_slice(input: &'de [u8]) -> Result<Self> {
        Document::from_slice_with(input, Config::strict())
    }

    /// Like [`Document::from_slice`], with a configuration.
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_slice`].
    pub fn from_slice_with(input: &'de [u8], config: Config<'_>) -> Result<Self> {
        let mut warnings = Vec::new();
        let source = xml::Source::new(input, &config.envelope(), &mut warnings)?;
        Document::with_source(source, &config, warnings)
    }

    /// Like [`Document::from_str`], with a configuration.
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_str`].
    pub fn from_str_with(input: &'de str, config: Config<'_>) -> Result<Self> {
        let source = xml::Source::from_text(input, &config.envelope())?;
        Document::with_source(source, &config, Vec::new())
    }

    pub(super) fn with_source(
        source: xml::Source<'de>,
        config: &Config<'_>,
        warnings: Vec<Warning>,
    ) -> Result<Self> {
        let document = xml::Document::with_source(source, &config.envelope(), warnings)?;
        Document::check(document, config)
    }

    fn check(document: xml::Document<'de>, config: &Config<'_>) -> Result<Self> {
        let root = document.root();
        let version = root.namespace().and_then(Version::of_namespace);
        let version = match version {
            _ if root.name() != "Envelope" => return Err(root.fault(NO_ENVELOPE)),
            None => return Err(root.fault(UNKNOWN)),
            Some(version) => version,
        };
        if let Some(error) = document.instruction_fault(INSTRUCTION) {
            return Err(error);
        }
        let mut document = Document { document, version };
        document.set_home(config.xml.namespace);
        let loose = document
            .check_envelope(config.loose_faults)?
            .map(Element::span);
        document.check_attributes()?;
        if let Some(fault) = loose {
            document.document.warn(WarningKind::LooseFault, fault);
        }
        Ok(document)
    }

    /// Sets the namespace of a message whose root is in none.
    pub(crate) fn set_home(&mut self, namespace: Option<&str>) {
        self.document.set_home(namespace);
    }

    /// Checks the envelope, and returns the malformed fault in it, if loose faults are allowed.
    fn check_envelope(&self, loose_faults: bool) -> Result<Option<Element<'_, 'de>>> {
        let root = self.root();
        if root.has_text() {
            return Err(root.fault(TEXT));
        }
        let mut children = root.children();
        let mut body = children.next();
        if body.is_some_and(|first| self.is(first, "Header")) {
            body = children.next();
        }
        let body = body.filter(|second| self.is(*second, "Body"));
        let body = body.ok_or_else(|| root.fault(NO_BODY))?;
        for behind in children {
            if behind.namespace() == Some(self.version.namespace()) {
                return Err(behind.fault(TWICE));
            }
            if self.version == Version::V12 {
                return Err(behind.fault(BEHIND));
            }
        }
        let mut faults = body.children().filter(|child| self.is(*child, "Fault"));
        let fault = faults.next();
        if let Some(second) = faults.next() {
            return Err(second.fault(FAULTS));
        }
        match fault.filter(|fault| !parts::is_well_formed(*fault, self.version)) {
            Some(fault) if !loose_faults => Err(fault.fault(FAULT)),
            loose => Ok(loose),
        }
    }

    /// Checks the attributes that SOAP defines, in the whole document.
    fn check_attributes(&self) -> Result<()> {
        // Most messages have none of them, which saves the walk.
        if self.document.mentions("mustUnderstand") {
            self.check_must_understand(self.root())?;
        }
        if self.version == Version::V12 && self.document.mentions("encodingStyle") {
            let (header, body) = (self.own_child("Header"), self.own_child("Body"));
            let fault = body.and_then(|body| self.child(body, "Fault"));
            for element in [Some(self.root()), header, body, fault]
                .into_iter()
                .flatten()
            {
                if self.attribute(element, "encodingStyle").is_some() {
                    return Err(element.fault(ENCODING));
                }
            }
        }
        Ok(())
    }

    fn check_must_understand(&self, element: Element<'_, 'de>) -> Result<()> {
        if let Some(must) = self.attribute(element, "mustUnderstand") {
            let known = match self.version {
                Version::V11 => matches!(&*must, "0" | "1"),
                Version::V12 => matches!(must.trim(), "0" | "1" | "false" | "true"),
            };
            if !known {
                return Err(element.fault(MUST));
            }
        }
        // As deep as the limit on depth lets a document be.
        element
            .children()
            .try_for_each(|child| self.check_must_understand(child))
    }

    fn attribute<'s>(&'s self, element: Element<'s, 'de>, name: &str) -> Option<Cow<'s, str>> {
        element.attribute_in(Some(self.version.namespace()), name)
    }

    fn root(&self) -> Element<'_, 'de> {
        self.document.root()
    }

    /// Whether an element has this name in the envelope's namespace.
    fn is(&self, element: Element<'_, 'de>, name: &str) -> bool {
        element.is(Some(self.version.namespace()), name)
    }

    /// The header or the body.
    fn own_child(&self, name: &str) -> Option<Element<'_, 'de>> {
        self.child(self.root(), name)
    }

    /// The first child of this name in the envelope's namespace.
    fn child<'s>(&'s self, of: Element<'s, 'de>, name: &str) -> Option<Element<'s, 'de>> {
        of.children().find(|child| self.is(*child, name))
    }

    /// The version of the envelope.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The XML document of the envelope.
    #[must_use]
    pub fn xml(&self) -> &xml::Document<'de> {
        &self.document
    }

    /// The entries of the header.
    #[must_use]
    pub fn header(&self) -> Header {
        let header = self.own_child("Header");
        let entries = header.map(|header| Entry::read_all(header, self.version));
        entries.unwrap_or_default().into_iter().collect()
    }

    /// The element of the fault in the body, and what holds the detail of it.
    pub(crate) fn fault(&self) -> Option<(Element<'_, 'de>, Option<Element<'_, 'de>>)> {
        let body = self.own_child("Body")?;
        let fault = body.children().find(|child| self.is(*child, "Fault"))?;
        Some((fault, parts::detail_of(fault, self.version)))
    }

    /// The content of the body: the element of the message, or a fault.
    ///
    /// # Errors
    ///
    /// For a body with nothing in it, with text, or with more than one element.
    pub fn body(&self) -> Result<Body<Element<'_, 'de>>> {
        let body = self.own_child("Body");
        if let Some(body) = body.filter(|body| body.has_text()) {
            return Err(body.fault(BODY_TEXT));
        }
        let mut children = body.into_iter().flat_map(Element::children);
        let Some(first) = children.next() else {
            return Err(body.unwrap_or(self.root()).fault(EMPTY));
        };
        if let Some(second) = children.next() {
            return Err(second.fault(MANY));
        }
        Ok(if self.is(first, "Fault") {
            Body::Fault(Box::new(parts::fault(first, self.version)))
        } else {
            Body::Message(first)
        })
    }

    /// The envelope with the message read as a type, if it is the one that the config asks for, and
    /// what was repaired.
    pub(super) fn typed<T: Deserialize<'de>>(
        &self,
        config: &Config<'_>,
    ) -> Result<(Envelope<T>, Vec<Warning>)> {
        let mut warnings = self.document.warnings().to_vec();
        let body = match self.body()? {
            Body::Message(message) => {
                warnings.extend(message.expect(&config.xml)?);
                let (message, mended) = message.deserialize_reporting()?;
                warnings.extend(mended);
                Body::Message(message)
            }
            Body::Fault(fault) => Body::Fault(fault),
        };
        let envelope = Envelope {
            version: self.version,
            header: self.header(),
            body,
        };
        Ok((envelope, warnings))
    }
}
