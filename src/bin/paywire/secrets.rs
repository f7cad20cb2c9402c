//! Which values are not to be shown, by the names they stand under.

use std::borrow::Cow;

use paywire::api::adaptive_payments::service::header;

use crate::mask;
use crate::policy::{Policy, plain};

/// What is shown instead of a secret.
pub(crate) const HIDDEN: &str = "***";

/// Names of secrets, in lower case and without `_` and `-`.
const NAMES: &[&str] = &[
    "accountnumber",
    "acct",
    "apikey",
    "apipassword",
    "apisignature",
    "appkey",
    "authorization",
    "bankaccount",
    "bankaccountnumber",
    "cardcvc",
    "cardexpirydate",
    "cardnumber",
    "cardsecuritycode",
    "cavv",
    "creditcardid",
    "creditcardnumber",
    "cvc",
    "cvv",
    "cvv2",
    "passwd",
    "payload",
    "pin",
    "pwd",
    "recurringid",
    "securitycode",
    "session",
    "sessionid",
    "sessionkey",
    "sign",
    "xpaypalsecurityuserid",
];

/// Endings of names of secrets.
const ENDINGS: &[&str] = &[
    "cardnumber",
    "credential",
    "credentials",
    "cvv2",
    "iban",
    "passphrase",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "signature",
    "token",
];

/// Whether the values under this name are secrets.
pub(crate) fn is_secret(name: &str) -> bool {
    let policy = Policy::get();
    policy.redacts(&std::iter::once(name)) || (!policy.shows_secrets() && is_named_secret(name))
}

/// Whether the name is one that secrets have.
fn is_named_secret(name: &str) -> bool {
    let plain = plain(name);
    NAMES.contains(&plain.as_str()) || ENDINGS.iter().any(|ending| plain.ends_with(ending))
}

/// Names of objects in which a plain `number` is the number of a card.
const CARDS: &[&str] = &["card", "creditcard", "debitcard"];

/// Whether the value under this name in an object of that name is the number of a card.
pub(crate) fn is_card_number(owner: &str, name: &str) -> bool {
    plain(name) == "number" && CARDS.contains(&&*plain(owner)) && !Policy::get().shows_secrets()
}

/// Whether the value at this path is one: the name of any step says so.
pub(crate) fn is_secret_path(path: &str) -> bool {
    let steps: Vec<&str> = path
        .split(['.', '(', ')', '[', ']'])
        .filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    (0..steps.len()).any(|at| {
        let owner = at.checked_sub(1).map_or("", |above| steps[above]);
        is_secret(steps[at])
            || is_card_number(owner, steps[at])
            || Policy::get().redacts(&steps[..=at].iter().rev().copied())
    })
}

/// Whether a value under a name may be a secret, when it is not known what the name stands in.
pub(crate) fn may_be_secret(name: &str) -> bool {
    is_secret_path(name) || is_card_number("card", name) || Policy::get().may_redact(name)
}

/// The value of a header field as it can be shown.
pub(crate) fn header_without_secrets<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    const HEADERS: &[&str] = &[
        "cookie",
        "setcookie",
        "proxyauthorization",
        "wwwauthenticate",
    ];
    let policy = Policy::get();
    let is_named = HEADERS.contains(&&*plain(name)) || header::is_secret(name);
    if is_secret(name) || (is_named && !policy.shows_secrets()) {
        return Cow::Borrowed(HIDDEN);
    }
    address_without_secrets(value)
}

/// An address with the secrets in its query hidden, and the name and password before its host.
pub(crate) fn address_without_secrets(address: &str) -> Cow<'_, str> {
    let shown = without_secrets(address);
    let Some(start) = shown.find("://").map(|at| at + 3) else {
        return shown;
    };
    let end = shown[start..]
        .find(['/', '?', '#'])
        .map_or(shown.len(), |at| start + at);
    match shown[start..end].rfind('@') {
        Some(at) if !Policy::get().shows_secrets() => Cow::Owned(format!(
            "{}{HIDDEN}{}",
            &shown[..start],
            &shown[start + at..]
        )),
        _ => shown,
    }
}

/// A value and its path as they can be shown.
pub(crate) fn leaf_without_secrets<'a>(
    path: &'a str,
    value: &'a str,
) -> (Cow<'a, str>, Cow<'a, str>) {
    let value = if is_secret_path(path) {
        Cow::Borrowed(HIDDEN)
    } else {
        without_secrets(value)
    };
    (path_without_secrets(path), value)
}

/// A path as it can be shown. Where a body of another format was taken for names, a name can
/// hold anything.
pub(crate) fn path_without_secrets(path: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_alphanumeric() || "._-@$()[]".contains(letter);
    if Policy::get().shows_all() || path.chars().all(plain) {
        return Cow::Borrowed(path);
    }
    let masked = mask::masked(path.as_bytes());
    Cow::Owned(String::from_utf8_lossy(&masked).into_owned())
}

/// A message about a path, with the path as it can be shown.
pub(crate) fn said_without_secrets(what: &impl ToString, path: Option<&str>) -> String {
    let said = what.to_string();
    match path.map(|path| (path, path_without_secrets(path))) {
        Some((path, Cow::Owned(hidden))) => said.replace(path, &hidden),
        _ => said,
    }
}

/// A text with the secrets in an address's query hidden, `https://shop.example/?token=***`, and
/// those in JSON or XML within the text. The number of a bank account is hidden whatever its name.
pub(crate) fn without_secrets(text: &str) -> Cow<'_, str> {
    if Policy::get().shows_all() {
        return Cow::Borrowed(text);
    }
    if is_iban(text) && !Policy::get().shows_secrets() {
        return Cow::Owned(HIDDEN.to_owned());
    }
    if text.contains(['{', '<']) {
        let masked = mask::masked(text.as_bytes());
        if masked != text.as_bytes() {
            return Cow::Owned(String::from_utf8_lossy(&masked).into_owned());
        }
    }
    query_without_secrets(text)
}

/// Whether a text is an international bank account number, with its check digits right.
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let allowed = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let country = bytes.iter().take(2).all(u8::is_ascii_uppercase);
    if !(15..=34).contains(&bytes.len()) || !country || !bytes.iter().all(allowed) {
        return false;
    }
    // ISO 7064: country and check digits go to the end, letters count from 10, and the whole leaves 1.
    let (head, rest) = bytes.split_at(4);
    let left = rest
        .iter()
        .chain(head)
        .fold(0_u32, |left, byte| match byte {
            b'0'..=b'9' => (left * 10 + u32::from(byte - b'0')) % 97,
            letter => (left * 100 + u32::from(letter - b'A') + 10) % 97,
        });
    left == 1
}

/// A text with the secrets in an address's query hidden.
pub(crate) fn query_without_secrets(text: &str) -> Cow<'_, str> {
    let mut hidden = String::new();
    let mut shown = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('=') {
        let value = at + found + 1;
        let before = &text[at..value - 1];
        let name = before.rsplit(['?', '&', ';', '#', ' ', ',', '"']).next();
        at = value;
        if name.is_some_and(is_secret_path) {
            let length = text[value..].find(['&', ';', '#', ' ', ',', '"']);
            at = length.map_or(text.len(), |length| value + length);
            if at > value {
                hidden.push_str(&text[shown..value]);
                hidden.push_str(HIDDEN);
                shown = at;
            }
        }
    }
    if shown == 0 {
        return Cow::Borrowed(text);
    }
    hidden.push_str(&text[shown..]);
    Cow::Owned(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_secrets_by_their_names() {
        for name in [
            "pin",
            "PIN",
            "card_number",
            "X-PAYPAL-SECURITY-PASSWORD",
            "accessToken",
            "PWD",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["shipping", "pinned", "payKey", "tokens_left", "memo", ""] {
            assert!(!is_secret(name), "{name}");
        }
        assert!(is_secret_path("sender.pin"));
        assert!(is_secret_path("pin(0).x"));
        assert!(!is_secret_path("receiver(0).email"));
        assert!(is_secret_path("payer.credit_card.number"));
        assert!(is_secret_path("cards.card(0).number"));
        assert!(!is_secret_path("phone.number") && may_be_secret("number"));
    }

    #[test]
    fn knows_bank_accounts_by_their_check_digits() {
        assert_eq!(without_secrets("GB82WEST12345698765432"), HIDDEN);
        for text in [
            "GB83WEST12345698765432",
            "gb82west12345698765432",
            "GB82",
            "AP-7W",
        ] {
            assert_eq!(without_secrets(text), text);
        }
    }

    #[test]
    fn hides_what_header_fields_carry() {
        for (name, value, shown) in [
            ("X-PAYPAL-SECURITY-USERID", "api1.shop", HIDDEN),
            ("authorization", "Bearer A21", HIDDEN),
            ("Set-Cookie", "session=1", HIDDEN),
            ("api_key", "5a3b", HIDDEN),
            ("X-PAYPAL-APPLICATION-ID", "APP-1", "APP-1"),
            (
                "Referer",
                "https://a:b@shop.example/?token=1&x=2",
                "https://***@shop.example/?token=***&x=2",
            ),
        ] {
            assert_eq!(header_without_secrets(name, value), shown, "{name}");
        }
    }

    #[test]
    fn hides_secrets_in_addresses() {
        let text = "https://shop.example/?a=1&token=EC-1&b=2#password=x";
        assert_eq!(
            without_secrets(text),
            "https://shop.example/?a=1&token=***&b=2#password=***"
        );
        assert!(matches!(without_secrets("a=b c=d"), Cow::Borrowed(_)));
        assert!(matches!(without_secrets("token="), Cow::Borrowed(_)));
    }
}
