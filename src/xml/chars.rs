//! Characters and names: what XML lets stand where.

use std::ops::Range;

use crate::error::XmlErrorKind;
use crate::simd::u8x16;

/// Whitespace.
const SPACE: u8 = 1;
/// May stand in a name, but for its first place. The colon, which divides names, is none.
const NAME: u8 = 1 << 1;
/// May stand in a name's first place.
const START: u8 = 1 << 2;

const fn class(byte: u8) -> u8 {
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' => SPACE,
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => NAME | START,
        b'0'..=b'9' | b'-' | b'.' => NAME,
        _ => 0,
    }
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    loop {
        classes[byte as usize] = class(byte);
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

#[inline(always)]
pub(super) fn is_space(byte: u8) -> bool {
    CLASSES[byte as usize] & SPACE != 0
}

#[inline(always)]
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| is_space(*byte))
}

/// The text without whitespace at its ends.
#[inline(always)]
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Whether a character may stand in a document at all.
pub(crate) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c,
            '0'..='9' | '-' | '.' | '\u{b7}'
            | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// The result of one scan over a whole document, which holds for all its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// Somewhere stands a carriage return.
    pub(super) returns: bool,
    /// Somewhere stands a `]`.
    pub(super) brackets: bool,
}

impl Survey {
    /// Whether some text may mean something else than stands there, or be forbidden.
    #[inline(always)]
    pub(super) fn odd(self) -> bool {
        self.returns | self.brackets
    }
}

/// What sixteen bytes at a time show of a text.
#[derive(Clone, Copy)]
struct Seen {
    /// Set where a byte was a control character other than a line feed. Few documents have one.
    control: u8x16,
    /// The highest bit is set where a byte was not ASCII.
    wide: u8x16,
    bracket: u8x16,
}

impl Seen {
    fn nothing() -> Self {
        let none = u8x16::splat(0);
        Seen {
            control: none,
            wide: none,
            bracket: none,
        }
    }

    #[inline(always)]
    fn and(self, block: [u8; 16]) -> Self {
        let block = u8x16::from(block);
        let low = block.min(u8x16::splat(b' ' - 1)).cmp_eq(block);
        Seen {
            control: self.control | (low ^ block.cmp_eq(u8x16::splat(b'\n'))),
            wide: self.wide | block,
            bracket: self.bracket | block.cmp_eq(u8x16::splat(b']')),
        }
    }
}

/// Looks for characters that may stand nowhere; gives the place of the first.
#[inline]
pub(super) fn survey(text: &str) -> Result<Survey, Range<usize>> {
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    let seen = blocks
        .iter()
        .fold(Seen::nothing(), |seen, block| seen.and(*block));
    let mut last = [b' '; 16];
    for (room, byte) in last.iter_mut().zip(rest) {
        *room = *byte;
    }
    let seen = seen.and(last);
    let odd = seen.control.move_mask() | seen.wide.move_mask();
    let returns = odd != 0 && odd_survey(text)?;
    Ok(Survey {
        returns,
        brackets: seen.bracket.move_mask() != 0,
    })
}

/// Whether a carriage return stands in a text that is not just ASCII and line feeds.
#[inline(never)]
fn odd_survey(text: &str) -> Result<bool, Range<usize>> {
    let bytes = text.as_bytes();
    let control = |byte: &u8| *byte < b' ' && !is_space(*byte);
    if bytes.iter().fold(false, |met, byte| met | control(byte)) || has_noncharacter(bytes) {
        return Err(forbidden(text));
    }
    Ok(memchr::memchr(b'\r', bytes).is_some())
}

/// The length of the text before the next `<` or `&`. Most texts are shorter than it takes to call a search.
#[inline(always)]
pub(super) fn plain(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at <= 16 {
        let Some(block) = text.get(at..).and_then(<[u8]>::first_chunk) else {
            break;
        };
        let block = u8x16::from(*block);
        let met = block.cmp_eq(u8x16::splat(b'<')) | block.cmp_eq(u8x16::splat(b'&'));
        let met = met.move_mask();
        if met != 0 {
            return Some(at + met.trailing_zeros() as usize);
        }
        at += 16;
    }
    Some(at + memchr::memchr2(b'<', b'&', text.get(at..)?)?)
}

/// U+FFFE and U+FFFF, the only characters outside of ASCII that XML forbids.
fn has_noncharacter(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xef, bytes)
        .any(|at| matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])))
}

#[cold]
fn forbidden(text: &str) -> Range<usize> {
    let mut all = text.char_indices();
    let first = all.find(|(_, c)| !is_char(*c));
    first.map_or(0..0, |(at, c)| at..at + c.len_utf8())
}

/// A name with at most one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QName {
    pub(super) start: usize,
    /// The start of the part after the prefix: at `start` if there is none.
    pub(super) local: usize,
    pub(super) end: usize,
}

impl QName {
    pub(super) fn has_prefix(self) -> bool {
        self.local > self.start
    }

    pub(super) fn prefix(self) -> Range<usize> {
        self.start..self.local.saturating_sub(1).max(self.start)
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The name that starts at `start`; an error says what is wrong, and where.
#[inline(always)]
pub(super) fn qname(text: &str, start: usize) -> Result<QName, (XmlErrorKind, usize)> {
    let mut name = ncname(text, start)?;
    let mut local = start;
    let bytes = text.as_bytes();
    if bytes.get(name) == Some(&b':') {
        local = name + 1;
        name = ncname(text, local)?;
        if bytes.get(name) == Some(&b':') {
            return Err((XmlErrorKind::SecondColon, name));
        }
    }
    Ok(QName {
        start,
        local,
        end: name,
    })
}

/// The end of the name without a colon that starts at `start`.
#[inline(always)]
pub(super) fn ncname(text: &str, start: usize) -> Result<usize, (XmlErrorKind, usize)> {
    let bytes = text.as_bytes();
    match bytes.get(start) {
        Some(&first) if CLASSES[first as usize] & START != 0 => {}
        Some(128..) => return wide_name(text, start, start),
        _ => return Err((XmlErrorKind::InvalidNameStart, start)),
    }
    let mut end = start + 1;
    while let Some(&byte) = bytes.get(end) {
        if CLASSES[byte as usize] & NAME == 0 {
            if byte >= 128 {
                return wide_name(text, start, end);
            }
            break;
        }
        end += 1;
    }
    Ok(end)
}

/// Like [`ncname`], from the first character at `at` that is not ASCII.
#[cold]
fn wide_name(text: &str, start: usize, at: usize) -> Result<usize, (XmlErrorKind, usize)> {
    for (offset, c) in text.get(at..).unwrap_or_default().char_indices() {
        let at = at + offset;
        if at == start && !is_name_start(c) {
            return Err((XmlErrorKind::InvalidNameStart, at));
        }
        if !is_name_char(c) {
            return if c.is_ascii() {
                Ok(at)
            } else {
                Err((XmlErrorKind::InvalidNameCharacter, at))
            };
        }
    }
    Ok(text.len())
}

/// Whether the whole text is a name without a colon. Nearly all are ASCII, and looking at all of
/// their bytes without a branch is quicker than going from one to the next.
#[inline]
pub(super) fn is_ncname(text: &str) -> bool {
    let bytes = text.as_bytes();
    let all = bytes
        .iter()
        .fold(NAME, |all, &byte| all & CLASSES[byte as usize]);
    let starts = bytes
        .first()
        .is_some_and(|&byte| CLASSES[byte as usize] & START != 0);
    starts && all != 0 || ncname(text, 0) == Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_may_stand_nowhere() {
        assert_eq!(survey("a\u{1}"), Err(1..2));
        assert_eq!(survey("é\u{ffff}"), Err(2..5));
        assert_eq!(survey("\u{fffe}"), Err(0..3));
        let calm = Survey {
            returns: false,
            brackets: false,
        };
        assert_eq!(survey("a\t\n\u{7f}"), Ok(calm));
        assert_eq!(survey("\u{fffd}\u{80}\u{10ffff}"), Ok(calm));
        assert!(survey("\r").is_ok_and(|survey| survey.returns));
        assert!(survey("]").is_ok_and(|survey| survey.brackets));
    }

    #[test]
    fn agrees_with_the_definition_on_every_character() {
        for c in '\0'..=char::MAX {
            assert_eq!(
                survey(c.encode_utf8(&mut [0; 4])).is_ok(),
                is_char(c),
                "{c:?}"
            );
            if c.is_ascii() {
                let classes = CLASSES[c as usize];
                assert_eq!(classes & START != 0, is_name_start(c), "{c:?}");
                assert_eq!(classes & NAME != 0, is_name_char(c), "{c:?}");
            }
        }
    }

    #[test]
    fn divides_names() {
        let name = qname("<a:b c", 1).unwrap();
        assert_eq!((name.prefix(), name.local, name.end), (1..2, 3, 4));
        assert!(name.has_prefix());
        let name = qname("éa>", 0).unwrap();
        assert_eq!((name.prefix(), name.range()), (0..0, 0..3));
        for bad in [
            ":a", "a:", "a:b:c", "a:1", "1", "", "-a", "a\u{d7}", "\u{b7}",
        ] {
            assert!(qname(bad, 0).is_err(), "{bad}");
        }
    }
}
