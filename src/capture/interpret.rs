//! From exchanges to messages: which traffic is about payments, and what it says.
//!
//! The one room of captures that knows payments.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::called::{Called, said_format};
use super::{Body, Config, Exchange, Headers, Item, Request, Response};
use crate::api::Environment;
use crate::api::adaptive_payments::redirect::Redirect;
use crate::api::adaptive_payments::service::header;
use crate::api::{Direction, System};
use crate::codec::{self, Content, Format, Reading};
use crate::encoding::Charset;
use crate::error::Result;
use crate::veil::Veiled;

/// Finds the messages in what was captured.
///
/// What was called says which message a body is before the body does: the path, the header fields
/// of the service, `SOAPAction`, the method. Traffic that is not about payments is told apart by
/// the same, and by its body only where nothing else speaks: a notification goes to an address of
/// anybody's choice.
///
/// ```
/// use paywire::capture::{Body, Config, Exchange, Found, Headers, Interpreter, Item, Request};
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
/// let Found::Body(Ok(reading)) = &parts[0].found else { panic!("a body") };
/// assert!(matches!(reading.content, Content::Message(_)));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Interpreter {
    codec: codec::Config,
    config: Config,
}

/// A part of what was captured: a body with what it says, or an exchange without one.
pub struct Part<'a> {
    /// Which side of the exchange it is; `None` for all of it, and for a body by itself.
    pub side: Option<Side>,
    /// The body, with content codings undone; empty if there is none.
    pub body: Cow<'a, [u8]>,
    /// What was found.
    pub found: Found,
}

// A body has secrets in it, so it is not shown.
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

/// What was found in a part.
#[derive(Debug)]
#[non_exhaustive]
pub enum Found {
    /// A body that is about payments, or why it cannot be read.
    Body(Result<Reading>),
    /// A browser was sent to approve something.
    Redirect(Environment, Redirect),
    /// The service was asked whether a notification is its own: what it said.
    Verified(bool),
    /// A call with no body on either side.
    Call,
    /// Traffic about something else.
    Other,
}

impl Side {
    /// The word for it: `request` or `response`.
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
    /// Reads bodies as `codec` says, and unpacks them under the bounds of `config`.
    pub fn new(codec: codec::Config, config: Config) -> Self {
        Interpreter { codec, config }
    }

    /// The parts of an entry, in the order they travelled.
    #[must_use]
    pub fn parts<'a>(&self, item: &'a Item) -> Vec<Part<'a>> {
        match item {
            Item::Body(body) => vec![self.alone(body)],
            Item::Bodies(bodies) if bodies.is_empty() => vec![Part::whole(Found::Other)],
            Item::Bodies(bodies) => bodies.iter().map(|body| self.alone(body)).collect(),
            Item::Exchange(exchange) => self.exchange(exchange),
        }
    }

    /// A body with nothing around it.
    fn alone<'a>(&self, body: &'a [u8]) -> Part<'a> {
        Part {
            side: None,
            body: Cow::Borrowed(body),
            found: Found::Body(codec::read(body, &self.codec)),
        }
    }

    fn exchange<'a>(&self, exchange: &'a Exchange) -> Vec<Part<'a>> {
        let called = Called::of(exchange, self.codec);
        let mut parts = Vec::new();
        if let Some(redirect) = called.redirect {
            parts.push(Part::whole(Found::Redirect(redirect.0, redirect.1)));
            return parts;
        }
        if let Some(request) = &exchange.request {
            parts.extend(self.request(request, &called));
        }
        let asked = !parts.is_empty();
        if let Some(response) = &exchange.response {
            let told = called.is_known || asked;
            let alone = exchange.request.is_none();
            parts.extend(self.response(response, &called, Trust { told, alone }));
        }
        if parts.is_empty() {
            let is_call = called.is_known;
            parts.push(Part::whole(if is_call {
                Found::Call
            } else {
                Found::Other
            }));
        }
        parts
    }

    fn request<'a>(&self, request: &'a Request, called: &Called) -> Option<Part<'a>> {
        let mut config = with_charset(called.config, &request.headers);
        // What is sent to an address that is nobody's may also be a notification.
        if called.is_known && !called.is_webscr {
            config = config.direction(Direction::Request);
        }
        let headers = [header::REQUEST_DATA_FORMAT, header::MESSAGE_PROTOCOL];
        let body = Told {
            body: &request.body,
            headers: &request.headers,
            format: said_format(&request.headers, &headers),
        };
        let parameters = called.parameters.as_deref();
        let part = self.part(Side::Request, &body, (config, parameters), called.is_known)?;
        if called.is_known || is_message(&part) {
            return Some(part);
        }
        None
    }

    fn response<'a>(
        &self,
        response: &'a Response,
        called: &Called,
        trust: Trust,
    ) -> Option<Part<'a>> {
        let mut config = with_charset(called.config, &response.headers);
        config = config.direction(Direction::Response);
        let body = Told {
            body: &response.body,
            headers: &response.headers,
            format: called
                .answers_in
                .or_else(|| said_format(&response.headers, &[header::RESPONSE_DATA_FORMAT])),
        };
        if called.is_webscr {
            return verification(
                &response
                    .body
                    .content(&response.headers, &self.config)
                    .ok()?,
            );
        }
        let part = self.part(Side::Response, &body, (config, None), trust.told)?;
        if trust.told || (is_message(&part) && (trust.alone || says_its_system(&part))) {
            return Some(part);
        }
        None
    }

    /// A body, with the parameters of the call that stand in the address, and what it says; `None` if there is none, or it
    /// is of no interest.
    fn part<'a>(
        &self,
        side: Side,
        told: &Told<'a>,
        (mut config, parameters): (codec::Config, Option<&str>),
        is_known: bool,
    ) -> Option<Part<'a>> {
        let is_nothing = told.body.is_empty() && parameters.is_none();
        if is_nothing || (!is_known && is_foreign(told.headers)) {
            return None;
        }
        let content = told.body.content(told.headers, &self.config);
        let (body, read) = match content.map(|body| with_parameters(body, parameters)) {
            Ok(body) if body.is_empty() => return None,
            Ok(body) => {
                if let Some(format) = told.format.filter(|_| is_unclear(&body, &config)) {
                    config = config.format(format);
                }
                let read = codec::read(&body, &config);
                (body, read)
            }
            Err(error) => (Cow::Borrowed(&[][..]), Err(error)),
        };
        Some(Part {
            side: Some(side),
            body,
            found: Found::Body(read),
        })
    }
}

impl Part<'_> {
    fn whole(found: Found) -> Self {
        Part {
            side: None,
            body: Cow::Borrowed(&[]),
            found,
        }
    }
}

/// A body with what was said about it.
struct Told<'a> {
    body: &'a Body,
    headers: &'a Headers,
    format: Option<Format>,
}

/// A form together with the parameters in the address that are not in it again. What is no form stays as it is, unless
/// it is nothing.
fn with_parameters<'a>(body: Cow<'a, [u8]>, parameters: Option<&str>) -> Cow<'a, [u8]> {
    let Some(parameters) = parameters else {
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

/// What speaks for an answer before it is looked at.
#[derive(Clone, Copy)]
struct Trust {
    /// The request was about payments.
    told: bool,
    /// There is no request that could have said so.
    alone: bool,
}

/// What the service says when it is asked whether a notification is its own.
fn verification(body: &[u8]) -> Option<Part<'static>> {
    let verified = match body.trim_ascii() {
        b"VERIFIED" => true,
        b"INVALID" => false,
        _ => return None,
    };
    Some(Part {
        side: Some(Side::Response),
        ..Part::whole(Found::Verified(verified))
    })
}

/// Whether header fields have to say the format. The caller's word goes before theirs, and so does
/// what the body begins like: clients send JSON as forms, and SOAP travels as XML.
fn is_unclear(body: &[u8], config: &codec::Config) -> bool {
    !config.has_format() && Format::detect(body).is_none()
}

/// Reads bodies in the charset that the type of the content names, if it is known here.
fn with_charset(config: codec::Config, headers: &Headers) -> codec::Config {
    let said = headers.get("content-type").and_then(|value| {
        let mut parameters = value.split(';').skip(1);
        parameters.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches(['"', '\'']))
        })
    });
    let charset = said.and_then(|label| label.parse::<Charset>().ok());
    match charset {
        // UTF-8 is the default, and a notification that says another charset in itself is right.
        Some(charset) if !charset.is_utf8() && charset.carries_pairs() && !config.has_charset() => {
            config.charset(charset)
        }
        _ => config,
    }
}

/// Whether the type of the content is one that no message travels in.
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
        Found::Body(Ok(Reading {
            content: Content::Message(decoded),
            ..
        })) => Some(decoded),
        _ => None,
    }
}

fn is_message(part: &Part<'_>) -> bool {
    message(part).is_some()
}

/// Whether an answer is one without doubt, although nothing is known of its request: it has the
/// envelope of its system, where answers of others are objects like many.
fn says_its_system(part: &Part<'_>) -> bool {
    let message = message(part).map(|decoded| decoded.message.kind());
    message.is_some_and(|kind| kind.info().system == System::AdaptivePayments)
}
