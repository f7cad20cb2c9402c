//! The tokens of JSON as bytes and spans. Nothing here knows serde.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::{Error, ErrorKind, JsonErrorKind, Result};

/// A cursor over a document, always between two tokens.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'de> {
    input: &'de str,
    position: usize,
}

/// A string token: the span of its text, and whether it has escapes.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringToken<'de> {
    /// The text between the quotes, as written.
    pub(super) raw: &'de str,
    /// Where `raw` starts.
    pub(super) start: usize,
    pub(super) escaped: bool,
}

/// A value without anything inside.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'de> {
    String(StringToken<'de>),
    /// A number, as written.
    Number(&'de str),
    /// `true` or `false`.
    Bool(bool),
    Null,
}

impl<'de> Lexer<'de> {
    pub(super) fn new(input: &'de str, position: usize) -> Self {
        Lexer { input, position }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn input(&self) -> &'de str {
        self.input
    }

    /// The rest of the input.
    pub(super) fn rest(&self) -> &'de [u8] {
        &self.input.as_bytes()[self.position..]
    }

    /// Skips whitespace, and returns the next byte.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.input.as_bytes();
        loop {
            match bytes.get(self.position) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.position += 1,
                other => return other.copied(),
            }
        }
    }

    /// Skips the byte that [`peek`](Lexer::peek) returned.
    #[inline]
    pub(super) fn bump(&mut self) {
        self.position += 1;
    }

    /// A syntax error at the cursor.
    #[cold]
    pub(super) fn unexpected(&self, wanted: JsonErrorKind) -> Error {
        unexpected(self.input, self.position, wanted)
    }

    /// The error of an input that ends where a value belongs.
    #[cold]
    pub(super) fn ended(&self) -> Error {
        ended(self.input)
    }

    /// Reads a scalar whose first byte is `first`.
    #[inline]
    pub(super) fn token(&mut self, first: u8) -> Result<Token<'de>> {
        match first {
            b'"' => self.string().map(Token::String),
            b'-' | b'0'..=b'9' => self.number().map(Token::Number),
            b't' => self.word("true", Token::Bool(true)),
            b'f' => self.word("false", Token::Bool(false)),
            b'n' => self.word("null", Token::Null),
            _ => Err(self.unexpected(JsonErrorKind::ExpectedValue)),
        }
    }

    /// Reads a string; the cursor is at its opening quote.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<StringToken<'de>> {
        let start = self.position + 1;
        let at = skip_plain(self.input.as_bytes(), start);
        if self.input.as_bytes().get(at) == Some(&b'"') {
            self.position = at + 1;
            let raw = &self.input[start..at];
            return Ok(StringToken {
                raw,
                start,
                escaped: false,
            });
        }
        self.odd_string(start, at)
    }

    /// Reads the rest of a string from `at`, an escape, a quote or an invalid byte.
    #[inline(never)]
    fn odd_string(&mut self, start: usize, mut at: usize) -> Result<StringToken<'de>> {
        let bytes = self.input.as_bytes();
        let mut escaped = false;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at = self.escape(at)?;
                }
                Some(_) => {
                    return Err(unexpected(self.input, at, JsonErrorKind::ControlCharacter));
                }
                None => return Err(ended(self.input)),
            }
            at = skip_plain(bytes, at);
        }
        self.position = at + 1;
        let raw = &self.input[start..at];
        Ok(StringToken {
            raw,
            start,
            escaped,
        })
    }

    /// Checks the escape at `at` and returns where it ends.
    fn escape(&self, at: usize) -> Result<usize> {
        let rest = &self.input.as_bytes()[at..];
        match rest.get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => self.unicode_escape(at),
            Some(_) => Err(unexpected(self.input, at + 1, JsonErrorKind::InvalidEscape)),
            None => Err(ended(self.input)),
        }
    }

    #[cold]
    fn unicode_escape(&self, at: usize) -> Result<usize> {
        let lone = JsonErrorKind::LoneSurrogate;
        let first = self.code_unit(at)?;
        match first {
            0xd800..=0xdbff => {
                let next = at + 6;
                if !self.input[next..].starts_with("\\u") {
                    return Err(fault(lone, at..next));
                }
                match self.code_unit(next)? {
                    0xdc00..=0xdfff => Ok(next + 6),
                    _ => Err(fault(lone, at..next)),
                }
            }
            0xdc00..=0xdfff => Err(fault(lone, at..at + 6)),
            _ => Ok(at + 6),
        }
    }

    /// The number in the `\uXXXX` at `at`.
    fn code_unit(&self, at: usize) -> Result<u16> {
        let bytes = self.input.as_bytes();
        for digit in at + 2..at + 6 {
            match bytes.get(digit) {
                Some(byte) if byte.is_ascii_hexdigit() => {}
                Some(_) => {
                    let wanted = JsonErrorKind::InvalidUnicodeEscape;
                    return Err(unexpected(self.input, digit, wanted));
                }
                None => return Err(ended(self.input)),
            }
        }
        Ok(hexadecimal(&self.input[at + 2..at + 6]))
    }

    fn number(&mut self) -> Result<&'de str> {
        let bytes = self.input.as_bytes();
        let start = self.position;
        let mut at = start + usize::from(bytes[start] == b'-');
        at = match bytes.get(at) {
            Some(b'0') => at + 1,
            _ => self.digits(at)?,
        };
        if bytes.get(at) == Some(&b'.') {
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            at = self.digits(at)?;
        }
        self.position = at;
        Ok(&self.input[start..at])
    }

    /// Steps over one digit or more and returns where they end.
    fn digits(&self, start: usize) -> Result<usize> {
        let rest = &self.input.as_bytes()[start..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(unexpected(self.input, start, JsonErrorKind::ExpectedDigit));
        }
        Ok(start + count)
    }

    fn word(&mut self, word: &str, token: Token<'de>) -> Result<Token<'de>> {
        let rest = &self.input.as_bytes()[self.position..];
        let same = rest
            .iter()
            .zip(word.as_bytes())
            .take_while(|(a, b)| a == b)
            .count();
        if same < word.len() {
            let at = self.position + same;
            return Err(unexpected(self.input, at, JsonErrorKind::UnknownWord));
        }
        self.position += word.len();
        Ok(token)
    }
}

impl<'de> StringToken<'de> {
    /// The place of the text, without the quotes.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.raw.len()
    }

    /// The text with escapes resolved.
    #[inline]
    pub(super) fn text(&self) -> Cow<'de, str> {
        if self.escaped {
            return resolve_escapes(self.raw);
        }
        Cow::Borrowed(self.raw)
    }
}

/// Decodes `raw`, whose escapes have been checked.
#[inline]
pub(super) fn resolve_escapes(raw: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    unescape(raw, &mut text);
    Cow::Owned(text)
}

/// Appends `raw`, whose escapes have been checked, to `text`.
pub(super) fn unescape(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let (character, length) = resolve(&rest[at..]);
        text.push(character);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
}

/// The character of the checked escape that `escape` begins with, and the escape's length.
fn resolve(escape: &str) -> (char, usize) {
    let character = match escape.as_bytes()[1] {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = hexadecimal(&escape[2..6]);
            if let Some(character) = char::from_u32(u32::from(first)) {
                return (character, 6);
            }
            let pair = [first, hexadecimal(&escape[8..12])];
            let mut decoded = char::decode_utf16(pair);
            let character = decoded.next().and_then(Result::ok);
            return (character.unwrap_or(char::REPLACEMENT_CHARACTER), 12);
        }
        itself => char::from(itself),
    };
    (character, 2)
}

/// The value of four digits that have been checked.
fn hexadecimal(digits: &str) -> u16 {
    u16::from_str_radix(digits, 16).unwrap_or_default()
}

/// The end of the run of bytes that are plain text in a string.
#[inline(always)]
fn skip_plain(bytes: &[u8], mut at: usize) -> usize {
    // Eight bytes at once: a borrow can only set bits above the first byte found, and
    // the lowest set bit is the one that counts. All three bytes are ASCII, so one test of the
    // highest bits serves all.
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES * 0x80;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20);
        let quote = (word ^ (ONES * u64::from(b'"'))).wrapping_sub(ONES);
        let slash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
        let found = (control | quote | slash) & !word & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    skip_last(bytes, at)
}

/// Like [`skip_plain`], for the last bytes of the document.
#[cold]
#[inline(never)]
fn skip_last(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            break;
        }
        at += 1;
    }
    at
}

/// A syntax error over `span`.
#[cold]
pub(super) fn fault(what: JsonErrorKind, span: Range<usize>) -> Error {
    Error::at(ErrorKind::Json(what), span)
}

/// A syntax error about the character at `at`, or about the end of the input.
#[cold]
fn unexpected(input: &str, at: usize, wanted: JsonErrorKind) -> Error {
    match input.get(at..).and_then(|rest| rest.chars().next()) {
        Some(character) => fault(wanted, at..at + character.len_utf8()),
        None => ended(input),
    }
}

/// The error of an input that ends in the middle of a value.
#[cold]
fn ended(input: &str) -> Error {
    Error::at(ErrorKind::UnexpectedEnd, input.len()..input.len())
}
