//! What all commands over captures have in common: inputs through the workers, what they make of
//! them to the output, and how it ended.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::Arc;

use crate::args::{CaptureArgs, ReadingArgs};
use crate::captured::{Handler, Worker};
use crate::diagnostic;
use crate::input::Input;
use crate::interrupt;
use crate::out::Out;
use crate::pieces::{Counts, Piece, Pieces};
use crate::pipeline::{self, Watch};
use crate::progress::Progress;
use crate::render::{Frame, Sink, printable};

/// What is made of the pieces.
pub(crate) enum Destination {
    /// Texts one after another.
    Texts(Out, Frame),
    /// Something of all records together, and where it writes to.
    Whole(Out, Box<dyn Sink>),
}

/// What is read, and how.
pub(crate) struct Run<'a> {
    pub(crate) inputs: Vec<Input>,
    pub(crate) reading: &'a ReadingArgs,
    pub(crate) captures: &'a CaptureArgs,
    /// Whether traffic about something else is shown too, and needs no note.
    pub(crate) all: bool,
}

impl Run<'_> {
    /// Gives what is in the inputs to the handler, and what that makes of it to the destination.
    pub(crate) fn go<H>(self, handler: H, destination: Destination) -> io::Result<u8>
    where
        H: Handler + Send + Sync + 'static,
    {
        interrupt::listen();
        let config = self.captures.config(self.reading);
        let codec = self.captures.codec(self.reading);
        let worker = Arc::new(Worker::new(codec, config.clone(), handler));
        let sizes = self.inputs.iter().map(Input::size);
        let mut writer = Writer {
            progress: Progress::new(sizes.sum()),
            destination,
            status: 0,
            counts: Counts::default(),
            is_first: true,
            notes: HashSet::new(),
        };
        let work = move |job, pieces: &mut Pieces| worker.work(job, pieces);
        let interrupted = pipeline::run(self.inputs, config, work, &mut writer)?;
        let counts = writer.counts;
        let status = writer.finish(interrupted)?;
        if counts.other > 0 && !self.all {
            left_out(counts)?;
        }
        Ok(status)
    }
}

fn left_out(counts: Counts) -> io::Result<()> {
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
        "{none}{number} {what} about something else and left out (`paywire decode --all` shows them)"
    ))
}

/// Writes pieces in their order.
struct Writer {
    destination: Destination,
    progress: Progress,
    status: u8,
    counts: Counts,
    is_first: bool,
    /// What was noted already.
    notes: HashSet<String>,
}

/// So many different notes about captures are said; more would be noise.
const MOST_NOTES: usize = 100;

impl Watch for Writer {
    fn pieces(&mut self, pieces: Pieces) -> io::Result<()> {
        self.status = self.status.max(pieces.status);
        self.counts.add(pieces.counts);
        if pieces.made.is_empty() {
            return Ok(());
        }
        let (destination, is_first) = (&mut self.destination, &mut self.is_first);
        let notes = &mut self.notes;
        self.progress.pausing(|| {
            for piece in pieces.made {
                match piece {
                    Piece::Note(note) if notes.len() >= MOST_NOTES || notes.contains(&note) => {}
                    Piece::Note(note) => {
                        diagnostic::note(&printable(&note))?;
                        notes.insert(note);
                    }
                    piece => write(destination, piece, is_first)?,
                }
            }
            // Who reads the pipe sees what there is.
            match destination {
                Destination::Texts(out, _) => out.flush(),
                Destination::Whole(..) => Ok(()),
            }
        })
    }

    fn glance(&mut self, read: u64) {
        self.progress.at(read, self.counts.messages);
    }
}

fn write(destination: &mut Destination, piece: Piece, is_first: &mut bool) -> io::Result<()> {
    match (piece, destination) {
        (Piece::Report(report), _) => diagnostic::print(&report),
        (Piece::Out(text), Destination::Texts(out, frame)) => {
            let before = if *is_first {
                frame.before
            } else {
                frame.between
            };
            *is_first = false;
            out.write_all(before.as_bytes())?;
            out.write_all(&text)
        }
        (Piece::Record(record), Destination::Whole(_, sink)) => sink.record(&record),
        // A handler makes what its destination takes.
        (Piece::Out(_) | Piece::Record(_) | Piece::Note(_), _) => Ok(()),
    }
}

impl Writer {
    /// Ends the output, unless the work was interrupted: then nothing may look as if it were whole.
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
            Destination::Whole(out, sink) => {
                sink.finish()?;
                out
            }
        };
        out.keep()?;
        Ok(self.status)
    }
}
