//! The exchanges of a connection: which response answers which request.

use std::collections::VecDeque;
use std::mem;

use super::framing;
use super::head::{Message, Warnings};
use super::stream::{End, Heard, Stream};
use crate::capture::stamp::Stamp;
use crate::capture::{Body, Config, Exchange, Request, Response};
use crate::error::{Error, ErrorKind, Result};

/// The most requests that wait for their responses on one connection.
const MOST_WAITING: usize = 1000;

const UNSURE: &str = "its response may be that of another request, as the capture lost some";

const STRAY: &str = "bytes behind it belong to no message, and were left out";
const TWICE: &str = "the same bytes were sent twice and differ";

/// A connection, whose two directions are 0 and 1; nobody has to know which one is the client's.
pub(in crate::capture) struct Pairs {
    streams: [Stream; 2],
    /// What each direction has asked and the other one not answered.
    waiting: [VecDeque<Waiting>; 2],
    found: Vec<Found>,
    messages: u64,
    /// The place of the last request.
    reached: u64,
    /// Messages were lost, so that responses may be those of other requests.
    unsure: bool,
    /// What the requests weigh that wait.
    held: usize,
    /// How much of them is held.
    max: usize,
}

/// About how many bytes of memory an exchange takes, of which small ones need more for themselves
/// than for what they say.
pub(in crate::capture) fn weight(exchange: &Exchange) -> usize {
    let request = exchange.request.as_ref().map(|own| own.headers.len());
    let response = exchange.response.as_ref().map(|own| own.headers.len());
    let fields = request.unwrap_or(0) + response.unwrap_or(0);
    exchange.weight() + size_of::<Exchange>() + fields * A_FIELD
}

/// What a field takes beside its text.
const A_FIELD: usize = 80;

/// A request without its response, so far.
struct Waiting {
    stamp: Stamp,
    place: Place,
    exchange: Box<Exchange>,
}

/// The place of an exchange among those of its connection: never one before the exchange before it,
/// though a packet may have overtaken another. Counted in bytes of the capture, then in messages.
pub(in crate::capture) type Place = (u64, u64);

/// What was found in a connection.
pub(in crate::capture) enum Found {
    /// A request that waits for its response.
    Asked(Place),
    /// An exchange, or what there is of one. It has the place of its request, if it has one.
    Exchange(Stamp, Place, Box<Exchange>),
    /// Something that cannot be read.
    Damaged(Stamp, Error),
}

impl Pairs {
    pub(in crate::capture) fn new(config: &Config) -> Self {
        Pairs {
            streams: [Stream::new(config), Stream::new(config)],
            waiting: <[VecDeque<Waiting>; 2]>::default(),
            found: Vec::new(),
            messages: 0,
            reached: 0,
            unsure: false,
            held: 0,
            max: config.entry.0,
        }
    }

    /// The next bytes of a direction.
    pub(in crate::capture) fn push(&mut self, side: usize, bytes: &[u8], stamp: Stamp) {
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

    /// Says that bytes came behind the last message of a direction that are no message.
    fn tell_stray(&mut self, side: usize, stamp: Stamp) {
        if !self.streams[side].take_stray() {
            return;
        }
        let Some(Waiting { exchange, .. }) = self.waiting[side].back_mut() else {
            let offset = stamp.offset;
            let what = "belong to no message, and were left out";
            return self.note(format!("bytes at {offset} of the capture {what}"), stamp);
        };
        let Some(request) = &mut exchange.request else {
            return;
        };
        // What comes then may be another protocol's already.
        if request.method == "CONNECT" || request.headers.get("upgrade").is_some() {
            return;
        }
        // These have none, whatever comes behind them.
        let may_have = !matches!(&*request.method, "GET" | "HEAD") && request.body.is_empty();
        match framing::lacks(&request.headers).filter(|_| may_have) {
            Some(why) => request.body = Body::Missing(why),
            None => exchange.warnings.push(STRAY.into()),
        }
    }

    /// Says something that is about no exchange.
    fn note(&mut self, warning: String, stamp: Stamp) {
        let exchange = Box::new(Exchange {
            warnings: vec![warning.into()],
            ..Exchange::default()
        });
        // It has a place of its own among the exchanges.
        self.messages += 1;
        let place = self.place(stamp);
        self.found.push(Found::Exchange(stamp, place, exchange));
    }

    /// Bytes of a direction came again and said otherwise: first at `earlier` of the capture.
    pub(in crate::capture) fn differs(&mut self, side: usize, earlier: u64, stamp: Stamp) {
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
            // Once is enough for a message.
            Some(warnings) if warnings.iter().any(|known| known.starts_with(TWICE)) => {}
            Some(warnings) => warnings.push(warning.into()),
            // The message has gone out.
            None => {
                let error = Error::new(ErrorKind::Custom(warning.into()));
                self.found.push(Found::Damaged(stamp, error));
            }
        }
    }

    /// So many bytes of a direction were lost.
    pub(in crate::capture) fn gap(&mut self, side: usize, length: u64, stamp: Stamp) {
        let between = self.streams[side].is_between();
        if let Some(heard) = self.streams[side].gap(length) {
            self.heard(side, Ok(heard), stamp);
        } else if between {
            // The lost bytes begin with what would have come next.
            self.unanswered(side);
        }
    }

    /// Gives up the oldest request that the other side would answer.
    fn unanswered(&mut self, side: usize) {
        if let Some(mut waiting) = self.waiting[1 - side].pop_front() {
            let warning = "its response was lost by the capture";
            waiting.exchange.warnings.push(warning.into());
            self.give_up(waiting);
        }
    }

    /// A direction has come to its end.
    pub(in crate::capture) fn end(&mut self, side: usize, how: End, stamp: Stamp) {
        if let Some(heard) = self.streams[side].end(how) {
            self.heard(side, Ok(heard), stamp);
        }
        self.tell_stray(side, stamp);
    }

    /// Nothing comes any more: requests that wait for their responses come out without them.
    pub(in crate::capture) fn finish(&mut self, how: End, stamp: Stamp) {
        for side in 0..self.streams.len() {
            self.end(side, how, stamp);
        }
        let [first, second] = mem::take(&mut self.waiting);
        for waiting in first.into_iter().chain(second) {
            self.give_up(waiting);
        }
    }

    /// Takes what was found since the last time.
    pub(in crate::capture) fn take(&mut self) -> Vec<Found> {
        mem::take(&mut self.found)
    }

    /// How many messages there were.
    pub(in crate::capture) fn messages(&self) -> u64 {
        self.messages
    }

    /// How many bytes were no HTTP.
    pub(in crate::capture) fn skipped(&self) -> u64 {
        self.streams.iter().map(Stream::skipped).sum()
    }

    /// Reads nothing more of the connection.
    pub(in crate::capture) fn stop(&mut self) {
        self.streams.iter_mut().for_each(Stream::stop);
    }

    /// About how many bytes it holds.
    pub(in crate::capture) fn weight(&self) -> usize {
        let streams = self.streams.iter().map(Stream::weight);
        streams.sum::<usize>() + self.held
    }

    fn heard(&mut self, side: usize, heard: Result<Heard>, now: Stamp) {
        self.messages += 1;
        match heard {
            Err(error) => self.found.push(Found::Damaged(now, error)),
            Ok(heard) => match heard.message {
                Message::Request(request) => {
                    // Where all were answered, what was lost before matters no more.
                    self.unsure = heard.lost || self.unsure && !self.waiting[side].is_empty();
                    self.asked(side, request, heard.warnings, heard.stamp);
                }
                Message::Response(response) => {
                    if heard.lost {
                        self.give_up_older(side);
                    }
                    self.answered(side, response, heard.warnings, heard.stamp);
                }
            },
        }
    }

    /// A response behind lost bytes is that of the last request, as few send one before they have
    /// the answer to the one before.
    fn give_up_older(&mut self, side: usize) {
        let older = self.waiting[1 - side].len().saturating_sub(1);
        for _ in 0..older {
            self.unanswered(side);
        }
        self.unsure |= older > 0;
    }

    fn place(&mut self, stamp: Stamp) -> Place {
        self.reached = self.reached.max(stamp.offset);
        (self.reached, self.messages)
    }

    fn asked(&mut self, side: usize, request: Request, warnings: Warnings, stamp: Stamp) {
        let waiting = &mut self.waiting[side];
        let over = waiting.len() >= MOST_WAITING || self.held > self.max;
        if over && let Some(oldest) = waiting.pop_front() {
            self.give_up(oldest);
        }
        let place = self.place(stamp);
        self.found.push(Found::Asked(place));
        let exchange = Box::new(Exchange {
            time: stamp.time,
            request: Some(request),
            response: None,
            warnings,
        });
        self.held += weight(&exchange);
        self.waiting[side].push_back(Waiting {
            stamp,
            place,
            exchange,
        });
    }

    fn answered(&mut self, side: usize, response: Response, warnings: Warnings, stamp: Stamp) {
        // An interim answer: the one that is meant follows.
        if matches!(response.status, 100 | 102..=199) {
            return;
        }
        let Some(Waiting {
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
            self.found.push(Found::Exchange(stamp, place, exchange));
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
        self.found.push(Found::Exchange(stamp, place, exchange));
    }

    fn give_up(&mut self, waiting: Waiting) {
        let Waiting {
            stamp,
            place,
            exchange,
            ..
        } = waiting;
        self.held = self.held.saturating_sub(weight(&exchange));
        self.found.push(Found::Exchange(stamp, place, exchange));
    }
}
