use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de;

use super::Reader;
use crate::error::{Error, ErrorKind};
use crate::fast_path::read;
use crate::limits::Limits;
use crate::nvp::config::{Config, Empty, NameCase};

type Map<T> = BTreeMap<String, T>;

/// What is read without the other way.
fn with<'de, T: Deserialize<'de>>(config: &Config, body: &'de str) -> Option<T> {
    read(Reader::new(body, config), || Err(Error::new(ErrorKind::Io))).ok()
}

fn strict<'de, T: Deserialize<'de>>(body: &'de str) -> Option<T> {
    with(&Config::strict(), body)
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Nested {
    a: Option<Box<Nested>>,
    b: Vec<Nested>,
    c: Vec<Vec<u8>>,
    d: Option<String>,
}

fn leaf(d: &str) -> Nested {
    Nested {
        d: Some(d.to_owned()),
        ..Nested::default()
    }
}

#[test]
fn reads_plain_names_in_order() {
    let body = "&a.a.d=x+y&a.d=%C3%A9&&b(0).d=&b(1).d&c(0)(0)=1&c(0)(1)=2&c(1)(0)=3&d=z&";
    let expected = Nested {
        a: Some(Box::new(Nested {
            a: Some(Box::new(leaf("x y"))),
            ..leaf("é")
        })),
        b: vec![leaf(""), leaf("")],
        c: vec![vec![1, 2], vec![3]],
        ..leaf("z")
    };
    assert_eq!(strict(body), Some(expected));
}

#[test]
fn passes_by_what_no_field_is_for() {
    let body = "x=1&y.z(0)=2&y.z(1).w=3&y.v=%41&d=4&u(0)=";
    assert_eq!(strict(body), Some(leaf("4")));
}

#[test]
fn fields_may_come_in_any_order_of_their_own() {
    let body = "d=1&b(0).d=2&b(0).a.d=3";
    let nested = Nested {
        a: Some(Box::new(leaf("3"))),
        ..leaf("2")
    };
    let expected = Nested {
        b: vec![nested],
        ..leaf("1")
    };
    assert_eq!(strict(body), Some(expected));
}

#[test]
fn leaves_what_is_not_in_order_to_the_other_way() {
    for body in [
        "d=1&d=1",
        "d=1&d.e=1",
        "x=1&x=1",
        "a.d=1&d=1&a.a.d=1",
        "x.y=1&z=1&x.w=1",
        "b(0).d=1&d=1&b(1).d=1",
        "b(0).d=1&b(0).d=1",
        "b(0).d=1&b(2).d=1",
        "b(1).d=1&b(0).d=1",
        "b(1).d=1",
        "c(0)(0)=1&c(0).x=1",
        "x(0)=1&x.y=1",
        "x.y=1&x(0)=1",
    ] {
        assert_eq!(strict::<Nested>(body), None, "{body}");
    }
    assert_eq!(strict::<Map<Careless<u8>>>("x=1&z=1&x=1").map(|_| ()), None);
}

#[test]
fn leaves_names_that_are_not_plain_to_the_other_way() {
    for body in [
        "%64=1",
        "d+=1",
        "b[0].d=1",
        "b(00).d=1",
        "b(0)d=1",
        "b(0=1",
        "b()=1",
        "b)=1",
        "$text=1",
        " d=1",
        "d=1 ",
        "\u{feff}d=1",
        "",
        "b(99999999999).d=1",
    ] {
        assert_eq!(strict::<Nested>(body), None, "{body}");
        assert_eq!(with::<Nested>(&Config::lenient(), body), None, "{body}");
    }
}

#[test]
fn leaves_bodies_without_a_name_to_the_other_way() {
    for body in ["", "&", "&&&"] {
        assert!(strict::<Map<String>>(body).is_none(), "{body}");
    }
    let no_word: Map<String> = strict("=1").unwrap();
    assert_eq!(no_word[""], "1");
}

#[test]
fn leaves_what_has_to_be_mended_to_the_other_way() {
    for body in ["d=%zz", "x=%zz", "d=%", "d=%u0041", "d=%E9"] {
        assert_eq!(strict::<Nested>(body), None, "{body}");
        assert_eq!(with::<Nested>(&Config::lenient(), body), None, "{body}");
    }
    for config in [
        Config::strict().empty(Empty::Absent),
        Config::strict().names(NameCase::Any),
        Config::strict().charset("windows-1252".parse().unwrap()),
    ] {
        assert_eq!(with::<Nested>(&config, "d=1"), None);
    }
}

#[test]
fn leaves_what_is_over_a_limit_to_the_other_way() {
    let body = "a.d=123&b(0).d=1&b(1).d=1";
    let limits = Limits::default();
    for (fits, over) in [
        (limits.input(25), limits.input(24)),
        (limits.depth(3), limits.depth(2)),
        (limits.names(3), limits.names(2)),
        (limits.list(2), limits.list(1)),
        (limits.name(6), limits.name(5)),
        (limits.value(3), limits.value(2)),
    ] {
        let read = |limits| with::<Nested>(&Config::strict().limits(limits), body);
        assert!(read(fits).is_some(), "{fits:?}");
        assert!(read(over).is_none(), "{over:?}");
    }
    let name = |steps: usize| format!("{}d=1", "a.".repeat(steps - 1));
    assert!(strict::<Nested>(&name(16)).is_some());
    assert!(strict::<Nested>(&name(17)).is_none());
}

#[test]
fn leaves_what_does_not_fit_the_type_to_the_other_way() {
    assert!(strict::<Nested>("b.d=1").is_none());
    assert!(strict::<Nested>("a(0).d=1").is_none());
    assert!(strict::<Nested>("a=1").is_none());
    assert!(strict::<Nested>("d.e=1").is_none());
    assert!(strict::<Nested>("c(0)(0)=x").is_none());
    assert!(strict::<Map<(u8, u8)>>("x(0)=1&x(1)=2").is_some());
    assert!(strict::<Map<(u8, u8)>>("x(0)=1").is_none());
    assert!(strict::<Map<(u8, u8)>>("x(0)=1&x(1)=2&x(2)=3").is_none());
    assert!(strict::<Vec<(String, String)>>("x=1").is_none());
    assert!(strict::<Option<Nested>>("d=1").is_none());
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
    let first: First = strict("x=1").unwrap();
    assert_eq!((first.0.as_str(), first.1), ("x", 1));
    assert!(strict::<First>("x=1&y=2").is_none());
    assert!(strict::<Map<First>>("v.x=1&w.x=1").is_some());
    assert!(strict::<Map<First>>("v.x=1&v.y=2&w.x=1").is_none());
}

/// Asks for each value twice.
#[derive(Debug)]
struct Twice;

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Twice;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Twice, A::Error> {
                while map.next_key::<de::IgnoredAny>()?.is_some() {
                    map.next_value::<de::IgnoredAny>()?;
                    let _ = map.next_value::<de::IgnoredAny>();
                }
                Ok(Twice)
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

#[test]
fn a_value_is_given_once() {
    for body in ["x=1", "x=1&y=2", "x.y=1", "x(0)=1&y=2", "x.y.z=1&x.w=2&v=3"] {
        assert!(strict::<Twice>(body).is_none(), "{body}");
    }
}

/// Takes any error for nothing.
#[derive(Debug)]
struct Careless<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Careless<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Careless(T::deserialize(deserializer).ok()))
    }
}

#[test]
fn an_error_that_was_swallowed_is_not_forgotten() {
    let fits: Map<Careless<u8>> = strict("x=1&y=z").unwrap();
    assert_eq!((fits["x"].0, fits["y"].0), (Some(1), None));
    assert!(strict::<Map<Careless<u8>>>("x=%zz").is_none());
    assert!(strict::<Map<Careless<u8>>>("x.y=1").is_none());
    assert!(strict::<Map<Careless<Map<u8>>>>("x.y=1&x.y=1&z.w=1").is_none());
    assert!(strict::<Map<Careless<Vec<u8>>>>("x(0)=1&x(2)=1").is_none());
    assert!(strict::<Careless<Nested>>("d=1&d=1").is_none());
}

#[test]
fn many_words_are_told_apart() {
    let body = |names: usize| {
        let pairs: Vec<String> = (0..names).map(|n| format!("name{n}={n}")).collect();
        pairs.join("&")
    };
    let read: Map<u8> = strict(&body(60)).unwrap();
    assert_eq!(read.len(), 60);
    assert!((0..60).all(|n| read[&format!("name{n}")] == n));
    let twice = format!("{}&name0=1", body(60));
    assert!(strict::<Map<u8>>(&twice).is_none());
    // Beyond a bound on the work, nothing is searched.
    let many = Config::strict().limits(Limits::unlimited());
    assert!(with::<Map<u32>>(&many, &body(100_000)).is_none());
}
