//! Decodes chunked bodies (RFC 9112, section 7.1).

use crate::error::CaptureErrorKind;
/// The longest line with a chunk size and extensions.
const LONGEST_LINE: usize = 4 << 10;
/// The most bytes of trailer fields.
const MOST_TRAILERS: usize = 64 << 10;

/// The bytes of a body, up to a limit.
#[derive(Default)]
pub(super) struct BoundedBody {
    pub(super) bytes: Vec<u8>,
    pub(super) max: usize,
    /// Whether bytes beyond the limit were dropped.
    pub(super) over: bool,
}

impl BoundedBody {
    pub(super) fn new(max: usize) -> Self {
        BoundedBody {
            max,
            ..BoundedBody::default()
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

/// Joins chunks, whatever parts the bytes arrive in.
#[derive(Default)]
pub(super) struct ChunkDecoder {
    state: ChunkState,
    line: Vec<u8>,
    /// The lines of trailer fields.
    pub(super) trailers: Vec<u8>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ChunkState {
    #[default]
    Size,
    Data(u64),
    /// At the line end after a chunk.
    Behind,
    Trailers,
    Done,
}

impl ChunkDecoder {
    /// Whether the last chunk was read.
    pub(super) fn is_done(&self) -> bool {
        self.state == ChunkState::Done
    }

    /// Takes the bytes that belong to the body and returns their number.
    ///
    /// # Errors
    ///
    /// The bytes are not chunked.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        kept: &mut BoundedBody,
    ) -> Result<usize, CaptureErrorKind> {
        let mut at = 0;
        while at < bytes.len() && !self.is_done() {
            let rest = &bytes[at..];
            if let ChunkState::Data(left) = self.state {
                let length = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                kept.push(&rest[..length]);
                at += length;
                self.state = match left - length as u64 {
                    0 => ChunkState::Behind,
                    left => ChunkState::Data(left),
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

    /// Skips lost bytes, if they are within one chunk.
    pub(super) fn skip(&mut self, length: u64) -> bool {
        match self.state {
            ChunkState::Data(left) if length < left => {
                self.state = ChunkState::Data(left - length);
                true
            }
            _ => false,
        }
    }

    /// Checks the last line, which may lack a line end.
    ///
    /// # Errors
    ///
    /// The line is not part of a chunked body.
    pub(super) fn end(&self) -> Result<(), CaptureErrorKind> {
        let line = self.line.trim_ascii();
        if self.state == ChunkState::Size && !line.is_empty() {
            size(line)?;
        }
        Ok(())
    }

    /// The state after the line.
    fn next(&mut self) -> Result<ChunkState, CaptureErrorKind> {
        let line = self.line.trim_ascii();
        match self.state {
            ChunkState::Size => match size(line)? {
                0 => Ok(ChunkState::Trailers),
                size => Ok(ChunkState::Data(size)),
            },
            ChunkState::Behind if line.is_empty() => Ok(ChunkState::Size),
            ChunkState::Behind => Err(CaptureErrorKind::ChunkEnd),
            ChunkState::Trailers if line.is_empty() => Ok(ChunkState::Done),
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
            let (mut chunks, mut kept) = (ChunkDecoder::default(), BoundedBody::new(100));
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
        let (mut chunks, mut kept) = (ChunkDecoder::default(), BoundedBody::new(100));
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
            let (mut chunks, mut kept) = (ChunkDecoder::default(), BoundedBody::new(100));
            assert!(
                chunks.feed(bytes, &mut kept).is_err(),
                "{}",
                bytes.escape_ascii()
            );
        }
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let (mut chunks, mut kept) = (ChunkDecoder::default(), BoundedBody::new(4));
        assert!(chunks.feed(TWO, &mut kept).is_ok());
        assert!(kept.over && kept.bytes.is_empty());
    }
}
