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

/// How many bytes of the name at `name` (`len` long) stand again at `at`, which is behind it.
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
    chunk.first_chunk().map_or(0, |chunk| u128::from_le_bytes(*chunk))
}

#[cold]
fn common_near_end(body: &[u8], name: usize, len: usize, at: usize) -> usize {
    let old = &body[name..name + len];
    let new = body.get(at..).unwrap_or_default();
    old.iter().zip(new).take_while(|(a, b)| a == b).count()
}

/// What a byte is to a name.
pub(super) mod class {
    /// Part of a word.
    pub(in crate::nvp) const WORD: u8 = 0;
    /// `.`, which starts a step.
    pub(in crate::nvp) const DOT: u8 = 1;
    /// `(`, which starts an index.
    pub(in crate::nvp) const OPEN: u8 = 2;
    /// `)`, which ends an index.
    pub(in crate::nvp) const CLOSE: u8 = 3;
    /// `%` and `+`, for which the name has to be decoded first, and square brackets, which are
    /// spelled another way.
    pub(in crate::nvp) const OTHER: u8 = 4;
    /// `=` and `&`: the name ends.
    pub(in crate::nvp) const END: u8 = 5;
}

/// The class of each byte.
pub(super) const CLASS: [u8; 256] = {
    let mut table = [class::WORD; 256];
    table[b'.' as usize] = class::DOT;
    table[b'(' as usize] = class::OPEN;
    table[b')' as usize] = class::CLOSE;
    table[b'[' as usize] = class::OTHER;
    table[b']' as usize] = class::OTHER;
    table[b'%' as usize] = class::OTHER;
    table[b'+' as usize] = class::OTHER;
    table[b'=' as usize] = class::END;
    table[b'&' as usize] = class::END;
    table
};

/// How many steps of a name are looked for at once; longer names take the slower way.
pub(super) const STEPS: usize = 16;

/// The rest of a name.
pub(super) struct Tail {
    /// Where it ends: the next `=` or `&`, or the end of the body.
    pub(super) end: usize,
    /// Whether it is plain: without escapes and square brackets, and of few steps.
    pub(super) plain: bool,
    /// Where steps start in it, that is its `.` and `(`.
    pub(super) starts: [u32; STEPS],
    pub(super) count: usize,
    /// How many `)` there are.
    pub(super) closes: u32,
}

impl Tail {
    /// Takes note of what the byte at `at` is; `true` at the end of the name.
    #[inline(always)]
    fn meets(&mut self, byte: u8, at: usize) -> bool {
        match CLASS[usize::from(byte)] {
            class::WORD => {}
            class::DOT | class::OPEN => {
                match self.starts.get_mut(self.count) {
                    Some(start) => *start = at as u32,
                    None => self.plain = false,
                }
                self.count += 1;
            }
            class::END => {
                self.end = at;
                return true;
            }
            class::CLOSE => self.closes += 1,
            _ => self.plain = false,
        }
        false
    }
}

/// Marks the bytes that may be something else than part of a word: those below `0`, among which
/// are `%&()+.`, then `=`, and those that differ from `[` and `]` in two bits only.
#[inline(always)]
const fn structure(word: u64) -> u64 {
    const DIGITS: u64 = u64::from_le_bytes([b'0'; 8]);
    const BRACKETS: u64 = u64::from_le_bytes([0xf9; 8]);
    let low = word.wrapping_sub(DIGITS) & !word & HIGH;
    low | marks(word, b'=') | marks(word & BRACKETS, b'[' & 0xf9)
}

/// Looks through the rest of a name, from `at` on.
#[inline(always)]
pub(super) fn name_tail(body: &[u8], mut at: usize) -> Tail {
    let mut tail = Tail {
        end: body.len(),
        plain: true,
        starts: [0; STEPS],
        count: 0,
        closes: 0,
    };
    while let Some(word) = load(body, at) {
        let mut met = structure(word);
        while met != 0 {
            let byte = before(met);
            if tail.meets((word >> (8 * byte)) as u8, at + byte) {
                return tail;
            }
            met &= met - 1;
        }
        at += 8;
    }
    while let Some(&byte) = body.get(at) {
        if tail.meets(byte, at) {
            return tail;
        }
        at += 1;
    }
    tail
}

/// The end of the name at `at`: the next `=` or `&`, or the end of the body.
pub(super) fn name_end(body: &[u8], at: usize) -> usize {
    let rest = body.get(at..).unwrap_or_default();
    memchr::memchr2(b'=', b'&', rest).map_or(body.len(), |len| at + len)
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
        fn name_tail_sees_what_a_loop_sees(bytes in proptest::collection::vec(any::<u8>(), 0..30), name in "[a-z_Y.()=]{0,24}") {
            for body in [&bytes, name.as_bytes()] {
                let tail = name_tail(body, 0);
                let end = body.iter().position(|b| matches!(b, b'=' | b'&')).unwrap_or(body.len());
                let name = &body[..end];
                prop_assert_eq!(tail.end, end);
                prop_assert_eq!(name_end(body, 0), end);
                let starts: Vec<u32> = name.iter().enumerate()
                    .filter(|(_, b)| matches!(b, b'.' | b'(')).map(|(at, _)| at as u32).collect();
                let odd = name.iter().any(|b| b"%+[]".contains(b));
                prop_assert_eq!(tail.plain, !odd && starts.len() <= STEPS);
                if tail.plain {
                    prop_assert_eq!(&tail.starts[..tail.count], starts.as_slice());
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
        fn equal_words_have_equal_fingerprints(word in "[ -~]{0,20}", before in "[ab]{0,9}", after in "[ab]{0,9}") {
            let alone = fingerprint(word.as_bytes(), 0, word.len());
            let within = format!("{before}{word}{after}");
            let there = fingerprint(within.as_bytes(), before.len(), before.len() + word.len());
            prop_assert_eq!(alone, there);
        }
    }
}
