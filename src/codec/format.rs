//! The formats a body may be in.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Names and values: `receiverList.receiver(0).amount=1.00&…`
    Nvp,
    /// JSON.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Format] = &[Format::Nvp, Format::Json];

    /// The format that a body seems to be in, from how it begins.
    ///
    /// `None` where it begins like neither. Nothing is said about whether it is well-formed.
    ///
    /// ```
    /// use paywire::codec::Format;
    ///
    /// assert_eq!(Format::detect(b"payKey=AP-1&a%28b=c"), Some(Format::Nvp));
    /// assert_eq!(Format::detect(b" {\"payKey\""), Some(Format::Json));
    /// assert_eq!(Format::detect(b"<html lang=\"en\">"), None);
    /// assert_eq!(Format::detect(b"\x1f\x8b\x08="), None);
    /// ```
    #[must_use]
    pub fn detect(body: &[u8]) -> Option<Format> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let body = body.trim_ascii_start();
        match body.first()? {
            b'{' | b'[' => return Some(Format::Json),
            b'<' => return None,
            _ => {}
        }
        // A first name, perhaps after separators, with nothing in it that names do not have.
        let pairs = body.trim_ascii_start();
        let start = pairs.iter().position(|byte| *byte != b'&')?;
        let pairs = pairs[start..].trim_ascii_start();
        let name = &pairs[..memchr::memchr(b'=', pairs)?];
        let plain = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"'{}".contains(byte);
        (!name.is_empty() && name.iter().all(plain)).then_some(Format::Nvp)
    }

    /// The name in records and on the command line: `nvp`, `json`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Nvp => "nvp",
            Format::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads the name of a format, letter case ignored.
    fn from_str(name: &str) -> Result<Self, Error> {
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| Error::new(ErrorKind::UnknownVariant))
    }
}
