//! Files and links of every shape, and single things that networks do.

use paywire::ErrorKind;
use paywire::capture::{Config, Kind};

use super::wire::{FIN, RESET, Segment, ethernet, greeting, ipv4, line, lines, pcap, read};

const REQUEST: &[u8] = b"POST /Pay HTTP/1.1\r\nHost: api.example\r\nContent-Length: 3\r\n\r\na=1";
const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nack=1";
const READ: &str = "POST /Pay a=1 => 200 ack=1";

/// One exchange, from the first packet to the last.
fn exchange() -> Vec<Segment> {
    let (asked, answered) = (REQUEST.len(), RESPONSE.len());
    let mut segments = greeting();
    segments.extend([
        Segment::new(0, 0, 0, REQUEST),
        Segment::new(1, 0, asked, RESPONSE),
        Segment::new(0, asked, answered, b"").flags(FIN),
        Segment::new(1, answered, asked + 1, b"").flags(FIN),
        Segment::new(0, asked + 1, answered + 1, b""),
    ]);
    segments
}

fn with_head(head: &[u8], packet: fn(&Segment) -> Vec<u8>) -> Vec<Vec<u8>> {
    let segments = exchange();
    let packets = segments.iter().map(|own| [head, &packet(own)].concat());
    packets.collect()
}

#[test]
fn each_link_is_read() {
    let ethernet = [&[2; 12][..], &[0x08, 0x00]].concat();
    let vlan = [&[2; 12][..], &[0x81, 0x00, 0, 7, 0x08, 0x00]].concat();
    let two_vlans = [
        &[2; 12][..],
        &[0x88, 0xa8, 0, 7, 0x81, 0x00, 0, 7, 0x08, 0x00],
    ]
    .concat();
    let over_six = [&[2; 12][..], &[0x86, 0xdd]].concat();
    let cooked = [&[0; 14][..], &[0x08, 0x00]].concat();
    let cooked_2 = [&[0x08, 0x00][..], &[0; 18]].concat();
    for (link, head, packet) in [
        (1, &ethernet[..], Segment::ipv4 as fn(&Segment) -> Vec<u8>),
        (1, &vlan, Segment::ipv4),
        (1, &two_vlans, Segment::ipv4),
        (1, &over_six, Segment::ipv6),
        (0, &[2, 0, 0, 0], Segment::ipv4),
        (0, &[30, 0, 0, 0], Segment::ipv6),
        (108, &[0, 0, 0, 2], Segment::ipv4),
        (101, &[], Segment::ipv4),
        (101, &[], Segment::ipv6),
        (12, &[], Segment::ipv4),
        (228, &[], Segment::ipv4),
        (229, &[], Segment::ipv6),
        (113, &cooked, Segment::ipv4),
        (276, &cooked_2, Segment::ipv4),
    ] {
        assert_eq!(
            lines(pcap(link, &with_head(head, packet))),
            [READ],
            "{link}"
        );
    }
}

#[test]
fn a_link_that_nobody_knows_is_said_once() {
    let (exchanges, errors) = read(pcap(147, &with_head(&[], Segment::ipv4)));
    assert!(exchanges.is_empty());
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].span(), Some(24..64));
}

/// The numbers of a file in the other order of bytes.
fn swapped(little: &[u8]) -> Vec<u8> {
    let four = |bytes: &[u8]| bytes.iter().rev().copied().collect::<Vec<u8>>();
    let mut big = [&four(&little[..4])[..], &[0, 2, 0, 4], &[0; 8]].concat();
    big.extend(four(&little[16..20]));
    big.extend(four(&little[20..24]));
    let mut rest = &little[24..];
    while let Some((head, behind)) = rest.split_at_checked(16) {
        head.chunks(4).for_each(|number| big.extend(four(number)));
        let length = u32::from_le_bytes(head[8..12].try_into().expect("four bytes")) as usize;
        big.extend(&behind[..length]);
        rest = &behind[length..];
    }
    big
}

#[test]
fn either_order_of_bytes_and_either_clock_is_read() {
    let little = ethernet(&exchange());
    let mut nanos = little.clone();
    nanos[..2].copy_from_slice(&[0x4d, 0x3c]);
    for (capture, time) in [
        (swapped(&little), "1970-01-01T00:16:42.0005Z"),
        (little, "1970-01-01T00:16:42.0005Z"),
        (swapped(&nanos), "1970-01-01T00:16:42.0000005Z"),
        (nanos, "1970-01-01T00:16:42.0000005Z"),
    ] {
        assert_eq!(Kind::detect(&capture), Kind::Pcap);
        let (exchanges, errors) = read(capture);
        assert!(errors.is_empty());
        assert_eq!(line(&exchanges[0]), READ);
        assert_eq!(exchanges[0].time, Some(time.parse().unwrap()));
    }
}

/// Writes blocks of pcapng.
struct Blocks {
    bytes: Vec<u8>,
    big: bool,
}

impl Blocks {
    fn four(&self, number: u32) -> [u8; 4] {
        if self.big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    }

    fn two(&self, number: u16) -> [u8; 2] {
        if self.big {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    }

    fn add(&mut self, kind: u32, body: &[u8]) {
        let padding = (4 - body.len() % 4) % 4;
        let length = self.four(u32::try_from(12 + body.len() + padding).expect("short"));
        let kind = self.four(kind);
        let parts = [&kind[..], &length, body, &[0; 3][..padding], &length];
        self.bytes.extend(parts.concat());
    }

    fn section(&mut self) {
        let magic = self.four(0x1a2b_3c4d);
        let version = self.two(1);
        self.add(
            0x0a0d_0d0a,
            &[&magic[..], &version, &[0, 0], &[0xff; 8]].concat(),
        );
    }

    /// An interface, whose clock has such a resolution and is so far behind.
    fn interface(&mut self, link: u16, resolution: u8, behind: i64) {
        let code = |code| self.two(code);
        let offset = if self.big {
            behind.to_be_bytes()
        } else {
            behind.to_le_bytes()
        };
        let body = [
            &code(link)[..],
            &[0; 6],
            &code(9),
            &code(1),
            &[resolution, 0, 0, 0],
            &code(14),
            &code(8),
            &offset,
            &[0; 4],
        ];
        self.add(1, &body.concat());
    }

    fn packet(&mut self, interface: u32, units: u64, data: &[u8]) {
        let length = u32::try_from(data.len()).expect("short");
        let half = |number| u32::try_from(number).expect("one half");
        let (high, low) = (half(units >> 32), half(units & 0xffff_ffff));
        let numbers = [interface, high, low, length, length].map(|number| self.four(number));
        self.add(6, &[numbers.as_flattened(), data].concat());
    }
}

#[test]
fn pcapng_is_read_with_the_clock_of_each_interface() {
    for big in [false, true] {
        let bytes = Vec::new();
        let mut blocks = Blocks { bytes, big };
        blocks.section();
        blocks.interface(147, 6, 0);
        blocks.interface(101, 9, 100);
        blocks.interface(101, 0x8a, 0);
        // What nobody knows is skipped.
        blocks.add(0x0bad, b"abc");
        for (at, segment) in (0..).zip(exchange()) {
            let (interface, units) = if at % 2 == 0 {
                (1, 1_500_000_000 * (at + 1))
            } else {
                (2, 1024)
            };
            blocks.packet(interface, units, &segment.ipv4());
        }
        // A section in the other order begins with no interfaces.
        blocks.big = !big;
        blocks.section();
        blocks.interface(101, 6, 0);
        blocks.packet(
            0,
            0,
            &Segment::new(0, 0, 0, b"GET / HTTP/1.0\r\n\r\n").ipv6(),
        );
        let (exchanges, errors) = read(blocks.bytes);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(line(&exchanges[0]), READ);
        let time = "1970-01-01T00:01:44.5Z".parse().unwrap();
        assert_eq!(exchanges[0].time, Some(time));
        assert_eq!(line(&exchanges[1]), "GET / => -");
    }
}

#[test]
fn what_a_cut_file_has_is_read_and_the_place_said() {
    let whole = ethernet(&exchange());
    let cut = whole.len() - 100;
    let (exchanges, errors) = read(whole[..cut].to_vec());
    assert_eq!(line(&exchanges[0]), READ);
    assert_eq!(*errors[0].kind(), ErrorKind::UnexpectedEnd);
    // Where the packet begins that is not whole.
    let last_two = 2 * (16 + 60);
    assert_eq!(errors[0].span(), Some(whole.len() - last_two..cut));
    for cut in 24..whole.len() {
        let (_, errors) = read([&whole[..cut], &[0xff; 9]].concat());
        assert!(errors.len() <= 1, "{cut}");
    }
}

#[test]
fn bytes_that_were_not_captured_are_lost_not_guessed() {
    let mut packets: Vec<Vec<u8>> = exchange().iter().map(Segment::ethernet).collect();
    for packet in &mut packets {
        packet.truncate(96);
    }
    let lost = "<bytes of the message are missing from the capture>";
    let expected = [format!("POST /Pay {lost} => 200 {lost}")];
    assert_eq!(lines(pcap(1, &packets)), expected);
}

#[test]
fn a_lost_segment_is_said() {
    let mut segments = exchange();
    let (head, body) = REQUEST.split_at(REQUEST.len() - 3);
    segments[2] = Segment::new(0, 0, 0, head);
    assert_eq!(body, b"a=1");
    let lost = "POST /Pay <bytes of the message are missing from the capture> => 200 ack=1";
    assert_eq!(lines(ethernet(&segments)), [lost]);
}

#[test]
fn fragments_are_put_together() {
    let mut packets: Vec<Vec<u8>> = exchange().iter().map(Segment::ipv4).collect();
    let tcp = exchange()[2].tcp(40_000);
    let (first, last) = tcp.split_at(32);
    packets[2] = ipv4(0, last, 9, 4);
    packets.insert(3, ipv4(0, first, 9, 0x2000));
    assert_eq!(lines(pcap(101, &packets)), [READ]);
}

#[test]
fn the_beginning_may_lack_and_the_end() {
    let segments = exchange();
    assert_eq!(lines(ethernet(&segments[2..4])), [READ]);
    assert_eq!(lines(ethernet(&segments[3..4])), ["- => 200 ack=1"]);
    assert_eq!(lines(ethernet(&segments[..3])), ["POST /Pay a=1 => -"]);
}

#[test]
fn probes_and_repeated_packets_change_nothing() {
    let mut segments = exchange();
    let asked = REQUEST.len();
    segments.insert(4, Segment::new(0, asked - 1, RESPONSE.len(), b"!"));
    segments.insert(4, segments[2].clone());
    segments.insert(2, segments[0].clone());
    let last = segments.len() - 1;
    segments.push(segments[last - 3].clone());
    segments.push(segments[3].clone());
    assert_eq!(lines(ethernet(&segments)), [READ]);
}

#[test]
fn ports_may_be_used_again() {
    let mut segments = exchange();
    segments[5] = Segment::new(1, RESPONSE.len(), REQUEST.len(), b"").flags(RESET);
    let twice = [&segments[..], &exchange()].concat();
    assert_eq!(lines(ethernet(&twice)), [READ, READ]);
}

#[test]
fn other_protocols_are_counted() {
    let talk = |first: &[u8]| {
        let mut segments = greeting();
        segments.push(Segment::new(0, 0, 0, first));
        segments.push(Segment::new(1, 0, first.len(), &[0x17; 9]));
        read(ethernet(&segments)).0
    };
    let tls = talk(&[0x16, 0x03, 0x01, 0, 5, 1, 0, 0, 1, 0]);
    assert_eq!(tls.len(), 1);
    assert_eq!((&tls[0].request, &tls[0].response), (&None, &None));
    assert!(tls[0].warnings[0].contains("1 connection over TLS"));
    let other = talk(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert!(other[0].warnings[0].contains("HTTP/2"));
    assert!(talk(b"EHLO mail.example\r\n").is_empty());
}

#[test]
fn a_tunnel_has_no_messages() {
    let asked = b"CONNECT a:443 HTTP/1.1\r\n\r\n";
    let answered = b"HTTP/1.1 200 Connected\r\n\r\n";
    let mut segments = greeting();
    segments.extend([
        Segment::new(0, 0, 0, asked),
        Segment::new(1, 0, asked.len(), answered),
        Segment::new(0, asked.len(), answered.len(), REQUEST),
    ]);
    assert_eq!(lines(ethernet(&segments)), ["CONNECT a:443 => 200"]);
}

#[test]
fn exchanges_come_in_the_order_of_their_requests() {
    let slow = b"GET /slow HTTP/1.1\r\n\r\n";
    let quick = b"GET /quick HTTP/1.1\r\n\r\n";
    let came = b"HTTP/1.1 204 No Content\r\n\r\n";
    let on = |port: u16, segment: Segment| ipv4(segment.side, &segment.tcp(port), 1, 0);
    let packets = [
        on(1, Segment::new(0, 0, 0, slow)),
        on(2, Segment::new(0, 0, 0, quick)),
        on(2, Segment::new(1, 0, quick.len(), came)),
        on(1, Segment::new(1, 0, slow.len(), came)),
    ];
    let expected = ["GET /slow => 204", "GET /quick => 204"];
    assert_eq!(lines(pcap(101, &packets)), expected);
}

#[test]
fn thousands_of_connections_are_bounded() {
    let asked = b"GET / HTTP/1.1\r\n\r\n";
    let mut packets = Vec::new();
    for port in 1..20_000 {
        let segment = Segment::new(0, 0, 0, asked);
        packets.push(ipv4(0, &segment.tcp(port), 1, 0));
    }
    let (exchanges, errors) = read(pcap(101, &packets));
    assert_eq!((exchanges.len(), errors.len()), (19_999, 0));
    let times: Vec<_> = exchanges.iter().map(|own| own.time).collect();
    assert!(times.is_sorted());
}

#[test]
fn a_body_over_the_limit_is_missing_and_the_next_one_read() {
    let long = format!(
        "POST /a HTTP/1.1\r\nContent-Length: 90\r\n\r\n{}",
        "x".repeat(90)
    );
    let asked = format!("{long}GET /b HTTP/1.1\r\n\r\n");
    let mut segments = greeting();
    segments.push(Segment::new(0, 0, 0, asked.as_bytes()));
    let config = Config::new().max_entry(80);
    let bytes = ethernet(&segments);
    let mut capture = paywire::capture::open(std::io::Cursor::new(bytes), &config).unwrap();
    let mut read = Vec::new();
    while let Some(entry) = paywire::capture::Reader::next_entry(&mut capture) {
        match entry.unwrap().parse(&config).unwrap() {
            paywire::capture::Item::Exchange(exchange) => read.push(line(&exchange)),
            other => panic!("{other:?}"),
        }
    }
    let why = "the body is too long (limit `entry`)";
    assert_eq!(
        read,
        [format!("POST /a <{why}> => -"), "GET /b => -".to_owned()]
    );
}
