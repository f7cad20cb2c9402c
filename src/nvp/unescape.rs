//! Reading percent escapes.

use crate::simd::u8x16;

use super::config::{Config, Escapes};
use super::scan::{self, equal};
use super::warning::{Warning, WarningKind};
use crate::encoding::Charset;
use crate::error::{Error, ErrorKind};

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

/// The byte of these digits.
#[inline(always)]
fn hex(high: u8, low: u8) -> Option<u8> {
    let [high, low] = [high, low].map(|digit| HEX[usize::from(digit)]);
    ((high | low) & 0xf0 == 0).then_some(high << 4 | low)
}

/// How many bytes are looked at for an escape: the sixteen it may start in, and its digits.
const AHEAD: usize = 18;

/// Decodes what is in `raw`, up to its last few bytes or a malformed escape; gives how many bytes
/// were read and written.
///
/// Sixteen bytes are copied at a time, and overwritten from the first escape in them: on
/// URLs that is several times as fast as copying bytes.
#[inline(always)]
fn unescape(raw: &[u8], out: &mut [u8]) -> (usize, usize) {
    let lengths = (raw.len(), out.len());
    let (mut raw, mut out) = (raw, out);
    while let (Some(ahead), Some(room)) = (raw.first_chunk::<AHEAD>(), out.first_chunk_mut::<16>())
    {
        let block = u8x16::from(*ahead.first_chunk().unwrap_or(&[0; 16]));
        let blanks = equal(block, b'+') & u8x16::splat(b'+' ^ b' ');
        *room = (block ^ blanks).to_array();
        let percent = equal(block, b'%').move_mask();
        if percent == 0 {
            (raw, out) = (&raw[16..], &mut out[16..]);
            continue;
        }
        // It is below sixteen, as something is marked, but the compiler does not know.
        let clean = percent.trailing_zeros() as usize & 15;
        let Some(byte) = hex(ahead[clean + 1], ahead[clean + 2]) else {
            (raw, out) = (&raw[clean..], &mut out[clean..]);
            break;
        };
        room[clean] = byte;
        (raw, out) = (&raw[clean + 3..], &mut out[clean + 1..]);
    }
    (lengths.0 - raw.len(), lengths.1 - out.len())
}

/// A percent-encoded piece of the body and where it starts, for the spans of errors.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) raw: &'a [u8],
    pub(super) start: usize,
}

impl Piece<'_> {
    /// Whether there is unescaped whitespace around it.
    #[inline(always)]
    pub(super) fn is_spaced(self) -> bool {
        scan::has_space_around(self.raw)
    }

    /// The piece without the whitespace around it, if the config lets that pass.
    #[cold]
    pub(super) fn trimmed(
        self,
        config: &Config,
        warnings: &mut Vec<Warning>,
    ) -> Result<Self, Error> {
        let (raw, before) = scan::trimmed(self.raw);
        let (start, end) = (self.start + before, self.start + self.raw.len());
        let space = if before > 0 {
            self.start..start
        } else {
            start + raw.len()..end
        };
        if !config.space_around_pairs {
            return Err(Error::at(ErrorKind::SurroundingSpace, space));
        }
        // One for all of a body, unless there is something else to say in between: a body that is
        // printed line by line has it everywhere.
        let kind = WarningKind::SpaceAroundPairs;
        if warnings.last().is_none_or(|last| last.kind() != kind) {
            warnings.push(Warning::new(kind, Some(space)));
        }
        Ok(Piece { raw, start })
    }

    /// Whether it needs no decoding, apart from trimming whitespace.
    pub(super) fn is_plain(self) -> bool {
        memchr::memchr2(b'%', b'+', self.raw).is_none()
    }

    pub(super) fn span(self) -> std::ops::Range<usize> {
        self.start..self.start + self.raw.len()
    }

    /// Appends the decoded bytes to `out`.
    pub(super) fn bytes(
        self,
        config: &Config,
        out: &mut Vec<u8>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Error> {
        let start = out.len();
        out.resize(start + self.room(), 0);
        let len = self.write(config, &mut out[start..], warnings)?;
        out.truncate(start + len);
        Ok(())
    }

    /// Decodes into `out`, which must have as much [room](Piece::room) as it takes; gives how many
    /// bytes there are. Up to sixteen after them are overwritten as well.
    #[inline(always)]
    fn write(
        self,
        config: &Config,
        out: &mut [u8],
        warnings: &mut Vec<Warning>,
    ) -> Result<usize, Error> {
        let (mut at, mut to) = (0, 0);
        loop {
            let (read, written) = unescape(&self.raw[at..], &mut out[to..]);
            (at, to) = (at + read, to + written);
            let rest = &self.raw[at..];
            if rest.len() < AHEAD {
                // With zeros after them, as many as there must be.
                let mut last = [0; 2 * AHEAD];
                last[..rest.len()].copy_from_slice(rest);
                let (read, written) = unescape(&last[..rest.len() + AHEAD - 1], &mut out[to..]);
                if read >= rest.len() {
                    return Ok(to + written - (read - rest.len()));
                }
                (at, to) = (at + read, to + written);
            }
            self.malformed(at, config, warnings)?;
            out[to] = b'%';
            (at, to) = (at + 1, to + 1);
        }
    }

    /// How many bytes to have ready for decoding: whole blocks, in which text is checked fastest.
    fn room(self) -> usize {
        (self.raw.len() + 2 * AHEAD).next_multiple_of(16)
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
            let room = self.room();
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
        let mut bytes = vec![b' '; self.room()];
        let len = self.write(config, &mut bytes, warnings)?;
        // All of it is to be text, also what is cut off in the end.
        bytes[len..len + 16].fill(b' ');
        let mut text = String::from_utf8(bytes)
            .map_err(|fault| self.unfit(fault.utf8_error().valid_up_to(), Charset::UTF_8))?;
        text.truncate(len);
        Ok(text)
    }

    /// Whether its bytes are UTF-8 once it is percent-decoded.
    fn is_simple(self, config: &Config) -> bool {
        config.charset.is_utf8() && !self.has_code_units(config)
    }

    fn has_code_units(self, config: &Config) -> bool {
        config.unicode_escapes && memchr::memmem::find(self.raw, b"%u").is_some()
    }

    /// Like [`Piece::text`], in any charset, and for a piece that may have `%uXXXX`: code units
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

    /// The error for bytes that are not text, `good` decoded bytes into this piece.
    #[cold]
    fn unfit(self, good: usize, charset: Charset) -> Error {
        let mut at = 0;
        for _ in 0..good {
            at += match self.raw.get(at) {
                Some(b'%') if is_escape(&self.raw[at..]) => 3,
                _ => 1,
            };
        }
        let start = self.start + at.min(self.raw.len());
        let kind = ErrorKind::InvalidEncoding(charset.name());
        Error::at(kind, start..self.start + self.raw.len())
    }
}

/// Whether the `%` that this starts with is that of an escape.
fn is_escape(raw: &[u8]) -> bool {
    matches!(raw, [_, high, low, ..] if hex(*high, *low).is_some())
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
        insta::assert_snapshot!(strict("%41%E9t"), @"error: bytes that are not UTF-8 (specify the charset that the sender used) at byte 3");
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
}
