//! `AliExpress`: the samples of its documents, and recorded bodies.

use crate::needs;
use crate::recorded;
use paywire::api::aliexpress::{
    DsExtendRequest, DsLogisticsAddress, DsOrderCreateRequest, DsOrderCreateResponse, DsOutcome,
    DsPayment, DsPlaceOrderRequest, DsProductItem, PAY_COUNTRIES,
};
use paywire::api::{AnyMessage, MessageKind, Validate};
use paywire::codec::{self, Config, Content, Decoded, Format};
use paywire::json::Embedded;
use paywire::value::Loose;
use paywire::{Currency, json, nvp};
use serde_json::{Value, json};

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_bodies() {
    recorded::hold("aliexpress", include_str!("ledger/aliexpress.txt"));
}

fn decoded(body: &str) -> Decoded {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("a body");
    match reading.content {
        Content::Message(decoded) => *decoded,
        other => panic!("no message: {other:?}"),
    }
}

fn response(body: &Value) -> DsOrderCreateResponse {
    let decoded = decoded(&body.to_string());
    recorded::assert_same("a response", body.to_string().as_bytes(), &decoded);
    match decoded.message {
        AnyMessage::DsOrderCreateResponse(response) => *response,
        other => panic!("another message: {other:?}"),
    }
}

fn order(country: &str) -> DsPlaceOrderRequest {
    let address = DsLogisticsAddress {
        country: Some(country.to_owned()),
        ..DsLogisticsAddress::default()
    };
    DsPlaceOrderRequest::new(address, [DsProductItem::new(1_005_000_000_000_001, 1)])
}

/// A form as it is posted.
fn form(order: &str, extend: &str) -> String {
    nvp::to_string(&[
        ("method", "aliexpress.ds.order.create"),
        ("app_key", "30001"),
        ("session", "ses-1"),
        ("timestamp", "1719491644250"),
        ("sign_method", "sha256"),
        ("sign", "0A1B2C"),
        ("param_place_order_request4_open_api_d_t_o", order),
        ("ds_extend_request", extend),
    ])
    .expect("a form")
}

// The page on paying through the API.

/// Its setting for an order that is to be paid.
#[test]
fn the_pages_extension() {
    let text = r#"{ "payment": { "pay_currency": "USD", "try_to_pay": true } }"#;
    let extend: DsExtendRequest = json::from_str(text).unwrap();
    assert_eq!(extend, DsExtendRequest::paying());
    assert!(extend.asks_to_pay());
    let written: Value = serde_json::from_str(&json::to_string(&extend).unwrap()).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(text).unwrap());
}

/// Its answer of an order that was created and not paid.
#[test]
fn the_pages_answer() {
    let body = json!({"aliexpress_ds_order_create_response": {"result": {
        "error_msg": "OrderCreated, autoPay fail:APIPayFail",
        "is_success": true,
        "order_list": {"number": [8_190_439_416_163_295_i64]},
    }}});
    let response = response(&body);
    let DsOutcome::CreatedNotPaid { orders, reason } = response.outcome(true) else {
        panic!("{response:?}");
    };
    assert_eq!(orders[0].get(), Some(8_190_439_416_163_295));
    assert_eq!(reason, Some("OrderCreated, autoPay fail:APIPayFail"));
}

/// As it is printed, names broken by blanks, it is not what the service sends.
#[test]
fn the_pages_answer_as_it_is_printed() {
    let body = br#"{"aliexpress_ds _order_create _response":{"result":{"is_ success":true}}}"#;
    let reading = codec::read(body, &Config::strict()).unwrap();
    assert!(matches!(reading.content, Content::Generic(_)));
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_pages_countries() {
    let shared = needs::path("PAYWIRE_SHARED");
    let page = shared.join("docs/aliexpress-api-pay.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let rows = page.lines().filter_map(|line| {
        let (code, name) = line
            .strip_prefix("| ")?
            .strip_suffix(" |")?
            .split_once(" | ")?;
        (code.len() == 2).then_some((code, name))
    });
    let own = PAY_COUNTRIES
        .iter()
        .map(|country| (country.code, country.name));
    assert_eq!(rows.collect::<Vec<_>>(), own.collect::<Vec<_>>());
}

// Answers.

#[test]
fn three_outcomes() {
    let numbers = |response: &DsOrderCreateResponse| match response.outcome(true) {
        DsOutcome::CreatedAndPaid { orders } => orders
            .iter()
            .map(|id| id.as_str().to_owned())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    // With the outer key and without, ids as numbers and as texts, success as a word.
    let wrapped = json!({"aliexpress_ds_order_create_response": {
        "result": {"is_success": true, "order_list": {"number": [8_198_352_049_851_315_i64, 2]}},
        "request_id": "212a"}});
    assert_eq!(numbers(&response(&wrapped)), ["8198352049851315", "2"]);
    let bare = json!({"result": {"is_success": "true", "order_list": {"number": ["8198352049851315"]}},
        "request_id": "212a"});
    assert_eq!(numbers(&response(&bare)), ["8198352049851315"]);
    let none = json!({"result": {"is_success": true, "order_list": {"number": []}}});
    assert_eq!(numbers(&response(&none)), [""; 0]);

    let unasked = response(&wrapped);
    assert!(matches!(
        unasked.outcome(false),
        DsOutcome::CreatedNotPaid {
            orders: [_, _],
            reason: None
        }
    ));

    let refused = response(&json!({"aliexpress_ds_order_create_response": {"result": {
        "is_success": false, "error_code": "B_ADDRESS", "error_msg": "no such city"}}}));
    for asked in [true, false] {
        let code = Some("B_ADDRESS");
        let reason = Some("no such city");
        assert_eq!(
            refused.outcome(asked),
            DsOutcome::NotCreated { code, reason }
        );
    }
    let odd = response(&json!({"result": {"is_success": "perhaps"}}));
    assert!(matches!(
        odd.outcome(true),
        DsOutcome::NotCreated { code: None, .. }
    ));
}

#[test]
fn refusals_of_the_gateway() {
    for (body, kind) in [
        (
            json!({"error_response": {"code": 15, "msg": "Remote service error", "sub_code": "isv.x",
                "sub_msg": "no", "request_id": "21"}}),
            MessageKind::DsErrorResponse,
        ),
        (
            json!({"error_response": {"code": "15", "msg": "Remote service error"}}),
            MessageKind::DsErrorResponse,
        ),
        (
            json!({"type": "ISV", "code": "IllegalAccessToken", "message": "expired", "request_id": "21"}),
            MessageKind::DsGatewayFault,
        ),
    ] {
        let text = body.to_string();
        let decoded = decoded(&text);
        assert_eq!(decoded.message.kind(), kind, "{text}");
        assert_eq!(decoded.unknown, [], "{text}");
        recorded::assert_same(&text, text.as_bytes(), &decoded);
    }
}

// The form.

#[test]
fn a_form_is_read_and_written_as_it_is() {
    let order = r#"{ "logistics_address":{"country":"US","zip":"08360","is_foreigner":false},
        "product_items":[{"product_id":1005004638293060,"product_count":1,"sku_attr":"14:1#Brown","order_memo":" "}] }"#;
    let body = form(
        order,
        r#"{"payment":{"pay_currency":"USD","try_to_pay":"true"}}"#,
    );
    let decoded = decoded(&body);
    assert_eq!(decoded.message.kind(), MessageKind::DsOrderCreateRequest);
    assert_eq!(decoded.unknown, []);
    let AnyMessage::DsOrderCreateRequest(request) = &decoded.message else {
        panic!("another message");
    };
    assert!(request.asks_to_pay());
    let item = &request
        .param_place_order_request4_open_api_d_t_o
        .get()
        .product_items[0];
    assert_eq!(item.product_id.get(), Some(1_005_004_638_293_060));
    for (format, config) in [
        (Format::Nvp, Config::strict()),
        (Format::Json, Config::strict()),
    ] {
        let written = decoded.encode(format, &config).unwrap();
        let kind = MessageKind::DsOrderCreateRequest;
        let again = codec::decode(kind, format, written.as_bytes(), &config).unwrap();
        assert_eq!(again.message, decoded.message);
        assert_eq!(again.encode(Format::Nvp, &config).unwrap(), body);
    }
    for xml in [Format::Xml, Format::Soap] {
        assert!(decoded.encode(xml, &Config::strict()).is_err());
    }
}

#[test]
fn unknown_values_within_a_parameter_are_reported_and_kept() {
    let order = r#"{"logistics_address":{"country":"US","colour":"red"},"product_items":[{"product_id":"1","product_count":2,"x":[1.50,null]}]}"#;
    let body = form(
        order,
        r#"{"payment":{"try_to_pay":true,"y":{}},"campaign":{"code":"P1"}}"#,
    );
    let mut decoded = decoded(&body);
    let unknown: Vec<_> = decoded.unknown.iter().map(ToString::to_string).collect();
    let parameter = "param_place_order_request4_open_api_d_t_o";
    assert_eq!(
        unknown,
        [
            format!("{parameter}.logistics_address.colour=red"),
            format!("{parameter}.product_items(0).x(0)=1.50"),
            format!("{parameter}.product_items(0).x(1)=null"),
            "ds_extend_request.payment.y={}".to_owned(),
            "ds_extend_request.campaign.code=P1".to_owned(),
        ]
    );
    assert_eq!(
        decoded.encode(Format::Nvp, &Config::strict()).unwrap(),
        body
    );
    let json = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    let back = codec::convert(json.body.as_bytes(), Format::Nvp, &Config::strict()).unwrap();
    assert_eq!(back.body, body);

    // Who changes a document has to take what is unknown in it along, or say that it is to go.
    let AnyMessage::DsOrderCreateRequest(request) = &mut decoded.message else {
        panic!("another message");
    };
    request.ds_extend_request = Some(DsExtendRequest::paying().into());
    let error = decoded.encode(Format::Nvp, &Config::strict()).unwrap_err();
    assert!(
        error.to_string().contains("document was changed"),
        "{error}"
    );
    decoded
        .unknown
        .retain(|value| !value.path.starts_with("ds_extend_request"));
    let written = decoded.encode(Format::Nvp, &Config::strict()).unwrap();
    assert!(
        written.contains("colour") && !written.contains("promotion"),
        "{written}"
    );
}

#[test]
fn a_damaged_parameter_is_told_with_its_place() {
    let kind = MessageKind::DsOrderCreateRequest;
    for order in [
        r#"{"logistics_address":"hunter2"}"#,
        r#"{"logistics_address":{},}"#,
        "",
    ] {
        let body = form(order, "{}");
        let error = codec::decode(kind, Format::Nvp, body.as_bytes(), &Config::strict());
        let error = error.unwrap_err();
        assert_eq!(
            error.path(),
            Some("param_place_order_request4_open_api_d_t_o"),
            "{error}"
        );
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        // It is shown all the same.
        let reading = codec::read(body.as_bytes(), &Config::strict()).unwrap();
        assert!(matches!(reading.content, Content::Generic(_)));
    }
}

#[test]
fn a_form_of_another_operation_is_none_of_ours() {
    let body = form(r#"{"logistics_address":{}}"#, "{}").replace("order.create", "order.cancel");
    let reading = codec::read(body.as_bytes(), &Config::strict()).unwrap();
    assert!(matches!(reading.content, Content::Generic(_)));
}

#[test]
fn secrets_are_not_in_what_is_shown_of_a_form() {
    let request: DsOrderCreateRequest =
        nvp::from_str(&form(r#"{"logistics_address":{}}"#, "{}")).unwrap();
    let shown = format!("{request:?}");
    for secret in ["30001", "ses-1", "0A1B2C"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

// Rules.

#[test]
fn paying_has_its_currency_and_countries() {
    let broken = |country: &str, payment: Option<DsPayment>| -> Vec<String> {
        let request = DsOrderCreateRequest {
            ds_extend_request: Some(Embedded::new(DsExtendRequest {
                payment,
                ..DsExtendRequest::default()
            })),
            ..DsOrderCreateRequest::new(order(country))
        };
        let found = AnyMessage::from(request).violations(None);
        let found = found.iter();
        found
            .map(|one| format!("{} {}", one.rule().id, one.path()))
            .collect()
    };
    let currency = "D001 ds_extend_request.payment.pay_currency";
    let country = "D002 param_place_order_request4_open_api_d_t_o.logistics_address.country";
    let paying = |currency: Currency| Some(DsPayment::new(currency, true));
    assert_eq!(broken("US", paying(Currency::USD)), [""; 0]);
    assert_eq!(broken("UK", paying(Currency::EUR)), [currency]);
    assert_eq!(broken("CN", paying(Currency::USD)), [country]);
    assert_eq!(broken("us", paying("usd".into())), [currency, country]);
    let unsaid = DsPayment {
        pay_currency: None,
        ..DsPayment::new(Currency::USD, true)
    };
    assert_eq!(broken("GB", Some(unsaid)), [currency]);
    // What is not to be paid need not be payable.
    assert_eq!(
        broken("CN", Some(DsPayment::new(Currency::EUR, false))),
        [""; 0]
    );
    assert_eq!(broken("CN", None), [""; 0]);
}

#[test]
fn orders_may_stand_in_a_plain_list() {
    for (list, expected) in [
        ("[8001,8002]", vec![8001, 8002]),
        (r#"["8001",8002]"#, vec![8001, 8002]),
        (r#"{"number":[8001]}"#, vec![8001]),
        (r#"{"number":8001}"#, vec![8001]),
        (r#"{"number":["8001"]}"#, vec![8001]),
        ("8001", vec![8001]),
        (r#""8001""#, vec![8001]),
        ("[]", vec![]),
        ("{}", vec![]),
    ] {
        for body in [
            format!(
                r#"{{"aliexpress_ds_order_create_response":{{"result":{{"is_success":true,"order_list":{list}}},"request_id":"1"}}}}"#
            ),
            format!(r#"{{"result":{{"is_success":"true","order_list":{list}}},"request_id":"1"}}"#),
        ] {
            let decoded = decoded(&body);
            let AnyMessage::DsOrderCreateResponse(response) = &decoded.message else {
                panic!("{body}")
            };
            let orders = &response
                .result()
                .unwrap()
                .order_list
                .as_ref()
                .unwrap()
                .number;
            let orders: Vec<_> = orders.iter().filter_map(Loose::get).collect();
            assert_eq!(orders, expected, "{body}");
            assert!(decoded.unknown.is_empty());
            let again = decoded.encode(Format::Json, &Config::strict()).unwrap();
            assert_eq!(again, body);
        }
    }
}

#[test]
fn an_order_alone_is_one_that_was_created_and_nothing_is_none() {
    for (order, created) in [
        ("8001", true),
        (r#""8001""#, true),
        (r#""""#, false),
        ("0", false),
        ("false", false),
        ("null", false),
        ("[]", false),
    ] {
        let body =
            format!(r#"{{"result":{{"is_success":false,"error_msg":"no","order_list":{order}}}}}"#);
        let response: DsOrderCreateResponse = paywire::json::from_str(&body).expect(&body);
        let outcome = response.outcome(true);
        let is_created = matches!(outcome, DsOutcome::CreatedNotPaid { .. });
        assert_eq!(is_created, created, "{body}: {outcome:?}");
    }
}

#[test]
fn what_else_may_be_done_with_an_order_is_known() {
    for strategy in [r#""DIRECT""#, "7"] {
        let extend = format!(
            r#"{{"payment":{{"pay_currency":"USD","try_to_pay":"true"}},"promotion":{{"promotion_code":"P1","promotion_channel_info":"coupon"}},"trade_extra_param":{{"business_model":"retail"}},"channel_strategy":{strategy}}}"#
        );
        let order = r#"{"logistics_address":{"country":"US"}}"#;
        let body = form(order, &extend);
        let decoded = decoded(&body);
        assert!(decoded.unknown.is_empty(), "{:?}", decoded.unknown);
        let AnyMessage::DsOrderCreateRequest(request) = &decoded.message else {
            panic!("{body}")
        };
        let mut extend = request.ds_extend_request.clone().unwrap().into_inner();
        let promotion = extend.promotion.as_ref().unwrap();
        assert_eq!(promotion.promotion_code.as_ref().unwrap(), "P1");
        let model = extend.trade_extra_param.as_ref().unwrap();
        assert_eq!(model.business_model.as_deref(), Some("retail"));
        extend.payment = None;
        let written = paywire::json::to_string(&extend).unwrap();
        assert!(
            written.ends_with(&format!(r#""channel_strategy":{strategy}}}"#)),
            "{written}"
        );
    }
}
