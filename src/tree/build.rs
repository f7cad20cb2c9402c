//! Building a tree from the front to the back.

use std::cell::Cell;
use std::mem;
use std::ops::Range;

use super::{Children, Kind, Node, Tree, flag, place};
use crate::limits::make_room;

thread_local! {
    /// The room of a tree that is not needed any more: bodies come one after another, and most trees are of a size for which
    /// allocators take long.
    static SPARE: Cell<(Vec<Node>, String)> = const { Cell::new((Vec::new(), String::new())) };
}

/// How much room is kept: enough for nearly all messages, and no waste where the next tree is small and stays.
const MOST_SPARE: (usize, usize) = (160, 4000);

impl Drop for Tree {
    fn drop(&mut self) {
        let (nodes, text) = (self.nodes.capacity(), self.buffer.capacity());
        if nodes > 0 && nodes <= MOST_SPARE.0 && text <= MOST_SPARE.1 {
            let room = (mem::take(&mut self.nodes), mem::take(&mut self.buffer));
            // A thread that ends has no room to keep.
            let _ = SPARE.try_with(|spare| spare.set(room));
        }
    }
}

/// A tree under construction.
pub(crate) struct Builder {
    tree: Tree,
    /// Whether structs have their names for a text.
    pub(super) described: bool,
}

/// A node whose children are being added.
#[must_use = "it has to be closed"]
pub(crate) struct Open(usize);

impl Builder {
    /// One with room for so many nodes, and for so much text.
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

    /// Opens a list or object.
    #[inline]
    pub(crate) fn open(&mut self, name: &str, kind: Kind, flags: u16, span: Range<usize>) -> Open {
        let at = self.tree.nodes.len();
        self.add(name, kind, flags, span);
        Open(at)
    }

    /// The text of what was just opened.
    pub(super) fn describe(&mut self, text: &str) {
        self.tree.buffer.push_str(text);
        self.end_text();
    }

    /// Makes room for nodes if there is none, where so much of an input is done.
    #[inline(always)]
    pub(crate) fn make_room(&mut self, done: usize, input: usize) {
        make_room(&mut self.tree.nodes, done, input);
    }

    /// Closes what was opened last and is still open.
    #[inline]
    pub(crate) fn close(&mut self, open: &Open) {
        let after = place(self.tree.nodes.len());
        self.tree.nodes[open.0].after = after;
    }

    /// Closes what was opened last and is still open, where it is known only now how far it goes.
    #[inline]
    pub(crate) fn close_at(&mut self, open: &Open, to: usize) {
        self.close(open);
        self.tree.nodes[open.0].to = place(to);
    }

    /// How many nodes there are.
    #[inline(always)]
    pub(crate) fn count(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Closes the node at a place, where it is known only now of what kind it is.
    #[inline]
    pub(crate) fn close_as(&mut self, at: usize, kind: Kind) {
        self.close(&Open(at));
        self.tree.nodes[at].kind = kind;
    }

    /// Says of all nodes from one on that stand nowhere yet where they do.
    #[inline]
    pub(crate) fn place(&mut self, from: usize, span: &Range<usize>) {
        for node in &mut self.tree.nodes[from..] {
            if node.to == 0 {
                (node.from, node.to) = (place(span.start), place(span.end));
            }
        }
    }

    /// Whether an open node, all of whose children are closed, has one of this name.
    pub(crate) fn has(&self, at: usize, name: &[u8]) -> bool {
        let mut children = Children {
            tree: &self.tree,
            at: at + 1,
            end: self.count(),
        };
        children.any(|at| self.tree.name(at).as_bytes() == name)
    }

    /// Adds a single value.
    // Inlined: what describes it takes longer to hand over than to write down.
    #[inline(always)]
    pub(crate) fn leaf(
        &mut self,
        name: &str,
        kind: Kind,
        flags: u16,
        text: &str,
        span: Range<usize>,
    ) {
        let start = self.name(name, flags);
        self.tree.buffer.push_str(text);
        self.node(start, kind, flags, span);
    }

    /// Adds a single value whose text is written to the buffer by `write`.
    #[inline]
    pub(crate) fn leaf_with<E>(
        &mut self,
        name: &str,
        flags: u16,
        span: Range<usize>,
        write: impl FnOnce(&mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        self.add(name, Kind::Text, flags, span);
        write(&mut self.tree.buffer)?;
        self.end_text();
        Ok(())
    }

    #[inline(always)]
    fn add(&mut self, name: &str, kind: Kind, flags: u16, span: Range<usize>) {
        let text = self.name(name, flags);
        self.node(text, kind, flags, span);
    }

    /// Adds the name of a node that comes; gives where its text starts.
    #[inline(always)]
    fn name(&mut self, name: &str, flags: u16) -> u32 {
        self.tree.odd |= flags & flag::ODD != 0;
        self.tree.own |= flags & flag::OWN != 0;
        self.tree.buffer.push_str(name);
        place(self.tree.buffer.len())
    }

    /// Adds a node whose text starts there, and ends where the buffer does.
    #[inline(always)]
    fn node(&mut self, text: u32, kind: Kind, flags: u16, span: Range<usize>) {
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
