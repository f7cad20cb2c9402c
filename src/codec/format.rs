//! The formats of bodies, and their names in headers.

use std::fmt;
use std::str::FromStr;

use crate::api::{Formats, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::soap;
use crate::value::by_name;

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Names and values: `receiverList.receiver(0).amount=1.00&…`
    Nvp,
    /// JSON.
    Json,
    /// XML with one element for the message and one for each field.
    Xml,
    /// SOAP: XML in an envelope, which may also have header entries or a fault.
    Soap,
}

/// The properties of a format.
struct FormatInfo {
    format: Format,
    name: &'static str,
    title: &'static str,
    content_type: &'static str,
    /// Other media types of the format, or their endings.
    other_types: &'static [&'static str],
}

const INFO: &[FormatInfo] = &[
    FormatInfo {
        format: Format::Nvp,
        name: "nvp",
        title: "NVP",
        content_type: "application/x-www-form-urlencoded",
        other_types: &["text/namevalue"],
    },
    FormatInfo {
        format: Format::Json,
        name: "json",
        title: "JSON",
        content_type: "application/json",
        other_types: &["text/json", "+json"],
    },
    FormatInfo {
        format: Format::Xml,
        name: "xml",
        title: "XML",
        content_type: "text/xml",
        other_types: &["application/xml", "+xml"],
    },
    FormatInfo {
        format: Format::Soap,
        name: "soap",
        title: "SOAP",
        content_type: soap::CONTENT_TYPE_11,
        other_types: &["application/soap+xml"],
    },
];

/// The names of all formats.
const NAMES: &[&str] = &[INFO[0].name, INFO[1].name, INFO[2].name, INFO[3].name];

impl Format {
    /// All formats.
    pub const ALL: &'static [Format] = &[Format::Nvp, Format::Json, Format::Xml, Format::Soap];

    /// The formats that a message supports.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::codec::Format;
    ///
    /// assert_eq!(Format::of(MessageKind::PayRequest), Format::ALL);
    /// ```
    #[must_use]
    pub fn of(message: MessageKind) -> &'static [Format] {
        match message.info().formats {
            Formats::All => Format::ALL,
            Formats::Json => &[Format::Json],
            Formats::NvpAndJson => &[Format::Nvp, Format::Json],
        }
    }

    /// Whether a message supports this format.
    #[must_use]
    pub fn carries(self, message: MessageKind) -> bool {
        Format::of(message).contains(&self)
    }

    /// Fails if a message does not support this format.
    pub(super) fn check(self, message: MessageKind) -> Result<()> {
        if self.carries(message) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::UnsupportedFormat {
            message: message.name(),
            format: self.title(),
            formats: match message.info().formats {
                Formats::All => "NVP, JSON, XML and SOAP",
                Formats::Json => "JSON only",
                Formats::NvpAndJson => "NVP and JSON",
            },
        }))
    }

    /// Detects the format from the beginning of a body; `None` if it is not recognized. The body need not be
    /// well-formed.
    ///
    /// ```
    /// use paywire::codec::Format;
    ///
    /// assert_eq!(Format::detect(b"payKey=AP-1&a%28b=c"), Some(Format::Nvp));
    /// assert_eq!(Format::detect(b" {\"payKey\""), Some(Format::Json));
    /// assert_eq!(Format::detect(b"<?xml version='1.0'?><ns:PayRequest"), Some(Format::Xml));
    /// assert_eq!(Format::detect(b"<soap:Envelope xmlns:soap='"), Some(Format::Soap));
    /// assert_eq!(Format::detect(b"<html lang=\"en\">"), None);
    /// assert_eq!(Format::detect(b"\x1f\x8b\x08="), None);
    /// ```
    #[must_use]
    pub fn detect(body: &[u8]) -> Option<Format> {
        if let Some(narrow) = narrowed(body) {
            return match narrow.trim_ascii_start().first() {
                Some(b'{' | b'[') => Some(Format::Json),
                Some(b'<') => detect_xml(&narrow),
                // Other bodies with this byte order mark are left to the XML reader.
                _ => detect_nvp(&narrow).or((body[0] >= 0xfe).then_some(Format::Xml)),
            };
        }
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let body = body.trim_ascii_start();
        match body.first()? {
            b'{' | b'[' => return Some(Format::Json),
            b'<' => return detect_xml(body),
            // A document inside a string, as gateways forward it.
            b'"' if body[1..].trim_ascii_start().starts_with(b"{") => return Some(Format::Json),
            _ => {}
        }
        detect_nvp(body)
    }

    /// The format named by a `Content-Type` header, ignoring parameters and letter case. `text/xml` counts as XML,
    /// although SOAP 1.1 uses it too; check the body.
    ///
    /// `None` for a type that does not decide, such as `text/plain`: [detect](Format::detect) the format from the body.
    /// [looked at](Format::detect).
    ///
    /// ```
    /// use paywire::codec::Format;
    ///
    /// let json = Format::from_content_type("application/json;charset=UTF-8");
    /// assert_eq!(json, Some(Format::Json));
    /// assert_eq!(Format::from_content_type("text/plain"), None);
    /// ```
    #[must_use]
    pub fn from_content_type(value: &str) -> Option<Format> {
        let essence = value.split(';').next()?.trim().to_ascii_lowercase();
        let named = |facts: &&FormatInfo| {
            let own = facts.content_type.split(';').next();
            own == Some(&essence) || facts.other_types.contains(&&*essence)
        };
        let ends = |facts: &&FormatInfo| {
            let mut endings = facts
                .other_types
                .iter()
                .filter(|name| name.starts_with('+'));
            endings.any(|ending| essence.ends_with(ending))
        };
        let found = INFO.iter().find(named).or_else(|| INFO.iter().find(ends));
        found.map(|facts| facts.format)
    }

    /// The `Content-Type` of a body in this format, such as `application/json`. That of SOAP is for version 1.1.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        self.info().content_type
    }

    /// The name in records and on the command line: `nvp`, `json`, `xml`, `soap`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.info().name
    }

    /// The name in text: `NVP`, `JSON`, `XML`, `SOAP`.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.info().title
    }

    fn info(self) -> &'static FormatInfo {
        // A test checks that the table is in the order of the formats.
        &INFO[self as usize]
    }
}

/// NVP, if there is a first name, possibly after separators, with only characters that names can have. Whitespace is
/// left to the reader.
fn detect_nvp(body: &[u8]) -> Option<Format> {
    let pairs = body.trim_ascii_start();
    let start = pairs.iter().position(|byte| *byte != b'&')?;
    let pairs = &pairs[start..];
    let name = pairs[..memchr::memchr(b'=', pairs)?].trim_ascii();
    // No early return, so that the loop is vectorised.
    let is_plain = |byte: u8| {
        let is_quote = matches!(byte, b'<' | b'>' | b'"' | b'\'' | b'{' | b'}');
        byte.is_ascii_graphic() && !is_quote
    };
    let all_plain = name.iter().fold(true, |all, byte| all & is_plain(*byte));
    (!name.is_empty() && all_plain).then_some(Format::Nvp)
}

/// The beginning of a UTF-16 body as one byte for each character. XML supports UTF-16; the readers of JSON and NVP
/// report it.
fn narrowed(body: &[u8]) -> Option<Vec<u8>> {
    // Enough for a declaration, comments and the root's name. The reader checks the rest.
    const BEGINNING: usize = 8192;
    let low_first = match body {
        [0xff, 0xfe, ..] | [b'!'..=b'~', 0, ..] => true,
        [0xfe, 0xff, ..] | [0, b'!'..=b'~', ..] => false,
        _ => return None,
    };
    let narrow = |unit: &[u8]| {
        let (low, high) = if low_first {
            (unit[0], unit[1])
        } else {
            (unit[1], unit[0])
        };
        if high == 0 { low } else { b'?' }
    };
    let units = body[..body.len().min(BEGINNING)].chunks_exact(2);
    let marked = usize::from(body[0] >= 0xfe);
    Some(units.skip(marked).map(narrow).collect())
}

/// The format of a body with this root element.
fn of_root(name: &[u8]) -> Option<Format> {
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    match local {
        b"Envelope" => Some(Format::Soap),
        _ if name.eq_ignore_ascii_case(b"html") => None,
        _ => Some(Format::Xml),
    }
}

/// Any XML, unless the root is that of a web page.
fn detect_xml(body: &[u8]) -> Option<Format> {
    let mut rest = body;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', tag @ ..] => {
                let page = tag
                    .get(..12)
                    .is_some_and(|tag| tag.eq_ignore_ascii_case(b"doctype html"));
                return (!page).then_some(Format::Xml);
            }
            [b'<', name @ ..] => {
                let end = name.iter().position(|byte| b" \t\r\n/>".contains(byte));
                return of_root(&name[..end.unwrap_or(name.len())]);
            }
            // It began like XML, so the XML reader reports what is wrong.
            _ => return Some(Format::Xml),
        };
        let Some(at) = memchr::memmem::find(rest, end) else {
            return Some(Format::Xml);
        };
        rest = &rest[at + end.len()..];
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Parses the name of a format, ignoring letter case.
    fn from_str(name: &str) -> Result<Self> {
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| Error::new(ErrorKind::UnknownVariant(NAMES)))
    }
}

by_name!(Format, "the name of a format");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_facts() {
        assert_eq!(INFO.len(), Format::ALL.len());
        for (facts, &format) in INFO.iter().zip(Format::ALL) {
            assert_eq!(facts.format, format);
            assert_eq!(format.info().format, format);
            assert_eq!(format.as_str().parse::<Format>().unwrap(), format);
            let typed = Format::from_content_type(format.content_type());
            let shared = if format == Format::Soap {
                Format::Xml
            } else {
                format
            };
            assert_eq!(typed, Some(shared));
        }
    }

    #[test]
    fn what_has_a_namespace_travels_in_every_format() {
        for &kind in MessageKind::ALL {
            let (info, formats) = (kind.info(), Format::of(kind));
            assert_eq!(info.namespace.is_some(), formats == Format::ALL, "{kind}");
            assert!(Format::Json.carries(kind), "{kind}");
            for format in Format::ALL {
                assert_eq!(format.check(kind).is_ok(), formats.contains(format));
            }
        }
    }

    #[test]
    fn types_are_read_in_any_spelling() {
        let types = [
            (
                "application/x-www-form-urlencoded; charset=UTF-8",
                Format::Nvp,
            ),
            ("Text/NameValue", Format::Nvp),
            ("APPLICATION/JSON", Format::Json),
            ("application/hal+json", Format::Json),
            ("text/xml; charset=utf-8", Format::Xml),
            ("application/atom+xml", Format::Xml),
            ("application/soap+xml;action=\"urn:Pay\"", Format::Soap),
        ];
        for (value, format) in types {
            assert_eq!(Format::from_content_type(value), Some(format), "{value}");
        }
        for value in ["", "text/plain", "multipart/form-data", "json"] {
            assert_eq!(Format::from_content_type(value), None, "{value}");
        }
    }
}
