//! A body with its secrets covered, byte for byte, so that a place in it can be shown.
//!
//! The body is damaged, or nobody would want to see the place. So nothing here relies on a
//! grammar: what looks like the name of a secret covers what looks like its value, and in doubt
//! too much is covered.

use std::ops::Range;

use crate::secrets;

const COVER: u8 = b'*';

/// The body with each byte of a secret replaced by a star.
pub(crate) fn masked(body: &[u8]) -> Vec<u8> {
    let mut covered = body.to_vec();
    let values = [pair_values(body), json_values(body), xml_values(body)];
    for range in values.into_iter().flatten() {
        for byte in &mut covered[range] {
            // Lines stay lines, so that a place keeps its line and column.
            if !matches!(byte, b'\n' | b'\r') {
                *byte = COVER;
            }
        }
    }
    covered
}

/// The values of secrets in `name=value&name=value`.
fn pair_values(body: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for pair in body.split(|byte| *byte == b'&') {
        let end = start + pair.len();
        let equals = pair.iter().position(|byte| *byte == b'=');
        let value = equals.map_or(end, |at| start + at + 1);
        let name = percent_decoded(&body[start..value]);
        let inside = percent_decoded(&body[value..end]);
        if secrets::is_secret_path(&name) || secrets::query_without_secrets(&inside) != inside {
            found.push(value..end);
        }
        start = end + 1;
    }
    found
}

fn percent_decoded(bytes: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The values of secrets in `"name":value`, with or without the quotes and the colon.
fn json_values(body: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        let (text, end) = match byte {
            b'"' => {
                let end = string_end(body, at);
                (unescaped(&body[at..end]), end)
            }
            _ if is_word(byte) => {
                let end = at + run(&body[at..], is_word);
                (String::from_utf8_lossy(&body[at..end]).into_owned(), end)
            }
            _ => {
                at += 1;
                continue;
            }
        };
        if is_in_tag(&body[..at]) {
            // The name of an element, which the quick look above would take for more than it is.
            at = end;
        } else if secrets::may_be_secret(&text) {
            let gap = run(&body[end..], |byte| b" \t\r\n:='\"".contains(&byte));
            // A quote that opens the value belongs to it.
            let opens = body[end..end + gap].iter().rposition(|byte| *byte == b'"');
            let value = end + opens.unwrap_or(gap);
            at = value_end(body, value);
            found.push(value..at);
        } else {
            if secrets::query_without_secrets(&text) != text {
                found.push(at..end);
            }
            at = end;
        }
    }
    found
}

/// Whether what comes next is the name of an element, with a prefix or without.
fn is_in_tag(before: &[u8]) -> bool {
    let before = match before.strip_suffix(b":") {
        Some(prefixed) => {
            let prefix = prefixed.iter().rev().take_while(|byte| is_word(**byte));
            &prefixed[..prefixed.len() - prefix.count()]
        }
        None => before,
    };
    before.ends_with(b"<") || before.ends_with(b"</")
}

/// What stands in elements that are called as secrets are, up to their end tag.
fn xml_values(body: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &body[at..]) {
        let start = at + open + 1;
        let length = run(&body[start..], |byte| {
            is_word(byte) || b":.".contains(&byte)
        });
        let name = &body[start..start + length];
        at = start + length;
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        if !secrets::may_be_secret(&String::from_utf8_lossy(local)) {
            continue;
        }
        let Some(tag) = memchr::memchr(b'>', &body[at..]) else {
            break;
        };
        let value = at + tag + 1;
        let end_tag = [b"</", name].concat();
        let end = memchr::memmem::find(&body[value..], &end_tag);
        // One that is empty has no end tag.
        at = if body[..value].ends_with(b"/>") {
            value
        } else {
            end.map_or(body.len(), |end| value + end)
        };
        found.push(value..at);
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(**byte)).count()
}

/// Where the string that opens at `start` ends, or the body.
fn string_end(body: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = body.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    body.len()
}

fn value_end(body: &[u8], start: usize) -> usize {
    match body.get(start) {
        Some(b'"') => string_end(body, start),
        Some(b'{' | b'[') => container_end(body, start),
        _ => start + run(&body[start..], |byte| !b",}]&\n'\"".contains(&byte)),
    }
}

fn container_end(body: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = body.get(at) {
        match byte {
            b'"' => {
                at = string_end(body, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

/// The text of a string, as far as it can be understood.
fn unescaped(string: &[u8]) -> String {
    let text = String::from_utf8_lossy(string);
    match paywire::json::from_str::<String>(&text) {
        Ok(text) => text,
        Err(_) => text.trim_matches('"').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        let masked = masked(body.as_bytes());
        assert_eq!(masked.len(), body.len());
        String::from_utf8(masked).unwrap()
    }

    #[test]
    fn covers_values_of_pairs() {
        assert_eq!(shown("a=1&pin=4321&b=2"), "a=1&pin=****&b=2");
        assert_eq!(
            shown("sender.%70in(0)=43%zz&b=%"),
            "sender.%70in(0)=*****&b=%"
        );
        assert_eq!(
            shown("url=http%3A%2F%2Fx%3Ftoken%3Dabc"),
            format!("url={}", "*".repeat(28))
        );
    }

    #[test]
    fn covers_values_of_members() {
        assert_eq!(shown(r#"{"pin":"4321","a":1}"#), r#"{"pin":******,"a":1}"#);
        assert_eq!(
            shown(r#"{"p\u0069n" : 4321,"a":1}"#),
            r#"{"p\u0069n" : ****,"a":1}"#
        );
        assert_eq!(
            shown(r#"{"pin":["4]",{"x":1}],"a":1}"#),
            r#"{"pin":**************,"a":1}"#
        );
        assert_eq!(shown(r#"{"memo":"?pin=1 x"}"#), r#"{"memo":**********}"#);
        // It is not looked whether it is a card's.
        assert_eq!(shown(r#"{"number":"4111"}"#), r#"{"number":******}"#);
    }

    #[test]
    fn covers_what_is_in_elements() {
        assert_eq!(shown("<a><pin>4321</pin>b</a>"), "<a><pin>****</pin>b</a>");
        assert_eq!(
            shown("<n:pin x='1'>4<!-- -->3<![CDATA[2]]></n:pin>b"),
            format!("<n:pin x='1'>{}</n:pin>b", "*".repeat(23))
        );
        assert_eq!(shown("<pin/><b>1</b>"), "<pin/><b>1</b>");
        assert_eq!(shown("<a pin=\"4321\">b</a>"), "<a pin=******>b</a>");
        assert!(!shown("<pin>4321<b>5").contains(['4', '5']));
    }

    #[test]
    fn covers_more_rather_than_less_in_damaged_input() {
        for body in [
            r#"{"pin":"4321"#,
            "{pin:4321",
            "{'pin':'4321'}",
            r#"{"pin" "4321"}"#,
            r#"{"pin":{"a":"4321"#,
        ] {
            assert!(!shown(body).contains("4321"), "{body}");
        }
        assert!(!shown("\u{0}pin=4321").contains("4321"));
    }
}
