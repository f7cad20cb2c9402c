//! Messages in the format of the client.

use std::ops::{Deref, DerefMut};

use axum_core::extract::{FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use http::request::Parts;

use super::input::{Input, Refused, content_type, with_charset};
use super::{Rejection, RejectionReason, unwritable};
use crate::api::{AnyMessage, Message, System};
use crate::codec::{Config, Decoded, Format, Unknowns};
use crate::error::{Error, ErrorKind, Result};
use crate::service::{Answer, AnswerFormat, Incoming, Received};

/// A message, and the format in which its sender wants the answer.
///
/// As an extractor it reads the message of a request in any format of its service: in the one of the body, whatever the
/// header fields say, since clients send JSON as a form. [`reply`](Payload::reply) makes the response, a message in the
/// format of the answer: the one that the header fields of the request ask for, or else the one of the body; SOAP is
/// answered with an envelope of its version.
///
/// ```
/// use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
/// use paywire::api::adaptive_payments::errors;
/// use paywire::api::adaptive_payments::fault::FaultMessage;
/// use paywire::api::adaptive_payments::execute_payment::{ExecutePaymentRequest, ExecutePaymentResponse};
/// use paywire::service::axum::Payload;
///
/// async fn execute(
///     request: Payload<ExecutePaymentRequest>,
/// ) -> Result<Payload<ExecutePaymentResponse>, Payload<FaultMessage>> {
///     let code = errors::explain(580_022).expect("a documented code");
///     let error = code.error("ExecutePayment", [request.pay_key.as_str()]);
///     let envelope = ResponseEnvelope::now(AckCode::Failure);
///     Err(request.reply(FaultMessage::new(envelope, vec![error])))
/// }
/// # let _: axum::Router = axum::Router::new().route("/", axum::routing::post(execute));
/// ```
///
/// `Payload<AnyMessage>` reads the request of any operation. The path has to name it, so such a handler must not be
/// nested below a part of the path.
#[derive(Clone, Debug)]
pub struct Payload<T> {
    received: Received<T>,
    incoming: Option<Incoming>,
    format: AnswerFormat,
}

impl<T> Payload<T> {
    /// A message to be sent in a format.
    pub fn new(message: T, format: impl Into<AnswerFormat>) -> Self {
        Payload {
            received: Received {
                message,
                unknown: Unknowns::default(),
                envelope: None,
                warnings: Vec::new(),
            },
            incoming: None,
            format: format.into(),
        }
    }

    /// Answers with a message in the format in which the sender wants the answer.
    pub fn reply<M>(&self, message: M) -> Payload<M> {
        Payload::new(message, self.format)
    }

    /// The format of the answer.
    #[must_use]
    pub fn format(&self) -> AnswerFormat {
        self.format
    }

    /// What the request says about its call: operation, formats, words of the path. `None` for an answer.
    #[must_use]
    pub fn incoming(&self) -> Option<&Incoming> {
        self.incoming.as_ref()
    }

    /// The message alone.
    pub fn into_message(self) -> T {
        self.received.message
    }
}

/// The message, with its unknown values, its SOAP envelope and warnings.
impl<T> Deref for Payload<T> {
    type Target = Received<T>;

    fn deref(&self) -> &Received<T> {
        &self.received
    }
}

impl<T> DerefMut for Payload<T> {
    fn deref_mut(&mut self) -> &mut Received<T> {
        &mut self.received
    }
}

/// A message of this crate, or [`AnyMessage`].
pub trait PayloadMessage: Sized + private::Read {}

impl<T: private::Read> PayloadMessage for T {}

mod private {
    use super::{AnyMessage, Config, Incoming, Message, Received, Result, System};

    /// Reads a message from a request.
    pub trait Read: Sized {
        fn read(incoming: &Incoming, body: &[u8], config: &Config) -> Result<Received<Self>>;

        /// The system of the message, or that of the call.
        fn system(incoming: &Incoming) -> Option<System>;
    }

    impl<T: Message + TryFrom<AnyMessage, Error = AnyMessage>> Read for T {
        fn read(incoming: &Incoming, body: &[u8], config: &Config) -> Result<Received<Self>> {
            incoming.read_as(body, config)
        }

        fn system(_: &Incoming) -> Option<System> {
            Some(T::INFO.system)
        }
    }

    impl Read for AnyMessage {
        fn read(incoming: &Incoming, body: &[u8], config: &Config) -> Result<Received<Self>> {
            incoming.read_request(body, config).map(Into::into)
        }

        fn system(incoming: &Incoming) -> Option<System> {
            incoming.operation().map(|(system, _)| system)
        }
    }
}

impl<S: Sync, T: PayloadMessage> FromRequest<S> for Payload<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
        let (head, body) = request.into_parts();
        let incoming = incoming(&head);
        let rejected = |refused: Refused, body: &[u8]| {
            let rejection = Rejection::new(refused, incoming.answer_format(body));
            let error = rejection.error();
            let system = T::system(&incoming);
            let fault = system.and_then(|system| system.refusal(error));
            rejection.with_fault(fault)
        };
        check_type(&incoming, content_type(&head.headers))
            .map_err(|refused| rejected(refused, b""))?;
        let request = Request::from_parts(head, body);
        let input = Input::of(request)
            .await
            .map_err(|refused| rejected(refused, b""))?;
        let read = read::<T>(&incoming, &input);
        let received = read.map_err(|refused| rejected(refused, &input.body))?;
        Ok(Payload {
            received,
            format: incoming.answer_format(&input.body),
            incoming: Some(incoming),
        })
    }
}

fn incoming(head: &Parts) -> Incoming {
    let headers = head.headers.iter();
    let headers = headers.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    Incoming::new(head.method.as_str(), &head.uri.to_string(), headers)
}

/// Refuses a content type that no format has, if no other header field names the format. Plain text may be anything.
fn check_type(incoming: &Incoming, content_type: Option<&str>) -> Result<(), Refused> {
    let is_plain = |own: &str| {
        own.trim_start()
            .to_ascii_lowercase()
            .starts_with("text/plain")
    };
    match content_type.filter(|own| !is_plain(own)) {
        Some(_) if incoming.format().is_none() => {
            let what = "the content type is of no known format".into();
            Err((
                RejectionReason::ContentType,
                Error::new(ErrorKind::InvalidValue(what)),
            ))
        }
        _ => Ok(()),
    }
}

fn read<T: PayloadMessage>(incoming: &Incoming, input: &Input) -> Result<Received<T>, Refused> {
    let content_type = content_type(&input.head.headers);
    let format = Format::detect(&input.body).or(incoming.format());
    let config = with_charset(input.config, (content_type, &input.body), format)?;
    let received = T::read(incoming, &input.body, &config);
    received.map_err(|error| (RejectionReason::of(&error), error))
}

impl<T: Into<AnyMessage>> IntoResponse for Payload<T> {
    fn into_response(self) -> Response {
        let Received {
            message,
            unknown,
            envelope,
            ..
        } = self.received;
        let mut decoded = Decoded::new(message);
        decoded.unknown = unknown;
        decoded.envelope = envelope;
        match answer(&decoded, self.format) {
            Ok(answer) => answer.into_response(),
            Err(error) => unwritable(&error),
        }
    }
}

/// Writes a message as an answer: in the format of the client, or else in the one that the message has.
pub(super) fn answer(decoded: &Decoded, mut format: AnswerFormat) -> Result<Answer> {
    let own = Format::of(decoded.message.kind());
    if let Some(first) = own.first().filter(|_| !own.contains(&format.format)) {
        format.format = *first;
    }
    Answer::new(decoded, format, &Config::strict())
}
