//! Finds and decodes the messages in exchanges.
//!
//! The only part of `capture` that knows payments.

use std::borrow::Cow;
use std::fmt;

use super::{Body, Config, Exchange, Headers, Item, Request, Response};
use crate::api::Environment;
use crate::api::adaptive_payments::redirect::Redirect;
use crate::api::adaptive_payments::service::header;
use crate::api::{Direction, System};
use crate::codec::{self, Content, Format, Reading};
use crate::error::Result;
use crate::service::{Incoming, charset, declared_format, host_name, or_declared, with_charset};
use crate::veil::Veiled;

/// Finds and decodes the messages in captured traffic.
///
/// The call determines the message: the path, the service's header fields, `SOAPAction` and the
/// method. They also tell payment traffic from other traffic. A body decides only if nothing else
/// does, as for notifications, which are sent to a URL of the shop.
///
/// ```
/// use paywire::capture::{Body, Config, Exchange, PartContent, Headers, Interpreter, Item, Request};
/// use paywire::codec::{self, Content};
///
/// let request = Request {
///     method: "POST".to_owned(),
///     target: "https://svcs.paypal.com/AdaptivePayments/PaymentDetails".to_owned(),
///     headers: Headers::new(),
///     body: Body::Plain(b"requestEnvelope.errorLanguage=en_US&payKey=AP-1".to_vec()),
/// };
/// let exchange = Exchange { request: Some(request), ..Exchange::default() };
/// let item = Item::Exchange(Box::new(exchange));
///
/// let interpreter = Interpreter::new(codec::Config::strict(), Config::new());
/// let parts = interpreter.parts(&item);
/// let PartContent::Body(Ok(reading)) = &parts[0].found else { panic!("a body") };
/// assert!(matches!(reading.content, Content::Message(_)));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Interpreter {
    codec: codec::Config,
    config: Config,
}

/// A body with the decoded message, or an exchange without a body.
pub struct Part<'a> {
    /// The side of the exchange; `None` for the whole exchange and for single bodies.
    pub side: Option<Side>,
    /// The body with content codings decoded; may be empty.
    pub body: Cow<'a, [u8]>,
    /// What the part is.
    pub found: PartContent,
}

// Bodies contain secrets, so they are not shown.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("side", &self.side)
            .field("body", &Veiled::of(&self.body))
            .field("found", &self.found)
            .finish()
    }
}

/// A side of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// What was sent.
    Request,
    /// What came back.
    Response,
}

/// What a part is.
#[derive(Debug)]
#[non_exhaustive]
pub enum PartContent {
    /// A payment message, or why the body cannot be read.
    Body(Result<Reading>),
    /// A redirect of a browser to approve a payment or a preapproval.
    Redirect(Environment, Redirect),
    /// The service's verification of a notification: `true` if it is genuine.
    Verified(bool),
    /// A call without a body on either side.
    Call,
    /// Other traffic.
    Other,
}

impl Side {
    /// Returns `request` or `response`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Request => "request",
            Side::Response => "response",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Interpreter {
    /// Creates an interpreter that decodes bodies with `codec` and decompresses them within the
    /// limits of `config`.
    pub fn new(codec: codec::Config, config: Config) -> Self {
        Interpreter { codec, config }
    }

    /// Returns the parts of an entry, in order.
    #[must_use]
    pub fn parts<'a>(&self, item: &'a Item) -> Vec<Part<'a>> {
        match item {
            Item::Body(body) => vec![self.single(body)],
            Item::Bodies(bodies) if bodies.is_empty() => {
                vec![Part::without_body(PartContent::Other)]
            }
            Item::Bodies(bodies) => bodies.iter().map(|body| self.single(body)).collect(),
            Item::Exchange(exchange) => self.exchange(exchange),
        }
    }

    /// A body without context.
    fn single<'a>(&self, body: &'a [u8]) -> Part<'a> {
        Part {
            side: None,
            body: Cow::Borrowed(body),
            found: PartContent::Body(codec::read(body, &self.codec)),
        }
    }

    fn exchange<'a>(&self, exchange: &'a Exchange) -> Vec<Part<'a>> {
        let call = exchange.request.as_ref().map(Call::of);
        if let Some(redirect) = call.as_ref().and_then(Call::redirect) {
            return vec![Part::without_body(redirect)];
        }
        let mut parts = Vec::new();
        if let Some(call) = &call {
            parts.extend(self.request(call));
        }
        let is_call = call.as_ref().is_some_and(Call::is_known);
        if let Some(response) = &exchange.response {
            let hint = ResponseHint {
                is_payment_call: is_call || !parts.is_empty(),
                has_no_request: call.is_none(),
            };
            parts.extend(self.response(response, call.as_ref(), hint));
        }
        if parts.is_empty() {
            parts.push(Part::without_body(if is_call {
                PartContent::Call
            } else {
                PartContent::Other
            }));
        }
        parts
    }

    fn request<'a>(&self, call: &Call<'a>) -> Option<Part<'a>> {
        let request = call.request;
        let is_known = call.is_known();
        let mut config = call.incoming.config(self.codec, request.body.is_empty());
        // A request to an unknown URL may be a notification.
        if is_known && !call.incoming.is_webscr() {
            config = config.direction(Direction::Request);
        }
        let declared = DeclaredBody {
            body: &request.body,
            headers: &request.headers,
            format: call.incoming.format(),
        };
        let part = self.part(&declared, config, Some(call), is_known)?;
        let is_wanted = is_known || is_message(&part);
        is_wanted.then_some(Part {
            side: Some(Side::Request),
            ..part
        })
    }

    fn response<'a>(
        &self,
        response: &'a Response,
        call: Option<&Call<'a>>,
        hint: ResponseHint,
    ) -> Option<Part<'a>> {
        let headers = &response.headers;
        if call.is_some_and(|call| call.incoming.is_webscr()) {
            return verification(&response.body.content(headers, &self.config).ok()?);
        }
        let called = call.map(|call| {
            let is_empty = call.request.body.is_empty();
            call.incoming.config(self.codec, is_empty)
        });
        let charset = headers.get("content-type").and_then(charset);
        let config = with_charset(charset, called.unwrap_or(self.codec));
        let own = [header::RESPONSE_DATA_FORMAT];
        let named = call.and_then(|call| call.incoming.declared_reply_format());
        let declared = DeclaredBody {
            body: &response.body,
            headers,
            format: named.or_else(|| declared_format(|name| headers.get(name), &own)),
        };
        let config = config.direction(Direction::Response);
        let part = self.part(&declared, config, None, hint.is_payment_call)?;
        let is_wanted = hint.is_payment_call
            || (is_message(&part) && (hint.has_no_request || names_its_system(&part)));
        is_wanted.then_some(Part {
            side: Some(Side::Response),
            ..part
        })
    }

    /// Decodes a body, merged with the call's parameters in the URL; `None` if there is none or it
    /// is irrelevant.
    fn part<'a>(
        &self,
        declared: &DeclaredBody<'a>,
        config: codec::Config,
        call: Option<&Call<'_>>,
        is_known: bool,
    ) -> Option<Part<'a>> {
        let has_parameters = call.is_some_and(Call::has_parameters);
        let is_nothing = declared.body.is_empty() && !has_parameters;
        if is_nothing || (!is_known && is_foreign(declared.headers)) {
            return None;
        }
        let content = declared.body.content(declared.headers, &self.config);
        let content = content.map(|body| match call {
            Some(call) => call.incoming.with_parameters(body),
            None => body,
        });
        let (body, read) = match content {
            Ok(body) if body.is_empty() => return None,
            Ok(body) => {
                let read = codec::read(&body, &or_declared(declared.format, &body, config));
                (body, read)
            }
            Err(error) => (Cow::Borrowed(&[][..]), Err(error)),
        };
        Some(Part {
            body,
            ..Part::without_body(PartContent::Body(read))
        })
    }
}

/// A request, and what it says about the call.
struct Call<'a> {
    request: &'a Request,
    incoming: Incoming,
}

impl<'a> Call<'a> {
    fn of(request: &'a Request) -> Self {
        let incoming = Incoming::new(&request.method, &request.target, request.headers.iter());
        Call { request, incoming }
    }

    /// Whether URL or header fields belong to a known system.
    fn is_known(&self) -> bool {
        let verifies = self.incoming.is_webscr() && !self.request.body.is_empty();
        verifies || self.incoming.is_known()
    }

    fn has_parameters(&self) -> bool {
        let is_empty = self.request.body.is_empty();
        self.incoming.parameters(is_empty).is_some()
    }

    /// The redirect of a browser that it is.
    fn redirect(&self) -> Option<PartContent> {
        if !self.incoming.is_web_host() || !self.request.body.is_empty() {
            return None;
        }
        let (environment, redirect) = Redirect::parse(&self.request.url()).ok()?;
        Some(PartContent::Redirect(environment, redirect))
    }
}

impl Request {
    /// Returns the environment of the service it was sent to, if the host is known.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        Environment::of_host(host_name(self.host()?))
    }
}

impl Part<'_> {
    fn without_body(found: PartContent) -> Self {
        Part {
            side: None,
            body: Cow::Borrowed(&[]),
            found,
        }
    }
}

/// A body with what its call declares about it.
struct DeclaredBody<'a> {
    body: &'a Body,
    headers: &'a Headers,
    format: Option<Format>,
}

/// What is known about a response before it is decoded.
#[derive(Clone, Copy)]
struct ResponseHint {
    /// The request was a payment call.
    is_payment_call: bool,
    /// The request is missing.
    has_no_request: bool,
}

/// The service's answer to the verification of a notification.
fn verification(body: &[u8]) -> Option<Part<'static>> {
    let verified = match body.trim_ascii() {
        b"VERIFIED" => true,
        b"INVALID" => false,
        _ => return None,
    };
    Some(Part {
        side: Some(Side::Response),
        ..Part::without_body(PartContent::Verified(verified))
    })
}

/// Whether no message has this content type.
fn is_foreign(headers: &Headers) -> bool {
    const FOREIGN: &[&str] = &["image/", "font/", "audio/", "video/", "multipart/"];
    const PAGES: &[&str] = &[
        "text/html",
        "text/css",
        "javascript",
        "octet-stream",
        "wasm",
    ];
    let Some(said) = headers.get("content-type") else {
        return false;
    };
    let said = said.to_ascii_lowercase();
    FOREIGN.iter().any(|start| said.starts_with(start))
        || PAGES.iter().any(|page| said.contains(page))
}

fn message<'a>(part: &'a Part<'_>) -> Option<&'a codec::Decoded> {
    match &part.found {
        PartContent::Body(Ok(Reading {
            content: Content::Message(decoded),
            ..
        })) => Some(decoded),
        _ => None,
    }
}

fn is_message(part: &Part<'_>) -> bool {
    message(part).is_some()
}

/// Whether a response is certainly a payment message, although its request is unknown: it has its
/// system's envelope, while replies without one look like other objects.
fn names_its_system(part: &Part<'_>) -> bool {
    let message = message(part).map(|decoded| decoded.message.kind());
    message.is_some_and(|kind| kind.info().system == System::AdaptivePayments)
}
