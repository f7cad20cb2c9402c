//! The envelopes of requests and responses.

use serde::{Deserialize, Serialize};

use crate::api::fresh;
use crate::open_code;
use crate::value::DateTime;

/// The envelope of all requests: language and level of detail.
///
/// ```
/// use paywire::api::adaptive_payments::common::{ErrorLanguage, RequestEnvelope};
///
/// let envelope = RequestEnvelope::default();
/// assert_eq!(envelope.error_language, ErrorLanguage::EnUs);
/// assert_eq!(envelope.detail_level, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEnvelope {
    /// The level of detail of the response. The only level, `ReturnAll`, is the default. (Guide p.
    /// 86, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_level: Option<DetailLevelCode>,
    /// The language of error messages. Only `en_US` is supported. (Guide p. 86, Pay page)
    pub error_language: ErrorLanguage,
}

impl RequestEnvelope {
    /// Creates an envelope that requests error messages in the given language.
    ///
    /// The default envelope uses the only supported language.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{ErrorLanguage, RequestEnvelope};
    ///
    /// assert_eq!(RequestEnvelope::new(ErrorLanguage::EnUs), RequestEnvelope::default());
    /// ```
    #[must_use]
    pub fn new(error_language: impl Into<ErrorLanguage>) -> Self {
        RequestEnvelope {
            detail_level: None,
            error_language: error_language.into(),
        }
    }
}

impl Default for RequestEnvelope {
    fn default() -> Self {
        RequestEnvelope::new(ErrorLanguage::EnUs)
    }
}

open_code! {
    /// How much detail an answer has. (Guide p. 86, Pay page)
    pub enum DetailLevelCode {
        /// Everything there is.
        ReturnAll = "ReturnAll",
    }
}

open_code! {
    /// The language of error messages. (Guide p. 86, Pay page)
    ///
    /// The schema leaves it an open text and some callers send other words.
    pub enum ErrorLanguage {
        /// English as written in the United States, the only supported language.
        EnUs = "en_US",
    }
}

/// The envelope of all responses: timestamp, acknowledgement and correlation id.
///
/// `PayPal` asks callers to keep the [`correlation_id`](Self::correlation_id) and
/// [`timestamp`](Self::timestamp) of every response, because its support needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseEnvelope {
    /// The time of the response, with an offset from UTC. (Guide p. 96, Pay page)
    pub timestamp: DateTime,
    /// Whether the call succeeded. A payment can fail although the call succeeds, so check the
    /// payment's own status as well. (Guide p. 96, Pay page)
    pub ack: AckCode,
    /// `PayPal`'s id of this call, 13 letters and digits. (Guide p. 96, Pay page)
    pub correlation_id: String,
    /// The build of the service: digits, or a word such as `DEV`. Only `PayPal`'s support uses it.
    /// (Guide p. 96, Pay page)
    pub build: String,
}

impl ResponseEnvelope {
    /// Creates the envelope of an answer that is sent now: with the time of the system clock, a new correlation id, and
    /// this crate as the build.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    ///
    /// let [first, second] = [(); 2].map(|()| ResponseEnvelope::now(AckCode::Success));
    /// assert!(first.timestamp.check().is_ok());
    /// assert_ne!(first.correlation_id, second.correlation_id);
    /// ```
    #[must_use]
    pub fn now(ack: impl Into<AckCode>) -> Self {
        let build = concat!("paywire-", env!("CARGO_PKG_VERSION"));
        ResponseEnvelope::new(fresh::now(), ack, fresh::id(), build)
    }

    /// Creates an envelope from all its fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    ///
    /// let envelope = ResponseEnvelope::new(
    ///     "2013-04-24T14:39:26.000-07:00",
    ///     AckCode::Success,
    ///     "34e44c0bdbed6",
    ///     "5710123",
    /// );
    /// assert_eq!(envelope.ack, AckCode::Success);
    /// ```
    #[must_use]
    pub fn new(
        timestamp: impl Into<DateTime>,
        ack: impl Into<AckCode>,
        correlation_id: impl Into<String>,
        build: impl Into<String>,
    ) -> Self {
        ResponseEnvelope {
            timestamp: timestamp.into(),
            ack: ack.into(),
            correlation_id: correlation_id.into(),
            build: build.into(),
        }
    }
}

open_code! {
    /// Whether a call succeeded. (Guide p. 96, Pay page)
    pub enum AckCode {
        /// It succeeded.
        Success = "Success",
        /// It failed.
        Failure = "Failure",
        /// There is a warning. (SDK; the documents have only the other four.)
        Warning = "Warning",
        /// It succeeded and there is a warning.
        SuccessWithWarning = "SuccessWithWarning",
        /// It failed and there is a warning.
        FailureWithWarning = "FailureWithWarning",
    }
}

/// Details of the buyer's device and of the calling application. Every field is optional, but the
/// permissions of an application may require some.
///
/// ```
/// use paywire::api::adaptive_payments::common::ClientDetailsType;
///
/// let client = ClientDetailsType {
///     ip_address: Some("192.0.2.1".to_owned()),
///     ..ClientDetailsType::default()
/// };
/// assert_eq!(client.device_id, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientDetailsType {
    /// The sender's IP address; the same in all requests about one payment.
    /// (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The sender's device: the IMEI of a telephone, a browser cookie. At most 127 characters; the
    /// same in all requests about one payment. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The caller's application, such as its name. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    /// A part or variant of the application. At most 127 characters. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The location of the sender. At most 127 characters. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo_location: Option<String>,
    /// The caller's own classification of this customer. At most 127 characters. (Guide p. 82, Pay
    /// page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_type: Option<String>,
    /// The caller's organisation, by name or id. At most 127 characters. (Guide p. 83, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_name: Option<String>,
    /// The caller's own id of this customer. At most 127 characters. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
}
