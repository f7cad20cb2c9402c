//! The options of curl: their names, whether they take a value, and what they do to the request.
//!
//! Document: curl's manual page, as of curl 8.

use std::collections::VecDeque;
use std::str;

/// What an option does to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OptionKind {
    /// A part of the body.
    Data(Data),
    /// A part of the query.
    Query,
    /// A field of a form; if `literal`, its first character is not special.
    Form {
        literal: bool,
    },
    Header,
    Method,
    Get,
    Head,
    User,
    Agent,
    Referer,
    Cookie,
    Url,
    Range,
    Upload,
    Bearer,
    /// An authentication method that sends no password in the first request.
    OtherSignIn,
    /// Starts another request.
    Next,
    /// Reads more options from a file.
    Config,
    /// No effect on the request itself.
    Nothing,
}

/// How a part of the body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// Verbatim; line ends of a file are removed.
    Text,
    /// Verbatim; `@` is not special.
    Raw,
    /// Verbatim, including line ends of a file.
    Binary,
    /// Escaped.
    Encoded,
    /// JSON: parts are concatenated without `&`.
    Json,
}

/// An option with an effect: its long name, its letter, whether it takes a value.
struct KnownOption(&'static str, u8, bool, OptionKind);

const KNOWN: &[KnownOption] = &[
    KnownOption("data", b'd', true, OptionKind::Data(Data::Text)),
    KnownOption("data-ascii", 0, true, OptionKind::Data(Data::Text)),
    KnownOption("data-raw", 0, true, OptionKind::Data(Data::Raw)),
    KnownOption("data-binary", 0, true, OptionKind::Data(Data::Binary)),
    KnownOption("data-urlencode", 0, true, OptionKind::Data(Data::Encoded)),
    KnownOption("json", 0, true, OptionKind::Data(Data::Json)),
    KnownOption("url-query", 0, true, OptionKind::Query),
    KnownOption("form", b'F', true, OptionKind::Form { literal: false }),
    KnownOption("form-string", 0, true, OptionKind::Form { literal: true }),
    KnownOption("header", b'H', true, OptionKind::Header),
    KnownOption("request", b'X', true, OptionKind::Method),
    KnownOption("get", b'G', false, OptionKind::Get),
    KnownOption("head", b'I', false, OptionKind::Head),
    KnownOption("user", b'u', true, OptionKind::User),
    KnownOption("user-agent", b'A', true, OptionKind::Agent),
    KnownOption("referer", b'e', true, OptionKind::Referer),
    KnownOption("cookie", b'b', true, OptionKind::Cookie),
    KnownOption("url", 0, true, OptionKind::Url),
    KnownOption("range", b'r', true, OptionKind::Range),
    KnownOption("upload-file", b'T', true, OptionKind::Upload),
    KnownOption("oauth2-bearer", 0, true, OptionKind::Bearer),
    KnownOption("anyauth", 0, false, OptionKind::OtherSignIn),
    KnownOption("digest", 0, false, OptionKind::OtherSignIn),
    KnownOption("negotiate", 0, false, OptionKind::OtherSignIn),
    KnownOption("ntlm", 0, false, OptionKind::OtherSignIn),
    KnownOption("ntlm-wb", 0, false, OptionKind::OtherSignIn),
    KnownOption("aws-sigv4", 0, true, OptionKind::OtherSignIn),
    KnownOption("next", b':', false, OptionKind::Next),
    KnownOption("config", b'K', true, OptionKind::Config),
];

/// Letters of options without effect that take a value.
const LETTERS_WITH_VALUE: &[u8] = b"CDEPQUYchmotwxyz";

/// Letters of options without effect or value.
const LETTERS: &[u8] = b"#012346BJLMNORSVZafgijklnpqsv";

/// Long names of options without effect that take a value.
#[rustfmt::skip]
const WITH_VALUE: &[&str] = &[
    "abstract-unix-socket", "alt-svc", "cacert", "capath", "cert", "cert-type", "ciphers",
    "connect-timeout", "connect-to", "continue-at", "cookie-jar", "create-file-mode", "crlfile",
    "curves", "delegation", "dns-interface", "dns-ipv4-addr", "dns-ipv6-addr", "dns-servers",
    "doh-url", "dump-header", "ech", "egd-file", "engine", "etag-compare", "etag-save",
    "expect100-timeout", "ftp-account", "ftp-alternative-to-user", "ftp-method", "ftp-port",
    "ftp-ssl-ccc-mode", "happy-eyeballs-timeout-ms", "haproxy-clientip", "help", "hostpubmd5",
    "hostpubsha256", "hsts", "interface", "ip-tos", "ipfs-gateway", "keepalive-cnt",
    "keepalive-time", "key", "key-type", "krb", "libcurl", "limit-rate", "local-port",
    "login-options", "mail-auth", "mail-from", "mail-rcpt", "max-filesize", "max-redirs",
    "max-time", "netrc-file", "noproxy", "output", "output-dir", "parallel-max",
    "parallel-max-host", "pass", "pinnedpubkey", "preproxy", "proto", "proto-default",
    "proto-redir", "proxy", "proxy-cacert", "proxy-capath", "proxy-cert", "proxy-cert-type",
    "proxy-ciphers", "proxy-crlfile", "proxy-header", "proxy-key", "proxy-key-type", "proxy-pass",
    "proxy-pinnedpubkey", "proxy-service-name", "proxy-tls13-ciphers", "proxy-tlsauthtype",
    "proxy-tlspassword", "proxy-tlsuser", "proxy-user", "proxy1.0", "pubkey", "quote",
    "random-file", "rate", "request-target", "resolve", "retry", "retry-delay", "retry-max-time",
    "sasl-authzid", "service-name", "sigalgs", "socks4", "socks4a", "socks5",
    "socks5-gssapi-service", "socks5-hostname", "speed-limit", "speed-time", "stderr",
    "telnet-option", "tftp-blksize", "time-cond", "tls-max", "tls13-ciphers", "tlsauthtype",
    "tlspassword", "tlsuser", "trace", "trace-ascii", "trace-config", "unix-socket",
    "upload-flags", "variable", "vlan-priority", "write-out",
];

/// Long names of options without effect or value.
#[rustfmt::skip]
const WITHOUT_VALUE: &[&str] = &[
    "alpn", "append", "basic", "buffer", "ca-native", "cert-status", "clobber", "compressed",
    "compressed-ssh", "create-dirs", "crlf", "disable", "disable-eprt", "disable-epsv",
    "disallow-username-in-url", "doh-cert-status", "doh-insecure", "dump-ca-embed", "eprt", "epsv",
    "fail", "fail-early", "fail-with-body", "false-start", "follow", "form-escape",
    "ftp-create-dirs", "ftp-pasv", "ftp-pret", "ftp-skip-pasv-ip", "ftp-ssl-ccc",
    "ftp-ssl-control", "globoff", "haproxy-protocol", "http0.9", "http1.0", "http1.1", "http2",
    "http2-prior-knowledge", "http3", "http3-only", "ignore-content-length", "include", "insecure",
    "ipv4", "ipv6", "junk-session-cookies", "keepalive", "list-only", "location",
    "location-trusted", "mail-rcpt-allowfails", "manual", "metalink", "mptcp", "netrc",
    "netrc-optional", "npn", "out-null", "parallel", "parallel-immediate", "path-as-is", "post301",
    "post302", "post303", "progress-bar", "progress-meter", "proxy-anyauth", "proxy-basic",
    "proxy-ca-native", "proxy-digest", "proxy-http2", "proxy-insecure", "proxy-negotiate",
    "proxy-ntlm", "proxy-ssl-allow-beast", "proxy-ssl-auto-client-cert", "proxy-tlsv1",
    "proxytunnel", "raw", "remote-header-name", "remote-name", "remote-name-all", "remote-time",
    "remove-on-error", "retry-all-errors", "retry-connrefused", "sasl-ir", "sessionid",
    "show-error", "show-headers", "silent", "skip-existing", "socks5-basic", "socks5-gssapi",
    "socks5-gssapi-nec", "ssl", "ssl-allow-beast", "ssl-auto-client-cert", "ssl-no-revoke",
    "ssl-reqd", "ssl-revoke-best-effort", "sslv2", "sslv3", "styled-output",
    "suppress-connect-headers", "tcp-fastopen", "tcp-nodelay", "tftp-no-options", "tls-earlydata",
    "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "tr-encoding", "trace-ids", "trace-time",
    "use-ascii", "verbose", "version", "xattr",
];

/// An argument of curl.
pub(super) enum Argument {
    Option(OptionKind, Vec<u8>),
    Address(Vec<u8>),
    /// An unknown option.
    Unknown,
    /// An option without its value.
    WithoutValue,
}

/// The arguments of a command, without the program.
pub(super) struct Arguments {
    words: VecDeque<Vec<u8>>,
    /// The rest of combined letters: `-sSX POST`.
    letters: VecDeque<u8>,
    only_addresses: bool,
}

impl Arguments {
    pub(super) fn new(words: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Arguments {
            words: words.into_iter().collect(),
            letters: VecDeque::new(),
            only_addresses: false,
        }
    }

    fn letter(&mut self, letter: u8) -> Argument {
        let Some((takes, means)) = by_letter(letter) else {
            return Argument::Unknown;
        };
        if !takes {
            return Argument::Option(means, Vec::new());
        }
        let attached: Vec<u8> = self.letters.drain(..).collect();
        if attached.is_empty() {
            return self.with_value(means);
        }
        Argument::Option(means, attached)
    }

    fn with_value(&mut self, means: OptionKind) -> Argument {
        match self.words.pop_front() {
            Some(word) => Argument::Option(means, word),
            None => Argument::WithoutValue,
        }
    }

    fn long(&mut self, name: &[u8]) -> Argument {
        if let Some((takes, means)) = by_name(name) {
            if takes {
                return self.with_value(means);
            }
            return Argument::Option(means, Vec::new());
        }
        // Options with `--no-` take no value and have no effect.
        let denied = name.strip_prefix(b"no-").and_then(by_name);
        if let Some((false, _)) = denied {
            return Argument::Option(OptionKind::Nothing, Vec::new());
        }
        // curl would reject it, but the intent is clear.
        let equals = name.iter().position(|byte| *byte == b'=');
        if let Some((name, value)) = equals.map(|at| (&name[..at], &name[at + 1..]))
            && let Some((true, means)) = by_name(name)
        {
            return Argument::Option(means, value.to_vec());
        }
        Argument::Unknown
    }
}

impl Iterator for Arguments {
    type Item = Argument;

    fn next(&mut self) -> Option<Argument> {
        if let Some(letter) = self.letters.pop_front() {
            return Some(self.letter(letter));
        }
        let word = self.words.pop_front()?;
        if self.only_addresses || word.len() < 2 || word[0] != b'-' {
            return Some(Argument::Address(word));
        }
        if word == b"--" {
            self.only_addresses = true;
            return self.next();
        }
        if let Some(name) = word.strip_prefix(b"--") {
            return Some(self.long(name));
        }
        self.letters.extend(&word[1..]);
        self.next()
    }
}

fn by_letter(letter: u8) -> Option<(bool, OptionKind)> {
    let mut known = KNOWN.iter();
    if let Some(KnownOption(_, _, takes, means)) =
        known.find(|known| known.1 == letter && letter != 0)
    {
        return Some((*takes, *means));
    }
    let takes = LETTERS_WITH_VALUE.contains(&letter);
    (takes || LETTERS.contains(&letter)).then_some((takes, OptionKind::Nothing))
}

/// The option with a long name. As in curl for decades, an unambiguous prefix is enough.
fn by_name(name: &[u8]) -> Option<(bool, OptionKind)> {
    let name = str::from_utf8(name).ok().filter(|name| !name.is_empty())?;
    let all = || {
        let known = KNOWN.iter().map(|known| (known.0, known.2, known.3));
        let with = WITH_VALUE
            .iter()
            .map(|name| (*name, true, OptionKind::Nothing));
        let without = WITHOUT_VALUE
            .iter()
            .map(|name| (*name, false, OptionKind::Nothing));
        known.chain(with).chain(without)
    };
    let exact = all().find(|(own, ..)| *own == name);
    let found = exact.or_else(|| {
        let mut begun = all().filter(|(own, ..)| own.starts_with(name));
        begun.next().filter(|_| begun.next().is_none())
    })?;
    Some((found.1, found.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Vec<String> {
        let words = words.iter().map(|word| word.as_bytes().to_vec());
        Arguments::new(words)
            .map(|argument| match argument {
                Argument::Option(means, value) => {
                    format!("{means:?} {}", String::from_utf8(value).unwrap())
                }
                Argument::Address(url) => String::from_utf8(url).unwrap(),
                Argument::Unknown => "?".to_owned(),
                Argument::WithoutValue => "!".to_owned(),
            })
            .collect()
    }

    #[test]
    fn letters_stand_together_and_before_their_value() {
        assert_eq!(
            read(&["-sXPOST", "-Gd", "a=1", "-o", "-", "-", "--", "-x"]),
            [
                "Nothing ",
                "Method POST",
                "Get ",
                "Data(Text) a=1",
                "Nothing -",
                "-",
                "-x"
            ],
        );
        assert_eq!(read(&["-s;H"]), ["Nothing ", "?", "!"]);
    }

    #[test]
    fn long_names_may_be_shortened_as_far_as_one_is_meant() {
        assert_eq!(
            read(&[
                "--reque",
                "PUT",
                "--no-buffer",
                "--no-progress-meter",
                "--da",
                "--json={}"
            ]),
            ["?", "PUT", "Nothing ", "Nothing ", "?", "Data(Json) {}"],
        );
        assert_eq!(
            read(&["--head", "--compress", "--refer", "r"]),
            ["Head ", "?", "Referer r"]
        );
        assert_eq!(
            read(&["--silen", "--nothing", "--max-time", "3"]),
            ["Nothing ", "?", "Nothing 3"]
        );
        assert_eq!(read(&["--url"]), ["!"]);
    }

    #[test]
    fn each_name_and_letter_is_there_once() {
        let mut names: Vec<_> = KNOWN.iter().map(|known| known.0).collect();
        names.extend(WITH_VALUE.iter().chain(WITHOUT_VALUE));
        let mut letters: Vec<_> = KNOWN
            .iter()
            .map(|known| known.1)
            .filter(|letter| *letter != 0)
            .collect();
        letters.extend(LETTERS_WITH_VALUE.iter().chain(LETTERS));
        for count in [names.len(), letters.len()] {
            assert!(count > 40);
        }
        let (all, count) = (names.len(), letters.len());
        names.sort_unstable();
        names.dedup();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((names.len(), letters.len()), (all, count));
    }
}
