//! JSON as payment APIs send it, and the suite every JSON reader is held to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use paywire::json::{self, Config};
use paywire::{Category, ErrorKind, Limit, Limits, nvp};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

fn read<'de, T: Deserialize<'de>>(input: &'de str) -> T {
    json::from_str(input).unwrap_or_else(|error| panic!("{input}: {error}"))
}

fn refuse<'de, T: Deserialize<'de>>(input: &'de str) -> paywire::Error {
    match json::from_str::<T>(input) {
        Ok(_) => panic!("{input} was read"),
        Err(error) => error,
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Parameter {
    #[serde(rename = "$text")]
    text: String,
    #[serde(rename = "@name", default)]
    name: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Wide {
    flag: Option<bool>,
    number: Option<i64>,
    small: Option<u8>,
    float: Option<f64>,
    text: Option<String>,
    unit: Option<Unit>,
    list: Vec<String>,
    parameter: Vec<Parameter>,
    inner: Option<Box<Wide>>,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Unit {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "true")]
    Yes,
    Named(u8),
    Pair(u8, u8),
    Fields {
        a: u8,
    },
}

#[test]
fn a_scalar_may_be_a_string_or_native() {
    for flag in ["true", "\"true\"", "\"TRUE\"", "1", "\"1\""] {
        assert!(read::<bool>(flag), "{flag}");
    }
    for flag in ["false", "\"false\"", "\"False\"", "0", "\"0\""] {
        assert!(!read::<bool>(flag), "{flag}");
    }
    assert_eq!(read::<i64>("580001"), 580_001);
    assert_eq!(read::<i64>("\"580001\""), 580_001);
    assert_eq!(read::<i8>("\"-128\""), -128);
    assert_eq!(
        read::<u128>("\"340282366920938463463374607431768211455\""),
        u128::MAX
    );
    assert_eq!(
        read::<i128>("-170141183460469231731687303715884105728"),
        i128::MIN
    );
    assert_eq!(read::<f64>("\"1.5e3\"").to_string(), "1500");
    assert_eq!(read::<char>("\"é\""), 'é');
    assert_eq!(read::<char>("7"), '7');
    assert_eq!(read::<Unit>("1"), Unit::One);
    assert_eq!(read::<Unit>("true"), Unit::Yes);
    assert_eq!(read::<Unit>("\"\\u0031\""), Unit::One);
}

#[test]
fn a_number_read_as_text_keeps_its_digits() {
    for digits in [
        "100.10",
        "0.00",
        "-0",
        "1e3",
        "12345678901234567890.123456789012345678901",
    ] {
        assert_eq!(read::<String>(digits), digits);
        assert_eq!(read::<&str>(digits), digits);
        assert_eq!(read::<Vec<String>>(digits), [digits]);
        assert_eq!(read::<Parameter>(digits).text, digits);
    }
}

#[test]
fn text_is_borrowed_unless_it_has_escapes() {
    #[derive(Deserialize)]
    struct Borrowing<'a> {
        #[serde(borrow)]
        cow: Cow<'a, str>,
    }
    assert_eq!(read::<&str>("\"plain\""), "plain");
    assert!(matches!(
        read::<Borrowing<'_>>(r#"{"cow":"plain"}"#).cow,
        Cow::Borrowed("plain")
    ));
    assert!(matches!(
        read::<Borrowing<'_>>(r#"{"cow":"a\nb"}"#).cow,
        Cow::Owned(_)
    ));
    assert_eq!(
        read::<String>(r#""\"\\\/\b\f\n\r\t\u00e9\uD834\udd1e""#),
        "\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1d11e}"
    );
}

#[test]
fn one_may_stand_for_a_list_and_an_empty_list_for_an_object() {
    let wide: Wide = read(r#"{"list":"a","parameter":{"$text":"b","@name":"n"},"inner":[]}"#);
    assert_eq!(wide.list, ["a"]);
    assert_eq!(wide.parameter[0].name.as_deref(), Some("n"));
    assert_eq!(wide.inner, Some(Box::default()));
    let wide: Wide =
        read(r#"{"list":null,"parameter":"taxName","inner":{"parameter":["a","null"]}}"#);
    assert_eq!(wide.list, [""; 0]);
    assert_eq!(wide.parameter[0].text, "taxName");
    assert_eq!(wide.inner.unwrap().parameter[1].text, "null");
    assert!(read::<BTreeMap<String, String>>("[ ]").is_empty());
    assert_eq!(read::<(u8, u8)>("[1,\"2\"]"), (1, 2));
}

#[test]
fn null_is_none_unit_or_an_empty_list_and_nothing_else() {
    assert_eq!(read::<Option<u8>>("null"), None);
    read::<()>("null");
    assert_eq!(
        refuse::<String>("null").to_string(),
        "found nothing, expected a string at line 1 column 1"
    );
    refuse::<bool>("null");
    refuse::<Wide>("null");
    refuse::<u8>("null");
}

#[test]
fn variants_with_content() {
    assert_eq!(read::<Unit>(r#"{"Named":"4"}"#), Unit::Named(4));
    assert_eq!(read::<Unit>(r#"{"Pair":[1,2]}"#), Unit::Pair(1, 2));
    assert_eq!(read::<Unit>(r#"{"Fields":{"a":1}}"#), Unit::Fields { a: 1 });
    refuse::<Unit>(r#"{"Named":1,"Other":2}"#);
    refuse::<Unit>("{}");
    refuse::<Unit>("\"Named\"");
}

#[test]
fn map_keys_are_read_as_their_type_asks() {
    assert_eq!(read::<BTreeMap<u16, u8>>(r#"{"12":"1"}"#)[&12], 1);
    assert_eq!(read::<BTreeMap<bool, u8>>(r#"{"true":1}"#)[&true], 1);
    assert_eq!(read::<BTreeMap<&str, u8>>(r#"{"a.b":1}"#)["a.b"], 1);
    assert_eq!(read::<BTreeMap<String, u8>>(r#"{"a\tb":1}"#)["a\tb"], 1);
}

#[test]
fn errors_say_what_and_where_and_never_the_value() {
    let cases: &[(&str, &str)] = &[
        (
            r#"{"inner":{"small":"300"}}"#,
            "not a value of the type, expected u8 at `inner.small`, line 1 column 19",
        ),
        (
            r#"{"small":"x4111"}"#,
            "not a value of the type, expected u8 at `small`, line 1 column 10",
        ),
        (
            "{\n \"number\": 1.5}",
            "not a value of the type, expected i64 at `number`, line 2 column 12",
        ),
        (
            r#"{"number":true}"#,
            "found a boolean, expected i64 at `number`, line 1 column 11",
        ),
        (
            r#"{"text":{"a":1}}"#,
            "found named children, expected a string at `text`, line 1 column 9",
        ),
        (
            r#"{"text":["a"]}"#,
            "found a list, expected a string at `text`, line 1 column 9",
        ),
        (
            r#"{"inner":"x4111"}"#,
            "found a text, expected the fields of Wide at `inner`, line 1 column 10",
        ),
        (
            r#"{"parameter":["a",{"@name":"b"}]}"#,
            "missing field `$text` at `parameter(1)`, line 1 column 19",
        ),
        (
            r#"{"flag":"yes"}"#,
            "not a value of the type, expected a boolean at `flag`, line 1 column 9",
        ),
        (
            r#"{"unit":"x4111"}"#,
            "not one of the values of this type, expected one of `1`, `true`, `Named`, `Pair`, `Fields` at `unit`, line 1 column 9",
        ),
        (
            r#"{"float":"inf"}"#,
            "not a value of the type, expected f64 at `float`, line 1 column 10",
        ),
        (
            r#"{"text":"a","x":1,"text":"b"}"#,
            "the same name twice (first at byte 2; send one, or say which counts) at `text`, line 1 column 20",
        ),
        (
            r#"{"list":["a","b"],}"#,
            "a comma with nothing after it (the lenient preset reads it), line 1 column 18",
        ),
        (
            r#"{"list":["a" "b"]}"#,
            "expected `,` or `]` at `list`, line 1 column 14",
        ),
        (
            r#"{"text":"a"#,
            "the input ends too early at `text`, line 1 column 11",
        ),
        (
            r#"{"text":"\ud800"}"#,
            "half of a surrogate pair in `\\u` escapes at `text`, line 1 column 10",
        ),
        (
            r#"{"text":treu}"#,
            "expected a value (`true`, `false` and `null` are the only words) at `text`, line 1 column 11",
        ),
        (
            "{} x",
            "expected nothing after the document at line 1 column 4",
        ),
    ];
    for (input, expected) in cases {
        let shown = refuse::<Wide>(input).to_string();
        assert_eq!(
            shown.replace("reads it), line", "reads it) at line"),
            expected.replace("reads it), line", "reads it) at line"),
            "{input}"
        );
        assert!(!shown.contains("4111"));
    }
}

#[test]
fn spans_are_the_bytes_of_the_value() {
    let input = r#"{"inner":{"list":["a"],"small":"x"}}"#;
    let error = refuse::<Wide>(input);
    assert_eq!(&input[error.span().unwrap()], "\"x\"");
    let input = r#"{"inner":{"parameter":{"@name":"n"},"small":1}}"#;
    let error = refuse::<Wide>(input);
    assert_eq!(&input[error.span().unwrap()], r#"{"@name":"n"}"#);
    assert_eq!(error.path(), Some("inner.parameter"));
    assert_eq!(error.kind(), &ErrorKind::MissingField("$text"));
}

#[test]
fn too_many_entries_are_an_error() {
    assert_eq!(
        refuse::<(u8, u8)>("[1,2,3]").kind(),
        &ErrorKind::TrailingElements
    );
    refuse::<(u8, u8)>("[1]");
    refuse::<(u8, u8)>("1");
}

#[test]
fn duplicate_names_are_found_everywhere() {
    for input in [
        r#"{"a":1,"a":2}"#,
        r#"{"x":{"a":1,"b":2,"a":2}}"#,
        r#"{"x":[{"a":1,"\u0061":2}]}"#,
        r#"{"":1,"":2}"#,
    ] {
        for refused in [
            refuse::<IgnoredAny>(input),
            refuse::<Wide>(input),
            refuse::<serde_json::Value>(input),
        ] {
            assert!(
                matches!(refused.kind(), ErrorKind::DuplicateName { .. }),
                "{input}: {refused}"
            );
        }
    }
    read::<IgnoredAny>(r#"{"a":{"a":1},"b":{"a":1}}"#);
}

#[test]
fn each_limit_holds_at_its_value_and_not_one_past_it() {
    let limits = Limits::default();
    let cases = [
        (limits.input(7), "[1,2,3]", "[1,2,33]", Limit::Input(7)),
        (limits.depth(2), "[[1]]", "[[[1]]]", Limit::Depth(2)),
        (
            limits.depth(2),
            r#"{"a":{"b":1}}"#,
            r#"{"a":{"b":[]}}"#,
            Limit::Depth(2),
        ),
        (
            limits.names(2),
            r#"{"a":{"b":1}}"#,
            r#"{"a":{"b":1},"c":1}"#,
            Limit::Names(2),
        ),
        (limits.list(2), "[1,2]", "[1,2,3]", Limit::List(2)),
        (
            limits.name(3),
            r#"{"abc":1}"#,
            r#"{"abcd":1}"#,
            Limit::Name(3),
        ),
        (
            limits.value(3),
            r#"["abc",123]"#,
            r#"["abcd"]"#,
            Limit::Value(3),
        ),
        (limits.value(3), "[123]", "[1234]", Limit::Value(3)),
    ];
    for (limits, fits, exceeds, limit) in cases {
        let config = Config::strict().limits(limits);
        config.from_str::<serde_json::Value>(fits).unwrap();
        config.from_str::<IgnoredAny>(fits).unwrap();
        for error in [
            config.from_str::<serde_json::Value>(exceeds).unwrap_err(),
            config.from_str::<IgnoredAny>(exceeds).unwrap_err(),
            config
                .from_reader::<IgnoredAny>(exceeds.as_bytes())
                .unwrap_err(),
        ] {
            assert_eq!(error.kind(), &ErrorKind::Limit(limit));
            assert_eq!(error.category(), Category::Limit);
        }
    }
}

#[test]
fn deep_nesting_is_refused_where_it_is_ignored_too() {
    for depth in [Limits::default().max_depth() + 1, 129, 1000] {
        let list = format!("{}{}", "[".repeat(depth.into()), "]".repeat(depth.into()));
        for document in [list.clone(), format!("{{\"ignored\":{list}}}")] {
            assert_eq!(
                refuse::<IgnoredAny>(&document).category(),
                Category::Limit,
                "{depth}"
            );
        }
    }
}

#[test]
fn a_type_that_holds_itself_cannot_exhaust_the_stack() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape counts")]
    struct Nested(Vec<Nested>);
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape counts")]
    struct Own {
        #[serde(rename = "$text")]
        own: Box<Own>,
    }
    assert_eq!(
        refuse::<Nested>("1").kind(),
        &ErrorKind::Limit(Limit::Depth(64))
    );
    assert_eq!(
        refuse::<Own>("1").kind(),
        &ErrorKind::Limit(Limit::Depth(64))
    );
    let deep = "[".repeat(100_000);
    let unlimited = Config::strict().limits(Limits::unlimited());
    assert!(unlimited.from_str::<IgnoredAny>(&deep).is_err());
    assert!(unlimited.from_str::<serde_json::Value>(&deep).is_err());
    let repeated = r#"{"a":1,"a":"#.repeat(100_000);
    let lenient = Config::lenient().limits(Limits::unlimited());
    assert!(lenient.from_str::<IgnoredAny>(&repeated).is_err());
    // What is left out at each level, within what is left out around it.
    let left_out = format!("{}1{}", r#"{"a":"#.repeat(500), r#","a":1}"#.repeat(500));
    let (value, warnings) = lenient
        .from_slice_reporting::<serde_json::Value>(left_out.as_bytes())
        .unwrap();
    assert_eq!((value, warnings.len()), (serde_json::json!({"a": 1}), 1));
}

/// The deepest document there may be fits into the stack of a test, whatever it is read into.
#[test]
fn the_deepest_documents_fit_the_stack() {
    #[derive(Debug, Deserialize)]
    struct Nested {
        a: Option<Box<Nested>>,
    }
    #[derive(Debug, Deserialize)]
    struct Lists {
        #[serde(default)]
        a: Vec<Lists>,
    }
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its depth counts")]
    struct Maps(BTreeMap<String, Maps>);
    let deep = |open: &str, inner: &str, close: &str, levels: usize| {
        format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    let most = usize::from(Limits::MAX_DEPTH) / 2;
    let objects = deep(r#"{"a":"#, "{}", "}", most - 1);
    let arrays = deep("[", "", "]", most);
    let both = deep(r#"{"a":["#, "", "]}", most / 2);
    for config in [Config::strict(), Config::lenient()] {
        let config = config.limits(Limits::unlimited());
        for document in [&objects, &arrays, &both] {
            assert!(config.from_str::<IgnoredAny>(document).is_ok());
            assert!(config.from_str::<serde_json::Value>(document).is_ok());
            assert!(config.from_str::<nvp::Value>(document).is_ok());
        }
        assert!(config.from_str::<Maps>(&objects).is_ok());
        assert_eq!(config.from_str::<Lists>(&both).unwrap().a.len(), 1);
        let mut levels = 0;
        let mut next = Some(Box::new(config.from_str::<Nested>(&objects).unwrap()));
        while let Some(level) = next {
            next = level.a;
            levels += 1;
        }
        assert_eq!(levels, most);
        for one_more in [format!("[{arrays}]"), format!("{{\"a\":{objects}}}")] {
            let error = config.from_str::<serde_json::Value>(&one_more).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Depth(512)));
        }
    }
}

#[test]
fn the_lenient_preset_repairs_and_reports() {
    let input = "\u{feff}{\"list\":[\"a\",],\"small\":1,}".as_bytes();
    let strict = json::from_slice::<Wide>(input).unwrap_err();
    assert_eq!(strict.kind(), &ErrorKind::ByteOrderMark);
    let (wide, warnings) = Config::lenient()
        .from_slice_reporting::<Wide>(input)
        .unwrap();
    assert_eq!((wide.list, wide.small), (vec!["a".to_owned()], Some(1)));
    let shown: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "skipped a byte order mark, at byte 0",
            "skipped a comma with nothing after it, at `list`, at byte 15",
            "skipped a comma with nothing after it, at byte 27",
        ]
    );
    let repeated = r#"{"small":"x","text":"a","x":{"y":1,"y":[]},"small":1}"#;
    let (wide, warnings) = Config::lenient()
        .from_slice_reporting::<Wide>(repeated.as_bytes())
        .unwrap();
    assert_eq!((wide.small, warnings.len()), (Some(1), 2));
    assert_eq!(warnings[0].span(), 9..12);
    assert_eq!(warnings[1].path(), Some("x.y"));
    assert!(Config::lenient().from_str::<Wide>("{,}").is_err());
    assert!(Config::lenient().from_str::<Wide>("{\"a\":1,,}").is_err());
}

#[test]
fn numbers_come_as_text_when_asked() {
    let input = r#"{"a":100.10,"b":[true,null,1e999]}"#;
    let config = Config::strict().text_scalars(true);
    let value: serde_json::Value = config.from_str(input).unwrap();
    assert_eq!(
        value,
        serde_json::json!({"a":"100.10","b":["true",null,"1e999"]})
    );
    refuse::<serde_json::Value>(input);
    assert_eq!(read::<serde_json::Value>("-0").to_string(), "-0.0");
}

#[test]
fn writes_what_serde_json_writes() {
    #[derive(Serialize)]
    struct Out {
        a: Option<u8>,
        b: Vec<&'static str>,
    }
    let out = Out {
        a: None,
        b: vec!["é\""],
    };
    let expected = r#"{"a":null,"b":["é\""]}"#;
    assert_eq!(json::to_string(&out).unwrap(), expected);
    assert_eq!(json::to_vec(&out).unwrap(), expected.as_bytes());
    let mut written = Vec::new();
    json::to_writer(&mut written, &out).unwrap();
    assert_eq!(written, expected.as_bytes());
    assert!(
        json::to_string_pretty(&out)
            .unwrap()
            .contains("\n  \"b\": [\n")
    );
    assert!(json::to_string(&BTreeMap::from([((1, 2), 3)])).is_err());
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::vec((".*", inner), 0..8)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_back_what_was_written(value in any_json()) {
        for text in [json::to_string(&value).unwrap(), json::to_string_pretty(&value).unwrap()] {
            let back: serde_json::Value = json::from_str(&text).unwrap();
            prop_assert_eq!(&back, &value);
            json::from_str::<IgnoredAny>(&text).unwrap();
        }
    }

    #[test]
    fn reads_nothing_that_serde_json_does_not(bytes in "[\\[\\]{}\",:0-9eE.+\\-\\\\untrfalse \u{e9}]{0,24}") {
        let ours = json::from_str::<serde_json::Value>(&bytes);
        let theirs = serde_json::from_str::<serde_json::Value>(&bytes);
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Ok(_), Err(_)) => prop_assert!(false, "{} was read", bytes),
            (Err(error), Ok(_)) => prop_assert!(
                matches!(error.kind(), ErrorKind::DuplicateName { .. }),
                "{}: {}", bytes, error
            ),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = json::from_slice::<serde_json::Value>(&bytes);
        let _ = json::from_slice::<Wide>(&bytes);
        let _ = Config::lenient().from_slice::<IgnoredAny>(&bytes);
    }

    #[test]
    fn strict_and_lenient_agree_on_good_input(value in any_json()) {
        let text = json::to_string(&value).unwrap();
        let lenient: serde_json::Value = Config::lenient().from_str(&text).unwrap();
        prop_assert_eq!(lenient, value);
    }
}

/// A struct that knows no field: everything in the document is ignored, and checked all the same.
#[derive(Deserialize)]
struct Nothing {}

/// How the suite's document, bare or inside an ignored field, fares with a config.
fn fares<'de, T: Deserialize<'de>>(config: Config, document: &'de [u8]) -> Verdict {
    let error = config.from_slice::<T>(document).err();
    if let Some(error) = &error {
        assert!(error.span().is_some(), "{error}");
    }
    Verdict(error)
}

struct Verdict(Option<paywire::Error>);

impl Verdict {
    fn read(&self) -> bool {
        self.0.is_none()
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.as_ref().map(paywire::Error::kind) {
            None => f.write_str("read"),
            Some(ErrorKind::Json(what)) => write!(f, "refused: {what}"),
            Some(ErrorKind::Limit(limit)) => write!(f, "refused: {limit}"),
            Some(kind) => write!(f, "refused: {}", kind.as_str()),
        }
    }
}

/// A document as it is met: as values with native numbers, as values with numbers as text, and as
/// something nobody wants.
struct Fared {
    native: Verdict,
    text: Verdict,
    ignored: Verdict,
}

impl Fared {
    fn new(config: Config, document: &[u8]) -> Self {
        let wrapped = [b"{\"ignored\":", document, b"\n}"].concat();
        Fared {
            native: fares::<serde_json::Value>(config, document),
            text: fares::<serde_json::Value>(config.text_scalars(true), document),
            ignored: fares::<Nothing>(config, &wrapped),
        }
    }

    fn all(&self) -> [bool; 3] {
        [&self.native, &self.text, &self.ignored].map(Verdict::read)
    }
}

#[test]
fn conformance() {
    let Some(shared) = std::env::var_os("PAYWIRE_SHARED") else {
        eprintln!("skipped: PAYWIRE_SHARED is not set");
        return;
    };
    let folder = PathBuf::from(shared).join("suites/json/test_parsing");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the suite is there")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut totals: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut named = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let document = std::fs::read(&file).unwrap();
        let strict = Fared::new(Config::strict(), &document);
        let lenient = Fared::new(Config::lenient(), &document);
        let mut count = |what, passed| {
            let total: &mut (u32, u32) = totals.entry(what).or_default();
            total.0 += u32::from(passed);
            total.1 += 1;
        };
        match name.as_bytes()[0] {
            b'y' => {
                count("y read by the strict preset", strict.all() == [true; 3]);
                count("y read by the lenient preset", lenient.all() == [true; 3]);
                if !strict.native.read() {
                    writeln!(named, "{name}: {}", strict.native).unwrap();
                }
            }
            b'n' => {
                count("n refused by the strict preset", strict.all() == [false; 3]);
                let repaired = lenient.native.read();
                count("n refused by the lenient preset", !repaired);
                if repaired {
                    writeln!(
                        named,
                        "{name}: {}, by the lenient preset read",
                        strict.native
                    )
                    .unwrap();
                }
            }
            _ => {
                let said = [
                    ("", &strict.native),
                    ("; numbers as text: ", &strict.text),
                    ("; in an ignored field: ", &strict.ignored),
                    ("; by the lenient preset: ", &lenient.text),
                ];
                let said = said.map(|(how, verdict)| (how, verdict.to_string()));
                write!(named, "{name}: {}", said[0].1).unwrap();
                if said.iter().all(|(_, verdict)| *verdict == said[0].1) {
                    named.push_str(", however it is met");
                } else {
                    named.extend(
                        said[1..]
                            .iter()
                            .map(|(how, verdict)| format!("{how}{verdict}")),
                    );
                }
                named.push('\n');
            }
        }
    }
    let mut report = String::new();
    for (what, (passed, all)) in totals {
        writeln!(report, "{what}: {passed}/{all}").unwrap();
    }
    report.push_str(&named);
    let ledger = include_str!("ledger/json.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}

#[test]
fn the_last_of_repeated_names_counts_in_lenient() {
    fn mended<'de, T: Deserialize<'de>>(input: &'de str) -> (T, Vec<String>) {
        let read = Config::lenient().from_slice_reporting(input.as_bytes());
        let (value, warnings) = read.unwrap_or_else(|error| panic!("{input}: {error}"));
        let left_out = warnings.into_iter().map(|warning| {
            let path = warning.path().unwrap_or_default().to_owned();
            format!("{path}={}", &input[warning.span()])
        });
        (value, left_out.collect())
    }
    type Map<T> = BTreeMap<String, T>;

    let (map, left_out) = mended::<Map<u8>>(r#"{"a":1,"b":2,"a":3,"\u0061":4}"#);
    assert_eq!(map, Map::from([("a".into(), 4), ("b".into(), 2)]));
    assert_eq!(left_out, ["a=1", "a=3"]);

    // As a whole, not member by member; what is within is not reported on its own.
    let input = r#"{"o":{"x":1,"x":2,},"o":{"y":3}}"#;
    let (map, left_out) = mended::<Map<Map<u8>>>(input);
    assert_eq!(map["o"], Map::from([("y".into(), 3)]));
    assert_eq!(left_out, [r#"o={"x":1,"x":2,}"#]);

    let input = r#"{"l":[{"x":1, "x": 2}, {"x":3}]}"#;
    let (map, left_out) = mended::<Map<Vec<Map<u8>>>>(input);
    assert_eq!((map["l"][0]["x"], map["l"][1]["x"]), (2, 3));
    assert_eq!(left_out, ["l(0).x=1"]);

    // Where nobody looks as well.
    let (_, left_out) = mended::<IgnoredAny>(r#"{"a":{"b":1,"b":null}}"#);
    assert_eq!(left_out, ["a.b=1"]);
    let (wide, left_out) = mended::<Wide>(r#"{"text":"A","zz":[],"text":"B","zz":{}}"#);
    assert_eq!(wide.text.as_deref(), Some("B"));
    assert_eq!(left_out, ["text=\"A\"", "zz=[]"]);

    // More names than are compared one by one.
    let many: Vec<String> = (0..100).map(|n| format!("\"n{n}\":{n}")).collect();
    let input = format!("{{{},\"n50\":7,\"n0\":8,\"n50\":9}}", many.join(","));
    let (map, left_out) = mended::<Map<u8>>(&input);
    assert_eq!((map.len(), map["n50"], map["n0"]), (100, 9, 8));
    assert_eq!(left_out, ["n0=0", "n50=50", "n50=7"]);
}

#[test]
fn what_is_left_out_is_checked_and_counted() {
    let config = Config::lenient();
    for damaged in [
        r#"{"a":tru,"a":1}"#,
        r#"{"a":"\ud800","a":"x"}"#,
        r#"{"a":1,"a":}"#,
        r#"{"a":1,"a":2"#,
    ] {
        assert!(config.from_str::<IgnoredAny>(damaged).is_err(), "{damaged}");
    }
    let limits = |limits| config.limits(limits);
    let names = r#"{"a":1,"a":2,"a":3}"#;
    let three = Limits::default().names(3);
    assert!(limits(three).from_str::<IgnoredAny>(names).is_ok());
    let error = limits(three.names(2)).from_str::<IgnoredAny>(names);
    assert_eq!(
        *error.unwrap_err().kind(),
        ErrorKind::Limit(Limit::Names(2))
    );
    let lists = r#"{"a":[1,2,3],"a":[]}"#;
    let error = limits(three.list(2)).from_str::<IgnoredAny>(lists);
    assert_eq!(*error.unwrap_err().kind(), ErrorKind::Limit(Limit::List(2)));
    let deep = r#"{"a":[[[]]],"a":1}"#;
    let error = limits(three.depth(3)).from_str::<IgnoredAny>(deep);
    assert_eq!(
        *error.unwrap_err().kind(),
        ErrorKind::Limit(Limit::Depth(3))
    );
}

/// A list can be given in no other way than as one: repeated names are no entries.
#[test]
fn no_way_leads_around_the_limit_of_a_list() {
    let config = Config::lenient().limits(Limits::default().list(3));
    let read = |input| config.from_str::<BTreeMap<String, Vec<u8>>>(input);
    assert_eq!(
        read(r#"{"a":1,"a":2,"a":3,"a":4,"a":5}"#).unwrap()["a"],
        [5]
    );
    assert!(read(r#"{"a":[1,2,3]}"#).is_ok());
    for input in [r#"{"a":[1,2,3,4]}"#, r#"{"a":[1,2,3,4],"a":[1]}"#] {
        let error = read(input).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Limit(Limit::List(3)), "{input}");
    }
}

#[test]
fn a_short_float_is_read_as_such() {
    let short: f32 = read("16777217.0000000001");
    assert_eq!(short.to_bits(), 16_777_218_f32.to_bits());
    let short: f32 = read("\"16777217.0000000001\"");
    assert_eq!(short.to_bits(), 16_777_218_f32.to_bits());
    for large in ["1e39", "-1e39", "\"1e39\"", "\"inf\"", "\"NaN\"", "\"\""] {
        refuse::<f32>(large);
    }
    refuse::<f64>("1e309");
    let long: f64 = read("1e39");
    assert_eq!(long.to_bits(), 1e39_f64.to_bits());
}
