//! However segments come, the exchanges are the same; where some are lost, that is said.

use std::fmt::{self, Write as _};

use paywire::capture::{Body, Config, Exchange, http};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::wire::{FIN, Segment, ethernet, greeting, line, read};

/// How a body is written.
#[derive(Clone, Copy, Debug)]
enum Framing {
    Length,
    Chunked(usize),
    None,
}

fn framing() -> impl Strategy<Value = Framing> {
    prop_oneof![
        Just(Framing::Length),
        (1_usize..9).prop_map(Framing::Chunked),
        Just(Framing::None),
    ]
}

/// A message and the body that it has.
fn written(first: &str, framing: Framing, body: &str) -> (Vec<u8>, String) {
    let message = match framing {
        Framing::None => {
            return (
                format!("{first}\r\nContent-Length: 0\r\n\r\n").into(),
                String::new(),
            );
        }
        Framing::Length => format!("{first}\r\nContent-Length: {}\r\n\r\n{body}", body.len()),
        Framing::Chunked(size) => {
            let mut text = format!("{first}\r\nTransfer-Encoding: chunked\r\n\r\n");
            for chunk in body.as_bytes().chunks(size) {
                let chunk = String::from_utf8_lossy(chunk);
                write!(text, "{:x}\r\n{chunk}\r\n", chunk.len()).expect("text");
            }
            text + "0\r\n\r\n"
        }
    };
    (message.into_bytes(), body.to_owned())
}

/// What was said on a connection, and the lines that it is read as.
#[derive(Clone)]
struct Talk {
    /// Side and bytes of each turn.
    turns: Vec<(usize, Vec<u8>)>,
    lines: Vec<String>,
}

/// Some exchanges; each body says which one it is of.
fn talk() -> impl Strategy<Value = Talk> {
    let exchange = (framing(), framing(), 0_usize..60);
    (vec(exchange, 1..5), any::<bool>()).prop_map(|(exchanges, pipelined)| {
        let (mut asked, mut answered, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (request, response, length)) in exchanges.into_iter().enumerate() {
            let body = format!("{at}{}", "x".repeat(length));
            let (sent, had) = written(&format!("POST /{at} HTTP/1.1"), request, &body);
            let (came, got) = written(&format!("HTTP/1.1 20{at} OK"), response, &body);
            asked.push((0, sent));
            answered.push((1, came));
            let line = format!("POST /{at} {had}");
            lines.push(format!(
                "{} => {}",
                line.trim_end(),
                format!("20{at} {got}").trim_end()
            ));
        }
        let turns = if pipelined {
            asked.into_iter().chain(answered).collect()
        } else {
            asked
                .into_iter()
                .zip(answered)
                .flat_map(|(sent, came)| [sent, came])
                .collect()
        };
        // 204 is a status without a body.
        let lines = lines
            .into_iter()
            .map(|line| match line.split_once(" => 204 ") {
                Some((request, _)) => format!("{request} => 204"),
                None => line,
            });
        let lines = lines.collect();
        Talk { turns, lines }
    })
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let turns = self.turns.iter();
        let text = turns.map(|(side, bytes)| format!("{side} {}", bytes.escape_ascii()));
        f.debug_list().entries(text).finish()
    }
}

impl Talk {
    /// The segments of all turns, cut as they may be, with the ends of both sides.
    fn segments(&self, cuts: &[usize]) -> Vec<Segment> {
        let mut cuts = cuts.iter().cycle();
        let mut said = [0, 0];
        let mut segments = Vec::new();
        for (side, bytes) in &self.turns {
            let mut rest = &bytes[..];
            while !rest.is_empty() {
                let length = *cuts.next().unwrap_or(&1000);
                let (piece, behind) = rest.split_at(length.clamp(1, rest.len()));
                segments.push(Segment::new(*side, said[*side], said[1 - *side], piece));
                said[*side] += piece.len();
                rest = behind;
            }
        }
        segments.push(Segment::new(0, said[0], said[1], b"").flags(FIN));
        segments.push(Segment::new(1, said[1], said[0] + 1, b"").flags(FIN));
        segments
    }
}

fn shuffled(mut segments: Vec<Segment>, order: &[Index], again: &[Index]) -> Vec<Segment> {
    for at in again {
        let again = at.get(&segments).clone();
        segments.push(again);
    }
    for (at, other) in order.iter().enumerate() {
        let at = at % segments.len();
        let other = other.index(segments.len());
        segments.swap(at, other);
    }
    segments
}

/// A talk whose last answer is 204 has a body behind it that is none.
fn is_sound(talk: &Talk) -> bool {
    !talk
        .turns
        .iter()
        .any(|(_, bytes)| bytes.starts_with(b"HTTP/1.1 204"))
}

proptest! {
    #[test]
    fn segments_may_come_in_any_order_and_more_than_once(
        talk in talk().prop_filter("no 204", is_sound),
        cuts in vec(10_usize..80, 1..8),
        order in vec(any::<Index>(), 0..60),
        again in vec(any::<Index>(), 0..10),
    ) {
        let segments = shuffled(talk.segments(&cuts), &order, &again);
        let capture = ethernet(&[greeting(), segments].concat());
        let (exchanges, errors) = read(capture);
        prop_assert!(errors.is_empty());
        let lines: Vec<String> = exchanges.iter().map(line).collect();
        prop_assert_eq!(lines, talk.lines);
        prop_assert!(exchanges.iter().all(|own| own.warnings.is_empty()));
    }

    #[test]
    fn lost_segments_are_never_guessed(
        talk in talk().prop_filter("no 204", is_sound),
        cuts in vec(10_usize..80, 1..8),
        lost in vec(any::<Index>(), 1..4),
    ) {
        let mut segments = talk.segments(&cuts);
        for at in lost {
            if segments.len() > 1 {
                segments.remove(at.index(segments.len()));
            }
        }
        let (exchanges, errors) = read(ethernet(&[greeting(), segments].concat()));
        prop_assert!(errors.is_empty());
        for exchange in &exchanges {
            prop_assert!(is_honest(exchange, &talk), "{:#?}", exchanges.iter().map(|own| (line(own), &own.warnings)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_request_is_read_as_it_was_written(
        method in "[A-Z]{1,10}",
        target in "/[!-~]{0,40}",
        fields in vec(("X-[A-Za-z0-9-]{1,20}", "([!-~]([ -~]{0,30}[!-~])?)?"), 0..8),
        framing in framing(),
        body in "[ -~\\n]{1,200}",
    ) {
        let mut first = format!("{method} {target} HTTP/1.1");
        for (name, value) in &fields {
            write!(first, "\r\n{name}: {value}").expect("text");
        }
        let (bytes, had) = written(&first, framing, &body);
        let read = http::request(&bytes, &Config::new()).expect("a sound message");
        let message = read.message;
        prop_assert_eq!((message.method, message.target), (method, target));
        let own = message.headers.iter().filter(|(name, _)| name.starts_with("X-"));
        let own: Vec<(String, String)> =
            own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        prop_assert_eq!(own, fields);
        let body = match message.body {
            Body::Plain(bytes) => String::from_utf8(bytes).expect("a sound message"),
            Body::Empty => String::new(),
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(body, had);
        prop_assert!(read.warnings.is_empty());
    }
}

/// Whether an exchange is one of those that were, or says that something of it lacks.
fn is_honest(exchange: &Exchange, talk: &Talk) -> bool {
    let text = line(exchange);
    if talk.lines.contains(&text) || !exchange.warnings.is_empty() {
        return true;
    }
    // What is there of each side was so, and belongs together.
    let (request, response) = text.split_once(" => ").expect("a sound message");
    talk.lines.iter().any(|line| {
        let (own_request, own_response) = line.split_once(" => ").expect("a sound message");
        let is = |text: &str, own: &str| {
            let first = text.split('<').next().unwrap_or_default().trim_end();
            text == "-" || text == own || text.contains('<') && own.starts_with(first)
        };
        is(request, own_request) && is(response, own_response)
    })
}
