//! Reads captured traffic of many tools as HTTP exchanges, and finds the messages in it.
//!
//! ```
//! use paywire::capture::{self, Config, Item, Reader};
//!
//! let captured = &b"payKey=AP-1\npayKey=AP-2\n"[..];
//! let mut capture = capture::open(captured, &Config::new())?;
//! let entries = std::iter::from_fn(|| capture.next_entry());
//! let bodies: Vec<Item> = entries.map(|entry| entry?.parse(&Config::new())).collect::<Result<_, _>>()?;
//! assert_eq!(bodies[1], Item::Body(b"payKey=AP-2".to_vec()));
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! A [`Reader`] splits a capture into entries in bounded memory. [`Entry::parse`] turns each into
//! an exchange or a body, on any thread.
//!
//! A capture may be compressed with gzip or zstd, which is detected. It is decompressed while it is
//! read, and offsets count decompressed bytes.

mod body;
mod burp;
mod compressed;
mod config;
mod content;
mod curl;
mod entry;
mod entry_bytes;
mod epoch;
mod exchange;
mod field;
mod har;
pub mod http;
mod interpret;
mod json;
mod kind;
mod mitmproxy;
mod ndjson;
mod pcap;
mod scan;
mod source;
mod stamp;
#[cfg(test)]
mod testing;
mod text;
mod tshark;

use std::io::Read;

pub use config::Config;
pub use entry::{Entry, Item, Reader};
pub use exchange::{Body, Exchange, Headers, Request, Response};
pub use field::FieldPath;
pub use interpret::{Interpreter, Part, PartContent, Side};
pub use kind::Kind;

use crate::error::Result;
use source::CaptureSource;

/// The number of bytes in which the kind of capture is detected.
///
/// NDJSON is recognized by its second record, and the first may contain a web page.
const FIRST: usize = 64 << 10;

/// An open capture.
pub struct Capture {
    kind: Kind,
    reader: Box<dyn Reader>,
}

/// Opens a capture of the [given](Config::kind) or detected kind. With [fields](Config::field) and
/// no kind, it is NDJSON.
///
/// # Errors
///
/// The input cannot be read, or is compressed by a program other than gzip and zstd.
pub fn open(input: impl Read + Send + 'static, config: &Config) -> Result<Capture> {
    let mut source = CaptureSource::new(compressed::decompressed(input)?);
    let kind = match config.kind {
        Some(kind) => kind,
        None if !config.fields.is_empty() => Kind::Ndjson,
        None => Kind::detect(source.at_least(FIRST)?),
    };
    let reader = kind.open(source, config);
    Ok(Capture { kind, reader })
}

impl Capture {
    /// Returns the kind of the capture.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl Reader for Capture {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        self.reader.next_entry()
    }
}

impl std::fmt::Debug for Capture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Capture")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
