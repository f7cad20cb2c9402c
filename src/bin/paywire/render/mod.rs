//! How records are written.

mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod pretty;

use std::io::{self, Write};

use crate::args::Output;
use crate::record::Record;
use lines::Lines;
pub(crate) use pretty::printable;

/// Writes records one by one.
pub(crate) enum Renderer<W: Write> {
    Pretty(pretty::Pretty<W>),
    Lines(Lines<W>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Parquet<W>>),
}

impl<W: Write> Renderer<W> {
    pub(crate) fn new(output: Output, out: W) -> io::Result<Self> {
        Ok(match output {
            Output::Pretty => Renderer::Pretty(pretty::Pretty::new(out)),
            Output::Json => Renderer::Lines(Lines::array(out)),
            Output::Ndjson => Renderer::Lines(Lines::each(out)),
            #[cfg(feature = "parquet")]
            Output::Parquet => Renderer::Parquet(Box::new(parquet::Parquet::new(out)?)),
            #[cfg(not(feature = "parquet"))]
            Output::Parquet => return Err(io::ErrorKind::Unsupported.into()),
        })
    }

    pub(crate) fn record(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Renderer::Pretty(pretty) => pretty.record(record),
            Renderer::Lines(lines) => lines.record(record),
            #[cfg(feature = "parquet")]
            Renderer::Parquet(parquet) => parquet.record(record),
        }
    }

    /// Writes what comes after the last record.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Renderer::Pretty(pretty) => pretty.finish(),
            Renderer::Lines(lines) => lines.finish(),
            #[cfg(feature = "parquet")]
            Renderer::Parquet(parquet) => parquet.finish(),
        }
    }
}
