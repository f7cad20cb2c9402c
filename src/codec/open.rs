//! The one place that knows how each format is read.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::encode::rooted;
use super::identify::Reason;
use super::unknown::{Unknown, collect};
use super::{Config, Format, Warning};
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, Result};
use crate::nvp::Value;
use crate::{json, nvp, xml};

/// What is made of a body once its format is known.
pub(super) trait Reader {
    type Output;

    /// The message that the body has to be, if only one will do.
    fn message(&self) -> Option<MessageKind> {
        None
    }

    fn read<'de, D: Deserializer<'de, Error = Error>>(self, body: D) -> Result<Self::Output>;
}

/// One of the messages, and what its type does not know.
pub(super) struct AsMessage(pub(super) MessageKind);

impl Reader for AsMessage {
    type Output = (AnyMessage, Vec<Unknown>);

    fn message(&self) -> Option<MessageKind> {
        Some(self.0)
    }

    fn read<'de, D: Deserializer<'de, Error = Error>>(self, body: D) -> Result<Self::Output> {
        let mut unknown = Vec::new();
        let message = collect(body, &mut unknown, |body| self.0.deserialize(body))?;
        Ok((message, unknown))
    }
}

/// All of a body, as texts.
pub(super) struct AsTree;

impl Reader for AsTree {
    type Output = Value;

    fn read<'de, D: Deserializer<'de, Error = Error>>(self, body: D) -> Result<Value> {
        Value::deserialize(body)
    }
}

/// The name of a root element.
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
    pub(super) warnings: Vec<Warning>,
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
            let mut body = nvp::Deserializer::new(body, config.nvp)?;
            let value = reader.read(&mut body)?;
            let warnings = Warning::all(body.warnings(), Warning::Nvp);
            Ok(Opened {
                value,
                root: None,
                warnings,
            })
        }
        Format::Json => {
            // A tree keeps the digits of a number; a binary fraction would not.
            let config = config.json.text_scalars(true);
            let mut body = json::Deserializer::slice_with_config(body, &config)?;
            let value = reader.read(&mut body).map_err(|error| body.locate(error))?;
            body.end()?;
            let warnings = Warning::all(body.warnings(), Warning::Json);
            Ok(Opened {
                value,
                root: None,
                warnings,
            })
        }
        Format::Xml => {
            let document = xml::Document::with_config(body, &config.xml)?;
            let root = Root::of(document.root());
            let mut warnings = Vec::new();
            let document = match reader.message().map(|kind| (kind, root.says(kind))) {
                None | Some((_, Some(Reason::Root))) => document,
                Some((message, Some(Reason::RootOperation))) => {
                    warnings.push(Warning::RootOfOperation(message));
                    document
                }
                // The reader says what is wrong with the root, or mends it.
                Some((message, _)) => {
                    xml::Document::with_config(body, &rooted(message, config.xml))?
                }
            };
            let mut body = xml::Deserializer::from(document);
            let value = reader.read(&mut body)?;
            warnings.extend(Warning::all(body.warnings(), Warning::Xml));
            Ok(Opened {
                value,
                root: Some(root),
                warnings,
            })
        }
    }
}
