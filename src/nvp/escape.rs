//! Percent escapes, in both directions.

use super::charset::Charset;
use super::config::{Config, Escapes};
use super::scan::{self, load};
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};

/// Copies what stands in `raw` from `at` up to the next escape, or some of it, to `to`, where there
/// is room for eight bytes more; gives how many bytes it is.
#[inline(always)]
fn copy_clean(raw: &[u8], at: usize, out: &mut [u8], to: usize) -> usize {
    let left = raw.len() - at;
    let word = match load(raw, at) {
        Some(word) => word,
        None => scan::last_bytes(raw, left),
    };
    let Some(room) = out.get_mut(to..to + 8) else {
        return 0;
    };
    room.copy_from_slice(&word.to_le_bytes());
    // `%` and `+` are among the first few characters, the others of which are rare in values.
    let special = scan::below(word, b'+' + 1);
    let clean = if special == 0 {
        8
    } else {
        scan::before(special)
    };
    clean.min(left)
}

/// The value of each hexadecimal digit; 0xff for other bytes.
const HEX: [u8; 256] = {
    let mut table = [0xff; 256];
    let mut digit: u8 = 0;
    while digit < 16 {
        table[b"0123456789abcdef"[digit as usize] as usize] = digit;
        table[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit += 1;
    }
    table
};

/// One escape as it stands in the input.
enum Escape {
    Byte(u8),
    Malformed,
}

fn escape_at(raw: &[u8], at: usize) -> Escape {
    let Some([_, high, low]) = raw.get(at..).and_then(<[u8]>::first_chunk) else {
        return Escape::Malformed;
    };
    let (high, low) = (HEX[usize::from(*high)], HEX[usize::from(*low)]);
    if (high | low) & 0xf0 == 0 {
        Escape::Byte(high << 4 | low)
    } else {
        Escape::Malformed
    }
}

/// A percent-encoded piece of the body and where it starts, to point at faults in it.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) raw: &'a [u8],
    pub(super) start: usize,
}

impl Piece<'_> {
    /// Appends the decoded bytes to `out`.
    pub(super) fn bytes(
        self,
        config: &Config,
        out: &mut Vec<u8>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Error> {
        let start = out.len();
        out.resize(start + self.raw.len() + 8, 0);
        let len = self.write(config, &mut out[start..], warnings)?;
        out.truncate(start + len);
        Ok(())
    }

    /// Decodes into `out`, which must have room for the piece and eight bytes more; gives how
    /// many bytes there are.
    ///
    /// Eight bytes are copied at a time, and overwritten from where an escape stands in them: on
    /// URLs that is three times as fast as copying bytes.
    #[inline(always)]
    fn write(
        self,
        config: &Config,
        out: &mut [u8],
        warnings: &mut Vec<Warning>,
    ) -> Result<usize, Error> {
        let raw = self.raw;
        let (mut at, mut to) = (0, 0);
        while at < raw.len() {
            let clean = copy_clean(raw, at, out, to);
            (at, to) = (at + clean, to + clean);
            // Escapes tend to follow each other.
            while let Some(&byte) = raw.get(at).filter(|byte| **byte <= b'+') {
                let (len, byte) = match byte {
                    b'%' => match escape_at(raw, at) {
                        Escape::Byte(decoded) => (3, decoded),
                        Escape::Malformed => {
                            self.malformed(at, config, warnings)?;
                            (1, b'%')
                        }
                    },
                    b'+' => (1, b' '),
                    other => (1, other),
                };
                out[to] = byte;
                (at, to) = (at + len, to + 1);
            }
        }
        Ok(to)
    }

    #[cold]
    fn malformed(
        self,
        at: usize,
        config: &Config,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Error> {
        let start = self.start + at;
        if config.escapes == Escapes::Literal {
            // One for each value: a value may be nothing but such signs.
            let kind = WarningKind::InvalidEscape;
            if !warnings
                .last()
                .is_some_and(|last| last.repeats(kind, self.start))
            {
                warnings.push(Warning::new(kind, Some(start..start + 1)));
            }
            return Ok(());
        }
        if code_unit(self.raw, at).is_some() {
            return Err(Error::at(ErrorKind::UnicodeEscape, start..start + 6));
        }
        // What would be the digits, but no part of a character.
        let digits = self.raw[at + 1..].iter().take(2);
        let len = 1 + digits.take_while(|byte| byte.is_ascii()).count();
        Err(Error::at(ErrorKind::InvalidEscape, start..start + len))
    }

    /// The decoded text. It is put together in `scratch`, whatever is there, and however long.
    pub(super) fn text<'s>(
        self,
        config: &Config,
        scratch: &'s mut Vec<u8>,
        warnings: &mut Vec<Warning>,
    ) -> Result<&'s str, Error> {
        let len = if self.is_simple(config) {
            let room = self.raw.len() + 8;
            if scratch.len() < room {
                // Kept from piece to piece, so that room is made and filled only once.
                scratch.resize(room, 0);
            }
            self.write(config, scratch, warnings)?
        } else {
            let text = self.mixed_text(config, warnings)?;
            scratch.clear();
            scratch.extend_from_slice(text.as_bytes());
            scratch.len()
        };
        std::str::from_utf8(&scratch[..len])
            .map_err(|fault| self.unfit(fault.valid_up_to(), Charset::UTF_8))
    }

    /// The decoded text as a string of its own.
    pub(super) fn string(
        self,
        config: &Config,
        warnings: &mut Vec<Warning>,
    ) -> Result<String, Error> {
        if !self.is_simple(config) {
            return self.mixed_text(config, warnings);
        }
        // Not zeros: allocators are slower at giving zeros than at giving memory to be filled.
        let mut bytes = vec![b' '; self.raw.len() + 8];
        let len = self.write(config, &mut bytes, warnings)?;
        bytes.truncate(len);
        String::from_utf8(bytes)
            .map_err(|fault| self.unfit(fault.utf8_error().valid_up_to(), Charset::UTF_8))
    }

    /// Whether its bytes are UTF-8 once it is percent-decoded.
    fn is_simple(self, config: &Config) -> bool {
        config.charset.is_utf8() && !self.has_code_units(config)
    }

    fn has_code_units(self, config: &Config) -> bool {
        config.unicode_escapes && memchr::memmem::find(self.raw, b"%u").is_some()
    }

    /// As [`Piece::text`], in any charset, and for a piece in which `%uXXXX` may stand: code units
    /// are characters whatever the charset of the bytes around them.
    #[cold]
    fn mixed_text(self, config: &Config, warnings: &mut Vec<Warning>) -> Result<String, Error> {
        let mut text = String::new();
        let mut at = 0;
        while at < self.raw.len() {
            let units = if config.unicode_escapes {
                code_units(&self.raw[at..])
            } else {
                Vec::new()
            };
            if units.is_empty() {
                let rest = &self.raw[at + 1..];
                let next = config
                    .unicode_escapes
                    .then(|| memchr::memmem::find(rest, b"%u"));
                let next = next.flatten().map_or(self.raw.len(), |n| at + 1 + n);
                self.part(at, next)
                    .charset_text(config, &mut text, warnings)?;
                at = next;
                continue;
            }
            let span = self.start + at..self.start + at + 6 * units.len();
            let characters = String::from_utf16(&units)
                .map_err(|_| Error::at(ErrorKind::UnicodeEscape, span.clone()))?;
            let kind = WarningKind::UnicodeEscape;
            if !warnings
                .last()
                .is_some_and(|last| last.repeats(kind, self.start))
            {
                warnings.push(Warning::new(kind, Some(span)));
            }
            text.push_str(&characters);
            at += 6 * units.len();
        }
        Ok(text)
    }

    fn charset_text(
        self,
        config: &Config,
        text: &mut String,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Error> {
        let mut bytes = Vec::new();
        self.bytes(config, &mut bytes, warnings)?;
        let decoded = config.charset.decode(&bytes);
        text.push_str(&decoded.map_err(|good| self.unfit(good, config.charset))?);
        Ok(())
    }

    fn part(self, from: usize, to: usize) -> Self {
        Piece {
            raw: &self.raw[from..to],
            start: self.start + from,
        }
    }

    /// The error for bytes that are no text, `good` decoded bytes into this piece.
    #[cold]
    fn unfit(self, good: usize, charset: Charset) -> Error {
        let mut at = 0;
        for _ in 0..good {
            at += match self.raw.get(at) {
                Some(b'%') if matches!(escape_at(self.raw, at), Escape::Byte(_)) => 3,
                _ => 1,
            };
        }
        let start = self.start + at.min(self.raw.len());
        let kind = ErrorKind::InvalidEncoding(charset.name());
        Error::at(kind, start..self.start + self.raw.len())
    }
}

/// The code unit of the `%uXXXX` at `at`.
fn code_unit(raw: &[u8], at: usize) -> Option<u16> {
    let escape = raw.get(at..at + 6)?.strip_prefix(b"%u")?;
    escape.iter().try_fold(0, |unit, digit| {
        let value = HEX[usize::from(*digit)];
        (value < 16).then_some(unit << 4 | u16::from(value))
    })
}

/// All the code units that follow each other at the start of `raw`.
fn code_units(raw: &[u8]) -> Vec<u16> {
    (0..).map_while(|n| code_unit(raw, 6 * n)).collect()
}

/// Whether an ASCII letter or digit, or one of `-._`: those stand for themselves. So does `*`, which
/// is too rare to look for here. In a word of a name a point would be structure.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "the compiler makes vector instructions of this, but not of branches or tables"
)]
#[inline(always)]
const fn is_common<const WORD: bool>(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let other = if WORD {
        byte.wrapping_sub(b'0') < 10 || byte == b'-'
    } else {
        byte.wrapping_sub(b'-') < 13 && byte != b'/'
    };
    letter | other | (byte == b'_')
}

/// Whether the bytes are written as they are, as far as a quick look tells.
///
/// Two pieces that may overlap are looked at together, as many bytes as there are in one register.
#[inline(always)]
fn is_plain<const WORD: bool>(bytes: &[u8]) -> bool {
    let all = |bytes: &[u8; 16]| {
        bytes
            .iter()
            .fold(true, |all, b| all & is_common::<WORD>(*b))
    };
    if let Some(last) = bytes.last_chunk::<16>() {
        return bytes.as_chunks().0.iter().all(all) && all(last);
    }
    if let Some(plain) = ends_are_plain::<WORD, 8>(bytes) {
        return plain;
    }
    if let Some(plain) = ends_are_plain::<WORD, 4>(bytes) {
        return plain;
    }
    bytes.iter().all(|byte| is_common::<WORD>(*byte))
}

#[inline(always)]
fn ends_are_plain<const WORD: bool, const N: usize>(bytes: &[u8]) -> Option<bool> {
    let ends = bytes
        .first_chunk::<N>()?
        .iter()
        .chain(bytes.last_chunk::<N>()?);
    Some(ends.fold(true, |all, byte| all & is_common::<WORD>(*byte)))
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

/// Whether a word of a name is written as it is in any charset, as far as a quick look tells.
#[inline]
pub(super) fn is_plain_word(word: &str) -> bool {
    is_plain::<true>(word.as_bytes())
}

/// Appends bytes as they are written in values.
#[inline]
pub(super) fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    if is_plain::<false>(bytes) {
        out.extend_from_slice(bytes);
    } else {
        push_escaped(out, bytes);
    }
}

/// As [`push`], without the look whether there is anything to escape.
#[inline(never)]
pub(super) fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    for part in bytes.chunks(256) {
        let mut end = out.len();
        // Room for the longest escapes, and for what is copied beside the last ones.
        out.resize(end + 3 * part.len() + 32, 0);
        let (chunks, rest) = part.as_chunks::<8>();
        for chunk in chunks {
            end += write(&mut out[end..], chunk);
        }
        end += write(&mut out[end..], rest);
        out.truncate(end);
    }
}

/// Writes up to eight bytes. The compiler sees that they fit, and leaves all other checks out.
#[inline(always)]
fn write(to: &mut [u8], bytes: &[u8]) -> usize {
    let mut end = 0;
    if let Some(to) = to.first_chunk_mut::<32>() {
        for byte in bytes {
            let written = WRITTEN[usize::from(*byte)];
            to[end..end + 4].copy_from_slice(&written);
            end += usize::from(written[3] & 3);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(raw: &str, config: &Config) -> Result<(String, Vec<Warning>), Error> {
        let (mut scratch, mut warnings) = (Vec::new(), Vec::new());
        let raw = raw.as_bytes();
        let text = Piece { raw, start: 0 }.text(config, &mut scratch, &mut warnings)?;
        Ok((text.to_owned(), warnings))
    }

    fn strict(raw: &str) -> String {
        match decode(raw, &Config::strict()) {
            Ok((text, warnings)) => {
                assert_eq!(warnings, []);
                text
            }
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn decodes_once() {
        assert_eq!(strict("a%252Bb+c"), "a%2Bb c");
        assert_eq!(strict("%c3%A9t%C3%a9"), "été");
        assert_eq!(
            strict("https%3A%2F%2Fshop.example.com%2Fok%3Fa%3D1"),
            "https://shop.example.com/ok?a=1"
        );
    }

    #[test]
    fn points_at_what_is_wrong() {
        insta::assert_snapshot!(strict("ab%zz"), @"error: `%` without two hexadecimal digits (a literal one is written `%25`) at byte 2");
        insta::assert_snapshot!(strict("100%"), @"error: `%` without two hexadecimal digits (a literal one is written `%25`) at byte 3");
        insta::assert_snapshot!(strict("Smith%u010D"), @"error: `%uXXXX` is not an escape of this format (the lenient preset reads it) at byte 5");
        insta::assert_snapshot!(strict("%41%E9t"), @"error: bytes that are not UTF-8 (give the charset the sender used) at byte 3");
    }

    #[test]
    fn a_malformed_escape_ends_where_a_character_does() {
        for (raw, escape) in [
            ("a%zz", "%zz"),
            ("%é4", "%"),
            ("%4é", "%4"),
            ("%", "%"),
            ("%%41", "%%4"),
        ] {
            let error = decode(raw, &Config::strict()).unwrap_err();
            let span = error.span().unwrap();
            assert_eq!(raw.get(span), Some(escape), "{raw}");
        }
    }

    #[test]
    fn lenient_takes_percent_signs_as_they_stand() {
        let (text, warnings) = decode("100%+%zz", &Config::lenient()).unwrap();
        assert_eq!(text, "100% %zz");
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn lenient_reads_code_units_in_any_charset() {
        let lenient = Config::lenient();
        assert_eq!(decode("Smith%u010D!", &lenient).unwrap().0, "Smithč!");
        assert_eq!(decode("%uD83D%uDCA9%C3%A9", &lenient).unwrap().0, "💩é");
        let latin = lenient.charset("windows-1252".parse().unwrap());
        assert_eq!(decode("%E9%u010D%ux", &latin).unwrap().0, "éč%ux");
        let error = decode("a%uD83Dx", &lenient).unwrap_err();
        assert_eq!(
            (error.kind(), error.span()),
            (&ErrorKind::UnicodeEscape, Some(1..7))
        );
    }

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
            assert_eq!(is_plain::<false>(bytes), plain);
            assert_eq!(is_plain::<true>(bytes), plain && !bytes.contains(&b'.'));
        }
    }
}
