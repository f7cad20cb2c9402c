//! Groups payments by preapproval.

use super::grouped::{GroupedPayments, Groups, PaymentId};
use super::key_groups::{GroupId, KeyGroups, KeyScope};
use super::outcome::OutcomeTracker;
use super::sums::{self, LeftOut, PaymentSums};
use super::{MAX_KEYS, Observation};

/// Groups messages into payments, and payments made with one preapproval into one. The sums are
/// those of the payments, each counted once.
///
/// ```
/// use paywire::api::facts::{Facts, Key, KeyKind};
/// use paywire::payments::{Observation, PaymentsByPreapproval};
///
/// let mut payments = PaymentsByPreapproval::default();
/// for tracking in ["t-1", "t-2"] {
///     let mut facts = Facts::default();
///     facts.keys.push(Key::new(KeyKind::PreapprovalKey, "PA-1"));
///     facts.keys.push(Key::new(KeyKind::TrackingId, tracking));
///     payments.add(&Observation::unknown(&facts));
/// }
/// assert_eq!(payments.finish().payments().len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct PaymentsByPreapproval {
    keys: KeyGroups,
    outcomes: Vec<OutcomeTracker>,
    sums: PaymentSums,
    /// The group of each payment, by the payment's node.
    group_of: Vec<Option<GroupId>>,
    count: u64,
}

impl Default for PaymentsByPreapproval {
    fn default() -> Self {
        PaymentsByPreapproval::with_max_keys(MAX_KEYS, MAX_KEYS)
    }
}

impl PaymentsByPreapproval {
    /// Keeps at most this many keys, and as many of `payment_keys` for the payments in the groups.
    #[must_use]
    pub fn with_max_keys(keys: usize, payment_keys: usize) -> Self {
        PaymentsByPreapproval {
            keys: KeyGroups::new(KeyScope::Preapproval, keys),
            outcomes: Vec::new(),
            sums: PaymentSums::new(payment_keys),
            group_of: Vec::new(),
            count: 0,
        }
    }

    /// Adds a message and returns the group it belongs to; `None` if the cap is reached.
    pub fn add(&mut self, observed: &Observation<'_>) -> Option<PaymentId> {
        self.count += 1;
        let placed = self.keys.place(observed)?;
        let outcome = sums::at(&mut self.outcomes, placed.node)?;
        outcome.add(observed, self.count, placed.requested);
        if observed.direction.is_some()
            && let Some(payment) = self.sums.add(observed)
            && let Some(group) = sums::at(&mut self.group_of, payment.node)
        {
            *group = Some(placed.node);
        }
        Some(PaymentId(placed.node))
    }

    /// Whether a message belongs to the exchange of an earlier one. A message without keys can be
    /// grouped by its exchange only.
    #[must_use]
    pub fn continues_exchange(&self, observed: &Observation<'_>) -> bool {
        self.keys.continues_exchange(observed)
    }

    /// Counts the messages that are not in the groups or their sums so far.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        LeftOut {
            messages: self.keys.left_out(),
            ..self.sums.left_out()
        }
    }

    /// Returns the groups, in the order of their first messages.
    #[must_use]
    pub fn finish(mut self) -> GroupedPayments {
        self.keys.settle();
        let mut groups = Groups::new(self.keys);
        for (node, outcome) in (0..).zip(self.outcomes) {
            groups.of(node).outcome.merge(outcome);
        }
        let (keys, stated) = self.sums.settle();
        let mut payments = Groups::new(keys);
        let mut group_of: Vec<Option<GroupId>> = Vec::new();
        for (node, stated) in (0..).zip(stated) {
            payments.of(node).stated.merge(stated);
            let group = self.group_of.get(node as usize).copied().flatten();
            let position = payments.position(node);
            if position == group_of.len() {
                group_of.push(None);
            }
            group_of[position] = group.or(group_of[position]);
        }
        for (payment, group) in payments.into_all().into_iter().zip(group_of) {
            if let Some(group) = group {
                groups.of(group).totals.add(payment.stated.totals());
            }
        }
        groups.finish()
    }
}
