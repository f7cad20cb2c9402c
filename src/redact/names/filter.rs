//! A fast filter for names that say nothing about a value.

use super::last_letters::LastLetters;
use super::pairs::{NAMED, NAMING};
use super::secrets::{ENDINGS, NAMES};

/// Whether a name may be significant: that of a secret, or one that names a neighbor. Checked
/// before slower searches.
pub(in crate::redact) fn may_be_significant(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMES, ENDINGS, NAMING, NAMED]).or_plural();
    let (mut signs, mut letters) = (0, 0);
    for byte in name.bytes() {
        let sign = SIGNS[usize::from(byte)];
        signs |= sign;
        letters += usize::from(sign & LETTER);
    }
    if letters < 2 && signs & ESCAPE == 0 {
        return signs & SINGLE > 0;
    }
    // Header fields are recognized by any of their words, and paths by any of their steps.
    signs & STEPS > 0 || LAST.may_have(name)
}

/// The flags of each byte in a name.
pub(super) const SIGNS: [u8; 256] = signs();

const fn signs() -> [u8; 256] {
    let mut signs = [0; 256];
    let mut byte = u8::MAX;
    loop {
        let at = byte as usize;
        if byte.is_ascii_alphabetic() || byte >= 0x80 {
            signs[at] |= LETTER;
        }
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            signs[at] |= STEPS;
        }
        if matches!(byte, b'%' | b'&') {
            signs[at] |= ESCAPE;
        }
        if matches!(byte.to_ascii_lowercase(), b'k' | b'n' | b'v') {
            signs[at] |= SINGLE;
        }
        if byte == 0 {
            return signs;
        }
        byte -= 1;
    }
}

const LETTER: u8 = 1;

/// The name has several steps or words.
const STEPS: u8 = 1 << 1;

const ESCAPE: u8 = 1 << 2;

/// The byte is a single-letter name in [`NAMING`] or [`NAMED`].
pub(super) const SINGLE: u8 = 1 << 3;
