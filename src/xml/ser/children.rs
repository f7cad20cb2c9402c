//! Writing what is in an element.

use serde::ser::{self, Serialize};

use super::Serializer;
use super::place::{Place, Role};
use super::scalar::Single;
use crate::error::{Error, ErrorKind, Result};
use crate::xml::names;
use crate::xml::writer::{Element, Writer};

/// The name that stands for an element's own text.
const TEXT: &str = "$text";

const ATTRIBUTE: ErrorKind =
    ErrorKind::Unsupported("an attribute that is neither a single value nor a list of them");
const OWN_TEXT: ErrorKind =
    ErrorKind::Unsupported("a `$text` that is neither a single value nor a list of them");
const UNREAD: ErrorKind = ErrorKind::UnwritableKey(
    "an attribute `xml:` or `xsi:` as an entry of a map, which would not be read back (make it a field of a struct)",
);
const KEY: ErrorKind = ErrorKind::UnwritableKey("a map key that is not text");

/// The entries of a list or tuple: an element each, all of the same name.
pub struct ElementListSerializer<'s, 'a, 'k> {
    ser: &'s mut Serializer<'a>,
    key: &'k str,
    next: usize,
    /// The element around the entries of a variant.
    outer: Option<Element>,
}

impl<'s, 'a, 'k> ElementListSerializer<'s, 'a, 'k> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>, key: &'k str) -> Self {
        ElementListSerializer {
            ser,
            key,
            next: 0,
            outer: None,
        }
    }

    pub(super) fn of_variant(mut self, outer: Element) -> Self {
        self.outer = Some(outer);
        self
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let index = self.next;
        self.next += 1;
        let place = Place {
            ser: &mut *self.ser,
            key: self.key,
            role: Role::Entry,
        };
        value
            .serialize(place)
            .map_err(|error| error.within(&format!("({index})")))
    }

    #[inline]
    fn finish(self) -> Result<()> {
        match self.outer {
            Some(outer) => self.ser.end_variant(&outer, self.key),
            None => Ok(()),
        }
    }
}

/// The fields of a struct, or the entries of a map.
pub struct Children<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    element: Element,
    /// The element around that of a variant.
    outer: Option<Element>,
    key: String,
}

impl<'s, 'a> Children<'s, 'a> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>, element: Element) -> Self {
        Children {
            ser,
            element,
            outer: None,
            key: String::new(),
        }
    }

    pub(super) fn of_variant(mut self, outer: Element) -> Self {
        self.outer = Some(outer);
        self
    }

    #[inline]
    fn known_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        if !self.ser.writer.is_known_name(key) {
            return self.field(key, value);
        }
        value
            .serialize(Place::field(&mut *self.ser, key))
            .map_err(|error| error.within(key))
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<()> {
        let written = match key.strip_prefix('@') {
            Some(name) => self.attribute(name, value),
            None if key == TEXT => return self.text(value),
            None => Writer::check_key(key)
                .and_then(|()| value.serialize(Place::field(&mut *self.ser, key))),
        };
        written.map_err(|error| error.within(key))
    }

    fn attribute<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        let (writer, element) = (&mut self.ser.writer, &self.element);
        value.serialize(Single {
            write: |text: &str| writer.attribute(element, name, text),
            list: true,
            only: ATTRIBUTE,
        })
    }

    fn text<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let writer = &mut self.ser.writer;
        value.serialize(Single {
            write: |text: &str| writer.text(text),
            list: true,
            only: OWN_TEXT,
        })
    }

    #[inline]
    fn finish(self) -> Result<()> {
        self.ser.writer.end(&self.element)?;
        if let Some(outer) = self.outer {
            self.ser.writer.end(&outer)?;
        }
        Ok(())
    }
}

macro_rules! entries {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for ElementListSerializer<'_, '_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.entry(value)
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

entries! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Children<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<()> {
                self.known_field(key, value)
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Children<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let text = &mut self.key;
        text.clear();
        key.serialize(Single {
            write: |key: &str| {
                text.push_str(key);
                Ok(())
            },
            list: false,
            only: KEY,
        })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = std::mem::take(&mut self.key);
        if let Some(key) = key.strip_prefix('@')
            && names::is_for_fields(key)
        {
            return Err(Error::new(UNREAD).within(&["@", key].concat()));
        }
        let written = self.field(&key, value);
        self.key = key;
        written
    }

    fn end(self) -> Result<()> {
        self.finish()
    }
}
