//! The one place that knows how each format is read.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny};

use super::attributes;
use super::encode::rooted;
use super::identify::Reason;
use super::ipn;
use super::unknown::{Unknown, collect, collect_unknown};
use super::{Config, Format, Warning};
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::Value;
use crate::soap::{self, Body, Envelope};
use crate::{json, nvp, xml};

/// What is made of a body once its format is known.
pub(super) trait Reader {
    type Output;

    /// The message that the body has to be, if only one will do.
    fn message(&self) -> Option<MessageKind> {
        None
    }

    /// Takes note of the attributes in an element that was read.
    fn attributes(_: &mut Self::Output, _: xml::Element<'_, '_>) -> Result<()> {
        Ok(())
    }

    fn read<'de, D: Deserializer<'de>>(self, body: D) -> Result<Self::Output, D::Error>;
}

/// One of the messages, and what its type does not know.
pub(super) struct AsMessage(pub(super) MessageKind);

impl Reader for AsMessage {
    type Output = (AnyMessage, Vec<Unknown>);

    fn message(&self) -> Option<MessageKind> {
        Some(self.0)
    }

    fn attributes(
        (message, unknown): &mut Self::Output,
        element: xml::Element<'_, '_>,
    ) -> Result<()> {
        attributes::add_ignored(message, element, unknown)
    }

    fn read<'de, D: Deserializer<'de>>(self, body: D) -> Result<Self::Output, D::Error> {
        let mut unknown = Vec::new();
        let message = collect(body, &mut unknown, |body| self.0.deserialize(body))?;
        Ok((message, unknown))
    }
}

/// All of a body, as texts.
pub(super) struct AsTree;

impl Reader for AsTree {
    type Output = Value;

    fn read<'de, D: Deserializer<'de>>(self, body: D) -> Result<Value, D::Error> {
        Value::deserialize(body)
    }
}

/// All of a body as what is known by no type.
pub(super) struct AsUnknown;

impl Reader for AsUnknown {
    type Output = Vec<Unknown>;

    fn read<'de, D: Deserializer<'de>>(self, body: D) -> Result<Self::Output, D::Error> {
        let mut unknown = Vec::new();
        collect_unknown::<IgnoredAny, D>(body, &mut unknown)?;
        Ok(unknown)
    }
}

struct Seed<R>(R);

impl<'de, R: Reader> DeserializeSeed<'de> for Seed<R> {
    type Value = R::Output;

    fn deserialize<D: Deserializer<'de>>(self, body: D) -> Result<R::Output, D::Error> {
        self.0.read(body)
    }
}

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

    /// Whether some message has the name.
    fn is_known(&self) -> bool {
        let mut all = MessageKind::ALL.iter();
        all.any(|kind| Format::Soap.carries(*kind) && self.says(*kind).is_some())
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

/// What came out of a body.
pub(super) struct Opened<T> {
    pub(super) value: T,
    /// The element that all of it stood in, in formats that have one.
    pub(super) root: Option<Root>,
    /// What stood around it, in SOAP.
    pub(super) envelope: Option<Envelope<()>>,
    pub(super) warnings: Vec<Warning>,
}

impl<T> Opened<T> {
    fn new(value: T, warnings: Vec<Warning>) -> Self {
        Opened {
            value,
            root: None,
            envelope: None,
            warnings,
        }
    }
}

/// Reads all of a body.
pub(super) fn open<R: Reader>(
    reader: R,
    format: Format,
    body: &[u8],
    config: &Config,
) -> Result<Opened<R::Output>> {
    match format {
        Format::Nvp => {
            let joined = on_lines(body, config)?;
            let body = joined.as_deref().unwrap_or(body);
            let config = ipn::reading(body, reader.message(), config)?;
            let mut body = nvp::Deserializer::new(body, config)?;
            let value = reader.read(&mut body)?;
            let mut warnings = Warning::all(body.warnings(), Warning::Nvp);
            warnings.extend(joined.is_some().then_some(Warning::PairsOnLines));
            Ok(Opened::new(value, warnings))
        }
        Format::Json => {
            // A tree keeps the digits of a number; a binary fraction would not.
            let config = config.json.marked_literals(true);
            let mut body = json::Deserializer::slice_with_config(body, &config)?;
            let value = reader.read(&mut body).map_err(|error| body.locate(error))?;
            body.end()?;
            let warnings = Warning::all(body.warnings(), Warning::Json);
            Ok(Opened::new(value, warnings))
        }
        Format::Xml => {
            let mut document = xml::Document::with_config(body, &config.xml)?;
            document.set_home(home(&reader));
            let before = Warning::all(document.warnings(), Warning::Xml);
            element(reader, document.root(), before, config)
        }
        Format::Soap => {
            let soap = soap::Config::strict().loose_faults(config.loose_faults);
            let mut document = soap::Document::with_config(body, &soap.xml(config.xml))?;
            document.set_home(home(&reader));
            let mut before = Warning::all(document.xml().warnings(), Warning::Xml);
            let (message, envelope) = unwrapped(&document)?;
            let ignored = envelope.header.unclaimed();
            before.extend(ignored.map(|entry| Warning::NotUnderstood(Root::of_entry(entry))));
            let opened = element(reader, message, before, config)?;
            Ok(Opened {
                envelope: Some(envelope),
                ..opened
            })
        }
    }
}

/// An NVP body with a pair on each line, as one without line ends.
fn on_lines(body: &[u8], config: &Config) -> Result<Option<Vec<u8>>> {
    match nvp::lines::joined(body) {
        Some((_, end)) if !config.nvp.skips_space() => {
            let what = "line ends between pairs, where `&` belongs (write `&`, or read with the lenient preset)";
            Err(Error::at(ErrorKind::Nvp(what), end..end + 1))
        }
        joined => Ok(joined.map(|(body, _)| body)),
    }
}

/// The namespace that the children of a message without one may be in.
fn home<R: Reader>(reader: &R) -> Option<&'static str> {
    reader
        .message()
        .and_then(|message| message.info().namespace)
}

/// Reads an element as the root of a message.
fn element<R: Reader>(
    reader: R,
    element: xml::Element<'_, '_>,
    mut warnings: Vec<Warning>,
    config: &Config,
) -> Result<Opened<R::Output>> {
    let root = Root::of(element);
    if let Some(message) = reader.message() {
        if root.says(message) == Some(Reason::RootOperation) {
            warnings.push(Warning::RootOfOperation(message));
        } else {
            let mended = element.expect(&rooted(message, config.xml))?;
            warnings.extend(mended.map(Warning::Xml));
        }
    }
    let (mut value, mended) = element.deserialize_seed_reporting(Seed(reader))?;
    R::attributes(&mut value, element)?;
    warnings.extend(mended.into_iter().map(Warning::Xml));
    Ok(Opened {
        root: Some(root),
        ..Opened::new(value, warnings)
    })
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
