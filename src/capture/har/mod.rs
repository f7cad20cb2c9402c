//! HAR 1.2: what browsers and proxies export.
//!
//! The reader goes through the document only as far as it must to cut the entries out of
//! `log.entries`; each of them is parsed by itself.

mod body;
mod charset;
mod entry;
mod form;

use super::scan::{self, Cut};
use super::source::Source;
use super::{Config, Entry, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};
use crate::limits::Limits;

/// The longest name of a member that is looked at, with its quotes.
const LONGEST_NAME: usize = 64;

const NO_OBJECT: CaptureErrorKind = CaptureErrorKind::HarNoObject;
const NOT_JSON: CaptureErrorKind = CaptureErrorKind::HarNotJson;
const NO_LOG: CaptureErrorKind = CaptureErrorKind::HarNoLog;
const NO_LIST: CaptureErrorKind = CaptureErrorKind::HarNoList;
const NO_ENTRIES: CaptureErrorKind = CaptureErrorKind::HarNoEntries;
const MORE: CaptureErrorKind = CaptureErrorKind::HarTrailing;
const CUT_OFF: CaptureErrorKind = CaptureErrorKind::HarCutOff;
const CUT_ENTRY: CaptureErrorKind = CaptureErrorKind::HarCutEntry;

/// A capture in HAR.
pub(super) struct Har {
    source: Source,
    max: usize,
    limits: Limits,
    /// What of the document is open, from outside to inside.
    open: Vec<Place>,
    next: Next,
    number: u64,
    /// Whether `log.entries` was seen.
    listed: bool,
    /// Whether something was seen that makes it a HAR file.
    known: bool,
}

/// What the document may go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Its start.
    Document,
    /// A value or member, or the end of what is open.
    First,
    /// A value or member.
    Another,
    /// A comma, or the end of what is open.
    Comma,
    /// Nothing: it has ended, or is damaged so that nothing more can be found.
    Nothing,
}

/// An object or a list on the way to the entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    /// What some tools put around `log`.
    Around,
    Log,
    Entries,
}

impl Har {
    pub(super) fn new(source: Source, config: &Config) -> Self {
        Har {
            source,
            max: config.entry.0,
            limits: config.limits,
            open: Vec::new(),
            next: Next::Document,
            number: 0,
            listed: false,
            known: false,
        }
    }

    /// The next entry or what is wrong with it, or an error behind which nothing can be found.
    fn entry(&mut self) -> Result<Option<Result<Entry>>> {
        if self.next == Next::Document {
            self.start()?;
        }
        while let Some(&place) = self.open.last() {
            let first = self.byte()?.ok_or_else(|| self.error(CUT_OFF))?;
            let closes = first == if place == Place::Entries { b']' } else { b'}' };
            match (first, self.next) {
                (_, Next::First | Next::Comma) if closes => {
                    self.source.consume(1);
                    self.open.pop();
                    self.next = Next::Comma;
                }
                (b',', Next::Comma) => {
                    self.source.consume(1);
                    self.next = Next::Another;
                }
                (_, Next::First | Next::Another) if place == Place::Entries => {
                    return self.cut_entry().map(Some);
                }
                (b'"', Next::First | Next::Another) => self.member(place)?,
                _ => return Err(self.error(NOT_JSON)),
            }
        }
        self.end()?;
        Ok(None)
    }

    fn start(&mut self) -> Result<()> {
        if self.source.at_least(3)?.starts_with(b"\xef\xbb\xbf") {
            self.source.consume(3);
        }
        match self.byte()? {
            Some(b'{') => self.enter(Place::Top),
            _ => return Err(self.error(NO_OBJECT)),
        }
        Ok(())
    }

    /// Behind the document there is only white space.
    fn end(&mut self) -> Result<()> {
        match self.byte()? {
            Some(_) => Err(self.error(MORE)),
            None if !self.listed => Err(self.error(NO_ENTRIES)),
            None => Ok(()),
        }
    }

    fn enter(&mut self, place: Place) {
        self.source.consume(1);
        self.open.push(place);
        self.next = Next::First;
    }

    /// A member of an object: one on the way is gone into, another one passed over.
    fn member(&mut self, place: Place) -> Result<()> {
        let name = self.value(LONGEST_NAME)?.text.unwrap_or_default();
        match self.byte()? {
            Some(b':') => self.source.consume(1),
            _ => return Err(self.error(NOT_JSON)),
        }
        let first = self.byte()?.ok_or_else(|| self.error(CUT_OFF))?;
        self.known |= place == Place::Log && KNOWN.contains(&&*name);
        match (place, &*name) {
            (Place::Top | Place::Around, br#""log""#) if first != b'{' => {
                return Err(self.error(NO_LOG));
            }
            (Place::Top | Place::Around, br#""log""#) => self.enter(Place::Log),
            (Place::Log, br#""entries""#) if first != b'[' => return Err(self.error(NO_LIST)),
            (Place::Log, br#""entries""#) => {
                self.listed = true;
                self.enter(Place::Entries);
            }
            (Place::Top, _) if first == b'{' => self.enter(Place::Around),
            _ => {
                self.value(0)?;
                self.next = Next::Comma;
            }
        }
        Ok(())
    }

    fn cut_entry(&mut self) -> Result<Result<Entry>> {
        let offset = self.source.offset();
        self.number += 1;
        let cut = self.value(self.max).map_err(|error| match error.kind() {
            ErrorKind::Capture(CUT_OFF) => {
                let end = error.span().map_or(0, |span| span.end);
                Error::at(ErrorKind::Capture(CUT_ENTRY), place(offset)..end)
            }
            _ => error,
        })?;
        self.next = Next::Comma;
        let whole = || place(offset)..place(self.source.offset());
        let deepest = self.limits.max_depth();
        if cut.depth > u32::from(deepest) {
            let kind = ErrorKind::Limit(Limit::Depth(deepest));
            return Ok(Err(Error::at(kind, whole())));
        }
        Ok(match cut.text {
            Some(text) => Ok(Entry::text(self.number, offset, text, entry::parse)),
            None => Err(super::body::too_long().or_span(whole())),
        })
    }

    /// Cuts out the value that comes next.
    fn value(&mut self, most: usize) -> Result<Cut> {
        if matches!(
            self.source.window().first(),
            Some(b',' | b':' | b']' | b'}')
        ) {
            return Err(self.error(NOT_JSON));
        }
        let cut = scan::cut(&mut self.source, most)?;
        if cut.ended {
            return Err(self.error(CUT_OFF));
        }
        Ok(cut)
    }

    /// The next byte that is not white space, which the window then starts with.
    fn byte(&mut self) -> Result<Option<u8>> {
        loop {
            let window = self.source.window();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            let at = window.iter().position(|byte| !blank(byte));
            let first = at.map(|at| window[at]);
            self.source.consume(at.unwrap_or(window.len()));
            if first.is_some() || !self.source.more()? {
                return Ok(first);
            }
        }
    }

    #[cold]
    fn error(&self, what: CaptureErrorKind) -> Error {
        let at = place(self.source.offset());
        Error::at(ErrorKind::Capture(what), at..at)
    }
}

fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

impl Reader for Har {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        if self.next == Next::Nothing {
            return None;
        }
        let entry = self.entry();
        if !matches!(entry, Ok(Some(_))) {
            self.next = Next::Nothing;
        }
        entry.unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Members of `log` that hardly anything else called `log` has.
const KNOWN: [&[u8]; 4] = [
    br#""creator""#,
    br#""browser""#,
    br#""pages""#,
    br#""entries""#,
];

/// Whether a document that begins so is a HAR file: it has a `log`, and in it one of the members
/// that make it one.
pub(super) fn begins(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if !text.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let source = Source::new(std::io::Cursor::new(text.to_vec()));
    let mut har = Har::new(source, &Config::new());
    // Up to the first entry, or to where these bytes end.
    let _ = har.entry();
    har.known
}

#[cfg(test)]
mod tests;
