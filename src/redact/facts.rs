//! Redacts facts that repeat what was hidden in their message.

use std::borrow::Cow;

use super::{HIDDEN, Redactor, Tree};
use crate::api::facts::{Facts, Sum};

/// The shortest text whose occurrence in another is no coincidence.
const LONG: usize = 6;

impl Redactor {
    /// Redacts the facts of a message in which secrets were [hidden](Self::hide); `None` if there
    /// is nothing to redact.
    ///
    /// A value that equals or contains a hidden one by coincidence is shown if the message shows
    /// it. Sums are hidden only if their fields are [named](Self::field), and then in `facts` too,
    /// as totals would reveal them.
    ///
    /// ```
    /// use paywire::api::AnyMessage;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    /// use paywire::redact::{Redactor, Tree};
    ///
    /// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
    /// let redactor = Redactor::new().field("payKey");
    /// let mut tree = Tree::of_message(&message)?;
    /// redactor.hide(&mut tree);
    /// let shown = redactor.facts(&mut message.facts(), &tree).expect("something was hidden");
    /// assert_eq!(shown.keys[0].value, "***");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn facts(&self, facts: &mut Facts, message: &Tree) -> Option<Facts> {
        if self.shows_all() {
            return None;
        }
        if hides_sums(self, facts, message) {
            facts.forget_sums();
        }
        let mut shown = facts.clone();
        let mut taken = Vec::new();
        shown.each_text(|path, text| {
            if self.matches_field(path) {
                taken.push(std::mem::replace(text, HIDDEN.to_owned()));
            }
        });
        let mut changed = !taken.is_empty();
        shown.each_text(|path, text| {
            if text == HIDDEN {
                return;
            }
            let in_named = taken.iter().any(|own| is_in(own, text))
                || message.matched_fields().any(|own| is_in(own, text)) && !stands(message, text);
            let is_secret = || message.secrets().any(|own| own == text) && !stands(message, text);
            if in_named || is_secret() {
                HIDDEN.clone_into(text);
                changed = true;
            } else if let Cow::Owned(less) = self.text_of(path, text) {
                *text = less;
                changed = true;
            }
        });
        changed.then_some(shown)
    }
}

/// Whether a text equals the hidden one, or contains it as a word or as a long part.
fn is_in(hidden: &str, text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    text == hidden
        || words.any(|word| word == hidden)
        || hidden.len() >= LONG && text.contains(hidden)
}

/// Whether the redacted message shows a text.
fn stands(message: &Tree, text: &str) -> bool {
    message.texts().any(|own| own == text)
}

/// Whether the field of a sum, in whatever unit, or of its currency is named.
fn hides_sums(redactor: &Redactor, facts: &Facts, message: &Tree) -> bool {
    const PATHS: &[&str] = &[
        "totals.amount",
        "totals.currency",
        "transfers.amount",
        "refunds",
        "fees",
    ];
    let mut sums = facts.sums().peekable();
    if sums.peek().is_none() {
        return false;
    }
    PATHS.iter().any(|path| redactor.matches_field(path))
        || sums.any(|sum| {
            message
                .matched_fields()
                .any(|own| is_sum(own, sum) && !stands_as(message, own))
        })
}

fn is_sum(own: &str, sum: &Sum) -> bool {
    let amount = digits(&sum.amount.to_string());
    let currency = sum.currency.as_ref().map(AsRef::as_ref);
    currency == Some(own) || !amount.is_empty() && digits(own) == amount
}

/// Whether the redacted message shows a number, in whatever unit.
fn stands_as(message: &Tree, number: &str) -> bool {
    let is_same =
        |own: &str| own == number || !digits(own).is_empty() && digits(own) == digits(number);
    message.texts().any(is_same)
}

/// The significant digits of a number.
fn digits(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::facts::{Key, KeyKind, Party};
    use crate::value::{Amount, Currency};

    fn told() -> Facts {
        let mut facts = Facts::default();
        facts.keys.push(Key::new(KeyKind::TrackingId, "order-4182"));
        facts.memo = Some("for Ann Li".to_owned());
        facts.totals = vec![Sum::new(&Currency::EUR, Amount::new(1500, 2))];
        let payer = Party {
            email: Some("ann@a.example".to_owned()),
            ..Party::default()
        };
        facts.payer = Some(payer);
        facts
    }

    fn shown(redactor: &Redactor, message: &str) -> Facts {
        let mut tree = Tree::from_json(message).unwrap();
        redactor.hide(&mut tree);
        let mut all = told();
        redactor.facts(&mut all, &tree).unwrap_or(all)
    }

    #[test]
    fn what_has_the_text_of_a_secret_is_not_the_secret() {
        let message = r#"{"pin":"4182","token":"1500","password":"Ann","trackingId":"order-4182","amount":"15.00"}"#;
        assert_eq!(shown(&Redactor::new(), message), told());
    }

    #[test]
    fn named_fields_are_hidden_wherever_they_are_told() {
        let email = r#"{"senderEmail":"ann@a.example","memo":"for Ann Li"}"#;
        for field in ["payer.email", "email", "senderEmail"] {
            let shown = shown(&Redactor::new().field(field), email);
            assert_eq!(
                shown.payer.unwrap().email.as_deref(),
                Some(HIDDEN),
                "{field}"
            );
            assert_eq!(shown.memo.as_deref(), Some("for Ann Li"), "{field}");
        }
        let tracking = Redactor::new().field("trackingId");
        let told = shown(&tracking, r#"{"trackingId":"order-4182"}"#);
        assert_eq!(told.key(KeyKind::TrackingId), Some(HIDDEN));
        let name = shown(&Redactor::new().field("lastName"), r#"{"lastName":"Li"}"#);
        assert_eq!(name.memo.as_deref(), Some(HIDDEN));
    }

    #[test]
    fn sums_are_hidden_for_who_names_their_field() {
        for (field, message, totals) in [
            ("amount", r#"{"amount":"15.00"}"#, 0),
            ("price", r#"{"price":1500}"#, 0),
            ("currencyCode", r#"{"currencyCode":"EUR"}"#, 0),
            ("pin", r#"{"pin":"1500","amount":"15.00"}"#, 1),
            ("memo", r#"{"memo":"x"}"#, 1),
        ] {
            let shown = shown(&Redactor::new().field(field), message);
            assert_eq!(shown.totals.len(), totals, "{field}");
        }
    }

    #[test]
    fn secrets_within_a_text_are_hidden() {
        let mut all = told();
        all.memo = Some("https://a.example/?token=1&b=2".to_owned());
        all.keys
            .push(Key::new(KeyKind::OrderId, "4111111111111111"));
        let shown = Redactor::new().facts(&mut all, &Tree::default()).unwrap();
        assert_eq!(
            shown.memo.as_deref(),
            Some("https://a.example/?token=***&b=2")
        );
        assert_eq!(shown.key(KeyKind::OrderId), Some("4111111111111111"));
    }
}
