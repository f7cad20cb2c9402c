//! Keeps the last bytes of a direction to compare retransmissions with.

use std::collections::VecDeque;

/// The number of bytes kept: a TCP window without scaling.
const MOST_BYTES: usize = 64 << 10;
/// The most segments kept.
const MOST_PIECES: usize = 1024;

/// Delivered bytes and their offsets in the capture.
#[derive(Default)]
pub(super) struct RecentBytes {
    bytes: VecDeque<u8>,
    /// The position after the last byte.
    end: u64,
    /// The end of each segment and its offset in the capture.
    pieces: VecDeque<(u64, u64)>,
}

impl RecentBytes {
    /// The approximate size in memory.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len() + self.pieces.len() * size_of::<(u64, u64)>()
    }

    pub(super) fn clear(&mut self) {
        *self = RecentBytes::default();
    }

    fn start(&self) -> u64 {
        self.end.saturating_sub(self.bytes.len() as u64)
    }

    /// Adds bytes at a position, from a segment at `offset` of the capture.
    pub(super) fn push(&mut self, start: u64, bytes: &[u8], offset: u64) {
        if bytes.is_empty() {
            return;
        }
        if start != self.end {
            // Bytes were lost in between.
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

    /// The offset in the capture of the first byte that differs from these, if any.
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
        let mut past = RecentBytes::default();
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
        let mut past = RecentBytes::default();
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
