//! Reading Rust types out of a [`Value`], as they are read out of a body.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::{Key, Met, Nothing, Scalar, TEXT};
use crate::error::{Error, ErrorKind};
use crate::nvp::attribute;
use crate::nvp::value::{Tree, Value};

/// The entries of a tree, as fields or map entries.
struct Fields<'de> {
    entries: std::slice::Iter<'de, (String, Value)>,
    next: Option<&'de (String, Value)>,
    /// The fields of the struct that is being read, if it has attributes.
    known: &'static [&'static str],
    met: Met,
}

impl<'de> Fields<'de> {
    fn of(tree: &'de Tree, known: &'static [&'static str]) -> Self {
        Fields {
            entries: tree.iter(),
            next: None,
            known: if attribute::any(known) { known } else { &[] },
            met: Met::default(),
        }
    }

    fn visit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_map(&mut self)?;
        ended(value, self.entries.len())
    }
}

impl<'de> de::MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.next = self.entries.next();
        let Some((name, _)) = self.next else {
            return Ok(None);
        };
        let field = attribute::of_word(name, self.known).unwrap_or(name);
        let key = seed.deserialize(Key::new(Scalar::Borrowed(field), &mut self.met));
        key.map(Some).map_err(|error| error.within(name))
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let Some((name, value)) = self.next else {
            // serde demands a key before each value.
            return seed.deserialize(&Value::Null);
        };
        let read = seed.deserialize(value);
        read.map_err(|error| {
            if name == TEXT {
                error
            } else {
                error.within(name)
            }
        })
    }
}

/// The entries of a list, as map entries.
struct Indexed<'de> {
    entries: std::iter::Enumerate<std::slice::Iter<'de, Value>>,
    next: Option<&'de Value>,
    met: Met,
}

impl<'de> de::MapAccess<'de> for Indexed<'de> {
    type Error = Error;

    fn next_key_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some((index, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.next = Some(value);
        let mut text = itoa::Buffer::new();
        let index = Scalar::Transient(text.format(index));
        seed.deserialize(Key::new(index, &mut self.met)).map(Some)
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        // serde demands a key before each value.
        seed.deserialize(self.next.unwrap_or(&Value::Null))
    }
}

/// The entries of a list.
struct Entries<'de> {
    entries: std::slice::Iter<'de, Value>,
    count: usize,
}

impl<'de> de::SeqAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        let index = self.count;
        self.count += 1;
        let value = seed.deserialize(entry);
        value
            .map(Some)
            .map_err(|error| error.within(&format!("({index})")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

macro_rules! scalars {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Value::Text(text) => Scalar::Borrowed(text).$method(visitor),
                other => other.deserialize_any(visitor),
            }
        }
    )*};
}

fn ended<T>(value: T, left: usize) -> Result<T, Error> {
    match left {
        0 => Ok(value),
        _ => Err(Error::new(ErrorKind::TrailingElements)),
    }
}

impl<'de> Deserializer<'de> for &'de Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(entries) => {
                let mut entries = Entries {
                    entries: entries.iter(),
                    count: 0,
                };
                let value = visitor.visit_seq(&mut entries)?;
                ended(value, entries.entries.len())
            }
            Value::Tree(tree) => Fields::of(tree, &[]).visit(visitor),
        }
    }

    scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_unit
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => Nothing.deserialize_seq(visitor),
            Value::List(_) => self.deserialize_any(visitor),
            one => {
                let mut only = SeqDeserializer::new(std::iter::once(one));
                let value = visitor.visit_seq(&mut only)?;
                only.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => Nothing.deserialize_map(visitor),
            Value::Text(_) => {
                let text = (Scalar::Borrowed(TEXT), self);
                visitor.visit_map(MapDeserializer::new(std::iter::once(text)))
            }
            Value::List(entries) => visitor.visit_map(Indexed {
                entries: entries.iter().enumerate(),
                next: None,
                met: Met::default(),
            }),
            Value::Tree(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(_) if !fields.contains(&TEXT) => self.deserialize_any(visitor),
            // A struct could be read from a list as well, by position; no format here does that.
            Value::List(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &visitor)),
            Value::Tree(tree) => Fields::of(tree, fields).visit(visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => {
                Scalar::Borrowed(text.as_str()).deserialize_enum(name, variants, visitor)
            }
            Value::Tree(tree) if tree.len() > 1 => Err(Error::new(ErrorKind::TrailingElements)),
            Value::Tree(tree) => {
                visitor.visit_enum(MapAccessDeserializer::new(Fields::of(tree, &[])))
            }
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { char str string bytes byte_buf identifier }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
