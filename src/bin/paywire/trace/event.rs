//! One message in a story.

use jiff::Timestamp;
use paywire::DateTime;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, Key, KeyKind, OutcomeKind, StampOf};
use paywire::payments::Observed;
use serde::Serialize;

use crate::environment;
use crate::observed::{self, Named};
use crate::record::{self, EventRecord, ExchangeRecord, MessageRecord, Source};
use crate::story::{self, Story};

/// What happened: a message that was sent, or a browser that was.
#[derive(Debug, Serialize)]
pub(super) struct Event {
    pub(super) source: Source,
    /// When it was, by the capture or by the message itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<String>,
    pub(super) system: Option<&'static str>,
    pub(super) operation: Option<&'static str>,
    /// `request`, `response`, `fault`, `notification`, `redirect` or `verification`.
    pub(super) direction: &'static str,
    /// Whether it is about real money, where that is known: `production`, `sandbox`, `beta-sandbox`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) environment: Option<Environment>,
    pub(super) facts: Facts,
    /// What it says with nothing hidden, where something was.
    #[serde(skip)]
    counted: Option<Box<Facts>>,
    #[serde(skip)]
    pub(super) in_exchange: bool,
    #[serde(skip)]
    pub(super) story: Story,
    /// The same time, where it can be compared.
    #[serde(skip)]
    pub(super) at: Option<Timestamp>,
}

impl Event {
    /// What a message tells of; nothing if it is none that is known.
    pub(super) fn message(record: &MessageRecord) -> Option<Event> {
        let facts = Facts::clone(record.facts.as_ref()?);
        let time = time(record.exchange.as_ref(), Some(&facts));
        Some(Event {
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
            story: Story::of(record),
        })
    }

    /// What happened beside messages: a browser was sent to approve something, or the service said
    /// whether a notification is its own.
    pub(super) fn beside(record: &EventRecord) -> Option<Event> {
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
        Some(Event {
            source: record.source.clone(),
            in_exchange: record.exchange.is_some(),
            at: time.as_deref().and_then(moment),
            time,
            system: None,
            operation: None,
            direction,
            environment: environment::of_event(record.exchange.as_ref(), &record.event),
            story: Story {
                lines: facts.status.iter().cloned().collect(),
                troubles: Vec::new(),
            },
            facts,
            counted: None,
        })
    }

    /// What it says with nothing hidden.
    pub(super) fn counted(&self) -> &Facts {
        self.counted.as_deref().unwrap_or(&self.facts)
    }

    /// What tells to which story it belongs.
    pub(super) fn observed(&self, exchange: Option<u64>) -> Observed<'_> {
        let named = Named {
            system: self.system,
            operation: self.operation,
            direction: Some(self.direction),
        };
        let mut observed = observed::observed(named, self.environment, exchange, self.counted());
        observed.time = self.at;
        observed
    }
}

/// When a message was sent. What a notification states is the time of the request long before.
fn time(exchange: Option<&ExchangeRecord>, facts: Option<&Facts>) -> Option<String> {
    let captured = exchange.and_then(|exchange| exchange.time.clone());
    let own = facts.and_then(|facts| facts.time.as_ref());
    let own = own.filter(|time| time.of == StampOf::Message);
    captured.or_else(|| own.map(|time| time.text.clone()))
}

fn moment(text: &str) -> Option<Timestamp> {
    DateTime::from(text).to_timestamp().ok()
}

/// The operation that gives money back, whose state is its own and not the payment's.
const REFUND: &str = "Refund";

impl Event {
    /// The state that it tells of: that of the whole, or of the one part there is. That of a refund
    /// that was not made is the refund's.
    pub(super) fn status(&self) -> Option<String> {
        if self.direction == "verification" {
            return None;
        }
        let facts = &self.facts;
        let whole = facts.status.as_deref();
        let status = whole.or_else(|| story::only_status(&facts.transfers))?;
        let failed = facts.outcome == Some(OutcomeKind::Failure);
        Some(if failed && self.operation == Some(REFUND) {
            format!("refund {status}")
        } else {
            status.to_owned()
        })
    }
}
