//! From child to child.

use serde::de::{self, DeserializeSeed};

use super::node::{OwnText, Value};
use super::{Element, Reader, Tag, Text};
use crate::error::Error;
use crate::fast_path::Taken;
use crate::scalar::{BorrowedKey, MapKey, Scalar};
use crate::xml::chars::is_space;
use crate::xml::tape::{TEXT, flag, namespace};

/// The children of an element as fields, or as the entries of a map.
pub(super) struct FieldAccess<'a, 'de, 'c> {
    reader: &'a mut Reader<'de, 'c>,
    /// The element that they are in.
    element: Element,
    /// What the type asks for, if it says that.
    fields: &'static [&'static str],
    /// The field that is expected next.
    next: usize,
    /// A bit for each of the first fields that was met.
    met: u64,
    /// The names that are not among those fields.
    others: Taken,
    /// Where they start in the reader's list.
    first: usize,
    /// Attributes or the own text are to be given before the children.
    marked: bool,
    /// How many attributes were given or passed by.
    attributes: usize,
    /// The own text, if it is to be given.
    text: Option<Text>,
    /// What the key that was given last stands for, if not for a child.
    own: Option<Text>,
    /// All children were read.
    ended: bool,
    /// The end tag was read.
    left: bool,
}

/// A name that follows from none that was met before.
const OTHER: usize = usize::MAX;

impl<'a, 'de, 'c> FieldAccess<'a, 'de, 'c> {
    #[inline(always)]
    pub(super) fn new(
        reader: &'a mut Reader<'de, 'c>,
        element: Element,
        fields: &'static [&'static str],
    ) -> Self {
        FieldAccess {
            first: reader.names.len(),
            marked: element.has(flag::ATTRIBUTES),
            attributes: 0,
            text: None,
            own: None,
            ended: element.has(flag::EMPTY_TAG),
            left: false,
            reader,
            element,
            fields,
            next: 0,
            met: 0,
            others: Taken::default(),
        }
    }

    /// The fields of an element without children, which was read.
    pub(super) fn of_leaf(
        reader: &'a mut Reader<'de, 'c>,
        element: Element,
        text: Option<Text>,
    ) -> Self {
        FieldAccess {
            marked: element.has(flag::ATTRIBUTES) || text.is_some(),
            text,
            ended: true,
            left: true,
            ..FieldAccess::new(reader, element, &[])
        }
    }

    /// Comes back from children that must all have been read.
    #[inline(always)]
    pub(super) fn end(mut self, well: bool) -> Result<(), Error> {
        if !well || self.reader.pending || self.marked && self.seek_own()? {
            return Err(self.reader.give_up());
        }
        if !self.ended {
            let Tag::End(from) = self.reader.tag()? else {
                return Err(self.reader.give_up());
            };
            self.reader.leave(self.element, from)?;
        } else if !self.left {
            self.reader.leave_empty(self.element);
        }
        self.reader.names.truncate(self.first);
        Ok(())
    }

    /// Whether an attribute or the own text is still to be given.
    #[cold]
    fn seek_own(&mut self) -> Result<bool, Error> {
        if self.own.is_some() {
            return Err(self.reader.give_up());
        }
        // Once children are read, these may be attributes of theirs.
        if self.element.has(flag::ATTRIBUTES) {
            while let Some(node) = self.reader.nodes.get(self.attributes) {
                match node.namespace {
                    namespace::NONE => return Ok(true),
                    namespace::INSTANCE => self.attributes += 1,
                    _ => return Err(self.reader.give_up()),
                }
            }
        }
        self.marked = self.text.is_some();
        Ok(self.marked)
    }

    /// The key of an attribute or the own text, if one is next.
    #[cold]
    fn own_key<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let nodes = self.reader.nodes.get(self.attributes);
        let node = nodes
            .copied()
            .filter(|_| self.element.has(flag::ATTRIBUTES));
        let key = &mut self.reader.scratch;
        key.clear();
        if let Some(node) = node {
            self.attributes += 1;
            key.push('@');
            key.push_str(self.reader.scan.source.get(node.name()).unwrap_or_default());
            self.own = Some(Text {
                start: node.value as usize,
                end: node.value_end as usize,
                escaped: node.has(flag::ESCAPED),
                attribute: true,
            });
        } else {
            key.push_str(TEXT);
            self.own = self.text.take();
        }
        let key = seed.deserialize(MapKey::without_variants(Scalar::Transient(key)));
        self.reader.sure(key)
    }

    /// Reads the start tag at `from`; most are the next field of the type.
    #[inline(always)]
    fn start(&mut self, from: usize) -> Result<(), Error> {
        if let Some(field) = self.fields.get(self.next)
            && let Some(end) = self.reader.plain_tag(from, field.as_bytes())
            // The mark of what is no element is not the start of a name.
            && !field.starts_with(['@', '$'])
        {
            self.reader.start_plain(from, end)?;
            return self.meet(self.next);
        }
        self.reader.start(from)?;
        let name = self.reader.name();
        let same = |field: &&str| *field == name;
        let ahead = self.fields.get(self.next..).unwrap_or_default();
        let found = match ahead.iter().position(same) {
            Some(ahead) => Some(self.next + ahead),
            None => self.fields.iter().position(same),
        };
        self.meet(found.unwrap_or(OTHER))
    }

    /// Takes note of a field.
    #[inline(always)]
    fn meet(&mut self, field: usize) -> Result<(), Error> {
        if field >= u64::BITS as usize {
            return self.meet_other();
        }
        let bit = 1 << field;
        let again = self.met & bit != 0;
        self.met |= bit;
        self.next = field + 1;
        if again || !self.reader.is_own() {
            return Err(self.reader.give_up());
        }
        Ok(())
    }

    /// Takes note of a name that is not among the first fields of the type.
    fn meet_other(&mut self) -> Result<(), Error> {
        let reader = &mut *self.reader;
        let name = reader.name();
        if !reader.is_own()
            || self.others.meets(hash(name.as_bytes())) && reader.knows(self.first, name)
        {
            return Err(reader.give_up());
        }
        let range = (reader.element.local, reader.element.name_end);
        reader.names.push(range);
        Ok(())
    }
}

/// Equal names have equal hashes.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0, |hash: u64, byte| {
        (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

impl Reader<'_, '_> {
    /// Whether a name is one of those from `first` on, or it took too long to see.
    #[cold]
    fn knows(&mut self, first: usize, name: &str) -> bool {
        let names = self.names.get(first..).unwrap_or_default();
        let len = self.scan.bytes.len();
        if !self.attempt.may_search(names.len(), len) {
            return true;
        }
        let source = self.scan.source;
        let mut names = names.iter();
        names.any(|(start, end)| source.get(*start as usize..*end as usize) == Some(name))
    }

    /// Goes back out of an element that is one tag.
    #[cold]
    fn leave_empty(&mut self, element: Element) {
        self.scan.depth -= 1;
        self.attempt.ascend();
        self.scan.scope.truncate(element.declarations as usize);
    }

    /// Goes to the next element if it has the name of this one, which was read.
    #[inline(always)]
    pub(super) fn again(&mut self, first: Element) -> Result<bool, Error> {
        let mut at = self.at;
        while self.bytes().get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        let name = self.bytes().get(first.qname()).unwrap_or_default();
        if let Some([b'<', b'!' | b'?', ..]) = self.bytes().get(at..) {
            match self.long_tag()? {
                Tag::Start(from) => at = from,
                Tag::End(_) | Tag::None(_) => return Ok(false),
            }
        }
        let rest = self.bytes().get(at + 1..).unwrap_or_default();
        let Some(behind) = rest.strip_prefix(name).and_then(<[u8]>::first) else {
            return Ok(false);
        };
        match behind {
            b'>' if first.name == first.local => self.start_plain(at, at + 1 + name.len())?,
            b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n' => self.start(at)?,
            _ => return Ok(false),
        }
        if self.element.namespace != first.namespace {
            return Err(self.give_up());
        }
        Ok(true)
    }
}

impl<'de> de::MapAccess<'de> for &mut FieldAccess<'_, 'de, '_> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.reader.attempt.has_failed() {
            return Ok(None);
        }
        if self.reader.pending {
            return Err(self.reader.give_up());
        }
        if self.marked && self.seek_own()? {
            return self.own_key(seed).map(Some);
        }
        if self.ended {
            return Ok(None);
        }
        match self.reader.tag()? {
            Tag::Start(from) => self.start(from)?,
            Tag::End(from) => {
                self.reader.leave(self.element, from)?;
                self.ended = true;
                self.left = true;
                return Ok(None);
            }
            Tag::None(_) => return Err(self.reader.give_up()),
        }
        let name = self.reader.name();
        let key = seed.deserialize(BorrowedKey::without_variants(name));
        self.reader.sure(key).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        if self.marked
            && let Some(text) = self.own.take()
        {
            let reader = &mut *self.reader;
            return seed.deserialize(OwnText { reader, text });
        }
        let value = seed.deserialize(Value::field(&mut *self.reader));
        if self.reader.pending {
            return Err(self.reader.give_up());
        }
        value
    }
}

/// The entries of a list: elements of one name in a row.
pub(super) struct EntryAccess<'a, 'de, 'c> {
    reader: &'a mut Reader<'de, 'c>,
    first: Element,
    count: u32,
    /// How many there may be.
    likely: usize,
    ended: bool,
}

impl<'a, 'de, 'c> EntryAccess<'a, 'de, 'c> {
    #[inline(always)]
    pub(super) fn new(reader: &'a mut Reader<'de, 'c>) -> Self {
        EntryAccess {
            first: reader.element,
            // Of a list of lists only one takes it, so that no more is reserved than was read.
            likely: std::mem::take(&mut reader.entries),
            reader,
            count: 0,
            ended: false,
        }
    }

    /// Comes back from entries that must all have been read.
    #[inline(always)]
    pub(super) fn end(self, well: bool) -> Result<(), Error> {
        let more = !self.ended && self.reader.again(self.first)?;
        if !well || more || self.count == 0 || self.reader.pending {
            return Err(self.reader.give_up());
        }
        self.reader.entries = self.count as usize;
        Ok(())
    }
}

impl<'de> de::SeqAccess<'de> for &mut EntryAccess<'_, 'de, '_> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.ended || self.reader.attempt.has_failed() {
            return Ok(None);
        }
        if self.count > 0 && !self.reader.again(self.first)? {
            self.ended = true;
            return Ok(None);
        }
        self.count += 1;
        if self.count > self.reader.config.limits.max_list() {
            return Err(self.reader.give_up());
        }
        let value = seed.deserialize(Value::only(&mut *self.reader));
        if self.reader.pending {
            return Err(self.reader.give_up());
        }
        value.map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        (self.likely > 0).then_some(self.likely)
    }
}
