//! `paywire validate`.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use paywire::Error;
use paywire::api::validate::{Severity, Violations};
use paywire::api::{AnyMessage, Validate};
use paywire::codec::{self, Content, Reading};

use crate::args::{Output, ValidateArgs};
use crate::diagnostic::Shown;
use crate::input::Input;
use crate::record::{Record, said};
use crate::render::{Renderer, printable};
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

pub(crate) fn run(args: &ValidateArgs) -> io::Result<u8> {
    let config = args.reading.config();
    let output = args.to.unwrap_or_else(Output::default_here);
    let mut out = Out::new(output)?;
    let mut worst = 0;
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
        worst = one(&shown, read, today(args.today), &mut out)?.max(worst);
    }
    out.finish()?;
    Ok(worst)
}

/// The day that was named, or the clock's.
fn today(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// Shows what is wrong with one body, and gives the status for it.
fn one(
    shown: &Shown<'_>,
    read: Result<Reading, Error>,
    today: Date,
    out: &mut Out,
) -> io::Result<u8> {
    let reading = match read {
        Ok(reading) => reading,
        Err(error) => {
            shown.error(&error)?;
            let record = Record::error(shown.file, &error, shown.show_secrets);
            out.record(&record)?;
            return Ok(status::of(&error));
        }
    };
    let violations = match &reading.content {
        Content::Message(decoded) => Some(decoded.message.violations(Some(today))),
        _ => None,
    };
    let valid = violations.as_ref().is_some_and(|found| !found.has_errors());
    match out {
        Out::Pretty(out) => {
            let text = text(shown, &reading, violations.as_ref());
            out.write_all(text.as_bytes())?;
        }
        Out::Records(_) => {
            let mut record = Record::new(shown.file, reading, shown.show_secrets)?;
            if let (Record::Message(record), Some(violations)) = (&mut record, &violations) {
                record.violations = Some(violations.iter().map(Into::into).collect());
            }
            out.record(&record)?;
        }
    }
    Ok(if valid { 0 } else { status::DAMAGED })
}

/// Where it goes: lines for reading, or records.
enum Out {
    Pretty(Box<dyn Write>),
    Records(Renderer<Box<dyn Write>>),
}

impl Out {
    fn new(output: Output) -> io::Result<Self> {
        let out: Box<dyn Write> = Box::new(anstream::stdout().lock());
        Ok(match output {
            Output::Pretty => Out::Pretty(out),
            _ => Out::Records(Renderer::new(output, out)?),
        })
    }

    /// Shows a record, where records are shown.
    fn record(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Out::Pretty(_) => Ok(()),
            Out::Records(renderer) => renderer.record(record),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Out::Pretty(mut out) => out.flush(),
            Out::Records(renderer) => renderer.finish(),
        }
    }
}

// Writing to a String cannot fail, which is why the results below are let go.

fn text(shown: &Shown<'_>, reading: &Reading, violations: Option<&Violations>) -> String {
    let file = printable(shown.file);
    let format = reading.format.title();
    match (&reading.content, violations) {
        (Content::Message(decoded), Some(violations)) => {
            let kind = decoded.message.kind();
            let kinds = kinds(&decoded.message);
            let mut text = format!("{file}: {HEAD}{kind}{HEAD:#} in {format}{kinds}: ");
            text += &summary(violations);
            lines(&mut text, violations);
            text
        }
        (Content::Generic(generic), _) => {
            let mut text =
                format!("{file}: {ERROR}no message{ERROR:#} in {format} that is known\n");
            for warning in &generic.warnings {
                let reason = said(warning, warning.path(), shown.show_secrets);
                let _ = writeln!(text, "  {}", printable(&reason));
            }
            text
        }
        _ => format!("{file}: {ERROR}something{ERROR:#} in {format}\n"),
    }
}

/// Which kinds of payment it is about, where the message tells: many rules are about some of them.
fn kinds(message: &AnyMessage) -> String {
    match message {
        AnyMessage::PayRequest(pay) => format!(", {}", pay.kinds()),
        _ => String::new(),
    }
}

fn summary(violations: &Violations) -> String {
    let of = |severity| {
        let own = violations
            .iter()
            .filter(|found| found.severity() == severity);
        own.count()
    };
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => format!("{GOOD}breaks no rule{GOOD:#}\n"),
        (0, warnings) => format!(
            "{GOOD}breaks no rule{GOOD:#}, {}\n",
            counted(warnings, "warning")
        ),
        (errors, 0) => format!("{ERROR}{}{ERROR:#}\n", counted(errors, "error")),
        (errors, warnings) => {
            let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
            format!("{ERROR}{errors}{ERROR:#}, {warnings}\n")
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn lines(text: &mut String, violations: &Violations) {
    for violation in violations {
        let style = match violation.severity() {
            Severity::Error => ERROR,
            _ => WARNING,
        };
        let severity = violation.severity();
        let path = printable(violation.path());
        let said = printable(violation.text());
        let rule = violation.rule().id;
        let code = violation.code();
        let code = code.map_or(String::new(), |code| format!(", error {code}"));
        let _ = writeln!(
            text,
            "  {style}{severity}{style:#}  {path}: {said}  {QUIET}({rule}{code}){QUIET:#}"
        );
    }
}
