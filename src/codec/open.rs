//! The one place that knows how each format is read.

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
pub struct Root {
    /// The name without its prefix.
    pub name: String,
    /// The namespace, if it is in one.
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

    /// The namespace that the children of an element in none may be in.
    fn vocabulary(&self) -> Option<&'static str> {
        let mut all = self.of_any_namespace().iter().map(MessageKind::info);
        let own = all.find(|info| info.namespace.is_some() && info.name == self.name)?;
        own.namespace
    }

    /// The messages that have the name for themselves or for their operation, in whatever namespace.
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

    /// Whether some message has the name.
    fn is_known(&self) -> bool {
        let mut all = self.of_any_namespace().iter();
        all.any(|kind| Format::Soap.carries(kind) && self.says(kind).is_some())
    }

    /// What the name says for a message, if anything.
    pub(super) fn says(&self, message: MessageKind) -> Option<Reason> {
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
    /// As `{namespace}name`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "{{{namespace}}}")?;
        }
        f.write_str(&self.name)
    }
}

/// A body that was lexed, and what is known of it without a message.
pub(super) struct Opened<'de> {
    body: &'de [u8],
    format: Format,
    pub(super) tree: Tree,
    pub(super) rules: Rules,
    lexed: Lexed<'de>,
    /// The element that all of it stands in, in formats that have one.
    pub(super) root: Option<Root>,
    /// What stands around it, in SOAP.
    pub(super) envelope: Option<Envelope<()>>,
    /// What was mended while lexing, and what a receiver should know.
    warnings: Vec<Warning>,
}

/// What of a format is needed beside the tree.
enum Lexed<'de> {
    /// How it was read.
    Nvp(nvp::Config),
    Json,
    /// The document, and the element of the message in it.
    Markup(Box<Document<'de>>, usize),
}

/// A document of XML, or one in an envelope.
enum Document<'de> {
    Xml(xml::Document<'de>),
    Soap(soap::Document<'de>),
}

impl<'de> Document<'de> {
    fn xml(&self) -> &xml::Document<'de> {
        match self {
            Document::Xml(document) => document,
            Document::Soap(document) => document.xml(),
        }
    }
}

/// A message that was read, and what of the body is unknown to it.
pub(super) struct Typed {
    pub(super) message: AnyMessage,
    pub(super) taken: Taken,
    /// How many values of the body were not taken.
    pub(super) left: usize,
    /// What is unknown in documents within the message.
    pub(super) within: Vec<Unknown>,
    /// What was mended for the message's type, and what of its root differs.
    warnings: Vec<Warning>,
}

impl Typed {
    /// How many values of the body the message does not know.
    pub(super) fn unknown(&self) -> usize {
        self.left + self.within.len()
    }
}

impl<'de> Opened<'de> {
    /// Lexes all of a body, for a message if it is known already.
    pub(super) fn new(
        format: Format,
        body: &'de [u8],
        message: Option<MessageKind>,
        config: &Config,
    ) -> Result<Self> {
        match format {
            Format::Nvp => Opened::nvp(body, message, config),
            Format::Json => Opened::json(body, config),
            Format::Xml => {
                let document = xml::Document::from_slice_with(body, config.xml)?;
                let warnings = Warning::all(document.warnings(), Warning::Xml);
                let document = Document::Xml(document);
                let around = (None, warnings);
                Ok(Opened::markup(body, (document, 0), around, config))
            }
            Format::Soap => {
                let soap = soap::Config::strict().loose_faults(config.loose_faults);
                let document = soap::Document::from_slice_with(body, soap.xml(config.xml))?;
                let mut warnings = Warning::all(document.xml().warnings(), Warning::Xml);
                let (message, envelope) = unwrapped(&document)?;
                let at = message.place();
                let ignored = envelope.header.unclaimed();
                warnings.extend(ignored.map(|entry| Warning::NotUnderstood(Root::of_entry(entry))));
                let document = Document::Soap(document);
                let around = (Some(envelope), warnings);
                Ok(Opened::markup(body, (document, at), around, config))
            }
        }
    }

    fn nvp(body: &'de [u8], message: Option<MessageKind>, config: &Config) -> Result<Self> {
        let joined = on_lines(body, config)?;
        let read = joined.as_deref().unwrap_or(body);
        let plain = message.is_none().then(|| ipn::plain(read, config));
        let (own, tree, warnings) = if let Some((tree, warnings)) = plain.flatten() {
            (config.nvp, tree, Warning::all(&warnings, Warning::Nvp))
        } else {
            let own = ipn::reading(read, message, config)?;
            let mut deserializer = nvp::Deserializer::from_slice_with(read, own)?;
            let tree = deserializer.tree()?;
            let warnings = Warning::all(deserializer.warnings(), Warning::Nvp);
            (own, tree, warnings)
        };
        let lexed = Lexed::Nvp(own);
        let mut opened = Opened::bare(body, Format::Nvp, (tree, own.rules()), lexed);
        opened.warnings = warnings;
        let on_lines = joined.is_some().then_some(Warning::PairsOnLines);
        opened.warnings.extend(on_lines);
        Ok(opened)
    }

    fn json(body: &'de [u8], config: &Config) -> Result<Self> {
        let mut deserializer = json::Deserializer::from_slice_with(body, config.json)?;
        let tree = deserializer.tree()?;
        let warnings = Warning::all(deserializer.warnings(), Warning::Json);
        let mut opened = Opened::bare(body, Format::Json, (tree, config.json.rules()), Lexed::Json);
        opened.warnings = warnings;
        Ok(opened)
    }

    fn markup(
        body: &'de [u8],
        (document, at): (Document<'de>, usize),
        (envelope, warnings): (Option<Envelope<()>>, Vec<Warning>),
        config: &Config,
    ) -> Self {
        let format = match document {
            Document::Xml(_) => Format::Xml,
            Document::Soap(_) => Format::Soap,
        };
        let element = document.xml().element(at);
        let root = Root::of(element);
        let tree = element.tree(root.vocabulary());
        let lexed = Lexed::Markup(Box::new(document), at);
        let mut opened = Opened::bare(body, format, (tree, config.xml.rules()), lexed);
        opened.root = Some(root);
        (opened.envelope, opened.warnings) = (envelope, warnings);
        opened
    }

    // Inlined: what it makes is large, and would be moved.
    #[inline(always)]
    fn bare(
        body: &'de [u8],
        format: Format,
        (tree, rules): (Tree, Rules),
        lexed: Lexed<'de>,
    ) -> Self {
        Opened {
            body,
            format,
            tree,
            rules,
            lexed,
            root: None,
            envelope: None,
            warnings: Vec::new(),
        }
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// All of it, as it stands.
    pub(super) fn value(&self) -> Ref<'_> {
        self.tree.root()
    }

    /// The same body as it is read for a message, where that is otherwise: only a notification names a
    /// charset in itself.
    pub(super) fn read_for(&self, message: MessageKind, config: &Config) -> Result<Option<Self>> {
        match self.lexed {
            Lexed::Nvp(own) if own != ipn::reading(self.body, Some(message), config)? => {
                let mut opened = Opened::nvp(self.body, Some(message), config)?;
                opened.rules.any_case = self.rules.any_case;
                Ok(Some(opened))
            }
            _ => Ok(None),
        }
    }

    /// Reads it as a message.
    pub(super) fn read(&self, message: MessageKind, config: &Config) -> Result<Typed> {
        self.format.check(message)?;
        let mut warnings = Vec::new();
        if let (Lexed::Markup(document, at), Some(root)) = (&self.lexed, &self.root) {
            if root.says(message) == Some(Reason::RootOperation) {
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
        Ok(Typed {
            left: self.tree.count_rest(&read.taken, &self.rules),
            within: embedded::unknown(&read.value)?,
            message: read.value,
            taken: read.taken,
            warnings,
        })
    }

    /// What was mended and what there is to know, of a message that was read.
    pub(super) fn warnings_of(&self, typed: &mut Typed) -> Vec<Warning> {
        let mut warnings = self.warnings.clone();
        warnings.append(&mut typed.warnings);
        warnings
    }

    /// The same without a message, where what only a type can decide is settled by the configuration.
    ///
    /// # Errors
    ///
    /// The configuration does not let it pass.
    pub(super) fn warnings(&self) -> Result<Vec<Warning>> {
        let repairs = tree::untyped(&self.tree, &self.rules);
        let repairs = repairs.map_err(|error| self.placed(error))?;
        let mut warnings = self.warnings.clone();
        warnings.extend(self.repaired(repairs));
        Ok(warnings)
    }

    fn repaired(&self, repairs: Repairs) -> Vec<Warning> {
        if repairs.told.is_empty() {
            return Vec::new();
        }
        let all = repairs.told.into_iter();
        let mut warnings: Vec<Warning> = match &self.lexed {
            Lexed::Nvp(_) => all.map(nvp::Warning::repaired).map(Warning::Nvp).collect(),
            Lexed::Json => all
                .map(json::Warning::repaired)
                .map(Warning::Json)
                .collect(),
            Lexed::Markup(document, at) => {
                let warnings = document.xml().element(*at).repaired(all.collect());
                warnings.into_iter().map(Warning::Xml).collect()
            }
        };
        warnings.extend(Warning::untold(repairs.untold));
        warnings
    }

    /// Says the places of an error as its format does.
    #[cold]
    fn placed(&self, error: Error) -> Error {
        match &self.lexed {
            Lexed::Nvp(_) => error,
            Lexed::Json => json::placed(self.body, error),
            Lexed::Markup(document, at) => document.xml().element(*at).placed(error),
        }
    }
}

/// An NVP body with a pair on each line, as one without line ends.
fn on_lines(body: &[u8], config: &Config) -> Result<Option<Vec<u8>>> {
    match nvp::lines::joined(body) {
        Some((_, end)) if !config.nvp.skips_space() => {
            let what = NvpErrorKind::LineEnds;
            Err(Error::at(ErrorKind::Nvp(what), end..end + 1))
        }
        joined => Ok(joined.map(|(body, _)| body)),
    }
}

/// The element of the message in an envelope, and what is around it.
///
/// The message of a fault is the first in its detail that is known, or else the only entry there: services put traces of
/// their own beside it. A fault without one stands for itself, with all that is in it.
fn unwrapped<'d, 'de>(
    document: &'d soap::Document<'de>,
) -> Result<(xml::Element<'d, 'de>, Envelope<()>)> {
    let (message, body) = match document.body()? {
        Body::Message(message) => (message, Body::Message(())),
        Body::Fault(fault) => {
            // One was just found.
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
