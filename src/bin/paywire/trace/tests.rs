//! Tests of payment histories.

use paywire::codec::{self, Config};

use super::history::{HistoryBuilder, PaymentHistory};
use crate::record::{Event, ExchangeRecord, Location, MessageRecord, Record, RecordSource};

const ASKED: &str = "requestEnvelope.errorLanguage=en_US&";
const PAY: &str = "actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=USD\
    &receiverList.receiver(0).amount=5.00&receiverList.receiver(0).email=a@shop.example";
const DETAILS: &str = "cancelUrl=a&returnUrl=b&currencyCode=USD&status=COMPLETED\
    &actionType=PAY&feesPayer=SENDER&paymentInfoList.paymentInfo(0).receiver.amount=5.00\
    &paymentInfoList.paymentInfo(0).receiver.email=a@shop.example\
    &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED";

fn place(entry: Option<u64>) -> Location {
    let exchange = ExchangeRecord {
        time: None,
        method: None,
        url: None,
        status: None,
        headers: Vec::new(),
        warnings: Vec::new(),
    };
    Location {
        source: RecordSource {
            file: "capture".into(),
            entry,
            side: None,
        },
        exchange: entry.map(|_| exchange),
    }
}

/// A record of a body whose format and message are detected.
fn record(body: &str) -> MessageRecord {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("a body");
    match Record::new(place(None), reading, body.as_bytes()).expect("a record") {
        Record::Message(record) => *record,
        _ => unreachable!("it is a body"),
    }
}

fn request(rest: &str) -> MessageRecord {
    record(&format!("{ASKED}{rest}"))
}

/// A reply sent at this minute of one hour.
fn reply(minute: u32, rest: &str) -> MessageRecord {
    record(&format!(
        "responseEnvelope.timestamp=2026-03-02T10:{minute:02}:00Z&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=c&responseEnvelope.build=1&{rest}"
    ))
}

fn in_exchange(mut record: MessageRecord, entry: u64) -> MessageRecord {
    let Location { source, exchange } = place(Some(entry));
    (record.source, record.exchange) = (source, exchange);
    record
}

fn histories_of(records: Vec<MessageRecord>) -> Vec<PaymentHistory> {
    histories_of_records(
        records
            .into_iter()
            .map(|record| Record::Message(Box::new(record))),
    )
}

fn histories_of_records(records: impl IntoIterator<Item = Record>) -> Vec<PaymentHistory> {
    let mut histories = HistoryBuilder::default();
    for record in records {
        histories.add(&record);
    }
    histories.finish()
}

/// The directions in each history, as `request, response`.
fn directions(histories: &[PaymentHistory]) -> Vec<String> {
    let of = |history: &PaymentHistory| {
        let events = history.events.iter().map(|event| event.direction);
        events.collect::<Vec<_>>().join(", ")
    };
    histories.iter().map(of).collect()
}

fn created(key: &str) -> String {
    format!("payKey={key}&paymentExecStatus=CREATED")
}

#[test]
fn redirects_and_verifications_join_their_payments() {
    let redirect = Event::Redirect {
        environment: "production",
        pay_key: Some("AP-1".to_owned()),
        preapproval_key: None,
    };
    let notification =
        record("transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1");
    let histories = histories_of_records([
        Record::Message(Box::new(in_exchange(request(PAY), 1))),
        Record::Message(Box::new(in_exchange(reply(1, &created("AP-1")), 1))),
        Record::event(place(Some(2)), redirect),
        Record::Message(Box::new(in_exchange(notification, 3))),
        Record::event(place(Some(3)), Event::Verified(true)),
        // The verification of a notification that was not captured.
        Record::event(place(Some(4)), Event::Verified(false)),
        Record::event(place(Some(5)), Event::Call),
    ]);
    assert_eq!(
        directions(&histories),
        ["request, response, redirect, notification, verification"]
    );
    assert_eq!(histories[0].statuses, ["CREATED", "COMPLETED"]);
}

#[test]
fn histories_are_sorted_by_time() {
    let details = format!("{DETAILS}&payKey=AP-1");
    let histories = histories_of(vec![
        reply(30, &details),
        request("payKey=AP-1&actionType=PAY"),
        reply(20, "paymentExecStatus=COMPLETED"),
        reply(10, &created("AP-1")),
    ]);
    let operations = histories[0]
        .events
        .iter()
        .map(|event| event.operation.unwrap_or(""));
    let operations: Vec<&str> = operations.collect();
    assert_eq!(
        operations,
        ["Pay", "ExecutePayment", "ExecutePayment", "PaymentDetails"]
    );
}

#[test]
fn the_state_of_a_failed_refund_is_marked_as_such() {
    let refund = reply(
        3,
        "currencyCode=USD&refundInfoList.refundInfo(0).receiver.amount=5.00\
         &refundInfoList.refundInfo(0).receiver.email=a@shop.example\
         &refundInfoList.refundInfo(0).refundStatus=NOT_PAID",
    );
    let asks = record(
        "<RefundRequest xmlns=\"http://svcs.paypal.com/types/ap\"><requestEnvelope>\
         <errorLanguage>en_US</errorLanguage></requestEnvelope><payKey>AP-1</payKey></RefundRequest>",
    );
    let done = reply(1, "payKey=AP-1&paymentExecStatus=COMPLETED");
    let histories = histories_of(vec![request(PAY), done, asks, refund]);
    assert_eq!(histories[0].statuses, ["COMPLETED", "refund NOT_PAID"]);
}

#[test]
fn left_out_messages_are_noted() {
    let unread = record(
        "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
         &transaction%5B0%5D.amount=USD+1%2C000.00",
    );
    let mut histories = HistoryBuilder::default();
    assert_eq!(histories.notes(), Vec::<String>::new());
    histories.add(&Record::Message(Box::new(unread)));
    let note = "the money in 1 message is not counted: an amount is invalid";
    assert_eq!(histories.notes(), [note]);
}
