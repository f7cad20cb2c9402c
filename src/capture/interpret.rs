//! Finds and decodes the messages in exchanges.
//!
//! With `call_info`, the only part of `capture` that knows payments.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::call_info::{CallInfo, declared_format};
use super::{Body, Config, Exchange, Headers, Item, Request, Response};
use crate::api::Environment;
use crate::api::adaptive_payments::redirect::Redirect;
use crate::api::adaptive_payments::service::header;
use crate::api::{Direction, System};
use crate::codec::{self, Content, Format, Reading};
use crate::encoding::Charset;
use crate::error::Result;
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
        let call = CallInfo::of(exchange, self.codec);
        let mut parts = Vec::new();
        if let Some(redirect) = call.redirect {
            parts.push(Part::without_body(PartContent::Redirect(
                redirect.0, redirect.1,
            )));
            return parts;
        }
        if let Some(request) = &exchange.request {
            parts.extend(self.request(request, &call));
        }
        let asked = !parts.is_empty();
        if let Some(response) = &exchange.response {
            let is_payment_call = call.is_known || asked;
            let has_no_request = exchange.request.is_none();
            let hint = ResponseHint {
                is_payment_call,
                has_no_request,
            };
            parts.extend(self.response(response, &call, hint));
        }
        if parts.is_empty() {
            let is_call = call.is_known;
            parts.push(Part::without_body(if is_call {
                PartContent::Call
            } else {
                PartContent::Other
            }));
        }
        parts
    }

    fn request<'a>(&self, request: &'a Request, call: &CallInfo) -> Option<Part<'a>> {
        let mut config = with_charset(call.config, &request.headers);
        // A request to an unknown URL may be a notification.
        if call.is_known && !call.is_webscr {
            config = config.direction(Direction::Request);
        }
        let headers = [header::REQUEST_DATA_FORMAT, header::MESSAGE_PROTOCOL];
        let body = DeclaredBody {
            body: &request.body,
            headers: &request.headers,
            format: declared_format(&request.headers, &headers),
        };
        let parameters = call.parameters.as_deref();
        let part = self.part(Side::Request, &body, (config, parameters), call.is_known)?;
        if call.is_known || is_message(&part) {
            return Some(part);
        }
        None
    }

    fn response<'a>(
        &self,
        response: &'a Response,
        call: &CallInfo,
        hint: ResponseHint,
    ) -> Option<Part<'a>> {
        let mut config = with_charset(call.config, &response.headers);
        config = config.direction(Direction::Response);
        let body = DeclaredBody {
            body: &response.body,
            headers: &response.headers,
            format: call
                .answers_in
                .or_else(|| declared_format(&response.headers, &[header::RESPONSE_DATA_FORMAT])),
        };
        if call.is_webscr {
            return verification(
                &response
                    .body
                    .content(&response.headers, &self.config)
                    .ok()?,
            );
        }
        let part = self.part(Side::Response, &body, (config, None), hint.is_payment_call)?;
        if hint.is_payment_call
            || (is_message(&part) && (hint.has_no_request || names_its_system(&part)))
        {
            return Some(part);
        }
        None
    }

    /// Decodes a body, merged with the call's parameters in the URL; `None` if there is none or it
    /// is irrelevant.
    fn part<'a>(
        &self,
        side: Side,
        declared: &DeclaredBody<'a>,
        (mut config, parameters): (codec::Config, Option<&str>),
        is_known: bool,
    ) -> Option<Part<'a>> {
        let is_nothing = declared.body.is_empty() && parameters.is_none();
        if is_nothing || (!is_known && is_foreign(declared.headers)) {
            return None;
        }
        let content = declared.body.content(declared.headers, &self.config);
        let (body, read) = match content.map(|body| with_parameters(body, parameters)) {
            Ok(body) if body.is_empty() => return None,
            Ok(body) => {
                if let Some(format) = declared.format.filter(|_| is_unclear(&body, &config)) {
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
            found: PartContent::Body(read),
        })
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

/// Merges a form with the parameters in the URL that it lacks. Bodies that are no forms are kept,
/// unless they are empty.
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

/// Whether header fields must determine the format. The caller's choice and the detected format
/// take precedence: clients send JSON as forms, and SOAP is sent as XML.
fn is_unclear(body: &[u8], config: &codec::Config) -> bool {
    !config.has_format() && Format::detect(body).is_none()
}

/// Sets the charset of the content type, if it is supported.
fn with_charset(config: codec::Config, headers: &Headers) -> codec::Config {
    let content_type = headers.get("content-type").and_then(|value| {
        let mut parameters = value.split(';').skip(1);
        parameters.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches(['"', '\'']))
        })
    });
    let charset = content_type.and_then(|label| label.parse::<Charset>().ok());
    match charset {
        // UTF-8 is the default, and a notification that names another charset is right.
        Some(charset) if !charset.is_utf8() && charset.carries_pairs() && !config.has_charset() => {
            config.charset(charset)
        }
        _ => config,
    }
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
