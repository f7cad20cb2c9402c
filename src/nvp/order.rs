//! The quick way from bytes to a tape: for plain names in the order of the tree.
//!
//! This is what nearly every body is. A name mostly differs from the one before in its last word
//! only, so that word is looked at and nothing else; otherwise the steps that are new are. Each is
//! the next node of the tape. That this is the order of the tree is proved on the way: no step is
//! taken twice, for an index must be the one after the last, and a word must be new among the
//! children of its node. Each open node keeps a small set of the hashes of its words; only what
//! that set may hold is looked for among the nodes.
//!
//! Whatever is not as it should be, or might not be, ends the attempt: the [general
//! way](super::lex) starts over, and reports what there is to report. So nothing here is an error.

use super::config::Config;
use super::scan::{self, Word};
use super::tape::{Body, Node, Tape, flag, place, step_count};
use crate::limits::Limits;

/// How many steps are followed; real names have eight at most.
const DEPTH: usize = 8;

/// A node that the name before leads through.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Where its step ends in the name.
    end: u32,
    node: u32,
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

struct Writer<'a> {
    bytes: &'a [u8],
    nodes: Vec<Node>,
    /// The root and the steps of the name before, but for its last one.
    levels: [Level; DEPTH],
    depth: usize,
    /// Where the name before starts and ends.
    before: (usize, usize),
    /// How much of that name stands before its last step, if that is a word.
    prefix: Option<usize>,
    pairs: u32,
    /// How many nodes were looked at for words that may be there already.
    searched: usize,
    limits: Limits,
    max_depth: usize,
}

/// The tape of a body, if its names are plain and in order.
pub(super) fn tape(body: &Body<'_>, config: &Config) -> Option<Tape> {
    body.text?;
    let mut writer = Writer::new(body, config);
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
    writer.nodes.push(Node::default());
    Some(Tape {
        nodes: writer.nodes,
        side: None,
    })
}

impl<'a> Writer<'a> {
    fn new(body: &Body<'a>, config: &Config) -> Self {
        // A pair takes 40 bytes or more in nearly all messages, and a list or struct in five
        // pairs adds a node: this spares most bodies the second allocation. It also keeps the
        // usual request below a kilobyte, up to where allocators are several times faster.
        let mut nodes = Vec::with_capacity((body.bytes.len() - body.start) / 36 + 8);
        nodes.push(Node {
            flags: flag::NAMED,
            ..Node::default()
        });
        Writer {
            bytes: body.bytes,
            nodes,
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
            self.depth -= 1;
        }
        Some(name + self.levels[self.depth].end as usize)
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
        let list = &mut self.nodes[self.levels[self.depth].node as usize];
        if index != list.last || index >= self.limits.max_list() || list.has(flag::NAMED) {
            return None;
        }
        list.last += 1;
        list.flags |= flag::LIST;
        Some(())
    }

    /// Takes note of a child with this word, which must be new, of the node that is open.
    #[inline(always)]
    fn key(&mut self, start: usize, word: &Word) -> Option<()> {
        let parent = &mut self.nodes[self.levels[self.depth].node as usize];
        parent.flags |= flag::NAMED;
        (!parent.has(flag::LIST) && !self.met(start, word)).then_some(())
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
        let below = &self.nodes[parent + 1..];
        self.searched += below.len();
        let (depth, len) = (step_count(self.depth + 1), place(word.len()));
        let alike = |node: &&Node| node.depth == depth && node.end.wrapping_sub(node.start) == len;
        let word = &self.bytes[word];
        // Linear in all, however the names were chosen.
        self.searched > 1024 + 8 * self.nodes.len()
            || below
                .iter()
                .filter(alike)
                .any(|node| &self.bytes[node.word()] == word)
    }

    /// Adds a node on the way to a value, whose step ends at `end` and starts there, or is this
    /// index.
    #[inline(always)]
    fn open(&mut self, name: usize, start: u32, flags: u16, end: usize) -> Option<()> {
        self.push(start, end, 0, flags);
        self.depth += 1;
        if self.depth >= self.max_depth {
            return None;
        }
        *self.levels.get_mut(self.depth)? = Level {
            end: place(end - name),
            node: place(self.nodes.len() - 1),
            words: [0; 4],
        };
        Some(())
    }

    /// As [`Writer::open`], for the last step, with the value behind it; gives where that ends.
    /// `None` if one of the pair's limits is exceeded.
    #[inline(always)]
    fn leaf(&mut self, name: usize, start: u32, flags: u16, end: usize) -> Option<usize> {
        let value = end + usize::from(flags & flag::BARE == 0);
        let (value_end, escaped) = scan::value_end(self.bytes, value);
        self.pairs += 1;
        self.before = (name, end);
        let escaped = if escaped { flag::ESCAPED } else { 0 };
        self.push(start, end, value_end, flags | flag::VALUE | escaped);
        let within = end - name <= self.limits.max_name() as usize
            && value_end - value <= self.limits.max_value() as usize
            && self.pairs <= self.limits.max_names();
        within.then_some(value_end)
    }

    #[inline(always)]
    fn push(&mut self, start: u32, end: usize, last: usize, flags: u16) {
        self.nodes.push(Node {
            start,
            end: place(end),
            last: place(last),
            depth: step_count(self.depth + 1),
            flags,
        });
    }
}

/// The flag for a name that is followed by this.
#[inline(always)]
fn bare(next: u8) -> u16 {
    if next == b'=' { 0 } else { flag::BARE }
}
