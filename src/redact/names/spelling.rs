//! The spellings of names: escapes, steps of paths, and words.

use std::borrow::Cow;

/// Normalises a name: lower case, letters and digits only.
pub(in crate::redact) fn plain(name: &str) -> String {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(char::is_alphanumeric);
    plain
}

/// Unescapes a name: percent-encoding (`%62`) and entities (`&amp;`), also if nested.
pub(in crate::redact) fn unescaped(name: &str) -> Cow<'_, str> {
    let mut now = Cow::Borrowed(name);
    for _ in 0..4 {
        let next = match (now.contains('%'), now.contains('&')) {
            (false, false) => break,
            (percent, _) => {
                let text = if percent {
                    percent_decoded(&now)
                } else {
                    now.to_string()
                };
                entities_decoded(text)
            }
        };
        if next == *now {
            break;
        }
        now = Cow::Owned(next);
    }
    now
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| {
            bytes
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        let pair = digit(at + 1).zip(digit(at + 2)).filter(|_| byte == b'%');
        let value = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn entities_decoded(text: String) -> String {
    if !text.contains('&') {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let end = from
            .char_indices()
            .take(10)
            .find(|(_, letter)| *letter == ';');
        let known = end.and_then(|(end, _)| Some((entity(&from[1..end])?, end)));
        if let Some((letter, end)) = known {
            decoded.push(letter);
            rest = &from[end + 1..];
        } else {
            decoded.push('&');
            rest = &from[1..];
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(
            || number.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        );
        return code.and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Whether a character separates steps of a path, in any spelling.
fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '.' | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | ':'
            | '/'
            | '\\'
            | '&'
            | ';'
            | '?'
            | '#'
            | '='
            | ','
            | '"'
            | '\''
            | '<'
            | '>'
            | '|'
            | ' '
            | '\t'
            | '\r'
            | '\n'
    )
}

/// Whether a name may contain a known word: each has at least two letters.
pub(super) fn has_word(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let letters = name.bytes().filter(|byte| is_letter(*byte));
    letters.take(2).count() == 2 || name.contains(['%', '&'])
}

/// Whether a name is a single step without escapes, as most are.
pub(in crate::redact) fn is_word(name: &str) -> bool {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    name.bytes().all(is_of_word)
}

/// The steps of a path, without indices.
pub(in crate::redact) fn steps(path: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    let steps = path.split(is_separator);
    steps.filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn last(name: &str) -> &str {
    if is_word(name) {
        return name;
    }
    steps(name).next_back().unwrap_or(name)
}

/// The words of a name, in lower case: those of `X-Api-Key` and `xApiKey` are equal.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let mut lower = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            open = false;
            continue;
        }
        if letter.is_uppercase() && lower {
            open = false;
        }
        lower = letter.is_lowercase();
        match words.last_mut().filter(|_| open) {
            Some(word) => word.extend(letter.to_lowercase()),
            None => words.push(letter.to_lowercase().collect()),
        }
        open = true;
    }
    words
}

/// Whether a text can be a name or a path rather than part of a body.
pub(in crate::redact) fn is_plausible(name: &str) -> bool {
    let mut open = 0_usize;
    let mut closed = 0_usize;
    for byte in name.bytes() {
        match byte {
            0..=b' ' | b'"' | b'\'' | b'<' | b'>' | b'\\' | 0x7f => return false,
            b'{' => open += 1,
            b'}' => closed += 1,
            _ => {}
        }
    }
    open == closed
}
