//! One message in a story.

use jiff::Timestamp;
use paywire::DateTime;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, Key, KeyKind, OutcomeKind, StampOf};
use serde::Serialize;

use crate::environment;
use crate::record::{self, EventRecord, ExchangeRecord, MessageRecord, Source};
use crate::story::{self, Story};
use crate::ties::Seen;

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
    in_exchange: bool,
    #[serde(skip)]
    pub(super) story: Story,
    /// The same time, where it can be compared.
    #[serde(skip)]
    pub(super) at: Option<Timestamp>,
}

impl Event {
    /// What a message tells of; nothing if it is none that is known.
    pub(super) fn message(record: &MessageRecord) -> Option<Event> {
        let facts = record.facts.clone()?;
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
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen {
            source: &self.source,
            in_exchange: self.in_exchange,
            system: self.system,
            operation: self.operation,
            direction: Some(self.direction),
            environment: self.environment,
            facts: self.counted(),
        }
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

/// Operations that make a payment or a preapproval. That any other was refused says nothing of
/// what became of it.
const MAKING: &[&str] = &[
    "Pay",
    "ExecutePayment",
    "Preapproval",
    "ConfirmPreapproval",
    "CreateOrder",
    "PayOrder",
    "DsOrderCreate",
];
/// The operation that gives money back. What becomes of it is told by its state and its sums; a payment
/// whose refund failed is as good as before.
const REFUND: &str = "Refund";

impl Event {
    /// Whether it is the other side of a request: of the same exchange, or behind it.
    pub(super) fn answers(&self, request: &Event) -> bool {
        let of_one =
            self.source.file == request.source.file && self.source.entry == request.source.entry;
        self.system == request.system.filter(|_| self.system.is_some())
            && (of_one || !self.in_exchange && !request.in_exchange)
    }

    /// What it says the payment came down to, if it speaks of that at all. `asked` is the operation
    /// of the request that it answers, `before` what was said before.
    pub(super) fn verdict(
        &self,
        asked: Option<&str>,
        before: Option<OutcomeKind>,
    ) -> Option<OutcomeKind> {
        let outcome = self.spoken()?;
        let operation = self.operation.or(asked);
        if self.is_refusal() {
            // What was done stays done when a later call is refused.
            let done = [
                OutcomeKind::Success,
                OutcomeKind::Partial,
                OutcomeKind::Refunded,
            ];
            let is_done = before.is_some_and(|before| done.contains(&before));
            let makes = operation.is_none_or(|own| MAKING.contains(&own));
            return (makes && !is_done).then_some(outcome);
        }
        (operation != Some(REFUND)).then_some(outcome)
    }

    /// What it says a refund came down to.
    pub(super) fn of_refund(&self, asked: Option<&str>) -> Option<OutcomeKind> {
        let operation = self.operation.or(asked);
        self.facts.outcome.filter(|_| operation == Some(REFUND))
    }

    /// The outcome of what speaks of more than of the call itself.
    fn spoken(&self) -> Option<OutcomeKind> {
        let facts = &self.facts;
        let speaks = facts.status.is_some() || facts.next.is_some();
        let speaks = speaks || !facts.errors.is_empty() || !facts.refunds.is_empty();
        facts.outcome.filter(|_| speaks)
    }

    /// Whether the call was refused: there are errors and no state of anything.
    fn is_refusal(&self) -> bool {
        let facts = &self.facts;
        self.direction == "fault"
            || facts.status.is_none() && facts.errors.iter().any(|error| !error.is_warning())
    }

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
