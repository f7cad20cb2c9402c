//! The one implementation of serde's `Serializer` for everything that formats write values to.
//!
//! A [`ValueWriter`] has a method for each kind of value, and [`serializer!`] derives serde's
//! methods from them, as [`ValueReader`](super::ValueReader) does for reading.

use std::fmt::Display;

use serde::ser::{Serialize, Serializer};

use crate::error::Error;

type Done<W> = Result<<W as Serializer>::Ok, Error>;
type List<W> = Result<<W as Serializer>::SerializeSeq, Error>;
type Map<W> = Result<<W as Serializer>::SerializeMap, Error>;

/// A target for one value. Methods that are not overridden refuse the value.
pub(crate) trait ValueWriter: Serializer<Error = Error> {
    /// Fails with the reason why this kind of value cannot be written here.
    fn refuse<T>(self) -> Result<T, Error>;

    /// Writes a text, a character, or the name of a unit variant.
    fn text(self, text: &str) -> Done<Self>;

    /// Writes the text of a boolean or a number: not empty, and needs no escapes.
    #[inline(always)]
    fn plain(self, text: &str) -> Done<Self> {
        self.text(text)
    }

    /// Writes a float, which `text` displays.
    fn float(self, number: f64, text: &dyn Display) -> Done<Self> {
        let _ = (number, text);
        self.refuse()
    }

    fn bytes(self, bytes: &[u8]) -> Done<Self> {
        let _ = bytes;
        self.refuse()
    }

    fn none(self) -> Done<Self> {
        self.refuse()
    }

    fn unit(self) -> Done<Self> {
        self.refuse()
    }

    fn variant<T: Serialize + ?Sized>(self, variant: &'static str, value: &T) -> Done<Self> {
        let _ = (variant, value);
        self.refuse()
    }

    /// Starts a list or a tuple.
    fn list(self) -> List<Self> {
        self.refuse()
    }

    fn list_variant(self, variant: &'static str) -> List<Self> {
        let _ = variant;
        self.refuse()
    }

    /// Starts a struct or a map.
    fn map(self) -> Map<Self> {
        self.refuse()
    }

    fn map_variant(self, variant: &'static str) -> Map<Self> {
        let _ = variant;
        self.refuse()
    }
}

/// Implements serde's `Serializer` for a [`ValueWriter`]: `serializer!([GENERICS] WRITER => OK,
/// LIST, MAP)`, with one type for all lists and one for all maps.
macro_rules! serializer {
    ([$($generics:tt)*] $writer:ty => $ok:ty, $list:ty, $map:ty) => {
        impl<$($generics)*> serde::ser::Serializer for $writer {
            type Ok = $ok;
            type Error = $crate::error::Error;
            type SerializeSeq = $list;
            type SerializeTuple = $list;
            type SerializeTupleStruct = $list;
            type SerializeTupleVariant = $list;
            type SerializeMap = $map;
            type SerializeStruct = $map;
            type SerializeStructVariant = $map;

            $crate::scalar::serializer! { @integers $ok;
                serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64;
                serialize_i128 i128; serialize_u8 u8; serialize_u16 u16; serialize_u32 u32;
                serialize_u64 u64; serialize_u128 u128;
            }

            $crate::scalar::serializer! { @nested $ok;
                serialize_some(); serialize_newtype_struct(_name: &'static str);
            }

            $crate::scalar::serializer! { @methods
                serialize_bool(value: bool) $ok, plain(if value { "true" } else { "false" });
                serialize_f32(number: f32) $ok, float(f64::from(number), &number);
                serialize_f64(number: f64) $ok, float(number, &number);
                serialize_char(value: char) $ok, text(value.encode_utf8(&mut [0; 4]));
                serialize_str(value: &str) $ok, text(value);
                serialize_bytes(value: &[u8]) $ok, bytes(value);
                serialize_none() $ok, none();
                serialize_unit() $ok, unit();
                serialize_unit_struct(_name: &'static str) $ok, unit();
                serialize_unit_variant(_name: &'static str, _index: u32, variant: &'static str)
                    $ok, text(variant);
                serialize_seq(_len: Option<usize>) $list, list();
                serialize_tuple(_len: usize) $list, list();
                serialize_tuple_struct(_name: &'static str, _len: usize) $list, list();
                serialize_tuple_variant(
                    _name: &'static str, _index: u32, variant: &'static str, _len: usize
                ) $list, list_variant(variant);
                serialize_map(_len: Option<usize>) $map, map();
                serialize_struct(_name: &'static str, _len: usize) $map, map();
                serialize_struct_variant(
                    _name: &'static str, _index: u32, variant: &'static str, _len: usize
                ) $map, map_variant(variant);
            }

            #[inline(always)]
            fn serialize_newtype_variant<T: serde::ser::Serialize + ?Sized>(
                self,
                _name: &'static str,
                _index: u32,
                variant: &'static str,
                value: &T,
            ) -> Result<$ok, $crate::error::Error> {
                $crate::scalar::ValueWriter::variant(self, variant, value)
            }
        }
    };
    (@integers $ok:ty; $($method:ident $ty:ty;)*) => {$(
        #[inline(always)]
        fn $method(self, number: $ty) -> Result<$ok, $crate::error::Error> {
            $crate::scalar::ValueWriter::plain(self, itoa::Buffer::new().format(number))
        }
    )*};
    (@nested $ok:ty; $($method:ident($($arg:ident: $ty:ty)?);)*) => {$(
        #[inline(always)]
        fn $method<T: serde::ser::Serialize + ?Sized>(
            self,
            $($arg: $ty,)?
            value: &T,
        ) -> Result<$ok, $crate::error::Error> {
            value.serialize(self)
        }
    )*};
    (@methods $(
        $method:ident($($arg:ident: $ty:ty),*) $ok:ty, $write:ident($($given:expr),*);
    )*) => {$(
        #[inline(always)]
        fn $method(self, $($arg: $ty),*) -> Result<$ok, $crate::error::Error> {
            $crate::scalar::ValueWriter::$write(self, $($given),*)
        }
    )*};
}

pub(crate) use serializer;
