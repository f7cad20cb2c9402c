//! A connection: its segments put in order again.

use std::collections::BTreeMap;

use super::Stamp;
use super::link::Segment;
use super::past::Past;
use crate::capture::Config;
use crate::capture::http::{End, Found, Pairs};

/// How many packets of a connection may come before bytes that lack are taken for lost.
const PATIENCE: u32 = 128;
/// How many bytes may wait for such bytes.
const MOST_PENDING: usize = 4 << 20;
/// No window of TCP is longer: an acknowledgement of more is damaged or made up.
const LONGEST_WINDOW: u64 = 1 << 30;
/// How many bytes that are no HTTP are looked at before a connection is taken for another protocol's.
const MOST_FOREIGN: u64 = 64 << 10;

/// What a connection speaks, as far as that is worth saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaks {
    /// HTTP/1, or something that is not looked at.
    Any,
    /// TLS, with whatever is inside it.
    Tls,
    /// HTTP/2 without TLS.
    Http2,
}

/// A connection.
pub(super) struct Flow {
    sides: [Side; 2],
    pairs: Pairs,
    pub(super) speaks: Speaks,
    /// How many packets came while bytes lacked.
    waited: u32,
    /// The connection was ended; what comes now was there before, or is of another one.
    over: bool,
    last: Stamp,
}

/// One direction.
#[derive(Default)]
struct Side {
    /// The next byte; its lower half is the sequence number, the upper one counts how often that
    /// began anew.
    next: Option<u64>,
    /// The first byte that is known of.
    first: u64,
    /// Whether it is the first one that was sent: its sender said so.
    greeted: bool,
    /// What came before `next`.
    past: Past,
    /// What came too early, by its first byte.
    pending: BTreeMap<u64, Piece>,
    /// About how many bytes of memory that takes.
    bytes: usize,
    /// Behind the last byte, if its sender said which that is.
    end: Option<u64>,
    ended: bool,
}

struct Piece {
    data: Vec<u8>,
    cut: u64,
    /// The byte of the other direction that the sender expected next.
    expects: Option<u32>,
    stamp: Stamp,
}

impl Piece {
    /// Whether another piece with the same first byte says otherwise.
    fn differs(&self, other: &Piece) -> bool {
        let common = self.data.len().min(other.data.len());
        self.data[..common] != other.data[..common]
    }

    /// About how many bytes it takes.
    fn weight(&self) -> usize {
        self.data.len() + 2 * size_of::<Piece>()
    }
}

impl Side {
    /// The place of a sequence number: the nearest one to the next byte.
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

    /// Adds a piece. Gives the place in the capture of what it says otherwise, if that is known by now.
    fn add(&mut self, start: u64, piece: Piece) -> Option<u64> {
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

    /// Where in the capture the bytes are that a piece says otherwise.
    fn differs(&self, start: u64, piece: &Piece) -> Option<u64> {
        // A byte that asks whether the other side is still there is any byte.
        if piece.data.len() == 1 {
            return None;
        }
        self.past.differs(start, &piece.data)
    }

    fn first(&self) -> Option<(u64, &Piece)> {
        let (start, piece) = self.pending.first_key_value()?;
        Some((*start, piece))
    }

    fn pop(&mut self) -> Option<(u64, Piece)> {
        let (start, piece) = self.pending.pop_first()?;
        self.bytes -= piece.weight();
        Some((start, piece))
    }
}

impl Flow {
    pub(super) fn new(config: &Config) -> Self {
        Flow {
            sides: <[Side; 2]>::default(),
            pairs: Pairs::new(config),
            speaks: Speaks::Any,
            waited: 0,
            over: false,
            last: Stamp::default(),
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
            // The beginning of this one has the same number, however often it is sent.
            return self.over || place != own.first;
        }
        let end = place.saturating_add(segment.data.len() as u64);
        // What has ended may come again, but nothing that it never had.
        let never = end < own.first || self.over && place > next;
        never && (own.greeted || self.over) && !segment.data.is_empty()
    }

    /// About how many bytes are held to know what is sent again.
    pub(super) fn past(&self) -> usize {
        self.sides.iter().map(|side| side.past.weight()).sum()
    }

    /// Lets them go.
    pub(super) fn forget(&mut self) {
        self.sides.iter_mut().for_each(|side| side.past.clear());
    }

    /// About how many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        let pending = self.sides.iter().map(|side| side.bytes);
        pending.sum::<usize>() + self.pairs.weight()
    }

    /// What was found since the last time.
    pub(super) fn take(&mut self) -> Vec<Found> {
        self.pairs.take()
    }

    /// Takes a segment of a direction.
    pub(super) fn segment(&mut self, side: usize, segment: &Segment<'_>, stamp: Stamp) {
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
            let piece = Piece {
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
            self.finish(End::Closed);
        }
        self.lose_patience();
    }

    /// Gives on what is in order.
    fn deliver(&mut self) {
        while self.step(0) || self.step(1) {}
        if !self.over && self.sides.iter().all(|side| side.ended) {
            self.over = true;
            self.pairs.finish(End::Closed, self.last);
        }
    }

    /// Gives on the first piece of a direction, if its turn has come.
    fn step(&mut self, side: usize) -> bool {
        let [own, other] = self.both(side);
        let Some(next) = own.next else { return false };
        let Some((start, piece)) = own.first() else {
            let ended = own.end.is_some_and(|end| end <= next) && !own.ended;
            if ended {
                own.ended = true;
                own.next = own.end.map(|end| end.saturating_add(1));
                self.pairs.end(side, End::Closed, self.last);
            }
            return ended;
        };
        if start > next || missing(other, piece).is_some() {
            return false;
        }
        let Some((start, piece)) = own.pop() else {
            return false;
        };
        // What was there already came again.
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
        if self.speaks == Speaks::Any {
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

    fn both(&mut self, side: usize) -> [&mut Side; 2] {
        let [first, second] = &mut self.sides;
        if side == 0 {
            [first, second]
        } else {
            [second, first]
        }
    }

    fn give(&mut self, side: usize, data: &[u8], stamp: Stamp) {
        if data.is_empty() || self.speaks != Speaks::Any {
            return;
        }
        if self.pairs.messages() == 0 {
            self.speaks = speaks(data);
            if self.speaks != Speaks::Any {
                self.pairs.stop();
                return;
            }
        }
        self.pairs.push(side, data, stamp);
        if self.pairs.messages() == 0 && self.pairs.skipped() > MOST_FOREIGN {
            self.pairs.stop();
        }
    }

    /// Takes bytes for lost that others have waited for too long.
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

    /// Takes the bytes for lost that lack first; whether there were any.
    fn skip(&mut self) -> bool {
        for side in 0..self.sides.len() {
            let [own, other] = self.both(side);
            let Some((start, piece)) = own.first() else {
                continue;
            };
            let Some(place) = missing(other, piece).filter(|_| Some(start) <= own.next) else {
                continue;
            };
            // What came of the other direction behind these bytes is not lost.
            let place = other.first().map_or(place, |(start, _)| start.min(place));
            if Some(place) > other.next {
                return self.lose(1 - side, place);
            }
            // Each waits for the other one, which nobody can have sent.
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

    /// Goes on at a place, as what is before it was lost.
    fn lose(&mut self, side: usize, place: u64) -> bool {
        let own = &mut self.sides[side];
        let lost = own.next.map_or(0, |next| place.saturating_sub(next));
        own.next = Some(place);
        if lost > 0 {
            self.pairs.gap(side, lost, self.last);
        }
        lost > 0
    }

    /// Nothing comes any more: what lacks is lost, and what waits goes out.
    pub(super) fn finish(&mut self, how: End) {
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

/// Where the bytes end that the sender of a piece had and the capture has not.
fn missing(other: &Side, piece: &Piece) -> Option<u64> {
    let next = other.next?;
    let place = other.place(piece.expects?)?;
    let lacks = place.saturating_sub(next);
    (lacks > 0 && lacks < LONGEST_WINDOW).then_some(place)
}

fn speaks(data: &[u8]) -> Speaks {
    match data {
        // A record of a handshake, of any version.
        [0x16, 0x03, 0..=4, ..] => Speaks::Tls,
        _ if data.starts_with(b"PRI * HTTP/2.0\r\n") => Speaks::Http2,
        _ => Speaks::Any,
    }
}
