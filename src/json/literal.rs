//! Literals by their digits: a layer around any serializer of JSON.
//!
//! A serializer takes numbers of 64 bits, and an amount such as `10.50` or `36893488147419103233` is
//! none. So a value that is to be written as a literal gives its digits as a newtype of a reserved
//! name, and here they become the literal.

use std::marker::PhantomData;

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::value::RawValue;

use super::ser::Layout;
use crate::error::{Error, ErrorKind};
use crate::scalar::SPELLED;

/// A value whose literals are written by their digits.
pub(super) struct WithLiterals<'a, T: ?Sized>(pub(super) &'a T);

impl<T: Serialize + ?Sized> Serialize for WithLiterals<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Layer::<S, S::Error>::new(inner))
    }
}

/// A part of a serializer of JSON whose values have their literals written by their digits, and whose errors
/// become those of the type `E`.
pub struct Layer<S, E>(S, PhantomData<E>);

impl<S, E> Layer<S, E> {
    #[inline]
    fn new(inner: S) -> Self {
        Layer(inner, PhantomData)
    }
}

/// What an error of `serde_json` can become: itself where a value is within another, one of this crate outside.
pub trait Convert<E>: ser::Error {
    fn convert(error: E) -> Self;
}

impl<E: ser::Error> Convert<E> for E {
    #[inline]
    fn convert(error: E) -> E {
        error
    }
}

impl Convert<serde_json::Error> for Error {
    #[cold]
    fn convert(error: serde_json::Error) -> Self {
        if error.is_io() {
            return std::io::Error::from(error).into();
        }
        Error::new(ErrorKind::Custom(error.to_string().into()))
    }
}

/// The literal that a newtype holds the text of. What is not JSON stays a text.
#[cold]
fn literal<T: Serialize + ?Sized>(value: &T) -> Option<Box<RawValue>> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => RawValue::from_string(text).ok(),
        _ => None,
    }
}

macro_rules! scalars {
    ($this:ident => $inner:expr; $($method:ident($($value:ident: $ty:ty),*);)*) => {$(
        #[inline]
        fn $method($this, $($value: $ty),*) -> Result<Self::Ok, Self::Error> {
            $inner.$method($($value),*).map_err(Convert::convert)
        }
    )*};
}

macro_rules! compounds {
    ($this:ident => $inner:expr; $($method:ident($($value:ident: $ty:ty),*) -> $compound:ident;)*) => {$(
        #[inline]
        fn $method($this, $($value: $ty),*) -> Result<Self::$compound, Self::Error> {
            $inner.$method($($value),*).map(Layer::new).map_err(Convert::convert)
        }
    )*};
}

/// A serializer with errors `$error` that passes all it is given on to one of the type `$type`.
macro_rules! layered {
    ($this:ident => $inner:expr, $type:ty, $error:ty) => {
        type Ok = <$type as Serializer>::Ok;
        type Error = $error;
        type SerializeSeq = Layer<<$type as Serializer>::SerializeSeq, $error>;
        type SerializeTuple = Layer<<$type as Serializer>::SerializeTuple, $error>;
        type SerializeTupleStruct = Layer<<$type as Serializer>::SerializeTupleStruct, $error>;
        type SerializeTupleVariant = Layer<<$type as Serializer>::SerializeTupleVariant, $error>;
        type SerializeMap = Layer<<$type as Serializer>::SerializeMap, $error>;
        type SerializeStruct = Layer<<$type as Serializer>::SerializeStruct, $error>;
        type SerializeStructVariant = Layer<<$type as Serializer>::SerializeStructVariant, $error>;

        scalars! {
            $this => $inner;
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
            $this => $inner;
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

        fn serialize_some<T: Serialize + ?Sized>(
            $this,
            value: &T,
        ) -> Result<Self::Ok, Self::Error> {
            $inner.serialize_some(&WithLiterals(value)).map_err(Convert::convert)
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            $this,
            name: &'static str,
            value: &T,
        ) -> Result<Self::Ok, Self::Error> {
            if name == SPELLED
                && let Some(literal) = literal(value)
            {
                return literal.serialize($inner).map_err(Convert::convert);
            }
            let value = WithLiterals(value);
            $inner.serialize_newtype_struct(name, &value).map_err(Convert::convert)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            $this,
            name: &'static str,
            index: u32,
            variant: &'static str,
            value: &T,
        ) -> Result<Self::Ok, Self::Error> {
            let value = WithLiterals(value);
            let written = $inner.serialize_newtype_variant(name, index, variant, &value);
            written.map_err(Convert::convert)
        }

        fn is_human_readable(&$this) -> bool {
            true
        }
    };
}

impl<S: Serializer, E: Convert<S::Error>> Serializer for Layer<S, E> {
    layered!(self => self.0, S, E);
}

impl<'s, 'a> Serializer for &'s mut super::Serializer<'a> {
    layered!(self => self.inner_mut(), &'s mut serde_json::Serializer<&'a mut Vec<u8>, Layout>, Error);
}

macro_rules! members {
    ($($trait:ident $method:ident($($key:ident: $ty:ty)?);)*) => {$(
        impl<S: $trait, E: Convert<S::Error>> $trait for Layer<S, E> {
            type Ok = S::Ok;
            type Error = E;

            #[inline]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: $ty,)?
                value: &T,
            ) -> Result<(), E> {
                self.0.$method($($key,)? &WithLiterals(value)).map_err(E::convert)
            }

            fn end(self) -> Result<S::Ok, E> {
                self.0.end().map_err(E::convert)
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

impl<S: SerializeMap, E: Convert<S::Error>> SerializeMap for Layer<S, E> {
    type Ok = S::Ok;
    type Error = E;

    /// A key is a text, whatever it is of.
    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), E> {
        self.0.serialize_key(key).map_err(E::convert)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), E> {
        self.0
            .serialize_value(&WithLiterals(value))
            .map_err(E::convert)
    }

    fn end(self) -> Result<S::Ok, E> {
        self.0.end().map_err(E::convert)
    }
}
