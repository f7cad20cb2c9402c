//! Names of header fields that authenticate the caller.

use super::secrets::is_path;
use super::spelling::{has_word, plain, words};

/// Words in names of header fields that authenticate the caller.
pub(super) const HEADER_WORDS: &[&str] = &[
    "2fa",
    "accesskey",
    "accesstoken",
    "apikey",
    "appkey",
    "assertion",
    "auth",
    "authentication",
    "authkey",
    "authorisation",
    "authorization",
    "authtoken",
    "bearer",
    "cookie",
    "cookie2",
    "credential",
    "credentials",
    "csrf",
    "csrftoken",
    "hmac",
    "jsessionid",
    "jwt",
    "key",
    "login",
    "metadata",
    "mfa",
    "oidc",
    "otp",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "phpsessid",
    "pin",
    "principal",
    "pwd",
    "secret",
    "sess",
    "sessid",
    "session",
    "sessionid",
    "sid",
    "sig",
    "sign",
    "signature",
    "subject",
    "ticket",
    "token",
    "totp",
    "userid",
    "username",
    "xsrf",
];

/// Words in names of header fields that are not secret whatever the other words.
const HARMLESS_HEADERS: &[&str] = &[
    "accept",
    "algo",
    "allow",
    "cache",
    "expires",
    "expose",
    "idempotence",
    "idempotency",
    "idempotent",
    "public",
    "surrogate",
    "version",
    "socket",
];

/// Whether the header field with this name authenticates the caller.
pub(in crate::redact) fn is_header(name: &str) -> bool {
    if !has_word(name) {
        return false;
    }
    if is_path(name) && !name.to_ascii_lowercase().starts_with("access-control-") {
        return true;
    }
    let words = words(name);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&&**word));
    let joined = plain(name);
    let proves =
        has(HEADER_WORDS) || ["wwwauthenticate", "proxyauthenticate", "dpop"].contains(&&*joined);
    proves && !has(HARMLESS_HEADERS)
}

/// Whether the member `name` of an object named `owner` is a header field.
pub(in crate::redact) fn holds_headers(owner: &str, name: &str) -> bool {
    let owner = plain(owner);
    owner.ends_with("headers") || owner == "header" || starts_with_x(name)
}

fn starts_with_x(name: &str) -> bool {
    name.len() > 2 && name.is_char_boundary(2) && name[..2].eq_ignore_ascii_case("x-")
}
