//! Reports errors, warnings and notes on standard error.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use paywire::Error;
use paywire::codec::Warning;

use crate::policy::{self, redacted_message, redacted_text};
use crate::render::printable;

/// The width of a report; the renderer cuts what is far from the span.
const WIDTH: usize = 100;
/// The most bytes of a span that are underlined.
const LONGEST: usize = 48;

/// Renders errors and warnings about a body, with the span underlined.
pub(crate) struct Reporter<'a> {
    pub(crate) file: &'a str,
    pub(crate) body: &'a [u8],
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(file: &'a str, body: &'a [u8]) -> Self {
        Reporter { file, body }
    }

    /// Renders an error with its span.
    pub(crate) fn error(&self, error: &Error) -> String {
        let message = redacted_message(error, error.path());
        self.report(Level::ERROR, &message, error.span())
    }

    /// Renders a warning, with its span if it has one.
    pub(crate) fn warning(&self, warning: &Warning) -> String {
        let message = redacted_message(warning, warning.path());
        self.report(Level::WARNING, &message, warning.span())
    }

    fn report(&self, level: Level<'_>, what: &str, span: Option<Range<usize>>) -> String {
        let group = level.primary_title(printable(what));
        let file = printable(self.file);
        let Some(span) = span.filter(|span| span.end <= self.body.len()) else {
            return rendered(group.element(Origin::path(file)));
        };
        let redactor = policy::redactor();
        let view = if redactor.shows_all() {
            SourceLine::new(self.body, &span)
        } else {
            SourceLine::new(&redactor.cover(self.body), &span)
        };
        let snippet = Snippet::source(view.text)
            .path(file)
            .line_start(view.line)
            .annotation(AnnotationKind::Primary.span(view.place));
        rendered(group.element(snippet))
    }
}

/// Prints a note.
pub(crate) fn note(text: &str) -> io::Result<()> {
    print(&rendered(Group::with_title(
        Level::NOTE.primary_title(redacted_text(text)),
    )))
}

/// Prints an error that is not about a body.
pub(crate) fn plain(text: &str) -> io::Result<()> {
    print(&rendered(Group::with_title(
        Level::ERROR.primary_title(redacted_text(text)),
    )))
}

/// Writes a rendered report to standard error.
pub(crate) fn print(report: &str) -> io::Result<()> {
    anstream::stderr().write_all(report.as_bytes())
}

fn rendered(group: Group<'_>) -> String {
    let mut report = Renderer::styled().term_width(WIDTH).render(&[group]);
    report.push('\n');
    report
}

/// The source line in which a span starts, made printable.
struct SourceLine {
    text: String,
    /// The span within `text`.
    place: Range<usize>,
    /// The line number, from 1.
    line: usize,
}

impl SourceLine {
    fn new(body: &[u8], span: &Range<usize>) -> Self {
        let (before, rest) = body.split_at(span.start);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line_end = memchr::memchr(b'\n', rest).map_or(body.len(), |at| span.start + at);
        let end = span.end.min(span.start + LONGEST).min(line_end);

        let mut text = String::new();
        push(&mut text, &body[line_start..span.start]);
        let start = text.len();
        push(&mut text, &body[span.start..end]);
        let place = start..text.len();
        push(&mut text, &body[end..line_end]);
        SourceLine {
            text,
            place,
            line: memchr::memchr_iter(b'\n', before).count() + 1,
        }
    }
}

fn push(text: &mut String, bytes: &[u8]) {
    text.push_str(&printable(&String::from_utf8_lossy(bytes)));
}
