//! What was gathered.

use std::collections::HashMap;

use serde::Serialize;

use super::course::{Course, End};
use super::money::{Claims, Totals};
use super::ties::{Node, Ties};
use crate::api::System;
use crate::api::adaptive_payments::service::Environment;
use crate::api::facts::{Key, Next, OutcomeKind};

/// A payment while it is gathered, by which it is found afterwards. It may turn out to be the same as one of
/// another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentId(pub(super) Node);

/// A payment, or all payments by one preapproval, put together from the messages that speak of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Payment {
    /// How much was asked for, arrived and went back.
    #[serde(flatten)]
    pub totals: Totals,
    /// What it came down to last. It is [refunded](OutcomeKind::Refunded) where sums say that all of it went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeKind>,
    /// What is still to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// The [number](super::Observed::number) of the message that the outcome and the next step are from.
    #[serde(skip)]
    pub decided_by: Option<u64>,
    /// Whether it is about real money, where a message says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

/// Payments, once all messages were seen.
#[derive(Clone, Debug)]
pub struct Found {
    ties: Ties,
    /// By group.
    places: HashMap<Node, usize>,
    payments: Vec<Payment>,
}

impl Found {
    /// All of them, in the order in which their first messages came.
    #[must_use]
    pub fn payments(&self) -> &[Payment] {
        &self.payments
    }

    /// The place in [`payments`](Self::payments) of the one that has this id by now.
    #[must_use]
    pub fn position(&self, id: PaymentId) -> Option<usize> {
        self.places.get(&self.ties.settled(id.0)).copied()
    }

    /// The one that has this id by now.
    #[must_use]
    pub fn get(&self, id: PaymentId) -> Option<&Payment> {
        self.payments.get(self.position(id)?)
    }

    /// Those that name a key: more than one only where both real and made-up money have it.
    ///
    /// ```
    /// use paywire::api::facts::{Key, KeyKind, Tells};
    /// use paywire::api::multisafepay::MultiSafepayOrder;
    /// use paywire::api::{MessageKind, System};
    /// use paywire::payments::{Observed, Payments};
    ///
    /// let body = r#"{"order_id":"m-1","currency":"EUR","amount":1250,"status":"refunded"}"#;
    /// let facts = paywire::json::from_str::<MultiSafepayOrder>(body)?.facts();
    /// let mut payments = Payments::default();
    /// payments.add(&Observed::new(MessageKind::MultiSafepayOrder, &facts));
    ///
    /// let found = payments.finish();
    /// let key = Key::new(KeyKind::MerchantOrderId, "m-1");
    /// let payment = found.naming(System::MultiSafepay, &key).next().expect("an order");
    /// assert_eq!(payment.totals.refunded[0].to_string(), "EUR 12.50");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn naming(&self, system: System, key: &Key) -> impl Iterator<Item = &Payment> {
        let groups = self.ties.naming(system, key).into_iter();
        groups.filter_map(|group| self.payments.get(*self.places.get(&group)?))
    }
}

/// What was gathered of a group.
#[derive(Debug, Default)]
pub(super) struct Whole {
    pub(super) claims: Claims,
    /// The money that was added up elsewhere.
    pub(super) totals: Totals,
    pub(super) course: Course,
    environment: Option<Environment>,
}

/// Puts what nodes have together by their groups, in the order of their first nodes.
#[derive(Debug)]
pub(super) struct Groups {
    ties: Ties,
    places: HashMap<Node, usize>,
    all: Vec<Whole>,
}

impl Groups {
    pub(super) fn new(ties: Ties) -> Self {
        Groups {
            ties,
            places: HashMap::new(),
            all: Vec::new(),
        }
    }

    /// The place of the group of a node, from 0.
    pub(super) fn place(&mut self, node: Node) -> usize {
        let group = self.ties.group(node);
        let next = self.all.len();
        let place = *self.places.entry(group).or_insert(next);
        if place == next {
            self.all.push(Whole {
                environment: self.ties.environment(group),
                ..Whole::default()
            });
        }
        place
    }

    /// What the group of a node has.
    pub(super) fn of(&mut self, node: Node) -> &mut Whole {
        let place = self.place(node);
        &mut self.all[place]
    }

    /// What each of them has, by their places.
    pub(super) fn into_all(self) -> Vec<Whole> {
        self.all
    }

    pub(super) fn finish(self) -> Found {
        let payments = self.all.into_iter().map(payment);
        Found {
            payments: payments.collect(),
            places: self.places,
            ties: self.ties,
        }
    }
}

fn payment(whole: Whole) -> Payment {
    let Whole {
        mut totals,
        claims,
        course,
        environment,
    } = whole;
    totals.add(claims.totals());
    let End {
        outcome,
        next,
        decided_by,
    } = course.end();
    let is_done = outcome == Some(OutcomeKind::Success) && !totals.completed.is_empty();
    let went_back = is_done && totals.refunded == totals.completed;
    Payment {
        outcome: outcome.map(|own| {
            if went_back {
                OutcomeKind::Refunded
            } else {
                own
            }
        }),
        next,
        decided_by,
        environment,
        totals,
    }
}
