//! Redacts secrets within texts.

use std::borrow::Cow;
use std::ops::Range;

use super::prescan::{BLANKS, Prescan, name_before, until_end};
use super::{HIDDEN, Redactor, command, cover, digits, names};

/// The deepest nesting of texts within texts that is searched. Deeper texts are hidden.
pub(super) const DEEPEST: u8 = 8;

impl Redactor {
    /// Redacts a text: numbers of cards and accounts, secrets in URLs, and secrets in JSON or XML.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.text_within(text, DEEPEST, true)
    }

    /// Redacts an id of the model, which is not taken for the number of a card.
    pub(super) fn id<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.text_within(text, DEEPEST, false)
    }

    /// Hides only the numbers of cards and accounts, as for a program's own messages, in which
    /// names of a body may contain them.
    ///
    /// ```
    /// use paywire::redact::Redactor;
    ///
    /// let shown = Redactor::new().numbers("pin: no element is named n4111111111111111");
    /// assert_eq!(shown, "pin: no element is named n***");
    /// ```
    #[must_use]
    pub fn numbers<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut shown = Cow::Borrowed(text);
        if !self.show_secrets {
            let found = digits::found(text.as_bytes());
            replace(&mut shown, found);
        }
        shown
    }

    /// Redacts a path or a name. If a body was read in the wrong format, names can contain
    /// anything.
    ///
    /// ```
    /// use paywire::redact::Redactor;
    ///
    /// let redactor = Redactor::new();
    /// assert_eq!(redactor.path("sender.pin"), "sender.pin");
    /// assert_eq!(redactor.path("curl -u me:9041 a"), "curl -u ******* a");
    /// ```
    #[must_use]
    pub fn path<'a>(&self, path: &'a str) -> Cow<'a, str> {
        if !self.shows_all() && !names::is_plausible(path) {
            let covered = cover::covered(self, path.as_bytes(), DEEPEST, true);
            if covered != path.as_bytes() {
                return Cow::Owned(String::from_utf8_lossy(&covered).into_owned());
            }
        }
        self.text(path)
    }

    pub(super) fn text_within<'a>(
        &self,
        text: &'a str,
        depth: u8,
        by_digits: bool,
    ) -> Cow<'a, str> {
        if self.shows_all() || text.len() < 3 {
            return Cow::Borrowed(text);
        }
        if !Prescan::at(text).may_hide(self, text, depth, by_digits) {
            return Cow::Borrowed(text);
        }
        self.searched(text, depth, by_digits)
    }

    /// Redacts a text that may contain secrets.
    pub(super) fn searched<'a>(&self, text: &'a str, depth: u8, by_digits: bool) -> Cow<'a, str> {
        let document = is_document(text);
        if document && depth == 0 {
            return Cow::Borrowed(HIDDEN);
        }
        if document {
            let covered = cover::covered(self, text.as_bytes(), depth - 1, by_digits);
            if covered != text.as_bytes() {
                return Cow::Owned(String::from_utf8_lossy(&covered).into_owned());
            }
        }
        let mut shown = Cow::Borrowed(text);
        if !self.show_secrets {
            if by_digits {
                let found = digits::found(text.as_bytes());
                replace(&mut shown, found);
            }
            let found = before_hosts(&shown);
            replace(&mut shown, found);
            let found = bearers(&shown);
            replace(&mut shown, found);
            let found = command::settings(shown.as_bytes());
            replace(&mut shown, found);
        }
        let found = self.of_pairs(&shown);
        replace(&mut shown, found);
        let found = self.of_fields(&shown);
        replace(&mut shown, found);
        shown
    }

    /// The secrets in `name=value&name=value`, as in queries.
    fn of_pairs(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut beside = NamedValue::default();
        let mut at = 0;
        // The end of the last value and of the signs within it, so that each part of a text is
        // scanned once however many signs there are.
        let mut end = 0;
        while let Some(equals) = text[at..].find('=') {
            let sign = at + equals;
            let before = text[at..sign].trim_end_matches(BLANKS);
            let is_apart = before.len() < sign - at;
            let name = name_before(before);
            at = sign + 1;
            let is_next = at > end;
            let mut value = at;
            if is_next {
                value += if is_apart { blanks(&text[at..]) } else { 0 };
                end = quoted_end(text, value).unwrap_or_else(|| value + until_end(&text[value..]));
            }
            if is_next && !name.is_empty() {
                found.extend(beside.meet(self, name, text, value..end));
            }
            let is_hidden = || {
                beside.hides(name)
                    || self.hides(name)
                    || is_next && self.hides_in_escaped(&text[value..end])
            };
            if end > value && is_hidden() {
                found.push(value..end);
                at = end;
            }
        }
        in_order(found)
    }

    /// The secrets in lines such as `Authorization: Bearer …`.
    fn of_fields(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut beside = NamedValue::default();
        let mut at = 0;
        // The end of the line or of its part, found once.
        let mut line = 0;
        while let Some(colon) = text[at..].find(':') {
            let colon = at + colon;
            let name = name_before(text[at..colon].trim_end_matches(BLANKS));
            at = colon + 1;
            let value = at + blanks(&text[at..]);
            if text[at..].starts_with("//") || name.is_empty() {
                continue;
            }
            if self.fields.is_empty() && !names::may_be_significant(name) {
                continue;
            }
            let is_line = self.is_line(name);
            if !is_line && !names::is_naming(name) && !names::is_named(name) {
                continue;
            }
            if value >= line {
                let length = text[value..].find(['\r', '\n', ',', ';']);
                line = length.map_or(text.len(), |length| value + length);
            }
            let end = quoted_end(text, value).unwrap_or(line);
            found.extend(beside.meet(self, name, text, value..end));
            if !is_line && !beside.hides(name) {
                continue;
            }
            if end > value && &text[value..end] != HIDDEN {
                found.push(value..end);
            }
            at = end;
        }
        in_order(found)
    }

    /// Whether a value contains secrets once unescaped, as a URL within a URL.
    fn hides_in_escaped(&self, value: &str) -> bool {
        if !value.contains('%') {
            return false;
        }
        let plain = names::unescaped(value);
        plain != value && matches!(self.text_within(&plain, 1, true), Cow::Owned(_))
    }

    /// Whether the text after this name and a colon is hidden.
    fn is_line(&self, name: &str) -> bool {
        self.hides(name) || (!self.show_secrets && name.contains('-') && names::is_header(name))
    }

    /// Whether a text contains secrets.
    pub(super) fn hides_in(&self, text: &str, depth: u8) -> bool {
        matches!(self.text_within(text, depth, true), Cow::Owned(_))
            || depth == 0 && is_document(text)
    }
}

/// Tracks name-value pairs: `name=pin value=9041`.
#[derive(Default)]
struct NamedValue {
    /// Whether names precede their values, as in the first pair.
    name_first: Option<bool>,
    /// Whether the last name is that of a secret.
    hides: bool,
    /// The last value, whose name follows.
    value: Option<Range<usize>>,
}

impl NamedValue {
    /// Adds a name or a value; returns the value that is now known to be a secret.
    fn meet(
        &mut self,
        redactor: &Redactor,
        name: &str,
        text: &str,
        value: Range<usize>,
    ) -> Option<Range<usize>> {
        if names::is_naming(name) {
            self.name_first.get_or_insert(true);
            let said = text[value].trim_matches(['"', '\'', ' ']);
            self.hides = redactor.names_hidden(said);
            return self.value.take().filter(|_| self.hides);
        }
        if names::is_named(name) && !*self.name_first.get_or_insert(false) {
            self.value = Some(value).filter(|value| !value.is_empty());
        }
        None
    }

    /// Whether a value with this name is named as a secret by its neighbor.
    fn hides(&self, name: &str) -> bool {
        self.hides && self.name_first == Some(true) && names::is_named(name)
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(BLANKS).len()
}

/// The end of a quoted value: after the closing quote, on the same line.
fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let value = &text[start..];
    let quote = value.chars().next()?;
    let inside = value.strip_prefix(['"', '\''])?;
    let close = inside.find([quote, '\n'])?;
    inside[close..]
        .starts_with(quote)
        .then_some(start + 1 + close + 1)
}

/// Sorts ranges and merges adjacent ones.
fn in_order(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| part.start);
    parts.dedup_by(|next, before| {
        let within = next.start < before.end;
        if within {
            before.end = before.end.max(next.end);
        }
        within
    });
    parts
}

/// Whether a text may contain JSON or XML.
fn is_document(text: &str) -> bool {
    text.contains(['{', '<']) || text.contains("[\"")
}

/// Bearer tokens: `Bearer …`, anywhere.
fn bearers(text: &str) -> Vec<Range<usize>> {
    // Ordinary words are shorter or have no digits.
    const SHORTEST: usize = 6;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("earer ") {
        let start = at + next + "earer ".len();
        let end = start + until_end(&text[start..]);
        let token = &text[start..end];
        let is_scheme = text[..at + next].ends_with(['B', 'b']);
        if is_scheme && token.len() >= SHORTEST && token.bytes().any(|byte| byte.is_ascii_digit()) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// User names and passwords in URLs.
fn before_hosts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("://") {
        let start = at + next + 3;
        let ends = |letter: char| letter.is_whitespace() || "/?#\"'<>".contains(letter);
        let end = text[start..]
            .find(ends)
            .map_or(text.len(), |end| start + end);
        if let Some(sign) = text[start..end].rfind('@').filter(|sign| *sign > 0) {
            found.push(start..start + sign);
        }
        at = end;
    }
    found
}

/// Replaces sorted ranges by [`HIDDEN`].
fn replace(text: &mut Cow<'_, str>, parts: Vec<Range<usize>>) {
    let mut shown = String::new();
    let mut from = 0;
    for part in parts {
        shown.push_str(&text[from..part.start]);
        shown.push_str(HIDDEN);
        from = part.end;
    }
    if from > 0 {
        shown.push_str(&text[from..]);
        *text = Cow::Owned(shown);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Texts and their redacted forms.
    pub(in crate::redact) const HIDDEN_IN_PART: &[(&str, &str)] = &[
        (
            "https://shop.example/?a=1&token=EC-1&b=2#password=x",
            "https://shop.example/?a=1&token=***&b=2#password=***",
        ),
        (
            "go to http://me:S@a/ and ftp://b:c@d",
            "go to http://***@a/ and ftp://***@d",
        ),
        (
            "https://a.example/?to%6ben=1&x=2",
            "https://a.example/?to%6ben=***&x=2",
        ),
        (
            "https://a.example/?to%256ben=1",
            "https://a.example/?to%256ben=***",
        ),
        ("?a=1&amp;pin=7351", "?a=1&amp;pin=***"),
        ("back=https%3A%2F%2Fa%2F%3Ftoken%3D1&b=2", "back=***&b=2"),
        (
            "back=https%253A%252F%252Fa%252F%253Ftoken%253D1",
            "back=***",
        ),
        ("user[password]=x", "user[password]=***"),
        (
            "Authorization: Bearer A21\nHost: a",
            "Authorization: ***\nHost: a",
        ),
        ("a=b=pin=1&c=%3D%70in%3D2&d=%3D", "a=b=pin=***&c=***&d=%3D"),
        ("sent Bearer A21-x9, so", "sent Bearer ***, so"),
        ("X-Api-Key: A21", "X-Api-Key: ***"),
        ("name=password value=S", "name=password value=***"),
        ("value=S, name=password", "value=***, name=password"),
        (
            "key=\"X-Api-Key\" value=\"S T\"",
            "key=\"X-Api-Key\" value=***",
        ),
        (
            "name: password, value: S\nb",
            "name: password, value: ***\nb",
        ),
        ("name = pin\nvalue = S", "name = pin\nvalue = ***"),
        ("password = S", "password = ***"),
        ("password=\"S T\" x", "password=*** x"),
        ("password='S T' x", "password=*** x"),
        ("--data pin:S", "--data pin:***"),
        ("user = me:S", "user = ***"),
        ("user: \"me:S\"\nurl = a", "user: ***\nurl = a"),
        ("--proxy-user me:S", "--proxy-user ***"),
        ("paid with 4111 1111 1111 1111", "paid with ***"),
        ("gb82 west 1234 5698 7654 32", "***"),
    ];

    /// Texts without secrets.
    pub(in crate::redact) const SHOWN: &[&str] = &[
        "a=b c=d",
        "token=",
        "https://a.example/p@q",
        "https://shop.example:8080/x",
        "2013-08-16T06:13:46.217-07:00",
        "nextPageToken=1",
        "memo: nothing",
        "a bearer token",
        "Bearer of 3 parcels",
        "order number: 12",
        "name=shop value=x",
        "name: shop, value: x",
        "name=password\n\nvalues of others=x",
        "user = me",
        "user: me",
        "time user: 12:30",
        "a = b",
        "",
    ];

    /// Parts of texts that are slow to search.
    pub(in crate::redact) const SLOW: &[&str] = &[
        "=",
        "=%",
        "a%3D",
        "a=b%3D",
        "\"",
        "{\"",
        "\"a\":",
        "{=",
        "'=",
        "<a",
        "<a b=",
        "<value>",
        "<name>pin",
        "<value>1<name>pin</name>",
        "{value:1,x:{name:pin,",
        ":",
        "a-b:",
        "://",
        "1 ",
        "4111 ",
        "DE89 ",
        "&amp;",
        "%2526",
        "\\",
        "[\"",
        "name:",
        "name: pin,",
        "name=\"",
        "value='",
        "name=pin ",
        "value:\"",
        "user:",
        "user=a:\n",
    ];

    #[test]
    fn hides_secrets_within_texts() {
        let redactor = Redactor::new();
        for (text, shown) in HIDDEN_IN_PART {
            assert_eq!(redactor.text(text), *shown);
        }
        for text in SHOWN {
            assert!(matches!(redactor.text(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn hides_what_an_element_behind_it_names() {
        let redactor = Redactor::new();
        for text in [
            "<e><value>S9</value><name>pin</name></e>",
            "<h><value>S9</value><x/><key>Authorization</key></h>",
            r#"<e a="b"><x:value a="b">S9</x:value><x:key>X-Api-Key</x:key></e>"#,
            r#"{"value":"S9","x":{"y":[{}]},"key":"Authorization"}"#,
        ] {
            let shown = redactor.text(text);
            assert!(!shown.contains("S9") && shown.contains("***"), "{shown}");
        }
    }

    #[test]
    fn looks_at_each_part_of_a_text_once() {
        let redactor = Redactor::new();
        let start = std::time::Instant::now();
        for part in SLOW {
            let text = part.repeat(64 * 1024 / part.len());
            let _ = redactor.text(&text);
            let _ = redactor.text(&format!("{{{text}"));
            let _ = redactor.cover(text.as_bytes());
        }
        // Quadratic scanning took a minute here.
        assert!(start.elapsed() < std::time::Duration::from_secs(30));
    }

    #[test]
    fn hides_secrets_within_documents_within_texts() {
        let redactor = Redactor::new();
        let once = r#"{"pin":"7351"}"#;
        let mut text = once.to_owned();
        for _ in 0..6 {
            assert!(!redactor.text(&text).contains("7351"), "{text}");
            text = crate::json::to_string(&format!(
                r#"{{"a":{}}}"#,
                crate::json::to_string(&text).unwrap()
            ))
            .unwrap();
        }
        assert!(!redactor.text("<a><pin>7351</pin></a>").contains("7351"));
        assert_eq!(redactor.text(r#"{"a":"b"}"#), r#"{"a":"b"}"#);
    }
}
