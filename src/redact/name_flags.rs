//! Classifies names of fields, with a cache.

use std::borrow::Cow;
use std::cell::RefCell;

use super::{HIDES, Redactor, command, names};
use crate::tree::TEXT;

/// A step of a path, linked to the steps above it.
#[derive(Clone, Copy)]
pub(super) struct NamePath<'a> {
    pub(super) name: &'a str,
    pub(super) verdict: NameFlags,
    pub(super) above: Option<&'a NamePath<'a>>,
}

impl NamePath<'_> {
    /// Whether the field or one above it is a named field.
    #[inline(always)]
    pub(super) fn is_redacted(&self, redactor: &Redactor) -> bool {
        !redactor.fields.is_empty() && self.is_among_fields(redactor)
    }

    #[cold]
    fn is_among_fields(&self, redactor: &Redactor) -> bool {
        let upwards = std::iter::successors(Some(self), |place| place.above);
        let upwards = upwards.map(|place| place.name);
        redactor.fields.has(&upwards) || redactor.matches_field(self.name)
    }

    /// Whether the name gives no reason to hide anything.
    #[inline(always)]
    pub(super) fn is_plain(&self, redactor: &Redactor) -> bool {
        let says_nothing = !self.verdict.has(!(NameFlags::ID | NameFlags::NAMING));
        says_nothing && self.name != TEXT && redactor.fields.is_empty()
    }

    fn owner(&self) -> &str {
        self.above.map_or("", |above| above.name)
    }
}

/// What a name says about its value, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameFlags(u16);

/// The slots of the cache; messages have some hundred names. Each slot has two names, the most
/// recent first, so that two alternating names stay cached.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;
const LONGEST_NAME: usize = 64;

/// A slot of the cache. The empty name has no flags, so it can fill empty slots.
type Slot = [(String, NameFlags); 2];

/// The slot of a name, by its length, beginning and end.
fn slot_of(name: &str) -> usize {
    let bytes = name.as_bytes();
    let ends = if let (Some(first), Some(last)) =
        (bytes.first_chunk::<8>(), bytes.last_chunk::<8>())
    {
        u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
    } else {
        let bytes = bytes.iter();
        bytes.fold(0, |ends, byte| ends << 8 | u64::from(*byte))
    };
    // Multiplication spreads similar names over all slots.
    let spread = (ends ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(spread >> (64 - SLOT_BITS)).unwrap_or(0)
}

impl NameFlags {
    pub(super) const SECRET: u16 = 1;
    /// The value is the number of a card if the parent is a card.
    pub(super) const NUMBER: u16 = 1 << 1;
    /// The name is that of a secret somewhere in the model.
    pub(super) const OF_MODEL: u16 = 1 << 2;
    /// The name is that of a header field that authenticates the caller.
    pub(super) const HEADER: u16 = 1 << 3;
    /// Not a name but part of a body that contains a secret.
    pub(super) const PIECE: u16 = 1 << 4;
    /// The value may be `name:password`, or the name of a secret and its value.
    pub(super) const SETTING: u16 = 1 << 5;
    /// The name itself is redacted.
    const RENAMED: u16 = 1 << 6;
    /// The value is an id.
    pub(super) const ID: u16 = 1 << 7;
    /// The value names its neighbor.
    pub(super) const NAMING: u16 = 1 << 8;
    /// The value is named by its neighbor.
    pub(super) const NAMED: u16 = 1 << 9;

    /// Classifies a name. The result does not depend on the redactor unless it shows secrets.
    pub(super) fn of(redactor: &Redactor, name: &str) -> Self {
        thread_local! {
            static KNOWN: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) };
        }
        let slot = slot_of(name);
        let known = KNOWN.with_borrow(|known| {
            let mut known = known.get(slot)?.iter();
            let known = known.find(|(known, _)| known == name);
            known.map(|(_, verdict)| *verdict)
        });
        let verdict = known.unwrap_or_else(|| {
            // Classifying a name may look up others.
            let verdict = NameFlags::classify(name);
            if name.len() <= LONGEST_NAME {
                KNOWN.with_borrow_mut(|known| {
                    known.resize_with(SLOTS, Default::default);
                    known[slot].swap(0, 1);
                    known[slot][0] = (name.to_owned(), verdict);
                });
            }
            verdict
        });
        verdict.as_shown_by(redactor)
    }

    /// The flags that remain if secrets are shown.
    fn as_shown_by(self, redactor: &Redactor) -> Self {
        const NO_SECRET: u16 = NameFlags::ID | NameFlags::NAMING | NameFlags::NAMED;
        if redactor.show_secrets {
            return NameFlags(self.0 & NO_SECRET);
        }
        self
    }

    /// Classifies a name without named fields.
    fn classify(name: &str) -> Self {
        let is_renamed = matches!(HIDES.path(name), Cow::Owned(_));
        let is_setting = names::is_naming(name.trim())
            || command::is_setting(name.lines().next_back().unwrap_or(name));
        let all = [
            // A name may be a path.
            (names::is_path(name), NameFlags::SECRET),
            (names::is_card_number("card", name), NameFlags::NUMBER),
            (names::is_of_model(name), NameFlags::OF_MODEL),
            (names::is_header(name), NameFlags::HEADER),
            (is_renamed && !names::is_plausible(name), NameFlags::PIECE),
            (is_setting, NameFlags::SETTING),
            (is_renamed, NameFlags::RENAMED),
            (names::is_id(name), NameFlags::ID),
            (names::is_naming(name), NameFlags::NAMING),
            (names::is_named(name), NameFlags::NAMED),
        ];
        let bits = all.iter().filter(|(is_so, _)| *is_so);
        NameFlags(bits.fold(0, |bits, (_, bit)| bits | bit))
    }

    pub(super) fn has(self, bits: u16) -> bool {
        self.0 & bits > 0
    }

    /// The redacted name, if it contains a secret.
    pub(super) fn renamed(self, redactor: &Redactor, name: &str) -> Option<String> {
        let shown = self.has(NameFlags::RENAMED).then(|| redactor.path(name))?;
        Some(shown.into_owned())
    }

    #[inline(always)]
    pub(super) fn hides_in(self, place: &NamePath<'_>) -> bool {
        self.has(NameFlags::SECRET)
            || (self.has(NameFlags::NUMBER) && names::is_card_number(place.owner(), place.name))
            || (self.has(NameFlags::HEADER) && names::holds_headers(place.owner(), place.name))
    }
}
