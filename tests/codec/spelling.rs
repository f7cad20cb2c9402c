//! What came as JSON goes as JSON the way it came: a number or a text, `null` or nothing.

use paywire::api::adaptive_payments::common::FeesPayer;
use paywire::api::shape::{FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, MessageKind, System};
use paywire::codec::{self, Config, Decoded, Format};
use paywire::proptest::any_message;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A request that spells its values otherwise than the model does, wherever it can.
fn odd() -> Value {
    json!({
        "requestEnvelope": {"errorLanguage": "en_US", "detailLevel": null},
        "actionType": "PAY",
        "cancelUrl": "https://shop.example/no",
        "currencyCode": "USD",
        "feesPayer": null,
        "memo": 12,
        "receiverList": {"receiver": [
            {"amount": 12.5, "email": "a@shop.example", "primary": "true", "phone": null},
            {"amount": "012.50", "email": "b@shop.example", "colour": 1}
        ]},
        "returnUrl": "https://shop.example/yes",
        "reverseAllParallelPaymentsOnError": 1,
        "fundingConstraint": [],
        "sender": {},
    })
}

fn decoded(value: &Value) -> Decoded {
    let body = value.to_string();
    let config = Config::strict();
    codec::decode(
        MessageKind::PayRequest,
        Format::Json,
        body.as_bytes(),
        &config,
    )
    .expect("a message, read and written")
}

fn written(decoded: &Decoded) -> Value {
    let body = decoded
        .encode(Format::Json, &Config::strict())
        .expect("a message, read and written");
    serde_json::from_str(&body).expect("a message, read and written")
}

#[test]
fn what_came_is_written_again() {
    let odd = odd();
    let decoded = decoded(&odd);
    assert_eq!(decoded.unknown.len(), 1, "{:?}", decoded.unknown);
    assert_eq!(written(&decoded), odd);
    let body = odd.to_string();
    let converted = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&converted.body).unwrap(), odd);
    // Whoever writes the message alone has it as the model spells it.
    let plain = codec::encode(&decoded.message, Format::Json, &Config::strict()).unwrap();
    assert!(plain.contains(r#""primary":true"#), "{plain}");
    assert!(plain.contains(r#"{"amount":"12.5","#), "{plain}");
}

#[test]
fn what_was_changed_is_written_as_it_is_now() {
    let mut expected = odd();
    let mut decoded = decoded(&expected);
    let AnyMessage::PayRequest(request) = &mut decoded.message else {
        panic!("another message")
    };
    request.fees_payer = Some(FeesPayer::Sender);
    request.memo = None;
    request.receiver_list.receiver[0].amount = "13.00".parse().unwrap();
    request.receiver_list.receiver[0].primary = Some(false);
    request.reverse_all_parallel_payments_on_error = None;
    request.sender = None;
    let changed = expected.as_object_mut().unwrap();
    for gone in ["memo", "reverseAllParallelPaymentsOnError", "sender"] {
        changed.remove(gone);
    }
    changed["feesPayer"] = "SENDER".into();
    changed["receiverList"]["receiver"][0]["amount"] = "13.00".into();
    changed["receiverList"]["receiver"][0]["primary"] = false.into();
    assert_eq!(written(&decoded), expected);
}

#[test]
fn what_was_taken_out_does_not_come_back() {
    let mut decoded = decoded(&odd());
    let AnyMessage::PayRequest(request) = &mut decoded.message else {
        panic!("another message")
    };
    request.receiver_list.receiver.clear();
    decoded.unknown.clear();
    assert_eq!(written(&decoded)["receiverList"], json!({}));
}

#[test]
fn a_list_without_brackets_stays_without_them() {
    let mut value = odd();
    value["receiverList"]["receiver"] =
        json!({"amount": 1, "email": "a@shop.example", "phone": null, "colour": "red"});
    let mut decoded = decoded(&value);
    assert_eq!(decoded.unknown[0].path, "receiverList.receiver(0).colour");
    assert_eq!(written(&decoded), value);

    // Two entries need them.
    let AnyMessage::PayRequest(request) = &mut decoded.message else {
        panic!("another message");
    };
    let receiver = request.receiver_list.receiver[0].clone();
    request.receiver_list.receiver.push(receiver);
    let again = written(&decoded);
    let entries = again["receiverList"]["receiver"]
        .as_array()
        .expect("a list");
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0], value["receiverList"]["receiver"]);
}

#[test]
fn the_body_is_not_shown() {
    let decoded = decoded(&odd());
    let bare = format!("{decoded:?}");
    assert!(
        bare.contains("source: Some(ParsedSource { tree: Tree { nodes: "),
        "{bare}"
    );
}

/// Spells a struct otherwise than the model does, where the choices say so.
fn respell(shape: &Shape, of: &Struct, tree: &mut Value, choices: &mut impl Iterator<Item = bool>) {
    let members = tree.as_object_mut().expect("a struct");
    for field in &of.fields {
        let Some(value) = members.get_mut(field.name) else {
            // Nothing at all, or said in so many words.
            if choices.next() == Some(true) {
                let nothing = if field.list { json!([]) } else { Value::Null };
                members.insert(field.name.to_owned(), nothing);
            }
            continue;
        };
        let inner = (field.kind == FieldKind::Struct).then(|| shape.find(field.type_path));
        let inner = inner.map(|inner| inner.expect("a noted struct"));
        let entries = match value {
            Value::Array(entries) => entries.as_mut_slice(),
            one => std::slice::from_mut(one),
        };
        for entry in entries {
            match inner {
                Some(inner) if entry.is_object() => {
                    respell(shape, inner, entry, choices);
                    if choices.next() == Some(true) {
                        *entry = other_way(entry);
                    }
                }
                None if choices.next() == Some(true) => *entry = other_way(entry),
                _ => {}
            }
        }
    }
}

/// A single value spelled otherwise: without its quotes, or with them.
fn other_way(value: &Value) -> Value {
    if let Value::Object(members) = value {
        // A value that could have others beside it, and has none.
        let own = members.get("$text").filter(|_| members.len() == 1);
        return own.unwrap_or(value).clone();
    }
    let Value::String(text) = value else {
        return value.to_string().into();
    };
    let number = text
        .parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == *text);
    number.map_or_else(|| value.clone(), Value::from)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_spelling_is_kept(message in any_message(), choices in prop::collection::vec(any::<bool>(), 64)) {
        let kind = message.kind();
        let shape = kind.shape();
        let text = codec::encode(&message, Format::Json, &Config::strict()).unwrap();
        let mut tree: Value = serde_json::from_str(&text).unwrap();
        let mut choices = choices.into_iter();
        respell(&shape, shape.root(), &mut tree, &mut choices);
        let body = tree.to_string();
        let decoded = codec::decode(kind, Format::Json, body.as_bytes(), &Config::strict()).unwrap();
        prop_assert_eq!(&decoded.message, &message);
        prop_assert!(decoded.unknown.is_empty());
        prop_assert_eq!(written(&decoded), tree);
        // The message alone is spelled as the model spells it, but where its values themselves keep
        // how they came.
        let system = kind.info().system;
        if !matches!(system, System::MultiSafepay | System::AliExpress) {
            let again = codec::encode(&decoded.message, Format::Json, &Config::strict()).unwrap();
            prop_assert_eq!(again, text);
        }
    }
}
