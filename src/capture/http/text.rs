//! Splits messages in a text, or parses a single one.
//!
//! Texts are edited by hand: bodies are shortened, line ends changed and fields omitted. So what a
//! header says about its body is used only if it fits the text.

use super::chunked::{BoundedBody, ChunkDecoder};
use super::framing::{self, Framing};
use super::head::{self, MessageHead, Start, Warnings};
use crate::capture::Config;
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// A text to split messages from.
#[derive(Clone, Copy)]
pub(super) struct TextInput<'t> {
    /// The text, from the start line on.
    pub(super) bytes: &'t [u8],
    /// Whether the text is complete.
    pub(super) ended: bool,
    /// Whether the text is a single message.
    pub(super) alone: bool,
    /// The method of the request that a response answers.
    pub(super) asked: Option<&'t str>,
    pub(super) config: &'t Config,
}

/// The first message of a text.
pub(super) enum Split {
    /// A message.
    TextMessage(TextMessage),
    /// More text is needed: at least this length.
    More(usize),
}

/// A complete message in a text.
pub(super) struct TextMessage {
    pub(super) message: MessageHead,
    /// The warnings.
    pub(super) warnings: Warnings,
    pub(super) length: usize,
    /// Whether other implementations may see a different end.
    pub(super) is_doubtful: bool,
}

/// A body and the length of the text it was read from.
struct FoundBody {
    body: Result<Vec<u8>, CaptureErrorKind>,
    length: usize,
}

impl FoundBody {
    fn bytes(bytes: &[u8], length: usize) -> Self {
        FoundBody {
            body: Ok(bytes.to_vec()),
            length,
        }
    }
}

impl TextInput<'_> {
    /// Splits off the first message.
    ///
    /// # Errors
    ///
    /// The text does not start with a message, or the header exceeds a limit.
    pub(super) fn cut(self) -> Result<Split> {
        let limits = &self.config.limits;
        let Some(end) = self.head_end() else {
            if self.bytes.len() > limits.max_input() as usize {
                return Err(Error::new(ErrorKind::Capture(super::LONG_HEADER)));
            }
            return Ok(Split::More(self.bytes.len().saturating_add(1)));
        };
        let mut warnings = Warnings::new();
        let mut message = head::parse(&self.bytes[..end], limits, &mut warnings)?;
        let (framing, doubt) = framing::of(&message, self.asked, &mut warnings);
        let rest = TextInput {
            bytes: &self.bytes[end..],
            ..self
        };
        let Some(found) = rest.body(&mut message, framing, &mut warnings) else {
            let length = match framing {
                Framing::Length(length) => usize::try_from(length).unwrap_or(usize::MAX),
                _ => 0,
            };
            let least = self.bytes.len().max(end.saturating_add(length));
            return Ok(Split::More(least.saturating_add(1)));
        };
        super::set_body(&mut message, found.body);
        Ok(Split::TextMessage(TextMessage {
            message,
            warnings,
            length: end + found.length,
            is_doubtful: doubt.is_about(found.length as u64),
        }))
    }

    fn head_end(&self) -> Option<usize> {
        let end = head::end(self.bytes, 0);
        end.or_else(|| self.ended.then_some(self.bytes.len()))
    }

    /// The body at the start of the text; `None` if it is incomplete.
    fn body(
        self,
        message: &mut MessageHead,
        framing: Framing,
        warnings: &mut Warnings,
    ) -> Option<FoundBody> {
        match framing {
            Framing::None if matches!(message, MessageHead::Response(_)) => {
                Some(FoundBody::bytes(&[], 0))
            }
            Framing::None | Framing::UntilEnd => self.undeclared(message),
            Framing::Length(length) => self.counted(length, message, warnings),
            Framing::Chunked => self.chunked(message, warnings),
            Framing::Tunnel => Some(FoundBody::bytes(&[], self.rest()?)),
        }
    }

    /// The length of the text before the next message.
    fn rest(self) -> Option<usize> {
        let next = if self.alone { None } else { self.next() };
        next.or_else(|| self.ended.then_some(self.bytes.len()))
    }

    /// The start of the next message.
    fn next(self) -> Option<usize> {
        let mut at = 0;
        while let Some(end) = memchr::memchr(b'\n', &self.bytes[at..]) {
            if is_start(&self.bytes[at..at + end]) {
                return Some(at);
            }
            at += end + 1;
        }
        (self.ended && is_start(&self.bytes[at..])).then_some(at)
    }

    /// A body without a declared length.
    fn undeclared(self, message: &MessageHead) -> Option<FoundBody> {
        let length = self.rest()?;
        let bytes = &self.bytes[..length];
        // Compressed data may end with any byte.
        if message.headers().get("content-encoding").is_some() || self.alone {
            return Some(FoundBody::bytes(bytes, length));
        }
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let kept = if length == self.bytes.len() {
            // The final line end belongs to the file.
            let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
            bytes.strip_suffix(b"\r").unwrap_or(bytes)
        } else {
            let last = bytes.iter().rposition(|byte| !is_end(byte));
            &bytes[..last.map_or(0, |last| last + 1)]
        };
        Some(FoundBody::bytes(kept, length))
    }

    fn counted(
        self,
        length: u64,
        message: &MessageHead,
        warnings: &mut Warnings,
    ) -> Option<FoundBody> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if let Some((body, behind)) = self.bytes.split_at_checked(length) {
            if self.is_between(length, behind)? {
                return Some(FoundBody::bytes(body, length));
            }
        } else if !self.ended {
            return None;
        }
        let found = self.undeclared(message)?;
        warnings.push("the length of the body differs from its Content-Length".into());
        Some(found)
    }

    /// Whether a body may end here; `None` if more text is needed to tell.
    fn is_between(self, at: usize, behind: &[u8]) -> Option<bool> {
        if self.alone {
            return Some(behind.trim_ascii().is_empty());
        }
        match behind.first() {
            None => return self.ended.then_some(true),
            Some(b'\r' | b'\n') => return Some(true),
            Some(_) => {}
        }
        // Text after a body is on a line of its own.
        if self.bytes[..at].last() == Some(&b'\n') {
            return Some(true);
        }
        match memchr::memchr(b'\n', behind) {
            Some(end) => Some(is_start(&behind[..end])),
            None if self.ended => Some(is_start(behind)),
            None if behind.len() > MOST_BETWEEN => Some(false),
            None => None,
        }
    }

    fn chunked(self, message: &mut MessageHead, warnings: &mut Warnings) -> Option<FoundBody> {
        let (mut chunks, mut kept) = (
            ChunkDecoder::default(),
            BoundedBody::new(self.config.entry.0),
        );
        let mut fed = chunks.feed(self.bytes, &mut kept);
        if self.ended {
            fed = fed.and_then(|length| chunks.end().map(|()| length));
        }
        match fed {
            Ok(length) if chunks.is_done() => {
                super::add_trailers(message, &chunks.trailers, &self.config.limits, warnings);
                let body = super::whole(kept);
                Some(FoundBody { body, length })
            }
            Ok(_) if !self.ended => None,
            Ok(_) => Some(FoundBody {
                body: Err(CaptureErrorKind::ChunksCutOff),
                length: self.bytes.len(),
            }),
            // The chunks were joined before the text was written.
            Err(_) if kept.bytes.is_empty() && !kept.over => {
                let found = self.undeclared(message)?;
                warnings.push("the body is not chunked, although its header says so".into());
                Some(found)
            }
            Err(why) => Some(FoundBody {
                body: Err(why),
                length: self.rest()?,
            }),
        }
    }
}

/// The longest request line expected after a body.
const MOST_BETWEEN: usize = 64 << 10;

/// Whether a line of a text starts a message.
pub(super) fn is_start(line: &[u8]) -> bool {
    matches!(head::start(line), Some(Start::Request | Start::Response))
}
