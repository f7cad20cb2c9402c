//! Answers to calls over HTTP.

use std::borrow::Cow;

use http::{HeaderMap, Request, Response, StatusCode};

use super::adaptive_payments::{self, Unread};
use super::log::Side;
use super::pages::Visit;
use super::{Caller, Sandbox};
use crate::api::AnyMessage;
use crate::api::adaptive_payments::ipn::VERIFICATION_COMMAND;
use crate::api::adaptive_payments::service::{Credentials, header};
use crate::codec::{Config as Codec, Decoded, Format};
use crate::error::{ErrorKind, Result};
use crate::service::{Answer, AnswerFormat, Incoming};

/// The folder of the operations' paths.
const FOLDER: &str = "/AdaptivePayments";

/// The end of the path of the page that people are sent to, which also verifies notifications.
const WEBSCR: &str = "/webscr";

const TEXT: &str = "text/plain; charset=utf-8";

impl Sandbox {
    /// Answers a call over HTTP as the service does: the operation, the formats of request and answer, and the caller are
    /// read from the URL and the header fields.
    ///
    /// Any credentials are accepted. The name of the API user tells whose account calls (see
    /// [`Caller::of_user_id`]), unless the header `X-PAYPAL-SECURITY-SUBJECT` names an account. A notification is verified
    /// by a post to a path that ends with `/webscr`. All other paths are answered with status 404.
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
    /// let sandbox = Sandbox::in_memory(Config::new())?;
    /// let request = PaymentDetailsRequest::by_pay_key("AP-1");
    /// let response = sandbox.call(&client.request(&request, &[])?);
    /// let error = client.read_response::<PaymentDetailsRequest>(&response).unwrap_err();
    /// assert_eq!(error.to_string(), "the service answered with FaultMessage, error 580022");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn call(&self, request: &Request<impl AsRef<[u8]>>) -> Response<Vec<u8>> {
        let call = Call::of(request);
        let is_visit = call.verification().is_none();
        if let Some(page) = is_visit.then(|| self.page(&call.visit())).flatten() {
            return page;
        }
        let operation = call.incoming.operation().map(|(_, operation)| operation);
        let response = self.response(&call);
        if self.log.is_on() {
            let format = call.incoming.answer_format(call.body).format;
            let answer = http_side(
                response.status().as_str().to_owned(),
                response.headers(),
                (response.body(), Some(format)),
            );
            self.log.add(self.now(), operation, (call.side(), answer));
        }
        response
    }

    fn response(&self, call: &Call<'_>) -> Response<Vec<u8>> {
        if call.body.len() > self.config.most_bytes {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long");
        }
        if let Some(body) = call.verification() {
            return plain(StatusCode::OK, self.verify(&body).as_str());
        }
        let is_called = call.incoming.operation().is_some();
        if !is_called && !call.path.trim_end_matches('/').starts_with(FOLDER) {
            return plain(StatusCode::NOT_FOUND, "no operation has this path");
        }
        let message = self.message(call);
        let format = call.incoming.answer_format(call.body);
        written(message, format)
            .unwrap_or_else(|error| plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()))
    }

    /// The message that answers a call.
    fn message(&self, call: &Call<'_>) -> AnyMessage {
        let operation = call.incoming.operation().map(|(_, operation)| operation);
        let refused = |unread: Unread<'_>| {
            let nobody = Caller::nobody();
            let context = self.context(&nobody, operation.unwrap_or_default());
            adaptive_payments::unread(unread, &context)
        };
        let caller = match call.caller() {
            Ok(caller) => caller,
            Err(unread) => return refused(unread),
        };
        match call.incoming.read_request(call.body, &self.config.codec) {
            Ok(decoded) => self.answer_to(&caller, decoded.message),
            Err(error) if error.kind() == &ErrorKind::UnknownMessage => refused(Unread::Unknown),
            Err(error) => refused(Unread::Body(&error)),
        }
    }
}

/// The body by which a notification is verified, if it is one: with the command first, as the documents say, or last,
/// as some clients have it.
fn verification(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let command = VERIFICATION_COMMAND.as_bytes();
    if body.starts_with(command) {
        return Some(Cow::Borrowed(body));
    }
    let sent = body.strip_suffix(command)?.strip_suffix(b"&")?;
    Some(Cow::Owned([command, b"&", sent].concat()))
}

/// A call over HTTP.
struct Call<'r> {
    method: &'r str,
    target: String,
    path: &'r str,
    query: &'r str,
    headers: &'r HeaderMap,
    body: &'r [u8],
    incoming: Incoming,
}

impl<'r> Call<'r> {
    fn of(request: &'r Request<impl AsRef<[u8]>>) -> Self {
        let (method, headers) = (request.method().as_str(), request.headers());
        let target = request.uri().to_string();
        Call {
            method,
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            incoming: Incoming::new(method, &target, texts(headers)),
            target,
            headers,
            body: request.body().as_ref(),
        }
    }

    /// Who calls.
    fn caller(&self) -> std::result::Result<Caller, Unread<'static>> {
        let credentials = Credentials::from_headers(texts(self.headers));
        let credentials = credentials.ok().flatten().ok_or(Unread::Caller)?;
        let field = |name| {
            let mut fields = texts(self.headers);
            let found = fields.find(|(own, _)| own.eq_ignore_ascii_case(name));
            found
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        if field(header::APPLICATION_ID).is_none() {
            return Err(Unread::Application);
        }
        if let Some(subject) = field(header::SUBJECT) {
            return Ok(Caller::new(subject));
        }
        let (Credentials::Signature { user_id: name, .. }
        | Credentials::Certificate { user_id: name, .. }
        | Credentials::Permission { token: name, .. }) = &credentials;
        Ok(Caller::of_user_id(name.expose()))
    }

    /// The body by which a notification is verified, if it is one. It may come as a query.
    fn verification(&self) -> Option<Cow<'r, [u8]>> {
        if !self.path.ends_with(WEBSCR) {
            return None;
        }
        verification(self.body).or_else(|| verification(self.query.as_bytes()))
    }

    /// The call as the visit of a person, who has a browser.
    fn visit(&self) -> Visit<'_> {
        let host = self.headers.get(http::header::HOST);
        let named = host.and_then(|host| host.to_str().ok());
        Visit {
            host: named.unwrap_or("127.0.0.1"),
            is_post: self.method == "POST",
            path: self.path,
            query: self.query,
            body: self.body,
        }
    }

    fn side(&self) -> Side {
        let line = format!("{} {}", self.method, self.target);
        http_side(line, self.headers, (self.body, Format::detect(self.body)))
    }
}

/// The header fields that are texts.
fn texts(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let fields = headers.iter();
    fields.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
}

fn http_side(line: String, headers: &HeaderMap, (body, format): (&[u8], Option<Format>)) -> Side {
    let fields = texts(headers);
    Side::Http {
        line,
        headers: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body.to_vec(),
        format,
    }
}

/// A message as a response.
fn written(message: AnyMessage, format: AnswerFormat) -> Result<Response<Vec<u8>>> {
    Answer::new(&Decoded::new(message), format, &Codec::strict())?.try_into()
}

fn plain(status: StatusCode, text: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(text.as_bytes().to_vec());
    *response.status_mut() = status;
    let content_type = http::HeaderValue::from_static(TEXT);
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, content_type);
    response
}
