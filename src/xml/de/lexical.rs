//! Values in the spelling of XML Schema, where that is not the one of Rust.

use serde::de::{self, Deserializer, Visitor};

use crate::error::{Error, ErrorKind, Limit};
use crate::scalar::Scalar;
use crate::xml::chars::{self, is_space};

/// A text without white space around it, read as XML Schema spells values.
pub(super) struct Lexical<'de, 's>(pub(super) Scalar<'de, 's>);

const BOOLEAN: &str =
    "not a boolean (write `true` or `false`; the lenient preset reads other letter cases)";

/// Whether a text is a boolean only in other letters than XML has for it.
pub(super) fn is_odd_boolean(text: &str) -> bool {
    let odd = |word: &str| text != word && text.eq_ignore_ascii_case(word);
    odd("true") || odd("false")
}

#[cold]
pub(super) fn odd_boolean() -> Error {
    Error::new(ErrorKind::InvalidValue(BOOLEAN.into()))
}

/// The floats that are no numbers, by their names in XML.
fn named(text: &str) -> Option<f64> {
    Some(match text {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        "NaN" => f64::NAN,
        _ => return None,
    })
}

macro_rules! forward {
    ($($method:ident($($arg:ident: $ty:ty),*))*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($arg: $ty,)* visitor: V) -> Result<V::Value, Error> {
            self.0.$method($($arg,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Lexical<'de, '_> {
    type Error = Error;

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if is_odd_boolean(self.0.as_str()) {
            return Err(odd_boolean());
        }
        self.0.deserialize_bool(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match named(self.0.as_str()) {
            #[expect(clippy::cast_possible_truncation, reason = "none of them is a number")]
            Some(float) => visitor.visit_f32(float as f32),
            None => self.0.deserialize_f32(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match named(self.0.as_str()) {
            Some(float) => visitor.visit_f64(float),
            None => self.0.deserialize_f64(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward! {
        deserialize_any() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_u128() deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf() deserialize_unit() deserialize_seq()
        deserialize_map() deserialize_identifier() deserialize_ignored_any()
        deserialize_unit_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }
}

/// The entries of a list in one text, `xs:list`: what white space stands between.
pub(super) struct Words<'de, 's> {
    left: Scalar<'de, 's>,
    /// How many there may still be.
    room: u32,
    most: u32,
}

impl<'de, 's> Words<'de, 's> {
    pub(super) fn new(text: Scalar<'de, 's>, most: u32) -> Self {
        Words {
            left: text,
            room: most,
            most,
        }
    }

    /// Reads all of them with a visitor.
    pub(super) fn read<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_seq(&mut self)?;
        match self.next() {
            Some(_) => Err(Error::new(ErrorKind::TrailingElements)),
            None => Ok(value),
        }
    }

    fn next(&mut self) -> Option<Scalar<'de, 's>> {
        fn cut(text: &str) -> (&str, &str) {
            let text = chars::trim(text);
            let end = text.bytes().position(is_space).unwrap_or(text.len());
            text.split_at(end)
        }
        let (word, left) = match self.left {
            Scalar::Borrowed(text) => {
                let (word, left) = cut(text);
                (Scalar::Borrowed(word), Scalar::Borrowed(left))
            }
            Scalar::Transient(text) => {
                let (word, left) = cut(text);
                (Scalar::Transient(word), Scalar::Transient(left))
            }
        };
        self.left = left;
        (!word.as_str().is_empty()).then_some(word)
    }
}

impl<'de> de::SeqAccess<'de> for Words<'de, '_> {
    type Error = Error;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(word) = self.next() else {
            return Ok(None);
        };
        match self.room.checked_sub(1) {
            Some(room) => self.room = room,
            None => return Err(Error::new(ErrorKind::Limit(Limit::List(self.most)))),
        }
        seed.deserialize(Lexical(word)).map(Some)
    }
}
