//! What every message says about itself.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::validate::{Check, Rulebook};
use super::{adaptive_payments, aliexpress, multisafepay, orders_v1};

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
        let calls = match self.system {
            System::AdaptivePayments => {
                let path = Cow::Owned(adaptive_payments::path(operation));
                let method = Method::Post;
                return Some(Call { method, path });
            }
            System::OrdersV1 => orders_v1::CALLS,
            System::MultiSafepay => multisafepay::CALLS,
            System::AliExpress => aliexpress::CALLS,
        };
        let mut calls = calls.iter();
        let (_, method, path) = calls.find(|(name, ..)| *name == operation)?;
        Some(Call {
            method: *method,
            path: Cow::Borrowed(path),
        })
    }

    /// The value of the operation's `SOAPAction` header, in systems that speak SOAP.
    ///
    /// `None` for a message that belongs to no single operation.
    #[must_use]
    pub fn soap_action(&self) -> Option<String> {
        let operation = self.operation?;
        match self.system {
            System::AdaptivePayments if self.formats == Formats::All => {
                Some(adaptive_payments::soap_action(operation))
            }
            _ => None,
        }
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

/// How an operation is called over HTTP.
///
/// ```
/// use paywire::api::{MessageKind, Method};
///
/// let call = MessageKind::PayRequest.info().call().expect("an operation");
/// assert_eq!((call.method, &*call.path), (Method::Post, "/AdaptivePayments/Pay"));
/// assert!(call.takes("/AdaptivePayments/Pay"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// The path on the service's host. A word in braces, as `{order_id}`, stands for one segment
    /// of the caller's.
    pub path: Cow<'static, str>,
}

impl Call {
    /// Whether a path is this one, whatever stands where the template has a word in braces.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        let mut given = path.split('/');
        let mut own = self.path.split('/');
        loop {
            match (own.next(), given.next()) {
                (None, None) => return true,
                (Some(own), Some(given)) if own == given => {}
                (Some(own), Some(given)) if own.starts_with('{') && !given.is_empty() => {}
                _ => return false,
            }
        }
    }

    /// The path with the words in braces replaced by these, in their order.
    ///
    /// What cannot stand in a segment of an address is percent-escaped. Words that are left over
    /// are not looked at, and braces that are left over stay.
    #[must_use]
    pub fn path_to<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        let mut words = words.into_iter();
        let mut path = String::with_capacity(self.path.len());
        for (at, segment) in self.path.split('/').enumerate() {
            if at > 0 {
                path.push('/');
            }
            let word = segment.starts_with('{').then(|| words.next()).flatten();
            match word {
                Some(word) => push_segment(&mut path, word),
                None => path.push_str(segment),
            }
        }
        path
    }
}

/// Appends a text as one segment of a path.
fn push_segment(path: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            let [high, low] = [byte >> 4, byte & 15].map(|half| DIGITS[usize::from(half)]);
            path.extend(['%', char::from(high), char::from(low)]);
        }
    }
}

/// A row of a system's table of operations: name, method and path.
pub(super) type CallRow = (&'static str, Method, &'static str);

/// A method of HTTP that an operation is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Asks for something.
    Get,
    /// Sends something new.
    Post,
    /// Replaces something.
    Put,
    /// Changes something.
    Patch,
    /// Ends something.
    Delete,
}

impl Method {
    /// All methods.
    pub const ALL: &'static [Method] = &[
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];

    /// The name on the wire, as `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// The method of this name, letter case ignored.
    ///
    /// ```
    /// use paywire::api::Method;
    ///
    /// assert_eq!(Method::from_name("post"), Some(Method::Post));
    /// assert_eq!(Method::from_name("TRACE"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Method::ALL.iter().copied();
        all.find(|method| method.as_str().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
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
    /// `PayPal` Orders, version 1: [`orders_v1`].
    OrdersV1,
    /// `MultiSafepay`: [`multisafepay`].
    MultiSafepay,
    /// `AliExpress` dropshipping: [`aliexpress`].
    AliExpress,
}

impl System {
    /// All systems.
    pub const ALL: &'static [System] = &[
        System::AdaptivePayments,
        System::OrdersV1,
        System::MultiSafepay,
        System::AliExpress,
    ];

    /// The rules that the system's documents give for its messages.
    #[must_use]
    pub fn rulebook(self) -> &'static Rulebook {
        match self {
            System::AdaptivePayments => &adaptive_payments::validate::RULEBOOK,
            System::OrdersV1 => &orders_v1::validate::RULEBOOK,
            System::MultiSafepay | System::AliExpress => &Rulebook::EMPTY,
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
            System::OrdersV1 => "orders_v1",
            System::MultiSafepay => "multisafepay",
            System::AliExpress => "aliexpress",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(path: &'static str) -> Call {
        Call {
            method: Method::Get,
            path: Cow::Borrowed(path),
        }
    }

    #[test]
    fn a_word_in_braces_takes_one_segment() {
        let order = call("/v1/orders/{order_id}/pay");
        assert!(order.takes("/v1/orders/8R/pay"));
        for other in [
            "/v1/orders//pay",
            "/v1/orders/8R",
            "/v1/orders/8R/pay/",
            "/v1/orders/8/R/pay",
        ] {
            assert!(!order.takes(other), "{other}");
        }
        assert!(!call("/v1/orders").takes("/v1/Orders"));
    }

    #[test]
    fn words_are_put_in_escaped() {
        let order = call("/v1/orders/{order_id}/{part}");
        assert_eq!(
            order.path_to(["8R", "a/b?é"]),
            "/v1/orders/8R/a%2Fb%3F%C3%A9"
        );
        assert_eq!(order.path_to(["8R"]), "/v1/orders/8R/{part}");
    }
}
