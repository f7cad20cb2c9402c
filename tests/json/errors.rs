//! What is refused, in which words, and where the error points.

use paywire::ErrorKind;
use serde::de::IgnoredAny;

use crate::wide::Wide;
use crate::{read, refuse};

#[test]
fn errors_say_what_and_where_and_never_the_value() {
    let cases: &[(&str, &str)] = &[
        (
            r#"{"inner":{"small":"300"}}"#,
            "invalid value, expected u8 at `inner.small`, line 1 column 19",
        ),
        (
            r#"{"small":"x4111"}"#,
            "invalid value, expected u8 at `small`, line 1 column 10",
        ),
        (
            "{\n \"number\": 1.5}",
            "invalid value, expected i64 at `number`, line 2 column 12",
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
            "invalid value, expected a boolean at `flag`, line 1 column 9",
        ),
        (
            r#"{"unit":"x4111"}"#,
            "unknown value, expected one of `1`, `true`, `Named`, `Pair`, `Fields` at `unit`, line 1 column 9",
        ),
        (
            r#"{"float":"inf"}"#,
            "invalid value, expected f64 at `float`, line 1 column 10",
        ),
        (
            r#"{"text":"a","x":1,"text":"b"}"#,
            "duplicate name (first at byte 2; send one, or set which one counts) at `text`, line 1 column 20",
        ),
        (
            r#"{"list":["a","b"],}"#,
            "trailing comma (the lenient preset reads it), line 1 column 18",
        ),
        (
            r#"{"list":["a" "b"]}"#,
            "expected `,` or `]` at `list`, line 1 column 14",
        ),
        (
            r#"{"text":"a"#,
            "unexpected end of input at `text`, line 1 column 11",
        ),
        (
            r#"{"text":"\ud800"}"#,
            "lone surrogate in a `\\u` escape at `text`, line 1 column 10",
        ),
        (
            r#"{"text":treu}"#,
            "expected a value (`true`, `false` and `null` are the only words) at `text`, line 1 column 11",
        ),
        (
            "{} x",
            "unexpected characters after the document at line 1 column 4",
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
