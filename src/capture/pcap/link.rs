//! From a captured packet to the segment of TCP in it.

use std::net::IpAddr;

use etherparse::{EtherType, IpNumber, Ipv6ExtensionSlice, LaxNetSlice, LaxSlicedPacket, TcpSlice};

use super::fragments::{Fragments, Piece};

/// A segment of TCP.
pub(super) struct Segment<'p> {
    pub(super) from: (IpAddr, u16),
    pub(super) to: (IpAddr, u16),
    pub(super) sequence: u32,
    /// The next byte that the sender expects, if it says so.
    pub(super) expects: Option<u32>,
    pub(super) syn: bool,
    pub(super) fin: bool,
    pub(super) reset: bool,
    pub(super) data: &'p [u8],
    /// How many bytes were sent behind these and not captured.
    pub(super) cut: u64,
}

/// What a packet is.
pub(super) enum Content<'p> {
    /// A segment.
    Segment(Segment<'p>),
    /// Something that has no segment.
    Other,
    /// What nobody here can read.
    UnknownLink,
}

/// A packet of IP without its header.
struct Payload<'p> {
    addresses: (IpAddr, IpAddr),
    protocol: IpNumber,
    data: &'p [u8],
    cut: u64,
    /// What it is a piece of, if it is one.
    piece: Option<Piece>,
}

/// Finds the segment in a packet. `whole` takes what was put together of fragments.
pub(super) fn segment<'p>(
    link: i32,
    data: &'p [u8],
    fragments: &mut Fragments,
    whole: &'p mut Vec<u8>,
) -> Content<'p> {
    let (kind, data) = match network(link, data) {
        Network::Is(kind, data) => (kind, data),
        Network::TooShort => return Content::Other,
        Network::Unknown => return Content::UnknownLink,
    };
    let Some(mut payload) = payload(kind, data) else {
        return Content::Other;
    };
    if payload.protocol != IpNumber::TCP {
        return Content::Other;
    }
    if let Some(piece) = payload.piece.take() {
        // What is cut off a fragment cannot be put together.
        let found =
            (payload.cut == 0).then(|| fragments.add(payload.addresses, piece, payload.data));
        let Some(found) = found.flatten() else {
            return Content::Other;
        };
        *whole = found;
        payload.data = whole;
    }
    tcp(&payload).map_or(Content::Other, Content::Segment)
}

/// What stands behind the header of a link.
enum Network<'p> {
    Is(EtherType, &'p [u8]),
    TooShort,
    Unknown,
}

/// The numbers are those of <https://www.tcpdump.org/linktypes.html>.
fn network(link: i32, data: &[u8]) -> Network<'_> {
    let kind = |at: usize| {
        Some(EtherType(u16::from_be_bytes([
            *data.get(at)?,
            *data.get(at + 1)?,
        ])))
    };
    let version = || match data.first()? >> 4 {
        4 => Some(EtherType::IPV4),
        6 => Some(EtherType::IPV6),
        _ => None,
    };
    let (kind, head) = match link {
        // Ethernet
        1 => (kind(12), 14),
        // The loopback interface: a number of four bytes whose order is the writing machine's, and
        // whose value for IPv6 is another on each system. What follows tells it as well.
        0 | 108 => return network(101, data.get(4..).unwrap_or_default()),
        // IP and nothing before it, either version or one of them
        12 | 14 | 101 | 228 | 229 => (version(), 0),
        // All interfaces of Linux
        113 => (kind(14), 16),
        276 => (kind(0), 20),
        _ => return Network::Unknown,
    };
    match (kind, data.get(head..)) {
        (Some(kind), Some(data)) => Network::Is(kind, data),
        _ => Network::TooShort,
    }
}

fn payload(kind: EtherType, data: &[u8]) -> Option<Payload<'_>> {
    match LaxSlicedPacket::from_ether_type(kind, data).net? {
        LaxNetSlice::Ipv4(ip) => {
            let header = ip.header();
            let payload = ip.payload();
            let options = ip.extensions().auth.map_or(0, |auth| auth.slice().len());
            let there = header.slice().len() + options + payload.payload.len();
            let piece = header.is_fragmenting_payload().then(|| Piece {
                id: u32::from(header.identification()),
                start: usize::from(header.fragments_offset().byte_offset()),
                more: header.more_fragments(),
            });
            Some(Payload {
                addresses: (
                    header.source_addr().into(),
                    header.destination_addr().into(),
                ),
                protocol: payload.ip_number,
                data: payload.payload,
                // A length of nothing is what network cards leave that cut packets themselves.
                cut: u64::from(header.total_len()).saturating_sub(there as u64),
                piece,
            })
        }
        LaxNetSlice::Ipv6(ip) => {
            let header = ip.header();
            let payload = ip.payload();
            let there = ip.extensions().slice().len() + payload.payload.len();
            let mut options = ip.extensions().clone().into_iter();
            let piece = options.find_map(|option| match option {
                Ipv6ExtensionSlice::Fragment(own) if own.is_fragmenting_payload() => Some(Piece {
                    id: own.identification(),
                    start: usize::from(own.fragment_offset().byte_offset()),
                    more: own.more_fragments(),
                }),
                _ => None,
            });
            Some(Payload {
                addresses: (
                    header.source_addr().into(),
                    header.destination_addr().into(),
                ),
                protocol: payload.ip_number,
                data: payload.payload,
                cut: u64::from(header.payload_length()).saturating_sub(there as u64),
                piece,
            })
        }
        LaxNetSlice::Arp(_) => None,
    }
}

fn tcp<'p>(payload: &Payload<'p>) -> Option<Segment<'p>> {
    let tcp = TcpSlice::from_slice(payload.data).ok()?;
    let (from, to) = payload.addresses;
    Some(Segment {
        from: (from, tcp.source_port()),
        to: (to, tcp.destination_port()),
        sequence: tcp.sequence_number(),
        expects: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        reset: tcp.rst(),
        data: tcp.payload(),
        cut: payload.cut,
    })
}
