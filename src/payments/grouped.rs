//! The payments that messages were grouped into.

use std::collections::HashMap;

use serde::Serialize;

use super::key_groups::{GroupId, KeyGroups};
use super::outcome::{FinalOutcome, OutcomeTracker};
use super::sums::{StatedSums, Totals};
use crate::api::Environment;
use crate::api::System;
use crate::api::facts::{Key, Next, OutcomeKind};

/// The id of a payment while messages are added. Two ids may turn out to belong to the same
/// payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentId(pub(super) GroupId);

/// A payment, or all payments made with one preapproval, from all messages that mention it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Payment {
    /// The sums that were asked for, received and refunded.
    #[serde(flatten)]
    pub totals: Totals,
    /// The latest outcome. It is [refunded](OutcomeKind::Refunded) if the sums show that all was
    /// refunded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeKind>,
    /// The next step, if one is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// The [number](super::Observation::number) of the message that decided the outcome and the
    /// next step.
    #[serde(skip)]
    pub decided_by: Option<u64>,
    /// The environment, if a message names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

/// All payments, with lookup by id and by key.
#[derive(Clone, Debug)]
pub struct GroupedPayments {
    keys: KeyGroups,
    /// Positions in `payments` by group.
    positions: HashMap<GroupId, usize>,
    payments: Vec<Payment>,
}

impl GroupedPayments {
    /// Returns all payments, in the order of their first messages.
    #[must_use]
    pub fn payments(&self) -> &[Payment] {
        &self.payments
    }

    /// Returns the index in [`payments`](Self::payments) of the payment with this id.
    #[must_use]
    pub fn position(&self, id: PaymentId) -> Option<usize> {
        self.positions.get(&self.keys.settled(id.0)).copied()
    }

    /// Returns the payment with this id.
    #[must_use]
    pub fn get(&self, id: PaymentId) -> Option<&Payment> {
        self.payments.get(self.position(id)?)
    }

    /// Returns the payments with this key: more than one only if both production and sandbox use
    /// it.
    ///
    /// ```
    /// use paywire::api::facts::{Key, KeyKind, ToFacts};
    /// use paywire::api::multisafepay::MultiSafepayOrder;
    /// use paywire::api::{MessageKind, System};
    /// use paywire::payments::{Observation, Payments};
    ///
    /// let body = r#"{"order_id":"m-1","currency":"EUR","amount":1250,"status":"refunded"}"#;
    /// let facts = paywire::json::from_str::<MultiSafepayOrder>(body)?.facts();
    /// let mut payments = Payments::default();
    /// payments.add(&Observation::new(MessageKind::MultiSafepayOrder, &facts));
    ///
    /// let found = payments.finish();
    /// let key = Key::new(KeyKind::MerchantOrderId, "m-1");
    /// let payment = found.by_key(System::MultiSafepay, &key).next().expect("an order");
    /// assert_eq!(payment.totals.refunded[0].to_string(), "EUR 12.50");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn by_key(&self, system: System, key: &Key) -> impl Iterator<Item = &Payment> {
        let groups = self.keys.by_key(system, key).into_iter();
        groups.filter_map(|group| self.payments.get(*self.positions.get(&group)?))
    }
}

/// The state of one group.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) stated: StatedSums,
    /// Sums added from the payments of a preapproval.
    pub(super) totals: Totals,
    pub(super) outcome: OutcomeTracker,
    environment: Option<Environment>,
}

/// Merges the state of nodes by group, in the order of their first nodes.
#[derive(Debug)]
pub(super) struct Groups {
    keys: KeyGroups,
    positions: HashMap<GroupId, usize>,
    all: Vec<Group>,
}

impl Groups {
    pub(super) fn new(keys: KeyGroups) -> Self {
        Groups {
            keys,
            positions: HashMap::new(),
            all: Vec::new(),
        }
    }

    /// The position of the group of a node, from 0.
    pub(super) fn position(&mut self, node: GroupId) -> usize {
        let group = self.keys.group(node);
        let next = self.all.len();
        let position = *self.positions.entry(group).or_insert(next);
        if position == next {
            self.all.push(Group {
                environment: self.keys.environment(group),
                ..Group::default()
            });
        }
        position
    }

    /// The state of the group of a node.
    pub(super) fn of(&mut self, node: GroupId) -> &mut Group {
        let position = self.position(node);
        &mut self.all[position]
    }

    /// The states of all groups, by position.
    pub(super) fn into_all(self) -> Vec<Group> {
        self.all
    }

    pub(super) fn finish(self) -> GroupedPayments {
        let payments = self.all.into_iter().map(payment);
        GroupedPayments {
            payments: payments.collect(),
            positions: self.positions,
            keys: self.keys,
        }
    }
}

fn payment(group: Group) -> Payment {
    let Group {
        mut totals,
        stated,
        outcome: tracker,
        environment,
    } = group;
    totals.add(stated.totals());
    let FinalOutcome {
        outcome,
        next,
        decided_by,
    } = tracker.finish();
    let is_done = outcome == Some(OutcomeKind::Success) && !totals.completed.is_empty();
    let all_refunded = is_done && totals.refunded == totals.completed;
    Payment {
        outcome: outcome.map(|own| {
            if all_refunded {
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
