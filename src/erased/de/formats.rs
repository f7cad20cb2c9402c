//! What formats meet: a visitor and a seed, and what keeps a format's deserializers behind a
//! pointer.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Ask, Done, Entries, Found, Members, Planted, Source, Taker, Variant, misused};
use crate::erased::fault::Fault;

/// Something of a format's, and its error once it has failed.
pub(super) struct Once<T, E> {
    inner: Option<T>,
    pub(super) error: Option<E>,
}

impl<T, E> Once<T, E> {
    pub(super) fn new(inner: T) -> Self {
        let inner = Some(inner);
        Once { inner, error: None }
    }

    fn take(&mut self) -> Result<T, Fault> {
        self.inner.take().ok_or_else(misused)
    }

    /// Keeps an error, and passes on that there is one.
    #[inline]
    fn keep<R>(&mut self, result: Result<R, E>) -> Result<R, Fault> {
        result.map_err(|error| {
            self.error = Some(error);
            Fault::by_reader()
        })
    }
}

impl<'de, D: Deserializer<'de>> Source<'de> for Once<D, D::Error> {
    fn read(&mut self, ask: Ask, taker: &mut dyn Taker<'de>) -> Done {
        let inner = self.take()?;
        let taking = Taking(taker);
        let result = match ask {
            Ask::Any => inner.deserialize_any(taking),
            Ask::Bool => inner.deserialize_bool(taking),
            Ask::I8 => inner.deserialize_i8(taking),
            Ask::I16 => inner.deserialize_i16(taking),
            Ask::I32 => inner.deserialize_i32(taking),
            Ask::I64 => inner.deserialize_i64(taking),
            Ask::I128 => inner.deserialize_i128(taking),
            Ask::U8 => inner.deserialize_u8(taking),
            Ask::U16 => inner.deserialize_u16(taking),
            Ask::U32 => inner.deserialize_u32(taking),
            Ask::U64 => inner.deserialize_u64(taking),
            Ask::U128 => inner.deserialize_u128(taking),
            Ask::F32 => inner.deserialize_f32(taking),
            Ask::F64 => inner.deserialize_f64(taking),
            Ask::Char => inner.deserialize_char(taking),
            Ask::Str => inner.deserialize_str(taking),
            Ask::String => inner.deserialize_string(taking),
            Ask::Bytes => inner.deserialize_bytes(taking),
            Ask::ByteBuf => inner.deserialize_byte_buf(taking),
            Ask::Option => inner.deserialize_option(taking),
            Ask::Unit => inner.deserialize_unit(taking),
            Ask::UnitStruct(name) => inner.deserialize_unit_struct(name, taking),
            Ask::NewtypeStruct(name) => inner.deserialize_newtype_struct(name, taking),
            Ask::Seq => inner.deserialize_seq(taking),
            Ask::Tuple(length) => inner.deserialize_tuple(length, taking),
            Ask::TupleStruct(name, length) => inner.deserialize_tuple_struct(name, length, taking),
            Ask::Map => inner.deserialize_map(taking),
            Ask::Struct(name, fields) => inner.deserialize_struct(name, fields, taking),
            Ask::Enum(name, variants) => inner.deserialize_enum(name, variants, taking),
            Ask::Identifier => inner.deserialize_identifier(taking),
            Ask::IgnoredAny => inner.deserialize_ignored_any(taking),
        };
        self.keep(result)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.as_ref().is_none_or(D::is_human_readable)
    }
}

/// The visitor that formats meet.
struct Taking<'a, 'de>(&'a mut dyn Taker<'de>);

impl<'de> Taking<'_, 'de> {
    #[inline]
    fn single<E: Error>(self, found: Found<'_, 'de>) -> Result<(), E> {
        self.0.take(found).map_err(|fault| fault.into_error(None))
    }
}

macro_rules! single {
    ($($method:ident($ty:ty) $found:ident;)*) => {$(
        #[inline]
        fn $method<E: Error>(self, value: $ty) -> Result<(), E> {
            self.single(Found::$found(value))
        }
    )*};
}

impl<'de> Visitor<'de> for Taking<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    single! {
        visit_bool(bool) Bool;
        visit_i64(i64) I64;
        visit_u64(u64) U64;
        visit_f64(f64) F64;
        visit_str(&str) Str;
        visit_borrowed_str(&'de str) Borrowed;
        visit_string(String) String;
        visit_bytes(&[u8]) Bytes;
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.single(Found::None)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.single(Found::Unit)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        let mut once = Once::new(inner);
        let taken = self.0.take(Found::Some(&mut once));
        taken.map_err(|fault| fault.into_error(once.error))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        let mut once = Once::new(inner);
        let taken = self.0.take(Found::Newtype(&mut once));
        taken.map_err(|fault| fault.into_error(once.error))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        let mut once = Once::new(entries);
        let taken = self.0.take(Found::Seq(&mut once));
        taken.map_err(|fault| fault.into_error(once.error))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let mut once = Once::new(members);
        let taken = self.0.take(Found::Map(&mut once));
        taken.map_err(|fault| fault.into_error(once.error))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<(), A::Error> {
        let mut chosen = Chosen {
            name: Once::new(variant),
            content: None,
        };
        let taken = self.0.take(Found::Enum(&mut chosen));
        taken.map_err(|fault| fault.into_error(chosen.name.error))
    }
}

/// The seed that formats meet.
struct Planting<'a, 'de>(&'a mut dyn Planted<'de>);

impl<'de> DeserializeSeed<'de> for Planting<'_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        let mut once = Once::new(inner);
        let read = self.0.read(&mut once);
        read.map_err(|fault| fault.into_error(once.error))
    }
}

impl<'de, A: SeqAccess<'de>> Entries<'de> for Once<A, A::Error> {
    fn next(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault> {
        let entries = self.inner.as_mut().ok_or_else(misused)?;
        let found = entries.next_element_seed(Planting(seed));
        Ok(self.keep(found)?.is_some())
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.as_ref().and_then(A::size_hint)
    }
}

impl<'de, A: MapAccess<'de>> Members<'de> for Once<A, A::Error> {
    fn next_key(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault> {
        let members = self.inner.as_mut().ok_or_else(misused)?;
        let found = members.next_key_seed(Planting(seed));
        Ok(self.keep(found)?.is_some())
    }

    fn value(&mut self, seed: &mut dyn Planted<'de>) -> Done {
        let members = self.inner.as_mut().ok_or_else(misused)?;
        let read = members.next_value_seed(Planting(seed));
        self.keep(read)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.as_ref().and_then(A::size_hint)
    }
}

/// A variant, first by its name and then by what is in it.
struct Chosen<'de, A: EnumAccess<'de>> {
    name: Once<A, A::Error>,
    content: Option<A::Variant>,
}

impl<'de, A: EnumAccess<'de>> Chosen<'de, A> {
    fn content(&mut self) -> Result<A::Variant, Fault> {
        self.content.take().ok_or_else(misused)
    }
}

impl<'de, A: EnumAccess<'de>> Variant<'de> for Chosen<'de, A> {
    fn name(&mut self, seed: &mut dyn Planted<'de>) -> Done {
        let found = self.name.take()?.variant_seed(Planting(seed));
        let ((), content) = self.name.keep(found)?;
        self.content = Some(content);
        Ok(())
    }

    fn unit(&mut self) -> Done {
        let read = self.content()?.unit_variant();
        self.name.keep(read)
    }

    fn newtype(&mut self, seed: &mut dyn Planted<'de>) -> Done {
        let read = self.content()?.newtype_variant_seed(Planting(seed));
        self.name.keep(read)
    }

    fn tuple(&mut self, length: usize, taker: &mut dyn Taker<'de>) -> Done {
        let read = self.content()?.tuple_variant(length, Taking(taker));
        self.name.keep(read)
    }

    fn members(&mut self, fields: &'static [&'static str], taker: &mut dyn Taker<'de>) -> Done {
        let read = self.content()?.struct_variant(fields, Taking(taker));
        self.name.keep(read)
    }
}
