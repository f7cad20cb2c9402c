//! Writing the tape straight from the body, for as long as that proves right.

use super::lex::{DEPTH, Sink, Stop, Value, Word};
use super::scan::fingerprint;
use super::tape::{Node, Tape, flag};

/// How many words are remembered at a time, over all open nodes. Documented messages have two
/// dozen fields in a node at most; a body with more takes the other way.
const SEEN: usize = 64;

/// Writes nodes in the order in which names come, and proves that this is the order of the tree.
///
/// It is when no step is taken twice: an index must be the one after the last, and a word must be
/// new among the children of its node. Words are compared by fingerprint; where two are alike,
/// equal or not, the pass ends with [`Stop::Disorder`].
pub(super) struct InOrder {
    nodes: Vec<Node>,
    /// The fingerprints of the children of every open node, outermost first.
    seen: [u32; SEEN],
    seen_len: usize,
    /// Where the children of the open node at each depth start in `seen`.
    marks: [u8; DEPTH + 2],
    depth: usize,
}

impl InOrder {
    pub(super) fn new(body: usize) -> Self {
        // A pair takes 30 bytes or more in nearly all messages, and a list or struct in five
        // pairs adds a node: this spares most bodies the second allocation.
        let mut nodes = Vec::with_capacity(body / 30 + 8);
        nodes.push(Node::default());
        InOrder {
            nodes,
            seen: [0; SEEN],
            seen_len: 0,
            marks: [0; DEPTH + 2],
            depth: 0,
        }
    }

    pub(super) fn finish(mut self, names: String) -> Tape {
        self.nodes.push(Node::default());
        Tape {
            nodes: self.nodes,
            names,
        }
    }

    /// Adds a child to `parent`. A value there would have to become a child as well, which only
    /// the other way does.
    #[inline(always)]
    fn push(&mut self, parent: u32, kind: u16, node: Node) -> Result<u32, Stop> {
        let parent = &mut self.nodes[parent as usize];
        if parent.has(flag::VALUE) {
            return Err(Stop::Disorder);
        }
        parent.flags |= kind;
        let at = self.nodes.len() as u32;
        self.depth += 1;
        self.marks[self.depth] = self.seen_len as u8;
        self.nodes.push(node);
        Ok(at)
    }
}

impl Sink for InOrder {
    #[inline(always)]
    fn rewind(&mut self, depth: usize) {
        if depth < self.depth {
            self.seen_len = usize::from(self.marks[depth + 1]);
            self.depth = depth;
        }
    }

    #[inline(always)]
    fn key(&mut self, parent: u32, word: Word<'_>, fresh: bool) -> Result<u32, Stop> {
        let print = fingerprint(word.buffer, word.start, word.end);
        let first = usize::from(self.marks[self.depth]);
        let siblings = &self.seen[first..self.seen_len];
        // No early end: a loop without one becomes four comparisons at a time.
        let met = siblings
            .iter()
            .fold(false, |met, seen| met | (*seen == print));
        if (met && !fresh) || self.seen_len == SEEN {
            return Err(Stop::Disorder);
        }
        self.seen[self.seen_len] = print;
        self.seen_len += 1;
        let node = Node {
            start: word.start as u32,
            end: word.end as u32,
            depth: self.depth as u16 + 1,
            flags: if word.side { flag::SIDE } else { 0 },
            ..Node::default()
        };
        self.push(parent, flag::NAMED, node)
    }

    #[inline(always)]
    fn index(&mut self, parent: u32, index: u32, _fresh: bool) -> Result<u32, Stop> {
        let entries = &mut self.nodes[parent as usize].entries;
        if index != *entries {
            return Err(Stop::Disorder);
        }
        *entries += 1;
        let node = Node {
            start: index,
            depth: self.depth as u16 + 1,
            flags: flag::INDEX,
            ..Node::default()
        };
        self.push(parent, flag::LIST, node)
    }

    #[inline(always)]
    fn value(&mut self, node: u32, value: Value, fresh: bool) -> Result<(), Stop> {
        if !fresh {
            return Err(Stop::Disorder);
        }
        let node = &mut self.nodes[node as usize];
        node.value = value.start as u32;
        node.value_end = value.end as u32;
        node.flags |= flag::VALUE | if value.escaped { flag::ESCAPED } else { 0 };
        Ok(())
    }
}
