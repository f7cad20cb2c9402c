//! Which captured traffic is about payments, and what it says.

use std::io::Write;

use paywire::api::MessageKind;
use paywire::capture::{
    Body, Config, Exchange, Headers, Interpreter, Item, Part, PartContent, Request, Response, Side,
};
use paywire::codec::{self, Content, Format, Reading};
use paywire::error::CaptureErrorKind;

const SERVICE: &str = "https://svcs.paypal.com/AdaptivePayments";
const PAY: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=https%3A%2F%2Fa.example\
    &currencyCode=EUR&receiverList.receiver(0).amount=1.00&receiverList.receiver(0).email=b%40a.example\
    &returnUrl=https%3A%2F%2Fa.example";
const PAID: &str = "responseEnvelope.timestamp=2013-04-24T14:39:26.000-07:00&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=34e4&responseEnvelope.build=1&payKey=AP-1&paymentExecStatus=COMPLETED";
const IPN: &str = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
    &sender_email=a%40a.example&action_type=PAY&charset=windows-1252&notify_version=UNVERSIONED\
    &memo=caf%E9";

fn request(method: &str, target: &str, fields: &[(&str, &str)], body: &str) -> Request {
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: fields.iter().copied().collect(),
        body: Body::Plain(body.as_bytes().to_vec()),
    }
}

fn response(status: u16, fields: &[(&str, &str)], body: &str) -> Response {
    Response {
        status,
        reason: String::new(),
        headers: fields.iter().copied().collect(),
        body: Body::Plain(body.as_bytes().to_vec()),
    }
}

fn item(request: Option<Request>, response: Option<Response>) -> Item {
    Item::Exchange(Box::new(Exchange {
        request,
        response,
        ..Exchange::default()
    }))
}

/// What is found, in words.
fn found(item: &Item) -> Vec<String> {
    let interpreter = Interpreter::new(codec::Config::strict(), Config::new());
    interpreter.parts(item).iter().map(said).collect()
}

fn said(part: &Part<'_>) -> String {
    let side = part.side.map_or("whole", Side::as_str);
    let what = match &part.found {
        PartContent::Body(Ok(reading)) => match &reading.content {
            Content::Message(decoded) => {
                format!("{} in {}", decoded.message.kind(), reading.format)
            }
            _ => format!("something in {}", reading.format),
        },
        PartContent::Body(Err(error)) => format!("error {}", error.kind().as_str()),
        other => format!("{other:?}"),
    };
    format!("{side}: {what}")
}

#[test]
fn the_path_says_which_message_it_is() {
    let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    for operation in ["PaymentDetails", "ExecutePayment", "Refund"] {
        let url = format!("{SERVICE}/{operation}?x=1");
        let sent = request("POST", &url, &[], body);
        let expected = format!("request: {operation}Request in nvp");
        assert_eq!(found(&item(Some(sent), None)), [expected]);
    }
    // Whatever host a test stands for the service on.
    let fields = [("Host", "localhost:8080")];
    let sent = request("POST", "/AdaptivePayments/Refund", &fields, body);
    assert_eq!(
        found(&item(Some(sent), None)),
        ["request: RefundRequest in nvp"]
    );
}

#[test]
fn header_fields_say_it_where_the_path_does_not() {
    let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    for field in [
        ("X-PAYPAL-OPERATION-NAME", "ExecutePayment"),
        ("soapaction", "\"svcs:ExecutePayment\""),
    ] {
        let action = MessageKind::ExecutePaymentRequest.info().soap_action();
        let field = match field {
            ("soapaction", _) => ("SOAPAction", action.as_deref().unwrap()),
            other => other,
        };
        let sent = request("POST", "https://proxy.example/x", &[field], body);
        let answered = response(200, &[], &PAID.replace("&payKey=AP-1", ""));
        let expected = [
            "request: ExecutePaymentRequest in nvp",
            "response: ExecutePaymentResponse in nvp",
        ];
        assert_eq!(
            found(&item(Some(sent), Some(answered))),
            expected,
            "{field:?}"
        );
    }
}

#[test]
fn a_known_call_may_be_answered_by_a_fault_or_by_nonsense() {
    let url = format!("{SERVICE}/Pay");
    let fault = r#"{"responseEnvelope":{"timestamp":"2013-04-24T14:39:26.000-07:00","ack":"Failure",
        "correlationId":"1","build":"1"},"error":[{"errorId":"580001","message":"no"}]}"#;
    let page = "<!DOCTYPE html><html><body>Bad gateway</body></html>";
    let html = [("Content-Type", "text/html")];
    for (answer, expected) in [
        (response(200, &[], fault), "response: FaultMessage in json"),
        (response(502, &html, page), "response: error unknown-format"),
        (
            response(200, &[], "a=%zz"),
            "response: error invalid-escape",
        ),
    ] {
        let item = item(Some(request("POST", &url, &[], PAY)), Some(answer));
        assert_eq!(found(&item), ["request: PayRequest in nvp", expected]);
    }
}

#[test]
fn other_traffic_is_told_apart() {
    let html = [("Content-Type", "text/html; charset=utf-8")];
    let script = [("Content-Type", "application/javascript")];
    let json = [("Content-Type", "application/json")];
    let get = |path: &str| request("GET", path, &[], "");
    for (sent, answer) in [
        (
            get("https://shop.example/"),
            response(200, &html, "<html></html>"),
        ),
        (
            get("https://shop.example/a.js"),
            response(200, &script, "{}"),
        ),
        // An object like many: nothing but the request could say that it is an answer.
        (
            get("https://shop.example/api"),
            response(200, &json, r#"{"success":true,"data":{"order_id":"1"}}"#),
        ),
        (
            request(
                "POST",
                "https://stats.example/v1",
                &json,
                r#"{"event":"click","x":1}"#,
            ),
            response(204, &[], ""),
        ),
        (
            request(
                "POST",
                "https://shop.example/login",
                &[],
                "user=a&password=b",
            ),
            response(302, &[], ""),
        ),
    ] {
        let target = sent.target.clone();
        assert_eq!(
            found(&item(Some(sent), Some(answer))),
            ["whole: Other"],
            "{target}"
        );
    }
}

#[test]
fn messages_are_found_at_addresses_of_anybodys_choice() {
    let fields = [("Content-Type", "application/x-www-form-urlencoded")];
    let sent = request("POST", "https://shop.example/ipn", &fields, IPN);
    let expected = ["request: PaymentNotification in nvp"];
    assert_eq!(
        found(&item(Some(sent), Some(response(200, &[], "")))),
        expected
    );

    let sent = request("POST", "https://mock.example/any", &[], PAY);
    let expected = ["request: PayRequest in nvp", "response: PayResponse in nvp"];
    assert_eq!(
        found(&item(Some(sent), Some(response(200, &[], PAID)))),
        expected
    );

    // A capture of answers alone.
    assert_eq!(
        found(&item(None, Some(response(200, &[], PAID)))),
        ["response: PayResponse in nvp"]
    );
}

#[test]
fn the_method_tells_calls_of_one_address_apart() {
    let url = "https://api.paypal.com/v1/checkout/orders/O-1";
    let order = r#"{"id":"O-1","status":"CREATED","links":[]}"#;
    let asked = item(
        Some(request("GET", url, &[], "")),
        Some(response(200, &[], order)),
    );
    assert_eq!(found(&asked).len(), 1);
    assert!(
        found(&asked)[0].starts_with("response: "),
        "{:?}",
        found(&asked)
    );

    let cancelled = item(
        Some(request("DELETE", url, &[], "")),
        Some(response(204, &[], "")),
    );
    assert_eq!(found(&cancelled), ["whole: Call"]);
}

#[test]
fn a_browser_that_is_sent_to_approve_is_an_event() {
    let url = "https://www.sandbox.paypal.com/webscr?cmd=_ap-payment&paykey=AP-1";
    let parts = found(&item(
        Some(request("GET", url, &[], "")),
        Some(response(302, &[], "")),
    ));
    assert_eq!(parts.len(), 1);
    assert!(parts[0].contains("Redirect(Sandbox, Payment"), "{parts:?}");
}

#[test]
fn a_notification_that_goes_back_is_verified_or_not() {
    let url = "https://ipnpb.paypal.com/cgi-bin/webscr".replace("ipnpb", "www");
    let body = format!("cmd=_notify-validate&{IPN}");
    for (answer, verified) in [("VERIFIED", true), ("INVALID\n", false)] {
        let sent = request("POST", &url, &[], &body);
        let parts = found(&item(Some(sent), Some(response(200, &[], answer))));
        let expected = [
            "request: PaymentNotification in nvp".to_owned(),
            format!("response: Verified({verified})"),
        ];
        assert_eq!(parts, expected);
    }
}

#[test]
fn bodies_are_unpacked_and_read_in_the_charset_that_was_said() {
    let body = PAY.replace("currencyCode=EUR", "currencyCode=EUR&memo=caf\u{e9}");
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&body);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&latin).unwrap();
    let fields = [
        ("Content-Encoding", "gzip"),
        (
            "Content-Type",
            "application/x-www-form-urlencoded; charset=\"ISO-8859-1\"",
        ),
    ];
    let mut sent = request("POST", &format!("{SERVICE}/Pay"), &fields, "");
    sent.body = Body::Coded(encoder.finish().unwrap());
    let item = item(Some(sent), None);
    let interpreter = Interpreter::new(codec::Config::strict(), Config::new());
    let parts = interpreter.parts(&item);
    let PartContent::Body(Ok(Reading {
        format: Format::Nvp,
        content,
        ..
    })) = &parts[0].found
    else {
        panic!("{}", said(&parts[0]));
    };
    let memo = content.leaves().unwrap();
    assert!(memo.iter().any(|leaf| leaf.to_string() == "memo=caf\u{e9}"));
}

#[test]
fn what_headers_say_of_the_format_yields_to_the_body() {
    let json = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1"}"#;
    let fields = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("X-PAYPAL-REQUEST-DATA-FORMAT", "JSON"),
    ];
    for fields in [&fields[..], &fields[..1]] {
        let sent = request("POST", &format!("{SERVICE}/PaymentDetails"), fields, json);
        let expected = ["request: PaymentDetailsRequest in json"];
        assert_eq!(found(&item(Some(sent), None)), expected);
    }
}

#[test]
fn the_format_that_the_caller_says_goes_before_what_is_seen() {
    let sent = request("POST", &format!("{SERVICE}/Pay"), &[], "{\"a\":1}");
    let item = item(Some(sent), None);
    let codec = codec::Config::strict().format(Format::Nvp);
    let interpreter = Interpreter::new(codec, Config::new());
    let PartContent::Body(read) = &interpreter.parts(&item)[0].found else {
        panic!("a body");
    };
    let format = read.as_ref().map_or(Format::Nvp, |reading| reading.format);
    assert_eq!(format, Format::Nvp);
}

#[test]
fn a_body_that_the_capture_lacks_is_an_error_and_not_nothing() {
    let mut sent = request("POST", &format!("{SERVICE}/Pay"), &[], "");
    sent.body = Body::Missing(CaptureErrorKind::LostBytes);
    assert_eq!(
        found(&item(Some(sent.clone()), None)),
        ["request: error capture"]
    );
    // Of other traffic nobody misses it.
    sent.target = "https://shop.example/".to_owned();
    assert_eq!(found(&item(Some(sent), None)), ["whole: Other"]);
}

#[test]
fn nothing_of_an_exchange_is_shown_in_debug() {
    let fields = [("Authorization", "Bearer A21AAF")];
    let sent = request("POST", "https://a.example/?token=EC-77", &fields, PAY);
    let shown = format!("{:?}", item(Some(sent), Some(response(200, &fields, PAID))));
    for secret in ["A21AAF", "EC-77", "AP-1", "errorLanguage"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let headers = Headers::from_iter(fields);
    assert!(format!("{headers:?}").contains("Authorization"));
}
