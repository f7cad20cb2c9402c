//! The character encoding of a body.

use std::borrow::Cow;
use std::fmt;

use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};

/// The character encoding in which the bytes of names and values are text.
///
/// UTF-8 by default; any label of the WHATWG Encoding Standard that keeps ASCII bytes apart from
/// text is possible. UTF-16 and the encodings that the standard replaces (such as `hz-gb-2312`)
/// are not: `&` and `=` would not be what they look like. Without the feature `charsets` there are
/// UTF-8 and windows-1252, which is also the standard's ISO-8859-1 and US-ASCII.
///
/// ```
/// use paywire::nvp::{Charset, Config};
///
/// let config = Config::strict().charset("windows-1252".parse()?);
/// let pairs: Vec<(String, String)> = config.from_slice(b"name=Ren%E9")?;
/// assert_eq!(pairs[0].1, "René");
/// assert_eq!("koi8_r".parse::<Charset>()?.name(), "KOI8-R");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset(Encoding);

impl Charset {
    /// UTF-8, the default.
    pub const UTF_8: Charset = Charset(Encoding::UTF_8);

    /// The encoding's name in the WHATWG Encoding Standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(super) fn is_utf8(self) -> bool {
        self.0 == Encoding::UTF_8
    }

    /// Whether ASCII bytes are always ASCII text. ISO-2022-JP shifts with them.
    pub(super) fn keeps_ascii(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// The text of `bytes`; an error gives how many bytes were good.
    pub(super) fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, usize> {
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
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        // Several encodings have pairs of characters for which the way there is not the way
        // back; sending one of them would change what the receiver reads.
        let bytes = self.0.encode(text)?;
        (self.decode(&bytes).as_deref() == Ok(text)).then_some(bytes)
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
            .filter(|encoding| !encoding.name().starts_with("UTF-16"))
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

    #[test]
    fn refuses_what_cannot_carry_a_body() {
        for label in ["UTF-16LE", "utf-16", "HZ-GB-2312", "utf-7", "x-evil", ""] {
            let error = label.parse::<Charset>().unwrap_err();
            insta::allow_duplicates! {
                insta::assert_snapshot!(error, @"unknown charset, or one whose text cannot stand in this format");
            }
        }
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
