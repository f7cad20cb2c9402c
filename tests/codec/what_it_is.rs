//! What a body is, by what stands in it and by what was called.

use std::fmt::Write as _;

use paywire::api::facts::OutcomeKind;
use paywire::api::{AnyMessage, Direction, MessageKind, System};
use paywire::capture::{
    Body, Exchange, Headers, Interpreter, Item, PartContent, Request, Response,
};
use paywire::codec::{self, Config, Content, Decoded, Format, Generic, Reading, Warning};
use paywire::{capture, json};

fn read(body: &str, config: &Config) -> Content {
    let reading = codec::read(body.as_bytes(), config);
    reading
        .unwrap_or_else(|error| panic!("{body}: {error}"))
        .content
}

#[track_caller]
fn message(body: &str) -> Decoded {
    match read(body, &Config::strict()) {
        Content::Message(decoded) => *decoded,
        other => panic!("{body}: {other:?}"),
    }
}

#[track_caller]
fn generic(body: &str, config: &Config) -> Generic {
    match read(body, config) {
        Content::Generic(generic) => *generic,
        other => panic!("{body}: {other:?}"),
    }
}

const ENVELOPE: &str = r#""responseEnvelope":{"timestamp":"2014-05-27T06:40:14Z","ack":"Failure","correlationId":"1","build":"7"}"#;

#[test]
fn a_fault_is_one_whatever_stands_beside_the_error() {
    let error = r#""error":[{"errorId":"580022","message":"Invalid request parameter"}]"#;
    let mut more = String::new();
    for count in 0..6 {
        let body = format!("{{{ENVELOPE},{error}{more}}}");
        let decoded = message(&body);
        assert_eq!(decoded.message.kind(), MessageKind::FaultMessage, "{body}");
        assert_eq!(decoded.unknown.len(), count);
        let nvp = decoded.encode(Format::Nvp, &Config::strict()).unwrap();
        assert_eq!(message(&nvp).message, decoded.message);
        for format in [Format::Xml, Format::Soap] {
            let body = decoded.encode(format, &Config::strict()).unwrap();
            assert_eq!(message(&body).message, decoded.message);
        }
        write!(more, r#","more{count}":{count}"#).unwrap();
    }
    // An error or none: that the call failed is enough.
    let failed = message(&format!("{{{ENVELOPE},\"x\":1,\"y\":2}}"));
    assert_eq!(failed.message.kind(), MessageKind::FaultMessage);
}

#[test]
fn the_faults_of_other_systems_are_some_whatever_stands_beside() {
    let more = r#","a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8"#;
    for (body, kind) in [
        (
            r#"{"success":false,"error_code":1001,"error_info":"no""#,
            MessageKind::MultiSafepayFault,
        ),
        (
            r#"{"success":"false","error_code":"1001""#,
            MessageKind::MultiSafepayFault,
        ),
        (r#"{"name":"VALIDATION_ERROR""#, MessageKind::OrderError),
        (
            r#"{"name":"SOMETHING_NEW","debug_id":"1","message":"no""#,
            MessageKind::OrderError,
        ),
        (
            r#"{"error_response":{"code":"27"}"#,
            MessageKind::DsErrorResponse,
        ),
        (
            r#"{"type":"ISV","code":"X","message":"no","request_id":"1""#,
            MessageKind::DsGatewayFault,
        ),
    ] {
        for more in ["", more] {
            let body = format!("{body}{more}}}");
            assert_eq!(message(&body).message.kind(), kind, "{body}");
        }
    }
}

#[test]
fn an_answer_with_an_error_beside_is_no_fault() {
    let body = format!(
        r#"{{{},"payKey":"AP-1","paymentExecStatus":"ERROR","error":[{{"errorId":"580022"}}]}}"#,
        ENVELOPE.replace("Failure", "Success"),
    );
    assert_eq!(message(&body).message.kind(), MessageKind::PayResponse);
    for foreign in [
        r#"{"name":"Ada","message":"hello","x":1,"y":2}"#,
        r#"{"code":1,"message":"hello","x":1,"y":2}"#,
        r#"{"success":true,"error_code":0,"x":1,"y":2,"z":3,"w":4}"#,
        r#"{"error":[{"reason":"x"}],"x":1,"y":2}"#,
    ] {
        let found = generic(foreign, &Config::strict());
        assert!(found.likeliest().iter().all(|own| !own.fits()), "{foreign}");
    }
}

#[test]
fn a_body_that_is_an_error_tells_of_a_failure() {
    let v2 = r#"{"name":"UNPROCESSABLE_ENTITY","debug_id":"1","details":[{"issue":"INSTRUMENT_DECLINED"}],
        "links":[{"href":"https://api.paypal.com/v2/checkout/orders/1","rel":"self"}]}"#;
    for (body, failed) in [
        (v2, true),
        (r#"{"error":[{"ErrorID":"580022"}]}"#, true),
        (
            r#"{"error":{"name":"VALIDATION_ERROR","debug_id":"1"}}"#,
            true,
        ),
        (
            r#"{"error":"invalid_client","error_description":"no"}"#,
            true,
        ),
        (
            r#"{"error":[{"errorId":"580022","severity":"Warning"}]}"#,
            false,
        ),
        (
            r#"{"success":true,"error_code":0,"x":1,"y":2,"z":3,"w":4}"#,
            false,
        ),
        (r#"{"FaultMessage":{"error":[{"errorId":"580022"}]}}"#, true),
        // The service description's name of the fault.
        (
            r#"{"PPFaultMessage":{"error":[{"errorId":"580022"}]}}"#,
            true,
        ),
        // Several bodies, as logs put them together.
        (
            r#"[{"error":[{"errorId":"580022"}]},{"success":false,"error_code":1}]"#,
            true,
        ),
        (r#"[{"error":[{"errorId":"580022"}]},{"a":"b"}]"#, false),
        ("[]", false),
        // A body within a string, as gateways pass it on.
        (r#""{\"error\":[{\"errorId\":\"580022\"}]}""#, true),
        (
            r#"{"body":"{\"error\":[{\"errorId\":\"580022\"}]}"}"#,
            false,
        ),
        (
            r#"{"FaultMessage":[{"responseEnvelope":{"ack":"Failure"}}]}"#,
            true,
        ),
        (
            r#"[{"responseEnvelope":{"ack":"Failure"},"error":[{"errorId":"520003"}]}]"#,
            true,
        ),
        (r#"[{"name":"VALIDATION_ERROR","debug_id":"1"}]"#, true),
        (r#"[{"responseEnvelope":{"ack":"Success"}}]"#, false),
        (
            r#"{"payErrorList":[{"error":{"errorId":"580022"}}]}"#,
            false,
        ),
    ] {
        let facts = generic(body, &Config::strict()).facts();
        let outcome = failed.then_some(OutcomeKind::Failure);
        assert_eq!(facts.outcome, outcome, "{body}");
    }
}

#[test]
fn what_tells_of_no_failure_is_no_damaged_fault() {
    for body in [
        r#"{"success":true,"data":{"order_id":"o-1"}}"#,
        r#"{"error":"invalid_client","error_description":"no"}"#,
        r#"{"error":{"name":"VALIDATION_ERROR","debug_id":"1"}}"#,
        "error=none&status=ok",
    ] {
        let found = generic(body, &Config::strict());
        let named = found.warnings.iter().any(|warning| {
            matches!(warning, Warning::NotTheMessage { message, .. }
                if message.info().direction == Direction::Fault)
        });
        assert!(!named, "{body}: {:?}", found.warnings);
        let mut all = found.candidates.iter();
        assert!(
            all.all(|own| own.message.info().direction != Direction::Fault),
            "{body}"
        );
    }
}

#[test]
fn a_fault_that_lacks_something_is_called_one() {
    for body in [
        "responseEnvelope.ack=Failure&error(0).errorId=520002&error(0).message=no",
        "ResponseEnvelope.timestamp=2016-01-04T00%3A45%3A03Z&responseEnvelope.ack=Failure\
         &responseEnvelope.correlationId=1&responseEnvelope.build=7&error(0).errorId=520002",
        "error(0).errorId=520002&error(0).message=no&x=1&y=2&z=3",
        r#"{"responseEnvelope":{"ack":"Failure"},"error":[{"errorId":"520002"}],"x":1}"#,
        r#"{"error":[{"errorId":"520002"}],"httpStatusCode":500}"#,
        r#"{"error":{"errorId":520002}}"#,
    ] {
        let found = generic(body, &Config::strict());
        let is_fault = |warning: &Warning| {
            matches!(
                warning,
                Warning::NotTheMessage {
                    message: MessageKind::FaultMessage,
                    ..
                }
            )
        };
        assert!(
            found.warnings.iter().any(is_fault),
            "{body}: {:?}",
            found.warnings
        );
        let told: Vec<_> = found.likeliest().iter().map(|own| own.message).collect();
        assert_eq!(told, [MessageKind::FaultMessage]);
        let errors = found.facts().errors;
        assert_eq!(errors[0].code.as_deref(), Some("520002"));
        assert!(errors[0].meaning.is_some());
    }
}

#[test]
fn names_are_compared_in_any_letter_case_where_they_lead_to_nothing_as_they_are() {
    let body = "ResponseEnvelope.Timestamp=2016-01-04T00%3A45%3A03Z&ResponseEnvelope.ack=Failure\
        &ResponseEnvelope.correlationId=1&ResponseEnvelope.build=7&Error(0).errorid=520002";
    for config in [Config::strict(), Config::lenient()] {
        let Content::Message(decoded) = read(body, &config) else {
            panic!("a message")
        };
        let AnyMessage::FaultMessage(fault) = &decoded.message else {
            panic!("a fault")
        };
        assert_eq!(fault.error[0].error_id, Some(520_002));
        assert!(decoded.unknown.is_empty());
        let folded = |warning: &&Warning| matches!(warning, Warning::Nvp(_));
        assert!(
            decoded.warnings.iter().filter(folded).count() >= 3,
            "{:?}",
            decoded.warnings
        );
    }
    let all = codec::identify(Format::Nvp, body.as_bytes(), &Config::strict()).unwrap();
    assert_eq!(all[0].message, MessageKind::FaultMessage);
    // Other services spell all their names in capitals, and have no envelope.
    let other = "ACK=Failure&CORRELATIONID=1&VERSION=98&BUILD=7&L_ERRORCODE0=10002&ERROR=1";
    assert!(
        generic(other, &Config::strict())
            .likeliest()
            .iter()
            .all(|own| !own.fits())
    );
}

#[test]
fn an_order_needs_no_addresses_to_go_back_to() {
    let unit = r#"{"reference_id":"a","amount":{"currency":"USD","total":"10.00"}}"#;
    for body in [
        format!(r#"{{"purchase_units":[{unit}]}}"#),
        format!(r#"{{"intent":"SALE","purchase_units":[{unit},{unit}]}}"#),
        format!(
            r#"{{"purchase_units":{unit},"redirect_urls":{{"return_url":"r","cancel_url":"c"}}}}"#
        ),
    ] {
        let decoded = message(&body);
        assert_eq!(
            decoded.message.kind(),
            MessageKind::CreateOrderRequest,
            "{body}"
        );
        assert_eq!(
            decoded.encode(Format::Json, &Config::strict()).unwrap(),
            body
        );
    }
}

#[test]
fn orders_v2_is_called_that() {
    let capture = r#"{"reference_id":"a","amount":{"currency_code":"USD","value":"10.00"}}"#;
    let paid =
        r#"{"payments":{"captures":[{"id":"1","amount":{"currency_code":"USD","value":"1.00"}}]}}"#;
    let link =
        r#"{"href":"https://api.paypal.com/v2/checkout/orders/5O","rel":"self","method":"GET"}"#;
    for body in [
        format!(r#"{{"intent":"CAPTURE","purchase_units":[{capture}]}}"#),
        format!(r#"{{"intent":"AUTHORIZE","purchase_units":[{capture}]}}"#),
        format!(r#"{{"purchase_units":[{capture}]}}"#),
        r#"{"id":"5O","intent":"capture","status":"CREATED","links":[]}"#.to_owned(),
        format!(r#"{{"id":"5O","status":"COMPLETED","purchase_units":[{paid}]}}"#),
        format!(r#"{{"id":"5O","status":"CREATED","links":[{link}]}}"#),
        r#"{"id":"5O","status":"PAYER_ACTION_REQUIRED","payment_source":{"paypal":{}}}"#.to_owned(),
        r#"{"id":"3C","status":"COMPLETED","amount":{"currency_code":"USD","value":"1.00"},"final_capture":true}"#
            .to_owned(),
        r#"{"amount":{"currency_code":"USD","value":"1.00"},"note_to_payer":"x"}"#.to_owned(),
        r#"{"id":"1J","status":"COMPLETED","links":[{"href":"https://api-m.paypal.com/v2/payments/refunds/1J"}]}"#
            .to_owned(),
        format!(
            r#"{{"id":"WH-1","event_type":"CHECKOUT.ORDER.APPROVED","resource":{{"id":"5O","purchase_units":[{capture}]}}}}"#
        ),
    ] {
        let found = generic(&body, &Config::strict());
        assert!(
            matches!(found.warnings[..], [Warning::OrdersV2]),
            "{body}: {:?}",
            found.warnings
        );
        assert!(found.candidates.is_empty());
        let said = found.warnings[0].to_string();
        assert!(
            said.contains("Orders v2") && said.contains("/v2/checkout/orders"),
            "{said}"
        );
        let all = codec::identify(Format::Json, body.as_bytes(), &Config::strict()).unwrap();
        assert!(all.is_empty());
    }
    let path = Config::strict().path("https://api.paypal.com/v2/checkout/orders/5O/capture");
    assert!(matches!(
        generic("{}", &path).warnings[..],
        [Warning::OrdersV2]
    ));
    let order = r#"{"id":"8R","status":"CREATED","purchase_units":[]}"#;
    assert_eq!(message(order).message.kind(), MessageKind::Order);
}

#[test]
fn errors_are_explained_in_whatever_case_their_names_are() {
    let fault = format!(r#"{{{ENVELOPE},"error":[{{"errorId":"580022","message":"no"}}]}}"#);
    let refusal =
        r#"{"name":"VALIDATION_ERROR","debug_id":"1","details":[{"field":"a","issue":"missing"}]}"#;
    let msp = r#"{"success":false,"error_code":1006,"error_info":"no"}"#;
    let ae = r#"{"error_response":{"code":"15","sub_code":"isv.x","msg":"no"}}"#;
    let names = [
        "responseEnvelope",
        "ack",
        "error",
        "errorId",
        "message",
        "name",
        "debug_id",
    ];
    let others = [
        "details",
        "field",
        "issue",
        "success",
        "error_code",
        "error_info",
    ];
    let more = ["error_response", "code", "sub_code", "msg"];
    let all: Vec<&str> = [&names[..], &others, &more].concat();
    let upper = |name: &str| name.to_uppercase();
    let lower = |name: &str| name.to_lowercase();
    let first = |name: &str| name[..1].to_uppercase() + &name[1..];
    for body in [&*fault, refusal, msp, ae] {
        for spell in [&upper as &dyn Fn(&str) -> String, &lower, &first] {
            let mut spelled = body.to_owned();
            for name in &all {
                spelled =
                    spelled.replace(&format!("\"{name}\":"), &format!("\"{}\":", spell(name)));
            }
            let facts = match read(&spelled, &Config::strict()) {
                Content::Message(own) => own.facts(),
                Content::Generic(own) => own.facts(),
                other => panic!("{spelled}: {other:?}"),
            };
            let error = facts.errors.first();
            let error = error.unwrap_or_else(|| panic!("{spelled}: no error"));
            assert!(error.meaning.is_some(), "{spelled}: {error:?}");
            assert_eq!(facts.errors.len(), 1, "{spelled}");
        }
    }
}

#[test]
fn three_candidates_are_told_of_at_most_and_none_of_many() {
    for (body, many) in [
        ("responseEnvelope.ack=Success", true),
        ("requestEnvelope.errorLanguage=en_US", false),
        ("requestEnvelope.errorLanguage=en_US&key=AP-1", false),
        (
            "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1",
            false,
        ),
    ] {
        let found = generic(body, &Config::strict());
        assert!(!found.candidates.is_empty(), "{body}");
        assert!(found.likeliest().len() <= 3);
        assert_eq!(
            found.likeliest().is_empty(),
            many,
            "{body}: {:?}",
            found.candidates
        );
        let said = found.warnings.last().unwrap();
        if let Warning::Ambiguous(count) = said {
            assert!(*count > 3);
            assert!(said.to_string().contains("specify the message"));
        }
    }
}

#[test]
fn what_every_service_has_makes_no_candidate() {
    for body in [
        "transactionid=o-1&timestamp=1500000000",
        "timestamp=1500000000&transactionid=o-1",
        "timestamp=1500000000",
        r#"{"timestamp":"1500000000","transactionid":"o-1"}"#,
        // A list of transactions has a list, and where to go on.
        r#"{"success":true,"data":{"order_id":"o-1"}}"#,
        r#"{"data":{"order_id":"o-1"},"success":"true"}"#,
    ] {
        let found = generic(body, &Config::strict());
        assert!(
            found.likeliest().is_empty(),
            "{body}: {:?}",
            found.candidates
        );
    }
    for (body, name) in [
        (
            "timestamp=1&method=aliexpress.ds.order.create",
            "DsOrderCreateRequest",
        ),
        (r#"{"success":true,"data":[]}"#, "MultiSafepay"),
    ] {
        let found = read(body, &Config::strict());
        assert!(format!("{found:?}").contains(name), "{body}: {found:?}");
    }
}

#[test]
fn an_empty_action_and_the_address_of_the_service_say_nothing() {
    let fault = message(&format!("{{{ENVELOPE},\"error\":[]}}")).message;
    let body = codec::encode(&fault, Format::Soap, &Config::strict()).unwrap();
    let pay = r#"<p:PayRequest xmlns:p="http://svcs.paypal.com/types/ap"><requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope><actionType>PAY</actionType><cancelUrl>c</cancelUrl><currencyCode>USD</currencyCode><receiverList><receiver><amount>1</amount></receiver></receiverList><returnUrl>r</returnUrl></p:PayRequest>"#;
    for config in [
        Config::strict().soap_action("\"\""),
        Config::strict().soap_action(" "),
        Config::strict().path("/AdaptivePayments"),
        Config::strict().path("https://svcs.paypal.com/AdaptivePayments/"),
    ] {
        for body in [&*body, pay] {
            assert!(matches!(read(body, &config), Content::Message(_)), "{body}");
        }
    }
    let other = Config::strict().path("/AdaptivePayments/Refund");
    let found = generic(pay, &other);
    assert!(
        matches!(
            found.warnings[..],
            [Warning::MismatchedRoot(MessageKind::PayRequest)]
        ),
        "{:?}",
        found.warnings
    );
}

const ORDER: &str = "param_place_order_request4_open_api_d_t_o=%7B%22product_items%22%3A%5B%7B%22product_id%22%3A1005%2C%22product_count%22%3A1%7D%5D%2C%22logistics_address%22%3A%7B%22country%22%3A%22FR%22%7D%7D";

fn called(method: &str, url: &str, body: &str, answer: &str) -> Vec<Result<Reading, String>> {
    let form = "application/x-www-form-urlencoded";
    let request = Request {
        method: method.to_owned(),
        target: url.to_owned(),
        headers: [("Content-Type", form)].into_iter().collect::<Headers>(),
        body: match body {
            "" => Body::Empty,
            body => Body::Plain(body.into()),
        },
    };
    let response = Response {
        status: 200,
        reason: String::new(),
        headers: Headers::new(),
        body: Body::Plain(answer.into()),
    };
    let exchange = Exchange {
        request: Some(request),
        response: Some(response),
        ..Exchange::default()
    };
    let item = Item::Exchange(Box::new(exchange));
    let interpreter = Interpreter::new(Config::strict(), capture::Config::new());
    let parts = interpreter.parts(&item).into_iter();
    let parts = parts.map(|part| match part.found {
        PartContent::Body(Ok(reading)) => Ok(reading),
        other => Err(format!("{other:?}")),
    });
    parts.collect()
}

fn kinds(found: &[Result<Reading, String>]) -> Vec<MessageKind> {
    let kind = |reading: &Result<Reading, String>| match reading {
        Ok(Reading {
            content: Content::Message(decoded),
            ..
        }) => decoded.message.kind(),
        other => panic!("{other:?}"),
    };
    found.iter().map(kind).collect()
}

#[test]
fn a_call_with_its_parameters_in_the_address_is_one() {
    let expected = [
        MessageKind::DsOrderCreateRequest,
        MessageKind::DsOrderCreateResponse,
    ];
    let answer = r#"{"result":{"is_success":true,"order_list":[8001]},"request_id":"1"}"#;
    let host = "https://api-sg.aliexpress.com/sync";
    let method = "method=aliexpress.ds.order.create&app_key=1&sign=AB12";
    for (how, url, body) in [
        ("GET", format!("{host}?{method}&{ORDER}"), String::new()),
        ("GET", format!("{host}?{ORDER}&{method}#top"), String::new()),
        ("POST", format!("{host}?{method}"), ORDER.to_owned()),
        ("POST", format!("{host}?{method}&{ORDER}"), String::new()),
        (
            "POST",
            format!("{host}?{method}"),
            format!("app_key=1&{ORDER}"),
        ),
        ("POST", host.to_owned(), format!("{method}&{ORDER}")),
    ] {
        let found = called(how, &url, &body, answer);
        assert_eq!(kinds(&found), expected, "{how} {url} {body}");
        let Ok(Reading {
            content: Content::Message(decoded),
            ..
        }) = &found[0]
        else {
            panic!("a message")
        };
        let AnyMessage::DsOrderCreateRequest(request) = &decoded.message else {
            panic!("an order")
        };
        assert_eq!(request.app_key.as_ref().unwrap().expose(), "1");
        assert!(decoded.unknown.is_empty());
        assert!(!format!("{request:?}").contains("AB12"));
    }
    let refused = r#"{"error_response":{"code":27,"msg":"Invalid session","request_id":"2"}}"#;
    let found = called("GET", &format!("{host}?{method}&{ORDER}"), "", refused);
    assert_eq!(kinds(&found)[1], MessageKind::DsErrorResponse);
}

#[test]
fn adaptive_payments_may_be_tried_out_in_an_address() {
    let url = "https://svcs.sandbox.paypal.com/AdaptivePayments/PaymentDetails\
        ?requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    let answer = format!("{{{ENVELOPE},\"error\":[{{\"errorId\":520003}}]}}");
    let found = called("GET", url, "", &answer);
    let expected = [
        MessageKind::PaymentDetailsRequest,
        MessageKind::FaultMessage,
    ];
    assert_eq!(kinds(&found), expected);
}

#[test]
fn what_goes_to_orders_v2_is_shown_as_that() {
    for (url, body, answer) in [
        (
            "https://api.paypal.com/v2/checkout/orders",
            r#"{"intent":"CAPTURE","purchase_units":[]}"#,
            r#"{"id":"5O"}"#,
        ),
        (
            "https://api-m.paypal.com/v2/payments/captures/2G/refund",
            r#"{"note_to_payer":"x"}"#,
            r#"{"id":"1J","status":"COMPLETED"}"#,
        ),
    ] {
        let found = called("POST", url, body, answer);
        assert_eq!(found.len(), 2, "{url}");
        for reading in &found {
            let Ok(Reading {
                content: Content::Generic(generic),
                ..
            }) = reading
            else {
                panic!("{reading:?}")
            };
            assert!(matches!(generic.warnings[..], [Warning::OrdersV2]));
        }
    }
}

#[test]
fn an_operation_may_be_said_by_name() {
    let config = Config::strict().operation(System::AliExpress, "DsOrderCreate");
    let answer = r#"{"result":{"is_success":true}}"#;
    assert!(matches!(read(answer, &config), Content::Message(_)));
    let order =
        json::to_string(&message(r#"{"id":"8R","status":"CREATED","purchase_units":[]}"#).message);
    assert!(matches!(
        read(&order.unwrap(), &config),
        Content::Generic(_)
    ));
}

/// Whoever copies a body out of a page has `&amp;` in it. Nothing is guessed, but it is said.
#[test]
fn a_body_that_was_escaped_for_html_is_told_of() {
    let pay = "requestEnvelope.errorLanguage=en_US&amp;currencyCode=USD&amp;actionType=PAY";
    let ipn = "transaction_type=Adaptive+Payment+PAY&amp;status=COMPLETED&amp;pay_key=AP-1";
    for preset in [Config::strict(), Config::lenient()] {
        for body in [pay, ipn] {
            for said in [preset, preset.message(MessageKind::PayRequest)] {
                let reading = codec::read(body.as_bytes(), &said).expect("a body");
                let told = match &reading.content {
                    Content::Message(decoded) => &decoded.warnings,
                    Content::Generic(generic) => &generic.warnings,
                    _ => panic!("a body is one of the two"),
                };
                let escaped = |own: &&Warning| matches!(own, Warning::HtmlEscaped);
                assert_eq!(told.iter().filter(escaped).count(), 1, "{body}");
                let leaves = reading.content.leaves().expect("all of it");
                let pairs = body.split('&').count();
                assert_eq!(leaves.len(), pairs, "nothing is dropped of {body}");
                let rest = leaves.iter().filter(|leaf| leaf.path.starts_with("amp;"));
                assert_eq!(rest.count(), pairs - 1, "{body}");
            }
        }
        let plain = codec::read(pay.replace("amp;", "").as_bytes(), &preset).expect("a body");
        let Content::Generic(generic) = plain.content else {
            continue;
        };
        let escaped = |own: &Warning| matches!(own, Warning::HtmlEscaped);
        assert!(!generic.warnings.iter().any(escaped));
    }
}
