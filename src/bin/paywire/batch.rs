//! The output of a batch of entries: workers make it, the main thread writes it in order.

use std::mem;

use paywire::codec::Warning;
use paywire::{Error, Result};

use crate::diagnostic::Reporter;
use crate::record::Record;
use crate::render::TextOutput;
use crate::status;

/// The output, status and counts of a batch.
#[derive(Debug, Default)]
pub(crate) struct BatchOutput {
    pub(crate) parts: Vec<OutputPart>,
    /// The highest exit status of its entries.
    pub(crate) status: u8,
    pub(crate) counts: EntryCounts,
    /// The capacity to reserve for the first text.
    room: usize,
}

/// One part of the output.
#[derive(Debug)]
pub(crate) enum OutputPart {
    /// Complete records or lines for the output.
    Out(Vec<u8>),
    /// A rendered error or warning for standard error.
    Report(String),
    /// A note about a capture, which is printed once however often it comes.
    Note(String),
    /// A record for an output that aggregates all records.
    Record(Box<Record>),
}

/// The number of messages and of other entries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EntryCounts {
    /// Messages, including damaged ones.
    pub(crate) messages: u64,
    /// Exchanges that are no payment traffic.
    pub(crate) other: u64,
}

impl EntryCounts {
    pub(crate) fn add(&mut self, more: EntryCounts) {
        self.messages += more.messages;
        self.other += more.other;
    }
}

impl BatchOutput {
    /// An empty output that reserves `room` bytes once the first text is written.
    pub(crate) fn with_room(room: usize) -> Self {
        BatchOutput {
            room,
            ..BatchOutput::default()
        }
    }

    /// The length of the texts in bytes.
    pub(crate) fn written(&self) -> usize {
        let written = self.parts.iter().map(|piece| match piece {
            OutputPart::Out(text) => text.len(),
            _ => 0,
        });
        written.sum()
    }

    /// Appends what `write` writes, or nothing if it fails.
    ///
    /// Writes `between` between two texts, but not before the first: only the main thread knows
    /// whether that is the first of all.
    pub(crate) fn out(
        &mut self,
        between: &[u8],
        write: impl FnOnce(&mut Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        if let Some(OutputPart::Out(out)) = self.parts.last_mut() {
            let before = out.len();
            out.extend_from_slice(between);
            let start = out.len();
            let written = write(out);
            // An output may skip a record.
            if written.is_err() || out.len() == start {
                out.truncate(before);
            }
            return written;
        }
        let mut text = Vec::with_capacity(mem::take(&mut self.room));
        write(&mut text)?;
        if !text.is_empty() {
            self.parts.push(OutputPart::Out(text));
        }
        Ok(())
    }

    /// Appends a record as text.
    pub(crate) fn text(&mut self, text: &dyn TextOutput, record: &Record) -> Result<()> {
        let between = text.delimiters().between.as_bytes();
        self.out(between, |out| text.record(record, out))
    }

    pub(crate) fn report(&mut self, report: String) {
        match self.parts.last_mut() {
            Some(OutputPart::Report(before)) => before.push_str(&report),
            _ => self.parts.push(OutputPart::Report(report)),
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        self.parts.push(OutputPart::Note(note));
    }

    pub(crate) fn record(&mut self, record: Record) {
        self.parts.push(OutputPart::Record(Box::new(record)));
    }

    /// Reports an error and raises the exit status.
    pub(crate) fn error(&mut self, shown: &Reporter<'_>, error: &Error) {
        self.worsen(status::of(error));
        self.report(shown.error(error));
    }

    pub(crate) fn warning(&mut self, shown: &Reporter<'_>, warning: &Warning) {
        self.report(shown.warning(warning));
    }

    pub(crate) fn worsen(&mut self, status: u8) {
        self.status = self.status.max(status);
    }
}
