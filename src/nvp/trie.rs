//! Bringing names into the order of the tree, whatever order they come in.

use std::ops::Range;

use super::lex::{Value, Word};
use super::table::{Free, Keys, NONE, Table};
use super::tape::{self, Side, Tape, flag, place};

/// The root, which is never a child: so none has the number that a table takes for none.
const ROOT: u32 = NONE;

/// Bytes of a body per name: most bodies need no second allocation, and no body makes the first
/// one larger than twice itself.
const PER_NAME: usize = 32;

/// A tree of steps, in one list of places.
///
/// The child of a node by a step is found in one hash table for the whole tree, so a body costs
/// the same per name however its names are arranged. The hash is keyed with a random key: no sender
/// can choose names that collide.
pub(super) struct Trie<'a> {
    body: &'a [u8],
    places: Vec<Place>,
    table: Table,
    keys: Keys,
    /// The prefixes that stand in the body, and those in the decoded names.
    prefixes: [Prefixes; 2],
}

/// One step of a name, with what is there: as on the tape, but that value and word may come from
/// different pairs.
#[derive(Clone, Copy, Default)]
struct TrieNode {
    /// The range of the word, or the index.
    start: u32,
    end: u32,
    /// The end of the name before the value, and the value.
    name_end: u32,
    value_end: u32,
    depth: u16,
    flags: u16,
}

impl TrieNode {
    #[inline(always)]
    fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    fn word(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// What it stands after among the children of its parent: further values of the parent come
    /// first, then entries, then what has a word.
    #[inline(always)]
    fn rank(&self) -> u8 {
        if self.has(flag::OWN) {
            0
        } else if self.has(flag::INDEX) {
            1
        } else {
            2
        }
    }
}

/// A node, and where it hangs in the tree. Half a line of a cache, as each is looked at alone.
#[derive(Clone, Copy, Default)]
struct Place {
    node: TrieNode,
    parent: u32,
    /// The number of children it has.
    children: u32,
    /// How many of them have an index.
    entries: u32,
}

impl<'a> Trie<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        // No more than a message has: a long body may be refused before it fills so much.
        let names = (body.len() / PER_NAME + 8).min(1024);
        let mut places = Vec::with_capacity(names);
        places.push(Place::default());
        Trie {
            body,
            places,
            table: Table::for_entries(names),
            keys: Keys::random(),
            prefixes: Default::default(),
        }
    }

    /// How many steps lead to a node.
    pub(super) fn depth(&self, at: u32) -> u16 {
        self.places[at as usize].node.depth
    }

    /// The child of `parent` that has this hash and is the same step; or a new one, from `node`.
    #[inline(always)]
    fn child(
        &mut self,
        parent: u32,
        hash: u32,
        same: impl Fn(&TrieNode) -> bool,
        node: TrieNode,
    ) -> (u32, bool) {
        let is = |at: u32| {
            let place = &self.places[at as usize];
            place.parent == parent && same(&place.node)
        };
        match self.table.find(hash, is) {
            Ok(known) => (known, false),
            Err(free) => {
                let at = self.push(parent, node);
                self.table.fill(&free, at);
                (at, true)
            }
        }
    }

    #[inline(always)]
    fn push(&mut self, parent: u32, node: TrieNode) -> u32 {
        let at = place(self.places.len());
        let above = &mut self.places[parent as usize];
        above.children += 1;
        let depth = above.node.depth + 1;
        self.places.push(Place {
            node: TrieNode { depth, ..node },
            parent,
            ..Place::default()
        });
        at
    }

    pub(super) fn finish(self, names: String) -> Tape {
        let mut tape = Writer {
            body: self.body,
            nodes: Vec::with_capacity(self.places.len() + 1),
            side: Side {
                names,
                words: Vec::new(),
            },
        };
        Family::of(self.places).walk(|node, entries| tape.node(node, entries));
        tape.nodes.push(tape::TapeNode::default());
        let side = (!tape.side.words.is_empty()).then(|| Box::new(tape.side));
        Tape {
            nodes: tape.nodes,
            side,
        }
    }
}

/// All places, and the children of each in the order of the tape.
struct Family {
    places: Vec<Place>,
    /// Where the children of each place end in the list of all.
    ends: Vec<u32>,
    children: Vec<u32>,
}

impl Family {
    fn of(places: Vec<Place>) -> Self {
        let mut family = Family::in_order_of_arrival(places);
        let mut sorter = Sorter::default();
        for at in 0..family.places.len() {
            let mixed = flag::LIST | flag::REPEATED;
            if family.places[at].node.has(mixed) && !family.is_sorted(at) {
                family.sort(at, &mut sorter);
            }
        }
        family
    }

    fn in_order_of_arrival(places: Vec<Place>) -> Self {
        let mut starts = 0;
        let start = |place: &Place| {
            let start = starts;
            starts += place.children;
            start
        };
        // Each start moves on with every child, and is an end when all are there.
        let mut ends: Vec<u32> = places.iter().map(start).collect();
        let mut children = vec![ROOT; starts as usize];
        for (child, of) in places.iter().enumerate().skip(1) {
            let next = &mut ends[of.parent as usize];
            children[*next as usize] = place(child);
            *next += 1;
        }
        Family {
            places,
            ends,
            children,
        }
    }

    /// The place of the children of a place among all.
    #[inline(always)]
    fn range(&self, parent: usize) -> Range<usize> {
        let end = self.ends[parent] as usize;
        end - self.places[parent].children as usize..end
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = (u32, &TrieNode)> + '_ {
        let node = |&child: &u32| (child, &self.places[child as usize].node);
        self.children[self.range(parent)].iter().map(node)
    }

    /// Whether children already stand in the right order, entries without gaps.
    fn is_sorted(&self, parent: usize) -> bool {
        let (mut entries, mut rank) = (0, 0);
        self.children(parent).all(|(_, node)| {
            let follows = node.rank() >= std::mem::replace(&mut rank, node.rank());
            let is_entry = node.has(flag::INDEX);
            entries += u32::from(is_entry);
            follows && (!is_entry || node.start + 1 == entries)
        })
    }

    fn sort(&mut self, parent: usize, sorter: &mut Sorter) {
        // One slot an entry, not one an index.
        let slots = self.places[parent].entries as usize;
        sorter.entries.resize(slots, ROOT);
        let mut gap = false;
        for (child, node) in self.children(parent) {
            match node.rank() {
                0 => sorter.own.push(child),
                1 => match sorter.entries.get_mut(node.start as usize) {
                    Some(slot) => *slot = child,
                    None => gap = true,
                },
                _ => sorter.named.push(child),
            }
        }
        if gap {
            let entries = self.children(parent).filter(|child| child.1.rank() == 1);
            sorter.entries.clear();
            sorter.entries.extend(entries.map(|child| child.0));
            let index = |at: &u32| self.places[*at as usize].node.start;
            sorter.entries.sort_unstable_by_key(index);
            self.places[parent].node.flags |= flag::GAP;
        }
        let range = self.range(parent);
        for (to, from) in self.children[range].iter_mut().zip(sorter.drain()) {
            *to = from;
        }
    }

    /// Visits all places in the order of the tape.
    #[inline(always)]
    fn walk(&self, mut visit: impl FnMut(TrieNode, u32)) {
        // The children that are still to be visited, of each place on the way down.
        let mut open = Vec::<Range<usize>>::new();
        let mut at = ROOT as usize;
        loop {
            let place = &self.places[at];
            visit(place.node, place.entries);
            if place.children > 0 {
                open.push(self.range(at));
            }
            at = loop {
                let Some(children) = open.last_mut() else {
                    return;
                };
                match children.next() {
                    Some(next) => break self.children[next] as usize,
                    None => open.pop(),
                };
            };
        }
    }
}

/// The children of one place, apart by [rank](TrieNode::rank).
#[derive(Default)]
struct Sorter {
    own: Vec<u32>,
    entries: Vec<u32>,
    named: Vec<u32>,
}

impl Sorter {
    fn drain(&mut self) -> impl Iterator<Item = u32> + '_ {
        let behind = self.entries.drain(..).chain(self.named.drain(..));
        self.own.drain(..).chain(behind)
    }
}

/// Writes nodes to a tape.
struct Writer<'a> {
    body: &'a [u8],
    nodes: Vec<tape::TapeNode>,
    side: Side,
}

impl Writer<'_> {
    /// Writes a node; a value beside other things becomes a child of its own.
    #[inline(always)]
    fn node(&mut self, node: TrieNode, entries: u32) {
        let value = flag::VALUE | flag::ESCAPED | flag::BARE;
        if !node.has(flag::VALUE) {
            self.step(node, node.end, entries);
        } else if node.has(flag::NAMED | flag::LIST | flag::REPEATED) {
            let flags = node.flags & !value | flag::TEXT;
            self.step(TrieNode { flags, ..node }, node.end, entries);
            let own = TrieNode {
                flags: node.flags & value | flag::OWN,
                depth: node.depth + 1,
                ..node
            };
            self.step(own, node.name_end, node.value_end);
        } else {
            self.step(node, node.name_end, node.value_end);
        }
    }

    #[inline(always)]
    fn step(&mut self, node: TrieNode, end: u32, last: u32) {
        let worded = !node.has(flag::INDEX | flag::OWN);
        let (mut start, mut flags) = (node.start, node.flags);
        if worded && (node.has(flag::SIDE) || node.end != end) {
            start = self.aside(node);
            flags |= flag::SIDE;
        }
        self.nodes.push(tape::TapeNode {
            start,
            end,
            last,
            depth: node.depth,
            flags,
        });
    }

    /// Puts a word aside that does not stand in the body, or not right before the value.
    #[cold]
    fn aside(&mut self, node: TrieNode) -> u32 {
        let word = if node.has(flag::SIDE) {
            (node.start, node.end)
        } else {
            let text = String::from_utf8_lossy(&self.body[node.word()]);
            let start = self.side.names.len();
            self.side.names.push_str(&text);
            (place(start), place(self.side.names.len()))
        };
        self.side.words.push(word);
        place(self.side.words.len() - 1)
    }
}

impl Trie<'_> {
    /// The child of `parent` with this word; `names` are the decoded names so far.
    #[inline(always)]
    pub(super) fn key(&mut self, parent: u32, word: Word<'_>, names: &[u8]) -> u32 {
        let text = word.text;
        let hash = self.keys.hash(parent, text);
        let body = self.body;
        let same = |node: &TrieNode| {
            let buffer = if node.has(flag::SIDE) { names } else { body };
            !node.has(flag::INDEX) && buffer.get(node.word()) == Some(text)
        };
        let node = TrieNode {
            start: place(word.start),
            end: place(word.start + text.len()),
            flags: if word.side { flag::SIDE } else { 0 },
            ..TrieNode::default()
        };
        self.places[parent as usize].node.flags |= flag::NAMED;
        self.child(parent, hash, same, node).0
    }

    /// The child of `parent` with this index.
    pub(super) fn index(&mut self, parent: u32, index: u32) -> u32 {
        let hash = self.keys.hash(parent, &index.to_le_bytes());
        let same = |node: &TrieNode| node.has(flag::INDEX) && node.start == index;
        let node = TrieNode {
            start: index,
            flags: flag::INDEX,
            ..TrieNode::default()
        };
        let (at, new) = self.child(parent, hash, same, node);
        let list = &mut self.places[parent as usize];
        list.node.flags |= flag::LIST;
        list.entries += u32::from(new);
        at
    }

    /// Gives `node` a value, or a further one.
    #[inline(always)]
    pub(super) fn value(&mut self, node: u32, value: Value) {
        let escaped = if value.escaped { flag::ESCAPED } else { 0 };
        let bare = if value.bare { flag::BARE } else { 0 };
        let known = &mut self.places[node as usize].node;
        let at = if known.has(flag::VALUE) {
            known.flags |= flag::REPEATED;
            let further = TrieNode {
                flags: flag::OWN,
                ..TrieNode::default()
            };
            self.push(node, further)
        } else {
            node
        };
        let node = &mut self.places[at as usize].node;
        node.name_end = place(value.name_end);
        node.value_end = place(value.end);
        node.flags |= flag::VALUE | escaped | bare;
    }

    /// The node to which all steps of a name but the last led before, which are the `prefix` of
    /// the buffer; or what it takes to [remember](Trie::remember) it.
    ///
    /// The names of one struct differ only in their last step. So one look at the rest, in any
    /// order, spares the four or five that its steps would take.
    #[inline(always)]
    pub(super) fn known(
        &self,
        buffer: &[u8],
        prefix: Range<usize>,
        side: bool,
    ) -> Result<u32, Free> {
        let text = &buffer[prefix];
        let hash = self.keys.hash(ROOT, text);
        let prefixes = &self.prefixes[usize::from(side)];
        let is = |at: u32| {
            let known = &prefixes.known[at as usize];
            buffer.get(known.start as usize..known.end as usize) == Some(text)
        };
        let known = prefixes.table.find(hash, is)?;
        Ok(prefixes.known[known as usize].node)
    }

    /// Takes note that a prefix leads to the parent of `child`, which it gives.
    pub(super) fn remember(
        &mut self,
        prefix: Range<usize>,
        side: bool,
        free: &Free,
        child: u32,
    ) -> u32 {
        let node = self.places[child as usize].parent;
        let Prefixes { known, table } = &mut self.prefixes[usize::from(side)];
        if known.is_empty() {
            known.reserve(16);
            known.push(Prefix::default());
        }
        let at = place(known.len());
        known.push(Prefix {
            start: place(prefix.start),
            end: place(prefix.end),
            node,
        });
        table.fill(free, at);
        node
    }
}

/// What is known of the starts of names in one buffer. The first stands for none.
#[derive(Default)]
struct Prefixes {
    known: Vec<Prefix>,
    table: Table,
}

/// All steps of a name but the last, and the node they lead to.
#[derive(Clone, Copy, Default)]
struct Prefix {
    start: u32,
    end: u32,
    node: u32,
}
