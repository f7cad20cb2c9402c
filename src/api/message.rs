//! What every message says about itself.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::adaptive_payments;
use super::validate::{Check, Rulebook};

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
pub trait Message: Serialize + DeserializeOwned + 'static {
    /// Name, operation, direction, system and namespace of the message.
    const INFO: MessageInfo;

    /// The rules that concern several of its fields: see [`validate`](super::validate).
    const CHECKS: &'static [Check<Self>] = &[];
}

/// The facts of a message, said once by its type; everything else about it is derived from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The XML namespace of the root element, in systems that speak XML.
    pub namespace: Option<&'static str>,
}

impl MessageInfo {
    /// The path of the operation's address on the service's host.
    ///
    /// `None` for a message that belongs to no single operation.
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
        let operation = self.operation?;
        match self.system {
            System::AdaptivePayments => Some(adaptive_payments::path(operation)),
        }
    }

    /// The value of the operation's `SOAPAction` header, in systems that speak SOAP.
    ///
    /// `None` for a message that belongs to no single operation.
    #[must_use]
    pub fn soap_action(&self) -> Option<String> {
        let operation = self.operation?;
        match self.system {
            System::AdaptivePayments => Some(adaptive_payments::soap_action(operation)),
        }
    }
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

/// A family of messages that one service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum System {
    /// `PayPal` Adaptive Payments: [`adaptive_payments`].
    AdaptivePayments,
}

impl System {
    /// All systems.
    pub const ALL: &'static [System] = &[System::AdaptivePayments];

    /// The rules that the system's documents give for its messages.
    #[must_use]
    pub fn rulebook(self) -> &'static Rulebook {
        match self {
            System::AdaptivePayments => &adaptive_payments::validate::RULEBOOK,
        }
    }

    /// The name in records, which is the name of the module: `adaptive_payments`.
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// assert_eq!(System::AdaptivePayments.as_str(), "adaptive_payments");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            System::AdaptivePayments => "adaptive_payments",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
