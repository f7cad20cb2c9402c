//! Rules as data.

use std::fmt;

use super::Limit;
use super::report::Report;
use crate::api::message::{Direction, MessageInfo};

/// What a document demands, in words and with where it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, unique in its system: `R005`.
    pub id: &'static str,
    /// The operations it is for; empty: all.
    pub operations: &'static [&'static str],
    /// The kinds of messages it is for: requests, if nothing else is said.
    pub directions: &'static [Direction],
    /// What it demands, in a sentence.
    pub statement: &'static str,
    /// The document that says so.
    pub source: &'static str,
    /// The code of the error that the service answers with, where the document names one: a number
    /// or a name, as the system has it.
    pub code: Option<&'static str>,
    /// Whether breaking it is an error.
    pub severity: Severity,
}

impl Rule {
    /// A rule about the requests of some operations (none named: of all).
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

    /// The same, with the code of the error that the service answers with.
    #[must_use]
    pub const fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// The same, but breaking it is only worth a warning.
    #[must_use]
    pub const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, about other messages than requests.
    #[must_use]
    pub const fn on(mut self, directions: &'static [Direction]) -> Self {
        self.directions = directions;
        self
    }

    /// Whether a message can break the rule.
    #[must_use]
    pub fn is_for(&self, message: &MessageInfo) -> bool {
        let named = |operation| self.operations.contains(&operation);
        self.directions.contains(&message.direction)
            && (self.operations.is_empty() || message.operation.is_some_and(named))
    }
}

/// The rule that a message has no names but those of its documents, whatever the system.
///
/// A message by itself has no others: [`Decoded::violations`](crate::codec::Decoded::violations)
/// holds a body to it.
pub static NAMES: Rule = Rule::new(
    "N001",
    &[],
    "A message has the names that its documents give. The service passes over others.",
    "The messages of all documents",
)
.on(Direction::ALL)
.warning();

/// The rule that what a notification says of money can be read, whatever the system.
///
/// It is about what the service sends, so no document demands it: money that cannot be read is in
/// no sum.
pub static AMOUNTS: Rule = Rule::new(
    "N002",
    &[],
    "An amount in a notification is a currency and a decimal number, as in USD 100.00.",
    "The notifications of all documents",
)
.on(&[Direction::Notification]);

/// Whether breaking a rule is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The service takes the message, but not all of it counts, or it is doubtful that it does.
    Warning,
    /// The service refuses the message, or does not do what it says.
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
pub struct Rulebook {
    /// The rules, by their ids.
    pub rules: &'static [&'static Rule],
    /// What they demand of single fields.
    pub limits: &'static [Limit],
    /// The rules of the header fields of calls, by their ids.
    pub headers: &'static [&'static Rule],
}

impl Rulebook {
    /// No rules.
    pub const EMPTY: Rulebook = Rulebook {
        rules: &[],
        limits: &[],
        headers: &[],
    };

    /// All rules: of messages, then of header fields.
    pub fn all(&self) -> impl Iterator<Item = &'static Rule> + use<> {
        self.rules.iter().chain(self.headers).copied()
    }

    /// The rule of this id.
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

    /// The limits of a field: of the struct of this name, by its wire name.
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
    ) -> impl Iterator<Item = &'static Limit> + use<'a> {
        let limits = self.limits.iter();
        limits.filter(move |limit| limit.on == on && limit.field == field)
    }
}

/// A rule about several fields of a message, and the function that finds where it is broken.
#[derive(Debug)]
pub struct Check<T> {
    /// The rule.
    pub rule: &'static Rule,
    find: fn(&T, &mut Report<'_>),
}

impl<T> Check<T> {
    /// A rule and the function that finds where it is broken.
    #[must_use]
    pub const fn new(rule: &'static Rule, find: fn(&T, &mut Report<'_>)) -> Self {
        Check { rule, find }
    }

    pub(super) fn run(&self, message: &T, report: &mut Report<'_>) {
        (self.find)(message, report);
    }
}

/// Makes a static of each rule, named as its id, and a list of them all.
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
