//! From a message to a body.

use serde::Serialize;

use super::extra::{Augmented, Extra};
use super::{Config, Decoded, Format, Unknown};
use crate::api::{AnyMessage, MessageKind};
use crate::error::Result;
use crate::{json, xml};

/// Writes a message in one format.
///
/// ```
/// use paywire::api::AnyMessage;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::codec::{self, Config, Format};
///
/// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
/// let body = codec::encode(&message, Format::Nvp, &Config::strict())?;
/// assert_eq!(body, "requestEnvelope.errorLanguage=en_US&payKey=AP-1");
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The format cannot hold a value of the message.
pub fn encode(message: &AnyMessage, format: Format, config: &Config) -> Result<String> {
    write(message.kind(), message, format, config)
}

impl Decoded {
    /// Writes the message with its unknown values at their places, in any format.
    ///
    /// What is written is not read again; [`convert`](super::convert()) does that.
    ///
    /// ```
    /// use paywire::codec::{self, Config, Format};
    /// use paywire::api::MessageKind;
    ///
    /// let kind = MessageKind::PaymentDetailsRequest;
    /// let body = b"requestEnvelope.errorLanguage=en_US&requestEnvelope.x(0)=1&payKey=AP-1";
    /// let decoded = codec::decode(kind, Format::Nvp, body, &Config::strict())?;
    /// assert_eq!(
    ///     decoded.encode(Format::Json, &Config::strict())?,
    ///     r#"{"requestEnvelope":{"errorLanguage":"en_US","x":["1"]},"payKey":"AP-1"}"#,
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The format cannot hold a value.
    pub fn encode(&self, format: Format, config: &Config) -> Result<String> {
        write_with(&self.message, &self.unknown, format, config)
    }
}

/// Writes a message with these unknown values.
pub(super) fn write_with<'a>(
    message: &AnyMessage,
    unknown: impl IntoIterator<Item = &'a Unknown>,
    format: Format,
    config: &Config,
) -> Result<String> {
    let extra = Extra::of(unknown)?;
    let augmented = Augmented {
        value: message,
        extra: Some(&extra),
    };
    write(message.kind(), &augmented, format, config)
}

/// The one place that knows how each format is written.
pub(super) fn write<T: Serialize>(
    kind: MessageKind,
    content: &T,
    format: Format,
    config: &Config,
) -> Result<String> {
    match format {
        Format::Nvp => config.nvp.to_string(content),
        Format::Json => json::to_string(content),
        Format::Xml => rooted(kind, config.xml).to_string(content),
    }
}

/// With the root element of a message.
pub(super) fn rooted(kind: MessageKind, config: xml::Config<'static>) -> xml::Config<'static> {
    let info = kind.info();
    let config = config.root(info.name);
    match info.namespace {
        Some(namespace) => config.namespace(namespace),
        None => config,
    }
}
