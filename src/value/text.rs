//! What the texts of several value types have in common.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, EnumAccess, Visitor};

use crate::scalar::DECIMAL;

/// The text without XML white space around it: what `whiteSpace="collapse"` leaves of a text
/// that has none inside.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// A character of the input in an error message: on one line and visible.
pub(super) struct Shown(pub(super) char);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' '..='~' => write!(f, "`{}`", self.0),
            other => write!(f, "`{}`", other.escape_debug()),
        }
    }
}

/// Reads a value that takes any text: from a string, or from an integer by its digits where the
/// format has those.
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

/// The same for a vocabulary: who asks what variants there are, as of an enum, is told its words.
pub(super) fn with_words<'de, D, T>(
    deserializer: D,
    expecting: &'static str,
    words: &'static [&'static str],
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    deserializer.deserialize_str(AnyText {
        expecting,
        words,
        value: PhantomData,
    })
}

/// As [`deserialize`], for a text with a decimal number in it.
pub(super) fn decimal<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    let words = &[];
    let value = PhantomData;
    deserializer.deserialize_newtype_struct(
        DECIMAL,
        AnyText {
            expecting,
            words,
            value,
        },
    )
}

struct AnyText<T> {
    expecting: &'static str,
    words: &'static [&'static str],
    value: PhantomData<T>,
}

impl<'de, T: for<'a> From<&'a str> + From<String>> Visitor<'de> for AnyText<T> {
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

    /// A decimal number of a format that makes nothing of it.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_str(self)
    }

    /// No format comes here after it was asked for a text; what describes types does.
    fn visit_enum<A: EnumAccess<'de>>(self, _variant: A) -> Result<T, A::Error> {
        Err(de::Error::unknown_variant("", self.words))
    }
}
