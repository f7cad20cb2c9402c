//! A hash table of numbered entries, and the keyed hash they are found by.

use std::hash::{BuildHasher, RandomState};

use super::scan::{self, mix};

/// No entry.
pub(super) const NONE: u32 = 0;

/// The keys of a hash, drawn at random for each body.
///
/// Keys and hashes stay inside, so no sender can choose names that collide. The general
/// purpose hasher of the standard library promises the same at four times the cost, which is
/// most of what a name costs here.
pub(super) struct Keys([u64; 2]);

impl Keys {
    pub(super) fn random() -> Self {
        let state = RandomState::new();
        Keys([state.hash_one(0), state.hash_one(1)])
    }

    /// Sixteen bytes at a time, the last of which may overlap: as the length is part of the
    /// hash, different texts of one length still differ in what is read.
    #[inline(always)]
    pub(super) fn hash(&self, parent: u32, text: &[u8]) -> u32 {
        let [start, key] = self.0;
        let len = text.len();
        // Mixed before the first chunk comes in, or a word could be chosen that takes it out.
        let mut hash = mix(start ^ (u64::from(parent) << 32 | len as u64), key);
        let mut at = 0;
        while len > at + 16 {
            hash = mix(hash ^ word(text, at), key ^ word(text, at + 8));
            at += 16;
        }
        let (low, high) = if len >= 8 {
            let last = len - 8;
            (word(text, at.min(last)), word(text, last))
        } else {
            (short(text), 0)
        };
        half_of(mix(hash ^ low, key ^ high))
    }
}

/// The eight bytes at `at`.
#[inline(always)]
fn word(text: &[u8], at: usize) -> u64 {
    scan::load(text, at).unwrap_or_default()
}

/// Up to seven bytes as a number; those of the same length have the same only if they are equal.
#[inline(always)]
fn short(text: &[u8]) -> u64 {
    let len = text.len();
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << 32;
    }
    let byte = |at: usize| u64::from(text.get(at).copied().unwrap_or_default());
    byte(0) | byte(len / 2) << 8 | byte(len.saturating_sub(1)) << 16
}

/// The upper half of a hash, which is what is kept of it.
#[inline(always)]
fn half_of(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// An open hash table of numbered entries, none of which has number [`NONE`].
///
/// A slot holds the hash beside the number, so that an entry is looked at only if it is the right
/// one, bar chance: in a large body each look is a miss of the cache.
#[derive(Default)]
pub(super) struct Table {
    slots: Vec<[u32; 2]>,
    used: usize,
}

/// A slot of a [`Table`] that is free for the hash it was looked up with.
pub(super) struct Free {
    hash: u32,
}

impl Table {
    /// With room for so many.
    pub(super) fn for_entries(entries: usize) -> Self {
        Table {
            slots: free((entries + entries / 2).next_power_of_two()),
            used: 0,
        }
    }

    #[inline(always)]
    pub(super) fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Result<u32, Free> {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return Err(Free { hash });
        };
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot & mask] {
                [_, NONE] => return Err(Free { hash }),
                [known, at] if known == hash && is(at) => return Ok(at),
                _ => slot += 1,
            }
        }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, free: &Free, at: u32) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.insert([free.hash, at]);
        self.used += 1;
    }

    #[cold]
    fn grow(&mut self) {
        let slots = free((self.slots.len() * 2).max(64));
        let old = std::mem::replace(&mut self.slots, slots);
        for slot in old.into_iter().filter(|slot| slot[1] != NONE) {
            self.insert(slot);
        }
    }

    #[inline(always)]
    fn insert(&mut self, entry: [u32; 2]) {
        let mask = self.slots.len() - 1;
        let mut slot = entry[0] as usize & mask;
        while self.slots[slot & mask][1] != NONE {
            slot += 1;
        }
        self.slots[slot & mask] = entry;
    }
}

fn free(slots: usize) -> Vec<[u32; 2]> {
    vec![[0, NONE]; slots]
}
