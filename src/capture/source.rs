//! Reads the bytes of a capture through a sliding window.

use std::io::{self, Read};
use std::sync::Arc;

use super::entry_bytes::EntryBytes;
use crate::error::{Error, Result};

/// The size of one read.
const PIECE: usize = 256 << 10;
/// Lines longer than this get a buffer of their own.
const LONG: usize = 16 << 10;

/// A window on the input that grows and slides.
pub(super) struct CaptureSource {
    input: Box<dyn Read + Send>,
    /// The bytes read, with spare capacity: inputs may return a few bytes at a time, and allocating
    /// for each read would cost more than reading.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    ended: bool,
    /// A shared copy of lines in the window, and its offset in the input.
    lines: (Arc<[u8]>, u64),
}

impl CaptureSource {
    pub(super) fn new(input: impl Read + Send + 'static) -> Self {
        CaptureSource {
            input: Box::new(input),
            buffer: Vec::new(),
            start: 0,
            end: 0,
            offset: 0,
            ended: false,
            lines: (Arc::default(), 0),
        }
    }

    /// The offset of the window in the input.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The bytes in the window so far.
    pub(super) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Reads more; returns `false` at the end of the input.
    pub(super) fn more(&mut self) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.make_room();
        let room = &mut self.buffer[self.end..];
        let read = loop {
            match self.input.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.ended = !matches!(read, Ok(1..));
        self.end += read.map_err(Error::from)?.min(room.len());
        Ok(!self.ended)
    }

    fn make_room(&mut self) {
        // Consumed bytes are dropped once they are as many as those in the window, so each byte is
        // moved once or twice at most.
        if self.start >= self.end - self.start {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.is_empty() {
            // Zeroed memory is free from the system, which matters for many small files.
            self.buffer = vec![0; PIECE];
        }
        if self.buffer.len() - self.end < PIECE / 2 {
            self.buffer.resize(self.end + PIECE, 0);
        }
    }

    /// Reads until the window has `length` bytes or the input ends.
    pub(super) fn at_least(&mut self, length: usize) -> Result<&[u8]> {
        while self.window().len() < length && self.more()? {}
        Ok(self.window())
    }

    /// Drops bytes at the start of the window.
    pub(super) fn consume(&mut self, length: usize) {
        self.start += length;
        self.offset += length as u64;
    }

    /// Takes bytes from the start of the window.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.window()[..length].to_vec();
        self.consume(length);
        taken
    }

    /// Takes bytes from the start of the window. Short lines after them are copied along, as they
    /// are taken next.
    fn piece(&mut self, length: usize) -> EntryBytes {
        if length > LONG {
            return EntryBytes::Own(self.take(length));
        }
        let from = usize::try_from(self.offset - self.lines.1).unwrap_or(usize::MAX);
        let mut range = from..from.saturating_add(length);
        if range.end > self.lines.0.len() {
            let window = self.window();
            let most = window.len().min(PIECE);
            let end = memchr::memrchr(b'\n', &window[..most]).unwrap_or(0);
            self.lines = (window[..end.max(length)].into(), self.offset);
            range = 0..length;
        }
        self.consume(length);
        EntryBytes::Shared(Arc::clone(&self.lines.0), range)
    }

    /// Takes the next line and its line end, and returns the line; `None` at the end.
    ///
    /// # Errors
    ///
    /// The line is longer than `max`; it is skipped.
    pub(super) fn line(&mut self, max: usize) -> Option<Result<EntryBytes, LineError>> {
        let mut looked = 0;
        loop {
            let window = self.window();
            if let Some(at) = memchr::memchr(b'\n', &window[looked..]) {
                let length = looked + at;
                if length > max {
                    self.consume(length + 1);
                    return Some(Err(LineError::TooLong));
                }
                let has_return = window[..length].last() == Some(&b'\r');
                let line = self.piece(length - usize::from(has_return));
                self.consume(1 + usize::from(has_return));
                return Some(Ok(line));
            }
            looked = window.len();
            if looked > max {
                return Some(self.skip_line());
            }
            match self.more() {
                Ok(true) => {}
                Ok(false) if looked == 0 => return None,
                Ok(false) => return Some(Ok(self.piece(looked))),
                Err(error) => return Some(Err(LineError::Unreadable(error))),
            }
        }
    }

    fn skip_line(&mut self) -> Result<EntryBytes, LineError> {
        loop {
            let window = self.window();
            if let Some(at) = memchr::memchr(b'\n', window) {
                self.consume(at + 1);
                return Err(LineError::TooLong);
            }
            self.consume(window.len());
            match self.more() {
                Ok(true) => {}
                Ok(false) => return Err(LineError::TooLong),
                Err(error) => return Err(LineError::Unreadable(error)),
            }
        }
    }
}

/// Why a line cannot be returned.
#[derive(Debug)]
pub(super) enum LineError {
    /// It is too long and was skipped.
    TooLong,
    /// Reading the input failed.
    Unreadable(Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Yields one byte per read.
    struct Drops(Vec<u8>);

    impl Read for Drops {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            buffer[0] = self.0.remove(0);
            Ok(1)
        }
    }

    #[test]
    fn lines_come_whole_however_the_input_comes() {
        let mut source = CaptureSource::new(Drops(b"ab\r\n\nlonger than it may be\ncd".to_vec()));
        assert_eq!(*source.line(8).unwrap().unwrap(), *b"ab");
        assert_eq!(*source.line(8).unwrap().unwrap(), *b"");
        assert!(matches!(source.line(8), Some(Err(LineError::TooLong))));
        assert_eq!(source.offset(), 27);
        assert_eq!(*source.line(8).unwrap().unwrap(), *b"cd");
        assert!(source.line(8).is_none());
    }

    #[test]
    fn lines_share_a_copy_of_what_was_read_with_them() {
        let long = vec![b'x'; LONG + 1];
        let text = [b"a\nb\r\n", &*long, b"\nc\nd"].concat();
        let mut source = CaptureSource::new(std::io::Cursor::new(text));
        let lines: Vec<EntryBytes> =
            std::iter::from_fn(|| source.line(usize::MAX).map(Result::unwrap)).collect();
        let texts: Vec<&[u8]> = lines.iter().map(|line| &**line).collect();
        assert_eq!(texts, [&b"a"[..], b"b", &long, b"c", b"d"]);
        let shared = |line: &EntryBytes| match line {
            EntryBytes::Shared(all, _) => Some(all.as_ptr()),
            EntryBytes::Own(_) => None,
        };
        assert!(shared(&lines[0]).is_some() && shared(&lines[0]) == shared(&lines[1]));
        assert!(shared(&lines[2]).is_none());
    }

    #[test]
    fn the_window_keeps_its_place_in_the_input() {
        let mut source = CaptureSource::new(&b"0123456789"[..]);
        assert_eq!(source.at_least(4).unwrap(), b"0123456789");
        assert_eq!(source.take(3), b"012");
        assert_eq!(source.offset(), 3);
        assert_eq!(source.at_least(100).unwrap(), b"3456789");
    }
}
