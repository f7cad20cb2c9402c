//! Reads packets printed by tshark: `-T ek`, with a packet per line, and `-T json`, with and
//! without `--no-duplicate-keys`.
//!
//! Requests and responses are paired by `http.request_in`, otherwise by their order on a stream.
//! Bodies are taken from `http.file_data`; if that is incomplete, from the bytes of the packets.

mod message;
mod packet;
mod pairs;

use std::borrow::Cow;
use std::collections::VecDeque;

use super::body::too_long;
use super::scan;
use super::source::{CaptureSource, LineError};
use super::{Body, Config, Entry, Exchange, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use message::TsharkMessage;
use packet::{MessageFields, TsharkPacket};
use pairs::{RequestQueue, UnansweredRequest};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whether a capture starts like tshark's JSON output.
pub(super) fn begins(first: &[u8]) -> bool {
    let first = first.strip_prefix(BOM).unwrap_or(first).trim_ascii_start();
    let head = &first[..first.len().min(200)];
    let is_json = head.starts_with(b"[") || head.starts_with(b"{\"index\"");
    // Both name a search index, which consists of this word and the date.
    is_json && memchr::memmem::find(head, b"\"packets-").is_some()
}

/// Reads packets.
pub(super) struct Tshark {
    source: CaptureSource,
    config: Config,
    number: u64,
    state: ReadState,
    pairs: RequestQueue,
    ready: VecDeque<(u64, Result<Exchange>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ReadState {
    Start,
    Lines,
    List,
    Ended,
}

impl Tshark {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        Tshark {
            source,
            config: config.clone(),
            number: 0,
            state: ReadState::Start,
            pairs: RequestQueue::new(),
            ready: VecDeque::new(),
        }
    }

    /// The text of the next packet.
    fn packet(&mut self) -> Option<Result<Vec<u8>>> {
        if self.state == ReadState::Start {
            self.state = match self.open() {
                Ok(state) => state,
                Err(error) => return Some(Err(self.end(error))),
            };
        }
        match self.state {
            ReadState::Lines => self.line(),
            ReadState::List => self.listed().transpose(),
            ReadState::Start | ReadState::Ended => None,
        }
    }

    #[cold]
    fn end(&mut self, error: Error) -> Error {
        self.state = ReadState::Ended;
        error
    }

    fn open(&mut self) -> Result<ReadState> {
        if self.source.at_least(BOM.len())?.starts_with(BOM) {
            self.source.consume(BOM.len());
        }
        let first = self.blank()?;
        if first == Some(b'[') {
            self.source.consume(1);
            return Ok(ReadState::List);
        }
        Ok(ReadState::Lines)
    }

    /// Moves the window to the first byte that is not whitespace and returns it.
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
                self.state = ReadState::Ended;
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

    /// Reads the next packet; `false` at the end.
    fn advance(&mut self) -> bool {
        let start = self.source.offset();
        let Some(text) = self.packet() else {
            return false;
        };
        let offset = match &text {
            // Whitespace before it does not belong to it.
            Ok(text) if self.state == ReadState::List => self.source.offset() - text.len() as u64,
            _ => start,
        };
        let read = text.and_then(|text| {
            // Most packets and the lines between them have no message.
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

    fn message(
        &mut self,
        fields: &MessageFields,
        packet: &TsharkPacket,
        offset: u64,
    ) -> Result<()> {
        let mut warnings = Vec::new();
        match message::message(fields, packet, &mut warnings, &self.config)? {
            None => {}
            Some(TsharkMessage::Request(request)) => {
                let exchange = Exchange {
                    time: packet.time,
                    request: Some(request),
                    warnings,
                    ..Exchange::default()
                };
                self.pairs.push(UnansweredRequest {
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
            // An interim response, such as 100.
            Some(TsharkMessage::Response(response))
                if matches!(response.status, 100 | 102..=199) => {}
            Some(TsharkMessage::Response(mut response)) => {
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
            let why = "too many requests without a response; this one was given up";
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
