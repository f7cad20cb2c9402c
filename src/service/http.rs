//! Calls and answers as requests and responses of the crate [`http`].

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::{Answer, Client, Outgoing, Received, ReplyError};
use crate::api::{Method, Request};
use crate::error::{Error, ErrorKind, Result};
use crate::redact::Redactor;

impl Client {
    /// The [call](Client::call) of a request, for any client that sends requests of the crate `http`.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::Currency;
    /// use paywire::api::Environment;
    /// use paywire::api::multisafepay::MultiSafepayRefundRequest;
    /// use paywire::service::Client;
    ///
    /// let key = Secret::new("the API key".to_owned());
    /// let client = Client::multisafepay(Environment::Sandbox, &key)?;
    /// let refund = MultiSafepayRefundRequest::of(Currency::EUR, 500);
    /// let request = client.request(&refund, &["order-1"])?;
    /// assert_eq!(request.method(), http::Method::POST);
    /// assert_eq!(request.uri().path(), "/v1/json/orders/order-1/refunds");
    /// assert!(request.headers()["api_key"].is_sensitive());
    ///
    /// let response = http::Response::new(r#"{"success":true,"data":{"transaction_id":1,"refund_id":2}}"#);
    /// let reply = client.read_response::<MultiSafepayRefundRequest>(&response)?;
    /// assert!(reply.outcome().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`call`](Client::call), and an address that is none.
    pub fn request<R: Request + Clone>(
        &self,
        request: &R,
        words: &[&str],
    ) -> Result<http::Request<Vec<u8>>> {
        self.call(request, words)?.try_into()
    }

    /// Reads a response as the [reply](Client::read_reply) to a request.
    ///
    /// # Errors
    ///
    /// The body is a fault, another message than the reply, or cannot be read.
    pub fn read_response<R: Request>(
        &self,
        response: &http::Response<impl AsRef<[u8]>>,
    ) -> Result<Received<R::Reply>, ReplyError> {
        self.read_reply::<R>(response.body().as_ref())
    }
}

impl TryFrom<Outgoing> for http::Request<Vec<u8>> {
    type Error = Error;

    /// # Errors
    ///
    /// The address is none, or a value cannot stand in a header.
    fn try_from(call: Outgoing) -> Result<Self> {
        let mut request = http::Request::new(call.body);
        *request.method_mut() = method(call.method);
        *request.uri_mut() = call.url.parse().map_err(|_| {
            let what = "the address of the service is not an absolute URL".into();
            Error::new(ErrorKind::InvalidValue(what))
        })?;
        let redactor = Redactor::new();
        let is_secret = |name: &str, value: &str| redactor.header(name, value) != value;
        *request.headers_mut() = header_map(&call.headers, is_secret)?;
        Ok(request)
    }
}

impl TryFrom<Answer> for http::Response<Vec<u8>> {
    type Error = Error;

    /// # Errors
    ///
    /// The status is none, or a value cannot stand in a header.
    fn try_from(answer: Answer) -> Result<Self> {
        let mut response = http::Response::new(answer.body);
        *response.status_mut() = StatusCode::from_u16(answer.status).map_err(|_| {
            let what = "a status has three digits".into();
            Error::new(ErrorKind::InvalidValue(what))
        })?;
        // What a service says beside its answer is for everybody.
        *response.headers_mut() = header_map(&answer.headers, |_, _| false)?;
        Ok(response)
    }
}

const fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    }
}

/// Header fields, of which those are marked that must not be shown.
fn header_map(
    fields: &[(&'static str, String)],
    is_secret: impl Fn(&str, &str) -> bool,
) -> Result<HeaderMap> {
    let mut map = HeaderMap::with_capacity(fields.len());
    for (name, value) in fields {
        let invalid = || {
            let what = "it cannot stand in a header".into();
            Error::new(ErrorKind::InvalidValue(what)).or_path(|| (*name).to_owned())
        };
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let mut field = HeaderValue::from_str(value).map_err(|_| invalid())?;
        field.set_sensitive(is_secret(name, value));
        map.append(key, field);
    }
    Ok(map)
}
