//! From child to child.

use serde::de::{self, DeserializeSeed, Deserializer as _};

use super::State;
use super::value::Value;
use crate::error::{Error, ErrorKind, Result};
use crate::scalar::{Key, Met, PlainName, Scalar};
use crate::tree::rules::{Repair, Syntax};
use crate::tree::{Children, TEXT, attribute, flag};

/// The entries of a list.
pub(super) struct Entries<'t, 's> {
    state: &'s State<'t>,
    children: Children<'t>,
    /// Whether only those count that have an index among names.
    indexed: bool,
}

impl<'t, 's> Entries<'t, 's> {
    pub(super) fn new(state: &'s State<'t>, at: usize) -> Self {
        Entries {
            state,
            children: state.tree.children(at),
            indexed: false,
        }
    }

    /// Those of an object that have an index.
    pub(super) fn indexed(state: &'s State<'t>, at: usize) -> Self {
        Entries {
            indexed: true,
            ..Entries::new(state, at)
        }
    }

    #[inline]
    fn step(&mut self) -> Option<usize> {
        let (tree, indexed) = (self.state.tree, self.indexed);
        self.children
            .find(|at| !indexed || tree.node(*at).has(flag::INDEX))
    }

    /// An entry that was not asked for.
    pub(super) fn left(&mut self) -> Option<usize> {
        self.step()
    }
}

impl<'t> de::SeqAccess<'t> for Entries<'t, '_> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(at) = self.step() else {
            return Ok(None);
        };
        let value = seed.deserialize(Value::entry(self.state, at));
        value
            .map(Some)
            .map_err(|error| self.state.locate(error, at))
    }
}

/// A value that stands for the only entry of a list.
pub(super) struct One<'t, 's>(Option<Value<'t, 's>>);

impl<'t, 's> One<'t, 's> {
    pub(super) fn new(value: Value<'t, 's>) -> Self {
        One(Some(value))
    }

    pub(super) fn is_read(&self) -> bool {
        self.0.is_none()
    }
}

impl<'t> de::SeqAccess<'t> for One<'t, '_> {
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

/// The entries of a list as those of a map.
pub(super) struct Indexed<'t, 's> {
    state: &'s State<'t>,
    children: Children<'t>,
    next: usize,
    index: usize,
    met: Met,
}

impl<'t, 's> Indexed<'t, 's> {
    pub(super) fn new(state: &'s State<'t>, at: usize) -> Self {
        state.marks.take(at);
        Indexed {
            state,
            children: state.tree.children(at),
            next: at,
            index: 0,
            met: Met::default(),
        }
    }
}

impl<'t> de::MapAccess<'t> for Indexed<'t, '_> {
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
        let key = Key::new(Scalar::Transient(name), &mut self.met);
        let key = seed.deserialize(key);
        key.map(Some).map_err(|error| self.state.locate(error, at))
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value> {
        let value = seed.deserialize(Value::member(self.state, self.next));
        value.map_err(|error| self.state.locate(error, self.next))
    }
}

/// What own text of an object is a member.
#[derive(Clone, Copy)]
pub(super) enum Own {
    None,
    /// One that is more than white space.
    Solid,
    Any,
}

/// The members of an object, as fields or map entries.
pub(super) struct Members<'t, 's> {
    state: &'s State<'t>,
    children: Children<'t>,
    parent: usize,
    /// The member whose name was given last.
    next: usize,
    /// The fields of the struct that is being read; none for a map.
    known: &'static [&'static str],
    /// Whether a name may be that of a field which is spelled otherwise.
    fold: bool,
    /// What own text is passed by, by its flags.
    skip: u16,
    /// Whether the members stand alone, as only the text of a lone value can.
    alone: bool,
    met: Met,
}

impl<'t, 's> Members<'t, 's> {
    #[inline]
    pub(super) fn new(
        state: &'s State<'t>,
        at: usize,
        known: &'static [&'static str],
        own: Own,
    ) -> Self {
        let is_nvp = state.rules.syntax == Syntax::Nvp;
        let any_case = state.rules.any_case && !known.is_empty();
        Members {
            state,
            children: state.tree.children(at),
            parent: at,
            next: at,
            known,
            fold: is_nvp && (any_case || attribute::any(known)),
            skip: match own {
                Own::None => flag::OWN,
                Own::Solid => flag::BLANK,
                Own::Any => 0,
            },
            alone: false,
            met: Met::default(),
        }
    }

    /// A single value as a struct or map that has nothing but its text.
    ///
    /// It is of the same type as other members, since each message is compiled for each type of them.
    pub(super) fn lone(value: Value<'t, 's>) -> Self {
        Members {
            children: value.state.tree.only(value.at),
            // So that its name is looked up: a node that is its own parent is a text.
            fold: true,
            alone: value.alone,
            ..Members::new(value.state, value.at, &[], Own::Any)
        }
    }

    #[inline(always)]
    fn step(&mut self) -> Option<usize> {
        let (tree, skip) = (self.state.tree, self.skip);
        self.children.find(|at| !tree.node(*at).has(skip))
    }

    /// A member that was not asked for.
    pub(super) fn left(&mut self) -> Option<usize> {
        self.step()
    }

    /// Whether all members were asked for.
    pub(super) fn is_done(&self) -> bool {
        let mut rest = self.children.clone();
        rest.all(|at| self.state.tree.node(at).has(self.skip))
    }

    /// The field that the name of a member is another spelling of.
    #[cold]
    fn respelled(&self, at: usize) -> Option<&'static str> {
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
        // The field under its own name has precedence, wherever it stands.
        let tree = self.state.tree;
        let mut all = tree.children(self.parent);
        if all.any(|other| tree.name(other) == *field) {
            return None;
        }
        self.state.marks.rename(at, field);
        self.state.repair(Repair::NameCase, at);
        Some(field)
    }

    /// Says of a field that is missing in which namespace its name is there.
    #[cold]
    pub(super) fn explained(&self, error: Error, at: usize) -> Error {
        let tree = self.state.tree;
        match error.kind() {
            // The type says so between a name and its value, where no place is added.
            ErrorKind::DuplicateField(_) if error.span().is_none() => {
                self.state.locate(error, self.next)
            }
            ErrorKind::MissingField(field) if self.state.rules.syntax == Syntax::Xml => {
                // It may be that of an element further down.
                if error.span().is_some() {
                    return error;
                }
                let foreign = super::odd::foreign(tree, at, field);
                foreign.unwrap_or(error)
            }
            _ => error,
        }
    }
}

impl<'t> de::MapAccess<'t> for Members<'t, '_> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(at) = self.step() else {
            return Ok(None);
        };
        self.next = at;
        let name = self.state.tree.name(at);
        let key = if self.fold
            && let Some(field) = self.respelled(at)
        {
            seed.deserialize(PlainName::new(field, &mut self.met))
        } else if self.state.tree.node(at).has(flag::OWN) {
            seed.deserialize(Scalar::Borrowed(TEXT))
        } else {
            seed.deserialize(PlainName::new(name, &mut self.met))
        };
        key.map(Some).map_err(|error| self.state.locate(error, at))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value> {
        let mut value = seed.deserialize(Value {
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

/// A variant of an enum that has something in it: the one member of an object.
pub(super) struct Variant<'t, 's> {
    state: &'s State<'t>,
    at: usize,
}

impl<'t, 's> Variant<'t, 's> {
    pub(super) fn new(state: &'s State<'t>, at: usize) -> Self {
        Variant { state, at }
    }

    fn content(&self) -> Value<'t, 's> {
        Value::member(self.state, self.at)
    }

    fn placed<T>(&self, read: Result<T>) -> Result<T> {
        read.map_err(|error| self.state.locate(error, self.at))
    }
}

impl<'t> de::EnumAccess<'t> for Variant<'t, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Self)> {
        let name = Scalar::Borrowed(self.state.tree.name(self.at));
        let name = self.placed(seed.deserialize(name))?;
        Ok((name, self))
    }
}

impl<'t> de::VariantAccess<'t> for Variant<'t, '_> {
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
