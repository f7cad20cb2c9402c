//! What the workers make of a batch of entries, for the main thread to write in order.

use std::mem;

use paywire::codec::Warning;
use paywire::{Error, Result};

use crate::diagnostic::Shown;
use crate::record::Record;
use crate::render::Text;
use crate::status;

/// What a batch came to.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) made: Vec<Piece>,
    /// The worst status of all of it.
    pub(crate) status: u8,
    pub(crate) counts: Counts,
    /// How much output is expected.
    room: usize,
}

/// A piece of output.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Whole records or lines for standard output.
    Out(Vec<u8>),
    /// A report for standard error.
    Report(String),
    /// Something to know about a capture, to be said once.
    Note(String),
    /// A record for an output that looks at all of them together.
    Record(Box<Record>),
}

/// What was met.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Messages, damaged ones among them.
    pub(crate) messages: u64,
    /// Exchanges about something else.
    pub(crate) other: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, more: Counts) {
        self.messages += more.messages;
        self.other += more.other;
    }
}

impl Pieces {
    /// None yet, with room for so much output once there is any.
    pub(crate) fn with_room(room: usize) -> Self {
        Pieces {
            room,
            ..Pieces::default()
        }
    }

    /// How much output there is.
    pub(crate) fn written(&self) -> usize {
        let written = self.made.iter().map(|piece| match piece {
            Piece::Out(text) => text.len(),
            _ => 0,
        });
        written.sum()
    }

    /// Appends to the output what `write` writes, or nothing if it fails.
    ///
    /// Between one text and the next comes `between`, but not before the first one of a piece: only
    /// the main thread knows whether it is the first of all.
    pub(crate) fn out(
        &mut self,
        between: &[u8],
        write: impl FnOnce(&mut Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        if let Some(Piece::Out(out)) = self.made.last_mut() {
            let before = out.len();
            out.extend_from_slice(between);
            let start = out.len();
            let written = write(out);
            // Not every output has something to say of every record.
            if written.is_err() || out.len() == start {
                out.truncate(before);
            }
            return written;
        }
        let mut text = Vec::with_capacity(mem::take(&mut self.room));
        write(&mut text)?;
        if !text.is_empty() {
            self.made.push(Piece::Out(text));
        }
        Ok(())
    }

    /// Appends the text of a record.
    pub(crate) fn text(&mut self, text: &dyn Text, record: &Record) -> Result<()> {
        let between = text.frame().between.as_bytes();
        self.out(between, |out| text.record(record, out))
    }

    pub(crate) fn report(&mut self, report: String) {
        match self.made.last_mut() {
            Some(Piece::Report(before)) => before.push_str(&report),
            _ => self.made.push(Piece::Report(report)),
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        self.made.push(Piece::Note(note));
    }

    pub(crate) fn record(&mut self, record: Record) {
        self.made.push(Piece::Record(Box::new(record)));
    }

    /// Reports what is wrong with a body, which makes the status worse.
    pub(crate) fn error(&mut self, shown: &Shown<'_>, error: &Error) {
        self.worsen(status::of(error));
        self.report(shown.error(error));
    }

    pub(crate) fn warning(&mut self, shown: &Shown<'_>, warning: &Warning) {
        self.report(shown.warning(warning));
    }

    pub(crate) fn worsen(&mut self, status: u8) {
        self.status = self.status.max(status);
    }
}
