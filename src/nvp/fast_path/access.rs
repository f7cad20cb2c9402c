//! From child to child.

use serde::de::{self, DeserializeSeed};

use super::Reader;
use super::node::CursorDeserializer;
use crate::error::Error;
use crate::fast_path::Taken;
use crate::nvp::de::BorrowedKey;
use crate::nvp::scan;

/// The children of a node as fields, or as the entries of a map.
pub(super) struct CursorMapAccess<'a, 'de, 'c> {
    reader: &'a mut Reader<'de, 'c>,
    /// What all their names start with.
    prefix: &'de [u8],
    /// The start of the first of their names.
    open: usize,
    /// Whether the reader is at the first of them still.
    first: bool,
    words: Taken,
}

impl<'a, 'de, 'c> CursorMapAccess<'a, 'de, 'c> {
    /// The first `prefix` bytes of the name the reader is at are what all names start with.
    #[inline(always)]
    pub(super) fn new(reader: &'a mut Reader<'de, 'c>, prefix: usize) -> Self {
        let open = reader.name;
        let prefix = reader.bytes().get(open..open + prefix).unwrap_or_default();
        CursorMapAccess {
            reader,
            prefix,
            open,
            first: true,
            words: Taken::default(),
        }
    }

    /// Comes back from children that must all have been read.
    #[inline(always)]
    pub(super) fn end(self) -> Result<(), Error> {
        if self.first || self.reader.is_below(self.prefix) {
            return Err(self.reader.give_up());
        }
        self.reader.attempt.ascend();
        Ok(())
    }
}

impl<'de> de::MapAccess<'de> for &mut CursorMapAccess<'_, 'de, '_> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let reader = &mut *self.reader;
        if reader.attempt.has_failed() || !self.first && !reader.is_below(self.prefix) {
            return Ok(None);
        }
        self.first = false;
        let start = reader.name + self.prefix.len();
        let Some(word) = scan::word(reader.bytes(), start) else {
            return Err(reader.give_up());
        };
        if self.words.meets(word.hash)
            && reader.knows(self.open, self.prefix.len(), start..word.end)
        {
            return Err(reader.give_up());
        }
        reader.end = word.end;
        match reader.text.get(start..word.end) {
            Some(word) => seed
                .deserialize(BorrowedKey::without_variants(word))
                .map(Some)
                .map_err(|_| reader.give_up()),
            None => Err(reader.give_up()),
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(CursorDeserializer {
            reader: &mut *self.reader,
        })
    }
}

/// The entries of a list.
pub(super) struct CursorListAccess<'a, 'de, 'c> {
    reader: &'a mut Reader<'de, 'c>,
    /// What all their names start with, before the index.
    prefix: &'de [u8],
    next: u32,
}

impl<'a, 'de, 'c> CursorListAccess<'a, 'de, 'c> {
    #[inline(always)]
    pub(super) fn new(reader: &'a mut Reader<'de, 'c>) -> Self {
        let prefix = reader.bytes().get(reader.name..reader.end);
        CursorListAccess {
            prefix: prefix.unwrap_or_default(),
            reader,
            next: 0,
        }
    }

    /// The start of the next index.
    #[inline(always)]
    fn bracket(&self) -> Option<usize> {
        let at = self.reader.name + self.prefix.len();
        let open = self.reader.bytes().get(at) == Some(&b'(');
        (open && self.reader.is_below(self.prefix)).then_some(at)
    }

    /// Like [`Fields::end`].
    #[inline(always)]
    pub(super) fn end(self) -> Result<(), Error> {
        if self.bracket().is_some() {
            return Err(self.reader.give_up());
        }
        self.reader.attempt.ascend();
        Ok(())
    }
}

impl<'de> de::SeqAccess<'de> for &mut CursorListAccess<'_, 'de, '_> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(at) = self.bracket().filter(|_| !self.reader.attempt.has_failed()) else {
            return Ok(None);
        };
        let max = self.reader.config.limits.max_list();
        match self.reader.index_at(at) {
            Some((index, end)) if index == self.next && index < max => self.reader.end = end,
            _ => return Err(self.reader.give_up()),
        }
        self.next += 1;
        let node = CursorDeserializer {
            reader: &mut *self.reader,
        };
        seed.deserialize(node).map(Some)
    }
}
