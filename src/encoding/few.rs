//! The encodings that need no tables: UTF-8, UTF-16, and windows-1252, which the WHATWG Encoding Standard also takes
//! for ISO-8859-1 and US-ASCII.

use std::borrow::Cow;
use std::ops::Range;

/// An encoding, under its name in the standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding(&'static str);

/// The labels that the standard has for them.
const LABELS: [(Encoding, &[&str]); 4] = [
    (
        Encoding::UTF_8,
        &[
            "unicode-1-1-utf-8",
            "unicode11utf8",
            "unicode20utf8",
            "utf-8",
            "utf8",
            "x-unicode20utf8",
        ],
    ),
    (
        Encoding::UTF_16LE,
        &[
            "csunicode",
            "iso-10646-ucs-2",
            "ucs-2",
            "unicode",
            "unicodefeff",
            "utf-16",
            "utf-16le",
        ],
    ),
    (Encoding::UTF_16BE, &["unicodefffe", "utf-16be"]),
    (
        Encoding::WINDOWS_1252,
        &[
            "ansi_x3.4-1968",
            "ascii",
            "cp1252",
            "cp819",
            "csisolatin1",
            "ibm819",
            "iso-8859-1",
            "iso-ir-100",
            "iso8859-1",
            "iso88591",
            "iso_8859-1",
            "iso_8859-1:1987",
            "l1",
            "latin1",
            "us-ascii",
            "windows-1252",
            "x-cp1252",
        ],
    ),
];

/// What windows-1252 has from 0x80 on, where Unicode and ISO-8859-1 have control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Encoding {
    pub(crate) const UTF_8: Self = Encoding("UTF-8");
    pub(crate) const UTF_16LE: Self = Encoding("UTF-16LE");
    pub(crate) const UTF_16BE: Self = Encoding("UTF-16BE");
    const WINDOWS_1252: Self = Encoding("windows-1252");

    /// The encoding of a label, if it is one of these.
    pub(crate) fn of_label(label: &[u8]) -> Option<Self> {
        let label = label.trim_ascii();
        let named = |own: &&str| own.as_bytes().eq_ignore_ascii_case(label);
        let mut all = LABELS.iter();
        let known = all.find(|(_, labels)| labels.iter().any(named));
        known.map(|(encoding, _)| *encoding)
    }

    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    /// Whether ASCII bytes are always ASCII text. UTF-16 has two bytes for each.
    pub(crate) fn is_ascii_compatible(self) -> bool {
        self == Self::UTF_8 || self == Self::WINDOWS_1252
    }

    /// The text of bytes; an error gives the bytes that are not text.
    pub(crate) fn decode(self, bytes: &[u8]) -> Result<String, Range<usize>> {
        if self == Self::UTF_8 {
            let text = std::str::from_utf8(bytes).map_err(|fault| {
                let start = fault.valid_up_to();
                start..fault.error_len().map_or(bytes.len(), |len| start + len)
            })?;
            return Ok(text.to_owned());
        }
        if self == Self::WINDOWS_1252 {
            return Ok(bytes.iter().copied().map(high).collect());
        }
        let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 8);
        let mut at = 0;
        for character in char::decode_utf16(self.units(bytes)) {
            let character = character.map_err(|_| at..at + 2)?;
            at += 2 * character.len_utf16();
            text.push(character);
        }
        if at < bytes.len() {
            return Err(at..bytes.len());
        }
        Ok(text)
    }

    /// The bytes of a text, or `None` where it has a character that the encoding lacks. As in the standard, what is
    /// written for UTF-16 is UTF-8.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        if self != Self::WINDOWS_1252 {
            return Some(text.as_bytes().to_vec());
        }
        text.chars().map(low).collect()
    }

    /// The text of bytes, with U+FFFD for those that are not text.
    pub(crate) fn lossy(self, bytes: &[u8]) -> Cow<'_, str> {
        if self == Self::UTF_8 {
            return String::from_utf8_lossy(bytes);
        }
        self.decode(bytes).map_or_else(
            |_| {
                let all = char::decode_utf16(self.units(bytes));
                let odd = (bytes.len() % 2 == 1).then_some(char::REPLACEMENT_CHARACTER);
                let all = all.map(|own| own.unwrap_or(char::REPLACEMENT_CHARACTER));
                Cow::Owned(all.chain(odd).collect())
            },
            Cow::Owned,
        )
    }

    pub(crate) fn widths(self) -> Widths {
        Widths {
            encoding: self,
            pending: Vec::new(),
        }
    }

    /// Two bytes at a time, in the order that UTF-16 has them here.
    fn units(self, bytes: &[u8]) -> impl Iterator<Item = u16> {
        let read = if self == Self::UTF_16BE {
            u16::from_be_bytes
        } else {
            u16::from_le_bytes
        };
        let (units, _) = bytes.as_chunks();
        units.iter().map(move |unit| read(*unit))
    }
}

/// The character of a byte of windows-1252.
fn high(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte of a character in windows-1252.
fn low(character: char) -> Option<u8> {
    match u8::try_from(character) {
        Ok(byte) if high(byte) == character => Some(byte),
        _ => (0x80..=0x9f).find(|byte| high(*byte) == character),
    }
}

/// How long the text is that bytes make, byte by byte.
pub(crate) struct Widths {
    encoding: Encoding,
    /// The bytes of a character that is not whole yet.
    pending: Vec<u8>,
}

impl Widths {
    /// How many bytes of text one more byte makes.
    pub(crate) fn push(&mut self, byte: u8) -> usize {
        self.pending.push(byte);
        match self.encoding.decode(&self.pending) {
            Ok(text) => {
                self.pending.clear();
                text.len()
            }
            Err(_) => 0,
        }
    }
}
