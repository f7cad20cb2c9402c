//! From child to child.

use serde::de::{self, DeserializeSeed};

use super::node::Value;
use super::own::OwnText;
use super::{Cursor, TEXT};
use crate::error::Error;
use crate::scalar::{MapKey, Scalar, SeenVariants};
use crate::xml::names;
use crate::xml::tape::{MarkupNode, Named, flag, namespace};

/// The entries of a list: elements of one name, wherever they stand among the others.
pub(super) struct ElementListAccess<'a, 'doc, 'de> {
    cursor: &'a mut Cursor<'doc, 'de>,
    named: Named,
    /// How many there are left at least.
    count: u16,
}

impl<'a, 'doc, 'de> ElementListAccess<'a, 'doc, 'de> {
    pub(super) fn new(cursor: &'a mut Cursor<'doc, 'de>, first: usize) -> Self {
        let tape = &cursor.document.tape;
        ElementListAccess {
            named: tape.named(first, cursor.home),
            count: tape.nodes[first].entries,
            cursor,
        }
    }

    /// An entry that was not asked for.
    pub(super) fn left(&self) -> Option<usize> {
        self.named.peek()
    }
}

impl<'de> de::SeqAccess<'de> for ElementListAccess<'_, '_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(at) = self.named.step(&self.cursor.document.tape.nodes) else {
            return Ok(None);
        };
        self.count = self.count.saturating_sub(1);
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
pub(super) struct ElementAccess<'a, 'doc, 'de> {
    pub(super) cursor: &'a mut Cursor<'doc, 'de>,
    /// The element.
    parent: usize,
    /// The node after its last child.
    end: usize,
    /// Its text is still to be given.
    text: bool,
    /// The key that was given last was that of the text.
    at_text: bool,
    met: SeenVariants,
    /// What the type asks for, if it says that.
    asked: &'static [&'static str],
}

impl<'a, 'doc, 'de> ElementAccess<'a, 'doc, 'de> {
    #[inline]
    pub(super) fn new(
        cursor: &'a mut Cursor<'doc, 'de>,
        parent: usize,
        end: usize,
        text: bool,
    ) -> Self {
        ElementAccess {
            cursor,
            parent,
            end,
            text,
            at_text: false,
            met: SeenVariants::default(),
            asked: &[],
        }
    }

    /// Says what the type asks for.
    #[inline]
    pub(super) fn asked(mut self, asked: &'static [&'static str]) -> Self {
        self.asked = asked;
        self
    }

    /// Goes to the next node that is a field of its own; `false` if there is none.
    #[inline(always)]
    fn seek(&mut self) -> bool {
        while self.cursor.at < self.end {
            let node = self.cursor.node();
            if !node.has(flag::LATER | flag::INSTANCE | flag::TWIN) || self.is_field(node) {
                return true;
            }
            self.cursor.at = node.after as usize;
        }
        false
    }

    /// Whether one of these rare nodes is a field of its own.
    #[cold]
    fn is_field(&self, node: &MarkupNode) -> bool {
        if node.has(flag::INSTANCE) {
            return self.attribute_key(node).is_some();
        }
        let at = self.cursor.at;
        !node.has(flag::LATER) && self.cursor.twin(at).is_none_or(|twin| at < twin)
    }

    /// The field that the type has for an attribute whose namespace has a prefix of its own.
    #[cold]
    fn attribute_key(&self, node: &MarkupNode) -> Option<&'static str> {
        let document = self.cursor.document;
        let name = self.cursor.name(node);
        let prefix = match node.namespace {
            namespace::XML => names::XML,
            namespace::INSTANCE => names::INSTANCE,
            _ => return None,
        };
        let uri = document.tape.uri(document.text(), node.namespace)?;
        self.asked.iter().copied().find(|asked| {
            let asked = asked.strip_prefix('@');
            asked.is_some_and(|asked| {
                asked.strip_prefix(prefix) == Some(name)
                    || asked
                        .strip_prefix('{')
                        .and_then(|asked| asked.strip_prefix(uri))
                        .and_then(|asked| asked.strip_prefix('}'))
                        == Some(name)
            })
        })
    }

    /// Whether everything was asked for.
    pub(super) fn is_ended(&mut self) -> bool {
        !self.text && !self.seek()
    }

    /// The name of an attribute, or of an extension: no field can have it.
    #[cold]
    fn odd_key<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = self.cursor.node();
        let document = self.cursor.document;
        if node.has(flag::ATTRIBUTE)
            && let Some(key) = self.attribute_key(node)
        {
            return seed.deserialize(Scalar::Borrowed(key));
        }
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
        seed.deserialize(MapKey::new(Scalar::Transient(key), &mut self.met))
    }
}

impl<'de> de::MapAccess<'de> for ElementAccess<'_, '_, 'de> {
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
            seed.deserialize(MapKey::new(self.cursor.piece(node.name()), &mut self.met))
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
        let after = self.cursor.node().after as usize;
        match seed.deserialize(Value::field(&mut *self.cursor)) {
            Ok(value) => {
                // Reading several of one name ends at the last of them.
                self.cursor.at = after;
                Ok(value)
            }
            Err(error) => Err(self.cursor.locate(error, at)),
        }
    }
}
