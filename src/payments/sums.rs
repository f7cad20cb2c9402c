//! Tracks the sums asked for, received and refunded, counting each payment once however many
//! messages mention it.
//!
//! A request, its reply, the details requested later and a notification all state the sums of the
//! same payment. So the largest sum that any message states counts, in each currency. The result
//! depends neither on order nor on repetition.

use std::collections::HashSet;

use serde::Serialize;

use super::Observation;
use super::key_groups::{GroupId, KeyGroups, KeyHash, KeyHasher, KeyScope, Placement};
use crate::api::facts::{OutcomeKind, Sum};
use crate::value::{Amount, Currency};

/// Operations that only estimate: they state sums in other currencies and move no money.
const ESTIMATES: &[&str] = &["GetPrePaymentDisclosure", "GetFundingPlans"];

/// The sums of the payments so far.
#[derive(Clone, Debug)]
pub(super) struct PaymentSums {
    keys: KeyGroups,
    hasher: KeyHasher,
    /// The stated sums by node.
    stated: Vec<StatedSums>,
    /// The number of refunds that may still be added.
    room: usize,
    /// The number of messages with refunds beyond the cap.
    no_room: u64,
    /// The number of other messages with invalid amounts.
    unread: u64,
}

/// The sums that the messages of one payment state.
#[derive(Clone, Debug, Default)]
pub(super) struct StatedSums {
    sums: Vec<CurrencySums>,
    refunds: RefundSet,
    /// Whether a message reports the whole payment as completed.
    is_done: bool,
}

/// The largest sums stated in one currency.
#[derive(Clone, Debug, Default)]
struct CurrencySums {
    currency: Option<Currency>,
    asked: Amount,
    completed: Amount,
    refunded: Amount,
}

/// The refunds of a payment without repetitions.
#[derive(Clone, Debug, Default)]
struct RefundSet {
    all: Vec<StatedRefund>,
    known: HashSet<(bool, KeyHash)>,
}

/// A refund as a reply or a notification reports it.
#[derive(Clone, Debug, PartialEq)]
struct StatedRefund {
    from_notification: bool,
    id: KeyHash,
    sum: Sum,
}

impl RefundSet {
    fn knows(&self, refund: &StatedRefund) -> bool {
        self.known.contains(&(refund.from_notification, refund.id))
    }

    fn add(&mut self, refund: StatedRefund) {
        if self.known.insert((refund.from_notification, refund.id)) {
            self.all.push(refund);
        }
    }
}

/// Sums of payments, one per currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// The sums asked for.
    pub asked: Vec<Sum>,
    /// The sums received, including those refunded later.
    pub completed: Vec<Sum>,
    /// The sums refunded.
    pub refunded: Vec<Sum>,
}

impl Totals {
    /// Returns `true` if there are no sums.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Totals::default()
    }

    /// Adds the sums of another payment.
    pub fn add(&mut self, other: Totals) {
        let sides = [
            (&mut self.asked, other.asked),
            (&mut self.completed, other.completed),
            (&mut self.refunded, other.refunded),
        ];
        for (sums, others) in sides {
            for sum in others {
                sum.add_to(sums);
            }
        }
    }
}

impl PaymentSums {
    /// Keeps at most `most` keys and as many refunds.
    pub(super) fn new(most: usize) -> Self {
        PaymentSums {
            keys: KeyGroups::new(KeyScope::Payment, most),
            hasher: KeyHasher::default(),
            stated: Vec::new(),
            room: most,
            no_room: 0,
            unread: 0,
        }
    }

    /// Adds the sums of a message and returns the payment it belongs to; `None` if the cap is
    /// reached.
    pub(super) fn add(&mut self, message: &Observation<'_>) -> Option<Placement> {
        let placed = self.keys.place(message)?;
        let stated = at(&mut self.stated, placed.node)?;
        stated.add(message);
        let fits = stated.add_refunds(message, &self.hasher, &mut self.room);
        self.no_room += u64::from(!fits);
        self.unread += u64::from(fits && !message.facts.unread_amounts.is_empty());
        Some(placed)
    }

    /// Counts the messages whose sums are missing or incomplete.
    pub(super) fn left_out(&self) -> LeftOut {
        LeftOut {
            messages: self.keys.left_out(),
            uncounted: self.keys.left_out() + self.no_room,
            unread: self.unread,
        }
    }

    /// The final groups, and the stated sums by node.
    pub(super) fn settle(mut self) -> (KeyGroups, Vec<StatedSums>) {
        self.keys.settle();
        (self.keys, self.stated)
    }
}

/// The entry of a node in a list with one entry per node.
pub(super) fn at<T: Default>(list: &mut Vec<T>, node: GroupId) -> Option<&mut T> {
    let at = node as usize;
    if list.len() <= at {
        list.resize_with(at + 1, T::default);
    }
    list.get_mut(at)
}

/// Counts messages whose sums are missing or incomplete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Messages beyond the cap, which may belong to any payment.
    pub messages: u64,
    /// Messages whose sums are not counted because of a cap: those beyond the cap on keys, and
    /// those with refunds beyond the cap on refunds.
    pub uncounted: u64,
    /// Messages with an [invalid amount](crate::api::facts::UnreadAmount).
    pub unread: u64,
}

fn is_estimate(message: &Observation<'_>) -> bool {
    message
        .operation
        .is_some_and(|own| ESTIMATES.contains(&own))
}

/// Whether refunds and states in the message are only requested.
fn is_requested(message: &Observation<'_>) -> bool {
    message.is_request()
}

impl StatedSums {
    fn add(&mut self, message: &Observation<'_>) {
        let facts = message.facts;
        if is_estimate(message) {
            return;
        }
        for sum in &facts.totals {
            self.raise(sum, |sums| &mut sums.asked);
        }
        if is_requested(message) {
            return;
        }
        for sum in facts.arrived() {
            self.raise(&sum, |sums| &mut sums.completed);
        }
        let status = facts.status.as_deref().unwrap_or_default();
        let is_success = facts.outcome == Some(OutcomeKind::Success);
        self.is_done |= is_success && status.eq_ignore_ascii_case("COMPLETED");
        let mut so_far = Vec::new();
        for transfer in &facts.transfers {
            let sum = transfer.refunded_so_far.as_ref();
            if let Some(sum) = sum.or(transfer.refunded.as_ref()) {
                sum.clone().add_to(&mut so_far);
            }
        }
        for sum in so_far {
            self.raise(&sum, |sums| &mut sums.refunded);
        }
    }

    /// Adds the refunds that have ids. Returns `false` if the cap is reached.
    fn add_refunds(
        &mut self,
        message: &Observation<'_>,
        hasher: &KeyHasher,
        room: &mut usize,
    ) -> bool {
        if is_estimate(message) || is_requested(message) {
            return true;
        }
        for transfer in &message.facts.transfers {
            let (Some(id), Some(sum)) = (&transfer.refund_transaction_id, &transfer.refunded)
            else {
                continue;
            };
            let refund = StatedRefund {
                from_notification: message.is_notification(),
                id: hasher.of(id),
                sum: sum.clone(),
            };
            if self.refunds.knows(&refund) {
                continue;
            }
            let Some(left) = room.checked_sub(1) else {
                return false;
            };
            *room = left;
            self.refunds.add(refund);
        }
        true
    }

    /// Raises the sum of a currency to at least this. Unknown currencies are ignored, since their
    /// amounts may not be money.
    fn raise(&mut self, sum: &Sum, side: impl Fn(&mut CurrencySums) -> &mut Amount) {
        if sum.currency.as_ref().is_some_and(|own| !own.is_known()) {
            return;
        }
        let mut same = self.sums.iter_mut();
        if let Some(sums) = same.find(|sums| sums.currency == sum.currency) {
            let own = side(sums);
            *own = (*own).max(sum.amount);
        } else {
            let currency = sum.currency.clone();
            let mut sums = CurrencySums {
                currency,
                ..CurrencySums::default()
            };
            *side(&mut sums) = sum.amount;
            self.sums.push(sums);
        }
    }

    pub(super) fn merge(&mut self, other: StatedSums) {
        self.is_done |= other.is_done;
        for sums in other.sums {
            self.raise_all(&sums);
        }
        for refund in other.refunds.all {
            self.refunds.add(refund);
        }
    }

    fn raise_all(&mut self, sums: &CurrencySums) {
        let sum = |amount| Sum::of(sums.currency.as_ref(), amount);
        self.raise(&sum(sums.asked), |own| &mut own.asked);
        self.raise(&sum(sums.completed), |own| &mut own.completed);
        self.raise(&sum(sums.refunded), |own| &mut own.refunded);
    }

    pub(super) fn totals(mut self) -> Totals {
        self.add_up_refunds();
        self.name_currency();
        let mut totals = Totals::default();
        for sums in self.sums {
            // A completed payment whose transfers have no status received its whole total.
            let is_done = self.is_done && sums.completed.is_zero();
            let completed = if is_done { sums.asked } else { sums.completed };
            let sides = [
                (&mut totals.asked, sums.asked),
                (&mut totals.completed, completed),
                (&mut totals.refunded, sums.refunded),
            ];
            for (total, amount) in sides {
                if !amount.is_zero() {
                    Sum::of(sums.currency.as_ref(), amount).add_to(total);
                }
            }
        }
        totals
    }

    /// Adds up refunds that do not state a running total. Replies and notifications report the same
    /// refunds, so each are added up separately.
    fn add_up_refunds(&mut self) {
        for from_notification in [false, true] {
            let mut sums = Vec::new();
            let own = self
                .refunds
                .all
                .iter()
                .filter(|own| own.from_notification == from_notification);
            for refund in own {
                refund.sum.clone().add_to(&mut sums);
            }
            for sum in sums {
                self.raise(&sum, |sums| &mut sums.refunded);
            }
        }
    }

    /// Sums without a currency get the payment's, if it has only one.
    fn name_currency(&mut self) {
        let mut named = self.sums.iter().filter_map(|sums| sums.currency.clone());
        if let (Some(currency), None) = (named.next(), named.next())
            && let Some(at) = self.sums.iter().position(|sums| sums.currency.is_none())
        {
            let mut sums = self.sums.swap_remove(at);
            sums.currency = Some(currency);
            self.raise_all(&sums);
        }
    }
}
