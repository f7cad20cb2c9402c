//! Writing percent escapes.

use crate::simd::u8x16;

use super::scan::{equal, up_to};

/// Whether an ASCII letter or digit, or one of `-._`: those stand for themselves. So does `*`, which
/// is too rare to look for here. In a word of a name a point would be structure.
const fn is_common<const WORD: bool>(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let other = if WORD {
        byte.wrapping_sub(b'0') < 10 || byte == b'-'
    } else {
        byte.wrapping_sub(b'-') < 13 && byte != b'/'
    };
    letter || other || byte == b'_'
}

/// The most bytes that [`put_plain`] puts of a word of a name, or of a value.
pub(super) const MOST_OF_WORD: usize = 32;
pub(super) const MOST_OF_VALUE: usize = 16;

/// Puts bytes at a place if they are few and written as they are; gives where they end. As a word
/// of a name, they are the same in any charset.
#[inline(always)]
pub(super) fn put_plain<const WORD: bool, const ROOM: usize>(
    to: &mut [u8; ROOM],
    at: usize,
    bytes: &[u8],
) -> Option<usize> {
    match bytes.len() {
        16..=MOST_OF_VALUE => put_ends::<WORD, 16>(to, at, bytes),
        16..=MOST_OF_WORD if WORD => put_ends::<WORD, 16>(to, at, bytes),
        8..16 => put_ends::<WORD, 8>(to, at, bytes),
        4..8 => put_ends::<WORD, 4>(to, at, bytes),
        0..4 => put_few::<WORD>(to, at, bytes),
        _ => None,
    }
}

#[inline(always)]
fn put_few<const WORD: bool>(to: &mut [u8], at: usize, bytes: &[u8]) -> Option<usize> {
    let mut end = at;
    for &byte in bytes {
        if !is_common::<WORD>(byte) {
            return None;
        }
        *to.get_mut(end)? = byte;
        end += 1;
    }
    Some(end)
}

/// Like [`put_plain`], for `N` bytes up to twice as many: the first and the last ones are put one over
/// the other where they overlap. To put as many bytes as there happen to be would take a call.
#[inline(always)]
fn put_ends<const WORD: bool, const N: usize>(
    to: &mut [u8],
    at: usize,
    bytes: &[u8],
) -> Option<usize> {
    let (first, last) = (bytes.first_chunk::<N>()?, bytes.last_chunk::<N>()?);
    let plain = if let (Some(first), Some(last)) = (first.first_chunk(), last.first_chunk()) {
        all_common::<WORD>(*first) && all_common::<WORD>(*last)
    } else {
        let mut ends = [b'a'; 16];
        *ends.first_chunk_mut()? = *first;
        *ends.last_chunk_mut()? = *last;
        all_common::<WORD>(ends)
    };
    if !plain {
        return None;
    }
    let end = at + bytes.len();
    *to.get_mut(at..)?.first_chunk_mut()? = *first;
    *to.get_mut(..end)?.last_chunk_mut()? = *last;
    Some(end)
}

/// Appends the bytes if they are written as they are, as far as a quick check shows; whether they are.
#[inline(always)]
fn push_plain<const WORD: bool>(out: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let plain = if let Some(last) = bytes.last_chunk::<16>() {
        let (blocks, _) = bytes.as_chunks();
        all_common::<WORD>(*last) && blocks.iter().all(|block| all_common::<WORD>(*block))
    } else {
        bytes.iter().all(|byte| is_common::<WORD>(*byte))
    };
    if plain {
        out.extend_from_slice(bytes);
    }
    plain
}

/// Whether each byte [is common](is_common).
#[inline(always)]
fn all_common<const WORD: bool>(bytes: [u8; 16]) -> bool {
    let bytes = u8x16::from(bytes);
    let within =
        |bytes: u8x16, first: u8, last: u8| up_to(bytes - u8x16::splat(first), last - first);
    let letter = within(bytes | u8x16::splat(0x20), b'a', b'z');
    let other = if WORD {
        within(bytes, b'0', b'9') | equal(bytes, b'-')
    } else {
        within(bytes, b'-', b'9') & !equal(bytes, b'/')
    };
    (letter | other | equal(bytes, b'_')).all()
}

/// How each byte is written, in one byte or three; the last says in how many.
///
/// Letters, digits and `*-._` stand for themselves, as the URL standard's form serializer has it.
#[expect(clippy::cast_possible_truncation, reason = "the bytes are counted")]
const WRITTEN: [[u8; 4]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut table = [[0; 4]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' => [b'+', 0, 0, 1],
            char if is_common::<false>(char) || char == b'*' => [char, 0, 0, 1],
            _ => [b'%', DIGITS[byte >> 4], DIGITS[byte & 15], 3],
        };
        byte += 1;
    }
    table
};

/// Appends a word of a name if it is written as it is in any charset, as far as a quick check shows;
/// whether it is.
#[inline(always)]
pub(super) fn push_plain_word(out: &mut Vec<u8>, word: &str) -> bool {
    push_plain::<true>(out, word.as_bytes())
}

/// Appends bytes as they are written in values.
#[inline(always)]
pub(super) fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    if !push_plain::<false>(out, bytes) {
        push_escaped(out, bytes);
    }
}

/// Like [`push`], without the look whether there is anything to escape.
#[inline(never)]
pub(super) fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        push_written(out, chunk);
    }
    push_written(out, rest);
}

/// Like [`push_escaped`], for up to eight bytes. The compiler sees that they fit, and leaves all
/// other checks out.
#[inline(always)]
fn push_written(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    // Room for the longest escapes, and for what is copied beside the last one.
    out.extend_from_slice(&[0; 32]);
    let mut end = 0;
    if let Some(to) = out.last_chunk_mut::<32>() {
        for byte in bytes {
            let written = WRITTEN[usize::from(*byte)];
            to[end..end + 4].copy_from_slice(&written);
            end += usize::from(written[3] & 3);
        }
    }
    out.truncate(start + end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_the_url_standard_escapes() {
        let mut out = Vec::new();
        push(&mut out, "a b+c&d=e%*-._~é\0".as_bytes());
        assert_eq!(out, b"a+b%2Bc%26d%3De%25*-._%7E%C3%A9%00");
    }

    #[test]
    fn escapes_as_form_urlencoded_does_at_any_length() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let lengths = (0..40).chain([255, 256, 257, 600]);
        for (len, from) in lengths.flat_map(|len| (0..256).map(move |from| (len, from))) {
            let bytes = &bytes[from..from + len];
            let expected: String = form_urlencoded::byte_serialize(bytes).collect();
            let mut out = Vec::new();
            push_escaped(&mut out, bytes);
            assert_eq!(out, expected.as_bytes());
            let plain = expected.as_bytes() == bytes && !bytes.contains(&b'*');
            let plain_word = plain && !bytes.contains(&b'.');
            let mut out = b"x".to_vec();
            assert_eq!(push_plain::<false>(&mut out, bytes), plain);
            assert_eq!(push_plain::<true>(&mut out, bytes), plain_word);
            let times = usize::from(plain) + usize::from(plain_word);
            assert_eq!(out, [b"x", bytes.repeat(times).as_slice()].concat());
            assert_put::<false>(bytes, plain);
            assert_put::<true>(bytes, plain_word);
        }
    }

    fn assert_put<const WORD: bool>(bytes: &[u8], plain: bool) {
        let most = if WORD { MOST_OF_WORD } else { MOST_OF_VALUE };
        let mut room = [b'-'; MOST_OF_WORD + 9];
        let end = put_plain::<WORD, _>(&mut room, 3, bytes);
        let fits = plain && bytes.len() <= most;
        assert_eq!(end, fits.then_some(3 + bytes.len()));
        if let Some(end) = end {
            let expected = [b"---", bytes, &b"-".repeat(room.len() - end)].concat();
            assert_eq!(room, expected.as_slice());
        }
    }
}
