//! Which message a body is: from what was said about it, and from the names in it.

use std::cmp::Reverse;
use std::fmt;
use std::sync::LazyLock;

use super::names::{ENVELOPES, Names};
use super::open::{Opened, Typed};
use super::{Config, Format, Warning, ipn, strangers};
use crate::api::kinds::Kinds;
use crate::api::{Direction, MessageKind};
use crate::error::{Error, Result};
use crate::tree::Ref;

/// Where an answer says whether the call succeeded, and the words for a call that failed.
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
    /// What speaks for it beside the names, the strongest first.
    pub reasons: Vec<Reason>,
    /// How many of the body's top-level names the message has, envelopes not counted.
    pub known: usize,
    /// How many of the body's top-level names the message does not have.
    pub unknown: usize,
    /// How many values further down the message does not have.
    pub beneath: usize,
    /// The top-level fields that the message requires and the body does not have.
    pub missing: Vec<&'static str>,
    /// Why the body cannot be read as the message, if it cannot.
    pub error: Option<Error>,
    /// How well it goes with what the body says of failing.
    outcome: Outcome,
    /// Whether it is a fault, and the body names an error as that fault does.
    is_failure: bool,
}

/// How a message goes with what a body says of failing, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The message tells of a failure, and the body does.
    Failure,
    /// The message is an answer to a request that was taken, or no answer.
    Neutral,
    /// The message tells of a failure, and the body does not.
    Groundless,
}

/// What speaks for a message beside the names in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The root element is its own, by name and namespace.
    Root,
    /// The root element has its name, but is in another namespace or in none.
    RootName,
    /// The root element has its namespace, and the name of its operation.
    RootOperation,
    /// The body says that it is this notification.
    Said,
    /// It belongs to the operation that was [called](Config::path).
    Operation,
    /// It is what the operation's other messages are not: a fault answers every operation.
    AnyOperation,
    /// It goes the way that was [said](Config::direction).
    Direction,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Root => "has the root element",
            Reason::RootName => "has the root element's name",
            Reason::RootOperation => "has the root element's namespace and operation",
            Reason::Said => "is what the body says it is",
            Reason::Operation => "belongs to the operation",
            Reason::AnyOperation => "answers any operation",
            Reason::Direction => "goes this way",
        })
    }
}

impl Candidate {
    /// Whether the body can be read as the message, and most of it is known to the message.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.error.is_none() && self.known >= 2 * self.unknown
    }

    fn has(&self, reason: Reason) -> bool {
        self.reasons.contains(&reason)
    }
}

/// Whether a body may have its names in another letter case, and was not read so already.
///
/// Only what has an envelope may: by that alone it is one of these messages, where other services spell all of
/// their names in capitals.
pub(super) fn in_any_case(opened: &Opened<'_>) -> bool {
    if opened.format() != Format::Nvp || opened.rules.any_case {
        return false;
    }
    let mut names = opened.value().children().map(Ref::name);
    names.any(|name| {
        let mut all = ENVELOPES.iter();
        all.any(|own| own.eq_ignore_ascii_case(name))
    })
}

/// Why there is no message in a body that says none by name.
pub(super) fn undecided(tried: &[Tried<'_>]) -> Warning {
    let count = equally_likely(tried.iter().map(|tried| &tried.candidate));
    if count > MOST_TOLD {
        return Warning::AnyOf(count);
    }
    Warning::Undecided
}

/// How many candidates are worth telling of.
const MOST_TOLD: usize = 3;

/// The candidates that help to decide, the likeliest first: three at most, and none of those that are equally likely where
/// not all of them are among the three. Beside the fault that the body tells of there is no other.
pub(super) fn likeliest(candidates: &[Candidate]) -> &[Candidate] {
    if let Some(first) = candidates.first().filter(|first| first.is_failure) {
        return std::slice::from_ref(first);
    }
    let mut told = 0;
    while let rest @ 1.. = equally_likely(candidates[told..].iter())
        && told + rest <= MOST_TOLD
    {
        told += rest;
    }
    &candidates[..told]
}

/// How many candidates are as likely as the first.
fn equally_likely<'c>(mut candidates: impl Iterator<Item = &'c Candidate>) -> usize {
    let Some(first) = candidates.next() else {
        return 0;
    };
    let equal = candidates.take_while(|own| order(own) == order(first));
    1 + equal.count()
}

impl fmt::Display for Candidate {
    /// The reasons for and against, without a value of the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for reason in &self.reasons {
            write!(f, "{reason}, ")?;
        }
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
/// counted, and knows the body's envelope; in XML when the root element has its name. Where the
/// configuration says which operation was called or which way the body goes, a message that it
/// cannot be is none, and neither is one that leaves more of the body unknown than the likeliest.
///
/// The one that the root element names comes first, then those that can be read, then those that
/// leave less of the body unknown, then those that lack less, then a fault if the body tells of
/// errors, then those that know more of it, at the top and then further down. A message whose values
/// say that [it is not meant](crate::api::Message::is_meant) is no candidate. Messages that are equal in all of this cannot be told
/// apart by the body; they stand in the order of [`MessageKind::ALL`].
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
    let mut opened = Opened::new(format, body, None, config)?;
    opened.warnings()?;
    if strangers::of(format, opened.value(), config).is_some() {
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

/// A candidate, and what came of reading the body as it, with the body if that was lexed anew.
pub(super) struct Tried<'de> {
    pub(super) candidate: Candidate,
    pub(super) typed: Option<(Typed, Option<Box<Opened<'de>>>)>,
}

/// The candidates for a body, each tried.
pub(super) fn rank<'de>(opened: &Opened<'de>, config: &Config) -> Vec<Tried<'de>> {
    Seen::new(opened, config).rank(false)
}

/// The same for who asks for the likeliest alone, once it is certain: the others may be left out then.
pub(super) fn likeliest_of<'de>(opened: &Opened<'de>, config: &Config) -> Vec<Tried<'de>> {
    Seen::new(opened, config).rank(true)
}

/// A message that a body could be by its names, before it is read as one.
struct Likely {
    message: MessageKind,
    reasons: Vec<Reason>,
    known: usize,
    unknown: usize,
}

/// All faults.
static FAULTS: LazyLock<Kinds> =
    LazyLock::new(|| Kinds::of(|kind| kind.info().direction == Direction::Fault));

/// A body, and what it was seen to say.
struct Seen<'a, 'de> {
    opened: &'a Opened<'de>,
    names: Names<'a>,
    /// The notification that the body says it is.
    told: Option<MessageKind>,
    config: &'a Config,
}

impl<'a, 'de> Seen<'a, 'de> {
    fn new(opened: &'a Opened<'de>, config: &'a Config) -> Self {
        let names = Names::of(opened.value(), opened.rules.any_case);
        let may_be_told = Some(opened.value()).filter(|_| names.tell_of_notification);
        Seen {
            opened,
            told: may_be_told.and_then(ipn::told),
            names,
            config,
        }
    }

    /// The candidates, the likeliest first; where one is enough, a fault that is beyond doubt stands for all of them.
    fn rank(&self, one_is_enough: bool) -> Vec<Tried<'de>> {
        let mut tried = Vec::new();
        if let Some(first) = self.knowing_most() {
            let fault = one_is_enough.then(|| self.fault(first)).flatten();
            if let Some(fault) = fault {
                return vec![fault];
            }
            tried = self.try_all(first);
        }
        if tried.iter().all(|tried| tried.candidate.error.is_some()) {
            tried = self.try_all(self.imaginable());
        }
        if tried.len() < 2 {
            return tried;
        }
        // Messages that are equal in all of it stand in the order of the registry.
        tried.sort_by_key(|tried| (order(&tried.candidate), tried.candidate.message));
        // What explains less of the body than the likeliest is not worth telling of.
        let least = tried.first().map_or(0, |first| first.candidate.unknown);
        tried.retain(|tried| tried.candidate.unknown <= least);
        tried
    }

    /// The only fault among messages that know equally much, if the body can be read as it and tells of its error. It goes
    /// before all others of them, none of which is one; they are many, as each answer has a place for errors.
    fn fault(&self, kinds: Kinds) -> Option<Tried<'de>> {
        let mut faults = kinds.and(*FAULTS).iter();
        let fault = faults.next().filter(|_| faults.next().is_none())?;
        if !self.names.signs.tell_of(fault) || !self.opened.format().carries(fault) {
            return None;
        }
        let tried = self.tried(self.likely(fault)?)?;
        let is_read = tried.candidate.error.is_none();
        (is_read && tried.candidate.outcome == Outcome::Failure).then_some(tried)
    }

    fn value(&self) -> Ref<'_> {
        self.opened.value()
    }

    /// What stands under a name of a message.
    fn get(&self, name: &str) -> Option<Ref<'_>> {
        if self.opened.rules.any_case {
            return self.value().get_in_any_case(name);
        }
        self.value().get(name)
    }

    /// The messages for which something might speak: a root element, half of the names, or what the body says.
    fn imaginable(&self) -> Kinds {
        if let Some(root) = &self.opened.root {
            return root.of_any_namespace();
        }
        let mut kinds = self.names.familiar();
        if self.names.signs.are_there() {
            kinds = kinds.or(*FAULTS);
        }
        kinds.extend(self.told);
        kinds
    }

    /// Those of the imaginable messages that know most of the names, where nothing but the names speaks: once the body can
    /// be read as one of them, the others leave more of it unknown.
    fn knowing_most(&self) -> Option<Kinds> {
        if self.opened.root.is_some() || self.told.is_some() {
            return None;
        }
        // Nearly always some know half of the names, and then these know most of all that are imaginable.
        let familiar = self.names.knowing_most();
        familiar.or_else(|| self.names.known.most(self.imaginable()))
    }

    /// What speaks for a message; `None` if there is no use in trying.
    fn likely(&self, message: MessageKind) -> Option<Likely> {
        let mut reasons = reasons(message, self.config)?;
        if ipn::is_one(message) && !self.may_be_notification(message) {
            return None;
        }
        if self.told == Some(message) {
            reasons.insert(0, Reason::Said);
        }
        if let Some(root) = &self.opened.root {
            // Or the root element is another message's.
            reasons.insert(0, root.says(message)?);
        }
        // The name of the operation alone does not say which of its messages it is.
        let by_name = [Reason::Root, Reason::RootName, Reason::Said];
        let by_name = by_name.iter().any(|reason| reasons.contains(reason));
        if !by_name && !self.resembles(message, &reasons) {
            return None;
        }
        Some(Likely {
            message,
            reasons,
            known: self.names.known_to(message) as usize,
            unknown: (self.names.count - self.names.known_to(message)) as usize,
        })
    }

    /// Reads the body as each message that may stay: not as one that leaves more of the body unknown
    /// than the likeliest is bound to.
    fn try_all(&self, kinds: Kinds) -> Vec<Tried<'de>> {
        let format = self.opened.format();
        let spoken = kinds.iter().filter(|kind| format.carries(*kind));
        let mut likely = spoken.filter_map(|kind| self.likely(kind));
        let (Some(first), second) = (likely.next(), likely.next()) else {
            return Vec::new();
        };
        if second.is_none() {
            return self.tried(first).into_iter().collect();
        }
        let mut likely: Vec<Likely> = [Some(first), second]
            .into_iter()
            .flatten()
            .chain(likely)
            .collect();
        likely.sort_by_key(|likely| (by_reason(&likely.reasons), likely.unknown));
        let mut tried: Vec<Tried<'de>> = Vec::with_capacity(likely.len());
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
            // What was read is kept of the likeliest alone.
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

    /// What comes of reading the body as a message; `None` if it says itself that it is not meant.
    fn tried(&self, likely: Likely) -> Option<Tried<'de>> {
        let message = likely.message;
        let (typed, error) = match self.read(message) {
            Ok(typed) => (Some(typed), None),
            Err(error) => (None, Some(error)),
        };
        let meant = typed.as_ref().map(|(typed, ..)| typed.message.is_meant());
        let is_failure = self.names.signs.tell_of(message);
        let is_fault = message.info().direction == Direction::Fault;
        let is_damaged = is_fault && error.is_some();
        if meant == Some(false) || (is_damaged && !self.names.signs.hint_at(message)) {
            return None;
        }
        // What was read lacks nothing.
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
        Some(Tried { candidate, typed })
    }

    /// The body as a message, with the body itself if it was lexed anew.
    fn read(&self, message: MessageKind) -> Result<(Typed, Option<Box<Opened<'de>>>)> {
        let own = self.opened.read_for(message, self.config)?.map(Box::new);
        let opened = own.as_deref().unwrap_or(self.opened);
        Ok((opened.read(message, self.config)?, own))
    }

    /// Whether the body lacks something of the message, and has an object where the message has a list: then it is
    /// rather another message, of which less is known.
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

    /// Errors make an answer a fault: an answer of one operation has a place for them too, but there
    /// they are exceptions.
    fn outcome(&self, message: MessageKind, known: usize) -> Outcome {
        if message.info().direction != Direction::Fault {
            return Outcome::Neutral;
        }
        let (envelope, ack, failures) = OUTCOME;
        let said = self.get(envelope).and_then(|own| own.get(ack)?.as_str());
        if known > 0 || said.is_some_and(|word| failures.contains(&word)) {
            Outcome::Failure
        } else {
            Outcome::Groundless
        }
    }

    fn missing(&self, message: MessageKind) -> Vec<&'static str> {
        let required = message.required().iter().copied();
        required.filter(|name| self.get(name).is_none()).collect()
    }

    /// Whether the message knows the body's envelope and half of its names.
    ///
    /// With an envelope alone it may be any that has the envelope; of a message without fields it is
    /// the address that says it.
    fn resembles(&self, message: MessageKind, reasons: &[Reason]) -> bool {
        let Names { count, signs, .. } = &self.names;
        let known = self.names.known_to(message);
        let is_said = reasons.contains(&Reason::Operation);
        let is_told = known > 0 && (is_said || self.names.tell_of(message));
        // A fault is one whatever stands beside the error.
        if *count > 0 && (2 * known < *count || !is_told) && !signs.tell_of(message) {
            return false;
        }
        // A request is no response.
        match self.names.enveloped {
            Some(kinds) => kinds.contains(message),
            None => *count > 0 || (is_said && message.fields().is_empty()),
        }
    }

    /// Whether the body may be this notification. None of its fields has to be there, so something
    /// has to say what it is.
    fn may_be_notification(&self, message: MessageKind) -> bool {
        let said = self.config.direction == Some(Direction::Notification);
        match self.told {
            Some(told) => told == message,
            None => said || self.names.tell_of_notification,
        }
    }
}

/// What was said that speaks for a message; `None` if it speaks against it.
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

/// The message that a body is beyond doubt, or the one it must be meant for although it lacks
/// something.
pub(super) fn certain(opened: &Opened<'_>, tried: &[Tried<'_>]) -> Option<MessageKind> {
    let mut candidates = tried.iter().map(|tried| &tried.candidate);
    let first = candidates.next()?;
    // A root element is as good as a name on the message.
    if opened.root.is_some() {
        let by_root = [Reason::Root, Reason::RootName, Reason::RootOperation];
        let certain = by_root.into_iter().any(|reason| first.has(reason));
        return certain.then_some(first.message);
    }
    if first.has(Reason::Said) {
        return Some(first.message);
    }
    let equal = candidates
        .next()
        .is_some_and(|next| order(next) == order(first));
    // What lacks something and has something else besides is rather another message; but whoever
    // says the operation need not be told it by the body.
    let told = first.has(Reason::Operation) && first.error.is_none();
    let meant = told || first.fits() || first.unknown == 0 || first.is_failure;
    (meant && !equal).then_some(first.message)
}

/// What goes before everything else about two candidates.
fn by_reason(reasons: &[Reason]) -> impl Ord + use<> {
    let by = [
        Reason::Root,
        Reason::RootName,
        Reason::RootOperation,
        Reason::Said,
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
        let opened = Opened::new(format, body.as_bytes(), None, config).unwrap();
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
        let opened = Opened::new(Format::Nvp, fault.as_bytes(), None, &Config::strict()).unwrap();
        assert!(rank(&opened, &Config::strict()).len() > 10);
        assert_eq!(likeliest_of(&opened, &Config::strict()).len(), 1);
    }
}
