//! Records: what is shown of one body or event, with secrets hidden.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;

use paywire::Error;
use paywire::api::adaptive_payments::redirect::Redirect;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::Facts;
use paywire::api::validate::Violation;
use paywire::api::{Direction, MessageInfo, MessageKind};
use paywire::codec::{Candidate, Content, Reading, Unknown, Warning};
use serde::{Serialize, Serializer};

use paywire::redact::{HIDDEN, Tree};

use crate::policy::{self, redacted_message};

/// The name of a SOAP fault whose detail is no known message.
const SOAP_FAULT: &str = "SOAP fault";

/// A message, the error of a damaged one, or an event.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Record {
    Message(Box<MessageRecord>),
    Error(ErrorRecord),
    Event(EventRecord),
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecordSource {
    #[serde(serialize_with = "text")]
    pub(crate) file: Arc<str>,
    /// The number of the exchange or line in a capture, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) entry: Option<u64>,
    /// The side of the exchange: `request` or `response`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) side: Option<&'static str>,
}

fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// The source of a record and its exchange.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) source: RecordSource,
    pub(crate) exchange: Option<ExchangeRecord>,
}

impl fmt::Display for RecordSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(entry) = self.entry {
            write!(f, " #{entry}")?;
        }
        if let Some(side) = self.side {
            write!(f, " {side}")?;
        }
        Ok(())
    }
}

/// The exchange that a message belongs to, with secrets hidden unless they are to be shown.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExchangeRecord {
    /// The time, as `2026-01-01T00:00:00.123Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The status of the response, for both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The header fields of the message's side.
    #[serde(skip)]
    pub(crate) headers: Vec<(String, String)>,
    /// Warnings about the exchange, which are also among the warnings of its messages.
    #[serde(skip)]
    pub(crate) warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MessageRecord {
    pub(crate) source: RecordSource,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exchange: Option<ExchangeRecord>,
    pub(crate) system: Option<&'static str>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
    pub(crate) format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) candidates: Option<Vec<CandidateRecord>>,
    /// The SOAP fault, if its detail is no known message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<FaultRecord>,
    pub(crate) message: Tree,
    pub(crate) unknown: Vec<UnknownRecord>,
    pub(crate) warnings: Vec<String>,
    /// The rules it breaks, if it was validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) violations: Option<Vec<ViolationRecord>>,
    /// The name of the message; in a record, operation and direction stand for it.
    #[serde(skip)]
    pub(crate) name: Option<&'static str>,
    /// The facts of the message, with secrets hidden.
    #[serde(skip)]
    pub(crate) facts: Option<Box<Facts>>,
    /// The unredacted facts if something was hidden, for counting and tracing.
    #[serde(skip)]
    pub(crate) counted: Option<Box<Facts>>,
    /// Whether the body was fully decoded as the message it is named after.
    #[serde(skip)]
    pub(crate) is_complete: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct CandidateRecord {
    pub(crate) message: &'static str,
    /// The name of the message with its article, for sentences.
    #[serde(skip)]
    pub(crate) named: String,
    pub(crate) reason: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct FaultRecord {
    /// The fault code: whose failure it is.
    code: Option<String>,
    /// The reason, as text.
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct UnknownRecord {
    pub(crate) path: String,
    pub(crate) value: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ViolationRecord {
    path: String,
    rule: &'static str,
    severity: &'static str,
    code: Option<&'static str>,
    text: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ErrorRecord {
    pub(crate) source: RecordSource,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exchange: Option<ExchangeRecord>,
    pub(crate) error: ErrorFields,
}

#[derive(Debug, Serialize)]
pub(crate) struct ErrorFields {
    pub(crate) category: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    pub(crate) path: Option<String>,
    pub(crate) offset: Option<usize>,
}

/// An event in a capture that is no message.
#[derive(Debug, Serialize)]
pub(crate) struct EventRecord {
    pub(crate) source: RecordSource,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exchange: Option<ExchangeRecord>,
    pub(crate) event: Event,
}

/// What happened.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Event {
    /// A browser was redirected to approve a payment or a preapproval.
    Redirect {
        environment: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        pay_key: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        preapproval_key: Option<String>,
    },
    /// The service verified a notification, or rejected it.
    Verified(bool),
    /// A call without a body on either side.
    Call,
    /// Other traffic.
    Other {
        #[serde(skip_serializing_if = "Option::is_none")]
        content_type: Option<String>,
    },
}

impl Record {
    /// The record of a decoded body.
    pub(crate) fn new(place: Location, reading: Reading, body: &[u8]) -> Result<Self, Error> {
        Record::of(place, reading, body, true)
    }

    /// The record of a decoded body without facts, for writing only.
    pub(crate) fn to_write(place: Location, reading: Reading, body: &[u8]) -> Result<Self, Error> {
        Record::of(place, reading, body, false)
    }

    fn of(place: Location, reading: Reading, body: &[u8], facts: bool) -> Result<Self, Error> {
        let warned = |warnings: &[Warning]| {
            let shown = warnings.iter();
            let shown = shown.map(|warning| ShownWarning::new(warning, body));
            shown.collect::<Vec<ShownWarning>>()
        };
        let format = reading.format.as_str();
        let (mut record, warnings) = match reading.content {
            Content::Message(decoded) => {
                let message = Tree::of_message(&decoded.message)?;
                let mut record = MessageRecord::new(place, format, message);
                record.name(decoded.message.kind());
                record.is_complete = true;
                record.facts = facts.then(|| Box::new(decoded.facts()));
                record.unknown = decoded.unknown.into_iter().map(Into::into).collect();
                (record, warned(&decoded.warnings))
            }
            Content::Generic(generic) => {
                let facts = generic.facts();
                let is_fault = generic.fault().is_some();
                let candidates = generic.likeliest().iter().map(|candidate| CandidateRecord {
                    message: candidate.message.name(),
                    named: candidate.message.with_article(),
                    reason: redacted_message(candidate, path_of(candidate)),
                });
                let candidates: Vec<_> = candidates.collect();
                let (message, warnings) = (generic.message, warned(&generic.warnings));
                let mut record = MessageRecord::new(place, format, Tree::from(*generic));
                if let Some(kind) = message {
                    record.name(kind);
                } else {
                    record.candidates = Some(candidates);
                    if is_fault {
                        record.name = Some(SOAP_FAULT);
                        record.direction = Some(Direction::Fault.as_str());
                    }
                }
                record.facts = (!facts.is_empty()).then(|| Box::new(facts));
                (record, warnings)
            }
            _ => return Err(io::Error::from(io::ErrorKind::Unsupported).into()),
        };
        record.hide_secrets(warnings);
        record.set_fault();
        Ok(Record::Message(Box::new(record)))
    }

    /// The record of a damaged body.
    pub(crate) fn error(place: Location, error: &Error) -> Self {
        let path = error.path().map(|path| policy::redactor().path(path));
        Record::Error(ErrorRecord {
            source: place.source,
            exchange: place.exchange,
            error: ErrorFields {
                category: error.category().as_str(),
                kind: error.kind().as_str(),
                message: redacted_message(error, error.path()),
                path: path.map(Cow::into_owned),
                offset: error.span().map(|span| span.start),
            },
        })
    }

    /// The record of an event.
    pub(crate) fn event(place: Location, event: Event) -> Self {
        Record::Event(EventRecord {
            source: place.source,
            exchange: place.exchange,
            event,
        })
    }
}

impl Event {
    pub(crate) fn redirect(environment: Environment, redirect: &Redirect) -> Self {
        let (pay_key, preapproval_key) = match redirect {
            Redirect::Payment { pay_key } => (Some(pay_key), None),
            Redirect::EmbeddedPayment {
                pay_key,
                preapproval_key,
                ..
            } => (Some(pay_key), preapproval_key.as_ref()),
            Redirect::Preapproval { preapproval_key }
            | Redirect::EmbeddedPreapproval {
                preapproval_key, ..
            } => (None, Some(preapproval_key)),
            _ => (None, None),
        };
        Event::Redirect {
            environment: environment.as_str(),
            pay_key: pay_key.map(|key| shown("payKey", key)),
            preapproval_key: preapproval_key.map(|key| shown("preapprovalKey", key)),
        }
    }
}

/// A value from outside a message with secrets hidden, by its name in records.
fn shown(name: &str, value: &str) -> String {
    let redactor = policy::redactor();
    if redactor.matches_field(name) {
        return HIDDEN.to_owned();
    }
    redactor.text_of(name, value).into_owned()
}

impl MessageRecord {
    fn new(place: Location, format: &'static str, message: Tree) -> Self {
        let around = place.exchange.as_ref();
        let warnings = around.map(|exchange| exchange.warnings.clone());
        MessageRecord {
            source: place.source,
            exchange: place.exchange,
            system: None,
            operation: None,
            direction: None,
            format,
            candidates: None,
            fault: None,
            message,
            unknown: Vec::new(),
            warnings: warnings.unwrap_or_default(),
            violations: None,
            name: None,
            facts: None,
            is_complete: false,
            counted: None,
        }
    }

    fn name(&mut self, kind: MessageKind) {
        let MessageInfo {
            name,
            operation,
            direction,
            system,
            ..
        } = *kind.info();
        self.name = Some(name);
        self.system = Some(system.as_str());
        self.operation = operation;
        self.direction = Some(direction.as_str());
    }

    /// Sets the fault of a SOAP fault, whose detail alone does not say why. Called after secrets
    /// were hidden.
    fn set_fault(&mut self) {
        let facts = self
            .facts
            .as_ref()
            .filter(|_| self.name == Some(SOAP_FAULT));
        let first = facts.and_then(|facts| facts.errors.first());
        self.fault = first.map(|trouble| FaultRecord {
            code: trouble.code.clone(),
            reason: trouble.message.clone(),
        });
    }

    /// Hides secrets in all parts of the record, and adds the warnings to it.
    fn hide_secrets(&mut self, mut warnings: Vec<ShownWarning>) {
        let redactor = policy::redactor();
        redactor.hide(&mut self.message);
        if let Some(facts) = &mut self.facts
            && let Some(shown) = redactor.facts(facts, &self.message)
        {
            self.counted = Some(std::mem::replace(facts, Box::new(shown)));
        }
        for out in warnings.iter_mut().filter_map(|own| own.left_out.as_mut()) {
            if redactor.hides_in_tree(&self.message, &out.path) {
                HIDDEN.clone_into(&mut out.value);
            }
        }
        // Values that were left out may be marked as secrets by values that were not.
        let left_out = warnings.iter_mut().filter_map(|own| own.left_out.as_mut());
        let leaves = self.unknown.iter_mut().chain(left_out);
        redactor.hide_leaves(leaves.map(|UnknownRecord { path, value }| (path, value)));
        self.warnings
            .extend(warnings.into_iter().map(ShownWarning::into_text));
    }

    /// The unredacted facts, for counting and tracing.
    pub(crate) fn counted(&self) -> Option<&Facts> {
        self.counted.as_deref().or(self.facts.as_deref())
    }
}

impl From<&Violation> for ViolationRecord {
    fn from(violation: &Violation) -> Self {
        ViolationRecord {
            path: policy::redactor().path(violation.path()).into_owned(),
            rule: violation.rule().id,
            severity: violation.severity().as_str(),
            code: violation.code(),
            text: redacted_message(&violation.text(), Some(violation.path())),
        }
    }
}

impl From<Unknown> for UnknownRecord {
    fn from(Unknown { path, value, .. }: Unknown) -> Self {
        UnknownRecord { path, value }
    }
}

/// A warning as it is shown.
struct ShownWarning {
    text: String,
    /// The value that was left out, if one was.
    left_out: Option<UnknownRecord>,
}

impl ShownWarning {
    fn new(warning: &Warning, body: &[u8]) -> Self {
        let path = warning.path();
        let left_out = warning.left_out_text(body);
        let left_out = left_out.map(|value| UnknownRecord {
            path: path.unwrap_or_default().to_owned(),
            value: value.into_owned(),
        });
        ShownWarning {
            text: redacted_message(warning, path),
            left_out,
        }
    }

    fn into_text(self) -> String {
        match self.left_out {
            Some(left_out) => format!("{}: {}", self.text, left_out.value),
            None => self.text,
        }
    }
}

fn path_of(candidate: &Candidate) -> Option<&str> {
    candidate.error.as_ref()?.path()
}
