//! Texts and numbers as written by tools that export HAR.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A JSON string that may be invalid: unpaired surrogates and bytes that are not UTF-8 are kept
/// until it is read as a [string](JsonText::string) or as [content](JsonText::content).
#[derive(Default)]
pub(super) struct JsonText<'a>(Cow<'a, [u8]>);

impl JsonText<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The unescaped bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text with U+FFFD for invalid parts, and whether there were any.
    pub(super) fn string(self) -> (String, bool) {
        match String::from_utf8(self.0.into_owned()) {
            Ok(text) => (text, false),
            Err(error) => {
                let bytes = mended(error.into_bytes());
                (String::from_utf8_lossy(&bytes).into_owned(), true)
            }
        }
    }

    /// The bytes of the text, with U+FFFD for unpaired surrogates, as a browser sends them, and
    /// whether there were any.
    pub(super) fn content(self) -> (Vec<u8>, bool) {
        let bytes = self.0.into_owned();
        if std::str::from_utf8(&bytes).is_ok() {
            return (bytes, false);
        }
        (mended(bytes), true)
    }
}

/// Replaces unpaired surrogates: they are three bytes long, as is U+FFFD.
fn mended(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xed, &bytes[at..]) {
        at += found;
        if let Some(half @ [_, 0xa0..=0xbf, _]) = bytes.get_mut(at..at + 3) {
            half.copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 1;
    }
    bytes
}

impl<'de: 'a, 'a> Deserialize<'de> for JsonText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsBytes;

        impl<'de> Visitor<'de> for AsBytes {
            type Value = JsonText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Borrowed(bytes)))
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Owned(bytes.to_vec())))
            }
        }

        // When asked for bytes, serde_json accepts unpaired surrogates and does not check UTF-8.
        deserializer.deserialize_bytes(AsBytes)
    }
}

/// A value that tools write with varying types.
pub(super) enum HarValue<'a> {
    JsonText(Cow<'a, str>),
    Number(f64),
    Other,
}

impl HarValue<'_> {
    /// A whole number, written as an integer, a decimal or a string.
    pub(super) fn number(&self) -> Option<i64> {
        let number = match self {
            HarValue::Number(number) => *number,
            HarValue::JsonText(text) => return text.trim().parse().ok(),
            HarValue::Other => return None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a size or a status, or it is nonsense"
        )]
        let whole = number as i64;
        Some(whole)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            HarValue::JsonText(text) => Some(text),
            HarValue::Number(_) | HarValue::Other => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for HarValue<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        #[expect(
            clippy::cast_precision_loss,
            reason = "a size or a status, or it is nonsense"
        )]
        impl<'de> Visitor<'de> for Any {
            type Value = HarValue<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<HarValue<'de>, E> {
                Ok(HarValue::JsonText(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<HarValue<'de>, E> {
                Ok(HarValue::JsonText(Cow::Owned(text.to_owned())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<HarValue<'de>, E> {
                Ok(HarValue::Number(number as f64))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<HarValue<'de>, E> {
                Ok(HarValue::Number(number as f64))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<HarValue<'de>, E> {
                Ok(HarValue::Number(number))
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<HarValue<'de>, E> {
                Ok(HarValue::Other)
            }

            fn visit_unit<E: Error>(self) -> Result<HarValue<'de>, E> {
                Ok(HarValue::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<HarValue<'de>, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(HarValue::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HarValue<'de>, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(HarValue::Other)
            }
        }

        deserializer.deserialize_any(Any)
    }
}
