//! Reading: what a type asks for goes to the reader through one pointer, what the reader finds comes
//! back through another.

use std::any::type_name;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::fault::Fault;

type Done = Result<(), Fault>;

/// Lets a type, or several that are chosen among at run time, read out of any deserializer, as it
/// would without anything between.
pub(crate) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    reader: impl FnOnce(Reading<'_, 'de>) -> Result<T, Fault>,
) -> Result<T, D::Error> {
    let mut once = Once::new(deserializer);
    reader(Reading(&mut once)).map_err(|fault| fault.into_error(once.error))
}

/// What a type asks a deserializer for.
#[derive(Clone, Copy)]
pub(crate) enum Ask {
    Any,
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    F32,
    F64,
    Char,
    Str,
    String,
    Bytes,
    ByteBuf,
    Option,
    Unit,
    UnitStruct(&'static str),
    NewtypeStruct(&'static str),
    Seq,
    Tuple(usize),
    TupleStruct(&'static str, usize),
    Map,
    Struct(&'static str, &'static [&'static str]),
    Enum(&'static str, &'static [&'static str]),
    Identifier,
    IgnoredAny,
}

/// What a reader found.
pub(crate) enum Found<'a, 'de> {
    Bool(bool),
    I64(i64),
    U64(u64),
    F64(f64),
    Str(&'a str),
    Borrowed(&'de str),
    String(String),
    Bytes(&'a [u8]),
    None,
    Unit,
    Some(&'a mut dyn Source<'de>),
    Newtype(&'a mut dyn Source<'de>),
    Seq(&'a mut dyn Entries<'de>),
    Map(&'a mut dyn Members<'de>),
    Enum(&'a mut dyn Variant<'de>),
}

/// A deserializer, for one value.
pub(crate) trait Source<'de> {
    fn read(&mut self, ask: Ask, taker: &mut dyn Taker<'de>) -> Done;

    fn is_human_readable(&self) -> bool {
        true
    }
}

/// A visitor, for one value.
pub(crate) trait Taker<'de> {
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn take(&mut self, found: Found<'_, 'de>) -> Done;

    /// The Rust path of what is made of the value.
    fn type_path(&self) -> &'static str;
}

/// A seed, for one value.
pub(crate) trait Planted<'de> {
    fn read(&mut self, source: &mut dyn Source<'de>) -> Done;

    /// The Rust path of what is made of the value.
    fn type_path(&self) -> &'static str;
}

/// The entries of a list.
pub(crate) trait Entries<'de> {
    /// Reads the next one, and says whether there was one.
    fn next(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault>;

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// The members of a map or struct.
pub(crate) trait Members<'de> {
    /// Reads the name of the next one, and says whether there was one.
    fn next_key(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault>;
    fn value(&mut self, seed: &mut dyn Planted<'de>) -> Done;

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// A variant of an enum: its name, then its content.
pub(crate) trait Variant<'de> {
    fn name(&mut self, seed: &mut dyn Planted<'de>) -> Done;
    fn unit(&mut self) -> Done;
    fn newtype(&mut self, seed: &mut dyn Planted<'de>) -> Done;
    fn tuple(&mut self, length: usize, taker: &mut dyn Taker<'de>) -> Done;
    fn members(&mut self, fields: &'static [&'static str], taker: &mut dyn Taker<'de>) -> Done;
}

/// What no `Deserialize` does, nor any format.
#[cold]
fn misused() -> Fault {
    Fault::custom("a value that is read twice or not at all")
}

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

    fn type_path(&self) -> &'static str {
        type_name::<S::Value>()
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

/// Something of a format's, and its error once it has failed.
struct Once<T, E> {
    inner: Option<T>,
    error: Option<E>,
}

impl<T, E> Once<T, E> {
    fn new(inner: T) -> Self {
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
