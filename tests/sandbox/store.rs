//! The store: what it forgets, and what it does with files that are not as expected.

use std::error::Error as _;
use std::fs;
use std::path::PathBuf;

use paywire::Currency;
use paywire::api::adaptive_payments::common::PinType;
use paywire::api::adaptive_payments::ipn::Verdict;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
use paywire::codec::Ipn;
use paywire::sandbox::{Buyer, Caller, Config, ManualClock, Sandbox};

use crate::model::File;
use crate::setup::{agreement, implicit, shop_with, to};

fn payment(tracking_id: &str) -> PayRequest {
    PayRequest {
        tracking_id: Some(tracking_id.to_owned()),
        ipn_notification_url: Some("http://127.0.0.1/ipn".to_owned()),
        ..implicit([to("seller@example.com", "1.00")])
    }
}

#[test]
fn the_oldest_records_are_forgotten_and_the_money_is_not() {
    let shop = shop_with(|config| config.keep(3));
    let replies: Vec<_> = (0..5).map(|id| shop.ok(payment(&id.to_string()))).collect();
    for (at, reply) in replies.iter().enumerate() {
        let by_key = PaymentDetailsRequest::by_pay_key(reply.pay_key.clone());
        let infos = &reply
            .payment_info_list
            .as_ref()
            .expect("transfers")
            .payment_info;
        let id = infos[0].transaction_id.clone().expect("an id");
        let by_transaction = PaymentDetailsRequest::by_transaction_id(id);
        let by_tracking_id = PaymentDetailsRequest::by_tracking_id(at.to_string());
        for (asks, number) in [
            (by_key, 580_022),
            (by_transaction, 589_052),
            (by_tracking_id, 579_051),
        ] {
            if at < 2 {
                assert_eq!(shop.refused(asks).error_id, Some(number));
            } else {
                assert_eq!(shop.ok(asks).pay_key, reply.pay_key);
            }
        }
    }
    assert_eq!(shop.sandbox.due(10).expect("a store").len(), 3);
    let usd = Currency::USD;
    let balance = shop
        .sandbox
        .balance("seller@example.com", &usd)
        .expect("a store");
    let fees = shop.sandbox.fees(&usd).expect("a store");
    assert_eq!(
        balance.checked_add(&fees).expect("a sum").to_string(),
        "5.00"
    );
    // Payments do not push out preapprovals, and an id is free again with its payment.
    let error = shop.refused(PreapprovalDetailsRequest::new("PA-1"));
    assert_eq!(error.error_id, Some(589_019));
    shop.ok(payment("0"));
}

#[test]
fn only_one_sandbox_has_a_file_open() {
    let file = File::new();
    let first = Sandbox::open(&file.0, Config::new()).expect("a sandbox");
    let second = Sandbox::open(&file.0, Config::new()).expect_err("open already");
    assert!(
        second
            .to_string()
            .starts_with("the sandbox's store failed: "),
        "{second}"
    );
    assert!(second.source().is_some());
    drop(first);
    Sandbox::open(&file.0, Config::new()).expect("a sandbox");
}

#[test]
fn another_file_is_not_overwritten() {
    let file = File::new();
    for text in ["not a store", &"x".repeat(1 << 16)] {
        fs::write(&file.0, text).expect("a file");
        let opened = Sandbox::open(&file.0, Config::new());
        assert!(opened.is_err(), "{} bytes", text.len());
        assert_eq!(fs::read_to_string(&file.0).expect("a file"), text);
    }
    let nowhere = file.0.with_extension("").join("there.redb");
    assert!(Sandbox::open(nowhere, Config::new()).is_err());
}

#[test]
fn a_file_that_was_not_made_to_the_end_is_made_again() {
    let file = File::new();
    let mut name = file.0.clone().into_os_string();
    name.push(".new");
    let begun = File(PathBuf::from(name));
    fs::write(&begun.0, "half").expect("a file");
    Sandbox::open(&file.0, Config::new()).expect("a sandbox");
    assert!(!begun.0.exists());
}

#[test]
fn a_store_keeps_its_seed() {
    let file = File::new();
    let shop = Caller::new("shop@example.com");
    let sandbox = Sandbox::open(&file.0, Config::new().seed(1)).expect("a sandbox");
    let first = sandbox.send(&shop, payment("1")).expect("paid").pay_key;
    drop(sandbox);
    let sandbox = Sandbox::open(&file.0, Config::new().seed(2)).expect("a sandbox");
    let sent = sandbox.due(1).expect("a store").remove(0);
    let ipn = Ipn::from_slice(sent.body().as_bytes()).expect("a notification");
    assert_eq!(sandbox.verify(&ipn.verification_body()), Verdict::Verified);
    let second = sandbox.send(&shop, payment("2")).expect("paid").pay_key;
    assert_ne!(first, second);
}

#[test]
fn an_empty_file_is_a_new_one() {
    let file = File::new();
    fs::write(&file.0, "").expect("a file");
    let sandbox = Sandbox::open(&file.0, Config::new()).expect("a sandbox");
    let shop = Caller::new("shop@example.com");
    sandbox.send(&shop, payment("1")).expect("paid");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let (link, file) = (File::new(), File::new());
    let name = file.0.file_name().expect("a name");
    std::os::unix::fs::symlink(name, &link.0).expect("a link");
    for _ in 0..2 {
        Sandbox::open(&link.0, Config::new()).expect("a sandbox");
        assert!(link.0.is_symlink());
        assert!(file.0.is_file() && !file.0.is_symlink());
    }
    let circle = File::new();
    std::os::unix::fs::symlink(&circle.0, &circle.0).expect("a link");
    assert!(Sandbox::open(&circle.0, Config::new()).is_err());
    assert!(circle.0.is_symlink());
}

/// A socket is as long as an empty file, and so is a device.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt;

    let socket = File::new();
    let _listener = std::os::unix::net::UnixListener::bind(&socket.0).expect("a socket");
    assert!(Sandbox::open(&socket.0, Config::new()).is_err());
    let found = fs::metadata(&socket.0).expect("a socket");
    assert!(found.file_type().is_socket());
}

/// A PIN is not in the file, and counts all the same.
#[test]
fn a_pin_is_not_in_the_file() {
    let file = File::new();
    let shop = Caller::new("shop@example.com");
    let clock = ManualClock::at("2013-04-25T12:00:00Z".parse().expect("a time"));
    let open = || Sandbox::open(&file.0, Config::new().clock(clock.clone())).expect("a sandbox");
    let sandbox = open();
    let request = PreapprovalRequest {
        pin_type: Some(PinType::Required),
        sender_email: Some("ann@example.com".to_owned()),
        ..agreement()
    };
    let key = sandbox
        .send(&shop, request)
        .expect("agreed")
        .preapproval_key;
    let buyer = Buyer::new("ann@example.com").pin("planted-4711".into());
    sandbox
        .approve_preapproval_as(&key, &buyer)
        .expect("approved");
    let by = |pin: &str| PayRequest {
        sender_email: Some("ann@example.com".to_owned()),
        preapproval_key: Some(key.clone()),
        pin: Some(pin.into()),
        ..implicit([to("seller@example.com", "1.00")])
    };
    sandbox.send(&shop, by("planted-4711")).expect("paid");
    assert!(sandbox.send(&shop, by("planted-4712")).is_err());
    drop(sandbox);
    let bytes = fs::read(&file.0).expect("a file");
    let planted = b"planted-471";
    assert!(!bytes.windows(planted.len()).any(|own| own == planted));

    let sandbox = open();
    sandbox.send(&shop, by("planted-4711")).expect("paid");
    for _ in 0..3 {
        assert!(sandbox.send(&shop, by("planted-4713")).is_err());
    }
    let error = sandbox
        .send(&shop, by("planted-4711"))
        .expect_err("suspended");
    assert!(error.to_string().ends_with("569019"), "{error}");
}
