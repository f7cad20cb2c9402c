//! The first look at a text, which tells for most of them that there is nothing to hide.
//!
//! Each search in a text begins at a sign. A text without the sign has nothing that the search would find:
//!
//! | search | its sign |
//! |---|---|
//! | JSON or XML within the text | `{`, `<` or `[` |
//! | numbers of cards | 13 digits with nothing between but what stands between their groups |
//! | numbers of accounts | a word that begins with two letters and two digits |
//! | names and passwords before hosts | `:` and `@` |
//! | `Bearer …` | a digit, and `earer` before a blank |
//! | options of commands, a line each | a line that begins with an option, and a blank, `=` or `:` |
//! | `name=value` | `=` behind a name that may be one that is known, or with an escaped value |
//! | `name: value` | `:` behind a name that may be one that is known, and no `//` behind it |
//!
//! Where fields were named, any name may be one of theirs. A text with a sign is searched.

use super::{Redactor, command, digits, names};

/// What a byte says of the text that it is in.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let all: [(&[u8], u8); 8] = [
        (b"{<[", DOCUMENT),
        (b"=", EQUALS),
        (b":", COLON),
        (b" \t", BLANK),
        (b"0123456789", DIGIT),
        (b"@", AT),
        (b"?&;# ,\"'<>\t\r\n", END),
        (b"\r\n", LINE),
    ];
    let mut row = 0;
    while row < all.len() {
        let (bytes, kind) = all[row];
        let mut at = 0;
        while at < bytes.len() {
            kinds[bytes[at] as usize] |= kind;
            at += 1;
        }
        row += 1;
    }
    kinds
};
const DOCUMENT: u8 = 1;
const EQUALS: u8 = 1 << 1;
const COLON: u8 = 1 << 2;
const BLANK: u8 = 1 << 3;
const DIGIT: u8 = 1 << 4;
const AT: u8 = 1 << 5;
/// It ends a name before a `=`, read backwards, and a value behind it.
const END: u8 = 1 << 6;
const LINE: u8 = 1 << 7;

pub(super) const BLANKS: [char; 2] = [' ', '\t'];

/// What there is in a text.
pub(super) struct Look(u8);

impl Look {
    #[inline]
    pub(super) fn at(text: &str) -> Self {
        let kinds = text.bytes().map(|byte| KINDS[usize::from(byte)]);
        Look(kinds.fold(0, |all, kind| all | kind))
    }

    fn has(&self, kinds: u8) -> bool {
        self.0 & kinds > 0
    }

    /// Whether there may be something in the text that is not to be shown.
    #[inline]
    pub(super) fn may_hide(&self, redactor: &Redactor, text: &str, by_digits: bool) -> bool {
        let has_digits = self.has(DIGIT) && text.len() >= digits::FEWEST;
        (has_digits || self.has(DOCUMENT | EQUALS | COLON | BLANK))
            && self.has_sign(redactor, text, by_digits)
    }

    fn has_sign(&self, redactor: &Redactor, text: &str, by_digits: bool) -> bool {
        self.has(DOCUMENT)
            || self.has(EQUALS | COLON) && self.may_have_named(redactor, text)
            || !redactor.show_secrets
                && (by_digits && self.has(DIGIT) && digits::may_be_found(text.as_bytes())
                    || self.has(COLON) && self.has(AT)
                    || self.has(BLANK) && self.has(DIGIT) && has_bearer(text)
                    || self.has(BLANK | EQUALS | COLON)
                        && command::may_have_settings(text.as_bytes(), self.has(LINE)))
    }

    /// Whether there may be a value that a name says something of.
    fn may_have_named(&self, redactor: &Redactor, text: &str) -> bool {
        !redactor.fields.is_empty()
            || self.has(EQUALS)
                && (text.contains('%')
                    || names_before(text, b'=').any(|(name, _)| names::may_say(name)))
            || self.has(COLON)
                && names_before(text, b':')
                    .any(|(name, behind)| !behind.starts_with("//") && names::may_say(name))
    }
}

/// The names before each sign, and what stands behind it.
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

fn is_end(byte: u8) -> bool {
    KINDS[usize::from(byte)] & END > 0
}

/// Where a value ends that begins a text.
pub(super) fn until_end(text: &str) -> usize {
    let end = text.bytes().position(is_end);
    end.unwrap_or(text.len())
}

/// The name that a text ends with; entities (`&amp;`) are part of it.
pub(super) fn name_before(text: &str) -> &str {
    let end = text.bytes().rposition(is_end);
    &text[end.map_or(0, |end| end + 1)..]
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::redact::text::DEEPEST;
    use crate::redact::text::tests::{HIDDEN_IN_PART, SHOWN, SLOW};

    fn redactors() -> [Redactor; 3] {
        [
            Redactor::new(),
            Redactor::new().field("memo"),
            Redactor::new().show_secrets(true).field("memo"),
        ]
    }

    /// Fails if a text is taken for one with nothing to hide, and has something.
    fn check(text: &str) {
        for redactor in redactors() {
            for by_digits in [true, false] {
                let may = Look::at(text).may_hide(&redactor, text, by_digits);
                let shown = redactor.searched(text, DEEPEST, by_digits);
                assert!(
                    may || matches!(shown, Cow::Borrowed(_)),
                    "{text:?} {shown:?}"
                );
            }
        }
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
        ] {
            assert!(!Look::at(text).may_hide(&redactor, text, true), "{text}");
        }
    }

    #[test]
    fn what_texts_hide_has_a_sign() {
        for (text, _) in HIDDEN_IN_PART {
            assert!(
                Look::at(text).may_hide(&Redactor::new(), text, true),
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

    /// What signs, names and secrets are made of.
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

    proptest! {
        #[test]
        fn what_hides_something_is_never_taken_for_nothing(pieces in proptest::collection::vec(piece(), 1..9)) {
            check(&pieces.concat());
        }
    }
}
