//! Faults that once were there, and must not come back.

use std::collections::BTreeMap;

use crate::clock::least_time;
use crate::value::A;
use paywire::Limits;
use paywire::nvp::{
    Config, Duplicates, Empty, Value, WarningKind, from_str, from_value, to_string, to_value,
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// A node with a value of its own and a child.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Own {
    #[serde(rename = "$text")]
    text: String,
    b: Option<u8>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Letter {
    X(u8),
    Y(u8),
}

#[test]
fn a_malformed_name_may_be_deep() {
    for steps in 1..=64 {
        let name = vec!["s"; steps].join(".");
        let body = format!("{name}(x=1");
        let value: Value = Config::lenient().from_str(&body).unwrap();
        let leaf = (0..steps - 1).fold(&value, |value, _| value.get("s").unwrap());
        assert_eq!(leaf.get("s(x"), Some(&Value::from("1")));
    }
    let deeper = format!("{}(x=1", vec!["s"; 65].join("."));
    let error = Config::lenient().from_str::<Value>(&deeper).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nested deeper than 64 (limit `depth`) at byte 0"
    );
}

#[test]
fn warnings_cost_the_same_each() {
    let config = Config::lenient().limits(Limits::unlimited());
    let take = |entries: u32| {
        let pair = |n: u32| format!("a({n}).x=1&a({n}).x=2&");
        let body: String = (0..entries).map(pair).collect();
        least_time(|| {
            let (_, warnings) = config
                .from_slice_reporting::<Value>(body.as_bytes())
                .unwrap();
            assert_eq!(warnings.len(), entries as usize);
        })
    };
    let (less, more) = (take(2_000), take(16_000));
    assert!(more < 24 * less, "{less:?} for 2000, {more:?} for 16000");
}

#[test]
fn of_several_own_values_one_counts() {
    for (duplicates, expected) in [(Duplicates::Last, "2"), (Duplicates::First, "1")] {
        let config = Config::lenient().duplicates(duplicates);
        for (body, b) in [
            ("a=1&a=2&a.b=3", Some(3)),
            ("a.b=3&a=1&a=2", Some(3)),
            ("a=1&a=2", None),
        ] {
            let expected = expected.to_owned();
            let read: A<Own> = config.from_str(body).unwrap();
            assert_eq!(
                read.a,
                Own {
                    text: expected.clone(),
                    b
                },
                "{body}"
            );
            let read: A<BTreeMap<String, String>> = config.from_str(body).unwrap();
            assert_eq!(read.a["$text"], expected, "{body}");
            let (value, warnings) = config
                .from_slice_reporting::<Value>(body.as_bytes())
                .unwrap();
            let again = to_string(&value).unwrap();
            assert_eq!(from_str::<Value>(&again).unwrap(), value, "{body}");
            assert!(warnings.iter().any(|warning| matches!(
                warning.kind(),
                WarningKind::LastOfDuplicates | WarningKind::FirstOfDuplicates
            )));
        }
    }
}

#[test]
fn what_is_read_can_be_written_and_read_again() {
    for body in [
        "a.$text=2",
        "$text=2",
        "a=1&a.$text=2",
        "a.%24text=2&a.b=1",
        "a.$text.b=1",
        "a.$text(0)=1",
    ] {
        let Ok(value) = from_str::<Value>(body) else {
            continue;
        };
        let again = to_string(&value).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(
            from_str::<Value>(&again).ok(),
            Some(value),
            "{body}: {again}"
        );
    }
    // Two own values are two values of one name.
    assert!(from_str::<Value>("a=1&a.$text=2").is_err());
}

#[test]
fn no_half_of_a_pair_is_dropped() {
    let error = from_str::<Vec<(String,)>>("a=1").unwrap_err();
    assert_eq!(error.kind().as_str(), "trailing-elements");
}

#[test]
fn the_limit_on_names_is_the_same_for_pairs() {
    type Pairs = Vec<(String, String)>;

    let config = Config::strict().limits(Limits::default().name(3));
    assert!(config.from_str::<Pairs>("%61%61%61=1").is_ok());
    let error = config.from_str::<Pairs>("%61%61%61%61=1").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a name longer than 3 bytes (limit `name`) at byte 0"
    );
}

#[test]
fn values_of_pairs_are_read_as_values_are() {
    let pairs = vec![("a".to_owned(), ByteBuf::from([0xff, b'&']))];
    let body = to_string(&pairs).unwrap();
    assert_eq!(from_str::<Vec<(String, ByteBuf)>>(&body).unwrap(), pairs);
    let absent = Config::strict().empty(Empty::Absent);
    let read: Vec<(String, Option<u8>)> = absent.from_str("a=").unwrap();
    assert_eq!(read, [("a".to_owned(), None)]);
}

#[test]
fn errors_in_pairs_name_the_pair() {
    let error = from_str::<Vec<(String, u8)>>("a=1&b%280%29=x").unwrap_err();
    assert_eq!((error.path(), error.span()), (Some("b(0)"), Some(13..14)));
}

#[test]
fn a_tree_is_no_variant_when_it_holds_more() {
    let body = "a.X=1&a.Y=2";
    let expected = from_str::<A<Letter>>(body).unwrap_err();
    let value: Value = from_str(body).unwrap();
    let error = from_value::<A<Letter>>(&value).unwrap_err();
    assert_eq!(error.kind(), expected.kind());
}

#[test]
fn a_list_in_a_value_can_be_read_as_a_map() {
    type Map = A<BTreeMap<u8, u8>>;

    let body = "a(0)=5&a(1)=6";
    let value: Value = from_str(body).unwrap();
    assert_eq!(
        from_value::<Map>(&value).unwrap(),
        from_str::<Map>(body).unwrap()
    );
}

#[test]
fn errors_in_values_have_a_path() {
    let value = to_value(&A {
        a: [A { a: "1" }, A { a: "x" }],
    })
    .unwrap();
    let error = from_value::<A<Vec<A<u8>>>>(&value).unwrap_err();
    assert_eq!(error.path(), Some("a(1).a"));
}

#[test]
fn an_index_is_no_variant() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
    enum Key {
        X,
        Y,
    }
    let error = from_str::<A<BTreeMap<Key, u8>>>("a(0)=1&a(1)=5").unwrap_err();
    assert_eq!(error.kind().as_str(), "unknown-variant");
}

#[test]
fn paths_are_text_in_every_charset() {
    let cyrillic = Config::strict().charset("windows-1251".parse().unwrap());
    let error = cyrillic
        .to_string(&A {
            a: BTreeMap::from([("имя", f64::NAN)]),
        })
        .unwrap_err();
    assert_eq!(error.path(), Some("a.имя"));
}

#[test]
fn a_key_that_cannot_be_written_is_no_part_of_the_path() {
    let latin = Config::strict().charset("windows-1252".parse().unwrap());
    for (config, key) in [
        (Config::strict(), "x.y"),
        (Config::strict(), "(0)"),
        (latin, "č"),
    ] {
        let error = config
            .to_string(&A {
                a: BTreeMap::from([(key, 1)]),
            })
            .unwrap_err();
        assert_eq!(error.path(), Some("a"), "{key}");
    }
}

#[test]
fn the_message_about_a_pair_speaks_of_pairs() {
    for written in [
        to_string(&[("a", [1])][..]),
        to_string(&[("a", A { a: 1 })][..]),
    ] {
        let message = written.unwrap_err().to_string();
        assert!(
            message.contains("pairs") && !message.contains("$text"),
            "{message}"
        );
    }
}

#[test]
fn wide_integers_are_refused_like_narrow_ones() {
    let expected = to_string(&1_u8).unwrap_err();
    for error in [
        to_string(&1_i128).unwrap_err(),
        to_string(&1_u128).unwrap_err(),
    ] {
        assert_eq!(error.kind(), expected.kind());
    }
    let pairs = to_string(&[1_u128][..]).unwrap_err();
    assert_eq!(pairs.kind(), to_string(&[1_u8][..]).unwrap_err().kind());
}

#[test]
fn text_is_never_decoded_a_second_time() {
    let latin = Config::strict().charset("windows-1252".parse().unwrap());
    if let Ok(read) = latin.from_str::<A<String>>("a=é") {
        assert_eq!(read.a, "é");
    }
}

#[test]
fn a_repeated_value_is_no_conflict_with_children() {
    let error = from_str::<A<A<u8>>>("a=1&a=2").unwrap_err();
    assert_ne!(error.kind().as_str(), "value-and-children");
}

#[test]
fn a_bad_key_is_pointed_at() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {}

    let error = from_str::<A<BTreeMap<u8, u8>>>("a.x=1").unwrap_err();
    assert_eq!(error.span(), Some(2..3));
    let error = from_str::<Strict>("c=1").unwrap_err();
    assert_eq!(error.span(), Some(0..1));
}

#[test]
fn the_message_of_a_buffered_number_names_the_way_out() {
    #[derive(Debug, Deserialize)]
    struct Flat<T> {
        #[serde(flatten)]
        _inner: A<T>,
    }
    for error in [
        from_str::<Flat<u32>>("a=1").unwrap_err(),
        from_str::<Flat<bool>>("a=true").unwrap_err(),
        from_str::<Flat<f64>>("a=1.5").unwrap_err(),
    ] {
        assert!(error.to_string().contains("nvp::with"), "{error}");
    }
}

#[test]
fn escaped_names_keep_their_case() {
    for body in ["%41=1", "b=1&%41=1&b=2"] {
        assert!(from_str::<A<u8>>(body).is_err(), "{body}");
    }
    let japanese = Config::strict().charset("iso-2022-jp".parse().unwrap());
    assert!(japanese.from_str::<A<u8>>("A=1").is_err());
    let any = Config::strict().names(paywire::nvp::NameCase::Any);
    assert_eq!(any.from_str::<A<u8>>("%41=1").unwrap().a, 1);
}

/// Steps are found by a hash of the parent's number and the word. The numbers are known to who
/// makes the body, and must not be something that a word can undo.
#[test]
fn words_cannot_be_chosen_to_collide() {
    /// A body of names `x….word.word…`, whose words depend on their parents' numbers, or do not.
    fn body(hostile: bool) -> String {
        let mut nodes = 0_u32;
        let names = (0..4000).map(|n| {
            let mut name = format!("x{n}");
            nodes += 1;
            for _ in 0..20 {
                let varied = if hostile {
                    nodes
                } else {
                    nodes.wrapping_mul(0x9e37_79b9)
                };
                let word = (varied ^ 0x4040_4040).to_le_bytes();
                let plain = word
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'@');
                name.push('.');
                name.push_str(if plain { "word" } else { "w" });
                name.extend(word.iter().filter(|_| plain).map(|byte| char::from(*byte)));
                nodes += 1;
            }
            name + "=1"
        });
        names.collect::<Vec<_>>().join("&")
    }
    let take = |body: &str| {
        least_time(|| {
            from_str::<serde::de::IgnoredAny>(body).unwrap();
        })
    };
    let (harmless, hostile) = (take(&body(false)), take(&body(true)));
    assert!(
        hostile < 8 * harmless,
        "{harmless:?} harmless, {hostile:?} hostile"
    );
}

/// The entry before is followed only from word to word; an index there was taken for a word that
/// starts before the body.
#[test]
fn entries_with_indexed_and_named_children_are_followed_no_further() {
    let body = "x(0).a=1&x(0)(0)=2&x(1).a=1&x(1)(0)=2";
    let error = paywire::nvp::from_str::<Value>(body).unwrap_err();
    assert_eq!(error.kind(), &paywire::ErrorKind::NamedAndIndexed);
}

/// Indices that a lenient reader gives as words are the same as words that look like them.
#[test]
fn an_index_and_a_word_that_looks_like_it_are_one_name() {
    type Maps = BTreeMap<String, BTreeMap<String, String>>;
    let lenient = Config::lenient();
    for body in ["a(0).x=2&b=2&a(1).x=3&a.0=5", "a.0=5&a(1)=2&a(0)=1"] {
        let error = lenient.from_str::<Value>(body).unwrap_err();
        let kind = error.kind();
        assert!(
            matches!(kind, paywire::ErrorKind::DuplicateName { .. }),
            "{error}"
        );
        assert_eq!(error.path(), Some("a.0"));
    }
    assert!(lenient.from_str::<Maps>("a(0)=1&a.0=2").is_err());
    for body in ["a(0)=1&a.1=2", "a(0)=1&a.00=2", "a(0)=1&a.+0=2"] {
        let value = lenient.from_str::<Value>(body).unwrap();
        assert_eq!(value.get("a").unwrap().as_map().unwrap().len(), 2);
    }
}
