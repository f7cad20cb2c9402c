//! How records are written.

mod lines;
mod pretty;

use std::io::{self, Write};

use crate::args::Output;
use crate::record::Record;
use lines::Lines;
pub(crate) use pretty::{printable, source};

use crate::summary::Summary;

/// Writes records one by one.
pub(crate) enum Renderer<W: Write> {
    Pretty(pretty::Pretty<W>),
    Lines(Lines<W>),
    /// Not the records themselves, but what they come to.
    Summary(Box<Summary<W>>),
}

impl<W: Write> Renderer<W> {
    pub(crate) fn new(output: Output, out: W) -> Self {
        match output {
            Output::Pretty => Renderer::Pretty(pretty::Pretty::new(out)),
            Output::Json => Renderer::Lines(Lines::array(out)),
            Output::Ndjson => Renderer::Lines(Lines::each(out)),
        }
    }

    /// Writes one summary instead of the records.
    pub(crate) fn summary(output: Output, out: W) -> Self {
        Renderer::Summary(Box::new(Summary::new(output, out)))
    }

    pub(crate) fn record(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Renderer::Summary(summary) => {
                summary.record(record);
                Ok(())
            }
            Renderer::Pretty(pretty) => pretty.record(record),
            Renderer::Lines(lines) => lines.record(record),
        }
    }

    /// Writes what comes after the last record.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Renderer::Pretty(pretty) => pretty.finish(),
            Renderer::Lines(lines) => lines.finish(),
            Renderer::Summary(summary) => summary.finish(),
        }
    }
}
