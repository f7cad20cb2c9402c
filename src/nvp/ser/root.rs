//! The top level: a struct, a map, or the pairs in wire order.

use serde::ser::{self, Impossible, Serialize};

use super::compound::Fields;
use super::pair::WirePairs;
use super::{Serializer, Start};
use crate::error::{Error, ErrorKind};

fn not_at_the_top() -> Error {
    let what = "at the top there can only be a struct, a map, or a list of pairs";
    Error::new(ErrorKind::Unsupported(what))
}

macro_rules! refuse {
    ($error:expr; $($method:ident($($ty:ty),*);)*) => {$(
        refuse!(@ $error; $method($($ty),*));
    )*};
    (@ $error:expr; $method:ident()) => {
        fn $method(self) -> Result<(), Error> { Err($error) }
    };
    (@ $error:expr; $method:ident($a:ty)) => {
        fn $method(self, _: $a) -> Result<(), Error> { Err($error) }
    };
    (@ $error:expr; $method:ident($a:ty, $b:ty, $c:ty)) => {
        fn $method(self, _: $a, _: $b, _: $c) -> Result<(), Error> { Err($error) }
    };
}

/// The methods of a serializer that takes no scalars and no variants with something in them.
macro_rules! no_scalars {
    ($error:expr) => {
        refuse! { $error;
            serialize_bool(bool);
            serialize_i8(i8);
            serialize_i16(i16);
            serialize_i32(i32);
            serialize_i64(i64);
            serialize_i128(i128);
            serialize_u8(u8);
            serialize_u16(u16);
            serialize_u32(u32);
            serialize_u64(u64);
            serialize_u128(u128);
            serialize_f32(f32);
            serialize_f64(f64);
            serialize_char(char);
            serialize_str(&str);
            serialize_bytes(&[u8]);
            serialize_unit_variant(&'static str, u32, &'static str);
        }

        fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
            value.serialize(self)
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _name: &'static str,
            value: &T,
        ) -> Result<(), Error> {
            value.serialize(self)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _name: &'static str,
            _index: u32,
            _variant: &'static str,
            _value: &T,
        ) -> Result<(), Error> {
            Err($error)
        }

        fn serialize_tuple_variant(
            self,
            _name: &'static str,
            _index: u32,
            _variant: &'static str,
            _len: usize,
        ) -> Result<Self::SerializeTupleVariant, Error> {
            Err($error)
        }

        fn serialize_struct_variant(
            self,
            _name: &'static str,
            _index: u32,
            _variant: &'static str,
            _len: usize,
        ) -> Result<Self::SerializeStructVariant, Error> {
            Err($error)
        }
    };
}

/// The methods of a serializer that takes lists.
macro_rules! lists {
    ($new:expr) => {
        fn serialize_seq(self, _len: Option<usize>) -> Result<Self::SerializeSeq, Error> {
            Ok($new(self))
        }

        fn serialize_tuple(self, _len: usize) -> Result<Self::SerializeTuple, Error> {
            Ok($new(self))
        }

        fn serialize_tuple_struct(
            self,
            _name: &'static str,
            _len: usize,
        ) -> Result<Self::SerializeTupleStruct, Error> {
            Ok($new(self))
        }
    };
}

type No = Impossible<(), Error>;

impl<'s, 'a> ser::Serializer for &'s mut Serializer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = WirePairs<'s, 'a>;
    type SerializeTuple = WirePairs<'s, 'a>;
    type SerializeTupleStruct = WirePairs<'s, 'a>;
    type SerializeTupleVariant = No;
    type SerializeMap = Whole<'s, 'a>;
    type SerializeStruct = Whole<'s, 'a>;
    type SerializeStructVariant = No;

    no_scalars!(not_at_the_top());
    lists!(WirePairs::new);

    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        Ok(())
    }

    #[inline]
    fn serialize_map(self, _len: Option<usize>) -> Result<Whole<'s, 'a>, Error> {
        Ok(Whole::new(self))
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Whole<'s, 'a>, Error> {
        Ok(Whole::new(self))
    }
}

/// The fields or entries at the top. Unless they are ended they are taken back.
pub struct Whole<'s, 'a> {
    fields: Fields<'s, 'a>,
    /// Where they start, if they are to be taken back.
    start: Option<Start>,
}

impl<'s, 'a> Whole<'s, 'a> {
    #[inline]
    fn new(ser: &'s mut Serializer<'a>) -> Self {
        let (start, back) = (Some(ser.start()), ser.mark());
        let fields = Fields::new(ser, back);
        Whole { fields, start }
    }
}

impl Drop for Whole<'_, '_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(start) = self.start {
            self.fields.ser.undo(start);
        }
    }
}

impl ser::SerializeStruct for Whole<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        ser::SerializeStruct::serialize_field(&mut self.fields, key, value)
    }

    #[inline]
    fn end(mut self) -> Result<(), Error> {
        self.start = None;
        Ok(())
    }
}

impl ser::SerializeMap for Whole<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        ser::SerializeMap::serialize_key(&mut self.fields, key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeMap::serialize_value(&mut self.fields, value)
    }

    #[inline]
    fn end(mut self) -> Result<(), Error> {
        self.start = None;
        Ok(())
    }
}

impl<'s, 'a> ser::Serializer for super::pair::WirePair<'s, 'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = super::pair::Halves<'s, 'a>;
    type SerializeTuple = super::pair::Halves<'s, 'a>;
    type SerializeTupleStruct = super::pair::Halves<'s, 'a>;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    no_scalars!(super::pair::not_a_pair());
    lists!(super::pair::Halves::new);

    refuse! { super::pair::not_a_pair();
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<No, Error> {
        Err(super::pair::not_a_pair())
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<No, Error> {
        Err(super::pair::not_a_pair())
    }
}
