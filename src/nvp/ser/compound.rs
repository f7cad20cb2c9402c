//! Writing the children of the current name.

use serde::ser::{self, Serialize};

use super::Serializer;
use super::key::KeyText;
use super::place::Place;
use crate::error::{Error, ErrorKind};
use crate::nvp::tape::TEXT;

/// A variant whose children are being written one level down.
struct Open {
    variant: &'static str,
    /// The name to come back to, and how many pairs there were before.
    back: usize,
    pairs: usize,
}

impl Open {
    fn new(ser: &mut Serializer<'_>, variant: &'static str) -> Result<Self, Error> {
        let open = Open {
            variant,
            back: ser.path.len(),
            pairs: ser.pairs,
        };
        ser.step(variant)?;
        Ok(open)
    }

    fn close(self, ser: &mut Serializer<'_>) -> Result<(), Error> {
        ser.depth -= 1;
        ser.path.truncate(self.back);
        if ser.pairs == self.pairs {
            ser.value(self.variant)?;
        }
        Ok(())
    }
}

/// The entries of a list or tuple.
pub(super) struct Entries<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    next: usize,
    open: Option<Open>,
}

impl<'s, 'a> Entries<'s, 'a> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>) -> Self {
        Entries {
            ser,
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
        let index = self.next;
        self.next += 1;
        let before = self.ser.pairs;
        self.ser.entry(index, |ser| {
            value
                .serialize(Place {
                    ser: &mut *ser,
                    single: None,
                })
                .map_err(|error| ser.locate(error))?;
            if ser.pairs == before {
                let what = "a list entry with nothing in it, which would leave a gap";
                return Err(ser.fault(ErrorKind::Unsupported(what)));
            }
            Ok(())
        })
    }

    fn finish(self) -> Result<(), Error> {
        match self.open {
            Some(open) => open.close(self.ser),
            None => Ok(()),
        }
    }
}

/// The fields of a struct, or the entries of a map.
pub struct Fields<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    key: Option<String>,
    open: Option<Open>,
}

impl<'s, 'a> Fields<'s, 'a> {
    #[inline]
    pub(super) fn new(ser: &'s mut Serializer<'a>) -> Self {
        Fields {
            ser,
            key: None,
            open: None,
        }
    }

    pub(super) fn of_variant(mut self, variant: &'static str) -> Result<Self, Error> {
        self.open = Some(Open::new(self.ser, variant)?);
        Ok(self)
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        if key == TEXT {
            return self.text(value);
        }
        self.ser.below(key, |ser| {
            let written = value.serialize(Place {
                ser: &mut *ser,
                single: None,
            });
            written.map_err(|error| ser.locate(error))
        })
    }

    #[inline]
    fn known_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        if key == TEXT {
            return self.text(value);
        }
        let ser = &mut *self.ser;
        let back = ser.path.len();
        ser.step_to_field(key)?;
        let written = value.serialize(Place {
            ser: &mut *ser,
            single: None,
        });
        written.map_err(|error| ser.locate(error))?;
        ser.back(back);
        Ok(())
    }

    fn text<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.ser.depth == 0 {
            let what = "a `$text` at the top, where there is no name for it";
            return Err(self.ser.fault(ErrorKind::Unsupported(what)));
        }
        let written = value.serialize(Place {
            ser: &mut *self.ser,
            single: Some("a `$text` that is not a single value"),
        });
        written.map_err(|error| self.ser.locate(error))
    }

    fn finish(self) -> Result<(), Error> {
        match self.open {
            Some(open) => open.close(self.ser),
            None => Ok(()),
        }
    }
}

macro_rules! entries {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for Entries<'_, '_> {
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
        impl ser::$trait for Fields<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.known_field(key, value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let key = key
            .serialize(KeyText)
            .map_err(|error| self.ser.locate(error))?;
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
