//! Texts and numbers, as the tools that write HAR spell them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text, which need not be one: escapes of half a surrogate pair and bytes that are not UTF-8 are
/// kept until somebody wants it as a [string](Text::string) or as [content](Text::content).
#[derive(Default)]
pub(super) struct Text<'a>(Cow<'a, [u8]>);

impl Text<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands there, once escapes were undone.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text with U+FFFD for what is none, and whether there was such.
    pub(super) fn string(self) -> (String, bool) {
        match String::from_utf8(self.0.into_owned()) {
            Ok(text) => (text, false),
            Err(error) => {
                let bytes = mended(error.into_bytes());
                (String::from_utf8_lossy(&bytes).into_owned(), true)
            }
        }
    }

    /// The bytes of a text: each half of a surrogate pair has become U+FFFD, as it does when a browser
    /// sends it. And whether there was such.
    pub(super) fn content(self) -> (Vec<u8>, bool) {
        let bytes = self.0.into_owned();
        if std::str::from_utf8(&bytes).is_ok() {
            return (bytes, false);
        }
        (mended(bytes), true)
    }
}

/// Half a surrogate pair is three bytes, and so is U+FFFD.
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

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsBytes;

        impl<'de> Visitor<'de> for AsBytes {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(bytes)))
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(bytes.to_vec())))
            }
        }

        // Asked for bytes, serde_json neither refuses half a surrogate pair nor checks UTF-8.
        deserializer.deserialize_bytes(AsBytes)
    }
}

/// What should be of one type, and is not always.
pub(super) enum Loose<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Other,
}

impl Loose<'_> {
    /// A whole number, written as one, with a point, or as a text.
    pub(super) fn number(&self) -> Option<i64> {
        let number = match self {
            Loose::Number(number) => *number,
            Loose::Text(text) => return text.trim().parse().ok(),
            Loose::Other => return None,
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
            Loose::Text(text) => Some(text),
            Loose::Number(_) | Loose::Other => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        #[expect(
            clippy::cast_precision_loss,
            reason = "a size or a status, or it is nonsense"
        )]
        impl<'de> Visitor<'de> for Any {
            type Value = Loose<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Loose<'de>, E> {
                Ok(Loose::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Loose<'de>, E> {
                Ok(Loose::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Loose<'de>, E> {
                Ok(Loose::Number(number as f64))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Loose<'de>, E> {
                Ok(Loose::Number(number as f64))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Loose<'de>, E> {
                Ok(Loose::Number(number))
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<Loose<'de>, E> {
                Ok(Loose::Other)
            }

            fn visit_unit<E: Error>(self) -> Result<Loose<'de>, E> {
                Ok(Loose::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose<'de>, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Loose::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose<'de>, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Loose::Other)
            }
        }

        deserializer.deserialize_any(Any)
    }
}
