//! Reading a single text as whatever type is asked for, as formats do in which every value is text.

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

mod decimal;
mod key;

use crate::error::{Error, ErrorKind};
pub(crate) use decimal::{DECIMAL, Exponent, SPELLED_DECIMAL, is_decimal, without_exponent};
pub(crate) use key::{Key, Met, PlainName};

/// The name of a newtype around a single value that wants to know how the value was spelled.
///
/// A format that tells texts from literals (JSON) gives such a newtype the text of a string by
/// `visit_str`, and the text of a literal (a number, `true`, `false`) inside `visit_some`. Other formats
/// know nothing of it and give the value as to any newtype.
pub(crate) const SPELLED: &str = "$paywire::spelled";

/// The name of a newtype around the text of a literal of JSON that no number of 64 bits is.
///
/// JSON writes the literal; to other formats it is a text.
pub(crate) const LITERAL: &str = "$paywire::literal";

/// The name of a newtype around a text that is a document of its own.
///
/// What stands around a writer knows by it that a text has an inside, and that whatever is to be
/// added there is in the text already.
pub(crate) const EMBEDDED: &str = "$paywire::embedded";

/// The name of a newtype around a struct that also comes as a bare list.
///
/// JSON gives it the list, which in the place of any other struct is a mistake.
pub(crate) const LISTED: &str = "$paywire::listed";

/// The name of a newtype around a value that must not be shown.
///
/// Formats know nothing of it and write the value as that of any newtype. Who walks a message to
/// show it knows by it what to hide, whatever the field is called.
pub(crate) const SECRET: &str = "$paywire::secret";

/// A decoded value: borrowed from the input, or living until the next one is decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scalar<'de, 's> {
    Borrowed(&'de str),
    Transient(&'s str),
}

impl<'de> Scalar<'de, '_> {
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Scalar::Borrowed(text) | Scalar::Transient(text) => text,
        }
    }

    #[inline(always)]
    pub(crate) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Scalar::Borrowed(text) => visitor.visit_borrowed_str(text),
            Scalar::Transient(text) => visitor.visit_str(text),
        }
    }
}

#[cold]
fn not_a(expected: &dyn de::Expected) -> Error {
    let what = format!("not a value of the type, expected {expected}");
    Error::new(ErrorKind::InvalidValue(what.into()))
}

macro_rules! numbers {
    ($($method:ident $visit:ident $ty:ty;)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.as_str().parse::<$ty>() {
                Ok(number) => visitor.$visit(number),
                Err(_) => Err(not_a(&visitor)),
            }
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $visit:ident $ty:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            // The only texts that are no finite number but parse are names of one, or too large.
            match self.as_str().parse::<$ty>() {
                Ok(number) if number.is_finite() => visitor.$visit(number),
                _ => Err(not_a(&visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Scalar<'de, '_> {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i64 i64;
        deserialize_i16 visit_i64 i64;
        deserialize_i32 visit_i64 i64;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u64 u64;
        deserialize_u16 visit_u64 u64;
        deserialize_u32 visit_u64 u64;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    floats! {
        deserialize_f32 visit_f32 f32;
        deserialize_f64 visit_f64 f64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.as_str() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            text if text.eq_ignore_ascii_case("true") => visitor.visit_bool(true),
            text if text.eq_ignore_ascii_case("false") => visitor.visit_bool(false),
            _ => Err(not_a(&visitor)),
        }
    }

    #[inline(always)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.as_str().is_empty() {
            visitor.visit_unit()
        } else {
            Err(de::Error::invalid_type(Unexpected::Str(""), &visitor))
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// A variant's name alone: a unit variant, or one with nothing in it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> de::EnumAccess<'de> for Scalar<'de, '_> {
    type Error = Error;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Nothing), Error> {
        Ok((seed.deserialize(self)?, Nothing))
    }
}

/// What stands where nothing was written: `None`, the unit, an empty list or map.
pub(crate) struct Nothing;

impl<'de> Deserializer<'de> for Nothing {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::Unit, &visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let empty: [u8; 0] = [];
        visitor.visit_seq(de::value::SeqDeserializer::new(empty.into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let empty: [(u8, u8); 0] = [];
        visitor.visit_map(de::value::MapDeserializer::new(empty.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        enum identifier
    }
}

impl<'de> de::VariantAccess<'de> for Nothing {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }
}

impl<'de> IntoDeserializer<'de, Error> for Scalar<'de, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
