//! What is refused in a request whatever its operation: texts, amounts, addresses, names.

use http::Request;
use paywire::Currency;
use paywire::api::adaptive_payments::common::{Receiver, SenderIdentifier};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::refund::RefundRequest;
use paywire::sandbox::Failure;

use crate::setup::{agreement, implicit, said, shop, to};

fn by_account_id(id: &str) -> Receiver {
    Receiver {
        email: None,
        account_id: Some(id.to_owned()),
        ..to("", "1.00")
    }
}

#[test]
fn an_account_id_is_thirteen_letters_and_digits() {
    let shop = shop();
    for wrong in [
        "7X2XKABC5Z1234",
        "7X2XKABC5Z12",
        "7X2XKABC5Z12-",
        "Ä23456789012",
    ] {
        let error = shop.refused(implicit([by_account_id(wrong)]));
        let path = "receiverList.receiver(0).accountId";
        assert_eq!(error.error_id, Some(580_022), "{wrong}");
        assert_eq!(error.parameter[0].value, path);

        let sender = SenderIdentifier {
            account_id: Some(wrong.to_owned()),
            ..SenderIdentifier::default()
        };
        let request = PayRequest {
            sender_email: None,
            sender: Some(sender),
            ..implicit([to("seller@example.com", "1.00")])
        };
        let error = shop.refused(request);
        assert_eq!(error.parameter[0].value, "sender.accountId");
    }
    shop.ok(implicit([by_account_id("7X2XKABC5Z123")]));
    // One account, in any letter case.
    let twice = [
        by_account_id("7X2XKABC5Z123"),
        by_account_id("7x2xkabc5z123"),
    ];
    assert_eq!(shop.refused(implicit(twice)).error_id, Some(579_040));
}

#[test]
fn addresses_have_a_host_and_a_port_that_can_be() {
    let shop = shop();
    for wrong in [
        "http://",
        "http:///ipn",
        "ftp://shop.example/ipn",
        "http://[::1/ipn",
        "http://shop.example:99999/ipn",
        "http://shop.example:no/ipn",
        "http://:80/ipn",
        "http://user@/ipn",
        "http://shop<>.example/ipn",
        "shop.example/ipn",
    ] {
        let payment = || implicit([to("seller@example.com", "1.00")]);
        let of_payment = |name: &str, request: PayRequest| {
            let error = shop.refused(request);
            let message = format!("The URL {name} is malformed");
            assert_eq!(said(&error), (580_028, &*message), "{wrong}");
            assert_eq!(error.parameter[0].value, name);
        };
        of_payment(
            "ipnNotificationUrl",
            PayRequest {
                ipn_notification_url: Some(wrong.to_owned()),
                ..payment()
            },
        );
        of_payment(
            "returnUrl",
            PayRequest {
                return_url: wrong.to_owned(),
                ..payment()
            },
        );
        let agreed = PreapprovalRequest {
            ipn_notification_url: Some(wrong.to_owned()),
            ..agreement()
        };
        assert_eq!(shop.refused(agreed).error_id, Some(580_028), "{wrong}");
    }
    for good in [
        "HTTP://127.0.0.1/ipn",
        "https://user:word@[::1]:8080?a={b}&c=${payKey}#d",
        "https://größe.example/größe",
        "http://shop.example",
    ] {
        shop.ok(PayRequest {
            ipn_notification_url: Some(good.to_owned()),
            ..implicit([to("seller@example.com", "1.00")])
        });
    }
}

/// XML cannot hold them, so that the answer to a client that speaks XML could not be written.
#[test]
fn characters_that_no_document_can_hold_are_refused() {
    let shop = shop();
    for wrong in ["\0", "a\u{1}b", "\u{b}", "\u{1f}", "\u{ffff}"] {
        let request = PayRequest {
            memo: Some(wrong.to_owned()),
            ..implicit([to("seller@example.com", "1.00")])
        };
        let error = shop.refused(request);
        assert_eq!(said(&error), (580_022, "Invalid request parameter: memo"));
        let mut receiver = to("seller@example.com", "1.00");
        receiver.invoice_id = Some(wrong.to_owned());
        let error = shop.refused(implicit([to("two@example.com", "1.00"), receiver]));
        assert_eq!(
            error.parameter[0].value,
            "receiverList.receiver(1).invoiceId"
        );
        let error = shop.refused(PaymentDetailsRequest::by_pay_key(wrong));
        assert_eq!(error.parameter[0].value, "payKey");
    }
    let request = PayRequest {
        memo: Some("tab\tline\r\nend \u{7f}\u{85}\u{fffd}\u{1f600}".to_owned()),
        ..implicit([to("seller@example.com", "1.00")])
    };
    shop.ok(request);
}

#[test]
fn faults_have_the_messages_of_the_tables() {
    let shop = shop();
    let many = (0..7).map(|number| to(&format!("s{number}@example.com"), "1.00"));
    let error = shop.refused(implicit(many));
    assert_eq!(
        said(&error),
        (579_007, "The maximum number of receivers is 6")
    );
    let same = implicit([to("shop@example.com", "1.00")]);
    let message = "The sender and each receiver must have different accounts";
    assert_eq!(said(&shop.refused(same)), (579_033, message));
    let error = shop.refused(implicit([to("junk", "1.00")]));
    let message = "The email address is invalid. It may not be registered in PayPal's system yet";
    assert_eq!(said(&error), (589_039, message));
    // Where the number has several messages or none for it, its first words and what is wrong.
    let error = shop.refused(implicit([to("seller@example.com", "0.00")]));
    let path = "receiverList.receiver(0).amount";
    let message = format!("Invalid request parameter: {path} is not more than 0");
    assert_eq!(said(&error), (580_022, &*message));
    let request = PayRequest {
        memo: Some("a".repeat(1001)),
        ..implicit([to("seller@example.com", "1.00")])
    };
    let message = "Invalid request: memo is longer than 1000 characters";
    assert_eq!(said(&shop.refused(request)), (580_001, message));
    assert_eq!(
        said(&shop.refused(RefundRequest {
            currency_code: Some(Currency::USD),
            ..RefundRequest::default()
        })),
        (
            580_029,
            "A pay key, transaction ID, or tracking ID is missing"
        )
    );
}

#[test]
fn failures_name_their_operation_in_any_letter_case() {
    let failure: Failure = "refund:580022".parse().expect("a failure");
    assert_eq!(failure.to_string(), "Refund:580022");
    let error = "Refunds:580022"
        .parse::<Failure>()
        .expect_err("no operation");
    let said = error.to_string();
    assert!(
        said.contains("Refund") && said.contains("PaymentDetails"),
        "{said}"
    );
}

/// What is accepted can be told again, in every format.
#[test]
fn what_is_accepted_can_be_answered_in_every_format() {
    let shop = shop();
    let call = |operation: &str, body: &str, format: &str| {
        let call = Request::post(format!("/AdaptivePayments/{operation}"))
            .header("X-PAYPAL-SECURITY-USERID", "shop_api1.example.com")
            .header("X-PAYPAL-SECURITY-PASSWORD", "x")
            .header("X-PAYPAL-APPLICATION-ID", "APP-1")
            .header("X-PAYPAL-RESPONSE-DATA-FORMAT", format);
        let body = format!(r#"{{"requestEnvelope":{{"errorLanguage":"en_US"}},{body}}}"#);
        let call = call.body(body.into_bytes());
        let response = shop.sandbox.call(&call.expect("a call"));
        assert_eq!(
            response.status(),
            200,
            "{}",
            String::from_utf8_lossy(response.body())
        );
        String::from_utf8(response.into_body()).expect("a text")
    };
    let payments = [
        r#"{"receiver":[{"email":"b@example.com","amount":"1.00","phone":null}]}"#,
        r#"{"receiver":[{"amount":"1.00","phone":{"countryCode":"1","phoneNumber":"4085551212","extension":""}}]}"#,
        r#"{"receiver":[{"email":"b@example.com","amount":"-0.00"},{"email":"","amount":"1"}]}"#,
        r#"{"receiver":[{"email":"b@example.com","amount":"1.00","invoiceId":"","paymentSubType":""}]}"#,
    ];
    let others = [
        r#""memo":"""#,
        r#""fundingConstraint":{"allowedFundingType":{"fundingTypeInfo":[]}}"#,
        r#""fundingConstraint":{"allowedFundingType":{}}"#,
        r#""fundingConstraint":{}"#,
        r#""clientDetails":{},"trackingId":"""#,
        r#""sender":{"useCredentials":true}"#,
        r#""sender":{"taxIdDetails":{},"useCredentials":true}"#,
    ];
    let options = [
        r#""displayOptions":{}"#,
        r#""initiatingEntity":{"institutionCustomer":{"institutionId":"","firstName":"","lastName":"","displayName":"","institutionCustomerId":"","countryCode":""}}"#,
        r#""senderOptions":{"shippingAddress":{"baseAddress":{"line1":"","city":"","countryCode":""}},"referrerCode":"""#,
        r#""receiverOptions":[{"receiver":{"email":"b@example.com"},"invoiceData":{"item":[]}}]"#,
        r#""receiverOptions":[{"receiver":{"email":"b@example.com"},"invoiceData":{"item":[{}]}}]"#,
        r#""receiverOptions":[{"receiver":{}}]"#,
    ];
    let begun = r#""actionType":"CREATE","currencyCode":"USD","cancelUrl":"http://a.example","returnUrl":"http://a.example""#;
    for format in ["NV", "JSON", "XML"] {
        for receivers in payments {
            for other in others {
                let body = format!(r#"{begun},"receiverList":{receivers},{other}"#);
                let answer = call("Pay", &body, "JSON");
                let Some((_, key)) = answer.split_once("\"payKey\":\"") else {
                    continue;
                };
                let key = &key[..20];
                for option in options {
                    call(
                        "SetPaymentOptions",
                        &format!(r#""payKey":"{key}",{option}"#),
                        format,
                    );
                }
                for operation in [
                    "GetPaymentOptions",
                    "PaymentDetails",
                    "ExecutePayment",
                    "Refund",
                ] {
                    call(operation, &format!(r#""payKey":"{key}""#), format);
                }
            }
        }
    }
}
