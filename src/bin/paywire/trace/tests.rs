//! What stories are told with.

use paywire::codec::{self, Config};

use super::stories::{Stories, Story};
use crate::record::{Event, ExchangeRecord, MessageRecord, Place, Record, Source};

const ASKED: &str = "requestEnvelope.errorLanguage=en_US&";
const PAY: &str = "actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=USD\
    &receiverList.receiver(0).amount=5.00&receiverList.receiver(0).email=a@shop.example";
const DETAILS: &str = "cancelUrl=a&returnUrl=b&currencyCode=USD&status=COMPLETED\
    &actionType=PAY&feesPayer=SENDER&paymentInfoList.paymentInfo(0).receiver.amount=5.00\
    &paymentInfoList.paymentInfo(0).receiver.email=a@shop.example\
    &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED";

fn place(entry: Option<u64>) -> Place {
    let exchange = ExchangeRecord {
        time: None,
        method: None,
        url: None,
        status: None,
        headers: Vec::new(),
        warnings: Vec::new(),
    };
    Place {
        source: Source {
            file: "capture".into(),
            entry,
            side: None,
        },
        exchange: entry.map(|_| exchange),
    }
}

/// A record of a body whose format and message are found out.
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

/// A reply of a minute of one hour.
fn reply(minute: u32, rest: &str) -> MessageRecord {
    record(&format!(
        "responseEnvelope.timestamp=2026-03-02T10:{minute:02}:00Z&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=c&responseEnvelope.build=1&{rest}"
    ))
}

fn in_exchange(mut record: MessageRecord, entry: u64) -> MessageRecord {
    let Place { source, exchange } = place(Some(entry));
    (record.source, record.exchange) = (source, exchange);
    record
}

fn told(records: Vec<MessageRecord>) -> Vec<Story> {
    told_all(
        records
            .into_iter()
            .map(|record| Record::Message(Box::new(record))),
    )
}

fn told_all(records: impl IntoIterator<Item = Record>) -> Vec<Story> {
    let mut stories = Stories::default();
    for record in records {
        stories.add(&record);
    }
    stories.finish()
}

/// What each story has, as `request, response`.
fn directions(stories: &[Story]) -> Vec<String> {
    let of = |story: &Story| {
        let events = story.events.iter().map(|event| event.direction);
        events.collect::<Vec<_>>().join(", ")
    };
    stories.iter().map(of).collect()
}

fn created(key: &str) -> String {
    format!("payKey={key}&paymentExecStatus=CREATED")
}

#[test]
fn redirects_and_verdicts_have_their_places() {
    let redirect = Event::Redirect {
        environment: "production",
        pay_key: Some("AP-1".to_owned()),
        preapproval_key: None,
    };
    let notification =
        record("transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1");
    let stories = told_all([
        Record::Message(Box::new(in_exchange(request(PAY), 1))),
        Record::Message(Box::new(in_exchange(reply(1, &created("AP-1")), 1))),
        Record::event(place(Some(2)), redirect),
        Record::Message(Box::new(in_exchange(notification, 3))),
        Record::event(place(Some(3)), Event::Verified(true)),
        // Of a notification that was not captured.
        Record::event(place(Some(4)), Event::Verified(false)),
        Record::event(place(Some(5)), Event::Call),
    ]);
    assert_eq!(
        directions(&stories),
        ["request, response, redirect, notification, verification"]
    );
    assert_eq!(stories[0].statuses, ["CREATED", "COMPLETED"]);
}

#[test]
fn a_story_is_in_the_order_of_its_times() {
    let details = format!("{DETAILS}&payKey=AP-1");
    let stories = told(vec![
        reply(30, &details),
        request("payKey=AP-1&actionType=PAY"),
        reply(20, "paymentExecStatus=COMPLETED"),
        reply(10, &created("AP-1")),
    ]);
    let operations = stories[0]
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
fn the_state_of_a_refund_that_was_not_made_is_that_of_the_refund() {
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
    let stories = told(vec![request(PAY), done, asks, refund]);
    assert_eq!(stories[0].statuses, ["COMPLETED", "refund NOT_PAID"]);
}

#[test]
fn what_is_left_out_is_said() {
    let unread = record(
        "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
         &transaction%5B0%5D.amount=USD+1%2C000.00",
    );
    let mut stories = Stories::default();
    assert_eq!(stories.notes(), Vec::<String>::new());
    stories.add(&Record::Message(Box::new(unread)));
    let note = "the money in 1 message is not counted: an amount cannot be read";
    assert_eq!(stories.notes(), [note]);
}
