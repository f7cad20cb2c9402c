//! Any value of a set of Rust types: writing it and reading it gives it back, or writing says no.

use std::collections::BTreeMap;
use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use paywire::Limits;
use paywire::nvp::Config;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What can always be written.
#[derive(Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
struct Plain {
    text: String,
    flag: bool,
    small: i8,
    large: u64,
    wide: i128,
    letter: char,
    unit: Colour,
    absent: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    inner: Vec<Inner>,
    pair: (u8, String),
}

#[derive(Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
struct Inner {
    #[serde(rename = "$text")]
    own: Option<String>,
    #[serde(rename = "@name")]
    name: Option<String>,
    n: u16,
}

#[derive(Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
enum Colour {
    Red,
    #[serde(rename = "light green")]
    LightGreen,
}

/// What may be refused because it could not be read back: odd map keys, empty things in lists.
#[derive(Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
struct Odd {
    #[serde(default)]
    map: BTreeMap<String, String>,
    #[serde(default)]
    numbers: BTreeMap<u16, bool>,
    #[serde(default)]
    holes: Vec<Option<u8>>,
    #[serde(default)]
    lists: Vec<Vec<u8>>,
    choice: Option<Choice>,
}

#[derive(Debug, PartialEq, Arbitrary, Serialize, Deserialize)]
enum Choice {
    Unit,
    Newtype(String),
    Tuple(i16, bool),
    Struct { x: Option<u8>, y: String },
}

/// The target.
pub fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    if let Ok(plain) = Plain::arbitrary(&mut bytes) {
        assert!(round_trip(&plain), "not written: {plain:?}");
    }
    if let Ok(odd) = Odd::arbitrary(&mut bytes) {
        round_trip(&odd);
    }
}

/// Whether the value could be written. If so it must read back equal.
fn round_trip<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) -> bool {
    let config = Config::strict().limits(Limits::unlimited());
    let Ok(written) = config.to_string(value) else {
        return false;
    };
    let read: T = config
        .from_str(&written)
        .unwrap_or_else(|error| panic!("{error} in {written}"));
    assert_eq!(*value, read, "through {written}");
    true
}
