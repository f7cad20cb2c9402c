//! The bytes of a capture, read piece by piece.

use std::io::{self, Read};

use crate::error::{Error, Result};

/// How much is asked of the input at once.
const PIECE: usize = 256 << 10;

/// A window on the input that grows and moves on.
pub(super) struct Source {
    input: Box<dyn Read + Send>,
    /// What was read, and room for what comes: an input may give a few bytes at once, and room
    /// that is made anew each time would cost more than the reading.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    ended: bool,
}

impl Source {
    pub(super) fn new(input: impl Read + Send + 'static) -> Self {
        Source {
            input: Box::new(input),
            buffer: Vec::new(),
            start: 0,
            end: 0,
            offset: 0,
            ended: false,
        }
    }

    /// Where the window starts in the input.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// What of the window is there already.
    pub(super) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Reads on, unless the input has ended, which is `false`.
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
        // What is behind the window makes room once it is as much as the window itself, so that
        // each byte is moved no more than once or twice.
        if self.start >= self.end - self.start {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.is_empty() {
            // Room of zeros comes for nothing from the system, which counts for many small files.
            self.buffer = vec![0; PIECE];
        }
        if self.buffer.len() - self.end < PIECE / 2 {
            self.buffer.resize(self.end + PIECE, 0);
        }
    }

    /// The window once it has `length` bytes, or all there are.
    pub(super) fn at_least(&mut self, length: usize) -> Result<&[u8]> {
        while self.window().len() < length && self.more()? {}
        Ok(self.window())
    }

    /// Moves the window's start on.
    pub(super) fn consume(&mut self, length: usize) {
        self.start += length;
        self.offset += length as u64;
    }

    /// Takes bytes off the window's start.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.window()[..length].to_vec();
        self.consume(length);
        taken
    }

    /// Takes what comes up to and with the next line end, without the line end; `None` at the end.
    ///
    /// # Errors
    ///
    /// A line longer than `max`: it is skipped.
    pub(super) fn line(&mut self, max: usize) -> Option<Result<Vec<u8>, LineError>> {
        let mut looked = 0;
        loop {
            let window = self.window();
            if let Some(at) = memchr::memchr(b'\n', &window[looked..]) {
                let length = looked + at;
                if length > max {
                    self.consume(length + 1);
                    return Some(Err(LineError::TooLong));
                }
                let mut line = self.take(length);
                self.consume(1);
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Some(Ok(line));
            }
            looked = window.len();
            if looked > max {
                return Some(self.skip_line());
            }
            match self.more() {
                Ok(true) => {}
                Ok(false) if looked == 0 => return None,
                Ok(false) => return Some(Ok(self.take(looked))),
                Err(error) => return Some(Err(LineError::Unreadable(error))),
            }
        }
    }

    fn skip_line(&mut self) -> Result<Vec<u8>, LineError> {
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

/// Why there is no line.
#[derive(Debug)]
pub(super) enum LineError {
    /// It was too long, and the window is behind it.
    TooLong,
    /// The input cannot be read any more.
    Unreadable(Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time.
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
        let mut source = Source::new(Drops(b"ab\r\n\nlonger than it may be\ncd".to_vec()));
        assert_eq!(source.line(8).unwrap().unwrap(), b"ab");
        assert_eq!(source.line(8).unwrap().unwrap(), b"");
        assert!(matches!(source.line(8), Some(Err(LineError::TooLong))));
        assert_eq!(source.offset(), 27);
        assert_eq!(source.line(8).unwrap().unwrap(), b"cd");
        assert!(source.line(8).is_none());
    }

    #[test]
    fn the_window_keeps_its_place_in_the_input() {
        let mut source = Source::new(&b"0123456789"[..]);
        assert_eq!(source.at_least(4).unwrap(), b"0123456789");
        assert_eq!(source.take(3), b"012");
        assert_eq!(source.offset(), 3);
        assert_eq!(source.at_least(100).unwrap(), b"3456789");
    }
}
