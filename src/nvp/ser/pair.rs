//! A list at the top level: pairs in wire order.

use serde::ser::{self, Impossible, Serialize};

use super::key::KeyText;
use super::{Serializer, Start, Step};
use crate::error::{Error, ErrorKind};
use crate::scalar::{ValueWriter, serializer};

fn not_a_pair() -> Error {
    Error::new(ErrorKind::Unsupported(NOT_A_PAIR))
}

const NOT_A_PAIR: &str =
    "a list at the top level whose entries are not pairs of a name and a scalar";

/// The pairs of a body, one after the other. Unless they are ended they are taken back.
pub struct WirePairs<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    /// Where they start, if they are to be taken back.
    start: Option<Start>,
}

impl Drop for WirePairs<'_, '_> {
    fn drop(&mut self) {
        if let Some(start) = self.start {
            self.ser.undo(start);
        }
    }
}

impl<'s, 'a> WirePairs<'s, 'a> {
    pub(super) fn new(ser: &'s mut Serializer<'a>) -> Self {
        let start = Some(ser.start());
        WirePairs { ser, start }
    }

    fn pair<T: Serialize + ?Sized>(&mut self, pair: &T) -> Result<(), Error> {
        let before = self.ser.pairs;
        pair.serialize(WirePair {
            ser: &mut *self.ser,
        })?;
        self.ser.path.truncate(1);
        if self.ser.pairs == before {
            return Err(not_a_pair());
        }
        Ok(())
    }
}

macro_rules! wire_pairs {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for WirePairs<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, pair: &T) -> Result<(), Error> {
                self.pair(pair)
            }

            fn end(mut self) -> Result<(), Error> {
                self.start = None;
                Ok(())
            }
        }
    )*};
}

wire_pairs! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// One pair: the first half is the name, the second the value.
pub(super) struct WirePair<'s, 'a> {
    ser: &'s mut Serializer<'a>,
}

serializer!(['s, 'a] WirePair<'s, 'a> => (), Halves<'s, 'a>, Impossible<(), Error>);

impl<'s, 'a> ValueWriter for WirePair<'s, 'a> {
    fn refuse<T>(self) -> Result<T, Error> {
        Err(not_a_pair())
    }

    fn text(self, _text: &str) -> Result<(), Error> {
        self.refuse()
    }

    fn list(self) -> Result<Halves<'s, 'a>, Error> {
        let (ser, count) = (self.ser, 0);
        Ok(Halves { ser, count })
    }
}

/// The halves of a pair as they come.
pub(super) struct Halves<'s, 'a> {
    ser: &'s mut Serializer<'a>,
    count: usize,
}

impl Halves<'_, '_> {
    fn half<T: Serialize + ?Sized>(&mut self, half: &T) -> Result<(), Error> {
        self.count += 1;
        match self.count {
            1 => self.name(&half.serialize(KeyText)?),
            2 => self.ser.write(Step::Text(NOT_A_PAIR), half),
            _ => Err(not_a_pair()),
        }
    }

    /// A name as it stands, whatever is in it.
    fn name(&mut self, name: &str) -> Result<(), Error> {
        let start = self.ser.out.len();
        self.ser.name(name)?;
        self.ser.extend_path(start);
        Ok(())
    }
}

macro_rules! halves {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for Halves<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, half: &T) -> Result<(), Error> {
                self.half(half)
            }

            fn end(self) -> Result<(), Error> {
                if self.count == 2 { Ok(()) } else { Err(not_a_pair()) }
            }
        }
    )*};
}

halves! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}
