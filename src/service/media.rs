//! Content types.

use crate::encoding::Charset;
use crate::soap::Version;

/// A parameter of a content type, without quotes, such as `charset`.
pub(crate) fn parameter<'t>(content_type: &'t str, name: &str) -> Option<&'t str> {
    let mut parameters = content_type.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        let is_wanted = own.trim().eq_ignore_ascii_case(name);
        is_wanted.then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// The charset of a content type, if it is supported.
pub(crate) fn charset(content_type: &str) -> Option<Charset> {
    parameter(content_type, "charset")?.parse().ok()
}

/// Whether the content type is the one of SOAP 1.2.
pub(super) fn is_soap12(content_type: &str) -> bool {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .map(|own| own.trim().to_ascii_lowercase())
    };
    essence(content_type) == essence(Version::V12.content_type())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_in_any_spelling() {
        for (content_type, charset, action) in [
            ("text/xml", None, None),
            ("text/xml; charset=utf-8", Some("utf-8"), None),
            (
                "application/soap+xml;Charset=\"UTF-8\" ; action='urn:Pay'",
                Some("UTF-8"),
                Some("urn:Pay"),
            ),
            ("charset=utf-8", None, None),
            (";charset=", Some(""), None),
        ] {
            assert_eq!(
                parameter(content_type, "charset"),
                charset,
                "{content_type}"
            );
            assert_eq!(parameter(content_type, "action"), action, "{content_type}");
        }
        assert!(is_soap12("Application/SOAP+xml; action=x"));
        assert!(!is_soap12("text/xml"));
    }
}
