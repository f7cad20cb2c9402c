//! From one format to another, with everything that is in a body.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::decode::{decode, tree_of};
use super::encode::{Frame, unreadable, write, write_with};
use super::extra::Extra;
use super::open::Opened;
use super::path::Lists;
use super::unknown::{self, plain_values, walk};
use super::{Config, Content, Decoded, Format, Generic, Unknown, Warning};
use super::{embedded, leaves, read};
use crate::api::MessageKind;
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::Value;
use crate::tree::Taken;
use crate::veil::Veiled;

/// A body in another format.
#[non_exhaustive]
pub struct Converted {
    /// The format it was in.
    pub from: Format,
    /// The message it is.
    pub message: MessageKind,
    /// The body in the format that was asked for.
    pub body: String,
    /// What was mended to read it, and what the new format has no way to hold.
    pub warnings: Vec<Warning>,
}

/// The body holds whatever the message does, so it is not shown.
impl fmt::Debug for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Converted")
            .field("from", &self.from)
            .field("message", &self.message)
            .field("body", &Veiled::of(&self.body))
            .field("warnings", &self.warnings)
            .finish()
    }
}

/// Writes a body in another format, or anew in its own.
///
/// Unknown values go along, at their places. What was written is read again and compared, so
/// that nothing is lost without a word: a value that the new format cannot hold is an error, or,
/// where the configuration [says so](Config::leave_out), a [`Warning::LeftOut`]. Something empty
/// that it cannot hold is always a warning, but for a list in NVP that would have a gap there.
///
/// ```
/// use paywire::codec::{self, Config, Format};
///
/// let body = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1",
///     "fundingPlanId":"9T","shop":{"till":[{"no":4}]}}"#;
/// let converted = codec::convert(body, Format::Nvp, &Config::strict())?;
/// assert_eq!(
///     converted.body,
///     "requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9T&shop.till(0).no=4",
/// );
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The body is damaged, does not say which message it is ([`ErrorKind::UnknownMessage`]), lacks
/// what its message requires, does not travel in the format ([`ErrorKind::NotSpoken`]), or holds a
/// value that the format cannot ([`ErrorKind::Inexpressible`] or what its writer says).
pub fn convert(body: &[u8], to: Format, config: &Config) -> Result<Converted> {
    let reading = read(body, config)?;
    let mut decoded = match reading.content {
        Content::Message(decoded) => *decoded,
        Content::Generic(generic) => return Err(refusal(*generic)),
    };
    to.check(decoded.message.kind())?;
    embedded::retain_outside(&decoded.message, &mut decoded.unknown);
    let (body, left_out) = carry(&decoded, to, config)?;
    decoded.warnings.extend(envelope_left_out(&decoded, to));
    decoded.warnings.extend(left_out);
    Ok(Converted {
        from: reading.format,
        message: decoded.message.kind(),
        body,
        warnings: decoded.warnings,
    })
}

/// What stands around a message in SOAP, where the new format has no place for it.
fn envelope_left_out(decoded: &Decoded, to: Format) -> Option<Warning> {
    let envelope = decoded.envelope.as_ref().filter(|_| to != Format::Soap)?;
    let entries = envelope.header.entries().len();
    let fault = Frame::of(&decoded.message, Some(envelope)).has_own_fault();
    (entries > 0 || fault).then_some(Warning::EnvelopeLeftOut { entries, fault, to })
}

/// Why a body is no message.
fn refusal(generic: Generic) -> Error {
    let mut reasons = generic.warnings.into_iter();
    let found = reasons.find_map(|warning| match warning {
        Warning::NotTheMessage { error, .. } => Some(error),
        _ => None,
    });
    found.unwrap_or_else(|| Error::new(ErrorKind::UnknownMessage))
}

fn carry(decoded: &Decoded, to: Format, config: &Config) -> Result<(String, Vec<Warning>)> {
    let all: Vec<&Unknown> = decoded
        .unknown
        .iter()
        .filter(|unknown| unknown.stands_in(to))
        .collect();
    let error = match attempt(decoded, &all, to, config) {
        Ok(done) => return Ok(done),
        Err(error) => error,
    };
    let kind = decoded.message.kind();
    let values: HashSet<String> = plain_values(&tree_of(&decoded.message)?)
        .into_iter()
        .collect();
    // Only XML has room beside a value, or beside children, for something that their type does not
    // know.
    let beside = |path: &str| above(path).any(|path| values.contains(path));
    let paths = values.iter().chain(all.iter().map(|unknown| &unknown.path));
    let parents: HashSet<&str> = paths.flat_map(|path| above(path)).collect();
    let is_xml = matches!(to, Format::Xml | Format::Soap);
    let fits = |path: &str| is_xml || !(beside(path) || parents.contains(path));
    let holds = |unknown: &&Unknown| fits(&unknown.path) && alone(kind, unknown, to, config);
    let (kept, rest): (Vec<&Unknown>, Vec<&Unknown>) = all.into_iter().partition(holds);
    match rest.first() {
        None => return Err(error),
        Some(first) if !config.leave_out => return Err(error.or_path(|| first.path.clone())),
        Some(_) => {}
    }
    let (body, mut warnings) = attempt(decoded, &kept, to, config)?;
    warnings.extend(rest.into_iter().map(|unknown| Warning::LeftOut {
        path: unknown.path.clone(),
        to,
    }));
    Ok((body, warnings))
}

/// The paths that lead to a path.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices(['.', '(']).map(|(at, _)| &path[..at])
}

/// Writes a message, and makes sure that it is all there, for a strict reader too.
fn attempt(
    decoded: &Decoded,
    unknown: &[&Unknown],
    to: Format,
    config: &Config,
) -> Result<(String, Vec<Warning>)> {
    let message = &decoded.message;
    let written = write_with(decoded, unknown.iter().copied(), to, config)?;
    let body = written.body;
    if written.is_sure && unknown.len() == decoded.unknown.len() {
        return Ok((body, Vec::new()));
    }
    let inexpressible = |path: &str| {
        let kind = ErrorKind::Inexpressible(to.title());
        Error::new(kind).or_path(|| path.to_owned())
    };
    let mut again = decode(message.kind(), to, body.as_bytes(), &config.rereading())
        .map_err(|error| unreadable(to, &error))?;
    embedded::retain_outside(message, &mut again.unknown);
    if let Some(lost) = lost(unknown, &again.unknown, to).next() {
        return Err(inexpressible(&lost.path));
    }
    let all: Vec<&Unknown> = decoded.unknown.iter().collect();
    let mut warnings: Vec<Warning> = lost(&all, &again.unknown, to)
        .filter(|lost| !lost.stands_in(to))
        .map(|lost| Warning::EmptyLeftOut {
            path: lost.path.clone(),
            to,
        })
        .collect();
    if again.message != *message {
        let (before, after) = (tree_of(message)?, tree_of(&again.message)?);
        let (before_leaves, after_leaves) = (leaves(&before), leaves(&after));
        let before_leaves: Vec<&Unknown> = before_leaves.iter().collect();
        if let Some(lost) = lost(&before_leaves, &after_leaves, to).next() {
            return Err(inexpressible(&lost.path));
        }
        let kept: HashSet<String> = empties(&after).into_iter().collect();
        let lost = empties(&before)
            .into_iter()
            .filter(|path| !kept.contains(path));
        warnings.extend(lost.map(|path| Warning::EmptyLeftOut { path, to }));
    }
    Ok((body, warnings))
}

/// Whether a value could be written if it were the only one.
fn alone(kind: MessageKind, unknown: &Unknown, to: Format, config: &Config) -> bool {
    let written =
        Extra::of([unknown], to).and_then(|extra| write(Frame::bare(kind), &extra, to, config));
    let read = written.and_then(|body| all_of(to, body.as_bytes(), &config.rereading()));
    read.is_ok_and(|read| lost(&[unknown], &read, to).next().is_none())
}

/// All of a body as what is known by no type.
fn all_of(format: Format, body: &[u8], config: &Config) -> Result<Vec<Unknown>> {
    let opened = Opened::new(format, body, None, config)?;
    Ok(unknown::of(&opened.tree, &Taken::default(), &opened.rules))
}

/// The values that are not there again.
fn lost<'a>(
    before: &[&'a Unknown],
    after: &[Unknown],
    to: Format,
) -> impl Iterator<Item = &'a Unknown> {
    let lists = Lists::of(before.iter().map(|value| value.path.as_str()));
    let lists_after = Lists::of(after.iter().map(|value| value.path.as_str()));
    let after: HashMap<String, &Unknown> = after
        .iter()
        .map(|found| (lists_after.plain(&found.path), found))
        .collect();
    let is_lost = move |value: &&Unknown| {
        let again = after.get(&lists.plain(&value.path));
        // Only JSON tells literals from texts. What is empty is not what its text says elsewhere.
        let tells = to == Format::Json || value.is_empty();
        again.is_none_or(|again| {
            again.value != value.value || (tells && again.literal != value.literal)
        })
    };
    before.iter().copied().filter(is_lost)
}

/// The paths of what is there and has nothing in it.
fn empties(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(&mut String::new(), value, &mut |path, value| {
        let empty = match value {
            Value::Null => true,
            Value::Text(_) => false,
            Value::List(entries) => entries.is_empty(),
            Value::Tree(tree) => tree.is_empty(),
        };
        if empty {
            found.push(path.to_owned());
        }
    });
    found
}
