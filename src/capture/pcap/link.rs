//! Finds the TCP segment in a packet.

use std::net::IpAddr;

use etherparse::{
    EtherType, IpAuthHeaderSlice, IpNumber, Ipv4HeaderSlice, Ipv6FragmentHeaderSlice,
    Ipv6HeaderSlice, Ipv6RawExtHeaderSlice, SingleVlanHeaderSlice, TcpSlice,
};

use super::fragments::{FragmentInfo, Fragments};

/// A segment of TCP.
pub(super) struct Segment<'p> {
    pub(super) from: (IpAddr, u16),
    pub(super) to: (IpAddr, u16),
    pub(super) sequence: u32,
    /// The acknowledgement number, if present.
    pub(super) expects: Option<u32>,
    pub(super) syn: bool,
    pub(super) fin: bool,
    pub(super) reset: bool,
    pub(super) data: &'p [u8],
    /// The number of bytes that were sent but not captured.
    pub(super) cut: u64,
}

/// The content of a packet.
pub(super) enum PacketContent<'p> {
    /// A segment.
    Segment(Segment<'p>),
    /// Something else.
    Other,
    /// An unsupported link type.
    UnknownLink,
}

/// The payload of an IP packet.
struct Payload<'p> {
    addresses: (IpAddr, IpAddr),
    protocol: IpNumber,
    data: &'p [u8],
    cut: u64,
    /// The fragment, if it is one.
    piece: Option<FragmentInfo>,
}

/// Finds the segment in a packet. `whole` receives a reassembled packet.
pub(super) fn segment<'p>(
    link: i32,
    data: &'p [u8],
    fragments: &mut Fragments,
    whole: &'p mut Vec<u8>,
) -> PacketContent<'p> {
    let (kind, data) = match network(link, data) {
        Network::Is(kind, data) => (kind, data),
        Network::TooShort => return PacketContent::Other,
        Network::Unknown => return PacketContent::UnknownLink,
    };
    let Some(mut payload) = payload(kind, data) else {
        return PacketContent::Other;
    };
    if payload.protocol != IpNumber::TCP {
        return PacketContent::Other;
    }
    if let Some(piece) = payload.piece.take() {
        // Truncated fragments cannot be reassembled.
        let found =
            (payload.cut == 0).then(|| fragments.add(payload.addresses, piece, payload.data));
        let Some(found) = found.flatten() else {
            return PacketContent::Other;
        };
        *whole = found;
        payload.data = whole;
    }
    tcp(&payload).map_or(PacketContent::Other, PacketContent::Segment)
}

/// The network layer of a packet.
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
        // Loopback: four bytes in the byte order of the capturing machine, whose value for IPv6
        // differs between systems. The IP header tells the version as well.
        0 | 108 => return network(101, data.get(4..).unwrap_or_default()),
        // Raw IP, of either version or of one
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

/// The IP packet after VLAN tags.
///
/// Headers are parsed one by one: etherparse's parsers of truncated packets do not check the length
/// of the last IPv6 extension header.
fn payload(kind: EtherType, data: &[u8]) -> Option<Payload<'_>> {
    let (mut kind, mut data) = (kind, data);
    for _ in 0..MOST_TAGS {
        match kind {
            EtherType::IPV4 => return ipv4(data),
            EtherType::IPV6 => return ipv6(data),
            EtherType::VLAN_TAGGED_FRAME
            | EtherType::PROVIDER_BRIDGING
            | EtherType::VLAN_DOUBLE_TAGGED_FRAME => {
                let tag = SingleVlanHeaderSlice::from_slice(data).ok()?;
                kind = tag.ether_type();
                data = data.get(tag.slice().len()..)?;
            }
            _ => return None,
        }
    }
    None
}

/// The most VLAN tags.
const MOST_TAGS: usize = 4;
/// The most IPv6 extension headers.
const MOST_EXTENSIONS: usize = 8;

fn ipv4(packet: &[u8]) -> Option<Payload<'_>> {
    let header = Ipv4HeaderSlice::from_slice(packet).ok()?;
    let length = usize::from(header.total_len());
    let data = CapturedBytes::new(packet, length, header.slice().len());
    let piece = header.is_fragmenting_payload().then(|| FragmentInfo {
        id: u32::from(header.identification()),
        start: usize::from(header.fragments_offset().byte_offset()),
        more: header.more_fragments(),
    });
    Some(Payload {
        addresses: (
            header.source_addr().into(),
            header.destination_addr().into(),
        ),
        protocol: header.protocol(),
        data: data.there,
        cut: data.cut,
        piece,
    })
}

fn ipv6(packet: &[u8]) -> Option<Payload<'_>> {
    let header = Ipv6HeaderSlice::from_slice(packet).ok()?;
    let head = header.slice().len();
    let length = match usize::from(header.payload_length()) {
        0 => 0,
        length => head + length,
    };
    let sent = CapturedBytes::new(packet, length, head);
    let (mut protocol, mut data, mut piece) = (header.next_header(), sent.there, None);
    for _ in 0..MOST_EXTENSIONS {
        let length = match protocol {
            IpNumber::IPV6_HEADER_HOP_BY_HOP
            | IpNumber::IPV6_ROUTE_HEADER
            | IpNumber::IPV6_DESTINATION_OPTIONS => {
                let own = Ipv6RawExtHeaderSlice::from_slice(data).ok()?;
                protocol = own.next_header();
                own.slice().len()
            }
            IpNumber::AUTHENTICATION_HEADER => {
                let own = IpAuthHeaderSlice::from_slice(data).ok()?;
                protocol = own.next_header();
                own.slice().len()
            }
            IpNumber::IPV6_FRAGMENTATION_HEADER => {
                let own = Ipv6FragmentHeaderSlice::from_slice(data).ok()?;
                protocol = own.next_header();
                piece = own.is_fragmenting_payload().then(|| FragmentInfo {
                    id: own.identification(),
                    start: usize::from(own.fragment_offset().byte_offset()),
                    more: own.more_fragments(),
                });
                own.slice().len()
            }
            _ => break,
        };
        data = data.get(length..)?;
        // In a later fragment, the rest is no header.
        if piece.is_some() {
            break;
        }
    }
    Some(Payload {
        addresses: (
            header.source_addr().into(),
            header.destination_addr().into(),
        ),
        protocol,
        data,
        cut: sent.cut,
        piece,
    })
}

/// The captured bytes of a packet.
struct CapturedBytes<'p> {
    there: &'p [u8],
    /// The number of bytes that were not captured.
    cut: u64,
}

impl<'p> CapturedBytes<'p> {
    /// The bytes after the header. Bytes beyond the packet's length are padding, unless the length
    /// is missing, as with network cards that segment packets themselves.
    fn new(packet: &'p [u8], length: usize, head: usize) -> Self {
        let length = if length < head { packet.len() } else { length };
        let end = length.min(packet.len());
        CapturedBytes {
            there: packet.get(head..end).unwrap_or_default(),
            cut: (length - end) as u64,
        }
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
