//! A body of any format as one flat list of nodes.
//!
//! Each format's lexer builds it once. A body whose message is not known beforehand is read from it as often as there
//! are messages to try. Nodes are in pre-order: a node, then each child with its subtree. Names and texts are in one
//! buffer, unescaped, in the order of the nodes, so each node finds its own by three numbers.
//!
//! What only a type can decide is kept and flagged: several values of one name, a value beside children, a list with
//! gaps. See [`flag`].
//! gaps. See [`flag`].

mod any;
pub(crate) use crate::scalar::attribute;
mod build;
mod de;
mod leftovers;
mod marks;
mod overrides;
pub(crate) mod path;
mod refs;
mod rest;
mod rules;
mod ser;

use std::ops::Range;

pub(crate) use any::passed_on;
pub(crate) use build::{Builder, OpenNode};
pub(crate) use de::probe;
pub(crate) use de::{NodeDeserializer, read, untyped};
pub(crate) use leftovers::{Leftover, LeftoverShape, Leftovers, MemberIndex};
pub(crate) use marks::Taken;
pub(crate) use overrides::Overrides;
pub(crate) use refs::{Ref, is_plain_text, is_word, serialize_number};
pub(crate) use rules::{Repair, Repaired, Repairs, Rules, Syntax};

/// The name of a node's own text beside its children.
pub(crate) const TEXT: &str = "$text";

/// Converts an index into the buffer, the body or the list of nodes to its stored form. All are below 4 GiB, because no
/// limit on input is higher.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
#[inline(always)]
const fn place(at: usize) -> u32 {
    at as u32
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// A text.
    Text,
    /// A JSON number, with its digits as written.
    Number,
    /// A JSON `true` or `false`.
    Bool,
    /// A JSON `null`, or `xsi:nil` in XML.
    Null,
    /// Children without names.
    List,
    /// Children with names.
    Object,
}

/// Flags of nodes.
pub(crate) mod flag {
    /// An XML attribute; its name begins with `@`.
    pub(crate) const ATTRIBUTE: u16 = 1;
    /// The own text of its parent. Such nodes come before all other children except attributes.
    pub(crate) const OWN: u16 = 1 << 1;
    /// An indexed entry of an object that has named children as well.
    pub(crate) const INDEX: u16 = 1 << 2;
    /// A list of several values of one name, of which a type may want one.
    pub(crate) const REPEATED: u16 = 1 << 3;
    /// A list whose indices are not 0, 1, 2, …; each entry has its index as name.
    pub(crate) const GAP: u16 = 1 << 4;
    /// An own text of whitespace: it is only given to a type that requests a single value.
    pub(crate) const BLANK: u16 = 1 << 5;
    /// An XML element with child elements.
    pub(crate) const PARENT: u16 = 1 << 6;
    /// A list of elements of one name, some in the message's namespace and some in none.
    pub(crate) const TWINS: u16 = 1 << 7;

    /// A secret, by its type.
    pub(crate) const SECRET: u16 = 1 << 8;
    /// A text that is a document of its own.
    pub(crate) const EMBEDDED: u16 = 1 << 9;
    /// A number by its type, whatever its form in the body.
    pub(crate) const TYPED: u16 = 1 << 10;

    /// Another name is shown.
    pub(super) const RENAMED: u16 = 1 << 11;
    /// A replacement text is shown for the whole subtree.
    pub(crate) const COVERED: u16 = 1 << 12;

    /// Flags that only a type can decide about.
    pub(super) const ODD: u16 = INDEX | REPEATED | GAP | TWINS;
}

/// A value with its name and its span in the body.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Where the name ends in the buffer and the text starts. The name starts where the text of the previous node ends.
    text: u32,
    /// Where the text ends.
    end: u32,
    /// The span in the body.
    from: u32,
    to: u32,
    /// The index of the first node after the subtree.
    after: u32,
    kind: NodeKind,
    flags: u16,
}

impl Node {
    #[inline(always)]
    fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    fn is_leaf(&self) -> bool {
        !matches!(self.kind, NodeKind::List | NodeKind::Object)
    }

    fn span(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// A body. Its first node is the root.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    buffer: String,
    /// Whether any node has a flag that only a type can decide about.
    odd: bool,
    /// Whether any node is its parent's own text.
    own: bool,
    /// Replacements for display. Boxed, because most trees have none and trees are moved a lot.
    shown: Option<Box<Overrides>>,
}

impl Tree {
    /// The root.
    pub(crate) fn root(&self) -> Ref<'_> {
        self.at(0)
    }

    /// The node at this index.
    pub(crate) fn at(&self, at: usize) -> Ref<'_> {
        Ref { tree: self, at }
    }

    #[inline(always)]
    fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    #[inline(always)]
    fn name_range(&self, at: usize) -> Range<usize> {
        let start = match at {
            0 => 0,
            _ => self.node(at - 1).end as usize,
        };
        start..self.node(at).text as usize
    }

    #[inline(always)]
    fn name(&self, at: usize) -> &str {
        let name = self.buffer.get(self.name_range(at));
        name.unwrap_or_default()
    }

    /// Whether a node has this name.
    #[inline(always)]
    fn is_named(&self, at: usize, name: &str) -> bool {
        self.name_range(at).len() == name.len() && self.name(at) == name
    }

    #[inline(always)]
    fn text(&self, at: usize) -> &str {
        let node = self.node(at);
        let text = self.buffer.get(node.text as usize..node.end as usize);
        text.unwrap_or_default()
    }

    /// The children of a node. The first one, if there is any, is the next node.
    #[inline(always)]
    fn children(&self, at: usize) -> ChildIter<'_> {
        ChildIter {
            tree: self,
            at: at + 1,
            end: self.node(at).after as usize,
        }
    }

    /// A node alone, as if it were an only child.
    fn only(&self, at: usize) -> ChildIter<'_> {
        ChildIter {
            tree: self,
            at,
            end: at + 1,
        }
    }
}

/// Hides the values, because the body may have secrets.
impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tree")
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

/// Iterates over the children of a node.
#[derive(Clone)]
struct ChildIter<'t> {
    tree: &'t Tree,
    at: usize,
    end: usize,
}

impl Iterator for ChildIter<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let at = self.at;
        if at >= self.end {
            return None;
        }
        self.at = self.tree.node(at).after as usize;
        Some(at)
    }
}
