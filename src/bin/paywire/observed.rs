//! Records as the library puts them together into payments.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::Facts;
use paywire::api::{Direction, System};
use paywire::payments::{LeftOut, Observed};

use crate::environment;
use crate::record::{MessageRecord, Source};
use crate::render::counted;

/// Tells the exchanges of an input apart by numbers. Both sides of one come one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Exchanges {
    last: Option<Source>,
    number: u64,
}

impl Exchanges {
    /// The number of the exchange that something is in, if it is in one.
    pub(crate) fn number(&mut self, source: &Source, in_exchange: bool) -> Option<u64> {
        if !in_exchange {
            return None;
        }
        let is_same = |last: &Source| {
            source.entry.is_some() && last.entry == source.entry && last.file == source.file
        };
        if !self.last.as_ref().is_some_and(is_same) {
            self.last = Some(source.clone());
            self.number += 1;
        }
        Some(self.number)
    }
}

/// Whom something is from and which way it went, by the names in records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub(crate) system: Option<&'static str>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
}

/// Something that was seen under these names, and what it says with nothing hidden.
pub(crate) fn observed(
    named: Named,
    environment: Option<Environment>,
    exchange: Option<u64>,
    facts: &Facts,
) -> Observed<'_> {
    let mut systems = System::ALL.iter().copied();
    let mut directions = Direction::ALL.iter().copied();
    let mut observed = Observed::unknown(facts);
    observed.system = systems.find(|own| Some(own.as_str()) == named.system);
    observed.operation = named.operation;
    observed.direction = directions.find(|own| Some(own.as_str()) == named.direction);
    observed.environment = environment;
    observed.exchange = exchange;
    observed
}

/// A message that says something.
pub(crate) fn of_message<'a>(
    record: &'a MessageRecord,
    exchanges: &mut Exchanges,
) -> Option<Observed<'a>> {
    let facts = record.counted()?;
    let around = record.exchange.as_ref();
    let named = Named {
        system: record.system,
        operation: record.operation,
        direction: record.direction,
    };
    let environment = environment::of_message(around, Some(facts));
    let exchange = exchanges.number(&record.source, around.is_some());
    Some(observed(named, environment, exchange, facts))
}

/// What to say of the messages whose money is not counted, or not all of it.
pub(crate) fn notes(left_out: LeftOut) -> Vec<String> {
    let reasons = [
        (left_out.uncounted, "too many payments to tell apart"),
        (left_out.unread, "an amount cannot be read"),
    ];
    let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
    let notes = reasons.map(|(count, why)| {
        let messages = counted(count, "message");
        format!("the money in {messages} is not counted: {why}")
    });
    notes.collect()
}
