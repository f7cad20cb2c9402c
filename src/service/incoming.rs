//! What a request over HTTP says about its call.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::call_headers::{self, Fields, Named};
use super::target::{Target, operation_in};
use super::{Received, media};
use crate::api::call_filter::CallFilter;
use crate::api::{
    AnyMessage, Direction, Environment, Message, MessageInfo, MessageKind, Method, System,
    known_calls, orders_v2,
};
use crate::codec::{self, Config, Content, Decoded, Format, Reading};
use crate::encoding::Charset;
use crate::error::{Error, ErrorKind, Result};
use crate::soap::Version;

/// A request over HTTP without its body: the operation that it calls, and the formats of request and answer.
///
/// Path, query, `X-PAYPAL-*` header fields, `SOAPAction` and content type are taken into account. All are optional,
/// because clients differ: many send JSON as a form, or an empty `SOAPAction`. The format of a body is
/// [detected](Format::detect), and header fields decide only if that fails.
///
/// ```
/// use paywire::api::System;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::codec::{Config, Format};
/// use paywire::service::Incoming;
///
/// let headers = [("X-PAYPAL-REQUEST-DATA-FORMAT", "NV"), ("X-PAYPAL-RESPONSE-DATA-FORMAT", "JSON")];
/// let incoming = Incoming::new("POST", "/AdaptivePayments/PaymentDetails", headers);
/// assert_eq!(incoming.operation(), Some((System::AdaptivePayments, "PaymentDetails")));
///
/// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1";
/// let request = incoming.read_as::<PaymentDetailsRequest>(body, &Config::strict())?;
/// assert_eq!(request.pay_key.as_deref(), Some("AP-1"));
/// assert_eq!(incoming.answer_format(body).format, Format::Json);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone)]
pub struct Incoming {
    method: Option<Method>,
    environment: Option<Environment>,
    operation: Option<(System, &'static str)>,
    words: Vec<String>,
    format: Option<Format>,
    reply_format: Option<Format>,
    is_soap12: bool,
    charset: Option<Charset>,
    call: CallFilter,
    /// The parameters in the URL, if they belong to the call.
    parameters: Option<Parameters>,
    destination: Destination,
}

/// Where a request is sent to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Unknown,
    /// A known system, by URL or header fields.
    Service,
    /// A page for people.
    Page,
    /// The approval page, which also verifies notifications.
    Webscr,
}

/// Parameters in a URL.
#[derive(Clone)]
struct Parameters {
    text: String,
    /// Whether they belong to the call only if it has no body.
    in_place_of_body: bool,
}

/// The format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnswerFormat {
    /// The format.
    pub format: Format,
    /// The version of the envelope, if the format is SOAP.
    pub soap_version: Version,
}

impl From<Format> for AnswerFormat {
    /// The format, with an envelope of version 1.1 if it is SOAP.
    fn from(format: Format) -> Self {
        AnswerFormat {
            format,
            soap_version: Version::V11,
        }
    }
}

impl Incoming {
    /// Reads the request line and the header fields of a request. `target` is the path or the whole URL, with its query.
    pub fn new<'h>(
        method: &str,
        target: &str,
        headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    ) -> Self {
        let fields = Fields::of(headers);
        let target = Target::new(target, fields.get("host"));
        let content_type = fields.get("content-type");
        let environment = target.host.and_then(call_headers::environment_of);
        let is_web = |host: &str| call_headers::is_web_host(host, environment);
        let mut incoming = Incoming {
            method: Method::from_name(method),
            environment,
            operation: None,
            words: Vec::new(),
            format: call_headers::request_format(&fields),
            reply_format: call_headers::reply_format(&fields),
            is_soap12: content_type.is_some_and(media::is_soap12),
            charset: content_type.and_then(media::charset),
            call: CallFilter::ANY,
            parameters: None,
            destination: Destination::Unknown,
        };
        if target.host.is_some_and(is_web) {
            let is_webscr = target.path.ends_with("/webscr");
            let page = if is_webscr {
                Destination::Webscr
            } else {
                Destination::Page
            };
            incoming.destination = page;
            return incoming;
        }
        if environment.is_some() || fields.has_own() {
            incoming.destination = Destination::Service;
        }
        incoming.read_call(&target, &fields);
        incoming
    }

    /// The operation that is called, if path, query or header fields name it. The root element of a SOAP request may name
    /// it as well.
    #[must_use]
    pub fn operation(&self) -> Option<(System, &'static str)> {
        self.operation
    }

    /// The decoded segments of the path that stand for the words in braces in
    /// [`Call::path`](crate::api::Call::path), such as the id of an order.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The HTTP method, if operations use it.
    #[must_use]
    pub fn method(&self) -> Option<Method> {
        self.method
    }

    /// The environment of Adaptive Payments whose host it is sent to.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        self.environment
    }

    /// The format that header fields declare for the body.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// The character encoding that the content type declares, if it is supported.
    #[must_use]
    pub fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// The format in which the client wants the answer to this body: the one that it names, or else that of the body.
    ///
    /// A body in SOAP is answered with an envelope of its version.
    #[must_use]
    pub fn answer_format(&self, body: &[u8]) -> AnswerFormat {
        let sent = Format::detect(body).or(self.format);
        let is_soap = sent == Some(Format::Soap);
        let named = self.reply_format.filter(|_| !is_soap);
        let format = named.or(sent).unwrap_or_else(|| self.usual_format());
        let namespace = Version::V12.namespace().as_bytes();
        let is_soap12 =
            self.is_soap12 || (is_soap && memchr::memmem::find(body, namespace).is_some());
        AnswerFormat {
            format,
            soap_version: if is_soap12 {
                Version::V12
            } else {
                Version::V11
            },
        }
    }

    /// The format of answers if the request has no body and names none.
    fn usual_format(&self) -> Format {
        match self.operation {
            Some((System::AdaptivePayments, _)) | None => Format::Nvp,
            Some(_) => Format::Json,
        }
    }

    /// Reads the body as the message that it is, as far as call and body name it.
    ///
    /// # Errors
    ///
    /// Those of [`codec::read`].
    pub fn read(&self, body: &[u8], config: &Config) -> Result<Reading> {
        let config = self.config(*config, body.is_empty());
        let config = config.direction(Direction::Request);
        let body = self.with_parameters(Cow::Borrowed(body));
        codec::read(&body, &or_declared(self.format, &body, config))
    }

    /// Reads the body as the request of the operation that is called. The error says what is wrong with it as this
    /// request.
    ///
    /// ```
    /// use paywire::codec::Config;
    /// use paywire::service::Incoming;
    ///
    /// let incoming = Incoming::new("POST", "/AdaptivePayments/PaymentDetails", []);
    /// let error = incoming.read_request(b"payKey=AP-1&unknown=1", &Config::strict()).unwrap_err();
    /// assert_eq!(error.to_string(), "missing field `requestEnvelope`");
    /// ```
    ///
    /// # Errors
    ///
    /// The body is damaged, exceeds a limit or is not this request, or neither call nor body name an operation.
    pub fn read_request(&self, body: &[u8], config: &Config) -> Result<Decoded> {
        let reading = self.read(body, config)?;
        match (reading.content, self.requested()) {
            (Content::Message(decoded), _) => Ok(*decoded),
            (_, Some(kind)) => {
                let config = self.config(*config, body.is_empty());
                let body = self.with_parameters(Cow::Borrowed(body));
                codec::decode(kind, reading.format, &body, &config)
            }
            _ => Err(Error::new(ErrorKind::UnknownMessage)),
        }
    }

    /// The request of the operation that is called.
    fn requested(&self) -> Option<MessageKind> {
        let (system, operation) = self.operation?;
        let mut own = system.messages_of(operation);
        own.find(|kind| kind.info().direction == Direction::Request)
    }

    /// Reads the body as a message of one type, whatever the path is.
    ///
    /// # Errors
    ///
    /// The body is damaged, exceeds a limit or is not this message, or its format is unknown or not supported by the
    /// message.
    pub fn read_as<T>(&self, body: &[u8], config: &Config) -> Result<Received<T>>
    where
        T: Message + TryFrom<AnyMessage, Error = AnyMessage>,
    {
        let kind = MessageKind::of::<T>().ok_or_else(|| Error::new(ErrorKind::UnknownMessage))?;
        let config = self.config(*config, body.is_empty());
        let body = self.with_parameters(Cow::Borrowed(body));
        let format = config.explicit_format().or_else(|| Format::detect(&body));
        let format = format
            .or(self.format)
            .ok_or_else(|| Error::new(ErrorKind::UnknownFormat))?;
        let decoded = codec::decode(kind, format, &body, &config)?;
        Received::of(decoded).map_err(|_| Error::new(ErrorKind::UnknownMessage))
    }

    /// Adds what is known of the call to a configuration.
    pub(crate) fn config(&self, config: Config, is_body_empty: bool) -> Config {
        let method = self
            .method
            .filter(|_| self.parameters(is_body_empty).is_none());
        let call = match method {
            Some(method) if self.call.has_address() => self.call.with_method(method),
            _ => self.call,
        };
        with_charset(self.charset, config.called(call))
    }

    /// The parameters in the URL that belong to a call with this body.
    pub(crate) fn parameters(&self, is_body_empty: bool) -> Option<&str> {
        let all = self.parameters.as_ref();
        let own = all.filter(|own| is_body_empty || !own.in_place_of_body);
        own.map(|own| own.text.as_str())
    }

    /// Merges a form with the parameters in the URL that it lacks. Bodies that are no forms are kept,
    /// unless they are empty.
    pub(crate) fn with_parameters<'a>(&self, body: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
        let Some(parameters) = self.parameters(body.is_empty()) else {
            return body;
        };
        let is_form = body.is_empty() || Format::detect(&body) == Some(Format::Nvp);
        if !is_form {
            return body;
        }
        let name = |pair: &[u8]| {
            let end = memchr::memchr(b'=', pair).unwrap_or(pair.len());
            pair[..end].to_vec()
        };
        let own: HashSet<Vec<u8>> = body.split(|byte| *byte == b'&').map(name).collect();
        let pairs = parameters.as_bytes().split(|byte| *byte == b'&');
        let mut all: Vec<&[u8]> = pairs.filter(|pair| !own.contains(&name(pair))).collect();
        if !body.is_empty() {
            all.push(&body);
        }
        Cow::Owned(all.join(&b'&'))
    }

    /// Finds the operation: in the query, in the path, or else in header fields.
    fn read_call(&mut self, target: &Target<'_>, fields: &Fields<'_>) {
        if let Some((system, operation)) = operation_in(target.query) {
            self.destination = Destination::Service;
            self.set_operation(system, operation);
            self.set_parameters(target.query, false);
            return;
        }
        let calls: Vec<_> = known_calls::at(target.path).collect();
        if System::of_soap_path(target.path).is_some() {
            self.destination = Destination::Service;
        }
        if calls.is_empty() && !orders_v2::is_v2(target.path) {
            match call_headers::operation(fields) {
                Named::Operation(system, operation) => self.set_operation(system, operation),
                // The body of such a request names its message.
                Named::Unknown if self.destination == Destination::Service => {}
                Named::Unknown => self.call = self.call.by(|_| false),
                Named::Nothing => {}
            }
            return;
        }
        self.destination = Destination::Service;
        self.call = self.call.at(target.path);
        // Some clients try out a call in a browser.
        if target.has_envelope() {
            self.set_parameters(target.query, true);
        }
        let by_method = calls
            .iter()
            .find(|found| Some(found.call.method) == self.method);
        let single = calls.first().filter(|_| calls.len() == 1);
        if let Some(found) = by_method.or(single) {
            self.operation = Some((found.system, found.operation));
            self.words = found.call.words_in(target.path);
        }
    }

    fn set_operation(&mut self, system: System, operation: &'static str) {
        self.operation = Some((system, operation));
        let is_own =
            |info: &MessageInfo| info.system == system && info.operation == Some(operation);
        self.call = self.call.by(is_own);
    }

    fn set_parameters(&mut self, query: &str, in_place_of_body: bool) {
        self.parameters = Some(Parameters {
            text: query.to_owned(),
            in_place_of_body,
        });
    }
}

#[cfg_attr(
    not(feature = "capture"),
    expect(dead_code, reason = "captures ask for it")
)]
impl Incoming {
    /// Whether URL or header fields belong to a known system.
    pub(crate) fn is_known(&self) -> bool {
        self.destination == Destination::Service
    }

    /// Whether its host has the pages for people instead of operations.
    pub(crate) fn is_web_host(&self) -> bool {
        self.destination == Destination::Page || self.is_webscr()
    }

    /// Whether it is sent to the approval page, which also verifies notifications.
    pub(crate) fn is_webscr(&self) -> bool {
        self.destination == Destination::Webscr
    }

    /// The declared format of the answer.
    pub(crate) fn declared_reply_format(&self) -> Option<Format> {
        self.reply_format
    }
}

/// Path and query hold secrets, so they are not shown.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("operation", &self.operation)
            .field("environment", &self.environment)
            .field("format", &self.format)
            .field("reply_format", &self.reply_format)
            .finish_non_exhaustive()
    }
}

/// Adds a declared format to a configuration without one, if the format of the body cannot be detected. Clients send
/// JSON as forms, and SOAP is sent as XML, so the body takes precedence.
pub(crate) fn or_declared(declared: Option<Format>, body: &[u8], config: Config) -> Config {
    match declared {
        Some(format) if !config.has_format() && Format::detect(body).is_none() => {
            config.format(format)
        }
        _ => config,
    }
}

/// Adds a declared charset to a configuration without one, if it is supported.
pub(crate) fn with_charset(declared: Option<Charset>, config: Config) -> Config {
    match declared.filter(|charset| charset.carries_pairs() && !config.has_charset()) {
        // It is the default, and a notification that names another charset is right.
        Some(charset) if charset.is_utf8() => config.outer_charset(charset),
        Some(charset) => config.outer_charset(charset).charset(charset),
        None => config,
    }
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;
    use crate::api::adaptive_payments::pay::PayRequest;
    use crate::api::orders_v1::CreateOrderRequest;

    const NONE: [(&str, &str); 0] = [];

    fn operation(method: &str, target: &str, headers: &[(&str, &str)]) -> Option<&'static str> {
        let incoming = Incoming::new(method, target, headers.iter().copied());
        incoming.operation().map(|(_, operation)| operation)
    }

    #[test]
    fn the_operation_is_named_in_many_places() {
        let post = |target, headers: &[_]| operation("POST", target, headers);
        assert_eq!(post("/AdaptivePayments/Pay", &[]), Some("Pay"));
        assert_eq!(
            post("https://x.example/AdaptivePayments/Pay/?a=b", &[]),
            Some("Pay")
        );
        assert_eq!(post("/pay", &[]), None);
        for action in ["urn:Pay", "\"urn:Pay\"", " urn:Pay "] {
            assert_eq!(
                post("/soap", &[("soapaction", action)]),
                Some("Pay"),
                "{action}"
            );
        }
        assert_eq!(post("/soap", &[("SOAPAction", "\"\"")]), None);
        assert_eq!(post("/soap", &[("SOAPAction", "urn:Buy")]), None);
        let odd = [("SOAPAction", "junk")];
        let incoming = Incoming::new("POST", "/AdaptivePayments", odd);
        let body = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
            <a:PaymentDetailsRequest xmlns:a="http://svcs.paypal.com/types/ap"><requestEnvelope>
            <errorLanguage>en_US</errorLanguage></requestEnvelope><payKey>AP-1</payKey></a:PaymentDetailsRequest>
            </e:Body></e:Envelope>"#;
        let read = incoming.read_request(body.as_bytes(), &Config::strict());
        assert!(read.is_ok(), "the body names its message");
        let typed = [(
            "Content-Type",
            "application/soap+xml; charset=utf-8; action=\"urn:Refund\"",
        )];
        assert_eq!(post("/", &typed), Some("Refund"));
        assert_eq!(
            post("/", &[("X-PAYPAL-OPERATION-NAME", "Pay")]),
            Some("Pay")
        );
        let query = "/sync?method=aliexpress.ds.order.create&app_key=1";
        assert_eq!(post(query, &[]), Some("DsOrderCreate"));
        assert_eq!(operation("PUT", "/v1/checkout/orders/8R", &[]), None);
        assert_eq!(
            operation("GET", "/AdaptivePayments/Pay", &[]),
            Some("Pay"),
            "tried in a browser"
        );
    }

    #[test]
    fn one_path_serves_several_methods() {
        for (method, name) in [("GET", "GetOrder"), ("DELETE", "CancelOrder")] {
            let incoming = Incoming::new(method, "/v1/checkout/orders/8R%2F1?x=y", NONE);
            let (system, operation) = incoming.operation().expect("an operation");
            assert_eq!((system, operation), (System::OrdersV1, name));
            assert_eq!(incoming.words(), ["8R/1"]);
        }
    }

    #[test]
    fn the_answer_has_the_format_that_the_client_names_or_sends() {
        let answer = |headers: &[(&'static str, &'static str)], body: &str| {
            let incoming = Incoming::new("POST", "/AdaptivePayments/Pay", headers.iter().copied());
            incoming.answer_format(body.as_bytes())
        };
        let named = ("X-PAYPAL-RESPONSE-DATA-FORMAT", "XML");
        assert_eq!(answer(&[named], "a=b").format, Format::Xml);
        assert_eq!(answer(&[], "a=b").format, Format::Nvp);
        assert_eq!(answer(&[], "{}").format, Format::Json);
        let json = ("Content-Type", "application/json");
        assert_eq!(answer(&[json], "").format, Format::Json);
        assert_eq!(
            answer(&[json], "a=b").format,
            Format::Nvp,
            "sent as something else"
        );
        assert_eq!(answer(&[], "").format, Format::Nvp);
        for version in Version::ALL {
            let body = format!("<e:Envelope xmlns:e='{}'/>", version.namespace());
            let format = answer(&[named], &body);
            assert_eq!(
                format.format,
                Format::Soap,
                "an envelope is answered with one"
            );
            assert_eq!(format.soap_version, *version);
        }
        let orders = Incoming::new("GET", "/v1/checkout/orders/8R", NONE);
        assert_eq!(orders.answer_format(b"").format, Format::Json);
    }

    #[test]
    fn bodies_are_read_in_their_charset_with_the_parameters_of_the_url() {
        let headers = [(
            "content-type",
            "application/x-www-form-urlencoded; charset=windows-1252",
        )];
        let incoming = Incoming::new("POST", "/AdaptivePayments/PaymentDetails", headers);
        let body = b"requestEnvelope.errorLanguage=en_US&payKey=Ren%E9";
        let reading = incoming.read(body, &Config::strict()).expect("read");
        let Content::Message(decoded) = reading.content else {
            panic!("a message")
        };
        let AnyMessage::PaymentDetailsRequest(request) = decoded.message else {
            panic!("{:?}", decoded.message.kind())
        };
        assert_eq!(request.pay_key.as_deref(), Some("Ren\u{e9}"));

        let target =
            "/AdaptivePayments/PaymentDetails?requestEnvelope.errorLanguage=en_US&payKey=AP-1";
        let reading = Incoming::new("GET", target, NONE).read(b"", &Config::strict());
        let content = reading.expect("read").content;
        assert!(matches!(content, Content::Message(_)), "tried in a browser");
    }

    #[test]
    fn another_message_than_the_wanted_one_is_an_error() {
        let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1";
        let incoming = Incoming::new("POST", "/my/own/path", NONE);
        let error = incoming
            .read_as::<PayRequest>(body, &Config::strict())
            .unwrap_err();
        assert_eq!(error.to_string(), "missing field `actionType`");
        let error = incoming
            .read_as::<CreateOrderRequest>(body, &Config::strict())
            .unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::UnsupportedFormat { .. }),
            "{error}"
        );
        let error = incoming
            .read_as::<PayRequest>(b"", &Config::strict())
            .unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::UnknownFormat);
    }

    #[test]
    fn nothing_of_the_target_is_shown() {
        let incoming = Incoming::new("POST", "/sync?session=planted", NONE);
        assert!(!format!("{incoming:?}").contains("planted"));
    }
}
