//! What a message says in common terms, with hidden what is hidden in the message itself.

use std::borrow::Cow;

use paywire::api::facts::Facts;
use paywire::value::Money;
use paywire::{Amount, Currency};

use crate::node::Node;
use crate::secrets::{HIDDEN, without_secrets};

/// A value of fewer characters is not looked for within other texts.
const SHORTEST: usize = 3;

/// Hides in the facts what was hidden in the message. Where fields were hidden that are no secrets by
/// their names, the whole message tells what stood in them.
pub(crate) fn hide(facts: &mut Facts, whole: Option<&Node>, shown: &Node) {
    let mut values = Vec::new();
    if let Some(whole) = whole {
        hidden(whole, shown, &mut values);
    }
    facts.each_text(|text| {
        if values.iter().any(|value| is_of(value, text)) {
            HIDDEN.clone_into(text);
        } else if let Cow::Owned(hidden) = without_secrets(text) {
            *text = hidden;
        }
    });
    // Sums are added up: one that is hidden could be worked out from the others.
    if values.iter().any(|value| is_money(value)) {
        facts.forget_sums();
    }
}

/// Whether a text is a value, or was put together with it.
fn is_of(value: &str, text: &str) -> bool {
    text == value || value.len() >= SHORTEST && text.contains(value)
}

fn is_money(value: &str) -> bool {
    let is_currency = || Currency::from(value).is_known();
    value.parse::<Amount>().is_ok() || Money::from(value).parts().is_ok() || is_currency()
}

/// The values that are there in one and not in the other.
fn hidden(whole: &Node, shown: &Node, values: &mut Vec<String>) {
    match (whole, shown) {
        (Node::List(whole), Node::List(shown)) => {
            for (whole, shown) in whole.iter().zip(shown) {
                hidden(whole, shown, values);
            }
        }
        (Node::Object(whole), Node::Object(shown)) => {
            for ((_, whole), (_, shown)) in whole.iter().zip(shown) {
                hidden(whole, shown, values);
            }
        }
        _ if whole == shown => {}
        _ => all(whole, values),
    }
}

/// All values in a part of a message.
fn all(node: &Node, values: &mut Vec<String>) {
    match node {
        Node::Null | Node::Bool(_) => {}
        Node::Number(number) => values.push(number.to_string()),
        Node::Text(text) if text.is_empty() => {}
        Node::Text(text) => values.push(text.clone()),
        Node::List(entries) => entries.iter().for_each(|entry| all(entry, values)),
        Node::Object(members) => members.iter().for_each(|(_, value)| all(value, values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paywire::api::facts::{Key, KeyKind, Sum};

    fn node(json: &str) -> Node {
        paywire::json::from_str(json).expect("JSON")
    }

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.keys.push(Key::new(KeyKind::PayKey, "AP-1"));
        facts.memo = Some("for Ann Li".to_owned());
        facts.totals = vec![Sum::new(&Currency::EUR, Amount::from(5))];
        facts
    }

    #[test]
    fn what_is_hidden_in_the_message_is_hidden_here() {
        let whole = node(r#"{"a":[{"name":"Ann"}],"amount":"5"}"#);
        let mut seen = facts();
        hide(
            &mut seen,
            Some(&whole),
            &node(r#"{"a":[{"name":"***"}],"amount":"5"}"#),
        );
        assert_eq!(seen.memo.as_deref(), Some(HIDDEN));
        assert_eq!((seen.keys.len(), seen.totals.len()), (1, 1));
    }

    #[test]
    fn a_hidden_amount_takes_all_sums_with_it() {
        for (whole, shown) in [
            (r#"{"amount":"5"}"#, r#"{"amount":"***"}"#),
            (r#"{"amount":5}"#, r#"{"amount":"***"}"#),
            (r#"{"a":{"currency":"EUR"}}"#, r#"{"a":"***"}"#),
            (r#"{"a":"EUR 5.00"}"#, r#"{"a":"***"}"#),
        ] {
            let mut seen = facts();
            hide(&mut seen, Some(&node(whole)), &node(shown));
            assert!(seen.totals.is_empty(), "{whole}");
        }
    }
}
