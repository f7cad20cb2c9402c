//! Rules as data.

use std::fmt;

use super::FieldLimit;
use super::report::Report;
use crate::api::message::{Direction, MessageInfo};

/// A requirement of a document, with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id, unique within its system: `R005`.
    pub id: &'static str,
    /// The operations that the rule applies to; empty for all.
    pub operations: &'static [&'static str],
    /// The directions of messages that the rule applies to; by default requests.
    pub directions: &'static [Direction],
    /// The requirement, as a sentence.
    pub statement: &'static str,
    /// The document that the rule comes from.
    pub source: &'static str,
    /// The error code of the service, a number or a name, if the document gives one.
    pub code: Option<&'static str>,
    /// The severity of a violation.
    pub severity: Severity,
}

impl Rule {
    /// Creates a rule about the requests of some operations, or of all if none is given.
    #[must_use]
    pub const fn new(
        id: &'static str,
        operations: &'static [&'static str],
        statement: &'static str,
        source: &'static str,
    ) -> Self {
        Rule {
            id,
            operations,
            directions: &[Direction::Request],
            statement,
            source,
            code: None,
            severity: Severity::Error,
        }
    }

    /// Sets the error code that the service returns if the rule is broken.
    #[must_use]
    pub const fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Makes breaking the rule a warning instead of an error.
    #[must_use]
    pub const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Sets the directions that the rule applies to.
    #[must_use]
    pub const fn on(mut self, directions: &'static [Direction]) -> Self {
        self.directions = directions;
        self
    }

    /// Whether the rule applies to a message.
    #[must_use]
    pub fn is_for(&self, message: &MessageInfo) -> bool {
        let named = |operation| self.operations.contains(&operation);
        self.directions.contains(&message.direction)
            && (self.operations.is_empty() || message.operation.is_some_and(named))
    }
}

/// The rule, for all systems, that a message has only documented names.
///
/// A decoded message has no other names, so
/// [`Decoded::violations`](crate::codec::Decoded::violations) checks this rule on the body.
pub static NAMES: Rule = Rule::new(
    "N001",
    &[],
    "A message has the names that its documents give. The service passes over others.",
    "The messages of all documents",
)
.on(Direction::ALL)
.warning();

/// The rule, for all systems, that amounts in notifications can be parsed.
///
/// The rule is about messages from the service, so no document requires it. Sums ignore amounts
/// that cannot be parsed.
pub static AMOUNTS: Rule = Rule::new(
    "N002",
    &[],
    "An amount in a notification is a currency and a decimal number, as in USD 100.00.",
    "The notifications of all documents",
)
.on(&[Direction::Notification]);

/// The severity of a rule violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The service accepts the message, but ignores a part of it or may do so.
    Warning,
    /// The service refuses the message, or does not do what the message requests.
    Error,
}

impl Severity {
    /// The name in records: `warning`, `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// All rules of a system.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rulebook {
    /// The rules, sorted by id.
    pub rules: &'static [&'static Rule],
    /// The limits of single fields.
    pub limits: &'static [FieldLimit],
    /// The rules for header fields of calls, sorted by id.
    pub headers: &'static [&'static Rule],
}

impl Rulebook {
    /// An empty rulebook.
    pub const EMPTY: Rulebook = Rulebook {
        rules: &[],
        limits: &[],
        headers: &[],
    };

    /// All rules: those for messages, then those for header fields.
    pub fn all(&self) -> impl Iterator<Item = &'static Rule> + use<> {
        self.rules.iter().chain(self.headers).copied()
    }

    /// The rule with this id.
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let rule = System::AdaptivePayments.rulebook().rule("R017");
    /// assert_eq!(rule, None, "what only the service can tell is not listed");
    /// ```
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&'static Rule> {
        self.all().find(|rule| rule.id == id)
    }

    /// The limits of a field, by the name of its struct and its wire name.
    ///
    /// ```
    /// use paywire::api::System;
    /// use paywire::api::validate::Bound;
    ///
    /// let book = System::AdaptivePayments.rulebook();
    /// let limit = book.limits_of("PayRequest", "memo").next().expect("a limit");
    /// assert_eq!(limit.bound, Bound::MaxLength(1000));
    /// assert_eq!(limit.rule.id, "R062");
    /// ```
    pub fn limits_of<'a>(
        &self,
        on: &'a str,
        field: &'a str,
    ) -> impl Iterator<Item = &'static FieldLimit> + use<'a> {
        let limits = self.limits.iter();
        limits.filter(move |limit| limit.on == on && limit.field == field)
    }
}

/// A rule about several fields of a message, with the function that checks it.
#[derive(Debug)]
pub struct Check<T> {
    /// The rule.
    pub rule: &'static Rule,
    find: fn(&T, &mut Report<'_>),
}

impl<T> Check<T> {
    /// Creates a check from a rule and the function that reports violations.
    #[must_use]
    pub const fn new(rule: &'static Rule, find: fn(&T, &mut Report<'_>)) -> Self {
        Check { rule, find }
    }

    pub(super) fn run(&self, message: &T, report: &mut Report<'_>) {
        (self.find)(message, report);
    }
}

/// Defines a static for each rule, named by its id, and a list of all.
macro_rules! rules {
    (
        $(#[$doc:meta])*
        $visibility:vis static $list:ident;
        $($id:ident = Rule::new($($part:expr),+ $(,)?) $(.$more:ident($($argument:expr)?))*;)+
    ) => {
        $(
            pub(super) static $id: $crate::api::validate::Rule =
                $crate::api::validate::Rule::new(stringify!($id), $($part),+)
                    $(.$more($($argument)?))*;
        )+

        $(#[$doc])*
        $visibility static $list: &[&$crate::api::validate::Rule] = &[$(&$id),+];
    };
}
pub(crate) use rules;
