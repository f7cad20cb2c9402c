//! `paywire decode`.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use paywire::Error;
use paywire::codec::{self, Content, Reading, Warning};

use crate::args::{DecodeArgs, Output};
use crate::diagnostic::{self, Shown};
use crate::input::Input;
use crate::record::Record;
use crate::render::Renderer;
use crate::status;

/// Work that takes less is not worth a progress bar.
const LONG: Duration = Duration::from_secs(1);

pub(crate) fn run(args: &DecodeArgs) -> io::Result<u8> {
    let inputs = Input::all(&args.files);
    if args.files.is_empty() {
        diagnostic::note("no file was named: this is the sample that comes with the program")?;
    }
    let config = args.reading.config();
    let output = args.to.unwrap_or_else(Output::default_here);
    let out: Box<dyn Write> = if output == Output::Parquet {
        Box::new(io::stdout().lock())
    } else {
        Box::new(anstream::stdout().lock())
    };
    let mut renderer = Renderer::new(output, out)?;
    let mut progress = Progress::new(inputs.len());
    let mut status = 0;
    for input in &inputs {
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
        let record = progress.pausing(|| record(&shown, read, output, &mut status))?;
        progress.pausing(|| renderer.record(&record))?;
        progress.step();
    }
    renderer.finish()?;
    Ok(status)
}

/// What to show of a body. What is wrong with it is said on standard error at once.
fn record(
    shown: &Shown<'_>,
    read: Result<Reading, Error>,
    output: Output,
    worst: &mut u8,
) -> io::Result<Record> {
    if let (Output::Pretty, Ok(Content::Generic(generic))) =
        (output, read.as_ref().map(|reading| &reading.content))
    {
        for warning in &generic.warnings {
            if matches!(warning, Warning::NotTheMessage { .. }) {
                shown.warning(warning)?;
            }
        }
    }
    match read.and_then(|reading| Record::new(shown.file, reading, shown.show_secrets)) {
        Ok(record) => Ok(record),
        Err(error) => {
            shown.error(&error)?;
            *worst = status::of(&error).max(*worst);
            Ok(Record::error(shown.file, &error, shown.show_secrets))
        }
    }
}

impl Output {
    pub(crate) fn default_here() -> Self {
        if io::stdout().is_terminal() {
            Output::Pretty
        } else {
            Output::Ndjson
        }
    }
}

/// A bar on standard error, on a terminal, once the work has taken long.
struct Progress {
    bar: ProgressBar,
    started: Instant,
    hidden: bool,
}

impl Progress {
    fn new(inputs: usize) -> Self {
        Progress {
            bar: ProgressBar::with_draw_target(Some(inputs as u64), ProgressDrawTarget::hidden()),
            started: Instant::now(),
            hidden: true,
        }
    }

    fn step(&mut self) {
        if self.hidden && self.started.elapsed() >= LONG {
            self.hidden = false;
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} messages, {eta}")
            {
                self.bar.set_style(style);
            }
            // indicatif draws nothing where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Writes something while the bar is out of the way.
    fn pausing<T>(&mut self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        // A half-drawn bar is no reason to fail.
        let _ = io::stderr().flush();
    }
}
