//! Parses the elements of an item: one level with text content.

use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// An element with text content.
pub(super) struct ItemElement<'a> {
    pub(super) name: &'a [u8],
    attributes: &'a [u8],
    content: &'a [u8],
}

impl<'a> ItemElement<'a> {
    /// The raw value of an attribute.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        let start = memchr::memmem::find(self.attributes, name)? + name.len();
        let value = self.attributes[start..].trim_ascii_start();
        let value = value.strip_prefix(b"=")?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let end = memchr::memchr(*quote, value)?;
        Some(&value[..end])
    }

    /// The content: CDATA sections verbatim, other text with references replaced.
    pub(super) fn text(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.content.len());
        let mut rest = self.content;
        while let Some(at) = memchr::memmem::find(rest, super::CDATA) {
            unescape(&rest[..at], &mut text);
            rest = &rest[at + super::CDATA.len()..];
            let end = memchr::memmem::find(rest, super::CDATA_END).unwrap_or(rest.len());
            text.extend_from_slice(&rest[..end]);
            rest = rest.get(end + super::CDATA_END.len()..).unwrap_or_default();
        }
        unescape(rest, &mut text);
        text
    }
}

fn unescape(text: &[u8], to: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest) {
        to.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        // The longest reference is `&#x10FFFF;`, apart from leading zeros.
        let end = rest.iter().take(16).position(|byte| *byte == b';');
        let character = end.and_then(|end| reference(&rest[1..end]));
        if let (Some(end), Some(character)) = (end, character) {
            to.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[end + 1..];
        } else {
            to.push(b'&');
            rest = &rest[1..];
        }
    }
    to.extend_from_slice(rest);
}

fn reference(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// The children of the outermost element.
pub(super) fn children(text: &[u8]) -> ItemElements<'_> {
    let inside = memchr::memchr(b'>', text).map_or(text.len(), |end| end + 1);
    ItemElements { text, at: inside }
}

pub(super) struct ItemElements<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Iterator for ItemElements<'a> {
    type Item = Result<ItemElement<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let start = memchr::memchr(b'<', rest)?;
        let tag = &rest[start + 1..];
        if tag.starts_with(b"/") {
            return None;
        }
        let Some((element, length)) = element(tag) else {
            let span = self.at + start..self.text.len();
            self.at = self.text.len();
            let kind = ErrorKind::Capture(CaptureErrorKind::BurpElement);
            return Some(Err(Error::at(kind, span)));
        };
        self.at += start + 1 + length;
        Some(Ok(element))
    }
}

/// The element with this start tag (without its `<`) and its length.
fn element(tag: &[u8]) -> Option<(ItemElement<'_>, usize)> {
    let head = memchr::memchr(b'>', tag)?;
    let (empty, open) = match tag[..head].strip_suffix(b"/") {
        Some(open) => (true, open),
        None => (false, &tag[..head]),
    };
    let name = open.split(u8::is_ascii_whitespace).next()?;
    let start = head + 1;
    let mut element = ItemElement {
        name,
        attributes: &open[name.len()..],
        content: &[],
    };
    if empty {
        return Some((element, start));
    }
    let mut at = start;
    loop {
        at += memchr::memchr(b'<', &tag[at..])?;
        let rest = &tag[at..];
        if let Some(cdata) = rest.strip_prefix(super::CDATA) {
            at += super::CDATA.len() + memchr::memmem::find(cdata, super::CDATA_END)?;
            continue;
        }
        let end = rest
            .strip_prefix(b"</")
            .and_then(|rest| rest.strip_prefix(name));
        let end = end.filter(|rest| rest.trim_ascii_start().starts_with(b">"));
        if let Some(end) = end {
            element.content = &tag[start..at];
            let close = memchr::memchr(b'>', end)?;
            return Some((element, at + 2 + name.len() + close + 1));
        }
        at += 1;
    }
}
