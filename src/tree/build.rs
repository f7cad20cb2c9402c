//! Builds a tree from front to back.

use std::cell::Cell;
use std::mem;
use std::ops::Range;

use super::{ChildIter, Node, NodeKind, Tree, flag, place};
use crate::growth::reserve_for_rest;

thread_local! {
    /// The memory of the last tree that was dropped, for the next one. Bodies come one after another, and allocating
    /// most trees anew takes long.
    static SPARE: Cell<(Vec<Node>, String)> = const { Cell::new((Vec::new(), String::new())) };
}

/// The most nodes and bytes that are kept: enough for nearly all messages, and little waste if the next tree is small
/// and long-lived.
const MOST_SPARE: (usize, usize) = (160, 4000);

impl Drop for Tree {
    fn drop(&mut self) {
        let (nodes, text) = (self.nodes.capacity(), self.buffer.capacity());
        if nodes > 0 && nodes <= MOST_SPARE.0 && text <= MOST_SPARE.1 {
            let room = (mem::take(&mut self.nodes), mem::take(&mut self.buffer));
            // While a thread ends, the variable may be gone.
            let _ = SPARE.try_with(|spare| spare.set(room));
        }
    }
}

/// A tree under construction.
pub(crate) struct Builder {
    tree: Tree,
    /// Whether the nodes of structs have the struct's name as text.
    pub(super) described: bool,
}

/// A node whose children are being added.
#[must_use = "an open node must be closed"]
pub(crate) struct OpenNode(usize);

impl Builder {
    /// Creates a builder with room for `nodes` nodes and `text` bytes of names and texts.
    pub(crate) fn with_capacity(nodes: usize, text: usize) -> Self {
        let mut tree = Tree::default();
        (tree.nodes, tree.buffer) = SPARE.try_with(Cell::take).unwrap_or_default();
        tree.nodes.clear();
        tree.buffer.clear();
        tree.nodes.reserve_exact(nodes);
        tree.buffer.reserve_exact(text);
        let described = false;
        Builder { tree, described }
    }

    /// Adds a list or object, and opens it for children.
    #[inline]
    pub(crate) fn open(
        &mut self,
        name: &str,
        kind: NodeKind,
        flags: u16,
        span: Range<usize>,
    ) -> OpenNode {
        let at = self.tree.nodes.len();
        self.add(name, kind, flags, span);
        OpenNode(at)
    }

    /// Sets the text of the node that was just opened.
    pub(super) fn describe(&mut self, text: &str) {
        self.tree.buffer.push_str(text);
        self.end_text();
    }

    /// Reserves room for the nodes of the rest of the input; see [`reserve_for_rest`].
    #[inline(always)]
    pub(crate) fn reserve_for_rest(&mut self, done: usize, input: usize) {
        reserve_for_rest(&mut self.tree.nodes, done, input);
    }

    /// Closes the node that was opened last.
    #[inline]
    pub(crate) fn close(&mut self, open: &OpenNode) {
        let after = place(self.tree.nodes.len());
        self.tree.nodes[open.0].after = after;
    }

    /// Closes the node that was opened last, and sets where its span ends.
    #[inline]
    pub(crate) fn close_at(&mut self, open: &OpenNode, to: usize) {
        self.close(open);
        self.tree.nodes[open.0].to = place(to);
    }

    /// The number of nodes.
    #[inline(always)]
    pub(crate) fn count(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Closes the node at `at`, and sets its kind.
    #[inline]
    pub(crate) fn close_as(&mut self, at: usize, kind: NodeKind) {
        self.close(&OpenNode(at));
        self.tree.nodes[at].kind = kind;
    }

    /// Sets the span of all nodes from `from` on that have none.
    #[inline]
    pub(crate) fn place(&mut self, from: usize, span: &Range<usize>) {
        for node in &mut self.tree.nodes[from..] {
            if node.to == 0 {
                (node.from, node.to) = (place(span.start), place(span.end));
            }
        }
    }

    /// Whether the open node at `at` has a child of this name. Its children must be closed.
    pub(crate) fn has(&self, at: usize, name: &[u8]) -> bool {
        let mut children = ChildIter {
            tree: &self.tree,
            at: at + 1,
            end: self.count(),
        };
        children.any(|at| self.tree.name(at).as_bytes() == name)
    }

    /// Adds a single value.
    // Inlined: passing the arguments costs more than writing the node.
    #[inline(always)]
    pub(crate) fn leaf(
        &mut self,
        name: &str,
        kind: NodeKind,
        flags: u16,
        text: &str,
        span: Range<usize>,
    ) {
        let start = self.name(name, flags);
        self.tree.buffer.push_str(text);
        self.node(start, kind, flags, span);
    }

    /// Adds a single value, whose text `write` appends to the buffer.
    #[inline]
    pub(crate) fn leaf_with<E>(
        &mut self,
        name: &str,
        flags: u16,
        span: Range<usize>,
        write: impl FnOnce(&mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        self.add(name, NodeKind::Text, flags, span);
        write(&mut self.tree.buffer)?;
        self.end_text();
        Ok(())
    }

    #[inline(always)]
    fn add(&mut self, name: &str, kind: NodeKind, flags: u16, span: Range<usize>) {
        let text = self.name(name, flags);
        self.node(text, kind, flags, span);
    }

    /// Appends the name of the next node, and returns where its text starts.
    #[inline(always)]
    fn name(&mut self, name: &str, flags: u16) -> u32 {
        self.tree.odd |= flags & flag::ODD != 0;
        self.tree.own |= flags & flag::OWN != 0;
        self.tree.buffer.push_str(name);
        place(self.tree.buffer.len())
    }

    /// Adds a node whose text starts at `text` and ends at the end of the buffer.
    #[inline(always)]
    fn node(&mut self, text: u32, kind: NodeKind, flags: u16, span: Range<usize>) {
        self.tree.nodes.push(Node {
            text,
            end: place(self.tree.buffer.len()),
            from: place(span.start),
            to: place(span.end),
            after: place(self.tree.nodes.len() + 1),
            kind,
            flags,
        });
    }

    #[inline(always)]
    fn end_text(&mut self) {
        let end = place(self.tree.buffer.len());
        if let Some(last) = self.tree.nodes.last_mut() {
            last.end = end;
        }
    }

    pub(crate) fn finish(self) -> Tree {
        self.tree
    }
}
