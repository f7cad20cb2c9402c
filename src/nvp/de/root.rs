//! The top level: a struct, a map, or the pairs in wire order.

use serde::de::{self, DeserializeSeed, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::node::Node;
use super::{Deserializer, Scalar};
use crate::error::{Error, ErrorKind, Limit};
use crate::nvp::pairs::{Pairs, Raw};

impl<'de> Deserializer<'de> {
    fn whole<T>(
        &mut self,
        read: impl FnOnce(Node<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.lex()?;
        let value = read(Node { de: &mut *self });
        value.map_err(|error| self.locate(error, 0))
    }

    fn decoded_raw(&mut self, raw: Raw<'de>) -> Result<Scalar<'de, '_>, Error> {
        if let Some(text) = self.body.text {
            let escaped = memchr::memchr2(b'%', b'+', raw.as_bytes()).is_some();
            if let (false, Some(text)) = (escaped, text.get(raw.span())) {
                return Ok(Scalar::Borrowed(text));
            }
        }
        self.scratch.clear();
        let piece = raw.piece();
        piece.text(&self.config, &mut self.scratch, &mut self.warnings)?;
        match std::str::from_utf8(&self.scratch) {
            Ok(text) => Ok(Scalar::Transient(text)),
            Err(_) => Err(Error::at(ErrorKind::InvalidEncoding("UTF-8"), raw.span())),
        }
    }
}

impl<'de> de::Deserializer<'de> for &mut Deserializer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.whole(|node| node.top(visitor, &[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.whole(|node| node.top(visitor, fields))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let pairs = Pairs::starting(self.body.bytes, self.body.start);
        let mut access = WirePairs {
            de: self,
            pairs,
            count: 0,
        };
        let value = visitor.visit_seq(&mut access)?;
        match access.pairs.next() {
            None => Ok(value),
            Some(pair) => Err(Error::at(ErrorKind::TrailingElements, pair.name.span())),
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

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match Pairs::starting(self.body.bytes, self.body.start).next() {
            None => visitor.visit_unit(),
            Some(_) => Err(de::Error::invalid_type(Unexpected::Map, &visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.whole(|node| de::Deserializer::deserialize_ignored_any(node, visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::Map, &visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        identifier
    }
}

/// The pairs of a body as they stand, each a tuple of name and value.
struct WirePairs<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    pairs: Pairs<'de>,
    count: u32,
}

impl<'de> de::SeqAccess<'de> for &mut WirePairs<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(pair) = self.pairs.next() else {
            return Ok(None);
        };
        self.count += 1;
        let limits = &self.de.config.limits;
        let (max_names, max_name) = (limits.max_names(), limits.max_name());
        let max_value = limits.max_value();
        for (over, limit, raw) in [
            (self.count > max_names, Limit::Names(max_names), pair.name),
            (
                pair.name.as_bytes().len() > max_name as usize,
                Limit::Name(max_name),
                pair.name,
            ),
            (
                pair.value.as_bytes().len() > max_value as usize,
                Limit::Value(max_value),
                pair.value,
            ),
        ] {
            if over {
                return Err(Error::at(ErrorKind::Limit(limit), raw.span()));
            }
        }
        let halves = [pair.name, pair.value];
        seed.deserialize(WirePair {
            de: self.de,
            halves,
        })
        .map(Some)
    }
}

/// One pair, as a tuple.
struct WirePair<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    halves: [Raw<'de>; 2],
}

impl<'de> de::Deserializer<'de> for WirePair<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Halves {
            de: self.de,
            halves: self.halves.into_iter(),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Halves<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    halves: std::array::IntoIter<Raw<'de>, 2>,
}

impl<'de> de::SeqAccess<'de> for Halves<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(raw) = self.halves.next() else {
            return Ok(None);
        };
        let value = self
            .de
            .decoded_raw(raw)
            .and_then(|text| seed.deserialize(text));
        value.map(Some).map_err(|error| error.or_span(raw.span()))
    }
}
