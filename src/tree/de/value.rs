//! Reads the value of one node.

use std::any::type_name;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserializer, Expected, Unexpected, Visitor};

use super::ReadState;
use super::access::{IndexMapAccess, ObjectAccess, OwnText, VariantReader};
use super::probe::{self, FieldKind};
use super::scalar::SingleValue;
use crate::error::{Error, ErrorKind};
use crate::scalar::{
    DECIMAL, EMBEDDED, Exponent, LISTED, Nothing, SECRET, SPELLED, SPELLED_DECIMAL,
    without_exponent,
};
use crate::tree::rules::{Repair, Syntax};
use crate::tree::{Node, NodeKind, TEXT, flag};

/// The deserializer of a node's value.
#[derive(Clone, Copy)]
pub(crate) struct NodeDeserializer<'t, 's> {
    pub(super) state: &'s ReadState<'t>,
    pub(super) at: usize,
    /// Whether the node is an entry of a list, or the root.
    pub(super) alone: bool,
}

type Result<T> = std::result::Result<T, Error>;

impl<'t, 's> NodeDeserializer<'t, 's> {
    pub(super) fn root(state: &'s ReadState<'t>) -> Self {
        NodeDeserializer {
            state,
            at: 0,
            alone: true,
        }
    }

    #[inline(always)]
    pub(super) fn member(state: &'s ReadState<'t>, at: usize) -> Self {
        NodeDeserializer {
            state,
            at,
            alone: false,
        }
    }

    #[inline(always)]
    pub(super) fn entry(state: &'s ReadState<'t>, at: usize) -> Self {
        NodeDeserializer {
            state,
            at,
            alone: true,
        }
    }

    #[inline(always)]
    pub(super) fn node(self) -> &'t Node {
        self.state.tree.node(self.at)
    }

    #[inline(always)]
    pub(super) fn syntax(self) -> Syntax {
        self.state.rules.syntax
    }

    #[inline(always)]
    fn is_json(self) -> bool {
        matches!(self.syntax(), Syntax::Json | Syntax::Any)
    }

    #[inline(always)]
    pub(super) fn take(self) {
        self.state.marks.take(self.at);
    }

    /// The node as a single value, if it is one.
    #[inline(always)]
    fn leaf(self) -> Option<SingleValue<'t>> {
        let node = self.node();
        match node.kind {
            NodeKind::Text | NodeKind::Number | NodeKind::Bool => {
                self.take();
                Some(SingleValue {
                    kind: node.kind,
                    text: self.state.tree.text(self.at),
                    syntax: self.syntax(),
                })
            }
            _ => None,
        }
    }

    /// The node as a single value of a requested kind.
    #[inline(always)]
    fn single<V: Visitor<'t>>(self, visitor: &V, kind: FieldKind) -> Result<SingleValue<'t>> {
        if let Some(leaf) = self.leaf() {
            return Ok(leaf);
        }
        self.note_kind(kind, type_name::<V::Value>());
        self.only_value(visitor)
    }

    /// The one value to read of a node that has several, or a value and children.
    #[cold]
    #[inline(never)]
    fn only_value(self, expected: &dyn Expected) -> Result<SingleValue<'t>> {
        let found = match self.node().kind {
            NodeKind::List if self.node().has(flag::REPEATED) => {
                let one = self.settled()?;
                return one.leaf().map_or_else(|| one.only_value(expected), Ok);
            }
            NodeKind::List => Unexpected::Seq,
            NodeKind::Object => match self.own_text()? {
                Some(own) => return own.leaf().map_or_else(|| own.only_value(expected), Ok),
                None if self.is_mixed() => Unexpected::Seq,
                None => Unexpected::Map,
            },
            _ => Unexpected::Unit,
        };
        Err(de::Error::invalid_type(found, expected))
    }

    /// The own text of an object, if it has one, where a single value is requested.
    fn own_text(self) -> Result<Option<Self>> {
        let tree = self.state.tree;
        if self.syntax() == Syntax::Json || self.node().has(flag::PARENT) {
            return Ok(None);
        }
        let own = tree
            .children(self.at)
            .find(|at| tree.node(*at).has(flag::OWN));
        let Some(own) = own else {
            return Ok(None);
        };
        self.take();
        let beside = |at: usize| !tree.node(at).has(flag::OWN | flag::ATTRIBUTE);
        if tree.children(self.at).any(beside) {
            self.conflict(
                ErrorKind::ValueAndChildren,
                Repair::ValueAndChildren,
                beside,
            )?;
        }
        Ok(Some(NodeDeserializer::member(self.state, own)))
    }

    /// The value that counts among several of one name.
    #[cold]
    fn settled(self) -> Result<Self> {
        self.take();
        let tree = self.state.tree;
        let chosen = super::ambiguous::choose(tree, self.state.rules, self.at)?;
        for other in tree.children(self.at).filter(|at| *at != chosen.at) {
            self.state.leave_out_subtree(chosen.repair, other);
        }
        Ok(NodeDeserializer::entry(self.state, chosen.at))
    }

    /// The node, if it is the only one of its name.
    #[inline(always)]
    fn alone(self) -> Result<Self> {
        if self.node().kind == NodeKind::List && self.node().has(flag::REPEATED) {
            return self.settled();
        }
        Ok(self)
    }

    /// Refuses a node that is a value and has children, or leaves out each value in the children that do not count.
    #[cold]
    pub(super) fn conflict(
        self,
        kind: ErrorKind,
        repair: Repair,
        unwanted: impl Fn(usize) -> bool,
    ) -> Result<()> {
        if !self.state.rules.conflicts {
            return Err(self.state.error(kind, self.at));
        }
        let children = self.state.tree.children(self.at);
        for child in children.filter(|at| unwanted(*at)) {
            self.state.leave_out_subtree(repair, child);
        }
        Ok(())
    }

    /// Whether a node has both named and indexed children.
    fn is_mixed(self) -> bool {
        let tree = self.state.tree;
        let mut children = tree.children(self.at);
        tree.odd
            && self.node().kind == NodeKind::Object
            && children.any(|at| tree.node(at).has(flag::INDEX))
    }

    fn check_mixed(self) -> Result<()> {
        if self.syntax() == Syntax::Nvp && self.is_mixed() {
            let ReadState { tree, rules, .. } = self.state;
            super::ambiguous::check_mixed(tree, rules, self.at)?;
            self.state.repair(Repair::NamedAndIndexed, self.at);
        }
        Ok(())
    }

    /// Reads a decimal number, and writes out its exponent if the rules say so.
    fn decimal<V: Visitor<'t>>(self, name: &str, visitor: V) -> Result<V::Value> {
        if !self.state.rules.exponents {
            return self.spelled(name, visitor);
        }
        let single = self.single(&visitor, FieldKind::Text)?;
        let Exponent::WrittenOut(digits) = without_exponent(single.text) else {
            return single.spelled(name, visitor);
        };
        self.state.repair(Repair::Exponent, self.at);
        if name == SPELLED_DECIMAL && single.kind == NodeKind::Number {
            return visitor.visit_some(StrDeserializer::new(&digits));
        }
        visitor.visit_str(&digits)
    }

    /// Reads a single value for a type that may distinguish strings from literals.
    fn spelled<V: Visitor<'t>>(self, name: &str, visitor: V) -> Result<V::Value> {
        self.single(&visitor, FieldKind::Text)?
            .spelled(name, visitor)
    }

    /// Reads the children as members.
    #[inline(always)]
    fn members<V: Visitor<'t>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
        own: OwnText,
    ) -> Result<V::Value> {
        self.take();
        let mut members = ObjectAccess::new(self.state, self.at, fields, own);
        // A single place for the result: messages are large, and returning several would move each of them.
        let mut read = visitor.visit_map(&mut members);
        if read.is_err() || !members.is_done() {
            read = self.unread(read, &mut members);
        }
        read
    }

    /// The error of members that could not be read, or not all of which were.
    #[cold]
    #[inline(never)]
    fn unread<T>(self, read: Result<T>, members: &mut ObjectAccess<'t, '_>) -> Result<T> {
        read.map_err(|error| members.explain(error, self.at))?;
        let left = members.left().unwrap_or(self.at);
        Err(self.state.error(ErrorKind::TrailingElements, left))
    }

    fn text_only<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_map(&mut ObjectAccess::text_only(self))
    }

    /// Whether a single text of XML is only whitespace.
    fn is_blank(self) -> bool {
        let text = self.state.tree.text(self.at);
        text.bytes()
            .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// Reads a node without children as a struct or map without members.
    fn empty_members<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        self.members(visitor, &[], OwnText::Any)
    }

    /// The error for a type that does not accept the node's kind.
    #[cold]
    fn mismatch<V: Visitor<'t>>(self, visitor: &V, kind: FieldKind) -> Result<V::Value> {
        self.note_kind(kind, type_name::<V::Value>());
        Err(self.type_error(visitor))
    }

    #[cold]
    fn type_error(self, expected: &dyn Expected) -> Error {
        let node = self.node();
        let found = match node.kind {
            NodeKind::Text => Unexpected::Str(""),
            NodeKind::Number => Unexpected::Float(0.0),
            NodeKind::Bool => Unexpected::Bool(false),
            NodeKind::Null => Unexpected::Unit,
            NodeKind::List => Unexpected::Seq,
            NodeKind::Object => Unexpected::Map,
        };
        de::Error::invalid_type(found, expected)
    }

    /// Refuses an own text in a struct that has no field for it.
    #[cold]
    fn check_stray_text(self) -> Result<()> {
        let tree = self.state.tree;
        let is_own = |at: usize| tree.node(at).has(flag::OWN);
        if self.syntax() == Syntax::Nvp {
            return self.conflict(
                ErrorKind::ValueAndChildren,
                Repair::ValueAndChildren,
                is_own,
            );
        }
        let Some(own) = tree.children(self.at).find(|at| is_own(*at)) else {
            return Ok(());
        };
        if !self.state.rules.stray_text {
            let error = Error::at(ErrorKind::StrayText, tree.node(own).span());
            return Err(self.state.locate(error, self.at));
        }
        self.state.leave_out(Repair::StrayText, own);
        Ok(())
    }

    /// Reads an object as a struct.
    #[inline]
    fn object<V: Visitor<'t>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value> {
        let (tree, syntax) = (self.state.tree, self.syntax());
        self.check_mixed()?;
        if self.is_json() || !tree.own {
            return self.members(visitor, fields, OwnText::Any);
        }
        let takes_text = fields.contains(&TEXT);
        let mut children = tree.children(self.at);
        let own = children.find(|at| tree.node(*at).has(flag::OWN));
        if let Some(own) = own.filter(|_| !takes_text) {
            let node = tree.node(own);
            match syntax {
                // An element with attributes and without child elements.
                Syntax::Xml if !self.node().has(flag::PARENT) => {
                    if !node.has(flag::BLANK) {
                        return Err(de::Error::invalid_type(Unexpected::Str(""), &visitor));
                    }
                    self.state.marks.take(own);
                }
                _ => self.check_stray_text()?,
            }
        }
        let own = if takes_text {
            OwnText::Any
        } else {
            OwnText::None
        };
        self.members(visitor, fields, own)
    }
}

macro_rules! scalars {
    ($($kind:ident: $($method:ident)*;)*) => {$($(
        #[inline]
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
            self.single(&visitor, FieldKind::$kind)?.$method(visitor)
        }
    )*)*};
}

impl<'t> Deserializer<'t> for NodeDeserializer<'t, '_> {
    type Error = Error;

    scalars! {
        Integer: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        Float: deserialize_f32 deserialize_f64;
        Text: deserialize_char deserialize_string deserialize_identifier;
        Bytes: deserialize_bytes deserialize_byte_buf;
    }

    #[inline]
    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        match self.single(&visitor, FieldKind::Text) {
            Ok(single) => single.deserialize_str(visitor),
            Err(error) => {
                self.note_words(visitor);
                Err(error)
            }
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let single = self.single(&visitor, FieldKind::Bool)?;
        if single.is_boolean_in_other_case() && self.state.rules.any_case_booleans {
            self.state.repair(Repair::BooleanCase, self.at);
            return visitor.visit_bool(single.trimmed().len() == "true".len());
        }
        single.deserialize_bool(visitor)
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.node().kind == NodeKind::Null {
            self.note_kind(FieldKind::Any, type_name::<V::Value>());
            self.take();
            return visitor.visit_unit();
        }
        self.single(&visitor, FieldKind::Any)?
            .deserialize_unit(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let node = self.node();
        match node.kind {
            NodeKind::Text | NodeKind::Number | NodeKind::Bool => self
                .single(&visitor, FieldKind::Any)?
                .deserialize_any(visitor),
            NodeKind::Null => self.deserialize_unit(visitor),
            NodeKind::List if node.has(flag::REPEATED) && self.syntax() == Syntax::Nvp => {
                self.settled()?.deserialize_any(visitor)
            }
            NodeKind::List => self.deserialize_seq(visitor),
            NodeKind::Object => {
                self.check_mixed()?;
                self.members(visitor, &[], OwnText::NotBlank)
            }
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let node = self.node();
        let is_absent = match node.kind {
            NodeKind::Null => !self.notes().is_some_and(probe::note_option),
            NodeKind::Text => self.state.rules.empty_is_absent && node.text == node.end,
            _ => false,
        };
        if is_absent {
            self.take();
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        // Any other newtype needs no special treatment.
        if !name.starts_with('$') {
            return visitor.visit_newtype_struct(self);
        }
        match (self.syntax(), name) {
            (Syntax::Json | Syntax::Any, SPELLED) => self.spelled(name, visitor),
            (_, SECRET) if self.notes().is_some_and(probe::note_secret) => {
                visitor.visit_newtype_struct(self)
            }
            (_, LISTED) if self.notes().is_some() => visitor.visit_newtype_struct(self),
            (_, EMBEDDED) if self.notes().is_some() => self.spelled(name, visitor),
            (Syntax::Json | Syntax::Any, LISTED) if self.node().kind != NodeKind::Object => {
                self.deserialize_seq(visitor)
            }
            (_, DECIMAL | SPELLED_DECIMAL) => self.decimal(name, visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let (node, syntax) = (self.node(), self.syntax());
        if self.alone && syntax == Syntax::Xml {
            let what = "a list of lists, or one at the top: name the elements of each list";
            return Err(self.state.error(ErrorKind::Unsupported(what), self.at));
        }
        match node.kind {
            NodeKind::List => {
                self.check_length()?;
                if node.has(flag::GAP) {
                    self.gap()?;
                }
                if node.has(flag::TWINS) {
                    let ReadState { tree, rules, .. } = self.state;
                    super::ambiguous::check_twins(
                        tree,
                        rules,
                        self.at,
                        &mut self.state.pending.borrow_mut(),
                    )?;
                }
                self.entries(visitor)
            }
            NodeKind::Null if self.is_json() && !self.notes().is_some_and(probe::note_list) => {
                self.take();
                Nothing.deserialize_seq(visitor)
            }
            NodeKind::Text if node.has(flag::ATTRIBUTE) => self
                .single(&visitor, FieldKind::Text)?
                .words(self.state.rules.max_list, visitor),
            NodeKind::Object if syntax == Syntax::Nvp => self.nvp_list(visitor),
            _ => self.one(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let value = match self.syntax() {
            Syntax::Xml => self.alone()?,
            _ => self,
        };
        let node = value.node();
        match (value.syntax(), node.kind) {
            (_, NodeKind::Object) => {
                value.check_mixed()?;
                value.members(visitor, &[], OwnText::NotBlank)
            }
            (Syntax::Nvp, NodeKind::List) => {
                visitor.visit_map(IndexMapAccess::new(value.state, value.at))
            }
            (Syntax::Xml | Syntax::Any, NodeKind::Text) if value.is_blank() => {
                value.empty_members(visitor)
            }
            (Syntax::Nvp | Syntax::Xml | Syntax::Any, NodeKind::Text) => value.text_only(visitor),
            (Syntax::Json | Syntax::Any, NodeKind::List) if node.after as usize == value.at + 1 => {
                value.empty_members(visitor)
            }
            _ => value.mismatch(&visitor, FieldKind::Map),
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let value = match self.node().kind {
            NodeKind::Object => return self.object(visitor, fields),
            _ if self.syntax() == Syntax::Xml => self.alone()?,
            _ => self,
        };
        let node = value.node();
        match (value.syntax(), node.kind) {
            (_, NodeKind::Object) => value.object(visitor, fields),
            (Syntax::Json | Syntax::Any, NodeKind::List) if node.after as usize == value.at + 1 => {
                value.empty_members(visitor)
            }
            (Syntax::Json | Syntax::Any, NodeKind::Null) => {
                value.note_names(name, fields);
                value.mismatch(&visitor, FieldKind::Struct)
            }
            (_, NodeKind::Text | NodeKind::Number | NodeKind::Bool) if fields.contains(&TEXT) => {
                value.text_only(visitor)
            }
            (Syntax::Xml | Syntax::Any, NodeKind::Text) if value.is_blank() => {
                value.empty_members(visitor)
            }
            (Syntax::Nvp, NodeKind::List) if node.has(flag::REPEATED) => {
                if fields.contains(&TEXT) {
                    return value.settled()?.text_only(visitor);
                }
                Err(de::Error::invalid_type(Unexpected::Str(""), &visitor))
            }
            _ => value.mismatch(&visitor, FieldKind::Struct),
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let value = self.alone()?;
        if value.node().kind != NodeKind::Object {
            let single = value.single(&visitor, FieldKind::Enum);
            let single = single.inspect_err(|_| value.note_names("", variants))?;
            return single.variant(visitor);
        }
        value.take();
        let mut members = self.state.tree.children(value.at);
        let Some(variant) = members.next() else {
            return value.mismatch(&visitor, FieldKind::Enum);
        };
        match members.next() {
            None => visitor.visit_enum(VariantReader::new(value.state, variant)),
            Some(more) => Err(self.state.error(ErrorKind::TrailingElements, more)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.notes().is_some() {
            self.note_kind(FieldKind::Any, type_name::<V::Value>());
        }
        visitor.visit_unit()
    }
}
