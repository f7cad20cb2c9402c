//! Writing a value at the current name.

use serde::ser::{self, Serialize};

use super::compound::{Entries, Fields};
use super::{Mark, Serializer, Step};
use crate::error::{Error, ErrorKind};

/// A place to write a value at.
pub(super) struct Place<'s, 'a, 'k> {
    ser: &'s mut Serializer<'a>,
    step: Step<'k>,
}

impl Serializer<'_> {
    /// Writes a value one step from the current name.
    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(
        &mut self,
        step: Step<'_>,
        value: &T,
    ) -> Result<(), Error> {
        let mark = self.mark();
        let place = Place {
            ser: &mut *self,
            step,
        };
        let written = value.serialize(place);
        written.map_err(|error| self.locate(mark, step, error))
    }
}

impl<'s, 'a> Place<'s, 'a, '_> {
    /// Goes to the place, to write below it; gives where to come back to.
    #[inline]
    fn enter(self) -> Result<(&'s mut Serializer<'a>, Mark), Error> {
        if let Step::Text(what) = self.step {
            return Err(Error::new(ErrorKind::Unsupported(what)));
        }
        let mark = self.ser.mark();
        self.ser.go(self.step)?;
        Ok((self.ser, mark))
    }

    #[inline]
    fn entries(self) -> Result<Entries<'s, 'a>, Error> {
        let (ser, back) = self.enter()?;
        Ok(Entries::new(ser, back))
    }

    #[inline]
    fn fields(self) -> Result<Fields<'s, 'a>, Error> {
        let (ser, back) = self.enter()?;
        Ok(Fields::new(ser, back))
    }
}

macro_rules! integers {
    ($($method:ident $ty:ty;)*) => {$(
        #[inline]
        fn $method(self, number: $ty) -> Result<(), Error> {
            self.ser.plain(self.step, itoa::Buffer::new().format(number))
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, number: $ty) -> Result<(), Error> {
            if !number.is_finite() {
                let what = "a number that is not finite";
                return Err(Error::new(ErrorKind::Unsupported(what)));
            }
            self.ser.plain(self.step, &number.to_string())
        }
    )*};
}

impl<'s, 'a> ser::Serializer for Place<'s, 'a, '_> {
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
        let text = if value { "true" } else { "false" };
        self.ser.plain(self.step, text)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.ser.value(self.step, value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.ser.value(self.step, value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.ser.bytes(self.step, value)
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
        self.ser.value(self.step, variant)
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
        let (ser, back) = self.enter()?;
        let before = ser.pairs;
        ser.write(Step::Word(variant), value)?;
        if ser.pairs == before {
            // Of a variant with nothing in it the name is left.
            ser.value(Step::Text(""), variant)?;
        }
        ser.back(back);
        Ok(())
    }

    #[inline]
    fn serialize_seq(self, _len: Option<usize>) -> Result<Entries<'s, 'a>, Error> {
        self.entries()
    }

    fn serialize_tuple(self, _len: usize) -> Result<Entries<'s, 'a>, Error> {
        self.entries()
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a>, Error> {
        self.entries()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a>, Error> {
        self.entries()?.of_variant(variant)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Fields<'s, 'a>, Error> {
        self.fields()
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Fields<'s, 'a>, Error> {
        self.fields()
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Fields<'s, 'a>, Error> {
        self.fields()?.of_variant(variant)
    }
}
