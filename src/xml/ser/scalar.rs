//! Single values as text, wherever they stand.

use serde::ser::{self, Impossible, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Somewhere a single value can be written to.
pub(super) trait Sink: Sized {
    /// Writes a text.
    fn text(self, text: &str) -> Result<()>;

    /// Writes a text that needs no escapes and is not empty.
    fn plain(self, text: &str) -> Result<()> {
        self.text(text)
    }
}

/// The methods of a serializer that is a [`Sink`] which write a single value.
macro_rules! scalars {
    () => {
        scalars! { @integers
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

        scalars! { @floats
            serialize_f32 f32;
            serialize_f64 f64;
        }

        fn serialize_bool(self, value: bool) -> Result<()> {
            self.plain(if value { "true" } else { "false" })
        }

        fn serialize_char(self, value: char) -> Result<()> {
            self.text(value.encode_utf8(&mut [0; 4]))
        }

        #[inline]
        fn serialize_str(self, value: &str) -> Result<()> {
            self.text(value)
        }

        fn serialize_bytes(self, value: &[u8]) -> Result<()> {
            let text = std::str::from_utf8(value).map_err(|_| not_text())?;
            self.text(text)
        }
    };
    (@integers $($method:ident $ty:ty;)*) => {$(
        #[inline]
        fn $method(self, number: $ty) -> Result<()> {
            self.plain(itoa::Buffer::new().format(number))
        }
    )*};
    (@floats $($method:ident $ty:ty;)*) => {$(
        fn $method(self, number: $ty) -> Result<()> {
            if !number.is_finite() {
                return Err(not_finite());
            }
            self.plain(&number.to_string())
        }
    )*};
}

pub(super) use scalars;

#[cold]
pub(super) fn not_text() -> Error {
    Error::new(ErrorKind::Unsupported("bytes that are not UTF-8 text"))
}

#[cold]
pub(super) fn not_finite() -> Error {
    Error::new(ErrorKind::Unsupported("a number that is not finite"))
}

/// A place for a single value only: an attribute, the own text of an element, the key of a map.
pub(super) struct Single<W> {
    /// Takes the text.
    pub(super) write: W,
    /// Why nothing else can stand here.
    pub(super) only: ErrorKind,
}

impl<W: FnOnce(&str) -> Result<()>> Sink for Single<W> {
    #[inline]
    fn text(self, text: &str) -> Result<()> {
        (self.write)(text)
    }
}

impl<W> Single<W> {
    #[cold]
    fn refuse<T>(self) -> Result<T> {
        Err(Error::new(self.only))
    }
}

type No = Impossible<(), Error>;

impl<W: FnOnce(&str) -> Result<()>> ser::Serializer for Single<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    scalars!();

    fn serialize_none(self) -> Result<()> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.refuse()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<()> {
        self.refuse()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<()> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<()> {
        self.refuse()
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<No> {
        self.refuse()
    }

    fn serialize_tuple(self, _len: usize) -> Result<No> {
        self.refuse()
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<No> {
        self.refuse()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<No> {
        self.refuse()
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<No> {
        self.refuse()
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<No> {
        self.refuse()
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<No> {
        self.refuse()
    }
}
