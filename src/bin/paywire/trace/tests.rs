//! What belongs together, and how much money that is.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::OutcomeKind;
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
    // Each reply has two keys: its payment's and its own.
    let mut ties = Ties::new(Scope::Story, 6);
    for number in 0..10 {
        let record = reply(number, &created(&format!("AP-{number}")));
        ties.place(&Seen::message(&record).expect("a message"));
    }
    assert_eq!(ties.left_out(), 7);
    let mut payments = Payments::new(4);
    for number in 0..5 {
        let details = format!("{DETAILS}&payKey=AP-{number}");
        payments.add(&reply(number, &details));
    }
    assert_eq!(payments.left_out(), 3);
    assert_eq!(payments.finish().1.len(), 2);

    let mut stories = Stories::new(100, 8);
    assert_eq!(stories.notes(), Vec::<String>::new());
    for number in 0..5 {
        let details = format!("{DETAILS}&payKey=AP-{number}");
        stories.add(&Record::Message(Box::new(reply(number, &details))));
    }
    let note = "the money in 1 message is not counted: too many payments to tell apart";
    assert_eq!(stories.notes(), [note]);
    assert_eq!(stories.finish().len(), 5);
}

/// A message in an exchange with a host, under a number of its own.
fn at(host: &str, mut record: MessageRecord, entry: u64) -> MessageRecord {
    record = in_exchange(record, entry);
    if let Some(exchange) = &mut record.exchange {
        exchange.url = Some(format!("https://{host}/AdaptivePayments/Pay"));
    }
    record
}

const LIVE: &str = "svcs.paypal.com";
const TEST: &str = "svcs.sandbox.paypal.com";

fn tracked(number: u32) -> MessageRecord {
    request(&format!("{PAY}&trackingId=t-{number}"))
}

fn notified(rest: &str) -> MessageRecord {
    record(&format!(
        "transaction_type=Adaptive+Payment+PAY&status=COMPLETED{rest}"
    ))
}

#[test]
fn sandbox_and_live_are_never_one_story() {
    let records = || {
        vec![
            at(LIVE, tracked(1), 1),
            at(TEST, tracked(1), 2),
            notified("&tracking_id=t-1&test_ipn=1"),
            at(LIVE, tracked(1), 3),
        ]
    };
    let stories = told(records());
    assert_eq!(
        directions(&stories),
        ["request, request", "request, notification"]
    );
    let of = |story: &Story| story.environment.map(Environment::as_str);
    assert_eq!(of(&stories[0]), Some("production"));
    assert_eq!(of(&stories[1]), Some("sandbox"));
    assert_eq!(money(records())[0].as_deref(), Some("USD 10.00"));
    let mut backwards = records();
    backwards.reverse();
    assert_eq!(told(backwards).len(), 2);
}

#[test]
fn what_does_not_say_its_environment_bridges_none() {
    // One environment has the id: they are one.
    let one = || vec![at(LIVE, tracked(1), 1), tracked(1)];
    assert_eq!(directions(&told(one())), ["request, request"]);
    // Both have it: it stays by itself, whatever comes first.
    let both = || {
        let unsaid = reply(1, &format!("{DETAILS}&trackingId=t-1&payKey=AP-1"));
        let again = request("payKey=AP-1&actionType=PAY");
        vec![
            at(LIVE, tracked(1), 1),
            unsaid,
            at(TEST, tracked(1), 2),
            again,
        ]
    };
    let apart = ["request", "response, request", "request"];
    assert_eq!(directions(&told(both())), apart);
    let mut backwards = both();
    backwards.reverse();
    assert_eq!(told(backwards).len(), 3);
    // An id that the service gave tells which of them it is.
    let mut known = both();
    known.push(at(LIVE, reply(1, &created("AP-1")), 1));
    assert_eq!(told(known).len(), 2);
    // Two that have nothing in common but what does not say it, and are of one environment.
    let unsaid = notified("&tracking_id=t-1&pay_key=AP-1");
    let live = at(LIVE, reply(1, &created("AP-1")), 2);
    assert_eq!(told(vec![at(LIVE, tracked(1), 1), unsaid, live]).len(), 1);
}

/// Only the sandbox says that it is one (`test_ipn`), so a notification that does not is real, unless a
/// key that the service gave says otherwise: a log may have lost the field.
#[test]
fn a_notification_that_names_no_sandbox_is_real_unless_its_pay_key_is_of_one() {
    let of = |story: &Story| story.environment.map(Environment::as_str);
    // By the caller's own id it joins what is real, and never what is not.
    let by_id = || notified("&tracking_id=t-1");
    let live = told(vec![
        by_id(),
        at(LIVE, tracked(1), 1),
        at(TEST, tracked(1), 2),
    ]);
    assert_eq!(directions(&live), ["notification, request", "request"]);
    assert_eq!(of(&live[0]), Some("production"));
    for records in [
        vec![at(TEST, tracked(1), 1), by_id()],
        vec![by_id(), at(TEST, tracked(1), 1)],
    ] {
        assert_eq!(told(records).len(), 2);
    }
    // The service gave a pay key once: what names it is of the same payment.
    let test = || at(TEST, reply(1, &created("AP-1")), 1);
    let by_key = || notified("&tracking_id=t-1&pay_key=AP-1");
    for records in [
        vec![test(), by_key()],
        vec![by_key(), test()],
        vec![at(LIVE, tracked(1), 2), test(), by_key()],
    ] {
        let told = told(records);
        let story = told.iter().find(|story| story.events.len() == 2);
        assert_eq!(story.and_then(of), Some("sandbox"));
    }
    // One that says so is of no other environment, whatever it names.
    let said = notified("&pay_key=AP-1&test_ipn=1");
    let apart = vec![at(LIVE, reply(1, &created("AP-1")), 1), said];
    assert_eq!(told(apart).len(), 2);
}

#[test]
fn a_refund_or_a_question_that_failed_does_not_make_the_payment_failed() {
    let outcome = |records: Vec<MessageRecord>| {
        let stories = told(records);
        assert_eq!(stories.len(), 1);
        stories[0].outcome.map(OutcomeKind::as_str)
    };
    let done = || {
        vec![
            request(&format!("{PAY}&trackingId=t-1")),
            reply(1, "payKey=AP-1&paymentExecStatus=COMPLETED"),
        ]
    };
    let refund = |status: &str| {
        reply(
            3,
            &format!(
                "currencyCode=USD&refundInfoList.refundInfo(0).receiver.amount=5.00\
                 &refundInfoList.refundInfo(0).receiver.email=a@shop.example\
                 &refundInfoList.refundInfo(0).refundStatus={status}"
            ),
        )
    };
    let asks = || {
        record(
            "<RefundRequest xmlns=\"http://svcs.paypal.com/types/ap\"><requestEnvelope>\
             <errorLanguage>en_US</errorLanguage></requestEnvelope><payKey>AP-1</payKey></RefundRequest>",
        )
    };
    let fault = |minute: u32| {
        record(&format!(
            "responseEnvelope.timestamp=2026-03-02T10:{minute:02}:00Z&responseEnvelope.ack=Failure\
             &responseEnvelope.correlationId=f&responseEnvelope.build=1&error(0).errorId=580022"
        ))
    };
    let with = |more: Vec<MessageRecord>| done().into_iter().chain(more).collect::<Vec<_>>();
    assert_eq!(outcome(done()), Some("success"));
    assert_eq!(
        outcome(with(vec![asks(), refund("INSUFFICIENT_BALANCE")])),
        Some("success")
    );
    assert_eq!(outcome(with(vec![asks(), fault(4)])), Some("success"));
    // A payment that waits, and a question about it that was refused.
    let question = || request("payKey=AP-1&actionType=PAY");
    let waits = || vec![request(PAY), reply(1, &created("AP-1"))];
    let mut executed = waits();
    executed.extend([question(), fault(4)]);
    assert_eq!(outcome(executed), Some("failure"));
    let mut refunded = waits();
    refunded.extend([asks(), fault(4)]);
    assert_eq!(outcome(refunded), Some("pending"));
    // One that went through gives back what was paid, whatever was said of the payment before.
    let refunded = "&refundInfoList.refundInfo(0).refundGrossAmount=5.00\
                    &refundInfoList.refundInfo(0).refundTransactionStatus=COMPLETED";
    let back = vec![asks(), refund(&format!("REFUNDED{refunded}"))];
    assert_eq!(outcome(with(back)), Some("refunded"));
    // By itself a refund is what it comes down to.
    assert_eq!(outcome(vec![asks(), refund("NOT_PAID")]), Some("failure"));
    assert_eq!(
        told(with(vec![asks(), refund("NOT_PAID")]))[0].statuses,
        ["COMPLETED", "refund NOT_PAID"]
    );
}

#[test]
fn what_is_still_to_be_done_depends_on_what_was_asked() {
    let pay =
        |action: &str| request(&PAY.replace("actionType=PAY", &format!("actionType={action}")));
    let next = |action: &str, status: &str| {
        let answer = reply(1, &format!("payKey=AP-1&paymentExecStatus={status}"));
        let stories = told(vec![pay(action), answer]);
        stories[0].next.as_ref().map(|next| next.step.as_str())
    };
    assert_eq!(next("PAY_PRIMARY", "INCOMPLETE"), Some("pay_secondary"));
    assert_eq!(next("PAY", "INCOMPLETE"), None);
    assert_eq!(next("CREATE", "CREATED"), Some("execute"));
    assert_eq!(next("PAY", "CREATED"), Some("approve"));
    assert_eq!(next("PAY", "COMPLETED"), None);
}

#[test]
fn an_answer_says_whose_money_the_request_is_about() {
    let asks = || {
        record(
            r#"{"type":"redirect","order_id":"m-1","currency":"EUR","amount":900,"description":"x",
                "payment_options":{},"customer":{}}"#,
        )
    };
    let answers = |host: &str| {
        record(&format!(
            r#"{{"success":true,"data":{{"order_id":"m-1","payment_url":"https://{host}/connect/1"}}}}"#
        ))
    };
    let (test, real) = ("testpayv2.multisafepay.com", "payv2.multisafepay.com");
    let stories = told(vec![asks(), answers(test), asks(), answers(real)]);
    assert_eq!(
        directions(&stories),
        ["request, response", "request, response"]
    );
    let of = |story: &Story| story.environment.map(Environment::as_str);
    assert_eq!(of(&stories[0]), Some("sandbox"));
    assert_eq!(of(&stories[1]), Some("production"));
    let once = told(vec![asks(), answers(test), asks()]);
    assert_eq!(once.len(), 1);
}

#[test]
fn money_that_cannot_be_read_is_counted_as_left_out() {
    let told = |amount: &str| {
        let head = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1";
        record(&format!("{head}&transaction%5B0%5D.amount={amount}"))
    };
    let mut payments = Payments::new(4);
    for amount in ["USD+1%2C000.00", "USD+1.25E3", "USD+5.00"] {
        payments.add(&told(amount));
    }
    assert_eq!(payments.left_out(), 2);
    let note = "the money in 2 messages is not counted: an amount cannot be read";
    assert_eq!(payments.notes(), [note]);
    assert_eq!(payments.finish().1.len(), 1);
}
