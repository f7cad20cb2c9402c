//! Reads lists, including nodes that are not only lists.

use serde::Deserializer;
use serde::de::Visitor;

use super::ReadState;
use super::access::{ListAccess, SingleItemAccess};
use super::value::NodeDeserializer;
use crate::error::{ErrorKind, Limit, Result};
use crate::tree::flag;
use crate::tree::rules::{Repair, Syntax};

impl<'t> NodeDeserializer<'t, '_> {
    /// Reads the children as a list.
    pub(super) fn entries<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        self.take();
        self.all_of(ListAccess::new(self.state, self.at), visitor)
    }

    /// Reads all of these entries.
    fn all_of<V: Visitor<'t>>(
        self,
        mut entries: ListAccess<'t, '_>,
        visitor: V,
    ) -> Result<V::Value> {
        let value = visitor.visit_seq(&mut entries)?;
        match entries.left() {
            None => Ok(value),
            Some(left) => Err(self.state.error(ErrorKind::TrailingElements, left)),
        }
    }

    /// Reads the node as a list of one.
    pub(super) fn one<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.syntax() == Syntax::Nvp && self.state.rules.max_list == 0 {
            return Err(self.state.error(ErrorKind::Limit(Limit::List(0)), self.at));
        }
        self.state.marks.take_as_list(self.at);
        let mut one = SingleItemAccess::new(NodeDeserializer::entry(self.state, self.at));
        let value = visitor.visit_seq(&mut one)?;
        if !one.is_read() {
            return Err(self.state.error(ErrorKind::TrailingElements, self.at));
        }
        Ok(value)
    }

    /// Checks the length of a list of repeated names, which no lexer counts.
    pub(super) fn check_length(self) -> Result<()> {
        let (tree, max) = (self.state.tree, self.state.rules.max_list);
        if self.syntax() != Syntax::Nvp || !self.node().has(flag::REPEATED) {
            return Ok(());
        }
        match tree.children(self.at).nth(max as usize) {
            None => Ok(()),
            Some(over) => Err(self.state.error(ErrorKind::Limit(Limit::List(max)), over)),
        }
    }

    pub(super) fn gap(self) -> Result<()> {
        let ReadState { tree, rules, .. } = self.state;
        super::ambiguous::check_gap(tree, rules, self.at)?;
        self.state.repair(Repair::ListGap, self.at);
        Ok(())
    }

    /// Reads a list from NVP names that have members as well.
    pub(super) fn nvp_list<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        let tree = self.state.tree;
        let has = |flags: u16| tree.children(self.at).any(|at| tree.node(at).has(flags));
        let (mixed, own) = (has(flag::INDEX), has(flag::OWN));
        if !mixed && !own {
            return self.one(visitor);
        }
        let (kind, repair) = if own {
            (ErrorKind::ValueAndChildren, Repair::ValueAndChildren)
        } else {
            (ErrorKind::NamedAndIndexed, Repair::NamedAndIndexed)
        };
        let wanted = if mixed { flag::INDEX } else { flag::OWN };
        self.conflict(kind, repair, |at| !tree.node(at).has(wanted))?;
        if self.node().has(flag::GAP) {
            self.gap()?;
        }
        self.take();
        if !mixed {
            let own = tree
                .children(self.at)
                .find(|at| tree.node(*at).has(flag::OWN));
            let own = NodeDeserializer::member(self.state, own.unwrap_or(self.at));
            return own.deserialize_seq(visitor);
        }
        self.state.marks.take_as_list(self.at);
        self.all_of(ListAccess::indexed(self.state, self.at), visitor)
    }
}
