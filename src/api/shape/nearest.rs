//! Finds the field whose name is most similar to an unknown one.

use super::Shape;
use crate::tree::path::{PathStep, steps};

/// Longer names are not compared, because no field has one.
const LONGEST: usize = 64;

impl Shape {
    /// The field that the author of this path, in NVP spelling, probably intended: its name differs in letter case, or
    /// in one or two letters that are missing, added, changed or swapped.
    ///
    /// Only the first unknown name of the path is compared, with the fields at its place. `None` if no name is similar,
    /// or if all names are known.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    /// use paywire::api::shape;
    ///
    /// let shape = shape::of::<PayRequest>();
    /// assert_eq!(shape.nearest("receiverList.reciever(0).email"), Some("receiver"));
    /// assert_eq!(shape.nearest("receiverList.receiver(0).email"), None);
    /// ```
    #[must_use]
    pub fn nearest(&self, path: &str) -> Option<&'static str> {
        let mut place = self.root();
        for step in steps(path).ok()? {
            let PathStep::Word(word) = step else { continue };
            let Some(field) = place.field(&word) else {
                return nearest(&word, place.fields.iter().map(|field| field.name));
            };
            place = self.find(field.type_path)?;
        }
        None
    }
}

/// The most similar of some names, and the first of several.
fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > LONGEST {
        return None;
    }
    let plain = plain(word);
    let near = names.filter_map(|name| {
        let own = self::plain(name);
        // Short names are all similar to each other.
        let most = (plain.len().min(own.len()) / 4).min(2);
        if plain.len().abs_diff(own.len()) > most {
            return None;
        }
        let distance = distance(&plain, &own);
        (distance <= most).then_some((distance, name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The name without what spellings differ in: letter case, separators of words, the mark of an attribute.
fn plain(name: &str) -> Vec<u8> {
    let own = name.bytes().filter(|byte| !b"_-@".contains(byte));
    own.map(|byte| byte.to_ascii_lowercase()).collect()
}

/// The number of letters to insert, remove, change or swap with their neighbor to turn one name into the other.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = Vec::with_capacity(other.len() + 1);
        next.push(row + 1);
        for (column, own) in other.iter().enumerate() {
            let changed = last[column] + usize::from(letter != own);
            let mut best = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let crossed =
                row > 0 && column > 0 && one[row - 1] == *own && *letter == other[column - 1];
            if crossed {
                best = best.min(before_last[column - 1] + 1);
            }
            next.push(best);
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}

#[cfg(all(test, feature = "adaptive-payments"))]
mod tests {
    use super::*;
    use crate::api::adaptive_payments::pay::PayRequest;

    fn of_pay(path: &str) -> Option<&'static str> {
        super::super::of::<PayRequest>().nearest(path)
    }

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        for (slip, meant) in [
            ("currencycode", "currencyCode"),
            ("CurrencyCode", "currencyCode"),
            ("curencyCode", "currencyCode"),
            ("currrencyCode", "currencyCode"),
            ("currencyCdoe", "currencyCode"),
            ("currency_code", "currencyCode"),
            (
                "reverseAllParallelPaymentsonError",
                "reverseAllParallelPaymentsOnError",
            ),
            ("reciverList.receiver(0).email", "receiverList"),
            ("receiverList.reciever(0).email", "receiver"),
            ("receiverList.receiver(12).emial", "email"),
            ("receiverList.receiver(0).invoiceID", "invoiceId"),
            ("senderMail", "senderEmail"),
        ] {
            assert_eq!(of_pay(slip), Some(meant), "{slip}");
        }
    }

    #[test]
    fn what_is_like_nothing_finds_nothing() {
        for path in [
            "",
            "colour",
            "x",
            "receiverList.receiver(0).price",
            "currencyCode",
            "currencyCode.x",
            "a(",
            "%",
        ] {
            assert_eq!(of_pay(path), None, "{path}");
        }
        assert_eq!(of_pay(&"currencyCode".repeat(10_000)), None);
    }

    #[test]
    fn counts_letters_and_their_neighbors() {
        for (one, other, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("abc", "acb", 1),
            ("abcd", "abd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected);
            assert_eq!(distance(other.as_bytes(), one.as_bytes()), expected);
        }
    }
}
