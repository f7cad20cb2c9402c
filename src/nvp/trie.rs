//! Bringing names into the order of the tree, whatever order they come in.

use std::hash::{BuildHasher, RandomState};

use super::lex::{Value, Word};
use super::tape::{Node, Tape, flag};

/// No node. The root is never a child, so its index can say so.
const NONE: u32 = 0;

/// A tree of steps, in one list of nodes.
///
/// The child of a node by a step is found in one hash table for the whole tree, so a body costs
/// the same per name however its names are arranged. The hash is keyed with a random key: nobody
/// can choose names that collide.
pub(super) struct Trie<'a> {
    body: &'a [u8],
    nodes: Vec<Node>,
    links: Vec<Links>,
    table: Table,
    keys: Keys,
    /// Copies of the words that do not stand in the body: the lexer's own are out of reach here.
    aside: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Links {
    parent: u32,
    first_child: u32,
    last_child: u32,
    last_own: u32,
    next: u32,
    /// Differs for different steps, bar chance.
    hash: u64,
    /// Where the copy of the word starts.
    aside: u32,
}

impl<'a> Trie<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Trie {
            body,
            nodes: vec![Node::default()],
            links: vec![Links::new(NONE, 0)],
            table: Table::default(),
            keys: Keys::random(),
            aside: Vec::new(),
        }
    }

    /// The child of `parent` that has this hash and is the same step; or a new one, from `node`.
    fn child(
        &mut self,
        parent: u32,
        hash: u64,
        same: impl Fn(&Self, u32) -> bool,
        node: Node,
    ) -> (u32, bool) {
        let is = |at: u32| {
            let links = &self.links[at as usize];
            links.hash == hash && links.parent == parent && same(self, at)
        };
        match self.table.find(hash, is) {
            Ok(known) => (known, false),
            Err(free) => {
                let at = self.append(parent, hash, node);
                self.table.fill(free, at, &self.links);
                (at, true)
            }
        }
    }

    fn word(&self, at: u32) -> Option<&[u8]> {
        let node = &self.nodes[at as usize];
        if !node.has(flag::SIDE) {
            return self.body.get(node.word());
        }
        let start = self.links[at as usize].aside as usize;
        self.aside.get(start..start + node.word().len())
    }

    fn push(&mut self, parent: u32, hash: u64, mut node: Node) -> u32 {
        let at = self.nodes.len() as u32;
        node.depth = self.nodes[parent as usize].depth + 1;
        self.nodes.push(node);
        self.links.push(Links::new(parent, hash));
        at
    }

    /// Adds a further own value, before all other children but behind the own values there are.
    fn insert_own(&mut self, parent: u32, node: Node) -> u32 {
        let at = self.push(parent, 0, node);
        let links = &mut self.links[parent as usize];
        let last = std::mem::replace(&mut links.last_own, at);
        let before = if last == NONE {
            std::mem::replace(&mut links.first_child, at)
        } else {
            std::mem::replace(&mut self.links[last as usize].next, at)
        };
        self.links[at as usize].next = before;
        if before == NONE {
            self.links[parent as usize].last_child = at;
        }
        at
    }

    fn append(&mut self, parent: u32, hash: u64, node: Node) -> u32 {
        let at = self.push(parent, hash, node);
        let links = &mut self.links[parent as usize];
        let last = std::mem::replace(&mut links.last_child, at);
        if last == NONE {
            links.first_child = at;
        } else {
            self.links[last as usize].next = at;
        }
        at
    }

    fn children(&self, parent: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.links[parent as usize].first_child;
        let some = |at: u32| (at != NONE).then_some(at);
        std::iter::successors(some(first), move |at| some(self.links[*at as usize].next))
    }

    /// Puts the entries of every list into the order of their indices, behind its own values.
    fn sort_lists(&mut self) {
        let mut sorted = Vec::new();
        for list in 0..self.nodes.len() {
            if !self.nodes[list].has(flag::LIST) {
                continue;
            }
            sorted.clear();
            sorted.resize(self.nodes[list].entries as usize, NONE);
            let (mut own, mut named) = (Vec::new(), Vec::new());
            let mut gap = false;
            for at in self.children(list as u32) {
                let child = &self.nodes[at as usize];
                match sorted.get_mut(child.start as usize) {
                    _ if child.has(flag::OWN) => own.push(at),
                    _ if !child.has(flag::INDEX) => named.push(at),
                    Some(slot) => *slot = at,
                    None => gap = true,
                }
            }
            if gap {
                self.nodes[list].flags |= flag::GAP;
                let index = |at: &u32| self.nodes[*at as usize].has(flag::INDEX);
                sorted.clear();
                sorted.extend(self.children(list as u32).filter(index));
                sorted.sort_unstable_by_key(|at| self.nodes[*at as usize].start);
            }
            own.append(&mut sorted);
            own.append(&mut named);
            self.relink(list, &own);
        }
    }

    fn relink(&mut self, list: usize, sorted: &[u32]) {
        for pair in sorted.windows(2) {
            self.links[pair[0] as usize].next = pair[1];
        }
        if let (Some(first), Some(last)) = (sorted.first(), sorted.last()) {
            self.links[list].first_child = *first;
            self.links[*last as usize].next = NONE;
        }
    }

    pub(super) fn finish(mut self, names: String) -> Tape {
        self.sort_lists();
        let mut nodes = Vec::with_capacity(self.nodes.len() + 1);
        let mut at = 0;
        loop {
            self.emit(at, &mut nodes);
            let mut next = self.links[at as usize].first_child;
            while next == NONE && at != 0 {
                next = self.links[at as usize].next;
                at = self.links[at as usize].parent;
            }
            if next == NONE {
                break;
            }
            at = next;
        }
        nodes.push(Node::default());
        Tape { nodes, names }
    }
}

impl Trie<'_> {
    /// Writes a node out; a value beside other things becomes a child of its own.
    fn emit(&self, at: u32, tape: &mut Vec<Node>) {
        let node = self.nodes[at as usize];
        let beside = flag::NAMED | flag::LIST | flag::REPEATED;
        if !node.has(flag::VALUE) || !node.has(beside) {
            tape.push(node);
            return;
        }
        let value = flag::VALUE | flag::ESCAPED;
        tape.push(Node {
            flags: node.flags & !value | flag::TEXT,
            ..node
        });
        tape.push(Node {
            flags: node.flags & value | flag::OWN,
            depth: node.depth + 1,
            entries: 0,
            ..node
        });
    }
}

impl Links {
    fn new(parent: u32, hash: u64) -> Self {
        Links {
            parent,
            first_child: NONE,
            last_child: NONE,
            last_own: NONE,
            next: NONE,
            hash,
            aside: 0,
        }
    }
}

impl Trie<'_> {
    /// The child of `parent` with this word.
    pub(super) fn key(&mut self, parent: u32, word: Word<'_>) -> u32 {
        let text = word.text;
        let hash = self.keys.hash(parent, text);
        let same = |trie: &Self, at: u32| {
            !trie.nodes[at as usize].has(flag::INDEX) && trie.word(at) == Some(text)
        };
        let node = Node {
            start: word.start as u32,
            end: (word.start + text.len()) as u32,
            flags: if word.side { flag::SIDE } else { 0 },
            ..Node::default()
        };
        self.nodes[parent as usize].flags |= flag::NAMED;
        let (at, new) = self.child(parent, hash, same, node);
        if new && word.side {
            self.links[at as usize].aside = self.aside.len() as u32;
            self.aside.extend_from_slice(text);
        }
        at
    }

    /// The child of `parent` with this index.
    pub(super) fn index(&mut self, parent: u32, index: u32) -> u32 {
        let hash = self.keys.hash(parent, &index.to_le_bytes());
        let same = |trie: &Self, at: u32| {
            let node = &trie.nodes[at as usize];
            node.has(flag::INDEX) && node.start == index
        };
        let node = Node {
            start: index,
            flags: flag::INDEX,
            ..Node::default()
        };
        let (at, new) = self.child(parent, hash, same, node);
        let list = &mut self.nodes[parent as usize];
        list.flags |= flag::LIST;
        list.entries += u32::from(new);
        at
    }

    /// Gives `node` a value, or a further one.
    pub(super) fn value(&mut self, node: u32, value: Value) {
        let escaped = if value.escaped { flag::ESCAPED } else { 0 };
        let known = &mut self.nodes[node as usize];
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
        let node = &mut self.nodes[at as usize];
        node.value = value.start as u32;
        node.value_end = value.end as u32;
        node.flags |= flag::VALUE | escaped;
    }
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

    fn hash(&self, parent: u32, step: &[u8]) -> u64 {
        let [start, key] = self.0;
        // Mixed before the first chunk comes in, or a word could be chosen that takes it out.
        let start = mix(start ^ (u64::from(parent) << 32 | step.len() as u64), key);
        let (chunks, rest) = step.as_chunks::<8>();
        let chunks = chunks.iter().map(|chunk| u64::from_le_bytes(*chunk));
        let last = rest
            .iter()
            .fold(0, |last, byte| last << 8 | u64::from(*byte));
        chunks
            .chain([last])
            .fold(start, |hash, chunk| mix(hash ^ chunk, key))
    }
}

/// Both halves of the product, so that every bit counts.
fn mix(word: u64, key: u64) -> u64 {
    let product = u128::from(word) * u128::from(key | 1);
    (product as u64) ^ (product >> 64) as u64
}

/// An open hash table of nodes, which hold their hashes themselves.
#[derive(Default)]
struct Table {
    slots: Vec<u32>,
    used: usize,
}

/// A slot of a [`Table`] that is free for the hash it was looked up with.
struct Free {
    hash: u64,
}

impl Table {
    fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Result<u32, Free> {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return Err(Free { hash });
        };
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                NONE => return Err(Free { hash }),
                at if is(at) => return Ok(at),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn fill(&mut self, free: Free, at: u32, links: &[Links]) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![NONE; (old.len() * 2).max(64)];
            for at in old.into_iter().filter(|at| *at != NONE) {
                self.insert(links[at as usize].hash, at);
            }
        }
        self.insert(free.hash, at);
        self.used += 1;
    }

    fn insert(&mut self, hash: u64, at: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != NONE {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = at;
    }
}
