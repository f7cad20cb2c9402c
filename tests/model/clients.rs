//! What clients that others wrote read, and what they send.

use paywire::api::adaptive_payments::common::{
    AckCode, ErrorData, ErrorParameter, ResponseEnvelope,
};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Decoded, Format};

fn decoded(kind: MessageKind, format: Format, body: &str) -> Decoded {
    codec::decode(kind, format, body.as_bytes(), &Config::strict())
        .unwrap_or_else(|error| panic!("{body}: {error}"))
}

fn message(body: &str) -> Decoded {
    match codec::read(body.as_bytes(), &Config::strict())
        .expect("a body")
        .content
    {
        Content::Message(decoded) => *decoded,
        other => panic!("{body}: {other:?}"),
    }
}

fn written(message: &AnyMessage, format: Format) -> String {
    codec::encode(message, format, &Config::strict()).expect("a message that the format holds")
}

fn fault(parameter: Vec<ErrorParameter>) -> AnyMessage {
    let sent = "2014-05-27T06:40:14.210-07:00";
    let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "1a2b", "7");
    let error = ErrorData {
        parameter,
        ..ErrorData::new(580_022, "Invalid request parameter: trackingId")
    };
    FaultMessage::new(envelope, vec![error]).into()
}

fn named(name: &str, value: &str) -> ErrorParameter {
    ErrorParameter {
        name: Some(name.to_owned()),
        ..ErrorParameter::new(value)
    }
}

#[test]
fn the_name_of_a_parameter_has_no_mark_in_nvp() {
    let message = fault(vec![named("field", "trackingId"), "payKey".into()]);
    let body = written(&message, Format::Nvp);
    assert!(
        body.ends_with(
            "&error(0).parameter(0).name=field&error(0).parameter(0)=trackingId&error(0).parameter(1)=payKey"
        ),
        "{body}"
    );
    let again = decoded(MessageKind::FaultMessage, Format::Nvp, &body);
    assert_eq!(again.message, message);
    for mark in ["%40", "@"] {
        let marked = body.replace(".name=", &format!(".{mark}name="));
        let again = decoded(MessageKind::FaultMessage, Format::Nvp, &marked);
        assert_eq!(again.message, message);
    }
}

#[test]
fn the_name_of_a_parameter_is_an_attribute_in_xml() {
    let message = fault(vec![named("field", "trackingId"), "payKey".into()]);
    for format in [Format::Xml, Format::Soap] {
        let body = written(&message, format);
        let both = r#"<parameter name="field">trackingId</parameter><parameter>payKey</parameter>"#;
        assert!(body.contains(both), "{body}");
        let again = decoded(MessageKind::FaultMessage, format, &body);
        assert_eq!(again.message, message);
        let nvp = again.encode(Format::Nvp, &Config::strict()).unwrap();
        assert!(nvp.contains("parameter(0).name=field&"), "{nvp}");
    }
}

#[test]
fn a_parameter_is_a_text_in_json_unless_it_has_a_name() {
    let body = written(&fault(vec!["taxName".into(), "null".into()]), Format::Json);
    assert!(body.contains(r#""parameter":["taxName","null"]"#), "{body}");
    let message = fault(vec!["payKey".into(), named("field", "trackingId")]);
    let body = written(&message, Format::Json);
    let both = r#""parameter":["payKey",{"@name":"field","$text":"trackingId"}]"#;
    assert!(body.contains(both), "{body}");
    for spelled in [
        body.clone(),
        body.replace("\"payKey\"", "{\"$text\":\"payKey\"}"),
        body.replace("@name", "name"),
    ] {
        let again = decoded(MessageKind::FaultMessage, Format::Json, &spelled);
        assert_eq!(again.message, message);
        assert!(again.unknown.is_empty(), "{:?}", again.unknown);
    }
}

#[test]
fn an_unknown_attribute_of_a_parameter_is_kept_once() {
    let body = written(&fault(vec!["payKey".into()]), Format::Xml);
    for attributes in [r#"x="1""#, r#"name="n" x="1""#] {
        let body = body.replace("<parameter>", &format!("<parameter {attributes}>"));
        let read = decoded(MessageKind::FaultMessage, Format::Xml, &body);
        let unknown: Vec<String> = read.unknown.iter().map(ToString::to_string).collect();
        assert_eq!(unknown, ["error(0).parameter(0).@x=1"]);
        let nvp = read.encode(Format::Nvp, &Config::strict()).unwrap();
        assert!(!nvp.contains("%40name"), "{nvp}");
        let again = decoded(MessageKind::FaultMessage, Format::Nvp, &nvp);
        assert_eq!(again.message, read.message);
        assert_eq!(again.unknown, read.unknown);
    }
}

#[test]
fn a_reply_in_json_has_nothing_but_texts() {
    let body = "responseEnvelope.timestamp=2014-05-27T06%3A40%3A14.210-07%3A00&responseEnvelope.ack=Success\
        &responseEnvelope.correlationId=1a2b&responseEnvelope.build=7&status=COMPLETED&currencyCode=USD\
        &cancelUrl=c&returnUrl=r&actionType=PAY&feesPayer=EACHRECEIVER&payKey=AP-1\
        &paymentInfoList.paymentInfo(0).receiver.amount=140.00\
        &paymentInfoList.paymentInfo(0).receiver.primary=false\
        &paymentInfoList.paymentInfo(0).pendingRefund=false&x.y=1";
    let read = message(body);
    let json = read.encode(Format::Json, &Config::strict()).unwrap();
    for part in [
        r#""amount":"140.00""#,
        r#""primary":"false""#,
        r#""pendingRefund":"false""#,
    ] {
        assert!(json.contains(part), "{part}: {json}");
    }
    assert_eq!(message(&json).message, read.message);
    let fault = written(&fault(vec![]), Format::Json);
    assert!(fault.contains(r#""errorId":"580022""#), "{fault}");
}

#[test]
fn a_request_in_json_has_what_it_was_recorded_with() {
    let body = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=c&returnUrl=r&currencyCode=USD\
        &receiverList.receiver(0).amount=1.00&receiverList.receiver(0).primary=true";
    let json = message(body)
        .encode(Format::Json, &Config::strict())
        .unwrap();
    assert!(json.contains(r#""amount":"1.00","primary":true"#), "{json}");
}

#[test]
fn what_came_in_json_and_was_not_changed_is_written_as_it_came() {
    for literal in ["580022", "\"580022\"", "\"0580022\""] {
        let body = format!(
            r#"{{"responseEnvelope":{{"timestamp":"2014-05-27T06:40:14Z","ack":"Failure","correlationId":"1","build":7}},"error":[{{"errorId":{literal},"x":true}}]}}"#
        );
        let mut read = message(&body);
        assert_eq!(read.encode(Format::Json, &Config::strict()).unwrap(), body);
        let AnyMessage::FaultMessage(fault) = &mut read.message else {
            panic!("a fault")
        };
        fault.error[0].error_id = Some(1);
        let json = read.encode(Format::Json, &Config::strict()).unwrap();
        assert!(json.contains(r#""errorId":"1","x":true"#), "{json}");
    }
}

#[test]
fn the_agency_of_a_state_is_written_with_capitals() {
    let body = "responseEnvelope.timestamp=2014-05-27T06%3A40%3A14Z&responseEnvelope.ack=Success\
        &responseEnvelope.correlationId=1&responseEnvelope.build=7&paymentExecStatus=COMPLETED\
        &postPaymentDisclosureList.postPaymentDisclosure(0).accountIdentifier.email=a%40b.example\
        &postPaymentDisclosureList.postPaymentDisclosure(0).stateRegulatoryAgencyInfo.Name=N\
        &postPaymentDisclosureList.postPaymentDisclosure(0).stateRegulatoryAgencyInfo.PhoneNo=1\
        &postPaymentDisclosureList.postPaymentDisclosure(0).stateRegulatoryAgencyInfo.Website=W";
    let kind = MessageKind::ExecutePaymentResponse;
    let read = decoded(kind, Format::Nvp, body);
    assert!(read.unknown.is_empty());
    let small = body
        .replace(".Name", ".name")
        .replace(".PhoneNo", ".phoneNo");
    let small = decoded(kind, Format::Nvp, &small.replace(".Website", ".website"));
    assert_eq!(small.message, read.message);
    assert_eq!(written(&small.message, Format::Nvp), body);
}
