//! What readers cut a capture into, and what becomes of it.

use std::fmt;

use super::piece::Piece;
use super::{Config, Exchange};
use crate::error::Result;
use crate::veil::Veiled;

/// Cuts a capture into its entries, from front to back.
///
/// Readers do only what has to be done in order; what can be done for each entry alone is left to
/// [`Entry::parse`], so that entries can be parsed side by side.
pub trait Reader: Send {
    /// The next entry, or `None` at the end.
    ///
    /// # Errors
    ///
    /// What is damaged in one entry is that entry's error, and the reader goes on behind it. Where
    /// it cannot, the error is the last thing it gives.
    fn next_entry(&mut self) -> Option<Result<Entry>>;
}

/// A piece of a capture: an exchange, or a body by itself.
#[derive(Debug)]
pub struct Entry {
    /// Its number in the capture, from 1.
    pub number: u64,
    /// Where it starts in the capture, in bytes.
    pub offset: u64,
    content: Content,
}

enum Content {
    Ready(Item),
    Text(Piece, Parse),
}

/// Makes an exchange of the text of an entry. Places of errors count from the text's start.
pub(super) type Parse = fn(Vec<u8>, &Config) -> Result<Item>;

/// What an entry of a capture is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A request, a response or both.
    Exchange(Box<Exchange>),
    /// The body of a message, of which nothing else is known.
    Body(Vec<u8>),
    /// The bodies that stand in one record, one after another; there may be none.
    Bodies(Vec<Vec<u8>>),
}

// Bodies have secrets in them, so none is shown.
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
    /// An entry that had to be parsed to be found.
    pub(super) fn ready(number: u64, offset: u64, item: Item) -> Self {
        let content = Content::Ready(item);
        Entry {
            number,
            offset,
            content,
        }
    }

    /// An entry that is parsed later.
    pub(super) fn text(number: u64, offset: u64, text: impl Into<Piece>, parse: Parse) -> Self {
        let content = Content::Text(text.into(), parse);
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
    /// It is damaged. The place of the error counts from the start of the capture.
    pub fn parse(self, config: &Config) -> Result<Item> {
        match self.content {
            Content::Ready(item) => Ok(item),
            Content::Text(text, parse) => parse(text.into_vec(), config).map_err(|error| {
                let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
                error.map_spans(|span| {
                    start.saturating_add(span.start)..start.saturating_add(span.end)
                })
            }),
        }
    }

    /// How many bytes wait to be parsed: a measure of the work.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.content {
            Content::Text(text, _) => text.len(),
            Content::Ready(Item::Body(body)) => body.len(),
            Content::Ready(Item::Bodies(bodies)) => bodies.iter().map(Vec::len).sum(),
            Content::Ready(Item::Exchange(exchange)) => exchange.weight(),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Ready(item) => item.fmt(f),
            Content::Text(text, _) => write!(f, "Text({} bytes)", text.len()),
        }
    }
}
