//! The entries that readers split a capture into.

use std::fmt;

use super::entry_bytes::EntryBytes;
use super::{Config, Exchange};
use crate::error::Result;
use crate::veil::Veiled;

/// Splits a capture into its entries, from start to end.
///
/// Readers only do work that must be done in order; the rest is left to [`Entry::parse`], so that
/// entries can be parsed in parallel.
pub trait Reader: Send {
    /// Returns the next entry, or `None` at the end.
    ///
    /// # Errors
    ///
    /// A damaged entry is an error, and the reader continues after it. If it cannot continue, the
    /// error is the last item.
    fn next_entry(&mut self) -> Option<Result<Entry>>;
}

/// An entry of a capture, not yet parsed: an exchange or a body.
#[derive(Debug)]
pub struct Entry {
    /// The number of the entry in the capture, from 1.
    pub number: u64,
    /// The offset of the entry in the capture, in bytes.
    pub offset: u64,
    content: EntryContent,
}

enum EntryContent {
    Ready(Item),
    Text(EntryBytes, Parse),
}

/// Parses the text of an entry. Spans of errors count from the start of the text.
pub(super) type Parse = fn(Vec<u8>, &Config) -> Result<Item>;

/// A parsed entry.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A request, a response or both.
    Exchange(Box<Exchange>),
    /// The body of a message without any context.
    Body(Vec<u8>),
    /// The bodies in one record, in order; possibly none.
    Bodies(Vec<Vec<u8>>),
}

// Bodies contain secrets, so they are not shown.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Exchange(exchange) => f.debug_tuple("Exchange").field(exchange).finish(),
            Item::Body(body) => f.debug_tuple("Body").field(&Veiled::of(body)).finish(),
            Item::Bodies(bodies) => {
                let bodies: Vec<Veiled> = bodies.iter().map(Veiled::of).collect();
                f.debug_tuple("Bodies").field(&bodies).finish()
            }
        }
    }
}

impl Entry {
    /// An entry that is parsed already.
    pub(super) fn ready(number: u64, offset: u64, item: Item) -> Self {
        let content = EntryContent::Ready(item);
        Entry {
            number,
            offset,
            content,
        }
    }

    /// An entry to be parsed later.
    pub(super) fn text(
        number: u64,
        offset: u64,
        text: impl Into<EntryBytes>,
        parse: Parse,
    ) -> Self {
        let content = EntryContent::Text(text.into(), parse);
        Entry {
            number,
            offset,
            content,
        }
    }

    /// Parses it.
    ///
    /// # Errors
    ///
    /// The entry is damaged. The span of the error counts from the start of the capture.
    pub fn parse(self, config: &Config) -> Result<Item> {
        match self.content {
            EntryContent::Ready(item) => Ok(item),
            EntryContent::Text(text, parse) => parse(text.into_vec(), config).map_err(|error| {
                let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
                error.map_spans(|span| {
                    start.saturating_add(span.start)..start.saturating_add(span.end)
                })
            }),
        }
    }

    /// Returns the number of bytes to be parsed, as a measure of the work.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.content {
            EntryContent::Text(text, _) => text.len(),
            EntryContent::Ready(Item::Body(body)) => body.len(),
            EntryContent::Ready(Item::Bodies(bodies)) => bodies.iter().map(Vec::len).sum(),
            EntryContent::Ready(Item::Exchange(exchange)) => exchange.weight(),
        }
    }
}

impl fmt::Debug for EntryContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryContent::Ready(item) => item.fmt(f),
            EntryContent::Text(text, _) => write!(f, "Text({} bytes)", text.len()),
        }
    }
}
