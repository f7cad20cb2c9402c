//! Tracks the outcome of a payment message by message.
//!
//! It keeps three reported outcomes, however many messages there are: the last about the payment
//! itself, the last refusal of a call that makes a payment, and the last about a refund. So memory
//! is constant, and messages with times may come in any order.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::Observation;
use crate::api::Direction;
use crate::api::facts::{Next, OutcomeKind};

/// Operations that make a payment or a preapproval. A refusal of any other call does not change the
/// outcome.
const MAKING: &[&str] = &[
    "Pay",
    "ExecutePayment",
    "Preapproval",
    "ConfirmPreapproval",
    "CreateOrder",
    "PayOrder",
    "DsOrderCreate",
];
/// The refund operation. Its state and sums are its own: a failed refund leaves the payment as it
/// was.
const REFUND: &str = "Refund";
/// Outcomes that a later refusal does not change.
const DONE: &[OutcomeKind] = &[
    OutcomeKind::Success,
    OutcomeKind::Partial,
    OutcomeKind::Refunded,
];

/// The outcome of a payment so far.
#[derive(Clone, Debug, Default)]
pub(super) struct OutcomeTracker {
    reported: Option<Box<ReportedOutcome>>,
    refused: Option<Box<ReportedOutcome>>,
    refund: Option<Box<ReportedOutcome>>,
    /// The first action that was requested.
    asked: Option<(MessageTime, Box<str>)>,
    /// The time of the previous message, for messages without a time.
    last: Option<Timestamp>,
}

/// The time of a message and its position in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct MessageTime {
    time: Option<Timestamp>,
    count: u64,
}

/// The outcome that a message reports.
#[derive(Clone, Debug)]
struct ReportedOutcome {
    at: MessageTime,
    outcome: OutcomeKind,
    next: Option<Next>,
    number: u64,
}

/// The final outcome of a payment.
#[derive(Clone, Debug, Default)]
pub(super) struct FinalOutcome {
    pub(super) outcome: Option<OutcomeKind>,
    pub(super) next: Option<Next>,
    pub(super) decided_by: Option<u64>,
}

impl OutcomeTracker {
    /// Adds a message, the `count`th of all. `requested` is the operation of the request that it
    /// answers.
    pub(super) fn add(&mut self, message: &Observation<'_>, count: u64, requested: Option<&str>) {
        self.last = message.time.or(self.last);
        let at = MessageTime {
            time: self.last,
            count,
        };
        if let Some(action) = &message.facts.action {
            self.ask(at, action);
        }
        let Some(outcome) = message.facts.outcome.filter(|_| !message.is_request()) else {
            return;
        };
        let operation = message.operation.or(requested);
        let is_refund = operation == Some(REFUND);
        let makes = operation.is_none_or(|own| MAKING.contains(&own));
        let verdict = || {
            Box::new(ReportedOutcome {
                at,
                outcome,
                next: message.facts.next.clone(),
                number: message.number,
            })
        };
        if is_refund {
            raise(&mut self.refund, verdict());
        }
        if is_refusal(message) {
            if makes {
                raise(&mut self.refused, verdict());
            }
        } else if !is_refund && has_state(message) {
            raise(&mut self.reported, verdict());
        }
    }

    /// Keeps the first action.
    fn ask(&mut self, at: MessageTime, action: &str) {
        let is_first = self.asked.as_ref().is_none_or(|(own, _)| at < *own);
        if is_first {
            self.asked = Some((at, action.into()));
        }
    }

    /// Merges the state of another node of the same payment.
    pub(super) fn merge(&mut self, other: OutcomeTracker) {
        let sides = [
            (&mut self.reported, other.reported),
            (&mut self.refused, other.refused),
            (&mut self.refund, other.refund),
        ];
        for (own, other) in sides {
            if let Some(other) = other {
                raise(own, other);
            }
        }
        if let Some((at, action)) = other.asked {
            self.ask(at, &action);
        }
        self.last = self.last.max(other.last);
    }

    /// The latest outcome. A payment with nothing but a refund has the refund's outcome.
    pub(super) fn finish(self) -> FinalOutcome {
        let OutcomeTracker {
            reported,
            refused,
            refund,
            asked,
            ..
        } = self;
        let is_done = reported
            .as_ref()
            .is_some_and(|own| DONE.contains(&own.outcome));
        let refused = refused.filter(|_| !is_done);
        let last = [reported, refused]
            .into_iter()
            .flatten()
            .max_by(|a, b| later(a, b));
        let Some(ReportedOutcome {
            outcome,
            next,
            number,
            ..
        }) = last.map(|own| *own)
        else {
            return FinalOutcome {
                outcome: refund.as_ref().map(|own| own.outcome),
                next: None,
                decided_by: refund.map(|own| own.number),
            };
        };
        let next = match asked {
            Some((_, action)) => next.and_then(|next| next.asked(&action)),
            None => next,
        };
        FinalOutcome {
            outcome: Some(outcome),
            next,
            decided_by: Some(number),
        }
    }
}

fn later(one: &ReportedOutcome, other: &ReportedOutcome) -> Ordering {
    one.at.cmp(&other.at)
}

/// Keeps the later of two outcomes.
fn raise(own: &mut Option<Box<ReportedOutcome>>, other: Box<ReportedOutcome>) {
    if own.as_ref().is_none_or(|own| own.at < other.at) {
        *own = Some(other);
    }
}

/// Whether a message says more than that the call was answered.
fn has_state(message: &Observation<'_>) -> bool {
    let facts = message.facts;
    facts.status.is_some()
        || facts.next.is_some()
        || !facts.errors.is_empty()
        || !facts.refunds.is_empty()
}

/// Whether the call was refused: the message has errors and no state.
fn is_refusal(message: &Observation<'_>) -> bool {
    let facts = message.facts;
    let has_errors = facts.errors.iter().any(|error| !error.is_warning());
    message.direction == Some(Direction::Fault) && has_state(message)
        || facts.status.is_none() && has_errors
}
