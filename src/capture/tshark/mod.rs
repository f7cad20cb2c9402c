//! What tshark prints of packets: `-T ek`, a packet a line, and `-T json`, with and without
//! `--no-duplicate-keys`.
//!
//! Requests and responses are paired by what tshark says (`http.request_in`), otherwise by their order
//! on a stream. Bodies are what it shows as `http.file_data`; where that has lost something, the bytes
//! of the packets.

mod message;
mod packet;
mod pairs;

use std::borrow::Cow;
use std::collections::VecDeque;

use super::body::too_long;
use super::scan;
use super::source::{LineError, Source};
use super::{Body, Config, Entry, Exchange, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use message::Message;
use packet::{Fields, Packet};
use pairs::{Pairs, Waiting};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whether a capture begins as tshark's output of JSON does.
pub(super) fn begins(first: &[u8]) -> bool {
    let first = first.strip_prefix(BOM).unwrap_or(first).trim_ascii_start();
    let head = &first[..first.len().min(200)];
    let is_json = head.starts_with(b"[") || head.starts_with(b"{\"index\"");
    // Both name an index of a search engine, made of this word and the day.
    is_json && memchr::memmem::find(head, b"\"packets-").is_some()
}

/// Reads packets.
pub(super) struct Tshark {
    source: Source,
    config: Config,
    number: u64,
    state: State,
    pairs: Pairs,
    ready: VecDeque<(u64, Result<Exchange>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Lines,
    List,
    Ended,
}

impl Tshark {
    pub(super) fn new(source: Source, config: &Config) -> Self {
        Tshark {
            source,
            config: config.clone(),
            number: 0,
            state: State::Start,
            pairs: Pairs::new(),
            ready: VecDeque::new(),
        }
    }

    /// The text of the next packet.
    fn packet(&mut self) -> Option<Result<Vec<u8>>> {
        if self.state == State::Start {
            self.state = match self.open() {
                Ok(state) => state,
                Err(error) => return Some(Err(self.end(error))),
            };
        }
        match self.state {
            State::Lines => self.line(),
            State::List => self.listed().transpose(),
            State::Start | State::Ended => None,
        }
    }

    #[cold]
    fn end(&mut self, error: Error) -> Error {
        self.state = State::Ended;
        error
    }

    fn open(&mut self) -> Result<State> {
        if self.source.at_least(BOM.len())?.starts_with(BOM) {
            self.source.consume(BOM.len());
        }
        let first = self.blank()?;
        if first == Some(b'[') {
            self.source.consume(1);
            return Ok(State::List);
        }
        Ok(State::Lines)
    }

    /// The first byte that is not white space, which the window is moved to.
    fn blank(&mut self) -> Result<Option<u8>> {
        loop {
            let window = self.source.window();
            if let Some(at) = window.iter().position(|byte| !byte.is_ascii_whitespace()) {
                let byte = window[at];
                self.source.consume(at);
                return Ok(Some(byte));
            }
            self.source.consume(window.len());
            if !self.source.more()? {
                return Ok(None);
            }
        }
    }

    fn line(&mut self) -> Option<Result<Vec<u8>>> {
        match self.source.line(self.config.entry.0)? {
            Ok(line) => Some(Ok(line.into_vec())),
            Err(LineError::TooLong) => Some(Err(too_long())),
            Err(LineError::Unreadable(error)) => Some(Err(self.end(error))),
        }
    }

    fn listed(&mut self) -> Result<Option<Vec<u8>>> {
        let mut first = self.blank().map_err(|error| self.end(error))?;
        if first == Some(b',') {
            self.source.consume(1);
            first = self.blank().map_err(|error| self.end(error))?;
        }
        match first {
            Some(b'{') => {}
            Some(b']') => {
                self.state = State::Ended;
                return Ok(None);
            }
            None => return Err(self.end(Error::new(ErrorKind::UnexpectedEnd))),
            Some(_) => {
                let error = Error::new(ErrorKind::Capture(CaptureErrorKind::TsharkNoPacket));
                return Err(self.end(error));
            }
        }
        let cut = scan::cut(&mut self.source, self.config.entry.0);
        let cut = cut.map_err(|error| self.end(error))?;
        if cut.ended {
            return Err(self.end(Error::new(ErrorKind::UnexpectedEnd)));
        }
        cut.text.map(Some).ok_or_else(too_long)
    }

    /// Reads the next packet; `false` behind the last.
    fn advance(&mut self) -> bool {
        let start = self.source.offset();
        let Some(text) = self.packet() else {
            return false;
        };
        let offset = match &text {
            // White space before it is none of it.
            Ok(text) if self.state == State::List => self.source.offset() - text.len() as u64,
            _ => start,
        };
        let read = text.and_then(|text| {
            // Most packets are about something else, and so are the lines between them.
            let may_be_http = memchr::memmem::find(&text, b"\"http").is_some();
            may_be_http.then(|| packet::read(&text)).transpose()
        });
        match read {
            Ok(None) => {}
            Ok(Some(packet)) => {
                for fields in &packet.messages {
                    if let Err(error) = self.message(fields, &packet, offset) {
                        self.ready.push_back((offset, Err(error)));
                    }
                }
            }
            Err(error) => {
                let at = usize::try_from(offset).unwrap_or(usize::MAX);
                let error = error
                    .map_spans(|span| at.saturating_add(span.start)..at.saturating_add(span.end))
                    .or_span(at..at);
                self.ready.push_back((offset, Err(error)));
            }
        }
        true
    }

    fn message(&mut self, fields: &Fields, packet: &Packet, offset: u64) -> Result<()> {
        let mut warnings = Vec::new();
        match message::message(fields, packet, &mut warnings, &self.config)? {
            None => {}
            Some(Message::Request(request)) => {
                let exchange = Exchange {
                    time: packet.time,
                    request: Some(request),
                    warnings,
                    ..Exchange::default()
                };
                self.pairs.push(Waiting {
                    stream: packet.stream,
                    packet: packet.number,
                    offset,
                    exchange,
                });
                let most = self.config.limits.max_list() as usize;
                while self.pairs.is_full(most, self.config.entry.0) {
                    self.give_up();
                }
            }
            // Something goes before the answer, as 100 does.
            Some(Message::Response(response)) if matches!(response.status, 100 | 102..=199) => {}
            Some(Message::Response(mut response)) => {
                let answered = self.pairs.answered(packet.stream, fields.request_in);
                let (offset, mut exchange) = match answered {
                    Some(waiting) => (waiting.offset, waiting.exchange),
                    None => (
                        offset,
                        Exchange {
                            time: packet.time,
                            ..Exchange::default()
                        },
                    ),
                };
                let asked = exchange.request.as_ref().map(|request| &*request.method);
                if asked == Some("HEAD") || matches!(response.status, 204 | 304) {
                    response.body = Body::Empty;
                }
                exchange.response = Some(response);
                exchange.warnings.extend(warnings);
                self.ready.push_back((offset, Ok(exchange)));
            }
        }
        Ok(())
    }

    fn give_up(&mut self) {
        if let Some(mut waiting) = self.pairs.first() {
            let why = "more requests without a response than may wait for one";
            waiting.exchange.warnings.push(Cow::Borrowed(why));
            self.ready.push_back((waiting.offset, Ok(waiting.exchange)));
        }
    }
}

impl Reader for Tshark {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        loop {
            if let Some((offset, read)) = self.ready.pop_front() {
                self.number += 1;
                return Some(read.map(|exchange| {
                    let item = Item::Exchange(Box::new(exchange));
                    Entry::ready(self.number, offset, item)
                }));
            }
            if self.advance() {
                continue;
            }
            let waiting = self.pairs.first()?;
            self.ready.push_back((waiting.offset, Ok(waiting.exchange)));
        }
    }
}

#[cfg(test)]
mod tests;
