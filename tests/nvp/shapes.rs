//! Variants, the top level, what is borrowed, and serde's buffered types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::value::A;
use paywire::ErrorKind;
use paywire::nvp::{
    Config, Deserializer, Value, from_reader, from_slice, from_str, from_value, to_string,
    to_value, to_vec, to_writer,
};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

/// The value under the name `a` is written as `body`, and `body` is read as the value.
#[track_caller]
fn field<T: Serialize + DeserializeOwned + PartialEq + Debug>(a: T, body: &str) {
    let value = A { a };
    assert_eq!(to_string(&value).expect("a body"), body);
    assert_eq!(from_str::<A<T>>(body).expect(body), value);
    // The same through a tree.
    let tree: Value = from_str(body).expect(body);
    assert_eq!(to_value(&value).expect("a tree"), tree);
    assert_eq!(from_value::<A<T>>(&tree).expect(body), value);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    #[serde(rename = "a b")]
    Renamed,
    Circle(f64),
    Label(String),
    Many(Vec<u8>),
    Maybe(Option<u8>),
    Nothing(()),
    Rect(u8, u8),
    Named {
        x: u8,
        y: Option<u8>,
    },
    Defaulted {
        #[serde(default)]
        list: Vec<u8>,
    },
    Nested(Box<Shape>),
}

#[test]
fn variants() {
    field(Shape::Point, "a=Point");
    field(Shape::Renamed, "a=a+b");
    field(Shape::Circle(1.5), "a.Circle=1.5");
    field(Shape::Label(String::new()), "a.Label=");
    field(Shape::Many(vec![1, 2]), "a.Many(0)=1&a.Many(1)=2");
    field(Shape::Maybe(Some(1)), "a.Maybe=1");
    field(Shape::Rect(1, 2), "a.Rect(0)=1&a.Rect(1)=2");
    field(Shape::Named { x: 1, y: None }, "a.Named.x=1");
    field(Shape::Nested(Box::new(Shape::Point)), "a.Nested=Point");
    field(
        Shape::Nested(Box::new(Shape::Circle(2.0))),
        "a.Nested.Circle=2",
    );
    field(
        vec![Shape::Point, Shape::Rect(1, 2)],
        "a(0)=Point&a(1).Rect(0)=1&a(1).Rect(1)=2",
    );
}

#[test]
fn variants_with_nothing_inside_are_their_name() {
    field(Shape::Many(vec![]), "a=Many");
    field(Shape::Maybe(None), "a=Maybe");
    field(Shape::Nothing(()), "a=Nothing");
    field(Shape::Defaulted { list: vec![] }, "a=Defaulted");
    field(
        Shape::Nested(Box::new(Shape::Many(vec![]))),
        "a.Nested=Many",
    );
    field(vec![Shape::Maybe(None)], "a(0)=Maybe");
}

#[test]
fn variants_that_do_not_fit() {
    for (body, kind, path) in [
        ("a=Square", "unknown-variant", "a"),
        ("a.Square=1", "unknown-variant", "a.Square"),
        ("a=", "unknown-variant", "a"),
        ("a=Circle", "invalid-type", "a"),
        ("a=Rect", "invalid-length", "a"),
        ("a=Named", "missing-field", "a"),
        ("a.Named.y=1", "missing-field", "a.Named"),
        ("a.Point=x", "invalid-type", "a.Point"),
        ("a.Point=&a.Circle=1", "trailing-elements", "a.Circle"),
        ("a(0)=Point", "invalid-type", "a"),
        ("a=Point&a=Point", "duplicate-name", "a"),
        ("a=Point&a.Circle=1", "value-and-children", "a"),
    ] {
        let error = from_str::<A<Shape>>(body).unwrap_err();
        assert_eq!(
            (error.kind().as_str(), error.path()),
            (kind, Some(path)),
            "{body}"
        );
    }
    assert_eq!(from_str::<A<Shape>>("a.Point=").unwrap().a, Shape::Point);
}

#[test]
fn the_top_is_a_struct_a_map_or_pairs() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct New(A<u8>);

    let pairs = vec![
        ("b".to_owned(), "1".to_owned()),
        ("a(0)".to_owned(), "x y".to_owned()),
        ("b".to_owned(), String::new()),
    ];
    let body = "b=1&a%280%29=x+y&b=";
    assert_eq!(to_string(&pairs).unwrap(), body);
    assert_eq!(from_str::<Vec<(String, String)>>(body).unwrap(), pairs);
    assert_eq!(from_str::<[(String, u8); 1]>("&a=1&").unwrap()[0].1, 1);
    let (_, (name, flag)) = from_str::<((String, u8), (String, bool))>("a=1&b=0").unwrap();
    assert_eq!((name.as_str(), flag), ("b", false));
    assert_eq!(from_str::<BTreeMap<String, u8>>("a=1").unwrap()["a"], 1);
    assert_eq!(from_str::<Option<A<u8>>>("a=1").unwrap().unwrap().a, 1);
    assert_eq!(to_string(&Some(A { a: 1 })).unwrap(), "a=1");
    assert_eq!(to_string(&New(A { a: 1 })).unwrap(), "a=1");
    assert_eq!(from_str::<New>("a=1").unwrap().0.a, 1);
    assert_eq!(to_string(&()).unwrap(), "");
    assert_eq!(to_string(&None::<A<u8>>).unwrap(), "");
    from_str::<()>("&&").unwrap();
    from_str::<IgnoredAny>("a=1&b(0).c=2").unwrap();
}

#[test]
fn nothing_else_can_be_at_the_top() {
    for written in [
        to_string(&1_u8),
        to_string(&true),
        to_string("text"),
        to_string(&'c'),
        to_string(&1.5),
        to_string(&Shape::Point),
        to_string(&Shape::Circle(1.0)),
        to_string(&Shape::Rect(1, 2)),
        to_string(&Shape::Named { x: 1, y: None }),
        to_string(&vec![1, 2]),
        to_string(&vec!["a"]),
        to_string(&vec![("a",)]),
        to_string(&vec![("a", "b", "c")]),
        to_string(&vec![("a", None::<u8>)]),
        to_string(&vec![A { a: 1 }]),
        to_string(&vec![BTreeMap::from([("a", 1)])]),
        to_string(&(1, 2)),
        to_string(serde_bytes::Bytes::new(b"x")),
    ] {
        let error = written.unwrap_err();
        assert_eq!(error.kind().as_str(), "unsupported", "{error}");
    }
    assert!(to_string(&vec![("a", vec![1])]).is_err());
    assert!(from_str::<u8>("1").is_err());
    assert!(from_str::<String>("a").is_err());
    assert!(from_str::<Shape>("Point").is_err());
    assert!(from_str::<Vec<u8>>("1&2").is_err());
    assert!(from_str::<Vec<(String, String, String)>>("a=1").is_err());
    assert!(from_str::<Vec<(String, A<u8>)>>("a=1").is_err());
    assert!(from_str::<()>("a=1").is_err());
    let more = from_str::<[(String, String); 1]>("a=1&b=2").unwrap_err();
    assert_eq!(
        (more.kind(), more.span()),
        (&ErrorKind::TrailingElements, Some(4..5))
    );
}

#[test]
fn all_entry_points_agree() {
    let value = A { a: vec![1, 2] };
    let body = "a(0)=1&a(1)=2";
    assert_eq!(to_vec(&value).unwrap(), body.as_bytes());
    let mut written = Vec::new();
    to_writer(&mut written, &value).unwrap();
    assert_eq!(written, body.as_bytes());
    assert_eq!(from_slice::<A<Vec<u8>>>(body.as_bytes()).unwrap(), value);
    assert_eq!(
        from_reader::<_, A<Vec<u8>>>(body.as_bytes()).unwrap(),
        value
    );
    let mut deserializer = Deserializer::from_str(body).unwrap();
    assert_eq!(A::<Vec<u8>>::deserialize(&mut deserializer).unwrap(), value);
    assert!(deserializer.warnings().is_empty());
}

/// Whether `part` is a piece of `whole`, not a copy.
fn within(part: &[u8], whole: &str) -> bool {
    whole.as_bytes().as_ptr_range().contains(&part.as_ptr())
}

#[test]
fn what_was_not_escaped_is_borrowed() {
    #[derive(Deserialize)]
    struct Borrowing<'a> {
        text: &'a str,
        #[serde(borrow)]
        cow: Cow<'a, str>,
        #[serde(borrow)]
        list: Vec<&'a str>,
        bytes: &'a [u8],
        #[serde(borrow)]
        map: BTreeMap<&'a str, &'a str>,
    }
    let body = "text=plain&cow=é&list(1)=y&list(0)=x&bytes=%2525&map.k=v&cow2=";
    let body = body.replace("%2525", "raw");
    let read: Borrowing<'_> = from_str(&body).unwrap();
    assert!(within(read.text.as_bytes(), &body));
    assert!(matches!(read.cow, Cow::Borrowed(text) if within(text.as_bytes(), &body)));
    assert!(read.list.iter().all(|text| within(text.as_bytes(), &body)));
    assert!(within(read.bytes, &body));
    let (key, value) = read.map.iter().next().unwrap();
    assert!(within(key.as_bytes(), &body) && within(value.as_bytes(), &body));

    let pairs: Vec<(&str, &str)> = from_str(&body).unwrap();
    assert!(pairs.iter().all(|(name, _)| within(name.as_bytes(), &body)));
}

#[test]
fn names_in_any_spelling_do_not_keep_values_from_being_borrowed() {
    for body in ["%61=x", "a[0]=x", "a%280%29=x", "b=1&a(0)=x&b=2"] {
        assert_eq!(from_str::<A<Vec<&str>>>(body).unwrap().a, ["x"], "{body}");
    }
    let latin = Config::strict().charset("windows-1252".parse().unwrap());
    let read: A<&str> = latin.from_slice(b"a=ascii").unwrap();
    assert_eq!(read.a, "ascii");
}

#[test]
fn what_was_escaped_is_copied_where_it_can_be() {
    #[derive(Deserialize)]
    struct Copied<'a> {
        #[serde(borrow)]
        cow: Cow<'a, str>,
    }
    let read: Copied<'_> = from_str("cow=a+b").unwrap();
    assert!(matches!(read.cow, Cow::Owned(text) if text == "a b"));
    let error = from_str::<A<&str>>("a=x+y").unwrap_err();
    assert_eq!(error.kind().as_str(), "invalid-type");
    assert_eq!((error.path(), error.span()), (Some("a"), Some(2..5)));
    assert!(from_str::<A<&[u8]>>("a=%41").is_err());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Page {
    offset: u32,
    #[serde(default)]
    tags: Vec<bool>,
}

#[test]
fn flattened_fields_read_numbers_through_with() {
    #[derive(Debug, Deserialize)]
    struct Bare<T> {
        #[serde(flatten)]
        inner: A<T>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Query {
        term: String,
        #[serde(flatten, with = "paywire::nvp::with")]
        page: Page,
    }
    let body = "term=x&offset=20&tags(0)=true&tags(1)=false";
    let query = Query {
        term: "x".to_owned(),
        page: Page {
            offset: 20,
            tags: vec![true, false],
        },
    };
    assert_eq!(from_str::<Query>(body).unwrap(), query);
    assert_eq!(to_string(&query).unwrap(), body);

    // Without the attribute texts work, numbers do not.
    assert_eq!(from_str::<Bare<String>>("a=1").unwrap().inner.a, "1");
    let error = from_str::<Bare<u32>>("a=1").unwrap_err();
    assert_eq!(error.kind().as_str(), "invalid-type");
}

#[test]
fn tagged_and_untagged_enums_read_numbers_through_with() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Number(#[serde(with = "paywire::nvp::with")] u32),
        List(Vec<String>),
        Text(String),
        Page(#[serde(with = "paywire::nvp::with")] Page),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        Item {
            #[serde(with = "paywire::nvp::with")]
            page: Page,
        },
        Note {
            text: String,
        },
    }
    let item = Tagged::Item {
        page: Page {
            offset: 3,
            tags: vec![true],
        },
    };
    assert_eq!(
        from_str::<Tagged>("page.offset=3&kind=Item&page.tags=1").unwrap(),
        item
    );
    let note = Tagged::Note {
        text: "x".to_owned(),
    };
    assert_eq!(
        from_str::<A<Tagged>>("a.text=x&a.kind=Note").unwrap().a,
        note
    );

    let read = |body: &str| from_str::<A<Untagged>>(body).unwrap().a;
    assert_eq!(read("a=7"), Untagged::Number(7));
    assert_eq!(read("a=seven"), Untagged::Text("seven".to_owned()));
    assert_eq!(read("a(0)=7"), Untagged::List(vec!["7".to_owned()]));
    assert_eq!(
        read("a.offset=7"),
        Untagged::Page(Page {
            offset: 7,
            tags: vec![]
        })
    );
    assert!(from_str::<A<Untagged>>("a.other=7").is_err());
}

#[test]
fn newtypes_that_ask_for_text_survive_any_buffer() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Flat {
        #[serde(flatten)]
        inner: A<paywire::Amount>,
    }
    assert_eq!(
        from_str::<Flat>("a=1.00").unwrap().inner.a.to_string(),
        "1.00"
    );
}

#[test]
fn values_are_read_as_bodies_are() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct All<'a> {
        #[serde(borrow)]
        a: Vec<&'a str>,
        b: u8,
        c: Own,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Own {
        #[serde(rename = "$text")]
        text: u8,
        d: bool,
    }

    let value: Value = from_str("a(0)=x&b=2&c.d=true&c=1").unwrap();
    let expected = All {
        a: vec!["x"],
        b: 2,
        c: Own { text: 1, d: true },
    };
    assert_eq!(from_value::<All<'_>>(&value).unwrap(), expected);
    assert_eq!(from_value::<Value>(&value).unwrap(), value);
    assert_eq!(value.at("c.d").and_then(Value::as_str), Some("true"));
    assert_eq!(value.at("a(1)"), None);
    assert_eq!(value.at("a(x"), None);
}
