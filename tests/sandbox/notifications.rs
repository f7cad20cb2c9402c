//! Notifications: what is sent, how often, and whether it is genuine.

use paywire::api::adaptive_payments::common::{PaymentExecStatus, TransactionStatus};
use paywire::api::adaptive_payments::ipn::Verdict;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::refund::RefundRequest;
use paywire::codec::Ipn;
use paywire::jiff::SignedDuration;
use paywire::sandbox::{Clock, Delivery, Notification};
use paywire::{Amount, Currency};

use crate::setup::{Shop, agreement, implicit, shop, shop_with, to};

const URL: &str = "http://127.0.0.1:8080/ipn?shop=1";

fn notified() -> PayRequest {
    PayRequest {
        ipn_notification_url: Some(URL.to_owned()),
        memo: Some("Grüße & 二 tickets\n100 %+".to_owned()),
        ..implicit([
            to("seller@example.com", "10.00"),
            to("two@example.com", "5.00"),
        ])
    }
}

fn due(shop: &Shop) -> Vec<Notification> {
    shop.sandbox.due(10).expect("a store")
}

fn read(notification: &Notification) -> Ipn {
    assert_eq!(notification.url(), URL);
    Ipn::from_slice(notification.body().as_bytes()).expect("a notification")
}

#[test]
fn a_payment_and_its_refund_are_told() {
    let shop = shop();
    let key = shop.ok(notified()).pay_key;
    let part = to("two@example.com", "2.00");
    shop.ok(RefundRequest::partial(key.clone(), Currency::USD, part));
    let [paid, refunded] = &due(&shop)[..] else {
        panic!("two notifications");
    };

    let ipn = read(paid);
    assert!(ipn.unknown().is_empty());
    let told = ipn.payment().expect("a payment");
    assert_eq!(told.status, Some(PaymentExecStatus::Completed));
    assert_eq!(told.pay_key.as_ref(), Some(&key));
    assert_eq!(told.memo.as_deref(), Some("Grüße & 二 tickets\n100 %+"));
    assert!(told.is_test() && !told.is_adjustment());
    let date = told.payment_request_date.as_ref().expect("a date");
    assert_eq!(date.as_str(), "Wed Apr 24 13:39:26 PST 2013");
    assert_eq!(date.to_timestamp().expect("a moment"), shop.clock.now());
    let status = told.transaction[1].status.as_ref().expect("a status");
    assert!(status.is(&TransactionStatus::Completed));
    assert_eq!(status.as_str(), "Completed");

    let ipn = read(refunded);
    let told = ipn.payment().expect("a payment");
    assert!(told.is_adjustment());
    assert_eq!(told.transaction[0].refund_amount, None);
    let (currency, amount) = told.transaction[1]
        .refund_amount
        .as_ref()
        .expect("money")
        .parts()
        .expect("money");
    assert_eq!((currency, amount), (Currency::USD, Amount::new(200, 2)));
    assert_eq!(
        told.transaction[1]
            .status
            .as_ref()
            .expect("a status")
            .as_str(),
        "Partially_Refunded"
    );
}

#[test]
fn what_was_sent_is_genuine_as_it_stands() {
    let shop = shop();
    shop.ok(notified());
    let sent = due(&shop).remove(0);
    let question = read(&sent).verification_body();
    assert_eq!(shop.sandbox.verify(&question), Verdict::Verified);
    for at in 0..question.len() {
        let mut changed = question.clone();
        changed[at] ^= 1;
        assert_eq!(shop.sandbox.verify(&changed), Verdict::Invalid, "byte {at}");
        assert_eq!(shop.sandbox.verify(&question[..at]), Verdict::Invalid);
    }
    assert_eq!(
        shop.sandbox.verify(sent.body().as_bytes()),
        Verdict::Invalid
    );
    let other = shop_with(|config| config.seed(2));
    assert_eq!(other.sandbox.verify(&question), Verdict::Invalid);
}

#[test]
fn what_does_not_arrive_is_sent_again_later_and_later() {
    let shop = shop_with(|config| {
        config
            .attempts(4)
            .retry_after(SignedDuration::from_mins(25))
    });
    shop.ok(notified());
    for pause in [25, 50, 60] {
        let sent = due(&shop).remove(0);
        let later = shop.clock.now() + SignedDuration::from_mins(pause);
        let delivery = shop.sandbox.delivered(&sent, false).expect("a store");
        assert_eq!(delivery, Delivery::Again(later));
        assert_eq!(shop.sandbox.next_due().expect("a store"), Some(later));
        shop.clock.advance(SignedDuration::from_mins(pause - 1));
        assert!(due(&shop).is_empty());
        shop.clock.advance(SignedDuration::from_mins(1));
    }
    let sent = due(&shop).remove(0);
    assert_eq!(sent.attempt(), 4);
    let delivery = shop.sandbox.delivered(&sent, false).expect("a store");
    assert_eq!(delivery, Delivery::GivenUp);
    assert_eq!(shop.sandbox.next_due().expect("a store"), None);
}

#[test]
fn what_arrived_is_not_sent_again() {
    let shop = shop();
    shop.ok(notified());
    let sent = due(&shop).remove(0);
    let delivery = shop.sandbox.delivered(&sent, true).expect("a store");
    assert_eq!(delivery, Delivery::Done);
    assert!(due(&shop).is_empty());
}

#[test]
fn a_preapproval_is_told_when_it_is_approved_and_when_it_ends() {
    let shop = shop();
    let request = PreapprovalRequest {
        ipn_notification_url: Some(URL.to_owned()),
        ..agreement()
    };
    let key = shop.ok(request).preapproval_key;
    assert!(due(&shop).is_empty());
    shop.sandbox.approve_preapproval(&key).expect("approved");
    shop.sandbox.cancel_preapproval(&key).expect("cancelled");
    let told: Vec<_> = due(&shop).iter().map(read).collect();
    let told: Vec<_> = told
        .iter()
        .map(|ipn| ipn.preapproval().expect("a preapproval"))
        .collect();
    let statuses: Vec<_> = told
        .iter()
        .map(|told| told.status.as_ref().expect("a status").as_str())
        .collect();
    assert_eq!(statuses, ["ACTIVE", "CANCELED"]);
    assert_eq!(told[0].approved, Some(true));
    assert_eq!(told[0].sender_email.as_deref(), Some("buyer@example.com"));
}
