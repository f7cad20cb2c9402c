//! What types meet: a deserializer, and what it gives their visitors.

use std::any::type_name;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Ask, Done, Entries, Found, Members, Planted, Source, Taker, Variant, misused};
use crate::erased::fault::Fault;

/// The deserializer that types meet.
pub(crate) struct Reading<'a, 'de>(pub(crate) &'a mut dyn Source<'de>);

macro_rules! ask {
    ($($method:ident($($name:ident: $ty:ty),*) $ask:expr;)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($name: $ty,)* visitor: V) -> Result<V::Value, Fault> {
            let mut slot = Slot::new(visitor);
            let read = self.0.read($ask, &mut slot);
            slot.made(read)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reading<'_, 'de> {
    type Error = Fault;

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    ask! {
        deserialize_any() Ask::Any;
        deserialize_bool() Ask::Bool;
        deserialize_i8() Ask::I8;
        deserialize_i16() Ask::I16;
        deserialize_i32() Ask::I32;
        deserialize_i64() Ask::I64;
        deserialize_i128() Ask::I128;
        deserialize_u8() Ask::U8;
        deserialize_u16() Ask::U16;
        deserialize_u32() Ask::U32;
        deserialize_u64() Ask::U64;
        deserialize_u128() Ask::U128;
        deserialize_f32() Ask::F32;
        deserialize_f64() Ask::F64;
        deserialize_char() Ask::Char;
        deserialize_str() Ask::Str;
        deserialize_string() Ask::String;
        deserialize_bytes() Ask::Bytes;
        deserialize_byte_buf() Ask::ByteBuf;
        deserialize_option() Ask::Option;
        deserialize_unit() Ask::Unit;
        deserialize_unit_struct(name: &'static str) Ask::UnitStruct(name);
        deserialize_newtype_struct(name: &'static str) Ask::NewtypeStruct(name);
        deserialize_seq() Ask::Seq;
        deserialize_tuple(length: usize) Ask::Tuple(length);
        deserialize_tuple_struct(name: &'static str, length: usize) Ask::TupleStruct(name, length);
        deserialize_map() Ask::Map;
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
            Ask::Struct(name, fields);
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
            Ask::Enum(name, variants);
        deserialize_ignored_any() Ask::IgnoredAny;
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let mut name = Name::None;
        self.0.read(Ask::Identifier, &mut name)?;
        name.show(visitor)
    }
}

/// The name of a field or variant, kept for whoever asked for it.
///
/// There are as many askers as structs, and each is only told a name. This is less than one
/// [`Taker`] for each.
enum Name<'de> {
    None,
    Borrowed(&'de str),
    Text(String),
    Bytes(Vec<u8>),
    Index(u64),
}

impl<'de> Name<'de> {
    #[inline]
    fn show<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Name::Borrowed(name) => visitor.visit_borrowed_str(name),
            Name::Text(name) => visitor.visit_str(&name),
            Name::Bytes(name) => visitor.visit_bytes(&name),
            Name::Index(index) => visitor.visit_u64(index),
            Name::None => Err(misused()),
        }
    }
}

impl<'de> Taker<'de> for Name<'de> {
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("variant identifier")
    }

    fn take(&mut self, found: Found<'_, 'de>) -> Done {
        *self = match found {
            Found::Borrowed(name) => Name::Borrowed(name),
            Found::Str(name) => Name::Text(name.to_owned()),
            Found::String(name) => Name::Text(name),
            Found::Bytes(name) => Name::Bytes(name.to_owned()),
            Found::U64(index) => Name::Index(index),
            Found::Newtype(inner) => return inner.read(Ask::Identifier, self),
            _ => return Err(Fault::custom("a name that is not a text")),
        };
        Ok(())
    }

    fn type_path(&self) -> &'static str {
        ""
    }
}

/// A visitor or a seed, and then what came of it.
struct Slot<V, T> {
    taker: Option<V>,
    value: Option<T>,
}

impl<V, T> Slot<V, T> {
    #[inline]
    fn new(taker: V) -> Self {
        Slot {
            taker: Some(taker),
            value: None,
        }
    }

    /// What was made, once it was.
    #[inline]
    fn made(self, done: Done) -> Result<T, Fault> {
        match (done, self.value) {
            (Ok(()), Some(value)) => Ok(value),
            (Ok(()), None) => Err(misused()),
            (Err(fault), _) => Err(fault),
        }
    }
}

impl<'de, V: Visitor<'de>> Taker<'de> for Slot<V, V::Value> {
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.taker {
            Some(visitor) => visitor.expecting(f),
            None => f.write_str("nothing more"),
        }
    }

    fn take(&mut self, found: Found<'_, 'de>) -> Done {
        let Some(visitor) = self.taker.take() else {
            return Err(misused());
        };
        let made = match found {
            Found::Borrowed(value) => visitor.visit_borrowed_str(value),
            Found::Str(value) => visitor.visit_str(value),
            Found::String(value) => visitor.visit_string(value),
            Found::Bool(value) => visitor.visit_bool(value),
            Found::I64(value) => visitor.visit_i64(value),
            Found::U64(value) => visitor.visit_u64(value),
            Found::F64(value) => visitor.visit_f64(value),
            Found::Bytes(value) => visitor.visit_bytes(value),
            Found::None => visitor.visit_none(),
            Found::Unit => visitor.visit_unit(),
            Found::Some(inner) => visitor.visit_some(Reading(inner)),
            Found::Newtype(inner) => visitor.visit_newtype_struct(Reading(inner)),
            Found::Seq(entries) => visitor.visit_seq(ReadingEntries(entries)),
            Found::Map(members) => visitor.visit_map(ReadingMembers(members)),
            Found::Enum(variant) => visitor.visit_enum(ReadingVariant(variant)),
        };
        match made {
            Ok(value) => {
                self.value = Some(value);
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    fn type_path(&self) -> &'static str {
        type_name::<V::Value>()
    }
}

impl<'de, S: DeserializeSeed<'de>> Planted<'de> for Slot<S, S::Value> {
    fn read(&mut self, source: &mut dyn Source<'de>) -> Done {
        let Some(seed) = self.taker.take() else {
            return Err(misused());
        };
        match seed.deserialize(Reading(source)) {
            Ok(value) => {
                self.value = Some(value);
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}

struct ReadingEntries<'a, 'de>(&'a mut dyn Entries<'de>);

impl<'de> SeqAccess<'de> for ReadingEntries<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let mut slot = Slot::new(seed);
        self.0.next(&mut slot)?;
        Ok(slot.value)
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

struct ReadingMembers<'a, 'de>(&'a mut dyn Members<'de>);

impl<'de> MapAccess<'de> for ReadingMembers<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let mut slot = Slot::new(seed);
        self.0.next_key(&mut slot)?;
        Ok(slot.value)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let mut slot = Slot::new(seed);
        let read = self.0.value(&mut slot);
        slot.made(read)
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

struct ReadingVariant<'a, 'de>(&'a mut dyn Variant<'de>);

impl<'de> EnumAccess<'de> for ReadingVariant<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let mut slot = Slot::new(seed);
        let read = self.0.name(&mut slot);
        Ok((slot.made(read)?, self))
    }
}

impl<'de> VariantAccess<'de> for ReadingVariant<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Done {
        self.0.unit()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        let mut slot = Slot::new(seed);
        let read = self.0.newtype(&mut slot);
        slot.made(read)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        let mut slot = Slot::new(visitor);
        let read = self.0.tuple(length, &mut slot);
        slot.made(read)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let mut slot = Slot::new(visitor);
        let read = self.0.members(fields, &mut slot);
        slot.made(read)
    }
}
