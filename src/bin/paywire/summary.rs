//! `paywire decode --summary`: what is in many messages, in numbers.
//!
//! Memory does not grow with the input: messages are counted by what the registry and the errors'
//! tables know, and what comes out of the messages themselves (keys, codes of errors) is bounded.
//! What finds no room is counted as such.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use paywire::api::facts::{OutcomeKind, Trouble};
use paywire::payments::{Payments, Totals};
use serde::Serialize;

use crate::args::Output;
use crate::environment;
use crate::observed::{self, Exchanges};
use crate::out::Out;
use crate::record::{Event, MessageRecord, Record};
use crate::render::{Sink, counted, printable};
use crate::story;

/// How many keys tell payments apart, in some two hundred and fifty megabytes.
const MOST_KEYS: usize = 500_000;
/// How many errors are told apart.
const MOST_ERRORS: usize = 1000;
/// How many wordings of one error are told apart.
const MOST_WORDINGS: usize = 20;
/// How many characters of an error's code and words are kept.
const LONGEST: usize = 200;
/// How many of them are shown.
const TOP_ERRORS: usize = 10;

/// Stands for the system of what belongs to none that is known.
const NO_SYSTEM: &str = "no known system";
/// Stands for the words of errors whose own found no room.
const OTHER_WORDS: &str = "(in other words)";

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// Takes records and writes one summary of them all.
pub(crate) struct Summary {
    out: Out,
    output: Output,
    counts: Counts,
}

impl Summary {
    pub(crate) fn new(output: Output, out: Out) -> Self {
        let counts = Counts::default();
        Summary {
            out,
            output,
            counts,
        }
    }
}

impl Sink for Summary {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Message(message) => self.counts.message(message),
            Record::Error(damaged) => {
                let kind = (damaged.error.category, damaged.error.kind);
                *self.counts.damaged.entry(kind).or_default() += 1;
            }
            Record::Event(record) => match record.event {
                Event::Other { .. } => self.counts.other += 1,
                _ => self.counts.events += 1,
            },
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let report = self.counts.report();
        let text = match self.output {
            Output::Pretty => report.pretty(),
            Output::Json => paywire::json::to_string_pretty(&report)? + "\n",
            _ => paywire::json::to_string(&report)? + "\n",
        };
        self.out.write_all(text.as_bytes())
    }
}

/// What messages are counted by.
type Row = (
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
    Option<OutcomeKind>,
);

/// What was counted so far.
#[derive(Debug)]
struct Counts {
    messages: BTreeMap<Row, u64>,
    unknown: u64,
    /// Redirects, verdicts on notifications, calls without a body.
    events: u64,
    /// Traffic about something else.
    other: u64,
    damaged: BTreeMap<(&'static str, &'static str), u64>,
    errors: BTreeMap<(Option<&'static str>, String), Wordings>,
    /// How many wordings of errors there are.
    wordings: usize,
    more_errors: u64,
    exchanges: Exchanges,
    payments: Payments,
}

impl Default for Counts {
    fn default() -> Self {
        Counts {
            messages: BTreeMap::new(),
            unknown: 0,
            events: 0,
            other: 0,
            damaged: BTreeMap::new(),
            errors: BTreeMap::new(),
            wordings: 0,
            more_errors: 0,
            exchanges: Exchanges::default(),
            payments: Payments::with_room(MOST_KEYS),
        }
    }
}

/// What one code of a system came with: it is one error in each of its wordings, as they name
/// what is wrong. Those that find no room are one more, without words.
#[derive(Clone, Debug, Default)]
struct Wordings {
    by_words: BTreeMap<String, ErrorCount>,
    others: Option<ErrorCount>,
}

/// An error and how often it came.
#[derive(Clone, Debug, Serialize)]
struct ErrorCount {
    system: Option<&'static str>,
    code: Option<String>,
    count: u64,
    /// The service's words, and what it says is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'static str>,
}

impl Counts {
    fn message(&mut self, record: &MessageRecord) {
        let facts = record.facts.as_deref();
        let system = record.system;
        for trouble in facts.iter().flat_map(|facts| &facts.errors) {
            self.error(system, trouble);
        }
        let Some(direction) = record.direction else {
            self.unknown += 1;
            return;
        };
        let outcome = facts.and_then(|facts| facts.outcome);
        let row = (system, record.operation, direction, outcome);
        *self.messages.entry(row).or_default() += 1;
        if let Some(observed) = observed::of_message(record, &mut self.exchanges) {
            self.payments.add(&observed);
        }
    }

    fn error(&mut self, system: Option<&'static str>, trouble: &Trouble) {
        let code = trouble.code.as_deref().map(short);
        let words = short(&story::words(trouble));
        let key = (system, code.clone().unwrap_or_default());
        if self.errors.len() >= MOST_ERRORS && !self.errors.contains_key(&key) {
            self.more_errors += 1;
            return;
        }
        let known = self.errors.entry(key).or_default();
        if let Some(counted) = known.by_words.get_mut(&words) {
            counted.count += 1;
            return;
        }
        let counted = ErrorCount {
            system,
            code,
            count: 1,
            message: Some(words.clone()).filter(|words| !words.is_empty()),
            meaning: trouble.meaning,
            remedy: trouble.remedy,
        };
        if known.by_words.len() < MOST_WORDINGS && self.wordings < MOST_ERRORS {
            self.wordings += 1;
            known.by_words.insert(words, counted);
        } else if let Some(others) = &mut known.others {
            others.count += 1;
        } else {
            let message = Some(OTHER_WORDS.to_owned());
            known.others = Some(ErrorCount { message, ..counted });
        }
    }

    fn report(self) -> Report {
        let left_out = self.payments.left_out();
        let (mut real, mut made_up) = (Money::default(), Money::default());
        let payments = self.payments.finish();
        let named = payments.payments().iter();
        for payment in named.filter(|payment| !payment.totals.is_empty()) {
            let is_made_up = payment.environment.is_some_and(environment::is_made_up);
            let side = if is_made_up { &mut made_up } else { &mut real };
            side.add(payment.totals.clone());
        }
        let errors = self.errors.into_values();
        let errors = errors.flat_map(|own| own.by_words.into_values().chain(own.others));
        let mut errors: Vec<ErrorCount> = errors.collect();
        errors.sort_by_key(|error| std::cmp::Reverse(error.count));
        let shown: u64 = errors
            .iter()
            .skip(TOP_ERRORS)
            .map(|error| error.count)
            .sum();
        errors.truncate(TOP_ERRORS);
        Report {
            messages: self.messages.values().sum(),
            unknown: self.unknown,
            events: self.events,
            other: self.other,
            damaged: self.damaged.values().sum(),
            operations: self
                .messages
                .into_iter()
                .map(OperationCount::from)
                .collect(),
            payments: PaymentCount {
                real,
                left_out: left_out.uncounted + left_out.unread,
                notes: observed::notes(left_out),
                sandbox: Some(made_up).filter(|own| own.count > 0),
            },
            errors,
            more_errors: self.more_errors + shown,
            damage: self.damaged.into_iter().map(Damage::from).collect(),
        }
    }
}

/// The summary.
#[derive(Debug, Serialize)]
struct Report {
    messages: u64,
    unknown: u64,
    damaged: u64,
    /// What belongs to payments and is no message: redirects, verdicts on notifications, bare calls.
    events: u64,
    /// Traffic about something else.
    other: u64,
    operations: Vec<OperationCount>,
    payments: PaymentCount,
    errors: Vec<ErrorCount>,
    more_errors: u64,
    damage: Vec<Damage>,
}

#[derive(Debug, Serialize)]
struct OperationCount {
    system: Option<&'static str>,
    operation: Option<&'static str>,
    direction: &'static str,
    outcome: Option<OutcomeKind>,
    count: u64,
}

impl From<(Row, u64)> for OperationCount {
    fn from(((system, operation, direction, outcome), count): (Row, u64)) -> Self {
        OperationCount {
            system,
            operation,
            direction,
            outcome,
            count,
        }
    }
}

#[derive(Debug, Serialize)]
struct PaymentCount {
    /// Those that are not known to be in a sandbox.
    #[serde(flatten)]
    real: Money,
    /// Messages whose money is not counted: their payments found no room, or an amount of theirs cannot
    /// be read.
    left_out: u64,
    /// The same in words.
    #[serde(skip)]
    notes: Vec<String>,
    /// Those in which the money is made up, if there are any. They count nowhere else.
    #[serde(skip_serializing_if = "Option::is_none")]
    sandbox: Option<Money>,
}

/// Payments and their money.
#[derive(Debug, Default, Serialize)]
struct Money {
    count: u64,
    #[serde(flatten)]
    totals: Totals,
}

impl Money {
    fn add(&mut self, totals: Totals) {
        self.count += 1;
        self.totals.add(totals);
    }

    fn write(&self, text: &mut String) {
        let totals = &self.totals;
        let sides = [
            ("asked", &totals.asked),
            ("completed", &totals.completed),
            ("refunded", &totals.refunded),
        ];
        for (side, sums) in sides {
            if let Some(sums) = story::listed(sums) {
                let _ = writeln!(text, "  {side:<11}{}", printable(&sums));
            }
        }
    }
}

#[derive(Debug, Serialize)]
struct Damage {
    category: &'static str,
    kind: &'static str,
    count: u64,
}

impl From<((&'static str, &'static str), u64)> for Damage {
    fn from(((category, kind), count): ((&'static str, &'static str), u64)) -> Self {
        Damage {
            category,
            kind,
            count,
        }
    }
}

// Writing to a String cannot fail, which is why the results below are let go.

impl Report {
    fn pretty(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{HEAD}{}{HEAD:#}, {} unknown, {} damaged{}",
            counted(self.messages, "message"),
            self.unknown,
            self.damaged,
            self.beside()
        );
        self.operations(&mut text);
        self.payments(&mut text);
        self.errors(&mut text);
        if !self.damage.is_empty() {
            let _ = writeln!(text, "\n{HEAD}damaged{HEAD:#}");
        }
        for damage in &self.damage {
            let Damage {
                category,
                kind,
                count,
            } = damage;
            let _ = writeln!(text, "{count:>7}  {kind}  {QUIET}{category}{QUIET:#}");
        }
        text
    }

    /// What else is there, if anything is.
    fn beside(&self) -> String {
        let mut text = String::new();
        for (count, what) in [
            (self.events, "beside messages"),
            (self.other, "about something else"),
        ] {
            if count > 0 {
                let _ = write!(text, ", {count} {what}");
            }
        }
        text
    }

    fn operations(&self, text: &mut String) {
        let mut system = "";
        let (known, others): (Vec<_>, Vec<_>) =
            self.operations.iter().partition(|row| row.system.is_some());
        for row in known.into_iter().chain(others) {
            let own = row.system.unwrap_or(NO_SYSTEM);
            if own != system {
                system = own;
                let _ = writeln!(text, "\n{HEAD}{system}{HEAD:#}");
            }
            let operation = row.operation.unwrap_or("any operation");
            let outcome = row.outcome.map_or("", OutcomeKind::as_str);
            let (count, direction) = (row.count, row.direction);
            let line = format!("{count:>7}  {operation:<20}  {direction:<12}  {outcome}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }

    fn payments(&self, text: &mut String) {
        let PaymentCount {
            real,
            notes,
            sandbox,
            left_out: _,
        } = &self.payments;
        if real.count > 0 {
            let named = counted(real.count, "payment");
            let _ = writeln!(text, "\n{HEAD}{named}{HEAD:#}");
        }
        real.write(text);
        if let Some(made_up) = sandbox {
            let named = counted(made_up.count, "payment");
            let _ = writeln!(
                text,
                "\n{HEAD}{named} in a sandbox, apart from all others{HEAD:#}"
            );
            made_up.write(text);
        }
        for note in notes {
            let _ = writeln!(text, "  {note}");
        }
    }

    fn errors(&self, text: &mut String) {
        if !self.errors.is_empty() {
            let _ = writeln!(text, "\n{HEAD}errors{HEAD:#}");
        }
        for error in &self.errors {
            let trouble = [&error.code, &error.message];
            let said: Vec<&str> = trouble.into_iter().filter_map(Option::as_deref).collect();
            let (count, said) = (error.count, printable(&said.join(": ")));
            let system = error.system.unwrap_or(NO_SYSTEM);
            let _ = writeln!(text, "{count:>7}  {said}  {QUIET}{system}{QUIET:#}");
            for known in [error.meaning, error.remedy].into_iter().flatten() {
                let _ = writeln!(text, "         {}", story::sentence(known));
            }
        }
        if self.more_errors > 0 {
            let _ = writeln!(text, "{:>7}  others", self.more_errors);
        }
    }
}

/// As much of a text as is kept.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use paywire::Currency;
    use paywire::api::facts::Sum;

    #[test]
    fn errors_beyond_the_bound_are_counted_together() {
        let mut counts = Counts::default();
        for code in 0..MOST_ERRORS + 5 {
            let mut trouble = Trouble::default();
            trouble.code = Some(code.to_string());
            counts.error(Some("adaptive_payments"), &trouble);
            counts.error(Some("adaptive_payments"), &trouble);
        }
        let report = counts.report();
        let shown: u64 = report.errors.iter().map(|error| error.count).sum();
        assert_eq!(report.errors.len(), TOP_ERRORS);
        assert_eq!(shown + report.more_errors, 2 * (MOST_ERRORS as u64 + 5));
    }

    #[test]
    fn wordings_of_an_error_are_told_apart_as_long_as_there_is_room() {
        let mut counts = Counts::default();
        for number in 0..MOST_WORDINGS + 5 {
            let mut trouble = Trouble::default();
            trouble.code = Some("580022".to_owned());
            trouble.message = Some(format!("Invalid request parameter: {number}"));
            counts.error(Some("adaptive_payments"), &trouble);
            counts.error(Some("adaptive_payments"), &trouble);
        }
        let known = counts.errors.values().next().expect("an error").clone();
        assert_eq!(known.by_words.len(), MOST_WORDINGS);
        assert!(known.by_words.values().all(|own| own.count == 2));
        let others = known.others.expect("some found no room");
        assert_eq!(
            (others.count, others.message.as_deref()),
            (10, Some(OTHER_WORDS))
        );
        let report = counts.report();
        let shown: u64 = report.errors.iter().map(|error| error.count).sum();
        assert_eq!(shown + report.more_errors, 2 * (MOST_WORDINGS as u64 + 5));
    }

    #[test]
    fn no_money_is_no_line() {
        let mut report = Counts::default().report();
        assert_eq!(
            report.pretty(),
            format!("{HEAD}0 messages{HEAD:#}, 0 unknown, 0 damaged\n")
        );
        report.payments.real.totals.asked = vec![Sum::new(&Currency::USD, 5.into())];
        assert!(report.pretty().contains("  asked      USD 5\n"));
    }
}
