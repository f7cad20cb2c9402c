//! Runs a command over captures: entries through the workers, their output to its destination.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::Arc;

use crate::args::{CaptureArgs, ReadingArgs};
use crate::batch::{BatchOutput, EntryCounts, OutputPart};
use crate::captured::{Handler, Worker};
use crate::diagnostic;
use crate::input::Input;
use crate::interrupt;
use crate::out::Out;
use crate::pipeline::{self, BatchSink};
use crate::progress::ProgressDisplay;
use crate::render::{Delimiters, RecordSink, printable};

/// Where the output of the workers goes.
pub(crate) enum Destination {
    /// Texts, written one after another.
    Texts(Out, Delimiters),
    /// An aggregate of all records, and the output it writes to.
    Aggregate(Out, Box<dyn RecordSink>),
}

/// The inputs of a command and how to read them.
pub(crate) struct CommandRun<'a> {
    pub(crate) inputs: Vec<Input>,
    pub(crate) reading: &'a ReadingArgs,
    pub(crate) captures: &'a CaptureArgs,
    /// Whether other traffic is shown, so that no note about it is needed.
    pub(crate) all: bool,
}

impl CommandRun<'_> {
    /// Passes each body and event to the handler, and the handler's output to the destination.
    pub(crate) fn go<H>(self, handler: H, destination: Destination) -> io::Result<u8>
    where
        H: Handler + Send + Sync + 'static,
    {
        interrupt::listen();
        let config = self.captures.config(self.reading);
        let codec = self.captures.codec(self.reading);
        let worker = Arc::new(Worker::new(codec, config.clone(), handler));
        let sizes = self.inputs.iter().map(Input::size);
        let mut writer = BatchWriter {
            progress: ProgressDisplay::new(sizes.sum()),
            destination,
            status: 0,
            counts: EntryCounts::default(),
            is_first: true,
            notes: HashSet::new(),
        };
        let work = move |job, batch: &mut BatchOutput| worker.work(job, batch);
        let interrupted = pipeline::run(self.inputs, config, work, &mut writer)?;
        let counts = writer.counts;
        let status = writer.finish(interrupted)?;
        if counts.other > 0 && !self.all {
            left_out(counts)?;
        }
        Ok(status)
    }
}

fn left_out(counts: EntryCounts) -> io::Result<()> {
    let (number, what) = match counts.other {
        1 => ("1".to_owned(), "entry is"),
        other => (other.to_string(), "entries are"),
    };
    let none = if counts.messages == 0 {
        "no messages: "
    } else {
        ""
    };
    diagnostic::note(&format!(
        "{none}{number} {what} not payment traffic and left out (`paywire decode --all` shows them)"
    ))
}

/// Writes the output of batches in order.
struct BatchWriter {
    destination: Destination,
    progress: ProgressDisplay,
    status: u8,
    counts: EntryCounts,
    is_first: bool,
    /// The notes printed so far.
    notes: HashSet<String>,
}

/// Further notes about captures are dropped.
const MOST_NOTES: usize = 100;

impl BatchSink for BatchWriter {
    fn batch(&mut self, output: BatchOutput) -> io::Result<()> {
        self.status = self.status.max(output.status);
        self.counts.add(output.counts);
        if output.parts.is_empty() {
            return Ok(());
        }
        let (destination, is_first) = (&mut self.destination, &mut self.is_first);
        let notes = &mut self.notes;
        self.progress.pausing(|| {
            for part in output.parts {
                match part {
                    OutputPart::Note(note)
                        if notes.len() >= MOST_NOTES || notes.contains(&note) => {}
                    OutputPart::Note(note) => {
                        diagnostic::note(&printable(&note))?;
                        notes.insert(note);
                    }
                    part => write(destination, part, is_first)?,
                }
            }
            // A reader of the pipe gets each message as it arrives.
            match destination {
                Destination::Texts(out, _) => out.flush(),
                Destination::Aggregate(..) => Ok(()),
            }
        })
    }

    fn tick(&mut self, read: u64) {
        self.progress.at(read, self.counts.messages);
    }
}

fn write(destination: &mut Destination, part: OutputPart, is_first: &mut bool) -> io::Result<()> {
    match (part, destination) {
        (OutputPart::Report(report), _) => diagnostic::print(&report),
        (OutputPart::Out(text), Destination::Texts(out, frame)) => {
            let before = if *is_first {
                frame.before
            } else {
                frame.between
            };
            *is_first = false;
            out.write_all(before.as_bytes())?;
            out.write_all(&text)
        }
        (OutputPart::Record(record), Destination::Aggregate(_, sink)) => sink.record(&record),
        // Handlers only produce parts that their destination takes.
        (OutputPart::Out(_) | OutputPart::Record(_) | OutputPart::Note(_), _) => Ok(()),
    }
}

impl BatchWriter {
    /// Completes the output, unless a signal interrupted the work: a partial file must not look
    /// complete.
    fn finish(self, interrupted: Option<u8>) -> io::Result<u8> {
        drop(self.progress);
        if let Some(status) = interrupted {
            return Ok(status);
        }
        let out = match self.destination {
            Destination::Texts(mut out, frame) => {
                let after = if self.is_first {
                    frame.none
                } else {
                    frame.after
                };
                out.write_all(after.as_bytes())?;
                out
            }
            Destination::Aggregate(out, sink) => {
                sink.finish()?;
                out
            }
        };
        out.keep()?;
        Ok(self.status)
    }
}
