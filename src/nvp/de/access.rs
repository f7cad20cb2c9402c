//! From child to child.

use serde::de::{self, DeserializeSeed};

use super::node::TapeDeserializer;
use super::{BorrowedKey, Deserializer, MapKey, Scalar, SeenVariants, TEXT};
use crate::error::Error;
use crate::nvp::config::NameCase;
use crate::nvp::tape::{self, flag};
use crate::nvp::warning::WarningKind;
use crate::scalar::attribute;

/// The entries of a list.
pub(super) struct TapeListAccess<'a, 'de> {
    pub(super) de: &'a mut Deserializer<'de>,
    /// How deep the entries are.
    pub(super) depth: u16,
    /// How many are left, where that is known.
    pub(super) left: u32,
    /// The flag that entries have.
    pub(super) only: u16,
}

impl<'de> de::SeqAccess<'de> for TapeListAccess<'_, 'de> {
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
        let value = seed.deserialize(TapeDeserializer { de: &mut *self.de });
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
        seed.deserialize(TapeDeserializer { de: &mut *self.de })
            .map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(!self.read))
    }
}

/// The children of a node as fields, or as the entries of a map.
pub(super) struct TapeMapAccess<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    depth: u16,
    /// The fields of the struct that is being read; none for a map.
    known: &'static [&'static str],
    /// Whether a name may be that of a field which is spelled otherwise.
    fold: bool,
    met: SeenVariants,
    /// Those of the fields that are there in their own letter case, once that was asked.
    exact: Option<Vec<&'static str>>,
}

impl<'a, 'de> TapeMapAccess<'a, 'de> {
    pub(super) fn new(
        de: &'a mut Deserializer<'de>,
        depth: u16,
        known: &'static [&'static str],
    ) -> Self {
        let any_case = de.config.names == NameCase::Any && !known.is_empty();
        let fold = any_case || attribute::any(known);
        TapeMapAccess {
            de,
            depth,
            known,
            fold,
            met: SeenVariants::default(),
            exact: None,
        }
    }

    /// The field that the word at the place is in another letter case.
    #[cold]
    fn folded(&mut self) -> Option<&'static str> {
        let word = self.de.tape.word(&self.de.body, self.de.node());
        if self.known.contains(&word) {
            return None;
        }
        let mut fields = self.known.iter();
        let field = fields.find(|field| field.eq_ignore_ascii_case(word))?;
        // The field under its own name has precedence, wherever it stands.
        if self.exact.is_none() {
            self.exact = Some(self.under_their_own_names());
        }
        let taken = self
            .exact
            .as_ref()
            .is_some_and(|exact| exact.contains(field));
        (!taken).then_some(*field)
    }

    /// The fields that are there under their own names, which is found out once.
    fn under_their_own_names(&self) -> Vec<&'static str> {
        let tape = &self.de.tape;
        let before = tape.nodes[..self.de.at].iter().rev();
        let before = before.take_while(|node| node.depth >= self.depth);
        let after = tape.nodes[self.de.at..].iter();
        let after = after.take_while(|node| node.depth >= self.depth);
        let words = before
            .chain(after)
            .filter(|node| node.depth == self.depth && !node.has(flag::INDEX | flag::OWN));
        let words = words.map(|node| tape.word(&self.de.body, node));
        // No two of them are the same.
        let field = |word: &str| self.known.iter().find(|field| **field == word);
        words.filter_map(field).copied().collect()
    }

    /// The key of a child that has no word, or one that may have to be folded.
    #[cold]
    fn odd_key<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = *self.de.node();
        if node.has(flag::OWN) {
            return seed.deserialize(Scalar::Borrowed(TEXT));
        }
        let mut index = itoa::Buffer::new();
        let key = if node.has(flag::INDEX) {
            Scalar::Transient(index.format(node.start))
        } else if let Some(field) = self.respelled(&node) {
            Scalar::Borrowed(field)
        } else {
            Scalar::Transient(self.de.tape.word(&self.de.body, &node))
        };
        seed.deserialize(MapKey::new(key, &mut self.met))
    }

    /// The field that a word is another spelling of.
    fn respelled(&mut self, node: &tape::TapeNode) -> Option<&'static str> {
        if !self.fold {
            return None;
        }
        let word = self.de.tape.word(&self.de.body, node);
        if let Some(field) = attribute::of_word(word, self.known) {
            return Some(field);
        }
        let any_case = self.de.config.names == NameCase::Any;
        let field = any_case.then(|| self.folded()).flatten()?;
        self.de.warn(WarningKind::NameCase, self.de.at);
        Some(field)
    }
}

impl<'de> de::MapAccess<'de> for TapeMapAccess<'_, 'de> {
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
            Some(word) => seed.deserialize(BorrowedKey::new(word, &mut self.met)),
            None => self.odd_key(seed),
        };
        key.map(Some).map_err(|error| self.de.locate_key(error))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let at = self.de.at;
        let value = seed.deserialize(TapeDeserializer { de: &mut *self.de });
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
        seed.deserialize(Scalar::Borrowed(TEXT)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(TapeDeserializer { de: &mut *self.de })
    }
}
