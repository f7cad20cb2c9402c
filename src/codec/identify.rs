//! Infers the message of a body from the configuration and from the names in the body.

use std::cmp::Reverse;
use std::fmt;
use std::sync::LazyLock;

use super::names::{ENVELOPES, TopLevelNames};
use super::parsed::{ParsedBody, TypedMessage};
use super::{Config, Format, Warning, ipn, other_services};
use crate::api::kinds::Kinds;
use crate::api::{Direction, MessageKind};
use crate::error::{Error, Result};
use crate::tree::Ref;

/// The field in which a response reports success, and its values for failure.
const OUTCOME: (&str, &str, &[&str]) = (
    "responseEnvelope",
    "ack",
    &["Failure", "FailureWithWarning"],
);

/// A message that a body could be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Candidate {
    /// The message.
    pub message: MessageKind,
    /// The evidence other than names, the strongest first.
    pub reasons: Vec<Reason>,
    /// The number of top-level names that the message knows, not counting envelopes.
    pub known: usize,
    /// The number of top-level names that the message does not know.
    pub unknown: usize,
    /// The number of nested values that the message does not know.
    pub beneath: usize,
    /// The top-level fields that the message requires and the body lacks.
    pub missing: Vec<&'static str>,
    /// The error of reading the body as the message, if there is one.
    pub error: Option<Error>,
    /// Whether both message and body are about a failure.
    outcome: FailureMatch,
    /// Whether it is a fault, and the body reports an error in the way of that fault.
    is_failure: bool,
}

/// How a message agrees with what the body says about failure, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FailureMatch {
    /// The message is a failure, and the body reports one.
    Failure,
    /// The message is not about failure.
    Neutral,
    /// The message is a failure, but the body reports none.
    Groundless,
}

/// Evidence for a message, other than the names in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The root element has its name and namespace.
    Root,
    /// The root element has its name, but another namespace or none.
    RootName,
    /// The root element has its namespace and the name of its operation.
    RootOperation,
    /// The body says that it is this notification.
    Declared,
    /// It belongs to the operation that was [called](Config::path).
    Operation,
    /// It is a fault that may answer any operation.
    AnyOperation,
    /// It has the [direction](Config::direction) that was set.
    Direction,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Root => "has the root element",
            Reason::RootName => "has the root element's name",
            Reason::RootOperation => "has the root element's namespace and operation",
            Reason::Declared => "is named by the body",
            Reason::Operation => "belongs to the operation",
            Reason::AnyOperation => "answers any operation",
            Reason::Direction => "has the given direction",
        })
    }
}

impl Candidate {
    /// Whether the body can be read as the message, and the message knows at least two thirds of its names.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.error.is_none() && self.known >= 2 * self.unknown
    }

    fn has(&self, reason: Reason) -> bool {
        self.reasons.contains(&reason)
    }
}

/// Whether the names of a body may be in another letter case, and it was not yet read that way.
///
/// Only bodies with an envelope qualify: other services have names in capitals that mean something else.
pub(super) fn in_any_case(opened: &ParsedBody<'_>) -> bool {
    if opened.format() != Format::Nvp || opened.rules.any_case {
        return false;
    }
    let mut names = opened.value().children().map(Ref::name);
    names.any(|name| {
        let mut all = ENVELOPES.iter();
        all.any(|own| own.eq_ignore_ascii_case(name))
    })
}

/// The warning for a body that does not identify its message.
pub(super) fn undecided(tried: &[Attempt<'_>]) -> Warning {
    let count = equally_likely(tried.iter().map(|tried| &tried.candidate));
    if count > MAX_SHOWN {
        return Warning::Ambiguous(count);
    }
    Warning::Undecided
}

/// The number of candidates that are shown.
const MAX_SHOWN: usize = 3;

/// At most three candidates that help to decide, the most likely first. Equally likely ones are left out if not all of
/// them fit. A fault whose error the body reports is shown alone.
pub(super) fn likeliest(candidates: &[Candidate]) -> &[Candidate] {
    if let Some(first) = candidates.first().filter(|first| first.is_failure) {
        return std::slice::from_ref(first);
    }
    let mut shown = 0;
    while let rest @ 1.. = equally_likely(candidates[shown..].iter())
        && shown + rest <= MAX_SHOWN
    {
        shown += rest;
    }
    &candidates[..shown]
}

/// The number of candidates that are as likely as the first.
fn equally_likely<'c>(mut candidates: impl Iterator<Item = &'c Candidate>) -> usize {
    let Some(first) = candidates.next() else {
        return 0;
    };
    let equal = candidates.take_while(|own| order(own) == order(first));
    1 + equal.count()
}

impl fmt::Display for Candidate {
    /// Shows the evidence, without any value of the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for reason in &self.reasons {
            write!(f, "{reason}, ")?;
        }
        let all = self.known + self.unknown;
        let names = if all == 1 { "name" } else { "names" };
        write!(f, "knows {} of {all} {names}", self.known)?;
        match &self.error {
            Some(error) => write!(f, "; {error}"),
            None => Ok(()),
        }
    }
}

/// The messages that a body could be, the most likely first.
///
/// A message is a candidate if it has the body's envelope and at least half of its other top-level names; in XML, if
/// the root element has its name. A message that contradicts the operation or direction in the configuration is not a
/// candidate, nor is one whose values are [implausible](crate::api::Message::is_plausible), or one that leaves more of the
/// body unknown than the first.
///
/// Candidates are sorted by: the root element; whether the body can be read as the message; the number of unknown
/// top-level names; the number of missing fields; whether it is a fault and the body reports an error; the number of
/// known names; the number of unknown nested values. Messages that are equal in all of this are in the order of
/// [`MessageKind::ALL`].
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
/// The body is damaged or exceeds a limit.
pub fn identify(format: Format, body: &[u8], config: &Config) -> Result<Vec<Candidate>> {
    let mut opened = ParsedBody::new(format, body, None, config)?;
    opened.warnings()?;
    if other_services::detect(format, opened.value(), config).is_some() {
        return Ok(Vec::new());
    }
    let mut tried = rank(&opened, config);
    if certain(&opened, &tried).is_none() && in_any_case(&opened) {
        opened.rules.any_case = true;
        let others = rank(&opened, config);
        if certain(&opened, &others).is_some() {
            tried = others;
        }
    }
    Ok(tried.into_iter().map(|tried| tried.candidate).collect())
}

/// A candidate and the message as read, with the body if it had to be parsed again.
pub(super) struct Attempt<'de> {
    pub(super) candidate: Candidate,
    pub(super) typed: Option<(TypedMessage, Option<Box<ParsedBody<'de>>>)>,
}

/// The candidates for a body, in order.
pub(super) fn rank<'de>(opened: &ParsedBody<'de>, config: &Config) -> Vec<Attempt<'de>> {
    Evidence::new(opened, config).rank(false)
}

/// The most likely candidates; other ones may be missing if the first is certain.
pub(super) fn likeliest_of<'de>(opened: &ParsedBody<'de>, config: &Config) -> Vec<Attempt<'de>> {
    Evidence::new(opened, config).rank(true)
}

/// A message that the names of a body suggest.
struct NameMatch {
    message: MessageKind,
    reasons: Vec<Reason>,
    known: usize,
    unknown: usize,
}

/// All faults.
static FAULTS: LazyLock<Kinds> =
    LazyLock::new(|| Kinds::of(|kind| kind.info().direction == Direction::Fault));

/// A body and the evidence in it.
struct Evidence<'a, 'de> {
    opened: &'a ParsedBody<'de>,
    names: TopLevelNames<'a>,
    /// The notification that the body says it is.
    declared: Option<MessageKind>,
    config: &'a Config,
}

impl<'a, 'de> Evidence<'a, 'de> {
    fn new(opened: &'a ParsedBody<'de>, config: &'a Config) -> Self {
        let names = TopLevelNames::of(opened.value(), opened.rules.any_case);
        let may_declare = Some(opened.value()).filter(|_| names.has_notification_name);
        Evidence {
            opened,
            declared: may_declare.and_then(ipn::declared),
            names,
            config,
        }
    }

    /// The candidates in order. With `one_is_enough`, a fault that is certain is returned alone.
    fn rank(&self, one_is_enough: bool) -> Vec<Attempt<'de>> {
        let mut tried = Vec::new();
        if let Some(first) = self.knowing_most() {
            let fault = one_is_enough.then(|| self.fault(first)).flatten();
            if let Some(fault) = fault {
                return vec![fault];
            }
            tried = self.try_all(first);
        }
        if tried.iter().all(|tried| tried.candidate.error.is_some()) {
            tried = self.try_all(self.possible());
        }
        if tried.len() < 2 {
            return tried;
        }
        // Equal messages are in the order of the registry.
        tried.sort_by_key(|tried| (order(&tried.candidate), tried.candidate.message));
        // Messages that know less of the body than the first are not worth mentioning.
        let least = tried.first().map_or(0, |first| first.candidate.unknown);
        tried.retain(|tried| tried.candidate.unknown <= least);
        tried
    }

    /// The only fault among messages with the same number of known names, if the body can be read as it and reports its
    /// error. It precedes the others, which are many, since each response has a field for errors.
    fn fault(&self, kinds: Kinds) -> Option<Attempt<'de>> {
        let mut faults = kinds.and(*FAULTS).iter();
        let fault = faults.next().filter(|_| faults.next().is_none())?;
        if !self.names.failure.reports(fault) || !self.opened.format().carries(fault) {
            return None;
        }
        let tried = self.tried(self.match_names(fault)?)?;
        let is_read = tried.candidate.error.is_none();
        (is_read && tried.candidate.outcome == FailureMatch::Failure).then_some(tried)
    }

    fn value(&self) -> Ref<'_> {
        self.opened.value()
    }

    /// The member with this name.
    fn get(&self, name: &str) -> Option<Ref<'_>> {
        if self.opened.rules.any_case {
            return self.value().get_in_any_case(name);
        }
        self.value().get(name)
    }

    /// The messages for which there is any evidence: a root element, half of the names, or what the body says.
    fn possible(&self) -> Kinds {
        if let Some(root) = &self.opened.root {
            return root.of_any_namespace();
        }
        let mut kinds = self.names.with_half();
        if self.names.failure.any() {
            kinds = kinds.or(*FAULTS);
        }
        kinds.extend(self.declared);
        kinds
    }

    /// The possible messages with the most known names, if only names count. If the body can be read as one of them,
    /// the others would leave more of it unknown.
    fn knowing_most(&self) -> Option<Kinds> {
        if self.opened.root.is_some() || self.declared.is_some() {
            return None;
        }
        // Nearly always a message has half of the names, and then these have the most of all possible ones.
        let with_half = self.names.knowing_most();
        with_half.or_else(|| self.names.known.most(self.possible()))
    }

    /// The evidence for a message; `None` if it is ruled out.
    fn match_names(&self, message: MessageKind) -> Option<NameMatch> {
        let mut reasons = reasons(message, self.config)?;
        if ipn::is_notification(message) && !self.may_be_notification(message) {
            return None;
        }
        if self.declared == Some(message) {
            reasons.insert(0, Reason::Declared);
        }
        if let Some(root) = &self.opened.root {
            // The root element may be that of another message.
            reasons.insert(0, root.evidence_for(message)?);
        }
        // The operation's name does not distinguish its messages.
        let by_name = [Reason::Root, Reason::RootName, Reason::Declared];
        let by_name = by_name.iter().any(|reason| reasons.contains(reason));
        if !by_name && !self.resembles(message, &reasons) {
            return None;
        }
        Some(NameMatch {
            message,
            reasons,
            known: self.names.known_to(message) as usize,
            unknown: (self.names.count - self.names.known_to(message)) as usize,
        })
    }

    /// Reads the body as each of these messages, except those that must leave more of it unknown than the most likely
    /// one.
    fn try_all(&self, kinds: Kinds) -> Vec<Attempt<'de>> {
        let format = self.opened.format();
        let supported = kinds.iter().filter(|kind| format.carries(*kind));
        let mut likely = supported.filter_map(|kind| self.match_names(kind));
        let (Some(first), second) = (likely.next(), likely.next()) else {
            return Vec::new();
        };
        if second.is_none() {
            return self.tried(first).into_iter().collect();
        }
        let mut likely: Vec<NameMatch> = [Some(first), second]
            .into_iter()
            .flatten()
            .chain(likely)
            .collect();
        likely.sort_by_key(|likely| (by_reason(&likely.reasons), likely.unknown));
        let mut tried: Vec<Attempt<'de>> = Vec::with_capacity(likely.len());
        let mut best = 0;
        let mut least = None;
        for likely in likely {
            let reason = by_reason(&likely.reasons);
            let first = tried.first().map(|first| &first.candidate);
            let surer = first.filter(|first| by_reason(&first.reasons) < reason);
            let least_yet = least.or(surer.map(|first| first.unknown));
            if least_yet.is_some_and(|least| likely.unknown > least) {
                continue;
            }
            let Some(mut next) = self.tried(likely) else {
                continue;
            };
            if next.candidate.error.is_none() && surer.is_none() {
                least = least.or(Some(next.candidate.unknown));
            }
            // Only the message of the most likely candidate is kept.
            match tried.get_mut(best) {
                Some(known) if order(&known.candidate) <= order(&next.candidate) => {
                    next.typed = None;
                }
                Some(known) => {
                    known.typed = None;
                    best = tried.len();
                }
                None => {}
            }
            tried.push(next);
        }
        tried
    }

    /// Reads the body as a message; `None` if the result is implausible.
    fn tried(&self, likely: NameMatch) -> Option<Attempt<'de>> {
        let message = likely.message;
        let (typed, error) = match self.read(message) {
            Ok(typed) => (Some(typed), None),
            Err(error) => (None, Some(error)),
        };
        let meant = typed
            .as_ref()
            .map(|(typed, ..)| typed.message.is_plausible());
        let is_failure = self.names.failure.reports(message);
        let is_fault = message.info().direction == Direction::Fault;
        let is_damaged = is_fault && error.is_some();
        if meant == Some(false) || (is_damaged && !self.names.failure.suggests(message)) {
            return None;
        }
        // A message that was read lacks nothing.
        let missing = match &error {
            Some(_) => self.missing(message),
            None => Vec::new(),
        };
        if error.is_some() && !is_failure && self.is_shaped_otherwise(message, &missing) {
            return None;
        }
        let all_unknown = typed.as_ref().map_or(0, |(typed, _)| typed.unknown());
        let candidate = Candidate {
            message,
            reasons: likely.reasons,
            known: likely.known,
            unknown: likely.unknown,
            beneath: all_unknown.saturating_sub(likely.unknown),
            missing,
            error,
            outcome: self.outcome(message, likely.known),
            is_failure,
        };
        Some(Attempt { candidate, typed })
    }

    /// Reads the message, and parses the body again if the message needs that.
    fn read(&self, message: MessageKind) -> Result<(TypedMessage, Option<Box<ParsedBody<'de>>>)> {
        let own = self.opened.read_for(message, self.config)?.map(Box::new);
        let opened = own.as_deref().unwrap_or(self.opened);
        Ok((opened.read(message, self.config)?, own))
    }

    /// Whether the body lacks a required field and has an object where the message has a list: then it is more likely a
    /// message with fewer known names.
    fn is_shaped_otherwise(&self, message: MessageKind, missing: &[&str]) -> bool {
        if self.opened.format() != Format::Json || missing.is_empty() {
            return false;
        }
        let mut fields = message.known_shape().root().fields.iter();
        fields.any(|field| {
            let own = self.get(field.name);
            field.list && own.is_some_and(Ref::is_object)
        })
    }

    /// Errors suggest a fault: responses have a field for errors too, but rarely use it.
    fn outcome(&self, message: MessageKind, known: usize) -> FailureMatch {
        if message.info().direction != Direction::Fault {
            return FailureMatch::Neutral;
        }
        let (envelope, ack, failures) = OUTCOME;
        let said = self.get(envelope).and_then(|own| own.get(ack)?.as_str());
        if known > 0 || said.is_some_and(|word| failures.contains(&word)) {
            FailureMatch::Failure
        } else {
            FailureMatch::Groundless
        }
    }

    fn missing(&self, message: MessageKind) -> Vec<&'static str> {
        let required = message.required().iter().copied();
        required.filter(|name| self.get(name).is_none()).collect()
    }

    /// Whether the message has the body's envelope and half of its other names.
    ///
    /// A body with an envelope only may be any message with that envelope. A message without fields needs the address.
    fn resembles(&self, message: MessageKind, reasons: &[Reason]) -> bool {
        let TopLevelNames { count, failure, .. } = &self.names;
        let known = self.names.known_to(message);
        let is_called = reasons.contains(&Reason::Operation);
        let is_supported = known > 0 && (is_called || self.names.has_distinctive(message));
        // A fault may have any other fields beside the error.
        if *count > 0 && (2 * known < *count || !is_supported) && !failure.reports(message) {
            return false;
        }
        // A request cannot be a response.
        match self.names.enveloped {
            Some(kinds) => kinds.contains(message),
            None => *count > 0 || (is_called && message.fields().is_empty()),
        }
    }

    /// Whether the body may be this notification. None of its fields is required, so there must be other evidence.
    fn may_be_notification(&self, message: MessageKind) -> bool {
        let is_set = self.config.direction == Some(Direction::Notification);
        match self.declared {
            Some(declared) => declared == message,
            None => is_set || self.names.has_notification_name,
        }
    }
}

/// The evidence in the configuration for a message; `None` if it contradicts the message.
fn reasons(message: MessageKind, config: &Config) -> Option<Vec<Reason>> {
    let info = message.info();
    let mut reasons = Vec::new();
    if !config.called.allows(message) {
        return None;
    }
    if config.called.has_address() && info.direction != Direction::Notification {
        reasons.push(match info.operation {
            Some(_) => Reason::Operation,
            None => Reason::AnyOperation,
        });
    }
    match (config.direction, info.direction) {
        (None, _) => {}
        (Some(Direction::Response), Direction::Fault) => reasons.push(Reason::Direction),
        (Some(said), own) if said == own => reasons.push(Reason::Direction),
        _ => return None,
    }
    Some(reasons)
}

/// The message that a body certainly is, or must be although a required field is missing.
pub(super) fn certain(opened: &ParsedBody<'_>, tried: &[Attempt<'_>]) -> Option<MessageKind> {
    let mut candidates = tried.iter().map(|tried| &tried.candidate);
    let first = candidates.next()?;
    // A root element identifies a message as well as a name does.
    if opened.root.is_some() {
        let by_root = [Reason::Root, Reason::RootName, Reason::RootOperation];
        let certain = by_root.into_iter().any(|reason| first.has(reason));
        return certain.then_some(first.message);
    }
    if first.has(Reason::Declared) {
        return Some(first.message);
    }
    let equal = candidates
        .next()
        .is_some_and(|next| order(next) == order(first));
    // A body that lacks one field and has an unknown one is more likely another message, unless the operation is known.
    let declared = first.has(Reason::Operation) && first.error.is_none();
    let meant = declared || first.fits() || first.unknown == 0 || first.is_failure;
    (meant && !equal).then_some(first.message)
}

/// The first criterion for sorting candidates.
fn by_reason(reasons: &[Reason]) -> impl Ord + use<> {
    let by = [
        Reason::Root,
        Reason::RootName,
        Reason::RootOperation,
        Reason::Declared,
    ];
    by.map(|reason| !reasons.contains(&reason))
}

fn order(candidate: &Candidate) -> impl Ord + use<> {
    (
        by_reason(&candidate.reasons),
        candidate.error.is_some(),
        candidate.unknown,
        candidate.missing.len(),
        candidate.outcome,
        Reverse(candidate.known),
        candidate.beneath,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first of the candidates and whether it is certain, when all are asked for and when one is enough.
    fn both(body: &str, config: &Config) -> [(Option<MessageKind>, Option<MessageKind>); 2] {
        let format = Format::detect(body.as_bytes()).unwrap();
        let opened = ParsedBody::new(format, body.as_bytes(), None, config).unwrap();
        [rank, likeliest_of].map(|find| {
            let tried = find(&opened, config);
            let first = tried.first().map(|first| first.candidate.message);
            (first, certain(&opened, &tried))
        })
    }

    #[test]
    fn a_fault_beyond_doubt_is_the_likeliest_of_all() {
        for body in [
            "responseEnvelope.ack=Failure&error(0).errorId=580022&error(0).message=no",
            "responseEnvelope.ack=Failure&error(0).message=no",
            "responseEnvelope.ack=Success&error(0).errorId=1&error(0).message=no",
            "responseEnvelope.timestamp=2013-01-01T00:00:00.000Z&responseEnvelope.ack=Failure\
             &responseEnvelope.correlationId=1&responseEnvelope.build=1&error(0).errorId=580022&error(0).message=no",
            "responseEnvelope.timestamp=2013-01-01T00:00:00.000Z&responseEnvelope.ack=Failure\
             &responseEnvelope.correlationId=1&responseEnvelope.build=1&error(0).errorId=580022&payKey=AP-1&paymentExecStatus=ERROR",
            "responseEnvelope.timestamp=2013-01-01T00:00:00.000Z&responseEnvelope.ack=Success\
             &responseEnvelope.correlationId=1&responseEnvelope.build=1&payKey=AP-1&paymentExecStatus=COMPLETED",
            r#"{"error_code":1001,"error_info":"no","success":false}"#,
            r#"{"success":false,"data":{},"error_code":1001}"#,
            r#"{"name":"INVALID_REQUEST","message":"no","debug_id":"1"}"#,
            r#"{"name":"a","message":"no","error_code":1,"code":"1","request_id":"2","type":"ISV"}"#,
        ] {
            let said = [Direction::Request, Direction::Response];
            let said = said.map(|direction| Config::strict().direction(direction));
            for config in [Config::strict()].iter().chain(&said) {
                let [all, one] = both(body, config);
                assert_eq!(all, one, "{body}");
            }
        }
        let fault = "responseEnvelope.timestamp=2013-01-01T00:00:00.000Z&responseEnvelope.ack=Failure\
                     &responseEnvelope.correlationId=1&responseEnvelope.build=1&error(0).errorId=580022";
        let opened =
            ParsedBody::new(Format::Nvp, fault.as_bytes(), None, &Config::strict()).unwrap();
        assert!(rank(&opened, &Config::strict()).len() > 10);
        assert_eq!(likeliest_of(&opened, &Config::strict()).len(), 1);
    }
}
