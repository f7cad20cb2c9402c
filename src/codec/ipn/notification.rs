//! A notification: the bytes as they came, and what they say.

use std::fmt;

use super::body;
use crate::api::adaptive_payments::ipn::{
    PaymentNotification, PreapprovalNotification, VERIFICATION_COMMAND,
};
use crate::api::{AnyMessage, Direction};
use crate::codec::{Config, Content, Format, Unknown, Warning, read};
use crate::error::Result;
use crate::nvp::{self, Charset};
use crate::veil::Veiled;

/// An Instant Payment Notification: the bytes as they came, and what they say.
///
/// A notification has to be asked about before it is believed: [`verification_body`] goes back to
/// the service, which answers `VERIFIED` or `INVALID`. That body holds what was received byte for
/// byte, for the service compares it with what it sent.
///
/// The [chapter](crate::api::adaptive_payments::ipn) on notifications says what a receiver has to
/// mind.
///
/// ```
/// use paywire::codec::Ipn;
///
/// let body = b"transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
///     &transaction%5B0%5D.amount=USD+12.50&memo=Ren%E9&charset=windows-1252";
/// let ipn = Ipn::from_slice(body)?;
///
/// let question = ipn.verification_body();
/// assert_eq!(question, [&b"cmd=_notify-validate&"[..], body].concat());
///
/// let payment = ipn.payment().expect("a payment");
/// assert_eq!(payment.memo.as_deref(), Some("René"));
/// let amount = payment.transaction[0].amount.as_ref().expect("an amount");
/// assert_eq!(amount.currency()?, paywire::Currency::USD);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`verification_body`]: Ipn::verification_body
#[derive(Clone)]
pub struct Ipn {
    raw: Vec<u8>,
    charset: Charset,
    content: Content,
}

/// The bytes have the signature in them, so they are not shown.
impl fmt::Debug for Ipn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ipn")
            .field("raw", &Veiled::of(&self.raw))
            .field("charset", &self.charset)
            .field("content", &self.content)
            .finish()
    }
}

impl Ipn {
    /// Reads a notification, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// As [`with_config`](Ipn::with_config).
    pub fn from_slice(body: &[u8]) -> Result<Self> {
        Ipn::with_config(body, &Config::strict())
    }

    /// Reads a notification.
    ///
    /// The charset is the one that the body names in its variable `charset`, by any label of the
    /// WHATWG standard that can carry a body, with hyphens or underscores; UTF-8 if it names none,
    /// so that bytes in another are an error and never a guess. What the configuration
    /// [says](Config::charset) goes before both.
    ///
    /// `%u010D`, an escape of no standard that the service was seen to send, is read in both
    /// presets, with a warning.
    ///
    /// Names with words in brackets, which some programs make of the others before they pass a
    /// body on, are read as what they were made of: `transaction[0][id]` as `transaction[0].id`,
    /// with a [warning](nvp::WarningKind::WordsInBrackets).
    ///
    /// # Errors
    ///
    /// The body is damaged or over a limit, names a charset that nobody knows or two charsets, or
    /// has bytes that are no text in it. A well-formed body that is no notification known here is
    /// no error: its [`content`](Ipn::content) is generic.
    pub fn with_config(body: impl Into<Vec<u8>>, config: &Config) -> Result<Self> {
        let raw = body.into();
        let config = config
            .format(Format::Nvp)
            .direction(Direction::Notification);
        let reading = read(&raw, &config)?;
        let charset = match config.said_charset() {
            Some(said) => said,
            None => body::charset(&raw)?.unwrap_or_default(),
        };
        Ok(Ipn {
            raw,
            charset,
            content: reading.content,
        })
    }

    /// The body as it came, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// What to post back to have the notification verified, as
    /// `application/x-www-form-urlencoded`: `cmd=_notify-validate&` and the body as it came.
    ///
    /// The address is [`Environment::webscr`](crate::api::adaptive_payments::service::Environment::webscr),
    /// the answer a [`Verdict`](crate::api::adaptive_payments::ipn::Verdict).
    #[must_use]
    pub fn verification_body(&self) -> Vec<u8> {
        [VERIFICATION_COMMAND.as_bytes(), b"&", &self.raw].concat()
    }

    /// The charset it was read in.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// What was found in it.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The notification, if it is one that is known here.
    #[must_use]
    pub fn message(&self) -> Option<&AnyMessage> {
        match &self.content {
            Content::Message(decoded) => Some(&decoded.message),
            Content::Generic(_) => None,
        }
    }

    /// What became of a payment, if it is about one.
    #[must_use]
    pub fn payment(&self) -> Option<&PaymentNotification> {
        match self.message()? {
            AnyMessage::PaymentNotification(payment) => Some(payment),
            _ => None,
        }
    }

    /// What became of a preapproval, if it is about one.
    #[must_use]
    pub fn preapproval(&self) -> Option<&PreapprovalNotification> {
        match self.message()? {
            AnyMessage::PreapprovalNotification(preapproval) => Some(preapproval),
            _ => None,
        }
    }

    /// The variables that the notification's type does not know, in the order of the body; none if
    /// the content is generic, which has all of them.
    #[must_use]
    pub fn unknown(&self) -> &[Unknown] {
        match &self.content {
            Content::Message(decoded) => &decoded.unknown,
            Content::Generic(_) => &[],
        }
    }

    /// What was mended, and what a receiver should know.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        match &self.content {
            Content::Message(decoded) => &decoded.warnings,
            Content::Generic(generic) => &generic.warnings,
        }
    }

    /// A text that is the same for every notification of the same event, to store with the work
    /// that was done for it, under a unique index.
    ///
    /// The service repeats a notification until it is taken, and sends it twice to who is caller
    /// and receiver at once. The key is made of what happened: the payment or preapproval, its
    /// status, and what became of each transfer; not of the order of the variables, their
    /// spelling, or what belongs to the sending.
    ///
    /// `None` if it does not say which payment or preapproval it is about.
    ///
    /// ```
    /// use paywire::codec::Ipn;
    ///
    /// let first = b"transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1&verify_sign=A";
    /// let again = b"verify_sign=B&pay_key=AP%2D1&status=COMPLETED&transaction_type=Adaptive%20Payment%20PAY";
    /// let key = Ipn::from_slice(first)?.idempotency_key();
    /// assert!(key.is_some());
    /// assert_eq!(Ipn::from_slice(again)?.idempotency_key(), key);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn idempotency_key(&self) -> Option<String> {
        match self.message()? {
            AnyMessage::PaymentNotification(payment) if payment.is_identified() => {
                nvp::to_string(&payment.event()).ok()
            }
            AnyMessage::PreapprovalNotification(preapproval) if preapproval.is_identified() => {
                nvp::to_string(&preapproval.event()).ok()
            }
            _ => None,
        }
    }
}
