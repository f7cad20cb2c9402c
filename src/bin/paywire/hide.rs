//! Hides what is not to be shown in a message.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use paywire::value::Money;
use paywire::{Amount, Currency};

use crate::node::Node;
use crate::policy::Policy;
use crate::secrets::{self, HIDDEN};

/// A value of fewer characters is not looked for within other texts.
const SHORTEST: usize = 3;

/// What was hidden in a message: other sayings of it must not show it either.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    values: Vec<String>,
    has_money: bool,
}

impl Hidden {
    /// Hides a text that is one of the values or was put together with one.
    pub(crate) fn hide(&self, text: &mut String) {
        let is_of = |value: &String| {
            text == value || value.len() >= SHORTEST && text.contains(value.as_str())
        };
        if self.values.iter().any(is_of) {
            HIDDEN.clone_into(text);
        } else if let Cow::Owned(shown) = secrets::without_secrets(text) {
            *text = shown;
        }
    }

    /// Whether something that may be an amount or a currency was hidden because the command line
    /// says so. A PIN that looks like an amount does not count.
    pub(crate) fn has_money(&self) -> bool {
        self.has_money
    }

    fn add(&mut self, node: Node, is_redacted: bool) {
        let text = match node {
            Node::Text(text) if text.is_empty() => return,
            Node::Text(text) => text,
            Node::Number(number) => number.to_string(),
            Node::List(entries) => {
                let entries = entries.into_iter();
                return entries.for_each(|entry| self.add(entry, is_redacted));
            }
            Node::Object(members) => {
                let values = members.into_iter().map(|(_, value)| value);
                return values.for_each(|value| self.add(value, is_redacted));
            }
            Node::Null | Node::Bool(_) => return,
        };
        self.has_money |= is_redacted && is_money(&text);
        self.values.push(text);
    }
}

fn is_money(value: &str) -> bool {
    let is_currency = || Currency::from(value).is_known();
    value.parse::<Amount>().is_ok() || Money::from(value).parts().is_ok() || is_currency()
}

/// Hides the secrets in a message, also those in the query of an address.
pub(crate) fn hide(node: &mut Node) -> Hidden {
    let mut hidden = Hidden::default();
    if !Policy::get().shows_all() {
        hide_in(None, node, &mut hidden);
    }
    hidden
}

/// The same for what stands at a place.
fn hide_in(place: Option<&Place<'_>>, node: &mut Node, hidden: &mut Hidden) {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) => {}
        Node::Text(text) => {
            if let Cow::Owned(shown) = secrets::without_secrets(text) {
                *text = shown;
            }
        }
        Node::List(entries) => {
            for entry in entries {
                hide_in(place, entry, hidden);
            }
        }
        Node::Object(members) => {
            for (name, value) in members {
                hide_member(place, name, value, hidden);
            }
        }
    }
}

fn hide_member(
    above: Option<&Place<'_>>,
    name: &mut String,
    value: &mut Node,
    hidden: &mut Hidden,
) {
    let verdict = verdict(name);
    let place = Place { name, above };
    let is_redacted = place.is_redacted();
    if is_redacted || verdict.is_secret || (verdict.is_number && place.is_card()) {
        let shown = Node::Text(HIDDEN.to_owned());
        hidden.add(std::mem::replace(value, shown), is_redacted);
    } else {
        hide_in(Some(&place), value, hidden);
    }
    if let Some(shown) = verdict.shown {
        *name = shown;
    }
}

/// A step of the way to a value, with the steps above it.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'a str,
    above: Option<&'a Place<'a>>,
}

impl Place<'_> {
    fn is_card(&self) -> bool {
        let owner = self.above.map_or("", |above| above.name);
        secrets::is_card_number(owner, self.name)
    }

    fn is_redacted(&self) -> bool {
        let upwards = std::iter::successors(Some(self), |place| place.above);
        Policy::get().redacts(&upwards.map(|place| place.name))
    }
}

/// What a name alone says.
#[derive(Clone, Debug)]
struct Verdict {
    is_secret: bool,
    /// Whether it may be the number of a card, which what it stands in says.
    is_number: bool,
    /// The name as it can be shown, if that is another.
    shown: Option<String>,
}

impl Verdict {
    fn of(name: &str) -> Self {
        let shown = match secrets::path_without_secrets(name) {
            Cow::Owned(shown) => Some(shown),
            Cow::Borrowed(_) => None,
        };
        Verdict {
            // A malformed name that was taken literally may still be a whole path.
            is_secret: secrets::is_secret_path(name),
            is_number: secrets::is_card_number("card", name),
            shown,
        }
    }
}

/// Names that are remembered: the messages have some hundred. What others make up is not.
const MOST_NAMES: usize = 1024;

/// The verdict about a name, which is the same each time.
fn verdict(name: &str) -> Verdict {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Verdict>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(verdict) = known.get(name) {
            return verdict.clone();
        }
        let verdict = Verdict::of(name);
        if known.len() < MOST_NAMES {
            known.insert(name.to_owned(), verdict.clone());
        }
        verdict
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_hidden_stays_hidden_elsewhere() {
        let mut node = Node::Object(vec![
            ("pin".to_owned(), Node::Text("9041".to_owned())),
            ("memo".to_owned(), Node::Text("nothing".to_owned())),
        ]);
        let hidden = hide(&mut node);
        assert!(!hidden.has_money());
        let mut said = "it is 9041".to_owned();
        hidden.hide(&mut said);
        assert_eq!(said, HIDDEN);
        let mut said = "https://a.example/?token=1&b=2".to_owned();
        hidden.hide(&mut said);
        assert_eq!(said, "https://a.example/?token=***&b=2");
    }

    #[test]
    fn only_what_somebody_asked_to_hide_counts_as_money() {
        for (value, is_redacted, expected) in [
            (Node::Text("9041".to_owned()), false, false),
            (Node::Text("5.00".to_owned()), true, true),
            (Node::Number(5.into()), true, true),
            (Node::List(vec![Node::Text("EUR".to_owned())]), true, true),
            (Node::Text("EUR 5.00".to_owned()), true, true),
            (Node::Text("Ann".to_owned()), true, false),
        ] {
            let mut hidden = Hidden::default();
            hidden.add(value, is_redacted);
            assert_eq!(hidden.has_money(), expected, "{hidden:?}");
        }
    }

    #[test]
    fn the_number_of_a_card_is_one_by_what_it_stands_in() {
        let number = || ("number".to_owned(), Node::Text("4111".to_owned()));
        let mut node = Node::Object(vec![
            ("credit_card".to_owned(), Node::Object(vec![number()])),
            ("phone".to_owned(), Node::Object(vec![number()])),
        ]);
        hide(&mut node);
        let shown = paywire::json::to_string(&node).unwrap();
        let expected = r#"{"credit_card":{"number":"***"},"phone":{"number":"4111"}}"#;
        assert_eq!(shown, expected);
    }
}
