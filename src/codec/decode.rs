//! From bytes to a message, or to what can be shown of them.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;

use super::identify::{self, Candidate};
use super::unknown::{Unknown, collect};
use super::{Config, Format};
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::Value;
use crate::{json, nvp};

/// A message, and what its type has no place for.
#[derive(Debug)]
pub struct Decoded {
    /// The message.
    pub message: AnyMessage,
    /// The values that the message's type does not know, in the order of the body.
    pub unknown: Vec<Unknown>,
    /// What a lenient preset mended.
    pub warnings: Vec<Warning>,
}

/// A well-formed body without a message.
#[derive(Debug)]
pub struct Generic {
    /// All of the body, as text.
    pub value: Value,
    /// The message that the body was said to be, although it does not fit.
    pub message: Option<MessageKind>,
    /// The messages the body could be, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What was mended, and why the body is not the message it looks like.
    pub warnings: Vec<Warning>,
}

/// A body that was read.
#[derive(Debug)]
pub struct Reading {
    /// The format it is in.
    pub format: Format,
    /// What was found in it.
    pub content: Content,
}

/// What was found in a body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Content {
    /// One of the messages.
    Message(Box<Decoded>),
    /// Something well-formed that does not say which message it is, or lacks what its message
    /// requires.
    Generic(Box<Generic>),
}

/// Something a reader should know about what was read. Its text holds no value of the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Warning {
    /// An NVP body was mended.
    Nvp(nvp::Warning),
    /// A JSON body was mended.
    Json(json::Warning),
    /// The body could be several messages, or none that is known here.
    Undecided,
    /// The body is not the message it was taken for, and is shown as it stands instead.
    NotTheMessage {
        /// The message it was taken for.
        message: MessageKind,
        /// Why it is not.
        error: Error,
    },
}

impl Warning {
    /// The bytes of the input it is about, where that is known.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Warning::Nvp(warning) => warning.span(),
            Warning::Json(warning) => Some(warning.span()),
            Warning::Undecided => None,
            Warning::NotTheMessage { error, .. } => error.span(),
        }
    }

    /// Where in the message, in NVP spelling, where that is known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Warning::Nvp(warning) => warning.path(),
            Warning::Json(warning) => warning.path(),
            Warning::Undecided => None,
            Warning::NotTheMessage { error, .. } => error.path(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Nvp(warning) => warning.fmt(f),
            Warning::Json(warning) => warning.fmt(f),
            Warning::Undecided => f.write_str("the body does not say which message it is"),
            Warning::NotTheMessage { message, error } => write!(f, "not a {message}: {error}"),
        }
    }
}

/// Reads a body as one message, in one format.
///
/// What the configuration says about format and message is not looked at.
///
/// ```
/// use paywire::api::MessageKind;
/// use paywire::codec::{self, Config, Format};
///
/// let body = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","x":{"y":1.50}}"#;
/// let kind = MessageKind::PaymentDetailsRequest;
/// let decoded = codec::decode(kind, Format::Json, body, &Config::strict())?;
/// assert_eq!(decoded.unknown[0].to_string(), "x.y=1.50");
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The body is damaged, over a limit, or lacks what the message requires.
pub fn decode(kind: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Decoded> {
    let mut unknown = Vec::new();
    let (message, warnings) = match format {
        Format::Nvp => {
            let mut body = nvp::Deserializer::new(body, config.nvp)?;
            let message = collect(&mut body, &mut unknown, |body| kind.deserialize(body))?;
            (message, Warning::all(body.warnings(), Warning::Nvp))
        }
        Format::Json => {
            let mut body = json::Deserializer::slice_with_config(body, &as_text(config))?;
            let message = collect(&mut body, &mut unknown, |body| kind.deserialize(body));
            let message = message.map_err(|error| body.locate(error))?;
            body.end()?;
            (message, Warning::all(body.warnings(), Warning::Json))
        }
    };
    Ok(Decoded {
        message,
        unknown,
        warnings,
    })
}

/// Reads a body as a tree of texts, whatever it is about.
///
/// # Errors
///
/// The body is damaged or over a limit.
pub fn decode_generic(
    format: Format,
    body: &[u8],
    config: &Config,
) -> Result<(Value, Vec<Warning>)> {
    match format {
        Format::Nvp => {
            let (value, warnings) = config.nvp.from_slice_reporting(body)?;
            Ok((value, Warning::all(&warnings, Warning::Nvp)))
        }
        Format::Json => {
            let mut body = json::Deserializer::slice_with_config(body, &as_text(config))?;
            let value = Value::deserialize(&mut body).map_err(|error| body.locate(error))?;
            body.end()?;
            Ok((value, Warning::all(body.warnings(), Warning::Json)))
        }
    }
}

/// Reads a body of which nothing is known but what the configuration says.
///
/// # Errors
///
/// The body is damaged or over a limit, or begins like no format. A body that is well-formed is no
/// error, whatever it holds: it is [`Content::Generic`] at least.
pub fn read(body: &[u8], config: &Config) -> Result<Reading> {
    let format = config.format.or_else(|| Format::detect(body));
    let format = format.ok_or_else(|| unknown_format(body))?;
    let content = match config.message {
        Some(message) => read_as(message, format, body, config)?,
        None => find_out(format, body, config)?,
    };
    Ok(Reading { format, content })
}

/// Reads a body as the message it is said to be.
fn read_as(message: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let error = match decode(message, format, body, config) {
        Ok(decoded) => return Ok(Content::Message(Box::new(decoded))),
        Err(error) => error,
    };
    // What is damaged is an error here too.
    let (value, mut warnings) = decode_generic(format, body, config)?;
    warnings.push(Warning::NotTheMessage { message, error });
    Ok(Content::Generic(Box::new(Generic {
        value,
        message: Some(message),
        candidates: Vec::new(),
        warnings,
    })))
}

/// Reads a body as the message it seems to be.
fn find_out(format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let (value, mut warnings) = decode_generic(format, body, config)?;
    let mut tried = identify::rank(&value, |kind| decode(kind, format, body, config));
    let meant = identify::certain(&value, &tried);
    if let (Some(_), Some(first)) = (meant, tried.first_mut())
        && let Some(decoded) = first.decoded.take()
    {
        return Ok(Content::Message(Box::new(decoded)));
    }
    warnings.push(match meant {
        None => Warning::Undecided,
        Some(message) => match decode(message, format, body, config) {
            Ok(decoded) => return Ok(Content::Message(Box::new(decoded))),
            Err(error) => Warning::NotTheMessage { message, error },
        },
    });
    Ok(Content::Generic(Box::new(Generic {
        value,
        message: None,
        candidates: tried.into_iter().map(|tried| tried.candidate).collect(),
        warnings,
    })))
}

impl Warning {
    fn all<W: Clone>(warnings: &[W], wrap: fn(W) -> Warning) -> Vec<Warning> {
        warnings.iter().cloned().map(wrap).collect()
    }
}

/// A tree keeps the digits of a number; a binary fraction would not.
fn as_text(config: &Config) -> json::Config {
    config.json.text_scalars(true)
}

#[cold]
fn unknown_format(body: &[u8]) -> Error {
    if body.trim_ascii().is_empty() {
        return Error::at(ErrorKind::UnexpectedEnd, body.len()..body.len());
    }
    Error::at(ErrorKind::UnknownFormat, 0..1)
}
