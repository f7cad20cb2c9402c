//! Bringing names into the order of the tree, whatever order they come in.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use super::lex::{Value, Word};
use super::scan::{self, mix};
use super::tape::{self, Side, Tape, flag, place};

/// No node. The root is never a child, so its index can say so.
const NONE: u32 = 0;

/// Bytes of a body per name: most bodies need no second allocation, and no body makes the first
/// one larger than twice itself.
const PER_NAME: usize = 32;

/// A tree of steps, in one list of places.
///
/// The child of a node by a step is found in one hash table for the whole tree, so a body costs
/// the same per name however its names are arranged. The hash is keyed with a random key: nobody
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
struct Node {
    /// Where the word starts and ends, or the index.
    start: u32,
    end: u32,
    /// Where the name before the value ends, and the value.
    name_end: u32,
    value_end: u32,
    /// How many children have an index.
    entries: u32,
    depth: u16,
    flags: u16,
}

impl Node {
    #[inline(always)]
    fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    fn word(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A node, and where it hangs in the tree.
#[derive(Clone, Copy, Default)]
struct Place {
    node: Node,
    parent: u32,
    first_child: u32,
    last_child: u32,
    last_own: u32,
    next: u32,
    /// Differs for different steps, bar chance.
    hash: u32,
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
        same: impl Fn(&Node) -> bool,
        node: Node,
    ) -> (u32, bool) {
        let is = |at: u32| {
            let place = &self.places[at as usize];
            place.hash == hash && place.parent == parent && same(&place.node)
        };
        match self.table.find(hash, is) {
            Ok(known) => (known, false),
            Err(free) => {
                let at = self.append(parent, hash, node);
                self.table.fill(&free, at, |at| self.places[at].hash);
                (at, true)
            }
        }
    }

    #[inline(always)]
    fn push(&mut self, parent: u32, hash: u32, node: Node) -> u32 {
        let at = place(self.places.len());
        let depth = self.depth(parent) + 1;
        self.places.push(Place {
            node: Node { depth, ..node },
            parent,
            hash,
            ..Place::default()
        });
        at
    }

    /// Adds a further own value, before all other children but behind the own values there are.
    fn insert_own(&mut self, parent: u32, node: Node) -> u32 {
        let at = self.push(parent, 0, node);
        let place = &mut self.places[parent as usize];
        let last = std::mem::replace(&mut place.last_own, at);
        let before = if last == NONE {
            std::mem::replace(&mut place.first_child, at)
        } else {
            std::mem::replace(&mut self.places[last as usize].next, at)
        };
        self.places[at as usize].next = before;
        if before == NONE {
            self.places[parent as usize].last_child = at;
        }
        at
    }

    #[inline(always)]
    fn append(&mut self, parent: u32, hash: u32, node: Node) -> u32 {
        let at = self.push(parent, hash, node);
        let place = &mut self.places[parent as usize];
        let last = std::mem::replace(&mut place.last_child, at);
        if last == NONE {
            place.first_child = at;
        } else {
            self.places[last as usize].next = at;
        }
        at
    }

    fn children(&self, parent: u32) -> impl Iterator<Item = (u32, &Node)> + '_ {
        let mut next = self.places[parent as usize].first_child;
        std::iter::from_fn(move || {
            let at = next;
            let place = self.places.get(at as usize).filter(|_| at != NONE)?;
            next = place.next;
            Some((at, &place.node))
        })
    }

    /// Puts the entries of every list into the order of their indices, behind its own values and
    /// before its children with words.
    fn sort_lists(&mut self) {
        let (mut order, mut named) = (Vec::new(), Vec::new());
        for list in 0..place(self.places.len()) {
            let is_list = self.places[list as usize].node.has(flag::LIST);
            if is_list && !self.in_order(list) {
                self.sort_list(list, &mut order, &mut named);
            }
        }
    }

    /// Whether the children of a list already stand in the right order, without gaps.
    fn in_order(&self, list: u32) -> bool {
        let mut entries = 0;
        let mut named = false;
        for (_, child) in self.children(list) {
            if child.has(flag::INDEX) {
                if named || child.start != entries {
                    return false;
                }
                entries += 1;
            } else {
                // Own values come before all others from the start.
                named |= !child.has(flag::OWN);
            }
        }
        true
    }

    /// As [`Trie::sort_lists`], for one of them. The lists lent are for what is in `order`, and
    /// for the children with words.
    fn sort_list(&mut self, list: u32, order: &mut Vec<u32>, named: &mut Vec<u32>) {
        let owned = |child: &(u32, &Node)| child.1.has(flag::OWN);
        let indexed = |child: &(u32, &Node)| child.1.has(flag::INDEX);
        order.clear();
        order.extend(self.children(list).take_while(owned).map(|child| child.0));
        let own = order.len();
        // One slot an entry, not one an index.
        order.resize(own + self.places[list as usize].node.entries as usize, NONE);
        let mut gap = false;
        for (at, child) in self.children(list).skip(own) {
            if !child.has(flag::INDEX) {
                named.push(at);
            } else if let Some(slot) = order[own..].get_mut(child.start as usize) {
                *slot = at;
            } else {
                gap = true;
            }
        }
        if gap {
            self.places[list as usize].node.flags |= flag::GAP;
            order.truncate(own);
            order.extend(self.children(list).filter(indexed).map(|child| child.0));
            order[own..].sort_unstable_by_key(|at| self.places[*at as usize].node.start);
        }
        order.append(named);
        self.relink(list, order);
    }

    fn relink(&mut self, list: u32, sorted: &[u32]) {
        for pair in sorted.windows(2) {
            self.places[pair[0] as usize].next = pair[1];
        }
        if let (Some(first), Some(last)) = (sorted.first(), sorted.last()) {
            self.places[list as usize].first_child = *first;
            self.places[*last as usize].next = NONE;
        }
    }

    pub(super) fn finish(mut self, names: String) -> Tape {
        self.sort_lists();
        let mut tape = Writer {
            body: self.body,
            nodes: Vec::with_capacity(self.places.len() + 1),
            side: Side {
                names,
                words: Vec::new(),
            },
        };
        let mut at = NONE;
        loop {
            let place = &self.places[at as usize];
            tape.node(place.node);
            let (mut next, mut parent) = (place.first_child, at);
            while next == NONE && parent != NONE {
                let place = &self.places[parent as usize];
                (next, parent) = (place.next, place.parent);
            }
            if next == NONE {
                break;
            }
            at = next;
        }
        tape.nodes.push(tape::Node::default());
        let side = (!tape.side.words.is_empty()).then(|| Box::new(tape.side));
        Tape {
            nodes: tape.nodes,
            side,
        }
    }
}

/// Writes nodes to a tape.
struct Writer<'a> {
    body: &'a [u8],
    nodes: Vec<tape::Node>,
    side: Side,
}

impl Writer<'_> {
    /// Writes a node; a value beside other things becomes a child of its own.
    #[inline(always)]
    fn node(&mut self, node: Node) {
        let value = flag::VALUE | flag::ESCAPED | flag::BARE;
        if !node.has(flag::VALUE) {
            self.step(node, node.end, node.entries);
        } else if node.has(flag::NAMED | flag::LIST | flag::REPEATED) {
            let flags = node.flags & !value | flag::TEXT;
            self.step(Node { flags, ..node }, node.end, node.entries);
            let own = Node {
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
    fn step(&mut self, node: Node, end: u32, last: u32) {
        let worded = !node.has(flag::INDEX | flag::OWN);
        let (mut start, mut flags) = (node.start, node.flags);
        if worded && (node.has(flag::SIDE) || node.end != end) {
            start = self.aside(node);
            flags |= flag::SIDE;
        }
        self.nodes.push(tape::Node {
            start,
            end,
            last,
            depth: node.depth,
            flags,
        });
    }

    /// Puts a word aside that does not stand in the body, or not right before the value.
    #[cold]
    fn aside(&mut self, node: Node) -> u32 {
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
        let same = |node: &Node| {
            let buffer = if node.has(flag::SIDE) { names } else { body };
            !node.has(flag::INDEX) && buffer.get(node.word()) == Some(text)
        };
        let node = Node {
            start: place(word.start),
            end: place(word.start + text.len()),
            flags: if word.side { flag::SIDE } else { 0 },
            ..Node::default()
        };
        self.places[parent as usize].node.flags |= flag::NAMED;
        self.child(parent, hash, same, node).0
    }

    /// The child of `parent` with this index.
    pub(super) fn index(&mut self, parent: u32, index: u32) -> u32 {
        let hash = self.keys.hash(parent, &index.to_le_bytes());
        let same = |node: &Node| node.has(flag::INDEX) && node.start == index;
        let node = Node {
            start: index,
            flags: flag::INDEX,
            ..Node::default()
        };
        let (at, new) = self.child(parent, hash, same, node);
        let list = &mut self.places[parent as usize].node;
        list.flags |= flag::LIST;
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
            let further = Node {
                flags: flag::OWN,
                ..Node::default()
            };
            self.insert_own(node, further)
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
        let hash = self.keys.hash(NONE, text);
        let prefixes = &self.prefixes[usize::from(side)];
        let is = |at: u32| {
            let known = &prefixes.known[at as usize];
            known.hash == hash && buffer.get(known.start as usize..known.end as usize) == Some(text)
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
            hash: free.hash,
        });
        table.fill(free, at, |at| known[at].hash);
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
    hash: u32,
}

/// The keys of a hash, drawn at random for each body.
///
/// Nobody outside learns keys or hashes, so nobody can choose names that collide. The general
/// purpose hasher of the standard library promises the same at four times the cost, which is
/// most of what a name costs here.
struct Keys([u64; 2]);

impl Keys {
    fn random() -> Self {
        let state = RandomState::new();
        Keys([state.hash_one(0), state.hash_one(1)])
    }

    /// Sixteen bytes at a time, the last of which may overlap: as the length is part of the
    /// hash, different texts of one length still differ in what is read.
    #[inline(always)]
    fn hash(&self, parent: u32, text: &[u8]) -> u32 {
        let [start, key] = self.0;
        let len = text.len();
        // Mixed before the first chunk comes in, or a word could be chosen that takes it out.
        let mut hash = mix(start ^ (u64::from(parent) << 32 | len as u64), key);
        let mut at = 0;
        while len > at + 16 {
            hash = mix(hash ^ word(text, at), key ^ word(text, at + 8));
            at += 16;
        }
        let (low, high) = if len >= 8 {
            let last = len - 8;
            (word(text, at.min(last)), word(text, last))
        } else {
            (short(text), 0)
        };
        half_of(mix(hash ^ low, key ^ high))
    }
}

/// The eight bytes at `at`.
#[inline(always)]
fn word(text: &[u8], at: usize) -> u64 {
    scan::load(text, at).unwrap_or_default()
}

/// Up to seven bytes as a number; those of the same length have the same only if they are equal.
#[inline(always)]
fn short(text: &[u8]) -> u64 {
    let len = text.len();
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << 32;
    }
    let byte = |at: usize| u64::from(text.get(at).copied().unwrap_or_default());
    byte(0) | byte(len / 2) << 8 | byte(len.saturating_sub(1)) << 16
}

/// The upper half of a hash, which is what is kept of it.
#[inline(always)]
fn half_of(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// An open hash table of numbered entries, which hold their hashes themselves. None has number
/// [`NONE`].
#[derive(Default)]
struct Table {
    slots: Vec<u32>,
    used: usize,
}

/// A slot of a [`Table`] that is free for the hash it was looked up with.
pub(super) struct Free {
    hash: u32,
}

impl Table {
    /// With room for so many.
    fn for_entries(entries: usize) -> Self {
        Table {
            slots: vec![NONE; (entries + entries / 2).next_power_of_two()],
            used: 0,
        }
    }

    #[inline(always)]
    fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Result<u32, Free> {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return Err(Free { hash });
        };
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot & mask] {
                NONE => return Err(Free { hash }),
                at if is(at) => return Ok(at),
                _ => slot += 1,
            }
        }
    }

    #[inline(always)]
    fn fill(&mut self, free: &Free, at: u32, hash_of: impl Fn(usize) -> u32) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow(hash_of);
        }
        self.insert(free.hash, at);
        self.used += 1;
    }

    #[cold]
    fn grow(&mut self, hash_of: impl Fn(usize) -> u32) {
        let slots = vec![NONE; (self.slots.len() * 2).max(64)];
        let old = std::mem::replace(&mut self.slots, slots);
        for at in old.into_iter().filter(|at| *at != NONE) {
            self.insert(hash_of(at as usize), at);
        }
    }

    #[inline(always)]
    fn insert(&mut self, hash: u32, at: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot & mask] != NONE {
            slot += 1;
        }
        self.slots[slot & mask] = at;
    }
}
