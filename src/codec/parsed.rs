//! Parses bodies: the only place that knows how each format is read.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::encode::rooted;
use super::identify::Reason;
use super::unknown::Unknown;
use super::{Config, Format, Warning};
use super::{embedded, ipn};
use crate::api::kinds::Kinds;
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, ErrorKind, NvpErrorKind, Result};
use crate::soap::{self, Body, Envelope};
use crate::tree::{self, Ref, Repairs, Rules, Taken, Tree};
use crate::{json, nvp, xml};

/// The name of a root element, or of an entry of a SOAP header.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Root {
    /// The name without its prefix.
    pub name: String,
    /// The namespace, if there is one.
    pub namespace: Option<String>,
}

impl Root {
    fn of(element: xml::Element<'_, '_>) -> Self {
        Root {
            name: element.name().to_owned(),
            namespace: element.namespace().map(str::to_owned),
        }
    }

    pub(super) fn of_entry(entry: &soap::Entry) -> Self {
        Root {
            name: entry.name().to_owned(),
            namespace: entry.namespace().map(str::to_owned),
        }
    }

    /// The namespace to assume for child elements without one.
    fn vocabulary(&self) -> Option<&'static str> {
        let mut all = self.of_any_namespace().iter().map(MessageKind::info);
        let own = all.find(|info| info.namespace.is_some() && info.name == self.name)?;
        own.namespace
    }

    /// The messages with this name or this operation, in any namespace.
    pub(super) fn of_any_namespace(&self) -> Kinds {
        static NAMED: LazyLock<FxHashMap<&str, Kinds>> = LazyLock::new(|| {
            let mut named: FxHashMap<&str, Kinds> = FxHashMap::default();
            for &kind in MessageKind::ALL {
                let info = kind.info();
                for name in [Some(info.name), info.operation].into_iter().flatten() {
                    named.entry(name).or_default().extend([kind]);
                }
            }
            named
        });
        NAMED.get(&*self.name).copied().unwrap_or_default()
    }

    /// Whether some message has this name.
    fn is_known(&self) -> bool {
        let mut all = self.of_any_namespace().iter();
        all.any(|kind| Format::Soap.carries(kind) && self.evidence_for(kind).is_some())
    }

    /// The evidence for a message, if there is any.
    pub(super) fn evidence_for(&self, message: MessageKind) -> Option<Reason> {
        let info = message.info();
        let same_namespace = info.namespace == self.namespace.as_deref();
        if info.name == self.name {
            let reason = if same_namespace {
                Reason::Root
            } else {
                Reason::RootName
            };
            return Some(reason);
        }
        let called = info.operation == Some(self.name.as_str());
        (called && same_namespace).then_some(Reason::RootOperation)
    }
}

impl fmt::Display for Root {
    /// Formats as `{namespace}name`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "{{{namespace}}}")?;
        }
        f.write_str(&self.name)
    }
}

/// A parsed body whose message may not be known yet.
pub(super) struct ParsedBody<'de> {
    body: &'de [u8],
    format: Format,
    pub(super) tree: Tree,
    pub(super) rules: Rules,
    state: FormatState<'de>,
    /// The root element, in formats that have one.
    pub(super) root: Option<Root>,
    /// The SOAP envelope.
    pub(super) envelope: Option<Envelope<()>>,
    /// Repairs made while parsing, and other things that a receiver should know.
    warnings: Vec<Warning>,
}

/// What a format needs in addition to the tree.
enum FormatState<'de> {
    /// The configuration with which it was read.
    Nvp(nvp::Config),
    Json,
    /// The document, and the place of the message's element.
    Markup(Box<MarkupDocument<'de>>, usize),
}

/// A document of XML or SOAP.
enum MarkupDocument<'de> {
    Xml(xml::Document<'de>),
    Soap(soap::Document<'de>),
}

impl<'de> MarkupDocument<'de> {
    fn xml(&self) -> &xml::Document<'de> {
        match self {
            MarkupDocument::Xml(document) => document,
            MarkupDocument::Soap(document) => document.xml(),
        }
    }
}

/// A message, and what it does not know of its body.
pub(super) struct TypedMessage {
    pub(super) message: AnyMessage,
    pub(super) taken: Taken,
    /// The number of values that the message did not read.
    pub(super) left: usize,
    /// The unknown values of documents inside the message.
    pub(super) within: Vec<Unknown>,
    /// Repairs that the message's type needed, and differences of its root.
    warnings: Vec<Warning>,
}

impl TypedMessage {
    /// The number of values that the message does not know.
    pub(super) fn unknown(&self) -> usize {
        self.left + self.within.len()
    }
}

impl<'de> ParsedBody<'de> {
    /// Parses a body, for a message if it is known already.
    pub(super) fn new(
        format: Format,
        body: &'de [u8],
        message: Option<MessageKind>,
        config: &Config,
    ) -> Result<Self> {
        match format {
            Format::Nvp => ParsedBody::nvp(body, message, config),
            Format::Json => ParsedBody::json(body, config),
            Format::Xml => {
                let document = xml::Document::from_slice_with(body, config.xml)?;
                let warnings = Warning::all(document.warnings(), Warning::Xml);
                let document = MarkupDocument::Xml(document);
                let around = (None, warnings);
                Ok(ParsedBody::markup(body, (document, 0), around, config))
            }
            Format::Soap => {
                let soap = soap::Config::strict().loose_faults(config.loose_faults);
                let document = soap::Document::from_slice_with(body, soap.xml(config.xml))?;
                let mut warnings = Warning::all(document.xml().warnings(), Warning::Xml);
                let (message, envelope) = unwrapped(&document)?;
                let at = message.place();
                let ignored = envelope.header.unclaimed();
                warnings.extend(ignored.map(|entry| Warning::NotUnderstood(Root::of_entry(entry))));
                let document = MarkupDocument::Soap(document);
                let around = (Some(envelope), warnings);
                Ok(ParsedBody::markup(body, (document, at), around, config))
            }
        }
    }

    fn nvp(body: &'de [u8], message: Option<MessageKind>, config: &Config) -> Result<Self> {
        let joined = on_lines(body, config)?;
        let read = joined.as_deref().unwrap_or(body);
        let plain = message.is_none().then(|| ipn::read_plain(read, config));
        let (own, tree, warnings) = if let Some((tree, warnings)) = plain.flatten() {
            (config.nvp, tree, Warning::all(&warnings, Warning::Nvp))
        } else {
            let own = ipn::reader_config(read, message, config)?;
            let mut deserializer = nvp::Deserializer::from_slice_with(read, own)?;
            let tree = deserializer.tree()?;
            let warnings = Warning::all(deserializer.warnings(), Warning::Nvp);
            (own, tree, warnings)
        };
        let state = FormatState::Nvp(own);
        let mut opened = ParsedBody::from_parts(body, Format::Nvp, (tree, own.rules()), state);
        opened.warnings = warnings;
        let on_lines = joined.is_some().then_some(Warning::PairsOnLines);
        opened.warnings.extend(on_lines);
        Ok(opened)
    }

    fn json(body: &'de [u8], config: &Config) -> Result<Self> {
        let mut deserializer = json::Deserializer::from_slice_with(body, config.json)?;
        let tree = deserializer.tree()?;
        let warnings = Warning::all(deserializer.warnings(), Warning::Json);
        let mut opened = ParsedBody::from_parts(
            body,
            Format::Json,
            (tree, config.json.rules()),
            FormatState::Json,
        );
        opened.warnings = warnings;
        Ok(opened)
    }

    fn markup(
        body: &'de [u8],
        (document, at): (MarkupDocument<'de>, usize),
        (envelope, warnings): (Option<Envelope<()>>, Vec<Warning>),
        config: &Config,
    ) -> Self {
        let format = match document {
            MarkupDocument::Xml(_) => Format::Xml,
            MarkupDocument::Soap(_) => Format::Soap,
        };
        let element = document.xml().element(at);
        let root = Root::of(element);
        let tree = element.tree(root.vocabulary());
        let state = FormatState::Markup(Box::new(document), at);
        let mut opened = ParsedBody::from_parts(body, format, (tree, config.xml.rules()), state);
        opened.root = Some(root);
        (opened.envelope, opened.warnings) = (envelope, warnings);
        opened
    }

    // Inlined: the result is large, and would be moved.
    #[inline(always)]
    fn from_parts(
        body: &'de [u8],
        format: Format,
        (tree, rules): (Tree, Rules),
        state: FormatState<'de>,
    ) -> Self {
        ParsedBody {
            body,
            format,
            tree,
            rules,
            state,
            root: None,
            envelope: None,
            warnings: Vec::new(),
        }
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// The root of the tree.
    pub(super) fn value(&self) -> Ref<'_> {
        self.tree.root()
    }

    /// Parses the body again if a message needs that: only notifications name their charset.
    pub(super) fn read_for(&self, message: MessageKind, config: &Config) -> Result<Option<Self>> {
        match self.state {
            FormatState::Nvp(own)
                if own != ipn::reader_config(self.body, Some(message), config)? =>
            {
                let mut opened = ParsedBody::nvp(self.body, Some(message), config)?;
                opened.rules.any_case = self.rules.any_case;
                Ok(Some(opened))
            }
            _ => Ok(None),
        }
    }

    /// Reads the body as a message.
    pub(super) fn read(&self, message: MessageKind, config: &Config) -> Result<TypedMessage> {
        self.format.check(message)?;
        let mut warnings = Vec::new();
        if let (FormatState::Markup(document, at), Some(root)) = (&self.state, &self.root) {
            if root.evidence_for(message) == Some(Reason::RootOperation) {
                warnings.push(Warning::RootOfOperation(message));
            } else {
                let element = document.xml().element(*at);
                let mended = element.expect(&rooted(Some(message), config.xml))?;
                warnings.extend(mended.map(Warning::Xml));
            }
        }
        let read = tree::read(&self.tree, &self.rules, |value| message.read(value));
        let read = read.map_err(|error| self.placed(error))?;
        warnings.extend(self.repaired(read.repairs));
        Ok(TypedMessage {
            left: self.tree.count_rest(&read.taken, &self.rules),
            within: embedded::unknown(&read.value)?,
            message: read.value,
            taken: read.taken,
            warnings,
        })
    }

    /// All warnings for a message that was read.
    pub(super) fn warnings_of(&self, typed: &mut TypedMessage) -> Vec<Warning> {
        let mut warnings = self.warnings.clone();
        warnings.append(&mut typed.warnings);
        warnings
    }

    /// All warnings for a body that is not read as a message.
    ///
    /// # Errors
    ///
    /// The rules refuse something that otherwise a type decides.
    pub(super) fn warnings(&self) -> Result<Vec<Warning>> {
        let repairs = tree::untyped(&self.tree, &self.rules);
        let repairs = repairs.map_err(|error| self.placed(error))?;
        let mut warnings = self.warnings.clone();
        warnings.extend(self.repaired(repairs));
        Ok(warnings)
    }

    fn repaired(&self, repairs: Repairs) -> Vec<Warning> {
        if repairs.listed.is_empty() {
            return Vec::new();
        }
        let all = repairs.listed.into_iter();
        let mut warnings: Vec<Warning> = match &self.state {
            FormatState::Nvp(_) => all.map(nvp::Warning::repaired).map(Warning::Nvp).collect(),
            FormatState::Json => all
                .map(json::Warning::repaired)
                .map(Warning::Json)
                .collect(),
            FormatState::Markup(document, at) => {
                let warnings = document.xml().element(*at).repaired(all.collect());
                warnings.into_iter().map(Warning::Xml).collect()
            }
        };
        warnings.extend(Warning::more(repairs.more));
        warnings
    }

    /// Converts the places in an error to those of the format.
    #[cold]
    fn placed(&self, error: Error) -> Error {
        match &self.state {
            FormatState::Nvp(_) => error,
            FormatState::Json => json::placed(self.body, error),
            FormatState::Markup(document, at) => document.xml().element(*at).placed(error),
        }
    }
}

/// Joins the lines of an NVP body that has each pair on its own line.
fn on_lines(body: &[u8], config: &Config) -> Result<Option<Vec<u8>>> {
    match nvp::lines::joined(body) {
        Some((_, end)) if !config.nvp.skips_space() => {
            let what = NvpErrorKind::LineEnds;
            Err(Error::at(ErrorKind::Nvp(what), end..end + 1))
        }
        joined => Ok(joined.map(|(body, _)| body)),
    }
}

/// Finds the element of the message in an envelope.
///
/// The message of a fault is the first known one in its detail, or else the only entry there: services add traces of
/// their own. For a fault without a message it is the fault element itself.
fn unwrapped<'d, 'de>(
    document: &'d soap::Document<'de>,
) -> Result<(xml::Element<'d, 'de>, Envelope<()>)> {
    let (message, body) = match document.body()? {
        Body::Message(message) => (message, Body::Message(())),
        Body::Fault(fault) => {
            // The body has just been found to be a fault.
            let (element, detail) = document.fault().unwrap_or((document.xml().root(), None));
            let message = detail.and_then(message_of).unwrap_or(element);
            (message, Body::Fault(fault))
        }
    };
    let envelope = Envelope {
        version: document.version(),
        header: document.header(),
        body,
    };
    Ok((message, envelope))
}

/// The message in the detail of a fault.
fn message_of<'d, 'de>(detail: xml::Element<'d, 'de>) -> Option<xml::Element<'d, 'de>> {
    let mut entries = detail.children();
    let first = entries.next()?;
    let Some(second) = entries.next() else {
        return Some(first);
    };
    let mut all = [first, second].into_iter().chain(entries);
    all.find(|entry| Root::of(*entry).is_known())
}
