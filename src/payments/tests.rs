//! Tests of grouping, sums and outcomes.

use super::key_groups::{KeyGroups, KeyScope};
use super::{
    GroupedPayments, LeftOut, Observation, Payment, PaymentId, Payments, PaymentsByPreapproval,
    Totals,
};
use crate::api::Environment;
use crate::api::MessageKind;
use crate::api::facts::{Facts, OutcomeKind, Sum};
use crate::codec::{self, Config, Content};

const ASKED: &str = "requestEnvelope.errorLanguage=en_US&";
const PAY: &str = "actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=USD\
    &receiverList.receiver(0).amount=5.00&receiverList.receiver(0).email=a@shop.example";
const DETAILS: &str = "cancelUrl=a&returnUrl=b&currencyCode=USD&status=COMPLETED\
    &actionType=PAY&feesPayer=SENDER&paymentInfoList.paymentInfo(0).receiver.amount=5.00\
    &paymentInfoList.paymentInfo(0).receiver.email=a@shop.example\
    &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED";

/// A record of a message.
#[derive(Clone, Debug)]
struct Message {
    kind: Option<MessageKind>,
    facts: Facts,
    exchange: Option<u64>,
    address: String,
}

impl Message {
    fn observed(&self) -> Observation<'_> {
        let mut observed = match self.kind {
            Some(kind) => Observation::new(kind, &self.facts),
            None => Observation::unknown(&self.facts),
        };
        observed.exchange = self.exchange;
        observed.sent_to(&self.address)
    }
}

/// A body whose format and message are detected.
fn record(body: &str) -> Message {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("a body");
    let Content::Message(decoded) = reading.content else {
        panic!("a message: {body}")
    };
    Message {
        kind: Some(decoded.message.kind()),
        facts: decoded.facts(),
        exchange: None,
        address: String::new(),
    }
}

fn in_exchange(message: Message, exchange: u64) -> Message {
    let exchange = Some(exchange);
    Message {
        exchange,
        ..message
    }
}

/// The groups, and the directions of the messages in each, as `request, response`.
struct Grouped {
    found: GroupedPayments,
    groups: Vec<String>,
}

impl Grouped {
    fn len(&self) -> usize {
        self.groups.len()
    }

    fn one(&self) -> &Payment {
        assert_eq!(self.len(), 1);
        &self.found.payments()[0]
    }
}

fn grouped(messages: impl IntoIterator<Item = Message>) -> Grouped {
    let mut groups = PaymentsByPreapproval::default();
    let mut ids = Vec::new();
    for message in messages {
        let observed = message.observed();
        ids.push((observed.direction, groups.add(&observed)));
    }
    let found = groups.finish();
    let mut groups = vec![Vec::new(); found.payments().len()];
    for (direction, id) in ids {
        let place = found.position(id.expect("room")).expect("a story");
        groups[place].push(direction.map_or("?", crate::api::Direction::as_str));
    }
    let groups = groups.into_iter().map(|own| own.join(", ")).collect();
    Grouped { found, groups }
}

/// The directions in each group, as `request, response`.
fn directions(grouped: &Grouped) -> Vec<&str> {
    grouped.groups.iter().map(String::as_str).collect()
}

fn environments(grouped: &Grouped) -> Vec<Option<&str>> {
    let payments = grouped.found.payments().iter();
    payments
        .map(|own| own.environment.map(Environment::as_str))
        .collect()
}

/// Sums as a list; empty if there are none.
fn listed(sums: &[Sum]) -> Option<String> {
    let sums: Vec<String> = sums.iter().map(ToString::to_string).collect();
    (!sums.is_empty()).then(|| sums.join(" + "))
}

fn request(rest: &str) -> Message {
    record(&format!("{ASKED}{rest}"))
}

/// A reply sent at this minute of one hour.
fn reply(minute: u32, rest: &str) -> Message {
    record(&format!(
        "responseEnvelope.timestamp=2026-03-02T10:{minute:02}:00Z&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=c&responseEnvelope.build=1&{rest}"
    ))
}

fn created(key: &str) -> String {
    format!("payKey={key}&paymentExecStatus=CREATED")
}

#[test]
fn two_sides_of_an_exchange_belong_together() {
    let groups = grouped(vec![
        in_exchange(request(PAY), 1),
        in_exchange(reply(1, &created("AP-1")), 1),
        in_exchange(request(PAY), 2),
        in_exchange(reply(2, &created("AP-2")), 2),
        // The reply to another request, which was not captured.
        in_exchange(reply(3, &created("AP-3")), 3),
    ]);
    assert_eq!(
        directions(&groups),
        ["request, response", "request, response", "response"]
    );
}

#[test]
fn an_answer_without_exchange_is_that_of_the_request_before() {
    let groups = grouped(vec![request(PAY), reply(1, &created("AP-1"))]);
    assert_eq!(directions(&groups), ["request, response"]);
    // Not to an earlier request, nor to one of another operation, nor if keys differ.
    let groups = grouped(vec![
        request(PAY),
        request(PAY),
        reply(1, &created("AP-1")),
        reply(1, &created("AP-2")),
    ]);
    assert_eq!(
        directions(&groups),
        ["request", "request, response", "response"]
    );
    let with_tracking = format!("{PAY}&trackingId=t-1");
    let details = format!("{DETAILS}&payKey=AP-2&trackingId=t-2");
    let groups = grouped(vec![request(&with_tracking), reply(2, &details)]);
    assert_eq!(groups.len(), 2);
}

#[test]
fn a_call_seen_twice_is_one_and_calls_of_a_stand_in_are_not() {
    let same = grouped(vec![reply(1, &created("AP-1")), reply(1, &created("AP-1"))]);
    assert_eq!(directions(&same), ["response, response"]);
    let others = grouped(vec![reply(1, &created("AP-1")), reply(2, &created("AP-2"))]);
    assert_eq!(others.len(), 2, "one correlation id, two times");
}

#[test]
fn payments_by_one_preapproval_are_one_story_of_several_payments() {
    let pay = |tracking| request(&format!("{PAY}&preapprovalKey=PA-1&trackingId={tracking}"));
    let groups = grouped(vec![pay("t-1"), pay("t-2"), pay("t-1")]);
    let asked = &groups.one().totals.asked;
    assert_eq!(listed(asked).as_deref(), Some("USD 10.00"));
}

/// The sums of these messages: asked, completed, refunded.
fn money(records: Vec<Message>) -> [Option<String>; 3] {
    let mut payments = Payments::with_max_keys(100);
    for record in records {
        payments.add(&record.observed());
    }
    let mut totals = Totals::default();
    for payment in payments.finish().payments() {
        totals.add(payment.totals.clone());
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
    let grouped = vec![
        asks("AP-1"),
        refund(1, "R1"),
        asks("AP-1"),
        refund(2, "R2"),
        refund(2, "R2"),
    ];
    assert_eq!(money(grouped), usd([None, None, Some("2.00")]));
    let both = |number| [asks("AP-1"), refund(2, &format!("R{number}"))];
    assert_eq!(
        money((0..100).flat_map(both).collect()),
        usd([None, None, Some("100.00")])
    );

    let mut payments = Payments::with_max_keys(50);
    for record in (0..100).flat_map(both) {
        payments.add(&record.observed());
    }
    let left_out = payments.left_out().uncounted;
    let found = payments.finish();
    let counted = &found.payments()[0].totals.refunded[0].amount;
    assert!((50..100).contains(&left_out), "{left_out}");
    assert_eq!(counted.to_string(), format!("{}.00", 100 - left_out));
}

#[test]
fn keys_are_bounded_and_what_finds_no_room_is_counted() {
    // Each reply has two keys: its payment's and its own.
    let mut ties = KeyGroups::new(KeyScope::Preapproval, 6);
    for number in 0..10 {
        let record = reply(number, &created(&format!("AP-{number}")));
        ties.place(&record.observed());
    }
    assert_eq!(ties.left_out(), 7);
    let details = |number| reply(number, &format!("{DETAILS}&payKey=AP-{number}"));
    let mut payments = Payments::with_max_keys(4);
    for number in 0..5 {
        payments.add(&details(number).observed());
    }
    let left_out = LeftOut {
        messages: 3,
        uncounted: 3,
        unread: 0,
    };
    assert_eq!(payments.left_out(), left_out);
    assert_eq!(payments.finish().payments().len(), 2);

    let mut groups = PaymentsByPreapproval::with_max_keys(100, 8);
    assert_eq!(groups.left_out(), LeftOut::default());
    for number in 0..5 {
        groups.add(&details(number).observed());
    }
    let left_out = LeftOut {
        messages: 0,
        uncounted: 1,
        unread: 0,
    };
    assert_eq!(groups.left_out(), left_out);
    assert_eq!(groups.finish().payments().len(), 5);
}

/// A message in an exchange with a host, with a number of its own.
fn at(host: &str, message: Message, exchange: u64) -> Message {
    let address = format!("https://{host}/AdaptivePayments/Pay");
    let message = Message { address, ..message };
    in_exchange(message, exchange)
}

const LIVE: &str = "svcs.paypal.com";
const TEST: &str = "svcs.sandbox.paypal.com";

fn tracked(number: u32) -> Message {
    request(&format!("{PAY}&trackingId=t-{number}"))
}

fn notified(rest: &str) -> Message {
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
    let groups = grouped(records());
    assert_eq!(
        directions(&groups),
        ["request, request", "request, notification"]
    );
    let both = [Some("production"), Some("sandbox")];
    assert_eq!(environments(&groups), both);
    assert_eq!(money(records())[0].as_deref(), Some("USD 10.00"));
    let mut backwards = records();
    backwards.reverse();
    assert_eq!(grouped(backwards).len(), 2);
}

#[test]
fn what_does_not_say_its_environment_bridges_none() {
    // Only one environment has the id: they are one payment.
    let one = || vec![at(LIVE, tracked(1), 1), tracked(1)];
    assert_eq!(directions(&grouped(one())), ["request, request"]);
    // Both have it: the message stays separate, whatever comes first.
    let both = || {
        let unspecified = reply(1, &format!("{DETAILS}&trackingId=t-1&payKey=AP-1"));
        let again = request("payKey=AP-1&actionType=PAY");
        vec![
            at(LIVE, tracked(1), 1),
            unspecified,
            at(TEST, tracked(1), 2),
            again,
        ]
    };
    let apart = ["request", "response, request", "request"];
    assert_eq!(directions(&grouped(both())), apart);
    let mut backwards = both();
    backwards.reverse();
    assert_eq!(grouped(backwards).len(), 3);
    // A key issued by the service decides.
    let mut known = both();
    known.push(at(LIVE, reply(1, &created("AP-1")), 1));
    assert_eq!(grouped(known).len(), 2);
    // Two messages that only share a message without an environment, and are of one environment.
    let unspecified = notified("&tracking_id=t-1&pay_key=AP-1");
    let live = at(LIVE, reply(1, &created("AP-1")), 2);
    assert_eq!(
        grouped(vec![at(LIVE, tracked(1), 1), unspecified, live]).len(),
        1
    );
}

/// Only the sandbox names itself (`test_ipn`), so a notification that does not is production,
/// unless a key issued by the service says otherwise: a log may have lost the field.
#[test]
fn a_notification_that_names_no_sandbox_is_real_unless_its_pay_key_is_of_one() {
    // By the caller's id it joins production, and never the sandbox.
    let by_id = || notified("&tracking_id=t-1");
    let live = grouped(vec![
        by_id(),
        at(LIVE, tracked(1), 1),
        at(TEST, tracked(1), 2),
    ]);
    assert_eq!(directions(&live), ["notification, request", "request"]);
    assert_eq!(environments(&live)[0], Some("production"));
    for records in [
        vec![at(TEST, tracked(1), 1), by_id()],
        vec![by_id(), at(TEST, tracked(1), 1)],
    ] {
        assert_eq!(grouped(records).len(), 2);
    }
    // The service issues a pay key once, so all messages with it are one payment.
    let test = || at(TEST, reply(1, &created("AP-1")), 1);
    let by_key = || notified("&tracking_id=t-1&pay_key=AP-1");
    for records in [
        vec![test(), by_key()],
        vec![by_key(), test()],
        vec![at(LIVE, tracked(1), 2), test(), by_key()],
    ] {
        let grouped = grouped(records);
        let at = grouped.groups.iter().position(|own| own.contains(','));
        let environment = at.and_then(|at| environments(&grouped)[at]);
        assert_eq!(environment, Some("sandbox"));
    }
    // A notification that names the sandbox belongs to no other environment, whatever keys it has.
    let said = notified("&pay_key=AP-1&test_ipn=1");
    let apart = vec![at(LIVE, reply(1, &created("AP-1")), 1), said];
    assert_eq!(grouped(apart).len(), 2);
}

#[test]
fn a_refund_or_a_question_that_failed_does_not_make_the_payment_failed() {
    let outcome = |records: Vec<Message>| {
        let groups = grouped(records);
        groups.one().outcome.map(OutcomeKind::as_str)
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
    let with = |more: Vec<Message>| done().into_iter().chain(more).collect::<Vec<_>>();
    assert_eq!(outcome(done()), Some("success"));
    assert_eq!(
        outcome(with(vec![asks(), refund("INSUFFICIENT_BALANCE")])),
        Some("success")
    );
    assert_eq!(outcome(with(vec![asks(), fault(4)])), Some("success"));
    // A pending payment, and a refused question about it.
    let question = || request("payKey=AP-1&actionType=PAY");
    let waits = || vec![request(PAY), reply(1, &created("AP-1"))];
    let mut executed = waits();
    executed.extend([question(), fault(4)]);
    assert_eq!(outcome(executed), Some("failure"));
    let mut refunded = waits();
    refunded.extend([asks(), fault(4)]);
    assert_eq!(outcome(refunded), Some("pending"));
    // A successful refund, whatever the payment's earlier outcome.
    let refunded = "&refundInfoList.refundInfo(0).refundGrossAmount=5.00\
                    &refundInfoList.refundInfo(0).refundTransactionStatus=COMPLETED";
    let back = vec![asks(), refund(&format!("REFUNDED{refunded}"))];
    assert_eq!(outcome(with(back)), Some("refunded"));
    // Alone, a refund decides the outcome.
    assert_eq!(outcome(vec![asks(), refund("NOT_PAID")]), Some("failure"));
}

#[test]
fn what_is_still_to_be_done_depends_on_what_was_asked() {
    let pay =
        |action: &str| request(&PAY.replace("actionType=PAY", &format!("actionType={action}")));
    let next = |action: &str, status: &str| {
        let answer = reply(1, &format!("payKey=AP-1&paymentExecStatus={status}"));
        let groups = grouped(vec![pay(action), answer]);
        let next = groups.one().next.as_ref();
        next.map(|next| next.step.as_str())
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
    let groups = grouped(vec![asks(), answers(test), asks(), answers(real)]);
    assert_eq!(
        directions(&groups),
        ["request, response", "request, response"]
    );
    let both = [Some("sandbox"), Some("production")];
    assert_eq!(environments(&groups), both);
    let once = grouped(vec![asks(), answers(test), asks()]);
    assert_eq!(once.len(), 1);
}

#[test]
fn money_that_cannot_be_read_is_counted_as_left_out() {
    let grouped = |amount: &str| {
        let head = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1";
        record(&format!("{head}&transaction%5B0%5D.amount={amount}"))
    };
    let mut payments = Payments::with_max_keys(4);
    for amount in ["USD+1%2C000.00", "USD+1.25E3", "USD+5.00"] {
        payments.add(&grouped(amount).observed());
    }
    assert_eq!(payments.left_out().unread, 2);
    assert_eq!(payments.finish().payments().len(), 1);
}

/// Servers answer later requests first and log a response before its request.
#[test]
fn exchanges_may_overlap_and_come_in_any_order() {
    let request = |number| in_exchange(request(PAY), number);
    let answer = |number: u32| {
        let answer = reply(number, &created(&format!("AP-{number}")));
        in_exchange(answer, number.into())
    };
    let groups = grouped(vec![request(1), request(2), answer(2), answer(1)]);
    assert_eq!(
        directions(&groups),
        ["request, response", "request, response"]
    );
    let groups = grouped(vec![answer(1), request(1)]);
    assert_eq!(directions(&groups), ["response, request"]);
    let money = groups.one().totals.asked.len();
    assert_eq!(money, 1);
    // Exchanges too far apart are forgotten.
    let far = (0..1024).map(|number| in_exchange(tracked(number), u64::from(number) + 10));
    let all = [request(1)].into_iter().chain(far).chain([answer(1)]);
    assert_eq!(grouped(all).len(), 1026);
}

/// The order of messages does not matter: their times decide the outcome.
#[test]
fn the_order_of_messages_changes_nothing() {
    let asks = Message {
        // As captured by a proxy, which knows the time of each.
        address: "https://svcs.paypal.com/AdaptivePayments/Pay".to_owned(),
        ..request(&format!("{PAY}&trackingId=t-1"))
    };
    let asked = in_exchange(asks, 1);
    let messages = [
        asked,
        in_exchange(reply(1, &created("AP-1")), 1),
        reply(2, &format!("{DETAILS}&payKey=AP-1")),
        reply(
            3,
            &format!(
                "{}&payKey=AP-1&paymentInfoList.paymentInfo(0).refundedAmount=5.00",
                DETAILS.replace("transactionStatus=COMPLETED", "transactionStatus=REFUNDED")
            ),
        ),
    ];
    for order in permutations(messages.len()) {
        let mut payments = Payments::default();
        let message: Vec<PaymentId> = order
            .iter()
            .filter_map(|at| payments.add(&messages[*at].observed().numbered(*at as u64)))
            .collect();
        let left_out = payments.left_out();
        assert_eq!(
            (message.len(), left_out),
            (messages.len(), LeftOut::default())
        );
        let found = payments.finish();
        let [payment] = found.payments() else {
            panic!("{order:?}: {:?}", found.payments())
        };
        assert!(message.iter().all(|id| found.get(*id) == Some(payment)));
        let totals = &payment.totals;
        let sums = [&totals.asked, &totals.completed, &totals.refunded];
        assert_eq!(sums.map(|own| listed(own)), usd([Some("5.00"); 3]));
        assert_eq!(payment.outcome, Some(OutcomeKind::Refunded), "{order:?}");
        assert_eq!(payment.decided_by, Some(3), "{order:?}");
        assert_eq!(payment.environment, Some(Environment::Production));
    }
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let shorter = permutations(last);
    let with = |order: &Vec<usize>| {
        let order = order.clone();
        (0..count).map(move |at| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    shorter.iter().flat_map(with).collect()
}
