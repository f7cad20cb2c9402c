//! Answers to calls over HTTP.

use std::borrow::Cow;

use http::uri::Authority;
use http::{HeaderMap, Request, Response, StatusCode, Uri};

use super::log::{ExchangeKind, Side};
use super::operation::{Asked, Reply, text_response};
use super::pages::{self, Visit};
use super::service::{self, Service};
use super::url::parameter;
use super::{Caller, Sandbox};
use crate::api::{AnyMessage, Direction, Formats, Method};
use crate::codec::{Config as Codec, Decoded, Format};
use crate::error::Result;
use crate::service::{Answer, AnswerFormat, Incoming};

const TEXT: &str = "text/plain; charset=utf-8";

impl Sandbox {
    /// Answers a call over HTTP as the service does: the operation, the formats of request and answer, and the caller are
    /// read from the URL and the header fields.
    ///
    /// Any credentials are accepted. In Adaptive Payments the name of the API user tells whose account calls (see
    /// [`Caller::of_user_id`]), unless the header `X-PAYPAL-SECURITY-SUBJECT` names an account; a notification is verified
    /// by a post to a path that ends with `/webscr`. The [module](super) says who calls in the other systems. All other
    /// paths are answered with status 404.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::api::Environment;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    /// use paywire::api::adaptive_payments::service::{
    ///     Credentials, RequestHeaders, SANDBOX_APPLICATION_ID,
    /// };
    /// use paywire::sandbox::{Config, Sandbox};
    /// use paywire::service::Client;
    ///
    /// let credentials = Credentials::Certificate {
    ///     user_id: Secret::from("shop_api1.example.com"),
    ///     password: Secret::from("any"),
    /// };
    /// let caller = RequestHeaders::new(credentials, SANDBOX_APPLICATION_ID);
    /// let client = Client::adaptive_payments(Environment::Sandbox, &caller)?;
    ///
    /// let sandbox = Sandbox::in_memory(Config::new());
    /// let request = PaymentDetailsRequest::by_pay_key("AP-1");
    /// let response = sandbox.call(&client.request(&request, &[])?);
    /// let error = client.read_response::<PaymentDetailsRequest>(&response).unwrap_err();
    /// assert_eq!(error.to_string(), "the service answered with FaultMessage, error 580022");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn call(&self, request: &Request<impl AsRef<[u8]>>) -> Response<Vec<u8>> {
        let call = Call::of(request);
        if let Some(page) = self.page(&call.visit()) {
            if self.log.is_on() && !pages::is_of_log(call.path) {
                let fields = texts(page.headers());
                let answer = Side::http(&[page.status().as_str()], fields, (b"", None));
                self.log
                    .add_other(self.now(), ExchangeKind::Visit, (call.side(), answer));
            }
            return page;
        }
        let Answered {
            response,
            operation,
            is_fault,
        } = self.answered(&call);
        if self.log.is_on() {
            let fields = texts(response.headers());
            let sent = (&response.body()[..], Some(call.answer.format));
            let answer = Side::http(&[response.status().as_str()], fields, sent);
            let sides = (call.side(), answer.failed(is_fault));
            self.log.add(self.now(), operation, sides);
        }
        response
    }

    fn answered(&self, call: &Call<'_>) -> Answered {
        if call.body.len() > self.config.most_bytes {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long").into();
        }
        if let Some(response) = service::all().find_map(|service| service.aside(self, call)) {
            return response.into();
        }
        let Some(service) = call.service() else {
            return plain(StatusCode::NOT_FOUND, "no operation has this path").into();
        };
        if let Some(method) = call.other_method(service) {
            return not_allowed(method).into();
        }
        let (reply, operation) = self.reply(service, call);
        let (response, is_fault) = match reply {
            Reply::Message(message) => {
                let is_fault = service.is_fault(&message);
                (written(*message, call.answer), is_fault)
            }
            Reply::Other(response) => (Ok(response), false),
        };
        let response = response
            .unwrap_or_else(|error| plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()));
        Answered {
            response,
            operation,
            is_fault,
        }
    }

    /// The reply to a call, and the operation that path, header fields or body name.
    fn reply(&self, service: &dyn Service, call: &Call<'_>) -> (Reply, Option<&'static str>) {
        let named = call.incoming.operation().map(|(_, operation)| operation);
        let nobody = Caller::nobody();
        let context = self.context(&nobody, named.unwrap_or_default());
        let caller = match service.caller(call, &context) {
            Ok(caller) => caller,
            Err(fault) => return (Reply::Message(fault), named),
        };
        let read = call.has_request(service).then(|| {
            let read = call.incoming.read_request(call.body, &self.config.codec);
            read.map(|decoded| decoded.message)
        });
        let asked = match read.transpose() {
            Ok(message) => call.asked(message),
            Err(error) => return (service.unread(&error, &context).into(), named),
        };
        let operation = asked.operation().or(named);
        let context = self.context(&caller, operation.unwrap_or_default());
        (service.answer(&self.store, asked, &context), operation)
    }
}

/// The answer to a call, and what the log says of it.
struct Answered {
    response: Response<Vec<u8>>,
    operation: Option<&'static str>,
    is_fault: bool,
}

impl From<Response<Vec<u8>>> for Answered {
    /// A response without a message.
    fn from(response: Response<Vec<u8>>) -> Self {
        Answered {
            response,
            operation: None,
            is_fault: false,
        }
    }
}

/// A call over HTTP.
pub(super) struct Call<'r> {
    pub(super) method: &'r str,
    target: String,
    uri: &'r Uri,
    pub(super) path: &'r str,
    pub(super) query: &'r str,
    headers: &'r HeaderMap,
    pub(super) body: &'r [u8],
    pub(super) incoming: Incoming,
    answer: AnswerFormat,
}

impl<'r> Call<'r> {
    fn of(request: &'r Request<impl AsRef<[u8]>>) -> Self {
        let (method, headers) = (request.method().as_str(), request.headers());
        let uri = request.uri();
        let target = uri.to_string();
        let body = request.body().as_ref();
        let incoming = Incoming::new(method, &target, texts(headers));
        Call {
            method,
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
            target,
            uri,
            headers,
            body,
            answer: incoming.answer_format(body),
            incoming,
        }
    }

    /// The service that is called.
    fn service(&self) -> Option<&'static dyn Service> {
        match self.incoming.operation() {
            Some((system, _)) => Some(service::of(system)),
            None => service::at(self.path),
        }
    }

    /// The method of the operation, if it is called by another one. What has its parameters in the URL may be tried out in a
    /// browser.
    fn other_method(&self, service: &dyn Service) -> Option<Method> {
        let named = self.incoming.operation();
        if named.is_none() && !service.is_named_by_body(self.path) {
            return None;
        }
        let own = named.and_then(|(system, operation)| {
            let mut calls = system.known_calls().iter();
            calls.find(|(name, _)| *name == operation)
        });
        // Where the body names the operation, it is posted.
        let method = own.map_or(Method::Post, |(_, call)| call.method);
        let in_url = named.is_none() || self.incoming.parameters(true).is_some();
        let is_tried = self.method == "GET" && in_url;
        (self.method != method.as_str() && !is_tried).then_some(method)
    }

    /// Whether its body is a message.
    fn has_request(&self, service: &dyn Service) -> bool {
        let Some((system, operation)) = self.incoming.operation() else {
            return service.is_named_by_body(self.path);
        };
        let mut messages = system.messages_of(operation);
        messages.any(|kind| kind.info().direction == Direction::Request)
    }

    /// What the caller asks for.
    fn asked(&self, message: Option<AnyMessage>) -> Asked<'_> {
        Asked {
            message,
            body: self.body,
            words: self.incoming.words(),
            query: self.query,
            base: Cow::Owned(format!("http://{}", self.host())),
        }
    }

    /// The host and port at which the sandbox is called.
    fn host(&self) -> &str {
        let named = self.uri.authority().map(Authority::as_str);
        self.field("host").or(named).unwrap_or("127.0.0.1")
    }

    /// The header fields that are texts.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        texts(self.headers)
    }

    /// The text of a header field, if there is one.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?.to_str().ok()?.trim();
        Some(value).filter(|value| !value.is_empty())
    }

    /// The token by which the caller is known, if there is one.
    pub(super) fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.field("authorization")?.split_once(' ')?;
        let token = token.trim();
        let is_token = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty();
        is_token.then_some(token)
    }

    /// The value of a parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        parameter(self.query, name)
    }

    /// The call as the visit of a person, who has a browser.
    fn visit(&self) -> Visit<'_> {
        Visit {
            host: self.host(),
            is_post: self.method == "POST",
            path: self.path,
            query: self.query,
            body: self.body,
        }
    }

    fn side(&self) -> Side {
        let line = [self.method, " ", &self.target];
        Side::http(&line, self.fields(), (self.body, None))
    }
}

/// The header fields that are texts.
fn texts(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let fields = headers.iter();
    fields.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
}

/// A message as a response, in a format that it has.
fn written(message: AnyMessage, format: AnswerFormat) -> Result<Response<Vec<u8>>> {
    let format = match message.kind().info().formats {
        Formats::All => format,
        _ => Format::Json.into(),
    };
    Answer::new(&Decoded::new(message), format, &Codec::strict())?.try_into()
}

/// The answer to a call by another method than this.
fn not_allowed(method: Method) -> Response<Vec<u8>> {
    let text = format!("this operation is called by {method}");
    let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, &text);
    let allowed = http::HeaderValue::from_static(method.as_str());
    response.headers_mut().insert(http::header::ALLOW, allowed);
    response
}

/// A text for people as a response.
pub(super) fn plain(status: StatusCode, text: &str) -> Response<Vec<u8>> {
    text_response(status, TEXT, text)
}
