//! A body as a flat list of nodes, in the order in which a decoder wants them.
//!
//! The nodes of the tree are in pre-order: a node, then all of its children with all of
//! theirs. A node knows its depth, so a subtree ends at the next node that is not deeper. Reading
//! a message is one walk from the front to the back; skipping is the same walk without reading.

use std::fmt::Write;
use std::ops::Range;

use super::unescape::Piece;

/// The reserved name of a node's own value beside its children.
pub(super) const TEXT: &str = "$text";

/// A place in a body or a list of nodes, as it is stored. All are below 4 GiB: a limit on input
/// cannot say more.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
#[inline(always)]
pub(super) const fn place(at: usize) -> u32 {
    at as u32
}

/// A number of steps, as it is stored. It is at most [`Limits::MAX_DEPTH`](crate::Limits).
#[expect(clippy::cast_possible_truncation, reason = "see above")]
#[inline(always)]
pub(super) const fn step_count(depth: usize) -> u16 {
    depth as u16
}

/// What a node is, as bits.
pub(super) mod flag {
    /// The step is an index; otherwise it is a word.
    pub(in crate::nvp) const INDEX: u16 = 1;
    /// The word is in the tape's [`Side`](super::Side), not in the body.
    pub(in crate::nvp) const SIDE: u16 = 1 << 1;
    /// The node has a value of its own.
    pub(in crate::nvp) const VALUE: u16 = 1 << 2;
    /// The value needs decoding: it holds `%` or `+`, or has whitespace around it.
    pub(in crate::nvp) const ESCAPED: u16 = 1 << 3;
    /// The node has children with words.
    pub(in crate::nvp) const NAMED: u16 = 1 << 4;
    /// The node has children with indices.
    pub(in crate::nvp) const LIST: u16 = 1 << 5;
    /// The indices of the children are not 0, 1, 2, ….
    pub(in crate::nvp) const GAP: u16 = 1 << 6;
    /// The node has children that are its own values: it has several, or other children as well.
    pub(in crate::nvp) const TEXT: u16 = 1 << 7;
    /// There is more than one such child.
    pub(in crate::nvp) const REPEATED: u16 = 1 << 8;
    /// The node is such a child, and has no step of its own.
    pub(in crate::nvp) const OWN: u16 = 1 << 9;
    /// The pair has no `=`, and its value is empty.
    pub(in crate::nvp) const BARE: u16 = 1 << 10;

    /// What there is to read.
    pub(in crate::nvp) const SHAPE: u16 = VALUE | NAMED | LIST | TEXT;
}

/// One step of a name, with its value and children.
///
/// Tapes of large bodies are much larger than caches, so a node is made to be small.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TapeNode {
    /// The start of the word; the index, if the step is one; which of the [words
    /// aside](Side::words) it is, if it is one of those.
    pub(super) start: u32,
    /// The end of the name in the body, and of a word in the body.
    pub(super) end: u32,
    /// The end of the value; without one, how many children have an index.
    pub(super) last: u32,
    /// The number of steps the name has up to here; the root has none.
    pub(super) depth: u16,
    pub(super) flags: u16,
}

impl TapeNode {
    #[inline(always)]
    pub(super) fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    /// What there is to read: some of [`flag::VALUE`], [`flag::NAMED`], [`flag::LIST`] and
    /// [`flag::TEXT`], where a value excludes the others.
    #[inline(always)]
    pub(super) fn shape(&self) -> u16 {
        self.flags & flag::SHAPE
    }

    pub(super) fn word(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span of the value, without decoding. It follows the name.
    #[inline(always)]
    pub(super) fn value(&self) -> Range<usize> {
        let equals = usize::from(!self.has(flag::BARE));
        self.end as usize + equals..self.last as usize
    }

    /// How many children of a list have an index.
    pub(super) fn entries(&self) -> u32 {
        if self.has(flag::VALUE) { 0 } else { self.last }
    }
}

/// What a [`Tape`] was read from: the input, and the part of it that is the body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'de> {
    /// The input up to the end of the body.
    pub(super) bytes: &'de [u8],
    /// The same as text, where it is text in the body's charset.
    pub(super) text: Option<&'de str>,
    /// The start of the body.
    pub(super) start: usize,
}

impl<'de> Body<'de> {
    pub(super) fn piece(&self, range: Range<usize>) -> Piece<'de> {
        Piece {
            start: range.start,
            raw: &self.bytes[range],
        }
    }
}

/// A body, lexed: the root, the nodes below it, and a last node that ends every subtree.
#[derive(Debug)]
pub(super) struct Tape {
    pub(super) nodes: Vec<TapeNode>,
    /// The decoded words, if there are any.
    pub(super) side: Option<Box<Side>>,
}

/// Words that need decoding, decoded.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// The names that they are of, decoded.
    pub(super) names: String,
    /// Where each starts and ends in these.
    pub(super) words: Vec<(u32, u32)>,
}

impl Side {
    fn word(&self, at: u32) -> Option<&str> {
        let &(start, end) = self.words.get(at as usize)?;
        self.names.get(start as usize..end as usize)
    }
}

impl Tape {
    /// The word of a node that has one.
    pub(super) fn word<'a>(&'a self, body: &Body<'a>, node: &TapeNode) -> &'a str {
        let word = if node.has(flag::SIDE) {
            self.side.as_ref().and_then(|side| side.word(node.start))
        } else {
            // Verbatim words were checked to be text along with the whole body, or, in a charset
            // of its own, are ASCII and stand aside otherwise.
            body.text.and_then(|text| text.get(node.word()))
        };
        word.unwrap_or_default()
    }

    /// The index after the last node of the subtree at `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        let depth = self.nodes[at].depth;
        let deeper = self.nodes[at + 1..].iter().take_while(|n| n.depth > depth);
        at + 1 + deeper.count()
    }

    /// The name of the node at `at`, in the spelling in which it would be written unescaped.
    #[cold]
    pub(super) fn path(&self, body: &Body<'_>, at: usize) -> String {
        self.paths(body, &[at]).pop().unwrap_or_default()
    }

    /// The names of several nodes, given in ascending order: one walk finds
    /// them all.
    #[cold]
    pub(super) fn paths(&self, body: &Body<'_>, wanted: &[usize]) -> Vec<String> {
        let mut paths = Vec::with_capacity(wanted.len());
        let mut steps = Vec::<&TapeNode>::new();
        for (at, node) in self.nodes.iter().enumerate() {
            steps.truncate(usize::from(node.depth));
            steps.push(node);
            while wanted.get(paths.len()) == Some(&at) {
                paths.push(self.spell(body, &steps));
            }
            if paths.len() == wanted.len() {
                break;
            }
        }
        paths
    }

    fn spell(&self, body: &Body<'_>, steps: &[&TapeNode]) -> String {
        let mut path = String::new();
        for node in steps.iter().skip(1).filter(|node| !node.has(flag::OWN)) {
            if node.has(flag::INDEX) {
                // Writing to a String cannot fail.
                let _ = write!(path, "({})", node.start);
            } else {
                if node.depth > 1 {
                    path.push('.');
                }
                path.push_str(self.word(body, node));
            }
        }
        path
    }

    /// The bytes the node at `at` is about: its value, or its word, or the first
    /// value below.
    #[cold]
    pub(super) fn span(&self, at: usize) -> Option<Range<usize>> {
        let node = &self.nodes[at];
        if node.depth == 0 {
            return None;
        }
        let below = self.nodes[at + 1..].iter();
        let below = below.take_while(|below| below.depth > node.depth);
        let valued = std::iter::once(node)
            .chain(below)
            .find(|node| node.has(flag::VALUE));
        if node.has(flag::VALUE) || node.has(flag::INDEX | flag::SIDE) {
            return valued.map(TapeNode::value);
        }
        Some(node.word())
    }
}
