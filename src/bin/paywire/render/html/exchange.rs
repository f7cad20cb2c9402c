//! The card of one exchange on the timeline.

use std::io;
use std::sync::Arc;

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::Facts;

use super::diagram::diagram;
use super::labels::{self, OutcomeLabel};
use super::markup::Markup;
use super::side;
use crate::environment;
use crate::record::{Event, ExchangeRecord, MessageRecord, Record, RecordSource};

/// The most messages on a card; an exchange has two, but the input decides.
const MOST_SIDES: usize = 16;

/// The card of an exchange, built as its messages arrive.
#[derive(Debug)]
pub(super) struct ExchangeCard {
    file: Arc<str>,
    entry: Option<u64>,
    around: Option<ExchangeRecord>,
    sides: Vec<Markup>,
    operation: Option<&'static str>,
    system: Option<&'static str>,
    /// The name of its messages, if the operation is unknown.
    name: Option<&'static str>,
    /// The event in it, if there is one.
    event: Option<&'static str>,
    outcome: Option<OutcomeLabel>,
    /// The environment, if known.
    environment: Option<Environment>,
    /// The action that the request asks for.
    action: Option<String>,
    /// The facts to draw: those of the response, otherwise those of the request.
    facts: Option<Facts>,
    /// The facts of the first message that states a total.
    gist: Option<Facts>,
}

impl ExchangeCard {
    pub(super) fn new(source: &RecordSource) -> Self {
        ExchangeCard {
            file: source.file.clone(),
            entry: source.entry,
            around: None,
            sides: Vec::new(),
            operation: None,
            system: None,
            name: None,
            event: None,
            outcome: None,
            environment: None,
            action: None,
            facts: None,
            gist: None,
        }
    }

    /// Whether a message from this source belongs to the exchange. A file without entries is one
    /// body.
    pub(super) fn takes(&self, source: &RecordSource) -> bool {
        self.entry.is_some()
            && self.entry == source.entry
            && self.file == source.file
            && self.sides.len() < MOST_SIDES
    }

    pub(super) fn add(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Message(record) => self.message(record)?,
            Record::Error(record) => {
                self.around = self.around.take().or_else(|| record.exchange.clone());
                self.outcome = Some(labels::DAMAGED);
                self.sides.push(side::damaged(record));
            }
            Record::Event(record) => {
                self.around = self.around.take().or_else(|| record.exchange.clone());
                self.event = Some(labels::event(&record.event));
                let around = record.exchange.as_ref();
                self.set_environment(environment::of_event(around, &record.event));
                if let Event::Verified(verified) = record.event {
                    let outcome = if verified { "success" } else { "failure" };
                    self.outcome = self.outcome.or(Some(labels::outcome(outcome)));
                }
                self.sides.push(side::event(record));
            }
        }
        Ok(())
    }

    fn message(&mut self, record: &MessageRecord) -> io::Result<()> {
        let facts = record.facts.as_deref();
        let asked = facts.and_then(|facts| facts.action.clone());
        self.action = self.action.take().or(asked);
        self.sides
            .push(side::message(record, self.action.as_deref())?);
        self.around = self.around.take().or_else(|| record.exchange.clone());
        self.operation = self.operation.or(record.operation);
        self.system = self.system.or(record.system);
        self.name = self.name.or(record.name);
        self.set_environment(environment::of_message(
            record.exchange.as_ref(),
            record.facts.as_deref(),
        ));
        let known = record.name.is_some() && record.candidates.is_none();
        let outcome = record.facts.as_deref().and_then(|facts| facts.outcome);
        let outcome = match outcome {
            Some(outcome) => Some(labels::outcome(outcome.as_str())),
            None if record.direction == Some("fault") => Some(labels::outcome("failure")),
            None => (!known).then_some(labels::UNKNOWN),
        };
        // A damaged message decides the outcome; otherwise the last message does.
        if self.outcome != Some(labels::DAMAGED) {
            self.outcome = outcome.or(self.outcome);
        }
        if let Some(facts) = &record.facts {
            if !facts.transfers.is_empty() {
                self.facts = Some(Facts::clone(facts));
            }
            let gist = facts.payer.is_some() || !facts.totals.is_empty();
            self.gist = self
                .gist
                .take()
                .or_else(|| gist.then(|| Facts::clone(facts)));
        }
        Ok(())
    }

    fn set_environment(&mut self, environment: Option<Environment>) {
        self.environment = self.environment.or(environment);
    }

    /// Renders the card, with its number on the page.
    pub(super) fn card(&self, number: usize) -> Markup {
        let outcome = self.outcome.unwrap_or(labels::SENT);
        let mut markup = Markup::new();
        markup.raw("<li class=exchange id=e").count(number);
        markup.attribute("data-operation", self.title());
        markup.attribute("data-outcome", outcome.id);
        markup.attribute("data-system", self.system.unwrap_or("unknown"));
        markup.raw("><div class=when>");
        self.time(&mut markup, number);
        markup
            .raw("</div><article aria-labelledby=h")
            .count(number)
            .raw("><header>");
        markup
            .raw("<h2 id=h")
            .count(number)
            .raw(">")
            .text(self.title())
            .raw("</h2>");
        if outcome != labels::SENT {
            markup
                .raw("<span class=\"badge ")
                .raw(outcome.id)
                .raw("\">");
            markup.raw(outcome.title).raw("</span>");
        }
        if let Some(system) = self.system {
            markup
                .raw("<span class=system>")
                .raw(labels::system(system))
                .raw("</span>");
        }
        if let Some(made_up) = self.environment.filter(|own| environment::is_sandbox(*own)) {
            markup
                .raw("<span class=tag>")
                .raw(made_up.as_str())
                .raw("</span>");
        }
        self.gist(&mut markup);
        self.place(&mut markup);
        markup.raw("</header>");
        if let Some(facts) = &self.facts {
            markup.add(&diagram(facts, outcome, number));
        }
        markup.raw("<div class=sides>");
        for side in &self.sides {
            markup.add(side);
        }
        markup.raw("</div></article></li>\n");
        markup
    }

    fn title(&self) -> &'static str {
        let title = self.operation.or(self.name).or(self.event);
        title.unwrap_or(match self.outcome {
            Some(labels::DAMAGED) => "Damaged message",
            _ => "Unknown message",
        })
    }

    /// The time, otherwise the number.
    fn time(&self, markup: &mut Markup, number: usize) {
        let time = self
            .around
            .as_ref()
            .and_then(|around| around.time.as_deref());
        let Some((time, (day, clock))) = time.and_then(|time| Some((time, time.split_once('T')?)))
        else {
            markup
                .raw("<span class=order>")
                .count(number)
                .raw("</span>");
            return;
        };
        let clock = clock.trim_end_matches('Z');
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        markup
            .raw("<time")
            .attribute("datetime", time)
            .raw("><b>")
            .text(clock);
        if !fraction.is_empty() {
            let fraction = format!("{fraction:0<3}");
            markup
                .raw("<small>.")
                .text(fraction.get(..3).unwrap_or_default())
                .raw("</small>");
        }
        markup.raw("</b> <span>").text(day).raw("</span></time>");
    }

    /// The sums, and between whom.
    fn gist(&self, markup: &mut Markup) {
        let Some(facts) = self.gist.as_ref().or(self.facts.as_ref()) else {
            return;
        };
        let sums = if facts.totals.is_empty() {
            &facts.refunds
        } else {
            &facts.totals
        };
        let sums: Vec<String> = sums.iter().map(ToString::to_string).collect();
        if sums.is_empty() {
            return;
        }
        markup
            .raw("<span class=sum>")
            .text(&sums.join(" + "))
            .raw("</span>");
    }

    /// The method, URL and status of the call, and its source.
    fn place(&self, markup: &mut Markup) {
        markup.raw("<p class=place>");
        if let Some(around) = &self.around {
            if let Some(method) = &around.method {
                markup.raw("<b>").text(method).raw("</b> ");
            }
            if let Some(url) = &around.url {
                markup.raw("<span class=url>").isolated(url).raw("</span> ");
            }
            if let Some(status) = around.status {
                let is_bad = status >= 400;
                markup.raw(if is_bad {
                    "<span class=\"tag bad\">"
                } else {
                    "<span class=tag>"
                });
                markup.text(&status.to_string()).raw("</span> ");
            }
        }
        markup.raw("<span class=file>").isolated(&self.file);
        if let Some(entry) = self.entry {
            markup.raw(" #").text(&entry.to_string());
        }
        markup.raw("</span></p>");
    }
}
