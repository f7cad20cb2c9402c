//! How bodies are read and written, in every format.

use super::Format;
use crate::api::called::Called;
use crate::api::{Direction, MessageInfo, MessageKind, Method, System};
use crate::encoding::Charset;
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
    charset: Option<Charset>,
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
            called: Called::ANY,
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
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.nvp = self.nvp.charset(charset);
        self.charset = Some(charset);
        self.xml = self.xml.charset(charset);
        self
    }

    /// The character encoding of NVP that was said.
    pub(super) fn said_charset(&self) -> Option<Charset> {
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
        self.called = self.called.at(path);
        self
    }

    /// Says with which HTTP method the body was sent, or what it answers was asked for.
    ///
    /// Where operations share an address, it is the method that tells them apart.
    pub const fn method(mut self, method: Method) -> Self {
        self.called = self.called.with_method(method);
        self
    }

    /// Says which `SOAPAction` the request had, with or without its quotes. An empty one says
    /// nothing.
    pub fn soap_action(mut self, action: &str) -> Self {
        let action = action.trim().trim_matches('"');
        // Many clients send it empty.
        if !action.is_empty() {
            let is_own = |info: &MessageInfo| info.soap_action().as_deref() == Some(action);
            self.called = self.called.by(is_own);
        }
        self
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
    pub fn operation(mut self, system: System, operation: &str) -> Self {
        let is_own =
            |info: &MessageInfo| info.system == system && info.operation == Some(operation);
        self.called = self.called.by(is_own);
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
