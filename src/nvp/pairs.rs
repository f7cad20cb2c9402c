//! A body as the pairs it is written as, without any meaning given to names.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::config::{Config, Escapes};
use super::scan;
use super::unescape::Piece;
use crate::error::Error;
use crate::veil::Veiled;

/// Iterates over the pairs of a body in the order in which they stand.
///
/// Nothing is refused and nothing decoded yet: [`Raw`] gives each name and value as it stands,
/// decoded as strictly or as lossily as wanted. Empty segments (`&&`) are not pairs; a pair without
/// `=` has an empty value. Whitespace around names and values is part of them here, as it stands.
///
/// ```
/// use paywire::nvp;
///
/// let decoded: Vec<_> = nvp::pairs(b"a=1&b=x+y%21&c")
///     .map(|pair| (pair.name.lossy(), pair.value.lossy()))
///     .collect();
/// assert_eq!(decoded, [("a".into(), "1".into()), ("b".into(), "x y!".into()), ("c".into(), "".into())]);
/// ```
#[must_use]
pub fn pairs(body: &[u8]) -> Pairs<'_> {
    Pairs { body, at: 0 }
}

/// The iterator that [`pairs`] returns.
#[derive(Clone)]
#[non_exhaustive]
pub struct Pairs<'a> {
    body: &'a [u8],
    at: usize,
}

/// The body has secrets in it, so it is not shown.
impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairs")
            .field("body", &Veiled::of(self.body))
            .field("at", &self.at)
            .finish()
    }
}

impl<'a> Pairs<'a> {
    /// From `start` on, with spans counted from the start of `body`.
    pub(super) fn starting(body: &'a [u8], start: usize) -> Self {
        Pairs { body, at: start }
    }
}

/// A name and its value as they stand in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The name, up to the first `=`.
    pub name: Raw<'a>,
    /// The value, after the first `=`.
    pub value: Raw<'a>,
}

/// A name or value as it stands in a body, still percent-encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a> {
    bytes: &'a [u8],
    start: usize,
}

/// It may be a secret, so only its place is shown.
impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.span()).finish()
    }
}

impl<'a> Raw<'a> {
    /// A value out of a body, without its place there: what a [`Warning`](super::Warning) says was
    /// [left out](super::Warning::left_out), for instance.
    ///
    /// ```
    /// assert_eq!(paywire::nvp::Raw::of_value(b"two+words%21").lossy(), "two words!");
    /// ```
    #[must_use]
    pub fn of_value(bytes: &'a [u8]) -> Self {
        Raw { bytes, start: 0 }
    }

    /// Without whitespace around it that is not escaped.
    pub(crate) fn trimmed(self) -> Self {
        let (bytes, before) = scan::trimmed(self.bytes);
        Raw {
            bytes,
            start: self.start + before,
        }
    }

    pub(super) fn of(piece: Piece<'a>) -> Self {
        Raw {
            bytes: piece.raw,
            start: piece.start,
        }
    }

    pub(super) fn piece(self) -> Piece<'a> {
        Piece {
            raw: self.bytes,
            start: self.start,
        }
    }

    /// The bytes as they stand.
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Where they stand in the body.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }

    fn is_escaped(self) -> bool {
        memchr::memchr2(b'%', b'+', self.bytes).is_some()
    }

    /// The text, decoded as `config` says.
    ///
    /// # Errors
    ///
    /// For malformed escapes and for bytes that are not text in the config's charset, with their
    /// span in the body.
    pub fn decode(self, config: &Config) -> Result<Cow<'a, str>, Error> {
        if !self.is_escaped()
            && config.charset == crate::encoding::Charset::UTF_8
            && let Ok(text) = std::str::from_utf8(self.bytes)
        {
            return Ok(Cow::Borrowed(text));
        }
        let mut scratch = Vec::new();
        let text = self.piece().text(config, &mut scratch, &mut Vec::new())?;
        Ok(Cow::Owned(text.to_owned()))
    }

    /// The bytes, percent-decoded. A `%` that is not an escape stands for itself.
    #[must_use]
    pub fn bytes(self) -> Cow<'a, [u8]> {
        let literal = Config::strict().escapes(Escapes::Literal);
        // Taking escapes literally leaves nothing to refuse.
        self.bytes_as(&literal).unwrap_or_default()
    }

    /// The bytes, percent-decoded as `config` says.
    pub(super) fn bytes_as(self, config: &Config) -> Result<Cow<'a, [u8]>, Error> {
        if !self.is_escaped() {
            return Ok(Cow::Borrowed(self.bytes));
        }
        let mut bytes = Vec::new();
        self.piece().bytes(config, &mut bytes, &mut Vec::new())?;
        Ok(Cow::Owned(bytes))
    }

    /// The text as a browser would read it: UTF-8, with U+FFFD for what is none.
    ///
    /// This is for showing; decoding a message never replaces anything.
    #[must_use]
    pub fn lossy(self) -> Cow<'a, str> {
        match self.bytes() {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Pair<'a>;

    fn next(&mut self) -> Option<Pair<'a>> {
        while self.body.get(self.at) == Some(&b'&') {
            self.at += 1;
        }
        if self.at >= self.body.len() {
            return None;
        }
        let at = self.at;
        let name_end = scan::name_end(self.body, at);
        let start = name_end + usize::from(self.body.get(name_end) == Some(&b'='));
        let (end, _) = scan::value_end(self.body, start);
        self.at = end + 1;
        Some(Pair {
            name: Raw {
                bytes: &self.body[at..name_end],
                start: at,
            },
            value: Raw {
                bytes: &self.body[start..end],
                start,
            },
        })
    }
}

impl std::iter::FusedIterator for Pairs<'_> {}

#[cfg(test)]
mod tests {
    use super::{Config, pairs};

    #[test]
    fn splits_at_the_first_equals_sign() {
        let pair = pairs(b"&&u=http://e/?a=b&").next().unwrap();
        assert_eq!(pair.value.as_bytes(), b"http://e/?a=b");
        assert_eq!((pair.name.span(), pair.value.span()), (2..3, 4..17));
    }

    #[test]
    fn decodes_strictly_or_lossily() {
        let pair = pairs(b"a=%E9%zz").next().unwrap();
        assert_eq!(pair.value.lossy(), "\u{fffd}%zz");
        assert_eq!(pair.value.bytes(), &b"\xe9%zz"[..]);
        assert!(pair.value.decode(&Config::strict()).is_err());
    }
}
