//! What a serializer does to the buffer that it is given.

use std::collections::BTreeMap;

use paywire::nvp::{self, Serializer};
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer as _};

fn a(value: Option<u8>) -> BTreeMap<&'static str, Vec<Option<u8>>> {
    // A list entry with nothing in it cannot be written.
    BTreeMap::from([("a", vec![Some(0), value])])
}

#[test]
fn what_is_there_and_what_is_written_are_parted() {
    for (before, expected) in [
        ("", "a(0)=0&a(1)=1"),
        ("cmd=_notify-validate", "cmd=_notify-validate&a(0)=0&a(1)=1"),
        (
            "cmd=_notify-validate&",
            "cmd=_notify-validate&a(0)=0&a(1)=1",
        ),
    ] {
        let mut body = before.as_bytes().to_vec();
        a(Some(1))
            .serialize(&mut Serializer::new(&mut body))
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&body), expected);
        let pairs = [("b", "2")];
        pairs.serialize(&mut Serializer::new(&mut body)).unwrap();
        assert_eq!(String::from_utf8(body).unwrap(), format!("{expected}&b=2"));
    }
    // Nothing is parted from nothing.
    let mut body = b"x=1".to_vec();
    let none = BTreeMap::<&str, u8>::new();
    none.serialize(&mut Serializer::new(&mut body)).unwrap();
    ().serialize(&mut Serializer::new(&mut body)).unwrap();
    assert_eq!(body, b"x=1");
}

#[test]
fn long_names_are_parted_too() {
    let (name, value) = ("n".repeat(200), "v".repeat(200));
    let mut body = b"x=1".to_vec();
    BTreeMap::from([(&name, &value)])
        .serialize(&mut Serializer::new(&mut body))
        .unwrap();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        format!("x=1&{name}={value}")
    );
}

/// Writes some of a map, and then fails by itself.
struct Undecided;

impl Serialize for Undecided {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("half", "done")?;
        Err(S::Error::custom("changed its mind"))
    }
}

#[test]
fn of_a_value_that_failed_nothing_is_left() {
    let mut body = b"x=1".to_vec();
    let mut serializer = Serializer::new(&mut body);
    assert!(a(None).serialize(&mut serializer).is_err());
    assert!(Undecided.serialize(&mut serializer).is_err());
    assert!(
        [("p", Some(1)), ("q", None)]
            .serialize(&mut serializer)
            .is_err()
    );
    assert!(
        BTreeMap::from([("c.d", 1)])
            .serialize(&mut serializer)
            .is_err()
    );
    assert!(
        BTreeMap::from([("o", BTreeMap::from([("$text", [1])]))])
            .serialize(&mut serializer)
            .is_err()
    );
    assert!(serializer.serialize_str("x").is_err());
    a(Some(1)).serialize(&mut serializer).unwrap();
    assert!(Undecided.serialize(&mut serializer).is_err());
    assert_eq!(String::from_utf8(body).unwrap(), "x=1&a(0)=0&a(1)=1");

    let mut fresh = Vec::new();
    assert!(
        Undecided
            .serialize(&mut Serializer::new(&mut fresh))
            .is_err()
    );
    assert!(fresh.is_empty());
}

#[test]
fn bytes_that_are_no_text_are_refused_as_a_value() {
    let bytes = BTreeMap::from([("a", [serde_bytes::ByteBuf::from(b"\xff".to_vec())])]);
    assert_eq!(nvp::to_string(&bytes).unwrap(), "a(0)=%FF");
    let error = nvp::to_value(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "bytes that are not UTF-8, which a `Value` cannot hold at `a(0)`"
    );
    assert_eq!(error.span(), None);
}
