//! Packets that can be read in two ways, or that belong to no message: each is reported, none is dropped.

use paywire::capture::{Body, Exchange};

use super::wire::{FIN, SYN, Segment, ethernet, greeting, ipv4, line, lines, pcap, read};

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nack=1";

fn request(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST /Pay HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// A segment whose numbers begin elsewhere than those of the other segments.
fn moved(mut segment: Segment, by: u32) -> Segment {
    segment.start = segment.start.wrapping_add(by);
    segment.expects = segment.expects.wrapping_add(by);
    segment
}

/// An exchange, with the packets that begin it or without.
fn talk(body: &str, by: u32, greets: bool, ends: bool) -> Vec<Segment> {
    let asked = request(body);
    let mut segments = if greets { greeting() } else { Vec::new() };
    segments.push(Segment::new(0, 0, 0, &asked));
    segments.push(Segment::new(1, 0, asked.len(), RESPONSE));
    if ends {
        segments.push(Segment::new(0, asked.len(), RESPONSE.len(), b"").flags(FIN));
        segments.push(Segment::new(1, RESPONSE.len(), asked.len() + 1, b"").flags(FIN));
    }
    segments.into_iter().map(|own| moved(own, by)).collect()
}

const READ: [&str; 2] = ["POST /Pay a=1 => 200 ack=1", "POST /Pay b=2 => 200 ack=1"];

#[test]
fn a_new_connection_on_the_same_ports_is_one_whatever_its_numbers() {
    for by in [
        5,
        95_000,
        1 << 30,
        1 << 31,
        0_u32.wrapping_sub(95_000),
        0_u32.wrapping_sub(7),
    ] {
        for (ends, greets) in [(true, true), (false, true), (true, false)] {
            // Without a greeting it is known by numbers that the one before never had.
            let far = by.cast_signed().unsigned_abs() > 1000;
            if !greets && !far {
                continue;
            }
            let segments = [talk("a=1", 0, true, ends), talk("b=2", by, greets, true)].concat();
            assert_eq!(lines(ethernet(&segments)), READ, "{by} {ends} {greets}");
        }
    }
}

#[test]
fn a_new_connection_is_known_without_its_first_packet_by_numbers_below_the_old_ones() {
    let below = 0_u32.wrapping_sub(95_000);
    let segments = [talk("a=1", 0, true, false), talk("b=2", below, false, true)].concat();
    assert_eq!(lines(ethernet(&segments)), READ);
}

#[test]
fn a_greeting_that_comes_again_begins_nothing() {
    let mut segments = talk("a=1", 0, true, true);
    for at in [3, 2] {
        segments.insert(at, segments[0].clone());
        segments.insert(at, segments[1].clone());
    }
    let (exchanges, errors) = read(ethernet(&segments));
    assert!(errors.is_empty() && exchanges[0].warnings.is_empty());
    assert_eq!(
        (exchanges.len(), line(&exchanges[0])),
        (1, READ[0].to_owned())
    );
}

#[test]
fn a_connection_that_begins_in_the_middle_of_another_is_followed() {
    // Nobody has closed the first one, and its request was not answered.
    let asked = request("a=1");
    let first = [greeting(), vec![Segment::new(0, 0, 0, &asked)]].concat();
    let segments = [first, talk("b=2", 70_000, true, true)].concat();
    let expected = ["POST /Pay a=1 => -", READ[1]];
    assert_eq!(lines(ethernet(&segments)), expected);
    assert_ne!(SYN, FIN);
}

/// What is said of the one exchange there is, or of nothing, and the errors.
fn told(segments: &[Segment]) -> (Vec<String>, Vec<String>, Vec<Exchange>) {
    let (exchanges, errors) = read(ethernet(segments));
    let warnings = exchanges.iter().flat_map(|own| &own.warnings);
    let warnings = warnings.map(ToString::to_string).collect();
    let errors = errors.iter().map(ToString::to_string).collect();
    (warnings, errors, exchanges)
}

#[test]
fn bytes_that_come_again_and_differ_are_told_of_with_both_places() {
    let (asked, other) = (request("amount=12.50"), request("amount=99.50"));
    let first = Segment::new(0, 0, 0, &asked);
    let again = Segment::new(0, 0, 0, &other);
    let answer = Segment::new(1, 0, asked.len(), RESPONSE);
    // The place of each packet: the file's header, and for each packet before it 16 and its bytes.
    let place = |segments: &[Segment]| -> usize {
        let lengths = segments.iter().map(|own| own.ethernet().len() + 16);
        24 + lengths.sum::<usize>()
    };
    let segments = [
        greeting(),
        vec![first.clone(), again.clone(), answer.clone()],
    ]
    .concat();
    let (warnings, errors, exchanges) = told(&segments);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(exchanges.len(), 1);
    let (here, there) = (place(&segments[..2]), place(&segments[..3]));
    assert_eq!(
        warnings,
        [format!(
            "the same bytes were sent twice and differ (at {here} and at {there} of the capture): \
             nobody knows which were taken, the first were read"
        )]
    );
    // Whichever comes first; once for each message; and cut otherwise.
    let part = Segment::new(0, 10, 0, &other[10..]);
    let ahead = Segment::new(0, 20, 0, &other[20..]);
    for middle in [
        vec![again.clone(), first.clone(), answer.clone()],
        vec![first.clone(), part.clone(), again.clone(), answer.clone()],
        vec![part.clone(), first.clone(), answer.clone()],
        vec![ahead, part, first.clone(), answer.clone()],
    ] {
        let segments = [greeting(), middle].concat();
        let (warnings, errors, exchanges) = told(&segments);
        assert_eq!((warnings.len(), errors.len(), exchanges.len()), (1, 0, 1));
    }
    // The message has gone out: then it is an error of its own.
    let segments = [greeting(), vec![first, answer, again]].concat();
    let (warnings, errors, _) = told(&segments);
    assert_eq!(
        (warnings.len(), errors.len()),
        (0, 1),
        "{warnings:?} {errors:?}"
    );
    assert!(errors[0].contains("sent twice and differ"), "{errors:?}");
}

#[test]
fn bytes_of_an_answer_that_differ_are_told_of_too() {
    let asked = request("a=1");
    let (half, rest) = RESPONSE.split_at(20);
    let segments = [
        greeting(),
        vec![
            Segment::new(0, 0, 0, &asked),
            Segment::new(1, 0, asked.len(), half),
            Segment::new(1, 0, asked.len(), b"HTTP/1.1 500 No\r\n"),
            Segment::new(1, half.len(), asked.len(), rest),
        ],
    ];
    let (warnings, errors, exchanges) = told(&segments.concat());
    assert_eq!((warnings.len(), errors.len(), exchanges.len()), (1, 0, 1));
}

#[test]
fn a_body_without_a_length_is_told_of() {
    for (field, why) in [
        ("", "neither Content-Length nor Transfer-Encoding"),
        ("Content-Length: +3\r\n", "invalid Content-Length"),
        ("Content-Length: 3 bytes\r\n", "invalid Content-Length"),
        ("Transfer-Encoding: gzip\r\n", "transfer coding"),
    ] {
        for (body, cut) in [
            ("a=1", false),
            ("a=1", true),
            ("{\"a\":1}\n", true),
            ("PAY", true),
        ] {
            let head = format!("POST /Pay HTTP/1.1\r\n{field}\r\n");
            let end = head.len() + body.len();
            let mut segments = greeting();
            if cut {
                segments.push(Segment::new(0, 0, 0, head.as_bytes()));
                segments.push(Segment::new(0, head.len(), 0, body.as_bytes()));
            } else {
                segments.push(Segment::new(0, 0, 0, (head.clone() + body).as_bytes()));
            }
            segments.push(Segment::new(0, end, 0, b"").flags(FIN));
            segments.push(Segment::new(1, 0, end + 1, RESPONSE));
            let (_, errors, exchanges) = told(&segments);
            assert!(errors.is_empty());
            let request = exchanges[0].request.as_ref().expect("a request");
            let Body::Missing(reason) = request.body else {
                panic!("{field:?} {body}: {:?}", request.body);
            };
            assert!(
                reason.as_str().contains(why) && reason.as_str().contains("length"),
                "{reason}"
            );
            assert!(exchanges[0].response.is_some());
        }
    }
}

#[test]
fn bytes_between_messages_are_told_of() {
    let asked = request("a=1");
    let stray = [&asked[..], b"&more=99.50\r\n"].concat();
    let next = request("b=2");
    let segments = [
        greeting(),
        vec![
            Segment::new(0, 0, 0, &stray),
            Segment::new(1, 0, stray.len(), RESPONSE),
            Segment::new(0, stray.len(), RESPONSE.len(), &next),
            Segment::new(1, RESPONSE.len(), stray.len() + next.len(), RESPONSE),
        ],
    ];
    let (warnings, errors, exchanges) = told(&segments.concat());
    assert_eq!((warnings.len(), errors.len()), (1, 0), "{warnings:?}");
    assert!(exchanges[0].warnings[0].contains("belong to no message"));
    assert_eq!(exchanges.iter().map(line).collect::<Vec<_>>(), READ);

    // Behind an answer: the exchange has gone out, and nothing else gets lost.
    let answer = [RESPONSE, b"<more/>"].concat();
    let segments = [
        greeting(),
        vec![
            Segment::new(0, 0, 0, &asked),
            Segment::new(1, 0, asked.len(), &answer),
            Segment::new(0, asked.len(), answer.len(), &next),
            Segment::new(1, answer.len(), asked.len() + next.len(), RESPONSE),
        ],
    ];
    let (warnings, errors, exchanges) = told(&segments.concat());
    assert_eq!((warnings.len(), errors.len()), (1, 0), "{warnings:?}");
    let read: Vec<String> = exchanges.iter().map(line).collect();
    assert!(
        READ.iter().all(|own| read.iter().any(|other| other == own)),
        "{read:?}"
    );
}

#[test]
fn a_message_behind_one_that_ends_in_two_ways_is_told_of() {
    let hidden = "GET /hidden HTTP/1.1\r\n\r\n";
    let empty = "0\r\n\r\n";
    let both = empty.len() + hidden.len();
    for (fields, body, is_doubtful) in [
        (
            format!("Content-Length: {both}\r\nTransfer-Encoding: chunked"),
            empty,
            true,
        ),
        (
            "Content-Length: 3\r\nTransfer-Encoding: chunked".to_owned(),
            empty,
            true,
        ),
        (
            "Content-Length: 0\r\nContent-Length: 25".to_owned(),
            "",
            true,
        ),
        (format!("Content-Length: +{}", hidden.len()), "", true),
        (
            "Transfer-Encoding: chunked, identity".to_owned(),
            empty,
            true,
        ),
        // Both say the same.
        (
            format!(
                "Content-Length: {}\r\nTransfer-Encoding: chunked",
                empty.len()
            ),
            empty,
            false,
        ),
        ("Transfer-Encoding: chunked".to_owned(), empty, false),
    ] {
        let asked = format!("POST / HTTP/1.1\r\n{fields}\r\n\r\n{body}{hidden}");
        let segments = [greeting(), vec![Segment::new(0, 0, 0, asked.as_bytes())]].concat();
        let (_, errors, exchanges) = told(&segments);
        assert!(
            errors.is_empty() && exchanges.len() == 2,
            "{fields}: {exchanges:?}"
        );
        let warned = exchanges[1]
            .warnings
            .iter()
            .any(|own| own.contains("two ways"));
        assert_eq!(warned, is_doubtful, "{fields}");
    }
}

#[test]
fn what_is_another_protocol_behind_a_message_is_none_of_this() {
    let asked = b"GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    let early = [&asked[..], &[0x81, 0x85, 1, 2, 3]].concat();
    let segments = [greeting(), vec![Segment::new(0, 0, 0, &early)]].concat();
    let (warnings, errors, _) = told(&segments);
    assert!(warnings.is_empty() && errors.is_empty(), "{warnings:?}");
    // Nor is a connection of something else.
    let on = |segment: Segment| ipv4(segment.side, &segment.tcp(7), 1, 0);
    let packets = [
        on(Segment::new(0, 0, 0, b"EHLO a\r\n")),
        on(Segment::new(0, 8, 0, b"x\r\n")),
    ];
    assert!(lines(pcap(101, &packets)).is_empty());
}
