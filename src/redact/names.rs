//! Which names are those of secrets, however they are spelled.

use std::borrow::Cow;

/// Names of secrets, in lower case and without what spellings of one name differ in. Each also in
/// the plural.
const NAMES: &[&str] = &[
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

/// Endings of names of secrets, also in the plural.
const ENDINGS: &[&str] = &[
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

/// What a token is for that opens nothing: the next page of a list, a parcel.
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

/// Names of objects in which a plain `number` is the number of a card, and a `cvc` needs no word.
const CARDS: &[&str] = &["card", "creditcard", "debitcard", "paymentcard"];

/// Names of members that say what the value beside them is.
const NAMING: &[&str] = &[
    "attribute",
    "field",
    "fieldname",
    "header",
    "headername",
    "k",
    "key",
    "label",
    "n",
    "name",
    "param",
    "parameter",
    "parametername",
    "paramname",
    "property",
    "variable",
];

/// Names of members that hold what another one beside them names.
const NAMED: &[&str] = &[
    "content",
    "data",
    "text",
    "v",
    "val",
    "value",
    "values",
    "stringvalue",
    "textvalue",
];

/// Words in names of header fields by which a caller proves itself.
const HEADER_WORDS: &[&str] = &[
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

/// Words in names of header fields that say of the others that they prove nothing.
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

/// Words of names that have an id as their value. (`order_id`, `payKey`, `invoice_number`)
const ID_WORDS: &[&str] = &["id", "ids", "key", "reference", "ref"];
const NUMBERED: &[&str] = &[
    "invoice",
    "logistics",
    "order",
    "receipt",
    "reference",
    "tracking",
    "transaction",
];

/// A name without what spellings of one name differ in.
pub(super) fn plain(name: &str) -> String {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(char::is_alphanumeric);
    plain
}

/// A name with its escapes undone, those of addresses (`%62`) and those of markup (`&amp;`), also
/// where they were made twice.
pub(super) fn unescaped(name: &str) -> Cow<'_, str> {
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

/// What parts the steps of a path from one another, in any spelling.
fn is_joint(letter: char) -> bool {
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

/// Whether there may be a word in a name: each one that is known here has two letters at least.
fn has_word(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let letters = name.bytes().filter(|byte| is_letter(*byte));
    letters.take(2).count() == 2 || name.contains(['%', '&'])
}

/// Whether a name is a single step without escapes, as most are.
pub(super) fn is_word(name: &str) -> bool {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    name.bytes().all(is_of_word)
}

/// Whether a name may say something of a value: that it is a secret, or what the one beside it is. It is asked
/// before a search that is worth saving.
pub(super) fn may_say(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMES, ENDINGS, NAMING, NAMED]).or_plural();
    let (mut signs, mut letters) = (0, 0);
    for byte in name.bytes() {
        let sign = SIGNS[usize::from(byte)];
        signs |= sign;
        letters += usize::from(sign & LETTER);
    }
    if letters < 2 && signs & ESCAPE == 0 {
        return signs & SINGLE > 0;
    }
    // Header fields are known by any of their words, and paths by any of their steps.
    signs & STEPS > 0 || LAST.may_have(name)
}

/// What a byte says of the name that it is in.
const SIGNS: [u8; 256] = signs();

const fn signs() -> [u8; 256] {
    let mut signs = [0; 256];
    let mut byte = u8::MAX;
    loop {
        let at = byte as usize;
        if byte.is_ascii_alphabetic() || byte >= 0x80 {
            signs[at] |= LETTER;
        }
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            signs[at] |= STEPS;
        }
        if matches!(byte, b'%' | b'&') {
            signs[at] |= ESCAPE;
        }
        if matches!(byte.to_ascii_lowercase(), b'k' | b'n' | b'v') {
            signs[at] |= SINGLE;
        }
        if byte == 0 {
            return signs;
        }
        byte -= 1;
    }
}

const LETTER: u8 = 1;
/// There is more than a step, or more than a word.
const STEPS: u8 = 1 << 1;
const ESCAPE: u8 = 1 << 2;
/// It is a name of a single letter among [`NAMING`] and [`NAMED`].
const SINGLE: u8 = 1 << 3;

/// The steps of a path or of a name that is one; indices are left out.
pub(super) fn steps(path: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    let steps = path.split(is_joint);
    steps.filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a name, that is one step, is one that secrets have.
pub(super) fn is_step(step: &str) -> bool {
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

/// The two letters that names end with: most names are no more looked at than for theirs.
struct LastLetters([u64; 128]);

impl LastLetters {
    /// There is no letter before the last.
    const ALONE: u64 = 1;

    const fn of(lists: &[&[&str]]) -> Self {
        let mut last = LastLetters([0; 128]);
        let mut row = 0;
        while row < lists.len() {
            let mut at = 0;
            while at < lists[row].len() {
                last = last.with(lists[row][at]);
                at += 1;
            }
            row += 1;
        }
        last
    }

    /// The same, and those of another name.
    const fn with(mut self, name: &str) -> Self {
        let name = name.as_bytes();
        if let Some((last, rest)) = name.split_last() {
            self.0[*last as usize] |= match rest.last() {
                None => LastLetters::ALONE,
                Some(before) => LastLetters::bit(*before),
            };
        }
        self
    }

    /// The same names also in the plural.
    const fn or_plural(mut self) -> Self {
        self.0[b's' as usize] = u64::MAX;
        self
    }

    /// The bit of a letter or digit in lower case.
    const fn bit(byte: u8) -> u64 {
        1 << (byte & 63)
    }

    /// Whether a name may be one of them, however it is spelled.
    fn may_have(&self, name: &str) -> bool {
        let is_looked_at = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte >= 0x80;
        let mut upwards = name.as_bytes().iter().rev().filter(is_looked_at);
        let Some(last) = upwards.next() else {
            return false;
        };
        let Some(before) = self.0.get(usize::from(last.to_ascii_lowercase())) else {
            return true;
        };
        match upwards.next() {
            Some(byte) if *byte < 0x80 => before & LastLetters::bit(byte.to_ascii_lowercase()) > 0,
            Some(_) => true,
            None => before & LastLetters::ALONE > 0,
        }
    }
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

/// Whether the values at this path, or under this name, are secrets: the name of any step says so.
pub(super) fn is_path(path: &str) -> bool {
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

/// Whether a field of this name is a secret somewhere in the model. It may be none elsewhere: it is asked
/// where it is not known which message a body is.
pub(super) fn is_of_model(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[MARKED]);
    LAST.may_have(name) && MARKED.binary_search(&&*plain(name)).is_ok()
}

/// The names of fields that are secrets somewhere in the model, as [`plain`] spells them. They are the same whichever
/// systems there are. That of a card's number is not among them: it is known by what it stands in.
const MARKED: &[&str] = &[
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

/// Whether some part of a text may be the name of a secret. None is in words and signs that part them, where no word ends as
/// such a name does. Other signs may be part of a name, or escape one.
pub(super) fn may_be_within(text: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMES, ENDINGS, &["number"]]).or_plural();
    static MODEL: LastLetters = LastLetters::of(&[MARKED]);
    let may_have = |name: &str| LAST.may_have(name) || MODEL.may_have(name);
    let mut start = 0;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => continue,
            b' ' | b'<' | b'>' | b'{' | b'}' | b'[' | b']' | b'(' | b')' | b'"' | b'\'' | b','
            | b'.' | b'/' => {}
            // What is beyond ASCII parts words or is left out of them: they are looked at up to there.
            _ if !byte.is_ascii() => {}
            _ => return true,
        }
        // Words may also be one name, with what parts them left out.
        if at > start && (may_have(&text[start..at]) || may_have(&text[..at])) {
            return true;
        }
        start = at + 1;
    }
    false
}

/// Whether the value under this name in an object of that name is the number of a card.
pub(super) fn is_card_number(owner: &str, name: &str) -> bool {
    plain(name) == "number" && is_card(owner)
}

fn is_card(owner: &str) -> bool {
    let owner = plain(owner);
    let singular = owner.strip_suffix('s').unwrap_or(&owner);
    CARDS.contains(&singular)
}

/// Whether the value of a header field of this name proves who sent it.
pub(super) fn is_header(name: &str) -> bool {
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

/// Whether a member of this name, in an object of that one, is a header field.
pub(super) fn holds_headers(owner: &str, name: &str) -> bool {
    let owner = plain(owner);
    owner.ends_with("headers") || owner == "header" || starts_with_x(name)
}

fn starts_with_x(name: &str) -> bool {
    name.len() > 2 && name.is_char_boundary(2) && name[..2].eq_ignore_ascii_case("x-")
}

/// The words of a name, in lower case: `X-Api-Key` and `xApiKey` have the same three.
fn words(name: &str) -> Vec<String> {
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

/// Whether a member of this name says what the values beside it are.
pub(super) fn is_naming(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMING]);
    let last = last(name);
    LAST.may_have(last) && NAMING.contains(&&*plain(last))
}

/// Whether a member of this name holds what another one beside it names.
pub(super) fn is_named(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMED]);
    let last = last(name);
    LAST.may_have(last) && NAMED.contains(&&*plain(last))
}

fn last(name: &str) -> &str {
    if is_word(name) {
        return name;
    }
    steps(name).next_back().unwrap_or(name)
}

/// Whether a text is the name of a secret, as it stands beside a value.
pub(super) fn is_name_of_secret(text: &str) -> bool {
    const LONGEST: usize = 100;
    text.len() <= LONGEST
        && !text.contains(' ')
        && (is_path(text) || text.contains('-') && is_header(text))
}

/// Whether a text can be a name or a path, and is not rather a piece of a body that has none.
pub(super) fn is_plausible(name: &str) -> bool {
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

/// Whether a name of the model is that of an id.
pub(super) fn is_id(name: &str) -> bool {
    let words = words(name);
    match words.as_slice() {
        [.., word] if ID_WORDS.contains(&&**word) => true,
        [.., owner, word] => {
            matches!(&**word, "number" | "no" | "num" | "code") && NUMBERED.contains(&&**owner)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "systems")]
    #[test]
    fn names_that_the_model_marks_are_listed() {
        use crate::api::MessageKind;
        use std::collections::BTreeSet;

        let shapes = MessageKind::ALL.iter().map(|kind| kind.shape());
        let mut names = BTreeSet::new();
        for shape in shapes {
            let fields = shape.structs().iter().flat_map(|known| &known.fields);
            let secret = fields.filter(|field| field.secret && field.name != "number");
            names.extend(secret.map(|field| plain(field.name)));
        }
        let listed: BTreeSet<_> = MARKED.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names, listed);
        assert!(MARKED.is_sorted());
    }

    #[test]
    fn names_of_secrets_are_known_however_they_are_spelled() {
        for name in [
            "pin",
            "PIN",
            "card_number",
            "X-PAYPAL-SECURITY-PASSWORD",
            "accessToken",
            "PWD",
            "passwords",
            "tokens",
            "membershipToken",
            "card.number",
            "card.cvc",
            "user[password]",
            "user[card][number]",
            "{urn:x}pin",
            "ns:pin",
            "to%6ben",
            "to%256ben",
            "amp;pin",
            "a&amp;amp;pin",
            "&#112;in",
            "sender.pin",
            "pin(0).x",
            "payer.credit_card.number",
            "cards.card(0).number",
            "x.y\"pin\"",
        ] {
            assert!(is_path(name), "{name}");
        }
        for name in [
            "shipping",
            "pinned",
            "payKey",
            "tokens_left",
            "memo",
            "",
            "shipToken",
            "nextPageToken",
            "next_page_token",
            "nextpagetoken",
            "ship_tokens",
            "receiver(0).email",
            "phone.number",
            "signed",
            "pincode",
            "company",
            "span",
        ] {
            assert!(!is_path(name), "{name}");
        }
    }

    #[test]
    fn what_says_something_may() {
        let lists = [NAMES, ENDINGS, NAMING, NAMED, HEADER_WORDS];
        for name in lists.into_iter().flatten() {
            let spelled = [
                (*name).to_owned(),
                name.to_ascii_uppercase(),
                format!("{name}s"),
                format!("my_{name}_"),
                format!("1{name}"),
                format!("a.{name}(0)"),
                format!("x-{name}"),
                format!("é{name}é"),
                format!("{name}\u{200b}"),
                format!("{name}.x"),
                format!("%{:x}{}", name.as_bytes()[0], &name[1..]),
            ];
            for name in spelled {
                let says = is_path(&name)
                    || is_naming(&name)
                    || is_named(&name)
                    || name.contains('-') && is_header(&name);
                assert!(!says || may_say(&name), "{name}");
            }
        }
        let single = [NAMES, ENDINGS, NAMING, NAMED].into_iter().flatten();
        let mut single = single.filter(|name| name.len() < 2);
        assert!(single.all(|name| SIGNS[usize::from(name.as_bytes()[0])] & SINGLE > 0));
        for name in ["cart", "ok", "2013-04-24T14", "20", "colour", "x", ""] {
            assert!(!may_say(name), "{name}");
        }
    }

    #[test]
    fn header_fields_are_known_by_their_words() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "WWW-Authenticate",
            "Cookie",
            "Set-Cookie",
            "X-Api-Key",
            "Api-Key",
            "apikey",
            "X-ApiKey",
            "X-PP-AUTHORIZATION",
            "PayPal-Auth-Assertion",
            "PayPal-Client-Metadata-Id",
            "X-PAYPAL-SECURITY-SUBJECT",
            "X-PAYPAL-SECURITY-USERID",
            "X-Auth-Token",
            "X-Auth-Key",
            "X-Access-Token",
            "X-CSRF-Token",
            "X-XSRF-TOKEN",
            "X-Amz-Security-Token",
            "X-Goog-Api-Key",
            "X-Vault-Token",
            "X-Shopify-Access-Token",
            "Ocp-Apim-Subscription-Key",
            "X-Functions-Key",
            "X-Client-Secret",
            "X-Hub-Signature-256",
            "Stripe-Signature",
            "PAYPAL-TRANSMISSION-SIG",
            "X-Session-Id",
            "X-Goog-Iap-Jwt-Assertion",
            "X-Merchant-Key",
            "X-Bearer",
            "X-MFA-Code",
            "X-SID",
            "X-Username",
            "X-Amzn-Oidc-Data",
            "X-Adyen-Hmac",
            "DPoP",
            "X-User-Pass",
        ] {
            assert!(is_header(name), "{name}");
        }
        for name in [
            "Content-Type",
            "X-PAYPAL-APPLICATION-ID",
            "X-PAYPAL-DEVICE-IPADDRESS",
            "PayPal-Request-Id",
            "Idempotency-Key",
            "X-Idempotency-Key",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Sec-WebSocket-Key",
            "PAYPAL-AUTH-ALGO",
            "Surrogate-Key",
            "Keep-Alive",
            "Author",
            "Host",
        ] {
            assert!(!is_header(name), "{name}");
        }
    }

    #[test]
    fn ids_of_the_model_are_known_by_their_last_word() {
        for name in [
            "order_id",
            "transactionId",
            "payKey",
            "invoice_number",
            "tradeOrderIds",
        ] {
            assert!(is_id(name), "{name}");
        }
        for name in [
            "memo",
            "cardNumber",
            "paid",
            "phone_number",
            "account_number",
        ] {
            assert!(!is_id(name), "{name}");
        }
    }
}
