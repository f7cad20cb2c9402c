//! The fast path: reads values directly from a body, without a tape.
//!
//! This is for what nearly every body is: plain names in the order of the tree, and a type that
//! has a field or entry for each. The names are then a walk through the tree already, and one pair
//! at a time is all there is to look at. A struct ends where the names no longer start like its
//! first one; no step is taken twice, for an index must be the one after the last, and a word must
//! be new among those of its node, which a small set of hashes decides for most.
//!
//! See [`crate::fast_path`] for what happens to anything else.

mod access;
mod node;

use std::ops::Range;

use self::node::Root;
use super::config::{Config, Empty, NameCase};
use super::scan;
use super::unescape::Piece;
use super::warning::Warning;
use crate::error::Error;
use crate::fast_path::{Attempt, FastReader};

/// How many steps are followed; real names have eight at most.
const DEPTH: u16 = 16;

/// A place in a body: at a step of a name.
pub(super) struct Reader<'de, 'c> {
    text: &'de str,
    config: &'c Config,
    /// The start of the name.
    name: usize,
    /// Where the steps of it that were taken end.
    end: usize,
    attempt: Attempt,
    pairs: u32,
    /// Decoded text that lives until the next one.
    scratch: Vec<u8>,
    warnings: Vec<Warning>,
}

impl<'de, 'c> Reader<'de, 'c> {
    #[inline(always)]
    pub(super) fn new(text: &'de str, config: &'c Config) -> Self {
        Reader {
            text,
            config,
            name: 0,
            end: 0,
            attempt: Attempt::new(config.depth().min(DEPTH)),
            pairs: 0,
            scratch: Vec::new(),
            warnings: Vec::new(),
        }
    }

    #[inline(always)]
    fn bytes(&self) -> &'de [u8] {
        self.text.as_bytes()
    }

    /// Ends the attempt.
    #[cold]
    fn give_up(&mut self) -> Error {
        self.attempt.give_up()
    }

    /// What stands after the steps that were taken.
    #[inline(always)]
    fn next(&self) -> Option<&'de u8> {
        self.bytes().get(self.end)
    }

    /// Moves to the name after the value that ends at `end`.
    #[inline(always)]
    fn next_name(&mut self, mut end: usize) {
        while self.bytes().get(end) == Some(&b'&') {
            end += 1;
        }
        self.name = end;
    }

    /// Whether the name starts with this, and goes on.
    #[inline(always)]
    fn is_below(&self, prefix: &[u8]) -> bool {
        let rest = self.bytes().get(self.name..).unwrap_or_default();
        if prefix.is_empty() {
            !rest.is_empty()
        } else {
            rest.starts_with(prefix)
        }
    }

    /// The index whose bracket opens at `at`, and where it ends.
    #[inline(always)]
    fn index_at(&self, at: usize) -> Option<(u32, usize)> {
        let bytes = self.bytes();
        let mut index: u32 = 0;
        let mut to = at + 1;
        while let Some(digit) = bytes.get(to).filter(|byte| byte.is_ascii_digit()) {
            index = index
                .checked_mul(10)?
                .checked_add(u32::from(digit - b'0'))?;
            to += 1;
        }
        let zeros = to > at + 2 && bytes[at + 1] == b'0';
        let closed = to > at + 1 && bytes.get(to) == Some(&b')');
        let ended = matches!(bytes.get(to + 1), None | Some(b'.' | b'(' | b'=' | b'&'));
        (!zeros && closed && ended).then_some((index, to + 1))
    }

    /// Whether a name from `open` on has this word at `prefix`, or it took too long to see. All of
    /// them are the same up to there.
    #[cold]
    fn knows(&mut self, open: usize, prefix: usize, word: Range<usize>) -> bool {
        if !self.attempt.may_search(self.name - open, self.text.len()) {
            return true;
        }
        let before = &self.bytes()[open..self.name];
        let word = &self.bytes()[word];
        let has = |name: &[u8]| {
            let rest = name.get(prefix..).and_then(|rest| rest.strip_prefix(word));
            rest.is_some_and(|rest| matches!(rest.first(), None | Some(b'.' | b'(' | b'=')))
        };
        before.split(|byte| *byte == b'&').any(has)
    }

    /// Takes the value of a name whose steps were all taken, and moves to the next name; gives where it
    /// stands, and whether it takes more than a look, as escapes do.
    #[inline(always)]
    fn value(&mut self) -> Result<(Range<usize>, bool), Error> {
        let start = self.end + usize::from(self.next() == Some(&b'='));
        let (end, escaped) = scan::value_end(self.bytes(), start);
        let limits = &self.config.limits;
        self.pairs += 1;
        // A name that ends earlier was consumed already: it should not be asked for again, but may be.
        let within = self.end >= self.name
            && self.end - self.name <= limits.max_name() as usize
            && end - start <= limits.max_value() as usize
            && self.pairs <= limits.max_names();
        if !within {
            return Err(self.give_up());
        }
        self.next_name(end);
        Ok((start..end, escaped))
    }

    #[inline(always)]
    fn piece(&self, range: Range<usize>) -> Piece<'de> {
        Piece {
            start: range.start,
            raw: &self.bytes()[range],
        }
    }

    #[inline(never)]
    fn string(&mut self, range: Range<usize>) -> Result<String, Error> {
        let piece = self.piece(range);
        if piece.is_spaced() {
            return Err(self.give_up());
        }
        let string = piece.string(self.config, &mut self.warnings);
        string.map_err(|_| self.give_up())
    }
}

impl<'de, 'c> FastReader<'de> for Reader<'de, 'c> {
    type Root<'a>
        = Root<'a, 'de, 'c>
    where
        Self: 'a;

    /// `None` for what may need more than a look at one pair after the other.
    #[inline(always)]
    fn begin(&mut self) -> Option<()> {
        let (bytes, config) = (self.bytes(), self.config);
        let fits = config.charset.is_utf8()
            && config.empty == Empty::Literal
            && config.names == NameCase::Exact
            && config.limits.check_input(bytes.len()).is_ok();
        let trimmed = bytes.first()?.is_ascii_graphic() && bytes.last()?.is_ascii_graphic();
        self.next_name(0);
        // There is a name, so reading the first one needs no check.
        (fits && trimmed && self.name < bytes.len()).then_some(())
    }

    #[inline(always)]
    fn root(&mut self) -> Root<'_, 'de, 'c> {
        Root { reader: self }
    }

    #[inline(always)]
    fn is_done(&mut self) -> bool {
        self.name == self.text.len() && !self.attempt.has_failed() && self.warnings.is_empty()
    }
}

#[cfg(test)]
mod tests;
