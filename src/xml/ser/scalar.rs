//! Single values as text, wherever they stand.

use serde::ser::{self, Impossible, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::xml::chars::is_space;

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
            if number.is_nan() {
                return self.plain("NaN");
            }
            if number.is_infinite() {
                return self.plain(if number > 0.0 { "INF" } else { "-INF" });
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

/// A place for one text: an attribute, the own text of an element, the key of a map.
pub(super) struct Single<W> {
    /// Takes the text.
    pub(super) write: W,
    /// Whether the text may be a list, with a space between its entries.
    pub(super) list: bool,
    /// Why nothing else can stand here.
    pub(super) only: ErrorKind,
}

const WORD: ErrorKind = ErrorKind::Unsupported(
    "an entry of a list in one text that is empty or has white space in it (it would not be read back)",
);

/// The place of one entry of a list. It is of one type, whatever the list stands in.
fn word(text: &mut String, only: ErrorKind) -> Single<impl FnOnce(&str) -> Result<()>> {
    Single {
        write: |word: &str| {
            text.push_str(word);
            Ok(())
        },
        list: false,
        only,
    }
}

/// The entries of a list that stands in one text, `xs:list`.
pub(super) struct Words<W> {
    write: W,
    only: ErrorKind,
    text: String,
}

impl<W: FnOnce(&str) -> Result<()>> Words<W> {
    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let before = self.text.len();
        if before > 0 {
            self.text.push(' ');
        }
        let start = self.text.len();
        value.serialize(word(&mut self.text, self.only.clone()))?;
        let word = &self.text[start..];
        if word.is_empty() || word.bytes().any(is_space) {
            return Err(Error::new(WORD));
        }
        Ok(())
    }

    /// Writes the list, if there is anything in it.
    fn finish(self) -> Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        (self.write)(&self.text)
    }
}

macro_rules! words {
    ($($trait:ident $method:ident;)*) => {$(
        impl<W: FnOnce(&str) -> Result<()>> ser::$trait for Words<W> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.add(value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

words! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
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

    fn words(self) -> Result<Words<W>> {
        if !self.list {
            return self.refuse();
        }
        Ok(Words {
            write: self.write,
            only: self.only,
            text: String::new(),
        })
    }
}

type No = Impossible<(), Error>;

impl<W: FnOnce(&str) -> Result<()>> ser::Serializer for Single<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Words<W>;
    type SerializeTuple = Words<W>;
    type SerializeTupleStruct = Words<W>;
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

    fn serialize_seq(self, _len: Option<usize>) -> Result<Words<W>> {
        self.words()
    }

    fn serialize_tuple(self, _len: usize) -> Result<Words<W>> {
        self.words()
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Words<W>> {
        self.words()
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
