//! The quick way from bytes to a tape, or right into a tree: for plain names in the order of the tree.
//!
//! This is what nearly every body is. A name mostly differs from the one before in its last word
//! only, so that word is looked at and nothing else; otherwise the steps that are new are. Each is
//! the next node of what is [written](Sink). That this is the order of the tree is proved on the way: no step is
//! taken twice, for an index must be the one after the last, and a word must be new among the
//! children of its node. Each open node keeps a small set of the hashes of its words; only what
//! that set may hold is looked for among the nodes.
//!
//! Whatever is not as it should be, or might not be, ends the attempt: the [general
//! way](super::lex) starts over, and reports what there is to report. So nothing here is an error.

use std::ops::Range;

use super::config::Config;
use super::scan::{self, Word};
use super::tape::{Body, Tape, TapeNode, flag, place, step_count};
use crate::limits::Limits;

/// How many steps are followed; real names have eight at most.
const DEPTH: usize = 8;

/// What the steps of names are written to. The root is there.
pub(super) trait Sink {
    /// The number of nodes.
    fn count(&self) -> usize;

    /// Adds a node on the way to a value.
    fn open(&mut self, step: PlacedStep);

    /// Adds a node with a value; `None` if that takes a look which is not taken here.
    fn leaf(&mut self, step: PlacedStep, value: Range<usize>) -> Option<()>;

    /// Says what children the node at a place has: entries of a list, or words if there are none.
    fn close(&mut self, at: usize, entries: u32);

    /// Whether the node at a place has a child with this word, whose name has so many steps.
    fn has(&self, at: usize, depth: u16, word: &[u8]) -> bool;
}

/// A step of a name.
#[derive(Clone, Copy)]
pub(super) struct PlacedStep {
    /// The start of its word; the index, if it is one.
    pub(super) start: u32,
    /// Where it ends in the body.
    pub(super) end: usize,
    /// The number of steps the name has up to here.
    pub(super) depth: u16,
    /// [`flag::INDEX`]; of a value also [`flag::ESCAPED`] and [`flag::BARE`].
    pub(super) flags: u16,
}

impl PlacedStep {
    pub(super) fn is_index(self) -> bool {
        self.flags & flag::INDEX != 0
    }

    /// Where the word stands that it is, if it is none.
    pub(super) fn word(self) -> Range<usize> {
        self.start as usize..self.end
    }
}

/// A node that the name before leads through.
#[derive(Clone, Copy, Default)]
struct Level {
    /// The end of its step in the name.
    end: u32,
    node: u32,
    /// How many entries it has as a list.
    entries: u32,
    /// Whether it has a child with a word.
    named: bool,
    /// The hashes of its children's words, as a Bloom filter.
    words: [u64; 4],
}

impl Level {
    /// Adds a word; whether it may have been there before.
    #[inline(always)]
    fn meets(&mut self, hash: u64) -> bool {
        let (part, bit) = ((hash >> 62) as usize, 1 << (hash >> 56 & 63));
        let met = self.words[part] & bit != 0;
        self.words[part] |= bit;
        met
    }
}

struct Writer<'a, S> {
    bytes: &'a [u8],
    sink: S,
    /// The root and the steps of the name before, but for its last one.
    levels: [Level; DEPTH],
    depth: usize,
    /// The range of the name before.
    before: (usize, usize),
    /// How much of that name stands before its last step, if that is a word.
    prefix: Option<usize>,
    pairs: u32,
    /// How many nodes were looked at for words that may be there already.
    searched: usize,
    limits: Limits,
    max_depth: usize,
}

/// The number of nodes a body is likely to have.
///
/// A pair takes 40 bytes or more in nearly all messages, and a list or struct in five pairs adds a
/// node: this spares most bodies the second allocation.
pub(super) fn likely_nodes(body: &Body<'_>) -> usize {
    (body.bytes.len() - body.start) / 36 + 8
}

/// The tape of a body, if its names are plain and in order.
pub(super) fn tape(body: &Body<'_>, config: &Config) -> Option<Tape> {
    let mut nodes = write(body, config, Nodes::new(body))?.nodes;
    nodes.push(TapeNode::default());
    Some(Tape { nodes, side: None })
}

/// Writes the nodes of a body, if its names are plain and in order.
pub(super) fn write<S: Sink>(body: &Body<'_>, config: &Config, sink: S) -> Option<S> {
    body.text?;
    let mut writer = Writer::new(body, config, sink);
    if writer.max_depth == 0 {
        return None;
    }
    let mut at = body.start;
    while let Some(&byte) = body.bytes.get(at) {
        if byte != b'&' {
            let sibling = writer.sibling(at);
            at = sibling.or_else(|| writer.steps(at))?;
        }
        at += 1;
    }
    while writer.depth > 0 {
        writer.leave();
    }
    writer.close();
    Some(writer.sink)
}

/// The nodes of a tape.
struct Nodes<'a> {
    bytes: &'a [u8],
    nodes: Vec<TapeNode>,
}

impl<'a> Nodes<'a> {
    fn new(body: &Body<'a>) -> Self {
        // It also keeps the usual request below a kilobyte, up to where allocators are several times faster.
        let mut nodes = Vec::with_capacity(likely_nodes(body));
        nodes.push(TapeNode {
            flags: flag::NAMED,
            ..TapeNode::default()
        });
        let bytes = body.bytes;
        Nodes { bytes, nodes }
    }

    #[inline(always)]
    fn push(&mut self, step: PlacedStep, last: usize, flags: u16) {
        self.nodes.push(TapeNode {
            start: step.start,
            end: place(step.end),
            last: place(last),
            depth: step.depth,
            flags: step.flags | flags,
        });
    }
}

impl Sink for Nodes<'_> {
    #[inline(always)]
    fn count(&self) -> usize {
        self.nodes.len()
    }

    #[inline(always)]
    fn open(&mut self, step: PlacedStep) {
        self.push(step, 0, 0);
    }

    #[inline(always)]
    fn leaf(&mut self, step: PlacedStep, value: Range<usize>) -> Option<()> {
        self.push(step, value.end, flag::VALUE);
        Some(())
    }

    #[inline(always)]
    fn close(&mut self, at: usize, entries: u32) {
        let node = &mut self.nodes[at];
        node.last = entries;
        node.flags |= if entries > 0 { flag::LIST } else { flag::NAMED };
    }

    fn has(&self, at: usize, depth: u16, word: &[u8]) -> bool {
        let len = place(word.len());
        let alike =
            |node: &&TapeNode| node.depth == depth && node.end.wrapping_sub(node.start) == len;
        let mut alike = self.nodes[at + 1..].iter().filter(alike);
        alike.any(|node| &self.bytes[node.word()] == word)
    }
}

impl<'a, S: Sink> Writer<'a, S> {
    fn new(body: &Body<'a>, config: &Config, sink: S) -> Self {
        Writer {
            bytes: body.bytes,
            sink,
            levels: [Level::default(); DEPTH],
            depth: 0,
            before: (0, 0),
            prefix: None,
            pairs: 0,
            searched: 0,
            limits: config.limits,
            max_depth: DEPTH.min(usize::from(config.depth())),
        }
    }

    /// Takes the pair at `at`, if its name has a new last word and is otherwise the one before;
    /// gives where it ends. This is by far the most frequent case.
    #[inline(always)]
    fn sibling(&mut self, at: usize) -> Option<usize> {
        let (before, prefix) = (self.before.0, self.prefix?);
        let start = at + prefix;
        if self.bytes.get(at..start)? != &self.bytes[before..before + prefix] {
            return None;
        }
        let word = scan::word(self.bytes, start)?;
        // That its parent may have it and is not too deep was seen with the word before.
        if word.next != b'=' || self.met(start, &word) {
            return None;
        }
        self.leaf(at, place(start), 0, word.end)
    }

    /// Takes the pair at `at`, whose name may differ from the one before in several steps.
    #[inline(never)]
    fn steps(&mut self, name: usize) -> Option<usize> {
        let mut at = self.rewind(name)?;
        loop {
            if self.bytes.get(at) == Some(&b'(') && at > name {
                let (index, end) = self.index_at(at)?;
                self.index(index)?;
                match self.bytes.get(end) {
                    Some(b'.' | b'(') => self.open(name, index, flag::INDEX, end)?,
                    next => {
                        self.prefix = None;
                        let bare = bare(next.copied().unwrap_or_default());
                        return self.leaf(name, index, flag::INDEX | bare, end);
                    }
                }
                at = end;
            } else {
                let start = at + usize::from(at > name);
                let word = scan::word(self.bytes, start)?;
                self.key(start, &word)?;
                if !matches!(word.next, b'.' | b'(') {
                    self.prefix = Some(start - name);
                    return self.leaf(name, place(start), bare(word.next), word.end);
                }
                self.open(name, place(start), 0, word.end)?;
                at = word.end;
            }
        }
    }

    /// Goes back to the deepest open node that the name at `name` leads through, too; gives where
    /// its next step starts. `None` if it ends there: a value beside children.
    #[inline(always)]
    fn rewind(&mut self, name: usize) -> Option<usize> {
        if self.depth == 0 {
            return Some(name);
        }
        let (before, end) = self.before;
        let common = scan::common_prefix(self.bytes, before, end - before, name);
        while self.depth > 0 {
            let end = self.levels[self.depth].end as usize;
            if end <= common {
                match self.bytes.get(name + end) {
                    Some(b'.' | b'(') => break,
                    None | Some(b'=' | b'&') => return None,
                    _ => {}
                }
            }
            self.leave();
        }
        Some(name + self.levels[self.depth].end as usize)
    }

    /// Goes up from the deepest node that is open.
    #[inline(always)]
    fn leave(&mut self) {
        self.close();
        self.depth -= 1;
    }

    #[inline(always)]
    fn close(&mut self) {
        let level = &self.levels[self.depth];
        self.sink.close(level.node as usize, level.entries);
    }

    /// The index whose bracket opens at `at`, and where it ends.
    #[inline(always)]
    fn index_at(&self, at: usize) -> Option<(u32, usize)> {
        let mut index: u32 = 0;
        let mut to = at + 1;
        while let Some(digit) = self.bytes.get(to).filter(|byte| byte.is_ascii_digit()) {
            index = index
                .checked_mul(10)?
                .checked_add(u32::from(digit - b'0'))?;
            to += 1;
        }
        let zeros = to > at + 2 && self.bytes[at + 1] == b'0';
        let closed = to > at + 1 && self.bytes.get(to) == Some(&b')');
        let ended = matches!(
            self.bytes.get(to + 1),
            None | Some(b'.' | b'(' | b'=' | b'&')
        );
        (!zeros && closed && ended).then_some((index, to + 1))
    }

    /// Counts the next entry of the list that is open, which must have this index.
    #[inline(always)]
    fn index(&mut self, index: u32) -> Option<()> {
        let list = &mut self.levels[self.depth];
        if index != list.entries || index >= self.limits.max_list() || list.named {
            return None;
        }
        list.entries += 1;
        Some(())
    }

    /// Takes note of a child with this word, which must be new, of the node that is open.
    #[inline(always)]
    fn key(&mut self, start: usize, word: &Word) -> Option<()> {
        let parent = &mut self.levels[self.depth];
        parent.named = true;
        (parent.entries == 0 && !self.met(start, word)).then_some(())
    }

    /// Takes note of a word below the node that is open; whether it is there already.
    #[inline(always)]
    fn met(&mut self, start: usize, word: &Word) -> bool {
        self.levels[self.depth].meets(word.hash) && self.knows(start..word.end)
    }

    /// Whether the node that is open has a child with this word, or it took too long to see.
    #[cold]
    fn knows(&mut self, word: std::ops::Range<usize>) -> bool {
        let parent = self.levels[self.depth].node as usize;
        self.searched += self.sink.count() - parent;
        // Linear in all, however the names were chosen.
        self.searched > 1024 + 8 * self.sink.count()
            || (self.sink).has(parent, step_count(self.depth + 1), &self.bytes[word])
    }

    /// Adds a node on the way to a value, whose step ends at `end` and starts there, or is this
    /// index.
    #[inline(always)]
    fn open(&mut self, name: usize, start: u32, flags: u16, end: usize) -> Option<()> {
        let node = place(self.sink.count());
        self.sink.open(self.step(start, flags, end));
        self.depth += 1;
        if self.depth >= self.max_depth {
            return None;
        }
        *self.levels.get_mut(self.depth)? = Level {
            end: place(end - name),
            node,
            ..Level::default()
        };
        Some(())
    }

    /// Like [`Writer::open`], for the last step, with the value after it; gives where that ends.
    /// `None` if one of the pair's limits is exceeded.
    #[inline(always)]
    fn leaf(&mut self, name: usize, start: u32, flags: u16, end: usize) -> Option<usize> {
        let value = end + usize::from(flags & flag::BARE == 0);
        let (value_end, escaped) = scan::value_end(self.bytes, value);
        self.pairs += 1;
        self.before = (name, end);
        let within = end - name <= self.limits.max_name() as usize
            && value_end - value <= self.limits.max_value() as usize
            && self.pairs <= self.limits.max_names();
        if !within {
            return None;
        }
        let escaped = if escaped { flag::ESCAPED } else { 0 };
        let step = self.step(start, flags | escaped, end);
        self.sink.leaf(step, value..value_end)?;
        Some(value_end)
    }

    #[inline(always)]
    fn step(&self, start: u32, flags: u16, end: usize) -> PlacedStep {
        PlacedStep {
            start,
            end,
            depth: step_count(self.depth + 1),
            flags,
        }
    }
}

/// The flag for a name that is followed by this.
#[inline(always)]
fn bare(next: u8) -> u16 {
    if next == b'=' { 0 } else { flag::BARE }
}
