//! What is said on standard error.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use paywire::Error;

use crate::mask;
use crate::render::printable;

/// How many bytes of a line are shown before and after the place.
const AROUND: usize = 36;
/// How many bytes of the place itself are shown.
const LONGEST: usize = 48;

/// Says what is wrong with a body, and shows the place.
pub(crate) fn error(file: &str, body: &[u8], error: &Error, show_secrets: bool) -> io::Result<()> {
    let title = error.to_string();
    let group = Level::ERROR.primary_title(printable(&title));
    let file = printable(file);
    let Some(span) = error.span().filter(|span| span.end <= body.len()) else {
        return print(group.element(Origin::path(file)));
    };
    let view = if show_secrets {
        View::new(body, &span)
    } else {
        View::new(&mask::masked(body), &span)
    };
    let origin = Origin::path(file).line(view.line).char_column(view.column);
    let annotation = AnnotationKind::Primary.span(view.place);
    let snippet = Snippet::source(view.text)
        .line_start(view.line)
        .annotation(annotation);
    print(group.element(origin).element(snippet))
}

pub(crate) fn note(text: &str) -> io::Result<()> {
    print(Group::with_title(Level::NOTE.primary_title(text)))
}

/// An error that is not about a body.
pub(crate) fn plain(text: &str) -> io::Result<()> {
    print(Group::with_title(Level::ERROR.primary_title(text)))
}

fn print(group: Group<'_>) -> io::Result<()> {
    let report = Renderer::styled().render(&[group]);
    writeln!(anstream::stderr(), "{report}")
}

/// The part of one line in which a place stands, fit to be shown.
struct View {
    text: String,
    /// The place in `text`.
    place: Range<usize>,
    /// Counted from one.
    line: usize,
    /// Counted from one, in characters.
    column: usize,
}

impl View {
    fn new(body: &[u8], span: &Range<usize>) -> Self {
        let before = &body[..span.start];
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let rest = &body[span.start..];
        let line_end = rest.iter().position(|byte| *byte == b'\n');
        let line_end = line_end.map_or(body.len(), |at| span.start + at);
        let end = span.end.min(span.start + LONGEST).min(line_end);
        let from = line_start.max(span.start.saturating_sub(AROUND));
        let to = line_end.min(end + AROUND);

        let mut text = String::from(if from > line_start { "… " } else { "" });
        push(&mut text, &body[from..span.start]);
        let start = text.len();
        push(&mut text, &body[span.start..end]);
        let place = start..text.len();
        push(&mut text, &body[end..to]);
        text.push_str(if to < line_end { " …" } else { "" });
        View {
            text,
            place,
            line: before.split(|byte| *byte == b'\n').count(),
            column: String::from_utf8_lossy(&body[line_start..span.start])
                .chars()
                .count()
                + 1,
        }
    }
}

fn push(text: &mut String, bytes: &[u8]) {
    text.push_str(&printable(&String::from_utf8_lossy(bytes)));
}
