//! Which message a body is, from the names in it.

use std::cmp::Reverse;
use std::fmt;

use super::decode::{Decoded, decode, decode_generic};
use super::{Config, Format};
use crate::api::MessageKind;
use crate::error::{Error, Result};
use crate::nvp::Value;

/// Names that every message of one direction has: they say nothing about the operation.
const ENVELOPES: &[&str] = &["requestEnvelope", "responseEnvelope"];

/// A request with nothing but this one is the same for several operations, also for operations
/// that have no type here.
const SHARED: &[&str] = &["payKey"];

/// A message that a body could be.
#[derive(Debug)]
pub struct Candidate {
    /// The message.
    pub message: MessageKind,
    /// How many of the body's top-level names the message has, envelopes not counted.
    pub known: usize,
    /// How many of the body's top-level names the message does not have.
    pub unknown: usize,
    /// The top-level fields that the message requires and the body does not have.
    pub missing: Vec<&'static str>,
    /// Why the body cannot be read as the message, if it cannot.
    pub error: Option<Error>,
}

impl Candidate {
    /// Whether the body can be read as the message, and most of it is known to the message.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.error.is_none() && self.known >= 2 * self.unknown
    }
}

impl fmt::Display for Candidate {
    /// The reason for and against, without a value of the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |count| if count == 1 { "name" } else { "names" };
        write!(f, "has {} {} of it", self.known, names(self.known))?;
        if self.unknown > 0 {
            write!(
                f,
                ", and {} {} it does not know",
                self.unknown,
                names(self.unknown)
            )?;
        }
        match &self.error {
            Some(error) => write!(f, "; {error}"),
            None => Ok(()),
        }
    }
}

/// The messages a body could be, the likeliest first.
///
/// A message is a candidate when it has at least half of the body's top-level names, envelopes not
/// counted, and knows the body's envelope.
/// Those that can be read come first, then those that leave less of the body unknown, then those
/// that lack less, then those that know more of it.
///
/// ```
/// use paywire::api::MessageKind;
/// use paywire::codec::{self, Config, Format};
///
/// let body = b"responseEnvelope.ack=Failure&error(0).errorId=580022&error(0).message=no";
/// let candidates = codec::identify(Format::Nvp, body, &Config::strict())?;
/// assert_eq!(candidates[0].message, MessageKind::FaultMessage);
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The body is damaged or over a limit.
pub fn identify(format: Format, body: &[u8], config: &Config) -> Result<Vec<Candidate>> {
    let (value, _) = decode_generic(format, body, config)?;
    let tried = rank(&value, |kind| decode(kind, format, body, config));
    Ok(tried.into_iter().map(|tried| tried.candidate).collect())
}

/// A candidate, and what came of reading the body as it.
pub(super) struct Tried {
    pub(super) candidate: Candidate,
    pub(super) decoded: Option<Decoded>,
}

/// The candidates for a body that holds `value`; `decode` tries one.
pub(super) fn rank(value: &Value, decode: impl Fn(MessageKind) -> Result<Decoded>) -> Vec<Tried> {
    let names = own_names(value);
    let mut tried = Vec::new();
    for &message in MessageKind::ALL {
        let fields = message.fields();
        let known = names.iter().filter(|name| fields.contains(name)).count();
        // A request is no response.
        let has = |name| value.get(name).is_some();
        let other_way = ENVELOPES
            .iter()
            .any(|name| has(name) && !fields.contains(name));
        if known == 0 || 2 * known < names.len() || other_way {
            continue;
        }
        let (decoded, error) = match decode(message) {
            Ok(decoded) => (Some(decoded), None),
            Err(error) => (None, Some(error)),
        };
        let candidate = Candidate {
            message,
            known,
            unknown: names.len() - known,
            missing: missing(message, value),
            error,
        };
        tried.push(Tried { candidate, decoded });
    }
    tried.sort_by_key(|tried| order(&tried.candidate));
    tried
}

/// The message that a body is beyond doubt, or the one it must be meant for although it lacks
/// something.
pub(super) fn certain(value: &Value, tried: &[Tried]) -> Option<MessageKind> {
    let names = own_names(value);
    if names.iter().all(|name| SHARED.contains(name)) {
        return None;
    }
    let mut candidates = tried.iter().map(|tried| &tried.candidate);
    let first = candidates.next()?;
    let equal = candidates
        .next()
        .is_some_and(|next| order(next) == order(first));
    // What lacks something and has something else besides is rather another message.
    let meant = first.fits() || first.unknown == 0;
    (meant && !equal).then_some(first.message)
}

fn order(candidate: &Candidate) -> impl Ord + use<> {
    (
        candidate.error.is_some(),
        candidate.unknown,
        candidate.missing.len(),
        Reverse(candidate.known),
    )
}

fn missing(message: MessageKind, value: &Value) -> Vec<&'static str> {
    let mut required = message.required_fields();
    required.retain(|name| value.get(name).is_none());
    required
}

/// The top-level names without the envelopes.
fn own_names(value: &Value) -> Vec<&str> {
    let names = value.as_tree().into_iter().flatten();
    names
        .map(|(name, _)| name.as_str())
        .filter(|name| !ENVELOPES.contains(name))
        .collect()
}
