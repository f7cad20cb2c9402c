//! URLs that people are sent to.

use crate::nvp;

/// A URL with more parameters in its query.
pub(super) fn with_parameters(url: &str, parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = parameters.iter().collect();
    let Ok(text) = nvp::to_string(&pairs) else {
        return url.to_owned();
    };
    let (before, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let separator = match before.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    [before, separator, &text, fragment].concat()
}

/// The value of a parameter of a query or a form; damaged ones are repaired or left out.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = nvp::Config::lenient().from_str(query).ok()?;
    let mut pairs = pairs.into_iter();
    pairs.find_map(|(own, value)| (own == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_come_after_those_of_the_url() {
        for (url, expected) in [
            ("https://x.example", "https://x.example?a=1&b=%26+%C3%A9"),
            (
                "https://x.example/?c",
                "https://x.example/?c&a=1&b=%26+%C3%A9",
            ),
            ("https://x.example/?", "https://x.example/?a=1&b=%26+%C3%A9"),
            (
                "https://x.example/#d?",
                "https://x.example/?a=1&b=%26+%C3%A9#d?",
            ),
        ] {
            assert_eq!(with_parameters(url, &[("a", "1"), ("b", "& é")]), expected);
        }
    }
}
