//! What is read of a value that no type knows.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{EMPTY_LIST, EMPTY_OBJECT, NULL, Place};
use crate::codec::path::push_index;

/// Takes whatever comes, and notes every value in it that has nothing inside.
pub(super) struct Whatever<'p> {
    pub(super) place: &'p mut Place,
    /// Whether this is the inside of a newtype, which is how a reader of JSON marks a literal.
    pub(super) marked: bool,
}

impl<'de> DeserializeSeed<'de> for Whatever<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }
}

macro_rules! literals {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method<E: Error>(self, value: $ty) -> Result<(), E> {
            self.place.add(value.to_string(), true);
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for Whatever<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    literals! {
        visit_bool bool;
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.place.add(value.to_string(), value.is_finite());
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.place.add(value, self.marked);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.place.add(NULL.to_owned(), true);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        let place = self.place;
        inner.deserialize_any(Whatever {
            place,
            marked: true,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let place = self.place;
        let mark = place.path.len();
        let mut index = 0;
        loop {
            push_index(&mut place.path, index);
            let marked = false;
            let entry = entries.next_element_seed(Whatever { place, marked })?;
            place.leave(mark);
            if entry.is_none() {
                break;
            }
            index += 1;
        }
        if index == 0 {
            place.add(EMPTY_LIST.to_owned(), true);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let place = self.place;
        let mark = place.path.len();
        let mut empty = true;
        while let Some(name) = members.next_key::<String>()? {
            empty = false;
            place.enter_member(&name);
            let marked = false;
            members.next_value_seed(Whatever { place, marked })?;
            place.leave(mark);
        }
        if empty {
            place.add(EMPTY_OBJECT.to_owned(), true);
        }
        Ok(())
    }
}
