//! The top level: a struct, a map, or the pairs in wire order.

use std::borrow::Cow;

use serde::de::{self, DeserializeSeed, Unexpected, Visitor};

use super::Deserializer;
use super::node::TapeDeserializer;
use crate::error::{Error, ErrorKind, Limit};
use crate::nvp::config::Empty;
use crate::nvp::name::Name;
use crate::nvp::pairs::{Pair, Pairs, Raw};
use crate::scalar::{Number, ValueReader, deserializer};

impl<'de> Deserializer<'de> {
    fn trimmed(&mut self, raw: Raw<'de>) -> Result<Raw<'de>, Error> {
        let piece = raw.piece();
        if !piece.is_spaced() {
            return Ok(raw);
        }
        let piece = piece.trimmed(&self.config, &mut self.warnings)?;
        Ok(Raw::of(piece))
    }

    fn whole<T>(
        &mut self,
        read: impl FnOnce(TapeDeserializer<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.lex()?;
        let value = read(TapeDeserializer { de: &mut *self });
        value.map_err(|error| self.locate(error, 0))
    }
}

deserializer!(&mut Deserializer<'de>);

impl<'de> ValueReader<'de> for &mut Deserializer<'de> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.map(visitor)
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.whole(|node| node.top(visitor, &[]))
    }

    fn fields<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.whole(|node| node.top(visitor, fields))
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match Pairs::starting(self.body.bytes, self.body.start).next() {
            None => visitor.visit_unit(),
            Some(_) => Err(de::Error::invalid_type(Unexpected::Map, &visitor)),
        }
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.whole(|node| node.ignored(visitor))
    }

    fn one_of<V: Visitor<'de>>(
        self,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::Map, &visitor))
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
        let Some(pair) = self.next_pair()? else {
            return Ok(None);
        };
        self.count += 1;
        self.check(&pair)?;
        let halves = [pair.name, pair.value];
        let value = seed.deserialize(WirePair {
            de: self.de,
            halves,
        });
        // What is not a name is no path either.
        let name = || {
            Name::parse(&pair.name.lossy()).map_or_else(|_| String::new(), |name| name.to_string())
        };
        let named = |error: Error| error.or_path(name);
        value.map(Some).map_err(named)
    }
}

impl<'de> WirePairs<'_, 'de> {
    /// The next pair, without whitespace around its name and its value.
    fn next_pair(&mut self) -> Result<Option<Pair<'de>>, Error> {
        for pair in self.pairs.by_ref() {
            let [name, value] = [pair.name, pair.value].map(|raw| self.de.trimmed(raw));
            let trimmed = Pair {
                name: name?,
                value: value?,
            };
            // Whitespace alone is not a pair; a name that is empty has its `=`.
            let is_bare = pair.name.span().end == pair.value.span().start;
            if !(is_bare && trimmed.name.as_bytes().is_empty()) {
                return Ok(Some(trimmed));
            }
        }
        Ok(None)
    }

    fn check(&self, pair: &Pair<'_>) -> Result<(), Error> {
        let limits = &self.de.config.limits;
        let (names, name, value) = (limits.max_names(), limits.max_name(), limits.max_value());
        // A name is counted as it is meant.
        let name_len = pair.name.bytes().len();
        for (over, limit, raw) in [
            (self.count > names, Limit::Names(names), pair.name),
            (name_len > name as usize, Limit::Name(name), pair.name),
            (
                pair.value.as_bytes().len() > value as usize,
                Limit::Value(value),
                pair.value,
            ),
        ] {
            if over {
                return Err(Error::at(ErrorKind::Limit(limit), raw.span()));
            }
        }
        Ok(())
    }
}

/// One pair, as a tuple.
struct WirePair<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    halves: [Raw<'de>; 2],
}

deserializer!(WirePair<'_, 'de>);

impl<'de> ValueReader<'de> for WirePair<'_, 'de> {
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut halves = Halves {
            de: self.de,
            halves: self.halves.into_iter(),
        };
        let pair = visitor.visit_seq(&mut halves)?;
        match halves.halves.next() {
            None => Ok(pair),
            Some(half) => Err(Error::at(ErrorKind::TrailingElements, half.span())),
        }
    }
}

struct Halves<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    halves: std::array::IntoIter<Raw<'de>, 2>,
}

impl<'de> de::SeqAccess<'de> for &mut Halves<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(raw) = self.halves.next() else {
            return Ok(None);
        };
        let value = seed.deserialize(Half { de: self.de, raw });
        value.map(Some).map_err(|error| error.or_span(raw.span()))
    }
}

/// A name or value, as whatever a single text can be.
struct Half<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    raw: Raw<'de>,
}

deserializer!(Half<'_, 'de>);

impl<'de> ValueReader<'de> for Half<'_, 'de> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.de.scalar(self.raw.piece())?.any(visitor)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.de.scalar(self.raw.piece())?.number::<N, V>(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.de.scalar(self.raw.piece())?.boolean(visitor)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.de.scalar(self.raw.piece())?.unit(visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.raw.bytes_as(&self.de.config)? {
            Cow::Borrowed(bytes) => visitor.visit_borrowed_bytes(bytes),
            Cow::Owned(bytes) => visitor.visit_byte_buf(bytes),
        }
    }

    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.raw.as_bytes().is_empty() && self.de.config.empty == Empty::Absent {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.de.scalar(self.raw.piece())?.one_of(variants, visitor)
    }
}
