//! Covers the secrets in a damaged body byte for byte, so that a span in it can be shown.
//!
//! The body is damaged, so nothing here relies on a grammar: what looks like the name of a secret
//! covers what looks like its value, and too much is covered rather than too little.

use std::collections::HashSet;
use std::ops::Range;

use super::{Redactor, command, digits, names};

const COVER: u8 = b'*';
/// The deepest nesting of texts within texts that is searched.
const DEEPEST: u8 = 7;

impl Redactor {
    /// Replaces each byte of a secret in a body by a star. The body may be incomplete or malformed;
    /// lines and offsets are kept.
    ///
    /// ```
    /// use paywire::redact::Redactor;
    ///
    /// let covered = Redactor::new().cover(b"a=1&pin=9041&b=%");
    /// assert_eq!(covered, b"a=1&pin=****&b=%");
    /// ```
    #[must_use]
    pub fn cover(&self, body: &[u8]) -> Vec<u8> {
        covered(self, body, DEEPEST, true)
    }
}

/// The body with each byte of a secret replaced by a star.
pub(super) fn covered(redactor: &Redactor, body: &[u8], depth: u8, by_digits: bool) -> Vec<u8> {
    let mut covered = body.to_vec();
    if redactor.shows_all() {
        return covered;
    }
    let body = BodyText {
        bytes: body,
        redactor,
        depth,
    };
    let mut found = body.pairs();
    found.extend(body.members());
    found.extend(body.elements());
    if !redactor.show_secrets {
        found.extend(command::options(body.bytes));
        found.extend(command::settings(body.bytes));
        found.extend(body.hosts());
        if by_digits {
            found.extend(digits::found(body.bytes));
        }
    }
    for range in found {
        for byte in &mut covered[range] {
            // Line ends are kept, so that positions keep their line and column.
            if !matches!(byte, b'\n' | b'\r') {
                *byte = COVER;
            }
        }
    }
    covered
}

struct BodyText<'a> {
    bytes: &'a [u8],
    redactor: &'a Redactor,
    depth: u8,
}

impl BodyText<'_> {
    /// The secrets in `name=value&name=value`.
    fn pairs(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        // Names that name the neighboring value: `a(0).name=pin&a(0).value=9041`.
        let mut named = Vec::new();
        let mut owners = HashSet::new();
        let mut start = 0;
        for pair in self.bytes.split(|byte| *byte == b'&') {
            let end = start + pair.len();
            let equals = pair.iter().position(|byte| *byte == b'=');
            let value = equals.map_or(end, |at| start + at + 1);
            // Within a document only the text next to the sign belongs to the pair.
            let raw = &self.bytes[start..value];
            let within = raw.iter().rposition(|byte| b"<>{}\"' ,".contains(byte));
            let name = decoded(&raw[within.map_or(0, |at| at + 1)..]);
            let length = run(&self.bytes[value..end], |byte| {
                within.is_none() || !b"<>\"' \t\r\n".contains(&byte)
            });
            let last = value + length;
            let inside = decoded(&self.bytes[value..last]);
            let hides = self.redactor.hides(&name)
                || (!self.redactor.show_secrets && names::is_of_model(last_step(&name)));
            if hides || self.hides_in(&inside) {
                found.push(value..last);
            } else {
                let owner = owner(&name).unwrap_or_default();
                if names::is_naming(&name) && self.redactor.names_hidden(&inside) {
                    owners.insert(owner.to_owned());
                } else if names::is_named(&name) {
                    named.push((owner.to_owned(), value..last));
                }
            }
            start = end + 1;
        }
        let named = named
            .into_iter()
            .filter(|(owner, _)| owners.contains(owner));
        found.extend(named.map(|(_, value)| value));
        found
    }

    fn hides_in(&self, text: &str) -> bool {
        self.depth > 0 && self.redactor.hides_in(text, self.depth - 1)
    }

    /// The secrets in `"name":value`, with or without quotes and colon.
    fn members(&self) -> Vec<Range<usize>> {
        let body = self.bytes;
        let mut found = Vec::new();
        let mut beside = ObjectState::default();
        let mut around: Vec<ObjectState> = Vec::new();
        let mut deeper = 0_usize;
        let mut between = Separator::default();
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
                b'{' => {
                    let outer = std::mem::take(&mut beside);
                    if around.len() < MOST_AROUND {
                        around.push(outer.without_naming());
                    } else {
                        deeper += 1;
                    }
                    at += 1;
                    continue;
                }
                b'}' | b'<' | b'&' => {
                    let is_end = byte == b'}';
                    beside = match deeper {
                        0 if is_end => around.pop().unwrap_or_default(),
                        _ => ObjectState::default(),
                    };
                    deeper = deeper.saturating_sub(usize::from(is_end));
                    at += 1;
                    continue;
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            if is_in_tag(&body[..at]) {
                // The name of an element, which the scan above would take for a longer one.
                at = end;
                continue;
            }
            between.reach(body, end);
            let gap = between.end - end;
            let is_value = beside.naming.take().is_some_and(|after| after >= at);
            if is_value && self.redactor.names_hidden(&text) {
                found.extend(self.text_behind_tag(end));
                at = end;
                if let Some(start) = beside.name() {
                    let value = value_end(body, start);
                    found.push(start..value);
                    at = value.max(end);
                }
                continue;
            }
            let says = between.sign.is_some_and(|sign| sign >= end);
            let inside = self.hides_in(&text);
            if inside {
                found.push(at..end);
            } else if self.redactor.may_hide(&text) {
                let second = second_of_pair(body, at..end);
                let value = second.unwrap_or_else(|| opening(body, end, gap));
                at = value_end(body, value);
                found.push(value..at);
                continue;
            }
            if inside {
                // Not a name.
            } else if says && names::is_naming(&text) {
                beside.naming = Some(end + gap);
            } else if says && names::is_named(&text) {
                let value = opening(body, end, gap);
                if beside.hides {
                    at = value_end(body, value);
                    found.push(value..at);
                    continue;
                }
                beside.value = Some(value);
            }
            at = end;
        }
        found
    }

    /// The content of an element, given a position in its start tag.
    fn text_behind_tag(&self, at: usize) -> Option<Range<usize>> {
        // The longest start tag.
        const LONGEST: usize = 1000;
        let rest = &self.bytes[at..self.bytes.len().min(at + LONGEST)];
        let end = rest.iter().position(|byte| b"<>{}".contains(byte))?;
        (rest[end] == b'>').then_some(())?;
        let start = at + end + 1;
        let length = memchr::memchr(b'<', &self.bytes[start..]);
        Some(start..length.map_or(self.bytes.len(), |length| start + length))
    }

    /// The content of elements with names of secrets, up to the end tag.
    fn elements(&self) -> Vec<Range<usize>> {
        let body = self.bytes;
        let mut found = Vec::new();
        let mut naming = false;
        let mut before = ElementState::default();
        // The end of the next tag.
        let mut close = 0;
        let mut at = 0;
        while let Some(open) = memchr::memchr(b'<', &body[at..]) {
            let start = at + open + 1;
            let length = run(&body[start..], |byte| {
                is_word(byte) || byte >= 0x80 || b":.".contains(&byte)
            });
            let name = &body[start..start + length];
            at = start + length;
            if name.is_empty() {
                if body[start..].starts_with(b"/") {
                    before.end_tag(start - 1);
                }
                continue;
            }
            if close < at {
                let Some(tag) = memchr::memchr(b'>', &body[at..]) else {
                    break;
                };
                close = at + tag;
            }
            let value = close + 1;
            let is_empty = body[..close].ends_with(b"/");
            let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
            let text = String::from_utf8_lossy(local);
            let hides = !text.is_empty() && self.redactor.may_hide(&text);
            let beside = naming && names::is_named(&text);
            if hides || beside {
                naming = false;
                let end_tag = [b"</", name].concat();
                let end = memchr::memmem::find(&body[value..], &end_tag);
                // An empty element has no end tag.
                at = if is_empty {
                    value
                } else {
                    end.map_or(body.len(), |end| value + end)
                };
                found.push(value..at);
            } else if names::is_naming(&text) {
                let length = memchr::memchr(b'<', &body[value..]).unwrap_or(0);
                let said = String::from_utf8_lossy(&body[value..value + length]);
                naming = self.redactor.names_hidden(said.trim());
                found.extend(before.value(start - 1).filter(|_| naming));
            } else if names::is_named(&text) && !is_empty {
                before.named = Some((before.depth, value, None));
            }
            before.depth += usize::from(!is_empty);
        }
        found
    }

    /// User names and passwords in URLs.
    fn hosts(&self) -> Vec<Range<usize>> {
        let body = self.bytes;
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((start, end)) = host(body, at) {
            let authority = &body[start..end];
            if let Some(sign) = authority.iter().rposition(|byte| *byte == b'@') {
                found.push(start..start + sign);
            }
            at = end;
        }
        found
    }
}

/// The next host in a URL, with the user name and password before it.
fn host(body: &[u8], from: usize) -> Option<(usize, usize)> {
    let start = from + memchr::memmem::find(&body[from..], b"://")? + 3;
    let length = run(&body[start..], |byte| {
        !byte.is_ascii_whitespace() && !b"/?#\"'<>&".contains(&byte)
    });
    Some((start, start + length))
}

/// The separator between a name and its value. It is scanned once, however many empty names it
/// contains, as in a run of quotes.
#[derive(Default)]
struct Separator {
    end: usize,
    /// The last sign in it that marks the text before it as a name.
    sign: Option<usize>,
}

impl Separator {
    /// Finds the separator around `start`.
    fn reach(&mut self, body: &[u8], start: usize) {
        if start < self.end {
            return;
        }
        self.end = start;
        self.sign = None;
        while let Some(&byte) = body.get(self.end) {
            let behind = &body[self.end + 1..];
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b'\'' | b'"' => {}
                b':' | b'=' => self.sign = Some(self.end),
                // The arrow in printed maps of some languages, and the bracket before it.
                b'>' if body[..self.end].ends_with(b"=") => {}
                b']' if behind.starts_with(b" =>") => {}
                _ => break,
            }
            self.end += 1;
        }
    }
}

/// The start of the second entry in a pair, given the first: `("a", "b")`.
fn second_of_pair(body: &[u8], first: Range<usize>) -> Option<usize> {
    let before = &body[..first.start];
    let before = before.strip_suffix(b"'").unwrap_or(before);
    let behind = &body[first.end..];
    let behind = behind.strip_prefix(b"'").unwrap_or(behind);
    let second = behind
        .strip_prefix(b",")
        .filter(|_| before.ends_with(b"(") || before.ends_with(b"["))?;
    Some(body.len() - second.len() + run(second, |byte| b" \t'".contains(&byte)))
}

/// The deepest nesting of objects in which neighbors are tracked.
const MOST_AROUND: usize = 64;

/// The members read so far in an object or a start tag.
#[derive(Default)]
struct ObjectState {
    /// The start of the value that names its neighbor.
    naming: Option<usize>,
    /// The start of the value that is named by its neighbor.
    value: Option<usize>,
    /// Whether the neighboring value is a secret.
    hides: bool,
}

impl ObjectState {
    /// The state after a member that is an object and therefore no name.
    fn without_naming(self) -> Self {
        let naming = None;
        ObjectState { naming, ..self }
    }

    /// Notes the name of a secret; returns the start of the value before it.
    fn name(&mut self) -> Option<usize> {
        self.hides = true;
        self.value.take()
    }
}

/// The nesting of elements, and the preceding element that a later one may name.
#[derive(Default)]
struct ElementState {
    depth: usize,
    /// Its depth, and the start and end of its content.
    named: Option<(usize, usize, Option<usize>)>,
}

impl ElementState {
    /// Handles an end tag.
    fn end_tag(&mut self, at: usize) {
        self.depth = self.depth.saturating_sub(1);
        let depth = self.depth;
        // The parent element has ended.
        self.named.take_if(|(own, ..)| *own > depth);
        if let Some((own, _, end @ None)) = &mut self.named
            && *own == depth
        {
            *end = Some(at);
        }
    }

    /// The content of the element before the one at a position.
    fn value(&mut self, at: usize) -> Option<Range<usize>> {
        let depth = self.depth;
        let named = self
            .named
            .take_if(|(own, _, end)| *own == depth || end.is_none());
        named.map(|(_, start, end)| start..end.unwrap_or(at))
    }
}

/// The last step of a name, without the sign after it.
fn last_step(name: &str) -> &str {
    names::steps(name).next_back().unwrap_or(name)
}

/// The path of a name's parent: `a(0)` for `a(0).name`.
fn owner(name: &str) -> Option<&str> {
    let name = name.strip_suffix('=').unwrap_or(name);
    let name = name.strip_suffix(']').unwrap_or(name);
    let joint = name.rfind(['.', '['])?;
    Some(&name[..joint])
}

fn decoded(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('+', " ");
    names::unescaped(&text).into_owned()
}

/// The start of the value after a name, including an opening quote.
fn opening(body: &[u8], end: usize, gap: usize) -> usize {
    let opens = body[end..end + gap].iter().rposition(|byte| *byte == b'"');
    end + opens.unwrap_or(gap)
}

/// Whether an element's name follows, with or without a prefix.
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

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The number of leading bytes of a kind.
pub(super) fn run(bytes: &[u8], of_kind: impl Fn(u8) -> bool) -> usize {
    let other = bytes.iter().position(|byte| !of_kind(*byte));
    other.unwrap_or(bytes.len())
}

/// The end of the string that opens at `start`, or of the body.
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
        _ if body[..start].ends_with(b"'") => {
            start + run(&body[start..], |byte| !b"'\r\n".contains(&byte))
        }
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
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

/// The unescaped text of a string, as far as it is valid.
fn unescaped(string: &[u8]) -> String {
    let text = String::from_utf8_lossy(string);
    if !string.contains(&b'\\') {
        return text.trim_matches('"').to_owned();
    }
    match crate::json::from_str::<String>(&text) {
        Ok(text) => text,
        Err(_) => text.trim_matches('"').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        let covered = Redactor::new().cover(body.as_bytes());
        assert_eq!(covered.len(), body.len());
        String::from_utf8(covered).unwrap()
    }

    #[test]
    fn covers_values_of_pairs() {
        assert_eq!(shown("a=1&pin=4321&b=2"), "a=1&pin=****&b=2");
        assert_eq!(
            shown("a=1&amp;pin=4321&amp;b=2"),
            "a=1&amp;pin=****&amp;b=2"
        );
        assert_eq!(
            shown("sender.%70in(0)=43%zz&b=%"),
            "sender.%70in(0)=*****&b=%"
        );
        assert_eq!(shown("%2570in=43&b=%"), "%2570in=**&b=%");
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
        // The parent is not checked for a card.
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
    fn covers_what_stands_beside_the_name_of_a_secret() {
        for body in [
            "a(0).name=pin&a(0).value=4321&",
            "a[0][value]=4321&a[0][name]=pin&",
            "name=pin&value=4321&b=%",
            r#"[{"name":"pin","value":"4321"},"#,
            r#"[{"value":4321,"name":"pin"},"#,
            r#"{"key": "Authorization", "value": "Bearer 4321","#,
            r#"{"value":"4321","x":{"y":1},"name":"pin"}"#,
            r#"{"name":"pin","x":{"y":{},"name":"z"},"value":"4321","#,
            r#"{"value":{"4321":1},"name":"pin"}"#,
            r#"<field name="pin" value="4321"/>"#,
            r#"<field name="pin">4321</field>"#,
            "<e><name>pin</name><value>4321</value>",
            "<e><value>4321</value><name>pin</name></e>",
            "<e><value><b>4321</b>4321</value><x><y/></x><name> pin </name>",
            "<e><value>4321<name>pin</name>",
            r#"<h value="4321" name="X-Api-Key"/>"#,
        ] {
            assert!(!shown(body).contains("4321"), "{}", shown(body));
        }
        for body in [
            "a(0).name=pin&a(1).value=4321&",
            r#"[{"name":"pin"},{"name":"x","value":"4321"}]"#,
            r#"{"name":"x","in":{"name":"pin"},"value":"4321"}"#,
            r#"{"name":{"a":1},"b":"pin","value":"4321"}"#,
        ] {
            assert_eq!(shown(body), body);
        }
        for body in [
            "<h><value>4321</value></h><h><name>pin</name></h>",
            "<h><value>4321</value><x><name>pin</name></x></h>",
            "<h><value>4321</value><name>x</name></h>",
        ] {
            assert!(
                shown(body).contains("<value>4321</value>"),
                "{}",
                shown(body)
            );
        }
    }

    #[test]
    fn covers_numbers_of_cards_and_accounts() {
        assert_eq!(
            shown("{\"x\":\"4111111111111111\",\n\"y\":1"),
            "{\"x\":******************,\n\"y\":1"
        );
        assert!(!shown("<a>gb82 west 1234 5698 7654 32</a>").contains("5698"));
    }

    #[test]
    fn covers_more_rather_than_less_in_damaged_input() {
        for body in [
            r#"{"pin":"4321"#,
            "{pin:4321",
            "{'pin':'4321'}",
            r#"{"pin" "4321"}"#,
            "[password] => 4321",
            "'password' => '4321',",
            r#""password" => "4321","#,
            r#"("password", "4321")"#,
            "[('password', '4321')",
            "{'pin':'x, 4321'}",
            "'password' => 'x&4321', 'y' => 'z'",
            r#"{"pin":{"a":"4321"#,
            r#"{"a":"{\"b\":\"{\\\"pin\\\":\\\"4321\\\"}\"}"#,
        ] {
            assert!(!shown(body).contains("4321"), "{body}");
        }
        assert!(!shown("\u{0}pin=4321").contains("4321"));
    }
}
