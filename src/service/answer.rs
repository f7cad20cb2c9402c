//! What a service sends back over HTTP.

use std::fmt;

use super::AnswerFormat;
#[cfg(feature = "orders-v1")]
use crate::api::AnyMessage;
use crate::api::Direction;
#[cfg(feature = "adaptive-payments")]
use crate::api::{System, adaptive_payments::service::header};
use crate::codec::{Config, Decoded, Format};
use crate::error::Result;
use crate::soap::{Envelope, Version};
use crate::veil::Veiled;

/// An answer over HTTP: its status, its header fields and its body.
///
/// ```
/// use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
/// use paywire::api::adaptive_payments::fault::FaultMessage;
/// use paywire::codec::{Config, Decoded, Format};
/// use paywire::service::Answer;
///
/// let sent = "2013-04-24T14:39:26.000-07:00";
/// let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "34e44c0bdbed6", "5710123");
/// let fault = Decoded::new(FaultMessage::new(envelope, vec![ErrorData::new(580_022, "no such key")]));
///
/// let answer = Answer::new(&fault, Format::Json, &Config::strict())?;
/// assert_eq!(answer.status, 200);
/// assert_eq!(answer.header("X-PAYPAL-ERROR-RESPONSE"), Some("TRUE"));
/// let answer = Answer::new(&fault, Format::Soap, &Config::strict())?;
/// assert_eq!(answer.status, 500);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The status: 200, or 202 for the answer to a payment of Orders, or for a fault the one that its system and format give it.
    pub status: u16,
    /// The header fields, by name and value: the type of the content, and what the service says beside it.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Writes a message as the answer to a call, with its unknown values and its SOAP envelope if it
    /// has any. `format` is a [`Format`], or the one that [the client wants](super::Incoming::answer_format).
    ///
    /// # Errors
    ///
    /// The message does not travel in the format, or the format cannot hold a value of it.
    pub fn new(
        message: &Decoded,
        format: impl Into<AnswerFormat>,
        config: &Config,
    ) -> Result<Self> {
        let AnswerFormat {
            format,
            soap_version,
        } = format.into();
        let is_soap = format == Format::Soap;
        if is_soap && message.envelope.is_none() && soap_version != Version::default() {
            let mut enclosed = message.clone();
            enclosed.envelope.insert(Envelope::new(())).version = soap_version;
            return Self::new(&enclosed, format, config);
        }
        let version = message.envelope.as_ref().map(|envelope| envelope.version);
        let content_type = match version.filter(|_| is_soap) {
            Some(version) => version.content_type(),
            None => format.content_type(),
        };
        let content_type = ("Content-Type", content_type.to_owned());
        #[cfg_attr(not(feature = "adaptive-payments"), expect(unused_mut))]
        let mut headers = vec![content_type];
        #[cfg(feature = "adaptive-payments")]
        if message.message.kind().info().system == System::AdaptivePayments {
            headers.extend(service_headers(message, format));
        }
        Ok(Answer {
            status: status(message, format),
            headers,
            body: message.encode(format, config)?.into_bytes(),
        })
    }

    /// The value of a header field, letter case of the name ignored.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        super::header(&self.headers, name)
    }
}

/// The body is not shown: it may hold secrets.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &Veiled::of(&self.body))
            .finish()
    }
}

/// The header fields that Adaptive Payments sends with an answer.
#[cfg(feature = "adaptive-payments")]
fn service_headers(message: &Decoded, format: Format) -> Vec<(&'static str, String)> {
    let info = message.message.kind().info();
    let mut headers = Vec::new();
    if let Some(operation) = info.operation {
        headers.push((header::OPERATION_NAME, operation.to_owned()));
    }
    let asked = format.headers().into_iter();
    let named = asked.filter(|(name, _)| *name != header::REQUEST_DATA_FORMAT);
    headers.extend(named.map(|(name, value)| (name, value.to_owned())));
    if info.direction == Direction::Fault {
        headers.push((header::ERROR_RESPONSE, "TRUE".to_owned()));
    }
    headers
}

/// The status of an answer. Only a SOAP fault and an error of Orders are told by it; the other
/// systems refuse a call under 200.
fn status(message: &Decoded, format: Format) -> u16 {
    #[cfg(feature = "orders-v1")]
    if let AnyMessage::PayOrderResponse(_) = &message.message {
        // The payment may still be in progress.
        return 202;
    }
    if message.message.kind().info().direction != Direction::Fault {
        return 200;
    }
    if format == Format::Soap {
        return message.envelope.as_ref().map_or(500, soap_status);
    }
    #[cfg(feature = "orders-v1")]
    if let AnyMessage::OrderError(error) = &message.message {
        // One that no document lists is the request's.
        let facts = error.name.facts();
        return facts.and_then(|facts| facts.status).unwrap_or(400);
    }
    200
}

/// The status of an envelope with a fault: 500, but in version 1.2 the status 400 for a fault of the sender.
/// (SOAP 1.1 §6.2, SOAP 1.2 part 2 §7.5.2.2)
pub(super) fn soap_status<T>(envelope: &Envelope<T>) -> u16 {
    let fault = envelope.body.fault();
    let is_senders = fault.is_some_and(|fault| fault.code.is_sender());
    if envelope.version == Version::V12 && is_senders {
        400
    } else {
        500
    }
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;
    use crate::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
    use crate::api::adaptive_payments::fault::FaultMessage;
    use crate::api::multisafepay::MultiSafepayFault;
    use crate::api::orders_v1::OrderError;
    use crate::soap::{Body, Code, Fault};

    fn fault() -> Decoded {
        let sent = "2013-04-24T14:39:26.000-07:00";
        let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "34e4", "57");
        Decoded::new(FaultMessage::new(
            envelope,
            vec![ErrorData::new(580_022, "no such key")],
        ))
    }

    fn in_envelope(version: Version, code: Code) -> Answer {
        let mut envelope = Envelope::new(());
        envelope.version = version;
        envelope.body = Body::Fault(Box::new(Fault::new(code, "no such key")));
        let mut fault = fault();
        fault.envelope = Some(envelope);
        Answer::new(&fault, Format::Soap, &Config::strict()).expect("written")
    }

    #[test]
    fn a_fault_is_told_by_the_status_in_soap_only() {
        for (format, status) in [
            (Format::Nvp, 200),
            (Format::Json, 200),
            (Format::Xml, 200),
            (Format::Soap, 500),
        ] {
            let answer = Answer::new(&fault(), format, &Config::strict()).expect("written");
            assert_eq!(answer.status, status, "{format}");
            assert_eq!(answer.header(header::ERROR_RESPONSE), Some("TRUE"));
            assert_eq!(Format::detect(&answer.body), Some(format));
        }
        let old = in_envelope(Version::V11, Code::sender());
        assert_eq!(old.status, 500);
        assert_eq!(old.header("content-type"), Some("text/xml; charset=utf-8"));
        let named = AnswerFormat {
            soap_version: Version::V12,
            ..Format::Soap.into()
        };
        let answer = Answer::new(&fault(), named, &Config::strict()).expect("written");
        assert_eq!(
            answer.status, 500,
            "the code of a new fault is the receiver's"
        );
        let namespace = Version::V12.namespace();
        assert!(String::from_utf8_lossy(&answer.body).contains(namespace));
        let new = in_envelope(Version::V12, Code::sender());
        assert_eq!(new.status, 400);
        let content_type = new.header("content-type").expect("a type");
        assert!(content_type.starts_with("application/soap+xml"));
    }

    #[test]
    fn other_systems_have_statuses_of_their_own() {
        let json = |message: AnyMessage| {
            Answer::new(&Decoded::new(message), Format::Json, &Config::strict()).expect("written")
        };
        let error = |name: &str| {
            let body = format!(r#"{{"name":"{name}","message":"no","debug_id":"1"}}"#);
            let error: OrderError = crate::json::from_str(&body).expect("an error");
            json(error.into()).status
        };
        assert_eq!(error("RESOURCE_NOT_FOUND"), 404);
        assert_eq!(error("SOMETHING_NEW"), 400);
        let refused = json(MultiSafepayFault::new(1006, "no such order").into());
        assert_eq!(refused.status, 200);
        assert_eq!(refused.headers.len(), 1, "nothing of another system's");
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_the_words_of_its_system() {
        let error = crate::nvp::from_str::<crate::api::adaptive_payments::pay::PayRequest>(
            "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=u&currencyCode=USD\
             &receiverList.receiver(0).amount=planted&returnUrl=u",
        );
        let error = error.unwrap_err();
        for (&system, codes) in
            System::ALL
                .iter()
                .zip(["580022", "INVALID_REQUEST", "1000", "isv.invalid-parameter"])
        {
            let fault = system.refusal(&error).expect("a fault");
            assert_eq!(fault.kind().info().direction, Direction::Fault, "{system}");
            assert_eq!(
                fault.facts().errors[0].code.as_deref(),
                Some(codes),
                "{system}"
            );
            let answer = Answer::new(&Decoded::new(fault), Format::Json, &Config::strict());
            let body = String::from_utf8(answer.expect("written").body).expect("UTF-8");
            assert!(body.contains("not a decimal number"), "{body}");
            assert!(!body.contains("planted"), "{body}");
        }
    }

    #[test]
    fn the_body_is_not_shown() {
        let answer = Answer::new(&fault(), Format::Nvp, &Config::strict()).expect("written");
        assert!(!format!("{answer:?}").contains("such"));
    }
}
