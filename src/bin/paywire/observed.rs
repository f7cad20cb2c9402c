//! Converts records to what `paywire::payments` groups into payments.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::Facts;
use paywire::api::{Direction, System};
use paywire::payments::{LeftOut, Observation};

use crate::environment;
use crate::record::{MessageRecord, RecordSource};
use crate::render::counted;

/// Numbers the exchanges of an input. Both sides of one follow each other.
#[derive(Debug, Default)]
pub(crate) struct ExchangeNumbers {
    last: Option<RecordSource>,
    number: u64,
}

impl ExchangeNumbers {
    /// The number of the exchange that a source belongs to, if any.
    pub(crate) fn number(&mut self, source: &RecordSource, in_exchange: bool) -> Option<u64> {
        if !in_exchange {
            return None;
        }
        let is_same = |last: &RecordSource| {
            source.entry.is_some() && last.entry == source.entry && last.file == source.file
        };
        if !self.last.as_ref().is_some_and(is_same) {
            self.last = Some(source.clone());
            self.number += 1;
        }
        Some(self.number)
    }
}

/// System, operation and direction by their names in records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordNames {
    pub(crate) system: Option<&'static str>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
}

/// An observation for `payments`, from unredacted facts.
pub(crate) fn observed(
    names: RecordNames,
    environment: Option<Environment>,
    exchange: Option<u64>,
    facts: &Facts,
) -> Observation<'_> {
    let mut systems = System::ALL.iter().copied();
    let mut directions = Direction::ALL.iter().copied();
    let mut observed = Observation::unknown(facts);
    observed.system = systems.find(|own| Some(own.as_str()) == names.system);
    observed.operation = names.operation;
    observed.direction = directions.find(|own| Some(own.as_str()) == names.direction);
    observed.environment = environment;
    observed.exchange = exchange;
    observed
}

/// The observation of a message, if it has facts.
pub(crate) fn of_message<'a>(
    record: &'a MessageRecord,
    exchanges: &mut ExchangeNumbers,
) -> Option<Observation<'a>> {
    let facts = record.counted()?;
    let around = record.exchange.as_ref();
    let names = RecordNames {
        system: record.system,
        operation: record.operation,
        direction: record.direction,
    };
    let environment = environment::of_message(around, Some(facts));
    let exchange = exchanges.number(&record.source, around.is_some());
    Some(observed(names, environment, exchange, facts))
}

/// Notes on messages whose money is not counted, or not all of it.
pub(crate) fn notes(left_out: LeftOut) -> Vec<String> {
    let reasons = [
        (left_out.uncounted, "there are too many payments"),
        (left_out.unread, "an amount is invalid"),
    ];
    let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
    let notes = reasons.map(|(count, why)| {
        let messages = counted(count, "message");
        format!("the money in {messages} is not counted: {why}")
    });
    notes.collect()
}
