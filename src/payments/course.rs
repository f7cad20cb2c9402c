//! What became of a payment, told message by message.
//!
//! Three of its messages are kept, whatever their number: the last that speaks of the payment itself, the last
//! that refused a call which makes one, and the last about a refund. So memory does not grow with them,
//! and they may come in any order if they say their times.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::Observed;
use crate::api::Direction;
use crate::api::facts::{Next, OutcomeKind};

/// Operations that make a payment or a preapproval. That any other was refused says nothing of
/// what became of it.
const MAKING: &[&str] = &[
    "Pay",
    "ExecutePayment",
    "Preapproval",
    "ConfirmPreapproval",
    "CreateOrder",
    "PayOrder",
    "DsOrderCreate",
];
/// The operation that gives money back. What becomes of it is told by its state and its sums; a payment
/// whose refund failed is as good as before.
const REFUND: &str = "Refund";
/// What was done stays done when a later call is refused.
const DONE: &[OutcomeKind] = &[
    OutcomeKind::Success,
    OutcomeKind::Partial,
    OutcomeKind::Refunded,
];

/// What became of a payment so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    told: Option<Box<Verdict>>,
    refused: Option<Box<Verdict>>,
    refund: Option<Box<Verdict>>,
    /// What was asked for first.
    asked: Option<(Moment, Box<str>)>,
    /// When the message before was, for one that does not say its time.
    last: Option<Timestamp>,
}

/// When a message was, and behind which others it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    time: Option<Timestamp>,
    count: u64,
}

/// What a message says that a payment came down to.
#[derive(Clone, Debug)]
struct Verdict {
    at: Moment,
    outcome: OutcomeKind,
    next: Option<Next>,
    number: u64,
}

/// What a payment came down to.
#[derive(Clone, Debug, Default)]
pub(super) struct End {
    pub(super) outcome: Option<OutcomeKind>,
    pub(super) next: Option<Next>,
    pub(super) decided_by: Option<u64>,
}

impl Course {
    /// Adds what a message says, the `count`th of all. `asked` is the operation of the request that it answers.
    pub(super) fn add(&mut self, seen: &Observed<'_>, count: u64, asked: Option<&str>) {
        self.last = seen.time.or(self.last);
        let at = Moment {
            time: self.last,
            count,
        };
        if let Some(action) = &seen.facts.action {
            self.ask(at, action);
        }
        let Some(outcome) = seen.facts.outcome.filter(|_| !seen.is_request()) else {
            return;
        };
        let operation = seen.operation.or(asked);
        let is_refund = operation == Some(REFUND);
        let makes = operation.is_none_or(|own| MAKING.contains(&own));
        let verdict = || {
            Box::new(Verdict {
                at,
                outcome,
                next: seen.facts.next.clone(),
                number: seen.number,
            })
        };
        if is_refund {
            raise(&mut self.refund, verdict());
        }
        if is_refusal(seen) {
            if makes {
                raise(&mut self.refused, verdict());
            }
        } else if !is_refund && speaks(seen) {
            raise(&mut self.told, verdict());
        }
    }

    /// Keeps what was asked for first.
    fn ask(&mut self, at: Moment, action: &str) {
        let is_first = self.asked.as_ref().is_none_or(|(own, _)| at < *own);
        if is_first {
            self.asked = Some((at, action.into()));
        }
    }

    /// Adds what became known of the same payment elsewhere.
    pub(super) fn merge(&mut self, other: Course) {
        let sides = [
            (&mut self.told, other.told),
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

    /// What it came down to last. One of nothing but a refund comes down to what that did.
    pub(super) fn end(self) -> End {
        let Course {
            told,
            refused,
            refund,
            asked,
            ..
        } = self;
        let is_done = told.as_ref().is_some_and(|own| DONE.contains(&own.outcome));
        let refused = refused.filter(|_| !is_done);
        let last = [told, refused]
            .into_iter()
            .flatten()
            .max_by(|a, b| later(a, b));
        let Some(Verdict {
            outcome,
            next,
            number,
            ..
        }) = last.map(|own| *own)
        else {
            return End {
                outcome: refund.as_ref().map(|own| own.outcome),
                next: None,
                decided_by: refund.map(|own| own.number),
            };
        };
        let next = match asked {
            Some((_, action)) => next.and_then(|next| next.asked(&action)),
            None => next,
        };
        End {
            outcome: Some(outcome),
            next,
            decided_by: Some(number),
        }
    }
}

fn later(one: &Verdict, other: &Verdict) -> Ordering {
    one.at.cmp(&other.at)
}

/// Keeps the later of two.
fn raise(own: &mut Option<Box<Verdict>>, other: Box<Verdict>) {
    if own.as_ref().is_none_or(|own| own.at < other.at) {
        *own = Some(other);
    }
}

/// Whether it speaks of more than of the call itself.
fn speaks(seen: &Observed<'_>) -> bool {
    let facts = seen.facts;
    facts.status.is_some()
        || facts.next.is_some()
        || !facts.errors.is_empty()
        || !facts.refunds.is_empty()
}

/// Whether the call was refused: there are errors and no state of anything.
fn is_refusal(seen: &Observed<'_>) -> bool {
    let facts = seen.facts;
    let has_errors = facts.errors.iter().any(|error| !error.is_warning());
    seen.direction == Some(Direction::Fault) && speaks(seen) || facts.status.is_none() && has_errors
}
