//! Restores the bytes of texts. HAR has characters, whatever charset the body used; decoders go by
//! the charset that a message names, so they need its bytes.

use encoding_rs::{Encoding, UTF_8};

const LOSSY: &str = "the body has characters outside of its charset and was kept in UTF-8";

/// The content in the charset of its media type or XML declaration, with a warning if that is
/// impossible.
pub(super) fn restored(content: Vec<u8>, mime: &str) -> (Vec<u8>, Option<&'static str>) {
    // ASCII is the same in all charsets; JSON is UTF-8 whatever its type says.
    if content.is_ascii() || mime.contains("json") {
        return (content, None);
    }
    let label = of_type(mime).or_else(|| of_declaration(&content));
    let charset = label.and_then(Encoding::for_label);
    let Some(charset) = charset.filter(|charset| *charset != UTF_8) else {
        return (content, None);
    };
    let Ok(text) = std::str::from_utf8(&content) else {
        return (content, None);
    };
    match charset.encode(text) {
        // UTF-16 cannot be encoded here, and no API sends it.
        (_, written, _) if written != charset => (content, None),
        (_, _, true) => (content, Some(LOSSY)),
        (bytes, _, false) => (bytes.into_owned(), None),
    }
}

/// The charset of `text/xml; charset="ISO-8859-1"`.
fn of_type(mime: &str) -> Option<&[u8]> {
    mime.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let named = name.trim().eq_ignore_ascii_case("charset");
        named.then(|| value.trim().trim_matches('"').as_bytes())
    })
}

/// The charset of `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn of_declaration(content: &[u8]) -> Option<&[u8]> {
    let declaration = content.strip_prefix(b"<?xml")?;
    let end = declaration.iter().position(|byte| *byte == b'>')?;
    let declaration = &declaration[..end];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let mut quoted = declaration[at..].split(|byte| matches!(byte, b'"' | b'\''));
    quoted.nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mime: &str, expected: &[u8], lossy: bool) {
        let (bytes, note) = restored(text.as_bytes().to_vec(), mime);
        assert_eq!((&*bytes, note.is_some()), (expected, lossy), "{text}");
    }

    #[test]
    fn texts_become_the_bytes_they_were() {
        check(
            "a=é",
            "text/plain; Charset=\"iso-8859-1\"",
            b"a=\xe9",
            false,
        );
        let xml = "<?xml version='1.0' encoding='windows-1252'?><a>€</a>";
        let bytes = xml.replace('€', "|").replace('|', "\u{1}").into_bytes();
        let bytes: Vec<u8> = bytes
            .iter()
            .map(|byte| if *byte == 1 { 0x80 } else { *byte })
            .collect();
        check(xml, "text/xml", &bytes, false);
    }

    #[test]
    fn utf_8_and_what_cannot_be_stays() {
        for (text, mime, lossy) in [
            ("a=é", "text/plain", false),
            ("a=é", "text/plain;charset=utf-8", false),
            ("a=é", "text/plain;charset=utf-16le", false),
            ("a=é", "text/plain;charset=nobody-knows", false),
            (
                "{\"a\":\"é\"}",
                "application/json;charset=iso-8859-1",
                false,
            ),
            ("<a>é</a>", "text/xml", false),
            ("a=\u{fffd}", "text/plain;charset=iso-8859-1", true),
        ] {
            check(text, mime, text.as_bytes(), lossy);
        }
    }
}
