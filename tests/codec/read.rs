//! Bodies of which nothing is known beforehand.

use paywire::api::facts::OutcomeKind;
use paywire::api::{AnyMessage, Direction, MessageKind};
use paywire::codec::{self, Config, Content, Decoded, Format, Generic, Reason, Unknown, Warning};
use paywire::{Category, nvp};
use serde::Deserialize;
use std::collections::BTreeMap;

const PAY: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    &cancelUrl=https%3A%2F%2Fshop.example%2Fno&returnUrl=https%3A%2F%2Fshop.example%2Fyes\
    &currencyCode=USD&receiverList.receiver(0).email=a%40shop.example\
    &receiverList.receiver(0).amount=12.50";

const PAY_JSON: &str = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY",
    "cancelUrl":"https://shop.example/no","returnUrl":"https://shop.example/yes",
    "currencyCode":"USD","receiverList":{"receiver":{"email":"a@shop.example","amount":12.50}}}"#;

fn message(body: &str) -> Decoded {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("well-formed");
    match reading.content {
        Content::Message(decoded) => *decoded,
        other => panic!("no message: {other:?}"),
    }
}

fn generic(body: &str) -> Generic {
    let reading = codec::read(body.as_bytes(), &Config::strict()).expect("well-formed");
    match reading.content {
        Content::Generic(generic) => *generic,
        other => panic!("a message: {other:?}"),
    }
}

fn unknown(decoded: &Decoded) -> Vec<String> {
    decoded.unknown.iter().map(ToString::to_string).collect()
}

#[test]
fn both_formats_give_the_same_message() {
    let (a, b) = (message(PAY), message(PAY_JSON));
    assert_eq!(a.message, b.message);
    assert_eq!(a.message.kind(), MessageKind::PayRequest);
}

#[test]
fn unknown_data_is_kept_in_every_format_alike() {
    let body = format!(
        "{PAY}&x=1&receiverList.receiver(0).y(0).z=2&receiverList.receiver(0).y(1)=3&receiverList.w="
    );
    let expected = [
        "receiverList.receiver(0).y(0).z=2",
        "receiverList.receiver(0).y(1)=3",
        "receiverList.w=",
        "x=1",
    ];
    let mut found = unknown(&message(&body));
    found.sort();
    assert_eq!(found, expected);

    let body = PAY_JSON.replace(r#""email":"#, r#""y":[{"z":2},"3",null],"email":"#);
    let body = body.replace(r#""receiver":"#, r#""w":"","receiver":"#);
    let body = body.replace(r#""actionType""#, r#""x":1,"none":null,"actionType""#);
    let found = message(&body).unknown;
    let (empty, found): (Vec<Unknown>, Vec<Unknown>) =
        found.into_iter().partition(Unknown::is_empty);
    let mut found: Vec<String> = found.iter().map(ToString::to_string).collect();
    found.sort();
    assert_eq!(found, expected);
    let empty: Vec<String> = empty.iter().map(ToString::to_string).collect();
    assert_eq!(empty, ["none=null", "receiverList.receiver(0).y(2)=null"]);
}

#[test]
fn what_is_unknown_in_a_list_that_has_names_as_well_has_its_index() {
    let body = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=USD\
        &receiverList.receiver.x=1&receiverList.receiver(0).amount=1.00&receiverList.receiver(0).y=2";
    let kind = MessageKind::PayRequest;
    let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &Config::lenient()).unwrap();
    let shown: Vec<String> = decoded.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["receiverList.receiver(0).y=2"]);
    let left_out = decoded.warnings.iter().find_map(codec::Warning::left_out);
    assert_eq!(left_out, body.find("x=1").map(|at| at + 2..at + 3));
}

#[test]
fn unknown_numbers_keep_their_digits() {
    let body = PAY_JSON.replace(r#""actionType""#, r#""x":[1.10,1e999,true],"actionType""#);
    assert_eq!(
        unknown(&message(&body)),
        ["x(0)=1.10", "x(1)=1e999", "x(2)=true"]
    );
}

#[test]
fn the_layer_changes_nothing_for_any_type() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Variant {
        Unit,
        New(u8),
        Tuple(u8, u8),
        Fields { a: u8 },
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Unit;
    #[derive(Debug, PartialEq, Deserialize)]
    struct Wide {
        variants: Vec<Variant>,
        map: BTreeMap<u8, Option<char>>,
        pair: (bool, f32),
        text: String,
        unit: Unit,
        none: (),
        newtype: std::num::Wrapping<i128>,
    }
    let json = r#"{"variants":["Unit",{"New":1},{"Tuple":[1,2]},{"Fields":{"a":1,"b":[5]}}],
        "map":{"1":"a","2":null},"pair":[true,0.5],"text":"t","unit":null,"none":null,"newtype":-7}"#;
    let mut plain = serde_json::Deserializer::from_str(json);
    let expected = Wide::deserialize(&mut plain).unwrap();
    let mut unknown = Vec::new();
    let mut inner = serde_json::Deserializer::from_str(json);
    let found: Wide = codec::collect_unknown(&mut inner, &mut unknown).unwrap();
    assert_eq!(found, expected);
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].to_string(), "variants(3).Fields.b(0)=5");
}

#[test]
fn a_failed_call_is_a_fault() {
    let fault = message(
        "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Failure\
         &responseEnvelope.correlationId=1&responseEnvelope.build=2&error(0).errorId=580022\
         &error(0).parameter(0)=payKey",
    );
    assert!(matches!(fault.message, AnyMessage::FaultMessage(_)));
    assert!(fault.unknown.is_empty());
}

#[test]
fn what_several_messages_share_names_none() {
    let found = generic("requestEnvelope.errorLanguage=en_US&payKey=AP-1");
    assert_eq!(
        found.candidates[0].message,
        MessageKind::PaymentDetailsRequest
    );
    assert!(found.candidates[0].fits());
    assert_eq!(
        found.value().at("payKey").and_then(nvp::Value::as_str),
        Some("AP-1")
    );
    assert!(matches!(found.warnings[..], [codec::Warning::Ambiguous(7)]));

    let told = Config::strict().message(MessageKind::PaymentDetailsRequest);
    let reading = codec::read(b"requestEnvelope.errorLanguage=en_US&payKey=AP-1", &told).unwrap();
    assert!(matches!(reading.content, Content::Message(_)));
    let reading = codec::read(b"payKey=AP-1", &told).unwrap();
    let Content::Generic(generic) = reading.content else {
        panic!("a message")
    };
    assert_eq!(generic.message, Some(MessageKind::PaymentDetailsRequest));
    assert!(matches!(
        generic.warnings[..],
        [codec::Warning::NotTheMessage { .. }]
    ));
    assert!(codec::read(b"payKey=%z", &told).is_err());
}

/// An envelope of an answer with this acknowledgement.
fn answer(ack: &str) -> String {
    format!(
        "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack={ack}\
         &responseEnvelope.correlationId=1&responseEnvelope.build=2"
    )
}

#[test]
fn an_answer_with_nothing_in_it_could_be_several() {
    let empty = answer("Success");
    let found = generic(&empty);
    assert!(matches!(
        found.warnings[..],
        [codec::Warning::Ambiguous(4..)]
    ));
    let fitting = found.candidates.iter().filter(|it| it.fits());
    let fitting: Vec<_> = fitting.map(|it| it.message).collect();
    assert!(fitting.contains(&MessageKind::SetPaymentOptionsResponse));
    assert!(fitting.contains(&MessageKind::CancelPreapprovalResponse));
    assert_eq!(fitting.last(), Some(&MessageKind::FaultMessage));

    // The operation settles it.
    let told = Config::strict()
        .path("/AdaptivePayments/CancelPreapproval")
        .direction(Direction::Response);
    let reading = codec::read(empty.as_bytes(), &told).unwrap();
    let Content::Message(decoded) = reading.content else {
        panic!("no message")
    };
    let expected = MessageKind::CancelPreapprovalResponse;
    assert_eq!(decoded.message.kind(), expected);
}

#[test]
fn a_failure_is_a_fault_whether_it_has_errors_or_not() {
    for ack in ["Failure", "FailureWithWarning"] {
        let fault = message(&answer(ack));
        assert_eq!(fault.message.kind(), MessageKind::FaultMessage);
    }
    // Several answers have a place for errors too.
    let fault = message(&(answer("Failure") + "&error(0).errorId=589019"));
    assert_eq!(fault.message.kind(), MessageKind::FaultMessage);
}

#[test]
fn who_says_the_operation_is_believed() {
    // A key that the answer does not have by its description, but was recorded with.
    let body = answer("Success") + "&payKey=AP-1&paymentExecStatus=COMPLETED";
    assert_eq!(message(&body).message.kind(), MessageKind::PayResponse);
    let told = Config::strict().path("/AdaptivePayments/ExecutePayment");
    let reading = codec::read(body.as_bytes(), &told).unwrap();
    let Content::Message(decoded) = reading.content else {
        panic!("no message")
    };
    let expected = MessageKind::ExecutePaymentResponse;
    assert_eq!(decoded.message.kind(), expected);
    assert_eq!(unknown(&decoded), ["payKey=AP-1"]);
}

#[test]
fn a_message_that_lacks_something_is_shown_with_the_reason() {
    let found = generic(&PAY.replace("&currencyCode=USD", ""));
    assert_eq!(found.message, None);
    assert_eq!(found.candidates[0].message, MessageKind::PayRequest);
    assert!(!found.candidates[0].fits());
    let shown: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    assert!(
        shown[0].starts_with("not a PayRequest: missing field `currencyCode`"),
        "{shown:?}"
    );
}

#[test]
fn errors_without_an_envelope_are_a_fault_that_lacks_it() {
    let found = generic("error(0).errorId=520003&error(0).message=no");
    assert_eq!(found.candidates[0].message, MessageKind::FaultMessage);
    assert_eq!(found.candidates[0].missing, ["responseEnvelope"]);
    assert!(
        found.warnings[0]
            .to_string()
            .starts_with("not a FaultMessage: missing field")
    );
}

#[test]
fn a_neighbors_message_is_not_taken_for_one_of_ours() {
    for body in [
        "requestEnvelope.errorLanguage=en_US&invoice.merchantEmail=a%40b.example",
        "requestEnvelope.errorLanguage=en_US&emailAddress=a%40b.example&matchCriteria=NONE",
        "requestEnvelope.errorLanguage=en_US&token=AP-1&currencyCode=USD&invoiceID=1",
        "a=b",
    ] {
        generic(body);
    }
}

#[test]
fn only_damaged_input_is_an_error() {
    for (body, category) in [
        (&b""[..], Category::Syntax),
        (b"  ", Category::Syntax),
        (b"{\"a\":1", Category::Syntax),
        (b"a=%z", Category::Syntax),
        (b"a=\xff", Category::Syntax),
        (b"\x1f\x8b\x08\x00=", Category::Syntax),
        (b"<html>", Category::Syntax),
    ] {
        let error = codec::read(body, &Config::strict()).unwrap_err();
        assert_eq!(error.category(), category, "{error}");
        assert!(error.span().is_some());
    }
}

#[test]
fn warnings_come_with_what_was_read() {
    let reading = codec::read(format!("\u{feff}{PAY}").as_bytes(), &Config::lenient()).unwrap();
    let Content::Message(decoded) = reading.content else {
        panic!("no message")
    };
    assert_eq!(decoded.warnings[0].span(), Some(0..3));
    let reading =
        codec::read(format!("\u{feff}{PAY_JSON}").as_bytes(), &Config::lenient()).unwrap();
    assert_eq!(reading.format, Format::Json);
    let Content::Message(decoded) = reading.content else {
        panic!("no message")
    };
    assert_eq!(
        decoded.warnings[0].to_string(),
        "skipped a byte order mark, at byte 0"
    );
}

/// A request whose body says nothing of its operation.
const BY_KEY: &str = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";

/// The same as XML, with this root.
fn by_key(root: &str) -> String {
    let name = root.split(' ').next().unwrap_or_default();
    format!(
        "<{root}><requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope>\
         <payKey>AP-1</payKey></{name}>"
    )
}

#[test]
fn all_formats_give_the_same_message() {
    let expected = message(PAY).message;
    for &format in Format::ALL {
        let body = codec::encode(&expected, format, &Config::strict()).unwrap();
        assert_eq!(message(&body).message, expected, "{format}");
    }
}

#[test]
fn a_root_element_says_which_message_it_is() {
    let ours = "p:PaymentDetailsRequest xmlns:p='http://svcs.paypal.com/types/ap'";
    let found = message(&by_key(ours));
    assert_eq!(found.message.kind(), MessageKind::PaymentDetailsRequest);
    assert!(found.warnings.is_empty());

    // Without its namespace it is the same, with a warning.
    let bare = message(&by_key("PaymentDetailsRequest"));
    assert_eq!(bare.message, found.message);
    assert_eq!(
        bare.warnings[0].to_string(),
        "accepted a root element without a namespace, at byte 1"
    );

    // In another one it is only the lenient preset that takes it.
    let other = by_key("p:PaymentDetailsRequest xmlns:p='urn:other'");
    let shown = generic(&other);
    assert_eq!(shown.candidates[0].reasons, [Reason::RootName]);
    let [Warning::NotTheMessage { error, .. }] = &shown.warnings[..] else {
        panic!("another namespace")
    };
    assert!(error.to_string().contains("the lenient preset reads it"));
    let reading = codec::read(other.as_bytes(), &Config::lenient()).unwrap();
    let Content::Message(mended) = reading.content else {
        panic!("no message")
    };
    assert_eq!(mended.message, found.message);
    assert!(matches!(mended.warnings[..], [Warning::Xml(_)]));

    // Called as the operation is.
    let called = message(&by_key(
        "p:PaymentDetails xmlns:p='http://svcs.paypal.com/types/ap'",
    ));
    assert_eq!(called.message, found.message);
    assert_eq!(
        called.warnings[0].to_string(),
        "read a root element with the operation's name as a PaymentDetailsRequest"
    );

    let others = generic(&by_key("GetVerifiedStatusRequest"));
    assert!(others.candidates.is_empty());
    assert_eq!(
        others.warnings[0].to_string(),
        "no known message has the root element GetVerifiedStatusRequest"
    );
}

#[test]
fn what_was_said_about_a_body_decides() {
    let settles = [
        Config::strict().path("/AdaptivePayments/PaymentDetails"),
        Config::strict().path("https://api.example/AdaptivePayments/PaymentDetails/?a=b"),
        Config::strict().soap_action("\"urn:PaymentDetails\""),
    ];
    for config in settles {
        let reading = codec::read(BY_KEY.as_bytes(), &config).unwrap();
        assert!(matches!(reading.content, Content::Message(_)), "{config:?}");
        let found = codec::identify(Format::Nvp, BY_KEY.as_bytes(), &config).unwrap();
        assert_eq!(found[0].reasons, [Reason::Operation]);
    }
    for config in [
        Config::strict().path("/AdaptivePayments/Pay"),
        Config::strict().path("/Invoice/CreateInvoice"),
        Config::strict().direction(Direction::Response),
    ] {
        let reading = codec::read(BY_KEY.as_bytes(), &config).unwrap();
        assert!(matches!(reading.content, Content::Generic(_)), "{config:?}");
    }
    let fault = Config::strict()
        .path("/AdaptivePayments/Pay")
        .direction(Direction::Response);
    let body = "responseEnvelope.ack=Failure&error(0).errorId=580022";
    let found = codec::identify(Format::Nvp, body.as_bytes(), &fault).unwrap();
    assert_eq!(found[0].message, MessageKind::FaultMessage);
    assert_eq!(found[0].reasons, [Reason::AnyOperation, Reason::Direction]);
}

#[test]
fn xml_is_known_by_its_first_bytes_in_any_encoding() {
    let utf_16 = |text: &str, swap: bool| -> Vec<u8> {
        let bytes = |unit: u16| {
            if swap {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let xml = "<?xml version='1.0' encoding='UTF-16'?>\n<!-- a > b --><a:b/>";
    let soap = xml.replace("<a:b", "<s:Envelope");
    for (text, format) in [(xml, Format::Xml), (&soap, Format::Soap)] {
        assert_eq!(Format::detect(text.as_bytes()), Some(format));
        assert_eq!(
            Format::detect(format!("\u{feff}  {text}").as_bytes()),
            Some(format)
        );
        for swap in [true, false] {
            assert_eq!(Format::detect(&utf_16(text, swap)), Some(format));
            let marked = format!("\u{feff}{text}");
            assert_eq!(Format::detect(&utf_16(&marked, swap)), Some(format));
        }
    }
    for page in [
        "<!DOCTYPE html><html>",
        "<HTML>",
        "<!-- x --><html lang='en'>",
    ] {
        assert_eq!(Format::detect(page.as_bytes()), None, "{page}");
    }
    for cut in ["<", "<?xml", "<!--", "<!DOCTYPE a"] {
        assert_eq!(Format::detect(cut.as_bytes()), Some(Format::Xml), "{cut}");
    }
}

#[test]
fn a_soap_fault_without_a_message_is_shown() {
    let body = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>\
        <faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>";
    let found = generic(body);
    assert_eq!(
        found.value().at("faultstring").and_then(nvp::Value::as_str),
        Some("no")
    );
    assert!(found.warnings.is_empty() && found.fault().is_some());
}

#[test]
fn a_fault_is_a_fault_whatever_is_in_it() {
    const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
    let fault = |rest: &str| {
        let body = format!(
            "<s:Envelope xmlns:s='{ENVELOPE}'><s:Body><s:Fault><faultcode>s:Client</faultcode>\
             <faultstring>Amount needed</faultstring>{rest}</s:Fault></s:Body></s:Envelope>"
        );
        generic(&body)
    };
    for (detail, warnings) in [
        ("", 0),
        ("<detail/>", 0),
        (
            "<detail><own:Why xmlns:own='urn:own'>no</own:Why></detail>",
            1,
        ),
    ] {
        let read = fault(detail);
        assert!(read.fault().is_some(), "{detail}");
        let facts = read.facts();
        assert_eq!(facts.outcome, Some(OutcomeKind::Failure), "{detail}");
        assert_eq!(facts.errors[0].code.as_deref(), Some("Client"));
        assert_eq!(facts.errors[0].message.as_deref(), Some("Amount needed"));
        assert!(facts.errors[0].remedy.is_some());
        // What is in the detail is none that is known; the fault itself is.
        assert_eq!(read.warnings.len(), warnings, "{:?}", read.warnings);
    }
    let newer = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault>\
        <s:Code><s:Value>s:Receiver</s:Value></s:Code>\
        <s:Reason><s:Text xml:lang='en'>Later</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>";
    let facts = generic(newer).facts();
    assert_eq!(facts.errors[0].message.as_deref(), Some("Later"));
}

#[test]
fn an_error_is_explained_in_whatever_body_it_stands() {
    for body in [
        "shop=1&colour=red&size=2&error(0).errorId=520003&error(0).message=no",
        r#"{"shop":1,"colour":"red","size":2,"payErrorList":{"payError":[{"error":{"errorId":520003}}]}}"#,
        r#"{"shop":1,"colour":"red","size":2,"inner":[{"errorId":"520003","parameter":["x"]}]}"#,
        "<own><shop/><error><errorId>520003</errorId><parameter>x</parameter></error></own>",
        r#"{"shop":1,"colour":"red","size":2,"warningId":520003}"#,
    ] {
        let facts = generic(body).facts();
        assert_eq!(facts.errors.len(), 1, "{body}");
        assert_eq!(facts.errors[0].code.as_deref(), Some("520003"), "{body}");
        assert!(facts.errors[0].meaning.is_some(), "{body}");
    }
    let other = r#"{"shop":1,"colour":"red","size":2,"answer":{"name":"UNPROCESSABLE_ENTITY","debug_id":"d",
        "message":"no","details":[{"field":"/intent","issue":"MISSING","description":"It is needed."}]}}"#;
    let facts = generic(other).facts();
    assert_eq!(
        facts.errors[0].code.as_deref(),
        Some("UNPROCESSABLE_ENTITY")
    );
    assert_eq!(
        facts.errors[0].details[0].to_string(),
        "/intent: MISSING: It is needed."
    );
    assert!(generic("shop=1&colour=red&name=Ann").facts().is_empty());
}

#[test]
fn warnings_beyond_a_thousand_are_counted() {
    let pairs = vec!["x=1"; 1_501].join("&");
    let body = format!("requestEnvelope.errorLanguage=en_US&payKey=AP-1&{pairs}");
    let kind = MessageKind::PaymentDetailsRequest;
    let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &Config::lenient()).unwrap();
    let left_out = decoded.warnings.iter().filter_map(Warning::left_out);
    assert_eq!(left_out.count(), 1_000);
    let last = decoded.warnings.last().expect("warnings");
    assert!(matches!(last, Warning::More(500)), "{last}");
    assert_eq!(last.to_string(), "and 500 more, which are not listed");
}

#[test]
fn whether_there_are_unknown_values_is_told_without_counting_them() {
    let with = message("requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9&shade=red");
    assert!(!with.unknown.is_empty());
    assert_eq!(with.unknown.len(), 1);
    let without = message("requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9");
    assert!(without.unknown.is_empty());
}

#[test]
fn a_field_under_both_of_its_names_is_pointed_at() {
    let body = br#"{"payment_status":"x","transaction_type":"Adaptive Payment PAY","tracking_id":"a","trackingId":"b"}"#;
    let kind = MessageKind::PaymentNotification;
    let error = codec::decode(kind, Format::Json, body, &Config::strict()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "duplicate field `tracking_id` at `trackingId`, line 1 column 96"
    );
}

#[test]
fn an_element_that_is_left_out_is_named_as_a_whole() {
    // The last one counts in the lenient preset.
    let first = "<requestEnvelope><errorLanguage>de_DE</errorLanguage></requestEnvelope>";
    let body = format!(
        "<a:PaymentDetailsRequest xmlns:a=\"http://svcs.paypal.com/types/ap\">{first}<requestEnvelope><errorLanguage>en_US\
         </errorLanguage></requestEnvelope><payKey>AP-1</payKey></a:PaymentDetailsRequest>"
    );
    let reading = codec::read(body.as_bytes(), &Config::lenient()).expect("read");
    let Content::Message(decoded) = reading.content else {
        panic!("a message")
    };
    let left_out: Vec<_> = decoded
        .warnings
        .iter()
        .filter_map(Warning::left_out)
        .collect();
    assert_eq!(left_out.len(), 1, "{:?}", decoded.warnings);
    assert_eq!(&body[left_out[0].clone()], first);
}
