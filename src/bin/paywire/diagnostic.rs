//! What is said on standard error.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use paywire::Error;
use paywire::codec::Warning;

use crate::policy::{self, program_said, said};
use crate::render::printable;

/// How wide a shown line may be; the renderer leaves out what is far from the place.
const WIDTH: usize = 100;
/// How many bytes of the place itself are underlined.
const LONGEST: usize = 48;

/// A body, to show places in.
pub(crate) struct Shown<'a> {
    pub(crate) file: &'a str,
    pub(crate) body: &'a [u8],
}

impl<'a> Shown<'a> {
    pub(crate) fn new(file: &'a str, body: &'a [u8]) -> Self {
        Shown { file, body }
    }

    /// What is wrong with the body, and where.
    pub(crate) fn error(&self, error: &Error) -> String {
        let said = said(error, error.path());
        self.report(Level::ERROR, &said, error.span())
    }

    /// Why the body is shown as it stands, and the place if there is one.
    pub(crate) fn warning(&self, warning: &Warning) -> String {
        let said = said(warning, warning.path());
        self.report(Level::WARNING, &said, warning.span())
    }

    fn report(&self, level: Level<'_>, what: &str, span: Option<Range<usize>>) -> String {
        let group = level.primary_title(printable(what));
        let file = printable(self.file);
        let Some(span) = span.filter(|span| span.end <= self.body.len()) else {
            return rendered(group.element(Origin::path(file)));
        };
        let redactor = policy::redactor();
        let view = if redactor.shows_all() {
            View::new(self.body, &span)
        } else {
            View::new(&redactor.cover(self.body), &span)
        };
        let snippet = Snippet::source(view.text)
            .path(file)
            .line_start(view.line)
            .annotation(AnnotationKind::Primary.span(view.place));
        rendered(group.element(snippet))
    }
}

/// Something to know that is no fault.
pub(crate) fn note(text: &str) -> io::Result<()> {
    print(&rendered(Group::with_title(
        Level::NOTE.primary_title(program_said(text)),
    )))
}

/// An error that is not about a body.
pub(crate) fn plain(text: &str) -> io::Result<()> {
    print(&rendered(Group::with_title(
        Level::ERROR.primary_title(program_said(text)),
    )))
}

/// Writes a report.
pub(crate) fn print(report: &str) -> io::Result<()> {
    anstream::stderr().write_all(report.as_bytes())
}

fn rendered(group: Group<'_>) -> String {
    let mut report = Renderer::styled().term_width(WIDTH).render(&[group]);
    report.push('\n');
    report
}

/// The line in which a place starts, fit to be shown.
struct View {
    text: String,
    /// The place in `text`.
    place: Range<usize>,
    /// Counted from one.
    line: usize,
}

impl View {
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
        View {
            text,
            place,
            line: memchr::memchr_iter(b'\n', before).count() + 1,
        }
    }
}

fn push(text: &mut String, bytes: &[u8]) {
    text.push_str(&printable(&String::from_utf8_lossy(bytes)));
}
