//! Secrets in commands that call a service, and in their option files.

use std::ops::Range;

use super::cover::run;

/// The secrets in options of a command: `-u name:password`.
pub(super) fn options(body: &[u8]) -> Vec<Range<usize>> {
    const LONG: &[&[u8]] = &[
        b"--user",
        b"--proxy-user",
        b"--cookie",
        b"--oauth2-bearer",
        b"--pass",
        b"--proxy-pass",
        b"--key",
        b"--cert",
        b"--tlspassword",
        b"--tlsuser",
        b"--preproxy",
        b"--proxy",
        b"--http-user",
        b"--http-password",
        b"--auth",
    ];
    let mut found = Vec::new();
    let Some(secret_flags) = secret_flags(body) else {
        return found;
    };
    found.extend(names_before_hosts(body));
    let mut at = 0;
    while let Some(dash) = memchr::memchr(b'-', &body[at..]) {
        let start = at + dash;
        at = start + 1;
        if start > 0 && !b" \t\r\n'\"".contains(&body[start - 1]) {
            continue;
        }
        let rest = &body[start..];
        let option = match rest {
            [b'-', b'-', ..] => {
                let mut known = LONG.iter().filter(|known| rest.starts_with(known));
                known.next().map(|known| known.len())
            }
            [b'-', flags @ ..] => {
                // Flags without a value may precede it: `-sSu name:password`.
                let plain = run(flags, |byte| {
                    b"0123456789#afgGiIjkLnNOpqRsSvZ".contains(&byte)
                        && !secret_flags.contains(&byte)
                });
                let takes = flags
                    .get(plain)
                    .is_some_and(|flag| secret_flags.contains(flag));
                takes.then_some(plain + 2)
            }
            _ => None,
        };
        let Some(length) = option else { continue };
        let name = start + length;
        let value = name + run(&body[name..], |byte| b" \t=\\\r\n".contains(&byte));
        let end = shell_word_end(body, value);
        found.push(value..end);
        at = end.max(at);
    }
    found
}

/// Options whose value is `name:password`.
const LOGINS: &[&[u8]] = &[
    b"user",
    b"proxy-user",
    b"cert",
    b"proxy-cert",
    b"-u",
    b"-U",
    b"-E",
];

/// Options whose value is a host, possibly with `name:password@`.
const PROXIES: &[&[u8]] = &[b"proxy", b"preproxy", b"-x"];

/// Options whose value is a secret.
const SECRETS: &[&[u8]] = &[
    b"oauth2-bearer",
    b"pass",
    b"proxy-pass",
    b"tlspassword",
    b"proxy-tlspassword",
    b"cookie",
    b"-b",
];

/// The secrets in lines of options, as in a file for `curl -K`: `user = name:password`.
pub(super) fn settings(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let value = setting(line);
        found.extend(value.map(|value| start + value.start..start + value.end));
        start += line.len() + 1;
    }
    found
}

/// Whether a line may be such an option.
pub(super) fn may_have_settings(text: &[u8], has_lines: bool) -> bool {
    if !has_lines {
        return option_of(text).is_some();
    }
    let mut start = 0;
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', text).chain([text.len()]);
    ends.any(|end| {
        let line = &text[start..end];
        start = end + 1;
        option_of(line).is_some()
    })
}

/// The start of the option at the start of a line.
fn option_of(line: &[u8]) -> Option<usize> {
    let mut at = run(line, is_blank);
    if line[at..].starts_with(b"--") {
        at += 2;
    }
    let may_be = matches!(line.get(at)?, b'-' | b'c' | b'o' | b'p' | b't' | b'u');
    let mut all = LOGINS.iter().chain(PROXIES).chain(SECRETS);
    (may_be && all.any(|option| line[at..].starts_with(option))).then_some(at)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn setting(line: &[u8]) -> Option<Range<usize>> {
    let at = option_of(line)?;
    let of = |names: &[&[u8]]| {
        let mut names = names.iter().filter(|name| line[at..].starts_with(name));
        names.find_map(|name| {
            let sign = at + name.len();
            let length = run(&line[sign..], |byte| {
                is_blank(byte) || matches!(byte, b'=' | b':')
            });
            (length > 0).then_some(sign + length)
        })
    };
    let (login, proxy) = (of(LOGINS), of(PROXIES));
    let start = login.or(proxy).or_else(|| of(SECRETS))?;
    let value = &line[start..];
    let quoted = value.starts_with(b"\"") || value.starts_with(b"'");
    let end = if quoted {
        line.len()
    } else {
        // A value has no blanks; a sentence does.
        let length = run(value, |byte| !is_blank(byte) && byte != b'&');
        let behind = &value[length..];
        if behind.iter().any(|byte| !is_blank(*byte) && *byte != b'&') && !behind.starts_with(b"&")
        {
            return None;
        }
        start + length
    };
    let value = &line[start..end];
    let colon = value.iter().position(|byte| *byte == b':');
    let is_login = colon.is_some_and(|colon| !value[colon..].starts_with(b"://"));
    let is_secret = match (login, proxy) {
        (Some(_), _) => is_login,
        (_, Some(_)) => value.contains(&b'@'),
        _ => true,
    };
    (is_secret && start < end).then_some(start..end)
}

/// Whether a name is an option whose value may be a secret.
pub(super) fn is_setting(name: &str) -> bool {
    let name = name.trim().trim_start_matches("--").as_bytes();
    let mut all = LOGINS.iter().chain(PROXIES).chain(SECRETS);
    all.any(|option| *option == name)
}

/// The flags before a secret in the command of a body, if it has one that calls a service.
fn secret_flags(body: &[u8]) -> Option<&'static [u8]> {
    let mut words = body.windows(4);
    if words.any(|word| word.eq_ignore_ascii_case(b"curl") || word.eq_ignore_ascii_case(b"wget")) {
        return Some(b"uUbEx");
    }
    // `http` is also part of every URL, so HTTPie must start a line.
    let mut lines = body.split(|byte| *byte == b'\n');
    let is_httpie = |line: &[u8]| {
        let start = run(line, |byte| b" \t$>".contains(&byte));
        let names: [&[u8]; 3] = [b"http ", b"https ", b"xh "];
        names.iter().any(|name| line[start..].starts_with(name))
    };
    lines.any(is_httpie).then_some(b"a")
}

/// User names and passwords in words that are URLs without a scheme.
fn names_before_hosts(body: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in body.split(|byte| b" \t\r\n'\"".contains(byte)) {
        let sign = word.iter().rposition(|byte| *byte == b'@');
        if let Some(sign) = sign
            && !word.starts_with(b"-")
            && word[..sign].contains(&b':')
            && memchr::memmem::find(word, b"://").is_none()
        {
            found.push(start..start + sign);
        }
        start += word.len() + 1;
    }
    found
}

/// The end of a word of a command, including quotations.
fn shell_word_end(body: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut quote = None;
    while let Some(&byte) = body.get(at) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, _) if byte.is_ascii_whitespace() => break,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::redact::Redactor;

    fn shown(body: &str) -> String {
        let covered = Redactor::new().cover(body.as_bytes());
        String::from_utf8(covered).unwrap()
    }

    #[test]
    fn covers_what_commands_prove_themselves_with() {
        for command in [
            "curl -u me:4321 https://a.example",
            "curl -sSu 'me:4321' https://a.example",
            "curl --user me:4321 https://a.example",
            "curl --user=\"me:4321\" https://a.example",
            "curl -ume:4321 https://a.example",
            "curl -sSkume:4321 https://a.example",
            "CURL -U me:4321 https://a.example",
            "curl -x a:4321@b:1 https://a.example",
            "curl -E cert:4321 https://a.example",
            "curl me:4321@a.example",
            "curl -b 'sid=4321' https://a.example",
            "curl -H 'Authorization: Basic 4321' https://a.example",
            "curl -H \"X-Api-Key: 4321\" https://a.example",
            "curl https://me:4321@a.example",
            "wget --http-user 4321 https://a.example",
            "http -a me:4321 https://a.example",
            "$ https -a me:4321 https://a.example",
        ] {
            let shown = shown(command);
            assert!(!shown.contains("4321"), "{shown}");
            assert!(shown.contains("a.example"), "{shown}");
        }
    }

    #[test]
    fn covers_what_stands_in_files_of_options() {
        for settings in [
            "user = me:4321",
            "user = \"me:43 21\"\nurl = \"https://a.example\"",
            "url = https://a.example\r\n  --user me:4321\r\n",
            "-u me:4321\n",
            "proxy-user:me:4321",
            "oauth2-bearer = 4321",
            "proxy = me:4321@proxy.example:8080",
            "pass=4321&b=1",
        ] {
            let shown = shown(settings);
            assert!(!shown.contains("43") && !shown.contains("21"), "{shown}");
        }
        for settings in [
            "user = me",
            "user: http://a.example",
            "user at 12:30",
            "proxy = proxy.example:8080",
            "users: a:b",
            "pass on it: 4321",
        ] {
            assert_eq!(shown(settings), settings);
        }
    }
}
