//! Hides what is not to be shown in a message.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use paywire::api::facts::{Facts, Sum};

use crate::node::Node;
use crate::policy::Policy;
use crate::secrets::{self, HIDDEN};

/// The texts that were hidden in a message: other sayings of it must not show them either.
#[derive(Debug, Default)]
pub(crate) struct Hidden(Vec<String>);

/// A text of so many characters is not found in another by chance.
const LONG: usize = 6;

impl Hidden {
    /// Hides in what a message says in common terms what was hidden in the message.
    pub(crate) fn hide(&self, facts: &mut Facts) {
        facts.each_text(|text| self.hide_text(text));
        // Sums are added up: one that is hidden could be worked out from the others.
        if facts.sums().any(|sum| self.has_sum(sum)) {
            facts.forget_sums();
        }
    }

    /// Hides a text that has something of what was hidden.
    fn hide_text(&self, text: &mut String) {
        if self.0.iter().any(|hidden| is_in(hidden, text)) {
            HIDDEN.clone_into(text);
        } else if let Cow::Owned(shown) = secrets::without_secrets(text) {
            *text = shown;
        }
    }

    /// Whether a sum was hidden, in whatever unit, or its currency.
    fn has_sum(&self, sum: &Sum) -> bool {
        let amount = digits(&sum.amount.to_string());
        let currency = sum.currency.as_ref().map(AsRef::as_ref);
        let mut hidden = self.0.iter();
        hidden.any(|own| {
            currency == Some(own.as_str()) || !amount.is_empty() && digits(own) == amount
        })
    }

    fn add(&mut self, node: Node) {
        match node {
            Node::Text(text) if !text.is_empty() => self.0.push(text),
            Node::Number(number) => self.0.push(number.to_string()),
            Node::List(entries) => entries.into_iter().for_each(|entry| self.add(entry)),
            Node::Object(members) => members.into_iter().for_each(|(_, value)| self.add(value)),
            _ => {}
        }
    }
}

/// Whether a text is another, or has it as a word or as so long a part that it is no chance.
fn is_in(hidden: &str, text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    text == hidden
        || words.any(|word| word == hidden)
        || hidden.len() >= LONG && text.contains(hidden)
}

/// The digits of a number that count.
fn digits(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').collect()
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
    if verdict.is_secret || (verdict.is_number && place.is_card()) || place.is_redacted() {
        let shown = Node::Text(HIDDEN.to_owned());
        hidden.add(std::mem::replace(value, shown));
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
    use paywire::api::facts::{Key, KeyKind};
    use paywire::{Amount, Currency};

    #[test]
    fn what_was_hidden_stays_hidden_elsewhere() {
        let mut node = Node::Object(vec![
            ("pin".to_owned(), Node::Text("9041".to_owned())),
            ("memo".to_owned(), Node::Text("nothing".to_owned())),
        ]);
        let hidden = hide(&mut node);
        let mut said = "it is 9041".to_owned();
        hidden.hide_text(&mut said);
        assert_eq!(said, HIDDEN);
        let mut said = "https://a.example/?token=1&b=2".to_owned();
        hidden.hide_text(&mut said);
        assert_eq!(said, "https://a.example/?token=***&b=2");
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

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.keys.push(Key::new(KeyKind::PayKey, "AP-1"));
        facts.memo = Some("for Ann Li".to_owned());
        facts.totals = vec![Sum::new(&Currency::EUR, Amount::new(1250, 2))];
        facts
    }

    #[test]
    fn what_is_hidden_in_the_message_is_hidden_in_its_facts() {
        for (hidden, memo, totals) in [
            ("Li", HIDDEN, 1),
            ("Ann Li", HIDDEN, 1),
            ("for A", "for Ann Li", 1),
            ("9041", "for Ann Li", 1),
            ("12.50", "for Ann Li", 0),
            ("1250", "for Ann Li", 0),
            ("EUR 12.5000", "for Ann Li", 1),
            ("EUR", "for Ann Li", 0),
        ] {
            let mut seen = facts();
            Hidden(vec![hidden.to_owned()]).hide(&mut seen);
            assert_eq!(seen.memo.as_deref(), Some(memo), "{hidden}");
            assert_eq!(seen.totals.len(), totals, "{hidden}");
            assert_eq!(seen.key(KeyKind::PayKey), Some("AP-1"), "{hidden}");
        }
    }
}
