//! Messages put together: which of them are one payment, how much was asked for, arrived and went back, what
//! became of it, and what is still to be done.
//!
//! [`Payments`] takes what messages [say](crate::api::facts) one by one, as they are read or sent, and keeps a
//! few numbers of each payment and no message. Each payment counts once, however many messages speak
//! of it: a request, its reply, the details asked for later and a notification all state the same sums, and of
//! those the largest in each currency counts. So the order of messages does not matter, nor that one
//! comes twice. [`Stories`] does the same and puts payments by one preapproval together.
//!
//! Messages belong together by the keys that they name (a pay key, a tracking id, a transaction, an order)
//! and as two sides of an exchange. Real money and made-up money are never put together, whatever keys
//! they have in common; a message that does not say its environment joins the one whose keys it names.
//!
//! ```
//! use paywire::api::MessageKind;
//! use paywire::api::facts::{OutcomeKind, Step};
//! use paywire::codec::{self, Config, Format};
//! use paywire::payments::{Observed, Payments};
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
//!     let mut observed = Observed::new(kind, &facts);
//!     if number < 2 {
//!         // The request and its reply.
//!         observed = observed.in_exchange(1);
//!     }
//!     last = payments.add(&observed);
//!
//!     // What is known so far can be asked for at any time.
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
//! # What is bounded
//!
//! A key is kept as a number of 128 bits. There is room for so many keys and refunds as is said when
//! gathering [begins](Payments::with_room), 500,000 by default; what finds none is [counted](LeftOut) and left out, while
//! payments that are there still grow. Of exchanges the last 1,024 are remembered until their other
//! side comes. Messages without an exchange are taken to be in the order of a log: a reply right behind a
//! request is that request's, unless they name different keys.

mod course;
mod found;
mod money;
mod observed;
mod stories;
#[cfg(test)]
mod tests;
mod ties;

pub use found::{Found, Payment, PaymentId};
pub use money::{LeftOut, Totals};
pub use observed::Observed;
pub use stories::Stories;

use course::Course;
use found::Groups;
use money::Money;

/// How many keys there is room for if nobody says so.
const ROOM: usize = 500_000;

/// Gathers payments: what belongs to each, its money, and what became of it.
///
/// The [module](self) has an example.
#[derive(Clone, Debug)]
pub struct Payments {
    money: Money,
    courses: Vec<Course>,
    count: u64,
}

impl Default for Payments {
    fn default() -> Self {
        Payments::with_room(ROOM)
    }
}

impl Payments {
    /// Tells payments apart by no more than so many keys, and no more refunds.
    ///
    /// ```
    /// use paywire::api::facts::{Facts, Key, KeyKind};
    /// use paywire::payments::{Observed, Payments};
    ///
    /// let mut payments = Payments::with_room(1);
    /// for number in 0..3 {
    ///     let mut facts = Facts::default();
    ///     facts.keys.push(Key::new(KeyKind::PayKey, format!("AP-{number}")));
    ///     payments.add(&Observed::unknown(&facts));
    /// }
    /// assert_eq!(payments.left_out().messages, 2);
    /// ```
    #[must_use]
    pub fn with_room(keys: usize) -> Self {
        Payments {
            money: Money::new(keys),
            courses: Vec::new(),
            count: 0,
        }
    }

    /// Adds a message, and tells of which payment it is; `None` if there is no room for another.
    pub fn add(&mut self, observed: &Observed<'_>) -> Option<PaymentId> {
        self.count += 1;
        let placed = self.money.add(observed)?;
        let course = money::at(&mut self.courses, placed.node)?;
        course.add(observed, self.count, placed.asked);
        Some(PaymentId(placed.node))
    }

    /// What is not in the sums so far.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.money.left_out()
    }

    /// The payments, in the order in which their first messages came.
    #[must_use]
    pub fn finish(self) -> Found {
        let (ties, claims) = self.money.settle();
        let mut groups = Groups::new(ties);
        for (node, claims) in (0..).zip(claims) {
            groups.of(node).claims.merge(claims);
        }
        for (node, course) in (0..).zip(self.courses) {
            groups.of(node).course.merge(course);
        }
        groups.finish()
    }
}
