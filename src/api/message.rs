//! The trait of all messages, with their properties.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::validate::Check;
use crate::json;
use crate::value::MoneyError;

pub use super::call::{Call, Method};
pub use super::system::System;

/// A message: a type that is a whole body on the wire.
///
/// ```
/// use paywire::api::adaptive_payments::pay::PayRequest;
/// use paywire::api::{Direction, Message, System};
///
/// assert_eq!(PayRequest::INFO.name, "PayRequest");
/// assert_eq!(PayRequest::INFO.operation, Some("Pay"));
/// assert_eq!(PayRequest::INFO.direction, Direction::Request);
/// assert_eq!(PayRequest::INFO.system, System::AdaptivePayments);
/// ```
///
/// It is implemented by the messages of this crate. Do not implement it elsewhere, because it may
/// get more methods.
pub trait Message: Serialize + DeserializeOwned + 'static {
    /// Name, operation, direction, system and namespace of the message.
    const INFO: MessageInfo;

    /// The rules between several of its fields; see [`validate`](super::validate).
    const CHECKS: &'static [Check<Self>] = &[];

    /// Whether the values are plausible for this message, where names alone do not distinguish it
    /// from similar messages.
    ///
    /// It is checked when a body does not identify its message. The default is `true`. For example,
    /// a reply with `"success":false` is a fault rather than a response, and an order of a type
    /// that belongs to another operation is not this message.
    fn is_plausible(&self) -> bool {
        true
    }

    /// The fields whose amounts cannot be read, by their paths, where a message is read all the same. None, for most.
    fn unread(&self) -> Vec<(String, MoneyError)> {
        Vec::new()
    }

    /// Calls `show` with each document that is embedded as text in a field. Most messages have
    /// none.
    fn documents<D: Documents>(&self, _show: &mut D) {}
}

/// A visitor of the documents embedded in a message.
pub trait Documents {
    /// Visits a document, with the wire name of the field that holds its text.
    fn document<T>(&mut self, field: &'static str, document: &json::Embedded<T>)
    where
        T: Serialize + DeserializeOwned;
}

/// The properties of a message. Everything else about it is derived from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MessageInfo {
    /// The message's name: that of its Rust type, and the local name of its root element in XML.
    pub name: &'static str,
    /// The operation it belongs to; `None` if all operations share the message, as faults are.
    pub operation: Option<&'static str>,
    /// The direction.
    pub direction: Direction,
    /// The system it belongs to.
    pub system: System,
    /// The XML namespace of the root element, if the message supports XML.
    pub namespace: Option<&'static str>,
    /// The supported formats.
    pub formats: Formats,
}

impl MessageInfo {
    /// The path of the operation's address on the service's host. It is a template if part of the
    /// address identifies something; see [`Call::path`].
    ///
    /// `None` for a message without a single operation, and for a notification, whose address the
    /// receiver chooses.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    ///
    /// let info = MessageKind::PayRequest.info();
    /// assert_eq!(info.path().as_deref(), Some("/AdaptivePayments/Pay"));
    /// assert_eq!(info.soap_action().as_deref(), Some("urn:Pay"));
    /// assert_eq!(MessageKind::FaultMessage.info().path(), None);
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.call().map(|call| call.path.into_owned())
    }

    /// The HTTP method and path of the operation.
    ///
    /// `None` if there is no [`path`](Self::path).
    #[must_use]
    pub fn call(&self) -> Option<Call> {
        let operation = self.operation?;
        if self.direction == Direction::Notification {
            return None;
        }
        self.system.call(operation)
    }

    /// Whether the service writes all values as strings in JSON, `"false"` and `"1"`. Adaptive
    /// Payments does so in its responses, and some clients accept nothing else. Requests have
    /// `false` and `1`.
    #[must_use]
    pub fn writes_texts(&self) -> bool {
        self.system == System::AdaptivePayments
            && matches!(self.direction, Direction::Response | Direction::Fault)
    }

    /// The value of the operation's `SOAPAction` header, in systems that support SOAP.
    ///
    /// `None` for a message without a single operation.
    #[must_use]
    pub fn soap_action(&self) -> Option<String> {
        let operation = self.operation?;
        let action = self.system.info().soap_action;
        let action = action.filter(|_| self.formats == Formats::All)?;
        Some(action(operation))
    }
}

/// The formats that a message supports according to its system's documents.
///
/// The names are those of `paywire::codec::Format`, which the model does not depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Formats {
    /// Every format: NVP, JSON, XML and SOAP. The message then has a namespace.
    All,
    /// JSON only.
    Json,
    /// The pairs of a form, and JSON.
    NvpAndJson,
}

/// The direction of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// From the caller to the service.
    Request,
    /// The service's response to a request that it accepted.
    Response,
    /// The service's response to a request that it refused.
    Fault,
    /// A message that the service sends on its own.
    Notification,
}

impl Direction {
    /// All directions.
    pub const ALL: &'static [Direction] = &[
        Direction::Request,
        Direction::Response,
        Direction::Fault,
        Direction::Notification,
    ];

    /// The name in records: `request`, `response`, `fault`, `notification`.
    ///
    /// ```
    /// use paywire::api::Direction;
    ///
    /// assert_eq!(Direction::Fault.as_str(), "fault");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Direction::Request => "request",
            Direction::Response => "response",
            Direction::Fault => "fault",
            Direction::Notification => "notification",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
