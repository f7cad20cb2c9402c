//! How much was asked for, was paid and went back: each payment counted once, however many messages
//! speak of it.
//!
//! A request, its reply, the details asked for later and a notification all state the sums of the
//! same payment. So what counts of a payment is, in each currency, the largest sum that any of its
//! messages states: it does not depend on their order, and a message seen twice changes nothing.

use std::collections::HashSet;

use serde::Serialize;

use super::Observed;
use super::ties::{Mark, Marks, Node, Placed, Scope, Ties};
use crate::api::facts::{OutcomeKind, Sum};
use crate::value::{Amount, Currency};

/// Estimates state sums of a payment in other currencies, and move nothing.
const ESTIMATES: &[&str] = &["GetPrePaymentDisclosure", "GetFundingPlans"];

/// The money of the payments so far.
#[derive(Clone, Debug)]
pub(super) struct Money {
    ties: Ties,
    marks: Marks,
    /// By node.
    claims: Vec<Claims>,
    /// How many refunds may still be told apart.
    room: usize,
    /// How many messages tell of refunds that found no room.
    no_room: u64,
    /// How many other messages have amounts that nobody can read.
    unread: u64,
}

/// What the messages of one payment state.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    sums: Vec<Claim>,
    refunds: Refunds,
    /// A message says that the payment as a whole is done.
    is_done: bool,
}

/// What is stated in one currency, each the largest sum.
#[derive(Clone, Debug, Default)]
struct Claim {
    currency: Option<Currency>,
    asked: Amount,
    completed: Amount,
    refunded: Amount,
}

/// The refunds of a payment, each once.
#[derive(Clone, Debug, Default)]
struct Refunds {
    all: Vec<Refund>,
    known: HashSet<(bool, Mark)>,
}

/// One of several refunds, as the replies or the notifications name it.
#[derive(Clone, Debug, PartialEq)]
struct Refund {
    noticed: bool,
    id: Mark,
    sum: Sum,
}

impl Refunds {
    fn knows(&self, refund: &Refund) -> bool {
        self.known.contains(&(refund.noticed, refund.id))
    }

    fn add(&mut self, refund: Refund) {
        if self.known.insert((refund.noticed, refund.id)) {
            self.all.push(refund);
        }
    }
}

/// Money of payments, one sum a currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// What was asked to be paid.
    pub asked: Vec<Sum>,
    /// What arrived, if only for a time.
    pub completed: Vec<Sum>,
    /// What went back.
    pub refunded: Vec<Sum>,
}

impl Totals {
    /// Whether no money is spoken of.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Totals::default()
    }

    /// Adds those of another payment.
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

impl Money {
    /// Tells payments apart by no more than `most` keys, and as many refunds.
    pub(super) fn new(most: usize) -> Self {
        Money {
            ties: Ties::new(Scope::Payment, most),
            marks: Marks::default(),
            claims: Vec::new(),
            room: most,
            no_room: 0,
            unread: 0,
        }
    }

    /// Adds what a message states, and tells of which payment; `None` if there is no room for more.
    pub(super) fn add(&mut self, seen: &Observed<'_>) -> Option<Placed> {
        let placed = self.ties.place(seen)?;
        let claims = at(&mut self.claims, placed.node)?;
        claims.add(seen);
        let fits = claims.add_refunds(seen, &self.marks, &mut self.room);
        self.no_room += u64::from(!fits);
        self.unread += u64::from(fits && !seen.facts.unread_amounts.is_empty());
        Some(placed)
    }

    /// What is not counted, or not all of it.
    pub(super) fn left_out(&self) -> LeftOut {
        LeftOut {
            messages: self.ties.left_out(),
            uncounted: self.ties.left_out() + self.no_room,
            unread: self.unread,
        }
    }

    /// The groups, once all is there, and what each of their nodes has of the money.
    pub(super) fn settle(mut self) -> (Ties, Vec<Claims>) {
        self.ties.settle();
        (self.ties, self.claims)
    }
}

/// The entry of a node in a list that has one for each.
pub(super) fn at<T: Default>(list: &mut Vec<T>, node: Node) -> Option<&mut T> {
    let at = node as usize;
    if list.len() <= at {
        list.resize_with(at + 1, T::default);
    }
    list.get_mut(at)
}

/// How many messages are not in the sums, or not with all that they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// Messages that found no room: they may be of any payment.
    pub messages: u64,
    /// Messages whose money is not counted for want of room: those, and others of whose refunds there are too
    /// many to tell apart.
    pub uncounted: u64,
    /// Messages that state an [amount which nobody can read](crate::api::facts::UnreadAmount).
    pub unread: u64,
}

fn is_estimate(seen: &Observed<'_>) -> bool {
    seen.operation.is_some_and(|own| ESTIMATES.contains(&own))
}

/// Whether what is said of refunds and states is only what is wished.
fn is_wish(seen: &Observed<'_>) -> bool {
    seen.is_request()
}

impl Claims {
    fn add(&mut self, seen: &Observed<'_>) {
        let facts = seen.facts;
        if is_estimate(seen) {
            return;
        }
        for sum in &facts.totals {
            self.raise(sum, |claim| &mut claim.asked);
        }
        if is_wish(seen) {
            return;
        }
        for sum in facts.arrived() {
            self.raise(&sum, |claim| &mut claim.completed);
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
            self.raise(&sum, |claim| &mut claim.refunded);
        }
    }

    /// Adds the refunds that have ids, as long as there is room; whether all found some.
    fn add_refunds(&mut self, seen: &Observed<'_>, marks: &Marks, room: &mut usize) -> bool {
        if is_estimate(seen) || is_wish(seen) {
            return true;
        }
        for transfer in &seen.facts.transfers {
            let (Some(id), Some(sum)) = (&transfer.refund_transaction_id, &transfer.refunded)
            else {
                continue;
            };
            let refund = Refund {
                noticed: seen.is_notification(),
                id: marks.of(id),
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

    /// Makes the sum of a currency at least this. Only currencies that there are count: what else
    /// stands in their place is no money.
    fn raise(&mut self, sum: &Sum, side: impl Fn(&mut Claim) -> &mut Amount) {
        if sum.currency.as_ref().is_some_and(|own| !own.is_known()) {
            return;
        }
        let mut same = self.sums.iter_mut();
        if let Some(claim) = same.find(|claim| claim.currency == sum.currency) {
            let own = side(claim);
            *own = (*own).max(sum.amount);
        } else {
            let currency = sum.currency.clone();
            let mut claim = Claim {
                currency,
                ..Claim::default()
            };
            *side(&mut claim) = sum.amount;
            self.sums.push(claim);
        }
    }

    pub(super) fn merge(&mut self, other: Claims) {
        self.is_done |= other.is_done;
        for claim in other.sums {
            self.raise_all(&claim);
        }
        for refund in other.refunds.all {
            self.refunds.add(refund);
        }
    }

    fn raise_all(&mut self, claim: &Claim) {
        let sum = |amount| Sum::of(claim.currency.as_ref(), amount);
        self.raise(&sum(claim.asked), |own| &mut own.asked);
        self.raise(&sum(claim.completed), |own| &mut own.completed);
        self.raise(&sum(claim.refunded), |own| &mut own.refunded);
    }

    pub(super) fn totals(mut self) -> Totals {
        self.add_up_refunds();
        self.name_currency();
        let mut totals = Totals::default();
        for claim in self.sums {
            // A payment that is done, none of whose transfers says what became of it.
            let is_done = self.is_done && claim.completed.is_zero();
            let completed = if is_done {
                claim.asked
            } else {
                claim.completed
            };
            let sides = [
                (&mut totals.asked, claim.asked),
                (&mut totals.completed, completed),
                (&mut totals.refunded, claim.refunded),
            ];
            for (sums, amount) in sides {
                if !amount.is_zero() {
                    Sum::of(claim.currency.as_ref(), amount).add_to(sums);
                }
            }
        }
        totals
    }

    /// Several refunds, none of which says what went back before it, add up. Replies and
    /// notifications tell of the same ones.
    fn add_up_refunds(&mut self) {
        for noticed in [false, true] {
            let mut sums = Vec::new();
            let own = self.refunds.all.iter().filter(|own| own.noticed == noticed);
            for refund in own {
                refund.sum.clone().add_to(&mut sums);
            }
            for sum in sums {
                self.raise(&sum, |claim| &mut claim.refunded);
            }
        }
    }

    /// Some replies name no currency: it is the payment's, if that has only one.
    fn name_currency(&mut self) {
        let mut named = self.sums.iter().filter_map(|claim| claim.currency.clone());
        if let (Some(currency), None) = (named.next(), named.next())
            && let Some(at) = self.sums.iter().position(|claim| claim.currency.is_none())
        {
            let mut claim = self.sums.swap_remove(at);
            claim.currency = Some(currency);
            self.raise_all(&claim);
        }
    }
}
