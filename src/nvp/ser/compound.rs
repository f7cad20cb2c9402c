//! Writing the children of the current name.

use serde::ser::{self, Serialize};

use super::key::KeyText;
use super::{Mark, Serializer, Step};
use crate::error::{Error, ErrorKind};
use crate::nvp::tape::TEXT;
use crate::scalar::attribute;

/// A variant whose children are being written one level down.
struct Open {
    variant: &'static str,
    /// The name to come back to, and how many pairs there were before.
    back: Mark,
    pairs: usize,
}

impl Open {
    fn new(ser: &mut Serializer<'_>, variant: &'static str) -> Result<Self, Error> {
        let open = Open {
            variant,
            back: ser.mark(),
            pairs: ser.pairs,
        };
        ser.go(Step::Word(variant))?;
        Ok(open)
    }

    fn close(self, ser: &mut Serializer<'_>) -> Result<(), Error> {
        ser.back(self.back);
        if ser.pairs == self.pairs {
            ser.value(Step::Text(""), self.variant)?;
        }
        Ok(())
    }
}

/// The entries of a list or tuple.
pub(super) struct ListSerializer<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    /// The name to come back to.
    back: Mark,
    next: usize,
    open: Option<Open>,
}

impl<'s, 'a> ListSerializer<'s, 'a> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>, back: Mark) -> Self {
        ListSerializer {
            ser,
            back,
            next: 0,
            open: None,
        }
    }

    pub(super) fn of_variant(mut self, variant: &'static str) -> Result<Self, Error> {
        self.open = Some(Open::new(self.ser, variant)?);
        Ok(self)
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let step = Step::Entry(self.next);
        self.next += 1;
        let before = self.ser.pairs;
        self.ser.write(step, value)?;
        if self.ser.pairs == before {
            let what = "an empty list entry, which would leave a gap";
            let error = Error::new(ErrorKind::Unsupported(what));
            return Err(self.ser.locate(self.ser.mark(), step, error));
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Error> {
        if let Some(open) = self.open {
            open.close(self.ser)?;
        }
        self.ser.back(self.back);
        Ok(())
    }
}

/// The fields of a struct, or the entries of a map.
pub(super) struct MapSerializer<'s, 'a> {
    pub(super) ser: &'s mut Serializer<'a>,
    /// The name to come back to.
    back: Mark,
    key: Option<String>,
    open: Option<Open>,
    /// What was written of a struct that is an attribute elsewhere.
    attributes: Vec<&'static str>,
}

impl<'s, 'a> MapSerializer<'s, 'a> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>, back: Mark) -> Self {
        MapSerializer {
            ser,
            back,
            key: None,
            open: None,
            attributes: Vec::new(),
        }
    }

    pub(super) fn of_variant(mut self, variant: &'static str) -> Result<Self, Error> {
        self.open = Some(Open::new(self.ser, variant)?);
        Ok(self)
    }

    /// The name that a field of a struct is written under.
    #[inline(always)]
    fn name(&mut self, field: &'static str) -> Result<&'static str, Error> {
        // The first is known when this is compiled, so a struct without attributes asks for the second alone.
        if attribute::written(field).is_some() || !self.attributes.is_empty() {
            return self.name_beside_attributes(field);
        }
        Ok(field)
    }

    #[cold]
    #[inline(never)]
    fn name_beside_attributes(&mut self, field: &'static str) -> Result<&'static str, Error> {
        if let Some(name) = attribute::written(field) {
            self.attributes.push(name);
            return Ok(name);
        }
        if self.attributes.contains(&field) {
            let what = "an attribute and a field of the same name, which are one name in NVP";
            return Err(self.ser.fault(ErrorKind::Unsupported(what)));
        }
        Ok(field)
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        if key == TEXT {
            return self.text(value);
        }
        self.ser.write(Step::Word(key), value)
    }

    fn text<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.ser.depth == 0 {
            let what = "a `$text` at the top level, where it has no name";
            return Err(self.ser.fault(ErrorKind::Unsupported(what)));
        }
        let single = "a `$text` that is not a single value";
        self.ser.write(Step::Text(single), value)
    }

    fn finish(self) -> Result<(), Error> {
        if let Some(open) = self.open {
            open.close(self.ser)?;
        }
        self.ser.back(self.back);
        Ok(())
    }
}

macro_rules! entries {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for ListSerializer<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.entry(value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
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
        impl ser::$trait for MapSerializer<'_, '_> {
            type Ok = ();
            type Error = Error;

            // So that the name is a constant where it is looked at.
            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                let name = self.name(key)?;
                self.field(name, value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for MapSerializer<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let key = key
            .serialize(KeyText)
            .map_err(|error| self.ser.located(error))?;
        self.key = Some(key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        // serde demands a key before each value; without one there is nowhere to write to.
        let key = self.key.take().unwrap_or_default();
        self.field(&key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}
