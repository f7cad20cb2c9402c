//! Writing percent escapes.

use wide::u8x16;

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

/// Appends the bytes if they are written as they are, as far as a quick look tells; whether they are.
#[inline(always)]
fn push_plain<const WORD: bool>(out: &mut Vec<u8>, bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<16>() {
        let (blocks, _) = bytes.as_chunks();
        let plain =
            all_common::<WORD>(*last) && blocks.iter().all(|block| all_common::<WORD>(*block));
        if plain {
            out.extend_from_slice(bytes);
        }
        return plain;
    }
    push_ends::<WORD, 8>(out, bytes)
        .or_else(|| push_ends::<WORD, 4>(out, bytes))
        .unwrap_or_else(|| {
            let plain = bytes.iter().all(|byte| is_common::<WORD>(*byte));
            if plain {
                out.extend_from_slice(bytes);
            }
            plain
        })
}

/// As [`push_plain`], for `N` bytes up to twice as many: the first and the last ones are looked at
/// together, and written one over the other where they overlap. To append as many bytes as there
/// happen to be would take a call.
#[inline(always)]
fn push_ends<const WORD: bool, const N: usize>(out: &mut Vec<u8>, bytes: &[u8]) -> Option<bool> {
    let (first, last) = (bytes.first_chunk::<N>()?, bytes.last_chunk::<N>()?);
    let mut ends = [b'a'; 16];
    *ends.first_chunk_mut()? = *first;
    *ends.last_chunk_mut()? = *last;
    let plain = all_common::<WORD>(ends);
    if plain {
        let end = out.len() + bytes.len();
        out.extend_from_slice(first);
        out.truncate(end - N);
        out.extend_from_slice(last);
    }
    Some(plain)
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

/// Appends a word of a name if it is written as it is in any charset, as far as a quick look tells;
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

/// As [`push`], without the look whether there is anything to escape.
#[inline(never)]
pub(super) fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        push_written(out, chunk);
    }
    push_written(out, rest);
}

/// As [`push_escaped`], for up to eight bytes. The compiler sees that they fit, and leaves all
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
        }
    }
}
