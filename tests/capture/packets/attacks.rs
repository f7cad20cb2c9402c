//! Connections made to hurt: none takes longer than its bytes are worth. The time is generous: what is
//! quadratic misses it by far.

use std::time::{Duration, Instant};

use super::wire::{Segment, ethernet, greeting, read};

/// Segments of one side, each with so many of the bytes.
fn cut(bytes: &[u8], length: usize) -> Vec<Segment> {
    let pieces = bytes.chunks(length).enumerate();
    pieces
        .map(|(at, piece)| Segment::new(0, at * length, 0, piece))
        .collect()
}

fn soon(name: &str, segments: Vec<Segment>) -> usize {
    let capture = ethernet(&[greeting(), segments].concat());
    let start = Instant::now();
    let (exchanges, errors) = read(capture);
    let time = start.elapsed();
    println!("{name}: {time:?}");
    assert!(time < Duration::from_secs(20), "{name} took {time:?}");
    exchanges.len() + errors.len()
}

#[test]
fn nothing_takes_long() {
    let small = "GET / HTTP/1.1\r\n\r\n".repeat(50_000);
    assert_eq!(
        soon("small requests", cut(small.as_bytes(), 60_000)),
        50_000
    );

    let fields = "GET / HTTP/1.1\r\n".to_owned() + &"A: b\r\n".repeat(300_000);
    soon("a header without an end", cut(fields.as_bytes(), 100));

    let line = "GET /".to_owned() + &"x".repeat(3_000_000);
    soon("a line without an end", cut(line.as_bytes(), 100));

    let chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
    let chunks = chunks + &"1\r\nx\r\n".repeat(300_000);
    soon("small chunks", cut(chunks.as_bytes(), 100));

    let starts = "GET / HTTP/1.1 \r\n".repeat(100_000);
    soon("start lines alone", cut(starts.as_bytes(), 100));
}

#[test]
fn no_order_of_segments_takes_long() {
    let body = "x".repeat(200_000);
    let text = format!("POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n{body}");
    let mut backwards = cut(text.as_bytes(), 10);
    backwards.reverse();
    soon("backwards", backwards);

    let holes = cut(text.as_bytes(), 10).into_iter().step_by(2).collect();
    soon("a hole after each", holes);

    let overlaps = (0..20_000).map(|at| {
        let bytes = text.as_bytes();
        Segment::new(0, at, 0, &bytes[at..(at + 1000).min(bytes.len())])
    });
    soon("overlaps", overlaps.collect());

    // Each side says that it has what the other one never sent.
    let lies = (0..20_000).map(|at| {
        let other = if at % 3 == 0 { 900_000 } else { at * 7 % 1000 };
        Segment::new(at % 2, at * 5, other, b"GET /")
    });
    soon("lies", lies.collect());
}
