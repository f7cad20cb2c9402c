//! Any text in any place: what is written holds one message with exactly that text, in every format,
//! or the text is refused.

use std::collections::BTreeMap;
use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use paywire::soap::{self, Entry, Envelope, Fault};
use paywire::{Limits, json, nvp, xml};
use serde::{Deserialize, Serialize};

/// A message that a sender fills in.
#[derive(Clone, Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
struct Message {
    #[serde(rename = "@attribute")]
    attribute: String,
    field: String,
    list: Vec<String>,
    inner: Inner,
    last: String,
}

#[derive(Clone, Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
struct Inner {
    #[serde(rename = "@attribute")]
    attribute: String,
    #[serde(rename = "$text")]
    text: String,
}

/// What a sender cannot choose: everything but the texts.
const NAMES: [&str; 4] = ["field", "list", "inner", "last"];

/// The target.
pub fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let (Ok(mut message), Ok(key), Ok(role)) = (
        Message::arbitrary(&mut bytes),
        String::arbitrary(&mut bytes),
        String::arbitrary(&mut bytes),
    ) else {
        return;
    };
    if message.list.is_empty() {
        message.list.push(message.field.clone());
    }
    in_nvp(&message);
    in_json(&message);
    in_xml(&message);
    in_soap(&message, &role);
    as_key(&key, &message.field);
}

fn in_nvp(message: &Message) {
    let body = nvp::to_string(message).expect("NVP has every text");
    let config = nvp::Config::strict().limits(Limits::unlimited());
    assert_eq!(
        &config.from_str::<Message>(&body).expect("read back"),
        message
    );
    assert_eq!(nvp::pairs(body.as_bytes()).count(), 5 + message.list.len());
}

fn in_json(message: &Message) {
    let text = json::to_string(message).expect("JSON has every text");
    let config = json::Config::strict().limits(Limits::unlimited());
    assert_eq!(
        &config.from_str::<Message>(&text).expect("read back"),
        message
    );
}

fn in_xml(message: &Message) {
    let config = xml::Config::strict().limits(Limits::unlimited());
    let Ok(document) = config.to_string(message) else {
        return assert!(uncarried(message), "refused: {message:?}");
    };
    let read = xml::Document::from_str_with(&document, config).expect("well-formed");
    assert_shape(read.root(), message);
    assert_eq!(
        &read
            .root()
            .deserialize_owned::<Message>()
            .expect("read back"),
        message
    );
}

fn in_soap(message: &Message, role: &str) {
    let config = soap::Config::strict().limits(Limits::unlimited());
    let entry = Entry::new(&message.inner, &xml::Config::strict().namespace("urn:h"));
    let mut envelope = Envelope::new(message);
    let header = entry.map(|entry| envelope.header.push(entry.required().for_role(role)));
    if let Ok(document) = config.to_string(&envelope) {
        let read = soap::Document::from_str_with(&document, config).expect("an envelope");
        let body = read.body().expect("one message");
        assert_shape(*body.message().expect("no fault"), message);
        let read = config.from_str::<Message>(&document).expect("read back");
        assert_eq!(read.body.message(), Some(message));
        assert_eq!(read.header.entries().len(), usize::from(header.is_ok()));
        for entry in read.header.entries() {
            assert_eq!((entry.role(), entry.must_understand()), (Some(role), true));
            assert_eq!(
                entry.deserialize::<Inner>().expect("read back"),
                message.inner
            );
        }
    } else {
        assert!(
            uncarried(message) || !role.chars().all(is_carried),
            "refused"
        );
    }
    let mut fault = Fault::new(soap::Code::sender(), message.field.as_str());
    fault.actor = Some(role.to_owned());
    if let Ok(document) = config.to_string(&Envelope::<()>::of_fault(fault)) {
        let read = config.from_str::<()>(&document).expect("read back");
        let fault = read.into_result().expect_err("a fault");
        assert_eq!(
            (fault.string(), fault.actor.as_deref()),
            (&*message.field, Some(role))
        );
    }
}

/// The elements and attributes are those of the type, whatever the texts are.
fn assert_shape(root: xml::Element<'_, '_>, message: &Message) {
    let mut names: Vec<&str> = root.children().map(xml::Element::name).collect();
    names.dedup();
    assert_eq!(names, NAMES);
    assert_eq!(root.children().count(), 3 + message.list.len());
    assert_eq!(root.attributes().count(), 1);
    assert!(!root.has_text());
    for child in root.children() {
        assert!(child.is_leaf());
        assert_eq!(
            child.attributes().count(),
            usize::from(child.name() == "inner")
        );
    }
}

/// A text as the key of a map: it is that key, or it is refused.
fn as_key(key: &str, text: &str) {
    let map = BTreeMap::from([(key, text)]);
    let config = xml::Config::strict().limits(Limits::unlimited()).root("r");
    if let Ok(document) = config.to_string(&map) {
        let read: BTreeMap<String, String> = config.from_str(&document).expect("read back");
        assert!(
            read.iter()
                .map(|(key, text)| (&**key, &**text))
                .eq(map.clone()),
            "{key:?} in {document:?}"
        );
    }
    let config = nvp::Config::strict().limits(Limits::unlimited());
    if let Ok(body) = config.to_string(&map) {
        let read: BTreeMap<String, String> = config.from_str(&body).expect("read back");
        assert!(read.iter().map(|(key, text)| (&**key, &**text)).eq(map));
    }
}

/// Whether a message has a text that no document can carry.
fn uncarried(message: &Message) -> bool {
    let texts = [&message.attribute, &message.field, &message.last];
    let inner = [&message.inner.attribute, &message.inner.text];
    let mut all = texts.into_iter().chain(inner).chain(&message.list);
    !all.all(|text| text.chars().all(is_carried))
}

fn is_carried(char: char) -> bool {
    !matches!(char, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}')
}
