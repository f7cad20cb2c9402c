//! One message in a story.

use jiff::Timestamp;
use paywire::DateTime;
use paywire::api::adaptive_payments::redirect::Redirect;
use paywire::api::facts::{Facts, Key, KeyKind, OutcomeKind, StampOf};
use serde::Serialize;

use crate::record::{MessageRecord, Source};
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
    /// `request`, `response`, `fault`, `notification` or `redirect`.
    pub(super) direction: &'static str,
    pub(super) facts: Facts,
    #[serde(skip)]
    pub(super) story: Story,
    /// The same time, where it can be compared.
    #[serde(skip)]
    pub(super) at: Option<Timestamp>,
}

impl Event {
    /// What a record tells of; nothing if it is of no message that is known.
    pub(super) fn of(record: &MessageRecord) -> Option<Event> {
        let redirected = redirect(record);
        let direction = match redirected {
            Some(_) => "redirect",
            None => record.direction?,
        };
        let facts = redirected.or_else(|| record.facts.clone())?;
        let time = time(record, &facts);
        Some(Event {
            source: record.source.clone(),
            at: time.as_deref().and_then(moment),
            time,
            system: record.system,
            operation: record.operation,
            direction,
            facts,
            story: Story::of(record),
        })
    }
}

/// When a message was sent. What a notification states is the time of the request long before.
fn time(record: &MessageRecord, facts: &Facts) -> Option<String> {
    let captured = record.exchange.as_ref();
    let captured = captured.and_then(|exchange| exchange.time.clone());
    let own = facts
        .time
        .as_ref()
        .filter(|time| time.of == StampOf::Message);
    captured.or_else(|| own.map(|time| time.text.clone()))
}

fn moment(text: &str) -> Option<Timestamp> {
    DateTime::from(text).to_timestamp().ok()
}

/// What a browser was sent to the service for, if it is that.
pub(super) fn redirect(record: &MessageRecord) -> Option<Facts> {
    if record.name.is_some() {
        return None;
    }
    let url = record.exchange.as_ref()?.url.as_deref()?;
    let (_, redirect) = Redirect::parse(url).ok()?;
    let (kind, value) = match redirect {
        Redirect::Payment { pay_key } | Redirect::EmbeddedPayment { pay_key, .. } => {
            (KeyKind::PayKey, pay_key)
        }
        Redirect::Preapproval { preapproval_key }
        | Redirect::EmbeddedPreapproval {
            preapproval_key, ..
        } => (KeyKind::PreapprovalKey, preapproval_key),
        _ => return None,
    };
    let mut facts = Facts::default();
    facts.keys.push(Key::new(kind, value));
    Some(facts)
}

/// What an event says the payment came down to, if it speaks of that at all.
pub(super) fn verdict(event: &Event) -> Option<OutcomeKind> {
    let facts = &event.facts;
    let speaks = facts.status.is_some() || !facts.errors.is_empty() || !facts.refunds.is_empty();
    facts.outcome.filter(|_| speaks)
}

/// The state that an event tells of: that of the whole, or of the one part there is.
pub(super) fn status(event: &Event) -> Option<String> {
    let facts = &event.facts;
    let whole = facts.status.as_deref();
    let status = whole.or_else(|| story::only_status(&facts.transfers));
    status.map(str::to_owned)
}
