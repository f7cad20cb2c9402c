//! Messages that stand in a text one behind another, or one alone.
//!
//! Who writes messages down cuts bodies short, changes line ends and leaves fields away, so what a
//! header says of its body is believed only where the text agrees.

use super::chunked::{Chunks, Kept};
use super::framing::{self, Framing};
use super::head::{self, Message, Start, Warnings};
use crate::capture::Config;
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// Where a message is looked for.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    /// It starts with the start line.
    pub(super) bytes: &'t [u8],
    /// Nothing comes behind the bytes.
    pub(super) ended: bool,
    /// There is one message and no other.
    pub(super) alone: bool,
    /// The method of the request that a response answers.
    pub(super) asked: Option<&'t str>,
    pub(super) config: &'t Config,
}

/// What a text begins with.
pub(super) enum Cut {
    /// A message.
    Whole(Whole),
    /// More of the text is needed: at least so many bytes.
    More(usize),
}

/// A message of a text.
pub(super) struct Whole {
    pub(super) message: Message,
    /// What is worth saying of it.
    pub(super) warnings: Warnings,
    pub(super) length: usize,
    /// Others may see another end of it.
    pub(super) is_doubtful: bool,
}

/// A body, as it travelled, and the length of what it was taken from.
struct Found {
    body: Result<Vec<u8>, CaptureErrorKind>,
    length: usize,
}

impl Found {
    fn bytes(bytes: &[u8], length: usize) -> Self {
        Found {
            body: Ok(bytes.to_vec()),
            length,
        }
    }
}

impl Text<'_> {
    /// Cuts the first message off.
    ///
    /// # Errors
    ///
    /// It does not begin with a message, or the message's header is over a limit.
    pub(super) fn cut(self) -> Result<Cut> {
        let limits = &self.config.limits;
        let Some(end) = self.head_end() else {
            if self.bytes.len() > limits.max_input() as usize {
                return Err(Error::new(ErrorKind::Capture(super::LONG_HEADER)));
            }
            return Ok(Cut::More(self.bytes.len().saturating_add(1)));
        };
        let mut warnings = Warnings::new();
        let mut message = head::parse(&self.bytes[..end], limits, &mut warnings)?;
        let (framing, doubt) = framing::of(&message, self.asked, &mut warnings);
        let rest = Text {
            bytes: &self.bytes[end..],
            ..self
        };
        let Some(found) = rest.body(&mut message, framing, &mut warnings) else {
            let length = match framing {
                Framing::Length(length) => usize::try_from(length).unwrap_or(usize::MAX),
                _ => 0,
            };
            let least = self.bytes.len().max(end.saturating_add(length));
            return Ok(Cut::More(least.saturating_add(1)));
        };
        super::set_body(&mut message, found.body);
        Ok(Cut::Whole(Whole {
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

    /// The body at the start of the text, or nothing as long as it is not all there.
    fn body(
        self,
        message: &mut Message,
        framing: Framing,
        warnings: &mut Warnings,
    ) -> Option<Found> {
        match framing {
            Framing::None if matches!(message, Message::Response(_)) => Some(Found::bytes(&[], 0)),
            Framing::None | Framing::UntilEnd => self.undeclared(message),
            Framing::Length(length) => self.counted(length, message, warnings),
            Framing::Chunked => self.chunked(message, warnings),
            Framing::Tunnel => Some(Found::bytes(&[], self.rest()?)),
        }
    }

    /// How long what comes before the next message is.
    fn rest(self) -> Option<usize> {
        let next = if self.alone { None } else { self.next() };
        next.or_else(|| self.ended.then_some(self.bytes.len()))
    }

    /// Where the next message starts.
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

    /// A body of which nothing says how long it is.
    fn undeclared(self, message: &Message) -> Option<Found> {
        let length = self.rest()?;
        let bytes = &self.bytes[..length];
        // What is compressed may end with anything.
        if message.headers().get("content-encoding").is_some() || self.alone {
            return Some(Found::bytes(bytes, length));
        }
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let kept = if length == self.bytes.len() {
            // The last line end is the file's own.
            let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
            bytes.strip_suffix(b"\r").unwrap_or(bytes)
        } else {
            let last = bytes.iter().rposition(|byte| !is_end(byte));
            &bytes[..last.map_or(0, |last| last + 1)]
        };
        Some(Found::bytes(kept, length))
    }

    fn counted(self, length: u64, message: &Message, warnings: &mut Warnings) -> Option<Found> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if let Some((body, behind)) = self.bytes.split_at_checked(length) {
            if self.is_between(length, behind)? {
                return Some(Found::bytes(body, length));
            }
        } else if !self.ended {
            return None;
        }
        let found = self.undeclared(message)?;
        warnings.push("a body that is not as long as its Content-Length says".into());
        Some(found)
    }

    /// Whether a body may end here; nothing if that cannot be told yet.
    fn is_between(self, at: usize, behind: &[u8]) -> Option<bool> {
        if self.alone {
            return Some(behind.trim_ascii().is_empty());
        }
        match behind.first() {
            None => return self.ended.then_some(true),
            Some(b'\r' | b'\n') => return Some(true),
            Some(_) => {}
        }
        // Text behind a body stands on a line of its own.
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

    fn chunked(self, message: &mut Message, warnings: &mut Warnings) -> Option<Found> {
        let (mut chunks, mut kept) = (Chunks::default(), Kept::new(self.config.entry.0));
        let mut fed = chunks.feed(self.bytes, &mut kept);
        if self.ended {
            fed = fed.and_then(|length| chunks.end().map(|()| length));
        }
        match fed {
            Ok(length) if chunks.is_done() => {
                super::add_trailers(message, &chunks.trailers, &self.config.limits, warnings);
                let body = super::whole(kept);
                Some(Found { body, length })
            }
            Ok(_) if !self.ended => None,
            Ok(_) => Some(Found {
                body: Err(CaptureErrorKind::ChunksCutOff),
                length: self.bytes.len(),
            }),
            // Who wrote it down has joined the chunks already.
            Err(_) if kept.bytes.is_empty() && !kept.over => {
                let found = self.undeclared(message)?;
                warnings.push("a body that is not in chunks, as its header says".into());
                Some(found)
            }
            Err(why) => Some(Found {
                body: Err(why),
                length: self.rest()?,
            }),
        }
    }
}

/// The longest request line that is waited for behind a body.
const MOST_BETWEEN: usize = 64 << 10;

/// Whether a line of a text starts a message.
pub(super) fn is_start(line: &[u8]) -> bool {
    matches!(head::start(line), Some(Start::Request | Start::Response))
}
