//! `paywire diff`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use paywire::Limits;
use paywire::codec::{self, Config, Content, Difference, Reading, Unknown, Unknowns, Warning};
use paywire::nvp::Value;
use paywire::redact::{HIDDEN, Tree};

use crate::args::DiffArgs;
use crate::diagnostic::{self, Reporter};
use crate::input::Input;
use crate::render::printable;
use crate::{policy, status};

const HEAD: Style = Style::new().bold();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

pub(crate) fn run(args: &DiffArgs) -> io::Result<u8> {
    let config = args.format.codec(&args.reading);
    let limits = args.reading.limits();
    let old = read(&args.old, &config, &limits)?;
    let new = read(&args.new, &config, &limits)?;
    let (Some((old, old_body)), Some((new, new_body))) = (old, new) else {
        return Ok(status::UNREADABLE);
    };
    // A body whose message is ambiguous may be the same message as the other one.
    let old_again = old.like(&new, &old_body, config);
    let new_again = new.like(&old, &new_body, config);
    let (old, new) = (old_again.unwrap_or(old), new_again.unwrap_or(new));

    let differences = codec::diff(&old.reading.content, &new.reading.content)?;
    if differences.is_empty() {
        let sides = [&old.reading, &new.reading];
        let as_expected = !sides.into_iter().any(Reading::is_not_as_specified);
        return Ok(if as_expected { 0 } else { status::DAMAGED });
    }
    let text = text(&old, &new, &differences)?;
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(status::DIFFERENT)
}

/// One of the two messages that are compared.
struct DiffSide {
    file: String,
    reading: Reading,
}

impl DiffSide {
    /// The body decoded as the other side's message, if its own message is unknown.
    fn like(&self, other: &DiffSide, body: &[u8], config: Config) -> Option<DiffSide> {
        let (Content::Generic(_), Content::Message(decoded)) =
            (&self.reading.content, &other.reading.content)
        else {
            return None;
        };
        let config = config.message(decoded.message.kind());
        let reading = codec::read(body, &config).ok()?;
        let file = self.file.clone();
        matches!(reading.content, Content::Message(_)).then_some(DiffSide { file, reading })
    }

    fn title(&self) -> String {
        let message = match &self.reading.content {
            Content::Message(decoded) => decoded.message.kind().name(),
            _ => "unknown message",
        };
        let format = self.reading.format;
        format!("{}  {message}, {format}", printable(&self.file))
    }
}

/// Reads one side and reports its errors and warnings.
fn read(word: &OsStr, config: &Config, limits: &Limits) -> io::Result<Option<(DiffSide, Vec<u8>)>> {
    let input = Input::one(word);
    let (body, read) = match input.read(limits) {
        Ok(body) => {
            let read = codec::read(&body, config);
            (body, read)
        }
        Err(error) => (Vec::new(), Err(error.into())),
    };
    let file = input.name;
    match read {
        Ok(reading) => {
            for warning in mismatch_warnings(&reading) {
                diagnostic::print(&Reporter::new(&file, &body).warning(warning))?;
            }
            Ok(Some((DiffSide { file, reading }, body)))
        }
        Err(error) => {
            diagnostic::print(&Reporter::new(&file, &body).error(&error))?;
            Ok(None)
        }
    }
}

/// The warnings that say why a body is not the message given on the command line.
fn mismatch_warnings(reading: &Reading) -> &[Warning] {
    match &reading.content {
        Content::Generic(generic) if reading.is_not_as_specified() => &generic.warnings,
        _ => &[],
    }
}

// Writing to a String cannot fail, so the results below are discarded.

fn text(old: &DiffSide, new: &DiffSide, differences: &[Difference]) -> io::Result<String> {
    let (olds, news) = (ShownValues::of(old)?, ShownValues::of(new)?);
    let mut text = String::new();
    let _ = writeln!(text, "{HEAD}--- {}{HEAD:#}", old.title());
    let _ = writeln!(text, "{HEAD}+++ {}{HEAD:#}", new.title());
    let lengths = differences.iter().map(|found| found.path.chars().count());
    let width = lengths.max().unwrap_or(0).min(60);
    for Difference {
        path, left, right, ..
    } in differences
    {
        let sides = [(OLD, '-', left, &olds), (NEW, '+', right, &news)];
        for (style, sign, value, shown) in sides {
            let Some(value) = value else { continue };
            let value = printable(&shown.value(path, value));
            let path = printable(&policy::redactor().path(path));
            let _ = writeln!(text, "{style}{sign} {path:width$}  {value}{style:#}");
        }
    }
    Ok(text)
}

/// The values of a side by path, with secrets hidden.
#[derive(Default)]
struct ShownValues(HashMap<String, String>);

impl ShownValues {
    fn of(side: &DiffSide) -> io::Result<Self> {
        let redactor = policy::redactor();
        if redactor.shows_all() {
            return Ok(ShownValues::default());
        }
        let (tree, mut unknown) = match &side.reading.content {
            Content::Message(decoded) => {
                let mut tree = Tree::of_message(&decoded.message)?;
                redactor.hide(&mut tree);
                (tree, decoded.unknown.clone())
            }
            Content::Generic(generic) => {
                let mut tree = Tree::from((**generic).clone());
                redactor.hide(&mut tree);
                (tree, Unknowns::default())
            }
            _ => return Ok(ShownValues::default()),
        };
        let paths: Vec<String> = unknown.iter().map(|leaf| plain(&leaf.path)).collect();
        let leaves = unknown.iter_mut();
        redactor.hide_leaves(leaves.map(|Unknown { path, value, .. }| (path, value)));
        let unknown = paths
            .into_iter()
            .zip(unknown)
            .map(|(path, leaf)| (path, leaf.value));
        let known = codec::leaves(&Value::from(&tree)).into_iter();
        let known = known.map(|leaf| (plain(&leaf.path), leaf.value));
        Ok(ShownValues(known.chain(unknown).collect()))
    }

    /// The value at a path, with secrets hidden.
    fn value<'a>(&'a self, path: &str, value: &'a str) -> Cow<'a, str> {
        let redactor = policy::redactor();
        let path = plain(path);
        if let Some(shown) = self.0.get(&path) {
            return Cow::Borrowed(shown);
        }
        // Everything within a secret is secret.
        let mut joints = path.match_indices(['.', '(']);
        let within = joints.any(|(at, _)| self.0.get(&path[..at]).is_some_and(|own| own == HIDDEN));
        if within || redactor.hides(&path) {
            Cow::Borrowed(HIDDEN)
        } else {
            redactor.text(value)
        }
    }
}

/// A path without the index of a first entry: a list of one compares equal to its entry.
fn plain(path: &str) -> String {
    path.replace("(0)", "")
}
