//! [`Received`]: a typed message with what its body holds beside it.

use std::ops::Deref;

use crate::api::AnyMessage;
use crate::codec::{Decoded, Unknowns, Warning};
use crate::soap::Envelope;

/// A message of a known type, and what its body holds beside it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received<T> {
    /// The message.
    pub message: T,
    /// The values that the message has no field for.
    pub unknown: Unknowns,
    /// The SOAP envelope: its version and header entries.
    pub envelope: Option<Envelope<()>>,
    /// Repairs of the lenient preset, and other things that a receiver should know.
    pub warnings: Vec<Warning>,
}

impl From<Decoded> for Received<AnyMessage> {
    fn from(decoded: Decoded) -> Self {
        Received {
            message: decoded.message,
            unknown: decoded.unknown,
            envelope: decoded.envelope,
            warnings: decoded.warnings,
        }
    }
}

impl<T: TryFrom<AnyMessage, Error = AnyMessage>> Received<T> {
    /// The message as this type, or else the message.
    pub(super) fn of(decoded: Decoded) -> Result<Self, AnyMessage> {
        let any = Received::from(decoded);
        Ok(Received {
            message: T::try_from(any.message)?,
            unknown: any.unknown,
            envelope: any.envelope,
            warnings: any.warnings,
        })
    }
}

impl<T> Deref for Received<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.message
    }
}
