//! From bytes to a [`Tape`].
//!
//! There are two ways. The [quick one](super::order) takes plain names in the order of the tree.
//! The one here takes any names in any order, puts them into a [`Trie`], and reports what is
//! wrong with a body.

use super::config::{Config, MalformedNames};
use super::name::{Name, Step};
use super::order;
use super::scan;
use super::tape::{Body, TEXT, Tape};
use super::trie::Trie;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Limit};

/// A word, and where it stands: in the body, or in the decoded names (`side`).
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    pub(super) side: bool,
}

/// A value where it stands in the body.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) escaped: bool,
}

/// One step of the name before: where it ends in the name, and its node.
#[derive(Clone, Copy, Default)]
struct Level {
    end: u32,
    node: u32,
}

/// Lexes a whole body.
pub(super) fn tape(
    body: &Body<'_>,
    config: &Config,
    warnings: &mut Vec<Warning>,
) -> Result<Tape, Error> {
    match order::tape(body, config) {
        Some(tape) => Ok(tape),
        None => Lexer::new(body, config, warnings).run(),
    }
}

/// Where the name before stands, to see what the next one shares with it.
#[derive(Clone, Copy)]
enum Before {
    /// In the body, as it is.
    Verbatim { start: usize, len: usize },
    /// In the decoded names.
    Side { start: usize, len: usize },
}

/// Shares nothing with any name.
const NOTHING: Before = Before::Verbatim { start: 0, len: 0 };

/// A name: in the body as it stands, or decoded to the side; and where it stands in the body.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    buffer: &'a [u8],
    start: usize,
    end: usize,
    side: bool,
    raw: (usize, usize),
    /// Where its steps start, as bits, if that is known, and no bracket stands alone.
    starts: Option<u64>,
}

impl Spelled<'_> {
    /// The end of the word at `at`, which must be the end of the name or the start of a step.
    fn word_end(&self, mut at: usize) -> Result<usize, &'static str> {
        if let Some(starts) = self.starts {
            let starts = starts & (u64::MAX << ((at - self.start) & 63));
            let start = self.start + starts.trailing_zeros() as usize;
            return Ok(if starts == 0 { self.end } else { start });
        }
        while at < self.end {
            match self.buffer[at] {
                b'.' | b'(' => break,
                b')' | b'[' | b']' => return Err("a bracket that is no part of an index"),
                _ => at += 1,
            }
        }
        Ok(at)
    }

    /// Reads the index whose bracket opens at `at`; gives it and where it ends.
    fn index_at(&self, at: usize) -> Result<(u32, usize), &'static str> {
        let (name, end) = (self.buffer, self.end);
        let mut index: u32 = 0;
        let mut to = at + 1;
        while to < end && name[to].is_ascii_digit() {
            let digit = u32::from(name[to] - b'0');
            // Beyond any limit there is; the limit is what is reported.
            index = index.saturating_mul(10).saturating_add(digit);
            to += 1;
        }
        if to == at + 1 {
            return Err("a bracket without a number in it");
        }
        if to == end || name[to] != b')' {
            return Err("an index that is not closed");
        }
        to += 1;
        if to < end && !matches!(name[to], b'.' | b'(') {
            return Err("text right after an index");
        }
        if to - at > 3 && name[at + 1] == b'0' {
            return Err("an index with leading zeros");
        }
        Ok((index, to))
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
    /// The root and the steps of the name before.
    levels: Vec<Level>,
    before: Before,
    names: String,
    /// Where names are decoded.
    scratch: Vec<u8>,
    pairs: u32,
    warnings: &'a mut Vec<Warning>,
}

impl<'a, 'de> Lexer<'a, 'de> {
    fn new(body: &'a Body<'de>, config: &'a Config, warnings: &'a mut Vec<Warning>) -> Self {
        Lexer {
            body,
            config,
            trie: Trie::new(body.bytes),
            levels: vec![Level::default()],
            before: NOTHING,
            names: String::new(),
            scratch: Vec::new(),
            pairs: 0,
            warnings,
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
            let start = name_end + usize::from(bytes.get(name_end) == Some(&b'='));
            let (end, escaped) = scan::value_end(bytes, start);
            self.check_value(start, end)?;
            let value = Value {
                start,
                end,
                escaped,
            };
            self.trie.value(node, value);
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

    /// Reads the name at `at`; gives its end and its node.
    fn name(&mut self, at: usize) -> Result<(usize, u32), Error> {
        let bytes = self.body.bytes;
        let tail = scan::name_tail(bytes, at);
        let end = tail
            .as_ref()
            .map_or_else(|| scan::name_end(bytes, at), |tail| tail.end);
        let special = |byte: &u8| matches!(byte, b'%' | b'+' | b'[' | b']');
        let plain = tail.is_some() || !bytes[at..end].iter().any(special);
        if !plain || self.body.text.is_none() {
            return self.decoded_name(at, end);
        }
        self.check_name(end - at, at, end)?;
        let name = Spelled {
            buffer: bytes,
            start: at,
            end,
            side: false,
            raw: (at, end),
            starts: tail
                .filter(|tail| tail.opens == tail.closes)
                .map(|tail| tail.starts),
        };
        let common = match self.before {
            Before::Verbatim { start, len } => scan::common_prefix(bytes, start, len, at),
            Before::Side { .. } => 0,
        };
        self.rewind(common, name);
        self.before = Before::Verbatim {
            start: at,
            len: end - at,
        };
        Ok((end, self.steps_or_literal(name)?))
    }

    /// As [`Lexer::name`], for a name that is not spelled as it is meant: with escapes, square
    /// brackets or a charset of its own.
    fn decoded_name(&mut self, at: usize, end: usize) -> Result<(usize, u32), Error> {
        // An escape takes three bytes for one, or six; what is longer need not be decoded first.
        self.check_name((end - at) / 6, at, end)?;
        let piece = self.body.piece(at..end);
        let decoded = piece.text(self.config, &mut self.scratch, self.warnings)?;
        let len = decoded.len();
        // The buffer is lent out while steps are read from it, and nothing is added meanwhile.
        let mut names = std::mem::take(&mut self.names);
        let start = names.len();
        push_canonical(&mut names, decoded);
        self.check_name(len, at, end)?;
        let bytes = names.as_bytes();
        let name = Spelled {
            buffer: bytes,
            start,
            end: bytes.len(),
            side: true,
            raw: (at, end),
            starts: None,
        };
        let common = match self.before {
            Before::Side { start: old, len } => {
                let (old, new) = (&bytes[old..old + len], &bytes[start..]);
                old.iter().zip(new).take_while(|(a, b)| a == b).count()
            }
            Before::Verbatim { .. } => 0,
        };
        self.rewind(common, name);
        self.before = Before::Side {
            start,
            len: bytes.len() - start,
        };
        let node = self.steps_or_literal(name);
        self.names = names;
        Ok((end, node?))
    }

    /// Goes back to the deepest step that the name before shares with the next one, which has
    /// its first `common` bytes.
    fn rewind(&mut self, common: usize, next: Spelled<'_>) {
        let rest = next.buffer[next.start..next.end].get(common);
        let whole = matches!(rest, None | Some(b'.' | b'('));
        let shared = |level: &Level| {
            let end = level.end as usize;
            end < common || (end == common && whole)
        };
        let steps = self.levels[1..].iter().take_while(|level| shared(level));
        let depth = match common {
            // Nothing in common is also what a name has that cannot be compared.
            0 => 0,
            _ => steps.count(),
        };
        self.levels.truncate(1 + depth);
    }

    fn steps_or_literal(&mut self, name: Spelled<'_>) -> Result<u32, Error> {
        let lenient = self.config.malformed_names == MalformedNames::Literal;
        if lenient && self.check_steps(name).is_err() {
            // Found out beforehand, so that no step of it is taken in vain.
            return self.literal(name);
        }
        self.steps(name).map_err(|fault| match fault {
            Fault::Error(error) => error,
            Fault::Malformed(what) => name.fault(ErrorKind::InvalidName(what)),
        })
    }

    /// Where the last step that the name shares ends, and whether it shares none.
    fn shared(&self, name: Spelled<'_>) -> (usize, bool) {
        let end = self.levels.last().map_or(0, |level| level.end as usize);
        (name.start + end, self.levels.len() == 1)
    }

    /// Whether what is left of a name is made of steps.
    fn check_steps(&self, name: Spelled<'_>) -> Result<(), &'static str> {
        let (mut at, mut first) = self.shared(name);
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

    /// Reads the steps of a name that the name before does not share.
    fn steps(&mut self, name: Spelled<'_>) -> Result<u32, Fault> {
        let (mut at, mut first) = self.shared(name);
        let mut node = self.levels.last().map_or(0, |level| level.node);
        while first || at < name.end {
            self.check_depth(self.levels.len(), name)?;
            if !first && name.buffer[at] == b'(' {
                let (index, after) = name.index_at(at)?;
                self.check_list(index, name)?;
                node = self.trie.index(node, index);
                at = after;
            } else {
                let start = at + usize::from(!first);
                at = name.word_end(start)?;
                node = self.key(node, name, start, at)?;
            }
            first = false;
            self.levels.push(Level {
                end: (at - name.start) as u32,
                node,
            });
        }
        Ok(node)
    }

    /// Steps to the child with this word, unless it is the one that stands for a name's own
    /// value, which has no word on the wire.
    fn key(
        &mut self,
        parent: u32,
        name: Spelled<'_>,
        start: usize,
        end: usize,
    ) -> Result<u32, Error> {
        if name.buffer[start..end] == *TEXT.as_bytes() {
            let what = "`$text` stands for a name's own value and is no word";
            return Err(name.fault(ErrorKind::InvalidName(what)));
        }
        let word = Word {
            text: &name.buffer[start..end],
            start,
            side: name.side,
        };
        Ok(self.trie.key(parent, word))
    }

    fn check_depth(&self, depth: usize, name: Spelled<'_>) -> Result<(), Error> {
        let max = self.config.depth();
        if depth <= usize::from(max) {
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

    /// Takes the malformed segments of a name as they stand.
    #[cold]
    fn literal(&mut self, name: Spelled<'_>) -> Result<u32, Error> {
        let (at, end) = name.raw;
        let warning = Warning::new(WarningKind::MalformedName, Some(at..end));
        self.warnings.push(warning);
        self.before = NOTHING;
        self.levels.truncate(1);
        let text = std::str::from_utf8(&name.buffer[name.start..name.end])
            .map_err(|_| name.fault(ErrorKind::InvalidEncoding("UTF-8")))?;
        let mut node = 0;
        for (depth, (step, place)) in Name::literal(text).spanned().enumerate() {
            self.check_depth(depth + 1, name)?;
            node = if let Step::Index(index) = step {
                self.check_list(*index, name)?;
                self.trie.index(node, *index)
            } else {
                let (start, end) = (name.start + place.start, name.start + place.end);
                self.key(node, name, start, end)?
            };
        }
        Ok(node)
    }
}

/// Why the steps of a name could not be read.
enum Fault {
    Error(Error),
    Malformed(&'static str),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Error(error)
    }
}

impl From<&'static str> for Fault {
    fn from(what: &'static str) -> Self {
        Fault::Malformed(what)
    }
}

/// Appends a decoded name, its well-formed square brackets as round ones.
fn push_canonical(names: &mut String, decoded: &str) {
    for (n, segment) in decoded.split('.').enumerate() {
        if n > 0 {
            names.push('.');
        }
        let regular = segment.contains('[') && Name::parse(segment).is_ok();
        if !regular {
            names.push_str(segment);
            continue;
        }
        names.extend(segment.chars().map(|c| match c {
            '[' => '(',
            ']' => ')',
            other => other,
        }));
    }
}
