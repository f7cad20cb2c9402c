//! White space as the XML Schema types know it.

/// The text without XML white space around it: what `whiteSpace="collapse"` leaves of a text
/// that has none inside.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}
