//! `paywire validate`.

use std::fmt::Write as _;
use std::io;

use anstyle::{AnsiColor, Style};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use paywire::Result;
use paywire::api::adaptive_payments::service::SentHeaders;
use paywire::api::validate::{Severity, Violations};
use paywire::api::{AnyMessage, Direction, System};
use paywire::capture::Exchange;
use paywire::codec::{Content, Reading};

use crate::args::{ReportFormat, ValidateArgs};
use crate::batch::BatchOutput;
use crate::captured::{Captured, Handler};
use crate::diagnostic::Reporter;
use crate::input::Input;
use crate::out::Out;
use crate::policy;
use crate::policy::redacted_message;
use crate::record::{Location, Record, RecordSource};
use crate::render::{Delimiters, Json, TextOutput, counted, printable};
use crate::run::{CommandRun, Destination};
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

pub(crate) fn run(args: &ValidateArgs) -> io::Result<u8> {
    let report = args.to.unwrap_or_else(ReportFormat::default_here);
    let json = report.json();
    let frame = json.map_or_else(Delimiters::default, |json| json.delimiters());
    let out = Out::new(None, json.is_none())?;
    let run = CommandRun {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let today = today(args.today);
    run.go(
        ValidateHandler { today, json },
        Destination::Texts(out, frame),
    )
}

/// The given day, or today in UTC.
fn today(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// Reports the rule violations of each body.
struct ValidateHandler {
    today: Date,
    /// How records are written; `None` for text.
    json: Option<Json>,
}

impl Handler for ValidateHandler {
    fn body(&self, captured: Captured<'_>, batch: &mut BatchOutput) {
        let Captured {
            place,
            body,
            read,
            exchange,
        } = captured;
        let name = place.source.to_string();
        let reporter = Reporter::new(&name, &body);
        let checked = match read {
            Ok(reading) => self.check(&place, reading, &body, exchange, batch),
            Err(error) => Err(error),
        };
        if let Err(error) = checked {
            batch.error(&reporter, &error);
            if let Some(json) = self.json {
                // The exit status is raised already.
                let _ = batch.text(&json, &Record::error(place, &error));
            }
        }
    }
}

impl ValidateHandler {
    fn check(
        &self,
        place: &Location,
        reading: Reading,
        body: &[u8],
        exchange: Option<&Exchange>,
        batch: &mut BatchOutput,
    ) -> Result<()> {
        let headers = exchange.map(|exchange| headers(&reading, exchange));
        let headers = headers.unwrap_or_default();
        let violations = match &reading.content {
            Content::Message(decoded) => {
                let own = decoded.violations(Some(self.today));
                Some(headers.into_iter().chain(own).collect::<Violations>())
            }
            _ => None,
        };
        if violations.as_ref().is_none_or(Violations::has_errors) {
            batch.worsen(status::DAMAGED);
        }
        let Some(json) = self.json else {
            return batch.out(b"", |out| {
                out.extend(text(&place.source, &reading, violations.as_ref()).into_bytes());
                Ok(())
            });
        };
        let mut record = Record::new(place.clone(), reading, body)?;
        if let (Record::Message(record), Some(violations)) = (&mut record, &violations) {
            record.violations = Some(violations.iter().map(Into::into).collect());
        }
        batch.text(&json, &record)
    }
}

/// Violations in the header fields of a call, by the message that was sent or returned.
fn headers(reading: &Reading, exchange: &Exchange) -> Violations {
    let (Some(request), Content::Message(decoded)) = (&exchange.request, &reading.content) else {
        return Violations::default();
    };
    let info = decoded.message.kind().info();
    if info.system != System::AdaptivePayments {
        return Violations::default();
    }
    let mut sent = SentHeaders::new(request.headers.iter());
    if let Some(environment) = request.environment() {
        sent = sent.to(environment);
    }
    let format = reading.format.headers();
    let format = format.first().map_or("", |(_, value)| value);
    match info.direction {
        Direction::Request => sent.violations(format),
        Direction::Response | Direction::Fault => sent.answer_violations(format),
        _ => Violations::default(),
    }
}

// Writing to a String cannot fail, so the results below are discarded.

fn text(source: &RecordSource, reading: &Reading, violations: Option<&Violations>) -> String {
    let file = printable(&source.to_string());
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
            let mut text = format!("{file}: {ERROR}unknown message{ERROR:#} in {format}\n");
            for warning in &generic.warnings {
                let reason = redacted_message(warning, warning.path());
                let _ = writeln!(text, "  {}", printable(&reason));
            }
            text
        }
        _ => format!("{file}: {ERROR}unknown content{ERROR:#} in {format}\n"),
    }
}

/// The kinds of payment, which decide what rules apply.
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
        own.count() as u64
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

fn lines(text: &mut String, violations: &Violations) {
    for violation in violations {
        let style = match violation.severity() {
            Severity::Error => ERROR,
            _ => WARNING,
        };
        let severity = violation.severity();
        // The path of an unknown field may hold any text.
        let path = policy::redactor().path(violation.path());
        let path = printable(&path);
        let text_of = redacted_message(&violation.text(), Some(violation.path()));
        let text_of = printable(&text_of);
        let rule = violation.rule().id;
        let code = violation.code();
        let code = code.map_or(String::new(), |code| format!(", error {code}"));
        let _ = writeln!(
            text,
            "  {style}{severity}{style:#}  {path}: {text_of}  {QUIET}({rule}{code}){QUIET:#}"
        );
    }
}
