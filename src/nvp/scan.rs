//! Finding bytes, eight or sixteen at a time.
//!
//! The delimiters of a body stand every ten to twenty bytes, so a call into a vectorized search
//! costs more than the search. A `u64` held against a repeated byte finds them without a call, and
//! so do sixteen bytes in a register: words are short and want to be hashed, values are longer.

use crate::simd::u8x16;

const LOW: u64 = u64::from_le_bytes([0x01; 8]);
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// The eight bytes at `at`, or `None` where fewer are left.
#[inline(always)]
pub(super) fn load(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*chunk))
}

/// Marks, by their high bits, the bytes of `word` that equal `byte`. The lowest mark is exact;
/// marks above a true one may be false, which no caller looks at.
#[inline(always)]
pub(super) const fn marks(word: u64, byte: u8) -> u64 {
    let differing = word ^ (LOW * byte as u64);
    differing.wrapping_sub(LOW) & !differing & HIGH
}

/// How many bytes stand before the lowest mark.
#[inline(always)]
pub(super) const fn before(marks: u64) -> usize {
    (marks.trailing_zeros() / 8) as usize
}

/// One byte of a word, counted from its start.
#[inline(always)]
const fn byte_of(word: u64, byte: usize) -> u8 {
    (word >> (8 * byte)).to_le_bytes()[0]
}

/// Marks the bytes below `bound`; like [`marks`], exact up to the lowest one.
#[inline(always)]
pub(super) const fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(LOW * bound as u64) & !word & HIGH
}

/// The sixteen bytes at `at`, with NUL for what is missing at the end of the body.
#[inline(always)]
fn block(body: &[u8], at: usize) -> u8x16 {
    let block = body.get(at..).and_then(<[u8]>::first_chunk);
    u8x16::from(block.copied().unwrap_or_else(|| last_block(body, at)))
}

#[cold]
fn last_block(body: &[u8], at: usize) -> [u8; 16] {
    let mut block = [0; 16];
    let rest = body.get(at..).unwrap_or_default();
    for (byte, room) in rest.iter().zip(&mut block) {
        *room = *byte;
    }
    block
}

/// Marks the bytes that equal this one.
#[inline(always)]
pub(super) fn equal(block: u8x16, byte: u8) -> u8x16 {
    block.cmp_eq(u8x16::splat(byte))
}

/// Marks the bytes up to this one.
#[inline(always)]
pub(super) fn up_to(block: u8x16, last: u8) -> u8x16 {
    block.min(u8x16::splat(last)).cmp_eq(block)
}

/// A blank, a tab or a line end, which no encoder leaves unescaped.
#[inline(always)]
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// A piece of a body without the whitespace around it, and how much stood before it.
#[cold]
pub(super) fn trimmed(piece: &[u8]) -> (&[u8], usize) {
    let is_text = |byte: &u8| !is_space(*byte);
    let start = piece.iter().position(is_text).unwrap_or(piece.len());
    let end = piece.iter().rposition(is_text).map_or(start, |at| at + 1);
    (&piece[start..end], start)
}

/// Whether whitespace stands at an end of a piece of a body.
#[inline(always)]
pub(super) fn has_space_around(piece: &[u8]) -> bool {
    let space = |byte: Option<&u8>| byte.is_some_and(|byte| is_space(*byte));
    space(piece.first()) || space(piece.last())
}

/// The end of the value that starts at `at`: the next `&` or the end of the body; and whether it
/// takes more than a look, for it holds `%` or `+`, or whitespace stands around it.
#[inline(always)]
pub(super) fn value_end(body: &[u8], start: usize) -> (usize, bool) {
    let mut at = start;
    loop {
        // All three characters are among the few up to `+`, the others of which are rare in values.
        let mut met = up_to(block(body, at), b'+').move_mask();
        while met != 0 {
            let end = at + met.trailing_zeros() as usize;
            match body.get(end) {
                Some(b'&') => return (end, false),
                Some(b'%' | b'+') => return (escaped_value_end(body, end), true),
                None => return (body.len(), false),
                Some(&byte) if is_space(byte) && is_edge(body, start, end) => {
                    return (escaped_value_end(body, end), true);
                }
                _ => met &= met - 1,
            }
        }
        at += 16;
    }
}

/// Whether the byte at `at` is the first or the last one of the value that starts at `start`.
#[cold]
fn is_edge(body: &[u8], start: usize, at: usize) -> bool {
    at == start || matches!(body.get(at + 1), None | Some(b'&'))
}

/// Like [`value_end`], from the first escape on: what has one is long more often than not.
#[inline(always)]
fn escaped_value_end(body: &[u8], at: usize) -> usize {
    memchr::memchr(b'&', &body[at..]).map_or(body.len(), |len| at + len)
}

/// How many bytes of the name at `name` (`len` long) stand again at `at`, which is after it.
#[inline(always)]
pub(super) fn common_prefix(body: &[u8], name: usize, len: usize, at: usize) -> usize {
    // Looking past the name's end is harmless, and spares a loop for what is over; looking past
    // the body's end is not possible, which only the last names of a body come near to.
    let whole = len.next_multiple_of(16);
    let (Some(old), Some(new)) = (body.get(name..name + whole), body.get(at..at + whole)) else {
        return common_near_end(body, name, len, at);
    };
    let mut common = 0;
    for (old, new) in old.chunks_exact(16).zip(new.chunks_exact(16)) {
        let differing = wide(old) ^ wide(new);
        if differing != 0 {
            return len.min(common + (differing.trailing_zeros() / 8) as usize);
        }
        common += 16;
    }
    len
}

#[inline(always)]
fn wide(chunk: &[u8]) -> u128 {
    chunk
        .first_chunk()
        .map_or(0, |chunk| u128::from_le_bytes(*chunk))
}

#[cold]
fn common_near_end(body: &[u8], name: usize, len: usize, at: usize) -> usize {
    let old = &body[name..name + len];
    let new = body.get(at..).unwrap_or_default();
    old.iter().zip(new).take_while(|(a, b)| a == b).count()
}

/// A word in a name.
pub(super) struct Word {
    /// Where it ends: at the next `=`, `&`, `.` or `(`, or the end of the body.
    pub(super) end: usize,
    /// What stands there; NUL at the end of the body.
    pub(super) next: u8,
    /// Equal words have equal hashes; different ones may have equal ones as well. The high bits are
    /// the better ones.
    pub(super) hash: u64,
}

/// Marks the bytes that may be something else than part of a word: those below `0`, among which
/// are `$%&()+.`, and those whose lower five bits are greater than those of any letter or digit,
/// among which are `=[]`.
#[inline(always)]
const fn structure(word: u64) -> u64 {
    const FIVE_BITS: u64 = u64::from_le_bytes([0x1f; 8]);
    const OVER_Z: u64 = u64::from_le_bytes([0x80 - 0x1b; 8]);
    below(word, b'0') | (((word & FIVE_BITS) + OVER_Z) & HIGH)
}

/// The word that starts at `at`. `None` for one that takes more than a look, for it may have escapes,
/// a bracket out of place, or a reserved meaning.
#[inline(always)]
pub(super) fn word(body: &[u8], at: usize) -> Option<Word> {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash: u64 = 0;
    let mut seen = at;
    loop {
        // What is missing at the end of the body reads as NUL, which is met like any other byte
        // that is not a letter.
        let word = load(body, seen).unwrap_or_else(|| last_word(body, seen));
        let mut met = structure(word);
        while met != 0 {
            let byte = before(met);
            let end = seen + byte;
            let special = byte_of(word, byte);
            if matches!(special, b'=' | b'&' | b'.' | b'(') || end >= body.len() {
                let rest = word & ((met & met.wrapping_neg()) >> 7).wrapping_sub(1);
                let hash = hash.rotate_left(5) ^ rest;
                return Some(Word {
                    end,
                    next: special,
                    hash: hash.wrapping_mul(SPREAD),
                });
            }
            if matches!(special, b'%' | b'+' | b'$' | b'[' | b']' | b')') || is_space(special) {
                return None;
            }
            met &= met - 1;
        }
        hash = hash.rotate_left(5) ^ word;
        seen += 8;
    }
}

/// Both halves of the product, so that every bit counts.
#[inline(always)]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let [low, high] = [product, product >> 64].map(u128::to_le_bytes);
    let half = |bytes: [u8; 16]| {
        bytes
            .first_chunk()
            .map_or(0, |half| u64::from_le_bytes(*half))
    };
    half(low) ^ half(high)
}

/// The bytes at `at`, where fewer than eight are left.
#[cold]
fn last_word(body: &[u8], at: usize) -> u64 {
    last_bytes(body, body.len().saturating_sub(at))
}

/// The last bytes, fewer than eight, with NUL for what is missing.
#[inline(always)]
pub(super) fn last_bytes(bytes: &[u8], len: usize) -> u64 {
    if let (Some(last), 1..) = (bytes.last_chunk::<8>(), len) {
        return u64::from_le_bytes(*last) >> (64 - 8 * len.min(8));
    }
    let rest = bytes.iter().rev().take(len);
    rest.fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// The end of the name at `at`: the next `=` or `&`, or the end of the body.
pub(super) fn name_end(body: &[u8], mut at: usize) -> usize {
    while at < body.len() {
        let block = block(body, at);
        let met = (equal(block, b'=') | equal(block, b'&')).move_mask();
        if met != 0 {
            return body.len().min(at + met.trailing_zeros() as usize);
        }
        at += 16;
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn takes_a_look(value: &[u8]) -> bool {
        let escaped = value.iter().any(|byte| matches!(byte, b'%' | b'+'));
        escaped || has_space_around(value)
    }

    proptest! {
        #[test]
        fn value_end_is_the_next_ampersand(body in "[a-c&%+ \\r\\n\\t]{0,40}", at in 0usize..8) {
            let at = at.min(body.len());
            let bytes = body.as_bytes();
            let end = bytes[at..].iter().position(|b| *b == b'&').map_or(bytes.len(), |p| at + p);
            prop_assert_eq!(value_end(bytes, at), (end, takes_a_look(&bytes[at..end])));
        }

        #[test]
        fn name_end_is_the_next_sign(body in "[a-c%(.&=]{0,8}[a-z]{0,40}[=&]?[a-c]{0,20}", at in 0usize..8) {
            let at = at.min(body.len());
            let bytes = body.as_bytes();
            let mut rest = bytes[at..].iter();
            let end = rest.position(|b| matches!(b, b'=' | b'&')).map_or(bytes.len(), |p| at + p);
            prop_assert_eq!(name_end(bytes, at), end);
        }

        #[test]
        fn value_end_takes_any_bytes(bytes in proptest::collection::vec(0x20u8..0x28, 0..40)) {
            let end = bytes.iter().position(|b| *b == b'&').unwrap_or(bytes.len());
            prop_assert_eq!(value_end(&bytes, 0), (end, takes_a_look(&bytes[..end])));
        }

        #[test]
        fn word_sees_what_a_loop_sees(bytes in proptest::collection::vec(any::<u8>(), 0..30), name in "[a-z_Y.()=]{0,80}") {
            for body in [&bytes, name.as_bytes()] {
                let end = body.iter().position(|b| b"=&.(".contains(b)).unwrap_or(body.len());
                let odd = body[..end].iter().any(|b| b"%+$[]) \t\r\n".contains(b));
                match word(body, 0) {
                    None => prop_assert!(odd),
                    Some(word) => prop_assert_eq!((odd, word.end), (false, end)),
                }
            }
        }

        #[test]
        fn common_prefix_is_what_a_loop_finds(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            let body = format!("{a}={b}");
            let expected = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
            prop_assert_eq!(common_prefix(body.as_bytes(), 0, a.len(), a.len() + 1), expected);
        }

        #[test]
        fn equal_words_have_equal_hashes(text in "[a-zA-Z0-9_]{0,20}", before in "[ab]{0,9}", after in "([=&.(][ab]{0,9})?") {
            let alone = word(text.as_bytes(), 0).map(|word| word.hash);
            let within = format!("{before}{text}{after}");
            prop_assert_eq!(alone, word(within.as_bytes(), before.len()).map(|word| word.hash));
        }
    }
}
