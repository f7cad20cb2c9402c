//! Random messages, for properties that hold for every message.
//!
//! They are made from the shape of each type, so a new message or field needs no line here: values
//! of the right kind are put together as a tree and read into the type.
//!
//! No struct in them is empty. NVP has no way to write a struct without content, so one would come
//! back as absent: a difference that no property should stumble over.

#![allow(dead_code, reason = "each test program uses some of these")]

use std::collections::BTreeMap;

use paywire::Amount;
use paywire::api::adaptive_payments::common::{ActionType, FeesPayer, PaymentExecStatus};
use paywire::api::aliexpress::{DsExtendRequest, DsPlaceOrderRequest};
use paywire::api::shape::{self, Field, FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, MessageKind};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Any value of any struct whose shape can be asked.
pub(crate) fn message<T: DeserializeOwned + std::fmt::Debug>() -> impl Strategy<Value = T> {
    let shape = shape::of::<T>();
    content(&shape, shape.root())
        .prop_map(|tree| serde_json::from_value(tree).expect("a tree of the type's own shape"))
}

/// Any value of one message.
pub(crate) fn message_of(kind: MessageKind) -> impl Strategy<Value = AnyMessage> {
    let shape = kind.shape();
    content(&shape, shape.root())
        .prop_map(move |tree| kind.deserialize(tree).expect("a tree of its own shape"))
}

/// Any message of the registry.
pub(crate) fn any_message() -> impl Strategy<Value = AnyMessage> {
    // Made once: each takes a run of the type's `Deserialize` for each field.
    let strategies: BTreeMap<_, _> = MessageKind::ALL
        .iter()
        .map(|&kind| {
            let shape = kind.shape();
            (kind, content(&shape, shape.root()))
        })
        .collect();
    prop::sample::select(MessageKind::ALL).prop_flat_map(move |kind| {
        strategies[&kind]
            .clone()
            .prop_map(move |tree| kind.deserialize(tree).expect("a tree of its own shape"))
    })
}

/// Any text: nothing, words, the signs that formats are made of, and all of Unicode.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-zA-Z0-9 .@:/_-]{0,16}",
        1 => "[$&=%+#;?()\\[\\].@{}\"\\\\'<>,\t\r\n\u{0}\u{7f}\u{a0}\u{feff}é€😀]{0,8}",
        1 => prop::sample::select(vec!["", "$text", "@name", "true", "0", "null", "%41", "a=b&c", "\u{fffd}"])
            .prop_map(str::to_owned),
        1 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
}

/// Any amount, with any number of decimal places.
pub(crate) fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        3 => (0..1_000_000_i64, 0..=3_u32),
        1 => (any::<i64>(), 0..=Amount::MAX_SCALE),
    ]
    .prop_map(|(mantissa, scale)| Amount::new(mantissa, scale))
}

/// Words of several vocabularies: each code meets its own, and others that it does not know.
fn word() -> impl Strategy<Value = String> {
    let words = [
        ActionType::KNOWN,
        FeesPayer::KNOWN,
        PaymentExecStatus::KNOWN,
        &[
            "USD",
            "JPY",
            "SERVICE",
            "CREDITCARD",
            "ECHECK",
            "Success",
            "Error",
            "en_US",
            "CPF",
        ],
    ];
    prop::sample::select(words.concat()).prop_map(str::to_owned)
}

/// Any scalar of JSON.
fn loose() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => (any::<i32>(), 0..4_i32).prop_map(|(digits, scale)| {
            Value::from(f64::from(digits) / 10_f64.powi(scale))
        }),
    ]
    .boxed()
}

/// The shape of a document within a text, by the type it is of.
pub(crate) fn embedded_shape(type_path: &str) -> Shape {
    if type_path.contains("DsPlaceOrderRequest") {
        shape::of::<DsPlaceOrderRequest>()
    } else if type_path.contains("DsExtendRequest") {
        shape::of::<DsExtendRequest>()
    } else {
        panic!("no document of {type_path} is known yet")
    }
}

/// The text of a document, by the type it is of.
fn embedded(type_path: &str) -> BoxedStrategy<Value> {
    let shape = embedded_shape(type_path);
    content(&shape, shape.root())
        .prop_map(|document| document.to_string().into())
        .boxed()
}

/// Any content of a struct, but not none where there can be some.
fn content(shape: &Shape, of: &Struct) -> BoxedStrategy<Value> {
    if of.fields.is_empty() {
        return Just(Value::Object(Map::new())).boxed();
    }
    let names: Vec<&str> = of.fields.iter().map(|field| field.name).collect();
    let fields: Vec<_> = of
        .fields
        .iter()
        .map(|field| presence(shape, field))
        .collect();
    // For the case that all fields come out absent.
    let rescue = value(shape, &of.fields[0]);
    (fields, rescue)
        .prop_map(move |(fields, rescue)| {
            let pairs = names.iter().copied().map(str::to_owned).zip(fields);
            let mut map: Map<_, _> = pairs
                .filter_map(|(name, value)| Some((name, value?)))
                .collect();
            if map.is_empty() {
                map.insert(names[0].to_owned(), rescue);
            }
            Value::Object(map)
        })
        .boxed()
}

/// A field that is there or, where it may be, is not.
fn presence(shape: &Shape, field: &Field) -> BoxedStrategy<Option<Value>> {
    let value = value(shape, field);
    if field.required() {
        value.prop_map(Some).boxed()
    } else {
        weighted(0.4, value).boxed()
    }
}

/// What a field holds: a list has at least one element.
fn value(shape: &Shape, field: &Field) -> BoxedStrategy<Value> {
    let one = match field.kind {
        FieldKind::Bool => any::<bool>().prop_map(Value::from).boxed(),
        FieldKind::Integer if field.type_name() == "i32" => {
            any::<i32>().prop_map(Value::from).boxed()
        }
        FieldKind::Integer => any::<i64>().prop_map(Value::from).boxed(),
        FieldKind::Struct => content(shape, shape.find(field.type_path).expect("a noted struct")),
        FieldKind::Text => match field.type_name() {
            "Amount" => amount()
                .prop_map(|amount| amount.to_string().into())
                .boxed(),
            "String" => text().prop_map(Value::from).boxed(),
            "MinorUnits" => any::<i64>().prop_map(Value::from).boxed(),
            "Loose" => loose(),
            "Embedded" => embedded(field.type_path),
            // A notification is written in the charset it names, which has to have all characters.
            "IpnCharset" => Just(Value::from("UTF-8")).boxed(),
            _ => prop_oneof![word(), text()].prop_map(Value::from).boxed(),
        },
        other => panic!("no strategy for {other:?} yet: {}", field.name),
    };
    if field.list {
        vec(one, 1..3).prop_map(Value::Array).boxed()
    } else {
        one
    }
}
