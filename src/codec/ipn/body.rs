//! What the body of a notification needs before it can be read as NVP, and says of itself.

use std::borrow::Cow;
use std::ops::Range;

use crate::api::adaptive_payments::ipn::{IpnCharset, TransactionType};
use crate::api::{AnyMessage, Direction, MessageKind};
use crate::codec::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::{self, Charset, Indices, Value};

/// First words of names that no body has but a notification.
const TELLING: [&str; 4] = [
    "transaction_type",
    "transaction",
    "notify_version",
    "verify_sign",
];

/// Whether a message is one of those that this is about.
pub(in crate::codec) fn is_one(message: MessageKind) -> bool {
    matches!(
        message,
        MessageKind::PaymentNotification | MessageKind::PreapprovalNotification
    )
}

/// Which notification a body says it is, in its own words.
pub(in crate::codec) fn told(body: &Value) -> Option<MessageKind> {
    let said = body.get("transaction_type").and_then(Value::as_str)?;
    TransactionType::message(said)
}

/// Whether a body has a name that only notifications have.
pub(in crate::codec) fn is_telling(body: &Value) -> bool {
    TELLING.iter().any(|name| body.get(name).is_some())
}

/// The same for a body that was not read yet.
fn is_telling_raw(body: &[u8]) -> bool {
    nvp::pairs(body).any(|pair| {
        let name = pair.name.as_bytes();
        let end = name.iter().position(|byte| b".[(%".contains(byte));
        let word = &name[..end.unwrap_or(name.len())];
        TELLING.iter().any(|telling| telling.as_bytes() == word)
    })
}

/// A body as the NVP reader takes it.
pub(in crate::codec) struct Prepared<'a> {
    pub(in crate::codec) bytes: Cow<'a, [u8]>,
    pub(in crate::codec) config: nvp::Config,
    cuts: Vec<Cut>,
}

/// Where bytes were left out, and how many up to there.
type Cut = (usize, usize);

impl<'a> Prepared<'a> {
    /// A body in which nothing is special.
    fn plain(body: &'a [u8], config: &Config) -> Self {
        Prepared {
            bytes: Cow::Borrowed(body),
            config: config.nvp,
            cuts: Vec::new(),
        }
    }

    /// A body that may be a notification: it is if it is to be read as one, if the configuration
    /// says so, or if it has a name that tells so.
    pub(in crate::codec) fn new(
        body: &'a [u8],
        message: Option<MessageKind>,
        config: &Config,
    ) -> Result<Self> {
        let said =
            config.direction == Some(Direction::Notification) || config.message.is_some_and(is_one);
        let is_notification = message.map_or_else(|| said || is_telling_raw(body), is_one);
        if !is_notification {
            return Ok(Prepared::plain(body, config));
        }
        let mut prepared = Prepared::plain(body, config);
        // The service itself was seen to send this escape, which has one meaning only.
        prepared.config = prepared.config.unicode_escapes(true);
        if config.said_charset().is_none() {
            let charset = charset(body)?.unwrap_or_default();
            prepared.config = prepared.config.charset(charset);
        }
        if let Some((bytes, cuts)) = without_words_in_brackets(body) {
            prepared.bytes = Cow::Owned(bytes);
            prepared.cuts = cuts;
        }
        Ok(prepared)
    }

    /// Whether names were rewritten.
    pub(in crate::codec) fn is_rewritten(&self) -> bool {
        !self.cuts.is_empty()
    }

    /// An error with its places in the body as it came.
    pub(in crate::codec) fn locate(&self, error: Error) -> Error {
        if self.cuts.is_empty() {
            return error;
        }
        error.map_spans(|span| self.original(span.start)..self.original(span.end))
    }

    fn original(&self, at: usize) -> usize {
        let before = self.cuts.partition_point(|(place, _)| *place <= at);
        let left_out = before.checked_sub(1).map_or(0, |last| self.cuts[last].1);
        at + left_out
    }
}

/// The charset that a body names in itself, wherever it does.
///
/// # Errors
///
/// Nobody knows it, it cannot carry a body, or there are two of them.
pub(super) fn charset(body: &[u8]) -> Result<Option<Charset>> {
    let mut found: Option<(Charset, Range<usize>)> = None;
    let inner = without_start(body);
    let start = body.len() - inner.len();
    for pair in nvp::pairs(inner).filter(|pair| *pair.name.bytes() == *b"charset") {
        let at_charset = |error: Error| error.or_path(|| "charset".to_owned());
        let value = pair.value.span();
        let value = start + value.start..start + value.end;
        let charset = of_label(&pair.value.bytes())
            .ok_or_else(|| Error::at(ErrorKind::UnknownCharset, value.clone()))
            .map_err(at_charset)?;
        match &found {
            // The reader says what it makes of a name that occurs twice; the charset has to be
            // known before.
            Some((first, span)) if *first != charset => {
                let kind = ErrorKind::DuplicateName {
                    first: span.clone(),
                };
                return Err(at_charset(Error::at(kind, value)));
            }
            _ => found = Some((charset, value)),
        }
    }
    Ok(found.map(|(charset, _)| charset))
}

/// A body without what a lenient reader skips before the first name. It stands there as it is: what
/// is escaped, or stands before another name, belongs to the name.
fn without_start(body: &[u8]) -> &[u8] {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start()
}

/// The charset of a label, which may have underscores where the standard has hyphens.
fn of_label(label: &[u8]) -> Option<Charset> {
    let label = std::str::from_utf8(label).ok()?;
    let standard = || label.replace('_', "-").parse().ok();
    label.parse().ok().or_else(standard)
}

/// A body without names as PHP writes them, `transaction[0][id]` for `transaction[0].id`, and
/// what was left out; `None` if it has no such name.
fn without_words_in_brackets(body: &[u8]) -> Option<(Vec<u8>, Vec<Cut>)> {
    let mut written = Vec::new();
    let mut cuts = Vec::new();
    let mut copied = 0;
    for pair in nvp::pairs(body) {
        let span = pair.name.span();
        for (open, close) in words_in_brackets(body, span) {
            written.extend_from_slice(&body[copied..open.start]);
            written.push(b'.');
            cuts.push((written.len(), open.end - written.len()));
            written.extend_from_slice(&body[open.end..close.start]);
            cuts.push((written.len(), close.end - written.len()));
            copied = close.end;
        }
    }
    if cuts.is_empty() {
        return None;
    }
    written.extend_from_slice(&body[copied..]);
    Some((written, cuts))
}

/// Where the brackets around words stand in a name.
fn words_in_brackets(
    body: &[u8],
    name: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
    let mut at = name.start;
    std::iter::from_fn(move || {
        while at < name.end {
            let open = bracket(&body[at..name.end], b'[', b'B');
            let Some(open) = open.map(|length| at..at + length) else {
                at += 1;
                continue;
            };
            let word = body[open.end..name.end]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_');
            let end = open.end + word.count();
            at = open.end;
            if body.get(at).is_some_and(u8::is_ascii_alphabetic)
                && let Some(length) = bracket(&body[end..name.end], b']', b'D')
            {
                at = end + length;
                return Some((open, end..at));
            }
        }
        None
    })
}

/// The length of a bracket at the start, plain or escaped.
fn bracket(text: &[u8], plain: u8, digit: u8) -> Option<usize> {
    match text {
        [first, ..] if *first == plain => Some(1),
        [b'%', b'5', last, ..] if last.eq_ignore_ascii_case(&digit) => Some(3),
        _ => None,
    }
}

/// How a message is written as NVP: a notification in its own charset, and with the brackets that
/// the service writes.
pub(in crate::codec) fn writing(
    message: MessageKind,
    label: Option<&IpnCharset>,
    config: &Config,
) -> Result<nvp::Config> {
    if !is_one(message) {
        return Ok(config.nvp);
    }
    let nvp = config.nvp.indices(Indices::Square);
    let Some(label) = label.filter(|_| config.said_charset().is_none()) else {
        return Ok(nvp);
    };
    let charset = of_label(label.as_str().as_bytes())
        .ok_or_else(|| Error::new(ErrorKind::UnknownCharset).or_path(|| "charset".to_owned()))?;
    Ok(nvp.charset(charset))
}

/// The charset that a message names, if it is a notification.
pub(in crate::codec) fn label(message: &AnyMessage) -> Option<&IpnCharset> {
    match message {
        AnyMessage::PaymentNotification(own) => own.charset.as_ref(),
        AnyMessage::PreapprovalNotification(own) => own.charset.as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(body: &str) -> String {
        let found = without_words_in_brackets(body.as_bytes());
        found.map_or_else(
            || body.to_owned(),
            |(bytes, _)| String::from_utf8(bytes).unwrap(),
        )
    }

    #[test]
    fn words_in_brackets_become_words() {
        assert_eq!(
            rewritten("transaction[0][id]=[x]&a=1"),
            "transaction[0].id=[x]&a=1"
        );
        assert_eq!(
            rewritten("x=1&transaction%5B0%5d%5bis_x%5D%5Ba%5D=1&y[b][c]"),
            "x=1&transaction%5B0%5d.is_x.a=1&y.b.c"
        );
        for body in [
            "a[0]=[id]",
            "a[0_id]=1",
            "a[]=1",
            "a[b=1",
            "a[b(0)]=1",
            "a[b-c]=1",
            "",
            "%5B%5",
        ] {
            assert_eq!(rewritten(body), body);
        }
    }

    #[test]
    fn places_are_those_of_the_body_that_came() {
        let body = b"a[b]=1&c%5Bd%5D=2&e=3";
        let prepared = Prepared::new(
            body,
            Some(MessageKind::PaymentNotification),
            &Config::strict(),
        )
        .unwrap();
        assert_eq!(&*prepared.bytes, b"a.b=1&c.d=2&e=3");
        let at = |byte: &[u8], bytes: &[u8]| bytes.iter().position(|b| [*b] == byte).unwrap();
        for byte in [b"a", b"b", b"1", b"c", b"d", b"2", b"e", b"3"] {
            let place = at(byte, &prepared.bytes);
            assert_eq!(prepared.original(place), at(byte, body), "{byte:?}");
        }
    }

    #[test]
    fn a_charset_is_found_anywhere() {
        let name = |body: &[u8]| charset(body).unwrap().map(Charset::name);
        assert_eq!(
            name(b"a=1&charset=windows-1252&b=%E9"),
            Some("windows-1252")
        );
        assert_eq!(name(b"%63harset=KOI8%5FR"), Some("KOI8-R"));
        assert_eq!(name(b"charset=windows_1251\r\n"), Some("windows-1251"));
        assert_eq!(name(b"\xef\xbb\xbfcharset=gb2312&charset=gbk"), Some("GBK"));
        assert_eq!(name(b"\xef\xbb\xbf \r\ncharset=gbk"), Some("GBK"));
        assert_eq!(name(b"x.charset=utf-7&Charset=utf-7"), None);
        assert_eq!(name(b"a=1&\tcharset=gbk&%09charset=gbk"), None);
        assert_eq!(name(b"%20charset=gbk"), None);
    }
}
