//! Splits a line into words as Windows does: the command prompt removes the carets, then the
//! program splits the rest.
//!
//! Documents: *cmd* (Windows Commands), escape characters; *Parsing C command-line arguments*
//! (Microsoft C runtime library).

use super::command::ShellCommand;

/// Whether a line is written for the command prompt: it has an escaped quotation mark, or ends with
/// a caret.
pub(super) fn is_line(line: &[u8]) -> bool {
    line.trim_ascii_end().ends_with(b"^") || line.windows(2).any(|two| two == b"^\"")
}

/// Parses one command including its line end, and returns its length; `None` if it has no end.
pub(super) fn command(input: &[u8]) -> Option<(usize, ShellCommand)> {
    let (length, line) = without_carets(input)?;
    let command = ShellCommand {
        words: words(&line),
        ..ShellCommand::default()
    };
    Some((length, command))
}

fn without_carets(input: &[u8]) -> Option<(usize, Vec<u8>)> {
    let mut line = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    loop {
        let byte = *input.get(at)?;
        at += 1;
        match byte {
            b'^' if !quoted => {
                // A caret removes the line end and makes the next byte literal.
                at += line_end(input, at)?;
                let end = line_end(input, at)?;
                line.push(if end > 0 { b'\n' } else { *input.get(at)? });
                at += end.max(1);
            }
            b'\n' => return Some((at, line)),
            b'&' | b'|' if !quoted => return Some((at, line)),
            _ => {
                quoted ^= byte == b'"';
                line.push(byte);
            }
        }
    }
}

/// The length of the line end here; `None` if more bytes are needed.
fn line_end(input: &[u8], at: usize) -> Option<usize> {
    match input.get(at)? {
        b'\n' => Some(1),
        b'\r' if *input.get(at + 1)? == b'\n' => Some(2),
        _ => Some(0),
    }
}

fn words(line: &[u8]) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quoted = false;
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\t' | b'\r' if !quoted => words.extend(word.take()),
            b'\\' => {
                let mut slashes = 1_usize;
                while bytes.next_if_eq(&b'\\').is_some() {
                    slashes += 1;
                }
                let is_escape = bytes.peek() == Some(&b'"');
                let kept = if is_escape { slashes / 2 } else { slashes };
                let word = word.get_or_insert_default();
                word.resize(word.len() + kept, b'\\');
                if is_escape && slashes % 2 == 1 {
                    bytes.next();
                    word.push(b'"');
                }
            }
            b'"' => {
                let word = word.get_or_insert_default();
                if quoted && bytes.next_if_eq(&b'"').is_some() {
                    word.push(b'"');
                } else {
                    quoted = !quoted;
                }
            }
            _ => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<String> {
        let (length, command) = command(text.as_bytes()).unwrap();
        assert_eq!(length, text.len());
        let words = command.words.into_iter();
        words.map(|word| String::from_utf8(word).unwrap()).collect()
    }

    #[test]
    fn carets_and_then_quotations_are_taken_off() {
        for (text, expected) in [
            (
                "curl ^\"https://h/a^?b=1^&c=2^\" ^\r\n  -H ^\"a: b^\"\n",
                &["curl", "https://h/a?b=1&c=2", "-H", "a: b"][..],
            ),
            ("curl \"a^b&c\" x&", &["curl", "a^b&c", "x"]),
            ("curl ^\"a=%^20^%^41^\"\n", &["curl", "a=%20%41"]),
            (
                "curl ^\"^{^\\^\"a^\\^\":^\\^\"b^\\\\c^\\^\"^}^\"\n",
                &["curl", r#"{"a":"b\\c"}"#],
            ),
            ("curl ^\"a^\n\nb^\"\n", &["curl", "a\nb"]),
            (
                "curl \"a\"\"b\" a\\\\b \"\"\n",
                &["curl", "a\"b", "a\\\\b", ""],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert!(command(b"curl ^").is_none() && command(b"curl ^\r").is_none());
        assert!(is_line(b"curl x ^\r") && is_line(b"curl ^\"x^\"") && !is_line(b"curl 'a^b'"));
    }

    /// Quotes a word as browsers do.
    fn quote(word: &str) -> String {
        let mut escaped = String::from("^\"");
        let mut slashes = 0;
        for character in word.chars() {
            slashes = if character == '\\' { slashes + 1 } else { 0 };
            match character {
                '"' => escaped.push_str("^\\^\""),
                '\n' => escaped.push_str("^\n\n"),
                _ if character.is_ascii_alphanumeric() || character == ' ' => {
                    escaped.push(character);
                }
                _ => escaped.extend(['^', character]),
            }
        }
        escaped + &"^\\".repeat(slashes) + "^\""
    }

    proptest! {
        #[test]
        fn quoted_words_come_back(expected in prop::collection::vec("[a-z %&|^<>!,;=()\n]{0,12}(\"x)?(\\\\){0,3}", 1..5)) {
            let line = expected.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ") + "\n";
            prop_assert_eq!(read(&line), expected);
        }
    }
}
