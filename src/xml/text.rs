//! Text between tags and in attributes: from what stands there to what it means.

use super::chars::is_char;
use crate::error::XmlErrorKind;

/// The character that a reference stands for, given what stands between `&` and `;`.
pub(super) fn reference(name: &[u8]) -> Result<char, XmlErrorKind> {
    const RANGE: XmlErrorKind = XmlErrorKind::InvalidCharacterReference;
    match name {
        b"amp" => Ok('&'),
        b"lt" => Ok('<'),
        b"gt" => Ok('>'),
        b"quot" => Ok('"'),
        b"apos" => Ok('\''),
        [b'#', b'x', digits @ ..] => number(digits, 16).ok_or(RANGE),
        [b'#', digits @ ..] => number(digits, 10).ok_or(RANGE),
        _ => Err(XmlErrorKind::UndeclaredEntity),
    }
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    let mut code: u32 = 0;
    for &digit in digits {
        let digit = char::from(digit).to_digit(radix)?;
        code = code.checked_mul(radix)?.checked_add(digit)?;
    }
    let c = char::from_u32(code).filter(|c| is_char(*c));
    c.filter(|_| !digits.is_empty())
}

/// Adds to `out` the text of a range between tags, as a type wants it: references resolved, line
/// ends made `\n`, comments and processing instructions left out, CDATA sections opened.
///
/// The range was checked when the document was read.
pub(super) fn content(mut raw: &str, out: &mut String) {
    while let Some(at) = memchr::memchr3(b'&', b'\r', b'<', raw.as_bytes()) {
        let (plain, rest) = raw.split_at(at);
        out.push_str(plain);
        raw = match rest.as_bytes() {
            [b'&', ..] => refer(rest, out),
            [b'\r', b'\n', ..] => &rest[1..],
            [b'\r', ..] => {
                out.push('\n');
                &rest[1..]
            }
            _ => markup(rest, out),
        };
    }
    out.push_str(raw);
}

/// The text after the reference that `raw` starts with.
fn refer<'a>(raw: &'a str, out: &mut String) -> &'a str {
    let end = memchr::memchr(b';', raw.as_bytes()).unwrap_or(raw.len() - 1);
    if let Ok(c) = reference(&raw.as_bytes()[1..end]) {
        out.push(c);
    }
    &raw[end + 1..]
}

/// The text after the comment, instruction or CDATA section that `raw` starts with.
fn markup<'a>(raw: &'a str, out: &mut String) -> &'a str {
    if let Some(inner) = raw.strip_prefix("<![CDATA[") {
        let (inner, rest) = inner.split_once("]]>").unwrap_or((inner, ""));
        lines(inner, out);
        return rest;
    }
    let (opening, close) = if raw.starts_with("<!--") {
        ("<!--".len(), "-->")
    } else {
        ("<?".len(), "?>")
    };
    let inner = raw.get(opening..).unwrap_or_default();
    inner.split_once(close).map_or("", |(_, rest)| rest)
}

/// Adds text in which nothing but line ends means something else.
fn lines(mut raw: &str, out: &mut String) {
    while let Some(at) = memchr::memchr(b'\r', raw.as_bytes()) {
        out.push_str(&raw[..at]);
        raw = &raw[at + 1..];
        if !raw.starts_with('\n') {
            out.push('\n');
        }
    }
    out.push_str(raw);
}

/// Adds to `out` the value of an attribute: references resolved, each line end and tab a space.
pub(super) fn attribute(mut raw: &str, out: &mut String) {
    let special = |byte: u8| matches!(byte, b'&' | b'\t' | b'\n' | b'\r');
    while let Some(at) = raw.bytes().position(special) {
        let (plain, rest) = raw.split_at(at);
        out.push_str(plain);
        raw = match rest.as_bytes() {
            [b'&', ..] => refer(rest, out),
            [b'\r', b'\n', ..] => &rest[1..],
            _ => {
                out.push(' ');
                &rest[1..]
            }
        };
    }
    out.push_str(raw);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> String {
        let mut out = String::new();
        content(raw, &mut out);
        out
    }

    #[test]
    fn joins_what_stands_around_comments() {
        assert_eq!(read("10<!-- - -->0<?a ?b?>.0<![CDATA[0]]>"), "100.00");
        assert_eq!(read("<![CDATA[<&amp;]]]>]"), "<&amp;]]");
    }

    #[test]
    fn makes_line_ends_one() {
        assert_eq!(read("a\r\nb\rc\nd&#13;e"), "a\nb\nc\nd\re");
        assert_eq!(read("<![CDATA[a\r\nb\r]]>\n"), "a\nb\n\n");
        let mut out = String::new();
        attribute("a\r\nb\tc&#9;&#xD;\n\"", &mut out);
        assert_eq!(out, "a b c\t\r \"");
    }

    #[test]
    fn resolves_references() {
        assert_eq!(reference(b"#x1F600"), Ok('😀'));
        assert_eq!(reference(b"#0000000000000000065"), Ok('A'));
        for bad in [
            "#",
            "#x",
            "#x0",
            "#xD800",
            "#xFFFF",
            "#x100000041",
            "#-1",
            "#+65",
            "#x+1",
            "#X41",
            "#1a",
            "nbsp",
            "AMP",
            "",
        ] {
            assert!(reference(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
