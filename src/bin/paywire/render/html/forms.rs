//! What the page needs to show all of a message: its fields, and the message in every format that
//! it speaks.
//!
//! It stands in the page as data, and becomes a table and texts when somebody looks. So it is kept
//! small: JSON that says what the tree of fields says is not repeated, and neither is the
//! content of a SOAP envelope that is the XML.

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Format, Unknown};
use paywire::{Error, json};
use serde::Serialize;

use crate::record::MessageRecord;

#[derive(Debug, Serialize)]
pub(super) struct Panels<'a> {
    /// The format it came in.
    format: &'static str,
    /// The fields, as the text of a JSON document: JavaScript would round its numbers.
    tree: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    headers: &'a [(String, String)],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forms: Vec<Form>,
    /// Why there are no forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A message in one format.
#[derive(Debug, Serialize)]
struct Form {
    is: &'static str,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Text(String),
    /// It is the tree.
    Tree(bool),
    /// It is what stands before and after the XML document without its declaration.
    Around(String, String),
    /// It cannot be written.
    Why(String),
}

impl<'a> Panels<'a> {
    pub(super) fn new(record: &'a MessageRecord) -> Result<Self, Error> {
        let tree = json::to_string(&record.message)?;
        let (forms, note) = match record.name.and_then(MessageKind::from_name) {
            None => (Vec::new(), Some(NOBODY_KNOWS.to_owned())),
            Some(_) if !record.is_whole => (Vec::new(), Some(NOT_WHOLE.to_owned())),
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

const NOBODY_KNOWS: &str = "It is not known which message this is, so it can be shown only as it \
                            came, not in other formats.";
const NOT_WHOLE: &str = "It lacks something that its message requires, so it can be shown only as it came, \
                         not in other formats.";

fn forms(kind: MessageKind, record: &MessageRecord, tree: &str) -> Vec<Form> {
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
            Ok(text) if format == Format::Json && text == tree => What::Tree(true),
            Ok(text) => around(&text, xml.as_deref()).unwrap_or(What::Text(text)),
            Err(error) => What::Why(error.to_string()),
        };
        if let (Format::Xml, What::Text(text)) = (format, &what) {
            xml = Some(text.clone());
        }
        let is = format.as_str();
        forms.push(Form { is, what });
    }
    forms
}

/// A text by what it has around an XML document.
fn around(text: &str, xml: Option<&str>) -> Option<What> {
    let xml = xml?;
    let root = xml.split_once("?>").map_or(xml, |(_, root)| root);
    let (before, after) = text.split_once(root)?;
    Some(What::Around(before.to_owned(), after.to_owned()))
}

#[cfg(test)]
mod tests {
    use paywire::codec;

    use super::*;
    use crate::record::{Place, Record, Source};

    fn panels(body: &str, config: &Config) -> serde_json::Value {
        let reading = codec::read(body.as_bytes(), config).unwrap();
        let source = Source {
            file: "x".into(),
            entry: None,
            side: None,
        };
        let place = Place {
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
    fn what_cannot_be_written_is_said() {
        let panels = panels("a=1&b=2", &Config::strict());
        assert_eq!(panels["note"], NOBODY_KNOWS);
        assert!(panels.get("forms").is_none());
    }
}
