//! Reading Rust types out of a [`Value`], as they are read out of a body.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{self, IntoDeserializer, Visitor};

use super::{MapKey, Nothing, Scalar, SeenVariants, TEXT};
use crate::error::{Error, ErrorKind};
use crate::nvp::value::{Map, Value};
use crate::scalar::attribute;
use crate::scalar::{Number, ValueReader, deserializer};

/// The entries of a tree, as fields or map entries.
struct ValueTreeAccess<'de> {
    entries: std::slice::Iter<'de, (String, Value)>,
    next: Option<&'de (String, Value)>,
    /// The fields of the struct that is being read, if it has attributes.
    known: &'static [&'static str],
    met: SeenVariants,
}

impl<'de> ValueTreeAccess<'de> {
    fn of(tree: &'de Map, known: &'static [&'static str]) -> Self {
        ValueTreeAccess {
            entries: tree.iter(),
            next: None,
            known: if attribute::any(known) { known } else { &[] },
            met: SeenVariants::default(),
        }
    }

    fn visit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_map(&mut self)?;
        ended(value, self.entries.len())
    }
}

impl<'de> de::MapAccess<'de> for ValueTreeAccess<'de> {
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
        let key = seed.deserialize(MapKey::new(Scalar::Borrowed(field), &mut self.met));
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
    met: SeenVariants,
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
        seed.deserialize(MapKey::new(index, &mut self.met))
            .map(Some)
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        // serde demands a key before each value.
        seed.deserialize(self.next.unwrap_or(&Value::Null))
    }
}

/// The entries of a list.
struct ValueListAccess<'de> {
    entries: std::slice::Iter<'de, Value>,
    count: usize,
}

impl<'de> de::SeqAccess<'de> for ValueListAccess<'de> {
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

fn ended<T>(value: T, left: usize) -> Result<T, Error> {
    match left {
        0 => Ok(value),
        _ => Err(Error::new(ErrorKind::TrailingElements)),
    }
}

deserializer!(&'de Value);

impl<'de> ValueReader<'de> for &'de Value {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(entries) => {
                let mut entries = ValueListAccess {
                    entries: entries.iter(),
                    count: 0,
                };
                let value = visitor.visit_seq(&mut entries)?;
                ended(value, entries.entries.len())
            }
            Value::Map(tree) => ValueTreeAccess::of(tree, &[]).visit(visitor),
        }
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => Scalar::Borrowed(text).number::<N, V>(visitor),
            other => other.any(visitor),
        }
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => Scalar::Borrowed(text).boolean(visitor),
            other => other.any(visitor),
        }
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => Scalar::Borrowed(text).unit(visitor),
            other => other.any(visitor),
        }
    }

    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => Nothing.list(visitor),
            Value::List(_) => self.any(visitor),
            one => {
                let mut only = SeqDeserializer::new(std::iter::once(one));
                let value = visitor.visit_seq(&mut only)?;
                only.end()?;
                Ok(value)
            }
        }
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => Nothing.map(visitor),
            Value::Text(_) => {
                let text = (Scalar::Borrowed(TEXT), self);
                visitor.visit_map(MapDeserializer::new(std::iter::once(text)))
            }
            Value::List(entries) => visitor.visit_map(Indexed {
                entries: entries.iter().enumerate(),
                next: None,
                met: SeenVariants::default(),
            }),
            Value::Map(_) => self.any(visitor),
        }
    }

    fn fields<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(_) if !fields.contains(&TEXT) => self.any(visitor),
            // A struct could be read from a list as well, by position; no format here does that.
            Value::List(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &visitor)),
            Value::Map(tree) => ValueTreeAccess::of(tree, fields).visit(visitor),
            _ => self.map(visitor),
        }
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => Scalar::Borrowed(text).one_of(variants, visitor),
            Value::Map(tree) if tree.len() > 1 => Err(Error::new(ErrorKind::TrailingElements)),
            Value::Map(tree) => {
                visitor.visit_enum(MapAccessDeserializer::new(ValueTreeAccess::of(tree, &[])))
            }
            other => other.any(visitor),
        }
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

impl<'de> IntoDeserializer<'de, Error> for &'de Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
