//! Map keys as text.

use serde::ser::{self, Impossible, Serialize};

use crate::error::{Error, ErrorKind};

/// Gives the text of a key, for the types whose text reads back as the same key.
pub(super) struct KeyText;

fn unwritable() -> Error {
    Error::new(ErrorKind::UnwritableKey(
        "a map key that is neither text, nor a whole number, nor a unit variant",
    ))
}

macro_rules! texts {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, key: $ty) -> Result<String, Error> {
            Ok(key.to_string())
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($arg:ty),*) $(-> $ok:ty)?;)*) => {$(
        refused!(@ $method($($arg),*) $(-> $ok)?);
    )*};
    (@ $method:ident($($arg:ty),*)) => { refused!(@ $method($($arg),*) -> String); };
    (@ $method:ident() -> $ok:ty) => {
        fn $method(self) -> Result<$ok, Error> { Err(unwritable()) }
    };
    (@ $method:ident($a:ty) -> $ok:ty) => {
        fn $method(self, _: $a) -> Result<$ok, Error> { Err(unwritable()) }
    };
    (@ $method:ident($a:ty, $b:ty) -> $ok:ty) => {
        fn $method(self, _: $a, _: $b) -> Result<$ok, Error> { Err(unwritable()) }
    };
    (@ $method:ident($a:ty, $b:ty, $c:ty, $d:ty) -> $ok:ty) => {
        fn $method(self, _: $a, _: $b, _: $c, _: $d) -> Result<$ok, Error> { Err(unwritable()) }
    };
}

type No = Impossible<String, Error>;

impl ser::Serializer for KeyText {
    type Ok = String;
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    texts! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_char char;
        serialize_str &str;
    }

    refused! {
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct(&'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<String, Error> {
        Ok(variant.to_owned())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<String, Error> {
        key.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        key: &T,
    ) -> Result<String, Error> {
        key.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _key: &T,
    ) -> Result<String, Error> {
        Err(unwritable())
    }
}
