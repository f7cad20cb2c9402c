//! Records for reading: for each message a headline, what it comes down to, and a line for each field.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use paywire::Result;
use paywire::redact::{HIDDEN, Tree};
use unicode_width::UnicodeWidthStr;

use super::{Frame, Text};
use crate::record::{Event, EventRecord, ExchangeRecord, MessageRecord, Record};
use crate::story::Story;

/// Names longer than this do not push all values to the right.
const WIDEST: usize = 60;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const SECRET: Style = AnsiColor::Magenta.on_default();
const UNKNOWN: Style = AnsiColor::Yellow.on_default();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const STORY: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// For reading.
pub(crate) struct Pretty;

/// A line of a message.
struct Line {
    path: String,
    value: String,
    unknown: bool,
}

impl Text for Pretty {
    fn frame(&self) -> Frame {
        Frame {
            between: "\n",
            ..Frame::default()
        }
    }

    /// A damaged message has no record here: it is shown on standard error.
    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()> {
        let mut text = String::new();
        match record {
            Record::Message(record) => {
                headline(&mut text, record);
                story(&mut text, record);
                fields(&mut text, &lines(record));
                notes(&mut text, record);
            }
            Record::Event(record) => event(&mut text, record),
            Record::Error(_) => {}
        }
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

// Writing to a String cannot fail, which is why the results below are let go.

fn headline(text: &mut String, record: &MessageRecord) {
    let name = record.name.unwrap_or("unknown message");
    let what = match (record.operation, record.direction) {
        (Some(operation), Some(direction)) => format!("{operation} {direction}, "),
        (None, Some(direction)) => format!("{direction}, "),
        _ => String::new(),
    };
    let format = record.format;
    let file = printable(&record.source.to_string());
    let _ = writeln!(
        text,
        "{HEAD}{name}{HEAD:#}  {QUIET}{what}{format}  {file}{QUIET:#}"
    );
    exchange(text, record.exchange.as_ref());
}

/// The call that a message belongs to.
fn exchange(text: &mut String, exchange: Option<&ExchangeRecord>) {
    let Some(exchange) = exchange else { return };
    let status = exchange.status.map(|status| status.to_string());
    let said = [&exchange.time, &exchange.method, &exchange.url, &status];
    let said: Vec<String> = said
        .into_iter()
        .flatten()
        .map(|word| printable(word))
        .collect();
    if !said.is_empty() {
        let _ = writeln!(text, "  {QUIET}{}{QUIET:#}", said.join(" "));
    }
}

/// What is no message, on a line of its own.
fn event(text: &mut String, record: &EventRecord) {
    let what = match &record.event {
        Event::Redirect {
            pay_key,
            preapproval_key,
            ..
        } => {
            let key = pay_key.as_deref().or(preapproval_key.as_deref());
            format!("sent to approve {}", key.unwrap_or("something"))
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
    let _ = writeln!(text, "{HEAD}{what}{HEAD:#}  {QUIET}{file}{QUIET:#}");
    exchange(text, record.exchange.as_ref());
}

/// What the message comes down to.
fn story(text: &mut String, record: &MessageRecord) {
    let story = Story::of(record);
    for line in &story.lines {
        let line = printable(line);
        let _ = writeln!(text, "{QUIET}>{QUIET:#} {STORY}{line}{STORY:#}");
    }
    for (trouble, explained) in &story.troubles {
        let trouble = printable(trouble);
        let _ = writeln!(text, "{ERROR}!{ERROR:#} {ERROR}{trouble}{ERROR:#}");
        if let Some(explained) = explained {
            let _ = writeln!(text, "    {explained}");
        }
    }
}

fn fields(text: &mut String, lines: &[Line]) {
    let widths = lines.iter().map(|line| line.path.width());
    let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
    let mut above = "";
    for line in lines {
        // What a name shares with the one above it is quiet, so that groups can be seen.
        let (shared, own) = line.path.split_at(shared_length(above, &line.path));
        let padding = width.saturating_sub(line.path.width());
        let style = match line {
            Line { unknown: true, .. } => UNKNOWN,
            Line { value, .. } if value == HIDDEN => SECRET,
            _ => Style::new(),
        };
        let mark = if line.unknown { '?' } else { ' ' };
        let value = &line.value;
        let _ = writeln!(
            text,
            "{UNKNOWN}{mark}{UNKNOWN:#} {QUIET}{shared}{QUIET:#}{own}{:padding$}  {style}{value}{style:#}",
            ""
        );
        above = &line.path;
    }
}

fn notes(text: &mut String, record: &MessageRecord) {
    for warning in &record.warnings {
        let warning = printable(warning);
        let _ = writeln!(text, "{WARNING}!{WARNING:#} {warning}");
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
        let _ = writeln!(text, "{WARNING}!{WARNING:#} perhaps {named}: {reason}");
    }
}

fn lines(record: &MessageRecord) -> Vec<Line> {
    let mut lines = Vec::new();
    add_lines(&mut lines, "", &record.message);
    let unknown = record.unknown.iter().map(|unknown| Line {
        path: printable(&unknown.path),
        value: printable(&unknown.value),
        unknown: true,
    });
    lines.extend(unknown);
    lines
}

fn add_lines(lines: &mut Vec<Line>, path: &str, node: &Tree) {
    let value = match node {
        Tree::Bool(value) => value.to_string(),
        Tree::Number(digits) | Tree::Literal(digits) => digits.to_string(),
        Tree::Text(text) => printable(text),
        Tree::Secret(inside) | Tree::Document(inside, _) => {
            return add_lines(lines, path, inside);
        }
        Tree::List(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                add_lines(lines, &format!("{path}({index})"), entry);
            }
            return;
        }
        Tree::Object(members) => {
            for (name, value) in members {
                add_lines(lines, &joined(path, name), value);
            }
            return;
        }
        _ => return,
    };
    lines.push(Line {
        path: path.to_owned(),
        value,
        unknown: false,
    });
}

fn joined(path: &str, name: &str) -> String {
    match (path, name) {
        (_, "$text") => path.to_owned(),
        ("", _) => printable(name),
        _ => format!("{path}.{}", printable(name)),
    }
}

/// How much of `path`, up to and with a separator, is the same as in `above`.
fn shared_length(above: &str, path: &str) -> usize {
    let same = above.bytes().zip(path.bytes()).take_while(|(a, b)| a == b);
    let same = same.count();
    path.as_bytes()[..same]
        .iter()
        .rposition(|byte| matches!(byte, b'.' | b'('))
        .map_or(0, |at| at + 1)
}

/// A number of things, as `1 message`, `2 messages`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A text without control characters: what a message holds must not steer the terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || steers(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Characters that change the direction of the text around them, or end a line.
fn steers(character: char) -> bool {
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
    fn nothing_steers_the_terminal() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}\n"),
            "a\\u{1b}[31mb\\u{202e}\\n"
        );
        assert_eq!(printable("\u{61c}\u{2028}"), "\\u{61c}\\u{2028}");
    }

    /// The column in which each value begins.
    fn columns(paths: &[&str]) -> Vec<usize> {
        let lines: Vec<Line> = paths
            .iter()
            .map(|path| Line {
                path: printable(path),
                value: "=".to_owned(),
                unknown: false,
            })
            .collect();
        let mut text = String::new();
        fields(&mut text, &lines);
        let plain = anstream::adapter::strip_str(&text).to_string();
        let column = |line: &str| line.split_once('=').map_or(0, |(before, _)| before.width());
        plain.lines().map(column).collect()
    }

    #[test]
    fn values_stand_below_each_other_in_any_script() {
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
