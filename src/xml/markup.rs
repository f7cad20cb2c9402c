//! What stands between tags, and around the root.

use std::ops::Range;

use super::chars::{self, is_blank, is_space};
use super::declaration;
use super::scan::{Scan, malformed, malformed_at};
use super::text::reference;
use crate::error::{Error, ErrorKind, XmlErrorKind};

/// What to say of a lone `&`.
pub(super) const NO_REFERENCE: XmlErrorKind = XmlErrorKind::UnescapedAmpersand;

const MISPLACED: XmlErrorKind = XmlErrorKind::MisplacedDeclaration;

impl Scan<'_> {
    /// Reads the XML declaration, if there is one; gives the place after it.
    pub(super) fn declaration(&self, start: usize) -> Result<usize, Error> {
        let rest = &self.bytes[start..];
        if rest.starts_with(declaration::USUAL) {
            return Ok(start + declaration::USUAL.len());
        }
        if !declaration::is_at(rest) {
            return Ok(start);
        }
        let Some(len) = memchr::memmem::find(rest, b"?>") else {
            return self.ended(start);
        };
        let inner = start + 5..start + len;
        match declaration::parse(&self.bytes[inner.clone()]) {
            Ok(_) => Ok(start + len + 2),
            Err((what, at)) => malformed_at(self.source, (what, inner.start + at)),
        }
    }

    /// Refuses anything but whitespace around the root.
    #[cold]
    fn outside<T>(&self, span: Range<usize>) -> Result<T, Error> {
        let what = if self.elements == 0 {
            XmlErrorKind::TextBeforeRoot
        } else {
            XmlErrorKind::TextAfterRoot
        };
        malformed(what, span)
    }

    /// Reads the text at `from` up to the next markup.
    #[inline]
    pub(super) fn text(&mut self, from: usize) -> Result<usize, Error> {
        let mut at = from;
        loop {
            let rest = &self.bytes[at..];
            let len = memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
            if !self.run.solid {
                self.run.solid = !is_blank(&rest[..len]);
            }
            at += len;
            if self.bytes.get(at) != Some(&b'&') {
                break;
            }
            at = self.reference(at)?;
        }
        if self.survey.odd() || !self.is_inside() {
            self.check_text(from..at)?;
        }
        Ok(at)
    }

    /// Looks at text that may be more than it seems.
    fn check_text(&mut self, span: Range<usize>) -> Result<(), Error> {
        let text = &self.bytes[span.clone()];
        if !self.is_inside() {
            if self.run.solid || self.run.escaped {
                return self.outside(span);
            }
            return Ok(());
        }
        if self.survey.returns {
            self.run.escaped |= memchr::memchr(b'\r', text).is_some();
        }
        if self.survey.brackets
            && let Some(at) = memchr::memmem::find(text, b"]]>")
        {
            let at = span.start + at;
            return malformed(XmlErrorKind::CdataEndInText, at..at + 3);
        }
        Ok(())
    }

    /// Reads the reference at `from`; gives the place after it.
    fn reference(&mut self, from: usize) -> Result<usize, Error> {
        let rest = &self.bytes[from + 1..];
        let len = memchr::memchr3(b';', b'&', b'<', rest).filter(|len| rest[*len] == b';');
        let Some(len) = len else {
            return malformed(NO_REFERENCE, from..from + 1);
        };
        let to = from + 1 + len + 1;
        match reference(&rest[..len]) {
            Ok(c) => self.run.solid |= !matches!(c, ' ' | '\t' | '\n' | '\r'),
            Err(what) => return malformed(what, from..to),
        }
        self.run.escaped = true;
        Ok(to)
    }

    /// Reads the comment or CDATA section at `from`. A document type stops here, before anything
    /// of it is read.
    pub(super) fn bang(&mut self, from: usize) -> Result<usize, Error> {
        let rest = &self.bytes[from..];
        if let Some(inner) = rest.strip_prefix(b"<!--") {
            let Some(len) = memchr::memmem::find(inner, b"--") else {
                return self.ended(from);
            };
            let end = from + 4 + len;
            if self.bytes.get(end + 2) != Some(&b'>') {
                return malformed(XmlErrorKind::DoubleHyphenInComment, end..end + 2);
            }
            self.run.escaped |= self.is_inside();
            return Ok(end + 3);
        }
        if let Some(inner) = rest.strip_prefix(b"<![CDATA[") {
            let Some(len) = memchr::memmem::find(inner, b"]]>") else {
                return self.ended(from);
            };
            let to = from + 9 + len + 3;
            if !self.is_inside() {
                return self.outside(from..to);
            }
            self.run.solid |= !is_blank(&inner[..len]);
            self.run.escaped = true;
            return Ok(to);
        }
        if rest.starts_with(b"<!DOCTYPE") {
            return Err(Error::at(ErrorKind::Dtd, from..from + 9));
        }
        let what = XmlErrorKind::InvalidMarkup;
        malformed(what, from..from + 2)
    }

    /// Reads the processing instruction at `from`; gives the place after it.
    pub(super) fn instruction(&mut self, from: usize) -> Result<usize, Error> {
        let start = from + 2;
        let end = match chars::ncname(self.source, start) {
            Ok(end) => end,
            Err(_) if start == self.bytes.len() => return self.ended(from),
            Err(fault) => return malformed_at(self.source, fault),
        };
        if self.bytes[start..end].eq_ignore_ascii_case(b"xml") {
            return malformed(MISPLACED, from..end);
        }
        let Some(len) = memchr::memmem::find(&self.bytes[end..], b"?>") else {
            return self.ended(from);
        };
        if len > 0 && !is_space(self.bytes[end]) {
            let what = XmlErrorKind::InvalidInstruction;
            return malformed_at(self.source, (what, end));
        }
        let to = end + len + 2;
        self.run.escaped |= self.is_inside();
        self.instruction.get_or_insert(from..to);
        Ok(to)
    }
}
