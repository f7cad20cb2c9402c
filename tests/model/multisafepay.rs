//! `MultiSafepay`: the samples of its reference, and recorded bodies.

use crate::recorded;
use paywire::api::multisafepay::{
    Affiliate, Customer, Gateway, MultiSafepayCreateOrderRequest, MultiSafepayCreateOrderResponse,
    MultiSafepayFault, MultiSafepayGetOrderResponse, MultiSafepayOrder, MultiSafepayRefundResponse,
    OrderStatus, OrderType, PaymentOptions, SplitPayment,
};
use paywire::api::{AnyMessage, MessageKind, Method, Validate};
use paywire::codec::{self, Config, Content, Decoded, Format};
use paywire::value::{Loose, MinorUnits};
use paywire::{Currency, ErrorKind, json};
use serde_json::{Value, json};

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_bodies() {
    recorded::hold("multisafepay", include_str!("ledger/multisafepay.txt"));
}

fn content(body: &Value, config: &Config) -> Content {
    let body = body.to_string();
    codec::read(body.as_bytes(), config)
        .expect("a body")
        .content
}

fn decoded(body: &Value) -> Decoded {
    match content(body, &Config::strict()) {
        Content::Message(decoded) => {
            recorded::assert_same("a body", body.to_string().as_bytes(), &decoded);
            *decoded
        }
        other => panic!("no message: {other:?}"),
    }
}

/// The names of the messages that a body is taken for.
fn taken_for(body: &Value) -> String {
    match content(body, &Config::strict()) {
        Content::Message(decoded) => decoded
            .message
            .kind()
            .name()
            .replacen("MultiSafepay", "", 1),
        _ => "nothing".to_owned(),
    }
}

fn options() -> PaymentOptions {
    PaymentOptions {
        close_window: Some(true.into()),
        ..PaymentOptions::new(
            "https://shop.example/client?type=notification",
            "https://shop.example/client?type=redirect",
            "https://shop.example/client?type=cancel",
        )
    }
}

// The samples of the reference, with names of our own.

#[test]
fn a_redirect_with_alipay() {
    let body = json!({
        "type": "redirect",
        "order_id": "shop-1",
        "gateway": "ALIPAY",
        "currency": "EUR",
        "amount": 1000,
        "description": "Two teapots",
        "payment_options": {
            "notification_url": "https://shop.example/client?type=notification",
            "redirect_url": "https://shop.example/client?type=redirect",
            "cancel_url": "https://shop.example/client?type=cancel",
            "close_window": true,
        },
        "customer": {"locale": "cn_CN"},
    });
    let built = MultiSafepayCreateOrderRequest::alipay(
        OrderType::Redirect,
        "shop-1",
        "EUR",
        1000,
        "Two teapots",
        options(),
        Customer::with_locale("cn_CN"),
    );
    let decoded = decoded(&body);
    assert_eq!(decoded.unknown, []);
    assert_eq!(serde_json::to_value(&built).unwrap(), body);
    assert!(built.validate().is_ok());
    assert_eq!(built.total().unwrap().to_string(), "10.00");
    assert_eq!(decoded.message, AnyMessage::from(built));

    let answer: MultiSafepayCreateOrderResponse = json::from_str(
        r#"{"success":true,"data":{"order_id":"shop-1","payment_url":"https://pay.example/connect/1/?lang=nl"}}"#,
    )
    .unwrap();
    let order = answer.outcome().unwrap().unwrap();
    assert_eq!(
        order.payment_url.as_deref(),
        Some("https://pay.example/connect/1/?lang=nl")
    );
    assert_eq!(
        taken_for(&serde_json::to_value(&answer).unwrap()),
        "CreateOrderResponse"
    );
}

#[test]
fn a_direct_order_with_alipay() {
    let body = json!({
        "type": "direct",
        "order_id": "shop-2",
        "gateway": "ALIPAY",
        "currency": "EUR",
        "amount": 1000,
        "description": "Two teapots",
        "manual": false,
        "payment_options": {
            "notification_url": "https://shop.example/client?type=notification",
            "redirect_url": "https://shop.example/client?type=redirect",
            "cancel_url": "https://shop.example/client?type=cancel",
            "close_window": true,
        },
        "customer": {
            "locale": "cn_CN",
            "ip_address": "192.0.2.1",
            "forwarded_ip": "",
            "first_name": "Ana",
            "last_name": "Berg",
            "address1": "Dorpsstraat",
            "house_number": "39C",
            "zip_code": "1033SC",
            "city": "Amsterdam",
            "country": "NL",
            "phone": "0200000000",
            "email": "ana@example.com",
            "referrer": "https://example.com",
            "user_agent": "Mozilla/5.0 (X11)",
        },
    });
    let decoded = decoded(&body);
    assert_eq!(decoded.unknown, []);
    let AnyMessage::MultiSafepayCreateOrderRequest(request) = &decoded.message else {
        panic!("another message");
    };
    assert!(request.validate().is_ok());
    assert_eq!(request.manual.as_ref().and_then(Loose::get), Some(false));
}

#[test]
fn an_answer_to_a_direct_order() {
    let body = json!({"success": true, "data": {
        "transaction_id": 123_456_789,
        "order_id": "shop-2",
        "created": "2020-01-08T10:51:04",
        "currency": "EUR",
        "amount": 1000,
        "description": "Two teapots",
        "items": null,
        "amount_refunded": 0,
        "status": "initialized",
        "financial_status": "initialized",
        "reason": "",
        "reason_code": "",
        "fastcheckout": "NO",
        "modified": "2020-01-08T10:51:04",
        "customer": {
            "first_name": "Ana", "last_name": "Berg", "address1": "Dorpsstraat", "house_number": "39C",
            "city": "Amsterdam", "country": "NL", "country_name": "The Netherlands", "zip_code": "1033SC",
            "email": "ana@example.com", "locale": "cn_CN", "phone1": "0200000000",
        },
        "payment_details": {
            "type": "ALIPAY", "account_holder_name": null, "account_id": "",
            "external_transaction_id": null, "recurring_id": null, "recurring_model": null,
        },
        "costs": [{"transaction_id": 123_456_789, "amount": 1000, "description": "", "type": "SYSTEM"}],
        "payment_methods": [{
            "account_id": "", "amount": 1000, "currency": "EUR", "description": "Two teapots",
            "payment_description": "ALIPAY", "status": "initialized", "type": "ALIPAY",
        }],
        "payment_url": "https://pay.example/auth?auth_order_id=exc_5f",
    }});
    let decoded = decoded(&body);
    assert_eq!(decoded.unknown, []);
    let AnyMessage::MultiSafepayCreateOrderResponse(response) = &decoded.message else {
        panic!("another message");
    };
    let order = response.outcome().unwrap().unwrap();
    assert_eq!(order.total().unwrap().to_string(), "10.00");
    assert_eq!(order.refunded().unwrap().to_string(), "0.00");
    assert_eq!(order.payment_methods[0].kind, Some(Gateway::Alipay));
    assert_eq!(
        order.created.as_ref().unwrap().as_str(),
        "2020-01-08T10:51:04"
    );
    assert_eq!(order.status, Some(OrderStatus::Initialized));
}

// What comes in several spellings.

#[test]
fn a_refusal_comes_in_two_shapes_and_for_every_request() {
    for data in [json!({}), json!([])] {
        let body = json!({"success": false, "data": data, "error_code": 1001, "error_info": "Invalid amount"});
        let decoded = decoded(&body);
        assert_eq!(decoded.unknown, []);
        let AnyMessage::MultiSafepayFault(fault) = &decoded.message else {
            panic!("another message");
        };
        assert_eq!(fault.refusal().code, Some(1001));

        let text = body.to_string();
        let refusals = [
            json::from_str::<MultiSafepayCreateOrderResponse>(&text)
                .unwrap()
                .outcome()
                .err()
                .map(|refusal| refusal.code),
            json::from_str::<MultiSafepayGetOrderResponse>(&text)
                .unwrap()
                .outcome()
                .err()
                .map(|refusal| refusal.code),
            json::from_str::<MultiSafepayRefundResponse>(&text)
                .unwrap()
                .outcome()
                .err()
                .map(|refusal| refusal.code),
        ];
        assert_eq!(refusals, [Some(Some(1001)); 3]);
    }
    let built = serde_json::to_value(MultiSafepayFault::new(1032, "Invalid API key")).unwrap();
    assert_eq!(
        built,
        json!({"success": false, "data": {}, "error_code": 1032, "error_info": "Invalid API key"})
    );
}

#[test]
fn strings_and_numbers_are_written_as_they_came() {
    let body = json!({
        "transaction_id": "4680345", "order_id": 182, "status": "completed", "currency": "GBP",
        "amount": "24293", "amount_refunded": 0,
        "payment_details": {"type": "VISA", "last4": "1111", "card_expiry_date": "2404"},
        "payment_methods": [{"type": "VISA", "last4": 1111, "card_expiry_date": 2404, "amount": 24293}],
        "costs": [{"amount": 7.04, "transaction_id": "2583849"}, {"amount": 704}],
        "checkout_options": {"default": {"rate": 0.21, "shipping_taxed": true},
            "alternate": [{"name": "0", "rules": [{"rate": "0.00", "country": ""}], "standalone": ""}]},
        "shopping_cart": {"items": [{"name": "Table", "unit_price": "242.9300000000", "quantity": "1",
            "options": [], "weight": {"unit": null, "value": null}}]},
        "items": "<table border=\"0\">\n<tr><td>&pound;242.93</td></tr>\n</table>",
        "var1": null, "var2": "182",
    });
    let decoded = decoded(&body);
    assert_eq!(decoded.unknown, []);
    let AnyMessage::MultiSafepayOrder(order) = &decoded.message else {
        panic!("another message");
    };
    assert_eq!(order.total().unwrap().to_string(), "242.93");
    assert_eq!(order.amount, Some(MinorUnits::new(24293)));
    assert_eq!(order.items.as_deref(), body["items"].as_str());
    let item = &order.shopping_cart.as_ref().unwrap().items[0];
    assert_eq!(
        item.unit_price.as_ref().unwrap().get().unwrap().to_string(),
        "242.9300000000"
    );
}

#[test]
fn a_method_of_payment_may_come_without_its_list() {
    let body = json!({"success": true, "data": {"order_id": "1", "status": "initialized", "currency": "EUR",
        "payment_methods": {"amount": "1000", "type": "BANKTRANS", "colour": 3, "account_id": null}}});
    let decoded = decoded(&body);
    assert_eq!(
        decoded.unknown[0].to_string(),
        "data.payment_methods(0).colour=3"
    );
    let AnyMessage::MultiSafepayGetOrderResponse(response) = &decoded.message else {
        panic!("another message");
    };
    let order = response.outcome().unwrap().unwrap();
    assert_eq!(order.payment_methods[0].kind, Some(Gateway::BankTransfer));
}

#[test]
fn what_is_unknown_is_reported_and_written_again() {
    let body = json!({"type": "direct", "order_id": "1", "currency": "EUR", "amount": 1, "description": "x",
        "gateway_info": {"moto": false, "colour": {"name": "red", "codes": [1, "2", null, []]}}, "y": 0.10});
    let decoded = decoded(&body);
    let unknown: Vec<_> = decoded.unknown.iter().map(ToString::to_string).collect();
    let below = "gateway_info.colour";
    assert!(
        unknown.contains(&format!("{below}.name=red")),
        "{unknown:?}"
    );
    assert!(
        unknown.contains(&format!("{below}.codes(3)=[]")),
        "{unknown:?}"
    );
    assert_eq!(unknown.len(), 6);
}

#[test]
fn amounts_go_by_their_currency() {
    for (currency, total) in [
        (Currency::EUR, "10.00"),
        (Currency::JPY, "1000"),
        (Currency::KWD, "1.000"),
    ] {
        let order = MultiSafepayOrder {
            amount: Some(1000.into()),
            currency: Some(currency.clone()),
            ..MultiSafepayOrder::default()
        };
        let amount = order.total().unwrap();
        assert_eq!(amount.to_string(), total);
        assert_eq!(MinorUnits::of(&amount, &currency), order.amount);
    }
    for amount in [json!(10.5), json!("10.50"), json!("ten"), json!(1e3)] {
        let body = json!({"type": "direct", "order_id": "1", "currency": "EUR", "amount": amount, "description": "x"});
        assert_eq!(taken_for(&body), "nothing", "{body}");
    }
}

// Telling them apart.

#[test]
fn bodies_tell_which_message_they_are() {
    for (body, message) in [
        (
            json!({"type": "redirect", "order_id": "1", "currency": "EUR", "amount": 1, "description": "x"}),
            "CreateOrderRequest",
        ),
        (
            json!({"type": "", "gateway": "", "order_id": "1", "currency": "EUR", "amount": 1, "description": "x"}),
            "CreateOrderRequest",
        ),
        (
            json!({"type": "checkout", "order_id": "1", "currency": "EUR", "amount": 1, "description": "x"}),
            "nothing",
        ),
        (
            json!({"type": "paymentlink", "order_id": "1", "currency": "EUR", "amount": 1, "description": "x"}),
            "nothing",
        ),
        (
            json!({"success": true, "data": {"order_id": "1", "payment_url": "https://pay.example/1"}}),
            "CreateOrderResponse",
        ),
        (
            json!({"success": true, "data": {"order_id": "1", "payment_url": "https://x.fastcheckout.example/1"}}),
            "nothing",
        ),
        (
            json!({"success": true, "data": {"order_id": "1", "status": "completed"}}),
            "GetOrderResponse",
        ),
        (
            json!({"order_id": "1", "transaction_id": 2, "status": "completed", "amount": 3}),
            "Order",
        ),
        (
            json!({"status": "shipped", "carrier": "x", "tracktrace_code": "y", "reason": "z"}),
            "UpdateOrderRequest",
        ),
        (
            json!({"extend_expiration": true, "reason": "late"}),
            "UpdateOrderRequest",
        ),
        (
            json!({"status": "cancelled", "exclude_order": 1}),
            "CancelOrderRequest",
        ),
        (
            json!({"amount": 20, "new_order_id": "2", "new_order_status": "completed", "reason": ""}),
            "CaptureRequest",
        ),
        (
            json!({"status": "cancelled", "reason": "x"}),
            "CancelCaptureRequest",
        ),
        (
            json!({"currency": "EUR", "amount": "8", "description": "x"}),
            "RefundRequest",
        ),
        (
            json!({"checkout_data": {"items": [{"name": "x", "quantity": -1}]}}),
            "RefundRequest",
        ),
        (
            json!({"checkout_data": {"items": [{"name": "x", "currency": "EUR"}]}}),
            "RefundedCart",
        ),
        (json!({"status": "void"}), "CancelRefundRequest"),
        (
            json!({"success": true, "data": {"transaction_id": 1, "refund_id": 2}}),
            "RefundResponse",
        ),
        (
            json!({"success": true, "data": {"transaction_id": 1, "order_id": "2"}}),
            "ChangeResponse",
        ),
        (json!({"success": true, "data": {}}), "ChangeResponse"),
        (
            json!({"success": true, "data": [{"transaction_id": 1}], "pager": {"limit": 1}}),
            "ListTransactionsResponse",
        ),
        (
            json!({"success": false, "data": {}, "error_code": 1}),
            "Fault",
        ),
        (
            json!({"type": "", "base64": "", "description": "", "name": ""}),
            "nothing",
        ),
        (json!({"status": "COMPLETED"}), "nothing"),
    ] {
        let found = taken_for(&body);
        // Short bodies may be those of another system.
        assert_eq!(found, message, "{body}");
    }
}

#[test]
fn the_address_tells_what_a_body_does_not() {
    let call = MessageKind::MultiSafepayRefundRequest
        .info()
        .call()
        .unwrap();
    assert_eq!(
        (call.method, call.path_to(["a b"])),
        (Method::Post, "/v1/json/orders/a%20b/refunds".to_owned())
    );
    let body = json!({"status": "cancelled", "exclude_order": 1});
    let at = |path: &str| content(&body, &Config::strict().path(path));
    assert!(matches!(at("PATCH /v1/json/orders/7"), Content::Message(_)));
    assert!(matches!(
        at("POST /v1/json/orders/7/refunds"),
        Content::Generic(_)
    ));
}

#[test]
fn it_speaks_json_alone() {
    let message = AnyMessage::from(MultiSafepayFault::new(1, "x"));
    for format in [Format::Nvp, Format::Xml, Format::Soap] {
        let error = codec::encode(&message, format, &Config::strict()).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::UnsupportedFormat { .. }),
            "{error}"
        );
    }
}

// Rules.

#[test]
fn every_rule_can_be_broken() {
    let order = || {
        MultiSafepayCreateOrderRequest::alipay(
            OrderType::Direct,
            "1",
            Currency::EUR,
            1,
            "a < b, c > d",
            options(),
            Customer::default(),
        )
    };
    let broken = |change: fn(&mut MultiSafepayCreateOrderRequest)| {
        let mut order = order();
        change(&mut order);
        let found = order.violations(None);
        let found = found.iter();
        found
            .map(|one| format!("{} {}", one.rule().id, one.path()))
            .collect::<Vec<_>>()
    };
    assert_eq!(broken(|_| {}), [""; 0]);
    assert_eq!(
        broken(|order| order.order_type = "checkout".into()),
        ["M001 type"]
    );
    assert_eq!(
        broken(|order| order.order_id = "1".repeat(50).into()),
        [""; 0]
    );
    assert_eq!(
        broken(|order| order.order_id = "1".repeat(51).into()),
        ["M002 order_id"]
    );
    assert_eq!(
        broken(|order| order.order_id = "".into()),
        ["M002 order_id"]
    );
    assert_eq!(
        broken(|order| order.currency = "eur".into()),
        ["M003 currency"]
    );
    assert_eq!(broken(|order| order.description = "é".repeat(200)), [""; 0]);
    assert_eq!(
        broken(|order| order.description = "é".repeat(201)),
        ["M004 description"]
    );
    assert_eq!(
        broken(|order| order.description = "<b>x</b>".into()),
        ["M005 description"]
    );
    assert_eq!(
        broken(|order| order.payment_options = None),
        ["M006 payment_options"]
    );
    assert_eq!(broken(|order| order.customer = None), ["M006 customer"]);
    assert_eq!(broken(|order| order.manual = None), ["M007 manual"]);
    assert_eq!(
        broken(|order| order.manual = Some("true".into())),
        ["M007 manual"]
    );
    assert_eq!(broken(|order| order.manual = Some("false".into())), [""; 0]);
    let shares = |order: &mut MultiSafepayCreateOrderRequest| {
        let share = SplitPayment {
            fixed: Some(1.into()),
            ..SplitPayment::default()
        };
        let split_payments = vec![share, SplitPayment::default()];
        order.affiliate = Some(Affiliate { split_payments });
    };
    assert_eq!(broken(shares), ["M008 affiliate.split_payments(1)"]);
    // Other methods of payment have their own needs.
    assert_eq!(
        broken(|order| {
            order.gateway = Some(Gateway::Visa);
            order.customer = None;
            order.manual = None;
        }),
        [""; 0]
    );
}
