//! From one format to another, with everything that is in a body.

use std::fmt;

use super::decode::decode;
use super::encode::{self, Frame, has_own_fault, unreadable, write_with};
use super::extra::{Besides, Strange, lost, walk};
use super::open::Opened;
use super::read;
use super::warning::Told;
use super::{Config, Content, Decoded, Format, Generic, Reading, Unknown, Warning};
use crate::api::MessageKind;
use crate::error::{Error, ErrorKind, Result};
use crate::tree::{Kind, Left, Ref, Shape, Spot, Taken, Tree};
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
    read(body, config)?.convert(to, config)
}

impl Reading {
    /// Writes a message that was read in another format, or anew in its own, as [`convert`] does.
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
    /// As [`convert`], but for those of reading the body.
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

/// What stands around a message in SOAP, where the new format has no place for it.
fn envelope_left_out(decoded: &Decoded, to: Format) -> Result<Option<Warning>> {
    let Some(envelope) = decoded.envelope.as_ref().filter(|_| to != Format::Soap) else {
        return Ok(None);
    };
    let entries = envelope.header.entries().len();
    let fault = has_own_fault(&decoded.message, envelope)?;
    let is_more = entries > 0 || fault;
    Ok(is_more.then_some(Warning::EnvelopeLeftOut { entries, fault, to }))
}

/// Why a body is no message.
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
    // Each is told, however many there are: who writes the message otherwise goes by them.
    let (mut places, mut left_out) = (Vec::new(), Vec::new());
    let mut first = None;
    unfit(decoded, &standing, (to, config), &mut |spot, path| {
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

/// Shows the values that a format has no place for, as long as `show` says to go on.
fn unfit(
    decoded: &Decoded,
    standing: &Left<'_>,
    (to, config): (Format, &Config),
    show: &mut dyn FnMut(Spot<'_>, &str) -> bool,
) -> Result<()> {
    let message = Tree::written(&decoded.message)?;
    let own = Besides::whole(&message);
    let own = own.in_format(Format::Nvp, &[]);
    let mut goes_on = true;
    // Only XML has room beside a value, or beside children, for something that their type does not
    // know.
    let is_xml = matches!(to, Format::Xml | Format::Soap);
    let mut beside: Option<String> = None;
    let kind = decoded.message.kind();
    let both = [standing.root(), own.root()];
    walk(both, &mut String::new(), &mut |path, spot, own| {
        let below = beside.as_deref().and_then(|own| path.strip_prefix(own));
        let is_beside = below.is_some_and(|rest| rest.starts_with(['.', '(']));
        let holds_more = |spot: Spot<'_>| spot.shape() != Shape::Single && spot.is_left();
        if let (Some(single), Some(value), true) = (spot.single(), spot.value(), goes_on) {
            let is_parent = spot.members().any(Spot::is_left) || own.is_some_and(holds_more);
            let fits = is_xml || !(is_beside || is_parent);
            if !(fits && is_written(kind, &Unknown::at(path, value), to, config)) {
                goes_on = show(single, path);
            }
        }
        if own.is_some_and(|own| own.value().is_some() && own.shape() == Shape::Single) {
            beside = Some(path.to_owned());
        }
    });
    Ok(())
}

/// Whether a value could be written if it were the only one.
fn is_written(kind: MessageKind, unknown: &Unknown, to: Format, config: &Config) -> bool {
    let is_lost = || -> Result<bool> {
        let besides = Besides::at_paths(std::slice::from_ref(unknown))?;
        let left = besides.all();
        let spot = left.top();
        let strange = Strange { spot, to };
        let body = Frame::bare(Some(kind)).write(&strange, (to, config))?;
        let opened = Opened::new(to, body.as_bytes(), None, &config.rereading())?;
        let again = Besides::of(&opened.tree, Taken::NONE, opened.rules);
        Ok(first_lost(&left, &again.all(), to).is_some())
    };
    !is_lost().unwrap_or(true)
}

/// Writes a message without what is `left_out`, and makes sure that it is all there, for a strict reader too.
fn attempt(
    decoded: &Decoded,
    besides: &Besides<'_>,
    left_out: &[usize],
    (to, config): (Format, &Config),
) -> Result<(String, Vec<Warning>)> {
    let message = &decoded.message;
    let standing = besides.in_format(to, left_out);
    let written = write_with(decoded, &standing, true, to, config)?;
    let body = written.body;
    let mut told = Told::default();
    let mut empty = |path: &str| {
        let path = path.to_owned();
        told.add(|| Warning::EmptyLeftOut { path, to });
    };
    if written.is_sure {
        // What is empty was not written, as no list has a hole.
        if standing.count() < besides.all().count() {
            let all = besides.all();
            each_lost(&all, &standing, to, &mut |path, value| {
                if value.is_empty() {
                    empty(path);
                }
            });
        }
        return Ok((body, told.finish()));
    }
    let inexpressible = |path: String| {
        let kind = ErrorKind::Inexpressible(to.title());
        Error::new(kind).or_path(|| path)
    };
    let again = decode(message.kind(), to, body.as_bytes(), &config.rereading())
        .map_err(|error| unreadable(to, &error))?;
    let there = again.unknown.besides_documents(message)?;
    let there = there.all();
    if let Some(path) = first_lost(&standing, &there, to) {
        return Err(inexpressible(path));
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
        Some(path) => Err(inexpressible(path)),
        None => Ok((body, told.finish())),
    }
}

/// Shows the values that are not there again.
fn each_lost(before: &Left<'_>, after: &Left<'_>, to: Format, show: &mut dyn FnMut(&str, Ref<'_>)) {
    let is_text = |value: Ref<'_>| value.kind() == Kind::Text;
    let same = |before: Ref<'_>, after: Ref<'_>| {
        // What is empty is not what its text says elsewhere. Only JSON tells literals from texts.
        let is_literal = || to != Format::Json || is_text(before) == is_text(after);
        match before.as_str() {
            None => before.kind() == after.kind(),
            text => text == after.as_str() && is_literal(),
        }
    };
    lost(before, after, &same, show);
}

/// The path of the first of them.
fn first_lost(before: &Left<'_>, after: &Left<'_>, to: Format) -> Option<String> {
    let mut first = None;
    each_lost(before, after, to, &mut |path, _| {
        first.get_or_insert_with(|| path.to_owned());
    });
    first
}
