//! Pairs the requests and responses of a connection.

use std::collections::VecDeque;
use std::mem;

use super::framing;
use super::head::{MessageHead, Warnings};
use super::stream::{ReceivedMessage, Stream, StreamEnd};
use crate::capture::stamp::CaptureStamp;
use crate::capture::{Body, Config, Exchange, Request, Response};
use crate::error::{Error, ErrorKind, Result};

/// The most unanswered requests of one connection.
const MOST_WAITING: usize = 1000;

const UNSURE: &str = "its response may be that of another request, as the capture lost some";

const STRAY: &str = "bytes behind it belong to no message, and were left out";
const TWICE: &str = "the same bytes were sent twice and differ";

/// A connection with directions 0 and 1; either may be the client's.
pub(in crate::capture) struct ExchangePairer {
    streams: [Stream; 2],
    /// The unanswered requests of each direction.
    waiting: [VecDeque<PendingRequest>; 2],
    found: Vec<PairEvent>,
    messages: u64,
    /// The place of the last request.
    reached: u64,
    /// Messages were lost, so responses may belong to other requests.
    unsure: bool,
    /// The size of the unanswered requests.
    held: usize,
    /// The most bytes of unanswered requests to hold.
    max: usize,
}

/// The approximate size of an exchange in memory, where small ones consist mostly of overhead.
pub(in crate::capture) fn weight(exchange: &Exchange) -> usize {
    let request = exchange.request.as_ref().map(|own| own.headers.len());
    let response = exchange.response.as_ref().map(|own| own.headers.len());
    let fields = request.unwrap_or(0) + response.unwrap_or(0);
    exchange.weight() + size_of::<Exchange>() + fields * A_FIELD
}

/// The overhead of a field.
const A_FIELD: usize = 80;

/// A request without a response so far.
struct PendingRequest {
    stamp: CaptureStamp,
    place: ExchangePlace,
    exchange: Box<Exchange>,
}

/// The order of an exchange on its connection, never before that of the previous exchange, though
/// packets may overtake each other: an offset in the capture, then a count of messages.
pub(in crate::capture) type ExchangePlace = (u64, u64);

/// An event on a connection.
pub(in crate::capture) enum PairEvent {
    /// A request arrived.
    Asked(ExchangePlace),
    /// An exchange is complete, or will not be completed. It has the place of its request, if it
    /// has one.
    Exchange(CaptureStamp, ExchangePlace, Box<Exchange>),
    /// Unreadable data.
    Damaged(CaptureStamp, Error),
}

impl ExchangePairer {
    pub(in crate::capture) fn new(config: &Config) -> Self {
        ExchangePairer {
            streams: [Stream::new(config), Stream::new(config)],
            waiting: <[VecDeque<PendingRequest>; 2]>::default(),
            found: Vec::new(),
            messages: 0,
            reached: 0,
            unsure: false,
            held: 0,
            max: config.entry.0,
        }
    }

    /// Takes the next bytes of a direction.
    pub(in crate::capture) fn push(&mut self, side: usize, bytes: &[u8], stamp: CaptureStamp) {
        self.streams[side].push(bytes, stamp);
        loop {
            let asked = self.waiting[1 - side].front();
            let request = asked.and_then(|waiting| waiting.exchange.request.as_ref());
            let method = request.map(|request| &*request.method);
            match self.streams[side].next(method) {
                None => break,
                Some(heard) => self.heard(side, heard, stamp),
            }
        }
        self.tell_stray(side, stamp);
    }

    /// Warns of bytes after the last message of a direction that are no message.
    fn tell_stray(&mut self, side: usize, stamp: CaptureStamp) {
        if !self.streams[side].take_stray() {
            return;
        }
        let Some(PendingRequest { exchange, .. }) = self.waiting[side].back_mut() else {
            let offset = stamp.offset;
            let what = "belong to no message, and were left out";
            return self.note(format!("bytes at {offset} of the capture {what}"), stamp);
        };
        let Some(request) = &mut exchange.request else {
            return;
        };
        // The connection may have switched protocols.
        if request.method == "CONNECT" || request.headers.get("upgrade").is_some() {
            return;
        }
        // These have no body, whatever follows.
        let may_have = !matches!(&*request.method, "GET" | "HEAD") && request.body.is_empty();
        match framing::lacks(&request.headers).filter(|_| may_have) {
            Some(why) => request.body = Body::Missing(why),
            None => exchange.warnings.push(STRAY.into()),
        }
    }

    /// Adds a warning that belongs to no exchange.
    fn note(&mut self, warning: String, stamp: CaptureStamp) {
        let exchange = Box::new(Exchange {
            warnings: vec![warning.into()],
            ..Exchange::default()
        });
        // It gets its own place among the exchanges.
        self.messages += 1;
        let place = self.place(stamp);
        self.found.push(PairEvent::Exchange(stamp, place, exchange));
    }

    /// Bytes of a direction were retransmitted with other content; `earlier` is the offset of the
    /// first transmission.
    pub(in crate::capture) fn differs(&mut self, side: usize, earlier: u64, stamp: CaptureStamp) {
        let later = stamp.offset;
        let warning = format!(
            "{TWICE} (at {earlier} and at {later} of the capture): nobody knows which were taken, \
             the first were read"
        );
        let own = self.streams[side].warnings_from(earlier);
        let mut waiting = self.waiting[side].iter_mut().rev();
        let own = own.or_else(|| {
            let own = waiting.find(|own| own.stamp.offset <= earlier)?;
            Some(&mut own.exchange.warnings)
        });
        match own {
            // Warn once per message.
            Some(warnings) if warnings.iter().any(|known| known.starts_with(TWICE)) => {}
            Some(warnings) => warnings.push(warning.into()),
            // The message was emitted already.
            None => {
                let error = Error::new(ErrorKind::Custom(warning.into()));
                self.found.push(PairEvent::Damaged(stamp, error));
            }
        }
    }

    /// Handles lost bytes of a direction.
    pub(in crate::capture) fn gap(&mut self, side: usize, length: u64, stamp: CaptureStamp) {
        let between = self.streams[side].is_between();
        if let Some(heard) = self.streams[side].gap(length) {
            self.heard(side, Ok(heard), stamp);
        } else if between {
            // The lost bytes start with the next message.
            self.unanswered(side);
        }
    }

    /// Emits the oldest unanswered request without a response.
    fn unanswered(&mut self, side: usize) {
        if let Some(mut waiting) = self.waiting[1 - side].pop_front() {
            let warning = "its response was lost by the capture";
            waiting.exchange.warnings.push(warning.into());
            self.give_up(waiting);
        }
    }

    /// Ends a direction.
    pub(in crate::capture) fn end(&mut self, side: usize, how: StreamEnd, stamp: CaptureStamp) {
        if let Some(heard) = self.streams[side].end(how) {
            self.heard(side, Ok(heard), stamp);
        }
        self.tell_stray(side, stamp);
    }

    /// Ends the connection: unanswered requests are emitted without responses.
    pub(in crate::capture) fn finish(&mut self, how: StreamEnd, stamp: CaptureStamp) {
        for side in 0..self.streams.len() {
            self.end(side, how, stamp);
        }
        let [first, second] = mem::take(&mut self.waiting);
        for waiting in first.into_iter().chain(second) {
            self.give_up(waiting);
        }
    }

    /// Takes the events since the last call.
    pub(in crate::capture) fn take(&mut self) -> Vec<PairEvent> {
        mem::take(&mut self.found)
    }

    /// The number of messages.
    pub(in crate::capture) fn messages(&self) -> u64 {
        self.messages
    }

    /// The number of bytes that were not HTTP.
    pub(in crate::capture) fn skipped(&self) -> u64 {
        self.streams.iter().map(Stream::skipped).sum()
    }

    /// Stops reading the connection.
    pub(in crate::capture) fn stop(&mut self) {
        self.streams.iter_mut().for_each(Stream::stop);
    }

    /// The approximate number of bytes held.
    pub(in crate::capture) fn weight(&self) -> usize {
        let streams = self.streams.iter().map(Stream::weight);
        streams.sum::<usize>() + self.held
    }

    fn heard(&mut self, side: usize, heard: Result<ReceivedMessage>, now: CaptureStamp) {
        self.messages += 1;
        match heard {
            Err(error) => self.found.push(PairEvent::Damaged(now, error)),
            Ok(heard) => match heard.message {
                MessageHead::Request(request) => {
                    // Once all requests are answered, earlier losses do not matter.
                    self.unsure = heard.lost || self.unsure && !self.waiting[side].is_empty();
                    self.asked(side, request, heard.warnings, heard.stamp);
                }
                MessageHead::Response(response) => {
                    if heard.lost {
                        self.give_up_older(side);
                    }
                    self.answered(side, response, heard.warnings, heard.stamp);
                }
            },
        }
    }

    /// After lost bytes a response belongs to the last request, as few clients send a request
    /// before the previous one is answered.
    fn give_up_older(&mut self, side: usize) {
        let older = self.waiting[1 - side].len().saturating_sub(1);
        for _ in 0..older {
            self.unanswered(side);
        }
        self.unsure |= older > 0;
    }

    fn place(&mut self, stamp: CaptureStamp) -> ExchangePlace {
        self.reached = self.reached.max(stamp.offset);
        (self.reached, self.messages)
    }

    fn asked(&mut self, side: usize, request: Request, warnings: Warnings, stamp: CaptureStamp) {
        let waiting = &mut self.waiting[side];
        let over = waiting.len() >= MOST_WAITING || self.held > self.max;
        if over && let Some(oldest) = waiting.pop_front() {
            self.give_up(oldest);
        }
        let place = self.place(stamp);
        self.found.push(PairEvent::Asked(place));
        let exchange = Box::new(Exchange {
            time: stamp.time,
            request: Some(request),
            response: None,
            warnings,
        });
        self.held += weight(&exchange);
        self.waiting[side].push_back(PendingRequest {
            stamp,
            place,
            exchange,
        });
    }

    fn answered(
        &mut self,
        side: usize,
        response: Response,
        warnings: Warnings,
        stamp: CaptureStamp,
    ) {
        // An interim response: the final one follows.
        if matches!(response.status, 100 | 102..=199) {
            return;
        }
        let Some(PendingRequest {
            stamp,
            place,
            mut exchange,
            ..
        }) = self.waiting[1 - side].pop_front()
        else {
            let exchange = Box::new(Exchange {
                time: stamp.time,
                request: None,
                response: Some(response),
                warnings,
            });
            let place = self.place(stamp);
            self.found.push(PairEvent::Exchange(stamp, place, exchange));
            return;
        };
        self.held = self.held.saturating_sub(weight(&exchange));
        let is_connect = |request: &Request| request.method == "CONNECT";
        let connected = exchange.request.as_ref().is_some_and(is_connect);
        if response.status == 101 || connected && matches!(response.status, 200..=299) {
            self.stop();
        }
        exchange.warnings.extend(warnings);
        if self.unsure {
            exchange.warnings.push(UNSURE.into());
        }
        exchange.response = Some(response);
        self.found.push(PairEvent::Exchange(stamp, place, exchange));
    }

    fn give_up(&mut self, waiting: PendingRequest) {
        let PendingRequest {
            stamp,
            place,
            exchange,
            ..
        } = waiting;
        self.held = self.held.saturating_sub(weight(&exchange));
        self.found.push(PairEvent::Exchange(stamp, place, exchange));
    }
}
