//! How records are written.

mod html;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod pretty;

use std::io;

use paywire::Result;

use crate::record::Record;
pub(crate) use html::Html;
pub(crate) use json::Json;
pub(crate) use pretty::{Pretty, counted, printable};

/// An output in which each record is a text of its own, which any thread can write.
pub(crate) trait Text: Send + Sync {
    /// What stands around the texts.
    fn frame(&self) -> Frame {
        Frame::default()
    }

    /// Appends the text of a record; nothing if it has none here.
    ///
    /// # Errors
    ///
    /// Those of serializing, which a record is not known to give.
    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()>;
}

/// What stands around the texts of an output.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Frame {
    /// Before the first.
    pub(crate) before: &'static str,
    /// Between one and the next.
    pub(crate) between: &'static str,
    /// Behind the last.
    pub(crate) after: &'static str,
    /// Instead of all, if there are none.
    pub(crate) none: &'static str,
}

/// An output that is made of all records together.
pub(crate) trait Sink {
    /// Takes the next record.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// Writes what is left to write behind the last record.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Records as rows of a Parquet file.
#[cfg(feature = "parquet")]
pub(crate) fn parquet(out: impl io::Write + 'static) -> io::Result<Box<dyn Sink>> {
    Ok(Box::new(parquet::Parquet::new(out)?))
}

/// There is none in this build.
#[cfg(not(feature = "parquet"))]
pub(crate) fn parquet(_: impl io::Write) -> io::Result<Box<dyn Sink>> {
    Err(io::ErrorKind::Unsupported.into())
}
