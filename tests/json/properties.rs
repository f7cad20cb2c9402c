//! What holds for every value and every body.

use paywire::ErrorKind;
use paywire::json::{self, Config};
use proptest::prelude::*;
use serde::de::IgnoredAny;

use crate::wide::Wide;

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
