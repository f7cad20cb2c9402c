//! What the lenient preset mends, and that it tells of it.

use std::collections::BTreeMap;

use paywire::json::{self, Config};
use paywire::{ErrorKind, Limit, Limits};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::wide::Wide;

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
            "skipped a trailing comma, at `list`, at byte 15",
            "skipped a trailing comma, at byte 27",
        ]
    );
    let repeated = r#"{"small":"x","text":"a","x":{"y":1,"y":[]},"small":1}"#;
    let (wide, warnings) = Config::lenient()
        .from_slice_reporting::<Wide>(repeated.as_bytes())
        .unwrap();
    assert_eq!((wide.small, warnings.len()), (Some(1), 2));
    assert_eq!(warnings[0].span(), Some(9..12));
    assert_eq!(warnings[1].path(), Some("x.y"));
    assert!(Config::lenient().from_str::<Wide>("{,}").is_err());
    assert!(Config::lenient().from_str::<Wide>("{\"a\":1,,}").is_err());
}

#[test]
fn the_last_of_repeated_names_counts_in_lenient() {
    fn mended<'de, T: Deserialize<'de>>(input: &'de str) -> (T, Vec<String>) {
        let read = Config::lenient().from_slice_reporting(input.as_bytes());
        let (value, warnings) = read.unwrap_or_else(|error| panic!("{input}: {error}"));
        let left_out = warnings.into_iter().map(|warning| {
            let path = warning.path().unwrap_or_default().to_owned();
            format!("{path}={}", &input[warning.left_out().unwrap()])
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
