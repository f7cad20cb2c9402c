//! NDJSON: nothing panics, how the bytes come changes nothing, and in records that another reader
//! takes it finds the same at the places that were said.

use paywire::capture::{Config, Item, Kind};
use serde_json::Value;

/// Places, and the same as steps.
const FIELDS: [(&str, &[Step]); 4] = [
    ("a", &[Step::Member("a")]),
    ("a.b", &[Step::Member("a"), Step::Member("b")]),
    (
        "[\"a\"][1].b",
        &[Step::Member("a"), Step::Index(1), Step::Member("b")],
    ),
    ("b[]", &[Step::Member("b"), Step::Each]),
];

enum Step {
    Member(&'static str),
    Index(usize),
    Each,
}

/// The target.
pub fn run(data: &[u8]) {
    let bare = Config::new().kind(Kind::Ndjson).max_entry(64 << 10);
    super::captured::read(data, &bare);
    let lines: Vec<&[u8]> = lines(data);
    for (place, steps) in FIELDS {
        let config = bare.clone().field(place.parse().expect("a place"));
        for (number, item) in super::captured::read(data, &config) {
            let line = number.and_then(|number| lines.get(usize::try_from(number).ok()? - 1));
            if let Some(record) = line.and_then(|line| serde_json::from_slice::<Value>(line).ok()) {
                let mut expected = vec![&record];
                for step in steps {
                    expected = expected
                        .into_iter()
                        .flat_map(|value| go(value, step))
                        .collect();
                }
                check(item.expect("sound JSON"), &expected);
            }
        }
    }
}

/// The lines, unless they are packed.
fn lines(data: &[u8]) -> Vec<&[u8]> {
    let text = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    if text.starts_with(b"\x1f\x8b") || text.starts_with(b"\x28\xb5") {
        return Vec::new();
    }
    text.split(|byte| *byte == b'\n').collect()
}

fn go<'a>(value: &'a Value, step: &Step) -> Vec<&'a Value> {
    let one = match step {
        Step::Member(name) => value.as_object().and_then(|members| members.get(*name)),
        Step::Index(index) => value.as_array().and_then(|list| list.get(*index)),
        Step::Each => return value.as_array().into_iter().flatten().collect(),
    };
    one.into_iter().collect()
}

/// A text is what it says, a document is written in another way at most.
fn check(item: Item, expected: &[&Value]) {
    let bodies = match item {
        Item::Body(body) => vec![body],
        Item::Bodies(bodies) => bodies,
        other => panic!("{other:?}"),
    };
    let expected = expected.iter().filter(|value| match value {
        Value::String(text) => !text.is_empty(),
        value => value.is_array() || value.is_object(),
    });
    let expected: Vec<&&Value> = expected.collect();
    assert_eq!(bodies.len(), expected.len());
    for (body, expected) in bodies.iter().zip(expected) {
        match expected {
            Value::String(text) => assert_eq!(body, text.as_bytes()),
            document => {
                let own: Value = serde_json::from_slice(body).expect("sound JSON");
                assert_eq!(own, **document);
            }
        }
    }
}
