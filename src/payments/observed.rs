//! A message as it was seen.

use jiff::Timestamp;

use crate::api::adaptive_payments::service::Environment;
use crate::api::facts::{Facts, StampOf, environment_of};
use crate::api::{Direction, MessageInfo, MessageKind, System};
use crate::value::DateTime;

/// A message as it was seen: what it says, and what is known around it.
///
/// ```
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::api::adaptive_payments::service::Environment;
/// use paywire::api::{AnyMessage, Direction};
/// use paywire::payments::Observed;
///
/// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
/// let facts = message.facts();
/// let observed = Observed::new(message.kind(), &facts)
///     .sent_to("https://svcs.sandbox.paypal.com/AdaptivePayments/PaymentDetails")
///     .in_exchange(1);
/// assert_eq!(observed.direction, Some(Direction::Request));
/// assert_eq!(observed.environment, Some(Environment::Sandbox));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Observed<'a> {
    /// What it says, with nothing hidden: what is hidden ties nothing together.
    pub facts: &'a Facts,
    /// The system that it belongs to. One of no system is taken for one of Adaptive Payments.
    pub system: Option<System>,
    /// The operation that it belongs to.
    pub operation: Option<&'static str>,
    /// Which way it went; `None` for what is no message, as a browser that was sent somewhere.
    pub direction: Option<Direction>,
    /// Whether it is about real money, where that is known.
    pub environment: Option<Environment>,
    /// A number that the two sides of one HTTP exchange have in common, and no other message.
    pub exchange: Option<u64>,
    /// When it was sent, by a clock that all messages have in common: the time that it states itself unless
    /// another [is given](Self::at).
    pub time: Option<Timestamp>,
    /// A number of the caller's own, by which it finds the message again.
    pub number: u64,
}

/// When a message says that it was sent. Of others, as what a notification states of its request, nothing follows.
fn own_time(facts: &Facts) -> Option<Timestamp> {
    let time = facts.time.as_ref();
    let time = time.filter(|time| time.of == StampOf::Message)?;
    DateTime::from(time.text.as_str()).to_timestamp().ok()
}

impl<'a> Observed<'a> {
    /// A message of a kind that says this.
    #[must_use]
    pub fn new(kind: MessageKind, facts: &'a Facts) -> Self {
        let MessageInfo {
            system,
            operation,
            direction,
            ..
        } = *kind.info();
        Observed {
            system: Some(system),
            operation,
            direction: Some(direction),
            ..Observed::unknown(facts)
        }
    }

    /// Something that is no known message and says this all the same.
    #[must_use]
    pub fn unknown(facts: &'a Facts) -> Self {
        Observed {
            facts,
            system: None,
            operation: None,
            direction: None,
            environment: facts.environment,
            exchange: None,
            time: own_time(facts),
            number: 0,
        }
    }

    /// The same, sent to an address or answered from there: the service's own say whether money is real.
    #[must_use]
    pub fn sent_to(self, address: &str) -> Self {
        let environment = environment_of(address).or(self.environment);
        Observed {
            environment,
            ..self
        }
    }

    /// The same, as one of the two sides of an HTTP exchange.
    #[must_use]
    pub fn in_exchange(self, exchange: u64) -> Self {
        let exchange = Some(exchange);
        Observed { exchange, ..self }
    }

    /// The same, at a time.
    #[must_use]
    pub fn at(self, time: Timestamp) -> Self {
        let time = Some(time);
        Observed { time, ..self }
    }

    /// The same, with a number of the caller's own.
    #[must_use]
    pub fn numbered(self, number: u64) -> Self {
        Observed { number, ..self }
    }

    pub(super) fn is_request(&self) -> bool {
        self.direction == Some(Direction::Request)
    }

    pub(super) fn is_notification(&self) -> bool {
        self.direction == Some(Direction::Notification)
    }
}
