//! What a body says that is no message that is known: whatever errors stand in it.

use super::tell::own;
use super::{Detail, Facts, KeyKind, OutcomeKind, Trouble};
use crate::api::adaptive_payments::errors;
use crate::api::orders_v1::ErrorName;
use crate::api::{MessageKind, System};
use crate::json;
use crate::nvp::Value;

/// No body has more errors than these that anybody reads.
const MOST_ERRORS: usize = 64;
/// Errors stand no deeper than this.
const DEEPEST: usize = 16;

impl Facts {
    /// The errors that a body carries, whatever message it is or is not, by the names that the systems
    /// give to their codes; and whether it says that the call failed. The names may be in any letter case: no message
    /// has them in another, but logs and clients print them so.
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
        let mut facts = Facts::default();
        let document = document(value);
        let value = document.as_ref().unwrap_or(unwrapped(value));
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

/// Whether a body came of a call that failed: it says so, it is an error, or has one where faults have it. Several
/// bodies in a list did if each of them did.
fn is_failure(value: &Value, depth: usize) -> bool {
    let value = unwrapped(value);
    if let Some(entries) = value.as_list() {
        let deeper = depth < DEEPEST && !entries.is_empty();
        return deeper && entries.iter().all(|entry| is_failure(entry, depth + 1));
    }
    if says_failure(value) {
        return true;
    }
    let error = value.get_in_any_case("error").unwrap_or(&Value::Null);
    let first = error.as_list().and_then(<[Value]>::first).unwrap_or(error);
    let mut own = [value, first].into_iter().filter_map(trouble);
    own.any(|own| !own.is_warning())
}

/// Whether a body says in so many words that the call failed.
fn says_failure(value: &Value) -> bool {
    let envelope = value.get_in_any_case("responseEnvelope");
    let acks = [
        envelope.and_then(|own| text(own, "ack")),
        text(value, "ack"),
    ];
    let mut acks = acks.iter().flatten();
    acks.any(|ack| ack.to_ascii_lowercase().starts_with("failure"))
        || text(value, "success").as_deref() == Some("false")
}

/// The document of JSON that a text is, as logs and gateways pass bodies on.
fn document(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim();
    let ends = |from, to| text.starts_with(from) && text.ends_with(to);
    let is_like_one = ends('{', '}') || ends('[', ']');
    let read = || json::Config::lenient().from_str(text).ok();
    is_like_one.then(read)?
}

impl Facts {
    /// Says that the body is a fault of SOAP, before the errors that stand in its details.
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
        let trouble = Trouble {
            code: own(&code.to_owned()),
            message: own(&words.to_owned()),
            meaning: known.map(|(meaning, _)| meaning),
            remedy: known.map(|(_, remedy)| remedy),
            ..Trouble::default()
        };
        self.errors.insert(0, trouble);
        self.set_outcome(OutcomeKind::Failure);
    }
}

/// The body itself, where it stands in a list of one or under the name of its message.
fn unwrapped(mut value: &Value) -> &Value {
    loop {
        value = match value {
            Value::List(entries) if entries.len() == 1 => &entries[0],
            Value::Tree(tree) => {
                let mut members = tree.iter();
                match (members.next(), members.next()) {
                    (Some((name, own)), None) if is_message_name(name) => own,
                    _ => return value,
                }
            }
            _ => return value,
        };
    }
}

/// Whether a name is that of a message. `PPFaultMessage` is what a service description calls the fault.
fn is_message_name(name: &str) -> bool {
    MessageKind::from_name(name).is_some() || name == "PPFaultMessage"
}

fn gather(value: &Value, depth: usize, errors: &mut Vec<Trouble>) {
    if depth > DEEPEST || errors.len() >= MOST_ERRORS {
        return;
    }
    match value {
        Value::List(entries) => entries
            .iter()
            .for_each(|entry| gather(entry, depth + 1, errors)),
        Value::Tree(tree) => {
            errors.extend(trouble(value));
            tree.iter()
                .for_each(|(_, child)| gather(child, depth + 1, errors));
        }
        Value::Text(_) => {
            if let Some(document) = document(value) {
                gather(&document, depth + 1, errors);
            }
        }
        Value::Null => {}
    }
}

/// The error that these values together are, if they are one.
fn trouble(value: &Value) -> Option<Trouble> {
    let said = |name| text(value, name);
    if let Some(code) = said("errorId").or_else(|| said("warningId")) {
        let is_warning = value.get_in_any_case("errorId").is_none();
        let known = code.parse().ok().and_then(errors::explain);
        return Some(Trouble {
            message: said("message"),
            severity: said("severity").or_else(|| is_warning.then(|| "Warning".to_owned())),
            parameters: value
                .get_in_any_case("parameter")
                .map(texts)
                .unwrap_or_default(),
            meaning: known.map(errors::ErrorCode::meaning),
            remedy: known.map(errors::ErrorCode::remedy),
            code: Some(code),
            ..Trouble::default()
        });
    }
    if let Some(name) = said("name")
        && (value.get_in_any_case("debug_id").is_some()
            || ErrorName::from(name.as_str()).facts().is_some())
    {
        let known = ErrorName::from(name.as_str()).facts();
        return Some(Trouble {
            message: said("message"),
            details: value
                .get_in_any_case("details")
                .map(details)
                .unwrap_or_default(),
            meaning: known.map(|facts| facts.meaning),
            remedy: known.map(|facts| facts.remedy),
            code: Some(name),
            ..Trouble::default()
        });
    }
    let success = said("success");
    let is_success = matches!(success.as_deref(), Some("true" | "1"));
    let is_refusal = !is_success && (success.is_some() || said("error_info").is_some());
    if let Some(code) = said("error_code").filter(|_| is_refusal) {
        let trouble = Trouble {
            message: said("error_info"),
            code: Some(code.clone()),
            ..Trouble::default()
        };
        return Some(trouble.explained(System::MultiSafepay, &[Some(&code)]));
    }
    if let Some(refusal) = value.get_in_any_case("error_response") {
        let codes = [text(refusal, "sub_code"), text(refusal, "code")];
        let words = [text(refusal, "sub_msg"), text(refusal, "msg")];
        let trouble = Trouble {
            code: codes.iter().flatten().next().cloned(),
            message: words.into_iter().flatten().next(),
            ..Trouble::default()
        };
        let codes = codes.each_ref().map(Option::as_deref);
        return Some(trouble.explained(System::AliExpress, &codes));
    }
    // How services refuse to give a token.
    let words = said("error_description")?;
    Some(Trouble {
        code: said("error"),
        message: Some(words),
        ..Trouble::default()
    })
}

/// The issues of fields, or what stands in their place.
fn details(value: &Value) -> Vec<Detail> {
    let entries = value.as_list().unwrap_or_default().iter();
    let detail = |entry: &Value| {
        let parts = [text(entry, "issue"), text(entry, "description")];
        let issue: Vec<String> = parts.into_iter().flatten().collect();
        Detail {
            field: text(entry, "field"),
            issue: (!issue.is_empty()).then(|| issue.join(": ")),
        }
    };
    let details = entries.map(detail);
    details.filter(|own| *own != Detail::default()).collect()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::List(entries) => entries.iter().flat_map(texts).collect(),
        Value::Text(text) => vec![text.clone()],
        Value::Tree(tree) => tree.get("$text").map(texts).unwrap_or_default(),
        Value::Null => Vec::new(),
    }
}

/// The text of a member, or the text within it.
fn text(value: &Value, name: &str) -> Option<String> {
    let member = value.get_in_any_case(name)?;
    let within = member.get("$text").unwrap_or(member);
    own(&within.as_str().unwrap_or_default().to_owned())
}
