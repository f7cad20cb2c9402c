//! Calls over HTTP, in four formats.

use http::{Request, Response, StatusCode};
use paywire::Secret;
use paywire::api::AnyMessage;
use paywire::api::Environment;
use paywire::api::adaptive_payments::common::{ErrorData, PaymentExecStatus};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::service::{
    Credentials, RequestHeaders, SANDBOX_APPLICATION_ID,
};
use paywire::codec::{Config, Format, Ipn};
use paywire::service::{Client, ReplyError};

use crate::setup::{implicit, said, shop, shop_with, to};

fn client() -> Client {
    let credentials = Credentials::Signature {
        user_id: Secret::from("shop_api1.example.com"),
        password: Secret::from("planted-password"),
        signature: Secret::from("planted-signature"),
    };
    let caller = RequestHeaders::new(credentials, SANDBOX_APPLICATION_ID);
    Client::adaptive_payments(Environment::Sandbox, &caller).expect("a client")
}

/// The only error of a fault.
fn error(error: &ReplyError) -> ErrorData {
    match error.fault() {
        Some(AnyMessage::FaultMessage(fault)) => {
            assert_eq!(fault.error.len(), 1, "{fault:?}");
            fault.error[0].clone()
        }
        other => panic!("no fault: {other:?}"),
    }
}

fn refused(response: &Response<Vec<u8>>) -> ErrorData {
    let reply = client().read_response::<PayRequest>(response);
    error(&reply.expect_err("refused"))
}

fn text(response: &Response<Vec<u8>>) -> &str {
    std::str::from_utf8(response.body()).expect("a text")
}

#[test]
fn each_format_is_answered_with_the_one_that_is_wanted() {
    let shop = shop();
    for format in Format::ALL.iter().copied() {
        for reply in Format::ALL.iter().copied() {
            // An envelope is answered with one, and only that.
            if (format == Format::Soap) != (reply == Format::Soap) {
                continue;
            }
            let client = client().format(format).reply_format(reply);
            let request = PayRequest {
                memo: Some("Grüße & 二 <\"tickets\">\n100 %+".to_owned()),
                ..implicit([to("seller@example.com", "1.00")])
            };
            let call = client.request(&request, &[]).expect("a call");
            let response = shop.sandbox.call(&call);
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(Format::detect(response.body()), Some(reply));
            assert_eq!(response.headers()["x-paypal-operation-name"], "Pay");
            let paid = client.read_response::<PayRequest>(&response).expect("paid");
            assert_eq!(paid.payment_exec_status, PaymentExecStatus::Completed);

            let asks = PaymentDetailsRequest::by_pay_key(paid.pay_key.clone());
            let call = client.request(&asks, &[]).expect("a call");
            let response = shop.sandbox.call(&call);
            let details = client
                .read_response::<PaymentDetailsRequest>(&response)
                .expect("details");
            assert_eq!(details.memo, request.memo);

            let asks = PaymentDetailsRequest::by_pay_key("AP-1");
            let response = shop
                .sandbox
                .call(&client.request(&asks, &[]).expect("a call"));
            let is_soap = reply == Format::Soap;
            assert_eq!(response.status(), if is_soap { 500 } else { 200 });
            assert_eq!(response.headers()["x-paypal-error-response"], "TRUE");
            let refused = client.read_response::<PaymentDetailsRequest>(&response);
            let told = error(&refused.expect_err("refused"));
            assert_eq!(
                said(&told),
                (580_022, "Invalid request parameter: payKey with value AP-1")
            );
        }
    }
}

#[test]
fn an_envelope_of_version_1_2_is_answered_with_one() {
    let shop = shop();
    let body = "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body>\
        <p:PaymentDetailsRequest xmlns:p='http://svcs.paypal.com/types/ap'><requestEnvelope>\
        <errorLanguage>en_US</errorLanguage></requestEnvelope><payKey>AP-1</payKey>\
        </p:PaymentDetailsRequest></e:Body></e:Envelope>";
    let mut call = plain("/AdaptivePayments", body);
    let content_type = "application/soap+xml; action=\"urn:PaymentDetails\"";
    call.headers_mut()
        .insert("content-type", content_type.parse().expect("a value"));
    let response = shop.sandbox.call(&call);
    assert!(text(&response).contains("http://www.w3.org/2003/05/soap-envelope"));
    assert!(text(&response).contains("580022"));
    assert_eq!(
        response.headers()["content-type"],
        "application/soap+xml; charset=utf-8"
    );
}

/// A call with credentials and a body as it is.
fn plain(path: &str, body: &str) -> Request<Vec<u8>> {
    let call = Request::post(format!("http://127.0.0.1:8080{path}"))
        .header("X-PAYPAL-SECURITY-USERID", "shop_api1.example.com")
        .header("X-PAYPAL-SECURITY-PASSWORD", "planted-password")
        .header("X-PAYPAL-APPLICATION-ID", "APP-1");
    call.body(body.as_bytes().to_vec()).expect("a request")
}

const PAY: &str = "/AdaptivePayments/Pay";

#[test]
fn who_does_not_say_who_calls_is_refused() {
    let shop = shop();
    let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    let mut call = plain("/AdaptivePayments/PaymentDetails", body);
    call.headers_mut().remove("X-PAYPAL-APPLICATION-ID");
    let message = "The X-PAYPAL-APPLICATION-ID header contains an invalid value";
    assert_eq!(
        said(&refused(&shop.sandbox.call(&call))),
        (560_022, message)
    );
    call.headers_mut().remove("X-PAYPAL-SECURITY-PASSWORD");
    let message = "Authentication failed. API credentials are incorrect.";
    assert_eq!(
        said(&refused(&shop.sandbox.call(&call))),
        (520_003, message)
    );
}

#[test]
fn a_caller_may_call_for_another_account() {
    let shop = shop();
    let request = PayRequest {
        sender_email: Some("other@example.com".to_owned()),
        ..implicit([to("seller@example.com", "1.00")])
    };
    let mut call = client().request(&request, &[]).expect("a call");
    let status = |call: &Request<Vec<u8>>| {
        let response = shop.sandbox.call(call);
        let reply = client()
            .read_response::<PayRequest>(&response)
            .expect("a reply");
        reply.message.payment_exec_status
    };
    assert_eq!(status(&call), PaymentExecStatus::Created);
    let subject = "other@example.com".parse().expect("a value");
    call.headers_mut()
        .insert("X-PAYPAL-SECURITY-SUBJECT", subject);
    assert_eq!(status(&call), PaymentExecStatus::Completed);
}

#[test]
fn what_cannot_be_read_says_where_and_why() {
    let shop = shop();
    let call = |body: &str| refused(&shop.sandbox.call(&plain(PAY, body)));
    let told = call("requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD");
    assert_eq!(
        said(&told),
        (580_029, "Invalid request: missing field `cancelUrl`")
    );
    assert_eq!(told.parameter[0].value, "cancelUrl");
    let told = call("{\"actionType\": planted-5571}");
    assert_eq!(told.error_id, Some(580_001));
    let message = told.message.expect("a message");
    assert!(
        message.starts_with("Invalid request: ") && !message.contains("5571"),
        "{message}"
    );
    let told = call("receiverList.receiver(0).amount=planted-5571&actionType=PAY");
    assert!(!told.message.expect("a message").contains("5571"));
    let told = refused(&shop.sandbox.call(&plain("/AdaptivePayments/Buy", "a=b")));
    assert_eq!(told.error_id, Some(520_006));

    for (path, body, status) in [
        ("/", "a=b", StatusCode::NOT_FOUND),
        ("/favicon.ico", "", StatusCode::NOT_FOUND),
        (
            PAY,
            " ".repeat(1001).as_str(),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ] {
        let shop = shop_with(|config| config.most_bytes(1000));
        assert_eq!(
            shop.sandbox.call(&plain(path, body)).status(),
            status,
            "{path}"
        );
    }
    let exact = plain(PAY, &" ".repeat(1000));
    let shop = shop_with(|config| config.most_bytes(1000));
    assert_eq!(shop.sandbox.call(&exact).status(), StatusCode::OK);
}

#[test]
fn small_faults_are_mended_unless_they_must_not_be() {
    let body = "&requestEnvelope.errorLanguage=en_US&payKey=AP-1&payKey=AP-2&";
    let call = plain("/AdaptivePayments/PaymentDetails", body);
    let number = |shop: &crate::setup::Shop| refused(&shop.sandbox.call(&call)).error_id;
    assert_eq!(number(&shop()), Some(580_022), "no such payment");
    let strict = shop_with(|config| config.codec(Config::strict()));
    assert_eq!(number(&strict), Some(580_001), "a duplicate name");
}

#[test]
fn notifications_are_verified_by_a_post() {
    let shop = shop();
    shop.ok(PayRequest {
        ipn_notification_url: Some("http://127.0.0.1/ipn".to_owned()),
        ..implicit([to("seller@example.com", "1.00")])
    });
    let sent = shop.sandbox.due(1).expect("a store").remove(0);
    let ipn = Ipn::from_slice(sent.body().as_bytes()).expect("a notification");
    let question = String::from_utf8(ipn.verification_body()).expect("a text");
    let verdict = |body: &str| {
        let response = shop.sandbox.call(&plain("/cgi-bin/webscr", body));
        assert_eq!(response.status(), StatusCode::OK);
        text(&response).to_owned()
    };
    assert_eq!(verdict(&question), "VERIFIED");
    assert_eq!(verdict(&question.replace("1.00", "2.00")), "INVALID");
}

#[test]
fn the_log_has_the_last_exchanges_without_their_secrets() {
    let shop = shop_with(|config| config.log(3));
    let request = PayRequest {
        preapproval_key: Some("PA-1".to_owned()),
        pin: Some("planted-pin".into()),
        ..implicit([to("seller@example.com", "1.00")])
    };
    for format in Format::ALL.iter().copied() {
        let call = client()
            .format(format)
            .request(&request, &[])
            .expect("a call");
        let _ = shop.sandbox.call(&call);
    }
    let _ = shop.sandbox.send(&shop.caller, request);
    let log = shop.sandbox.exchanges_since(0);
    let numbers: Vec<_> = log.iter().map(|exchange| exchange.number()).collect();
    assert_eq!(numbers, [3, 4, 5]);
    for exchange in &log {
        assert_eq!(exchange.operation(), Some("Pay"));
        let (request, answer) = (exchange.request(), exchange.answer());
        assert!(
            request.contains("PA-1") && answer.contains("589019"),
            "{request}\n{answer}"
        );
        for text in [request, answer, format!("{exchange:?}")] {
            assert!(!text.contains("planted"), "{text}");
        }
    }
    assert!(
        log[0]
            .request()
            .starts_with("POST https://svcs.sandbox.paypal.com/AdaptivePayments/Pay\n")
    );
    assert_eq!(shop.sandbox.exchanges_since(4).len(), 1);

    let off = shop_with(|config| config.log(0));
    off.ok(implicit([to("seller@example.com", "1.00")]));
    assert!(off.sandbox.exchanges_since(0).is_empty());
}

#[test]
fn long_bodies_push_others_out_of_the_log() {
    let shop = shop();
    for _ in 0..20 {
        let _ = shop.sandbox.call(&plain(PAY, &"a".repeat(1 << 20)));
    }
    let kept = shop.sandbox.exchanges_since(0).len();
    assert!((6..=8).contains(&kept), "{kept}");
}

/// Whatever stands in a body, there is an answer that can be read, and it quotes nothing of what it refuses.
#[test]
fn a_body_that_is_cut_off_or_damaged_is_answered() {
    let shop = shop_with(|config| config.log(0));
    for format in Format::ALL.iter().copied() {
        let client = client().format(format);
        let request = PayRequest {
            memo: Some("planted-5571".to_owned()),
            ..implicit([to("seller@example.com", "1.00")])
        };
        let call = client.request(&request, &[]).expect("a call");
        for at in (0..call.body().len()).step_by(3) {
            let mut damaged = call.body().clone();
            damaged[at] = b"\0\xff<&\"%{="[at % 8];
            for body in [call.body()[..at].to_vec(), damaged] {
                let (head, _) = call.clone().into_parts();
                let response = shop.sandbox.call(&Request::from_parts(head, body));
                let status = response.status().as_u16();
                assert!(
                    status == 200 || status == 500 && format == Format::Soap,
                    "{status}"
                );
                match client.read_response::<PayRequest>(&response) {
                    Ok(_) => {}
                    Err(refused) => assert!(refused.fault().is_some(), "{format} {at}: {refused}"),
                }
                assert!(!text(&response).contains("planted"), "{format} {at}");
            }
        }
    }
}

#[test]
fn amounts_have_no_exponent() {
    let shop = shop();
    let body = |amount: &str| {
        format!(
            "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD&cancelUrl=http://a.example\
             &returnUrl=http://a.example&receiverList.receiver(0).email=b@example.com\
             &receiverList.receiver(0).amount={amount}"
        )
    };
    for wrong in ["1e3", "1E3", "1e-2", "1,00", "--1", "0x1", "NaN"] {
        let told = refused(&shop.sandbox.call(&plain(PAY, &body(wrong))));
        assert_eq!(told.error_id, Some(580_022), "{wrong}");
        assert_eq!(told.parameter[0].value, "receiverList.receiver(0).amount");
    }
    let json = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY","currencyCode":"USD",
        "cancelUrl":"http://a.example","returnUrl":"http://a.example","receiverList":{"receiver":[
        {"email":"b@example.com","amount":1e3}]}}"#;
    let told = refused(&shop.sandbox.call(&plain(PAY, json)));
    assert_eq!(told.error_id, Some(580_022), "{told:?}");
    // What `xs:decimal` allows, the type of amounts in the schema.
    for good in ["1", "%2B1", ".5", "1.", "01.00"] {
        let response = shop.sandbox.call(&plain(PAY, &body(good)));
        assert!(text(&response).contains("ack=Success"), "{good}");
    }
}

#[test]
fn what_a_fault_says_is_its_parameter_where_no_field_is_to_blame() {
    let shop = shop();
    let told = refused(&shop.sandbox.call(&plain(PAY, "{")));
    assert_eq!(told.error_id, Some(580_001));
    let message = told.message.expect("a message");
    assert_eq!(
        message,
        format!("Invalid request: {}", told.parameter[0].value)
    );
}

#[test]
fn the_description_is_had_at_the_address_of_an_operation_too() {
    let shop = shop();
    let get = |path: &str| {
        let call = Request::get(path).header("host", "127.0.0.1:8080");
        shop.sandbox
            .call(&call.body(Vec::new()).expect("a request"))
    };
    let described = get("/AdaptivePayments?wsdl");
    assert!(text(&described).contains("location=\"http://127.0.0.1:8080/AdaptivePayments\""));
    for path in [
        "/AdaptivePayments/?WSDL",
        "/AdaptivePayments/Pay?wsdl",
        "/AdaptivePayments/Pay/?WSDL",
    ] {
        let response = get(path);
        assert_eq!(text(&response), text(&described), "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "text/xml; charset=utf-8"
        );
    }
    assert!(!text(&get("/AdaptivePayments/Buy?wsdl")).contains("wsdl:definitions"));
}

/// The header field goes before the declaration of a document, and a mark before both. (RFC 7303 3.2)
#[test]
fn the_charset_of_the_header_goes_before_that_of_the_document() {
    let shop = shop();
    let body = |declared: &str, memo: &[u8]| {
        let before = format!(
            "<?xml version='1.0' encoding='{declared}'?><p:PayRequest xmlns:p='http://svcs.paypal.com/types/ap'>\
             <requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope><actionType>PAY</actionType>\
             <cancelUrl>http://a.example</cancelUrl><currencyCode>USD</currencyCode><memo>"
        );
        let after = "</memo><receiverList><receiver><amount>1.00</amount><email>b@example.com</email></receiver>\
                     </receiverList><returnUrl>http://a.example</returnUrl></p:PayRequest>";
        [before.as_bytes(), memo, after.as_bytes()].concat()
    };
    let memo = |content_type: &str, body: Vec<u8>| {
        let (mut head, _) = plain(PAY, "").into_parts();
        let content_type = content_type.parse().expect("a value");
        head.headers.insert("content-type", content_type);
        let response = shop.sandbox.call(&Request::from_parts(head, body));
        let paid = client()
            .read_response::<PayRequest>(&response)
            .expect("paid");
        shop.details(&paid.pay_key).memo.expect("a memo")
    };
    let latin = "text/xml; charset=iso-8859-1";
    assert_eq!(memo(latin, body("utf-8", b"\xe9")), "\u{e9}");
    let utf8 = "text/xml; charset=utf-8";
    assert_eq!(
        memo(utf8, body("iso-8859-1", "\u{e9}".as_bytes())),
        "\u{e9}"
    );
    let marked = [&b"\xef\xbb\xbf"[..], &body("utf-8", "\u{e9}".as_bytes())].concat();
    assert_eq!(memo(latin, marked), "\u{e9}");
    assert_eq!(memo("text/xml", body("iso-8859-1", b"\xe9")), "\u{e9}");
}

#[test]
fn a_mistaken_path_or_method_makes_no_payment() {
    let shop = shop();
    let call = |method: &str, path: &str| {
        let outgoing = client()
            .format(Format::Nvp)
            .request(&implicit([to("seller@example.com", "1.00")]), &[]);
        let mut request = outgoing.expect("a call");
        *request.method_mut() = method.parse().expect("a method");
        *request.uri_mut() = path.parse().expect("a path");
        shop.sandbox.call(&request)
    };
    for path in ["/AdaptivePayments/Nope", "/AdaptivePayments/Pay/x"] {
        let response = call("POST", path);
        assert_eq!(refused(&response).error_id, Some(520_006), "{path}");
    }
    for method in ["GET", "PUT", "DELETE", "FOO"] {
        assert_eq!(
            call(method, "/AdaptivePayments/Pay").status(),
            405,
            "{method}"
        );
    }
}
