//! One event of a payment's history.

use jiff::Timestamp;
use paywire::DateTime;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, Key, KeyKind, OutcomeKind, StampOf};
use paywire::payments::Observation;
use serde::Serialize;

use crate::environment;
use crate::headline::{self, Headline};
use crate::observed::{self, RecordNames};
use crate::record::{self, EventRecord, ExchangeRecord, MessageRecord, RecordSource};

/// A message that was sent, a redirect of a browser, or a verification.
#[derive(Debug, Serialize)]
pub(super) struct TraceEvent {
    pub(super) source: RecordSource,
    /// The time in the capture, or else in the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<String>,
    pub(super) system: Option<&'static str>,
    pub(super) operation: Option<&'static str>,
    /// `request`, `response`, `fault`, `notification`, `redirect` or `verification`.
    pub(super) direction: &'static str,
    /// The environment if known: `production`, `sandbox` or `beta-sandbox`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) environment: Option<Environment>,
    pub(super) facts: Facts,
    /// The unredacted facts, if secrets were hidden in `facts`.
    #[serde(skip)]
    counted: Option<Box<Facts>>,
    #[serde(skip)]
    pub(super) in_exchange: bool,
    #[serde(skip)]
    pub(super) headline: Headline,
    /// The parsed `time`, if it is valid.
    #[serde(skip)]
    pub(super) at: Option<Timestamp>,
}

impl TraceEvent {
    /// The event of a message; `None` if the message is unknown.
    pub(super) fn message(record: &MessageRecord) -> Option<TraceEvent> {
        let facts = Facts::clone(record.facts.as_ref()?);
        let time = time(record.exchange.as_ref(), Some(&facts));
        Some(TraceEvent {
            source: record.source.clone(),
            in_exchange: record.exchange.is_some(),
            at: time.as_deref().and_then(moment),
            time,
            system: record.system,
            operation: record.operation,
            direction: record.direction?,
            environment: environment::of_message(record.exchange.as_ref(), Some(&facts)),
            facts,
            counted: record.counted.clone(),
            headline: Headline::of(record),
        })
    }

    /// The event of a redirect or of a verification; `None` for other events.
    pub(super) fn other(record: &EventRecord) -> Option<TraceEvent> {
        let mut facts = Facts::default();
        let direction = match &record.event {
            record::Event::Redirect {
                pay_key,
                preapproval_key,
                ..
            } => {
                let pay = pay_key.iter().map(|key| Key::new(KeyKind::PayKey, key));
                let agreed = preapproval_key.iter();
                let agreed = agreed.map(|key| Key::new(KeyKind::PreapprovalKey, key));
                facts.keys = pay.chain(agreed).collect();
                "redirect"
            }
            record::Event::Verified(verified) => {
                let verdict = if *verified { "VERIFIED" } else { "INVALID" };
                facts.status = Some(verdict.to_owned());
                "verification"
            }
            record::Event::Call | record::Event::Other { .. } => return None,
        };
        let time = time(record.exchange.as_ref(), None);
        Some(TraceEvent {
            source: record.source.clone(),
            in_exchange: record.exchange.is_some(),
            at: time.as_deref().and_then(moment),
            time,
            system: None,
            operation: None,
            direction,
            environment: environment::of_event(record.exchange.as_ref(), &record.event),
            headline: Headline {
                lines: facts.status.iter().cloned().collect(),
                troubles: Vec::new(),
            },
            facts,
            counted: None,
        })
    }

    /// The unredacted facts.
    pub(super) fn counted(&self) -> &Facts {
        self.counted.as_deref().unwrap_or(&self.facts)
    }

    /// The observation by which it is assigned to a payment.
    pub(super) fn observed(&self, exchange: Option<u64>) -> Observation<'_> {
        let named = RecordNames {
            system: self.system,
            operation: self.operation,
            direction: Some(self.direction),
        };
        let mut observed = observed::observed(named, self.environment, exchange, self.counted());
        observed.time = self.at;
        observed
    }
}

/// The time when a message was sent. A notification states the time of the request long before,
/// which does not count.
fn time(exchange: Option<&ExchangeRecord>, facts: Option<&Facts>) -> Option<String> {
    let captured = exchange.and_then(|exchange| exchange.time.clone());
    let own = facts.and_then(|facts| facts.time.as_ref());
    let own = own.filter(|time| time.of == StampOf::Message);
    captured.or_else(|| own.map(|time| time.text.clone()))
}

fn moment(text: &str) -> Option<Timestamp> {
    DateTime::from(text).to_timestamp().ok()
}

/// The refund operation: its state is the refund's and not the payment's.
const REFUND: &str = "Refund";

impl TraceEvent {
    /// The state of the payment, or of its only transfer. The state of a failed refund is marked as
    /// the refund's.
    pub(super) fn status(&self) -> Option<String> {
        if self.direction == "verification" {
            return None;
        }
        let facts = &self.facts;
        let whole = facts.status.as_deref();
        let status = whole.or_else(|| headline::only_status(&facts.transfers))?;
        let failed = facts.outcome == Some(OutcomeKind::Failure);
        Some(if failed && self.operation == Some(REFUND) {
            format!("refund {status}")
        } else {
            status.to_owned()
        })
    }
}
