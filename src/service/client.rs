//! What a client sends over HTTP.

use std::fmt;

#[cfg(feature = "adaptive-payments")]
use crate::api::adaptive_payments::service::{RequestHeaders, header};
#[cfg(feature = "aliexpress")]
use crate::api::aliexpress::DsCredentials;
use crate::api::{AnyMessage, Environment, Message, MessageKind, Method, Request, System};
use crate::codec::{self, Config, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::soap::ACTION_HEADER;
use crate::value::Secret;
use crate::veil::Veiled;

#[cfg(feature = "aliexpress")]
use jiff::Timestamp;

use super::Received;
use super::reply::{ReplyError, read_answer, read_reply_with};

/// A client of one service: knows the address, the credentials and the formats. It makes HTTP calls from
/// requests, and replies from answers; sending is up to you.
///
/// ```
/// use paywire::Secret;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::api::Environment;
/// use paywire::api::adaptive_payments::service::{Credentials, RequestHeaders};
/// use paywire::codec::Format;
/// use paywire::service::Client;
///
/// let credentials = Credentials::Signature {
///     user_id: Secret::new("shop_api1.shop.example".to_owned()),
///     password: Secret::new("the password".to_owned()),
///     signature: Secret::new("the signature".to_owned()),
/// };
/// let caller = RequestHeaders::new(credentials, "APP-80W284485P519543T");
/// let client = Client::adaptive_payments(Environment::Sandbox, &caller)?
///     .format(Format::Nvp)
///     .reply_format(Format::Json);
///
/// let call = client.call(&PaymentDetailsRequest::by_pay_key("AP-1"), &[])?;
/// assert_eq!(call.url, "https://svcs.sandbox.paypal.com/AdaptivePayments/PaymentDetails");
/// assert_eq!(call.body, b"requestEnvelope.errorLanguage=en_US&payKey=AP-1");
/// assert_eq!(call.header("X-PAYPAL-RESPONSE-DATA-FORMAT"), Some("JSON"));
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Client {
    system: System,
    base_url: String,
    /// The header fields with the credentials.
    caller: Vec<(&'static str, Secret<String>)>,
    /// What signs requests.
    #[cfg(feature = "aliexpress")]
    signer: Option<DsCredentials>,
    format: Format,
    reply_format: Option<Format>,
    config: Config,
}

impl Client {
    /// Creates a client of Adaptive Payments that sends NVP.
    ///
    /// # Errors
    ///
    /// A value of the headers holds a control character.
    #[cfg(feature = "adaptive-payments")]
    #[cfg_attr(docsrs, doc(cfg(feature = "adaptive-payments")))]
    pub fn adaptive_payments(environment: Environment, caller: &RequestHeaders) -> Result<Self> {
        let headers = caller.headers()?;
        let caller = headers.iter();
        let caller = caller.map(|(name, value)| (name, Secret::new(value.to_owned())));
        Ok(Client {
            format: Format::Nvp,
            caller: caller.collect(),
            ..Client::of(System::AdaptivePayments, environment)
        })
    }

    /// Creates a client of Orders v1 with an OAuth access token.
    ///
    /// # Errors
    ///
    /// The token holds a control character.
    #[cfg(feature = "orders-v1")]
    #[cfg_attr(docsrs, doc(cfg(feature = "orders-v1")))]
    pub fn orders_v1(environment: Environment, access_token: &Secret<String>) -> Result<Self> {
        let token = format!("Bearer {}", access_token.expose());
        Ok(Client {
            caller: vec![authorized("Authorization", token)?],
            ..Client::of(System::OrdersV1, environment)
        })
    }

    /// Creates a client of `MultiSafepay` with the API key of a site. The test environment has separate keys.
    ///
    /// # Errors
    ///
    /// The key holds a control character.
    #[cfg(feature = "multisafepay")]
    #[cfg_attr(docsrs, doc(cfg(feature = "multisafepay")))]
    pub fn multisafepay(environment: Environment, api_key: &Secret<String>) -> Result<Self> {
        Ok(Client {
            caller: vec![authorized("api_key", api_key.expose().clone())?],
            ..Client::of(System::MultiSafepay, environment)
        })
    }

    /// Creates a client of `AliExpress`, which signs each request when it is [made](Client::call). There is no sandbox.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::api::aliexpress::{
    ///     DsCredentials, DsExtendRequest, DsLogisticsAddress, DsOrderCreateRequest, DsPlaceOrderRequest, DsProductItem,
    /// };
    /// use paywire::service::Client;
    ///
    /// let [app_key, app_secret, session] =
    ///     ["30001", "the secret", "the token"].map(|text| Secret::new(text.to_owned()));
    /// let client = Client::aliexpress(DsCredentials { app_key, app_secret, session });
    /// let items = [DsProductItem::new(1_005_004_638_293_060, 1)];
    /// let order = DsPlaceOrderRequest::new(DsLogisticsAddress::default(), items);
    /// let request = DsOrderCreateRequest {
    ///     ds_extend_request: Some(DsExtendRequest::paying().into()),
    ///     ..DsOrderCreateRequest::new(order)
    /// };
    /// let call = client.call(&request, &[])?;
    /// assert_eq!(call.url, "https://api-sg.aliexpress.com/sync");
    /// assert!(String::from_utf8_lossy(&call.body).contains("&sign_method=sha256&sign="));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[cfg(feature = "aliexpress")]
    #[cfg_attr(docsrs, doc(cfg(feature = "aliexpress")))]
    pub fn aliexpress(credentials: DsCredentials) -> Self {
        Client {
            format: Format::Nvp,
            reply_format: Some(Format::Json),
            signer: Some(credentials),
            ..Client::of(System::AliExpress, Environment::Production)
        }
    }

    fn of(system: System, environment: Environment) -> Self {
        Client {
            system,
            base_url: system.base_url(environment).unwrap_or_default(),
            caller: Vec::new(),
            #[cfg(feature = "aliexpress")]
            signer: None,
            format: Format::Json,
            reply_format: None,
            config: Config::strict(),
        }
    }

    /// Replaces the scheme and host of the service, for example by those of a mock:
    /// `http://127.0.0.1:8080`.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        while self.base_url.ends_with('/') {
            self.base_url.pop();
        }
        self
    }

    /// Sets the format of requests, and of replies unless [`reply_format`](Client::reply_format) sets
    /// another.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Sets the format in which replies are requested.
    ///
    /// Only Adaptive Payments has a choice, and answers SOAP with SOAP.
    pub const fn reply_format(mut self, format: Format) -> Self {
        self.reply_format = Some(format);
        self
    }

    /// Sets how requests are written and replies read.
    pub const fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Makes the HTTP call of a request. `words` replace the words in braces in the
    /// [path](crate::api::Call::path) of the operation, such as the id of an order.
    ///
    /// # Errors
    ///
    /// The request belongs to another system, does not support the format or has a value that the format
    /// cannot hold, or `words` has more or fewer words than the path needs.
    pub fn call<R: Request + Clone>(&self, request: &R, words: &[&str]) -> Result<Outgoing> {
        let operation = R::INFO.operation.filter(|_| R::INFO.system == self.system);
        let operation = operation.ok_or_else(|| {
            let what = format!("{} is not sent to this service", R::INFO.name);
            Error::new(ErrorKind::InvalidValue(what.into()))
        })?;
        let message = self.signed(request.clone().into())?;
        let body = codec::encode(&message, self.format, &self.config)?;
        let mut call = if self.system.has_method(operation) {
            self.outgoing(Method::Post, "")
        } else {
            self.ask(operation, words)?
        };
        let content_type = self.format.content_type().to_owned();
        call.headers.insert(0, ("Content-Type", content_type));
        if self.format == Format::Soap {
            let action = R::INFO.soap_action().unwrap_or_default();
            call.headers.push((ACTION_HEADER, format!("\"{action}\"")));
        }
        call.body = body.into_bytes();
        Ok(call)
    }

    /// Makes the HTTP call of an operation that has no body, such as looking up an order.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::api::Environment;
    /// use paywire::service::Client;
    ///
    /// let token = Secret::new("A21AA".to_owned());
    /// let client = Client::orders_v1(Environment::Sandbox, &token)?;
    /// let call = client.ask("GetOrder", &["8RU61172JS455403V"])?;
    /// assert_eq!(call.url, "https://api.sandbox.paypal.com/v1/checkout/orders/8RU61172JS455403V");
    /// assert_eq!(call.header("authorization"), Some("Bearer A21AA"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The service has no such operation, or `words` has more or fewer words than its path needs.
    pub fn ask(&self, operation: &str, words: &[&str]) -> Result<Outgoing> {
        let call = self.system.call(operation).ok_or_else(|| {
            let what = format!("{} has no operation of this name", self.system);
            Error::new(ErrorKind::InvalidValue(what.into()))
        })?;
        let places = call
            .path
            .split('/')
            .filter(|segment| segment.starts_with('{'));
        if places.count() != words.len() {
            let what = format!("give one word for each of those in braces in {}", call.path);
            return Err(Error::new(ErrorKind::InvalidValue(what.into())));
        }
        Ok(self.outgoing(call.method, &call.path_to(words.iter().copied())))
    }

    fn outgoing(&self, method: Method, path: &str) -> Outgoing {
        Outgoing {
            method,
            url: [self.base_url.as_str(), path].concat(),
            headers: self.headers(),
            body: Vec::new(),
        }
    }

    /// The message with its signature, if the system has signatures.
    fn signed(&self, message: AnyMessage) -> Result<AnyMessage> {
        #[cfg(feature = "aliexpress")]
        if let (Some(signer), AnyMessage::DsOrderCreateRequest(request)) = (&self.signer, &message)
        {
            let now = Timestamp::now().as_millisecond();
            return Ok(request.clone().signed(signer, now)?.into());
        }
        Ok(message)
    }

    /// Reads the body of an answer as the reply to a request, in whatever format it is.
    ///
    /// # Errors
    ///
    /// The body is a fault, another message than the reply, or cannot be read.
    pub fn read_reply<R: Request>(&self, body: &[u8]) -> Result<Received<R::Reply>, ReplyError> {
        read_reply_with::<R>(body, &self.reading(body))
    }

    /// Reads the body of an answer as a message, after a call of [`ask`](Client::ask).
    ///
    /// # Errors
    ///
    /// The body is a fault, another message, or cannot be read.
    pub fn read_answer<T>(&self, body: &[u8]) -> Result<Received<T>, ReplyError>
    where
        T: Message + TryFrom<AnyMessage, Error = AnyMessage>,
    {
        let kind = MessageKind::from_name(T::INFO.name).ok_or_else(|| {
            let what = "a message of one's own, which no service answers with";
            Error::new(ErrorKind::InvalidValue(what.into()))
        })?;
        read_answer(T::INFO.operation, kind, body, &self.reading(body))
    }

    /// How an answer is read.
    fn reading(&self, body: &[u8]) -> Config {
        let asked = self.reply_format.unwrap_or(self.format);
        self.config.format(Format::detect(body).unwrap_or(asked))
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        let caller = self.caller.iter();
        let caller = caller.map(|(name, value)| (*name, value.expose().clone()));
        let mut headers: Vec<_> = caller.collect();
        #[cfg(feature = "adaptive-payments")]
        if self.system == System::AdaptivePayments {
            headers.extend(self.format_headers());
        }
        headers
    }

    /// The headers that name the format of the request and the one of the reply.
    #[cfg(feature = "adaptive-payments")]
    fn format_headers(&self) -> Vec<(&'static str, String)> {
        let reply = self.reply_format.unwrap_or(self.format).headers();
        let reply = reply.into_iter();
        let reply = reply.filter(|(name, _)| *name == header::RESPONSE_DATA_FORMAT);
        let own = self.format.headers().into_iter();
        let own = own.filter(|(name, _)| *name != header::RESPONSE_DATA_FORMAT);
        let all = own.chain(reply);
        all.map(|(name, value)| (name, value.to_owned())).collect()
    }
}

/// A header field with credentials.
fn authorized(name: &'static str, value: String) -> Result<(&'static str, Secret<String>)> {
    if value.chars().any(char::is_control) {
        let what = "a header cannot hold a control character".into();
        return Err(Error::new(ErrorKind::InvalidValue(what)).or_path(|| name.to_owned()));
    }
    Ok((name, Secret::new(value)))
}

/// Credentials are not shown.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("system", &self.system)
            .field("base_url", &self.base_url)
            .field("format", &self.format)
            .field("reply_format", &self.reply_format)
            .finish_non_exhaustive()
    }
}

/// A call over HTTP, ready to be sent by any client.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// The header fields, by name and value: the type of the content, the formats, and the credentials, which are
    /// secrets.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Outgoing {
    /// The value of a header field, letter case of the name ignored.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        super::header(&self.headers, name)
    }
}

/// Neither the body nor the values of headers are shown: they may hold secrets.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Outgoing")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &names)
            .field("body", &Veiled::of(&self.body))
            .finish()
    }
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;
    use crate::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    use crate::api::adaptive_payments::service::Credentials;
    use crate::api::aliexpress::{
        DsLogisticsAddress, DsOrderCreateRequest, DsOutcome, DsPlaceOrderRequest, DsProductItem,
        verify_signature,
    };
    use crate::api::multisafepay::MultiSafepayRefundRequest;
    use crate::value::Currency;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    fn adaptive() -> Client {
        let credentials = Credentials::Certificate {
            user_id: secret("planted-1"),
            password: secret("planted-2"),
        };
        let caller = RequestHeaders::new(credentials, "APP-1");
        Client::adaptive_payments(Environment::Production, &caller).expect("a client")
    }

    #[test]
    fn formats_of_request_and_reply_may_differ() {
        let request = PaymentDetailsRequest::by_pay_key("AP-1");
        for (format, reply, named) in [
            (Format::Nvp, None, [Some("NV"), Some("NV"), None]),
            (
                Format::Xml,
                Some(Format::Json),
                [Some("XML"), Some("JSON"), None],
            ),
            (Format::Soap, None, [None, None, Some("SOAP11")]),
        ] {
            let mut client = adaptive().format(format);
            client.reply_format = reply;
            let call = client.call(&request, &[]).expect("a call");
            let names = [
                header::REQUEST_DATA_FORMAT,
                header::RESPONSE_DATA_FORMAT,
                header::MESSAGE_PROTOCOL,
            ];
            assert_eq!(names.map(|name| call.header(name)), named, "{format}");
            assert_eq!(Format::detect(&call.body), Some(format));
            let action = call.header("soapaction");
            assert_eq!(
                action,
                (format == Format::Soap).then_some("\"urn:PaymentDetails\"")
            );
        }
    }

    #[test]
    fn a_mock_is_called_at_its_own_address() {
        let client = Client::multisafepay(Environment::Sandbox, &secret("planted"));
        let client = client.expect("a client").base_url("http://127.0.0.1:80/");
        let refund = MultiSafepayRefundRequest::of(Currency::EUR, 500);
        let call = client.call(&refund, &["order 1"]).expect("a call");
        assert_eq!(
            call.url,
            "http://127.0.0.1:80/v1/json/orders/order%201/refunds"
        );
        assert_eq!(call.header("API_KEY"), Some("planted"));
        assert_eq!(call.method, Method::Post);
        assert!(!format!("{client:?} {call:?}").contains("planted"));
    }

    #[test]
    fn a_signed_call_is_verified_by_its_receiver() {
        let [app_key, app_secret, session] = ["30001", "planted-3", "planted-4"].map(secret);
        let client = Client::aliexpress(DsCredentials {
            app_key,
            app_secret: app_secret.clone(),
            session,
        });
        let client = client.base_url("http://127.0.0.1:80/sync");
        let items = [DsProductItem::new(1_005_004_638_293_060, 1)];
        let order = DsPlaceOrderRequest::new(DsLogisticsAddress::default(), items);
        let call = client
            .call(&DsOrderCreateRequest::new(order), &[])
            .expect("a call");
        assert_eq!(call.url, "http://127.0.0.1:80/sync");
        let type_of = call.header("content-type").expect("a type");
        assert!(type_of.starts_with("application/x-www-form-urlencoded"));
        assert!(verify_signature(&call.body, &app_secret).expect("signed"));
        assert!(!format!("{client:?} {call:?}").contains("planted"));

        let reply = br#"{"aliexpress_ds_order_create_response":{"result":{"is_success":true,"order_list":{"number":[1]}}}}"#;
        let reply = client
            .read_reply::<DsOrderCreateRequest>(reply)
            .expect("a reply");
        assert!(matches!(
            reply.outcome(true),
            DsOutcome::CreatedAndPaid { .. }
        ));
        let refusal = br#"{"error_response":{"code":27,"msg":"Invalid session"}}"#;
        let refused = client
            .read_reply::<DsOrderCreateRequest>(refusal)
            .unwrap_err();
        assert!(refused.fault().is_some());
    }

    #[test]
    fn what_cannot_be_called_is_an_error() {
        let refund = MultiSafepayRefundRequest::of(Currency::EUR, 500);
        let other = adaptive().call(&refund, &["1"]).unwrap_err();
        assert_eq!(
            other.to_string(),
            "MultiSafepayRefundRequest is not sent to this service",
        );
        let client = Client::multisafepay(Environment::Production, &secret("k")).expect("a client");
        let unnamed = client.call(&refund, &[]).unwrap_err();
        assert_eq!(
            unnamed.to_string(),
            "give one word for each of those in braces in /v1/json/orders/{order_id}/refunds",
        );
        let control = Client::orders_v1(Environment::Production, &secret("a\r\nb")).unwrap_err();
        assert_eq!(control.path(), Some("Authorization"));
    }
}
