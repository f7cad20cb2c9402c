//! Groups messages into payments, and tells for each how much was asked for, received and refunded,
//! its outcome, and the next step.
//!
//! [`Payments`] takes the [facts](crate::api::facts) of messages one by one, as they are read or
//! sent. It keeps a few numbers for each payment and no message. Each payment counts once, however
//! many messages mention it: a request, its reply, the details requested later and a notification
//! all state the same sums, and the largest in each currency counts. So neither the order of
//! messages nor repetition matters. [`PaymentsByPreapproval`] does the same and groups the payments
//! made with one preapproval.
//!
//! Messages belong together if they share a key (a pay key, a tracking id, a transaction, an order)
//! or are request and response of one exchange. Production and sandbox messages are never grouped,
//! whatever keys they share; a message that does not name its environment joins the one whose keys
//! it has.
//!
//! ```
//! use paywire::api::MessageKind;
//! use paywire::api::facts::{OutcomeKind, Step};
//! use paywire::codec::{self, Config, Format};
//! use paywire::payments::{Observation, Payments};
//!
//! let bodies = [
//!     (MessageKind::PayRequest, "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=a\
//!         &currencyCode=USD&returnUrl=b&receiverList.receiver(0).amount=5.00\
//!         &receiverList.receiver(0).email=a@shop.example"),
//!     (MessageKind::PayResponse, "responseEnvelope.timestamp=2026-03-02T10:01:00Z\
//!         &responseEnvelope.ack=Success&responseEnvelope.correlationId=c&responseEnvelope.build=1\
//!         &payKey=AP-1&paymentExecStatus=CREATED"),
//!     (MessageKind::PaymentNotification, "transaction_type=Adaptive+Payment+PAY&status=COMPLETED\
//!         &pay_key=AP-1&transaction%5B0%5D.amount=USD+5.00&transaction%5B0%5D.status=Completed\
//!         &transaction%5B0%5D.id=T-1"),
//! ];
//! let mut payments = Payments::default();
//! let mut last = None;
//! for (number, (kind, body)) in bodies.into_iter().enumerate() {
//!     let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &Config::strict())?;
//!     let facts = decoded.facts();
//!     let mut observed = Observation::new(kind, &facts);
//!     if number < 2 {
//!         // The request and its reply.
//!         observed = observed.in_exchange(1);
//!     }
//!     last = payments.add(&observed);
//!
//!     // The state so far is available at any time.
//!     if number == 1 {
//!         let found = payments.clone().finish();
//!         let payment = last.and_then(|id| found.get(id)).expect("a payment");
//!         assert_eq!(payment.outcome, Some(OutcomeKind::Pending));
//!         assert_eq!(payment.next.as_ref().unwrap().step, Step::Approve);
//!     }
//! }
//! assert_eq!(payments.left_out().uncounted, 0);
//!
//! let found = payments.finish();
//! assert_eq!(found.payments().len(), 1);
//! let payment = last.and_then(|id| found.get(id)).expect("a payment");
//! assert_eq!(payment.totals.asked[0].to_string(), "USD 5.00");
//! assert_eq!(payment.totals.completed[0].to_string(), "USD 5.00");
//! assert_eq!(payment.outcome, Some(OutcomeKind::Success));
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! # Memory
//!
//! A key is kept as a hash of 128 bits. The number of keys, and of refunds, is
//! [capped](Payments::with_max_keys), at 500,000 by default. Messages beyond the cap are
//! [counted](LeftOut) and left out, while known payments still grow. The last 1,024 exchanges are
//! remembered until their other side arrives. Messages without an exchange are taken to be in the
//! order of a log: a reply right after a request belongs to it, unless their keys differ.

mod by_preapproval;
mod grouped;
mod key_groups;
mod observation;
mod outcome;
mod sums;
#[cfg(test)]
mod tests;

pub use by_preapproval::PaymentsByPreapproval;
pub use grouped::{GroupedPayments, Payment, PaymentId};
pub use observation::Observation;
pub use sums::{LeftOut, Totals};

use grouped::Groups;
use outcome::OutcomeTracker;
use sums::PaymentSums;

/// The default cap on keys.
const MAX_KEYS: usize = 500_000;

/// Groups messages into payments and tracks the sums and the outcome of each.
///
/// The [module](self) has an example.
#[derive(Clone, Debug)]
pub struct Payments {
    sums: PaymentSums,
    outcomes: Vec<OutcomeTracker>,
    count: u64,
}

impl Default for Payments {
    fn default() -> Self {
        Payments::with_max_keys(MAX_KEYS)
    }
}

impl Payments {
    /// Keeps at most this many keys, and as many refunds.
    ///
    /// ```
    /// use paywire::api::facts::{Facts, Key, KeyKind};
    /// use paywire::payments::{Observation, Payments};
    ///
    /// let mut payments = Payments::with_max_keys(1);
    /// for number in 0..3 {
    ///     let mut facts = Facts::default();
    ///     facts.keys.push(Key::new(KeyKind::PayKey, format!("AP-{number}")));
    ///     payments.add(&Observation::unknown(&facts));
    /// }
    /// assert_eq!(payments.left_out().messages, 2);
    /// ```
    #[must_use]
    pub fn with_max_keys(keys: usize) -> Self {
        Payments {
            sums: PaymentSums::new(keys),
            outcomes: Vec::new(),
            count: 0,
        }
    }

    /// Adds a message and returns the payment it belongs to; `None` if the cap is reached.
    pub fn add(&mut self, observed: &Observation<'_>) -> Option<PaymentId> {
        self.count += 1;
        let placed = self.sums.add(observed)?;
        let outcome = sums::at(&mut self.outcomes, placed.node)?;
        outcome.add(observed, self.count, placed.requested);
        Some(PaymentId(placed.node))
    }

    /// Counts the messages that are not in the sums so far.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.sums.left_out()
    }

    /// Returns the payments, in the order of their first messages.
    #[must_use]
    pub fn finish(self) -> GroupedPayments {
        let (keys, stated) = self.sums.settle();
        let mut groups = Groups::new(keys);
        for (node, stated) in (0..).zip(stated) {
            groups.of(node).stated.merge(stated);
        }
        for (node, outcome) in (0..).zip(self.outcomes) {
            groups.of(node).outcome.merge(outcome);
        }
        groups.finish()
    }
}
