//! The model by itself, read, written and described.
//!
//! It is written with no format but that of `serde_json`, and read back as JSON is read here: a parameter of an error may
//! be a text there.

use paywire::api::adaptive_payments::common::{ActionType, ErrorData, ErrorParameter, Receiver};
use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::shape::{Field, FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, Message, MessageKind};
use paywire::proptest::{any_message, message, message_of};
use paywire::{Amount, Currency, json};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

/// Writes and reads a message; the text is compared too, since amounts of another scale are equal.
fn round_trip<T: Message + PartialEq + std::fmt::Debug>(message: &T) {
    let write = |message: &T| serde_json::to_string(message).expect("any message can be written");
    let json = write(message);
    let read: T = json::from_str(&json).expect("what was written can be read");
    assert_eq!(&read, message);
    assert_eq!(write(&read), json);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The same with types known at compile time.
    #[test]
    fn pay_request(message in message::<PayRequest>()) {
        round_trip(&message);
    }

    #[test]
    fn any_message_is_the_message(message in any_message()) {
        let json = serde_json::to_string(&message).unwrap();
        let mut deserializer = json::Deserializer::from_str(&json).unwrap();
        prop_assert_eq!(message.kind().deserialize(&mut deserializer).unwrap(), message);
    }
}

/// Each message by itself: chance would seldom come by all of them.
#[test]
fn every_message_is_read_back() {
    for &kind in MessageKind::ALL {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(32));
        let read_back = |message: AnyMessage| {
            let json = serde_json::to_string(&message).unwrap();
            let mut reader = json::Deserializer::from_str(&json).expect("a short text");
            let read = kind.deserialize(&mut reader);
            let read = read.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&read, &message);
            // Amounts of another scale are equal, but not the same.
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
            Ok(())
        };
        let run = runner.run(&message_of(kind), read_back);
        run.unwrap_or_else(|error| panic!("{kind}: {error}"));
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

/// The least that a struct may hold: its required fields, each as small as it can be.
fn least(shape: &Shape, of: &Struct) -> Map<String, Value> {
    let required = of.fields.iter().filter(|field| field.required());
    let value = |field: &Field| match field.kind {
        FieldKind::Bool => Value::Bool(false),
        FieldKind::Integer => 0.into(),
        FieldKind::Struct => Value::Object(least(
            shape,
            shape.find(field.type_path).expect("a noted struct"),
        )),
        _ if matches!(field.type_name(), "Amount" | "MinorUnits") => "0".into(),
        _ if field.type_name() == "Embedded" => {
            let inner = field.document().expect("a document");
            Value::Object(least(&inner, inner.root()))
                .to_string()
                .into()
        }
        _ => "".into(),
    };
    required
        .map(|field| (field.name.to_owned(), value(field)))
        .collect()
}

/// `Field::required` is the model's rule, not serde's word; so ask serde.
#[test]
fn required_fields_are_required_and_the_others_not() {
    for &kind in MessageKind::ALL {
        let shape = kind.shape();
        let sample = least(&shape, shape.root());
        kind.deserialize(Value::Object(sample.clone()))
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
        for field in kind.required_fields() {
            let mut less = sample.clone();
            less.remove(field);
            let error = kind.deserialize(Value::Object(less)).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("missing field `{field}`"),
                "{kind}"
            );
        }
    }
}

#[test]
fn what_is_required_is_what_was_meant() {
    let required = |kind: MessageKind| kind.required_fields().join(" ");
    assert_eq!(
        required(MessageKind::PayRequest),
        "requestEnvelope actionType cancelUrl currencyCode receiverList returnUrl"
    );
    assert_eq!(
        required(MessageKind::PreapprovalRequest),
        "requestEnvelope cancelUrl currencyCode returnUrl startingDate"
    );
    assert_eq!(required(MessageKind::FaultMessage), "responseEnvelope");
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
    let mut request = ConfirmPreapprovalRequest::new("PA-1");
    request.pin = Some("1234".into());
    assert!(!format!("{request:?}").contains("1234"));
}
