//! From child to child.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::node::Node;
use super::{Deserializer, PlainName, Scalar, TEXT};
use crate::error::Error;
use crate::nvp::attribute;
use crate::nvp::config::NameCase;

use crate::nvp::tape::flag;
use crate::nvp::warning::WarningKind;

/// The entries of a list.
pub(super) struct Entries<'a, 'de> {
    pub(super) de: &'a mut Deserializer<'de>,
    /// How deep the entries are.
    pub(super) depth: u16,
    /// How many are left, where that is known.
    pub(super) left: u32,
    /// The flag that entries have.
    pub(super) only: u16,
}

impl<'de> de::SeqAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let mut node = self.de.node();
        while node.depth >= self.depth && !node.has(self.only) {
            self.de.at = self.de.tape.after(self.de.at);
            node = self.de.node();
        }
        if node.depth < self.depth {
            return Ok(None);
        }
        self.left = self.left.saturating_sub(1);
        let at = self.de.at;
        let value = seed.deserialize(Node { de: &mut *self.de });
        value.map(Some).map_err(|error| self.de.locate(error, at))
    }

    fn size_hint(&self) -> Option<usize> {
        // Every entry is a node of the tape, so this is bounded by what was read.
        (self.left > 0).then_some(self.left as usize)
    }
}

/// A node that stands for the only entry of a list.
pub(super) struct One<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    read: bool,
}

impl<'a, 'de> One<'a, 'de> {
    pub(super) fn new(de: &'a mut Deserializer<'de>) -> Self {
        One { de, read: false }
    }
}

impl<'de> de::SeqAccess<'de> for One<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if std::mem::replace(&mut self.read, true) {
            return Ok(None);
        }
        seed.deserialize(Node { de: &mut *self.de }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(!self.read))
    }
}

/// The children of a node as fields, or as the entries of a map.
pub(super) struct Fields<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    depth: u16,
    /// The fields of the struct that is being read; none for a map.
    known: &'static [&'static str],
    /// Whether a name may be that of a field which is spelled otherwise.
    fold: bool,
}

impl<'a, 'de> Fields<'a, 'de> {
    pub(super) fn new(
        de: &'a mut Deserializer<'de>,
        depth: u16,
        known: &'static [&'static str],
    ) -> Self {
        let any_case = de.config.names == NameCase::Any && !known.is_empty();
        let fold = any_case || attribute::any(known);
        Fields {
            de,
            depth,
            known,
            fold,
        }
    }

    /// The field that the word at the place is in another letter case.
    #[cold]
    fn folded(&self) -> Option<&'static str> {
        let tape = &self.de.tape;
        let word = tape.word(&self.de.body, self.de.node());
        if self.known.contains(&word) {
            return None;
        }
        let mut fields = self.known.iter();
        let field = fields.find(|field| field.eq_ignore_ascii_case(word))?;
        // The field under its own name has precedence, wherever it stands.
        let before = tape.nodes[..self.de.at].iter().rev();
        let before = before.take_while(|node| node.depth >= self.depth);
        let after = tape.nodes[self.de.at..].iter();
        let after = after.take_while(|node| node.depth >= self.depth);
        let mut siblings = before.chain(after).filter(|node| node.depth == self.depth);
        let taken = siblings.any(|node| tape.word(&self.de.body, node) == *field);
        (!taken).then_some(*field)
    }

    /// The key of a child that has no word, or one that may have to be folded.
    #[cold]
    fn odd_key<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = *self.de.node();
        if node.has(flag::OWN) {
            return seed.deserialize(Key::Word(TEXT));
        }
        if node.has(flag::INDEX) {
            return seed.deserialize(Key::Index(node.start));
        }
        if self.fold {
            let word = self.de.tape.word(&self.de.body, &node);
            if let Some(field) = attribute::of_word(word, self.known) {
                return seed.deserialize(Key::Word(field));
            }
            let any_case = self.de.config.names == NameCase::Any;
            if let Some(field) = any_case.then(|| self.folded()).flatten() {
                self.de.warn(WarningKind::NameCase, self.de.at);
                return seed.deserialize(Key::Word(field));
            }
        }
        seed.deserialize(Key::Word(self.de.tape.word(&self.de.body, &node)))
    }
}

impl<'de> de::MapAccess<'de> for Fields<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let node = self.de.node();
        if node.depth < self.depth {
            return Ok(None);
        }
        let odd = node.has(flag::SIDE | flag::INDEX | flag::OWN) || self.fold;
        let text = self.de.body.text.filter(|_| !odd);
        let key = match text.and_then(|text| text.get(node.word())) {
            Some(word) => seed.deserialize(PlainName::<Scalar<'de, 'de>>::new(word)),
            None => self.odd_key(seed),
        };
        key.map(Some).map_err(|error| self.de.locate_key(error))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let at = self.de.at;
        let value = seed.deserialize(Node { de: &mut *self.de });
        value.map_err(|error| self.de.locate(error, at))
    }
}

/// A plain value as a struct or map that has nothing but its text.
pub(super) struct Lone<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    read: bool,
}

impl<'a, 'de> Lone<'a, 'de> {
    pub(super) fn new(de: &'a mut Deserializer<'de>) -> Self {
        Lone { de, read: false }
    }
}

impl<'de> de::MapAccess<'de> for Lone<'_, 'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if std::mem::replace(&mut self.read, true) {
            return Ok(None);
        }
        seed.deserialize(Key::Word(TEXT)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Node { de: &mut *self.de })
    }
}

impl IntoDeserializer<'_, Error> for Key<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A step as the key of a field or map entry, where it is no word of the body or may be none.
pub(super) enum Key<'k> {
    Word(&'k str),
    Index(u32),
}

macro_rules! numeric_keys {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Key::Word(word) => Scalar::Transient(word).$method(visitor),
                Key::Index(index) => visitor.visit_u64(index.into()),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Key<'_> {
    type Error = Error;

    #[inline(always)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Key::Word(word) => visitor.visit_str(word),
            Key::Index(index) => visitor.visit_str(itoa::Buffer::new().format(index)),
        }
    }

    numeric_keys! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_bool
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

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Key::Word(word) => visitor.visit_enum(word.into_deserializer()),
            Key::Index(index) => {
                let text = itoa::Buffer::new().format(index).to_owned();
                visitor.visit_enum(text.into_deserializer())
            }
        }
    }

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
