//! Single values as text, wherever they stand.

use std::fmt::Display;

use serde::ser::{self, Impossible, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::scalar::{ValueWriter, serializer};
use crate::xml::chars::is_space;

/// Bytes as the text that they have to be.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str> {
    let what = "bytes that are not UTF-8 text";
    std::str::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Unsupported(what)))
}

/// The name that XML has for a float that is not a number.
pub(super) fn name_of(number: f64) -> Option<&'static str> {
    match number {
        _ if number.is_nan() => Some("NaN"),
        f64::INFINITY => Some("INF"),
        f64::NEG_INFINITY => Some("-INF"),
        _ => None,
    }
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
    "an entry of a space-separated list that is empty or contains whitespace (it would not be read back)",
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
    SerializeTupleVariant serialize_field;
}

serializer!([W: FnOnce(&str) -> Result<()>] Single<W> => (), Words<W>, Impossible<(), Error>);

impl<W: FnOnce(&str) -> Result<()>> ValueWriter for Single<W> {
    #[cold]
    fn refuse<T>(self) -> Result<T> {
        Err(Error::new(self.only))
    }

    #[inline]
    fn text(self, text: &str) -> Result<()> {
        (self.write)(text)
    }

    fn float(self, number: f64, text: &dyn Display) -> Result<()> {
        match name_of(number) {
            Some(name) => self.text(name),
            None => self.text(&text.to_string()),
        }
    }

    fn bytes(self, bytes: &[u8]) -> Result<()> {
        self.text(text_of(bytes)?)
    }

    fn none(self) -> Result<()> {
        Ok(())
    }

    fn list(self) -> Result<Words<W>> {
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
