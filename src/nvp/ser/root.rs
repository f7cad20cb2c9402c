//! The top level: a struct, a map, or the pairs in wire order.

use serde::ser::{self, Serialize};

use super::compound::MapSerializer;
use super::pair::WirePairs;
use super::{Serializer, Start};
use crate::error::{Error, ErrorKind};
use crate::scalar::{ValueWriter, serializer};

serializer!(['s, 'a] &'s mut Serializer<'a> => (), WirePairs<'s, 'a>, Whole<'s, 'a>);

impl<'s, 'a> ValueWriter for &'s mut Serializer<'a> {
    #[cold]
    fn refuse<T>(self) -> Result<T, Error> {
        let what = "the top level must be a struct, a map, or a list of pairs";
        Err(Error::new(ErrorKind::Unsupported(what)))
    }

    fn text(self, _text: &str) -> Result<(), Error> {
        self.refuse()
    }

    fn none(self) -> Result<(), Error> {
        Ok(())
    }

    fn unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn list(self) -> Result<WirePairs<'s, 'a>, Error> {
        self.config.check_charset()?;
        Ok(WirePairs::new(self))
    }

    #[inline]
    fn map(self) -> Result<Whole<'s, 'a>, Error> {
        self.config.check_charset()?;
        Ok(Whole::new(self))
    }
}

/// The fields or entries at the top. Unless they are ended they are taken back.
pub struct Whole<'s, 'a> {
    fields: MapSerializer<'s, 'a>,
    /// Where they start, if they are to be taken back.
    start: Option<Start>,
}

impl<'s, 'a> Whole<'s, 'a> {
    #[inline]
    fn new(ser: &'s mut Serializer<'a>) -> Self {
        let (start, back) = (Some(ser.start()), ser.mark());
        let fields = MapSerializer::new(ser, back);
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

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Whole<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                ser::$trait::serialize_field(&mut self.fields, key, value)
            }

            #[inline]
            fn end(mut self) -> Result<(), Error> {
                self.start = None;
                Ok(())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

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
