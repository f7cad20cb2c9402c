//! Reading the node at the current place.

use serde::de::{self, Expected, Unexpected, Visitor};

use super::access::{Lone, One, TapeListAccess, TapeMapAccess};
use super::enums::Variant;
use super::{Deserializer, Scalar, TEXT};
use crate::error::{Error, ErrorKind, Limit};
use crate::nvp::config::{Conflicts, Empty, Gaps};
use crate::nvp::tape::flag::{LIST, NAMED, TEXT as OWN_TEXT, VALUE};
use crate::nvp::tape::{self, flag};
use crate::nvp::warning::WarningKind;
use crate::policy::Duplicates;
use crate::scalar::{Exponent, Number, ValueReader, deserializer, is_decimal, without_exponent};

/// The node at the deserializer's place. Reading it moves the place after its subtree.
pub(super) struct TapeDeserializer<'a, 'de> {
    pub(super) de: &'a mut Deserializer<'de>,
}

impl<'a, 'de> TapeDeserializer<'a, 'de> {
    /// The node's value, read as a single text.
    #[inline(always)]
    fn scalar(self, expected: &dyn Expected) -> Result<Scalar<'de, 'a>, Error> {
        match self.de.verbatim() {
            Some(text) => Ok(Scalar::Borrowed(text)),
            None => self.decoded(expected),
        }
    }

    #[inline(never)]
    fn decoded(self, expected: &dyn Expected) -> Result<Scalar<'de, 'a>, Error> {
        let node = *self.de.node();
        if node.shape() != VALUE {
            return self.chosen(expected);
        }
        self.de.at += 1;
        self.de.text(node)
    }

    /// The one value of a node that has several, or children as well.
    #[cold]
    #[inline(never)]
    fn chosen(mut self, expected: &dyn Expected) -> Result<Scalar<'de, 'a>, Error> {
        let value = self.choose(expected)?;
        let node = self.de.tape.nodes[value];
        self.de.at = self.de.tape.after(self.de.at);
        self.de.text(node)
    }

    /// A decimal number, whose exponent may have to be written out.
    #[inline]
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.de.config.exponents {
            return self.scalar(&visitor)?.visit(visitor);
        }
        let at = self.de.at;
        let text = TapeDeserializer { de: &mut *self.de }.scalar(&visitor)?;
        match without_exponent(text.as_str()) {
            Exponent::WrittenOut(digits) => {
                self.de.warn(WarningKind::Exponent, at);
                visitor.visit_str(&digits)
            }
            Exponent::None | Exponent::TooLong => text.visit(visitor),
        }
    }

    /// The place of the one value.
    fn choose(&mut self, expected: &dyn Expected) -> Result<usize, Error> {
        let node = *self.de.node();
        if !node.has(OWN_TEXT) {
            let found = if node.has(LIST) {
                Unexpected::Seq
            } else {
                Unexpected::Map
            };
            return Err(de::Error::invalid_type(found, expected));
        }
        if node.has(NAMED | LIST) {
            self.conflict(ErrorKind::ValueAndChildren, |child| !child.has(flag::OWN))?;
        }
        self.counting()
    }

    /// Where the one of the node's own values stands that counts. They are its first children.
    #[cold]
    fn counting(&mut self) -> Result<usize, Error> {
        let at = self.de.at;
        let nodes = &self.de.tape.nodes;
        let (first, last) = (at + 1, self.last_own());
        if first == last {
            return Ok(first);
        }
        let (kind, counting) = match self.de.config.duplicates {
            Duplicates::Error => {
                let kind = ErrorKind::DuplicateName {
                    first: nodes[first].value(),
                };
                return Err(Error::at(kind, nodes[first + 1].value()));
            }
            Duplicates::First => (WarningKind::FirstOfDuplicates, first),
            Duplicates::Last => (WarningKind::LastOfDuplicates, last),
        };
        for left_out in (first..=last).filter(|value| *value != counting) {
            self.de.leave_out(kind, left_out);
        }
        Ok(counting)
    }

    fn last_own(&self) -> usize {
        let at = self.de.at;
        let below = self.de.tape.nodes[at + 1..].iter();
        at + below.take_while(|node| node.has(flag::OWN)).count()
    }

    /// Puts the own value that counts in the place of the last one, and gives that place: reading
    /// on from there passes the others by.
    #[cold]
    fn settle(&mut self) -> Result<usize, Error> {
        let counting = self.counting()?;
        let last = self.last_own();
        self.de.tape.nodes[last] = self.de.tape.nodes[counting];
        Ok(last)
    }

    /// Refuses a node that is two things at once, or notes each value that is left out for it: those in
    /// the children that are not wanted.
    #[cold]
    fn conflict(
        &mut self,
        kind: ErrorKind,
        unwanted: impl Fn(&tape::TapeNode) -> bool,
    ) -> Result<(), Error> {
        let at = self.de.at;
        let warning = match kind {
            _ if self.de.config.conflicts == Conflicts::Error => {
                return Err(self.de.fault(kind, at));
            }
            ErrorKind::NamedAndIndexed => WarningKind::NamedAndIndexed,
            _ => WarningKind::ValueAndChildren,
        };
        let depth = self.de.tape.nodes[at].depth + 1;
        let mut leaves_out = false;
        for below in at + 1..self.de.tape.after(at) {
            let node = &self.de.tape.nodes[below];
            if node.depth == depth {
                leaves_out = unwanted(node);
            }
            if leaves_out && node.has(VALUE) {
                self.de.leave_out(warning, below);
            }
        }
        Ok(())
    }

    /// Like [`TapeDeserializer::conflict`], for a node with words and indices below it whose indices are to be read
    /// as words. `a(0)` and `a.0` would then be one name.
    #[cold]
    fn mixed(&mut self) -> Result<(), Error> {
        self.conflict(ErrorKind::NamedAndIndexed, |_| false)?;
        self.de.warn(WarningKind::NamedAndIndexed, self.de.at);
        let (tape, at) = (&self.de.tape, self.de.at);
        let depth = tape.nodes[at].depth + 1;
        let children = at + 1..tape.after(at);
        let children = children.filter(|&child| tape.nodes[child].depth == depth);
        let (indices, words): (Vec<_>, Vec<_>) = children
            .filter(|&child| !tape.nodes[child].has(flag::OWN))
            .partition(|&child| tape.nodes[child].has(flag::INDEX));
        let same = words.into_iter().find_map(|word| {
            let index = index_of(tape.word(&self.de.body, &tape.nodes[word]))?;
            let entry = indices.binary_search_by_key(&index, |&entry| tape.nodes[entry].start);
            entry.ok().map(|entry| (indices[entry], word))
        });
        let Some((entry, word)) = same else {
            return Ok(());
        };
        let first = tape.span(entry).unwrap_or_default();
        Err(self.de.fault(ErrorKind::DuplicateName { first }, word))
    }

    /// Refuses a list with missing indices, or notes that it was closed up.
    #[cold]
    fn gap(&mut self) -> Result<(), Error> {
        let at = self.de.at;
        if self.de.config.gaps == Gaps::CloseUp {
            self.de.warn(WarningKind::ListGap, at);
            return Ok(());
        }
        let tape = &self.de.tape;
        let depth = tape.nodes[at].depth + 1;
        let entries = tape.nodes[at + 1..tape.after(at)].iter();
        let entries = entries.filter(|node| node.depth == depth && node.has(flag::INDEX));
        let missing = entries.zip(0..).find(|(node, n)| node.start != *n);
        let missing = missing.map_or(0, |(_, n)| n);
        Err(self.de.fault(ErrorKind::ListGap { missing }, at))
    }

    /// Reads the node's children as a list.
    fn entries<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let node = *self.de.node();
        let shared = if node.has(LIST) {
            flag::INDEX
        } else {
            flag::OWN
        };
        let left = if node.has(LIST) { node.entries() } else { 0 };
        if shared == flag::OWN {
            // Entries with an index were counted when they were met.
            self.check_list(self.last_own() - self.de.at)?;
        }
        self.de.at += 1;
        let depth = node.depth + 1;
        let value = visitor.visit_seq(TapeListAccess {
            de: &mut *self.de,
            depth,
            left,
            only: shared,
        })?;
        // What is not an entry was dealt with as a conflict; an entry left over was not.
        while self.de.node().depth >= depth {
            if self.de.node().has(shared) {
                let at = self.de.at;
                return Err(self.de.fault(ErrorKind::TrailingElements, at));
            }
            self.de.at = self.de.tape.after(self.de.at);
        }
        Ok(value)
    }

    /// Refuses a list of so many of the node's own values, or of the node alone, if there are more than
    /// the limit.
    fn check_list(&self, entries: usize) -> Result<(), Error> {
        let max = self.de.config.limits.max_list();
        if entries <= max as usize {
            return Ok(());
        }
        let node = self.de.node();
        let over = if node.has(OWN_TEXT) {
            1 + max as usize
        } else {
            0
        };
        let kind = ErrorKind::Limit(Limit::List(max));
        let span = self.de.tape.span(self.de.at + over);
        Err(Error::at(kind, span.unwrap_or_default()))
    }

    /// Reads the node's children as fields or map entries.
    fn children<V: Visitor<'de>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value, Error> {
        let first = if self.de.node().has(flag::REPEATED) {
            TapeDeserializer { de: &mut *self.de }.settle()?
        } else {
            self.de.at + 1
        };
        self.children_from(first, visitor, fields)
    }

    /// Like [`TapeDeserializer::children`], without those that stand before `first`.
    #[inline(always)]
    fn children_from<V: Visitor<'de>>(
        self,
        first: usize,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value, Error> {
        let depth = self.de.node().depth + 1;
        self.de.at = first;
        let value = visitor.visit_map(TapeMapAccess::new(self.de, depth, fields));
        // The type says so between a name and its value, where no place is added.
        let value = value.map_err(|error| match error.kind() {
            ErrorKind::DuplicateField(_) if error.span().is_none() => {
                self.de.locate(error, self.de.at)
            }
            _ => error,
        })?;
        if self.de.node().depth >= depth {
            let at = self.de.at;
            return Err(self.de.fault(ErrorKind::TrailingElements, at));
        }
        Ok(value)
    }

    /// Reads the root. Names at the top have no own value and no indices.
    pub(super) fn top<V: Visitor<'de>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value, Error> {
        self.children(visitor, fields)
    }

    fn lone<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Lone::new(self.de))
    }

    /// Reads what stands in the subtree for its faults only.
    fn ignore(self) -> Result<(), Error> {
        let after = self.de.tape.after(self.de.at);
        for at in self.de.at..after {
            let node = self.de.tape.nodes[at];
            let verbatim = self.de.body.text.is_some() && !node.has(flag::ESCAPED);
            if node.has(VALUE) && !verbatim {
                let checked = self.de.decoded(node).map(|_| ());
                checked.map_err(|error| self.de.locate(error, at))?;
            }
        }
        self.de.at = after;
        Ok(())
    }
}

/// The index that a word spells, without leading zeros.
fn index_of(word: &str) -> Option<u32> {
    let plain = word == "0" || !word.starts_with(['0', '+']);
    word.parse().ok().filter(|_| plain)
}

deserializer!(TapeDeserializer<'_, 'de>);

impl<'de> ValueReader<'de> for TapeDeserializer<'_, 'de> {
    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.number::<N, V>(visitor)
    }

    #[inline]
    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.boolean(visitor)
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.text(visitor)
    }

    #[inline]
    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.unit(visitor)
    }

    /// As a text, but what has to be decoded is decoded where it is to stay.
    #[inline]
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(text) = self.de.verbatim() {
            return visitor.visit_borrowed_str(text);
        }
        let node = *self.de.node();
        if node.shape() != VALUE {
            return self.text(visitor);
        }
        self.de.at += 1;
        visitor.visit_string(self.de.string(node)?)
    }

    fn any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match self.de.node().shape() {
            VALUE | OWN_TEXT => self.text(visitor),
            LIST => self.list(visitor),
            shape => {
                if shape & LIST != 0 {
                    self.mixed()?;
                }
                self.children(visitor, &[])
            }
        }
    }

    fn bytes<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = match self.de.node().shape() {
            VALUE => self.de.at,
            _ => self.choose(&visitor)?,
        };
        let node = self.de.tape.nodes[value];
        self.de.at = self.de.tape.after(self.de.at);
        if !node.has(flag::ESCAPED) {
            return visitor.visit_borrowed_bytes(&self.de.body.bytes[node.value()]);
        }
        let de = self.de;
        let piece = de.piece(node)?;
        if piece.is_plain() {
            return visitor.visit_borrowed_bytes(piece.raw);
        }
        de.scratch.clear();
        piece.bytes(&de.config, &mut de.scratch, &mut de.warnings)?;
        visitor.visit_bytes(&de.scratch)
    }

    #[inline]
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let node = *self.de.node();
        let may_be_absent = self.de.config.empty == Empty::Absent && node.shape() == VALUE;
        if may_be_absent && self.de.piece(node)?.raw.is_empty() {
            self.de.at += 1;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn list<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let node = *self.de.node();
        match node.shape() {
            // What has no index stands for the only entry.
            VALUE | NAMED => {
                let at = self.de.at;
                self.check_list(1)?;
                let value = visitor.visit_seq(One::new(&mut *self.de))?;
                if self.de.at == at {
                    return Err(self.de.fault(ErrorKind::TrailingElements, at));
                }
                return Ok(value);
            }
            LIST | OWN_TEXT => {}
            shape => {
                let kind = if shape & OWN_TEXT != 0 {
                    ErrorKind::ValueAndChildren
                } else {
                    ErrorKind::NamedAndIndexed
                };
                let wanted = if shape & LIST != 0 {
                    flag::INDEX
                } else {
                    flag::OWN
                };
                self.conflict(kind, |child| !child.has(wanted))?;
            }
        }
        if node.has(flag::GAP) {
            self.gap()?;
        }
        self.entries(visitor)
    }

    fn map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match self.de.node().shape() {
            VALUE => return self.lone(visitor),
            NAMED | LIST | OWN_TEXT => {}
            shape if shape & LIST == 0 => {}
            _ => self.mixed()?,
        }
        self.children(visitor, &[])
    }

    fn fields<V: Visitor<'de>>(
        mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let shape = self.de.node().shape();
        if shape == NAMED {
            return self.children(visitor, fields);
        }
        let takes_text = fields.contains(&TEXT);
        match shape {
            VALUE if takes_text => return self.lone(visitor),
            VALUE | OWN_TEXT if !takes_text => {
                return Err(de::Error::invalid_type(Unexpected::Str(""), &visitor));
            }
            LIST => return Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            shape if shape & LIST != 0 => self.mixed()?,
            _ => {}
        }
        if takes_text || shape & OWN_TEXT == 0 {
            return self.children(visitor, fields);
        }
        // Not given as an unknown field either: written again, it would be refused.
        self.conflict(ErrorKind::ValueAndChildren, |child| child.has(flag::OWN))?;
        let first = self.last_own() + 1;
        self.children_from(first, visitor, fields)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.de.node().shape() != NAMED {
            return self.scalar(&visitor)?.one_of(variants, visitor);
        }
        let depth = self.de.node().depth;
        self.de.at += 1;
        let value = visitor.visit_enum(Variant { de: &mut *self.de })?;
        if self.de.node().depth > depth {
            let at = self.de.at;
            return Err(self.de.fault(ErrorKind::TrailingElements, at));
        }
        Ok(value)
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.ignore()?;
        visitor.visit_unit()
    }
}
