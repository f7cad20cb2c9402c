//! The layer around a serializer: at each place it adds what stands there besides.

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::{Augmented, BOTH, Extra};
use crate::codec::embedded;
use crate::scalar::EMBEDDED;

/// A serializer that adds `extra`, which is not empty, to the one value it is given.
pub(super) struct Adding<'a, S> {
    pub(super) inner: S,
    pub(super) extra: &'a Extra<'a>,
}

impl<'a, S: Serializer> Adding<'a, S> {
    /// Writes a single value, and beside it what else stands at its name.
    fn scalar<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        if self.extra.text.is_some() || !self.extra.entries.is_empty() {
            return Err(S::Error::custom("an unknown value in the place of a field"));
        }
        let mut map = self.inner.serialize_map(None)?;
        self.extra.serialize_attributes(&mut map, |_| true)?;
        map.serialize_entry("$text", value)?;
        self.extra.serialize_children(&mut map, |_| true)?;
        map.end()
    }

    fn entries(self, length: Option<usize>) -> Result<Entries<'a, S>, S::Error> {
        if self.extra.has_children() {
            return Err(S::Error::custom(BOTH));
        }
        let more = self
            .extra
            .entries
            .range(1..)
            .any(|(_, entry)| entry.strange);
        let inner = if self.extra.bare && length == Some(1) && !more {
            List::Bare(Some(self.inner), None)
        } else {
            List::Entries(self.inner.serialize_seq(None)?)
        };
        Ok(Entries {
            inner,
            extra: self.extra,
            next: 0,
        })
    }

    fn members(self) -> Result<Members<'a, S::SerializeMap>, S::Error> {
        if !self.extra.entries.is_empty() {
            return Err(S::Error::custom(BOTH));
        }
        Ok(Members {
            inner: self.inner.serialize_map(None)?,
            extra: self.extra,
            written: Vec::new(),
            begun: false,
            key: None,
        })
    }

    fn variant<T>() -> Result<T, S::Error> {
        Err(S::Error::custom("an unknown value within a variant"))
    }
}

macro_rules! scalars {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method(self, value: $ty) -> Result<S::Ok, S::Error> {
            self.scalar(&value)
        }
    )*};
}

impl<'a, S: Serializer> Serializer for Adding<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Entries<'a, S>;
    type SerializeTuple = Entries<'a, S>;
    type SerializeTupleStruct = Entries<'a, S>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Members<'a, S::SerializeMap>;
    type SerializeStruct = Members<'a, S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    scalars! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
    }

    /// Where the message has nothing, what stands besides is all there is.
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        if self.extra.strange {
            self.extra.serialize(self.inner)
        } else {
            self.inner.serialize_none()
        }
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        if self.extra.strange {
            self.extra.serialize(self.inner)
        } else {
            self.inner.serialize_unit()
        }
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, S::Error> {
        self.extra.serialize(self.inner)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let extra = Some(self.extra);
        self.inner.serialize_some(&Augmented { value, extra })
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        // A document in a text has everything in it already.
        let inside = name == EMBEDDED && embedded::has(value, self.extra)?;
        let extra = Some(self.extra).filter(|_| !inside);
        let value = Augmented { value, extra };
        self.inner.serialize_newtype_struct(name, &value)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.scalar(variant)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        self.entries(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.entries(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.entries(Some(length))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.members()
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.members()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Self::variant()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Self::variant()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Self::variant()
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// A list; entries beyond its own come at its end.
pub(super) struct Entries<'a, S: Serializer> {
    inner: List<S>,
    extra: &'a Extra<'a>,
    next: usize,
}

enum List<S: Serializer> {
    Entries(S::SerializeSeq),
    /// A list of one: the entry alone, and what came of writing it.
    Bare(Option<S>, Option<S::Ok>),
}

impl<S: Serializer> Entries<'_, S> {
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        let extra = self.extra.entries.get(&self.next);
        self.next += 1;
        let value = Augmented { value, extra };
        match &mut self.inner {
            List::Entries(list) => list.serialize_element(&value),
            List::Bare(serializer, done) => {
                let serializer = serializer.take().ok_or_else(|| S::Error::custom(MORE))?;
                *done = Some(value.serialize(serializer)?);
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<S::Ok, S::Error> {
        match self.inner {
            List::Entries(mut list) => {
                self.extra.serialize_entries(&mut list, self.next)?;
                list.end()
            }
            List::Bare(_, done) => done.ok_or_else(|| S::Error::custom(MORE)),
        }
    }
}

/// What no `Serialize` should do.
const MORE: &str = "a list of another length than it said";

macro_rules! entries {
    ($($trait:ident $method:ident;)*) => {$(
        impl<S: Serializer> $trait for Entries<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.entry(value)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.finish()
            }
        }
    )*};
}

entries! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

/// Named children; a field meets what stands below its name, and the rest comes around them.
pub(super) struct Members<'a, M> {
    inner: M,
    extra: &'a Extra<'a>,
    /// The places of those extra children that were written with a field, in order of the fields.
    written: Vec<usize>,
    begun: bool,
    key: Option<String>,
}

impl<M: SerializeMap> Members<'_, M> {
    /// Writes what has to come before the first field.
    fn begin(&mut self) -> Result<(), M::Error> {
        if !std::mem::replace(&mut self.begun, true) {
            self.extra.serialize_attributes(&mut self.inner, |_| true)?;
            if let Some(text) = &self.extra.text {
                self.inner.serialize_entry("$text", text)?;
            }
        }
        Ok(())
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), M::Error> {
        self.begin()?;
        let place = self.extra.words.place(key);
        let extra = place.map(|place| &self.extra.words.children[place].1);
        self.written.extend(place);
        self.inner.serialize_entry(key, &Augmented { value, extra })
    }

    fn finish(mut self) -> Result<M::Ok, M::Error> {
        self.begin()?;
        self.written.sort_unstable();
        let written = self.written;
        let left = |place| written.binary_search(&place).is_err();
        self.extra.serialize_children(&mut self.inner, left)?;
        self.inner.end()
    }
}

impl<M: SerializeMap> SerializeStruct for Members<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        // A field of a struct, which is written as one of a map here.
        let bare = key.strip_prefix('@').filter(|_| self.extra.nvp);
        self.member(bare.unwrap_or(key), value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}

impl<M: SerializeMap> SerializeMap for Members<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        let key = serde_json::to_value(key).map_err(M::Error::custom)?;
        self.key = Some(match key {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        let key = self.key.take().unwrap_or_default();
        self.member(&key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}
