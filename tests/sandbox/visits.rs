//! The page where payments and preapprovals are approved.

use http::{Request, Response, StatusCode};
use paywire::api::adaptive_payments::common::{ActionType, PaymentExecStatus};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::jiff::SignedDuration;
use paywire::sandbox::{Buyer, VisitError};

use crate::setup::{Shop, agreement, pay, shop, to};

fn send(shop: &Shop, request: http::request::Builder, form: &str) -> Response<Vec<u8>> {
    let request = request.body(form.as_bytes().to_vec());
    shop.sandbox.call(&request.expect("a request"))
}

fn shown(shop: &Shop, path: &str) -> String {
    let response = send(shop, Request::get(path), "");
    assert_eq!(response.status(), StatusCode::OK);
    String::from_utf8(response.into_body()).expect("a page")
}

fn of_payment(key: &str) -> String {
    format!("/webscr?cmd=_ap-payment&paykey={key}")
}

fn of_agreement(key: &str) -> String {
    format!("/webscr?cmd=_ap-preapproval&preapprovalkey={key}")
}

#[test]
fn what_was_approved_or_has_ended_is_shown_without_a_form() {
    let shop = shop();
    let seller = || pay([to("seller@example.com", "1.00")]);
    let paid = shop.ok(seller()).pay_key;
    let prepared = PayRequest {
        action_type: ActionType::Create,
        ..seller()
    };
    let prepared = shop.ok(prepared).pay_key;
    let late = shop.ok(seller()).pay_key;
    for key in [&paid, &prepared] {
        assert!(shown(&shop, &of_payment(key)).contains("<form"));
        shop.sandbox.approve(key).expect("approved");
        let page = shown(&shop, &of_payment(key));
        assert!(!page.contains("<form"), "{page}");
        assert!(page.contains("was approved before"), "{page}");
    }
    shop.clock.advance(SignedDuration::from_hours(3));
    let page = shown(&shop, &of_payment(&late));
    assert!(!page.contains("<form"), "{page}");
    assert!(page.contains("not valid any more"), "{page}");

    // A preapproval that was approved can be ended, and that is all.
    let key = shop.ok(agreement()).preapproval_key;
    assert!(shown(&shop, &of_agreement(&key)).contains("value=\"approve\""));
    shop.sandbox.approve_preapproval(&key).expect("approved");
    let page = shown(&shop, &of_agreement(&key));
    assert!(!page.contains("value=\"approve\""), "{page}");
    assert!(page.contains("value=\"cancel\""), "{page}");
    shop.sandbox.cancel_preapproval(&key).expect("cancelled");
    assert!(!shown(&shop, &of_agreement(&key)).contains("<form"));
}

/// The documents know two ways back: one after approving, and one after cancelling. (Pay page)
#[test]
fn whoever_approves_is_sent_to_the_return_url_even_if_the_payment_fails() {
    let shop = shop();
    let mut receiver = to("seller@example.com", "1.00");
    receiver.invoice_id = Some("FAIL-559044".to_owned());
    let key = shop.ok(pay([receiver])).pay_key;
    let response = send(&shop, Request::post(of_payment(&key)), "action=approve");
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let paid = format!("https://shop.example/paid?key={key}");
    assert_eq!(response.headers()["location"], paid.as_str());
    assert_eq!(shop.details(&key).status, PaymentExecStatus::Error);
}

#[test]
fn the_way_back_is_written_in_ascii() {
    let shop = shop();
    let request = PayRequest {
        return_url: "https://shop.example/gr\u{f6}\u{df}e?q=%C3%A9&k=${payKey}".to_owned(),
        ..pay([to("seller@example.com", "1.00")])
    };
    let key = shop.ok(request).pay_key;
    let response = send(&shop, Request::post(of_payment(&key)), "action=approve");
    let location = response.headers()["location"].to_str().expect("ASCII");
    let expected = format!("https://shop.example/gr%C3%B6%C3%9Fe?q=%C3%A9&k={key}");
    assert_eq!(location, expected);
}

#[test]
fn a_person_has_an_email_address() {
    let shop = shop();
    let key = shop.ok(pay([to("seller@example.com", "1.00")])).pay_key;
    let agreed = shop.ok(agreement()).preapproval_key;
    for wrong in ["junk", "@", "a@", "@b", "a\u{1}@example.com"] {
        let refused = shop.sandbox.approve_as(&key, &Buyer::new(wrong));
        let VisitError::Refused(error) = refused.expect_err("refused") else {
            panic!("{wrong}")
        };
        assert_eq!(error.error_id, Some(589_039), "{wrong}");
        let refused = shop
            .sandbox
            .approve_preapproval_as(&agreed, &Buyer::new(wrong));
        assert!(refused.is_err(), "{wrong}");
    }
    let response = send(
        &shop,
        Request::post(of_payment(&key)),
        "email=junk&action=approve",
    );
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(shop.details(&key).status, PaymentExecStatus::Created);
}
