//! The walk through a message that holds each field to its limits.
//!
//! A serializer that writes nothing: the message itself tells it, through its own `Serialize`,
//! which struct it is, which fields it has and what they hold. So a limit needs no code.

use std::fmt::{self, Write as _};

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::limit::Limit;
use super::report::{Report, Violation};
use crate::erased;

/// Adds what breaks one of the limits anywhere in the message.
pub(super) fn walk<T: Serialize>(
    message: &T,
    limits: &[&'static Limit],
    found: &mut Vec<Violation>,
) {
    if limits.is_empty() {
        return;
    }
    let mut walk = Walk {
        limits,
        path: String::new(),
        found,
    };
    // What cannot be serialized ends the walk, and no format could write it either.
    let _ = erased::write(
        message,
        Place {
            walk: &mut walk,
            field: None,
        },
    );
}

struct Walk<'w> {
    limits: &'w [&'static Limit],
    path: String,
    found: &'w mut Vec<Violation>,
}

/// A field: the name of its struct and its own.
type Field = Option<(&'static str, &'static str)>;

impl Walk<'_> {
    fn hold(&mut self, field: Field, broken: impl Fn(&Limit) -> Option<String>) {
        let Some((on, field)) = field else { return };
        let limits = self.limits.iter();
        for limit in limits.filter(|limit| limit.field == field && limit.on == on) {
            if let Some(text) = broken(limit) {
                Report::new(limit.rule, None, self.found).add(self.path.as_str(), text);
            }
        }
    }

    /// Goes down one step, does something there and comes back.
    fn within<R>(&mut self, name: &str, there: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.path.len();
        // The value of an element with attributes has no name of its own.
        if name != "$text" {
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(name);
        }
        let done = there(self);
        self.path.truncate(length);
        done
    }
}

/// Where the walk is, and which field that is. An entry of a list is the field of its list.
struct Place<'p, 'w> {
    walk: &'p mut Walk<'w>,
    field: Field,
}

impl Place<'_, '_> {
    fn text(self, text: &str) {
        self.walk
            .hold(self.field, |limit| limit.bound.broken_by(text));
    }

    fn nothing(self) {
        self.walk
            .hold(self.field, |limit| limit.bound.broken_by_nothing());
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),+) => {
        $(
            fn $method(self, number: $type) -> Result<(), Lost> {
                self.text(&number.to_string());
                Ok(())
            }
        )+
    };
}

impl<'p, 'w> Serializer for Place<'p, 'w> {
    type Ok = ();
    type Error = Lost;
    type SerializeSeq = Entries<'p, 'w>;
    type SerializeTuple = Entries<'p, 'w>;
    type SerializeTupleStruct = Entries<'p, 'w>;
    type SerializeTupleVariant = Entries<'p, 'w>;
    type SerializeMap = Fields<'p, 'w>;
    type SerializeStruct = Fields<'p, 'w>;
    type SerializeStructVariant = Fields<'p, 'w>;

    numbers! {
        serialize_bool: bool, serialize_char: char,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_i128: i128, serialize_u128: u128, serialize_f32: f32, serialize_f64: f64
    }

    fn serialize_str(self, text: &str) -> Result<(), Lost> {
        self.text(text);
        Ok(())
    }

    fn serialize_bytes(self, _bytes: &[u8]) -> Result<(), Lost> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Lost> {
        self.nothing();
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Lost> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Lost> {
        self.nothing();
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Lost> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Lost> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Lost> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Lost> {
        self.walk
            .within(variant, |walk| value.serialize(Place { walk, field: None }))
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Entries<'p, 'w>, Lost> {
        Ok(Entries {
            walk: self.walk,
            field: self.field,
            count: 0,
        })
    }

    fn serialize_tuple(self, len: usize) -> Result<Entries<'p, 'w>, Lost> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        len: usize,
    ) -> Result<Entries<'p, 'w>, Lost> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        len: usize,
    ) -> Result<Entries<'p, 'w>, Lost> {
        self.serialize_seq(Some(len))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Fields<'p, 'w>, Lost> {
        self.serialize_struct("", 0)
    }

    fn serialize_struct(self, on: &'static str, _len: usize) -> Result<Fields<'p, 'w>, Lost> {
        Ok(Fields {
            walk: self.walk,
            on,
            key: String::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Fields<'p, 'w>, Lost> {
        self.serialize_struct(variant, len)
    }
}

/// The entries of a list.
struct Entries<'p, 'w> {
    walk: &'p mut Walk<'w>,
    field: Field,
    count: usize,
}

impl Entries<'_, '_> {
    fn entry<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Lost> {
        let length = self.walk.path.len();
        // Writing to a String cannot fail.
        let _ = write!(self.walk.path, "({})", self.count);
        self.count += 1;
        let done = value.serialize(Place {
            walk: self.walk,
            field: self.field,
        });
        self.walk.path.truncate(length);
        done
    }

    fn count(self) {
        let count = self.count;
        self.walk
            .hold(self.field, |limit| limit.bound.broken_by_entries(count));
    }
}

macro_rules! lists {
    ($($trait:ident: $method:ident),+) => {
        $(
            impl $trait for Entries<'_, '_> {
                type Ok = ();
                type Error = Lost;

                fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Lost> {
                    self.entry(value)
                }

                fn end(self) -> Result<(), Lost> {
                    self.count();
                    Ok(())
                }
            }
        )+
    };
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

/// The fields of a struct, or the entries of a map, which has no name and so no limits.
struct Fields<'p, 'w> {
    walk: &'p mut Walk<'w>,
    on: &'static str,
    key: String,
}

macro_rules! structs {
    ($($trait:ident),+) => {
        $(
            impl $trait for Fields<'_, '_> {
                type Ok = ();
                type Error = Lost;

                fn serialize_field<T: ?Sized + Serialize>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), Lost> {
                    let field = Some((self.on, name));
                    self.walk
                        .within(name, |walk| value.serialize(Place { walk, field }))
                }

                fn skip_field(&mut self, name: &'static str) -> Result<(), Lost> {
                    let field = Some((self.on, name));
                    self.walk
                        .within(name, |walk| Place { walk, field }.nothing());
                    Ok(())
                }

                fn end(self) -> Result<(), Lost> {
                    Ok(())
                }
            }
        )+
    };
}

structs!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Lost;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Lost> {
        self.key.clear();
        write!(self.key, "{}", Key(key)).map_err(|fmt::Error| Lost)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Lost> {
        let key = std::mem::take(&mut self.key);
        self.walk
            .within(&key, |walk| value.serialize(Place { walk, field: None }))
    }

    fn end(self) -> Result<(), Lost> {
        Ok(())
    }
}

/// The key of a map, as its text.
struct Key<'a, T: ?Sized>(&'a T);

impl<T: ?Sized + Serialize> fmt::Display for Key<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

/// The walk cannot go on.
#[derive(Debug)]
struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be written")
    }
}

impl std::error::Error for Lost {}

impl ser::Error for Lost {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Lost
    }
}
