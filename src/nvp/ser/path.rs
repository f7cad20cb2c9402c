//! The name of the place below which is written.

use super::Step;
use crate::nvp::escape::{MOST_OF_VALUE, MOST_OF_WORD, put_plain};

/// Fits most pairs, and is not long to copy.
pub(super) const ROOM: usize = 96;

/// Fits nearly all names. After one there is room for a word and a short value.
const INLINE: usize = ROOM - (1 + MOST_OF_WORD) - (1 + MOST_OF_VALUE);

/// A name as it is written, after an `&`.
#[derive(Debug)]
pub(super) struct Path {
    /// The name, as far as it fits, then anything.
    inline: [u8; 1 + ROOM],
    len: usize,
    /// Used instead of the other for names that do not fit.
    heap: Vec<u8>,
}

/// A name with room after it for a word and a short value, and where it ends. As room is of a fixed
/// size, to copy it takes no call.
#[derive(Clone, Copy)]
pub(super) struct Roomy<'p> {
    pub(super) bytes: &'p [u8; ROOM],
    pub(super) end: usize,
}

impl Path {
    pub(super) fn new() -> Self {
        Path {
            inline: [b'&'; 1 + ROOM],
            len: 1,
            heap: Vec::new(),
        }
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        if self.len <= INLINE {
            &self.inline[..self.len]
        } else {
            &self.heap
        }
    }

    /// The name with room after it, if it is short; its `&` too unless this is the `first` pair.
    #[inline(always)]
    pub(super) fn with_room(&self, first: bool) -> Option<Roomy<'_>> {
        let from = usize::from(first);
        let bytes = self.inline.get(from..)?.first_chunk()?;
        let end = self.len.wrapping_sub(from);
        (self.len <= INLINE).then_some(Roomy { bytes, end })
    }

    /// Takes a step from a name, if both are short; whether it did.
    #[inline(always)]
    pub(super) fn step(&mut self, dot: bool, step: Step<'_>, brackets: [u8; 2]) -> bool {
        if self.len > INLINE {
            return false;
        }
        let end = match step {
            Step::Word(word) => put_word(&mut self.inline, self.len, dot, word),
            Step::Entry(index) => put_index(&mut self.inline, self.len, index, brackets),
            Step::Text(_) => None,
        };
        let end = end.filter(|end| *end <= INLINE);
        self.len = end.unwrap_or(self.len);
        end.is_some()
    }

    pub(super) fn push(&mut self, step: &[u8]) {
        let end = self.len + step.len();
        if end > INLINE {
            if self.len <= INLINE {
                self.heap.clear();
                self.heap.extend_from_slice(&self.inline[..self.len]);
            }
            self.heap.extend_from_slice(step);
        }
        if let Some(room) = self.inline[..INLINE].get_mut(self.len..) {
            let fitting = room.len().min(step.len());
            room[..fitting].copy_from_slice(&step[..fitting]);
        }
        self.len = end;
    }

    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
        self.heap.truncate(len);
    }
}

/// Puts a word where there is room, if it is short and written as it is; gives where it ends.
#[inline(always)]
pub(super) fn put_word<const ROOM: usize>(
    to: &mut [u8; ROOM],
    mut at: usize,
    dot: bool,
    word: &str,
) -> Option<usize> {
    *to.get_mut(at)? = b'.';
    at += usize::from(dot);
    put_plain::<true, ROOM>(to, at, word.as_bytes())
}

/// Like [`put_word`], for an index.
#[inline(always)]
fn put_index<const ROOM: usize>(
    to: &mut [u8; ROOM],
    at: usize,
    index: usize,
    [open, close]: [u8; 2],
) -> Option<usize> {
    *to.get_mut(at)? = open;
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(index).as_bytes();
    let end = put_plain::<true, ROOM>(to, at + 1, digits)?;
    *to.get_mut(end)? = close;
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_names_of_any_length() {
        let mut path = Path::new();
        let mut expected = b"&".to_vec();
        for (back, step) in [
            (0, 3),
            (0, 12),
            (2, 47),
            (0, 1),
            (0, 1),
            (1, 30),
            (60, 40),
            (0, 200),
            (300, 5),
        ] {
            expected.truncate(expected.len().saturating_sub(back).max(1));
            path.truncate(expected.len());
            let step = vec![b'a' + u8::try_from(step % 26).unwrap(); step];
            path.push(&step);
            expected.extend_from_slice(&step);
            assert_eq!(path.as_slice(), expected);
            assert_eq!(path.len(), expected.len());
            for (from, first) in [false, true].into_iter().enumerate() {
                match path.with_room(first) {
                    Some(name) => assert_eq!(name.bytes[..name.end], expected[from..]),
                    None => assert!(path.len() > INLINE),
                }
            }
        }
    }
}
