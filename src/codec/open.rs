//! The one place that knows how each format is read.

use serde::{Deserialize, Deserializer};

use super::unknown::{Unknown, collect};
use super::{Config, Format, Warning};
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, Result};
use crate::nvp::Value;
use crate::{json, nvp};

/// What is made of a body once its format is known.
pub(super) trait Reader {
    type Output;

    fn read<'de, D: Deserializer<'de, Error = Error>>(self, body: D) -> Result<Self::Output>;
}

/// One of the messages, and what its type does not know.
pub(super) struct AsMessage(pub(super) MessageKind);

impl Reader for AsMessage {
    type Output = (AnyMessage, Vec<Unknown>);

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

/// What came out of a body.
pub(super) struct Opened<T> {
    pub(super) value: T,
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
            Ok(Opened { value, warnings })
        }
        Format::Json => {
            // A tree keeps the digits of a number; a binary fraction would not.
            let config = config.json.text_scalars(true);
            let mut body = json::Deserializer::slice_with_config(body, &config)?;
            let value = reader.read(&mut body).map_err(|error| body.locate(error))?;
            body.end()?;
            let warnings = Warning::all(body.warnings(), Warning::Json);
            Ok(Opened { value, warnings })
        }
    }
}
