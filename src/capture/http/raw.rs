//! Reads HTTP/1 messages in text files, as written by proxies and in documents.

use std::collections::VecDeque;

use super::framing::DOUBTFUL;
use super::head::{MessageHead, Warnings};
use super::pairs::weight;
use super::text::{Split, TextInput, TextMessage, is_start};
use crate::capture::source::CaptureSource;
use crate::capture::{Config, Entry, Exchange, Item, Reader, body};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// The longest start line.
const LONGEST_LINE: usize = 64 << 10;
/// The most unanswered requests.
const MOST_WAITING: usize = 1000;

/// Reads a capture of raw messages: requests, responses, or requests followed by responses.
pub(in crate::capture) struct Raw {
    source: CaptureSource,
    config: Config,
    ended: bool,
    /// The offset of text before the next message that is not HTTP.
    odd: Option<u64>,
    waiting: VecDeque<(u64, Box<Exchange>)>,
    held: usize,
    /// Other implementations may see other messages from here on.
    doubtful: [bool; 2],
    ready: VecDeque<Result<(u64, Box<Exchange>)>>,
    number: u64,
}

/// Whether a capture starts with a message.
pub(in crate::capture) fn begins(first: &[u8]) -> bool {
    let first = first.trim_ascii_start();
    let line = first.split(|byte| *byte == b'\n').next();
    line.is_some_and(is_start)
}

impl Reader for Raw {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        while self.ready.is_empty() {
            match self.step() {
                Ok(true) => {}
                Ok(false) => {
                    self.give_up(usize::MAX);
                    if self.ready.is_empty() {
                        return None;
                    }
                }
                Err(error) => self.ready.push_back(Err(error)),
            }
        }
        let ready = self.ready.pop_front()?;
        self.number += 1;
        let number = self.number;
        Some(ready.map(|(offset, exchange)| Entry::ready(number, offset, Item::Exchange(exchange))))
    }
}

impl Raw {
    pub(in crate::capture) fn new(source: CaptureSource, config: &Config) -> Self {
        Raw {
            source,
            config: config.clone(),
            ended: false,
            odd: None,
            waiting: VecDeque::new(),
            held: 0,
            doubtful: [false; 2],
            ready: VecDeque::new(),
            number: 0,
        }
    }

    /// Reads one message; `false` at the end.
    fn step(&mut self) -> Result<bool> {
        if !self.find_start()? {
            return match self.odd.take() {
                Some(at) => Err(self.damage(CaptureErrorKind::NotHttp, at)),
                None => Ok(false),
            };
        }
        let offset = self.source.offset();
        let TextMessage {
            message,
            mut warnings,
            length,
            is_doubtful,
        } = match self.cut() {
            Ok(whole) => whole,
            Err(error) => {
                // Search for the next start line after this one.
                self.skip_line();
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let add = |place: usize| place.saturating_add(start);
                return Err(error.map_spans(|span| add(span.start)..add(span.end)));
            }
        };
        self.source.consume(length);
        if self.odd.take().is_some() {
            warnings.push("text before it that is no message was left out".into());
        }
        let doubtful = &mut self.doubtful[usize::from(matches!(message, MessageHead::Response(_)))];
        if *doubtful {
            warnings.push(DOUBTFUL.into());
        }
        *doubtful |= is_doubtful;
        self.add(offset, message, warnings);
        Ok(true)
    }

    /// Reads until the window has this length, if the input does.
    fn grow(&mut self, length: usize) -> Result<()> {
        let read = self.source.at_least(length).map(<[u8]>::len);
        self.ended = read.as_ref().map_or(true, |read| *read < length);
        read.map(|_| ())
    }

    /// Moves to the next start line.
    fn find_start(&mut self) -> Result<bool> {
        loop {
            let window = self.source.window();
            let blank = window.iter().take_while(|byte| byte.is_ascii_whitespace());
            let blank = blank.count();
            self.source.consume(blank);
            let window = self.source.window();
            let end = memchr::memchr(b'\n', window);
            if end.is_none() && !self.ended && window.len() <= LONGEST_LINE {
                let length = window.len().saturating_add(1);
                self.grow(length.max(FIRST_LOOK))?;
                continue;
            }
            if window.is_empty() {
                return Ok(false);
            }
            if is_start(&window[..end.unwrap_or(window.len())]) {
                return Ok(true);
            }
            self.odd.get_or_insert(self.source.offset());
            self.skip_line();
        }
    }

    /// Skips a line.
    fn skip_line(&mut self) {
        let window = self.source.window();
        let end = memchr::memchr(b'\n', window).map(|end| end + 1);
        let length = end.unwrap_or(window.len());
        self.source.consume(length);
    }

    /// The message at the start of the window.
    fn cut(&mut self) -> Result<TextMessage> {
        let most = self
            .config
            .entry
            .0
            .saturating_add(self.config.limits.max_input() as usize);
        loop {
            let oldest = self.waiting.front();
            let request = oldest.and_then(|(_, exchange)| exchange.request.as_ref());
            let text = TextInput {
                bytes: self.source.window(),
                ended: self.ended,
                alone: false,
                asked: request.map(|request| &*request.method),
                config: &self.config,
            };
            let needed = match text.cut()? {
                Split::TextMessage(whole) => return Ok(whole),
                Split::More(needed) => needed,
            };
            let there = self.source.window().len();
            if there > most {
                return Err(body::too_long());
            }
            // Doubling keeps the cost of repeated attempts linear. A length beyond the text is
            // noticed at its end.
            let needed = needed
                .min(most.saturating_add(1))
                .max(there.saturating_mul(2));
            self.grow(needed)?;
        }
    }

    fn add(&mut self, offset: u64, message: MessageHead, warnings: Warnings) {
        match message {
            MessageHead::Request(request) => {
                let exchange = Box::new(Exchange {
                    request: Some(request),
                    warnings,
                    ..Exchange::default()
                });
                self.held += weight(&exchange);
                self.waiting.push_back((offset, exchange));
                let over = self.held > self.config.entry.0 || self.waiting.len() > MOST_WAITING;
                self.give_up(usize::from(over));
            }
            // The final response follows it.
            MessageHead::Response(response) if matches!(response.status, 100 | 102..=199) => {}
            MessageHead::Response(response) => {
                let asked = self.waiting.pop_front();
                let (offset, mut exchange) = asked.unwrap_or_else(|| (offset, Box::default()));
                self.held = self.held.saturating_sub(weight(&exchange));
                exchange.response = Some(response);
                exchange.warnings.extend(warnings);
                self.ready.push_back(Ok((offset, exchange)));
            }
        }
    }

    /// Emits the oldest requests without responses.
    fn give_up(&mut self, count: usize) {
        for _ in 0..count.min(self.waiting.len()) {
            if let Some((offset, exchange)) = self.waiting.pop_front() {
                self.held = self.held.saturating_sub(weight(&exchange));
                self.ready.push_back(Ok((offset, exchange)));
            }
        }
    }

    #[cold]
    fn damage(&self, what: CaptureErrorKind, at: u64) -> Error {
        let place = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
        let span = place(at)..place(self.source.offset());
        Error::at(ErrorKind::Capture(what), span)
    }
}

/// The number of bytes searched first for the end of a line.
const FIRST_LOOK: usize = 8 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Body, Kind};

    fn read(text: &str) -> Vec<Result<Exchange>> {
        read_with(text, &Config::new())
    }

    fn read_with(text: &str, config: &Config) -> Vec<Result<Exchange>> {
        let mut reader = Raw::new(
            CaptureSource::new(std::io::Cursor::new(text.to_owned())),
            config,
        );
        std::iter::from_fn(|| reader.next_entry())
            .map(|entry| match entry?.parse(config)? {
                Item::Exchange(exchange) => Ok(*exchange),
                other => unreachable!("{other:?}"),
            })
            .collect()
    }

    /// Target, status, both bodies and the number of warnings, in one line.
    fn lines(text: &str) -> Vec<String> {
        let body = |body: &Body| match body {
            Body::Plain(bytes) | Body::Coded(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Body::Empty => String::new(),
            Body::Missing(why) => format!("<{why}>"),
        };
        let line = |exchange: Result<Exchange>| {
            let exchange = exchange.unwrap();
            let request = exchange.request.as_ref();
            let request = request.map(|own| format!("{} {}", own.target, body(&own.body)));
            let response = exchange.response.as_ref();
            let response = response.map(|own| format!("{} {}", own.status, body(&own.body)));
            format!("{request:?} {response:?} {}", exchange.warnings.len())
        };
        read(text).into_iter().map(line).collect()
    }

    #[test]
    fn requests_and_responses_are_paired_in_order() {
        let text = "GET /a HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\na=1\r\n\
            HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx\
            HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\ny\nGET /c HTTP/1.1\n\n";
        assert_eq!(
            lines(text),
            [
                "Some(\"/a \") Some(\"200 x\") 0",
                "Some(\"/b a=1\") Some(\"404 y\") 0",
                "Some(\"/c \") None 0",
            ]
        );
    }

    #[test]
    fn bodies_without_a_length_end_before_the_next_message() {
        let text = "POST /a HTTP/1.1\nHost: x\n\na=1&b=2\n\nHTTP/1.1 200 OK\n\nack=Success\n\n\
            POST /b HTTP/1.1\n\nc=3\n";
        assert_eq!(
            lines(text),
            [
                "Some(\"/a a=1&b=2\") Some(\"200 ack=Success\") 0",
                "Some(\"/b c=3\") None 0",
            ]
        );
    }

    #[test]
    fn a_length_is_believed_where_the_text_agrees() {
        // The first body was shortened; the text after the second is not part of it.
        let text = "HTTP/1.1 200 OK\nContent-Length: 99\n\nshort\n\nHTTP/1.1 200 OK\n\
            Content-Length: 3\n\nabc\nConnection closed.\nHTTP/1.1 200 OK\n\nx";
        assert_eq!(
            lines(text),
            [
                "None Some(\"200 short\") 1",
                "None Some(\"200 abc\") 0",
                "None Some(\"200 x\") 1",
            ]
        );
    }

    #[test]
    fn what_is_no_message_is_said() {
        let read = read("GET / HTTP/1.1\nContent-Length: 3\n\na=1\nmore\nof this");
        assert_eq!(read.len(), 2);
        let error = read[0].as_ref().unwrap_err();
        assert_eq!(error.span(), Some(38..50));
    }

    #[test]
    fn what_is_too_long_is_refused_and_the_next_one_read() {
        let limits = crate::limits::Limits::default().input(100);
        let config = Config::new().max_entry(100).limits(limits);
        let long = "x".repeat(300_000);
        let text = format!("POST /a HTTP/1.1\n\n{long}\nGET /b HTTP/1.1\n\n");
        let read = read_with(&text, &config);
        assert!(read[0].is_err());
        assert_eq!(
            read[1].as_ref().unwrap().request.as_ref().unwrap().target,
            "/b"
        );
        assert_eq!(read.len(), 2);
    }

    /// The time limit is generous: a quadratic algorithm misses it by far.
    #[test]
    fn no_text_takes_long() {
        let starts = "GET / HTTP/1.1\n".repeat(50_000);
        let lengths = "POST / HTTP/1.1\nContent-Length: 99999999\n\nx\n".repeat(20_000);
        let chunks = "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n1\nx\n".repeat(20_000);
        let line = "GET / HTTP/1.1\n\n".to_owned() + &"x".repeat(2_000_000);
        let blank = "GET / HTTP/1.1\n\n".to_owned() + &"\n".repeat(2_000_000);
        for text in [starts, lengths, chunks, line, blank] {
            let start = std::time::Instant::now();
            assert!(!read(&text).is_empty());
            let time = start.elapsed();
            assert!(time.as_secs() < 20, "{} took {time:?}", &text[..40]);
        }
    }

    #[test]
    fn is_known_by_its_first_line() {
        for text in [
            "POST /Pay HTTP/1.1\r\n",
            "\nHTTP/1.1 200 OK\n",
            "GET http://a/ HTTP/1.0\n",
        ] {
            assert_eq!(Kind::detect(text.as_bytes()), Kind::Http, "{text}");
        }
        for text in ["POST=1&HTTP/1.1", "GET /\n", "HTTP/1.1\n"] {
            assert_ne!(Kind::detect(text.as_bytes()), Kind::Http, "{text}");
        }
    }

    #[test]
    fn a_message_behind_one_that_ends_in_two_ways_is_said() {
        for (fields, warnings) in [
            ("Content-Length: 29\r\nTransfer-Encoding: chunked", 1),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked", 0),
            ("Transfer-Encoding: chunked", 0),
        ] {
            let text = format!(
                "POST / HTTP/1.1\r\n{fields}\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n\
                 HTTP/1.1 204 No\r\n\r\n"
            );
            let read = read(&text);
            assert_eq!(read.len(), 2);
            let hidden = read[1].as_ref().unwrap();
            assert_eq!(hidden.request.as_ref().unwrap().target, "/hidden");
            assert_eq!(hidden.warnings.len(), warnings, "{fields}");
        }
    }

    #[test]
    fn a_body_of_which_nothing_says_the_length_is_read_and_none_is_lost() {
        let text = "POST /a HTTP/1.1\r\nContent-Length: +3\r\n\r\na=1\r\n\
            POST /b HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nb=2\r\n";
        assert_eq!(
            lines(text),
            ["Some(\"/a a=1\") None 1", "Some(\"/b b=2\") None 2"]
        );
    }
}
