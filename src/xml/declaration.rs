//! The prolog: the XML declaration, `<?xml version="1.0" encoding="UTF-8"?>`, and the check for
//! document type definitions.

use std::ops::Range;

use super::chars::is_space;
use crate::error::XmlErrorKind;

/// What nearly all documents start with.
pub(super) const USUAL: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Whether a document starts with a declaration, and not with an instruction whose name is longer.
pub(super) fn is_at(document: &[u8]) -> bool {
    let rest = document.strip_prefix(b"<?xml");
    rest.and_then(<[u8]>::first)
        .is_some_and(|byte| is_space(*byte) || *byte == b'?')
}

/// Parses the content between `<?xml` and `?>`; returns the span of the name of the encoding. An error
/// has a message and an offset.
pub(super) fn parse(inner: &[u8]) -> Result<Option<Range<usize>>, (XmlErrorKind, usize)> {
    let mut at = 0;
    let version = field(inner, &mut at, b"version")?;
    let Some(version) = version else {
        return Err((XmlErrorKind::MissingVersion, at));
    };
    match &inner[version.clone()] {
        [b'1', b'.', digits @ ..]
            if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {}
        _ => {
            return Err((XmlErrorKind::UnknownVersion, version.start));
        }
    }
    let encoding = field(inner, &mut at, b"encoding")?;
    if let Some(encoding) = &encoding {
        let well_formed = match &inner[encoding.clone()] {
            [first, rest @ ..] => {
                first.is_ascii_alphabetic()
                    && rest.iter().all(|byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
                    })
            }
            [] => false,
        };
        if !well_formed {
            return Err((XmlErrorKind::InvalidEncodingName, encoding.start));
        }
    }
    if let Some(standalone) = field(inner, &mut at, b"standalone")?
        && !matches!(&inner[standalone.clone()], b"yes" | b"no")
    {
        return Err((XmlErrorKind::InvalidStandalone, standalone.start));
    }
    match inner[at..].iter().position(|byte| !is_space(*byte)) {
        Some(more) => Err((XmlErrorKind::TrailingDeclaration, at + more)),
        None => Ok(encoding),
    }
}

/// The place of the value of the field `name`, if it is the next one.
fn field(
    inner: &[u8],
    at: &mut usize,
    name: &[u8],
) -> Result<Option<Range<usize>>, (XmlErrorKind, usize)> {
    let space = |mut at: usize| {
        while inner.get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        at
    };
    let start = space(*at);
    if start == *at || !inner[start..].starts_with(name) {
        return Ok(None);
    }
    let equals = space(start + name.len());
    let open = space(equals + 1);
    let quote = match (inner.get(equals), inner.get(open)) {
        (Some(b'='), Some(quote @ (b'"' | b'\''))) => *quote,
        _ => return Err((XmlErrorKind::InvalidDeclaration, start)),
    };
    let Some(len) = memchr::memchr(quote, &inner[open + 1..]) else {
        return Err((XmlErrorKind::InvalidDeclaration, open));
    };
    *at = open + 1 + len + 1;
    Ok(Some(open + 1..open + 1 + len))
}

/// The place of the name of the encoding in a document that starts with a declaration. A
/// malformed declaration gives none; reading the document reports the error.
pub(super) fn encoding(document: &[u8]) -> Option<Range<usize>> {
    let inner = document.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(inner, b"?>")?;
    let range = parse(&inner[..end]).ok()??;
    Some(range.start + 5..range.end + 5)
}

/// The start of a document type definition, if the document has one. It is searched for first, so
/// that no more of such a document is parsed.
pub(super) fn document_type(document: &[u8]) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let rest = &document[at..];
        let close: &[u8] = match rest {
            [byte, ..] if is_space(*byte) => {
                at += 1;
                continue;
            }
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => return rest.starts_with(b"<!DOCTYPE").then_some(at..at + 9),
        };
        at += memchr::memmem::find(rest, close)? + close.len();
    }
}
