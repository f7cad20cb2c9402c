//! Bodies in chunks, by RFC 9112, section 7.1.

use crate::error::CaptureErrorKind;
/// The longest line of a chunk: its size and what extensions say.
const LONGEST_LINE: usize = 4 << 10;
/// The most bytes of fields behind the last chunk.
const MOST_TRAILERS: usize = 64 << 10;

/// The bytes of a body, as many as may be kept.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) max: usize,
    /// There were more.
    pub(super) over: bool,
}

impl Kept {
    pub(super) fn new(max: usize) -> Self {
        Kept {
            max,
            ..Kept::default()
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.over || bytes.len() > self.max - self.bytes.len() {
            self.over = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

/// Joins chunks, however the bytes come.
#[derive(Default)]
pub(super) struct Chunks {
    state: State,
    line: Vec<u8>,
    /// The lines of the fields behind the last chunk.
    pub(super) trailers: Vec<u8>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Size,
    Data(u64),
    /// The line end behind the bytes of a chunk.
    Behind,
    Trailers,
    Done,
}

impl Chunks {
    /// Whether the last chunk was there.
    pub(super) fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Takes bytes, as many as belong to the body: their number.
    ///
    /// # Errors
    ///
    /// They are no chunks.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        kept: &mut Kept,
    ) -> Result<usize, CaptureErrorKind> {
        let mut at = 0;
        while at < bytes.len() && !self.is_done() {
            let rest = &bytes[at..];
            if let State::Data(left) = self.state {
                let length = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                kept.push(&rest[..length]);
                at += length;
                self.state = match left - length as u64 {
                    0 => State::Behind,
                    left => State::Data(left),
                };
                continue;
            }
            let end = memchr::memchr(b'\n', rest);
            let taken = end.map_or(rest.len(), |end| end + 1);
            self.line.extend_from_slice(&rest[..taken]);
            at += taken;
            if self.line.len() > LONGEST_LINE {
                return Err(CaptureErrorKind::ChunkLineTooLong);
            }
            if end.is_some() {
                self.state = self.next()?;
                self.line.clear();
            }
        }
        Ok(at)
    }

    /// Goes on behind bytes that were lost, if they are of one chunk.
    pub(super) fn skip(&mut self, length: u64) -> bool {
        match self.state {
            State::Data(left) if length < left => {
                self.state = State::Data(left - length);
                true
            }
            _ => false,
        }
    }

    /// Looks at a line that has no end because nothing comes behind it.
    ///
    /// # Errors
    ///
    /// It is not of chunks.
    pub(super) fn end(&self) -> Result<(), CaptureErrorKind> {
        let line = self.line.trim_ascii();
        if self.state == State::Size && !line.is_empty() {
            size(line)?;
        }
        Ok(())
    }

    /// What comes behind the line.
    fn next(&mut self) -> Result<State, CaptureErrorKind> {
        let line = self.line.trim_ascii();
        match self.state {
            State::Size => match size(line)? {
                0 => Ok(State::Trailers),
                size => Ok(State::Data(size)),
            },
            State::Behind if line.is_empty() => Ok(State::Size),
            State::Behind => Err(CaptureErrorKind::ChunkEnd),
            State::Trailers if line.is_empty() => Ok(State::Done),
            state => {
                self.trailers.extend_from_slice(&self.line);
                if self.trailers.len() > MOST_TRAILERS {
                    return Err(CaptureErrorKind::TooManyTrailers);
                }
                Ok(state)
            }
        }
    }
}

fn size(line: &[u8]) -> Result<u64, CaptureErrorKind> {
    let number = line.split(|byte| *byte == b';').next().unwrap_or_default();
    let number = std::str::from_utf8(number.trim_ascii()).unwrap_or_default();
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    match u64::from_str_radix(number, 16) {
        Ok(size) if digits => Ok(size),
        _ => Err(CaptureErrorKind::ChunkSize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &[u8] = b"5;name=x\r\nabcde\r\n02\nfg\n0\r\nA: b\r\n\r\n";

    #[test]
    fn chunks_are_joined_however_they_come() {
        for piece in 1..TWO.len() {
            let (mut chunks, mut kept) = (Chunks::default(), Kept::new(100));
            for bytes in TWO.chunks(piece) {
                assert_eq!(chunks.feed(bytes, &mut kept), Ok(bytes.len()));
            }
            assert!(chunks.is_done());
            assert_eq!(kept.bytes, b"abcdefg");
            assert_eq!(chunks.trailers, b"A: b\r\n");
        }
    }

    #[test]
    fn what_comes_behind_the_last_one_is_left() {
        let (mut chunks, mut kept) = (Chunks::default(), Kept::new(100));
        assert_eq!(chunks.feed(b"0\r\n\r\nGET /", &mut kept), Ok(5));
    }

    #[test]
    fn what_is_no_chunk_is_refused() {
        for bytes in [
            &b"x\r\n"[..],
            b"-1\r\n",
            b"\r\n",
            b"10000000000000000\r\n",
            b"1\r\nab\r\n",
        ] {
            let (mut chunks, mut kept) = (Chunks::default(), Kept::new(100));
            assert!(
                chunks.feed(bytes, &mut kept).is_err(),
                "{}",
                bytes.escape_ascii()
            );
        }
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let (mut chunks, mut kept) = (Chunks::default(), Kept::new(4));
        assert!(chunks.feed(TWO, &mut kept).is_ok());
        assert!(kept.over && kept.bytes.is_empty());
    }
}
