//! `paywire decode`.

use std::io;

use paywire::Result;
use paywire::codec::{self, Content, Format, Warning};

use crate::again;
use crate::args::{DecodeArgs, Output};
use crate::captured::{Captured, Handler};
use crate::diagnostic::{self, Shown};
use crate::input::Input;
use crate::out::Out;
use crate::pieces::Pieces;
use crate::record::{Event, Place, Record};
use crate::render::{self, Frame, Html, Json, Pretty, Text, printable};
use crate::run::{Destination, Run};
use crate::status;
use crate::summary::Summary;
use crate::target;

pub(crate) fn run(args: &DecodeArgs) -> io::Result<u8> {
    let inputs = Input::all(&args.files);
    if args.files.is_empty() {
        diagnostic::note("no file was named: this is the sample that comes with the program")?;
    }
    let output = args.to.unwrap_or_else(Output::default_here);
    let is_report = matches!(output, Output::Pretty | Output::Json | Output::Ndjson);
    if args.summary && !is_report {
        diagnostic::plain("a summary is no message: it is shown as pretty, json or ndjson")?;
        return Ok(status::USAGE);
    }
    if let Some(input) = target::is_read(args.output.as_deref(), &inputs) {
        let name = printable(&input.name);
        diagnostic::plain(&format!(
            "{name} is read as well as written to: name another file with `--output`, and move it after that"
        ))?;
        return Ok(status::USAGE);
    }
    let out = Out::new(args.output.as_deref(), output == Output::Pretty)?;
    if output == Output::Parquet
        && let Some(why) = parquet_refused(&out)
    {
        diagnostic::plain(why)?;
        return Ok(status::USAGE);
    }
    let (making, destination) = making(output, out, args)?;
    let handler = Decode {
        making,
        warns: output == Output::Pretty,
        // What is counted is counted whatever it is.
        all: args.all || args.summary,
        headers: output == Output::Html,
    };
    let run = Run {
        inputs,
        reading: &args.reading,
        captures: &args.captures,
        all: args.all || args.summary,
    };
    run.go(handler, destination)
}

/// What the workers make, and what becomes of it.
fn making(output: Output, out: Out, args: &DecodeArgs) -> io::Result<(Making, Destination)> {
    if args.summary {
        let summary = Summary::new(output, out.clone());
        return Ok((Making::Record, Destination::Whole(out, Box::new(summary))));
    }
    if let Some(to) = output.format() {
        let codec = args.captures.codec(&args.reading);
        let making = Making::Message(to, Box::new(codec));
        return Ok((making, Destination::Texts(out, Frame::default())));
    }
    if output == Output::Parquet {
        let rows = render::parquet(out.clone())?;
        return Ok((Making::Record, Destination::Whole(out, rows)));
    }
    if output == Output::Html {
        let page = Box::new(Html::new(out.clone()));
        return Ok((Making::Record, Destination::Whole(out, page)));
    }
    let (making, frame) = match output {
        Output::Pretty => (Making::Pretty, Pretty.frame()),
        Output::Json => (Making::Json(Json::Array), Json::Array.frame()),
        _ => (Making::Json(Json::Lines), Json::Lines.frame()),
    };
    Ok((making, Destination::Texts(out, frame)))
}

/// Why there is no Parquet.
fn parquet_refused(out: &Out) -> Option<&'static str> {
    if cfg!(not(feature = "parquet")) {
        return Some("this paywire was built without Parquet (`--features parquet` builds it in)");
    }
    let why = "Parquet is not for a terminal: name a file with `--output`, or send it on";
    out.is_terminal().then_some(why)
}

/// What is made of a body.
enum Making {
    /// Its record for reading.
    Pretty,
    /// Its record as JSON.
    Json(Json),
    /// Its record, for an output that is made of all of them.
    Record,
    /// The message again, in a format.
    Message(Format, Box<codec::Config>),
}

struct Decode {
    making: Making,
    /// Whether it is said on standard error why a body is not the message it looks like.
    warns: bool,
    /// Whether traffic about something else is shown.
    all: bool,
    /// Whether header fields are shown.
    headers: bool,
}

impl Handler for Decode {
    fn body(&self, captured: Captured<'_>, pieces: &mut Pieces) {
        let name = captured.place.source.to_string();
        let shown = Shown::new(&name, &captured.body);
        if let Making::Message(to, config) = &self.making {
            doubts(&shown, &captured.read, pieces);
            return again(captured.read, &shown, (*to, config), pieces);
        }
        if self.warns {
            warn(&shown, &captured.read, pieces);
        }
        let place = captured.place.clone();
        let make = match self.making {
            Making::Json(_) => Record::to_write,
            _ => Record::new,
        };
        let record = captured
            .read
            .and_then(|reading| make(captured.place, reading, &captured.body));
        let record = record.unwrap_or_else(|error| {
            pieces.error(&shown, &error);
            Record::error(place, &error)
        });
        self.record(record, pieces);
    }

    fn wants_headers(&self) -> bool {
        self.headers
    }

    fn event(&self, place: Place, event: Event, pieces: &mut Pieces) {
        if self.all || !matches!(event, Event::Other { .. }) {
            self.record(Record::event(place, event), pieces);
        }
    }
}

impl Decode {
    fn record(&self, record: Record, pieces: &mut Pieces) {
        let written = match &self.making {
            Making::Pretty => pieces.text(&Pretty, &record),
            Making::Json(json) => pieces.text(json, &record),
            Making::Record => return pieces.record(record),
            Making::Message(..) => return,
        };
        if let Err(error) = written {
            pieces.error(&Shown::new("", &[]), &error);
        }
    }
}

/// Writes a body that was read again in a format.
fn again(
    read: Result<codec::Reading>,
    shown: &Shown<'_>,
    to: (Format, &codec::Config),
    pieces: &mut Pieces,
) {
    let again = read.and_then(|reading| {
        let mut warnings = Vec::new();
        pieces.out(b"", |out| {
            warnings = again::write(reading, to, out)?;
            Ok(())
        })?;
        Ok(warnings)
    });
    match again {
        Ok(warnings) => {
            for warning in &warnings {
                pieces.warning(shown, warning);
            }
        }
        Err(error) => pieces.error(shown, &error),
    }
}

/// Says of a body that is written as it stands why it is no message.
fn doubts(shown: &Shown<'_>, read: &Result<codec::Reading>, pieces: &mut Pieces) {
    let Ok(Content::Generic(generic)) = read.as_ref().map(|reading| &reading.content) else {
        return;
    };
    for warning in &generic.warnings {
        pieces.warning(shown, warning);
    }
    if generic.message.is_some() {
        pieces.worsen(status::DAMAGED);
    }
}

/// Says why a body is not the message it was taken for.
fn warn(shown: &Shown<'_>, read: &Result<codec::Reading>, pieces: &mut Pieces) {
    let Ok(Content::Generic(generic)) = read.as_ref().map(|reading| &reading.content) else {
        return;
    };
    for warning in &generic.warnings {
        if matches!(warning, Warning::NotTheMessage { .. }) {
            pieces.warning(shown, warning);
        }
    }
}
