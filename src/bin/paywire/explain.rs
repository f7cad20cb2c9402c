//! `paywire explain`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use paywire::api::adaptive_payments::errors::{self, ErrorCode};
use paywire::api::orders_v1::{self, ErrorFacts};
use paywire::api::validate::{AMOUNTS, NAMES, Rule};
use paywire::api::{KnownError, MessageKind, System};
use paywire::value::Vocabulary;
use serde::Serialize;

use crate::args::{ExplainArgs, InfoFormat};
use crate::diagnostic;
use crate::render::printable;
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();

pub(crate) fn run(args: &ExplainArgs) -> io::Result<u8> {
    let mut known = Vec::new();
    let mut worst = 0;
    for code in &args.codes {
        let found = Explanation::all(code);
        if found.is_empty() {
            worst = status::DAMAGED;
            diagnostic::plain(&unknown(code))?;
        }
        known.extend(found);
    }
    let text = match args.to {
        InfoFormat::Pretty => pretty(&known),
        InfoFormat::Json => paywire::json::to_string_pretty(&known)? + "\n",
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(worst)
}

/// The explanation of a code, rule or word.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Explanation {
    Error(ErrorCodeRecord),
    Name(NameRecord),
    Rule(RuleRecord),
    Word(WordRecord),
}

#[derive(Debug, Serialize)]
struct ErrorCodeRecord {
    error: i64,
    system: &'static str,
    category: &'static str,
    retry: &'static str,
    meaning: &'static str,
    remedy: &'static str,
    /// The rules whose violation the service answers with this error.
    rules: Vec<&'static str>,
    entries: Vec<EntryRecord>,
    #[serde(skip)]
    advice: &'static str,
}

/// An error with a name instead of a number.
#[derive(Debug, Serialize)]
struct NameRecord {
    error: &'static str,
    system: &'static str,
    status: Option<u16>,
    retry: bool,
    meaning: &'static str,
    remedy: &'static str,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct EntryRecord {
    operation: &'static str,
    messages: &'static [&'static str],
    since: Option<&'static str>,
    inferred: bool,
    source: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct RuleRecord {
    rule: &'static str,
    system: &'static str,
    operations: &'static [&'static str],
    directions: Vec<&'static str>,
    statement: &'static str,
    severity: &'static str,
    code: Option<&'static str>,
    source: &'static str,
    limits: Vec<String>,
}

#[derive(Debug, Serialize)]
struct WordRecord {
    word: String,
    system: &'static str,
    #[serde(rename = "type")]
    vocabulary: &'static str,
    /// The vocabulary's description.
    about: Option<String>,
    meaning: Option<String>,
    source: Option<String>,
    fields: Vec<String>,
}

impl Explanation {
    fn all(code: &str) -> Vec<Explanation> {
        let number = code.parse().ok().and_then(errors::explain);
        let mut known: Vec<Explanation> = number
            .map(|code| Explanation::Error(code.into()))
            .into_iter()
            .collect();
        let mut errors = orders_v1::ERRORS.iter();
        let error = errors.find(|error| error.name == code);
        known.extend(error.map(|error| Explanation::Name(error.into())));
        let of_all = [&NAMES, &AMOUNTS].into_iter();
        let of_all = of_all.filter(|rule| rule.id.eq_ignore_ascii_case(code));
        known.extend(of_all.map(|rule| Explanation::Rule(RuleRecord::of_all_systems(rule))));
        for system in System::ALL {
            let rules = system.rulebook().all();
            let mut named = rules.filter(|rule| rule.id.eq_ignore_ascii_case(code));
            known.extend(
                named
                    .next()
                    .map(|rule| Explanation::Rule(RuleRecord::new(*system, rule))),
            );
            let mut errors = system.known_errors().iter();
            let error = errors.find(|error| error.code.eq_ignore_ascii_case(code));
            known.extend(error.map(|error| Explanation::Name(NameRecord::new(*system, error))));
            known.extend(words(*system, code).into_iter().map(Explanation::Word));
        }
        known
    }
}

impl From<ErrorCode> for ErrorCodeRecord {
    fn from(code: ErrorCode) -> Self {
        let number = code.to_string();
        let rules = System::AdaptivePayments.rulebook().all();
        let entries = code.entries().map(|entry| EntryRecord {
            operation: entry.operation,
            messages: entry.messages,
            since: entry.since,
            inferred: entry.inferred,
            source: entry.source,
        });
        ErrorCodeRecord {
            error: code.number(),
            system: System::AdaptivePayments.as_str(),
            category: code.category().as_str(),
            retry: code.retry().as_str(),
            meaning: code.meaning(),
            remedy: code.remedy(),
            rules: rules
                .filter(|rule| rule.code == Some(&number))
                .map(|rule| rule.id)
                .collect(),
            entries: entries.collect(),
            advice: code.retry().describe(),
        }
    }
}

impl From<&ErrorFacts> for NameRecord {
    fn from(facts: &ErrorFacts) -> Self {
        NameRecord {
            error: facts.name,
            system: System::OrdersV1.as_str(),
            status: facts.status,
            retry: facts.retry,
            meaning: facts.meaning,
            remedy: facts.remedy,
            source: document(System::OrdersV1),
        }
    }
}

impl NameRecord {
    fn new(system: System, error: &KnownError) -> Self {
        NameRecord {
            error: error.code,
            system: system.as_str(),
            status: None,
            retry: error.retry,
            meaning: error.meaning,
            remedy: error.remedy,
            source: error.source,
        }
    }
}

impl RuleRecord {
    pub(crate) fn new(system: System, rule: &'static Rule) -> Self {
        let limits = system.rulebook().limits.iter();
        let own = limits.filter(|limit| limit.rule == rule);
        let limits = own.map(|limit| format!("{}.{}: {}", limit.on, limit.field, limit.bound));
        RuleRecord {
            system: system.as_str(),
            limits: limits.collect(),
            ..RuleRecord::of_all_systems(rule)
        }
    }

    fn of_all_systems(rule: &'static Rule) -> Self {
        RuleRecord {
            rule: rule.id,
            system: "all systems",
            operations: rule.operations,
            directions: rule.directions.iter().map(|way| way.as_str()).collect(),
            statement: rule.statement,
            severity: rule.severity.as_str(),
            code: rule.code,
            source: rule.source,
            limits: Vec::new(),
        }
    }
}

impl RuleRecord {
    /// Whether the rule applies to one of these operations.
    pub(crate) fn is_of(&self, operations: &[&str]) -> bool {
        let mut own = self.operations.iter();
        self.operations.is_empty() || own.any(|operation| operations.contains(operation))
    }

    /// Whether the rule relates several fields.
    pub(crate) fn is_between_fields(&self) -> bool {
        self.limits.is_empty()
    }

    /// The id and the statement.
    pub(crate) fn text(&self) -> (&'static str, &'static str) {
        (self.rule, self.statement)
    }
}

/// The document that describes a system's messages.
fn document(system: System) -> &'static str {
    match system {
        System::OrdersV1 => "Orders v1",
        System::MultiSafepay => "Alipay page",
        System::AliExpress => "API page",
        _ => "Guide",
    }
}

impl WordRecord {
    fn new(system: System, vocabulary: &'static str, word: &str, field: String) -> Self {
        let mut all = system.vocabularies().iter();
        let own = all.find(|own| own.name() == vocabulary);
        let source = own.map(|own| own.source().unwrap_or_else(|| document(system).to_owned()));
        WordRecord {
            word: word.to_owned(),
            system: system.as_str(),
            vocabulary,
            about: own.map(Vocabulary::about),
            meaning: own.and_then(|own| own.meaning(word)),
            source,
            fields: vec![field],
        }
    }
}

/// The vocabularies of a system that contain the word, with the fields that use them.
fn words(system: System, word: &str) -> Vec<WordRecord> {
    let mut found: Vec<WordRecord> = Vec::new();
    for kind in MessageKind::ALL
        .iter()
        .filter(|kind| kind.info().system == system)
    {
        for known in kind.shape().structs() {
            for field in known
                .fields
                .iter()
                .filter(|field| field.words.contains(&word))
            {
                let named = format!("{}.{}", known.name, field.name);
                let vocabulary = field.type_name();
                match found
                    .iter_mut()
                    .find(|record| record.vocabulary == vocabulary)
                {
                    Some(record) if record.fields.contains(&named) => {}
                    Some(record) => record.fields.push(named),
                    None => found.push(WordRecord::new(system, vocabulary, word, named)),
                }
            }
        }
    }
    found
}

/// The error message for an unknown code.
fn unknown(code: &str) -> String {
    let shown = printable(code);
    let near: Vec<String> = ErrorCode::all()
        .map(|known| known.to_string())
        .filter(|known| differ_by_one(known, code))
        .collect();
    let number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    match (number, near.as_slice()) {
        (true, []) => format!("{shown} is not a documented error code"),
        (true, near) => format!(
            "{shown} is not a documented error code; similar ones are {}",
            near.join(", ")
        ),
        (false, _) => {
            let others: Vec<&str> = in_other_case(code).into_iter().collect();
            let hint = match others.as_slice() {
                [] => "words are case-sensitive".to_owned(),
                others => format!("with other letter case: {}", others.join(", ")),
            };
            format!("{shown} is not a known error code, rule or word ({hint})")
        }
    }
}

/// The known words that differ in letter case only.
fn in_other_case(asked: &str) -> BTreeSet<&'static str> {
    let shapes: Vec<_> = MessageKind::ALL.iter().map(|kind| kind.shape()).collect();
    let structs = shapes.iter().flat_map(paywire::api::shape::Shape::structs);
    let fields = structs.flat_map(|known| &known.fields);
    let words = fields.flat_map(|field| field.words.iter().copied());
    let errors = System::ALL.iter().flat_map(|own| own.known_errors());
    let all = words.chain(errors.map(|error| error.code));
    all.filter(|known| known.eq_ignore_ascii_case(asked))
        .collect()
}

fn differ_by_one(a: &str, b: &str) -> bool {
    let differing = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    a.len() == b.len() && differing.count() == 1
}

// Writing to a String cannot fail, so the results below are discarded.

fn pretty(known: &[Explanation]) -> String {
    let mut text = String::new();
    for (at, known) in known.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        match known {
            Explanation::Error(error) => error.pretty(&mut text),
            Explanation::Name(name) => name.pretty(&mut text),
            Explanation::Rule(rule) => rule.pretty(&mut text),
            Explanation::Word(word) => word.pretty(&mut text),
        }
    }
    text
}

impl ErrorCodeRecord {
    fn pretty(&self, text: &mut String) {
        let (number, category, system) = (self.error, self.category, self.system);
        let _ = writeln!(
            text,
            "{HEAD}{number}{HEAD:#}  {QUIET}{category} error of {system}{QUIET:#}"
        );
        let _ = writeln!(text, "  {}", self.meaning);
        let _ = writeln!(text, "  {}", self.remedy);
        let _ = writeln!(text, "  Retry: {}.", self.advice);
        if !self.rules.is_empty() {
            let _ = writeln!(
                text,
                "  A request that gets it may break: {}.",
                self.rules.join(", ")
            );
        }
        for (messages, operations) in self.by_messages() {
            let _ = writeln!(text, "  {QUIET}{}{QUIET:#}", operations.join(", "));
            for message in messages {
                let _ = writeln!(text, "    {message}");
            }
        }
    }

    /// The error's messages, each with the operations that return it.
    fn by_messages(&self) -> Vec<(&'static [&'static str], Vec<String>)> {
        let mut rows: Vec<(&'static [&'static str], Vec<String>)> = Vec::new();
        for entry in &self.entries {
            let mut operation = entry.operation.to_owned();
            if let Some(since) = entry.since {
                let _ = write!(operation, " (since {since})");
            }
            if entry.inferred {
                operation.push_str(" (by inference)");
            }
            match rows
                .iter_mut()
                .find(|(messages, _)| *messages == entry.messages)
            {
                Some((_, operations)) => operations.push(operation),
                None => rows.push((entry.messages, vec![operation])),
            }
        }
        rows
    }
}

impl NameRecord {
    fn pretty(&self, text: &mut String) {
        let (name, system) = (self.error, self.system);
        let status = self
            .status
            .map_or_else(String::new, |status| format!("status {status}, "));
        let _ = writeln!(
            text,
            "{HEAD}{name}{HEAD:#}  {QUIET}{status}error of {system}{QUIET:#}"
        );
        let _ = writeln!(text, "  What it means: {}.", self.meaning);
        let _ = writeln!(text, "  What to do: {}.", self.remedy);
        let retry = if self.retry {
            "the same request may succeed later"
        } else {
            "only another request can succeed"
        };
        let _ = writeln!(text, "  Retry: {retry}.");
        let _ = writeln!(text, "  {QUIET}{}{QUIET:#}", self.source);
    }
}

impl RuleRecord {
    fn pretty(&self, text: &mut String) {
        let of = match self.operations {
            [] => "all operations".to_owned(),
            operations => operations.join(", "),
        };
        let (rule, system) = (self.rule, self.system);
        let _ = writeln!(
            text,
            "{HEAD}{rule}{HEAD:#}  {QUIET}rule of {of}, {system}{QUIET:#}"
        );
        let _ = writeln!(text, "  {}", self.statement);
        match (self.code, self.severity) {
            (Some(code), _) => {
                let _ = writeln!(text, "  The service returns error {code}.");
            }
            (None, "warning") => text.push_str("  Breaking it is a warning.\n"),
            (None, _) => {
                text.push_str("  The documents do not say which error the service returns.\n");
            }
        }
        for limit in &self.limits {
            let _ = writeln!(text, "  {limit}");
        }
        let _ = writeln!(text, "  {QUIET}{}{QUIET:#}", self.source);
    }
}

impl WordRecord {
    fn pretty(&self, text: &mut String) {
        let (word, vocabulary, system) = (&self.word, self.vocabulary, self.system);
        let _ = writeln!(
            text,
            "{HEAD}{word}{HEAD:#}  {QUIET}word of {vocabulary}, {system}{QUIET:#}"
        );
        for line in [&self.meaning, &self.about].into_iter().flatten() {
            let _ = writeln!(text, "  {line}");
        }
        for field in &self.fields {
            let _ = writeln!(text, "  {field}");
        }
        if let Some(source) = &self.source {
            let _ = writeln!(text, "  {QUIET}{source}{QUIET:#}");
        }
    }
}
