//! Reading what stands at one node.

use std::any::type_name;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserializer, Expected, Unexpected, Visitor};

use super::State;
use super::access::{Indexed, Members, Own, Variant};
use super::asked;
use super::scalar::Single;
use crate::error::{Error, ErrorKind};
use crate::scalar::{
    DECIMAL, EMBEDDED, Exponent, LISTED, Nothing, SECRET, SPELLED, SPELLED_DECIMAL,
    without_exponent,
};
use crate::tree::rules::{Repair, Syntax};
use crate::tree::{Kind, Node, TEXT, flag};

/// The value at a node.
#[derive(Clone, Copy)]
pub(crate) struct Value<'t, 's> {
    pub(super) state: &'s State<'t>,
    pub(super) at: usize,
    /// It is an entry of a list, or the root.
    pub(super) alone: bool,
}

type Result<T> = std::result::Result<T, Error>;

impl<'t, 's> Value<'t, 's> {
    pub(super) fn root(state: &'s State<'t>) -> Self {
        Value {
            state,
            at: 0,
            alone: true,
        }
    }

    #[inline(always)]
    pub(super) fn member(state: &'s State<'t>, at: usize) -> Self {
        Value {
            state,
            at,
            alone: false,
        }
    }

    #[inline(always)]
    pub(super) fn entry(state: &'s State<'t>, at: usize) -> Self {
        Value {
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
    fn leaf(self) -> Option<Single<'t>> {
        let node = self.node();
        match node.kind {
            Kind::Text | Kind::Number | Kind::Bool => {
                self.take();
                Some(Single {
                    kind: node.kind,
                    text: self.state.tree.text(self.at),
                    syntax: self.syntax(),
                })
            }
            _ => None,
        }
    }

    /// The node as a single value of some kind.
    #[inline(always)]
    fn single<V: Visitor<'t>>(self, visitor: &V, kind: asked::Kind) -> Result<Single<'t>> {
        if let Some(leaf) = self.leaf() {
            return Ok(leaf);
        }
        self.note_kind(kind, type_name::<V::Value>());
        self.chosen(visitor)
    }

    /// The one value of a node that has several, or something beside it.
    #[cold]
    #[inline(never)]
    fn chosen(self, expected: &dyn Expected) -> Result<Single<'t>> {
        let found = match self.node().kind {
            Kind::List if self.node().has(flag::REPEATED) => {
                let one = self.settled()?;
                return one.leaf().map_or_else(|| one.chosen(expected), Ok);
            }
            Kind::List => Unexpected::Seq,
            Kind::Object => match self.own_text()? {
                Some(own) => return own.leaf().map_or_else(|| own.chosen(expected), Ok),
                None if self.is_mixed() => Unexpected::Seq,
                None => Unexpected::Map,
            },
            _ => Unexpected::Unit,
        };
        Err(de::Error::invalid_type(found, expected))
    }

    /// The own text of an object that a single value is asked of, if it has one.
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
        Ok(Some(Value::member(self.state, own)))
    }

    /// Of several values of one name the one that counts.
    #[cold]
    fn settled(self) -> Result<Self> {
        self.take();
        let tree = self.state.tree;
        let counting = super::odd::counting(tree, self.state.rules, self.at)?;
        for other in tree.children(self.at).filter(|at| *at != counting.at) {
            self.state.leave_out_subtree(counting.repair, other);
        }
        Ok(Value::entry(self.state, counting.at))
    }

    /// The node without others of its name.
    #[inline(always)]
    fn alone(self) -> Result<Self> {
        if self.node().kind == Kind::List && self.node().has(flag::REPEATED) {
            return self.settled();
        }
        Ok(self)
    }

    /// Refuses a node that is two things at once, or leaves out each value in the children that are
    /// not wanted.
    #[cold]
    pub(super) fn conflict(
        self,
        kind: ErrorKind,
        repair: Repair,
        unwanted: impl Fn(usize) -> bool,
    ) -> Result<()> {
        if !self.state.rules.conflicts {
            return Err(self.state.fault(kind, self.at));
        }
        let children = self.state.tree.children(self.at);
        for child in children.filter(|at| unwanted(*at)) {
            self.state.leave_out_subtree(repair, child);
        }
        Ok(())
    }

    /// Whether a node has children with words and children with indices.
    fn is_mixed(self) -> bool {
        let tree = self.state.tree;
        let mut children = tree.children(self.at);
        tree.odd
            && self.node().kind == Kind::Object
            && children.any(|at| tree.node(at).has(flag::INDEX))
    }

    fn check_mixed(self) -> Result<()> {
        if self.syntax() == Syntax::Nvp && self.is_mixed() {
            let State { tree, rules, .. } = self.state;
            super::odd::mixed(tree, rules, self.at)?;
            self.state.repair(Repair::NamedAndIndexed, self.at);
        }
        Ok(())
    }

    /// A decimal number, whose exponent may have to be written out.
    fn decimal<V: Visitor<'t>>(self, name: &str, visitor: V) -> Result<V::Value> {
        if !self.state.rules.exponents {
            return self.spelled(name, visitor);
        }
        let single = self.single(&visitor, asked::Kind::Text)?;
        let Exponent::WrittenOut(digits) = without_exponent(single.text) else {
            return single.spelled(name, visitor);
        };
        self.state.repair(Repair::Exponent, self.at);
        if name == SPELLED_DECIMAL && single.kind == Kind::Number {
            return visitor.visit_some(StrDeserializer::new(&digits));
        }
        visitor.visit_str(&digits)
    }

    /// A single value for a type that may want to know how it was spelled.
    fn spelled<V: Visitor<'t>>(self, name: &str, visitor: V) -> Result<V::Value> {
        self.single(&visitor, asked::Kind::Text)?
            .spelled(name, visitor)
    }

    /// Reads the children as members.
    #[inline(always)]
    fn members<V: Visitor<'t>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
        own: Own,
    ) -> Result<V::Value> {
        self.take();
        let mut members = Members::new(self.state, self.at, fields, own);
        // One place for all that is returned: messages are large, and each of them would be moved.
        let mut read = visitor.visit_map(&mut members);
        if read.is_err() || !members.is_done() {
            read = self.unread(read, &mut members);
        }
        read
    }

    /// What went wrong with members, some of which may not have been asked for.
    #[cold]
    #[inline(never)]
    fn unread<T>(self, read: Result<T>, members: &mut Members<'t, '_>) -> Result<T> {
        read.map_err(|error| members.explained(error, self.at))?;
        let left = members.left().unwrap_or(self.at);
        Err(self.state.fault(ErrorKind::TrailingElements, left))
    }

    fn lone<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_map(&mut Members::lone(self))
    }

    /// Whether a single text of XML is nothing but white space.
    fn is_blank(self) -> bool {
        let text = self.state.tree.text(self.at);
        text.bytes()
            .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// The members of a node without children.
    fn none<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        self.members(visitor, &[], Own::Any)
    }

    /// The error of a type that takes nothing of the node's kind.
    #[cold]
    fn misfit<V: Visitor<'t>>(self, visitor: &V, kind: asked::Kind) -> Result<V::Value> {
        self.note_kind(kind, type_name::<V::Value>());
        Err(self.unfit(visitor))
    }

    #[cold]
    fn unfit(self, expected: &dyn Expected) -> Error {
        let node = self.node();
        let found = match node.kind {
            Kind::Text => Unexpected::Str(""),
            Kind::Number => Unexpected::Float(0.0),
            Kind::Bool => Unexpected::Bool(false),
            Kind::Null => Unexpected::Unit,
            Kind::List => Unexpected::Seq,
            Kind::Object => Unexpected::Map,
        };
        de::Error::invalid_type(found, expected)
    }

    /// An own text in the place of a struct that has no field for it.
    #[cold]
    fn stray(self) -> Result<()> {
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

    /// A struct out of an object.
    #[inline]
    fn object<V: Visitor<'t>>(
        self,
        visitor: V,
        fields: &'static [&'static str],
    ) -> Result<V::Value> {
        let (tree, syntax) = (self.state.tree, self.syntax());
        self.check_mixed()?;
        if self.is_json() || !tree.own {
            return self.members(visitor, fields, Own::Any);
        }
        let takes_text = fields.contains(&TEXT);
        let mut children = tree.children(self.at);
        let own = children.find(|at| tree.node(*at).has(flag::OWN));
        if let Some(own) = own.filter(|_| !takes_text) {
            let node = tree.node(own);
            match syntax {
                // An element without elements in it, and with attributes.
                Syntax::Xml if !self.node().has(flag::PARENT) => {
                    if !node.has(flag::BLANK) {
                        return Err(de::Error::invalid_type(Unexpected::Str(""), &visitor));
                    }
                    self.state.marks.take(own);
                }
                _ => self.stray()?,
            }
        }
        let own = if takes_text { Own::Any } else { Own::None };
        self.members(visitor, fields, own)
    }
}

macro_rules! scalars {
    ($($kind:ident: $($method:ident)*;)*) => {$($(
        #[inline]
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
            self.single(&visitor, asked::Kind::$kind)?.$method(visitor)
        }
    )*)*};
}

impl<'t> Deserializer<'t> for Value<'t, '_> {
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
        match self.single(&visitor, asked::Kind::Text) {
            Ok(single) => single.deserialize_str(visitor),
            Err(error) => {
                self.note_words(visitor);
                Err(error)
            }
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let single = self.single(&visitor, asked::Kind::Bool)?;
        if single.is_odd_boolean() && self.state.rules.any_case_booleans {
            self.state.repair(Repair::BooleanCase, self.at);
            return visitor.visit_bool(single.trimmed().len() == "true".len());
        }
        single.deserialize_bool(visitor)
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.node().kind == Kind::Null {
            self.note_kind(asked::Kind::Any, type_name::<V::Value>());
            self.take();
            return visitor.visit_unit();
        }
        self.single(&visitor, asked::Kind::Any)?
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
            Kind::Text | Kind::Number | Kind::Bool => self
                .single(&visitor, asked::Kind::Any)?
                .deserialize_any(visitor),
            Kind::Null => self.deserialize_unit(visitor),
            Kind::List if node.has(flag::REPEATED) && self.syntax() == Syntax::Nvp => {
                self.settled()?.deserialize_any(visitor)
            }
            Kind::List => self.deserialize_seq(visitor),
            Kind::Object => {
                self.check_mixed()?;
                self.members(visitor, &[], Own::Solid)
            }
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let node = self.node();
        let is_absent = match node.kind {
            Kind::Null => !self.notes().is_some_and(asked::note_option),
            Kind::Text => self.state.rules.empty_is_absent && node.text == node.end,
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
        // What is not read in a way of its own is a newtype like any.
        if !name.starts_with('$') {
            return visitor.visit_newtype_struct(self);
        }
        match (self.syntax(), name) {
            (Syntax::Json | Syntax::Any, SPELLED) => self.spelled(name, visitor),
            (_, SECRET) if self.notes().is_some_and(asked::note_secret) => {
                visitor.visit_newtype_struct(self)
            }
            (_, LISTED) if self.notes().is_some() => visitor.visit_newtype_struct(self),
            (_, EMBEDDED) if self.notes().is_some() => self.spelled(name, visitor),
            (Syntax::Json | Syntax::Any, LISTED) if self.node().kind != Kind::Object => {
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
            return Err(self.state.fault(ErrorKind::Unsupported(what), self.at));
        }
        match node.kind {
            Kind::List => {
                self.check_length()?;
                if node.has(flag::GAP) {
                    self.gap()?;
                }
                if node.has(flag::TWINS) {
                    let State { tree, rules, .. } = self.state;
                    super::odd::twins(tree, rules, self.at, &mut self.state.pending.borrow_mut())?;
                }
                self.entries(visitor)
            }
            Kind::Null if self.is_json() && !self.notes().is_some_and(asked::note_list) => {
                self.take();
                Nothing.deserialize_seq(visitor)
            }
            Kind::Text if node.has(flag::ATTRIBUTE) => self
                .single(&visitor, asked::Kind::Text)?
                .words(self.state.rules.max_list, visitor),
            Kind::Object if syntax == Syntax::Nvp => self.nvp_list(visitor),
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
            (_, Kind::Object) => {
                value.check_mixed()?;
                value.members(visitor, &[], Own::Solid)
            }
            (Syntax::Nvp, Kind::List) => visitor.visit_map(Indexed::new(value.state, value.at)),
            (Syntax::Xml | Syntax::Any, Kind::Text) if value.is_blank() => value.none(visitor),
            (Syntax::Nvp | Syntax::Xml | Syntax::Any, Kind::Text) => value.lone(visitor),
            (Syntax::Json | Syntax::Any, Kind::List) if node.after as usize == value.at + 1 => {
                value.none(visitor)
            }
            _ => value.misfit(&visitor, asked::Kind::Map),
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
            Kind::Object => return self.object(visitor, fields),
            _ if self.syntax() == Syntax::Xml => self.alone()?,
            _ => self,
        };
        let node = value.node();
        match (value.syntax(), node.kind) {
            (_, Kind::Object) => value.object(visitor, fields),
            (Syntax::Json | Syntax::Any, Kind::List) if node.after as usize == value.at + 1 => {
                value.none(visitor)
            }
            (Syntax::Json | Syntax::Any, Kind::Null) => {
                value.note_names(name, fields);
                value.misfit(&visitor, asked::Kind::Struct)
            }
            (_, Kind::Text | Kind::Number | Kind::Bool) if fields.contains(&TEXT) => {
                value.lone(visitor)
            }
            (Syntax::Xml | Syntax::Any, Kind::Text) if value.is_blank() => value.none(visitor),
            (Syntax::Nvp, Kind::List) if node.has(flag::REPEATED) => {
                if fields.contains(&TEXT) {
                    return value.settled()?.lone(visitor);
                }
                Err(de::Error::invalid_type(Unexpected::Str(""), &visitor))
            }
            _ => value.misfit(&visitor, asked::Kind::Struct),
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let value = self.alone()?;
        if value.node().kind != Kind::Object {
            let single = value.single(&visitor, asked::Kind::Enum);
            let single = single.inspect_err(|_| value.note_names("", variants))?;
            return single.variant(visitor);
        }
        value.take();
        let mut members = self.state.tree.children(value.at);
        let Some(variant) = members.next() else {
            return value.misfit(&visitor, asked::Kind::Enum);
        };
        match members.next() {
            None => visitor.visit_enum(Variant::new(value.state, variant)),
            Some(more) => Err(self.state.fault(ErrorKind::TrailingElements, more)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.notes().is_some() {
            self.note_kind(asked::Kind::Any, type_name::<V::Value>());
        }
        visitor.visit_unit()
    }
}
