//! Records as text for people: for each message a headline, a summary, and a line for each field.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use paywire::Result;
use paywire::redact::{HIDDEN, TreePart};
use unicode_width::UnicodeWidthStr;

use super::{Delimiters, TextOutput};
use crate::headline::Headline;
use crate::record::{Event, EventRecord, ExchangeRecord, MessageRecord, Record};

/// Longer names do not widen the column of names.
const WIDEST: usize = 60;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const SECRET: Style = AnsiColor::Magenta.on_default();
const UNKNOWN: Style = AnsiColor::Yellow.on_default();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const STORY: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Text for people.
pub(crate) struct Pretty;

/// A field of a message.
struct FieldLine<'a> {
    path: &'a str,
    value: &'a str,
    unknown: bool,
}

/// A callback that receives lines one by one.
type Show<'a> = &'a mut dyn FnMut(FieldLine<'_>);

impl TextOutput for Pretty {
    fn delimiters(&self) -> Delimiters {
        Delimiters {
            between: "\n",
            ..Delimiters::default()
        }
    }

    /// Damaged messages are skipped: their errors are on standard error.
    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()> {
        match record {
            Record::Message(record) => {
                headline(out, record);
                summary(out, record);
                fields(out, &mut |show| lines(record, show));
                notes(out, record);
            }
            Record::Event(record) => event(out, record),
            Record::Error(_) => {}
        }
        Ok(())
    }
}

// Writing to memory cannot fail, so the results below are discarded.

fn headline(out: &mut Vec<u8>, record: &MessageRecord) {
    let name = record.name.unwrap_or("unknown message");
    let what = match (record.operation, record.direction) {
        (Some(operation), Some(direction)) => format!("{operation} {direction}, "),
        (None, Some(direction)) => format!("{direction}, "),
        _ => String::new(),
    };
    let format = record.format;
    let file = printable(&record.source.to_string());
    let _ = writeln!(
        out,
        "{HEAD}{name}{HEAD:#}  {QUIET}{what}{format}  {file}{QUIET:#}"
    );
    exchange(out, record.exchange.as_ref());
}

/// The call that a message belongs to.
fn exchange(out: &mut Vec<u8>, exchange: Option<&ExchangeRecord>) {
    let Some(exchange) = exchange else { return };
    let status = exchange.status.map(|status| status.to_string());
    let said = [&exchange.time, &exchange.method, &exchange.url, &status];
    let said: Vec<String> = said
        .into_iter()
        .flatten()
        .map(|word| printable(word))
        .collect();
    if !said.is_empty() {
        let _ = writeln!(out, "  {QUIET}{}{QUIET:#}", said.join(" "));
    }
}

/// An event, on a line of its own.
fn event(out: &mut Vec<u8>, record: &EventRecord) {
    let what = match &record.event {
        Event::Redirect {
            pay_key,
            preapproval_key,
            ..
        } => {
            let key = pay_key.as_deref().or(preapproval_key.as_deref());
            format!("redirect to approve {}", key.unwrap_or("a payment"))
        }
        Event::Verified(true) => "notification verified".to_owned(),
        Event::Verified(false) => "notification not verified: INVALID".to_owned(),
        Event::Call => "call without a body".to_owned(),
        Event::Other { content_type } => {
            let kind = content_type.as_deref().map(|kind| format!(", {kind}"));
            format!("other traffic{}", kind.unwrap_or_default())
        }
    };
    let what = printable(&what);
    let file = printable(&record.source.to_string());
    let _ = writeln!(out, "{HEAD}{what}{HEAD:#}  {QUIET}{file}{QUIET:#}");
    exchange(out, record.exchange.as_ref());
}

/// The summary of a message and its errors.
fn summary(out: &mut Vec<u8>, record: &MessageRecord) {
    let headline = Headline::of(record);
    for line in &headline.lines {
        let line = printable(line);
        let _ = writeln!(out, "{QUIET}>{QUIET:#} {STORY}{line}{STORY:#}");
    }
    for (trouble, explained) in &headline.troubles {
        let trouble = printable(trouble);
        let _ = writeln!(out, "{ERROR}!{ERROR:#} {ERROR}{trouble}{ERROR:#}");
        if let Some(explained) = explained {
            let _ = writeln!(out, "    {explained}");
        }
    }
}

/// Shows lines in columns. `all` yields them on each call, as a message may have too many to
/// collect.
fn fields(out: &mut Vec<u8>, all: &mut dyn FnMut(Show<'_>)) {
    let mut width = 0;
    all(&mut |line| {
        let own = line.path.width();
        if own <= WIDEST {
            width = width.max(own);
        }
    });
    let mut above = String::new();
    all(&mut |line| {
        // The steps shared with the name above are dimmed, so that groups stand out.
        let (shared, own) = line.path.split_at(shared_length(&above, line.path));
        let (quiet, mark) = match (shared, line.unknown) {
            ("", false) => (Style::new(), " "),
            (_, false) => (QUIET, " "),
            (_, true) => (QUIET, "?"),
        };
        let (marked, style) = match line.value {
            _ if line.unknown => (UNKNOWN, UNKNOWN),
            HIDDEN => (Style::new(), SECRET),
            _ => (Style::new(), Style::new()),
        };
        let padding = width.saturating_sub(line.path.width());
        let value = line.value;
        let _ = writeln!(
            out,
            "{marked}{mark}{marked:#} {quiet}{shared}{quiet:#}{own}{:padding$}  {style}{value}{style:#}",
            ""
        );
        line.path.clone_into(&mut above);
    });
}

fn notes(out: &mut Vec<u8>, record: &MessageRecord) {
    for warning in &record.warnings {
        let warning = printable(warning);
        let _ = writeln!(out, "{WARNING}!{WARNING:#} {warning}");
    }
    for candidate in record.candidates.iter().flatten() {
        let said = format!("not {}:", candidate.named);
        if record
            .warnings
            .iter()
            .any(|warning| warning.starts_with(&said))
        {
            continue;
        }
        let (named, reason) = (&candidate.named, printable(&candidate.reason));
        let _ = writeln!(out, "{WARNING}!{WARNING:#} possibly {named}: {reason}");
    }
}

fn lines(record: &MessageRecord, show: Show<'_>) {
    add_lines(&mut String::new(), record.message.root(), show);
    for unknown in &record.unknown {
        show(FieldLine {
            path: &printable(&unknown.path),
            value: &printable(&unknown.value),
            unknown: true,
        });
    }
}

fn add_lines(path: &mut String, part: TreePart<'_>, show: Show<'_>) {
    if let Some(text) = part.as_str() {
        show(FieldLine {
            path,
            value: &printable(text),
            unknown: false,
        });
    }
    let length = path.len();
    for (index, inside) in part.children().enumerate() {
        match inside.name() {
            _ if part.is_list() => {
                let _ = write!(path, "({index})");
            }
            "$text" => {}
            name => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&printable(name));
            }
        }
        add_lines(path, inside, show);
        path.truncate(length);
    }
}

/// The length of the steps that `path` shares with `above`, including the separator.
fn shared_length(above: &str, path: &str) -> usize {
    let same = above.bytes().zip(path.bytes()).take_while(|(a, b)| a == b);
    let same = same.count();
    path.as_bytes()[..same]
        .iter()
        .rposition(|byte| matches!(byte, b'.' | b'('))
        .map_or(0, |at| at + 1)
}

/// A count with its noun: `1 message`, `2 messages`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Escapes control characters: a message must not control the terminal.
pub(crate) fn printable(text: &str) -> String {
    let is_printed = |character: char| !character.is_control() && !is_format_control(character);
    if text.chars().all(is_printed) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_printed(character) {
            shown.push(character);
        } else {
            shown.extend(character.escape_default());
        }
    }
    shown
}

/// Whether a character changes the direction of the text around it or ends a line.
fn is_format_control(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_whole_steps() {
        assert_eq!(shared_length("a.bc", "a.bd"), 2);
        assert_eq!(shared_length("a(0).b", "a(1).b"), 2);
        assert_eq!(shared_length("ab", "ac"), 0);
        assert_eq!(shared_length("", "ac"), 0);
        assert_eq!(shared_length("é.x", "è.x"), 0);
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}\n"),
            "a\\u{1b}[31mb\\u{202e}\\n"
        );
        assert_eq!(printable("\u{61c}\u{2028}"), "\\u{61c}\\u{2028}");
    }

    /// The column in which each value starts.
    fn columns(paths: &[&str]) -> Vec<usize> {
        let mut text = Vec::new();
        fields(&mut text, &mut |show| {
            for path in paths {
                show(FieldLine {
                    path: &printable(path),
                    value: "=",
                    unknown: false,
                });
            }
        });
        let text = String::from_utf8(text).unwrap();
        let plain = anstream::adapter::strip_str(&text).to_string();
        let column = |line: &str| line.split_once('=').map_or(0, |(before, _)| before.width());
        plain.lines().map(column).collect()
    }

    #[test]
    fn values_are_aligned_in_any_script() {
        let paths = [
            "memo",
            "\u{8cac}\u{4efb}\u{8005}",
            "re\u{301}sume\u{301}",
            "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{ff76}\u{ff9e}",
            "\u{627}\u{644}",
        ];
        assert_eq!(columns(&paths), [10; 6]);
    }
}
