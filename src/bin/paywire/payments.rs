//! How much was asked for, was paid and went back: each payment counted once, however many messages
//! speak of it.
//!
//! A request, its reply, the details asked for later and a notification all state the sums of the
//! same payment. So what counts of a payment is, in each currency, the largest sum that any of its
//! messages states: it does not depend on their order, and a message seen twice changes nothing.

use std::collections::{BTreeMap, HashSet};

use paywire::api::facts::{OutcomeKind, Sum};
use paywire::{Amount, Currency};
use serde::Serialize;

use crate::record::MessageRecord;
use crate::render::counted;
use crate::ties::{Mark, Marks, Node, Scope, Seen, Ties};

/// Estimates state sums of a payment in other currencies, and move nothing.
const ESTIMATES: &[&str] = &["GetPrePaymentDisclosure", "GetFundingPlans"];

/// The payments so far.
#[derive(Debug)]
pub(crate) struct Payments {
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
struct Claims {
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
pub(crate) struct Totals {
    /// What requests asked to be paid.
    pub(crate) asked: Vec<Sum>,
    /// What arrived, if only for a time.
    pub(crate) completed: Vec<Sum>,
    /// What went back.
    pub(crate) refunded: Vec<Sum>,
}

impl Totals {
    /// Whether no money is spoken of.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Totals::default()
    }

    /// Adds those of another payment.
    pub(crate) fn add(&mut self, other: Totals) {
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

impl Payments {
    /// Tells payments apart by no more than `most` keys, and as many refunds.
    pub(crate) fn new(most: usize) -> Self {
        Payments {
            ties: Ties::new(Scope::Payment, most),
            marks: Marks::default(),
            claims: Vec::new(),
            room: most,
            no_room: 0,
            unread: 0,
        }
    }

    /// Adds what a message states, and tells of which payment; `None` if it states
    /// nothing or there is no room for more.
    pub(crate) fn add(&mut self, record: &MessageRecord) -> Option<Node> {
        let seen = Seen::message(record)?;
        let node = self.ties.place(&seen)?;
        let at = node as usize;
        if self.claims.len() <= at {
            self.claims.resize_with(at + 1, Claims::default);
        }
        if let Some(claims) = self.claims.get_mut(at) {
            claims.add(&seen);
            let fits = claims.add_refunds(&seen, &self.marks, &mut self.room);
            self.no_room += u64::from(!fits);
            self.unread += u64::from(fits && !seen.facts.unread_amounts.is_empty());
        }
        Some(node)
    }

    /// How many messages there are whose money is not counted, or not all of it.
    pub(crate) fn left_out(&self) -> u64 {
        self.without_room() + self.unread
    }

    /// How many messages could not be placed, or tell of refunds that could not be told apart.
    fn without_room(&self) -> u64 {
        self.ties.left_out() + self.no_room
    }

    /// What to say of the messages whose money is not counted, or not all of it.
    pub(crate) fn notes(&self) -> Vec<String> {
        let reasons = [
            (self.without_room(), "too many payments to tell apart"),
            (self.unread, "an amount cannot be read"),
        ];
        let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
        let notes = reasons.map(|(count, why)| {
            let messages = counted(count, "message");
            format!("the money in {messages} is not counted: {why}")
        });
        notes.collect()
    }

    /// The totals of each payment that names money, by its group, and the groups.
    pub(crate) fn finish(mut self) -> (Ties, Vec<(Node, Totals)>) {
        self.ties.settle();
        let mut whole: BTreeMap<Node, Claims> = BTreeMap::new();
        for (node, claims) in (0..).zip(std::mem::take(&mut self.claims)) {
            let group = self.ties.group(node);
            whole.entry(group).or_default().merge(claims);
        }
        let totals = whole
            .into_iter()
            .map(|(node, claims)| (node, claims.totals()));
        let totals = totals.filter(|(_, totals)| !totals.is_empty());
        (self.ties, totals.collect())
    }
}

fn is_estimate(seen: &Seen<'_>) -> bool {
    seen.operation.is_some_and(|own| ESTIMATES.contains(&own))
}

/// Whether what is said of refunds and states is only what is wished.
fn is_wish(seen: &Seen<'_>) -> bool {
    seen.direction == Some("request")
}

impl Claims {
    fn add(&mut self, seen: &Seen<'_>) {
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
    fn add_refunds(&mut self, seen: &Seen<'_>, marks: &Marks, room: &mut usize) -> bool {
        if is_estimate(seen) || is_wish(seen) {
            return true;
        }
        for transfer in &seen.facts.transfers {
            let (Some(id), Some(sum)) = (&transfer.refund_transaction_id, &transfer.refunded)
            else {
                continue;
            };
            let refund = Refund {
                noticed: seen.direction == Some("notification"),
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

    fn merge(&mut self, other: Claims) {
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

    fn totals(mut self) -> Totals {
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
