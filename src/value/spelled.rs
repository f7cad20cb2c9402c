//! Reads values that may come as a string or as a literal.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::scalar::{Exponent, SPELLED, SPELLED_DECIMAL, without_exponent};

/// A type that keeps a text and the form in which it came.
pub(super) trait Spelled: Sized {
    /// What an error message says was expected.
    const EXPECTING: &'static str;
    /// Whether it is a decimal number, whose exponent a lenient reader writes out.
    const DECIMAL: bool;

    /// Converts a text, if it is valid. `literal` says that it had no quotes.
    fn of_spelled(text: &str, literal: bool) -> Option<Self>;
}

/// Reads a value from a string or a literal.
///
/// Formats that do not know [`SPELLED`] get `deserialize_any`: only so do they pass a number if
/// they have numbers, and a text otherwise.
pub(super) fn deserialize<'de, T: Spelled, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let name = if T::DECIMAL { SPELLED_DECIMAL } else { SPELLED };
    deserializer.deserialize_newtype_struct(name, SpelledVisitor(PhantomData))
}

struct SpelledVisitor<T>(PhantomData<T>);

fn made<T: Spelled, E: de::Error>(text: &str, literal: bool) -> Result<T, E> {
    T::of_spelled(text, literal).ok_or_else(|| {
        let mut wrong = format!("not {}", T::EXPECTING);
        if let Exponent::WrittenOut(digits) = without_exponent(text)
            && T::DECIMAL
            && T::of_spelled(&digits, literal).is_some()
        {
            wrong.push_str(
                ": it has an exponent (write out the digits; the lenient preset reads it)",
            );
        }
        E::custom(wrong)
    })
}

macro_rules! literals {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method<E: de::Error>(self, value: $ty) -> Result<T, E> {
            made(&value.to_string(), true)
        }
    )*};
}

impl<'de, T: Spelled> Visitor<'de> for SpelledVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTING)
    }

    literals! {
        visit_bool bool;
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<T, E> {
        // `1000.0` keeps its `.0`, so that it is not taken for an integer.
        made(&format!("{value:?}"), true)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        made(text, false)
    }

    /// A literal in JSON; see [`SPELLED`].
    fn visit_some<D: Deserializer<'de>>(self, literal: D) -> Result<T, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(literal)?;
        made(&text, true)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_any(self)
    }
}
