//! `paywire decode --summary`: counts messages, payments, money and errors.
//!
//! Memory is bounded: message counts are keyed by the registry and the error tables, and keys and
//! error codes taken from messages are capped. Errors beyond the cap are counted together.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use paywire::api::facts::{OutcomeKind, Problem};
use paywire::payments::{Payments, Totals};
use serde::Serialize;

use crate::args::OutputFormat;
use crate::environment;
use crate::headline;
use crate::observed::{self, ExchangeNumbers};
use crate::out::Out;
use crate::record::{Event, MessageRecord, Record};
use crate::render::{RecordSink, counted, printable};

/// The most keys by which payments are told apart; they take some 250 MB.
const MOST_KEYS: usize = 500_000;
/// The most errors counted separately.
const MOST_ERRORS: usize = 1000;
/// The most wordings of one error counted separately.
const MOST_WORDINGS: usize = 20;
/// The most characters of an error's code or message that are kept.
const LONGEST: usize = 200;
/// The number of errors shown.
const TOP_ERRORS: usize = 10;

/// The system of messages that belong to no known one.
const NO_SYSTEM: &str = "no known system";
/// The wording of errors beyond the cap.
const OTHER_WORDS: &str = "(other wordings)";

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// Aggregates records into one summary.
pub(crate) struct Summary {
    out: Out,
    output: OutputFormat,
    counts: SummaryCounts,
}

impl Summary {
    pub(crate) fn new(output: OutputFormat, out: Out) -> Self {
        let counts = SummaryCounts::default();
        Summary {
            out,
            output,
            counts,
        }
    }
}

impl RecordSink for Summary {
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
            OutputFormat::Pretty => report.pretty(),
            OutputFormat::Json => paywire::json::to_string_pretty(&report)? + "\n",
            _ => paywire::json::to_string(&report)? + "\n",
        };
        self.out.write_all(text.as_bytes())
    }
}

/// What messages are counted by: system, operation, direction and outcome.
type CountKey = (
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
    Option<OutcomeKind>,
);

/// The counts so far.
#[derive(Debug)]
struct SummaryCounts {
    messages: BTreeMap<CountKey, u64>,
    unknown: u64,
    /// Redirects, verifications of notifications, calls without a body.
    events: u64,
    /// Other traffic.
    other: u64,
    damaged: BTreeMap<(&'static str, &'static str), u64>,
    errors: BTreeMap<(Option<&'static str>, String), Wordings>,
    /// The number of wordings kept, over all errors.
    wordings: usize,
    more_errors: u64,
    exchanges: ExchangeNumbers,
    payments: Payments,
}

impl Default for SummaryCounts {
    fn default() -> Self {
        SummaryCounts {
            messages: BTreeMap::new(),
            unknown: 0,
            events: 0,
            other: 0,
            damaged: BTreeMap::new(),
            errors: BTreeMap::new(),
            wordings: 0,
            more_errors: 0,
            exchanges: ExchangeNumbers::default(),
            payments: Payments::with_max_keys(MOST_KEYS),
        }
    }
}

/// The wordings of one error code, each counted as an error of its own. Those beyond the cap are
/// counted together, without a wording.
#[derive(Clone, Debug, Default)]
struct Wordings {
    by_words: BTreeMap<String, ErrorCount>,
    others: Option<ErrorCount>,
}

/// An error and its number of occurrences.
#[derive(Clone, Debug, Serialize)]
struct ErrorCount {
    system: Option<&'static str>,
    code: Option<String>,
    count: u64,
    /// The service's message and what it says about fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'static str>,
}

impl SummaryCounts {
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

    fn error(&mut self, system: Option<&'static str>, trouble: &Problem) {
        let code = trouble.code.as_deref().map(short);
        let words = short(&headline::words(trouble));
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

    fn report(self) -> SummaryReport {
        let left_out = self.payments.left_out();
        let (mut real, mut sandbox) = (PaymentTotals::default(), PaymentTotals::default());
        let payments = self.payments.finish();
        let named = payments.payments().iter();
        for payment in named.filter(|payment| !payment.totals.is_empty()) {
            let is_sandbox = payment.environment.is_some_and(environment::is_sandbox);
            let side = if is_sandbox { &mut sandbox } else { &mut real };
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
        SummaryReport {
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
                sandbox: Some(sandbox).filter(|own| own.count > 0),
            },
            errors,
            more_errors: self.more_errors + shown,
            damage: self.damaged.into_iter().map(DamageCount::from).collect(),
        }
    }
}

/// The summary.
#[derive(Debug, Serialize)]
struct SummaryReport {
    messages: u64,
    unknown: u64,
    damaged: u64,
    /// Redirects, verifications of notifications, calls without a body.
    events: u64,
    /// Other traffic.
    other: u64,
    operations: Vec<OperationCount>,
    payments: PaymentCount,
    errors: Vec<ErrorCount>,
    more_errors: u64,
    damage: Vec<DamageCount>,
}

#[derive(Debug, Serialize)]
struct OperationCount {
    system: Option<&'static str>,
    operation: Option<&'static str>,
    direction: &'static str,
    outcome: Option<OutcomeKind>,
    count: u64,
}

impl From<(CountKey, u64)> for OperationCount {
    fn from(((system, operation, direction, outcome), count): (CountKey, u64)) -> Self {
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
    /// Payments not known to be in a sandbox.
    #[serde(flatten)]
    real: PaymentTotals,
    /// Messages whose money is not counted: there are too many payments, or an amount is invalid.
    left_out: u64,
    /// The reasons, as notes.
    #[serde(skip)]
    notes: Vec<String>,
    /// Sandbox payments, if there are any, which count nowhere else.
    #[serde(skip_serializing_if = "Option::is_none")]
    sandbox: Option<PaymentTotals>,
}

/// A number of payments and their sums.
#[derive(Debug, Default, Serialize)]
struct PaymentTotals {
    count: u64,
    #[serde(flatten)]
    totals: Totals,
}

impl PaymentTotals {
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
            if let Some(sums) = headline::listed(sums) {
                let _ = writeln!(text, "  {side:<11}{}", printable(&sums));
            }
        }
    }
}

#[derive(Debug, Serialize)]
struct DamageCount {
    category: &'static str,
    kind: &'static str,
    count: u64,
}

impl From<((&'static str, &'static str), u64)> for DamageCount {
    fn from(((category, kind), count): ((&'static str, &'static str), u64)) -> Self {
        DamageCount {
            category,
            kind,
            count,
        }
    }
}

// Writing to a String cannot fail, so the results below are discarded.

impl SummaryReport {
    fn pretty(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{HEAD}{}{HEAD:#}, {} unknown, {} damaged{}",
            counted(self.messages, "message"),
            self.unknown,
            self.damaged,
            self.other_counts()
        );
        self.operations(&mut text);
        self.payments(&mut text);
        self.errors(&mut text);
        if !self.damage.is_empty() {
            let _ = writeln!(text, "\n{HEAD}damaged{HEAD:#}");
        }
        for damage in &self.damage {
            let DamageCount {
                category,
                kind,
                count,
            } = damage;
            let _ = writeln!(text, "{count:>7}  {kind}  {QUIET}{category}{QUIET:#}");
        }
        text
    }

    /// The counts of events and other traffic, if there are any.
    fn other_counts(&self) -> String {
        let mut text = String::new();
        for (count, what) in [(self.events, "events"), (self.other, "other traffic")] {
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
        if let Some(sandbox) = sandbox {
            let named = counted(sandbox.count, "payment");
            let _ = writeln!(
                text,
                "\n{HEAD}{named} in a sandbox, not counted above{HEAD:#}"
            );
            sandbox.write(text);
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
                let _ = writeln!(text, "         {}", headline::sentence(known));
            }
        }
        if self.more_errors > 0 {
            let _ = writeln!(text, "{:>7}  others", self.more_errors);
        }
    }
}

/// The first [`LONGEST`] characters of a text.
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
        let mut counts = SummaryCounts::default();
        for code in 0..MOST_ERRORS + 5 {
            let mut trouble = Problem::default();
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
    fn wordings_of_an_error_are_counted_separately_up_to_the_cap() {
        let mut counts = SummaryCounts::default();
        for number in 0..MOST_WORDINGS + 5 {
            let mut trouble = Problem::default();
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
        let mut report = SummaryCounts::default().report();
        assert_eq!(
            report.pretty(),
            format!("{HEAD}0 messages{HEAD:#}, 0 unknown, 0 damaged\n")
        );
        report.payments.real.totals.asked = vec![Sum::new(&Currency::USD, 5.into())];
        assert!(report.pretty().contains("  asked      USD 5\n"));
    }
}
