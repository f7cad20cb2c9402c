//! Messages gathered into stories: one for each payment, or for each preapproval with its payments.

use std::collections::BTreeSet;

use jiff::Timestamp;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Key, KeyKind, Next, OutcomeKind};
use paywire::payments::{self, Payment, PaymentId, Totals};
use serde::Serialize;

use super::event::Event;
use crate::observed::{self, Exchanges};
use crate::record::Record;

/// How many messages are kept, each with what it says; the others are counted.
const MOST_MESSAGES: usize = 100_000;

/// Takes records in the order of the input.
#[derive(Debug, Default)]
pub(crate) struct Stories {
    gathered: payments::Stories,
    exchanges: Exchanges,
    events: Vec<(Event, PaymentId)>,
    /// Messages that nothing is known of.
    unknown: u64,
    left_out: u64,
}

impl Stories {
    /// Adds what a record tells of. What was damaged has no place in a story.
    pub(crate) fn add(&mut self, record: &Record) {
        match record {
            Record::Message(message) => match Event::message(message) {
                Some(event) => self.place(event),
                None => self.unknown += 1,
            },
            Record::Event(beside) => {
                if let Some(event) = Event::beside(beside) {
                    self.place(event);
                }
            }
            Record::Error(_) => {}
        }
    }

    fn place(&mut self, event: Event) {
        let exchange = self.exchanges.number(&event.source, event.in_exchange);
        let number = self.events.len();
        let observed = event.observed(exchange).numbered(number as u64);
        // A verdict is about nothing but the exchange that it is in.
        let is_beside = observed.direction.is_none() && observed.facts.keys.is_empty();
        if is_beside && !self.gathered.goes_on(&observed) {
            return;
        }
        if number >= MOST_MESSAGES {
            self.left_out += 1;
        } else if let Some(story) = self.gathered.add(&observed) {
            self.events.push((event, story));
        }
    }

    /// What to say of messages that are in no story.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.unknown > 0 {
            notes.push(format!("{} of no known message left out", self.unknown));
        }
        let left_out = self.gathered.left_out();
        let without_room = self.left_out + left_out.messages;
        if without_room > 0 {
            let most = MOST_MESSAGES;
            notes.push(format!(
                "no room for more than {most} messages: {without_room} left out"
            ));
        }
        notes.extend(observed::notes(left_out));
        notes
    }

    /// The stories, in the order in which they begin in the input.
    pub(crate) fn finish(self) -> Vec<Story> {
        let found = self.gathered.finish();
        let mut payments = found.payments().to_vec();
        let mut events: Vec<Vec<Event>> = payments.iter().map(|_| Vec::new()).collect();
        for (number, (event, story)) in (0..).zip(self.events) {
            let Some(place) = found.position(story) else {
                continue;
            };
            let payment = &mut payments[place];
            if let Some(next) = payment
                .next
                .as_mut()
                .filter(|_| payment.decided_by == Some(number))
            {
                // An address as it may be shown.
                next.at = event.facts.next.as_ref().and_then(|next| next.at.clone());
            }
            events[place].push(event);
        }
        let told = payments.into_iter().zip(events);
        told.map(|(payment, events)| Story::new(events, payment))
            .collect()
    }
}

/// What became of a payment, message by message.
#[derive(Debug, Serialize)]
pub(crate) struct Story {
    /// What its messages are found by.
    pub(super) keys: Vec<Key>,
    #[serde(flatten)]
    pub(super) totals: Totals,
    /// The states that its messages tell of, each where it changed.
    pub(super) statuses: Vec<String>,
    /// What it came down to last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<OutcomeKind>,
    /// What is still to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<Next>,
    /// Whether it is about real money, where a message says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) environment: Option<Environment>,
    pub(super) events: Vec<Event>,
}

impl Story {
    fn new(events: Vec<Event>, payment: Payment) -> Self {
        let events = in_time(events);
        let keys = events.iter().flat_map(|event| &event.facts.keys);
        let keys: BTreeSet<Key> = keys
            .filter(|key| key.kind != KeyKind::CorrelationId)
            .cloned()
            .collect();
        let told = events.iter().filter(|event| event.direction != "request");
        let mut statuses: Vec<String> = told.filter_map(Event::status).collect();
        statuses.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        let Payment {
            totals,
            outcome,
            next,
            environment,
            ..
        } = payment;
        Story {
            keys: keys.into_iter().collect(),
            totals,
            statuses,
            outcome,
            next,
            environment,
            events,
        }
    }

    /// Whether a message of it names this key, of whatever kind.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut keys = self.events.iter().flat_map(|event| &event.counted().keys);
        keys.any(|own| own.value == key)
    }
}

/// Events by their time. One that has none stays where the input has it: a request with the answer
/// that comes right behind it, any other with the event before.
fn in_time(events: Vec<Event>) -> Vec<Event> {
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
    let mut ordered: Vec<(Option<Timestamp>, Event)> = Vec::with_capacity(events.len());
    for (time, event) in times.into_iter().zip(events) {
        last = time.or(last);
        ordered.push((last, event));
    }
    // Stable, so that the order of the input stays among equals.
    ordered.sort_by_key(|(time, _)| *time);
    ordered.into_iter().map(|(_, event)| event).collect()
}
