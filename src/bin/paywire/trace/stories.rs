//! Messages gathered into stories: one for each payment, or for each preapproval with its payments.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Key, KeyKind, Next, OutcomeKind};
use serde::Serialize;

use super::event::Event;
use crate::payments::{Payments, Totals};
use crate::record::{MessageRecord, Record};
use crate::ties::{Node, Scope, Ties};

/// How many messages are kept, each with what it says; the others are counted.
const MOST_MESSAGES: usize = 100_000;
/// How many keys tell stories apart.
const MOST_KEYS: usize = 500_000;

/// Takes records in the order of the input.
#[derive(Debug)]
pub(crate) struct Stories {
    ties: Ties,
    payments: Payments,
    events: Vec<Placed>,
    /// Messages that nothing is known of.
    unknown: u64,
    left_out: u64,
}

/// An event, and which groups it belongs to.
#[derive(Debug)]
struct Placed {
    event: Event,
    story: Node,
    payment: Option<Node>,
}

impl Default for Stories {
    fn default() -> Self {
        Stories::new(MOST_KEYS, MOST_KEYS)
    }
}

impl Stories {
    /// Tells stories apart by so many keys at most, and the payments in them by so many.
    pub(crate) fn new(of_stories: usize, of_payments: usize) -> Self {
        Stories {
            ties: Ties::new(Scope::Story, of_stories),
            payments: Payments::new(of_payments),
            events: Vec::new(),
            unknown: 0,
            left_out: 0,
        }
    }

    /// Adds what a record tells of. What was damaged has no place in a story.
    pub(crate) fn add(&mut self, record: &Record) {
        match record {
            Record::Message(message) => match Event::message(message) {
                Some(event) => self.place(event, Some(message)),
                None => self.unknown += 1,
            },
            Record::Event(beside) => {
                let event = Event::beside(beside);
                // Some are about nothing but the exchange before.
                let belongs = |event: &Event| {
                    !event.facts.keys.is_empty() || self.ties.goes_on(&event.seen())
                };
                if let Some(event) = event.filter(belongs) {
                    self.place(event, None);
                }
            }
            Record::Error(_) => {}
        }
    }

    fn place(&mut self, event: Event, message: Option<&MessageRecord>) {
        if self.events.len() >= MOST_MESSAGES {
            self.left_out += 1;
            return;
        }
        match self.ties.place(&event.seen()) {
            Some(story) => {
                let payment = message.and_then(|message| self.payments.add(message));
                self.events.push(Placed {
                    event,
                    story,
                    payment,
                });
            }
            None => self.left_out += 1,
        }
    }

    /// What to say of messages that are in no story.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.unknown > 0 {
            notes.push(format!("{} of no known message left out", self.unknown));
        }
        if self.left_out > 0 {
            let most = MOST_MESSAGES;
            notes.push(format!(
                "no room for more than {most} messages: {} left out",
                self.left_out
            ));
        }
        notes.extend(self.payments.notes());
        notes
    }

    /// The stories, in the order in which they begin in the input.
    pub(crate) fn finish(mut self) -> Vec<Story> {
        self.ties.settle();
        let totals = self.totals();
        let mut groups: BTreeMap<Node, Vec<Event>> = BTreeMap::new();
        let mut order = Vec::new();
        for placed in std::mem::take(&mut self.events) {
            let group = self.ties.group(placed.story);
            let events = groups.entry(group).or_default();
            if events.is_empty() {
                order.push(group);
            }
            events.push(placed.event);
        }
        let stories = order.into_iter().map(|group| {
            let events = groups.remove(&group).unwrap_or_default();
            Story::new(events, totals.get(&group).cloned().unwrap_or_default())
        });
        stories.collect()
    }

    /// The money of each story: that of its payments, each counted once.
    fn totals(&mut self) -> BTreeMap<Node, Totals> {
        let payments = std::mem::replace(&mut self.payments, Payments::new(0));
        let (mut ties, by_payment) = payments.finish();
        let mut story_of = BTreeMap::new();
        for placed in &self.events {
            if let Some(payment) = placed.payment {
                story_of.insert(ties.group(payment), placed.story);
            }
        }
        let mut totals: BTreeMap<Node, Totals> = BTreeMap::new();
        for (payment, own) in by_payment {
            if let Some(story) = story_of.get(&payment) {
                totals.entry(self.ties.group(*story)).or_default().add(own);
            }
        }
        totals
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
    fn new(events: Vec<Event>, totals: Totals) -> Self {
        let events = in_time(events);
        let keys = events.iter().flat_map(|event| &event.facts.keys);
        let keys: BTreeSet<Key> = keys
            .filter(|key| key.kind != KeyKind::CorrelationId)
            .cloned()
            .collect();
        let told = events.iter().filter(|event| event.direction != "request");
        let mut statuses: Vec<String> = told.filter_map(Event::status).collect();
        statuses.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        let (outcome, next) = come_to(&events);
        let is_done = outcome == Some(OutcomeKind::Success) && !totals.completed.is_empty();
        let went_back = is_done && totals.refunded == totals.completed;
        let outcome = outcome.map(|outcome| {
            if went_back {
                OutcomeKind::Refunded
            } else {
                outcome
            }
        });
        Story {
            keys: keys.into_iter().collect(),
            totals,
            statuses,
            outcome,
            next,
            environment: events.iter().find_map(|event| event.environment),
            events,
        }
    }

    /// Whether a message of it names this key, of whatever kind.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut keys = self.events.iter().flat_map(|event| &event.counted().keys);
        keys.any(|own| own.value == key)
    }
}

/// What it came down to last, and what is still to be done. A story of nothing but a refund comes down
/// to what that did.
fn come_to(events: &[Event]) -> (Option<OutcomeKind>, Option<Next>) {
    let (mut outcome, mut refund, mut next) = (None, None, None);
    let mut request: Option<&Event> = None;
    for event in events {
        if event.direction == "request" {
            request = Some(event);
            continue;
        }
        let asked = request.filter(|request| event.answers(request));
        let asked = asked.and_then(|request| request.operation);
        refund = event.of_refund(asked).or(refund);
        if let Some(verdict) = event.verdict(asked, outcome) {
            outcome = Some(verdict);
            next.clone_from(&event.facts.next);
        }
    }
    let action = events
        .iter()
        .find_map(|event| event.facts.action.as_deref());
    let next = match action {
        Some(action) => next.and_then(|next: Next| next.asked(action)),
        None => next,
    };
    (outcome.or(refund), next)
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
