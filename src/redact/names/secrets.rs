//! Names of secrets.

use super::headers::is_header;
use super::last_letters::LastLetters;
use super::spelling::{has_word, is_word, plain, steps, unescaped, words};

/// Names of secrets, normalised: in lower case without separators. Plurals count too.
pub(super) const NAMES: &[&str] = &[
    "accesskey",
    "accountnumber",
    "acct",
    "apikey",
    "apipassword",
    "apisignature",
    "apisubject",
    "apiuser",
    "apiusername",
    "appkey",
    "authkey",
    "authorization",
    "bankaccount",
    "bankaccountnumber",
    "cardcvc",
    "cardexpirydate",
    "cardnumber",
    "cardpin",
    "cardsecuritycode",
    "cavv",
    "ccnumber",
    "cookie",
    "creditcardid",
    "creditcardnumber",
    "csc",
    "cvc",
    "cvn",
    "cvv",
    "cvv2",
    "encryptionkey",
    "jwt",
    "merchantkey",
    "otp",
    "pan",
    "passcode",
    "passwd",
    "payload",
    "pin",
    "proxyauthorization",
    "pwd",
    "recurringid",
    "securitycode",
    "session",
    "sessionid",
    "sessionkey",
    "setcookie",
    "sign",
    "signingkey",
    "verifysign",
    "xpaypalsecurityuserid",
];

/// Endings of names of secrets. Plurals count too.
pub(super) const ENDINGS: &[&str] = &[
    "apikey",
    "cardnumber",
    "credential",
    "cvv2",
    "iban",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "signature",
    "token",
];

/// Purposes of tokens that are no secrets: the next page of a list, a parcel.
const HARMLESS_TOKENS: &[&str] = &[
    "continuation",
    "cursor",
    "delta",
    "max",
    "next",
    "page",
    "pagination",
    "paging",
    "prev",
    "previous",
    "ship",
    "shipment",
    "shipping",
    "start",
    "sync",
];

/// Names of objects in which `number` is the number of a card.
const CARDS: &[&str] = &["card", "creditcard", "debitcard", "paymentcard"];

/// Whether the values with this path or name are secrets, by the name of any step.
pub(in crate::redact) fn is_path(path: &str) -> bool {
    if !has_word(path) {
        return false;
    }
    if is_word(path) {
        return is_step(path);
    }
    let path = unescaped(path);
    let mut above = "";
    steps(&path).any(|step| {
        let owner = std::mem::replace(&mut above, step);
        is_step(step) || is_card_number(owner, step)
    })
}

/// Whether a single step is the name of a secret.
fn is_step(step: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMES, ENDINGS]).or_plural();
    if !LAST.may_have(step) {
        return false;
    }
    let plain = plain(step);
    let singular = plain.strip_suffix('s').unwrap_or(&plain);
    let ends = |name: &str| ENDINGS.iter().any(|ending| name.ends_with(ending));
    if NAMES.contains(&&*plain) || NAMES.contains(&singular) {
        return true;
    }
    (ends(&plain) || ends(singular)) && !is_harmless_token(step, singular)
}

fn is_harmless_token(step: &str, singular: &str) -> bool {
    let Some(purpose) = singular.strip_suffix("token") else {
        return false;
    };
    let mut words = words(step);
    words.pop();
    match words.last() {
        Some(word) => HARMLESS_TOKENS.contains(&&**word),
        None => HARMLESS_TOKENS.contains(&purpose) || ["nextpage", "prevpage"].contains(&purpose),
    }
}

/// Whether a text is the name of a secret in a name-value pair.
pub(in crate::redact) fn is_name_of_secret(text: &str) -> bool {
    const LONGEST: usize = 100;
    text.len() <= LONGEST
        && !text.contains(' ')
        && (is_path(text) || text.contains('-') && is_header(text))
}

/// Whether the member `name` of an object named `owner` is the number of a card.
pub(in crate::redact) fn is_card_number(owner: &str, name: &str) -> bool {
    plain(name) == "number" && is_card(owner)
}

fn is_card(owner: &str) -> bool {
    let owner = plain(owner);
    let singular = owner.strip_suffix('s').unwrap_or(&owner);
    CARDS.contains(&singular)
}

/// The normalised names of fields that are secrets somewhere in the model, whichever systems are
/// compiled in. The `number` of a card is not listed: it is recognized by its parent.
pub(super) const MODEL_SECRETS: &[&str] = &[
    "accesstoken",
    "accountholderiban",
    "accountiban",
    "accountid",
    "appkey",
    "appsignature",
    "bankaccount",
    "cardcvc",
    "cardexpirydate",
    "cardnumber",
    "cavv",
    "creditcardid",
    "cvv2",
    "destinationholderiban",
    "iban",
    "payload",
    "paymenttoken",
    "pin",
    "recurringid",
    "session",
    "sessionid",
    "sign",
    "verifysign",
];

/// Whether a field with this name is a secret somewhere in the model. It may be none elsewhere:
/// this is used where the message is unknown.
pub(in crate::redact) fn is_of_model(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[MODEL_SECRETS]);
    LAST.may_have(name) && MODEL_SECRETS.binary_search(&&*plain(name)).is_ok()
}

/// Whether a text may contain the name of a secret. A text of words and separators does not if no
/// word ends like such a name. Other signs may be part of a name, or escape one.
pub(in crate::redact) fn may_be_within(text: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMES, ENDINGS, &["number"]]).or_plural();
    static MODEL: LastLetters = LastLetters::of(&[MODEL_SECRETS]);
    let may_have = |name: &str| LAST.may_have(name) || MODEL.may_have(name);
    let mut start = 0;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => continue,
            b' ' | b'<' | b'>' | b'{' | b'}' | b'[' | b']' | b'(' | b')' | b'"' | b'\'' | b','
            | b'.' | b'/' => {}
            // Non-ASCII characters separate words or are ignored in them: words are checked up to
            // there.
            _ if !byte.is_ascii() => {}
            _ => return true,
        }
        // Several words may also be one name with separators.
        if at > start && (may_have(&text[start..at]) || may_have(&text[..at])) {
            return true;
        }
        start = at + 1;
    }
    false
}
