//! Finding bytes eight at a time, in safe code.
//!
//! The delimiters of a body stand every ten to twenty bytes, so a call into a vectorized search
//! costs more than the search. A `u64` held against a repeated byte finds them without a call.

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

/// Only the marks below the lowest one of `stop`.
#[inline(always)]
const fn below(marks: u64, stop: u64) -> u64 {
    marks & (stop & stop.wrapping_neg()).wrapping_sub(1)
}

/// The end of the value that starts at `at`: the next `&` or the end of the body; and whether it
/// holds `%` or `+`.
#[inline(always)]
pub(super) fn value_end(body: &[u8], mut at: usize) -> (usize, bool) {
    let mut escapes = 0;
    while let Some(word) = load(body, at) {
        let special = marks(word, b'%') | marks(word, b'+');
        let stop = marks(word, b'&');
        if stop != 0 {
            return (at + before(stop), (escapes | below(special, stop)) != 0);
        }
        escapes |= special;
        at += 8;
    }
    let mut escaped = escapes != 0;
    while let Some(&byte) = body.get(at) {
        match byte {
            b'&' => break,
            b'%' | b'+' => escaped = true,
            _ => {}
        }
        at += 1;
    }
    (at, escaped)
}

/// How many bytes of the name at `name` (`len` long) stand again at `at`.
#[inline(always)]
pub(super) fn common_prefix(body: &[u8], name: usize, len: usize, at: usize) -> usize {
    let mut common = 0;
    while common < len {
        let (Some(old), Some(new)) = (load(body, name + common), load(body, at + common)) else {
            return common_tail(body, name, len, at, common);
        };
        let differing = old ^ new;
        if differing != 0 {
            return len.min(common + before(differing));
        }
        common += 8;
    }
    len
}

#[cold]
fn common_tail(body: &[u8], name: usize, len: usize, at: usize, from: usize) -> usize {
    let old = &body[name + from..name + len];
    let new = body.get(at + from..).unwrap_or_default();
    from + old.iter().zip(new).take_while(|(a, b)| a == b).count()
}

/// What a byte is to a name.
pub(super) mod class {
    /// Part of a word.
    pub(in crate::nvp) const WORD: u8 = 0;
    /// `.`, which starts a step.
    pub(in crate::nvp) const DOT: u8 = 1;
    /// `(`, which starts an index.
    pub(in crate::nvp) const OPEN: u8 = 2;
    /// `)` and square brackets: never where a plain name has a word.
    pub(in crate::nvp) const BRACKET: u8 = 3;
    /// `%` and `+`: the name has to be decoded first.
    pub(in crate::nvp) const ESCAPE: u8 = 4;
    /// `=` and `&`: the name ends.
    pub(in crate::nvp) const END: u8 = 5;
}

/// The class of each byte.
pub(super) const CLASS: [u8; 256] = {
    let mut table = [class::WORD; 256];
    table[b'.' as usize] = class::DOT;
    table[b'(' as usize] = class::OPEN;
    table[b')' as usize] = class::BRACKET;
    table[b'[' as usize] = class::BRACKET;
    table[b']' as usize] = class::BRACKET;
    table[b'%' as usize] = class::ESCAPE;
    table[b'+' as usize] = class::ESCAPE;
    table[b'=' as usize] = class::END;
    table[b'&' as usize] = class::END;
    table
};

/// The end of the name that starts before `at`: the next `=` or `&` or the end of the body; and
/// whether it is plain, that is without escapes and square brackets, from `at` on.
#[inline(always)]
pub(super) fn name_end(body: &[u8], mut at: usize) -> (usize, bool) {
    let mut plain = true;
    while let Some(&byte) = body.get(at) {
        match CLASS[usize::from(byte)] {
            class::END => break,
            class::ESCAPE => plain = false,
            class::BRACKET => plain &= byte == b')',
            _ => {}
        }
        at += 1;
    }
    (at, plain)
}

/// A hint whether two words may be the same: equal words have equal fingerprints. Different words may have equal ones; whoever uses it must have another way then.
#[inline(always)]
pub(super) fn fingerprint(buffer: &[u8], start: usize, end: usize) -> u32 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let len = end - start;
    let (head, tail) = if len >= 8 {
        (
            load(buffer, start).unwrap_or_default(),
            load(buffer, end - 8).unwrap_or_default(),
        )
    } else if let Some(word) = load(buffer, start) {
        (word & ((1 << (8 * len)) - 1), 0)
    } else {
        (short(&buffer[start..end]), 0)
    };
    let mixed = head ^ tail.rotate_left(23) ^ len as u64;
    (mixed.wrapping_mul(SPREAD) >> 32) as u32
}

fn short(word: &[u8]) -> u64 {
    word.iter()
        .rev()
        .fold(0, |packed, &byte| packed << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn value_end_is_the_next_ampersand(body in "[a-c&%+]{0,40}", at in 0usize..8) {
            let at = at.min(body.len());
            let bytes = body.as_bytes();
            let end = bytes[at..].iter().position(|b| *b == b'&').map_or(bytes.len(), |p| at + p);
            let escaped = bytes[at..end].iter().any(|b| matches!(b, b'%' | b'+'));
            prop_assert_eq!(value_end(bytes, at), (end, escaped));
        }

        #[test]
        fn value_end_takes_any_bytes(bytes in proptest::collection::vec(0x20u8..0x28, 0..40)) {
            let end = bytes.iter().position(|b| *b == b'&').unwrap_or(bytes.len());
            let escaped = bytes[..end].iter().any(|b| matches!(b, b'%' | b'+'));
            prop_assert_eq!(value_end(&bytes, 0), (end, escaped));
        }

        #[test]
        fn common_prefix_is_what_a_loop_finds(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            let body = format!("{a}={b}");
            let expected = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
            prop_assert_eq!(common_prefix(body.as_bytes(), 0, a.len(), a.len() + 1), expected);
        }

        #[test]
        fn equal_words_have_equal_fingerprints(word in "[ -~]{0,20}", before in "[ab]{0,9}", after in "[ab]{0,9}") {
            let alone = fingerprint(word.as_bytes(), 0, word.len());
            let within = format!("{before}{word}{after}");
            let there = fingerprint(within.as_bytes(), before.len(), before.len() + word.len());
            prop_assert_eq!(alone, there);
        }
    }
}
