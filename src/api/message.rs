//! What every message says about itself.

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
/// The messages of this crate have it; it is not for types of others, as it may grow.
pub trait Message: Serialize + DeserializeOwned + 'static {
    /// Name, operation, direction, system and namespace of the message.
    const INFO: MessageInfo;

    /// The rules that concern several of its fields: see [`validate`](super::validate).
    const CHECKS: &'static [Check<Self>] = &[];

    /// Whether the values speak for this message, where the names alone do not tell it from its
    /// neighbours.
    ///
    /// It is looked at when a body does not say which message it is. `true` unless a message knows
    /// better: a reply that says `"success":false` is the fault and not the answer, and
    /// an order of a type that belongs to another method is none of ours.
    fn is_meant(&self) -> bool {
        true
    }

    /// The fields whose amounts cannot be read, by their paths, where a message is read all the same. None, for most.
    fn unread(&self) -> Vec<(String, MoneyError)> {
        Vec::new()
    }

    /// Shows the documents that stand as texts in fields of the message. None, for most.
    fn documents<D: Documents>(&self, _show: &mut D) {}
}

/// Is shown the documents within a message.
pub trait Documents {
    /// A document, and the wire name of the field that holds its text.
    fn document<T>(&mut self, field: &'static str, document: &json::Embedded<T>)
    where
        T: Serialize + DeserializeOwned;
}

/// The facts of a message, said once by its type; everything else about it is derived from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MessageInfo {
    /// The message's own name: the name of its Rust type, and the local name of the root element
    /// when it travels as XML.
    pub name: &'static str,
    /// The operation it belongs to. `None` where every operation shares the message, as a fault.
    pub operation: Option<&'static str>,
    /// Which way it goes.
    pub direction: Direction,
    /// The system it belongs to.
    pub system: System,
    /// The XML namespace of the root element, where the message travels as XML.
    pub namespace: Option<&'static str>,
    /// The formats it travels in.
    pub formats: Formats,
}

impl MessageInfo {
    /// The path of the operation's address on the service's host: a template, where part of the
    /// address names what is meant. See [`Call::path`].
    ///
    /// `None` for a message that belongs to no single operation, and for one that goes to an
    /// address of the receiver's own choice.
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

    /// How the operation is called: HTTP method and path.
    ///
    /// `None` where there is no [`path`](Self::path).
    #[must_use]
    pub fn call(&self) -> Option<Call> {
        let operation = self.operation?;
        if self.direction == Direction::Notification {
            return None;
        }
        self.system.call(operation)
    }

    /// Whether the service writes every value of it as a text in JSON, `"false"` and `"1"`: Adaptive Payments
    /// does in all that it answers, and there are clients that read nothing else. What is sent to it has `false`
    /// and `1`.
    #[must_use]
    pub fn writes_texts(&self) -> bool {
        self.system == System::AdaptivePayments
            && matches!(self.direction, Direction::Response | Direction::Fault)
    }

    /// The value of the operation's `SOAPAction` header, in systems that speak SOAP.
    ///
    /// `None` for a message that belongs to no single operation.
    #[must_use]
    pub fn soap_action(&self) -> Option<String> {
        let operation = self.operation?;
        let action = self.system.info().soap_action;
        let action = action.filter(|_| self.formats == Formats::All)?;
        Some(action(operation))
    }
}

/// The formats that a message travels in: those its system's documents know it in.
///
/// The names are those of `paywire::codec::Format`, which the model itself knows nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Formats {
    /// Every format: NVP, JSON, XML and SOAP. The message has a namespace then.
    All,
    /// JSON and nothing else.
    Json,
    /// The pairs of a form, and JSON.
    NvpAndJson,
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// From the caller to the service.
    Request,
    /// The service's answer to a request it took.
    Response,
    /// The service's answer to a request it refused.
    Fault,
    /// From the service to the caller, not asked for.
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
