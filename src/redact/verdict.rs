//! What the name of a field alone says of its value, found out once for each name.

use std::borrow::Cow;
use std::cell::RefCell;

use super::{HIDES, Redactor, command, names};
use crate::tree::TEXT;

/// A step of the way to a value, with the steps above it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) verdict: Verdict,
    pub(super) above: Option<&'a Place<'a>>,
}

impl Place<'_> {
    /// Whether somebody named the field, or one above it.
    #[inline(always)]
    pub(super) fn is_redacted(&self, redactor: &Redactor) -> bool {
        !redactor.fields.is_empty() && self.is_among_fields(redactor)
    }

    #[cold]
    fn is_among_fields(&self, redactor: &Redactor) -> bool {
        let upwards = std::iter::successors(Some(self), |place| place.above);
        let upwards = upwards.map(|place| place.name);
        redactor.fields.has(&upwards) || redactor.redacts(self.name)
    }

    /// Whether the name alone is no reason to hide anything.
    #[inline(always)]
    pub(super) fn is_plain(&self, redactor: &Redactor) -> bool {
        let says_nothing = !self.verdict.has(!(Verdict::ID | Verdict::NAMING));
        says_nothing && self.name != TEXT && redactor.fields.is_empty()
    }

    fn owner(&self) -> &str {
        self.above.map_or("", |above| above.name)
    }
}

/// What a name alone says, as one bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdict(u16);

/// Slots for names that are remembered; the messages have some hundred. There are two names to a slot, the one that came
/// last first: names that take turns in one are found out once.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;
const LONGEST_NAME: usize = 64;

/// What is remembered in a slot. No name says nothing, so it may stand where there is none yet.
type Slot = [(String, Verdict); 2];

/// The slot of a name: names differ in how long they are, and in how they begin and end.
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
    // A product spreads what is alike over all slots.
    let spread = (ends ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(spread >> (64 - SLOT_BITS)).unwrap_or(0)
}

impl Verdict {
    pub(super) const SECRET: u16 = 1;
    /// It may be the number of a card, which what it stands in says.
    pub(super) const NUMBER: u16 = 1 << 1;
    /// It is that of a secret somewhere in the model.
    pub(super) const OF_MODEL: u16 = 1 << 2;
    /// It is that of a header field by which a caller proves itself.
    pub(super) const HEADER: u16 = 1 << 3;
    /// It is no name, but a piece of a body with something in it that is not to be shown.
    pub(super) const PIECE: u16 = 1 << 4;
    /// A name and a password may stand behind it, or the name of a secret and its value.
    pub(super) const SETTING: u16 = 1 << 5;
    /// It is to be shown otherwise.
    const RENAMED: u16 = 1 << 6;
    /// Its value is an id.
    pub(super) const ID: u16 = 1 << 7;
    /// Its value says what the one beside it is.
    pub(super) const NAMING: u16 = 1 << 8;
    /// Its value is what another one beside it names.
    pub(super) const NAMED: u16 = 1 << 9;

    /// The verdict about a name, which is the same each time for who shows no secrets.
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
            // To find out may take a look at other names.
            let verdict = Verdict::found_out(name);
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

    /// What is left of it for who shows secrets.
    fn as_shown_by(self, redactor: &Redactor) -> Self {
        const NO_SECRET: u16 = Verdict::ID | Verdict::NAMING | Verdict::NAMED;
        if redactor.show_secrets {
            return Verdict(self.0 & NO_SECRET);
        }
        self
    }

    /// It is about secrets, whatever else somebody wants hidden.
    fn found_out(name: &str) -> Self {
        let is_renamed = matches!(HIDES.path(name), Cow::Owned(_));
        let is_setting = names::is_naming(name.trim())
            || command::is_setting(name.lines().next_back().unwrap_or(name));
        let all = [
            // A name may be a whole path.
            (names::is_path(name), Verdict::SECRET),
            (names::is_card_number("card", name), Verdict::NUMBER),
            (names::is_of_model(name), Verdict::OF_MODEL),
            (names::is_header(name), Verdict::HEADER),
            (is_renamed && !names::is_plausible(name), Verdict::PIECE),
            (is_setting, Verdict::SETTING),
            (is_renamed, Verdict::RENAMED),
            (names::is_id(name), Verdict::ID),
            (names::is_naming(name), Verdict::NAMING),
            (names::is_named(name), Verdict::NAMED),
        ];
        let bits = all.iter().filter(|(is_so, _)| *is_so);
        Verdict(bits.fold(0, |bits, (_, bit)| bits | bit))
    }

    pub(super) fn has(self, bits: u16) -> bool {
        self.0 & bits > 0
    }

    /// The name as it can be shown, if that is another.
    pub(super) fn renamed(self, redactor: &Redactor, name: &str) -> Option<String> {
        let shown = self.has(Verdict::RENAMED).then(|| redactor.path(name))?;
        Some(shown.into_owned())
    }

    #[inline(always)]
    pub(super) fn hides_in(self, place: &Place<'_>) -> bool {
        self.has(Verdict::SECRET)
            || (self.has(Verdict::NUMBER) && names::is_card_number(place.owner(), place.name))
            || (self.has(Verdict::HEADER) && names::holds_headers(place.owner(), place.name))
    }
}
