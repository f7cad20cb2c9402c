//! What the body of a notification needs before it can be read as NVP, and says of itself.

use std::ops::Range;

use crate::api::{Direction, Formats, MessageKind, System};
use crate::codec::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::{self, Brackets, Charset, Indices};
use crate::tree::{Ref, Tree};

/// First words of names that no body has but a notification.
const TELLING: [&str; 4] = [
    "transaction_type",
    "transaction",
    "notify_version",
    "verify_sign",
];

/// Whether a message is one of those that this is about.
pub(in crate::codec) fn is_one(message: MessageKind) -> bool {
    let info = message.info();
    info.direction == Direction::Notification && info.formats != Formats::Json
}

/// Which notification a body says it is, in its own words.
pub(in crate::codec) fn told(body: Ref<'_>) -> Option<MessageKind> {
    let said = body.get("transaction_type").and_then(Ref::as_str)?;
    System::notification(said)
}

/// Whether a name is one that only notifications have.
pub(in crate::codec) fn is_telling(name: &str) -> bool {
    TELLING.contains(&name)
}

/// The same for a body that was not read yet.
fn is_telling_raw(body: &[u8]) -> bool {
    nvp::pairs(body).any(|pair| {
        let name = pair.name.as_bytes().trim_ascii();
        let end = name.iter().position(|byte| b".[(%".contains(byte));
        let word = &name[..end.unwrap_or(name.len())];
        TELLING.iter().any(|telling| telling.as_bytes() == word)
    })
}

/// Whether the configuration says that a body is a notification.
fn is_said(config: &Config) -> bool {
    config.direction == Some(Direction::Notification) || config.message.is_some_and(is_one)
}

/// A body that nobody says is a notification and that has no name which tells so, read in the quick way.
///
/// Which is nearly every body: it has to be read to know its names, and then it is read.
pub(in crate::codec) fn plain(body: &[u8], config: &Config) -> Option<(Tree, Vec<nvp::Warning>)> {
    if is_said(config) {
        return None;
    }
    let (tree, warnings) = nvp::Deserializer::ordered_input(body, config.nvp)?;
    let tells = |own: Ref<'_>| TELLING.iter().any(|name| own.is_named(name));
    let tells = tree.root().children().any(tells);
    (!tells).then_some((tree, warnings))
}

/// How the NVP reader takes a body, which may be a notification: it is if it is to be read as one, if
/// the configuration says so, or if it has a name that tells so.
///
/// # Errors
///
/// As [`charset`].
pub(in crate::codec) fn reading(
    body: &[u8],
    message: Option<MessageKind>,
    config: &Config,
) -> Result<nvp::Config> {
    let is_notification = message.map_or_else(|| is_said(config) || is_telling_raw(body), is_one);
    if !is_notification {
        return Ok(config.nvp);
    }
    // The service itself was seen to send this escape, which has one meaning only; and what passes
    // notifications on writes words in brackets.
    let nvp = config.nvp.unicode_escapes(true).brackets(Brackets::Names);
    if config.said_charset().is_some() {
        return Ok(nvp);
    }
    Ok(nvp.charset(charset(body)?.unwrap_or_default()))
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
    // White space around a name is not escaped, and is no part of it.
    let is_charset = |name: nvp::Raw<'_>| *name.trimmed().bytes() == *b"charset";
    for pair in nvp::pairs(inner).filter(|pair| is_charset(pair.name)) {
        let at_charset = |error: Error| error.or_path(|| "charset".to_owned());
        let value = pair.value.span();
        let value = start + value.start..start + value.end;
        let charset = of_label(&pair.value.trimmed().bytes())
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

/// A body without what a lenient reader skips before the first name.
fn without_start(body: &[u8]) -> &[u8] {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start()
}

/// The charset of a label, which may have underscores where the standard has hyphens.
fn of_label(label: &[u8]) -> Option<Charset> {
    let label = std::str::from_utf8(label).ok()?;
    let standard = || label.replace('_', "-").parse().ok();
    let charset: Option<Charset> = label.parse().ok().or_else(standard);
    charset.filter(|charset| charset.carries_pairs())
}

/// How a message is written as NVP: a notification in its own charset, and with the brackets that
/// the service writes.
pub(in crate::codec) fn writing(
    message: Option<MessageKind>,
    label: Option<&str>,
    config: &Config,
) -> Result<nvp::Config> {
    if !message.is_some_and(is_one) {
        return Ok(config.nvp);
    }
    let nvp = config.nvp.indices(Indices::Square);
    let Some(label) = label.filter(|_| config.said_charset().is_none()) else {
        return Ok(nvp);
    };
    let charset = of_label(label.as_bytes())
        .ok_or_else(|| Error::new(ErrorKind::UnknownCharset).or_path(|| "charset".to_owned()))?;
    Ok(nvp.charset(charset))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(name(b"a=1\r\n&charset=gbk\r\n&b=2"), Some("GBK"));
        assert_eq!(name(b"a=1&\tcharset =\tgbk&%09charset=utf-7"), Some("GBK"));
        assert_eq!(name(b"%20charset=gbk"), None);
    }
}
