//! `paywire trace`: follows payments through the messages that speak of them.

mod event;
mod pretty;
mod stories;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use clap::ValueEnum;
use paywire::codec;

use crate::args::{Output, TraceArgs};
use crate::diagnostic::{self, Shown};
use crate::input::Input;
use crate::record::Record;
use crate::render::printable;
use crate::status;
use stories::{Stories, Story};

/// How stories are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceOutput {
    /// For reading: a time line for each story.
    Pretty,
    /// One JSON array of stories.
    Json,
    /// One JSON story a line.
    Ndjson,
}

impl TraceOutput {
    fn default_here() -> Self {
        match Output::default_here() {
            Output::Pretty => TraceOutput::Pretty,
            Output::Json | Output::Ndjson => TraceOutput::Ndjson,
        }
    }
}

pub(crate) fn run(args: &TraceArgs) -> io::Result<u8> {
    let mut stories = Stories::default();
    let mut worst = 0;
    let config = args.reading.config();
    for input in Input::some(&args.files) {
        let (body, read) = match input.read() {
            Ok(body) => {
                let read = codec::read(&body, &config);
                (body, read)
            }
            Err(error) => (Vec::new(), Err(error.into())),
        };
        let shown = Shown {
            file: &input.name,
            body: &body,
            show_secrets: args.secrets.show_secrets,
        };
        let record = read.and_then(|reading| Record::new(shown.file, reading, shown.show_secrets));
        match record {
            Ok(record) => stories.add(&record),
            Err(error) => {
                shown.error(&error)?;
                worst = status::of(&error).max(worst);
            }
        }
    }
    let told = tell(stories, args)?;
    Ok(worst.max(told))
}

/// Writes the stories, or the one that was asked for.
fn tell(stories: Stories, args: &TraceArgs) -> io::Result<u8> {
    for note in stories.notes() {
        diagnostic::note(&note)?;
    }
    let mut stories = stories.finish();
    if let Some(key) = &args.key {
        stories.retain(|story| story.has(key));
        if stories.is_empty() {
            let key = printable(key);
            diagnostic::plain(&format!("no message names {key}"))?;
            return Ok(status::DAMAGED);
        }
    }
    let output = args.to.unwrap_or_else(TraceOutput::default_here);
    let text = written(&stories, output)?;
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}

fn written(stories: &[Story], output: TraceOutput) -> io::Result<String> {
    Ok(match output {
        TraceOutput::Pretty => pretty::text(stories),
        TraceOutput::Json => paywire::json::to_string_pretty(stories)? + "\n",
        TraceOutput::Ndjson => {
            let mut text = String::new();
            for story in stories {
                text.push_str(&paywire::json::to_string(story)?);
                text.push('\n');
            }
            text
        }
    })
}
