//! Parses the messages of one direction of a connection incrementally.

use std::mem;

use super::chunked::{BoundedBody, ChunkDecoder};
use super::framing::{self, Ambiguity, DOUBTFUL, Framing};
use super::head::{self, MessageHead, Start, Warnings};
use crate::capture::stamp::CaptureStamp;
use crate::capture::{Config, Response};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use crate::limits::Limits;

/// A complete message with warnings and the time of its first byte.
pub(in crate::capture) struct ReceivedMessage {
    pub(super) message: MessageHead,
    pub(super) warnings: Warnings,
    pub(super) stamp: CaptureStamp,
    /// Whether bytes were lost since the previous message.
    pub(super) lost: bool,
}

/// Parses messages incrementally and holds no more bytes than necessary.
pub(in crate::capture) struct Stream {
    limits: Limits,
    max: usize,
    state: StreamState,
    /// Buffered bytes; those from `at` on are unread.
    buffer: Vec<u8>,
    at: usize,
    /// How far the end of the header was searched.
    looked: usize,
    /// The stamp of the message's first byte, if one arrived.
    began: Option<CaptureStamp>,
    /// The stamp of the last bytes.
    now: CaptureStamp,
    /// Whether no byte was read yet.
    fresh: bool,
    /// How many bytes were no HTTP.
    skipped: u64,
    /// Whether bytes were lost since the last message.
    lost: bool,
    behind: Previous,
    /// Whether other implementations may see other messages here.
    doubtful: bool,
    /// Warnings about the message whose header is incomplete.
    noted: Warnings,
}

/// What was read last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Previous {
    /// Nothing yet.
    Nothing,
    MessageHead,
    /// Bytes after a message that belong to no message.
    Stray,
}

enum StreamState {
    /// Before a message or within its header.
    Start,
    /// Within a body.
    Body(Box<OpenMessage>),
    /// Searching for the next start line.
    Lost,
    /// No more HTTP.
    Over,
}

/// A message whose body is being read.
struct OpenMessage {
    heard: ReceivedMessage,
    rest: BodyEnd,
    kept: BoundedBody,
    lost: Option<CaptureErrorKind>,
    /// The number of body bytes so far.
    taken: u64,
    doubt: Ambiguity,
}

enum BodyEnd {
    Length(u64),
    Chunked(ChunkDecoder),
    UntilEnd,
}

/// How a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum StreamEnd {
    /// The sender closed the connection.
    Closed,
    /// The capture ends.
    Cut,
}

pub(in crate::capture) const LOST: CaptureErrorKind = CaptureErrorKind::LostBytes;
const CUT: CaptureErrorKind = CaptureErrorKind::CutOff;
const SHORT: CaptureErrorKind = CaptureErrorKind::ConnectionEnded;
/// A line that starts a message is not longer.
const LONGEST_LINE: usize = 64 << 10;

impl Stream {
    pub(super) fn new(config: &Config) -> Self {
        Stream {
            limits: config.limits,
            max: config.entry.0,
            state: StreamState::Start,
            buffer: Vec::new(),
            at: 0,
            looked: 0,
            began: None,
            now: CaptureStamp::default(),
            fresh: true,
            skipped: 0,
            lost: false,
            behind: Previous::Nothing,
            doubtful: false,
            noted: Warnings::new(),
        }
    }

    /// Adds the next bytes. All messages must be taken before.
    pub(super) fn push(&mut self, bytes: &[u8], stamp: CaptureStamp) {
        self.now = stamp;
        if !matches!(self.state, StreamState::Over) {
            self.buffer.drain(..self.at);
            self.at = 0;
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The unread bytes.
    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// How many bytes were no HTTP.
    pub(super) fn skipped(&self) -> u64 {
        self.skipped
    }

    /// About how many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        let open = match &self.state {
            StreamState::Body(open) => open.kept.bytes.len(),
            _ => 0,
        };
        self.rest().len() + open
    }

    /// Whether the stream is between two messages.
    pub(super) fn is_between(&self) -> bool {
        matches!(self.state, StreamState::Start) && self.rest().is_empty()
    }

    /// Whether bytes arrived since the last call that belong to no message.
    pub(super) fn take_stray(&mut self) -> bool {
        let is_stray = self.behind == Previous::Stray;
        if is_stray {
            self.behind = Previous::MessageHead;
        }
        is_stray
    }

    fn stray(&mut self) {
        if self.behind == Previous::MessageHead {
            self.behind = Previous::Stray;
        }
    }

    /// The warnings of the current message, if it has bytes from this offset on.
    pub(super) fn warnings_from(&mut self, offset: u64) -> Option<&mut Warnings> {
        match &mut self.state {
            StreamState::Body(open) if open.heard.stamp.offset <= offset => {
                Some(&mut open.heard.warnings)
            }
            StreamState::Start if self.began.is_some_and(|began| began.offset <= offset) => {
                Some(&mut self.noted)
            }
            _ => None,
        }
    }

    /// Stops parsing.
    pub(super) fn stop(&mut self) {
        self.state = StreamState::Over;
        self.take(self.rest().len());
    }

    /// Returns the next complete message. `asked` is the method of the request that a response
    /// would answer.
    ///
    /// # Errors
    ///
    /// A header exceeds a limit; the stream continues after it.
    pub(super) fn next(&mut self, asked: Option<&str>) -> Option<Result<ReceivedMessage>> {
        loop {
            match &mut self.state {
                StreamState::Over => return None,
                StreamState::Start => match self.begin(asked) {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(error) => {
                        self.lose();
                        return Some(Err(error));
                    }
                },
                StreamState::Lost => {
                    if !self.find() {
                        return None;
                    }
                }
                StreamState::Body(open) => {
                    let taken = open.take(&self.buffer[self.at..]);
                    open.taken += taken as u64;
                    self.drop_front(taken);
                    return self.done().map(Ok);
                }
            }
        }
    }

    /// The current message, if it is complete.
    fn done(&mut self) -> Option<ReceivedMessage> {
        let StreamState::Body(open) = &mut self.state else {
            return None;
        };
        if !open.is_done() {
            return None;
        }
        self.finish(None)
    }

    /// Ends the current message, without its body if there is a reason.
    fn finish(&mut self, why: Option<CaptureErrorKind>) -> Option<ReceivedMessage> {
        self.began = None;
        match mem::replace(&mut self.state, StreamState::Start) {
            StreamState::Body(open) => {
                self.behind = Previous::MessageHead;
                self.doubtful |= open.doubt.is_about(open.taken);
                Some(open.finish(why, &self.limits))
            }
            _ => None,
        }
    }

    fn lose(&mut self) {
        self.state = StreamState::Lost;
        self.began = None;
        self.looked = 0;
    }

    fn take(&mut self, length: usize) {
        self.drop_front(length);
        self.looked = 0;
    }

    fn drop_front(&mut self, length: usize) {
        if length > 0 {
            self.fresh = false;
        }
        self.at += length;
        if self.at >= self.buffer.len() {
            self.at = 0;
            self.buffer.clear();
            // Thousands of streams may be idle at once.
            self.buffer.shrink_to(LONGEST_LINE / 8);
        }
    }
}

impl Stream {
    /// Parses a header, if it is complete.
    fn begin(&mut self, asked: Option<&str>) -> Result<bool> {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let blank = self.rest().iter().take_while(|byte| is_end(byte)).count();
        if blank > 0 && self.looked == 0 {
            let fresh = self.fresh;
            self.take(blank);
            self.fresh = fresh;
        }
        if self.rest().is_empty() {
            return Ok(false);
        }
        let began = *self.began.get_or_insert(self.now);
        match self.starts() {
            None => return Ok(false),
            Some(true) => {}
            Some(false) => {
                match asked {
                    Some(_) if self.fresh => self.headerless(began),
                    _ => {
                        self.stray();
                        self.lose();
                    }
                }
                return Ok(true);
            }
        }
        let Some(end) = head::end(self.rest(), self.looked) else {
            // A line end in the last two bytes may be followed by the empty line.
            self.looked = self.rest().len().saturating_sub(2);
            return self.wait();
        };
        let mut warnings = Warnings::new();
        let lost = self.before(&mut warnings);
        let message = head::parse(&self.rest()[..end], &self.limits, &mut warnings);
        self.take(end);
        let message = message?;
        let (framing, doubt) = framing::of(&message, asked, &mut warnings);
        let heard = ReceivedMessage {
            message,
            warnings,
            stamp: began,
            lost,
        };
        let mut open = OpenMessage::new(heard, framing, self.max);
        open.doubt = doubt;
        self.state = StreamState::Body(Box::new(open));
        Ok(true)
    }

    /// Adds the warnings known before a message is read. Returns whether bytes were lost before it.
    fn before(&mut self, warnings: &mut Warnings) -> bool {
        warnings.append(&mut self.noted);
        if self.doubtful {
            warnings.push(DOUBTFUL.into());
        }
        let lost = mem::take(&mut self.lost);
        if lost {
            warnings.push("bytes before it were lost by the capture".into());
        }
        lost
    }

    fn wait(&mut self) -> Result<bool> {
        let length = self.rest().len();
        if length > self.limits.max_input() as usize {
            self.skip(length);
            return Err(Error::new(ErrorKind::Capture(super::LONG_HEADER)));
        }
        Ok(false)
    }

    /// Whether a message starts here, if there are enough bytes to tell.
    fn starts(&self) -> Option<bool> {
        if self.looked > 0 {
            return Some(true);
        }
        let rest = self.rest();
        match memchr::memchr(b'\n', rest) {
            Some(end) => Some(head::start(&rest[..end]).is_some()),
            None if rest.len() > LONGEST_LINE || !head::may_start(rest) => Some(false),
            None => None,
        }
    }

    /// An HTTP/0.9 response, which has no header.
    fn headerless(&mut self, stamp: CaptureStamp) {
        let heard = ReceivedMessage {
            message: MessageHead::Response(Response::default()),
            warnings: vec!["a response without a status line".into()],
            stamp,
            lost: false,
        };
        self.state = StreamState::Body(Box::new(OpenMessage::new(
            heard,
            Framing::UntilEnd,
            self.max,
        )));
    }

    /// Searches for the next start line.
    fn find(&mut self) -> bool {
        let rest = self.rest();
        let mut at = 0;
        while let Some(end) = memchr::memchr(b'\n', &rest[at..]) {
            if super::text::is_start(&rest[at..at + end]) {
                self.skip(at);
                self.state = StreamState::Start;
                self.began = Some(self.now);
                return true;
            }
            at += end + 1;
        }
        if !head::may_start(&rest[at..]) || rest.len() - at > LONGEST_LINE {
            at = rest.len();
        }
        self.skip(at);
        false
    }

    fn skip(&mut self, length: usize) {
        self.skipped += length as u64;
        self.take(length);
    }
}

impl Stream {
    /// Handles lost bytes. A message that cannot continue after them is returned.
    pub(super) fn gap(&mut self, length: u64) -> Option<ReceivedMessage> {
        self.fresh = false;
        if let StreamState::Body(open) = &mut self.state
            && open.skip(length)
        {
            return self.done();
        }
        if matches!(self.state, StreamState::Over) {
            return None;
        }
        let cut = self.cut(LOST);
        self.lose();
        self.lost = true;
        cut
    }

    /// Ends the stream. An incomplete message is returned.
    pub(super) fn end(&mut self, how: StreamEnd) -> Option<ReceivedMessage> {
        let StreamState::Body(open) = &mut self.state else {
            let why = if how == StreamEnd::Closed { SHORT } else { CUT };
            let cut = self.cut(why);
            if !matches!(self.state, StreamState::Over) {
                self.state = StreamState::Start;
            }
            self.fresh = true;
            return cut;
        };
        self.fresh = true;
        let why = match (&open.rest, how) {
            (BodyEnd::UntilEnd, StreamEnd::Closed) => None,
            // Everything that was sent was captured.
            (BodyEnd::Length(_), StreamEnd::Closed) => {
                open.warn("the body is shorter than its Content-Length");
                None
            }
            (BodyEnd::UntilEnd, StreamEnd::Cut) => {
                open.warn("the capture ends before the connection does; the body may be longer");
                None
            }
            (_, StreamEnd::Closed) => Some(SHORT),
            (_, StreamEnd::Cut) => Some(CUT),
        };
        self.finish(why)
    }

    /// Ends the current body, or the header as far as it was read.
    fn cut(&mut self, why: CaptureErrorKind) -> Option<ReceivedMessage> {
        let stamp = self.began.take();
        let header = self.rest().to_vec();
        self.take(header.len());
        if matches!(self.state, StreamState::Body(_)) {
            return self.finish(Some(why));
        }
        if !matches!(self.state, StreamState::Start) {
            return None;
        }
        let line = header.split(|byte| *byte == b'\n').next()?;
        if !header.is_empty() && !is_message(line) {
            // The truncated bytes may be the start of a message.
            if why == SHORT {
                self.stray();
            }
            return None;
        }
        // The last line may be incomplete.
        let whole = memchr::memrchr(b'\n', &header)? + 1;
        let mut warnings = Warnings::new();
        let mut message = head::parse(&header[..whole], &self.limits, &mut warnings).ok()?;
        super::set_body(&mut message, Err(why));
        let lost = self.before(&mut warnings);
        Some(ReceivedMessage {
            message,
            warnings,
            stamp: stamp.unwrap_or(self.now),
            lost,
        })
    }
}

/// Whether a line starts a message with a header.
fn is_message(line: &[u8]) -> bool {
    head::start(line).is_some_and(|start| start != Start::Simple)
}

impl OpenMessage {
    fn new(heard: ReceivedMessage, framing: Framing, max: usize) -> Self {
        let rest = match framing {
            Framing::None | Framing::Tunnel => BodyEnd::Length(0),
            Framing::Length(length) => BodyEnd::Length(length),
            Framing::Chunked => BodyEnd::Chunked(ChunkDecoder::default()),
            Framing::UntilEnd => BodyEnd::UntilEnd,
        };
        OpenMessage {
            heard,
            rest,
            kept: BoundedBody::new(max),
            lost: None,
            taken: 0,
            doubt: Ambiguity::None,
        }
    }

    fn warn(&mut self, warning: &'static str) {
        self.heard.warnings.push(warning.into());
    }

    fn is_done(&self) -> bool {
        match &self.rest {
            BodyEnd::Length(left) => *left == 0,
            BodyEnd::Chunked(chunks) => chunks.is_done(),
            BodyEnd::UntilEnd => false,
        }
    }

    /// Takes the bytes that belong to the body and returns their number.
    fn take(&mut self, bytes: &[u8]) -> usize {
        match &mut self.rest {
            BodyEnd::UntilEnd => {
                self.kept.push(bytes);
                bytes.len()
            }
            BodyEnd::Length(left) => {
                let length = usize::try_from(*left).unwrap_or(usize::MAX);
                let length = length.min(bytes.len());
                self.kept.push(&bytes[..length]);
                *left -= length as u64;
                length
            }
            BodyEnd::Chunked(chunks) => match chunks.feed(bytes, &mut self.kept) {
                Ok(length) => length,
                Err(why) => {
                    // The end of the body cannot be determined.
                    self.lost.get_or_insert(why);
                    self.rest = BodyEnd::Length(0);
                    0
                }
            },
        }
    }

    /// Continues after lost bytes, if possible.
    fn skip(&mut self, length: u64) -> bool {
        let known = match &mut self.rest {
            BodyEnd::UntilEnd => true,
            BodyEnd::Length(left) => {
                let known = length <= *left;
                *left = left.saturating_sub(length);
                known
            }
            BodyEnd::Chunked(chunks) => chunks.skip(length),
        };
        self.lost = Some(LOST);
        self.kept = BoundedBody::new(0);
        known
    }

    fn finish(mut self, why: Option<CaptureErrorKind>, limits: &Limits) -> ReceivedMessage {
        let ReceivedMessage {
            message, warnings, ..
        } = &mut self.heard;
        if let BodyEnd::Chunked(chunks) = &self.rest {
            super::add_trailers(message, &chunks.trailers, limits, warnings);
        }
        let body = match self.lost.or(why) {
            Some(why) => Err(why),
            None => super::whole(self.kept),
        };
        super::set_body(message, body);
        self.heard
    }
}
