//! Writes packets and capture files.

use std::io::Cursor;

use paywire::capture::{self, Body, Config, Exchange, Item, Reader};

pub(crate) const SYN: u8 = 2;
pub(crate) const FIN: u8 = 1;
pub(crate) const RESET: u8 = 4;
const ACK: u8 = 16;

/// A segment of the one connection there is; side 0 is the client.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) side: usize,
    /// Counted from the first byte of its side.
    pub(crate) start: u32,
    /// How many bytes of the other side were there.
    pub(crate) expects: u32,
    pub(crate) flags: u8,
    pub(crate) data: Vec<u8>,
}

/// The sequence number of each side's first byte: both begin anew soon.
pub(crate) const FIRST: [u32; 2] = [u32::MAX - 20, u32::MAX - 50];

impl Segment {
    pub(crate) fn new(side: usize, start: usize, expects: usize, data: &[u8]) -> Self {
        Segment {
            side,
            start: u32::try_from(start).expect("few bytes"),
            expects: u32::try_from(expects).expect("no more than fits"),
            flags: ACK,
            data: data.to_vec(),
        }
    }

    pub(crate) fn flags(mut self, flags: u8) -> Self {
        self.flags |= flags;
        self
    }

    pub(crate) fn tcp(&self, port: u16) -> Vec<u8> {
        let ports = [port, 80];
        let mut bytes = Vec::new();
        bytes.extend(ports[self.side].to_be_bytes());
        bytes.extend(ports[1 - self.side].to_be_bytes());
        let syn = u32::from(self.flags & SYN != 0);
        let sequence = FIRST[self.side].wrapping_add(self.start).wrapping_sub(syn);
        bytes.extend(sequence.to_be_bytes());
        let expects = FIRST[1 - self.side].wrapping_add(self.expects);
        bytes.extend(expects.to_be_bytes());
        bytes.extend([5 << 4, self.flags, 1, 0, 0, 0, 0, 0]);
        bytes.extend(&self.data);
        bytes
    }

    pub(crate) fn ipv4(&self) -> Vec<u8> {
        ipv4(self.side, &self.tcp(40_000), 1, 0)
    }

    pub(crate) fn ipv6(&self) -> Vec<u8> {
        let tcp = self.tcp(40_000);
        let mut bytes = vec![0x60, 0, 0, 0];
        bytes.extend(
            u16::try_from(tcp.len())
                .expect("no more than fits")
                .to_be_bytes(),
        );
        bytes.extend([6, 64]);
        for side in [self.side, 1 - self.side] {
            bytes.extend([0xfd; 15]);
            bytes.push(u8::try_from(side).expect("no more than fits"));
        }
        bytes.extend(tcp);
        bytes
    }

    pub(crate) fn ethernet(&self) -> Vec<u8> {
        let mut bytes = vec![2; 12];
        bytes.extend([8, 0]);
        bytes.extend(self.ipv4());
        // Short frames are filled up.
        bytes.resize(bytes.len().max(60), 0);
        bytes
    }
}

/// A packet of IPv4; the last number is the fragment's offset and flags.
pub(crate) fn ipv4(side: usize, payload: &[u8], id: u16, fragment: u16) -> Vec<u8> {
    let length = u16::try_from(20 + payload.len()).expect("no more than fits");
    let mut bytes = vec![0x45, 0];
    bytes.extend(length.to_be_bytes());
    bytes.extend(id.to_be_bytes());
    bytes.extend(fragment.to_be_bytes());
    bytes.extend([64, 6, 0, 0]);
    for side in [side, 1 - side] {
        bytes.extend([10, 0, 0, u8::try_from(side).expect("no more than fits")]);
    }
    bytes.extend(payload);
    bytes
}

/// A pcap file in which a packet comes each second.
pub(crate) fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    bytes.extend(65_535_u32.to_le_bytes());
    bytes.extend(link.to_le_bytes());
    for (second, packet) in (1_000_u32..).zip(packets) {
        let length = u32::try_from(packet.len()).expect("no more than fits");
        for number in [second, 500, length, length] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(packet);
    }
    bytes
}

pub(crate) fn ethernet(segments: &[Segment]) -> Vec<u8> {
    let packets: Vec<Vec<u8>> = segments.iter().map(Segment::ethernet).collect();
    pcap(1, &packets)
}

/// Both sides' first packets.
pub(crate) fn greeting() -> Vec<Segment> {
    let first = Segment::new(0, 0, 0, b"").flags(SYN);
    vec![first, Segment::new(1, 0, 0, b"").flags(SYN)]
}

/// What was read of a capture, and what of it was an error.
pub(crate) fn read(capture: Vec<u8>) -> (Vec<Exchange>, Vec<paywire::Error>) {
    let config = Config::new();
    let mut capture = capture::open(Cursor::new(capture), &config).expect("no more than fits");
    let (mut exchanges, mut errors) = (Vec::new(), Vec::new());
    while let Some(entry) = capture.next_entry() {
        match entry.and_then(|entry| entry.parse(&config)) {
            Ok(Item::Exchange(exchange)) => exchanges.push(*exchange),
            Ok(other) => panic!("{other:?}"),
            Err(error) => errors.push(error),
        }
    }
    (exchanges, errors)
}

/// Target, status and bodies of an exchange in one line.
pub(crate) fn line(exchange: &Exchange) -> String {
    let body = |body: &Body| match body {
        Body::Plain(bytes) | Body::Coded(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Body::Empty => String::new(),
        Body::Missing(why) => format!("<{why}>"),
    };
    let request = exchange.request.as_ref();
    let request = request.map(|own| format!("{} {} {}", own.method, own.target, body(&own.body)));
    let response = exchange.response.as_ref();
    let response = response.map(|own| format!("{} {}", own.status, body(&own.body)));
    let or = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
    format!("{} => {}", or(request).trim_end(), or(response).trim_end())
}

pub(crate) fn lines(capture: Vec<u8>) -> Vec<String> {
    let (exchanges, errors) = read(capture);
    assert!(errors.is_empty(), "{errors:?}");
    exchanges.iter().map(line).collect()
}
