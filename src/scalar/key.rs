//! Names as the keys of maps.
//!
//! Of two keys that are equal a map keeps one entry, and nobody hears of the other. So a key has one
//! spelling, whatever its type: the one that is written. A format that has seen that no name stands
//! twice has then seen that no key does.

use std::any::type_name;
use std::hash::{Hash, Hasher};
use std::mem;

use serde::de::{self, DeserializeSeed, Deserializer, Expected, Visitor};
use serde::forward_to_deserialize_any;

use super::{Nothing, Scalar, not_a};
use crate::error::{Error, ErrorKind};

/// The name of a field or map entry.
///
/// Its text is what any [`Scalar`] is. As a number it has no `+`, no leading zeros and no digits that
/// say nothing, as a boolean it is `true` or `false`, and a variant that a map has had already is an
/// error, under whichever of its names.
pub(crate) struct Key<'de, 's, 'm> {
    text: Scalar<'de, 's>,
    met: Option<&'m mut Met>,
}

impl<'de, 's, 'm> Key<'de, 's, 'm> {
    /// The name of an entry of the map that has had these variants.
    #[inline]
    pub(crate) fn new(text: Scalar<'de, 's>, met: &'m mut Met) -> Self {
        let met = Some(met);
        Key { text, met }
    }
}

#[cold]
fn unusual(expected: &dyn Expected) -> Error {
    let what = format!(
        "a key that is not written the usual way, expected {expected} (`5` and not `05`, `true` and not `1`)"
    );
    Error::new(ErrorKind::InvalidValue(what.into()))
}

macro_rules! numbers {
    ($($method:ident $visit:ident $ty:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let text = self.text.as_str();
            match text.parse::<$ty>() {
                Ok(number) if itoa::Buffer::new().format(number) == text => visitor.$visit(number),
                Ok(_) => Err(unusual(&visitor)),
                Err(_) => Err(not_a(&visitor)),
            }
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $visit:ident $ty:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let text = self.text.as_str();
            match text.parse::<$ty>() {
                Ok(number) if serde_json::to_string(&number).is_ok_and(|own| own == text) => {
                    visitor.$visit(number)
                }
                Ok(number) if number.is_finite() => Err(unusual(&visitor)),
                _ => Err(not_a(&visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de, '_, '_> {
    type Error = Error;

    #[inline(always)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.visit(visitor)
    }

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
        match self.text.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(unusual(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.deserialize_unit(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.text.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

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

impl<'de> de::EnumAccess<'de> for Key<'de, '_, '_> {
    type Error = Error;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Nothing), Error> {
        let Some(met) = self.met else {
            return Err(de::Error::custom("a variant as a key where none can be"));
        };
        let variant = seed.deserialize(self.text)?;
        met.meet(&variant)?;
        Ok((variant, Nothing))
    }
}

/// The variants that a map has had as keys.
///
/// Nearly no map has any, and what reads one lies on the stack once for each level of a message: so
/// it is no more than a pointer.
#[derive(Debug, Default)]
pub(crate) struct Met(Option<Box<Variant>>);

#[derive(Debug)]
struct Variant {
    number: u64,
    before: Met,
}

impl Met {
    fn meet<T>(&mut self, variant: &T) -> Result<(), Error> {
        // What serde derives tells variants apart by an enum of this name. What others make of a
        // variant's name may be equal without being the same, as is a text.
        if !type_name::<T>().ends_with("::__Field") {
            return Ok(());
        }
        let mut number = Number(0);
        mem::discriminant(variant).hash(&mut number);
        let number = number.0;
        let mut met = &self.0;
        while let Some(variant) = met {
            if variant.number == number {
                let what = "a key that means the same as another one of this map";
                return Err(Error::new(ErrorKind::InvalidValue(what.into())));
            }
            met = &variant.before.0;
        }
        let before = mem::take(self);
        self.0 = Some(Box::new(Variant { number, before }));
        Ok(())
    }
}

/// Takes the one number that is hashed.
struct Number(u64);

impl Hasher for Number {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The name of a field or map entry that stands in the input as it is meant.
///
/// It is what a [`Key`] is. But that goes through memory, and most names are only compared with
/// those of fields.
pub(crate) struct PlainName<'de, 'm> {
    text: &'de str,
    met: Option<&'m mut Met>,
}

impl<'de, 'm> PlainName<'de, 'm> {
    #[inline(always)]
    pub(crate) fn new(text: &'de str, met: &'m mut Met) -> Self {
        let met = Some(met);
        PlainName { text, met }
    }

    /// A name that is no variant: where one is asked for, it is an error.
    #[inline(always)]
    pub(crate) fn no_variant(text: &'de str) -> Self {
        PlainName { text, met: None }
    }

    fn key(self) -> Key<'de, 'de, 'm> {
        Key {
            text: Scalar::Borrowed(self.text),
            met: self.met,
        }
    }
}

macro_rules! as_key {
    ($($method:ident($($name:ident: $ty:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($name: $ty,)* visitor: V) -> Result<V::Value, Error> {
            self.key().$method($($name,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for PlainName<'de, '_> {
    type Error = Error;

    #[inline(always)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text)
    }

    as_key! {
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
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

    forward_to_deserialize_any! {
        char str string bytes byte_buf seq tuple tuple_struct map struct identifier ignored_any
    }
}
