//! Configuration for reading and writing bodies of any format.

use super::Format;
use crate::api::call_filter::CallFilter;
use crate::api::{Direction, MessageInfo, MessageKind, Method, System};
use crate::encoding::Charset;
use crate::limits::Limits;
#[cfg(feature = "axum")]
use crate::soap;
use crate::{json, nvp, xml};

/// How to read and write bodies, and what is known about them in advance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) nvp: nvp::Config,
    pub(super) json: json::Config,
    pub(super) xml: xml::Config<'static>,
    pub(super) format: Option<Format>,
    pub(super) message: Option<MessageKind>,
    pub(super) called: CallFilter,
    pub(super) direction: Option<Direction>,
    pub(super) leave_out: bool,
    pub(super) loose_faults: bool,
    charset: Option<Charset>,
}

impl Config {
    /// The strict preset of every format. Format and message are detected.
    pub const fn strict() -> Self {
        Config {
            nvp: nvp::Config::strict(),
            json: json::Config::strict(),
            xml: xml::Config::strict(),
            format: None,
            message: None,
            called: CallFilter::ANY,
            direction: None,
            leave_out: false,
            loose_faults: false,
            charset: None,
        }
    }

    /// The lenient preset of every format. Conversions [leave out](Config::leave_out) what the new format cannot hold.
    /// Each repair is reported as a warning.
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

    /// Sets the limits of every format.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.nvp = self.nvp.limits(limits);
        self.json = self.json.limits(limits);
        self.xml = self.xml.limits(limits);
        self
    }

    /// The limits of the format that allows the longest input.
    #[cfg(feature = "axum")]
    pub(crate) fn largest_limits(&self) -> Limits {
        let all = [
            self.nvp.set_limits(),
            self.json.set_limits(),
            self.xml.limits,
        ];
        let largest = all.into_iter().max_by_key(Limits::max_input);
        largest.unwrap_or_default()
    }

    /// How NVP is read.
    #[cfg(feature = "axum")]
    pub(crate) const fn for_nvp(&self) -> nvp::Config {
        self.nvp
    }

    /// How JSON is read.
    #[cfg(feature = "axum")]
    pub(crate) const fn for_json(&self) -> json::Config {
        self.json
    }

    /// How XML is read.
    #[cfg(feature = "axum")]
    pub(crate) const fn for_xml(&self) -> xml::Config<'static> {
        self.xml
    }

    /// How envelopes are read, beside the XML of which they are.
    #[cfg(feature = "axum")]
    pub(crate) fn for_soap(&self) -> soap::Config<'static> {
        soap::Config::strict().loose_faults(self.loose_faults)
    }

    /// Sets the character encoding of NVP bodies, and of XML that does not declare its own. JSON is always UTF-8.
    ///
    /// Without it NVP is UTF-8, except for a notification that names its charset.
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.nvp = self.nvp.charset(charset);
        self.charset = Some(charset);
        self.xml = self.xml.charset(charset);
        self
    }

    /// Sets the character encoding of XML that a header field names, which goes before the one that a document declares.
    pub(crate) const fn outer_charset(mut self, charset: Charset) -> Self {
        self.xml.charset = charset;
        self.xml.charset_is_outer = true;
        self
    }

    /// The encoding of NVP bodies, if one was set.
    pub(super) fn explicit_charset(&self) -> Option<Charset> {
        self.charset
    }

    /// Whether a character encoding was set.
    #[must_use]
    pub const fn has_charset(&self) -> bool {
        self.charset.is_some()
    }

    /// Sets how NVP is read and written. The charset that a notification names is used nevertheless, unless
    /// [`charset`](Config::charset) sets another.
    pub const fn nvp(mut self, config: nvp::Config) -> Self {
        self.nvp = config;
        self
    }

    /// Sets how JSON is read. Numbers of unknown fields always keep their digits.
    pub const fn json(mut self, config: json::Config) -> Self {
        self.json = config;
        self
    }

    /// Sets how XML is read and written, also inside SOAP. Its root element is ignored: each message has its own.
    pub const fn xml(mut self, config: xml::Config<'static>) -> Self {
        self.xml = config;
        self
    }

    /// The configuration for reading back what was written: strict, as a receiver may be, but with no limit that an
    /// output can exceed if its input was within the limits.
    pub(super) fn rereading(&self) -> Self {
        let strict = Config {
            nvp: self.nvp.strictly(),
            xml: xml::Config::strict().charset(self.xml.charset),
            charset: self.charset,
            ..Config::strict()
        };
        strict.limits(Limits::unlimited())
    }

    /// Sets the format of bodies, instead of detecting it.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Whether a format was set.
    #[must_use]
    pub const fn has_format(&self) -> bool {
        self.format.is_some()
    }

    /// Sets the message of bodies, instead of inferring it.
    pub const fn message(mut self, message: MessageKind) -> Self {
        self.message = Some(message);
        self
    }

    /// Sets the address to which the body was sent, or to which it is the answer: the path or the whole URL, with or
    /// without the method in front, as in `POST /v1/checkout/orders`.
    ///
    /// Some requests do not name their operation, but their address does. If all operations share an address, it is
    /// ignored: envelopes name the operation.
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

    /// Sets the HTTP method of the request.
    ///
    /// It distinguishes operations that share an address.
    pub const fn method(mut self, method: Method) -> Self {
        self.called = self.called.with_method(method);
        self
    }

    /// Sets the request's `SOAPAction`, with or without its quotes. An empty one is ignored.
    pub fn soap_action(mut self, action: &str) -> Self {
        let action = action.trim().trim_matches('"');
        // Many clients send it empty.
        if !action.is_empty() {
            let is_own = |info: &MessageInfo| info.soap_action().as_deref() == Some(action);
            self.called = self.called.by(is_own);
        }
        self
    }

    /// Sets the operation that was called, if the address does not name it.
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

    /// Adds what is known of the call.
    pub(crate) fn called(mut self, call: CallFilter) -> Self {
        if call != CallFilter::ANY {
            self.called = call;
        }
        self
    }

    /// The format of bodies, if one was set.
    pub(crate) const fn explicit_format(&self) -> Option<Format> {
        self.format
    }

    /// Whether the message is specified, directly or by the operation that was called.
    pub(super) fn specifies_message(&self) -> bool {
        self.message.is_some() || self.called.names_operation()
    }

    /// Sets the direction of bodies. A response may still be a fault.
    pub const fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Whether [`convert`](super::convert()) leaves out an unknown value that the new format cannot hold, with a
    /// [`LeftOut`](super::Warning::LeftOut) warning for each. If not, such a value is an error.
    ///
    /// For example, a member name of JSON can be any text, but names of NVP and XML cannot.
    pub const fn leave_out(mut self, yes: bool) -> Self {
        self.leave_out = yes;
        self
    }

    /// Whether SOAP faults with missing or misplaced parts are accepted; see
    /// [`soap::Config::loose_faults`](crate::soap::Config::loose_faults).
    pub const fn loose_faults(mut self, yes: bool) -> Self {
        self.loose_faults = yes;
        self
    }
}
