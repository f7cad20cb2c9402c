//! [`Observation`]: a message with its context.

use jiff::Timestamp;

use crate::api::Environment;
use crate::api::facts::{Facts, StampOf, environment_of};
use crate::api::{Direction, MessageInfo, MessageKind, System};
use crate::value::DateTime;

/// A message that was sent or read: its facts, and what is known from its context.
///
/// ```
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::api::Environment;
/// use paywire::api::{AnyMessage, Direction};
/// use paywire::payments::Observation;
///
/// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
/// let facts = message.facts();
/// let observed = Observation::new(message.kind(), &facts)
///     .sent_to("https://svcs.sandbox.paypal.com/AdaptivePayments/PaymentDetails")
///     .in_exchange(1);
/// assert_eq!(observed.direction, Some(Direction::Request));
/// assert_eq!(observed.environment, Some(Environment::Sandbox));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Observation<'a> {
    /// The facts without redaction: hidden keys cannot be matched.
    pub facts: &'a Facts,
    /// The system. `None` counts as Adaptive Payments.
    pub system: Option<System>,
    /// The operation.
    pub operation: Option<&'static str>,
    /// The direction; `None` for an event that is no message, such as a redirect of a browser.
    pub direction: Option<Direction>,
    /// The environment, if known.
    pub environment: Option<Environment>,
    /// A number shared by request and response of one HTTP exchange, and by no other message.
    pub exchange: Option<u64>,
    /// The time it was sent, by a clock common to all messages. Default: the time that the message
    /// states; set another with [`at`](Self::at).
    pub time: Option<Timestamp>,
    /// A number chosen by the caller to find the message again.
    pub number: u64,
}

/// The time at which a message says it was sent. A notification states the time of its request,
/// which does not count.
fn own_time(facts: &Facts) -> Option<Timestamp> {
    let time = facts.time.as_ref();
    let time = time.filter(|time| time.of == StampOf::Message)?;
    DateTime::from(time.text.as_str()).to_timestamp().ok()
}

impl<'a> Observation<'a> {
    /// Creates the observation of a known message.
    #[must_use]
    pub fn new(kind: MessageKind, facts: &'a Facts) -> Self {
        let MessageInfo {
            system,
            operation,
            direction,
            ..
        } = *kind.info();
        Observation {
            system: Some(system),
            operation,
            direction: Some(direction),
            ..Observation::unknown(facts)
        }
    }

    /// Creates the observation of an unknown message or of an event.
    #[must_use]
    pub fn unknown(facts: &'a Facts) -> Self {
        Observation {
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

    /// Sets the environment from the URL that the message was sent to or came from.
    #[must_use]
    pub fn sent_to(self, address: &str) -> Self {
        let environment = environment_of(address).or(self.environment);
        Observation {
            environment,
            ..self
        }
    }

    /// Sets the number of the HTTP exchange.
    #[must_use]
    pub fn in_exchange(self, exchange: u64) -> Self {
        let exchange = Some(exchange);
        Observation { exchange, ..self }
    }

    /// Sets the time.
    #[must_use]
    pub fn at(self, time: Timestamp) -> Self {
        let time = Some(time);
        Observation { time, ..self }
    }

    /// Sets a number to find the message by.
    #[must_use]
    pub fn numbered(self, number: u64) -> Self {
        Observation { number, ..self }
    }

    pub(super) fn is_request(&self) -> bool {
        self.direction == Some(Direction::Request)
    }

    pub(super) fn is_notification(&self) -> bool {
        self.direction == Some(Direction::Notification)
    }
}
