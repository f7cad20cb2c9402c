//! Names of ids, which are not taken for numbers of cards.

use super::spelling::words;

/// Last words of names of ids (`order_id`, `payKey`).
const ID_WORDS: &[&str] = &["id", "ids", "key", "reference", "ref"];

const NUMBERED: &[&str] = &[
    "invoice",
    "logistics",
    "order",
    "receipt",
    "reference",
    "tracking",
    "transaction",
];

/// Whether a name of the model is that of an id.
pub(in crate::redact) fn is_id(name: &str) -> bool {
    let words = words(name);
    match words.as_slice() {
        [.., word] if ID_WORDS.contains(&&**word) => true,
        [.., owner, word] => {
            matches!(&**word, "number" | "no" | "num" | "code") && NUMBERED.contains(&&**owner)
        }
        _ => false,
    }
}
