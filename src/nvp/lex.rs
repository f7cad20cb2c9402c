//! From bytes to a [`Tape`].
//!
//! One pass splits the body into pairs and names into steps. A name usually starts like the one
//! before, so only the steps that differ are looked at. What is found goes to a [`Sink`]: first
//! to [`InOrder`](super::order::InOrder), which writes the tape straight away for as long as the
//! names come in the order of the tree; where they do not, the body is lexed once more into a
//! [`Trie`](super::trie::Trie), which brings them into that order.

use super::config::{Config, MalformedNames};
use super::name::{Name, Step};
use super::order::InOrder;
use super::scan;
use super::tape::{Body, TEXT, Tape};
use super::trie::Trie;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Limit};

/// Takes the steps and values of a body as the lexer finds them.
pub(super) trait Sink {
    /// The next steps belong below the node at `depth` on the path of the name before.
    fn rewind(&mut self, depth: usize);
    /// Steps from `parent` to its child with this word; `fresh` if the same name made `parent`.
    fn key(&mut self, parent: u32, word: Word<'_>, fresh: bool) -> Result<u32, Stop>;
    /// Steps from `parent` to its child with this index.
    fn index(&mut self, parent: u32, index: u32, fresh: bool) -> Result<u32, Stop>;
    /// The name that leads to `node` has this value.
    fn value(&mut self, node: u32, value: Value, fresh: bool) -> Result<(), Stop>;
}

/// A word where it stands: in the body, or in the decoded names (`side`).
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) buffer: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) side: bool,
}

/// A value where it stands in the body.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) escaped: bool,
}

/// Why a pass ended before the body did.
pub(super) enum Stop {
    /// The names are not in the order of the tree, or too deep for the pass to tell.
    Disorder,
    Fault(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Fault(error)
    }
}

/// One step of the name before: where it ends in the name, and its node.
#[derive(Clone, Copy, Default)]
pub(super) struct Level {
    end: u32,
    node: u32,
}

/// How many steps the first pass follows; real names have eight at most.
pub(super) const DEPTH: usize = 16;

/// Lexes a whole body.
pub(super) fn tape(
    body: &Body<'_>,
    config: &Config,
    warnings: &mut Vec<Warning>,
) -> Result<Tape, Error> {
    let known = warnings.len();
    let mut levels = [Level::default(); DEPTH + 1];
    let depth = DEPTH.min(usize::from(config.depth()));
    let first = Lexer::new(body, config, &mut levels[..=depth], warnings);
    let mut in_order = InOrder::new(body.bytes.len() - body.start);
    match first.run(&mut in_order) {
        Ok(names) => return Ok(in_order.finish(names)),
        Err(Stop::Fault(error)) => return Err(error),
        Err(Stop::Disorder) => warnings.truncate(known),
    }
    let mut levels = vec![Level::default(); usize::from(config.depth()) + 1];
    let second = Lexer::new(body, config, &mut levels, warnings);
    let mut trie = Trie::new(body.bytes);
    match second.run(&mut trie) {
        Ok(names) => Ok(trie.finish(names)),
        Err(Stop::Fault(error)) => Err(error),
        // Not met: a trie takes any order, and there is a level for every depth within the limit.
        Err(Stop::Disorder) => Err(Error::new(ErrorKind::Limit(Limit::Depth(config.depth())))),
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
}

impl<'a> Spelled<'a> {
    #[inline(always)]
    fn verbatim(buffer: &'a [u8], start: usize, end: usize) -> Self {
        Spelled {
            buffer,
            start,
            end,
            side: false,
            raw: (start, end),
        }
    }

    #[inline(always)]
    fn word(&self, start: usize, end: usize) -> Word<'a> {
        Word {
            buffer: self.buffer,
            start,
            end,
            side: self.side,
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
    /// The root and the steps of the name before.
    levels: &'a mut [Level],
    depth: usize,
    before: Before,
    names: String,
    /// Where names are decoded.
    scratch: Vec<u8>,
    pairs: u32,
    warnings: &'a mut Vec<Warning>,
}

impl<'a, 'de> Lexer<'a, 'de> {
    fn new(
        body: &'a Body<'de>,
        config: &'a Config,
        levels: &'a mut [Level],
        warnings: &'a mut Vec<Warning>,
    ) -> Self {
        Lexer {
            body,
            config,
            levels,
            depth: 0,
            before: NOTHING,
            names: String::new(),
            scratch: Vec::new(),
            pairs: 0,
            warnings,
        }
    }

    fn run<S: Sink>(mut self, sink: &mut S) -> Result<String, Stop> {
        let bytes = self.body.bytes;
        let mut at = self.body.start;
        while let Some(&byte) = bytes.get(at) {
            if byte == b'&' {
                at += 1;
                continue;
            }
            self.count_pair(at)?;
            let (name_end, node, fresh) = self.name(at, sink)?;
            let start = name_end + usize::from(bytes.get(name_end) == Some(&b'='));
            let (end, escaped) = scan::value_end(bytes, start);
            self.check_value(start, end)?;
            let value = Value {
                start,
                end,
                escaped,
            };
            sink.value(node, value, fresh)?;
            at = end + 1;
        }
        Ok(self.names)
    }

    #[inline]
    fn count_pair(&mut self, at: usize) -> Result<(), Error> {
        self.pairs += 1;
        let max = self.config.limits.max_names();
        if self.pairs > max {
            return Err(Error::at(ErrorKind::Limit(Limit::Names(max)), at..at + 1));
        }
        Ok(())
    }

    #[inline]
    fn check_value(&self, start: usize, end: usize) -> Result<(), Error> {
        let max = self.config.limits.max_value();
        if end - start > max as usize {
            return Err(Error::at(ErrorKind::Limit(Limit::Value(max)), start..end));
        }
        Ok(())
    }

    #[inline]
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

    /// Reads the name at `at`; gives its end, its node, and whether the node is new.
    #[inline(always)]
    fn name<S: Sink>(&mut self, at: usize, sink: &mut S) -> Result<(usize, u32, bool), Stop> {
        let bytes = self.body.bytes;
        let common = match self.before {
            Before::Verbatim { start, len } => scan::common_prefix(bytes, start, len, at),
            Before::Side { .. } => return self.other_name(at, sink),
        };
        let tail = match scan::name_tail(bytes, at + common) {
            Some(tail) if self.body.text.is_some() => tail,
            _ => return self.other_name(at, sink),
        };
        let end = tail.end;
        self.check_name(end - at, at, end)?;
        let whole = end == at + common || tail.starts & 1 == 1;
        self.rewind(common, whole, sink);
        self.before = Before::Verbatim {
            start: at,
            len: end - at,
        };
        let top = self.levels[self.depth];
        let from = at + top.end as usize;
        let one_word = tail.starts == 0 && tail.closes == 0 && self.depth > 0;
        if one_word && from < end && bytes[from] == b'.' {
            // By far the most frequent case: another field of the struct of the name before.
            let name = Spelled::verbatim(bytes, at, end);
            self.check_depth(name)?;
            self.check_word(name, from + 1, end)?;
            let node = sink.key(top.node, name.word(from + 1, end), false)?;
            self.push_level(end - at, node);
            return Ok((end, node, true));
        }
        let (node, fresh) = self.steps_or_literal(Spelled::verbatim(bytes, at, end), sink)?;
        Ok((end, node, fresh))
    }

    /// As [`Lexer::name`], for a name that takes more than one look.
    #[inline(never)]
    fn other_name<S: Sink>(&mut self, at: usize, sink: &mut S) -> Result<(usize, u32, bool), Stop> {
        let bytes = self.body.bytes;
        let end = scan::name_end(bytes, at);
        let special = |byte: &u8| matches!(byte, b'%' | b'+' | b'[' | b']');
        if self.body.text.is_none() || bytes[at..end].iter().any(special) {
            return self.decoded_name(at, end, sink);
        }
        self.check_name(end - at, at, end)?;
        let common = match self.before {
            Before::Verbatim { start, len } => scan::common_prefix(bytes, start, len, at),
            Before::Side { .. } => 0,
        };
        let whole = end == at + common || matches!(bytes[at + common], b'.' | b'(');
        if matches!(self.before, Before::Verbatim { .. }) {
            self.rewind(common, whole, sink);
        } else {
            self.forget(sink);
        }
        self.before = Before::Verbatim {
            start: at,
            len: end - at,
        };
        let (node, fresh) = self.steps_or_literal(Spelled::verbatim(bytes, at, end), sink)?;
        Ok((end, node, fresh))
    }

    /// As [`Lexer::name`], for a name that is not spelled as it is meant: with escapes, square
    /// brackets or a charset of its own.
    fn decoded_name<S: Sink>(
        &mut self,
        at: usize,
        end: usize,
        sink: &mut S,
    ) -> Result<(usize, u32, bool), Stop> {
        // An escape takes three bytes for one, or six; what is longer need not be decoded first.
        self.check_name((end - at) / 6, at, end)?;
        let piece = self.body.piece(at..end);
        let decoded = piece.text(self.config, &mut self.scratch, self.warnings)?;
        if decoded.len() > self.config.limits.max_name() as usize {
            return Err(self.long_name(at, end).into());
        }

        // The buffer is lent out while steps are read from it, and nothing is added meanwhile.
        let mut names = std::mem::take(&mut self.names);
        let start = names.len();
        push_canonical(&mut names, decoded);
        let bytes = names.as_bytes();
        if let Before::Side { start: old, len } = self.before {
            let (old, new) = (&bytes[old..old + len], &bytes[start..]);
            let common = old.iter().zip(new).take_while(|(a, b)| a == b).count();
            let whole = matches!(new.get(common), None | Some(b'.' | b'('));
            self.rewind(common, whole, sink);
        } else {
            self.forget(sink);
        }
        self.before = Before::Side {
            start,
            len: bytes.len() - start,
        };
        let name = Spelled {
            buffer: bytes,
            start,
            end: bytes.len(),
            side: true,
            raw: (at, end),
        };
        let steps = self.steps_or_literal(name, sink);
        self.names = names;
        steps.map(|(node, fresh)| (end, node, fresh))
    }

    /// Takes the next name to share nothing with the one before.
    fn forget<S: Sink>(&mut self, sink: &mut S) {
        self.depth = 0;
        sink.rewind(0);
    }

    /// Goes back to the deepest step that the name before shares with the next one, which has
    /// its first `common` bytes, `whole` if a step of it ends there.
    #[inline(always)]
    fn rewind<S: Sink>(&mut self, common: usize, whole: bool, sink: &mut S) {
        let before = self.depth;
        while self.depth > 0 {
            let end = self.levels[self.depth].end as usize;
            if end < common || (end == common && whole) {
                break;
            }
            self.depth -= 1;
        }
        if self.depth != before {
            sink.rewind(self.depth);
        }
    }

    #[inline(always)]
    fn steps_or_literal<S: Sink>(
        &mut self,
        name: Spelled<'_>,
        sink: &mut S,
    ) -> Result<(u32, bool), Stop> {
        if self.takes_literals() {
            // Steps must not be taken before it is known that the name is made of steps.
            if let Err(what) = self.check_steps(name) {
                return self.literal(what, name, sink);
            }
        }
        match self.steps(name, sink) {
            Ok(found) => Ok(found),
            Err(Fault::Stop(stop)) => Err(stop),
            Err(Fault::Malformed(what)) => self.literal(what, name, sink),
        }
    }

    fn takes_literals(&self) -> bool {
        self.config.malformed_names == MalformedNames::Literal
    }

    /// Whether what is left of a name is made of steps.
    fn check_steps(&self, name: Spelled<'_>) -> Result<(), &'static str> {
        let mut at = name.start + self.levels[self.depth].end as usize;
        let mut first = self.depth == 0;
        while first || at < name.end {
            at = if !first && name.buffer[at] == b'(' {
                index_at(name.buffer, at, name.end)?.1
            } else {
                word_end(name.buffer, at + usize::from(!first), name.end)?
            };
            first = false;
        }
        Ok(())
    }

    /// Reads the steps of a name that the name before does not share.
    #[inline(always)]
    fn steps<S: Sink>(&mut self, name: Spelled<'_>, sink: &mut S) -> Result<(u32, bool), Fault> {
        let Level { end: shared, node } = self.levels[self.depth];
        let mut node = node;
        let mut at = name.start + shared as usize;
        if at == name.end && self.depth > 0 {
            return Ok((node, false));
        }
        let mut fresh = false;
        loop {
            self.check_depth(name)?;
            if self.depth > 0 && name.buffer[at] == b'(' {
                let (index, after) = index_at(name.buffer, at, name.end)?;
                self.check_list(index, name)?;
                node = sink.index(node, index, fresh)?;
                at = after;
            } else {
                let start = at + usize::from(self.depth > 0);
                at = word_end(name.buffer, start, name.end)?;
                self.check_word(name, start, at)?;
                node = sink.key(node, name.word(start, at), fresh)?;
            }
            self.push_level(at - name.start, node);
            fresh = true;
            if at == name.end {
                return Ok((node, true));
            }
        }
    }

    #[inline(always)]
    fn push_level(&mut self, end: usize, node: u32) {
        self.depth += 1;
        self.levels[self.depth] = Level {
            end: end as u32,
            node,
        };
    }

    #[inline]
    fn check_depth(&self, name: Spelled<'_>) -> Result<(), Stop> {
        if self.depth + 1 < self.levels.len() {
            return Ok(());
        }
        let max = self.config.depth();
        if self.depth < usize::from(max) {
            return Err(Stop::Disorder);
        }
        Err(name.fault(ErrorKind::Limit(Limit::Depth(max))).into())
    }

    /// Refuses the word that stands for a name's own value, which has no word on the wire.
    #[inline(always)]
    fn check_word(&self, name: Spelled<'_>, start: usize, end: usize) -> Result<(), Stop> {
        if end - start == TEXT.len() && name.buffer[start..end] == *TEXT.as_bytes() {
            let what = "`$text` stands for a name's own value and is no word";
            return Err(name.fault(ErrorKind::InvalidName(what)).into());
        }
        Ok(())
    }

    #[inline]
    fn check_list(&self, index: u32, name: Spelled<'_>) -> Result<(), Stop> {
        let max = self.config.limits.max_list();
        if index < max {
            return Ok(());
        }
        Err(name.fault(ErrorKind::Limit(Limit::List(max))).into())
    }

    /// Refuses a malformed name, or takes its malformed segments as they stand.
    #[cold]
    fn literal<S: Sink>(
        &mut self,
        what: &'static str,
        name: Spelled<'_>,
        sink: &mut S,
    ) -> Result<(u32, bool), Stop> {
        let (at, end) = name.raw;
        if !self.takes_literals() {
            return Err(name.fault(ErrorKind::InvalidName(what)).into());
        }
        let warning = Warning::new(WarningKind::MalformedName, Some(at..end));
        self.warnings.push(warning);
        self.before = NOTHING;
        self.forget(sink);
        let text = std::str::from_utf8(&name.buffer[name.start..name.end])
            .map_err(|_| name.fault(ErrorKind::InvalidEncoding("UTF-8")))?;
        let max = self.config.depth();
        let mut node = 0;
        for (depth, (step, place)) in Name::literal(text).spanned().enumerate() {
            if depth >= usize::from(max) {
                return Err(name.fault(ErrorKind::Limit(Limit::Depth(max))).into());
            }
            if depth + 1 >= self.levels.len() {
                return Err(Stop::Disorder);
            }
            node = if let Step::Index(index) = step {
                self.check_list(*index, name)?;
                sink.index(node, *index, false)?
            } else {
                let (start, end) = (name.start + place.start, name.start + place.end);
                self.check_word(name, start, end)?;
                sink.key(node, name.word(start, end), false)?
            };
        }
        Ok((node, false))
    }
}

/// Why the steps of a name could not be read.
enum Fault {
    Stop(Stop),
    Malformed(&'static str),
}

impl From<&'static str> for Fault {
    fn from(what: &'static str) -> Self {
        Fault::Malformed(what)
    }
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Self {
        Fault::Stop(stop)
    }
}

const STRAY: &str = "a bracket that is no part of an index";

/// The end of the word at `at`, which must be the end of the name or the start of a step.
#[inline(always)]
fn word_end(name: &[u8], mut at: usize, end: usize) -> Result<usize, &'static str> {
    while at < end {
        match name[at] {
            b'.' | b'(' => break,
            b')' | b'[' | b']' => return Err(STRAY),
            _ => at += 1,
        }
    }
    Ok(at)
}

/// Reads the index whose bracket opens at `at`; gives it and where it ends.
#[inline(always)]
fn index_at(name: &[u8], at: usize, end: usize) -> Result<(u32, usize), &'static str> {
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
