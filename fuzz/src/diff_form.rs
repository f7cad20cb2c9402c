//! Raw pairs are what `form_urlencoded` makes of the same bytes, wherever it does not guess.

use paywire::nvp;

/// The target.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let ours: Result<Vec<(String, String)>, _> = nvp::pairs(text.as_bytes())
        .map(|pair| pair.map(|pair| (pair.name().into(), pair.value().into())))
        .collect();
    let theirs: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect();
    match ours {
        Ok(ours) => assert_eq!(ours, theirs),
        // The other side replaces and keeps what is malformed; we may refuse nothing else.
        Err(error) => assert!(malformed(text) || data.len() > 65_536, "{error}"),
    }
}

/// Whether an escape is no escape, or escapes make bytes that are not UTF-8.
fn malformed(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    let bad_escape = text
        .match_indices('%')
        .any(|(at, _)| !digit(at + 1) || !digit(at + 2));
    bad_escape
        || form_urlencoded::parse(text.as_bytes()).any(|(name, value)| {
            [name, value]
                .iter()
                .any(|part| part.contains(char::REPLACEMENT_CHARACTER))
        })
}
