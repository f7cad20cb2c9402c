//! Serde's access types over the children of a node.

use serde::de::{self, DeserializeSeed, Deserializer as _};

use super::ReadState;
use super::value::NodeDeserializer;
use crate::error::{Error, ErrorKind, Result};
use crate::scalar::{BorrowedKey, MapKey, Scalar, SeenVariants};
use crate::tree::rules::{Repair, Syntax};
use crate::tree::{ChildIter, TEXT, attribute, flag};

/// The entries of a list.
pub(super) struct ListAccess<'t, 's> {
    state: &'s ReadState<'t>,
    children: ChildIter<'t>,
    /// Whether only children with an index count, as in an object that has both.
    indexed: bool,
}

impl<'t, 's> ListAccess<'t, 's> {
    pub(super) fn new(state: &'s ReadState<'t>, at: usize) -> Self {
        ListAccess {
            state,
            children: state.tree.children(at),
            indexed: false,
        }
    }

    /// The indexed children of an object.
    pub(super) fn indexed(state: &'s ReadState<'t>, at: usize) -> Self {
        ListAccess {
            indexed: true,
            ..ListAccess::new(state, at)
        }
    }

    #[inline]
    fn step(&mut self) -> Option<usize> {
        let (tree, indexed) = (self.state.tree, self.indexed);
        self.children
            .find(|at| !indexed || tree.node(*at).has(flag::INDEX))
    }

    /// The next entry that the type did not read.
    pub(super) fn left(&mut self) -> Option<usize> {
        self.step()
    }
}

impl<'t> de::SeqAccess<'t> for ListAccess<'t, '_> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(at) = self.step() else {
            return Ok(None);
        };
        let value = seed.deserialize(NodeDeserializer::entry(self.state, at));
        value
            .map(Some)
            .map_err(|error| self.state.locate(error, at))
    }
}

/// A single value that is read as a list of one.
pub(super) struct SingleItemAccess<'t, 's>(Option<NodeDeserializer<'t, 's>>);

impl<'t, 's> SingleItemAccess<'t, 's> {
    pub(super) fn new(value: NodeDeserializer<'t, 's>) -> Self {
        SingleItemAccess(Some(value))
    }

    pub(super) fn is_read(&self) -> bool {
        self.0.is_none()
    }
}

impl<'t> de::SeqAccess<'t> for SingleItemAccess<'t, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.0
            .take()
            .map(|value| seed.deserialize(value))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(self.0.is_some()))
    }
}

/// The entries of a list, read as a map from index to entry.
pub(super) struct IndexMapAccess<'t, 's> {
    state: &'s ReadState<'t>,
    children: ChildIter<'t>,
    next: usize,
    index: usize,
    seen: SeenVariants,
}

impl<'t, 's> IndexMapAccess<'t, 's> {
    pub(super) fn new(state: &'s ReadState<'t>, at: usize) -> Self {
        state.marks.take(at);
        IndexMapAccess {
            state,
            children: state.tree.children(at),
            next: at,
            index: 0,
            seen: SeenVariants::default(),
        }
    }
}

impl<'t> de::MapAccess<'t> for IndexMapAccess<'t, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(at) = self.children.next() else {
            return Ok(None);
        };
        self.next = at;
        let mut index = itoa::Buffer::new();
        let name = match self.state.tree.name(at) {
            "" => index.format(self.index),
            name => name,
        };
        self.index += 1;
        let key = MapKey::new(Scalar::Transient(name), &mut self.seen);
        let key = seed.deserialize(key);
        key.map(Some).map_err(|error| self.state.locate(error, at))
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value> {
        let value = seed.deserialize(NodeDeserializer::member(self.state, self.next));
        value.map_err(|error| self.state.locate(error, self.next))
    }
}

/// When an object's own text is one of its members.
#[derive(Clone, Copy)]
pub(super) enum OwnText {
    None,
    /// If it is more than whitespace.
    NotBlank,
    Any,
}

/// The members of an object, read as the fields of a struct or the entries of a map.
pub(super) struct ObjectAccess<'t, 's> {
    state: &'s ReadState<'t>,
    children: ChildIter<'t>,
    parent: usize,
    /// The member whose key was read last.
    next: usize,
    /// The fields of the struct; empty for a map.
    known: &'static [&'static str],
    /// Whether names are also matched to fields in another spelling.
    fold: bool,
    /// The flags of own texts that are skipped.
    skip: u16,
    /// Whether this is the text of a single value; see [`text_only`](Self::text_only).
    alone: bool,
    seen: SeenVariants,
}

impl<'t, 's> ObjectAccess<'t, 's> {
    #[inline]
    pub(super) fn new(
        state: &'s ReadState<'t>,
        at: usize,
        known: &'static [&'static str],
        own: OwnText,
    ) -> Self {
        let is_nvp = state.rules.syntax == Syntax::Nvp;
        let any_case = state.rules.any_case && !known.is_empty();
        ObjectAccess {
            state,
            children: state.tree.children(at),
            parent: at,
            next: at,
            known,
            fold: is_nvp && (any_case || attribute::any(known)),
            skip: match own {
                OwnText::None => flag::OWN,
                OwnText::NotBlank => flag::BLANK,
                OwnText::Any => 0,
            },
            alone: false,
            seen: SeenVariants::default(),
        }
    }

    /// A single value, read as a struct or map whose only member is its text.
    ///
    /// It shares a type with other objects, because each message is compiled once for each type of access.
    pub(super) fn text_only(value: NodeDeserializer<'t, 's>) -> Self {
        ObjectAccess {
            children: value.state.tree.only(value.at),
            // A node that is its own parent is a text, so its name is looked up.
            fold: true,
            alone: value.alone,
            ..ObjectAccess::new(value.state, value.at, &[], OwnText::Any)
        }
    }

    #[inline(always)]
    fn step(&mut self) -> Option<usize> {
        let (tree, skip) = (self.state.tree, self.skip);
        self.children.find(|at| !tree.node(*at).has(skip))
    }

    /// The next member that the type did not read.
    pub(super) fn left(&mut self) -> Option<usize> {
        self.step()
    }

    /// Whether the type read all members.
    pub(super) fn is_done(&self) -> bool {
        let mut rest = self.children.clone();
        rest.all(|at| self.state.tree.node(at).has(self.skip))
    }

    /// The field that the member's name spells differently.
    #[cold]
    fn other_spelling(&self, at: usize) -> Option<&'static str> {
        if at == self.parent {
            return Some(TEXT);
        }
        let word = self.state.tree.name(at);
        if let Some(field) = attribute::of_word(word, self.known) {
            self.state.marks.rename(at, field);
            return Some(field);
        }
        if !self.state.rules.any_case || self.known.contains(&word) {
            return None;
        }
        let mut fields = self.known.iter();
        let field = fields.find(|field| field.eq_ignore_ascii_case(word))?;
        // A member with the field's exact name takes precedence, wherever it is.
        let tree = self.state.tree;
        let mut all = tree.children(self.parent);
        if all.any(|other| tree.name(other) == *field) {
            return None;
        }
        self.state.marks.rename(at, field);
        self.state.repair(Repair::NameCase, at);
        Some(field)
    }

    /// Adds to an error about a missing field the namespace in which its name occurs.
    #[cold]
    pub(super) fn explain(&self, error: Error, at: usize) -> Error {
        let tree = self.state.tree;
        match error.kind() {
            // The error comes between a key and its value, where no path is added.
            ErrorKind::DuplicateField(_) if error.span().is_none() => {
                self.state.locate(error, self.next)
            }
            ErrorKind::MissingField(field) if self.state.rules.syntax == Syntax::Xml => {
                // The field may be that of a nested element.
                if error.span().is_some() {
                    return error;
                }
                let foreign = super::ambiguous::in_other_namespace(tree, at, field);
                foreign.unwrap_or(error)
            }
            _ => error,
        }
    }
}

impl<'t> de::MapAccess<'t> for ObjectAccess<'t, '_> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(at) = self.step() else {
            return Ok(None);
        };
        self.next = at;
        let name = self.state.tree.name(at);
        let key = if self.fold
            && let Some(field) = self.other_spelling(at)
        {
            seed.deserialize(BorrowedKey::new(field, &mut self.seen))
        } else if self.state.tree.node(at).has(flag::OWN) {
            seed.deserialize(Scalar::Borrowed(TEXT))
        } else {
            seed.deserialize(BorrowedKey::new(name, &mut self.seen))
        };
        key.map(Some).map_err(|error| self.state.locate(error, at))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value> {
        let mut value = seed.deserialize(NodeDeserializer {
            state: self.state,
            at: self.next,
            alone: self.alone,
        });
        if value.is_err() {
            value = value.map_err(|error| self.state.locate(error, self.next));
        }
        value
    }
}

/// An enum variant with content: the only member of an object.
pub(super) struct VariantReader<'t, 's> {
    state: &'s ReadState<'t>,
    at: usize,
}

impl<'t, 's> VariantReader<'t, 's> {
    pub(super) fn new(state: &'s ReadState<'t>, at: usize) -> Self {
        VariantReader { state, at }
    }

    fn content(&self) -> NodeDeserializer<'t, 's> {
        NodeDeserializer::member(self.state, self.at)
    }

    fn placed<T>(&self, read: Result<T>) -> Result<T> {
        read.map_err(|error| self.state.locate(error, self.at))
    }
}

impl<'t> de::EnumAccess<'t> for VariantReader<'t, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Self)> {
        let name = Scalar::Borrowed(self.state.tree.name(self.at));
        let name = self.placed(seed.deserialize(name))?;
        Ok((name, self))
    }
}

impl<'t> de::VariantAccess<'t> for VariantReader<'t, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        self.placed(de::Deserialize::deserialize(self.content()))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<S::Value> {
        self.placed(seed.deserialize(self.content()))
    }

    fn tuple_variant<V: de::Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.placed(self.content().deserialize_seq(visitor))
    }

    fn struct_variant<V: de::Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.placed(self.content().deserialize_struct("", fields, visitor))
    }
}
