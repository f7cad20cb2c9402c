//! What holds for every value and every body.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::value::A;
use paywire::Limits;
use paywire::nvp::{
    Charset, Config, Deserializer, Duplicates, Empty, Escapes, Gaps, Indices, Map, Name, NameCase,
    Step, Value, from_str, from_value, pairs, to_string, to_value,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// Fields that bodies often have, and often in this order.
#[derive(Debug, PartialEq, Deserialize)]
struct Fields {
    a: Option<Box<Fields>>,
    b: Option<Value>,
    text: Option<String>,
    #[serde(default)]
    list: Vec<A<IgnoredAny>>,
}

/// Texts with what is special in a body, controls, and characters of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    let special = select(
        "&=%+.()[] \0\r\n\u{7f}é€č\u{feff}\u{fffd}💩;$@u0"
            .chars()
            .collect::<Vec<_>>(),
    );
    let char = prop_oneof![3 => special, 2 => proptest::char::range('a', 'z'), 1 => any::<char>()];
    vec(char, 0..12).prop_map(String::from_iter)
}

/// Words that a key can be: no brackets, no dots, and not the reserved one.
fn word() -> impl Strategy<Value = String> {
    text().prop_map(|mut word| {
        word.retain(|c| !".()[]".contains(c));
        if word == "$text" { String::new() } else { word }
    })
}

/// A value of many shapes. Nothing in it is empty where that would leave no trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sample {
    text: String,
    #[serde(rename = "@name & more")]
    attribute: Option<String>,
    number: i64,
    wide: u128,
    float: f64,
    flag: bool,
    char: char,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    nested: Vec<Vec<u8>>,
    #[serde(default)]
    map: BTreeMap<String, String>,
    #[serde(default)]
    by_number: BTreeMap<i32, Vec<bool>>,
    bytes: ByteBuf,
    tuple: (u8, String),
    pick: Pick,
    own: Option<Own>,
    #[serde(default)]
    children: Vec<Sample>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Pick {
    Unit,
    Text(String),
    List(Vec<String>),
    Tuple(i8, char),
    Fields {
        text: String,
        more: Option<Box<Pick>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Own {
    #[serde(rename = "$text")]
    text: String,
    child: Option<String>,
}

fn pick() -> impl Strategy<Value = Pick> {
    let leaf = prop_oneof![
        Just(Pick::Unit),
        text().prop_map(Pick::Text),
        vec(text(), 0..3).prop_map(Pick::List),
        any::<(i8, char)>().prop_map(|(number, char)| Pick::Tuple(number, char)),
    ];
    leaf.prop_recursive(2, 4, 1, |inner| {
        (text(), proptest::option::of(inner.prop_map(Box::new)))
            .prop_map(|(text, more)| Pick::Fields { text, more })
    })
}

fn sample() -> impl Strategy<Value = Sample> {
    let own = (text(), proptest::option::of(text())).prop_map(|(text, child)| Own { text, child });
    let scalars = (
        text(),
        proptest::option::of(text()),
        any::<i64>(),
        any::<u128>(),
        -1e300..1e300,
        any::<bool>(),
        any::<char>(),
    );
    let compounds = (
        vec(text(), 0..4),
        vec(vec(any::<u8>(), 1..3), 0..3),
        proptest::collection::btree_map(word(), text(), 0..3),
        proptest::collection::btree_map(any::<i32>(), vec(any::<bool>(), 1..3), 0..3),
        prop_oneof![vec(any::<u8>(), 0..9), text().prop_map(String::into_bytes)],
        (any::<u8>(), text()),
        pick(),
        proptest::option::of(own),
    );
    let leaf = (scalars, compounds).prop_map(|(scalars, compounds)| {
        let (text, attribute, number, wide, float, flag, char) = scalars;
        let (list, nested, map, by_number, bytes, tuple, pick, own) = compounds;
        let bytes = ByteBuf::from(bytes);
        let children = Vec::new();
        Sample {
            text,
            attribute,
            number,
            wide,
            float,
            flag,
            char,
            list,
            nested,
            map,
            by_number,
            bytes,
            tuple,
            pick,
            own,
            children,
        }
    });
    leaf.prop_recursive(2, 6, 3, |inner| {
        (inner.clone(), vec(inner, 0..3))
            .prop_map(|(sample, children)| Sample { children, ..sample })
    })
}

/// Deep and wide enough for any sample.
fn roomy(config: Config) -> Config {
    config.limits(Limits::default().names(100_000).name(4096))
}

const CHARSETS: [&str; 8] = [
    "utf-8",
    "windows-1252",
    "shift_jis",
    "gb18030",
    "iso-2022-jp",
    "koi8-u",
    "big5",
    "euc-kr",
];

fn charset() -> impl Strategy<Value = Charset> {
    select(&CHARSETS[..]).prop_map(|label| label.parse().expect("a known charset"))
}

/// Any configuration but for limits.
fn config() -> impl Strategy<Value = Config> {
    let presets = select(vec![Config::strict(), Config::lenient()]);
    let duplicates = select(vec![
        None,
        Some(Duplicates::Error),
        Some(Duplicates::First),
        Some(Duplicates::Last),
    ]);
    let switches = any::<(bool, bool, bool, bool)>();
    (presets, duplicates, switches, charset()).prop_map(
        |(preset, duplicates, switches, charset)| {
            let (case, empty, escapes, unicode) = switches;
            let mut config = preset.charset(charset);
            if let Some(duplicates) = duplicates {
                config = config.duplicates(duplicates);
            }
            if case {
                config = config.names(NameCase::Any);
            }
            if empty {
                config = config.empty(Empty::Absent);
            }
            if escapes {
                config = config.escapes(Escapes::Literal);
            }
            config.unicode_escapes(unicode)
        },
    )
}

/// Bodies made of pieces that mean something, and often go together badly.
fn body() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "b",
        "text",
        "a",
        "&",
        "&",
        "=",
        "=",
        ".",
        ".",
        "(0)",
        "(1)",
        "(2)",
        "[0]",
        "[1]",
        "(",
        ")",
        "]",
        "%",
        "%28",
        "%29",
        "%2E",
        "%61",
        "%u0041",
        "%uD83D",
        "%E9",
        "%C3%A9",
        "+",
        "é",
        "$text",
        "@n",
        "1",
        "0",
        "true",
        "&a=",
        "&a(0)=",
        "&a.b=",
        "&a(0).b=",
        "&=",
        "\r\n",
        "\u{feff}",
        "PICK",
        "Unit",
        "list",
        "children(0)",
        "own",
    ];
    vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Bodies of plain names, many of them in the order of a tree, and some there twice.
fn plain_body() -> impl Strategy<Value = Vec<u8>> {
    let values = select(vec![
        "", "=", "=1", "=true", "=x+y", "=%41", "=%C3%A9", "=x&",
    ]);
    let pair = ("[ab](\\.[ab]|\\([01]\\)){0,3}", values).prop_map(|(name, value)| name + value);
    (vec(pair, 1..8), any::<bool>()).prop_map(|(mut pairs, in_order)| {
        if in_order {
            pairs.sort();
        }
        pairs.join("&").into_bytes()
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        body().prop_map(String::into_bytes),
        vec(any::<u8>(), 0..80),
        (body(), any::<u8>(), any::<prop::sample::Index>()).prop_map(|(body, byte, at)| {
            let mut bytes = body.into_bytes();
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, byte);
            bytes
        }),
    ]
}

/// A body with every byte of its names escaped.
fn with_names_escaped(body: &str) -> String {
    let escaped = pairs(body.as_bytes()).map(|pair| {
        let name = pair.name.bytes();
        let name: Vec<String> = name.iter().map(|byte| format!("%{byte:02x}")).collect();
        let value = std::str::from_utf8(pair.value.as_bytes()).expect("ASCII");
        format!("{}={value}", name.concat())
    });
    escaped.collect::<Vec<_>>().join("&")
}

/// The pairs in an order that `keys` decides.
fn shuffled(body: &str, keys: &[u64]) -> String {
    let mut parts: Vec<&str> = body.split('&').collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|n| keys[n % keys.len()].wrapping_mul(*n as u64 | 1));
    let by_order: Vec<&str> = order.iter().map(|n| parts[*n]).collect();
    parts.copy_from_slice(&by_order);
    parts.join("&")
}

/// A value with the fields of its trees in the order of their names.
fn sorted(value: Value) -> Value {
    match value {
        Value::List(entries) => Value::List(entries.into_iter().map(sorted).collect()),
        Value::Map(tree) => {
            let mut fields: Vec<_> = tree
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(fields.into_iter().collect::<Map>())
        }
        other => other,
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Deep {
    #[serde(default)]
    names: BTreeMap<String, String>,
    below: Option<Box<Deep>>,
}

fn same_in_every_spelling<T>(value: &T, keys: &[u64]) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let round = roomy(Config::strict());
    let square = round.indices(Indices::Square);
    let body = round.to_string(value).expect("a body");
    prop_assert!(body.is_ascii());
    let shuffled = shuffled(&body, keys);
    for spelling in [
        &square.to_string(value).expect("a body"),
        &with_names_escaped(&body),
        &shuffled,
        &body,
    ] {
        prop_assert_eq!(&round.from_str::<T>(spelling).expect(spelling), value);
        match round.from_str::<Value>(spelling) {
            Ok(tree) => prop_assert_eq!(&from_value::<T>(&tree).expect(spelling), value),
            // A tree holds texts, which not all bytes are.
            Err(error) => prop_assert_eq!(error.kind().as_str(), "invalid-encoding"),
        }
    }
    if let Ok(tree) = round.from_str::<Value>(&body) {
        prop_assert_eq!(&to_value(value).expect("a tree"), &tree);
        let other = round.from_str(&shuffled).expect(&shuffled);
        prop_assert_eq!(sorted(other), sorted(tree));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(sample in sample(), keys in vec(any::<u64>(), 1..9)) {
        same_in_every_spelling(&sample, &keys)?;
    }

    #[test]
    fn maps_of_any_keys_are_read_again(map in proptest::collection::btree_map(word(), vec(text(), 1..3), 0..6), keys in vec(any::<u64>(), 1..9)) {
        same_in_every_spelling(&map, &keys)?;
    }

    /// More names, and more alike, than the first pass can tell apart, and deeper than it follows.
    #[test]
    fn many_names_that_are_alike_are_told_apart(
        middles in prop_oneof![
            7 => proptest::sample::subsequence((0..100_u8).collect::<Vec<_>>(), 1..8),
            1 => proptest::sample::subsequence((0..100_u8).collect::<Vec<_>>(), 66..80),
        ],
        depth in 1_usize..24,
        keys in vec(any::<u64>(), 1..9),
    ) {
        let name = |middle: &u8| format!("start_of{middle:b}the_end");
        let names = middles.iter().map(|middle| (name(middle), middle.to_string())).collect();
        let bottom = Deep { names, below: None };
        let deep = (1..depth).fold(bottom, |below, _| {
            let below = Some(Box::new(below));
            Deep { names: BTreeMap::new(), below }
        });
        same_in_every_spelling(&deep, &keys)?;
    }

    #[test]
    fn a_key_is_written_only_if_it_is_read_again(key in text(), under in any::<bool>()) {
        let map = BTreeMap::from([(key, "x".to_owned())]);
        let body = if under { to_string(&A { a: &map }) } else { to_string(&map) };
        if let Ok(body) = body {
            let again = if under { from_str::<A<BTreeMap<String, String>>>(&body).map(|read| read.a) } else { from_str(&body) };
            prop_assert_eq!(again.unwrap(), map);
        } else {
            let key = map.keys().next().unwrap();
            prop_assert!(key.contains(['.', '(', ')', '[', ']']) || (key == "$text" && !under));
        }
    }

    #[test]
    fn what_a_charset_has_is_read_again(charset in charset(), name in word(), value in text()) {
        let config = Config::strict().charset(charset);
        let map = BTreeMap::from([(name, value)]);
        match config.to_string(&map) {
            Ok(body) => {
                prop_assert!(body.is_ascii());
                let again: BTreeMap<String, String> = config.from_str(&body).unwrap();
                prop_assert_eq!(again, map);
            }
            Err(error) => prop_assert_eq!(error.kind().as_str(), "unencodable"),
        }
    }

    #[test]
    fn pairs_keep_their_order(pairs in vec((text(), text()), 0..6), charset in charset()) {
        let config = Config::strict().charset(charset);
        if let Ok(body) = config.to_string(&pairs) {
            prop_assert_eq!(config.from_str::<Vec<(String, String)>>(&body).unwrap(), pairs);
        }
    }

    #[test]
    fn lexer_and_grammar_agree(name in "[ab.(\\[)\\]0-2]{0,12}|a(\\.[ab]?|\\([0-9]{0,3}\\)|\\[[0-9]{0,3}\\]){0,5}", escape in vec(any::<bool>(), 12)) {
        let escaped: String = name
            .bytes()
            .enumerate()
            .map(|(n, byte)| if escape[n % 12] { format!("%{byte:02X}") } else { char::from(byte).to_string() })
            .collect();
        let config = Config::strict().gaps(Gaps::CloseUp);
        let read = config.from_str::<Value>(&format!("{escaped}=x"));
        match Name::parse(&name) {
            Err(error) => {
                prop_assert_eq!(error.kind().as_str(), "invalid-name");
                prop_assert_eq!(read.unwrap_err().kind().as_str(), "invalid-name");
            }
            Ok(parsed) => {
                prop_assert!(read.is_ok(), "{:?}", read);
                let mut at = &read.unwrap();
                for step in &parsed {
                    at = match (step, at) {
                        (Step::Key(word), Value::Map(tree)) => {
                            prop_assert_eq!(tree.len(), 1);
                            tree.get(word).unwrap()
                        }
                        (Step::Index(_), Value::List(entries)) if entries.len() == 1 => &entries[0],
                        other => return Err(TestCaseError::fail(format!("{other:?}"))),
                    };
                }
                prop_assert_eq!(at.as_str(), Some("x"));
                prop_assert_eq!(parsed, Name::parse(&name).unwrap());
            }
        }
    }

    #[test]
    fn names_of_errors_are_names(body in body()) {
        let read = [
            from_str::<Value>(&body).err(),
            from_str::<Sample>(&body).err(),
            from_str::<A<Vec<A<u8>>>>(&body).err(),
            from_str::<BTreeMap<String, u8>>(&body).err(),
            from_str::<Vec<(String, u8)>>(&body).err(),
        ];
        for error in read.into_iter().flatten() {
            if let Some(path) = error.path() {
                let name = Name::parse(path);
                prop_assert!(name.is_ok(), "{}", error);
                prop_assert_eq!(name.unwrap().to_string(), path);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in bytes(), config in config()) {
        let spans = |span: Option<std::ops::Range<usize>>| {
            span.is_none_or(|span| span.start <= span.end && span.end <= bytes.len())
        };
        macro_rules! read {
            ($($ty:ty),*) => {$(
                match config.from_slice_reporting::<$ty>(&bytes) {
                    Ok((_, warnings)) => {
                        for warning in warnings {
                            prop_assert!(spans(warning.span()), "{}", warning);
                        }
                    }
                    Err(error) => prop_assert!(spans(error.span()), "{}", error),
                }
            )*};
        }
        read!(
            Value, Sample, A<Vec<Own>>, A<Pick>, A<BTreeMap<String, Value>>, BTreeMap<u8, Vec<u8>>, IgnoredAny,
            Vec<(String, String)>, Vec<(ByteBuf, Option<u8>)>, A<(u8, u8)>, A<&str>, A<ByteBuf>, A<Option<bool>>,
            (), u8, String
        );
        for pair in pairs(&bytes) {
            for half in [pair.name, pair.value] {
                prop_assert_eq!(&bytes[half.span()], half.as_bytes());
                let _ = (half.lossy(), half.bytes(), half.decode(&config));
            }
        }
    }

    #[test]
    fn lenient_reads_what_strict_reads_alike(bytes in bytes(), charset in charset()) {
        macro_rules! alike {
            ($($ty:ty),*) => {$(
                let strict = Config::strict().charset(charset).from_slice_reporting::<$ty>(&bytes);
                if let Ok((strict, warnings)) = strict {
                    prop_assert_eq!(warnings, []);
                    let lenient = Config::lenient().charset(charset).from_slice_reporting::<$ty>(&bytes);
                    let (value, warnings) = lenient.unwrap();
                    prop_assert_eq!(value, strict);
                    prop_assert_eq!(warnings, []);
                }
            )*};
        }
        alike!(
            Value, A<Vec<Own>>, A<Pick>, BTreeMap<String, Vec<String>>, BTreeMap<String, Value>,
            Vec<(String, String)>, A<ByteBuf>, A<A<Option<String>>>, A<Vec<Vec<String>>>
        );
    }

    #[test]
    fn what_is_read_can_be_written_and_read_again(bytes in bytes(), charset in charset()) {
        let config = Config::strict().charset(charset);
        if let Ok(value) = config.from_slice::<Value>(&bytes) {
            // Some characters can be read in two spellings but not written, in some charsets.
            if let Ok(body) = config.to_string(&value) {
                prop_assert_eq!(config.from_str::<Value>(&body).unwrap(), value);
            } else {
                prop_assert_ne!(charset, Charset::UTF_8);
            }
        }
    }

    /// What is read straight off a body is what a deserializer reads, which looks at all of it first;
    /// and where that finds anything to report, so does the other.
    #[test]
    fn both_ways_agree(
        bytes in prop_oneof![1 => bytes(), 2 => plain_body(), 1 => "[ab&=.(0)]{0,6}".prop_map(String::into_bytes)],
        config in prop_oneof![3 => select(vec![Config::strict(), Config::lenient()]), 1 => config()],
    ) {
        macro_rules! agree {
            ($($ty:ty),*) => {$(
                let straight = config.from_slice_reporting::<$ty>(&bytes);
                let ahead = Deserializer::from_slice_with(&bytes, config).and_then(|mut body| {
                    Ok((<$ty>::deserialize(&mut body)?, body.warnings().to_vec()))
                });
                match (straight, ahead) {
                    (Ok(straight), Ok(ahead)) => prop_assert_eq!(straight, ahead),
                    (Err(straight), Err(ahead)) => {
                        prop_assert_eq!(straight.to_string(), ahead.to_string());
                    }
                    (straight, ahead) => {
                        return Err(TestCaseError::fail(format!("{straight:?}, but {ahead:?}")));
                    }
                }
            )*};
        }
        agree!(
            Fields, Sample, BTreeMap<String, Value>, A<Vec<Fields>>, A<Vec<Vec<Option<String>>>>,
            A<BTreeMap<u8, Value>>, A<Pick>, A<ByteBuf>, A<(u8, u8)>, A<&str>, A<IgnoredAny>
        );
    }

    /// The first pass takes names in order; the second any. A pair far from its like sends a body
    /// to the second, and must not change what the first would have read.
    #[test]
    fn both_passes_agree(body in body()) {
        type Fields = BTreeMap<String, Value>;

        let elsewhere = format!("{body}&zz.a=1&zy=1&zz.b=2");
        match (from_str::<Fields>(&body), from_str::<Fields>(&elsewhere)) {
            (Ok(first), Ok(mut second)) => {
                second.remove("zz");
                second.remove("zy");
                prop_assert_eq!(first, second);
            }
            // Space at the end is only outside in one of the two.
            (Err(error), _) if error.kind().as_str() == "surrounding-space" => {}
            (Err(first), Err(second)) => prop_assert_eq!(first.kind(), second.kind()),
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => {
                return Err(TestCaseError::fail(error.to_string()));
            }
        }
    }
}
