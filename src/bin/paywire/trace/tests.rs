//! What belongs together, and how much money that is.

use paywire::codec::{self, Config};

use super::stories::{Stories, Story};
use crate::payments::Payments;
use crate::record::{Event, ExchangeRecord, MessageRecord, Place, Record, Source};
use crate::story::listed;
use crate::ties::{Scope, Seen, Ties};

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
            file: "capture".to_owned(),
            entry,
            side: None,
        },
        exchange: entry.map(|_| exchange),
    }
}

/// A record of a body whose format and message are found out.
fn record(body: &str) -> MessageRecord {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("a body");
    match Record::new(place(None), reading).expect("a record") {
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
fn two_sides_of_an_exchange_belong_together() {
    let stories = told(vec![
        in_exchange(request(PAY), 1),
        in_exchange(reply(1, &created("AP-1")), 1),
        in_exchange(request(PAY), 2),
        in_exchange(reply(2, &created("AP-2")), 2),
        // The reply to another request, which was not captured.
        in_exchange(reply(3, &created("AP-3")), 3),
    ]);
    assert_eq!(
        directions(&stories),
        ["request, response", "request, response", "response"]
    );
}

#[test]
fn an_answer_without_exchange_is_that_of_the_request_before() {
    let stories = told(vec![request(PAY), reply(1, &created("AP-1"))]);
    assert_eq!(directions(&stories), ["request, response"]);
    // Not of one further up, nor of another operation, nor where keys differ.
    let stories = told(vec![
        request(PAY),
        request(PAY),
        reply(1, &created("AP-1")),
        reply(1, &created("AP-2")),
    ]);
    assert_eq!(
        directions(&stories),
        ["request", "request, response", "response"]
    );
    let with_tracking = format!("{PAY}&trackingId=t-1");
    let details = format!("{DETAILS}&payKey=AP-2&trackingId=t-2");
    let stories = told(vec![request(&with_tracking), reply(2, &details)]);
    assert_eq!(stories.len(), 2);
}

#[test]
fn a_call_seen_twice_is_one_and_calls_of_a_stand_in_are_not() {
    let same = told(vec![reply(1, &created("AP-1")), reply(1, &created("AP-1"))]);
    assert_eq!(directions(&same), ["response, response"]);
    let others = told(vec![reply(1, &created("AP-1")), reply(2, &created("AP-2"))]);
    assert_eq!(others.len(), 2, "one correlation id, two times");
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
fn payments_by_one_preapproval_are_one_story_of_several_payments() {
    let pay = |tracking| request(&format!("{PAY}&preapprovalKey=PA-1&trackingId={tracking}"));
    let stories = told(vec![pay("t-1"), pay("t-2"), pay("t-1")]);
    assert_eq!(stories.len(), 1);
    assert_eq!(
        listed(&stories[0].totals.asked).as_deref(),
        Some("USD 10.00")
    );
}

/// The money of these messages: asked, completed, refunded.
fn money(records: Vec<MessageRecord>) -> [Option<String>; 3] {
    let mut payments = Payments::new(100);
    for record in records {
        payments.add(&record);
    }
    let mut totals = crate::payments::Totals::default();
    for (_, own) in payments.finish().1 {
        totals.add(own);
    }
    [&totals.asked, &totals.completed, &totals.refunded].map(|sums| listed(sums))
}

fn usd(sums: [Option<&str>; 3]) -> [Option<String>; 3] {
    sums.map(|sum| sum.map(|amount| format!("USD {amount}")))
}

#[test]
fn a_payment_counts_once() {
    let all = || {
        vec![
            request(PAY),
            reply(1, &created("AP-1")),
            reply(2, &format!("{DETAILS}&payKey=AP-1")),
            reply(3, &format!("{DETAILS}&payKey=AP-1")),
        ]
    };
    assert_eq!(money(all()), usd([Some("5.00"), Some("5.00"), None]));
    let mut backwards = all();
    backwards.reverse();
    assert_eq!(money(backwards)[1], Some("USD 5.00".to_owned()));
}

#[test]
fn what_is_done_is_what_was_asked_where_no_transfer_says() {
    let done = "payKey=AP-1&paymentExecStatus=COMPLETED";
    assert_eq!(
        money(vec![request(PAY), reply(1, done)]),
        usd([Some("5.00"), Some("5.00"), None])
    );
    let failed = "payKey=AP-1&paymentExecStatus=ERROR";
    assert_eq!(
        money(vec![request(PAY), reply(1, failed)]),
        usd([Some("5.00"), None, None])
    );
}

#[test]
fn a_reply_without_currency_has_that_of_its_payment() {
    let infos = "payKey=AP-1&paymentExecStatus=COMPLETED\
        &paymentInfoList.paymentInfo(0).receiver.amount=5.00\
        &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED";
    assert_eq!(
        money(vec![request(PAY), reply(1, infos)]),
        usd([Some("5.00"), Some("5.00"), None])
    );
    assert_eq!(money(vec![reply(1, infos)])[0].as_deref(), Some("5.00"));
}

#[test]
fn several_refunds_add_up_and_repetitions_do_not() {
    let refund = |minute, id: &str| {
        reply(
            minute,
            &format!(
                "currencyCode=USD&refundInfoList.refundInfo(0).receiver.amount=1.00\
                 &refundInfoList.refundInfo(0).receiver.email=a@shop.example\
                 &refundInfoList.refundInfo(0).refundStatus=REFUNDED\
                 &refundInfoList.refundInfo(0).refundGrossAmount=1.00\
                 &refundInfoList.refundInfo(0).encryptedRefundTransactionId={id}"
            ),
        )
    };
    let asks = |key: &str| {
        let body = format!(
            "<RefundRequest xmlns=\"http://svcs.paypal.com/types/ap\"><requestEnvelope>\
             <errorLanguage>en_US</errorLanguage></requestEnvelope><currencyCode>USD</currencyCode>\
             <payKey>{key}</payKey><receiverList><receiver><amount>9.00</amount>\
             <email>a@shop.example</email></receiver></receiverList></RefundRequest>"
        );
        record(&body)
    };
    let told = vec![
        asks("AP-1"),
        refund(1, "R1"),
        asks("AP-1"),
        refund(2, "R2"),
        refund(2, "R2"),
    ];
    assert_eq!(money(told), usd([None, None, Some("2.00")]));
    let both = |number| [asks("AP-1"), refund(2, &format!("R{number}"))];
    assert_eq!(
        money((0..100).flat_map(both).collect()),
        usd([None, None, Some("100.00")])
    );

    let mut payments = Payments::new(50);
    for record in (0..100).flat_map(both) {
        payments.add(&record);
    }
    let left_out = payments.left_out();
    let counted = &payments.finish().1[0].1.refunded[0].amount;
    assert!((50..100).contains(&left_out), "{left_out}");
    assert_eq!(counted.to_string(), format!("{}.00", 100 - left_out));
}

#[test]
fn keys_are_bounded_and_what_finds_no_room_is_counted() {
    let mut ties = Ties::new(Scope::Story, 3);
    for number in 0..10 {
        let record = reply(number, &created(&format!("AP-{number}")));
        ties.place(&Seen::message(&record).expect("a message"));
    }
    assert_eq!(ties.left_out(), 7);
    let mut payments = Payments::new(2);
    for number in 0..5 {
        let details = format!("{DETAILS}&payKey=AP-{number}");
        payments.add(&reply(number, &details));
    }
    assert_eq!(payments.left_out(), 3);
    assert_eq!(payments.finish().1.len(), 2);

    let mut stories = Stories::new(100, 4);
    assert_eq!(stories.notes(), Vec::<String>::new());
    for number in 0..5 {
        let details = format!("{DETAILS}&payKey=AP-{number}");
        stories.add(&Record::Message(Box::new(reply(number, &details))));
    }
    let note = "the money in 1 message is not counted: too many payments to tell apart";
    assert_eq!(stories.notes(), [note]);
    assert_eq!(stories.finish().len(), 5);
}
