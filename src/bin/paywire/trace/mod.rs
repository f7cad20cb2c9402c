//! `paywire trace`: the history of each payment, message by message.

mod event;
mod history;
mod pretty;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::args::{ReportFormat, TraceArgs};
use crate::batch::BatchOutput;
use crate::captured::{Captured, Handler};
use crate::diagnostic::{self, Reporter};
use crate::input::Input;
use crate::out::Out;
use crate::record::{Event, Location, Record};
use crate::render::{RecordSink, printable};
use crate::run::{CommandRun, Destination};
use crate::status;
use history::{HistoryBuilder, PaymentHistory};

pub(crate) fn run(args: &TraceArgs) -> io::Result<u8> {
    let report = args.to.unwrap_or_else(ReportFormat::default_here);
    let out = Out::new(None, report == ReportFormat::Pretty)?;
    let misses = Arc::new(AtomicBool::new(false));
    let report_sink = TraceReport {
        histories: HistoryBuilder::default(),
        key: args.key.clone(),
        report,
        out: out.clone(),
        misses: Arc::clone(&misses),
    };
    let run = CommandRun {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let worst = run.go(
        TraceHandler,
        Destination::Aggregate(out, Box::new(report_sink)),
    )?;
    if misses.load(Ordering::Relaxed) {
        return Ok(worst.max(status::DAMAGED));
    }
    Ok(worst)
}

/// Makes a record of each message and event.
struct TraceHandler;

impl Handler for TraceHandler {
    fn body(&self, captured: Captured<'_>, batch: &mut BatchOutput) {
        let name = captured.place.source.to_string();
        let reporter = Reporter::new(&name, &captured.body);
        let place = captured.place;
        match captured
            .read
            .and_then(|reading| Record::new(place, reading, &captured.body))
        {
            Ok(record) => batch.record(record),
            Err(error) => batch.error(&reporter, &error),
        }
    }

    fn event(&self, place: Location, event: Event, batch: &mut BatchOutput) {
        if !matches!(event, Event::Other { .. }) {
            batch.record(Record::event(place, event));
        }
    }
}

/// Collects payment histories, and writes all of them or the one with the given key.
struct TraceReport {
    histories: HistoryBuilder,
    key: Option<String>,
    report: ReportFormat,
    out: Out,
    /// Set if no message names the given key.
    misses: Arc<AtomicBool>,
}

impl RecordSink for TraceReport {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.histories.add(record);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        for note in self.histories.notes() {
            diagnostic::note(&note)?;
        }
        let mut histories = self.histories.finish();
        if let Some(key) = &self.key {
            histories.retain(|history| history.has(key));
            if histories.is_empty() {
                self.misses.store(true, Ordering::Relaxed);
                return diagnostic::plain(&format!("no message has the key {}", printable(key)));
            }
        }
        let text = render(&histories, self.report)?;
        self.out.write_all(text.as_bytes())
    }
}

fn render(histories: &[PaymentHistory], report: ReportFormat) -> io::Result<String> {
    Ok(match report {
        ReportFormat::Pretty => pretty::text(histories),
        ReportFormat::Json => paywire::json::to_string_pretty(histories)? + "\n",
        ReportFormat::Ndjson => {
            let mut text = String::new();
            for history in histories {
                text.push_str(&paywire::json::to_string(history)?);
                text.push('\n');
            }
            text
        }
    })
}
