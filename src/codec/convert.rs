//! Converts bodies between formats, with unknown values.

use std::fmt;

use super::decode::decode;
use super::encode::{self, BodyWriter, has_own_fault, unreadable, write_with};
use super::overlay::{Extras, UnknownPart, lost, walk};
use super::parsed::ParsedBody;
use super::read;
use super::warning::WarningList;
use super::{Config, Content, Decoded, Format, Generic, Reading, Unknown, Warning};
use crate::api::MessageKind;
use crate::error::{Error, ErrorKind, Result};
use crate::tree::{Leftover, LeftoverShape, Leftovers, NodeKind, Ref, Taken, Tree};
use crate::veil::Veiled;

/// A body in another format.
#[non_exhaustive]
pub struct Converted {
    /// The original format.
    pub from: Format,
    /// The message.
    pub message: MessageKind,
    /// The body in the new format.
    pub body: String,
    /// Repairs made while reading, and values that were left out.
    pub warnings: Vec<Warning>,
}

/// Hides the body, because it may have secrets.
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

/// Converts a body to another format, or rewrites it in its own.
///
/// Unknown values keep their places. The result is read back and compared, so nothing is lost silently: a value that
/// the new format cannot hold is an error or, with [`Config::leave_out`], a [`Warning::LeftOut`]. An empty value that
/// it cannot hold is always a warning, except in an NVP list, where it would leave a gap.
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
/// The body is damaged, does not identify its message ([`ErrorKind::UnknownMessage`]), lacks a required field, does not
/// support the format ([`ErrorKind::UnsupportedFormat`]), or has a value that the format cannot hold
/// ([`ErrorKind::Unrepresentable`] or an error of the format).
pub fn convert(body: &[u8], to: Format, config: &Config) -> Result<Converted> {
    read(body, config)?.convert(to, config)
}

impl Reading {
    /// Converts a decoded message to another format, or rewrites it in its own, like [`convert`].
    ///
    /// ```
    /// use paywire::codec::{self, Config, Format};
    ///
    /// let json = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","fundingPlanId":"9T"}"#;
    /// let nvp = codec::read(json, &Config::strict())?.convert(Format::Nvp, &Config::strict())?;
    /// assert!(nvp.body.ends_with("&payKey=AP-1&fundingPlanId=9T"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`convert`], except for errors in the body.
    pub fn convert(&self, to: Format, config: &Config) -> Result<Converted> {
        let decoded = match &self.content {
            Content::Message(decoded) => decoded,
            Content::Generic(generic) => return Err(refusal(generic)),
        };
        let message = decoded.message.kind();
        to.check(message)?;
        let (body, left_out) = carry(decoded, to, config)?;
        let around = envelope_left_out(decoded, to)?;
        let warnings = decoded.warnings.iter().cloned();
        Ok(Converted {
            from: self.format,
            message,
            body,
            warnings: warnings.chain(around).chain(left_out).collect(),
        })
    }
}

/// The warning for a SOAP envelope that the new format cannot hold.
fn envelope_left_out(decoded: &Decoded, to: Format) -> Result<Option<Warning>> {
    let Some(envelope) = decoded.envelope.as_ref().filter(|_| to != Format::Soap) else {
        return Ok(None);
    };
    let entries = envelope.header.entries().len();
    let fault = has_own_fault(&decoded.message, envelope)?;
    let is_more = entries > 0 || fault;
    Ok(is_more.then_some(Warning::EnvelopeLeftOut { entries, fault, to }))
}

/// The reason why a body is not a message.
fn refusal(generic: &Generic) -> Error {
    let mut reasons = generic.warnings.iter();
    let found = reasons.find_map(|warning| match warning {
        Warning::NotTheMessage { error, .. } => Some(error.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| Error::new(ErrorKind::UnknownMessage))
}

fn carry(decoded: &Decoded, to: Format, config: &Config) -> Result<(String, Vec<Warning>)> {
    let besides = decoded.unknown.besides_documents(&decoded.message)?;
    let error = match attempt(decoded, &besides, &[], (to, config)) {
        Ok(done) => return Ok(done),
        Err(error) => error,
    };
    let standing = besides.in_format(to, &[]);
    // All are collected, however many: the second attempt leaves out exactly these.
    let (mut places, mut left_out) = (Vec::new(), Vec::new());
    let mut first = None;
    each_unsupported(decoded, &standing, (to, config), &mut |spot, path| {
        first.get_or_insert_with(|| path.to_owned());
        let path = path.to_owned();
        left_out.push(Warning::LeftOut { path, to });
        places.push(spot.place());
        config.leave_out
    })?;
    match first {
        None => return Err(error),
        Some(path) if !config.leave_out => return Err(error.or_path(|| path)),
        Some(_) => {}
    }
    places.sort_unstable();
    let (body, mut warnings) = attempt(decoded, &besides, &places, (to, config))?;
    warnings.extend(left_out);
    Ok((body, warnings))
}

/// Calls `show` with each value that the format cannot hold, until it returns false.
fn each_unsupported(
    decoded: &Decoded,
    standing: &Leftovers<'_>,
    (to, config): (Format, &Config),
    show: &mut dyn FnMut(Leftover<'_>, &str) -> bool,
) -> Result<()> {
    let message = Tree::written(&decoded.message)?;
    let own = Extras::whole(&message);
    let own = own.in_format(Format::Nvp, &[]);
    let mut goes_on = true;
    // Only XML can hold an unknown value beside a value or beside children.
    let is_xml = matches!(to, Format::Xml | Format::Soap);
    let mut beside: Option<String> = None;
    let kind = decoded.message.kind();
    let both = [standing.root(), own.root()];
    walk(both, &mut String::new(), &mut |path, spot, own| {
        let below = beside.as_deref().and_then(|own| path.strip_prefix(own));
        let is_beside = below.is_some_and(|rest| rest.starts_with(['.', '(']));
        let holds_more =
            |spot: Leftover<'_>| spot.shape() != LeftoverShape::Single && spot.is_left();
        if let (Some(single), Some(value), true) = (spot.single(), spot.value(), goes_on) {
            let is_parent = spot.members().any(Leftover::is_left) || own.is_some_and(holds_more);
            let fits = is_xml || !(is_beside || is_parent);
            if !(fits && is_written(kind, &Unknown::at(path, value), to, config)) {
                goes_on = show(single, path);
            }
        }
        if own.is_some_and(|own| own.value().is_some() && own.shape() == LeftoverShape::Single) {
            beside = Some(path.to_owned());
        }
    });
    Ok(())
}

/// Whether the value could be written if it were the only one.
fn is_written(kind: MessageKind, unknown: &Unknown, to: Format, config: &Config) -> bool {
    let is_lost = || -> Result<bool> {
        let besides = Extras::at_paths(std::slice::from_ref(unknown))?;
        let left = besides.all();
        let spot = left.top();
        let strange = UnknownPart { spot, to };
        let body = BodyWriter::new(Some(kind)).write(&strange, (to, config))?;
        let opened = ParsedBody::new(to, body.as_bytes(), None, &config.rereading())?;
        let again = Extras::of(&opened.tree, Taken::NONE, opened.rules);
        Ok(first_lost(&left, &again.all(), to).is_some())
    };
    !is_lost().unwrap_or(true)
}

/// Writes a message without what is `left_out`, and checks that a strict reader finds everything else.
fn attempt(
    decoded: &Decoded,
    besides: &Extras<'_>,
    left_out: &[usize],
    (to, config): (Format, &Config),
) -> Result<(String, Vec<Warning>)> {
    let message = &decoded.message;
    let standing = besides.in_format(to, left_out);
    let written = write_with(decoded, &standing, true, to, config)?;
    let body = written.body;
    let mut kept = WarningList::default();
    let mut empty = |path: &str| {
        let path = path.to_owned();
        kept.add(|| Warning::EmptyLeftOut { path, to });
    };
    if written.is_sure {
        // Empty values were not written, because lists cannot have holes.
        if standing.count() < besides.all().count() {
            let all = besides.all();
            each_lost(&all, &standing, to, &mut |path, value| {
                if value.is_empty() {
                    empty(path);
                }
            });
        }
        return Ok((body, kept.finish()));
    }
    let unrepresentable = |path: String| {
        let kind = ErrorKind::Unrepresentable(to.title());
        Error::new(kind).or_path(|| path)
    };
    let again = decode(message.kind(), to, body.as_bytes(), &config.rereading())
        .map_err(|error| unreadable(to, &error))?;
    let there = again.unknown.besides_documents(message)?;
    let there = there.all();
    if let Some(path) = first_lost(&standing, &there, to) {
        return Err(unrepresentable(path));
    }
    let mut lost = None;
    each_lost(&besides.all(), &there, to, &mut |path, value| {
        if to != Format::Json && value.is_empty() {
            empty(path);
        }
    });
    if again.message != *message {
        encode::each_lost(message, &again.message, &mut |path, value| {
            if value.is_empty() {
                empty(path);
            } else {
                lost.get_or_insert_with(|| path.to_owned());
            }
        })?;
    }
    match lost {
        Some(path) => Err(unrepresentable(path)),
        None => Ok((body, kept.finish())),
    }
}

/// Calls `show` with each value that is lost.
fn each_lost(
    before: &Leftovers<'_>,
    after: &Leftovers<'_>,
    to: Format,
    show: &mut dyn FnMut(&str, Ref<'_>),
) {
    let is_text = |value: Ref<'_>| value.kind() == NodeKind::Text;
    let same = |before: Ref<'_>, after: Ref<'_>| {
        // The text of an empty value counts only in JSON, as does the difference between literals and strings.
        let is_literal = || to != Format::Json || is_text(before) == is_text(after);
        match before.as_str() {
            None => before.kind() == after.kind(),
            text => text == after.as_str() && is_literal(),
        }
    };
    lost(before, after, &same, show);
}

/// The path of the first value that is lost.
fn first_lost(before: &Leftovers<'_>, after: &Leftovers<'_>, to: Format) -> Option<String> {
    let mut first = None;
    each_lost(before, after, to, &mut |path, _| {
        first.get_or_insert_with(|| path.to_owned());
    });
    first
}
