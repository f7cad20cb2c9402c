//! A body as one flat list of nodes, whatever its format.
//!
//! Each format's lexer builds it once; whoever does not know the message beforehand reads it, as often as there are
//! messages to try. Nodes stand in pre-order: a node, then its children with all of theirs. Names and texts stand behind
//! each other in one buffer, unescaped, in the order of the nodes, so a node knows where they are by three numbers.
//!
//! What only a type can decide is kept and marked: several values of one name, a value beside children, a list with
//! gaps. See [`flag`].

mod any;
pub(crate) use crate::scalar::attribute;
mod build;
mod de;
mod left;
mod marks;
pub(crate) mod path;
mod refs;
mod rest;
mod rules;
mod ser;
mod shown;

use std::ops::Range;

pub(crate) use any::passed_on;
pub(crate) use build::{Builder, Open};
pub(crate) use de::asked;
pub(crate) use de::{Value, read, untyped};
pub(crate) use left::{Left, Members, Shape, Spot};
pub(crate) use marks::Taken;
pub(crate) use refs::{Ref, is_plain_text, is_word, serialize_number};
pub(crate) use rules::{Repair, Repaired, Repairs, Rules, Syntax};
pub(crate) use shown::Shown;

/// The name of a node's own value beside its children.
pub(crate) const TEXT: &str = "$text";

/// A place in the buffer, the body or the list of nodes, as it is stored. All are below 4 GiB: a limit on input
/// cannot say more.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
#[inline(always)]
const fn place(at: usize) -> u32 {
    at as u32
}

/// What stands at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A number of JSON, in the digits as written.
    Number,
    /// A literal `true` or `false` of JSON.
    Bool,
    /// Nothing: `null` of JSON, `xsi:nil` of XML.
    Null,
    /// Children without names.
    List,
    /// Children with names.
    Object,
}

/// What else there is to know of a node, as bits.
pub(crate) mod flag {
    /// An attribute of XML; its name begins with `@`.
    pub(crate) const ATTRIBUTE: u16 = 1;
    /// The node is the value of its parent itself. Such nodes come before other children, but for attributes.
    pub(crate) const OWN: u16 = 1 << 1;
    /// An index among names: it is an entry of its parent, which has named children as well.
    pub(crate) const INDEX: u16 = 1 << 2;
    /// A list made of several values of one name, each of which might be the one that counts.
    pub(crate) const REPEATED: u16 = 1 << 3;
    /// A list whose indices are not 0, 1, 2, …; the entries have theirs for a name.
    pub(crate) const GAP: u16 = 1 << 4;
    /// An own text that is nothing but white space: who asks for a single value gets it, and nobody else.
    pub(crate) const BLANK: u16 = 1 << 5;
    /// An element of XML with elements in it.
    pub(crate) const PARENT: u16 = 1 << 6;
    /// A list of elements of one name, some in the message's namespace and some in none.
    pub(crate) const TWINS: u16 = 1 << 7;

    /// What its type calls a secret.
    pub(crate) const SECRET: u16 = 1 << 8;
    /// A text that is a document of its own.
    pub(crate) const EMBEDDED: u16 = 1 << 9;
    /// A number that its type knows as one, whatever came.
    pub(crate) const TYPED: u16 = 1 << 10;

    /// Another name is shown.
    pub(super) const RENAMED: u16 = 1 << 11;
    /// A text is shown in the place of all that is here.
    pub(crate) const COVERED: u16 = 1 << 12;

    /// What only a type can decide about.
    pub(super) const ODD: u16 = INDEX | REPEATED | GAP | TWINS;
}

/// A value, its name, and where it stands in the body.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Where the name ends in the buffer and the text starts. The name starts where the text of the node before ends.
    text: u32,
    /// Where the text ends.
    end: u32,
    /// Where it stands in the body.
    from: u32,
    to: u32,
    /// The node behind the subtree.
    after: u32,
    kind: Kind,
    flags: u16,
}

impl Node {
    #[inline(always)]
    fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    fn is_leaf(&self) -> bool {
        !matches!(self.kind, Kind::List | Kind::Object)
    }

    fn span(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// A body. The first node is its root.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    buffer: String,
    /// Whether any node has one of the flags that only a type can decide about.
    odd: bool,
    /// Whether any node is the value of its parent itself.
    own: bool,
    /// What is shown otherwise, if anything is: most trees are never shown, and are moved about.
    shown: Option<Box<Shown>>,
}

impl Tree {
    /// The whole of it.
    pub(crate) fn root(&self) -> Ref<'_> {
        self.at(0)
    }

    /// A node by its number.
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

    /// The first child of a node if it has any, which is where its subtree goes on.
    #[inline(always)]
    fn children(&self, at: usize) -> Children<'_> {
        Children {
            tree: self,
            at: at + 1,
            end: self.node(at).after as usize,
        }
    }

    /// A node by itself, as if it were the only child of one.
    fn only(&self, at: usize) -> Children<'_> {
        Children {
            tree: self,
            at,
            end: at + 1,
        }
    }
}

/// It holds whatever the body does, so it is not shown.
impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tree")
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

/// From child to child.
#[derive(Clone)]
struct Children<'t> {
    tree: &'t Tree,
    at: usize,
    end: usize,
}

impl Iterator for Children<'_> {
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
