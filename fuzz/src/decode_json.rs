//! Any bytes: no panic, and what is read is written and read again as the same.

use paywire::codec::{self, Config as Codec, Format};
use paywire::json::{self, Config};
use paywire::nvp::Value;
use serde::de::IgnoredAny;

/// The target.
pub fn run(data: &[u8]) {
    let strict = Config::strict().text_scalars(true);
    let lenient = Config::lenient().text_scalars(true);
    let read = strict.from_slice::<Value>(data);
    let mended = lenient.from_slice::<Value>(data);
    let ignored = strict.from_slice::<IgnoredAny>(data);
    assert_eq!(
        read.is_ok(),
        ignored.is_ok(),
        "something else where it is ignored"
    );
    if let Ok(read) = &read {
        assert_eq!(
            Some(read),
            mended.as_ref().ok(),
            "the lenient preset reads otherwise"
        );
    }
    for value in read.into_iter().chain(mended) {
        round_trip(&value);
    }
    let _ = codec::read(data, &Codec::lenient().format(Format::Json));
}

/// Writing it and reading it gives it back, and writing it again the same bytes.
fn round_trip(value: &Value) {
    let written = json::to_string(value).expect("a tree is JSON");
    let unlimited = Config::strict().limits(paywire::Limits::unlimited());
    let read: Value = unlimited
        .from_str(&written)
        .unwrap_or_else(|error| panic!("{error} in {written}"));
    assert_eq!(*value, read, "through {written}");
    assert_eq!(json::to_string(&read).expect("a tree is JSON"), written);
}
