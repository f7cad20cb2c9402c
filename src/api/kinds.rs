//! Sets of messages.

use super::MessageKind;

/// A set of messages, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u128);

const _: () = assert!(MessageKind::ALL.len() <= 128, "more messages than bits");

impl Kinds {
    pub(crate) fn all() -> Self {
        Kinds::of(|_| true)
    }

    pub(crate) fn of(is: impl Fn(MessageKind) -> bool) -> Self {
        MessageKind::ALL
            .iter()
            .copied()
            .filter(|kind| is(*kind))
            .collect()
    }

    fn bit(kind: MessageKind) -> u128 {
        1 << kind.index()
    }

    pub(crate) fn contains(self, kind: MessageKind) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    pub(crate) fn add(&mut self, kind: MessageKind) {
        self.0 |= Self::bit(kind);
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Kinds(self.0 & other.0)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Kinds(self.0 | other.0)
    }

    /// The messages of the set, in the order of the registry.
    pub(crate) fn iter(self) -> impl Iterator<Item = MessageKind> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            // Higher bits are zero once the rest is.
            left &= left.wrapping_sub(1);
            MessageKind::ALL.get(place).copied()
        })
    }
}

/// A counter for each message.
///
/// The first set has the lowest bits of all counters, the next set the second ones, and so on. So all messages of a set
/// are counted at once.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts([Kinds; Counts::BITS]);

impl Counts {
    /// Counters up to 255 are exact; no message has so many fields.
    const BITS: usize = 8;

    /// Adds one for each message of a set.
    pub(crate) fn add(&mut self, kinds: Kinds) {
        let mut carry = kinds.0;
        for Kinds(bits) in &mut self.0 {
            (*bits, carry) = (*bits ^ carry, *bits & carry);
            if carry == 0 {
                return;
            }
        }
        for Kinds(bits) in &mut self.0 {
            *bits |= carry;
        }
    }

    /// The counter of a message.
    pub(crate) fn of(&self, kind: MessageKind) -> u32 {
        let bits = self.0.iter().map(|bits| u32::from(bits.contains(kind)));
        bits.rev().fold(0, |count, bit| count << 1 | bit)
    }

    /// The messages of a set with the highest counter; `None` if all are zero.
    pub(crate) fn most(&self, kinds: Kinds) -> Option<Kinds> {
        let mut most = None;
        for bits in self.0.iter().rev() {
            let have = most.unwrap_or(kinds).and(*bits);
            if have != Kinds::default() {
                most = Some(have);
            }
        }
        most
    }
}

impl Extend<MessageKind> for Kinds {
    fn extend<I: IntoIterator<Item = MessageKind>>(&mut self, kinds: I) {
        kinds.into_iter().for_each(|kind| self.add(kind));
    }
}

impl FromIterator<MessageKind> for Kinds {
    fn from_iter<I: IntoIterator<Item = MessageKind>>(kinds: I) -> Self {
        let mut all = Kinds::default();
        all.extend(kinds);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_each_message() {
        let mut counts = Counts::default();
        let mut expected = vec![0; MessageKind::ALL.len()];
        for round in 1..300_usize {
            let kinds = Kinds::of(|kind| round.is_multiple_of(1 + kind.index()));
            counts.add(kinds);
            for kind in kinds.iter() {
                expected[kind.index()] += 1;
            }
            for (&kind, &count) in MessageKind::ALL.iter().zip(&expected) {
                assert_eq!(counts.of(kind), u32::min(count, 255), "{round} {kind:?}");
            }
            for among in [Kinds::all(), Kinds::of(|kind| kind.index() > 9)] {
                let all = || among.iter().map(|kind| counts.of(kind));
                let most = all().max().filter(|most| *most > 0);
                let have = most
                    .map(|most| Kinds::of(|kind| among.contains(kind) && counts.of(kind) == most));
                assert_eq!(counts.most(among), have, "{round}");
            }
        }
    }
}
