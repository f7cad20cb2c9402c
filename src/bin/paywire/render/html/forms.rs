//! The data with which the page shows a message in full: its fields, and the message in each of its
//! formats.
//!
//! The script turns it into a table and texts on demand. It is kept small: JSON that equals the
//! tree of fields is not repeated, nor is XML within the SOAP envelope.

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Format, Unknown};
use paywire::{Error, json};
use serde::Serialize;

use crate::record::MessageRecord;

#[derive(Debug, Serialize)]
pub(super) struct Panels<'a> {
    /// The format of the original.
    format: &'static str,
    /// The fields as the text of a JSON document, since JavaScript would round numbers.
    tree: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    headers: &'a [(String, String)],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forms: Vec<MessageForm>,
    /// Why there are no other formats.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The message in one format.
#[derive(Debug, Serialize)]
struct MessageForm {
    is: &'static str,
    #[serde(flatten)]
    what: FormContent,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum FormContent {
    Text(String),
    /// Same as the tree of fields.
    Tree(bool),
    /// The text before and after the XML document without its declaration.
    Around(String, String),
    /// Not representable, and why.
    Why(String),
}

impl<'a> Panels<'a> {
    pub(super) fn new(record: &'a MessageRecord) -> Result<Self, Error> {
        let tree = json::to_string(&record.message)?;
        let (forms, note) = match record.name.and_then(MessageKind::from_name) {
            None => (Vec::new(), Some(UNKNOWN_MESSAGE.to_owned())),
            Some(_) if !record.is_complete => (Vec::new(), Some(INCOMPLETE.to_owned())),
            Some(kind) => (forms(kind, record, &tree), None),
        };
        let exchange = record.exchange.as_ref();
        Ok(Panels {
            format: record.format,
            tree,
            unknown: record
                .unknown
                .iter()
                .map(|unknown| (&*unknown.path, &*unknown.value))
                .collect(),
            headers: exchange.map_or(&[], |exchange| &exchange.headers),
            forms,
            note,
        })
    }
}

const UNKNOWN_MESSAGE: &str =
    "The message is unknown, so it can be shown only as it came and not in other formats.";
const INCOMPLETE: &str = "The message lacks required fields, so it can be shown only as it came and not in \
                          other formats.";

fn forms(kind: MessageKind, record: &MessageRecord, tree: &str) -> Vec<MessageForm> {
    let unknown = record.unknown.iter().map(|unknown| Unknown {
        path: unknown.path.clone(),
        value: unknown.value.clone(),
        literal: false,
    });
    let unknown: Vec<Unknown> = unknown.collect();
    let config = Config::strict();
    let mut xml = None;
    let mut forms = Vec::new();
    for &format in Format::of(kind) {
        let text = codec::encode_tree(kind, &record.message, &unknown, format, &config);
        let what = match text {
            Ok(text) if format == Format::Json && text == tree => FormContent::Tree(true),
            Ok(text) => around(&text, xml.as_deref()).unwrap_or(FormContent::Text(text)),
            Err(error) => FormContent::Why(error.to_string()),
        };
        if let (Format::Xml, FormContent::Text(text)) = (format, &what) {
            xml = Some(text.clone());
        }
        let is = format.as_str();
        forms.push(MessageForm { is, what });
    }
    forms
}

/// What a text has before and after an XML document, if it contains it.
fn around(text: &str, xml: Option<&str>) -> Option<FormContent> {
    let xml = xml?;
    let root = xml.split_once("?>").map_or(xml, |(_, root)| root);
    let (before, after) = text.split_once(root)?;
    Some(FormContent::Around(before.to_owned(), after.to_owned()))
}

#[cfg(test)]
mod tests {
    use paywire::codec;

    use super::*;
    use crate::record::{Location, Record, RecordSource};

    fn panels(body: &str, config: &Config) -> serde_json::Value {
        let reading = codec::read(body.as_bytes(), config).unwrap();
        let source = RecordSource {
            file: "x".into(),
            entry: None,
            side: None,
        };
        let place = Location {
            source,
            exchange: None,
        };
        let Record::Message(record) = Record::new(place, reading, body.as_bytes()).unwrap() else {
            panic!("a message");
        };
        serde_json::to_value(Panels::new(&record).unwrap()).unwrap()
    }

    #[test]
    fn a_message_is_there_in_all_its_formats() {
        let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9T&shop.till=4";
        let panels = panels(body, &Config::strict());
        assert_eq!(panels["format"], "nvp");
        assert_eq!(panels["forms"][0]["text"], body);
        assert_eq!(panels["unknown"][0][0], "shop.till");
        let forms = panels["forms"].as_array().unwrap();
        let [nvp, json, xml, soap] = &forms[..] else {
            panic!("{forms:?}");
        };
        assert_eq!(nvp["is"], "nvp");
        assert!(
            json["text"]
                .as_str()
                .unwrap()
                .ends_with(r#""shop":{"till":"4"}}"#)
        );
        let root = xml["text"].as_str().unwrap().split_once("?>").unwrap().1;
        let around = &soap["around"];
        let soap = [around[0].as_str(), Some(root), around[1].as_str()];
        let soap: String = soap.into_iter().flatten().collect();
        codec::read(soap.as_bytes(), &Config::strict().format(Format::Soap)).unwrap();
    }

    #[test]
    fn secrets_are_in_no_format() {
        let body = "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=9041";
        let body = format!("{body}&password=hunter2");
        for message in ["ConfirmPreapprovalRequest", "PreapprovalDetailsRequest"] {
            let kind = MessageKind::from_name(message).unwrap();
            let config = Config::strict().message(kind);
            let text = panels(&body, &config).to_string();
            assert!(
                !text.contains("9041") && !text.contains("hunter2"),
                "{text}"
            );
            assert!(text.contains("soap"), "{text}");
        }
    }

    #[test]
    fn formats_that_cannot_represent_a_message_say_why() {
        let panels = panels("a=1&b=2", &Config::strict());
        assert_eq!(panels["note"], UNKNOWN_MESSAGE);
        assert!(panels.get("forms").is_none());
    }
}
