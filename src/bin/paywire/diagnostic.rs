//! What is said on standard error.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use paywire::Error;
use paywire::codec::Warning;

use crate::mask;
use crate::record;
use crate::render::printable;

/// How wide a shown line may be; the renderer leaves out what is far from the place.
const WIDTH: usize = 100;
/// How many bytes of the place itself are underlined.
const LONGEST: usize = 48;

/// A body, to show places in.
pub(crate) struct Shown<'a> {
    pub(crate) file: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) show_secrets: bool,
}

impl<'a> Shown<'a> {
    /// A body whose secrets stay hidden.
    pub(crate) fn new(file: &'a str, body: &'a [u8]) -> Self {
        Shown {
            file,
            body,
            show_secrets: false,
        }
    }

    /// Says what is wrong with the body, and shows the place.
    pub(crate) fn error(&self, error: &Error) -> io::Result<()> {
        let said = record::said(error, error.path(), self.show_secrets);
        self.say(Level::ERROR, &said, error.span())
    }

    /// Says why the body is shown as it stands, and shows the place if there is one.
    pub(crate) fn warning(&self, warning: &Warning) -> io::Result<()> {
        let said = record::said(warning, warning.path(), self.show_secrets);
        self.say(Level::WARNING, &said, warning.span())
    }

    fn say(&self, level: Level<'_>, what: &str, span: Option<Range<usize>>) -> io::Result<()> {
        let group = level.primary_title(printable(what));
        let file = printable(self.file);
        let Some(span) = span.filter(|span| span.end <= self.body.len()) else {
            return print(group.element(Origin::path(file)));
        };
        let view = if self.show_secrets {
            View::new(self.body, &span)
        } else {
            View::new(&mask::masked(self.body), &span)
        };
        let snippet = Snippet::source(view.text)
            .path(file)
            .line_start(view.line)
            .annotation(AnnotationKind::Primary.span(view.place));
        print(group.element(snippet))
    }
}

pub(crate) fn note(text: &str) -> io::Result<()> {
    print(Group::with_title(Level::NOTE.primary_title(text)))
}

/// An error that is not about a body.
pub(crate) fn plain(text: &str) -> io::Result<()> {
    print(Group::with_title(Level::ERROR.primary_title(text)))
}

fn print(group: Group<'_>) -> io::Result<()> {
    let report = Renderer::styled().term_width(WIDTH).render(&[group]);
    writeln!(anstream::stderr(), "{report}")
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
