//! Where a text has a command of curl.

use super::command::Command;

/// Where a command begins in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) at: usize,
    /// What ends it besides what ends a command anyway.
    pub(super) closer: Option<u8>,
}

/// What may stand between a prompt, or another command, and a command.
const BEFORE: &[u8] = b"$%>#|;&({!`";

/// The end of a prompt.
const PROMPT: &[u8] = b"$%>#";

/// What a shell reads before the command that it is about.
const PREFIXES: &[&[u8]] = &[
    b"sudo", b"time", b"exec", b"command", b"nohup", b"env", b"then", b"do", b"else", b"if",
    b"while", b"until", b"export", b"local",
];

/// The command that a line has first; `#` begins a comment.
pub(super) fn command(line: &[u8]) -> Option<Start> {
    find(line, BEFORE)
}

fn find(line: &[u8], before: &[u8]) -> Option<Start> {
    if line.trim_ascii_start().starts_with(b"#") {
        return None;
    }
    let mut at = 0_usize;
    for segment in line.split(|byte| before.contains(byte)) {
        if let Some(start) = in_segment(segment) {
            let closer = match at.checked_sub(1).map(|before| line[before]) {
                Some(b'(') => Some(b')'),
                Some(b'`') => Some(b'`'),
                _ => None,
            };
            return Some(Start {
                at: at + start,
                closer,
            });
        }
        at += segment.len() + 1;
    }
    None
}

/// Where in the piece of a line the program stands, if it is curl.
fn in_segment(segment: &[u8]) -> Option<usize> {
    let mut at = 0;
    for word in segment.split(u8::is_ascii_whitespace) {
        if is_curl(word) {
            // A word of a text ends with the line, or a backslash is between it and its options.
            return (segment.len() > at + word.len()).then_some(at);
        }
        if !word.is_empty() && !PREFIXES.contains(&word) && !is_assignment(word) {
            return None;
        }
        at += word.len() + 1;
    }
    None
}

fn is_curl(word: &[u8]) -> bool {
    let name = word.rsplit(|byte| b"/\\".contains(byte)).next();
    let name = name.unwrap_or_default();
    name.eq_ignore_ascii_case(b"curl") || name.eq_ignore_ascii_case(b"curl.exe")
}

fn is_assignment(word: &[u8]) -> bool {
    let name = word.iter().position(|byte| *byte == b'=');
    name.is_some_and(|end| {
        end > 0
            && word[..end]
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    })
}

/// Whether what was read is a command, and no sentence that begins with its name.
pub(super) fn is_meant(command: &Command) -> bool {
    let mut words = command.words.iter().skip(1);
    words.any(|word| {
        word.starts_with(b"-")
            || word.starts_with(b"$")
            || word.starts_with(b"localhost")
            || word.iter().any(|byte| b"/:".contains(byte))
            || word
                .trim_ascii_end()
                .strip_suffix(b".")
                .unwrap_or(word)
                .contains(&b'.')
    })
}

/// Whether a text begins with a command of curl, comments left aside.
pub(in crate::capture) fn begins(first: &[u8]) -> bool {
    let lines = first.split_inclusive(|byte| *byte == b'\n');
    let mut lines = lines.filter(|line| {
        let line = line.trim_ascii();
        !line.is_empty() && !line.starts_with(b"#")
    });
    lines.next().is_some_and(|line| {
        let start = find(line, PROMPT).filter(|_| !line.trim_ascii_start().starts_with(b"<"));
        start.is_some_and(|start| {
            let words = line[start.at..].split(u8::is_ascii_whitespace);
            let words = words.map(|word| word.trim_ascii().to_vec());
            let words = words.filter(|word| !word.is_empty() && word != b"\\");
            let command = Command {
                words: words.collect(),
                ..Command::default()
            };
            // Its options may begin on the next line.
            command.words.len() == 1 || is_meant(&command)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_where_a_shell_has_them() {
        for (line, at, closer) in [
            ("curl x", Some(0), None),
            ("  $ curl x", Some(4), None),
            ("[me@host dir]$ sudo A=1 /usr/bin/curl x", Some(24), None),
            ("C:\\Users\\me>curl.exe x", Some(12), None),
            ("TOKEN=$(curl x)", Some(8), Some(b')')),
            ("Try `curl x`.", Some(5), Some(b'`')),
            ("cat f | curl x", Some(8), None),
            ("curl \\\n", Some(0), None),
            ("# curl x", None, None),
            ("We use curl for it", None, None),
            ("curl: (7) failed", None, None),
            ("I have curl", None, None),
            ("curl", None, None),
        ] {
            let expected = at.map(|at| Start { at, closer });
            assert_eq!(command(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn a_text_is_known_by_its_first_line() {
        for text in [
            "\n# A comment\n$ curl https://h",
            "curl \\\n -d a",
            "curl ^\"http://h^\" ^\n",
            "curl -d a",
        ] {
            assert!(begins(text.as_bytes()), "{text}");
        }
        for text in [
            "a=1&curl x.y",
            "curl is a tool.",
            "{curl http://h}",
            "<p>curl http://h",
            "x\ncurl http://h",
            "",
        ] {
            assert!(!begins(text.as_bytes()), "{text}");
        }
    }
}
