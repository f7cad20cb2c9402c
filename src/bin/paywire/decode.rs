//! `paywire decode`.

use std::io;

use paywire::Result;
use paywire::codec::{self, Content, Format, Warning};

use crate::args::{DecodeArgs, OutputFormat};
use crate::batch::BatchOutput;
use crate::captured::{Captured, Handler};
use crate::diagnostic::{self, Reporter};
use crate::input::Input;
use crate::out::Out;
use crate::record::{Event, Location, Record};
use crate::reencode;
use crate::render::{self, Delimiters, Html, Json, Pretty, TextOutput, printable};
use crate::run::{CommandRun, Destination};
use crate::status;
use crate::summary::Summary;
use crate::target;

pub(crate) fn run(args: &DecodeArgs) -> io::Result<u8> {
    let inputs = Input::all(&args.files);
    if args.files.is_empty() {
        diagnostic::note("no file given; decoding the built-in sample")?;
    }
    let output = args.to.unwrap_or_else(OutputFormat::default_here);
    let is_report = matches!(
        output,
        OutputFormat::Pretty | OutputFormat::Json | OutputFormat::Ndjson
    );
    if args.summary && !is_report {
        diagnostic::plain(
            "`--summary` can be shown as pretty, json or ndjson only; change `--to`",
        )?;
        return Ok(status::USAGE);
    }
    if let Some(input) = target::input_of(args.output.as_deref(), &inputs) {
        let name = printable(&input.name);
        diagnostic::plain(&format!(
            "{name} is an input as well as the output; write to another file with `--output`, then rename it"
        ))?;
        return Ok(status::USAGE);
    }
    let out = Out::new(args.output.as_deref(), output == OutputFormat::Pretty)?;
    if output == OutputFormat::Parquet
        && let Some(why) = parquet_refused(&out)
    {
        diagnostic::plain(why)?;
        return Ok(status::USAGE);
    }
    let (product, destination) = product(output, out, args)?;
    let handler = DecodeHandler {
        product,
        warns: output == OutputFormat::Pretty,
        // A summary counts all traffic.
        all: args.all || args.summary,
        headers: output == OutputFormat::Html,
    };
    let run = CommandRun {
        inputs,
        reading: &args.reading,
        captures: &args.captures,
        all: args.all || args.summary,
    };
    run.go(handler, destination)
}

/// What the workers produce and where it goes.
fn product(
    output: OutputFormat,
    out: Out,
    args: &DecodeArgs,
) -> io::Result<(Product, Destination)> {
    if args.summary {
        let summary = Summary::new(output, out.clone());
        return Ok((
            Product::Record,
            Destination::Aggregate(out, Box::new(summary)),
        ));
    }
    if let Some(to) = output.format() {
        let codec = args.captures.codec(&args.reading);
        let product = Product::Message(to, Box::new(codec));
        return Ok((product, Destination::Texts(out, Delimiters::default())));
    }
    if output == OutputFormat::Parquet {
        let rows = render::parquet(out.clone())?;
        return Ok((Product::Record, Destination::Aggregate(out, rows)));
    }
    if output == OutputFormat::Html {
        let page = Box::new(Html::new(out.clone()));
        return Ok((Product::Record, Destination::Aggregate(out, page)));
    }
    let (product, frame) = match output {
        OutputFormat::Pretty => (Product::Pretty, Pretty.delimiters()),
        OutputFormat::Json => (Product::Json(Json::Array), Json::Array.delimiters()),
        _ => (Product::Json(Json::Lines), Json::Lines.delimiters()),
    };
    Ok((product, Destination::Texts(out, frame)))
}

/// Why Parquet cannot be written here, if it cannot.
fn parquet_refused(out: &Out) -> Option<&'static str> {
    if cfg!(not(feature = "parquet")) {
        return Some(
            "this build of paywire cannot write Parquet; rebuild it with `--features parquet`",
        );
    }
    let why = "Parquet is binary and cannot be shown on a terminal; give a file with `--output`, or pipe it";
    out.is_terminal().then_some(why)
}

/// What the workers turn a body into.
enum Product {
    /// Its record as text for people.
    Pretty,
    /// Its record as JSON.
    Json(Json),
    /// Its record, for an output that aggregates all records.
    Record,
    /// The message, encoded in a format.
    Message(Format, Box<codec::Config>),
}

struct DecodeHandler {
    product: Product,
    /// Whether to warn on standard error when a body is not the message it was taken for.
    warns: bool,
    /// Whether other traffic is shown.
    all: bool,
    /// Whether records need header fields.
    headers: bool,
}

impl Handler for DecodeHandler {
    fn body(&self, captured: Captured<'_>, batch: &mut BatchOutput) {
        let name = captured.place.source.to_string();
        let reporter = Reporter::new(&name, &captured.body);
        if let Product::Message(to, config) = &self.product {
            generic_warnings(&reporter, &captured.read, batch);
            return reencode(captured.read, &reporter, (*to, config), batch);
        }
        if self.warns {
            warn(&reporter, &captured.read, batch);
        }
        let place = captured.place.clone();
        let make = match self.product {
            Product::Json(_) => Record::to_write,
            _ => Record::new,
        };
        let record = captured
            .read
            .and_then(|reading| make(captured.place, reading, &captured.body));
        let record = record.unwrap_or_else(|error| {
            batch.error(&reporter, &error);
            Record::error(place, &error)
        });
        self.record(record, batch);
    }

    fn wants_headers(&self) -> bool {
        self.headers
    }

    fn event(&self, place: Location, event: Event, batch: &mut BatchOutput) {
        if self.all || !matches!(event, Event::Other { .. }) {
            self.record(Record::event(place, event), batch);
        }
    }
}

impl DecodeHandler {
    fn record(&self, record: Record, batch: &mut BatchOutput) {
        let written = match &self.product {
            Product::Pretty => batch.text(&Pretty, &record),
            Product::Json(json) => batch.text(json, &record),
            Product::Record => return batch.record(record),
            Product::Message(..) => return,
        };
        if let Err(error) = written {
            batch.error(&Reporter::new("", &[]), &error);
        }
    }
}

/// Writes a decoded body in a format.
fn reencode(
    read: Result<codec::Reading>,
    reporter: &Reporter<'_>,
    to: (Format, &codec::Config),
    batch: &mut BatchOutput,
) {
    let warnings = read.and_then(|reading| {
        let mut warnings = Vec::new();
        batch.out(b"", |out| {
            warnings = reencode::write(reading, to, out)?;
            Ok(())
        })?;
        Ok(warnings)
    });
    match warnings {
        Ok(warnings) => {
            for warning in &warnings {
                batch.warning(reporter, warning);
            }
        }
        Err(error) => batch.error(reporter, &error),
    }
}

/// Reports the warnings of a body that is written without being a known message.
fn generic_warnings(
    reporter: &Reporter<'_>,
    read: &Result<codec::Reading>,
    batch: &mut BatchOutput,
) {
    let Ok(Content::Generic(generic)) = read.as_ref().map(|reading| &reading.content) else {
        return;
    };
    for warning in &generic.warnings {
        batch.warning(reporter, warning);
    }
    if generic.message.is_some() {
        batch.worsen(status::DAMAGED);
    }
}

/// Warns if a body is not the message it was taken for.
fn warn(reporter: &Reporter<'_>, read: &Result<codec::Reading>, batch: &mut BatchOutput) {
    let Ok(Content::Generic(generic)) = read.as_ref().map(|reading| &reading.content) else {
        return;
    };
    for warning in &generic.warnings {
        if matches!(warning, Warning::NotTheMessage { .. }) {
            batch.warning(reporter, warning);
        }
    }
}
