//! A fast scan that shows for most texts that there is nothing to hide.
//!
//! Each search in a text starts at a sign. A text without the sign contains nothing that the search
//! would find:
//!
//! | search | its sign |
//! |---|---|
//! | JSON or XML within the text | `{`, `<` or `[`, and a sign, an escape, digits, or a word that ends like the name of a secret |
//! | numbers of cards | 13 digits with separators only |
//! | numbers of accounts | a word that starts with two letters and two digits |
//! | user names and passwords in URLs | `:` and `@` |
//! | `Bearer …` | a digit, and `earer` before a blank |
//! | options of commands, one per line | a line that starts with an option, and a blank, `=` or `:` |
//! | `name=value` | `=` after a name that may be known, or with an escaped value |
//! | `name: value` | `:` after a name that may be known, not followed by `//` |
//!
//! With named fields, any name may be one of them. A text with a sign is searched.

use crate::simd::u8x16;

use super::text::DEEPEST;
use super::{Redactor, command, digits, names};

/// The kinds of bytes, as bits.
const DOCUMENT: u8 = 1;
const EQUALS: u8 = 1 << 1;
const COLON: u8 = 1 << 2;
const BLANK: u8 = 1 << 3;
const DIGIT: u8 = 1 << 4;
const AT: u8 = 1 << 5;
const PERCENT: u8 = 1 << 6;
const LINE: u8 = 1 << 7;

/// The kinds of sixteen bytes.
#[inline(always)]
fn kinds(block: [u8; BLOCK]) -> u8x16 {
    let block = u8x16::from(block);
    let is = |byte| block.cmp_eq(u8x16::splat(byte));
    let mark = |marks: u8x16, kind| marks & u8x16::splat(kind);
    let digit = block - u8x16::splat(b'0');
    let is_digit = digit.min(u8x16::splat(9)).cmp_eq(digit);
    mark(is(b'{') | is(b'<') | is(b'['), DOCUMENT)
        | mark(is(b'='), EQUALS)
        | mark(is(b':'), COLON)
        | mark(is(b' ') | is(b'\t'), BLANK)
        | mark(is_digit, DIGIT)
        | mark(is(b'@'), AT)
        | mark(is(b'%'), PERCENT)
        | mark(is(b'\r') | is(b'\n'), LINE)
}

const BLOCK: usize = 16;

/// A text shorter than a block, with some bytes repeated, and padded with NUL, which is of no kind.
#[inline(always)]
fn short(text: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        block[..8].copy_from_slice(first);
        block[8..].copy_from_slice(last);
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        block[..4].copy_from_slice(first);
        block[4..8].copy_from_slice(last);
    } else {
        for (room, byte) in block.iter_mut().zip(text) {
            *room = *byte;
        }
    }
    block
}

pub(super) const BLANKS: [char; 2] = [' ', '\t'];

/// The kinds of bytes in a text.
pub(super) struct Prescan(u8);

impl Prescan {
    #[inline]
    pub(super) fn at(text: &str) -> Self {
        let text = text.as_bytes();
        let mut all = kinds(text.last_chunk().copied().unwrap_or_else(|| short(text)));
        let (blocks, _) = text.as_chunks();
        for block in blocks {
            all |= kinds(*block);
        }
        Prescan(all.to_array().iter().fold(0, |all, kind| all | kind))
    }

    fn has(&self, kinds: u8) -> bool {
        self.0 & kinds > 0
    }

    /// Whether the text may contain something to hide.
    #[inline]
    pub(super) fn may_hide(
        &self,
        redactor: &Redactor,
        text: &str,
        depth: u8,
        by_digits: bool,
    ) -> bool {
        let has_digits = self.has(DIGIT) && text.len() >= digits::FEWEST;
        (has_digits || self.has(DOCUMENT | EQUALS | COLON | BLANK))
            && (self.has(DOCUMENT) && self.may_be_document(redactor, text, depth)
                || self.has_sign(redactor, text, by_digits))
    }

    /// Whether the text may contain JSON or XML with something to hide: a sign, an escape, the name
    /// of a secret, or a number. Signs of command options count too, as ordinary text has none.
    fn may_be_document(&self, redactor: &Redactor, text: &str, depth: u8) -> bool {
        // Deeper documents are hidden anyway.
        depth < DEEPEST
            || !redactor.fields.is_empty()
            || self.has(EQUALS | COLON | PERCENT | LINE)
            || self.has(DIGIT) && digits::may_be_found(text.as_bytes())
            || names::may_be_within(text)
    }

    fn has_sign(&self, redactor: &Redactor, text: &str, by_digits: bool) -> bool {
        self.has(EQUALS | COLON) && self.may_have_named(redactor, text)
            || !redactor.show_secrets
                && (by_digits && self.has(DIGIT) && digits::may_be_found(text.as_bytes())
                    || self.has(COLON) && self.has(AT)
                    || self.has(BLANK) && self.has(DIGIT) && has_bearer(text)
                    || self.has(BLANK | EQUALS | COLON)
                        && command::may_have_settings(text.as_bytes(), self.has(LINE)))
    }

    /// Whether the text may contain a value with a significant name.
    fn may_have_named(&self, redactor: &Redactor, text: &str) -> bool {
        !redactor.fields.is_empty()
            || self.has(EQUALS)
                && (self.has(PERCENT)
                    || names_before(text, b'=').any(|(name, _)| names::may_be_significant(name)))
            || self.has(COLON)
                && names_before(text, b':').any(|(name, behind)| {
                    !behind.starts_with("//") && names::may_be_significant(name)
                })
    }
}

/// The names before each sign, with the text after it.
fn names_before(text: &str, sign: u8) -> impl Iterator<Item = (&str, &str)> {
    let mut at = 0;
    memchr::memchr_iter(sign, text.as_bytes()).map(move |sign| {
        let name = name_before(text[at..sign].trim_end_matches(BLANKS));
        at = sign + 1;
        (name, &text[at..])
    })
}

fn has_bearer(text: &str) -> bool {
    let mut blanks = memchr::memchr_iter(b' ', text.as_bytes());
    blanks.any(|blank| text.as_bytes()[..blank].ends_with(b"earer"))
}

/// Whether a byte delimits a name before `=`, scanning backwards, and a value after it.
fn is_end(byte: u8) -> bool {
    const ENDS: [bool; 256] = {
        let ends = b"?&;# ,\"'<>\t\r\n";
        let mut all = [false; 256];
        let mut at = 0;
        while at < ends.len() {
            all[ends[at] as usize] = true;
            at += 1;
        }
        all
    };
    ENDS[usize::from(byte)]
}

/// The end of the value at the start of a text.
pub(super) fn until_end(text: &str) -> usize {
    let end = text.bytes().position(is_end);
    end.unwrap_or(text.len())
}

/// The name at the end of a text; entities (`&amp;`) are part of it.
pub(super) fn name_before(text: &str) -> &str {
    let end = text.bytes().rposition(is_end);
    &text[end.map_or(0, |end| end + 1)..]
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::redact::text::tests::{HIDDEN_IN_PART, SHOWN, SLOW};

    fn redactors() -> [Redactor; 3] {
        [
            Redactor::new(),
            Redactor::new().field("memo"),
            Redactor::new().show_secrets(true).field("memo"),
        ]
    }

    /// Fails if the scan misses something to hide.
    fn check(text: &str) {
        for redactor in redactors() {
            for by_digits in [true, false] {
                let may = Prescan::at(text).may_hide(&redactor, text, DEEPEST, by_digits);
                let shown = redactor.searched(text, DEEPEST, by_digits);
                assert!(
                    may || matches!(shown, Cow::Borrowed(_)),
                    "{text:?} {shown:?}"
                );
            }
        }
    }

    /// The kinds of bytes by a plain loop.
    fn kinds_of(text: &str) -> u8 {
        let kind = |byte| match byte {
            b'{' | b'<' | b'[' => DOCUMENT,
            b'=' => EQUALS,
            b':' => COLON,
            b' ' | b'\t' => BLANK,
            b'0'..=b'9' => DIGIT,
            b'@' => AT,
            b'%' => PERCENT,
            b'\r' | b'\n' => LINE,
            _ => 0,
        };
        text.bytes().fold(0, |all, byte| all | kind(byte))
    }

    #[test]
    fn each_byte_is_seen_wherever_it_stands() {
        for length in 1..50 {
            for at in 0..length {
                for byte in 0..0x80 {
                    let mut text = vec![b'a'; length];
                    text[at] = byte;
                    let text = String::from_utf8(text).unwrap();
                    assert_eq!(Prescan::at(&text).0, kinds_of(&text), "{text:?}");
                }
            }
        }
        assert_eq!(Prescan::at("").0, 0);
        assert_eq!(Prescan::at("éſ\u{2011}\u{ff5b}").0, 0);
    }

    #[test]
    fn most_texts_need_no_more_than_a_look() {
        let redactor = Redactor::new();
        for text in [
            "PAY",
            "12.50",
            "tickets+hall@theatre.example",
            "2013-04-24T14:39:26.000-07:00",
            "20:12:59 Jan 13, 2009 PST",
            "AP-6KR34265GA4950049",
            "8TF89434AG5628041",
            "INV-79508824",
            "https://bakery.example/return?cart=785668&ok=1",
            "Kite string 50 m; colour: red",
            "+1 408 555 1234",
            "Fahrradschläuche 28\" <neu>",
            "<b>(rot, blau)</b> {a} [\"b\"]",
        ] {
            assert!(
                !Prescan::at(text).may_hide(&redactor, text, DEEPEST, true),
                "{text}"
            );
        }
    }

    #[test]
    fn what_texts_hide_has_a_sign() {
        for (text, _) in HIDDEN_IN_PART {
            assert!(
                Prescan::at(text).may_hide(&Redactor::new(), text, DEEPEST, true),
                "{text}"
            );
        }
        let texts = HIDDEN_IN_PART.iter().map(|(text, _)| text);
        for text in texts.chain(SHOWN).chain(SLOW) {
            check(text);
            for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
                check(&text[..end]);
                check(&text[end..]);
            }
        }
    }

    /// Parts of signs, names and secrets.
    fn piece() -> impl Strategy<Value = String> {
        let known: Vec<&str> = HIDDEN_IN_PART
            .iter()
            .flat_map(|(text, _)| text.split_inclusive(|letter: char| !letter.is_alphanumeric()))
            .chain(SLOW.iter().copied())
            .collect();
        let signs: &'static [&str] = &[
            "=", ":", ": ", " = ", "&", "%", "%3D", "%20", "%2D", "&amp;", "\n", "\r", " ", "\t",
            "\u{a0}", "\u{2011}", "-", "--", "+", "@", "://", "{", "[\"", "\"", "'", "<", ">", ".",
            ",", "é", "ſ",
        ];
        let words: &'static [&str] = &[
            "pin",
            "k",
            "n",
            "v",
            "key",
            "name",
            "value",
            "memo",
            "token",
            "pins",
            "card.number",
            "X-Api-Key",
            "user",
            "cookie",
            "-u",
            "pass",
            "proxy",
            "Bearer ",
            "A21-x9",
            "me:S",
            "4111",
            "41111111",
            "1111111",
            "1",
            "4111111111111111",
            "GB82",
            "gb82 west",
            "NO93",
            "WEST12345698765432",
            "1234 5698 7654 32",
            "E",
            "d",
        ];
        prop_oneof![
            proptest::sample::select(known).prop_map(str::to_owned),
            proptest::sample::select(signs).prop_map(str::to_owned),
            proptest::sample::select(words).prop_map(str::to_owned),
            "[0-9]{1,4}",
        ]
    }

    /// Parts of a document without other signs.
    fn piece_of_document() -> impl Strategy<Value = String> {
        let words: &'static [&str] = &[
            "pin",
            "pi",
            "n",
            "p",
            "in",
            "password",
            "card",
            "number",
            "pass",
            "cookie",
            "user",
            "name",
            "value",
            "key",
            "Bearer A21x9",
            "4111 1111 1111 1111",
            "GB82 WEST 1234 5698 7654 32",
            "neu",
            "S",
            "1",
            "s",
        ];
        let signs: &'static [&str] = &[
            "<", ">", "</", "/>", "{", "}", "[", "[\"", "]", "(", ")", "\"", "'", ",", ".", "/",
            " ", "é", "ä", "\u{2011}", "!", "_", "\\", "&",
        ];
        prop_oneof![
            2 => proptest::sample::select(words).prop_map(str::to_owned),
            3 => proptest::sample::select(signs).prop_map(str::to_owned),
            1 => "[a-z]{1,3}",
        ]
    }

    proptest! {
        #[test]
        fn a_document_that_hides_something_is_never_taken_for_nothing(
            pieces in proptest::collection::vec(piece_of_document(), 1..12),
        ) {
            check(&pieces.concat());
        }

        #[test]
        fn what_hides_something_is_never_taken_for_nothing(pieces in proptest::collection::vec(piece(), 1..9)) {
            check(&pieces.concat());
        }
    }
}
