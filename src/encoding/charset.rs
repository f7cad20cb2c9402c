//! The character encoding of a body, as a caller names it.

use std::borrow::Cow;
use std::fmt;

use super::Encoding;
use crate::error::{Error, ErrorKind};

/// A character encoding: UTF-8, which is the default, or one that its label names.
///
/// Known are the labels of the WHATWG Encoding Standard, but not of the encodings which that standard replaces (such
/// as `hz-gb-2312`). Without the feature `charsets` there are UTF-8, UTF-16 and windows-1252, which is
/// also the standard's ISO-8859-1 and US-ASCII.
///
/// XML can be in any of them. NVP cannot be in UTF-16, where `&` and `=` are not single bytes: reading and writing
/// with such a charset is an error. JSON is always UTF-8.
///
/// ```
/// use paywire::{Charset, nvp, xml};
///
/// let latin: Charset = "latin1".parse()?;
/// assert_eq!(latin.name(), "windows-1252");
/// let pairs: Vec<(String, String)> = nvp::Config::strict().charset(latin).from_slice(b"name=Ren%E9")?;
/// assert_eq!(pairs[0].1, "René");
/// let name: String = xml::Config::strict().charset(latin).from_slice(b"<name>Ren\xe9</name>")?;
/// assert_eq!(name, "René");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset(Encoding);

impl Charset {
    /// UTF-8, the default.
    pub const UTF_8: Charset = Charset(Encoding::UTF_8);

    pub(crate) const fn of(encoding: Encoding) -> Self {
        Charset(encoding)
    }

    pub(crate) const fn encoding(self) -> Encoding {
        self.0
    }

    /// The encoding's name in the WHATWG Encoding Standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(crate) fn is_utf8(self) -> bool {
        self.0 == Encoding::UTF_8
    }

    /// Whether ASCII bytes are always ASCII text. ISO-2022-JP shifts with them.
    pub(crate) fn keeps_ascii(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// Whether text that is ASCII is the same bytes in this encoding, so that `&` and `=` can be found in it.
    pub(crate) fn carries_pairs(self) -> bool {
        self.0 != Encoding::UTF_16LE && self.0 != Encoding::UTF_16BE
    }

    /// The text of `bytes`; an error gives how many bytes were good.
    pub(crate) fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
        if self.is_utf8() {
            return match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Cow::Borrowed(text)),
                Err(error) => Err(error.valid_up_to()),
            };
        }
        if self.keeps_ascii() && bytes.is_ascii() {
            let text = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to())?;
            return Ok(Cow::Borrowed(text));
        }
        let text = self.0.decode(bytes).map_err(|bad| bad.start)?;
        Ok(Cow::Owned(text))
    }

    /// The bytes of `text`, or `None` where it has a character that this encoding lacks, or one
    /// that would not be read back as it is.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        // Several encodings have pairs of characters for which the way there is not the way
        // back; sending one of them would change what the receiver reads.
        let bytes = self.0.encode(text)?;
        (self.decode(&bytes).as_deref() == Ok(text)).then_some(bytes)
    }

    /// The text of a piece of a body, with U+FFFD for bytes that are not text.
    pub(crate) fn lossy(self, piece: &[u8]) -> Cow<'_, str> {
        self.0.lossy(piece)
    }
}

impl Default for Charset {
    fn default() -> Self {
        Charset::UTF_8
    }
}

impl std::str::FromStr for Charset {
    type Err = Error;

    fn from_str(label: &str) -> Result<Self, Error> {
        let known = Encoding::of_label(label.as_bytes());
        known
            .map(Charset)
            .ok_or_else(|| Error::new(ErrorKind::UnknownCharset))
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Charset({})", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Charset;

    #[cfg(feature = "charsets")]
    #[test]
    fn refuses_what_the_standard_replaces_or_lacks() {
        for label in ["HZ-GB-2312", "utf-7", "utf-32", "x-evil", ""] {
            let error = label.parse::<Charset>().unwrap_err();
            insta::allow_duplicates! {
                insta::assert_snapshot!(error, @"unknown charset, or one that this format cannot use");
            }
        }
    }

    #[test]
    fn tells_which_can_carry_pairs() {
        let carries = |label: &str| label.parse::<Charset>().unwrap().carries_pairs();
        assert!(carries("utf-8") && carries("windows-1252"));
        assert!(!carries("utf-16") && !carries("utf-16le") && !carries("utf-16be"));
    }

    #[cfg(feature = "charsets")]
    #[test]
    fn never_replaces() {
        let sjis: Charset = "shift_jis".parse().unwrap();
        assert_eq!(sjis.decode(b"ok\x83"), Err(2));
        assert_eq!(sjis.decode(b"\x83\x5c").as_deref(), Ok("ソ"));
        let latin: Charset = "windows-1252".parse().unwrap();
        assert_eq!(latin.encode("č"), None);
        assert_eq!(latin.encode("é").as_deref(), Some(&b"\xe9"[..]));
    }
}
