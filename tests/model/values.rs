//! Holds the value types to the published test suites: the W3C's for XML Schema data types and
//! the one of the General Decimal Arithmetic.
//!
//! The suites are not part of this package. `PAYWIRE_SHARED` names the folder that has them; the
//! counts have to be those of the ledger beside this file, neither lower nor higher.

use std::collections::BTreeMap;
use std::fs;

use crate::needs;
use paywire::{Amount, Date, DateTime, Duration};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const LEDGER: &str = include_str!("ledger/value.txt");

/// The cases of a suite.
fn cases<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = needs::path("PAYWIRE_SHARED").join("suites").join(file);
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    serde_json::from_str(&text).expect("the suite has the fields this test reads")
}

/// Passed and all cases of each part of a suite.
#[derive(Default)]
struct Tally {
    parts: BTreeMap<String, (u32, u32)>,
    skipped: BTreeMap<String, u32>,
    failures: Vec<String>,
}

impl Tally {
    fn count(&mut self, part: &str, passed: bool, case: &str) {
        let (right, all) = self.parts.entry(part.to_owned()).or_default();
        *all += 1;
        if passed {
            *right += 1;
        } else {
            self.failures.push(format!("{part}: {case:?}"));
        }
    }

    /// Compares the counts with the ledger's lines of this suite.
    fn settle(self, suite: &str) {
        let passed = self
            .parts
            .iter()
            .map(|(part, (passed, total))| format!("{suite}/{part}: {passed}/{total}"));
        let skipped = self
            .skipped
            .iter()
            .map(|(part, count)| format!("{suite}/{part}: {count} skipped"));
        let lines: Vec<String> = passed.chain(skipped).collect();
        println!("{}", lines.join("\n"));
        let prefix = format!("{suite}/");
        let expected: Vec<&str> = LEDGER
            .lines()
            .filter(|line| line.starts_with(&prefix))
            .collect();
        assert_eq!(
            lines, expected,
            "counts differ from tests/model/ledger/value.txt; failed: {:#?}",
            self.failures
        );
    }
}

#[derive(Deserialize)]
struct SchemaCase {
    r#type: String,
    lexical: String,
    /// The verdict by XML Schema 1.0.
    valid10: bool,
}

/// Whether the crate's type for it takes the text; `None` where there is no such type.
fn verdict(case: &SchemaCase) -> Option<bool> {
    let text = case.lexical.as_str();
    Some(match case.r#type.as_str() {
        "decimal" => text.parse::<Amount>().is_ok(),
        "dateTime" => agree(
            text.parse::<DateTime>().is_ok(),
            DateTime::from(text).is_valid(),
        ),
        "date" => agree(text.parse::<Date>().is_ok(), Date::from(text).is_valid()),
        "duration" => agree(
            text.parse::<Duration>().is_ok(),
            Duration::from(text).is_valid(),
        ),
        _ => return None,
    })
}

fn agree(parsed: bool, checked: bool) -> bool {
    assert_eq!(parsed, checked);
    parsed
}

/// Decimals, dates, times and durations of XML Schema. The other types are counted as skipped:
/// integers, floats, booleans and strings are Rust's own types, read by each format in its own
/// way, and the rest does not occur in the messages.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn schema_types() {
    let cases = cases::<SchemaCase>("xsts/cases.json");
    let mut tally = Tally::default();
    for case in &cases {
        match verdict(case) {
            Some(taken) => tally.count(&case.r#type, taken == case.valid10, &case.lexical),
            None => *tally.skipped.entry(case.r#type.clone()).or_default() += 1,
        }
    }
    tally.settle("xsts");
}

#[derive(Deserialize)]
struct DecimalCase {
    /// The text.
    s: String,
    /// Is it an `xs:decimal`?
    xsd: bool,
    #[serde(default)]
    neg: bool,
    #[serde(default)]
    digits: String,
    #[serde(default)]
    exp: i64,
    plain: Option<String>,
}

impl DecimalCase {
    /// Does a mantissa of 96 bits and a scale of 28 hold it?
    fn fits(&self) -> bool {
        let limit = (1_u128 << 96) - 1;
        self.exp >= -28
            && self
                .digits
                .parse()
                .is_ok_and(|mantissa: u128| mantissa <= limit)
    }

    /// Are the digits, their scale and the text all kept?
    fn is_kept(&self, amount: &Amount) -> bool {
        let text = amount.to_string();
        Some(&text) == self.plain.as_ref()
            && amount.mantissa().unsigned_abs().to_string() == self.digits
            && i64::from(amount.scale()) == -self.exp
            && text.starts_with('-') == self.neg
            && text
                .parse::<Amount>()
                .is_ok_and(|again| again.to_string() == text)
            && serde_json::to_string(amount).is_ok_and(|json| json == format!("\"{text}\""))
    }
}

/// Numbers of the General Decimal Arithmetic: those in the lexical space of `xs:decimal` are kept
/// to the digit or refused as too long, all others are refused.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn decimal_numbers() {
    let cases = cases::<DecimalCase>("dectest/parse.json");
    let mut tally = Tally::default();
    for case in &cases {
        let read = case.s.parse::<Amount>();
        let (part, passed) = match (case.xsd, case.fits()) {
            (true, true) => ("exact", read.is_ok_and(|amount| case.is_kept(&amount))),
            (true, false) => ("too long", read.is_err_and(|error| error.is_too_long())),
            (false, _) => ("refused", read.is_err()),
        };
        tally.count(part, passed, &case.s);
    }
    tally.settle("dectest");
}
