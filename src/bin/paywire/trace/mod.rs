//! `paywire trace`: follows payments through the messages that speak of them.

mod event;
mod pretty;
mod stories;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::args::{Report, TraceArgs};
use crate::captured::{Captured, Handler};
use crate::diagnostic::{self, Shown};
use crate::input::Input;
use crate::out::Out;
use crate::pieces::Pieces;
use crate::record::{Event, Place, Record};
use crate::render::{Sink, printable};
use crate::run::{Destination, Run};
use crate::status;
use stories::{Stories, Story};

pub(crate) fn run(args: &TraceArgs) -> io::Result<u8> {
    let report = args.to.unwrap_or_else(Report::default_here);
    let out = Out::new(None, report == Report::Pretty)?;
    let misses = Arc::new(AtomicBool::new(false));
    let teller = Teller {
        stories: Stories::default(),
        key: args.key.clone(),
        report,
        out: out.clone(),
        misses: Arc::clone(&misses),
    };
    let run = Run {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let worst = run.go(Gatherer, Destination::Whole(out, Box::new(teller)))?;
    if misses.load(Ordering::Relaxed) {
        return Ok(worst.max(status::DAMAGED));
    }
    Ok(worst)
}

/// Makes records of what belongs into stories.
struct Gatherer;

impl Handler for Gatherer {
    fn body(&self, captured: Captured<'_>, pieces: &mut Pieces) {
        let name = captured.place.source.to_string();
        let shown = Shown::new(&name, &captured.body);
        let place = captured.place;
        match captured
            .read
            .and_then(|reading| Record::new(place, reading, &captured.body))
        {
            Ok(record) => pieces.record(record),
            Err(error) => pieces.error(&shown, &error),
        }
    }

    fn event(&self, place: Place, event: Event, pieces: &mut Pieces) {
        if !matches!(event, Event::Other { .. }) {
            pieces.record(Record::event(place, event));
        }
    }
}

/// Gathers stories, and writes them or the one that was asked for.
struct Teller {
    stories: Stories,
    key: Option<String>,
    report: Report,
    out: Out,
    /// Whether a key was asked for that no message names.
    misses: Arc<AtomicBool>,
}

impl Sink for Teller {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.stories.add(record);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        for note in self.stories.notes() {
            diagnostic::note(&note)?;
        }
        let mut stories = self.stories.finish();
        if let Some(key) = &self.key {
            stories.retain(|story| story.has(key));
            if stories.is_empty() {
                self.misses.store(true, Ordering::Relaxed);
                return diagnostic::plain(&format!("no message names {}", printable(key)));
            }
        }
        let text = written(&stories, self.report)?;
        self.out.write_all(text.as_bytes())
    }
}

fn written(stories: &[Story], report: Report) -> io::Result<String> {
    Ok(match report {
        Report::Pretty => pretty::text(stories),
        Report::Json => paywire::json::to_string_pretty(stories)? + "\n",
        Report::Ndjson => {
            let mut text = String::new();
            for story in stories {
                text.push_str(&paywire::json::to_string(story)?);
                text.push('\n');
            }
            text
        }
    })
}
