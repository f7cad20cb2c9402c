//! The model by itself: read, written and described with no format but that of `serde_json`.

use std::collections::BTreeSet;

use paywire::api::adaptive_payments::common::{ActionType, ErrorData, ErrorParameter, Receiver};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::adaptive_payments::payment_details::{
    PaymentDetailsRequest, PaymentDetailsResponse,
};
use paywire::api::{AnyMessage, Message, MessageKind};
use paywire::{Amount, Currency};
use proptest::prelude::*;

#[path = "common/strategies.rs"]
mod strategies;

/// Writes and reads a message; the text is compared too, since amounts of another scale are equal.
fn round_trip<T: Message + PartialEq + std::fmt::Debug>(message: &T) {
    let write = |message: &T| serde_json::to_string(message).expect("any message can be written");
    let json = write(message);
    let read: T = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(&read, message);
    assert_eq!(write(&read), json);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pay_request(message in strategies::pay_request()) {
        round_trip::<PayRequest>(&message);
    }

    #[test]
    fn pay_response(message in strategies::pay_response()) {
        round_trip::<PayResponse>(&message);
    }

    #[test]
    fn payment_details_request(message in strategies::payment_details_request()) {
        round_trip::<PaymentDetailsRequest>(&message);
    }

    #[test]
    fn payment_details_response(message in strategies::payment_details_response()) {
        round_trip::<PaymentDetailsResponse>(&message);
    }

    #[test]
    fn fault_message(message in strategies::fault_message()) {
        round_trip::<FaultMessage>(&message);
    }

    #[test]
    fn any_message_is_the_message(message in strategies::any_message()) {
        let json = serde_json::to_string(&message).unwrap();
        let mut deserializer = serde_json::Deserializer::from_str(&json);
        prop_assert_eq!(message.kind().deserialize(&mut deserializer).unwrap(), message);
    }
}

#[test]
fn fields_are_written_in_schema_order_and_absent_ones_not() {
    let mut request = PayRequest::new(
        ActionType::PayPrimary,
        "https://shop.example/cancel",
        Currency::USD,
        [Receiver::with_email(Amount::new(1000, 2), "a@shop.example")],
        "https://shop.example/return",
    );
    request.receiver_list.receiver[0].primary = Some(true);
    assert_eq!(
        serde_json::to_string(&AnyMessage::from(request)).unwrap(),
        r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY_PRIMARY","#.to_owned()
            + r#""cancelUrl":"https://shop.example/cancel","currencyCode":"USD","receiverList":"#
            + r#"{"receiver":[{"amount":"10.00","email":"a@shop.example","primary":true}]},"#
            + r#""returnUrl":"https://shop.example/return"}"#
    );
}

#[test]
fn a_parameter_is_read_with_either_name_of_its_attribute() {
    let expected = ErrorData {
        parameter: vec![ErrorParameter {
            name: Some("field".to_owned()),
            ..ErrorParameter::new("payKey")
        }],
        ..ErrorData::default()
    };
    for name in ["name", "@name"] {
        let json = format!(r#"{{"parameter":[{{"{name}":"field","$text":"payKey"}}]}}"#);
        assert_eq!(serde_json::from_str::<ErrorData>(&json).unwrap(), expected);
    }
}

/// `Field::required` is the model's rule, not serde's word; so ask serde.
#[test]
fn required_fields_are_required_and_the_others_not() {
    let samples = [
        (
            "PayRequest",
            r#"{"requestEnvelope":{"errorLanguage":""},"actionType":"","cancelUrl":"",
                "currencyCode":"","receiverList":{},"returnUrl":""}"#,
        ),
        (
            "PayResponse",
            r#"{"responseEnvelope":ENVELOPE,"payKey":"","paymentExecStatus":""}"#,
        ),
        (
            "PaymentDetailsRequest",
            r#"{"requestEnvelope":{"errorLanguage":""}}"#,
        ),
        (
            "PaymentDetailsResponse",
            r#"{"responseEnvelope":ENVELOPE,"cancelUrl":"","currencyCode":"","paymentInfoList":{},
                "returnUrl":"","status":"","payKey":"","actionType":"","feesPayer":""}"#,
        ),
        ("FaultMessage", r#"{"responseEnvelope":ENVELOPE}"#),
    ];
    let envelope = r#"{"timestamp":"2013-04-24T14:39:26Z","ack":"","correlationId":"","build":""}"#;
    for (name, sample) in samples {
        let kind = MessageKind::from_name(name).unwrap();
        let sample: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&sample.replace("ENVELOPE", envelope)).unwrap();
        let required = kind.required_fields();
        assert_eq!(
            required.iter().copied().collect::<BTreeSet<_>>(),
            sample.keys().map(String::as_str).collect(),
            "{name}"
        );
        kind.deserialize(serde_json::Value::Object(sample.clone()))
            .unwrap();
        for field in required {
            let mut less = sample.clone();
            less.remove(field);
            let error = kind
                .deserialize(serde_json::Value::Object(less))
                .unwrap_err();
            assert_eq!(error.to_string(), format!("missing field `{field}`"));
        }
    }
}

#[test]
fn a_pin_is_not_shown() {
    let mut request = PayRequest::new(
        ActionType::Pay,
        "",
        Currency::USD,
        [Receiver::new(Amount::from(1))],
        "",
    );
    request.pin = Some("1234".into());
    assert!(!format!("{request:?}").contains("1234"));
}
