//! Literals by their digits: a layer around any serializer of JSON.
//!
//! A serializer takes numbers of 64 bits, and an amount such as `10.50` or `36893488147419103233` is
//! none. So a value that is to be written as a literal gives its digits as a newtype of a reserved
//! name, and here they become the literal.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::value::RawValue;

use crate::scalar::SPELLED;

/// A value whose literals are written by their digits.
pub(super) struct WithLiterals<'a, T: ?Sized>(pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for WithLiterals<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Layer(inner))
    }
}

struct Layer<S>(S);

/// The literal that a newtype holds the text of. What is no JSON stays a text.
#[cold]
fn literal<T: Serialize + ?Sized>(value: &T) -> Option<Box<RawValue>> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => RawValue::from_string(text).ok(),
        _ => None,
    }
}

macro_rules! scalars {
    ($($method:ident($($value:ident: $ty:ty),*);)*) => {$(
        #[inline]
        fn $method(self, $($value: $ty),*) -> Result<S::Ok, S::Error> {
            self.0.$method($($value),*)
        }
    )*};
}

macro_rules! compounds {
    ($($method:ident($($value:ident: $ty:ty),*) -> $compound:ident;)*) => {$(
        #[inline]
        fn $method(self, $($value: $ty),*) -> Result<Self::$compound, S::Error> {
            self.0.$method($($value),*).map(Layer)
        }
    )*};
}

impl<S: Serializer> Serializer for Layer<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Layer<S::SerializeSeq>;
    type SerializeTuple = Layer<S::SerializeTuple>;
    type SerializeTupleStruct = Layer<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Layer<S::SerializeTupleVariant>;
    type SerializeMap = Layer<S::SerializeMap>;
    type SerializeStruct = Layer<S::SerializeStruct>;
    type SerializeStructVariant = Layer<S::SerializeStructVariant>;

    scalars! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    compounds! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&WithLiterals(value))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        if name == SPELLED
            && let Some(literal) = literal(value)
        {
            return literal.serialize(self.0);
        }
        self.0.serialize_newtype_struct(name, &WithLiterals(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = WithLiterals(value);
        self.0
            .serialize_newtype_variant(name, index, variant, &value)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! members {
    ($($trait:ident $method:ident($($key:ident: $ty:ty)?);)*) => {$(
        impl<S: $trait> $trait for Layer<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: $ty,)?
                value: &T,
            ) -> Result<(), S::Error> {
                self.0.$method($($key,)? &WithLiterals(value))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

members! {
    SerializeSeq serialize_element();
    SerializeTuple serialize_element();
    SerializeTupleStruct serialize_field();
    SerializeTupleVariant serialize_field();
    SerializeStruct serialize_field(key: &'static str);
    SerializeStructVariant serialize_field(key: &'static str);
}

impl<S: SerializeMap> SerializeMap for Layer<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    /// A key is a text, whatever it is of.
    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&WithLiterals(value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
