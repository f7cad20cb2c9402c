//! Instant Payment Notifications with their raw bytes.

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

/// An Instant Payment Notification, decoded and with its raw bytes.
///
/// Verify a notification before you trust it: post [`verification_body`] back to the service, which answers `VERIFIED`
/// or `INVALID`. It has the received body byte for byte, because the service compares it with what it sent.
///
/// The [chapter](crate::api::adaptive_payments::ipn) on notifications describes what else a receiver has to do.
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

/// Hides the bytes, because they include the signature.
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
    /// Those of [`with_config`](Ipn::with_config).
    pub fn from_slice(body: &[u8]) -> Result<Self> {
        Ipn::with_config(body, &Config::strict())
    }

    /// Reads a notification.
    ///
    /// The charset is the one in the variable `charset`, by any supported label of the WHATWG standard, with hyphens or
    /// underscores, or UTF-8 if there is none; bytes in another charset are an error, never a guess.
    /// [`Config::charset`] takes precedence over both.
    ///
    /// The non-standard escape `%u010D`, which the service was seen to send, is accepted in both presets, with a
    /// warning.
    ///
    /// Names with words in brackets, into which some programs rewrite the names before they forward a body, are read as
    /// the original names: `transaction[0][id]` as `transaction[0].id`, with a
    /// [warning](nvp::WarningKind::WordsInBrackets).
    ///
    /// # Errors
    ///
    /// The body is damaged or exceeds a limit, names an unknown charset or two charsets, or has bytes that are invalid
    /// in its charset. A well-formed body that is not a known notification is not an error: its
    /// [`content`](Ipn::content) is generic.
    pub fn with_config(body: impl Into<Vec<u8>>, config: &Config) -> Result<Self> {
        let raw = body.into();
        let config = config
            .format(Format::Nvp)
            .direction(Direction::Notification);
        let reading = read(&raw, &config)?;
        let charset = match config.explicit_charset() {
            Some(said) => said,
            None => body::charset(&raw)?.unwrap_or_default(),
        };
        Ok(Ipn {
            raw,
            charset,
            content: reading.content,
        })
    }

    /// The body as received, byte for byte.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The body to post back for verification, as `application/x-www-form-urlencoded`: `cmd=_notify-validate&` followed
    /// by the received body.
    ///
    /// Post it to [`Environment::webscr`](crate::api::adaptive_payments::service::Environment::webscr); the answer is a
    /// [`Verdict`](crate::api::adaptive_payments::ipn::Verdict).
    #[must_use]
    pub fn verification_body(&self) -> Vec<u8> {
        [VERIFICATION_COMMAND.as_bytes(), b"&", &self.raw].concat()
    }

    /// The charset in which it was read.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The content.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The notification, if it is a known one.
    #[must_use]
    pub fn message(&self) -> Option<&AnyMessage> {
        match &self.content {
            Content::Message(decoded) => Some(&decoded.message),
            Content::Generic(_) => None,
        }
    }

    /// The notification about a payment, if it is one.
    #[must_use]
    pub fn payment(&self) -> Option<&PaymentNotification> {
        match self.message()? {
            AnyMessage::PaymentNotification(payment) => Some(payment),
            _ => None,
        }
    }

    /// The notification about a preapproval, if it is one.
    #[must_use]
    pub fn preapproval(&self) -> Option<&PreapprovalNotification> {
        match self.message()? {
            AnyMessage::PreapprovalNotification(preapproval) => Some(preapproval),
            _ => None,
        }
    }

    /// The variables that the notification's type does not know, in the order of the body; empty if the content is
    /// generic.
    #[must_use]
    pub fn unknown(&self) -> &[Unknown] {
        match &self.content {
            Content::Message(decoded) => &decoded.unknown,
            Content::Generic(_) => &[],
        }
    }

    /// Repairs, and other things that a receiver should know.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        match &self.content {
            Content::Message(decoded) => &decoded.warnings,
            Content::Generic(generic) => &generic.warnings,
        }
    }

    /// A key that is the same for all notifications about one event. Store it with the work done for the event, under a
    /// unique index.
    ///
    /// The service repeats a notification until it is acknowledged, and sends it twice to a caller who is also the
    /// receiver. The key consists of the payment or preapproval, its status, and the status of each transfer,
    /// independent of the order and spelling of the variables and of how it was sent.
    ///
    /// It stays the same in all later versions of this crate; a change would be listed under "Format changes" and make a
    /// breaking version.
    ///
    /// `None` if it does not name the payment or preapproval.
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
