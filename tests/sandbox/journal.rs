//! The log of exchanges, and the pages that show it.

use http::{Request, Response, StatusCode};
use paywire::api::adaptive_payments::common::PinType;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::sandbox::{Delivery, ExchangeKind};

use crate::setup::{Shop, agreement, implicit, pay, shop, shop_with, to};

fn call(shop: &Shop, path: &str, body: &[u8]) -> Response<Vec<u8>> {
    let call = Request::post(path)
        .header("X-PAYPAL-SECURITY-USERID", "shop_api1.example.com")
        .header("X-PAYPAL-SECURITY-PASSWORD", "planted-password")
        .header("X-PAYPAL-APPLICATION-ID", "APP-1");
    shop.sandbox
        .call(&call.body(body.to_vec()).expect("a request"))
}

fn get(shop: &Shop, path: &str) -> Response<Vec<u8>> {
    let request = Request::get(path).body(Vec::new());
    shop.sandbox.call(&request.expect("a request"))
}

fn shown(shop: &Shop, path: &str) -> String {
    let response = get(shop, path);
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let text = String::from_utf8(response.into_body()).expect("a text");
    assert!(!text.contains("planted"), "{text}");
    text
}

const DETAILS: &str = "/AdaptivePayments/PaymentDetails";

#[test]
fn the_list_has_a_line_for_each_exchange() {
    let shop = shop();
    for _ in 0..100 {
        let memo = "a".repeat(50_000);
        let body = format!("requestEnvelope.errorLanguage=en_US&payKey=AP-1&x={memo}");
        let _ = call(&shop, DETAILS, body.as_bytes());
    }
    let list = shown(&shop, "/");
    assert!(list.len() < 50_000, "{}", list.len());
    assert!(list.contains("<a href=\"/exchanges/100\">"), "{list}");
    assert!(list.contains("<b>PaymentDetails</b>"), "{list}");
    assert!(list.contains("580022"), "{list}");
    let news = shown(&shop, "/exchanges?since=99");
    assert!(news.contains("data-last=\"100\"") && !news.contains("/exchanges/99\""));
    for path in [
        "/exchanges/0",
        "/exchanges/101",
        "/exchanges/x",
        "/exchanges/100/x",
    ] {
        assert_eq!(get(&shop, path).status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_body_is_shown_as_it_was_sent_and_as_it_was_read() {
    let shop = shop();
    let body = b"payKey=AP%2D1&&requestEnvelope.errorLanguage=en_US&%70in=planted-1&x=%3Cb%3E<i>";
    let _ = call(&shop, DETAILS, body);
    let page = shown(&shop, "/exchanges/1");
    assert!(
        page.contains("payKey=AP%2D1&amp;&amp;requestEnvelope"),
        "{page}"
    );
    assert!(
        page.contains("%70in=*********&amp;x=%3Cb%3E&lt;i&gt;"),
        "{page}"
    );
    assert!(
        page.contains("&quot;payKey&quot;: &quot;AP-1&quot;"),
        "{page}"
    );
    assert!(page.contains("error(0).errorId=580022"), "{page}");
    let whole = get(&shop, "/exchanges/1/request");
    assert_eq!(whole.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(whole.headers()["x-content-type-options"], "nosniff");
    let whole = String::from_utf8(whole.into_body()).expect("a text");
    assert!(whole.ends_with(
        "\n\npayKey=AP%2D1&&requestEnvelope.errorLanguage=en_US&%70in=*********&x=%3Cb%3E<i>"
    ));
    assert!(shown(&shop, "/exchanges/1/answer").starts_with("200\n"));
}

#[test]
fn a_long_body_is_cut_off_on_the_page_and_whole_beside_it() {
    let shop = shop();
    let long = format!("a={}", "\u{e4}".repeat(300_000));
    let _ = call(&shop, DETAILS, long.as_bytes());
    let page = shown(&shop, "/exchanges/1");
    assert!(page.len() < 300_000, "{}", page.len());
    assert!(page.contains("<a href=\"/exchanges/1/request\">"), "{page}");
    assert!(shown(&shop, "/exchanges/1/request").ends_with(&long));
}

/// Where secrets cannot be found byte for byte, the body is shown as it was read.
#[test]
fn a_body_in_two_bytes_a_character_is_shown_as_it_was_read_alone() {
    let shop = shop();
    let text = "<?xml version='1.0' encoding='UTF-16'?><ConfirmPreapprovalRequest xmlns='http://svcs.paypal.com/types/ap'>\
        <requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope><pin>planted-1</pin>\
        <preapprovalKey>PA-1</preapprovalKey></ConfirmPreapprovalRequest>";
    let mut body = vec![0xff, 0xfe];
    body.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let _ = call(&shop, "/AdaptivePayments/ConfirmPreapproval", &body);
    for path in ["/exchanges/1", "/exchanges/1/request"] {
        let page = shown(&shop, path);
        assert!(!page.replace('\0', "").contains("planted"), "{page}");
        assert!(page.contains("PA-1"), "{page}");
    }
}

#[test]
fn visits_are_exchanges() {
    let shop = shop();
    let request = PreapprovalRequest {
        pin_type: Some(PinType::Required),
        ..agreement()
    };
    let key = shop.ok(request).preapproval_key;
    let page = format!("/webscr?cmd=_ap-preapproval&preapprovalkey={key}");
    let _ = get(&shop, &page);
    let _ = call(
        &shop,
        &page,
        b"email=ann%40example.com&pin=planted-1903&action=approve",
    );
    for asset in [
        "/",
        "/exchanges?since=0",
        "/exchanges/1",
        "/page.css",
        "/page.js",
    ] {
        let _ = get(&shop, asset);
    }
    let log = shop.sandbox.exchanges_since(1);
    assert_eq!(log.len(), 2);
    for visit in &log {
        assert_eq!(visit.kind(), ExchangeKind::Visit);
        assert_eq!(visit.operation(), None);
        assert!(!visit.is_fault());
        assert!(!visit.request().contains("planted"));
    }
    assert!(log[0].answer().starts_with("200\n"));
    let clicked = &log[1];
    assert!(clicked.request().contains("ann@example.com"));
    assert!(
        clicked.answer().starts_with("303\n"),
        "{}",
        clicked.answer()
    );
    assert!(clicked.answer().contains("https://shop.example/yes"));
    let list = shown(&shop, "/");
    assert!(list.contains("POST /webscr?cmd=_ap-preapproval"), "{list}");
    assert!(shown(&shop, "/exchanges/3").contains("pin=************&amp;action=approve"));
    // What is refused is marked.
    let _ = call(&shop, &page, b"pin=planted-1903&action=approve");
    assert!(shop.sandbox.exchanges_since(3)[0].is_fault());
}

#[test]
fn notifications_are_exchanges_with_what_became_of_them() {
    let shop = shop_with(|config| config.attempts(2));
    shop.ok(PayRequest {
        ipn_notification_url: Some("http://127.0.0.1:1/ipn?token=planted-1".to_owned()),
        ..implicit([to("seller@example.com", "1.00")])
    });
    let due = |shop: &Shop| shop.sandbox.due(1).expect("a store").remove(0);
    let why = "the receiver answered with status 500";
    let delivery = shop.sandbox.undelivered(&due(&shop), why);
    let Delivery::Again(at) = delivery.expect("a store") else {
        panic!("not again")
    };
    let log = shop.sandbox.exchanges_since(1);
    let [first] = &log[..] else { panic!("{log:?}") };
    assert_eq!(first.kind(), ExchangeKind::Notification);
    assert!(first.is_fault());
    let request = first.request();
    assert!(
        request.starts_with("POST http://127.0.0.1:1/ipn?token=***\n"),
        "{request}"
    );
    assert!(request.contains("PAY"), "{request}");
    assert_eq!(
        first.answer(),
        format!("it did not arrive: {why}; it is sent again at {at:.0}")
    );
    assert!(shown(&shop, "/").contains("<b>notification</b>"));
    assert!(shown(&shop, "/exchanges/2").contains(why));

    shop.clock
        .advance(paywire::jiff::SignedDuration::from_secs(60));
    let second = due(&shop);
    assert_eq!(
        shop.sandbox.delivered(&second, true).expect("a store"),
        Delivery::Done
    );
    let log = shop.sandbox.exchanges_since(2);
    assert!(!log[0].is_fault());
    assert_eq!(log[0].answer(), "it arrived");
}

#[test]
fn an_error_that_was_asked_for_is_marked() {
    let failure = "Refund:570015".parse().expect("a failure");
    let shop = shop_with(|config| config.fail(failure));
    let real = PaymentDetailsRequest::by_pay_key("AP-1");
    shop.refused(real);
    let by_text = PaymentDetailsRequest::by_pay_key("AP-FAIL-520002");
    shop.refused(by_text);
    shop.refused(pay([to("seller@example.com", "5800.22")]));
    let amount = "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD&cancelUrl=http://a.example\
        &returnUrl=http://a.example&receiverList.receiver(0).email=b@example.com&receiverList.receiver(0).amount=5790.42";
    let _ = call(&shop, "/AdaptivePayments/Pay", amount.as_bytes());
    let refund = "{\"requestEnvelope\":{\"errorLanguage\":\"en_US\"},\"payKey\":\"AP-1\"}";
    let _ = call(&shop, "/AdaptivePayments/Refund", refund.as_bytes());
    for (number, is_forced) in [(1, false), (2, true), (3, true), (4, true), (5, true)] {
        let page = shown(&shop, &format!("/exchanges/{number}"));
        assert_eq!(page.contains("asked for"), is_forced, "{page}");
    }
    assert_eq!(shown(&shop, "/").matches("asked for").count(), 4);
}

#[test]
fn header_fields_count_for_the_log_too() {
    let shop = shop();
    for _ in 0..200 {
        let call = Request::post(DETAILS)
            .header("x-long", "a".repeat(200_000))
            .body(Vec::new());
        let _ = shop.sandbox.call(&call.expect("a request"));
    }
    let kept = shop.sandbox.exchanges_since(0).len();
    assert!((10..=60).contains(&kept), "{kept}");
}

#[test]
fn tokens_of_orders_are_not_shown() {
    let shop = shop();
    let send = |path: &str, credentials: &str, body: &str| {
        let call = Request::post(path).header("authorization", credentials);
        let call = call.body(body.as_bytes().to_vec()).expect("a request");
        let response = shop.sandbox.call(&call);
        String::from_utf8(response.into_body()).expect("a text")
    };
    // planted-id:planted-word
    let basic = "Basic cGxhbnRlZC1pZDpwbGFudGVkLXdvcmQ=";
    let answer = send("/v1/oauth2/token", basic, "grant_type=client_credentials");
    let (_, token) = answer.split_once("\"access_token\":\"").expect("a token");
    let (token, _) = token.split_once('"').expect("an end");
    send("/v1/checkout/orders", &format!("Bearer {token}"), "{}");
    let pages = [
        "/",
        "/exchanges/1",
        "/exchanges/1/request",
        "/exchanges/1/answer",
    ];
    for path in pages
        .into_iter()
        .chain(["/exchanges/2", "/exchanges/2/request"])
    {
        let page = shown(&shop, path);
        assert!(
            !page.contains(token) && !page.contains("cGxhbnRl"),
            "{page}"
        );
    }
}
