//! Reassembles fragmented IP packets.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::IpAddr;

/// The most packets being reassembled at once. Each is shorter than 64 KiB.
const MOST: usize = 256;
/// The longest packet.
const LONGEST: usize = 65_535;

/// The position of a fragment in its packet.
#[derive(Clone, Copy)]
pub(super) struct FragmentInfo {
    /// The identification, shared by all fragments of a packet between two addresses.
    pub(super) id: u32,
    pub(super) start: usize,
    /// Whether more fragments follow.
    pub(super) more: bool,
}

type PacketKey = (IpAddr, IpAddr, u32);

/// Reassembles packets.
#[derive(Default)]
pub(super) struct Fragments {
    packets: HashMap<PacketKey, PartialPacket>,
    /// The packets, oldest first.
    order: VecDeque<PacketKey>,
}

#[derive(Default)]
struct PartialPacket {
    pieces: BTreeMap<usize, Vec<u8>>,
    /// The length, once the last fragment arrived.
    length: Option<usize>,
}

impl Fragments {
    /// Adds a fragment; returns the packet if it is complete.
    pub(super) fn add(
        &mut self,
        (from, to): (IpAddr, IpAddr),
        piece: FragmentInfo,
        data: &[u8],
    ) -> Option<Vec<u8>> {
        let end = piece.start + data.len();
        if end > LONGEST {
            return None;
        }
        let key = (from, to, piece.id);
        if !self.packets.contains_key(&key) {
            if self.packets.len() >= MOST {
                let oldest = self.order.pop_front()?;
                self.packets.remove(&oldest);
            }
            self.order.push_back(key);
        }
        let packet = self.packets.entry(key).or_default();
        if !piece.more {
            packet.length.get_or_insert(end);
        }
        // The first of overlapping fragments wins, as on most systems.
        packet
            .pieces
            .entry(piece.start)
            .or_insert_with(|| data.to_vec());
        let whole = packet.whole()?;
        self.packets.remove(&key);
        self.order.retain(|own| *own != key);
        Some(whole)
    }
}

impl PartialPacket {
    fn whole(&self) -> Option<Vec<u8>> {
        let length = self.length?;
        let mut end = 0;
        for (start, piece) in &self.pieces {
            if *start > end {
                return None;
            }
            end = end.max(start + piece.len());
        }
        if end < length {
            return None;
        }
        let mut whole = Vec::with_capacity(length);
        for (start, piece) in &self.pieces {
            let known = whole.len() - start.min(&whole.len());
            whole.extend_from_slice(piece.get(known..).unwrap_or_default());
        }
        whole.truncate(length);
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: (IpAddr, IpAddr) = (
        IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        IpAddr::V4(std::net::Ipv4Addr::BROADCAST),
    );

    fn piece(start: usize, more: bool) -> FragmentInfo {
        FragmentInfo { id: 7, start, more }
    }

    #[test]
    fn pieces_come_in_any_order_and_may_overlap() {
        let mut fragments = Fragments::default();
        assert_eq!(fragments.add(PLACES, piece(8, false), b"ij"), None);
        assert_eq!(fragments.add(PLACES, piece(0, true), b"abcd"), None);
        assert_eq!(fragments.add(PLACES, piece(0, true), b"xxxx"), None);
        let whole = fragments.add(PLACES, piece(2, true), b"cdefgh");
        assert_eq!(whole.as_deref(), Some(&b"abcdefghij"[..]));
        assert!(fragments.packets.is_empty() && fragments.order.is_empty());
    }

    #[test]
    fn no_more_are_kept_than_may_be() {
        let mut fragments = Fragments::default();
        for id in 0..1000 {
            let piece = FragmentInfo {
                id,
                start: 0,
                more: true,
            };
            assert_eq!(fragments.add(PLACES, piece, b"x"), None);
        }
        assert_eq!(fragments.packets.len(), MOST);
        assert_eq!(fragments.add(PLACES, piece(LONGEST, false), b"x"), None);
    }
}
