//! How bodies are read and written, in every format.

use super::Format;
use super::kinds::Kinds;
use crate::api::{Direction, MessageKind, Method, System, orders_v1};
use crate::limits::Limits;
use crate::{json, nvp, xml};

/// How to read a body and to write one, and what is known about it beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) nvp: nvp::Config,
    pub(super) json: json::Config,
    pub(super) xml: xml::Config<'static>,
    pub(super) format: Option<Format>,
    pub(super) message: Option<MessageKind>,
    pub(super) called: Called,
    pub(super) direction: Option<Direction>,
    pub(super) leave_out: bool,
    pub(super) loose_faults: bool,
    charset: Option<nvp::Charset>,
}

/// What was called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// The messages that go to the address that was said, or answer from there.
    address: Option<Kinds>,
    method: Option<Method>,
    /// Whether the address is that of version 2 of Orders.
    orders_v2: bool,
}

impl Called {
    /// Whether a message can be one of a call like this.
    pub(super) fn allows(self, message: MessageKind) -> bool {
        let by_address = self.address.is_none_or(|kinds| kinds.contains(message));
        let by_method = |said| {
            let own = message.info().call();
            own.is_none_or(|own| own.method == said)
        };
        by_address && self.method.is_none_or(by_method)
    }

    /// Whether it was said to go to version 2 of Orders.
    pub(super) fn goes_to_orders_v2(self) -> bool {
        self.orders_v2
    }

    /// Whether it was said to which address.
    pub(super) fn has_address(self) -> bool {
        self.address.is_some()
    }

    /// Whether the address is that of an operation.
    fn names_operation(self) -> bool {
        // A notification answers nobody's call.
        let named = |kind: &&MessageKind| {
            let info = kind.info();
            info.operation.is_some() && info.direction != Direction::Notification
        };
        let mut named = MessageKind::ALL.iter().filter(named);
        let allows = |kinds: Kinds| named.any(|kind| kinds.contains(*kind));
        self.address.is_some_and(allows)
    }
}

impl Config {
    /// The strict preset of every format; format and message are to be found out.
    pub const fn strict() -> Self {
        Config {
            nvp: nvp::Config::strict(),
            json: json::Config::strict(),
            xml: xml::Config::strict(),
            format: None,
            message: None,
            called: Called {
                address: None,
                method: None,
                orders_v2: false,
            },
            direction: None,
            leave_out: false,
            loose_faults: false,
            charset: None,
        }
    }

    /// The lenient preset of every format, and of converting: what another format cannot hold is
    /// [left out](Config::leave_out). Each repair is a warning of what was read.
    pub const fn lenient() -> Self {
        Config {
            nvp: nvp::Config::lenient(),
            json: json::Config::lenient(),
            xml: xml::Config::lenient(),
            ..Config::strict()
        }
        .leave_out(true)
        .loose_faults(true)
    }

    /// Sets the bounds of every format.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.nvp = self.nvp.limits(limits);
        self.json = self.json.limits(limits);
        self.xml = self.xml.limits(limits);
        self
    }

    /// Sets the character encoding of NVP bodies, and of XML that does not say its own. JSON is
    /// always UTF-8.
    ///
    /// Without it NVP is UTF-8, but for a notification that names a charset in itself.
    pub fn charset(mut self, charset: nvp::Charset) -> Self {
        self.nvp = self.nvp.charset(charset);
        self.charset = Some(charset);
        // XML knows all that NVP knows, and more.
        if let Ok(charset) = charset.name().parse() {
            self.xml = self.xml.charset(charset);
        }
        self
    }

    /// The character encoding of NVP that was said.
    pub(super) fn said_charset(&self) -> Option<nvp::Charset> {
        self.charset
    }

    /// Whether it was said in which character encoding bodies are.
    #[must_use]
    pub const fn has_charset(&self) -> bool {
        self.charset.is_some()
    }

    /// Sets how NVP is read and written. A notification that names a charset in itself is in that
    /// one all the same, unless [`charset`](Config::charset) says another.
    pub const fn nvp(mut self, config: nvp::Config) -> Self {
        self.nvp = config;
        self
    }

    /// Sets how JSON is read. Numbers without a type are always kept in the digits as written.
    pub const fn json(mut self, config: json::Config) -> Self {
        self.json = config;
        self
    }

    /// Sets how XML is read and written, in SOAP too. What it says of the root is not looked at: each message
    /// has its own.
    pub const fn xml(mut self, config: xml::Config<'static>) -> Self {
        self.xml = config;
        self
    }

    /// As it is needed to read what was written with it: strictly, as whoever gets it may read it so;
    /// but whatever came out of an input within the limits is within them.
    pub(super) fn rereading(&self) -> Self {
        let strict = Config {
            nvp: self.nvp.strictly(),
            xml: xml::Config::strict().charset(self.xml.charset),
            charset: self.charset,
            ..Config::strict()
        };
        strict.limits(Limits::unlimited())
    }

    /// Says in which format bodies are, instead of looking.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Whether it was said in which format bodies are.
    #[must_use]
    pub const fn has_format(&self) -> bool {
        self.format.is_some()
    }

    /// Says which message bodies are, instead of looking.
    pub const fn message(mut self, message: MessageKind) -> Self {
        self.message = Some(message);
        self
    }

    /// Says to which address the body was sent, or to which one it answers: its path, or all of
    /// it, perhaps with the method before it as in `POST /v1/checkout/orders`.
    ///
    /// The body of some requests says nothing of the operation that is called, as the address
    /// does. The address of a service as a whole says nothing: its envelopes say which operation.
    ///
    /// ```
    /// use paywire::codec::{self, Config, Content};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    /// let url = "https://svcs.paypal.com/AdaptivePayments/PaymentDetails";
    /// let reading = codec::read(body, &Config::strict().path(url))?;
    /// assert!(matches!(reading.content, Content::Message(_)));
    /// let reading = codec::read(body, &Config::strict().path("/AdaptivePayments/Pay"))?;
    /// assert!(matches!(reading.content, Content::Generic(_)));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn path(mut self, path: &str) -> Self {
        let mut path = path.trim();
        if let Some((first, rest)) = path.split_once(' ')
            && let Some(method) = Method::from_name(first)
        {
            self.called.method = Some(method);
            path = rest.trim_start();
        }
        let path = path.split_once("://").map_or(path, |(_, rest)| {
            rest.find('/').map_or("", |at| &rest[at..])
        });
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let path = path[..end].trim_end_matches('/');
        let mut called = Vec::new();
        let mut is_of_service = false;
        for &system in System::ALL {
            for (name, call) in system.calls() {
                let below = call.path.strip_prefix(path);
                is_of_service |=
                    !path.is_empty() && below.is_some_and(|rest| rest.starts_with('/'));
                called.extend(call.takes(path).then_some((system, name)));
            }
        }
        // The address of the service itself says nothing of the operation.
        if called.is_empty() && is_of_service {
            return self;
        }
        self.called.orders_v2 = orders_v1::is_v2(path);
        self.called(|kind| {
            let info = kind.info();
            let own = info.operation.map(|operation| (info.system, operation));
            // A notification goes to an address of the receiver's choice.
            info.direction != Direction::Notification
                && own.is_some_and(|own| called.contains(&own))
        })
    }

    /// Says with which HTTP method the body was sent, or what it answers was asked for.
    ///
    /// Where operations share an address, it is the method that tells them apart.
    pub const fn method(mut self, method: Method) -> Self {
        self.called.method = Some(method);
        self
    }

    /// Says which `SOAPAction` the request had, with or without its quotes. An empty one says
    /// nothing.
    pub fn soap_action(self, action: &str) -> Self {
        let action = action.trim().trim_matches('"');
        // Many clients send it empty.
        if action.is_empty() {
            return self;
        }
        self.called(|kind| kind.info().soap_action().as_deref() == Some(action))
    }

    /// Says which operation was called, where the address does not: by a parameter, or some other way.
    ///
    /// ```
    /// use paywire::api::System;
    /// use paywire::codec::{self, Config, Content};
    ///
    /// let body = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1"}"#;
    /// let config = Config::strict().operation(System::AdaptivePayments, "PaymentDetails");
    /// let reading = codec::read(body, &config)?;
    /// assert!(matches!(reading.content, Content::Message(_)));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn operation(self, system: System, operation: &str) -> Self {
        self.called(|kind| {
            let info = kind.info();
            info.system == system && info.operation == Some(operation)
        })
    }

    fn called(mut self, is: impl Fn(MessageKind) -> bool) -> Self {
        let all = MessageKind::ALL.iter().copied();
        let systems: Vec<System> = all
            .filter(|kind| is(*kind))
            .map(|kind| kind.info().system)
            .collect();
        // What belongs to no operation answers any of its system, and perhaps one unknown here.
        self.called.address = Some(Kinds::of(|kind| {
            let info = kind.info();
            let shared = systems.is_empty() || systems.contains(&info.system);
            // A notification comes to an address of the receiver's own.
            let own = info.direction == Direction::Notification && systems.is_empty();
            is(kind) || (info.operation.is_none() && shared) || own
        }));
        self
    }

    /// Whether it was said which message bodies are: by itself, or by the operation that was called.
    pub(super) fn says_message(&self) -> bool {
        self.message.is_some() || self.called.names_operation()
    }

    /// Says which way bodies go. One that is said to be a response may still be a fault.
    pub const fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Whether [`convert`](super::convert()) leaves out an unknown value that the other format has
    /// no way to hold, with a [`LeftOut`](super::Warning::LeftOut) for each.
    ///
    /// A member name of JSON can be any text, but neither a name of NVP nor an element of XML. If
    /// this is off, such a value is an error.
    pub const fn leave_out(mut self, yes: bool) -> Self {
        self.leave_out = yes;
        self
    }

    /// Whether SOAP faults are read whose parts are not as SOAP wants them; see
    /// [`soap::Config::loose_faults`](crate::soap::Config::loose_faults).
    pub const fn loose_faults(mut self, yes: bool) -> Self {
        self.loose_faults = yes;
        self
    }
}
