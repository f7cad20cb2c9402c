//! What is read and written through pointers is what is read and written without.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::{Deserialize, DeserializeOwned, Error as _};
use serde::{Deserializer, Serialize, Serializer};

use crate::{Amount, json, nvp};

/// Reads through pointers what is read as a `T`.
#[derive(Debug, PartialEq)]
struct Through<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Through<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, |reading| T::deserialize(reading)).map(Through)
    }
}

impl<T: Serialize> Serialize for Through<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(&self.0, serializer)
    }
}

#[derive(Debug, PartialEq, serde::Deserialize, Serialize)]
struct Order {
    no: u32,
    paid: bool,
    rate: Option<f64>,
    total: Amount,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
    #[serde(default)]
    notes: BTreeMap<String, i64>,
    #[serde(default)]
    pair: (u8, String),
    kind: Option<Kind>,
}

#[derive(Debug, PartialEq, serde::Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    kind: Kind,
}

#[derive(Debug, PartialEq, serde::Deserialize, Serialize)]
enum Kind {
    Plain,
    Named(String),
    Both(u8, u8),
    Sized { width: u8 },
}

fn shown<T: Debug>(result: Result<T, crate::Error>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!(
            "{error} {:?} {:?} {:?}",
            error.kind(),
            error.span(),
            error.path()
        ),
    }
}

fn same<T: DeserializeOwned + Debug>(
    body: &str,
    direct: fn(&str) -> Result<T, crate::Error>,
    through: fn(&str) -> Result<Through<T>, crate::Error>,
) {
    let through = through(body).map(|Through(value)| value);
    assert_eq!(shown(through), shown(direct(body)), "{body}");
}

fn from_json<T: DeserializeOwned>(body: &str) -> Result<T, crate::Error> {
    json::from_str(body)
}

fn from_nvp<T: DeserializeOwned>(body: &str) -> Result<T, crate::Error> {
    nvp::from_str(body)
}

#[test]
fn json_is_read_the_same_with_its_errors() {
    let bodies = [
        r#"{"no":1,"paid":true,"rate":0.5,"total":"1.50","lines":[{"name":"\u0041","kind":"Plain"}],
            "notes":{"a":-1},"pair":[1,"x"],"kind":{"Named":"y"},"other":[1,{"a":null}]}"#,
        r#"{"no":1,"paid":true,"rate":null,"total":"1.50","kind":{"Both":[1,2]}}"#,
        r#"{"no":1,"paid":true,"total":"1.50","kind":{"Sized":{"width":3}}}"#,
        r#"{"no":-1,"paid":true,"total":"1.50"}"#,
        r#"{"no":1,"no":2,"paid":true,"total":"1.50"}"#,
        r#"{"no":1,"paid":"x","total":"1.50"}"#,
        r#"{"no":1,"paid":true,"total":"1,50"}"#,
        r#"{"no":1,"paid":true}"#,
        r#"{"no":1,"paid":true,"total":"1","lines":[{"name":"a","kind":"Plain","more":1}]}"#,
        r#"{"no":1,"paid":true,"total":"1","lines":[{"name":"a","kind":"Strange"}]}"#,
        r#"{"no":1,"paid":true,"total":"1","lines":[{"name":7,"kind":"Plain"}]}"#,
        r#"{"no":1,"paid":true,"total":"1","pair":[1]}"#,
        r#"{"no":1,"paid":true,"total":"1","pair":[1,"x",2]}"#,
        r#"{"no":1,"paid":true,"total":"1","kind":{"Sized":3}}"#,
        r#"{"no":1,"paid":true,"total":"1","kind":7}"#,
        r#"{"no":1,"paid":true,"total":"1","notes":{"a":"#,
        r#""text""#,
        "[]",
    ];
    for body in bodies {
        same::<Order>(body, from_json, from_json);
    }
}

#[test]
fn nvp_is_read_the_same_with_its_errors() {
    let bodies = [
        "no=1&paid=true&rate=0.5&total=1.50&lines(0).name=a%20b&lines(0).kind=Plain&notes.a=-1&x.y=1",
        "no=1&paid=true&total=1.50&kind=Plain&pair(0)=1&pair(1)=x",
        "no=1&paid=true&total=1.50&lines(0).name=a&lines(0).kind=Strange",
        "no=1&paid=true&total=1.50&lines(0).name=a&lines(0).kind=Plain&lines(0).z=1",
        "no=1&paid=maybe&total=1.50",
        "no=x&paid=true&total=1.50",
        "paid=true&total=1.50",
        "no=1&paid=true&total=1.50&lines=1",
    ];
    for body in bodies {
        same::<Order>(body, from_nvp, from_nvp);
    }
}

#[test]
fn what_is_written_is_the_same() {
    for kind in [
        None,
        Some(Kind::Plain),
        Some(Kind::Named("x".into())),
        Some(Kind::Both(1, 2)),
        Some(Kind::Sized { width: 3 }),
    ] {
        let order = Through(Order {
            no: 1,
            paid: true,
            rate: Some(0.5),
            total: "1.50".parse().unwrap(),
            lines: vec![Line {
                name: "a".into(),
                kind: Kind::Plain,
            }],
            notes: BTreeMap::from([("a".into(), -1)]),
            pair: (1, "x".into()),
            kind,
        });
        let direct = &order.0;
        assert_eq!(
            shown(json::to_string(&order)),
            shown(json::to_string(direct))
        );
        assert_eq!(shown(nvp::to_string(&order)), shown(nvp::to_string(direct)));
    }
    let unwritable = BTreeMap::from([((1, 2), "x")]);
    let through = json::to_string(&Through(&unwritable));
    assert_eq!(shown(through), shown(json::to_string(&unwritable)));
}

#[test]
fn what_a_type_says_is_wrong_comes_through_in_words() {
    struct Never;
    impl<'de> Deserialize<'de> for Never {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Err(D::Error::custom("not today"))
        }
    }
    impl Serialize for Never {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("not today"))
        }
    }
    let read = json::from_str::<Through<Never>>("1").map(|_| ());
    assert!(shown(read).starts_with("not today"));
    assert!(shown(json::to_string(&Through(Never))).starts_with("not today"));
}
