//! Reassembles the segments of a TCP connection.

use std::collections::BTreeMap;

use super::CaptureStamp;
use super::link::Segment;
use super::recent_bytes::RecentBytes;
use crate::capture::Config;
use crate::capture::http::{ExchangePairer, PairEvent, StreamEnd};

/// The number of packets after which missing bytes are considered lost.
const PATIENCE: u32 = 128;
/// The most bytes held while bytes are missing.
const MOST_PENDING: usize = 4 << 20;
/// The largest TCP window: an acknowledgement beyond it is damaged or forged.
const LONGEST_WINDOW: u64 = 1 << 30;
/// The number of bytes other than HTTP after which a connection is taken for another protocol.
const MOST_FOREIGN: u64 = 64 << 10;

/// The protocol of a connection, as far as it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1, or an unknown protocol.
    Any,
    /// TLS.
    Tls,
    /// HTTP/2 without TLS.
    Http2,
}

/// A connection.
pub(super) struct Flow {
    sides: [FlowSide; 2],
    pairs: ExchangePairer,
    pub(super) speaks: Protocol,
    /// The number of packets since bytes are missing.
    waited: u32,
    /// Whether the connection ended; later segments are retransmissions or belong to another
    /// connection.
    over: bool,
    last: CaptureStamp,
}

/// One direction.
#[derive(Default)]
struct FlowSide {
    /// The position of the next byte: its lower half is the sequence number, the upper half counts
    /// wraparounds.
    next: Option<u64>,
    /// The position of the first known byte.
    first: u64,
    /// Whether that is the first byte sent, as a SYN shows.
    greeted: bool,
    /// The bytes before `next`.
    past: RecentBytes,
    /// Segments ahead of `next`, by position.
    pending: BTreeMap<u64, SegmentBytes>,
    /// The approximate size of `pending` in memory.
    bytes: usize,
    /// The end of the data, if the sender announced it.
    end: Option<u64>,
    ended: bool,
}

struct SegmentBytes {
    data: Vec<u8>,
    cut: u64,
    /// The acknowledged position of the other direction.
    expects: Option<u32>,
    stamp: CaptureStamp,
}

impl SegmentBytes {
    /// Whether another segment with the same start has other content.
    fn differs(&self, other: &SegmentBytes) -> bool {
        let common = self.data.len().min(other.data.len());
        self.data[..common] != other.data[..common]
    }

    /// The approximate size in memory.
    fn weight(&self) -> usize {
        self.data.len() + 2 * size_of::<SegmentBytes>()
    }
}

impl FlowSide {
    /// The position of a sequence number: the nearest to the next byte.
    fn place(&self, sequence: u32) -> Option<u64> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the lower half is what is meant"
        )]
        let distance = sequence.wrapping_sub(self.next? as u32).cast_signed();
        self.next?.checked_add_signed(distance.into())
    }

    fn begin(&mut self, sequence: u32) {
        if self.next.is_none() {
            self.first = u64::from(sequence) | (1 << 40);
            self.next = Some(self.first);
        }
    }

    /// Adds a segment. Returns the offset in the capture of earlier data that it contradicts.
    fn add(&mut self, start: u64, piece: SegmentBytes) -> Option<u64> {
        let end = start.saturating_add(piece.data.len() as u64);
        let known = self
            .next
            .is_some_and(|next| end.saturating_add(piece.cut) <= next);
        if known {
            return self.differs(start, &piece);
        }
        let other = self.pending.get(&start);
        let differs = other.filter(|other| piece.differs(other));
        let differs = differs.map(|other| other.stamp.offset);
        if other.is_none_or(|other| other.data.len() < piece.data.len()) {
            self.bytes += piece.weight();
            if let Some(other) = self.pending.insert(start, piece) {
                self.bytes -= other.weight();
            }
        }
        differs
    }

    /// The offset in the capture of the data that a segment contradicts.
    fn differs(&self, start: u64, piece: &SegmentBytes) -> Option<u64> {
        // A keep-alive probe carries an arbitrary byte.
        if piece.data.len() == 1 {
            return None;
        }
        self.past.differs(start, &piece.data)
    }

    fn first(&self) -> Option<(u64, &SegmentBytes)> {
        let (start, piece) = self.pending.first_key_value()?;
        Some((*start, piece))
    }

    fn pop(&mut self) -> Option<(u64, SegmentBytes)> {
        let (start, piece) = self.pending.pop_first()?;
        self.bytes -= piece.weight();
        Some((start, piece))
    }
}

impl Flow {
    pub(super) fn new(config: &Config) -> Self {
        Flow {
            sides: <[FlowSide; 2]>::default(),
            pairs: ExchangePairer::new(config),
            speaks: Protocol::Any,
            waited: 0,
            over: false,
            last: CaptureStamp::default(),
        }
    }

    /// Whether a segment belongs to a new connection between the same ports.
    pub(super) fn is_other(&self, side: usize, segment: &Segment<'_>) -> bool {
        let own = &self.sides[side];
        let first = segment.sequence.wrapping_add(u32::from(segment.syn));
        let (Some(next), Some(place)) = (own.next, own.place(first)) else {
            return false;
        };
        if segment.syn {
            // A retransmitted SYN of this connection has the same number.
            return self.over || place != own.first;
        }
        let end = place.saturating_add(segment.data.len() as u64);
        // After the end only retransmissions may follow.
        let never = end < own.first || self.over && place > next;
        never && (own.greeted || self.over) && !segment.data.is_empty()
    }

    /// The approximate number of bytes held to compare retransmissions.
    pub(super) fn past(&self) -> usize {
        self.sides.iter().map(|side| side.past.weight()).sum()
    }

    /// Drops them.
    pub(super) fn forget(&mut self) {
        self.sides.iter_mut().for_each(|side| side.past.clear());
    }

    /// The approximate number of bytes held.
    pub(super) fn weight(&self) -> usize {
        let pending = self.sides.iter().map(|side| side.bytes);
        pending.sum::<usize>() + self.pairs.weight()
    }

    /// Takes the events since the last call.
    pub(super) fn take(&mut self) -> Vec<PairEvent> {
        self.pairs.take()
    }

    /// Adds a segment of a direction.
    pub(super) fn segment(&mut self, side: usize, segment: &Segment<'_>, stamp: CaptureStamp) {
        self.last = stamp;
        let first = segment.sequence.wrapping_add(u32::from(segment.syn));
        self.sides[side].begin(first);
        self.sides[side].greeted |= segment.syn;
        if let Some(expects) = segment.expects.filter(|_| !segment.reset) {
            self.sides[1 - side].begin(expects);
        }
        let own = &mut self.sides[side];
        let Some(start) = own.place(first) else {
            return;
        };
        if !segment.data.is_empty() || segment.cut > 0 {
            let piece = SegmentBytes {
                data: segment.data.to_vec(),
                cut: segment.cut,
                expects: segment.expects,
                stamp,
            };
            if let Some(earlier) = own.add(start, piece) {
                self.pairs.differs(side, earlier, stamp);
            }
        }
        let own = &mut self.sides[side];
        if segment.fin {
            let length = segment.data.len() as u64 + segment.cut;
            own.end.get_or_insert(start.saturating_add(length));
        }
        self.deliver();
        if segment.reset {
            self.finish(StreamEnd::Closed);
        }
        self.lose_patience();
    }

    /// Delivers segments that are in order.
    fn deliver(&mut self) {
        while self.step(0) || self.step(1) {}
        if !self.over && self.sides.iter().all(|side| side.ended) {
            self.over = true;
            self.pairs.finish(StreamEnd::Closed, self.last);
        }
    }

    /// Delivers the first segment of a direction, if it is next.
    fn step(&mut self, side: usize) -> bool {
        let [own, other] = self.both(side);
        let Some(next) = own.next else { return false };
        let Some((start, piece)) = own.first() else {
            let ended = own.end.is_some_and(|end| end <= next) && !own.ended;
            if ended {
                own.ended = true;
                own.next = own.end.map(|end| end.saturating_add(1));
                self.pairs.end(side, StreamEnd::Closed, self.last);
            }
            return ended;
        };
        if start > next || missing(other, piece).is_some() {
            return false;
        }
        let Some((start, piece)) = own.pop() else {
            return false;
        };
        // A retransmission.
        let known = usize::try_from(next - start).unwrap_or(usize::MAX);
        let earlier = if known > 0 {
            own.differs(start, &piece)
        } else {
            None
        };
        let data = piece.data.get(known..).unwrap_or_default();
        let end = start.saturating_add(piece.data.len() as u64).max(next);
        let cut = (start + piece.data.len() as u64 + piece.cut).saturating_sub(end);
        own.next = Some(end.saturating_add(cut));
        if self.speaks == Protocol::Any {
            self.sides[side].past.push(next, data, piece.stamp.offset);
        }
        if let Some(earlier) = earlier {
            self.pairs.differs(side, earlier, piece.stamp);
        }
        self.give(side, data, piece.stamp);
        if cut > 0 {
            self.pairs.gap(side, cut, piece.stamp);
        }
        true
    }

    fn both(&mut self, side: usize) -> [&mut FlowSide; 2] {
        let [first, second] = &mut self.sides;
        if side == 0 {
            [first, second]
        } else {
            [second, first]
        }
    }

    fn give(&mut self, side: usize, data: &[u8], stamp: CaptureStamp) {
        if data.is_empty() || self.speaks != Protocol::Any {
            return;
        }
        if self.pairs.messages() == 0 {
            self.speaks = speaks(data);
            if self.speaks != Protocol::Any {
                self.pairs.stop();
                return;
            }
        }
        self.pairs.push(side, data, stamp);
        if self.pairs.messages() == 0 && self.pairs.skipped() > MOST_FOREIGN {
            self.pairs.stop();
        }
    }

    /// Gives up missing bytes that later segments have waited for too long.
    fn lose_patience(&mut self) {
        if self.sides.iter().all(|side| side.pending.is_empty()) {
            self.waited = 0;
            return;
        }
        self.waited += 1;
        let pending: usize = self.sides.iter().map(|side| side.bytes).sum();
        if self.waited > PATIENCE || pending > MOST_PENDING {
            self.waited = 0;
            self.skip();
            self.deliver();
        }
    }

    /// Gives up the first missing bytes; `false` if there are none.
    fn skip(&mut self) -> bool {
        for side in 0..self.sides.len() {
            let [own, other] = self.both(side);
            let Some((start, piece)) = own.first() else {
                continue;
            };
            let Some(place) = missing(other, piece).filter(|_| Some(start) <= own.next) else {
                continue;
            };
            // Later segments of the other direction are not lost.
            let place = other.first().map_or(place, |(start, _)| start.min(place));
            if Some(place) > other.next {
                return self.lose(1 - side, place);
            }
            // Each waits for the other, which is impossible in a real connection.
            if let Some(mut first) = own.pending.first_entry() {
                first.get_mut().expects = None;
            }
            return true;
        }
        let first = |side: usize| {
            self.sides[side]
                .first()
                .map(|(start, piece)| (start, piece.stamp))
        };
        let (side, start) = match (first(0), first(1)) {
            (Some((_, stamp)), Some((start, other))) if other.offset < stamp.offset => (1, start),
            (Some((start, _)), _) => (0, start),
            (None, Some((start, _))) => (1, start),
            (None, None) => return false,
        };
        self.lose(side, start)
    }

    /// Continues at a position; the bytes before it were lost.
    fn lose(&mut self, side: usize, place: u64) -> bool {
        let own = &mut self.sides[side];
        let lost = own.next.map_or(0, |next| place.saturating_sub(next));
        own.next = Some(place);
        if lost > 0 {
            self.pairs.gap(side, lost, self.last);
        }
        lost > 0
    }

    /// Ends the connection: missing bytes are lost, held segments are delivered.
    pub(super) fn finish(&mut self, how: StreamEnd) {
        loop {
            self.deliver();
            if !self.skip() {
                break;
            }
        }
        for side in &mut self.sides {
            side.pending.clear();
            side.bytes = 0;
        }
        self.over = true;
        self.pairs.finish(how, self.last);
    }
}

/// The end of the bytes that the sender of a segment had received and the capture lacks.
fn missing(other: &FlowSide, piece: &SegmentBytes) -> Option<u64> {
    let next = other.next?;
    let place = other.place(piece.expects?)?;
    let lacks = place.saturating_sub(next);
    (lacks > 0 && lacks < LONGEST_WINDOW).then_some(place)
}

fn speaks(data: &[u8]) -> Protocol {
    match data {
        // A TLS handshake record, of any version.
        [0x16, 0x03, 0..=4, ..] => Protocol::Tls,
        _ if data.starts_with(b"PRI * HTTP/2.0\r\n") => Protocol::Http2,
        _ => Protocol::Any,
    }
}
