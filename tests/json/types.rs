//! What Rust types read out of JSON as payment APIs send it, and what they are written as.

use std::borrow::Cow;
use std::collections::BTreeMap;

use paywire::json::{self, Config};
use serde::{Deserialize, Serialize};

use crate::wide::{Parameter, Unit, Wide};
use crate::{read, refuse};

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
