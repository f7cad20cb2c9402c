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
        1 << (kind as usize)
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

    /// Those of the set, in the order of the registry.
    pub(crate) fn iter(self) -> impl Iterator<Item = MessageKind> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros() as usize;
            // What is left without a bit has none at any place.
            left &= left.wrapping_sub(1);
            MessageKind::ALL.get(place).copied()
        })
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
