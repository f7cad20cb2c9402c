//! What is written can be read: strictly, and as the same message.

use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::adaptive_payments::service::Environment;
use paywire::api::{AnyMessage, MessageKind, Method};
use paywire::codec::{self, Config, Content, Decoded, Format, Unknown, Warning};
use paywire::proptest::any_message;
use paywire::{ErrorKind, json, nvp};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

fn pay(receivers: &Value) -> AnyMessage {
    let request = serde_json::json!({
        "requestEnvelope": {"errorLanguage": "en_US"},
        "actionType": "PAY",
        "cancelUrl": "https://e.example/no",
        "currencyCode": "EUR",
        "receiverList": receivers,
        "returnUrl": "https://e.example/yes",
    });
    let kind = MessageKind::PayRequest;
    kind.deserialize(request).expect("a request")
}

fn strictly(kind: MessageKind, format: Format, body: &str) -> AnyMessage {
    let read = codec::decode(kind, format, body.as_bytes(), &Config::strict());
    read.unwrap_or_else(|error| panic!("{body}: {error}"))
        .message
}

#[test]
fn something_empty_that_has_to_be_there_is_an_error() {
    let empty = pay(&serde_json::json!({}));
    let error = codec::encode(&empty, Format::Nvp, &Config::strict()).unwrap_err();
    insta::assert_snapshot!(
        error,
        @"a required value is empty, which this format cannot express at `receiverList`"
    );
    let error = Decoded::new(empty.clone()).encode(Format::Nvp, &Config::strict());
    assert_eq!(error.unwrap_err().path(), Some("receiverList"));
    let body = json::to_string(&empty).unwrap();
    let error = codec::convert(body.as_bytes(), Format::Nvp, &Config::lenient()).unwrap_err();
    assert_eq!(error.path(), Some("receiverList"));
    assert!(matches!(error.kind(), ErrorKind::Unsupported(_)), "{error}");
    for format in [Format::Json, Format::Xml, Format::Soap] {
        let body = codec::encode(&empty, format, &Config::strict()).unwrap();
        assert_eq!(strictly(MessageKind::PayRequest, format, &body), empty);
    }
}

#[test]
fn an_empty_entry_of_a_list_is_not_dropped() {
    let sent = "2013-04-24T14:39:26.000-07:00";
    let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "34e4", "57");
    let error = ErrorData::new(520_003, "authentication failed");
    let fault = FaultMessage::new(envelope, vec![error, ErrorData::default()]);
    let fault = AnyMessage::from(fault);
    let error = codec::encode(&fault, Format::Nvp, &Config::strict()).unwrap_err();
    assert_eq!(error.path(), Some("error(1)"));
    for format in [Format::Json, Format::Xml, Format::Soap] {
        let body = codec::encode(&fault, format, &Config::strict()).unwrap();
        assert_eq!(strictly(MessageKind::FaultMessage, format, &body), fault);
    }
}

/// A lenient reader keeps a value beside children; nothing strict reads them again from NVP.
#[test]
fn what_only_lenient_reads_is_not_written() {
    let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&a=1&a.b=2";
    let kind = MessageKind::PaymentDetailsRequest;
    let mut decoded = codec::decode(kind, Format::Nvp, body, &Config::lenient()).unwrap();
    let beside = ["a", "a.b"].map(|path| Unknown {
        path: path.into(),
        value: "1".into(),
        literal: false,
    });
    decoded.unknown = beside.to_vec().into();
    for config in [Config::strict(), Config::lenient()] {
        let written = decoded.encode(Format::Nvp, &config);
        if let Ok(body) = written {
            strictly(kind, Format::Nvp, &body);
        }
    }
}

/// Empties structs and lists of a tree, here and there.
fn emptied(tree: &mut Value, wanted: &mut impl FnMut() -> bool) {
    match tree {
        Value::Object(members) => {
            if wanted() {
                members.clear();
            }
            for member in members.values_mut() {
                emptied(member, wanted);
            }
        }
        Value::Array(entries) => {
            if wanted() {
                entries.clear();
            }
            for entry in entries {
                emptied(entry, wanted);
            }
        }
        _ => {}
    }
}

/// Without what has no value in it.
fn pruned(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(entries) if entries.is_empty() => None,
        Value::Array(entries) => {
            let entries = entries.into_iter();
            Some(
                entries
                    .map(|entry| pruned(entry).unwrap_or_default())
                    .collect(),
            )
        }
        Value::Object(members) => {
            let members = members.into_iter();
            let kept: serde_json::Map<_, _> = members
                .filter_map(|(name, member)| Some((name, pruned(member)?)))
                .collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        other => Some(other),
    }
}

fn tree(message: &AnyMessage) -> Option<Value> {
    let text = json::to_string(message).expect("a message");
    pruned(serde_json::from_str(&text).expect("what was written"))
}

proptest! {
    #[test]
    fn every_message_that_is_written_is_read_again(
        message in any_message(),
        places in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        let kind = message.kind();
        let mut hollow: Value = serde_json::from_str(&json::to_string(&message).unwrap()).unwrap();
        let (mut count, mut at) = (0, 0);
        emptied(&mut hollow, &mut || { count += 1; false });
        let places: Vec<usize> = places.iter().map(|place| place.index(count.max(1))).collect();
        // Not the message itself.
        emptied(&mut hollow, &mut || { at += 1; at > 1 && places.contains(&(at - 1)) });
        let text = hollow.to_string();
        let Ok(read) = codec::decode(kind, Format::Json, text.as_bytes(), &Config::strict()) else {
            return Ok(());
        };
        for &format in Format::of(kind) {
            for config in [Config::strict(), Config::lenient()] {
                if let Ok(body) = codec::encode(&read.message, format, &config) {
                    prop_assert_eq!(tree(&strictly(kind, format, &body)), tree(&read.message));
                }
                if let Ok(body) = read.encode(format, &config) {
                    prop_assert_eq!(tree(&strictly(kind, format, &body)), tree(&read.message));
                }
            }
        }
    }
}

#[test]
fn messages_are_taken_out_by_their_type() {
    let message = pay(&serde_json::json!({}));
    let request = PayRequest::try_from(message.clone()).unwrap();
    assert_eq!(AnyMessage::from(request), message);
    assert_eq!(PayResponse::try_from(message.clone()), Err(message));
}

#[test]
fn names_are_read_and_written() {
    fn goes<T>(value: &T, name: &str)
    where
        T: std::fmt::Debug + PartialEq + std::str::FromStr + serde::Serialize,
        T: serde::de::DeserializeOwned,
    {
        let quoted = format!("\"{name}\"");
        assert_eq!(json::to_string(value).unwrap(), quoted);
        assert_eq!(&json::from_str::<T>(&quoted).unwrap(), value);
        assert!(
            name.to_uppercase()
                .parse::<T>()
                .is_ok_and(|read| &read == value)
        );
        assert!("hunter2".parse::<T>().is_err());
        let error = json::from_str::<T>("\"hunter2\"").unwrap_err().to_string();
        assert!(error.starts_with("not the name of a"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    for &kind in MessageKind::ALL {
        goes(&kind, kind.name());
    }
    goes(&Format::Soap, "soap");
    goes(&Method::Patch, "PATCH");
    goes(&Environment::BetaSandbox, "beta-sandbox");
}

#[test]
fn wide_json_is_told_what_it_is() {
    let wide = |unit: fn(u16) -> Vec<u8>, mark: bool| -> Vec<u8> {
        let text = if mark {
            "\u{feff}{\"a\":1}"
        } else {
            "{\"a\":1}"
        };
        text.encode_utf16().flat_map(unit).collect()
    };
    for (body, name) in [
        (wide(|unit| unit.to_le_bytes().into(), false), "UTF-16LE"),
        (wide(|unit| unit.to_le_bytes().into(), true), "UTF-16LE"),
        (wide(|unit| unit.to_be_bytes().into(), false), "UTF-16BE"),
        (wide(|unit| unit.to_be_bytes().into(), true), "UTF-16BE"),
        (
            wide(|unit| u32::from(unit).to_le_bytes().into(), false),
            "UTF-32LE",
        ),
        (
            wide(|unit| u32::from(unit).to_le_bytes().into(), true),
            "UTF-32LE",
        ),
        (
            wide(|unit| u32::from(unit).to_be_bytes().into(), false),
            "UTF-32BE",
        ),
        (
            wide(|unit| u32::from(unit).to_be_bytes().into(), true),
            "UTF-32BE",
        ),
    ] {
        let error = json::from_slice::<Value>(&body).unwrap_err().to_string();
        assert!(
            error.contains(&format!("iconv -f {name} -t UTF-8")),
            "{error}"
        );
        for config in [Config::strict(), Config::lenient()] {
            let error = codec::read(&body, &config.format(Format::Json)).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
        if name.contains("16") {
            assert_eq!(Format::detect(&body), Some(Format::Json), "{name}");
        }
    }
}

#[test]
fn wide_nvp_is_told_what_it_is() {
    let wide = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        let text = format!("{mark}a=1&b=2");
        text.encode_utf16().flat_map(unit).collect()
    };
    for mark in ["", "\u{feff}"] {
        for (body, name) in [
            (wide(u16::to_le_bytes, mark), "UTF-16LE"),
            (wide(u16::to_be_bytes, mark), "UTF-16BE"),
        ] {
            assert_eq!(Format::detect(&body), Some(Format::Nvp), "{name}");
            let error = nvp::from_slice::<Value>(&body).unwrap_err().to_string();
            let advice = format!("iconv -f {name} -t UTF-8");
            assert!(error.contains(&advice), "{error}");
            for config in [Config::strict(), Config::lenient()] {
                let latin = config.charset("latin1".parse().unwrap());
                for config in [config, latin] {
                    let error = codec::read(&body, &config).unwrap_err().to_string();
                    assert!(error.contains(&advice), "{error}");
                }
            }
        }
    }
}

#[test]
fn a_blank_before_the_first_sign_is_for_the_reader_to_judge() {
    let body = b"actionType = PAY&payKey = AP-1";
    assert_eq!(Format::detect(body), Some(Format::Nvp));
    assert_eq!(Format::detect(b"two words = PAY"), None);
    let error = codec::read(body, &Config::strict()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::SurroundingSpace);
    let reading = codec::read(body, &Config::lenient()).unwrap();
    let leaves = reading.content.leaves().unwrap();
    assert_eq!(leaves[0].to_string(), "actionType=PAY");
}

#[test]
fn pairs_on_lines_are_one_body() {
    let pay = "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD\
        &cancelUrl=https://a.example&returnUrl=https://b.example\
        &receiverList.receiver(0).amount=1.00&receiverList.receiver(0).email=a@b.example";
    for (end, mark) in [("\n", ""), ("\r\n", "\u{feff}"), ("\n\n", "\n")] {
        let body = mark.to_owned() + &pay.replace('&', end) + end;
        let reading = codec::read(body.as_bytes(), &Config::lenient()).unwrap();
        let Content::Message(read) = reading.content else {
            panic!("{reading:?}");
        };
        assert_eq!(read.message.kind(), MessageKind::PayRequest);
        let said = read
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::PairsOnLines));
        assert!(said, "{:?}", read.warnings);
        let body = body.trim_start_matches('\u{feff}');
        let error = codec::read(body.as_bytes(), &Config::strict()).unwrap_err();
        let at =
            body.trim_start().find(['\r', '\n']).unwrap() + body.len() - body.trim_start().len();
        assert_eq!(error.span(), Some(at..at + 1));
        assert!(error.to_string().contains("write `&`"), "{error}");
    }
}

#[test]
fn what_was_read_can_be_copied() {
    let reading = codec::read(b"a=1", &Config::strict()).unwrap();
    let Content::Generic(generic) = reading.clone().content else {
        panic!("no message")
    };
    assert_eq!(
        generic.why().map(ToString::to_string).as_deref(),
        Some(
            "the body does not name its message, and its fields fit none or several; specify the message"
        )
    );
}
