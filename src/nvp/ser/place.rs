//! Writing a value at the current name.

use serde::ser::{self, Serialize};

use super::Serializer;
use super::compound::{Entries, Fields};
use crate::error::{Error, ErrorKind};

/// The value at the serializer's current name.
pub(super) struct Place<'s, 'a> {
    pub(super) ser: &'s mut Serializer<'a>,
    /// Why nothing but a single value can be written here, where that is so.
    pub(super) single: Option<&'static str>,
}

impl<'s, 'a> Place<'s, 'a> {
    fn compound(self) -> Result<&'s mut Serializer<'a>, Error> {
        match self.single {
            Some(what) => Err(self.ser.fault(ErrorKind::Unsupported(what))),
            None => Ok(self.ser),
        }
    }

    /// Writes a variant and what is in it; its name alone if that is nothing.
    fn variant<T>(
        self,
        variant: &'static str,
        write: impl FnOnce(&mut Serializer<'a>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let ser = self.compound()?;
        let before = ser.pairs;
        let result = ser.below(variant, write)?;
        if ser.pairs == before {
            ser.value(variant)?;
        }
        Ok(result)
    }
}

macro_rules! integers {
    ($($method:ident $ty:ty;)*) => {$(
        #[inline]
        fn $method(self, number: $ty) -> Result<(), Error> {
            self.ser.plain(itoa::Buffer::new().format(number));
            Ok(())
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, number: $ty) -> Result<(), Error> {
            if !number.is_finite() {
                let what = "a number that is not finite";
                return Err(self.ser.fault(ErrorKind::Unsupported(what)));
            }
            self.ser.plain(&number.to_string());
            Ok(())
        }
    )*};
}

impl<'s, 'a> ser::Serializer for Place<'s, 'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Entries<'s, 'a>;
    type SerializeTuple = Entries<'s, 'a>;
    type SerializeTupleStruct = Entries<'s, 'a>;
    type SerializeTupleVariant = Entries<'s, 'a>;
    type SerializeMap = Fields<'s, 'a>;
    type SerializeStruct = Fields<'s, 'a>;
    type SerializeStructVariant = Fields<'s, 'a>;

    integers! {
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
    }

    floats! {
        serialize_f32 f32;
        serialize_f64 f64;
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.ser.plain(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.ser.value(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.ser.value(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.ser.begin();
        crate::nvp::escape::push_raw(self.ser.out, value);
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.ser.value(variant)
    }

    #[inline]
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
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant, |ser| value.serialize(Place { ser, single: None }))
    }

    #[inline]
    fn serialize_seq(self, _len: Option<usize>) -> Result<Entries<'s, 'a>, Error> {
        Ok(Entries::new(self.compound()?))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Entries<'s, 'a>, Error> {
        Ok(Entries::new(self.compound()?))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a>, Error> {
        Ok(Entries::new(self.compound()?))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a>, Error> {
        Entries::new(self.compound()?).of_variant(variant)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Fields<'s, 'a>, Error> {
        Ok(Fields::new(self.compound()?))
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Fields<'s, 'a>, Error> {
        Ok(Fields::new(self.compound()?))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Fields<'s, 'a>, Error> {
        Fields::new(self.compound()?).of_variant(variant)
    }
}
