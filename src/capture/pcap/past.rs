//! The last bytes of a direction, to hold what is sent again to what came first.

use std::collections::VecDeque;

/// How many bytes are kept: what one window of TCP without scaling holds.
const MOST_BYTES: usize = 64 << 10;
/// Of how many segments they are, at most.
const MOST_PIECES: usize = 1024;

/// Bytes that were given on, and where in the capture each came from.
#[derive(Default)]
pub(super) struct Past {
    bytes: VecDeque<u8>,
    /// Behind the last one, as the sender counts.
    end: u64,
    /// Where the bytes of each segment end, and where the segment is in the capture.
    pieces: VecDeque<(u64, u64)>,
}

impl Past {
    /// About how many bytes of memory it takes.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len() + self.pieces.len() * size_of::<(u64, u64)>()
    }

    pub(super) fn clear(&mut self) {
        *self = Past::default();
    }

    fn start(&self) -> u64 {
        self.end.saturating_sub(self.bytes.len() as u64)
    }

    /// Adds bytes that begin at a place, and come from a segment at `offset` of the capture.
    pub(super) fn push(&mut self, start: u64, bytes: &[u8], offset: u64) {
        if bytes.is_empty() {
            return;
        }
        if start != self.end {
            // Some were lost between.
            self.clear();
        }
        self.end = start.saturating_add(bytes.len() as u64);
        let kept = &bytes[bytes.len().saturating_sub(MOST_BYTES)..];
        self.bytes.extend(kept);
        self.pieces.push_back((self.end, offset));
        self.drop_front(self.bytes.len().saturating_sub(MOST_BYTES));
        if self.pieces.len() > MOST_PIECES
            && let Some((end, _)) = self.pieces.pop_front()
        {
            let gone = end.saturating_sub(self.start());
            self.drop_front(usize::try_from(gone).unwrap_or(usize::MAX));
        }
    }

    fn drop_front(&mut self, length: usize) {
        self.bytes.drain(..length.min(self.bytes.len()));
        let start = self.start();
        while self.pieces.front().is_some_and(|(end, _)| *end <= start) {
            self.pieces.pop_front();
        }
    }

    /// Where in the capture the first of the bytes is that these say otherwise, if any is.
    pub(super) fn differs(&self, start: u64, bytes: &[u8]) -> Option<u64> {
        let own = self.start();
        let from = start.max(own);
        let to = start.saturating_add(bytes.len() as u64).min(self.end);
        let index = |place: u64, base: u64| usize::try_from(place - base).ok();
        if from >= to {
            return None;
        }
        let again = bytes.get(index(from, start)?..index(to, start)?)?;
        let first = self.bytes.range(index(from, own)?..index(to, own)?);
        let at = first.zip(again).position(|(first, again)| first != again)?;
        let place = from + at as u64;
        let piece = self.pieces.partition_point(|(end, _)| *end <= place);
        self.pieces.get(piece).map(|(_, offset)| *offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_otherwise_is_found_where_it_came_first() {
        let mut past = Past::default();
        past.push(100, b"abc", 1);
        past.push(103, b"def", 2);
        assert_eq!(past.differs(100, b"abcdef"), None);
        assert_eq!(past.differs(101, b"bcdefgh"), None);
        assert_eq!(past.differs(90, b"0123456789abX"), Some(1));
        assert_eq!(past.differs(102, b"cX"), Some(2));
        assert_eq!(past.differs(106, b"X"), None);
        past.push(110, b"x", 3);
        assert_eq!(past.differs(100, b"XXXXXX"), None);
    }

    #[test]
    fn only_so_much_is_kept() {
        let mut past = Past::default();
        past.push(0, &vec![b'a'; MOST_BYTES + 5], 1);
        assert_eq!(past.differs(0, b"XXXXX"), None);
        assert_eq!(past.differs(5, b"X"), Some(1));
        for (place, offset) in (past.end..).zip(0..2 * MOST_PIECES as u64) {
            past.push(place, b"b", offset);
        }
        assert!(past.weight() <= MOST_BYTES + MOST_PIECES * 16);
        assert_eq!(
            past.differs(past.start(), b"X"),
            past.pieces.front().map(|own| own.1)
        );
    }
}
