//! Writing a value at the current name.

use std::fmt::Display;

use serde::ser::Serialize;

use super::compound::{ListSerializer, MapSerializer};
use super::{Mark, Serializer, Step};
use crate::error::{Error, ErrorKind};
use crate::scalar::{ValueWriter, serializer};

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
}

serializer!(['s, 'a] Place<'s, 'a, '_> => (), ListSerializer<'s, 'a>, MapSerializer<'s, 'a>);

impl<'s, 'a> ValueWriter for Place<'s, 'a, '_> {
    #[cold]
    fn refuse<T>(self) -> Result<T, Error> {
        let what = "a number that is not finite";
        Err(Error::new(ErrorKind::Unsupported(what)))
    }

    #[inline]
    fn text(self, text: &str) -> Result<(), Error> {
        self.ser.value(self.step, text)
    }

    #[inline]
    fn plain(self, text: &str) -> Result<(), Error> {
        self.ser.plain(self.step, text)
    }

    fn float(self, number: f64, text: &dyn Display) -> Result<(), Error> {
        if !number.is_finite() {
            return self.refuse();
        }
        self.plain(&text.to_string())
    }

    fn bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.ser.bytes(self.step, bytes)
    }

    #[inline]
    fn none(self) -> Result<(), Error> {
        Ok(())
    }

    fn unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn variant<T: Serialize + ?Sized>(self, variant: &'static str, value: &T) -> Result<(), Error> {
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
    fn list(self) -> Result<ListSerializer<'s, 'a>, Error> {
        let (ser, back) = self.enter()?;
        Ok(ListSerializer::new(ser, back))
    }

    fn list_variant(self, variant: &'static str) -> Result<ListSerializer<'s, 'a>, Error> {
        self.list()?.of_variant(variant)
    }

    #[inline]
    fn map(self) -> Result<MapSerializer<'s, 'a>, Error> {
        let (ser, back) = self.enter()?;
        Ok(MapSerializer::new(ser, back))
    }

    fn map_variant(self, variant: &'static str) -> Result<MapSerializer<'s, 'a>, Error> {
        self.map()?.of_variant(variant)
    }
}
