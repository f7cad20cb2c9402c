//! What holds for every value that is written as XML or SOAP: it is read back, or it is refused.

use std::collections::BTreeMap;
use std::fmt::Debug;

use paywire::api::AnyMessage;
use paywire::codec::Format;
use paywire::proptest::{any_message, text};
use paywire::soap::{self, Body, Entry, Envelope, Fault, Version};
use paywire::{Limits, xml};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Whether XML has a character.
fn is_carried(char: char) -> bool {
    !matches!(char, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}')
}

/// A value of many shapes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sample {
    text: String,
    #[serde(rename = "@name")]
    attribute: Option<String>,
    number: i64,
    wide: u128,
    float: f64,
    flag: bool,
    char: char,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    holes: Vec<Option<u8>>,
    #[serde(default)]
    map: BTreeMap<String, String>,
    tuple: (u8, String),
    pick: Pick,
    #[serde(default)]
    picks: Vec<Pick>,
    own: Option<Own>,
    #[serde(default)]
    children: Vec<Sample>,
    /// After the children on purpose.
    #[serde(rename = "@late")]
    late: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Pick {
    Unit,
    Text(String),
    Maybe(Option<u8>),
    List(Vec<u8>),
    Tuple(i8, char),
    Fields {
        text: String,
        more: Option<Box<Pick>>,
    },
}

/// Text beside children and attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Own {
    #[serde(rename = "$text", default)]
    text: String,
    #[serde(rename = "@name")]
    name: Option<String>,
    inner: Option<Box<Own>>,
}

fn pick() -> impl Strategy<Value = Pick> {
    let leaf = prop_oneof![
        Just(Pick::Unit),
        text().prop_map(Pick::Text),
        any::<Option<u8>>().prop_map(Pick::Maybe),
        vec(any::<u8>(), 0..3).prop_map(Pick::List),
        any::<(i8, char)>().prop_map(|(number, char)| Pick::Tuple(number, char)),
    ];
    leaf.prop_recursive(2, 4, 1, |inner| {
        let more = option::of(inner.prop_map(Box::new));
        (text(), more).prop_map(|(text, more)| Pick::Fields { text, more })
    })
}

fn own() -> impl Strategy<Value = Own> {
    let own = |inner| {
        (text(), option::of(text()), inner).prop_map(
            |(text, name, inner): (String, _, Option<_>)| {
                // White space beside elements is none; `tests/markup/write.rs` sees it refused.
                let blank = inner.is_some() && text.trim_ascii().is_empty();
                let text = if blank { String::new() } else { text };
                Own { text, name, inner }
            },
        )
    };
    own(Just(None).boxed()).prop_recursive(2, 3, 1, move |inner| {
        own(option::of(inner.prop_map(Box::new)).boxed())
    })
}

fn sample() -> impl Strategy<Value = Sample> {
    let texts = (text(), option::of(text()), vec(text(), 0..3));
    let numbers = any::<(i64, u128, bool, char, Option<u8>)>();
    let float = prop::num::f64::NORMAL | prop::num::f64::ZERO;
    let lists = (vec(any::<Option<u8>>(), 0..3), vec(pick(), 0..3));
    let map = btree_map("[a-z_é][a-z0-9.é-]{0,5}", text(), 0..3);
    let rest = ((any::<u8>(), text()), pick(), option::of(own()));
    let childless = (texts, numbers, float, lists, map, rest).prop_map(
        |((text, attribute, list), numbers, float, (holes, picks), map, (tuple, pick, own))| {
            let (number, wide, flag, char, late) = numbers;
            Sample {
                text,
                attribute,
                number,
                wide,
                float,
                flag,
                char,
                list,
                holes,
                map,
                tuple,
                pick,
                picks,
                own,
                children: Vec::new(),
                late,
            }
        },
    );
    let childless = childless.boxed();
    let children = childless.clone();
    (childless, vec(children, 0..2)).prop_map(|(sample, children)| Sample { children, ..sample })
}

/// Writes and reads a value; `None` where it is refused, which is right only for a character that
/// XML does not have.
fn there_and_back<T: Serialize + DeserializeOwned + Debug>(value: &T) -> Option<T> {
    let config = xml::Config::strict().limits(Limits::unlimited()).root("r");
    let document = config.to_string(value);
    let Ok(document) = document else {
        let shown = serde_json::to_string(value).expect("JSON has all of it");
        let uncarried = ["\\u00", "\\b", "\\f", "\u{fffe}", "\u{ffff}"];
        let refused = uncarried.iter().any(|char| shown.contains(char));
        assert!(refused, "{document:?}: {value:?}");
        return None;
    };
    let read: T = config
        .from_str(&document)
        .unwrap_or_else(|error| panic!("{error} in {document}"));
    let config = config.namespace("urn:r").indent(1);
    let spread = config.to_string(value).expect("indented too");
    let spread: T = config.from_str(&spread).expect("read back");
    assert_eq!(format!("{spread:?}"), format!("{read:?}"), "{document}");
    Some(read)
}

/// The message in an envelope, written and read.
fn in_envelope(message: &AnyMessage, version: Version) -> Option<AnyMessage> {
    let info = message.kind().info();
    let namespace = info.namespace.unwrap_or_default();
    let config = soap::Config::strict().message(info.name, namespace);
    let envelope = Envelope {
        version,
        ..Envelope::new(message)
    };
    let written = config.to_vec(&envelope).ok()?;
    let document = soap::Document::from_slice_with(&written, config).expect("follows the rules");
    assert_eq!(document.version(), version);
    let body = document.body().expect("one message");
    let element = *body.message().expect("no fault");
    assert!(element.is(info.namespace, info.name));
    Some(message.kind().deserialize(element).expect("read back"))
}

proptest! {
    #[test]
    fn any_message_is_read_back(message in any_message()) {
        if !Format::Xml.carries(message.kind()) {
            return Ok(());
        }
        let info = message.kind().info();
        let config = xml::Config::strict().namespace(info.namespace.unwrap_or_default());
        let carried = serde_json::to_value(&message).expect("JSON has all of it");
        let carried = carried_everywhere(&carried);
        let written = config.to_string(&message);
        prop_assert_eq!(written.is_ok(), carried);
        if let Ok(document) = written {
            let config = config.root(info.name);
            let read = xml::Document::from_str_with(&document, config).unwrap();
            prop_assert_eq!(message.kind().deserialize(read.root()).unwrap(), message.clone());
        }
        for version in [Version::V11, Version::V12] {
            let read = in_envelope(&message, version);
            prop_assert_eq!(read.is_some(), carried);
            prop_assert!(read.is_none_or(|read| read == message));
        }
    }

    #[test]
    fn any_value_is_read_back(sample in sample()) {
        if let Some(read) = there_and_back(&sample) {
            prop_assert_eq!(read, sample);
        }
    }

    #[test]
    fn a_fault_is_read_back(
        words in vec(text(), 1..3),
        actor in option::of(text()),
        own in option::of(own()),
        version in prop::sample::select(Version::ALL),
    ) {
        let mut fault = Fault::new(soap::Code::sender(), words[0].clone());
        fault.actor = actor;
        if let Some(own) = &own
            && let Ok(entry) = Entry::new(own, &xml::Config::strict().namespace("urn:own"))
        {
            fault.push_detail(entry);
        }
        let envelope = Envelope::<()> { version, ..Envelope::of_fault(fault.clone()) };
        let Ok(written) = soap::to_string(&envelope) else { return Ok(()) };
        let read = soap::from_str::<()>(&written).unwrap();
        let Body::Fault(read) = read.body else { panic!("a fault") };
        prop_assert!(read.code.is_sender());
        prop_assert_eq!(read.string(), fault.string());
        prop_assert_eq!(&read.actor, &fault.actor);
        prop_assert_eq!(read.detail.is_some(), fault.detail.is_some());
        if let Some(detail) = read.detail::<Own>() {
            prop_assert_eq!(Some(detail.unwrap()), own);
        }
    }
}

fn carried_everywhere(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => text.chars().all(is_carried),
        serde_json::Value::Array(list) => list.iter().all(carried_everywhere),
        serde_json::Value::Object(map) => map.values().all(carried_everywhere),
        _ => true,
    }
}
