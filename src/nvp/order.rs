//! The quick way from bytes to a tape: for plain names in the order of the tree.
//!
//! This is what nearly every body is. A name shares the start of the one before, so only what
//! differs is looked at, and each step found there is the next node of the tape. That this is the
//! order of the tree is proved on the way: no step is taken twice, for an index must be the one
//! after the last, and a word must be new among the children of its node. Words are compared by
//! fingerprint.
//!
//! The entries of a list tend to be alike. So a name that goes on just like the one at the same
//! place in the entry before is not looked at further: its word is new because that one was.
//!
//! Whatever is not as it should be, or might not be, ends the attempt: the [general
//! way](super::lex) starts over, and reports what there is to report. So nothing here is an error.

use super::config::Config;
use super::scan::{self, Tail, fingerprint};
use super::tape::{Body, Node, TEXT, Tape, flag, place, step_count};
use crate::limits::Limits;

/// How many steps are followed; real names have eight at most.
const DEPTH: usize = 16;

/// How many words are remembered at a time, over all open nodes. Documented messages have two
/// dozen fields in a node at most.
const SEEN: usize = 64;

/// A node that the name before leads through.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Where its step ends in the name.
    end: u32,
    node: u32,
    /// Where the fingerprints of its children start in [`Writer::seen`].
    seen: u32,
    /// The last entry of a list.
    entry: u32,
}

/// A value, or none, for the nodes on the way to one.
#[derive(Clone, Copy)]
struct Value {
    start: u32,
    end: u32,
    flags: u16,
}

const NO_VALUE: Value = Value {
    start: 0,
    end: 0,
    flags: 0,
};

struct Writer<'a> {
    bytes: &'a [u8],
    nodes: Vec<Node>,
    /// The root and the steps of the name before.
    levels: [Level; DEPTH + 1],
    depth: usize,
    /// The fingerprints of the children of every open node, outermost first.
    seen: [u32; SEEN],
    seen_len: usize,
    /// The node of the list entry before that is expected to come again; none if it is the root.
    twin: usize,
    /// The depth of the list entry whose children are not all in `seen`, if any.
    unseen: usize,
    pairs: u32,
    limits: Limits,
    max_depth: usize,
}

/// The tape of a body, if its names are plain and in order.
pub(super) fn tape(body: &Body<'_>, config: &Config) -> Option<Tape> {
    body.text?;
    let bytes = body.bytes;
    let mut writer = Writer::new(bytes, bytes.len() - body.start, config);
    let (mut before, mut before_len) = (0, 0);
    let mut at = body.start;
    while at < bytes.len() {
        if bytes[at] == b'&' {
            at += 1;
            continue;
        }
        let name_end;
        let value;
        if let Some(end) = writer.twin_end(before, at) {
            name_end = end;
            value = writer.value(at, name_end)?;
            writer.repeat_twin(at, name_end, value);
        } else {
            let common = scan::common_prefix(bytes, before, before_len, at);
            let tail = scan::name_tail(bytes, at + common)?;
            name_end = tail.end;
            value = writer.value(at, name_end)?;
            writer.rewind(common, &tail, at);
            writer.pair(at, at + common, &tail, value)?;
        }
        (before, before_len) = (at, name_end - at);
        at = value.end as usize + 1;
    }
    writer.nodes.push(Node::default());
    Some(Tape {
        nodes: writer.nodes,
        names: String::new(),
    })
}

impl<'a> Writer<'a> {
    fn new(bytes: &'a [u8], body: usize, config: &Config) -> Self {
        // A pair takes 40 bytes or more in nearly all messages, and a list or struct in five
        // pairs adds a node: this spares most bodies the second allocation. It also keeps the
        // usual request below a kilobyte, up to where allocators are several times faster.
        let mut nodes = Vec::with_capacity(body / 36 + 8);
        nodes.push(Node::default());
        Writer {
            bytes,
            nodes,
            levels: [Level::default(); DEPTH + 1],
            depth: 0,
            seen: [0; SEEN],
            seen_len: 0,
            twin: 0,
            unseen: 0,
            pairs: 0,
            limits: config.limits,
            max_depth: DEPTH.min(usize::from(config.depth())),
        }
    }

    /// The value behind the name that stands from `at` to `end`; `None` if one of the pair's limits
    /// is exceeded.
    #[inline(always)]
    fn value(&mut self, at: usize, end: usize) -> Option<Value> {
        let start = end + usize::from(self.bytes.get(end) == Some(&b'='));
        let (value_end, escaped) = scan::value_end(self.bytes, start);
        self.pairs += 1;
        let within = end - at <= self.limits.max_name() as usize
            && value_end - start <= self.limits.max_value() as usize
            && self.pairs <= self.limits.max_names();
        within.then_some(Value {
            start: place(start),
            end: place(value_end),
            flags: if escaped {
                flag::VALUE | flag::ESCAPED
            } else {
                flag::VALUE
            },
        })
    }

    /// Whether the name at `at` is that of the twin in the present list entry; where it ends.
    #[inline(always)]
    fn twin_end(&self, before: usize, at: usize) -> Option<usize> {
        if self.twin == 0 {
            return None;
        }
        let twin = &self.nodes[self.twin];
        let depth = usize::from(twin.depth);
        // Only from word to word: a list entry has other children than fields in damaged bodies.
        if twin.flags & (flag::SHAPE | flag::INDEX) != flag::VALUE || depth != self.depth {
            return None;
        }
        // The word with the dot before it and the `=` after it.
        let word = self
            .bytes
            .get(twin.start as usize - 1..twin.end as usize + 1)?;
        let entry = self.levels[depth - 1].end as usize;
        let start = at + entry;
        let end = start + word.len();
        let alike = self.bytes.get(start..end)? == word
            && word.last() == Some(&b'=')
            && self.bytes[at..start] == self.bytes[before..before + entry];
        alike.then_some(end - 1)
    }

    /// Adds the child that [`Writer::twin_end`] found, behind a sibling.
    #[inline(always)]
    fn repeat_twin(&mut self, at: usize, end: usize, value: Value) {
        let twin = self.nodes[self.twin];
        self.twin += 1;
        self.unseen = self.depth - 1;
        self.levels[self.depth] = Level {
            end: place(end - at),
            node: place(self.nodes.len()),
            ..self.levels[self.depth]
        };
        self.nodes.push(Node {
            start: place(end) - (twin.end - twin.start),
            end: place(end),
            value: value.start,
            value_end: value.end,
            flags: value.flags,
            depth: twin.depth,
            entries: 0,
        });
    }

    /// Moves on behind the twin, if the entry that was just begun starts like the one before.
    fn follow_twin(&mut self) {
        let (twin, new) = (&self.nodes[self.twin], self.nodes.last());
        let alike = |new: &Node| {
            let both = !new.has(flag::INDEX) && new.depth == twin.depth;
            both && self.bytes[new.word()] == self.bytes[twin.word()]
        };
        self.twin = if new.is_some_and(alike) {
            self.twin + 1
        } else {
            0
        };
    }

    /// Catches up on the fingerprints of the children of the open node, which were not taken.
    #[cold]
    fn catch_up(&mut self) -> Option<()> {
        self.unseen = 0;
        let level = self.levels[self.depth];
        self.seen_len = level.seen as usize;
        for at in level.node as usize + 1..self.nodes.len() {
            let node = self.nodes[at];
            if usize::from(node.depth) == self.depth + 1 {
                let word = node.word();
                *self.seen.get_mut(self.seen_len)? = fingerprint(self.bytes, word.start, word.end);
                self.seen_len += 1;
            }
        }
        Some(())
    }

    /// Goes back to the deepest step that the name before shares with the one at `at`.
    #[inline(always)]
    fn rewind(&mut self, common: usize, tail: &Tail, at: usize) {
        let whole = tail.end == at + common || tail.starts & 1 == 1;
        let deepest = self.depth;
        while self.depth > 0 {
            let end = self.levels[self.depth].end as usize;
            if end < common || (end == common && whole) {
                break;
            }
            self.depth -= 1;
        }
        if self.depth < deepest {
            self.seen_len = self.levels[self.depth + 1].seen as usize;
            if self.depth < self.unseen {
                self.unseen = 0;
            }
        }
        self.twin = 0;
    }

    /// Adds what is new of the name at `at`, of which `base` starts the tail, with its value.
    #[inline(always)]
    fn pair(&mut self, at: usize, base: usize, tail: &Tail, value: Value) -> Option<()> {
        let from = at + self.levels[self.depth].end as usize;
        let plain = tail.starts == 0 && tail.closes == 0;
        if plain && self.depth == 0 {
            return self.key(at, from, tail.end, value);
        }
        if plain && from < tail.end && self.bytes[from] == b'.' {
            // By far the most frequent case: one more field of the struct that the name before
            // was about.
            return self.key(at, from + 1, tail.end, value);
        }
        self.steps(at, base, tail, value)
    }

    /// Adds several steps, or one that takes a closer look.
    #[inline(never)]
    fn steps(&mut self, name: usize, base: usize, tail: &Tail, value: Value) -> Option<()> {
        let mut at = name + self.levels[self.depth].end as usize;
        let mut closes = tail.closes;
        if at == tail.end && self.depth > 0 {
            return None;
        }
        loop {
            let top = self.depth == 0;
            if !top && self.bytes[at] == b'(' {
                let (index, after) = self.index_at(at, tail.end)?;
                closes = closes.checked_sub(1)?;
                let last = after == tail.end;
                self.index(name, index, after, if last { value } else { NO_VALUE })?;
                at = after;
            } else {
                let start = at + usize::from(!top);
                at = tail.next_start(start, base).min(tail.end);
                let last = at == tail.end;
                self.key(name, start, at, if last { value } else { NO_VALUE })?;
            }
            if at == tail.end {
                self.follow_twin();
                // Every index takes a bracket; one more stands in a word.
                return (closes == 0).then_some(());
            }
        }
    }

    /// The index whose bracket opens at `at`, and where it ends.
    #[inline(always)]
    fn index_at(&self, at: usize, end: usize) -> Option<(u32, usize)> {
        let mut index: u32 = 0;
        let mut to = at + 1;
        while to < end && self.bytes[to].is_ascii_digit() {
            index = index
                .checked_mul(10)?
                .checked_add(u32::from(self.bytes[to] - b'0'))?;
            to += 1;
        }
        let zeros = to > at + 2 && self.bytes[at + 1] == b'0';
        let closed = to > at + 1 && to < end && self.bytes[to] == b')';
        let ended = to + 1 == end || matches!(self.bytes.get(to + 1), Some(b'.' | b'('));
        (!zeros && closed && ended).then_some((index, to + 1))
    }

    /// Steps to the next entry of the list at the top of the path.
    #[inline(always)]
    fn index(&mut self, name: usize, index: u32, end: usize, value: Value) -> Option<()> {
        let entry = place(self.nodes.len());
        let level = &mut self.levels[self.depth];
        let before = std::mem::replace(&mut level.entry, entry);
        self.twin = if index > 0 { before as usize + 1 } else { 0 };
        let list = &mut self.nodes[level.node as usize];
        if index != list.entries || index >= self.limits.max_list() || list.has(flag::VALUE) {
            return None;
        }
        list.entries += 1;
        list.flags |= flag::LIST;
        let flags = value.flags | flag::INDEX;
        self.push(end - name, (index, 0), Value { flags, ..value })
    }

    /// Steps to a child that must be new, with this word.
    #[inline(always)]
    fn key(&mut self, name: usize, start: usize, end: usize, value: Value) -> Option<()> {
        if self.unseen > 0 && self.unseen == self.depth {
            self.catch_up()?;
        }
        let level = self.levels[self.depth];
        let parent = &mut self.nodes[level.node as usize];
        if parent.has(flag::VALUE) || self.bytes[start..end] == *TEXT.as_bytes() {
            return None;
        }
        parent.flags |= flag::NAMED;
        let print = fingerprint(self.bytes, start, end);
        let siblings = self.seen.get(level.seen as usize..self.seen_len)?;
        // No early end: a loop without one becomes four comparisons at a time.
        let met = siblings.iter().map(|seen| u32::from(*seen == print));
        if met.sum::<u32>() > 0 {
            return None;
        }
        *self.seen.get_mut(self.seen_len)? = print;
        self.seen_len += 1;
        self.push(end - name, (place(start), place(end)), value)
    }

    #[inline(always)]
    fn push(&mut self, end: usize, step: (u32, u32), value: Value) -> Option<()> {
        if self.depth == self.max_depth {
            return None;
        }
        self.depth += 1;
        self.levels[self.depth] = Level {
            end: place(end),
            node: place(self.nodes.len()),
            seen: place(self.seen_len),
            entry: 0,
        };
        self.nodes.push(Node {
            start: step.0,
            end: step.1,
            value: value.start,
            value_end: value.end,
            flags: value.flags,
            depth: step_count(self.depth),
            entries: 0,
        });
        Some(())
    }
}
