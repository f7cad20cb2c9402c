//! What the fast paths of formats share.
//!
//! A fast path reads a value directly from the text, following what the type asks for. Whatever is not plain
//! ends the attempt, and drops what was read: the format then starts over in its general way, which
//! reports errors and warnings. So no error that is made on a fast path is ever seen.

use serde::{Deserialize, Deserializer};

use crate::error::{Error, ErrorKind};

/// A reader of a whole text, as far as the fast path goes.
pub(crate) trait FastReader<'de> {
    type Root<'a>: Deserializer<'de, Error = Error>
    where
        Self: 'a;

    /// Goes to where reading starts. `None` for what may need more than this path has.
    fn begin(&mut self) -> Option<()>;

    fn root(&mut self) -> Self::Root<'_>;

    /// Whether all was read and checked, without a doubt and without a warning.
    fn is_done(&mut self) -> bool;
}

/// Reads a value on the fast path if nothing makes the reader give up, and with `fallback` otherwise.
#[inline(always)]
pub(crate) fn read<'de, T: Deserialize<'de>>(
    mut reader: impl FastReader<'de>,
    fallback: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    if reader.begin().is_some() {
        // Never unwrapped, so that a large value stays where it was made.
        let value = T::deserialize(reader.root());
        if value.is_ok() && reader.is_done() {
            return value;
        }
    }
    fallback()
}

/// The state of an attempt.
pub(crate) struct Attempt {
    failed: bool,
    /// How many steps may still be taken below.
    depth: u16,
    /// How much was searched for names that may have been there before.
    searched: usize,
}

impl Attempt {
    pub(crate) fn new(depth: u16) -> Self {
        Attempt {
            failed: false,
            depth,
            searched: 0,
        }
    }

    /// Ends the attempt.
    #[cold]
    pub(crate) fn give_up(&mut self) -> Error {
        self.failed = true;
        Error::new(ErrorKind::TrailingElements)
    }

    #[inline(always)]
    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Takes one step more than before.
    #[inline(always)]
    pub(crate) fn descend(&mut self) -> Result<(), Error> {
        match self.depth.checked_sub(1) {
            Some(depth) => self.depth = depth,
            None => return Err(self.give_up()),
        }
        Ok(())
    }

    /// Goes back by one step.
    #[inline(always)]
    pub(crate) fn ascend(&mut self) {
        self.depth += 1;
    }

    /// Whether so much may still be searched in a text of this length: in all it is linear, however
    /// the names were chosen.
    #[inline(always)]
    pub(crate) fn may_search(&mut self, more: usize, len: usize) -> bool {
        self.searched += more;
        self.searched / 8 <= 512 + len
    }
}

/// The names of a node's children, as a Bloom filter with two bits each.
#[derive(Default)]
pub(crate) struct Taken([u64; 8]);

impl Taken {
    /// Adds a name by its hash, whose high bits are the better ones; whether it may have been there before.
    #[inline(always)]
    pub(crate) fn meets(&mut self, hash: u64) -> bool {
        let mut bit = |hash: u64| {
            let (part, bit) = ((hash >> 61) as usize, 1 << (hash >> 55 & 63));
            let met = self.0[part] & bit != 0;
            self.0[part] |= bit;
            met
        };
        bit(hash) & bit(hash << 9)
    }
}
