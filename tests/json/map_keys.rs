//! Keys of maps: one spelling each, so that none is lost to another that means the same.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

use paywire::{json, nvp, xml};
use serde::{Deserialize, de::DeserializeOwned};

/// Reads a map of these names from each format, and says in which it was read.
fn readers<K: Ord + DeserializeOwned>(names: &[&str]) -> Vec<&'static str> {
    #[derive(Deserialize)]
    #[serde(bound = "K: Ord + DeserializeOwned")]
    struct Holder<K> {
        m: BTreeMap<K, u8>,
    }
    let full = |read: Result<Holder<K>, paywire::Error>| {
        read.is_ok_and(|read| {
            assert_eq!(read.m.len(), names.len(), "{names:?}");
            true
        })
    };
    let mut read = Vec::new();
    let pairs: Vec<String> = names.iter().map(|name| format!("m.{name}=1")).collect();
    if full(nvp::from_str(&pairs.join("&"))) {
        read.push("nvp");
    }
    // Another order, for which the names have to be sorted first.
    let tape = format!("z=1&{}&z=1", pairs.join("&"));
    let lenient = nvp::Config::lenient();
    if full(lenient.from_str(&tape)) {
        read.push("tape");
    }
    let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
    if full(json::from_str(&format!(
        "{{\"m\":{{{}}}}}",
        members.join(",")
    ))) {
        read.push("json");
    }
    let value: Result<nvp::Value, _> = nvp::from_str(&pairs.join("&"));
    if value.is_ok_and(|value| full(nvp::from_value(&value))) {
        read.push("value");
    }
    let elements: Vec<String> = names
        .iter()
        .map(|name| format!("<{name}>1</{name}>"))
        .collect();
    if full(xml::from_str(&format!(
        "<r><m>{}</m></r>",
        elements.join("")
    ))) {
        read.push("xml");
    }
    read
}

const ALL: [&str; 5] = ["nvp", "tape", "json", "value", "xml"];
/// Names of elements are not numbers.
const NO_XML: [&str; 4] = ["nvp", "tape", "json", "value"];

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
enum Side {
    #[serde(alias = "l", alias = "left")]
    Left,
    Right,
}

#[test]
fn a_key_has_one_spelling() {
    assert_eq!(readers::<i32>(&["5", "-5", "0", "10"]), NO_XML);
    for other in ["+5", "05", "-0", "-05", "00", "5%20"] {
        assert_eq!(readers::<i32>(&[other]), [""; 0], "{other}");
        assert_eq!(readers::<i32>(&["5", other]), [""; 0], "{other}");
    }
    for other in ["+5", "05", "005"] {
        assert_eq!(readers::<u8>(&[other]), [""; 0], "{other}");
        assert_eq!(readers::<u64>(&[other]), [""; 0], "{other}");
        assert_eq!(readers::<u128>(&[other]), [""; 0], "{other}");
        assert_eq!(readers::<i128>(&[other]), [""; 0], "{other}");
    }
    assert_eq!(readers::<bool>(&["true", "false"]), ALL);
    for other in ["TRUE", "True", "FALSE"] {
        assert_eq!(readers::<bool>(&[other]), [""; 0], "{other}");
    }
    assert_eq!(readers::<bool>(&["1"]), [""; 0]);
    assert_eq!(readers::<char>(&["a", "A"]), ALL);
    assert_eq!(readers::<Option<u8>>(&["7"]), NO_XML);
    assert_eq!(readers::<Option<u8>>(&["07"]), [""; 0]);
}

#[test]
fn a_variant_has_one_key() {
    assert_eq!(readers::<Side>(&["Left", "Right"]), ALL);
    assert_eq!(readers::<Side>(&["l", "Right"]), ALL);
    assert_eq!(readers::<Side>(&["l", "Left"]), [""; 0]);
    assert_eq!(readers::<Side>(&["left", "Right", "l"]), [""; 0]);
}

#[test]
fn texts_are_keys_as_they_are() {
    assert_eq!(readers::<String>(&["a", "A", "_a"]), ALL);
    assert_eq!(readers::<String>(&["05", "5", "+5"]), NO_XML);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Rate(f64);

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Rate {}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[test]
fn a_fraction_has_one_spelling() {
    type Rates = BTreeMap<Rate, u8>;
    let read: Rates = json::from_str(r#"{"1.5":1,"2.0":2,"1e-7":3}"#).unwrap();
    assert_eq!(read.len(), 3);
    for other in ["1.50", "2", "+1.5", "0.0000001", "1E-7", "inf"] {
        let document = format!("{{\"{other}\":1}}");
        assert!(json::from_str::<Rates>(&document).is_err(), "{other}");
    }
}

#[test]
fn the_error_says_where_and_what() {
    fn told<T: Debug>(read: Result<T, impl Display>) -> String {
        read.unwrap_err().to_string()
    }
    type Lines = BTreeMap<String, BTreeMap<u32, String>>;
    insta::assert_snapshot!(
        told(nvp::from_str::<Lines>("line.1=10.00&line.01=99.00")),
        @"a key that is not in canonical form, expected u32 (write `5` for `05`, `true` for `1`) at `line.01`, byte 18"
    );
    insta::assert_snapshot!(
        told(json::from_str::<BTreeMap<i32, u8>>(r#"{"5":1,"+5":2,"05":3}"#)),
        @"a key that is not in canonical form, expected i32 (write `5` for `05`, `true` for `1`) at `+5`, line 1 column 9"
    );
    insta::assert_snapshot!(
        told(json::from_str::<BTreeMap<Side, u8>>(r#"{"Left":1,"l":2}"#)),
        @"a key that stands for the same variant as another key of this map at `l`, line 1 column 12"
    );
    insta::assert_snapshot!(
        told(nvp::from_str::<BTreeMap<u8, u8>>("x=1")),
        @"invalid value, expected u8 at `x`, byte 0"
    );
}

/// What is written is read again.
#[test]
fn keys_come_back() {
    let numbers: BTreeMap<i64, u8> = [(i64::MIN, 1), (-1, 2), (0, 3), (i64::MAX, 4)].into();
    let flags: BTreeMap<bool, u8> = [(true, 1), (false, 2)].into();
    let again: BTreeMap<i64, u8> = json::from_str(&json::to_string(&numbers).unwrap()).unwrap();
    assert_eq!(again, numbers);
    let again: BTreeMap<i64, u8> = nvp::from_str(&nvp::to_string(&numbers).unwrap()).unwrap();
    assert_eq!(again, numbers);
    let again: BTreeMap<bool, u8> = json::from_str(&json::to_string(&flags).unwrap()).unwrap();
    assert_eq!(again, flags);
    let again: BTreeMap<bool, u8> = nvp::from_str(&nvp::to_string(&flags).unwrap()).unwrap();
    assert_eq!(again, flags);
}
