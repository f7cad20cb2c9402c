//! What a message says in common terms, with hidden what is hidden in the message itself.

use paywire::api::facts::Facts;

use crate::hide::Hidden;

/// Hides in the facts what was hidden in the message.
pub(crate) fn hide(facts: &mut Facts, hidden: &Hidden) {
    facts.each_text(|text| hidden.hide(text));
    // Sums are added up: one that is hidden could be worked out from the others.
    if hidden.has_money() {
        facts.forget_sums();
    }
}
