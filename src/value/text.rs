//! Helpers for value types that are texts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, EnumAccess, Visitor};

use crate::scalar::DECIMAL;

/// The text without XML whitespace around it: `whiteSpace="collapse"` for a text without whitespace
/// inside.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// A character of the input for an error message: on one line and visible.
pub(super) struct Shown(pub(super) char);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' '..='~' => write!(f, "`{}`", self.0),
            other => write!(f, "`{}`", other.escape_debug()),
        }
    }
}

/// Deserializes a value that accepts any text: from a string, or from an integer by its digits if
/// the format has integers.
pub(super) fn deserialize<'de, D, T>(
    deserializer: D,
    expecting: &'static str,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    with_words(deserializer, expecting, &[])
}

/// Deserializes a vocabulary's word. `words` are passed like the variants of an enum, for
/// deserializers that describe types.
pub(super) fn with_words<'de, D, T>(
    deserializer: D,
    expecting: &'static str,
    words: &'static [&'static str],
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    deserializer.deserialize_str(TextVisitor {
        expecting,
        words,
        value: PhantomData,
    })
}

/// Like [`deserialize`], for a text with a decimal number in it.
pub(super) fn decimal<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    let words = &[];
    let value = PhantomData;
    deserializer.deserialize_newtype_struct(
        DECIMAL,
        TextVisitor {
            expecting,
            words,
            value,
        },
    )
}

struct TextVisitor<T> {
    expecting: &'static str,
    words: &'static [&'static str],
    value: PhantomData<T>,
}

impl<'de, T: for<'a> From<&'a str> + From<String>> Visitor<'de> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
        Ok(T::from(text))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        Ok(T::from(itoa::Buffer::new().format(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        Ok(T::from(itoa::Buffer::new().format(number)))
    }

    /// A decimal number from a format that treats it as any newtype.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_str(self)
    }

    /// Formats never call this after a request for a text; a deserializer that describes types
    /// does.
    fn visit_enum<A: EnumAccess<'de>>(self, _variant: A) -> Result<T, A::Error> {
        Err(de::Error::unknown_variant("", self.words))
    }
}
