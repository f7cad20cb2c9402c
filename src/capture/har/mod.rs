//! Reads HAR 1.2, as exported by browsers and proxies.
//!
//! The reader only walks the document as far as needed to split the entries of `log.entries`; each
//! entry is parsed alone.

mod body;
mod charset;
mod entry;
mod form;

use super::scan::{self, RawValue};
use super::source::CaptureSource;
use super::{Config, Entry, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};
use crate::limits::Limits;

/// The longest name of a member that is compared, with its quotes.
const LONGEST_NAME: usize = 64;

const NO_OBJECT: CaptureErrorKind = CaptureErrorKind::HarNoObject;
const NOT_JSON: CaptureErrorKind = CaptureErrorKind::HarNotJson;
const NO_LOG: CaptureErrorKind = CaptureErrorKind::HarNoLog;
const NO_LIST: CaptureErrorKind = CaptureErrorKind::HarNoList;
const NO_ENTRIES: CaptureErrorKind = CaptureErrorKind::HarNoEntries;
const MORE: CaptureErrorKind = CaptureErrorKind::HarTrailing;
const CUT_OFF: CaptureErrorKind = CaptureErrorKind::HarCutOff;
const CUT_ENTRY: CaptureErrorKind = CaptureErrorKind::HarCutEntry;

/// Reads a HAR file.
pub(super) struct Har {
    source: CaptureSource,
    max: usize,
    limits: Limits,
    /// The open containers, outermost first.
    open: Vec<Container>,
    next: Expected,
    number: u64,
    /// Whether `log.entries` was found.
    listed: bool,
    /// Whether a member specific to HAR was found.
    known: bool,
}

/// What may follow in the document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The start of the document.
    Document,
    /// A value, a member, or the end of the container.
    First,
    /// A value or member.
    Another,
    /// A comma or the end of the container.
    Comma,
    /// Nothing: the document has ended, or is too damaged to find more.
    Nothing,
}

/// An object or list on the path to the entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Top,
    /// An object that some tools put around `log`.
    Around,
    Log,
    Entries,
}

impl Har {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        Har {
            source,
            max: config.entry.0,
            limits: config.limits,
            open: Vec::new(),
            next: Expected::Document,
            number: 0,
            listed: false,
            known: false,
        }
    }

    /// The next entry or its error. An outer error is one after which no entry can be found.
    fn entry(&mut self) -> Result<Option<Result<Entry>>> {
        if self.next == Expected::Document {
            self.start()?;
        }
        while let Some(&place) = self.open.last() {
            let first = self.byte()?.ok_or_else(|| self.error(CUT_OFF))?;
            let closes = first
                == if place == Container::Entries {
                    b']'
                } else {
                    b'}'
                };
            match (first, self.next) {
                (_, Expected::First | Expected::Comma) if closes => {
                    self.source.consume(1);
                    self.open.pop();
                    self.next = Expected::Comma;
                }
                (b',', Expected::Comma) => {
                    self.source.consume(1);
                    self.next = Expected::Another;
                }
                (_, Expected::First | Expected::Another) if place == Container::Entries => {
                    return self.cut_entry().map(Some);
                }
                (b'"', Expected::First | Expected::Another) => self.member(place)?,
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
            Some(b'{') => self.enter(Container::Top),
            _ => return Err(self.error(NO_OBJECT)),
        }
        Ok(())
    }

    /// Only whitespace may follow the document.
    fn end(&mut self) -> Result<()> {
        match self.byte()? {
            Some(_) => Err(self.error(MORE)),
            None if !self.listed => Err(self.error(NO_ENTRIES)),
            None => Ok(()),
        }
    }

    fn enter(&mut self, place: Container) {
        self.source.consume(1);
        self.open.push(place);
        self.next = Expected::First;
    }

    /// Reads a member: enters it if it is on the path, otherwise skips it.
    fn member(&mut self, place: Container) -> Result<()> {
        let name = self.value(LONGEST_NAME)?.text.unwrap_or_default();
        match self.byte()? {
            Some(b':') => self.source.consume(1),
            _ => return Err(self.error(NOT_JSON)),
        }
        let first = self.byte()?.ok_or_else(|| self.error(CUT_OFF))?;
        self.known |= place == Container::Log && KNOWN.contains(&&*name);
        match (place, &*name) {
            (Container::Top | Container::Around, br#""log""#) if first != b'{' => {
                return Err(self.error(NO_LOG));
            }
            (Container::Top | Container::Around, br#""log""#) => self.enter(Container::Log),
            (Container::Log, br#""entries""#) if first != b'[' => return Err(self.error(NO_LIST)),
            (Container::Log, br#""entries""#) => {
                self.listed = true;
                self.enter(Container::Entries);
            }
            (Container::Top, _) if first == b'{' => self.enter(Container::Around),
            _ => {
                self.value(0)?;
                self.next = Expected::Comma;
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
        self.next = Expected::Comma;
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

    /// Takes the next value.
    fn value(&mut self, most: usize) -> Result<RawValue> {
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

    /// Moves the window to the next byte that is not whitespace and returns it.
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
        if self.next == Expected::Nothing {
            return None;
        }
        let entry = self.entry();
        if !matches!(entry, Ok(Some(_))) {
            self.next = Expected::Nothing;
        }
        entry.unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Members of `log` that are specific to HAR.
const KNOWN: [&[u8]; 4] = [
    br#""creator""#,
    br#""browser""#,
    br#""pages""#,
    br#""entries""#,
];

/// Whether the document is a HAR file: it has a `log` with a member specific to HAR.
pub(super) fn begins(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    if !text.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let source = CaptureSource::new(std::io::Cursor::new(text.to_vec()));
    let mut har = Har::new(source, &Config::new());
    // Up to the first entry or the end of these bytes.
    let _ = har.entry();
    har.known
}

#[cfg(test)]
mod tests;
