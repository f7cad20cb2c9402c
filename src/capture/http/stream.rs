//! The messages of one direction of a connection, as its bytes come in.

use std::mem;

use super::chunked::{Chunks, Kept};
use super::framing::{self, DOUBTFUL, Doubt, Framing};
use super::head::{self, Message, Start, Warnings};
use crate::capture::stamp::Stamp;
use crate::capture::{Config, Response};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use crate::limits::Limits;

/// A message, with what is worth saying about it, and when its first byte came.
pub(in crate::capture) struct Heard {
    pub(super) message: Message,
    pub(super) warnings: Warnings,
    pub(super) stamp: Stamp,
    /// Bytes were lost since the message before it.
    pub(super) lost: bool,
}

/// Reads messages out of the bytes that it is given, and holds no more of them than it must.
pub(in crate::capture) struct Stream {
    limits: Limits,
    max: usize,
    state: State,
    /// Bytes, of which those from `at` on are not read yet.
    buffer: Vec<u8>,
    at: usize,
    /// How far the end of the header was looked for.
    looked: usize,
    /// When the first byte of the message came, if any did.
    began: Option<Stamp>,
    /// When the last bytes came.
    now: Stamp,
    /// No byte was taken yet.
    fresh: bool,
    /// How many bytes were no HTTP.
    skipped: u64,
    /// Bytes were lost since the last message.
    lost: bool,
    behind: Behind,
    /// Others may see other messages here.
    doubtful: bool,
    /// What is to be said of the message whose header is not all there yet.
    noted: Warnings,
}

/// What came last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// No message yet.
    Nothing,
    Message,
    /// Bytes behind a message that are neither of it nor begin one.
    Stray,
}

enum State {
    /// Before a message or within its header.
    Start,
    /// Within a body.
    Body(Box<Open>),
    /// Somewhere; the next start line is looked for.
    Lost,
    /// No more HTTP comes.
    Over,
}

/// A message whose body is coming.
struct Open {
    heard: Heard,
    rest: Rest,
    kept: Kept,
    lost: Option<CaptureErrorKind>,
    /// How many bytes it took so far.
    taken: u64,
    doubt: Doubt,
}

enum Rest {
    Length(u64),
    Chunked(Chunks),
    UntilEnd,
}

/// How a stream comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum End {
    /// The sender said that there is no more.
    Closed,
    /// What was captured ends.
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
            state: State::Start,
            buffer: Vec::new(),
            at: 0,
            looked: 0,
            began: None,
            now: Stamp::default(),
            fresh: true,
            skipped: 0,
            lost: false,
            behind: Behind::Nothing,
            doubtful: false,
            noted: Warnings::new(),
        }
    }

    /// Gives it the next bytes. All messages have to be taken before the next bytes are given.
    pub(super) fn push(&mut self, bytes: &[u8], stamp: Stamp) {
        self.now = stamp;
        if !matches!(self.state, State::Over) {
            self.buffer.drain(..self.at);
            self.at = 0;
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// What is not read yet.
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
            State::Body(open) => open.kept.bytes.len(),
            _ => 0,
        };
        self.rest().len() + open
    }

    /// Whether it is between two messages.
    pub(super) fn is_between(&self) -> bool {
        matches!(self.state, State::Start) && self.rest().is_empty()
    }

    /// Whether bytes came since the last time that are neither of a message nor begin one.
    pub(super) fn take_stray(&mut self) -> bool {
        let is_stray = self.behind == Behind::Stray;
        if is_stray {
            self.behind = Behind::Message;
        }
        is_stray
    }

    fn stray(&mut self) {
        if self.behind == Behind::Message {
            self.behind = Behind::Stray;
        }
    }

    /// What is to be said of the message that is coming, if it has bytes from a place of the capture.
    pub(super) fn warnings_from(&mut self, offset: u64) -> Option<&mut Warnings> {
        match &mut self.state {
            State::Body(open) if open.heard.stamp.offset <= offset => {
                Some(&mut open.heard.warnings)
            }
            State::Start if self.began.is_some_and(|began| began.offset <= offset) => {
                Some(&mut self.noted)
            }
            _ => None,
        }
    }

    /// Reads nothing more.
    pub(super) fn stop(&mut self) {
        self.state = State::Over;
        self.take(self.rest().len());
    }

    /// The next message that is all there. `asked` is the method of the request that a response
    /// would answer.
    ///
    /// # Errors
    ///
    /// A header is over a limit; the stream goes on behind it.
    pub(super) fn next(&mut self, asked: Option<&str>) -> Option<Result<Heard>> {
        loop {
            match &mut self.state {
                State::Over => return None,
                State::Start => match self.begin(asked) {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(error) => {
                        self.lose();
                        return Some(Err(error));
                    }
                },
                State::Lost => {
                    if !self.find() {
                        return None;
                    }
                }
                State::Body(open) => {
                    let taken = open.take(&self.buffer[self.at..]);
                    open.taken += taken as u64;
                    self.drop_front(taken);
                    return self.done().map(Ok);
                }
            }
        }
    }

    /// The message under way if its last byte was there.
    fn done(&mut self) -> Option<Heard> {
        let State::Body(open) = &mut self.state else {
            return None;
        };
        if !open.is_done() {
            return None;
        }
        self.finish(None)
    }

    /// Ends the message under way, without its body if there is a reason.
    fn finish(&mut self, why: Option<CaptureErrorKind>) -> Option<Heard> {
        self.began = None;
        match mem::replace(&mut self.state, State::Start) {
            State::Body(open) => {
                self.behind = Behind::Message;
                self.doubtful |= open.doubt.is_about(open.taken);
                Some(open.finish(why, &self.limits))
            }
            _ => None,
        }
    }

    fn lose(&mut self) {
        self.state = State::Lost;
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
            // Thousands of streams lie idle at once.
            self.buffer.shrink_to(LONGEST_LINE / 8);
        }
    }
}

impl Stream {
    /// Reads a header, if it is all there.
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
                    Some(_) if self.fresh => self.bare(began),
                    _ => {
                        self.stray();
                        self.lose();
                    }
                }
                return Ok(true);
            }
        }
        let Some(end) = head::end(self.rest(), self.looked) else {
            // A line end among the last two bytes may be followed by the empty line.
            self.looked = self.rest().len().saturating_sub(2);
            return self.wait();
        };
        let mut warnings = Warnings::new();
        let lost = self.before(&mut warnings);
        let message = head::parse(&self.rest()[..end], &self.limits, &mut warnings);
        self.take(end);
        let message = message?;
        let (framing, doubt) = framing::of(&message, asked, &mut warnings);
        let heard = Heard {
            message,
            warnings,
            stamp: began,
            lost,
        };
        let mut open = Open::new(heard, framing, self.max);
        open.doubt = doubt;
        self.state = State::Body(Box::new(open));
        Ok(true)
    }

    /// Says what is known of a message before it is read. Whether bytes were lost before it.
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

    /// Whether a message starts here, if the bytes are enough to tell.
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

    /// What comes is the answer of HTTP/0.9, which has no header.
    fn bare(&mut self, stamp: Stamp) {
        let heard = Heard {
            message: Message::Response(Response::default()),
            warnings: vec!["an answer without a status line".into()],
            stamp,
            lost: false,
        };
        self.state = State::Body(Box::new(Open::new(heard, Framing::UntilEnd, self.max)));
    }

    /// Looks for the next start line.
    fn find(&mut self) -> bool {
        let rest = self.rest();
        let mut at = 0;
        while let Some(end) = memchr::memchr(b'\n', &rest[at..]) {
            if super::text::is_start(&rest[at..at + end]) {
                self.skip(at);
                self.state = State::Start;
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
    /// So many bytes were lost here. A message that cannot go on behind them comes out.
    pub(super) fn gap(&mut self, length: u64) -> Option<Heard> {
        self.fresh = false;
        if let State::Body(open) = &mut self.state
            && open.skip(length)
        {
            return self.done();
        }
        if matches!(self.state, State::Over) {
            return None;
        }
        let cut = self.cut(LOST);
        self.lose();
        self.lost = true;
        cut
    }

    /// There are no more bytes. What has not ended comes out.
    pub(super) fn end(&mut self, how: End) -> Option<Heard> {
        let State::Body(open) = &mut self.state else {
            let why = if how == End::Closed { SHORT } else { CUT };
            let cut = self.cut(why);
            if !matches!(self.state, State::Over) {
                self.state = State::Start;
            }
            self.fresh = true;
            return cut;
        };
        self.fresh = true;
        let why = match (&open.rest, how) {
            (Rest::UntilEnd, End::Closed) => None,
            // All that was ever sent is there.
            (Rest::Length(_), End::Closed) => {
                open.warn("a body shorter than its Content-Length says");
                None
            }
            (Rest::UntilEnd, End::Cut) => {
                open.warn("the capture ends before the connection does; the body may be longer");
                None
            }
            (_, End::Closed) => Some(SHORT),
            (_, End::Cut) => Some(CUT),
        };
        self.finish(why)
    }

    /// Ends what is under way: a body, or a header as far as it came.
    fn cut(&mut self, why: CaptureErrorKind) -> Option<Heard> {
        let stamp = self.began.take();
        let header = self.rest().to_vec();
        self.take(header.len());
        if matches!(self.state, State::Body(_)) {
            return self.finish(Some(why));
        }
        if !matches!(self.state, State::Start) {
            return None;
        }
        let line = header.split(|byte| *byte == b'\n').next()?;
        if !header.is_empty() && !is_message(line) {
            // What was cut may have been going to be one.
            if why == SHORT {
                self.stray();
            }
            return None;
        }
        // The last line may not be whole.
        let whole = memchr::memrchr(b'\n', &header)? + 1;
        let mut warnings = Warnings::new();
        let mut message = head::parse(&header[..whole], &self.limits, &mut warnings).ok()?;
        super::set_body(&mut message, Err(why));
        let lost = self.before(&mut warnings);
        Some(Heard {
            message,
            warnings,
            stamp: stamp.unwrap_or(self.now),
            lost,
        })
    }
}

/// Whether a line starts a message that has a header.
fn is_message(line: &[u8]) -> bool {
    head::start(line).is_some_and(|start| start != Start::Simple)
}

impl Open {
    fn new(heard: Heard, framing: Framing, max: usize) -> Self {
        let rest = match framing {
            Framing::None | Framing::Tunnel => Rest::Length(0),
            Framing::Length(length) => Rest::Length(length),
            Framing::Chunked => Rest::Chunked(Chunks::default()),
            Framing::UntilEnd => Rest::UntilEnd,
        };
        Open {
            heard,
            rest,
            kept: Kept::new(max),
            lost: None,
            taken: 0,
            doubt: Doubt::None,
        }
    }

    fn warn(&mut self, warning: &'static str) {
        self.heard.warnings.push(warning.into());
    }

    fn is_done(&self) -> bool {
        match &self.rest {
            Rest::Length(left) => *left == 0,
            Rest::Chunked(chunks) => chunks.is_done(),
            Rest::UntilEnd => false,
        }
    }

    /// Takes what belongs to the body off the bytes: how many.
    fn take(&mut self, bytes: &[u8]) -> usize {
        match &mut self.rest {
            Rest::UntilEnd => {
                self.kept.push(bytes);
                bytes.len()
            }
            Rest::Length(left) => {
                let length = usize::try_from(*left).unwrap_or(usize::MAX);
                let length = length.min(bytes.len());
                self.kept.push(&bytes[..length]);
                *left -= length as u64;
                length
            }
            Rest::Chunked(chunks) => match chunks.feed(bytes, &mut self.kept) {
                Ok(length) => length,
                Err(why) => {
                    // Nobody knows where the body ends.
                    self.lost.get_or_insert(why);
                    self.rest = Rest::Length(0);
                    0
                }
            },
        }
    }

    /// Goes on behind lost bytes, if it is known how.
    fn skip(&mut self, length: u64) -> bool {
        let known = match &mut self.rest {
            Rest::UntilEnd => true,
            Rest::Length(left) => {
                let known = length <= *left;
                *left = left.saturating_sub(length);
                known
            }
            Rest::Chunked(chunks) => chunks.skip(length),
        };
        self.lost = Some(LOST);
        self.kept = Kept::new(0);
        known
    }

    fn finish(mut self, why: Option<CaptureErrorKind>, limits: &Limits) -> Heard {
        let Heard {
            message, warnings, ..
        } = &mut self.heard;
        if let Rest::Chunked(chunks) = &self.rest {
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
