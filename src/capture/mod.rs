//! Captured traffic: whatever tool made it, it becomes exchanges of requests and responses.
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
//! A [`Reader`] cuts a capture into entries, one after another and in bounded memory; [`Entry::parse`]
//! makes exchanges of them, on as many threads as there are.
//!
//! A capture may be packed by gzip or zstd, which is seen by its first bytes. It is unpacked on the way,
//! and places in it count what comes out.

mod body;
mod burp;
mod called;
mod config;
mod content;
mod curl;
mod entry;
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
mod packed;
mod pcap;
mod piece;
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
pub use field::Field;
pub use interpret::{Found, Interpreter, Part, Side};
pub use kind::Kind;

use crate::error::Result;
use source::Source;

/// How many bytes tell which kind of capture it is.
///
/// Records of NDJSON are told by the second one, and the first may have a page in it.
const FIRST: usize = 64 << 10;

/// A capture that is being read.
pub struct Capture {
    kind: Kind,
    reader: Box<dyn Reader>,
}

/// Opens a capture of the kind that was [said](Config::kind), or of the kind it begins like. With
/// [fields](Config::field) it is NDJSON unless something else was said.
///
/// # Errors
///
/// The input cannot be read, or is packed by a program other than gzip and zstd.
pub fn open(input: impl Read + Send + 'static, config: &Config) -> Result<Capture> {
    let mut source = Source::new(packed::unpacked(input)?);
    let kind = match config.kind {
        Some(kind) => kind,
        None if !config.fields.is_empty() => Kind::Ndjson,
        None => Kind::detect(source.at_least(FIRST)?),
    };
    let reader = kind.open(source, config);
    Ok(Capture { kind, reader })
}

impl Capture {
    /// Which kind it is.
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
