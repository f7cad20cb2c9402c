//! From child to child.

use serde::de::{self, DeserializeSeed};

use super::node::{OwnText, Value};
use super::{Cursor, TEXT};
use crate::error::Error;
use crate::scalar::{Key, Met, Scalar};
use crate::xml::tape::flag;

/// The entries of a list: elements of one name, wherever they stand among the others.
pub(super) struct Entries<'a, 'doc, 'de> {
    cursor: &'a mut Cursor<'doc, 'de>,
    /// The next entry; 0 behind the last one.
    next: usize,
    /// Where the entries end that follow one another directly.
    behind: usize,
    /// How many there are left at least.
    count: u16,
}

impl<'a, 'doc, 'de> Entries<'a, 'doc, 'de> {
    pub(super) fn new(cursor: &'a mut Cursor<'doc, 'de>, first: usize) -> Self {
        let count = cursor.document.tape.nodes[first].entries;
        Entries {
            cursor,
            next: first,
            behind: first,
            count,
        }
    }

    /// An entry that was not asked for.
    pub(super) fn left(&self) -> Option<usize> {
        (self.next != 0).then_some(self.next)
    }

    pub(super) fn behind(&self) -> usize {
        self.behind
    }
}

impl<'de> de::SeqAccess<'de> for Entries<'_, '_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let at = self.next;
        if at == 0 {
            return Ok(None);
        }
        let node = &self.cursor.document.tape.nodes[at];
        self.next = node.next as usize;
        self.count = self.count.saturating_sub(1);
        if self.behind == at {
            self.behind = node.after as usize;
        }
        self.cursor.at = at;
        let value = seed.deserialize(Value::only(&mut *self.cursor));
        value
            .map(Some)
            .map_err(|error| self.cursor.locate(error, at))
    }

    fn size_hint(&self) -> Option<usize> {
        // Every entry is a node of the tape, so this is bounded by what was read.
        (self.count > 0).then_some(usize::from(self.count))
    }
}

/// An element that stands for the only entry of a list.
pub(super) struct One<'a, 'doc, 'de> {
    cursor: &'a mut Cursor<'doc, 'de>,
    read: bool,
}

impl<'a, 'doc, 'de> One<'a, 'doc, 'de> {
    pub(super) fn new(cursor: &'a mut Cursor<'doc, 'de>) -> Self {
        One {
            cursor,
            read: false,
        }
    }
}

impl<'de> de::SeqAccess<'de> for One<'_, '_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if std::mem::replace(&mut self.read, true) {
            return Ok(None);
        }
        seed.deserialize(Value::only(&mut *self.cursor)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(!self.read))
    }
}

/// The attributes, text and children of an element as fields, or as the entries of a map.
pub(super) struct Fields<'a, 'doc, 'de> {
    pub(super) cursor: &'a mut Cursor<'doc, 'de>,
    /// The element.
    parent: usize,
    /// The node behind its last child.
    end: usize,
    /// Its text is still to be given.
    text: bool,
    /// The key that was given last was that of the text.
    at_text: bool,
    met: Met,
}

impl<'a, 'doc, 'de> Fields<'a, 'doc, 'de> {
    #[inline]
    pub(super) fn new(
        cursor: &'a mut Cursor<'doc, 'de>,
        parent: usize,
        end: usize,
        text: bool,
    ) -> Self {
        Fields {
            cursor,
            parent,
            end,
            text,
            at_text: false,
            met: Met::default(),
        }
    }

    /// Goes to the next node that is a field of its own; `false` if there is none.
    #[inline(always)]
    fn seek(&mut self) -> bool {
        while self.cursor.at < self.end {
            let node = self.cursor.node();
            if !node.has(flag::LATER | flag::INSTANCE) {
                return true;
            }
            self.cursor.at = node.after as usize;
        }
        false
    }

    /// Whether everything was asked for.
    pub(super) fn is_ended(&mut self) -> bool {
        !self.text && !self.seek()
    }

    /// The name of an attribute, or of what belongs to somebody else: no field can have it.
    #[cold]
    fn odd_key<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = self.cursor.node();
        let document = self.cursor.document;
        let key = &mut self.cursor.scratch;
        key.clear();
        if node.has(flag::ATTRIBUTE) {
            key.push('@');
        }
        let foreign = node.has(flag::ATTRIBUTE) || node.namespace != self.cursor.home;
        let uri = document.tape.uri(document.text(), node.namespace);
        if let Some(uri) = uri.filter(|_| foreign) {
            key.push('{');
            key.push_str(uri);
            key.push('}');
        }
        key.push_str(document.text().get(node.name()).unwrap_or_default());
        seed.deserialize(Key::new(Scalar::Transient(key), &mut self.met))
    }
}

impl<'de> de::MapAccess<'de> for Fields<'_, '_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let more = self.seek();
        if self.text && !(more && self.cursor.node().has(flag::ATTRIBUTE)) {
            self.text = false;
            self.at_text = true;
            return seed.deserialize(Scalar::Borrowed(TEXT)).map(Some);
        }
        if !more {
            return Ok(None);
        }
        let node = self.cursor.node();
        let key = if node.has(flag::ATTRIBUTE) || !self.cursor.is_own(node) {
            self.odd_key(seed)
        } else {
            seed.deserialize(Key::new(self.cursor.piece(node.name()), &mut self.met))
        };
        key.map(Some).map_err(|error| self.cursor.locate_key(error))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        if std::mem::replace(&mut self.at_text, false) {
            let at = self.parent;
            let text = OwnText {
                cursor: &mut *self.cursor,
                at,
            };
            let value = seed.deserialize(text);
            return value.map_err(|error| self.cursor.locate(error, at));
        }
        let at = self.cursor.at;
        if at >= self.end {
            return Err(de::Error::custom("a value was asked for without a name"));
        }
        let value = seed.deserialize(Value::field(&mut *self.cursor));
        value.map_err(|error| self.cursor.locate(error, at))
    }
}
