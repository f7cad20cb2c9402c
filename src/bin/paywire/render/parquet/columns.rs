//! Which columns there are, and what of a record goes into each.

use std::io;

use jiff::Timestamp;
use parquet::errors::Result;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use paywire::api::facts::{Facts, KeyKind, OutcomeKind, Party, Role, Sum, Transfer, Trouble};
use paywire::{Amount, Currency};
use serde::Serialize;

use super::shred::Cell;
use crate::record::{ErrorRecord, ExchangeRecord, MessageRecord, Record, Source};

/// How many decimals an amount has in a column. With 38 digits in all, every whole number that an
/// [`Amount`] can be fits, so what is left out for its size is finer than a billionth.
const SCALE: u32 = 9;

/// What a column is called and holds, in the notation of Parquet's own tools, and where it is from.
struct Column {
    declaration: &'static str,
    take: fn(&Row<'_>) -> io::Result<Cell>,
}

/// A record, in the parts that columns take their values from.
struct Row<'a> {
    source: &'a Source,
    message: Option<&'a MessageRecord>,
    facts: Option<&'a Facts>,
    damage: Option<&'a ErrorRecord>,
}

/// Columns of whole documents in JSON.
pub(super) const DOCUMENTS: &[&str] = &["message", "unknown", "violations"];

/// The declaration of a list.
macro_rules! list {
    ($name:literal of $element:literal) => {
        concat!(
            "optional group ",
            $name,
            " (LIST) { repeated group list { ",
            $element,
            " } }"
        )
    };
}

/// The fields of a sum of money.
macro_rules! sum {
    () => {
        "optional fixed_len_byte_array (16) amount (DECIMAL(38,9)); \
         optional binary amount_text (STRING); \
         optional binary currency (STRING);"
    };
}

/// The declaration of a list of sums.
macro_rules! sums {
    ($name:literal) => {
        concat!(
            "optional group ",
            $name,
            " (LIST) { repeated group list { required group element { ",
            sum!(),
            " } } }"
        )
    };
}

/// The columns, in the order of the file.
const COLUMNS: &[Column] = &[
    Column {
        declaration: "required binary file (STRING);",
        take: |row| Ok(Cell::text(&row.source.file)),
    },
    Column {
        declaration: "optional int64 entry;",
        take: |row| Ok(row.source.entry.and_then(long).into()),
    },
    Column {
        declaration: "optional binary side (STRING);",
        take: |row| Ok(row.source.side.into()),
    },
    Column {
        declaration: "optional int64 time (TIMESTAMP(MICROS,true));",
        take: |row| Ok(time(row).into()),
    },
    Column {
        declaration: "optional binary method (STRING);",
        take: |row| Ok(row.exchange().and_then(|own| own.method.as_ref()).into()),
    },
    Column {
        declaration: "optional binary url (STRING);",
        take: |row| Ok(row.exchange().and_then(|own| own.url.as_ref()).into()),
    },
    Column {
        declaration: "optional int32 http_status;",
        take: |row| {
            Ok(row
                .exchange()
                .and_then(|own| own.status)
                .map(i32::from)
                .into())
        },
    },
    Column {
        declaration: "optional binary system (STRING);",
        take: |row| Ok(row.message.and_then(|own| own.system).into()),
    },
    Column {
        declaration: "optional binary operation (STRING);",
        take: |row| Ok(row.message.and_then(|own| own.operation).into()),
    },
    Column {
        declaration: "optional binary direction (STRING);",
        take: |row| Ok(row.message.and_then(|own| own.direction).into()),
    },
    Column {
        declaration: "optional binary format (STRING);",
        take: |row| Ok(row.message.map(|own| own.format).into()),
    },
    Column {
        declaration: "optional binary message_name (STRING);",
        take: |row| Ok(row.message.and_then(|own| own.name).into()),
    },
    Column {
        declaration: "optional binary outcome (STRING);",
        take: |row| {
            Ok(row
                .facts
                .and_then(|own| own.outcome)
                .map(OutcomeKind::as_str)
                .into())
        },
    },
    Column {
        declaration: "optional binary status (STRING);",
        take: |row| Ok(row.facts.and_then(|own| own.status.as_ref()).into()),
    },
    Column {
        declaration: "optional binary action (STRING);",
        take: |row| Ok(row.facts.and_then(|own| own.action.as_ref()).into()),
    },
    Column {
        declaration: "optional binary pay_key (STRING);",
        take: |row| Ok(row.key(KeyKind::PayKey)),
    },
    Column {
        declaration: "optional binary preapproval_key (STRING);",
        take: |row| Ok(row.key(KeyKind::PreapprovalKey)),
    },
    Column {
        declaration: "optional binary tracking_id (STRING);",
        take: |row| Ok(row.key(KeyKind::TrackingId)),
    },
    Column {
        declaration: "optional binary correlation_id (STRING);",
        take: |row| Ok(row.key(KeyKind::CorrelationId)),
    },
    Column {
        declaration: "optional binary transaction_id (STRING);",
        take: |row| Ok(row.key(KeyKind::TransactionId)),
    },
    Column {
        declaration: "optional binary order_id (STRING);",
        take: |row| Ok(row.key(KeyKind::OrderId)),
    },
    Column {
        declaration: "optional binary merchant_order_id (STRING);",
        take: |row| Ok(row.key(KeyKind::MerchantOrderId)),
    },
    Column {
        declaration: "optional binary payer (STRING);",
        take: |row| {
            Ok(row
                .facts
                .and_then(|own| own.payer.as_ref())
                .and_then(Party::handle)
                .into())
        },
    },
    Column {
        declaration: "optional fixed_len_byte_array (16) amount (DECIMAL(38,9));",
        take: |row| Ok(row.total().and_then(|sum| digits(&sum.amount)).into()),
    },
    Column {
        declaration: "optional binary amount_text (STRING);",
        take: |row| Ok(row.total().map(|sum| sum.amount.to_string()).into()),
    },
    Column {
        declaration: "optional binary currency (STRING);",
        take: |row| Ok(row.total().and_then(currency).into()),
    },
    Column {
        declaration: sums!("totals"),
        take: |row| Ok(row.sums(|facts| &facts.totals)),
    },
    Column {
        declaration: sums!("refunds"),
        take: |row| Ok(row.sums(|facts| &facts.refunds)),
    },
    Column {
        declaration: sums!("fees"),
        take: |row| Ok(row.sums(|facts| &facts.fees)),
    },
    Column {
        declaration: RECEIVERS,
        take: |row| Ok(row.facts.map(receivers).into()),
    },
    Column {
        declaration: list!("error_codes" of "required binary element (STRING);"),
        take: |row| Ok(row.facts.map(codes).into()),
    },
    Column {
        declaration: "optional binary error_message (STRING);",
        take: |row| Ok(row.facts.and_then(first_error).into()),
    },
    Column {
        declaration: "required int32 unknown_count;",
        take: |row| Ok(Cell::Int(unknown(row))),
    },
    Column {
        declaration: list!("warnings" of "required binary element (STRING);"),
        take: |row| Ok(row.message.map(warnings).into()),
    },
    Column {
        declaration: DAMAGE,
        take: |row| Ok(row.damage.map(damage).into()),
    },
    Column {
        declaration: "optional binary message (JSON);",
        take: |row| json(row.message.map(|own| &own.message)),
    },
    Column {
        declaration: "optional binary unknown (JSON);",
        take: |row| json(row.message.map(|own| &own.unknown)),
    },
    Column {
        declaration: "optional binary violations (JSON);",
        take: |row| json(row.message.and_then(|own| own.violations.as_ref())),
    },
];

const RECEIVERS: &str = concat!(
    "optional group receivers (LIST) { repeated group list { required group element { \
     optional binary payee (STRING); optional binary role (STRING); ",
    sum!(),
    " optional binary status (STRING); optional binary transaction_id (STRING); } } }"
);

const DAMAGE: &str = "optional group damage { \
    required binary kind (STRING); required binary category (STRING); \
    required binary message (STRING); optional binary path (STRING); optional int64 at_byte; }";

/// The columns as a schema.
pub(super) fn schema() -> Result<Type> {
    let declarations: Vec<&str> = COLUMNS.iter().map(|own| own.declaration).collect();
    parse_message_type(&format!("message paywire {{ {} }}", declarations.join(" ")))
}

/// What a record has for each column.
pub(super) fn row(record: &Record) -> io::Result<Vec<Cell>> {
    let row = match record {
        Record::Message(message) => Row {
            source: &message.source,
            message: Some(message),
            facts: message.facts.as_ref(),
            damage: None,
        },
        Record::Error(error) => Row {
            source: &error.source,
            message: None,
            facts: None,
            damage: Some(error),
        },
    };
    COLUMNS.iter().map(|own| (own.take)(&row)).collect()
}

impl<'a> Row<'a> {
    fn exchange(&self) -> Option<&'a ExchangeRecord> {
        self.message?.exchange.as_ref()
    }

    fn key(&self, kind: KeyKind) -> Cell {
        self.facts.and_then(|facts| facts.key(kind)).into()
    }

    /// What is paid in all, where that is in one currency.
    fn total(&self) -> Option<&'a Sum> {
        match &*self.facts?.totals {
            [total] => Some(total),
            _ => None,
        }
    }

    fn sums(&self, of: impl Fn(&Facts) -> &Vec<Sum>) -> Cell {
        let list = |facts| {
            of(facts)
                .iter()
                .map(|own| Cell::Group(sum(Some(own)).into()))
                .collect::<Cell>()
        };
        self.facts.map(list).into()
    }
}

fn time(row: &Row<'_>) -> Option<i64> {
    let time: Timestamp = row.exchange()?.time.as_ref()?.parse().ok()?;
    Some(time.as_microsecond())
}

/// The fields that `sum!` declares.
fn sum(sum: Option<&Sum>) -> [Cell; 3] {
    let amount = sum.map(|own| &own.amount);
    [
        amount.and_then(digits).into(),
        amount.map(Amount::to_string).into(),
        sum.and_then(currency).into(),
    ]
}

fn currency(sum: &Sum) -> Option<&str> {
    sum.currency.as_ref().map(Currency::as_str)
}

/// An amount's digits with as many decimals as the column has; `None` if there are more.
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

/// The errors that a message carries, without its warnings.
fn errors(facts: &Facts) -> impl Iterator<Item = &Trouble> {
    facts.errors.iter().filter(|error| !error.is_warning())
}

fn codes(facts: &Facts) -> Cell {
    let codes = errors(facts).filter_map(|error| error.code.as_ref());
    codes.map(Cell::text).collect()
}

fn first_error(facts: &Facts) -> Option<&String> {
    errors(facts).find_map(|error| error.message.as_ref())
}

/// How many fields the model does not know.
fn unknown(row: &Row<'_>) -> i32 {
    let count = row.message.map_or(0, |own| own.unknown.len());
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn warnings(message: &MessageRecord) -> Cell {
    message.warnings.iter().map(Cell::text).collect()
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

fn json(value: Option<&impl Serialize>) -> io::Result<Cell> {
    let text = value.map(paywire::json::to_string).transpose()?;
    Ok(text.map(Cell::Text).into())
}

fn long(number: u64) -> Option<i64> {
    i64::try_from(number).ok()
}
