//! How records are written.

mod html;
mod lines;
mod pretty;

use std::io::{self, Write};

use crate::args::Output;
use crate::record::Record;
use html::Html;
use lines::Lines;
pub(crate) use pretty::printable;

/// Writes records one by one.
pub(crate) enum Renderer<W: Write> {
    Pretty(pretty::Pretty<W>),
    Lines(Lines<W>),
    Html(Html<W>),
}

impl<W: Write> Renderer<W> {
    pub(crate) fn new(output: Output, out: W) -> Self {
        match output {
            Output::Pretty => Renderer::Pretty(pretty::Pretty::new(out)),
            Output::Json => Renderer::Lines(Lines::array(out)),
            Output::Ndjson => Renderer::Lines(Lines::each(out)),
            Output::Html => Renderer::Html(Html::new(out)),
        }
    }

    pub(crate) fn record(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Renderer::Pretty(pretty) => pretty.record(record),
            Renderer::Lines(lines) => lines.record(record),
            Renderer::Html(html) => html.record(record),
        }
    }

    /// Writes what comes after the last record.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Renderer::Pretty(pretty) => pretty.finish(),
            Renderer::Lines(lines) => lines.finish(),
            Renderer::Html(html) => html.finish(),
        }
    }
}
