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

use crate::args::{Report, ValidateArgs};
use crate::captured::{Captured, Handler};
use crate::diagnostic::Shown;
use crate::input::Input;
use crate::out::Out;
use crate::pieces::Pieces;
use crate::policy;
use crate::policy::said;
use crate::record::{Place, Record, Source};
use crate::render::{Frame, Json, Text, counted, printable};
use crate::run::{Destination, Run};
use crate::status;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

pub(crate) fn run(args: &ValidateArgs) -> io::Result<u8> {
    let report = args.to.unwrap_or_else(Report::default_here);
    let json = report.json();
    let frame = json.map_or_else(Frame::default, |json| json.frame());
    let out = Out::new(None, json.is_none())?;
    let run = Run {
        inputs: Input::some(&args.files),
        reading: &args.reading,
        captures: &args.captures,
        all: false,
    };
    let today = today(args.today);
    run.go(Validator { today, json }, Destination::Texts(out, frame))
}

/// The day that was named, or the clock's.
fn today(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// Shows what is wrong with bodies.
struct Validator {
    today: Date,
    /// How records are written; without it there are lines for reading.
    json: Option<Json>,
}

impl Handler for Validator {
    fn body(&self, captured: Captured<'_>, pieces: &mut Pieces) {
        let Captured {
            place,
            body,
            read,
            exchange,
        } = captured;
        let name = place.source.to_string();
        let shown = Shown::new(&name, &body);
        let checked = match read {
            Ok(reading) => self.check(&place, reading, &body, exchange, pieces),
            Err(error) => Err(error),
        };
        if let Err(error) = checked {
            pieces.error(&shown, &error);
            if let Some(json) = self.json {
                // It was an error already.
                let _ = pieces.text(&json, &Record::error(place, &error));
            }
        }
    }
}

impl Validator {
    fn check(
        &self,
        place: &Place,
        reading: Reading,
        body: &[u8],
        exchange: Option<&Exchange>,
        pieces: &mut Pieces,
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
            pieces.worsen(status::DAMAGED);
        }
        let Some(json) = self.json else {
            return pieces.out(b"", |out| {
                out.extend(text(&place.source, &reading, violations.as_ref()).into_bytes());
                Ok(())
            });
        };
        let mut record = Record::new(place.clone(), reading, body)?;
        if let (Record::Message(record), Some(violations)) = (&mut record, &violations) {
            record.violations = Some(violations.iter().map(Into::into).collect());
        }
        pieces.text(&json, &record)
    }
}

/// What is wrong with the header fields of a call, by the message that was sent or came back.
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

// Writing to a String cannot fail, which is why the results below are let go.

fn text(source: &Source, reading: &Reading, violations: Option<&Violations>) -> String {
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
            let mut text =
                format!("{file}: {ERROR}no message{ERROR:#} in {format} that is known\n");
            for warning in &generic.warnings {
                let reason = said(warning, warning.path());
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
        // The name of something that no message has may be anything.
        let path = policy::redactor().path(violation.path());
        let path = printable(&path);
        let said = said(&violation.text(), Some(violation.path()));
        let said = printable(&said);
        let rule = violation.rule().id;
        let code = violation.code();
        let code = code.map_or(String::new(), |code| format!(", error {code}"));
        let _ = writeln!(
            text,
            "  {style}{severity}{style:#}  {path}: {said}  {QUIET}({rule}{code}){QUIET:#}"
        );
    }
}
