use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de;

use super::Reader;
use crate::error::{Error, ErrorKind};
use crate::fast_path::read;
use crate::limits::Limits;
use crate::xml::charset::Source;
use crate::xml::config::Config;

type Map<T> = BTreeMap<String, T>;

/// What is read without the other way.
fn with<'de, T: Deserialize<'de>>(config: &Config<'_>, document: &'de str) -> Option<T> {
    let source = Source::from_text(document, config).ok()?;
    let reader = Reader::new(&source, config);
    read(reader, || Err(Error::new(ErrorKind::Io))).ok()
}

fn strict<'de, T: Deserialize<'de>>(document: &'de str) -> Option<T> {
    with(&Config::strict(), document)
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Nested {
    a: Option<Box<Nested>>,
    b: Vec<Nested>,
    c: Vec<u8>,
    d: Option<String>,
}

fn leaf(d: &str) -> Nested {
    Nested {
        d: Some(d.to_owned()),
        ..Nested::default()
    }
}

#[test]
fn reads_fields_in_order() {
    let document = "<?xml version='1.0'?><r>\n <a><a><d>x y</d></a><d>é</d></a><b><d/></b>\n\
        <b><d></d></b><c>1</c><c> 2 </c><d>z</d></r>\n";
    let expected = Nested {
        a: Some(Box::new(Nested {
            a: Some(Box::new(leaf("x y"))),
            ..leaf("é")
        })),
        b: vec![leaf(""), leaf("")],
        c: vec![1, 2],
        ..leaf("z")
    };
    assert_eq!(strict(document), Some(expected));
}

#[test]
fn does_not_give_up_on_what_any_document_may_have() {
    for document in [
        "<!-- a --><?b c?><r><!-- a --><d>4</d><?b c?></r><!-- a -->",
        "<r><d>4<!-- a --></d></r>",
        "<r><d><![CDATA[4]]></d></r>",
        "<r><d>&#52;</d></r>",
        "<r>\r\n<d>4</d>\r\n</r>",
        "<r><x>1</x><y><z/><z><w/></z></y><d>4</d><u/><u/></r>",
        "<r><x v='1'><y v='2'/></x><d v='1' w=\"&amp;\">4</d></r>",
        "<n:r xmlns:n='urn:n'><n:d>4</n:d></n:r>",
        "<r xmlns='urn:n'><d>4</d></r>",
        "<r xmlns='urn:n'><d xmlns=''>4</d></r>",
        "<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><a xsi:nil='1'/><d xsi:type='t'>4</d></r>",
        "<r ><d >4</d ></r >",
        "<r><d>4</d><a/><x>]</x></r>",
    ] {
        let nested = strict::<Nested>(document);
        assert_eq!(
            nested.and_then(|nested| nested.d).as_deref(),
            Some("4"),
            "{document}"
        );
    }
    let lists = "<r><c>1</c><!-- a --><c>2</c>\n<c v='1'>3</c><x/></r>";
    assert_eq!(
        strict::<Nested>(lists).map(|nested| nested.c),
        Some(vec![1, 2, 3])
    );
}

#[derive(Debug, PartialEq, Deserialize)]
struct Marked {
    #[serde(rename = "@v")]
    v: u8,
    #[serde(rename = "$text")]
    text: Option<String>,
}

#[test]
fn reads_attributes_and_texts() {
    let marked: Vec<Marked> = strict::<Map<_>>("<r><c v='1'>&lt;</c><c v='&#50;'/></r>")
        .and_then(|mut map| map.remove("c"))
        .unwrap_or_default();
    let expected = [(1, Some("<")), (2, None)];
    let expected = expected.map(|(v, text)| Marked {
        v,
        text: text.map(str::to_owned),
    });
    assert_eq!(marked, expected);
}

#[test]
fn leaves_what_it_cannot_decide_to_the_other_way() {
    for document in [
        "",
        "<r>",
        "<r/><r/>",
        "<r><d>1</d></r>x",
        "<r><d>1</d><d>2</d></r>",
        "<r><c>1</c><d/><c>2</c></r>",
        "<r><x/><y/><x/></r>",
        "<r>x<d>1</d></r>",
        "<r><d>1<x/></d></r>",
        "<r xmlns:n='urn:n' n:v='1'><d>1</d></r>",
        "<r><d xmlns='urn:n'>1</d></r>",
        "<r><a>1</a></r>",
        "<r><c>x</c></r>",
        "<r><d>1</x></r>",
        "<r><d>&x;</d></r>",
        "<r><d>]]></d></r>",
        "<!DOCTYPE r><r><d>1</d></r>",
    ] {
        assert_eq!(strict::<Nested>(document), None, "{document}");
    }
    let deep = |levels: usize| format!("{}<d>1</d>{}", "<a>".repeat(levels), "</a>".repeat(levels));
    assert!(strict::<Nested>(&deep(32)).is_some());
    assert!(strict::<Nested>(&deep(33)).is_none());
    assert!(strict::<Vec<String>>("<r/>").is_none());
}

#[test]
fn leaves_what_is_over_a_limit_to_the_other_way() {
    let document = "<r><a><d>123</d></a><b><d>1</d></b><b xmlns:n='urn:n' v='1'/></r>";
    let limits = Limits::default();
    for (fits, over) in [
        (limits.depth(3), limits.depth(2)),
        (limits.names(6), limits.names(5)),
        (limits.list(2), limits.list(1)),
        (limits.value(5), limits.value(4)),
        (limits.attributes(2), limits.attributes(1)),
        (limits.name(7), limits.name(6)),
    ] {
        let read =
            |limits| with::<Map<Vec<de::IgnoredAny>>>(&Config::strict().limits(limits), document);
        assert!(read(limits).is_some());
        assert!(read(fits).is_some(), "{fits:?}");
        assert!(read(over).is_none(), "{over:?}");
    }
}

#[test]
fn many_names_are_told_apart() {
    let document = |names: usize| {
        let all: Vec<String> = (0..names)
            .map(|n| format!("<name{n}>{n}</name{n}>"))
            .collect();
        format!("<r>{}</r>", all.concat())
    };
    let read: Map<u8> = strict(&document(200)).unwrap();
    assert!((0..200).all(|n| read[&format!("name{n}")] == n));
    let twice = document(60).replace("</r>", "<name0>1</name0></r>");
    assert!(strict::<Map<u8>>(&twice).is_none());
    assert!(strict::<Nested>(&twice).is_none());
    // Beyond a bound on the work, nothing is searched.
    let many = Config::strict().limits(Limits::unlimited());
    assert!(with::<Map<u32>>(&many, &document(100_000)).is_none());
}

/// Reads no more than the first entry.
struct First(String, u8);

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = First;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<First, A::Error> {
                let entry = map.next_entry()?;
                entry
                    .map(|(key, value)| First(key, value))
                    .ok_or_else(|| de::Error::custom("nothing"))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

#[test]
fn all_entries_must_be_asked_for() {
    let first: First = strict("<r><x>1</x></r>").unwrap();
    assert_eq!((first.0.as_str(), first.1), ("x", 1));
    assert!(strict::<First>("<r><x>1</x><y>2</y></r>").is_none());
    assert!(strict::<Map<First>>("<r><v><x>1</x></v><w><x>1</x></w></r>").is_some());
    assert!(strict::<Map<First>>("<r><v><x>1</x><y>2</y></v></r>").is_none());
    assert!(strict::<Map<(u8, u8)>>("<r><x>1</x><x>2</x></r>").is_some());
    assert!(strict::<Map<(u8, u8)>>("<r><x>1</x></r>").is_none());
    assert!(strict::<Map<(u8, u8)>>("<r><x>1</x><x>2</x><x>3</x></r>").is_none());
}

/// Asks for each value twice, or for none.
struct Times<const N: usize>;

impl<'de, const N: usize> Deserialize<'de> for Times<N> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<const N: usize>;

        impl<'de, const N: usize> de::Visitor<'de> for Visitor<N> {
            type Value = Times<N>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Times<N>, A::Error> {
                while map.next_key::<de::IgnoredAny>()?.is_some() {
                    for _ in 0..N {
                        let _ = map.next_value::<de::IgnoredAny>();
                    }
                }
                Ok(Times)
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

#[test]
fn a_value_is_given_once() {
    for document in ["<r><x>1</x></r>", "<r><x/><y/></r>", "<r><x><y/></x></r>"] {
        assert!(strict::<Times<0>>(document).is_none(), "{document}");
        assert!(strict::<Times<1>>(document).is_some(), "{document}");
        assert!(strict::<Times<2>>(document).is_none(), "{document}");
    }
}

/// Does not look at what it is read from.
struct Blind;

impl<'de> Deserialize<'de> for Blind {
    fn deserialize<D: de::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Blind)
    }
}

/// Takes any error for nothing.
struct Careless<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Careless<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Careless(T::deserialize(deserializer).ok()))
    }
}

#[test]
fn an_error_that_was_swallowed_is_not_forgotten() {
    let fits: Map<Careless<u8>> = strict("<r><x>1</x><y>z</y></r>").unwrap();
    assert_eq!((fits["x"].0, fits["y"].0), (Some(1), None));
    assert!(strict::<Blind>("<r/>").is_none());
    assert!(strict::<Map<Option<Blind>>>("<r><x/></r>").is_none());
    assert!(strict::<Map<Careless<u8>>>("<r><x>&y;</x></r>").is_none());
    assert!(strict::<Map<Careless<u8>>>("<r><x><y/></x></r>").is_none());
    assert!(strict::<Map<Careless<Map<u8>>>>("<r><x><y>1</y><y>1</y></x></r>").is_none());
    assert!(strict::<Map<Careless<Map<u8>>>>("<r><x><y>z</y><w>1</w></x></r>").is_none());
    assert!(strict::<Map<Careless<Vec<u8>>>>("<r><x>z</x><x>1</x></r>").is_none());
    assert!(strict::<Careless<Nested>>("<r><d/><d/></r>").is_none());
}
