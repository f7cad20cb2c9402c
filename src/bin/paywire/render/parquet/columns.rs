//! The columns and how each is filled from a record.

use std::io;

use jiff::Timestamp;
use parquet::errors::Result;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, KeyKind, Problem, Role, Sum, Transfer};
use paywire::{Amount, Currency};
use serde::Serialize;

use super::shred::Cell;
use crate::environment;
use crate::headline;
use crate::record::{ErrorRecord, ExchangeRecord, MessageRecord, Record, RecordSource};

/// The decimals of amount columns. With 38 digits in all, every whole number that an [`Amount`] can
/// be fits, so only amounts finer than a billionth are left out.
const SCALE: u32 = 9;

/// A column: its name, its type, and the value that a record gives it.
type ColumnSpec = (
    &'static str,
    &'static str,
    fn(&mut RecordRow<'_>) -> Option<Cell>,
);

// Types in the notation of Parquet's tools; `{}` stands for the column's name.
const TEXT: &str = "optional binary {} (STRING);";
const FILE: &str = "required binary {} (STRING);";
const LONG: &str = "optional int64 {};";
const INT: &str = "optional int32 {};";
const COUNT: &str = "required int32 {};";
const TIME: &str = "optional int64 {} (TIMESTAMP(MICROS,true));";
const AMOUNT: &str = "optional fixed_len_byte_array (16) {} (DECIMAL(38,9));";
const DOCUMENT: &str = "optional binary {} (JSON);";
const TEXTS: &str = "optional group {} (LIST) { repeated group list { \
     required binary element (STRING); } }";
const DAMAGE: &str = "optional group {} { \
     required binary kind (STRING); \
     required binary category (STRING); \
     required binary message (STRING); \
     optional binary path (STRING); \
     optional int64 at_byte; }";

/// The fields of a sum of money.
macro_rules! sum {
    () => {
        "optional fixed_len_byte_array (16) amount (DECIMAL(38,9)); \
         optional binary amount_text (STRING); \
         optional binary currency (STRING); "
    };
}

const SUMS: &str = concat!(
    "optional group {} (LIST) { repeated group list { required group element { ",
    sum!(),
    "} } }"
);
const RECEIVERS: &str = concat!(
    "optional group {} (LIST) { repeated group list { required group element { \
     optional binary payee (STRING); \
     optional binary role (STRING); ",
    sum!(),
    "optional binary status (STRING); \
     optional binary transaction_id (STRING); } } }"
);

/// The columns in file order.
const COLUMNS: &[ColumnSpec] = &[
    ("file", FILE, |row| Some((&*row.source.file).into())),
    ("entry", LONG, |row| {
        Some(i64::try_from(row.source.entry?).ok()?.into())
    }),
    ("side", TEXT, |row| Some(row.source.side?.into())),
    ("time", TIME, |row| Some(time(row.exchange?)?.into())),
    ("method", TEXT, |row| {
        Some(row.exchange?.method.as_ref()?.into())
    }),
    ("url", TEXT, |row| Some(row.exchange?.url.as_ref()?.into())),
    ("http_status", INT, |row| {
        Some(i32::from(row.exchange?.status?).into())
    }),
    ("system", TEXT, |row| Some(row.message?.system?.into())),
    ("environment", TEXT, |row| {
        Some(row.environment?.as_str().into())
    }),
    ("operation", TEXT, |row| {
        Some(row.message?.operation?.into())
    }),
    ("direction", TEXT, |row| {
        Some(row.message?.direction?.into())
    }),
    ("format", TEXT, |row| Some(row.message?.format.into())),
    ("message_name", TEXT, |row| Some(row.message?.name?.into())),
    ("outcome", TEXT, |row| {
        Some(row.facts?.outcome?.as_str().into())
    }),
    ("status", TEXT, |row| {
        Some(row.facts?.status.as_ref()?.into())
    }),
    ("action", TEXT, |row| {
        Some(row.facts?.action.as_ref()?.into())
    }),
    ("pay_key", TEXT, |row| row.key(KeyKind::PayKey)),
    ("preapproval_key", TEXT, |row| {
        row.key(KeyKind::PreapprovalKey)
    }),
    ("tracking_id", TEXT, |row| row.key(KeyKind::TrackingId)),
    ("correlation_id", TEXT, |row| {
        row.key(KeyKind::CorrelationId)
    }),
    ("transaction_id", TEXT, |row| {
        row.key(KeyKind::TransactionId)
    }),
    ("order_id", TEXT, |row| row.key(KeyKind::OrderId)),
    ("merchant_order_id", TEXT, |row| {
        row.key(KeyKind::MerchantOrderId)
    }),
    ("payer", TEXT, |row| {
        Some(row.facts?.payer.as_ref()?.handle()?.into())
    }),
    ("amount", AMOUNT, |row| digits(&row.total()?.amount)),
    ("amount_text", TEXT, |row| {
        Some(row.total()?.amount.to_string().into())
    }),
    ("currency", TEXT, |row| Some(currency(row.total()?)?.into())),
    ("totals", SUMS, |row| Some(sums(&row.facts?.totals))),
    ("refunds", SUMS, |row| Some(sums(&row.facts?.refunds))),
    ("fees", SUMS, |row| Some(sums(&row.facts?.fees))),
    ("receivers", RECEIVERS, |row| Some(receivers(row.facts?))),
    ("error_codes", TEXTS, |row| Some(codes(row.facts?))),
    ("error_message", TEXT, |row| {
        Some(first_error(row.facts?)?.into())
    }),
    ("unknown_count", COUNT, |row| Some(Cell::Int(unknown(row)))),
    ("warnings", TEXTS, |row| Some(texts(&row.message?.warnings))),
    ("damage", DAMAGE, |row| Some(damage(row.damage?))),
    ("message", DOCUMENT, |row| {
        row.documents.message.take().map(Cell::Text)
    }),
    ("unknown", DOCUMENT, |row| {
        row.documents.unknown.take().map(Cell::Text)
    }),
    ("event", DOCUMENT, |row| {
        row.documents.event.take().map(Cell::Text)
    }),
];

/// The columns as a schema.
pub(super) fn schema() -> Result<Type> {
    let types = COLUMNS.iter().map(|(name, of, _)| of.replace("{}", name));
    let types: String = types.collect();
    parse_message_type(&format!("message paywire {{ {types} }}"))
}

/// The names of the columns that hold JSON documents.
pub(super) fn documents() -> impl Iterator<Item = &'static str> {
    let documents = COLUMNS.iter().filter(|(_, of, _)| *of == DOCUMENT);
    documents.map(|(name, _, _)| *name)
}

/// A record's value for each column.
pub(super) fn row(record: &Record) -> io::Result<Vec<Cell>> {
    let mut row = RecordRow::new(record)?;
    let cells = COLUMNS.iter().map(|(_, _, take)| take(&mut row));
    Ok(cells.map(|cell| cell.unwrap_or(Cell::Null)).collect())
}

/// A record, split into the parts that columns are filled from.
struct RecordRow<'a> {
    source: &'a RecordSource,
    exchange: Option<&'a ExchangeRecord>,
    message: Option<&'a MessageRecord>,
    facts: Option<&'a Facts>,
    environment: Option<Environment>,
    damage: Option<&'a ErrorRecord>,
    documents: JsonDocuments,
}

/// The parts that become JSON documents.
#[derive(Default)]
struct JsonDocuments {
    message: Option<String>,
    unknown: Option<String>,
    event: Option<String>,
}

impl<'a> RecordRow<'a> {
    fn new(record: &'a Record) -> io::Result<Self> {
        let row = |source, exchange: &'a Option<ExchangeRecord>| RecordRow {
            source,
            exchange: exchange.as_ref(),
            message: None,
            facts: None,
            environment: environment::of_message(exchange.as_ref(), None),
            damage: None,
            documents: JsonDocuments::default(),
        };
        Ok(match record {
            Record::Message(own) => RecordRow {
                message: Some(own),
                facts: own.facts.as_deref(),
                environment: environment::of_message(own.exchange.as_ref(), own.facts.as_deref()),
                documents: JsonDocuments {
                    message: json(&own.message)?,
                    unknown: json(&own.unknown)?,
                    event: None,
                },
                ..row(&own.source, &own.exchange)
            },
            Record::Error(own) => RecordRow {
                damage: Some(own),
                ..row(&own.source, &own.exchange)
            },
            Record::Event(own) => RecordRow {
                environment: environment::of_event(own.exchange.as_ref(), &own.event),
                documents: JsonDocuments {
                    event: json(&own.event)?,
                    ..JsonDocuments::default()
                },
                ..row(&own.source, &own.exchange)
            },
        })
    }

    fn key(&self, kind: KeyKind) -> Option<Cell> {
        Some(self.facts?.key(kind)?.into())
    }

    /// The total, if it is in one currency.
    fn total(&self) -> Option<&'a Sum> {
        match &*self.facts?.totals {
            [total] => Some(total),
            _ => None,
        }
    }
}

fn json(value: &impl Serialize) -> io::Result<Option<String>> {
    Ok(Some(paywire::json::to_string(value)?))
}

fn time(exchange: &ExchangeRecord) -> Option<i64> {
    let time: Timestamp = exchange.time.as_ref()?.parse().ok()?;
    Some(time.as_microsecond())
}

fn sums(sums: &[Sum]) -> Cell {
    sums.iter()
        .map(|own| Cell::Group(sum(Some(own)).into()))
        .collect()
}

/// The fields that `sum!` declares.
fn sum(sum: Option<&Sum>) -> [Cell; 3] {
    let amount = sum.map(|own| &own.amount);
    [
        amount.and_then(digits).unwrap_or(Cell::Null),
        amount.map(Amount::to_string).into(),
        sum.and_then(currency).into(),
    ]
}

fn currency(sum: &Sum) -> Option<&str> {
    sum.currency.as_ref().map(Currency::as_str)
}

/// The digits of an amount, scaled to the column's decimals; `None` if it has more.
fn digits(amount: &Amount) -> Option<Cell> {
    let number = amount.to_decimal().normalize();
    let missing = SCALE.checked_sub(number.scale())?;
    let digits = number
        .mantissa()
        .checked_mul(10_i128.checked_pow(missing)?)?;
    Some(Cell::Decimal(digits))
}

fn receivers(facts: &Facts) -> Cell {
    facts.transfers.iter().map(receiver).collect()
}

fn receiver(transfer: &Transfer) -> Cell {
    let [amount, text, currency] = sum(transfer.amount.as_ref());
    Cell::Group(vec![
        transfer.to.handle().into(),
        transfer.role.map(Role::as_str).into(),
        amount,
        text,
        currency,
        transfer.status.as_ref().into(),
        transfer.transaction_id.as_ref().into(),
    ])
}

/// The errors of a message, without its warnings.
fn errors(facts: &Facts) -> impl Iterator<Item = &Problem> {
    facts.errors.iter().filter(|error| !error.is_warning())
}

fn codes(facts: &Facts) -> Cell {
    let codes = errors(facts).filter_map(|error| error.code.as_ref());
    codes.map(Cell::text).collect()
}

/// The message of the first error that has one.
fn first_error(facts: &Facts) -> Option<String> {
    let mut words = errors(facts).map(headline::words);
    words.find(|words| !words.is_empty())
}

/// The number of unknown fields.
fn unknown(row: &RecordRow<'_>) -> i32 {
    let count = row.message.map_or(0, |own| own.unknown.len());
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn texts(texts: &[String]) -> Cell {
    texts.iter().map(Cell::text).collect()
}

fn damage(record: &ErrorRecord) -> Cell {
    let error = &record.error;
    let offset = error.offset.and_then(|offset| i64::try_from(offset).ok());
    Cell::Group(vec![
        error.kind.into(),
        error.category.into(),
        (&error.message).into(),
        error.path.as_ref().into(),
        offset.into(),
    ])
}
