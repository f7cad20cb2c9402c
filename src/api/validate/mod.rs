//! Checks the requirements of the documents that go beyond a message's shape: lengths, values, and
//! fields that depend on each other.
//!
//! Reading and writing a message checks none of this. Call [`Validate::validate`]:
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
//! No violation quotes a field's value, so violations can be logged. Rules about time are checked
//! against the day that the caller passes to [`Validate::validate_on`], and skipped otherwise: the
//! library has no clock.
//!
//! # How rules are defined
//!
//! All rules are data, so that messages can be checked by them and `paywire schema` can print them.
//!
//! - A [`Rule`] is a requirement of a document in words: its id, the operations it applies to, the
//!   source, and the error code of the service. A system lists its rules with `rules!`.
//! - A [`FieldLimit`] is a rule about a single field: the name of the struct, the wire name of the
//!   field, and a [`Bound`] such as a length, a set of words or a pattern. Limits are checked in
//!   one walk over the message, wherever the struct occurs. Several limits may share a rule.
//! - A [`Check`] is a rule about several fields: a function that reports where and why a message
//!   breaks the rule. A message lists its checks in [`Message::CHECKS`]; the default is none.
//!
//! The rules and limits of a system form its [`Rulebook`]; see
//! [`System::rulebook`](super::System::rulebook). For example, a system `orders_v1` needs in
//! `orders_v1/validate.rs`:
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
//!     FieldLimit::new("Address", "state", Bound::MaxLength(40), &O001),
//!     FieldLimit::new("Address", "country_code", Bound::Pattern(COUNTRY), &O001),
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
//! A rule applies to requests unless [`Rule::on`] says otherwise. A [`Rule::warning`] is for
//! messages that the service accepts but that will not do what they seem to: it is reported, and
//! the message is still valid.

mod limit;
mod places;
mod report;
mod rule;
mod walk;

pub(crate) use limit::EMAIL;
pub use limit::{Bound, FieldLimit, Pattern};
pub(crate) use places::hold_places;
#[cfg(feature = "mock")]
pub(crate) use places::places_at_paypal;
pub use report::{Report, Violation, Violations};
pub(crate) use rule::rules;
pub use rule::{AMOUNTS, Check, NAMES, Rule, Rulebook, Severity};

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Serialize;

use super::{Message, System};
use walk::Limits;

/// A type that can be checked against the rules of the documents: every [`Message`], and
/// [`AnyMessage`](super::AnyMessage).
pub trait Validate {
    /// All violations, including warnings: first those of single fields, in the order of the
    /// fields, then those of several fields together.
    ///
    /// Dates are checked against `today`. Without it, rules about time are skipped.
    fn violations(&self, today: Option<Date>) -> Violations;

    /// Checks all rules except those about time.
    ///
    /// # Errors
    ///
    /// The violations, if any of them is an error. Warnings alone are not an error.
    fn validate(&self) -> Result<(), Violations> {
        self.violations(None).into_result()
    }

    /// Checks all rules, as of the given day.
    ///
    /// # Errors
    ///
    /// The violations, if any of them is an error. Warnings alone are not an error.
    fn validate_on(&self, today: Date) -> Result<(), Violations> {
        self.violations(Some(today)).into_result()
    }
}

/// Checks an object that is not a message against the limits of a rulebook.
pub(crate) fn hold<T: Serialize>(object: &T, book: &'static Rulebook) -> Violations {
    let mut found = Vec::new();
    walk::walk(object, &Limits::new(book.limits), None, &mut found);
    Violations::new(found)
}

/// The limits of a system's rulebook, which are sorted once.
fn limits_of(system: System) -> &'static Limits {
    static LIMITS: [OnceLock<Limits>; System::COUNT] = [const { OnceLock::new() }; System::COUNT];
    LIMITS[system as usize].get_or_init(|| Limits::new(system.rulebook().limits))
}

impl<M: Message> Validate for M {
    fn violations(&self, today: Option<Date>) -> Violations {
        let info = &M::INFO;
        let limits = limits_of(info.system);
        let mut found = Vec::new();
        if limits.any(info.direction) {
            walk::walk(self, limits, Some(info), &mut found);
        }
        for check in M::CHECKS.iter().filter(|check| check.rule.is_for(info)) {
            check.run(self, &mut Report::new(check.rule, today, &mut found));
        }
        Violations::new(found)
    }
}
