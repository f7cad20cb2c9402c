//! Groups messages into payment histories: one for each payment, or for each preapproval with its
//! payments.

use std::collections::BTreeSet;

use jiff::Timestamp;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Key, KeyKind, Next, OutcomeKind};
use paywire::payments::{self, Payment, PaymentId, Totals};
use serde::Serialize;

use super::event::TraceEvent;
use crate::observed::{self, ExchangeNumbers};
use crate::record::Record;
use crate::render::counted;

/// The most messages kept in memory; others are counted.
const MOST_MESSAGES: usize = 100_000;

/// Collects records in the order of the input.
#[derive(Debug, Default)]
pub(crate) struct HistoryBuilder {
    gathered: payments::PaymentsByPreapproval,
    exchanges: ExchangeNumbers,
    events: Vec<(TraceEvent, PaymentId)>,
    /// The number of unknown messages.
    unknown: u64,
    left_out: u64,
}

impl HistoryBuilder {
    /// Adds a record. Damaged messages belong to no history.
    pub(crate) fn add(&mut self, record: &Record) {
        match record {
            Record::Message(message) => match TraceEvent::message(message) {
                Some(event) => self.place(event),
                None => self.unknown += 1,
            },
            Record::Event(other) => {
                if let Some(event) = TraceEvent::other(other) {
                    self.place(event);
                }
            }
            Record::Error(_) => {}
        }
    }

    fn place(&mut self, event: TraceEvent) {
        let exchange = self.exchanges.number(&event.source, event.in_exchange);
        let number = self.events.len();
        let observed = event.observed(exchange).numbered(number as u64);
        // A verification belongs to the exchange of its notification only.
        let is_verification = observed.direction.is_none() && observed.facts.keys.is_empty();
        if is_verification && !self.gathered.continues_exchange(&observed) {
            return;
        }
        if number >= MOST_MESSAGES {
            self.left_out += 1;
        } else if let Some(history) = self.gathered.add(&observed) {
            self.events.push((event, history));
        }
    }

    /// Notes on messages that are in no history.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.unknown > 0 {
            let messages = counted(self.unknown, "message");
            notes.push(format!("{messages} left out: unknown"));
        }
        let left_out = self.gathered.left_out();
        let without_room = self.left_out + left_out.messages;
        if without_room > 0 {
            let most = MOST_MESSAGES;
            notes.push(format!(
                "a trace keeps at most {most} messages; {without_room} left out"
            ));
        }
        notes.extend(observed::notes(left_out));
        notes
    }

    /// The histories, in the order of their first messages in the input.
    pub(crate) fn finish(self) -> Vec<PaymentHistory> {
        let found = self.gathered.finish();
        let mut payments = found.payments().to_vec();
        let mut events: Vec<Vec<TraceEvent>> = payments.iter().map(|_| Vec::new()).collect();
        for (number, (event, history)) in (0..).zip(self.events) {
            let Some(place) = found.position(history) else {
                continue;
            };
            let payment = &mut payments[place];
            if let Some(next) = payment
                .next
                .as_mut()
                .filter(|_| payment.decided_by == Some(number))
            {
                // The address with secrets hidden.
                next.at = event.facts.next.as_ref().and_then(|next| next.at.clone());
            }
            events[place].push(event);
        }
        let histories = payments.into_iter().zip(events);
        histories
            .map(|(payment, events)| PaymentHistory::new(events, payment))
            .collect()
    }
}

/// A payment with its events.
#[derive(Debug, Serialize)]
pub(crate) struct PaymentHistory {
    /// The keys that its messages name.
    pub(super) keys: Vec<Key>,
    #[serde(flatten)]
    pub(super) totals: Totals,
    /// The states that its messages report, without repetitions.
    pub(super) statuses: Vec<String>,
    /// The latest outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<OutcomeKind>,
    /// The next step, if one is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<Next>,
    /// The environment, if a message names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) environment: Option<Environment>,
    pub(super) events: Vec<TraceEvent>,
}

impl PaymentHistory {
    fn new(events: Vec<TraceEvent>, payment: Payment) -> Self {
        let events = in_time(events);
        let keys = events.iter().flat_map(|event| &event.facts.keys);
        let keys: BTreeSet<Key> = keys
            .filter(|key| key.kind != KeyKind::CorrelationId)
            .cloned()
            .collect();
        let replies = events.iter().filter(|event| event.direction != "request");
        let mut statuses: Vec<String> = replies.filter_map(TraceEvent::status).collect();
        statuses.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        let Payment {
            totals,
            outcome,
            next,
            environment,
            ..
        } = payment;
        PaymentHistory {
            keys: keys.into_iter().collect(),
            totals,
            statuses,
            outcome,
            next,
            environment,
            events,
        }
    }

    /// Whether one of its messages names this key, of whatever kind.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut keys = self.events.iter().flat_map(|event| &event.counted().keys);
        keys.any(|own| own.value == key)
    }
}

/// Sorts events by time. An event without a time stays with its neighbors in the input: a request
/// with the response right after it, any other with the event before.
fn in_time(events: Vec<TraceEvent>) -> Vec<TraceEvent> {
    let mut times: Vec<Option<Timestamp>> = events.iter().map(|event| event.at).collect();
    for at in (1..events.len()).rev() {
        let (before, after) = (at - 1, times.get(at).copied().flatten());
        let asks = events
            .get(before)
            .is_some_and(|event| event.direction == "request");
        let answers = events
            .get(at)
            .is_some_and(|event| matches!(event.direction, "response" | "fault"));
        if let Some(time) = times.get_mut(before)
            && time.is_none()
            && asks
            && answers
        {
            *time = after;
        }
    }
    let mut last = None;
    let mut ordered: Vec<(Option<Timestamp>, TraceEvent)> = Vec::with_capacity(events.len());
    for (time, event) in times.into_iter().zip(events) {
        last = time.or(last);
        ordered.push((last, event));
    }
    // A stable sort keeps the order of the input among equal times.
    ordered.sort_by_key(|(time, _)| *time);
    ordered.into_iter().map(|(_, event)| event).collect()
}
