//! Facts of bodies that are not a known message: the errors in them.

use super::collect::own;
use super::{Facts, KeyKind, OutcomeKind, Problem};
use crate::api::{MessageKind, System};
use crate::json;
use crate::nvp::Value;
use crate::tree::{NodeKind, Ref, TEXT, Tree};

/// The largest number of errors that are collected.
const MOST_ERRORS: usize = 64;
/// The deepest level at which errors are searched.
const DEEPEST: usize = 16;

impl Facts {
    /// Collects the errors in any body, by the names of the systems' error fields, and whether the call failed. Names
    /// may be in any letter case, because logs and clients change it.
    ///
    /// ```
    /// use paywire::api::facts::{Facts, OutcomeKind};
    /// use paywire::nvp::{self, Value};
    ///
    /// let body: Value = nvp::from_str("ack=Failure&error(0).errorId=520003&error(0).message=no")?;
    /// let facts = Facts::of_value(&body);
    /// assert_eq!(facts.errors[0].code.as_deref(), Some("520003"));
    /// assert!(facts.errors[0].meaning.unwrap().contains("credentials"));
    /// assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn of_value(value: &Value) -> Facts {
        let tree = Tree::written(value).unwrap_or_default();
        Facts::of_tree(tree.root())
    }

    /// The same for a tree.
    pub(crate) fn of_tree(value: Ref<'_>) -> Facts {
        let mut facts = Facts::default();
        let document = document(value);
        let value = document.as_ref().map_or(unwrapped(value), Tree::root);
        let envelope = value.get_in_any_case("responseEnvelope");
        let call = envelope.and_then(|own| text(own, "correlationId"));
        facts.add_key(KeyKind::CorrelationId, &call);
        facts.add_key(KeyKind::CorrelationId, &text(value, "debug_id"));
        gather(value, 0, &mut facts.errors);
        if is_failure(value, 0) {
            facts.set_outcome(OutcomeKind::Failure);
        }
        facts
    }
}

/// Whether a body reports a failed call: it says so, is an error, or has one where faults have it. A list of bodies
/// does if each of them does.
fn is_failure(value: Ref<'_>, depth: usize) -> bool {
    let value = unwrapped(value);
    if value.is_list() {
        let mut entries = value.children().peekable();
        let deeper = depth < DEEPEST && entries.peek().is_some();
        return deeper && entries.all(|entry| is_failure(entry, depth + 1));
    }
    if says_failure(value) {
        return true;
    }
    let error = value.get_in_any_case("error");
    let first = error.and_then(|error| error.entries().next());
    let mut own = [Some(value), first]
        .into_iter()
        .flatten()
        .filter_map(problem);
    own.any(|own| !own.is_warning())
}

/// Whether a body says explicitly that the call failed.
fn says_failure(value: Ref<'_>) -> bool {
    let envelope = value.get_in_any_case("responseEnvelope");
    let acks = [
        envelope.and_then(|own| text(own, "ack")),
        text(value, "ack"),
    ];
    let mut acks = acks.iter().flatten();
    acks.any(|ack| ack.to_ascii_lowercase().starts_with("failure"))
        || text(value, "success").as_deref() == Some("false")
}

/// Parses a text that is a JSON document, as logs and gateways forward them.
fn document(value: Ref<'_>) -> Option<Tree> {
    let text = value.as_str()?.trim();
    let ends = |from, to| text.starts_with(from) && text.ends_with(to);
    let is_like_one = ends('{', '}') || ends('[', ']');
    let read = || json::Deserializer::from_str_with(text, json::Config::lenient())?.tree();
    is_like_one.then(read)?.ok()
}

impl Facts {
    /// Adds a SOAP fault as the first error, before those in its details.
    pub(crate) fn add_fault(&mut self, code: &str, words: &str) {
        let of = code.split('.').next().unwrap_or_default();
        let known = match of {
            "Client" | "Sender" => Some((
                "the request was wrong",
                "correct it; the same request fails again",
            )),
            "Server" | "Receiver" => Some((
                "the service failed, and the request may have been carried out or not",
                "look at what became of it before sending it again",
            )),
            _ => None,
        };
        let problem = Problem {
            code: own(&code.to_owned()),
            message: own(&words.to_owned()),
            meaning: known.map(|(meaning, _)| meaning),
            remedy: known.map(|(_, remedy)| remedy),
            ..Problem::default()
        };
        self.errors.insert(0, problem);
        self.set_outcome(OutcomeKind::Failure);
    }
}

/// The body itself, if it is alone in a list or under the name of its message.
fn unwrapped(mut value: Ref<'_>) -> Ref<'_> {
    loop {
        let mut children = value.children();
        value = match (children.next(), children.next()) {
            (Some(only), None) if value.is_list() => only,
            (Some(only), None) if value.is_object() && is_message_name(only.name()) => only,
            _ => return value,
        };
    }
}

/// Whether a name is that of a message. `PPFaultMessage` is the fault's name in a service description.
fn is_message_name(name: &str) -> bool {
    MessageKind::from_name(name).is_some() || name == "PPFaultMessage"
}

fn gather(value: Ref<'_>, depth: usize, errors: &mut Vec<Problem>) {
    if depth > DEEPEST || errors.len() >= MOST_ERRORS {
        return;
    }
    if value.as_str().is_some() {
        if let Some(document) = document(value) {
            gather(document.root(), depth + 1, errors);
        }
        return;
    }
    if value.is_object() {
        errors.extend(problem(value));
    }
    let children = value.children();
    children.for_each(|child| gather(child, depth + 1, errors));
}

/// The error that these members form together, if they do.
fn problem(value: Ref<'_>) -> Option<Problem> {
    let mut all = System::ALL.iter();
    let of_system = all.find_map(|system| (system.info().error)(value));
    of_system.or_else(|| refused_token(value))
}

/// The error response of services that issue tokens.
fn refused_token(value: Ref<'_>) -> Option<Problem> {
    let words = text(value, "error_description")?;
    Some(Problem {
        code: text(value, "error"),
        message: Some(words),
        ..Problem::default()
    })
}

pub(super) fn texts(value: Ref<'_>) -> Vec<String> {
    if let Some(text) = value.as_str() {
        return vec![text.to_owned()];
    }
    match value.kind() {
        NodeKind::List => value.children().flat_map(texts).collect(),
        _ => value.get(TEXT).map(texts).unwrap_or_default(),
    }
}

/// The text of a member, or of a text inside it.
pub(super) fn text(value: Ref<'_>, name: &str) -> Option<String> {
    let member = value.get_in_any_case(name)?;
    let within = member.get(TEXT).unwrap_or(member);
    own(&within.as_str().unwrap_or_default().to_owned())
}
