//! From bytes to a [`Tape`].
//!
//! There are two ways. The [quick one](super::in_order) takes plain names in the order of the tree.
//! The one here takes any names in any order, puts them into a [`Trie`], and reports the
//! errors of a body.

use std::collections::HashMap;

use super::config::{Brackets, Config, MalformedNames};
use super::in_order;
use super::name::{Name, Step};
use super::scan;
use super::spelling;
use super::table::Free;
use super::tape::{Body, TEXT, Tape};
use super::trie::Trie;
use super::unescape::Piece;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Limit};

/// A word and its location: in the body, or in the decoded names (`side`).
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    pub(super) side: bool,
}

/// The span of a value in the body, after a name.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) name_end: usize,
    /// Whether there is no `=` between them.
    pub(super) bare: bool,
    pub(super) end: usize,
    pub(super) escaped: bool,
}

/// How many prefixes of a name are looked up before its steps are taken one by one. The first
/// word of a list's next entry is found by the second; more would make a long name dear.
const TRIES: usize = 2;

/// Where to go on with a name: what is before `at` leads to `node`, the root if that is nothing.
struct Begin {
    at: usize,
    node: u32,
    /// Where the last step and the one before it start, if what is before them is to be
    /// remembered.
    new: [Option<(usize, Free)>; TRIES],
}

/// Lexes a whole body.
pub(super) fn tape(
    body: &Body<'_>,
    config: &Config,
    warnings: &mut Vec<Warning>,
) -> Result<Tape, Error> {
    match in_order::tape(body, config) {
        Some(tape) => Ok(tape),
        None => any_tape(body, config, warnings),
    }
}

/// The same for a body that is known not to be in order.
pub(super) fn any_tape(
    body: &Body<'_>,
    config: &Config,
    warnings: &mut Vec<Warning>,
) -> Result<Tape, Error> {
    Lexer::new(body, config, warnings).run()
}

/// A name, in the body or decoded to the side, and its span in the body.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    buffer: &'a [u8],
    start: usize,
    end: usize,
    side: bool,
    raw: (usize, usize),
    /// Whether brackets with nothing in them stand for the next index.
    open: bool,
}

/// The content of brackets.
#[derive(Clone, Copy)]
enum BracketContent {
    Index(u32),
    /// Nothing: the entry after the last one.
    Next,
}

impl Spelled<'_> {
    /// The end of the word at `at`, which must be the end of the name or the start of a step.
    fn word_end(&self, mut at: usize) -> Result<usize, &'static str> {
        while at < self.end {
            match self.buffer[at] {
                b'.' | b'(' => break,
                b')' | b'[' | b']' => return Err("a bracket that is not part of an index"),
                _ => at += 1,
            }
        }
        Ok(at)
    }

    /// Reads the index whose bracket opens at `at`; gives it and where it ends.
    fn index_at(&self, at: usize) -> Result<(BracketContent, usize), &'static str> {
        let (name, end) = (self.buffer, self.end);
        let mut index: Option<u32> = Some(0);
        let mut to = at + 1;
        while to < end && name[to].is_ascii_digit() {
            let digit = u32::from(name[to] - b'0');
            index = index.and_then(|index| index.checked_mul(10)?.checked_add(digit));
            to += 1;
        }
        let is_next = self.open && to == at + 1 && to < end && name[to] == b')';
        if to == at + 1 && !is_next {
            return Err("brackets must contain an index");
        }
        if to == end || name[to] != b')' {
            return Err("an index without its closing bracket");
        }
        to += 1;
        if to < end && !matches!(name[to], b'.' | b'(') {
            return Err("text directly after an index");
        }
        if to - at > 3 && name[at + 1] == b'0' {
            return Err("an index with leading zeros");
        }
        match index {
            _ if is_next => Ok((BracketContent::Next, to)),
            Some(index) => Ok((BracketContent::Index(index), to)),
            None => Err("an index over 4294967295"),
        }
    }

    #[cold]
    fn fault(&self, kind: ErrorKind) -> Error {
        Error::at(kind, self.raw.0..self.raw.1)
    }
}

struct Lexer<'a, 'de> {
    body: &'a Body<'de>,
    config: &'a Config,
    trie: Trie<'de>,
    names: String,
    /// Where names are decoded.
    scratch: Vec<u8>,
    pairs: u32,
    warnings: &'a mut Vec<Warning>,
    /// The next index of each list, where brackets may stand for it.
    next: HashMap<u32, u32>,
    /// Whether words in brackets were read.
    worded: bool,
}

impl<'a, 'de> Lexer<'a, 'de> {
    fn new(body: &'a Body<'de>, config: &'a Config, warnings: &'a mut Vec<Warning>) -> Self {
        Lexer {
            body,
            config,
            trie: Trie::new(body.bytes),
            names: String::new(),
            scratch: Vec::new(),
            pairs: 0,
            warnings,
            next: HashMap::new(),
            worded: false,
        }
    }

    fn run(mut self) -> Result<Tape, Error> {
        let bytes = self.body.bytes;
        let mut at = self.body.start;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'&' {
                at += 1;
                continue;
            }
            self.count_pair(at)?;
            let (name_end, node) = self.name(at)?;
            let bare = bytes.get(name_end) != Some(&b'=');
            let start = name_end + usize::from(!bare);
            let (end, escaped) = scan::value_end(bytes, start);
            self.check_value(start, end)?;
            let value = Value {
                name_end,
                bare,
                end,
                escaped,
            };
            if let Some(node) = node {
                self.trie.value(node, value);
            }
            at = end + 1;
        }
        Ok(self.trie.finish(self.names))
    }

    fn count_pair(&mut self, at: usize) -> Result<(), Error> {
        self.pairs += 1;
        let max = self.config.limits.max_names();
        if self.pairs > max {
            return Err(Error::at(ErrorKind::Limit(Limit::Names(max)), at..at + 1));
        }
        Ok(())
    }

    fn check_value(&self, start: usize, end: usize) -> Result<(), Error> {
        let max = self.config.limits.max_value();
        if end - start > max as usize {
            return Err(Error::at(ErrorKind::Limit(Limit::Value(max)), start..end));
        }
        Ok(())
    }

    fn check_name(&self, len: usize, at: usize, end: usize) -> Result<(), Error> {
        if len > self.config.limits.max_name() as usize {
            return Err(self.long_name(at, end));
        }
        Ok(())
    }

    #[cold]
    fn long_name(&self, at: usize, end: usize) -> Error {
        let max = self.config.limits.max_name();
        Error::at(ErrorKind::Limit(Limit::Name(max)), at..end)
    }

    /// Reads the name at `at`; gives its end and its node, if there is more than whitespace.
    fn name(&mut self, at: usize) -> Result<(usize, Option<u32>), Error> {
        let bytes = self.body.bytes;
        let end = scan::name_end(bytes, at);
        let piece = self.body.piece(at..end);
        if piece.is_spaced() {
            return Ok((end, self.spaced_name(piece)?));
        }
        if self.body.text.is_none() {
            return Ok((end, Some(self.decoded_name(piece)?)));
        }
        let name = Spelled {
            buffer: bytes,
            start: at,
            end,
            side: false,
            raw: (at, end),
            open: false,
        };
        let begin = self.begin(name);
        // What is known was looked at when it was new.
        let top = begin.node == 0;
        let word = begin.at + usize::from(!top);
        if (top || bytes[begin.at] == b'.') && is_word(bytes, word, end) {
            self.check_name(end - at, at, end)?;
            self.check_depth(begin.node, name)?;
            let node = self.key(begin.node, name, word, end)?;
            return Ok((end, Some(node)));
        }
        let special = |byte: &u8| matches!(byte, b'%' | b'+' | b'[' | b']');
        if bytes[begin.at..end].iter().any(special) {
            return Ok((end, Some(self.decoded_name(piece)?)));
        }
        self.check_name(end - at, at, end)?;
        if self.is_literal(name, &begin) {
            return Ok((end, Some(self.literal(name)?)));
        }
        Ok((end, Some(self.steps(name, begin)?)))
    }

    /// A name with whitespace around it; `None` if there is only whitespace.
    #[cold]
    fn spaced_name(&mut self, piece: Piece<'_>) -> Result<Option<u32>, Error> {
        let name = piece.trimmed(self.config, self.warnings)?;
        let has_value = self.body.bytes.get(piece.span().end) == Some(&b'=');
        let is_name = has_value || !name.raw.is_empty();
        is_name.then(|| self.decoded_name(name)).transpose()
    }

    /// Goes as far into a name as is known: to its last step, or the one before.
    #[inline(always)]
    fn begin(&self, name: Spelled<'_>) -> Begin {
        let mut new = [None, None];
        let mut end = name.end;
        for new_prefix in &mut new {
            let Some(last) = last_step(name.buffer, name.start, end) else {
                break;
            };
            match self.trie.known(name.buffer, name.start..last, name.side) {
                Ok(node) => {
                    return Begin {
                        at: last,
                        node,
                        new,
                    };
                }
                Err(free) => *new_prefix = Some((last, free)),
            }
            end = last;
        }
        Begin {
            at: name.start,
            node: 0,
            new,
        }
    }

    /// Like [`Lexer::name`], for a name that needs decoding: with escapes, square
    /// brackets, whitespace around it or a charset of its own.
    fn decoded_name(&mut self, piece: Piece<'_>) -> Result<u32, Error> {
        let (at, end) = (piece.start, piece.start + piece.raw.len());
        // An escape takes three bytes for one, or six; what is longer need not be decoded first.
        self.check_name((end - at) / 6, at, end)?;
        // The buffers are lent out while steps are read from them, and nothing is added meanwhile.
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut names = std::mem::take(&mut self.names);
        let node = piece
            .text(self.config, &mut scratch, self.warnings)
            .and_then(|decoded| self.spelled_name(decoded, &mut names, (at, end)));
        (self.scratch, self.names) = (scratch, names);
        node
    }

    /// Reads a decoded name, by way of its spelling, which is added to `names`.
    fn spelled_name(
        &mut self,
        decoded: &str,
        names: &mut String,
        raw: (usize, usize),
    ) -> Result<u32, Error> {
        self.check_name(decoded.len(), raw.0, raw.1)?;
        let start = names.len();
        let found = spelling::push(names, decoded, self.config.brackets);
        let name = side(names, start, raw, found.open);
        let begin = if found.open {
            // The same spelling is another entry each time.
            Begin {
                at: start,
                node: 0,
                new: [None, None],
            }
        } else {
            self.begin(name)
        };
        if self.is_literal(name, &begin) {
            names.truncate(start);
            names.push_str(decoded);
            return self.literal(side(names, start, raw, false));
        }
        let node = self.steps(name, begin);
        if (found.words || found.open) && !std::mem::replace(&mut self.worded, true) {
            let warning = Warning::new(WarningKind::WordsInBrackets, Some(raw.0..raw.1));
            self.warnings.push(warning);
        }
        node.map_err(|error| match error.kind() {
            ErrorKind::InvalidName(_) if spelling::has_words(decoded) => {
                let what =
                    "words in brackets (`nvp::Brackets::Names`, or `--brackets names`, reads them)";
                name.fault(ErrorKind::InvalidName(what))
            }
            _ => error,
        })
    }

    /// Whether a name is to be taken as it stands: found out beforehand, so that no step of it is
    /// taken in vain.
    fn is_literal(&self, name: Spelled<'_>, begin: &Begin) -> bool {
        let lenient = self.config.malformed_names == MalformedNames::Literal;
        lenient && check_steps(name, begin).is_err()
    }

    /// Takes the steps of a name that are still to be taken.
    fn steps(&mut self, name: Spelled<'_>, begin: Begin) -> Result<u32, Error> {
        let malformed = |what| name.fault(ErrorKind::InvalidName(what));
        let Begin {
            mut at,
            mut node,
            new,
        } = begin;
        let mut first = node == 0;
        while first || at < name.end {
            self.check_depth(node, name)?;
            if !first && name.buffer[at] == b'(' {
                let (entry, after) = name.index_at(at).map_err(malformed)?;
                node = self.entry(node, entry, name)?;
                at = after;
            } else {
                let start = at + usize::from(!first);
                at = name.word_end(start).map_err(malformed)?;
                node = self.key(node, name, start, at)?;
            }
            first = false;
        }
        let mut child = node;
        for (last, free) in new.into_iter().flatten() {
            let prefix = name.start..last;
            child = self.trie.remember(prefix, name.side, &free, child);
        }
        Ok(node)
    }

    /// Steps to the entry of a list.
    #[inline(always)]
    fn entry(&mut self, list: u32, entry: BracketContent, name: Spelled<'_>) -> Result<u32, Error> {
        let index = if self.config.brackets == Brackets::Names {
            self.counted(list, entry)
        } else if let BracketContent::Index(index) = entry {
            index
        } else {
            0
        };
        self.check_list(index, name)?;
        Ok(self.trie.index(list, index))
    }

    /// The index of an entry, where brackets with nothing in them stand for the next one.
    #[cold]
    fn counted(&mut self, list: u32, entry: BracketContent) -> u32 {
        let next = self.next.entry(list).or_default();
        let index = match entry {
            BracketContent::Index(index) => index,
            BracketContent::Next => *next,
        };
        *next = index.saturating_add(1).max(*next);
        index
    }

    /// Steps to the child with this word, unless it is the one that stands for a name's own
    /// value, which has no word on the wire.
    #[inline(always)]
    fn key(
        &mut self,
        parent: u32,
        name: Spelled<'_>,
        start: usize,
        end: usize,
    ) -> Result<u32, Error> {
        if name.buffer[start..end] == *TEXT.as_bytes() {
            let what = "`$text` is reserved for the value of a name that also has children";
            return Err(name.fault(ErrorKind::InvalidName(what)));
        }
        let word = Word {
            text: &name.buffer[start..end],
            start,
            side: name.side,
        };
        // While steps are read from the decoded names, these are lent out to the name.
        let names = if name.side {
            name.buffer
        } else {
            self.names.as_bytes()
        };
        Ok(self.trie.key(parent, word, names))
    }

    /// Whether there may be a step below `parent`.
    #[inline(always)]
    fn check_depth(&self, parent: u32, name: Spelled<'_>) -> Result<(), Error> {
        let max = self.config.depth();
        if self.trie.depth(parent) < max {
            return Ok(());
        }
        Err(name.fault(ErrorKind::Limit(Limit::Depth(max))))
    }

    fn check_list(&self, index: u32, name: Spelled<'_>) -> Result<(), Error> {
        let max = self.config.limits.max_list();
        if index < max {
            return Ok(());
        }
        Err(name.fault(ErrorKind::Limit(Limit::List(max))))
    }

    /// Takes the malformed segments of a name literally.
    #[cold]
    fn literal(&mut self, name: Spelled<'_>) -> Result<u32, Error> {
        let (at, end) = name.raw;
        let text = std::str::from_utf8(&name.buffer[name.start..name.end])
            .map_err(|_| name.fault(ErrorKind::InvalidEncoding("UTF-8")))?;
        let kind = if spelling::has_words(text) {
            WarningKind::BracketsTaken
        } else {
            WarningKind::MalformedName
        };
        self.warnings.push(Warning::new(kind, Some(at..end)));
        let mut node = 0;
        for (step, place) in Name::literal(text).spanned() {
            self.check_depth(node, name)?;
            node = if let Step::Index(index) = step {
                self.entry(node, BracketContent::Index(*index), name)?
            } else {
                let (start, end) = (name.start + place.start, name.start + place.end);
                self.key(node, name, start, end)?
            };
        }
        Ok(node)
    }
}

/// The last of the decoded names.
fn side(names: &str, start: usize, raw: (usize, usize), open: bool) -> Spelled<'_> {
    Spelled {
        buffer: names.as_bytes(),
        start,
        end: names.len(),
        side: true,
        raw,
        open,
    }
}

/// Whether what is left of a name is made of steps.
fn check_steps(name: Spelled<'_>, begin: &Begin) -> Result<(), &'static str> {
    let (mut at, mut first) = (begin.at, begin.node == 0);
    while first || at < name.end {
        at = if !first && name.buffer[at] == b'(' {
            name.index_at(at)?.1
        } else {
            name.word_end(at + usize::from(!first))?
        };
        first = false;
    }
    Ok(())
}

/// The start of the last step of a name that has several: its last `.` or `(`.
#[inline(always)]
fn last_step(buffer: &[u8], start: usize, end: usize) -> Option<usize> {
    let mut at = end;
    while at > start {
        let Some(from) = at.checked_sub(8) else {
            let step = |byte: &u8| matches!(byte, b'.' | b'(');
            return buffer[start..at].iter().rposition(step).map(|n| start + n);
        };
        let word = scan::load(buffer, from)?;
        let within = u64::MAX << (8 * start.saturating_sub(from));
        let met = (exact_marks(word, b'.') | exact_marks(word, b'(')) & within;
        if met != 0 {
            return Some(from + 7 - (met.leading_zeros() / 8) as usize);
        }
        at = from;
    }
    None
}

/// Marks, by their high bits, the bytes of `word` that equal `byte`, each exactly.
#[inline(always)]
const fn exact_marks(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let differing = word ^ u64::from_le_bytes([byte; 8]);
    !(((differing & LOW) + LOW) | differing | LOW)
}

/// Whether there is a word from `start` to `end` and nothing else: letters, digits, `_` and the
/// like. Sometimes does not see it.
#[inline(always)]
fn is_word(buffer: &[u8], start: usize, end: usize) -> bool {
    let mut at = end;
    while at > start {
        let from = at.saturating_sub(8);
        let Some(word) = scan::load(buffer, from) else {
            return false;
        };
        // Marks in what is before the word do not count.
        let within = u64::MAX << (8 * start.saturating_sub(from));
        let brackets = scan::marks(word, b'[') | scan::marks(word, b']');
        if (scan::below(word, b'0') | brackets) & within != 0 {
            return false;
        }
        if from == 0 {
            break;
        }
        at = from;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nvp::{Config, Value};
    use proptest::prelude::*;

    #[test]
    fn an_open_index_behind_a_known_prefix_is_no_word() {
        let body = b"b=1&a(1).x=3&a(0).y=4&a(1";
        let kind = |config: Config| {
            let read = config.from_slice::<Value>(body);
            read.map_err(|error| error.to_string())
        };
        let strict = kind(Config::strict()).unwrap_err();
        assert!(
            strict.contains("an index without its closing bracket"),
            "{strict}"
        );
        let lenient = kind(Config::lenient()).unwrap();
        assert!(lenient.get("a(1").is_some(), "{lenient:?}");
    }

    proptest! {
        #[test]
        fn last_step_is_what_a_loop_finds(text in "[a-c.(*,)]{0,40}", start in 0usize..12) {
            let start = start.min(text.len());
            let step = |byte: &u8| matches!(byte, b'.' | b'(');
            let expected = text.as_bytes()[start..].iter().rposition(step).map(|n| start + n);
            prop_assert_eq!(last_step(text.as_bytes(), start, text.len()), expected);
        }

        #[test]
        fn only_words_are_words(text in "[a-c0_.(%+)\\[\\]$]{0,12}[a-z0-9_]{0,20}", start in 0usize..12) {
            let start = start.min(text.len());
            let odd = |byte: &u8| b".(%+)[]$".contains(byte);
            if is_word(text.as_bytes(), start, text.len()) {
                prop_assert!(!text.as_bytes()[start..].iter().any(odd));
            }
        }
    }
}
