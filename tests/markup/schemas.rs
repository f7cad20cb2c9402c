//! What is written for every message, judged by engines that know nothing of this crate: lxml and
//! xmlschema validate it against the schema, zeep decodes it as the service description says.
//!
//! Messages are made from the schema's description, not from the model: random, and complete as the
//! schema wants them. They are read into the model's types and written as XML and as SOAP.
//! Everything comes from the folder that `PAYWIRE_SHARED` names, and the judges run in the
//! interpreter that `PAYWIRE_PYTHON` names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::judges::Judges;
use paywire::api::{Direction, MessageKind};
use paywire::{Limits, soap, xml};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How many messages of each kind.
const MESSAGES: usize = 200;

#[derive(Deserialize)]
struct Schema {
    types: BTreeMap<String, Type>,
}

#[derive(Deserialize)]
struct Type {
    fields: Vec<Field>,
    values: Vec<String>,
    extends: Option<String>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the description has them")]
struct Field {
    name: String,
    r#type: String,
    list: bool,
    required: bool,
    attribute: bool,
    text: bool,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    note: String,
}

impl Field {
    /// Whether the field is for NVP and JSON only, where a failure has no message of its own.
    fn is_missing_in_xml(&self) -> bool {
        self.note.contains("not in the WSDL type")
    }
}

impl Schema {
    fn strategy(&self, name: &str) -> BoxedStrategy<Value> {
        let fields: Vec<_> = self
            .fields(name)
            .into_iter()
            .map(|field| (wire_name(field), self.presence(field)))
            .collect();
        let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
        values
            .prop_map(move |values| {
                let pairs = names.iter().cloned().zip(values);
                let pairs = pairs.filter_map(|(name, value)| Some((name, value?)));
                Value::Object(pairs.collect::<Map<_, _>>())
            })
            .boxed()
    }

    /// The fields of a type, those of its base first.
    fn fields(&self, name: &str) -> Vec<&Field> {
        let described = &self.types[name];
        let base = described.extends.as_deref();
        let mut fields = base.map_or_else(Vec::new, |base| self.fields(base));
        let own = described.fields.iter();
        fields.extend(own.filter(|field| !field.is_missing_in_xml()));
        fields
    }

    fn presence(&self, field: &Field) -> BoxedStrategy<Option<Value>> {
        let one = if field.values.is_empty() {
            self.value(&field.r#type)
        } else {
            prop_oneof![3 => words(&field.values), 1 => text()].boxed()
        };
        let value = if field.list {
            vec(one, 1..3).prop_map(Value::Array).boxed()
        } else {
            one
        };
        if field.required {
            value.prop_map(Some).boxed()
        } else {
            weighted(0.4, value).boxed()
        }
    }

    fn value(&self, of: &str) -> BoxedStrategy<Value> {
        match of {
            "string" => text(),
            "token" => "[a-zA-Z]{1,8}".prop_map(Value::from).boxed(),
            "boolean" => any::<bool>().prop_map(Value::from).boxed(),
            "int" => any::<i32>().prop_map(Value::from).boxed(),
            "long" => any::<i64>().prop_map(Value::from).boxed(),
            "decimal" => "-?[0-9]{1,12}(\\.[0-9]{1,8})?"
                .prop_map(Value::from)
                .boxed(),
            "dateTime" | "dateOrDateTime" => {
                "20[0-9]{2}-0[1-9]-1[0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?(Z|[+-]0[0-9]:[03]0)?"
                    .prop_map(Value::from)
                    .boxed()
            }
            "duration" => "P[1-9]DT[1-9]H[1-9][0-9]?M".prop_map(Value::from).boxed(),
            _ if self.types[of].values.is_empty() => self.strategy(of),
            _ => words(&self.types[of].values),
        }
    }
}

fn wire_name(field: &Field) -> String {
    match (field.attribute, field.text) {
        (true, _) => format!("@{}", field.name),
        (_, true) => "$text".to_owned(),
        _ => field.name.clone(),
    }
}

fn words(words: &[String]) -> BoxedStrategy<Value> {
    prop::sample::select(words.to_vec())
        .prop_map(Value::from)
        .boxed()
}

/// Any text that XML can carry.
fn text() -> BoxedStrategy<Value> {
    let carried = |char: &char| !matches!(char, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}');
    prop_oneof![
        2 => "[a-zA-Z0-9 .@:/_-]{0,16}",
        1 => "[&<>\"'\\]\r\n\t\u{7f}\u{a0}\u{feff}é€😀 ]{0,8}",
        1 => vec(any::<char>(), 0..8).prop_map(move |chars| chars.iter().filter(|char| carried(char)).collect()),
    ]
    .prop_map(Value::from)
    .boxed()
}

/// A document of a message, with what the judge must know, as a line.
fn case(kind: MessageKind, format: &str, tree: &Value) -> String {
    let info = kind.info();
    let namespace = info.namespace.expect("a system that speaks XML");
    let message = kind
        .deserialize(tree)
        .unwrap_or_else(|error| panic!("{error}: {tree}"));
    let document = if format == "xml" {
        let config = xml::Config::strict().namespace(namespace);
        let document = config.to_string(&message).expect("can be written");
        let config = config.root(info.name).limits(Limits::unlimited());
        let document_read = xml::Document::from_str_with(&document, config).expect("well-formed");
        assert_eq!(
            kind.deserialize(document_read.root()).expect("read back"),
            message
        );
        document
    } else {
        let config = soap::Config::strict().message(info.name, namespace);
        let document = config
            .to_string(&soap::Envelope::new(&message))
            .expect("can be written");
        let envelope = soap::Document::from_str_with(&document, config).expect("follows the rules");
        let body = envelope.body().expect("a message");
        let read = kind.deserialize(*body.message().expect("no fault"));
        assert_eq!(read.expect("read back"), message);
        document
    };
    let direction = match info.direction {
        Direction::Request => "request",
        _ => "response",
    };
    let case = json!({
        "format": format, "namespace": namespace, "name": info.name,
        "operation": info.operation, "direction": direction,
        "document": document, "tree": tree,
    });
    case.to_string() + "\n"
}

#[test]
#[ignore = "needs PAYWIRE_SHARED and PAYWIRE_PYTHON"]
fn every_message_is_valid_and_means_the_same_to_others() {
    let judges = Judges::new();
    let folder = judges.shared.join("schema");
    let schema = fs::read_to_string(folder.join("adaptive-payments.json")).expect("the schema");
    let schema: Schema =
        serde_json::from_str(&schema).expect("the schema is as this test knows it");
    let mut runner = TestRunner::deterministic();
    let mut cases = Vec::new();
    for &kind in MessageKind::ALL {
        if !schema.types.contains_key(kind.info().name) || kind.info().namespace.is_none() {
            // A message of a system without XML.
            continue;
        }
        let strategy = schema.strategy(kind.info().name);
        for _ in 0..MESSAGES {
            let tree = strategy.new_tree(&mut runner).expect("a value").current();
            cases.extend(["xml", "soap"].map(|format| case(kind, format, &tree)));
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/judge.py");
    let verdicts = judges.run(&[script.into(), folder], cases.concat());
    assert_eq!(verdicts.len(), cases.len());
    let wrong = cases
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| *verdict != "[]");
    let wrong: Vec<_> = wrong.collect();
    let reasons: BTreeSet<_> = wrong.iter().map(|(_, verdict)| verdict).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong: {reasons:#?}, as in {:?}",
        wrong.len(),
        cases.len(),
        wrong.first(),
    );
    println!(
        "xsd and zeep: {} documents, all valid and equal",
        cases.len()
    );
}
