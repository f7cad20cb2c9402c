//! What is written through pointers is what is written without.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::{Serialize, Serializer};

use crate::{Amount, json, nvp};

/// Writes through pointers what is written as a `T`.
struct Through<T>(T);

impl<T: Serialize> Serialize for Through<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(&self.0, serializer)
    }
}

#[derive(Serialize)]
struct Order {
    no: u32,
    paid: bool,
    rate: Option<f64>,
    total: Amount,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
    notes: BTreeMap<String, i64>,
    pair: (u8, String),
    kind: Option<Kind>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    kind: Kind,
}

#[derive(Serialize)]
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
    impl Serialize for Never {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("not today"))
        }
    }
    assert!(shown(json::to_string(&Through(Never))).starts_with("not today"));
}
