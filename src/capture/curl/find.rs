//! Finds curl commands in a text.

use super::command::ShellCommand;

/// The start of a command in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CommandStart {
    pub(super) at: usize,
    /// A byte that also ends the command.
    pub(super) closer: Option<u8>,
}

/// Bytes that may precede a command, such as the end of a prompt.
const BEFORE: &[u8] = b"$%>#|;&({!`";

/// The end of a prompt.
const PROMPT: &[u8] = b"$%>#";

/// Words that may precede the program.
const PREFIXES: &[&[u8]] = &[
    b"sudo", b"time", b"exec", b"command", b"nohup", b"env", b"then", b"do", b"else", b"if",
    b"while", b"until", b"export", b"local",
];

/// The first command of a line; `#` starts a comment.
pub(super) fn command(line: &[u8]) -> Option<CommandStart> {
    find(line, BEFORE)
}

fn find(line: &[u8], before: &[u8]) -> Option<CommandStart> {
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
            return Some(CommandStart {
                at: at + start,
                closer,
            });
        }
        at += segment.len() + 1;
    }
    None
}

/// The position of the program in a part of a line, if it is curl.
fn in_segment(segment: &[u8]) -> Option<usize> {
    let mut at = 0;
    for word in segment.split(u8::is_ascii_whitespace) {
        if is_curl(word) {
            // The word may end with the line or be followed by a backslash.
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

/// Whether the words are a command and not a sentence that starts with `curl`.
pub(super) fn is_command(command: &ShellCommand) -> bool {
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

/// Whether a text starts with a curl command, apart from comments.
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
            let command = ShellCommand {
                words: words.collect(),
                ..ShellCommand::default()
            };
            // The options may start on the next line.
            command.words.len() == 1 || is_command(&command)
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
            let expected = at.map(|at| CommandStart { at, closer });
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
