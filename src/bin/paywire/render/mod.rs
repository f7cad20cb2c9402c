//! Writes records in the output formats.

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

/// An output format in which each record is a separate text, which any thread can write.
pub(crate) trait TextOutput: Send + Sync {
    /// The delimiters around the texts.
    fn delimiters(&self) -> Delimiters {
        Delimiters::default()
    }

    /// Appends a record; nothing if the format skips it.
    ///
    /// # Errors
    ///
    /// Serialization errors, which no record is known to cause.
    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()>;
}

/// What an output writes around its texts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Delimiters {
    /// Written before the first text.
    pub(crate) before: &'static str,
    /// Written between two texts.
    pub(crate) between: &'static str,
    /// Written after the last text.
    pub(crate) after: &'static str,
    /// Written instead if there are no texts.
    pub(crate) none: &'static str,
}

/// An output that aggregates all records.
pub(crate) trait RecordSink {
    /// Adds the next record.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// Completes the output after the last record.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Records as rows of a Parquet file.
#[cfg(feature = "parquet")]
pub(crate) fn parquet(out: impl io::Write + 'static) -> io::Result<Box<dyn RecordSink>> {
    Ok(Box::new(parquet::Parquet::new(out)?))
}

/// Fails: this build has no Parquet.
#[cfg(not(feature = "parquet"))]
pub(crate) fn parquet(_: impl io::Write) -> io::Result<Box<dyn RecordSink>> {
    Err(io::ErrorKind::Unsupported.into())
}
