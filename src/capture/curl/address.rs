//! URLs as curl accepts them.

use std::fmt::Write;

/// A URL of a command.
pub(super) struct CurlUrl {
    scheme: String,
    /// The host, and the port if given.
    host: String,
    /// The path with its leading `/`.
    path: String,
    /// The query, without the `?`.
    query: Option<String>,
    /// The user and password in the URL.
    pub(super) user: Option<Vec<u8>>,
    /// Whether curl would expand it to several URLs.
    pub(super) ranges: bool,
}

impl CurlUrl {
    pub(super) fn new(address: &[u8]) -> Self {
        let address = String::from_utf8_lossy(address);
        let address = address.trim().split('#').next().unwrap_or_default();
        let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
        let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(authority_end);
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(unescaped(user)), host),
            None => (None, authority),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (rest, None),
        };
        CurlUrl {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            path: if path.is_empty() { "/" } else { path }.to_owned(),
            query,
            user: user.map(|user| {
                if user.contains(&b':') {
                    user
                } else {
                    [&user[..], b":"].concat()
                }
            }),
            // Brackets in the host enclose an IPv6 address.
            ranges: address.contains('{') || path.contains('[') || rest.contains(['[', ']']),
        }
    }

    /// The URL with a file name appended to its path and parameters to its query.
    pub(super) fn target(mut self, file_name: Option<&[u8]>, query: &[u8]) -> String {
        if let Some(name) = file_name.filter(|_| self.path.ends_with('/')) {
            let mut escaped = Vec::new();
            escape_with(name, "%20", &mut escaped);
            self.path.push_str(&String::from_utf8_lossy(&escaped));
        }
        if !query.is_empty() {
            let own = self.query.get_or_insert_default();
            if !own.is_empty() {
                own.push('&');
            }
            own.push_str(&String::from_utf8_lossy(query));
        }
        let mut target = format!("{}://{}{}", self.scheme, self.host, self.path);
        if let Some(query) = self.query {
            // Writing to a string cannot fail.
            let _ = write!(target, "?{query}");
        }
        target
    }
}

/// Form-encodes: escapes all but unreserved characters of RFC 3986, and writes blanks as `+`.
pub(super) fn escape(content: &[u8], to: &mut Vec<u8>) {
    escape_with(content, "+", to);
}

fn escape_with(content: &[u8], blank: &str, to: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in content {
        match byte {
            b' ' => to.extend(blank.as_bytes()),
            b'-' | b'.' | b'_' | b'~' => to.push(*byte),
            _ if byte.is_ascii_alphanumeric() => to.push(*byte),
            _ => to.extend([
                b'%',
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]),
        }
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes().iter();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low).to_le_bytes()[0]);
                rest = ahead;
            }
            _ => bytes.push(*byte),
        }
    }
    bytes
}
