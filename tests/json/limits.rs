//! Every limit at its value and one past it, and documents that are deep or hold themselves.

use std::collections::BTreeMap;

use paywire::json::Config;
use paywire::{Category, ErrorKind, Limit, Limits, nvp};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::refuse;

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
                .from_reader::<_, IgnoredAny>(exceeds.as_bytes())
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
