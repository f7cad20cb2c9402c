//! What the documents demand of a message beyond its shape: lengths, values, and fields that have to
//! go together.
//!
//! Nothing of this is looked at while a message is read or written: what is on the wire is what
//! there is. It is asked for, with [`Validate::validate`]:
//!
//! ```
//! use paywire::Currency;
//! use paywire::api::Validate;
//! use paywire::api::adaptive_payments::common::{ActionType, Receiver};
//! use paywire::api::adaptive_payments::pay::PayRequest;
//!
//! let mut request = PayRequest::new(
//!     ActionType::Pay,
//!     "https://shop.example/cancel",
//!     Currency::USD,
//!     [Receiver::with_email("0.00".parse()?, "seller@example.com")],
//!     "https://shop.example/return",
//! );
//! let violations = request.validate().expect_err("nobody can be paid nothing");
//! assert_eq!(violations[0].path(), "receiverList.receiver(0).amount");
//! assert_eq!(violations[0].rule().id, "R006");
//! assert_eq!(violations[0].code(), Some("580022"));
//!
//! request.receiver_list.receiver[0].amount = "0.01".parse()?;
//! assert!(request.validate().is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! No violation quotes what a field holds, so it can be logged whatever the field. Rules about time are
//! checked against the day the caller names ([`Validate::validate_on`]) and left out otherwise:
//! the library has no clock.
//!
//! # How rules are written down
//!
//! All of it is data, so that a message can be checked by it and `paywire schema` can print it.
//!
//! - A [`Rule`] is what a document says, in words: its id, the operations it is for, the source, the
//!   code of the error the service answers with. A system lists its rules with `rules!`.
//! - A [`Limit`] is a rule about one field by itself: the name of the struct, the wire name of the
//!   field, and a [`Bound`]: at most so long, one of these words, of this pattern. The message is walked once
//!   and each field is held to its limits, wherever in the message its struct stands. One rule may
//!   be behind many limits.
//! - A [`Check`] is a rule about several fields: a small function from a message to what is wrong
//!   in it, which says where and why and never which rule. A message lists them in
//!   [`Message::CHECKS`]; without that line it has none.
//!
//! A system hands rules and limits out as its [`Rulebook`], in [`System::rulebook`](super::System::rulebook).
//! So a system `orders_v1` needs, in `orders_v1/validate.rs`:
//!
//! ```text
//! rules! {
//!     /// The rules of Orders v1.
//!     pub static RULES;
//!     O001 = Rule::new(&[], "A text is as long as its field allows.", "Orders v1");
//!     O002 = Rule::new(&["CreateOrder"], "The total is the sum of its parts.", "Orders v1").code("AMOUNT_MISMATCH");
//! }
//!
//! pub static RULEBOOK: Rulebook = Rulebook { rules: RULES, limits: &[
//!     Limit::new("Address", "state", Bound::MaxLength(40), &O001),
//!     Limit::new("Address", "country_code", Bound::Pattern(COUNTRY), &O001),
//! ]};
//!
//! pub(super) const CREATE_ORDER: &[Check<CreateOrderRequest>] = &[Check::new(&O002, total)];
//!
//! fn total(order: &CreateOrderRequest, report: &mut Report<'_>) {
//!     if … { report.add("purchase_units(0).amount.total", "is not the sum of its details"); }
//! }
//! ```
//!
//! and in `impl Message for CreateOrderRequest` the line `const CHECKS: … = validate::CREATE_ORDER;`.
//!
//! A rule is about requests unless it says otherwise ([`Rule::on`]). What is not an error but will not do
//! what it looks like is a [`Rule::warning`]: it is reported, and the message still validates.

mod limit;
mod places;
mod report;
mod rule;
mod walk;

pub(crate) use limit::EMAIL;
pub use limit::{Bound, Limit, Pattern};
pub(crate) use places::hold_places;
pub use report::{Report, Violation, Violations};
pub(crate) use rule::rules;
pub use rule::{AMOUNTS, Check, NAMES, Rule, Rulebook, Severity};

use jiff::civil::Date;
use serde::Serialize;

use super::Message;

/// Can be held to the rules of the documents. Every [`Message`] can, and
/// [`AnyMessage`](super::AnyMessage).
pub trait Validate {
    /// All that breaks a rule, warnings too: first what single fields break, in the order of the
    /// fields, then what concerns several.
    ///
    /// `today` is the day to hold dates to; without one, rules about time are left out.
    fn violations(&self, today: Option<Date>) -> Violations;

    /// Holds the message to all rules but those about time.
    ///
    /// # Errors
    ///
    /// What is wrong with it, if anything is. Warnings alone do not make an error.
    fn validate(&self) -> Result<(), Violations> {
        self.violations(None).into_result()
    }

    /// Holds the message to all rules, as on a given day.
    ///
    /// # Errors
    ///
    /// What is wrong with it, if anything is. Warnings alone do not make an error.
    fn validate_on(&self, today: Date) -> Result<(), Violations> {
        self.violations(Some(today)).into_result()
    }
}

/// Holds something that is no message to the limits of these rules, whatever messages they are for.
pub(crate) fn hold<T: Serialize>(object: &T, book: &'static Rulebook) -> Violations {
    let limits: Vec<_> = book.limits.iter().collect();
    let mut found = Vec::new();
    walk::walk(object, &limits, &mut found);
    Violations::new(found)
}

impl<M: Message> Validate for M {
    fn violations(&self, today: Option<Date>) -> Violations {
        let info = &M::INFO;
        let limits = info.system.rulebook().limits.iter();
        let limits: Vec<_> = limits.filter(|limit| limit.rule.is_for(info)).collect();
        let mut found = Vec::new();
        walk::walk(self, &limits, &mut found);
        for check in M::CHECKS.iter().filter(|check| check.rule.is_for(info)) {
            check.run(self, &mut Report::new(check.rule, today, &mut found));
        }
        Violations::new(found)
    }
}
