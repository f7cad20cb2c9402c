//! What must be known about a notification before it is read as NVP.

use std::ops::Range;

use crate::api::{Direction, Formats, MessageKind, System};
use crate::codec::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::{self, Brackets, Charset, Indices};
use crate::tree::{Ref, Tree};

/// The beginnings of names that only notifications have.
const PREFIXES: [&str; 4] = [
    "transaction_type",
    "transaction",
    "notify_version",
    "verify_sign",
];

/// Whether a message is a notification that names its charset.
pub(in crate::codec) fn is_notification(message: MessageKind) -> bool {
    let info = message.info();
    info.direction == Direction::Notification && info.formats != Formats::Json
}

/// The notification that a body says it is.
pub(in crate::codec) fn declared(body: Ref<'_>) -> Option<MessageKind> {
    let text = body.get("transaction_type").and_then(Ref::as_str)?;
    System::notification(text)
}

/// Whether only notifications have this name.
pub(in crate::codec) fn is_notification_name(name: &str) -> bool {
    PREFIXES.contains(&name)
}

/// The same for a body that is not parsed yet.
fn has_notification_name(body: &[u8]) -> bool {
    nvp::pairs(body).any(|pair| {
        let name = pair.name.as_bytes().trim_ascii();
        let end = name.iter().position(|byte| b".[(%".contains(byte));
        let word = &name[..end.unwrap_or(name.len())];
        PREFIXES.iter().any(|prefix| prefix.as_bytes() == word)
    })
}

/// Whether the configuration says that a body is a notification.
fn is_configured(config: &Config) -> bool {
    config.direction == Some(Direction::Notification) || config.message.is_some_and(is_notification)
}

/// Reads a body on the fast path, if neither the configuration nor a name says that it is a notification. This is so
/// for nearly all bodies, and their names are known only once they are read.
pub(in crate::codec) fn read_plain(
    body: &[u8],
    config: &Config,
) -> Option<(Tree, Vec<nvp::Warning>)> {
    if is_configured(config) {
        return None;
    }
    let (tree, warnings) = nvp::Deserializer::ordered_input(body, config.nvp)?;
    let tells = |own: Ref<'_>| PREFIXES.iter().any(|name| own.is_named(name));
    let tells = tree.root().children().any(tells);
    (!tells).then_some((tree, warnings))
}

/// The configuration of the NVP reader for a body. The body is a notification if the message, the configuration or a
/// name says so.
///
/// # Errors
///
/// Those of [`charset`].
pub(in crate::codec) fn reader_config(
    body: &[u8],
    message: Option<MessageKind>,
    config: &Config,
) -> Result<nvp::Config> {
    let is_notification = message.map_or_else(
        || is_configured(config) || has_notification_name(body),
        is_notification,
    );
    if !is_notification {
        return Ok(config.nvp);
    }
    // The service was seen to send this escape, which has only one meaning. Programs that forward notifications write
    // words in brackets.
    let nvp = config.nvp.unicode_escapes(true).brackets(Brackets::Names);
    if config.explicit_charset().is_some() {
        return Ok(nvp);
    }
    Ok(nvp.charset(charset(body)?.unwrap_or_default()))
}

/// The charset that a body names.
///
/// # Errors
///
/// The charset is unknown or unsupported, or the body names two.
pub(super) fn charset(body: &[u8]) -> Result<Option<Charset>> {
    let mut found: Option<(Charset, Range<usize>)> = None;
    let inner = without_start(body);
    let start = body.len() - inner.len();
    // Unescaped whitespace around a name is not part of it.
    let is_charset = |name: nvp::Raw<'_>| *name.trimmed().bytes() == *b"charset";
    for pair in nvp::pairs(inner).filter(|pair| is_charset(pair.name)) {
        let at_charset = |error: Error| error.or_path(|| "charset".to_owned());
        let value = pair.value.span();
        let value = start + value.start..start + value.end;
        let charset = of_label(&pair.value.trimmed().bytes())
            .ok_or_else(|| Error::at(ErrorKind::UnknownCharset, value.clone()))
            .map_err(at_charset)?;
        match &found {
            // The reader reports a repeated name; here, only the charset matters.
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

/// The body without what a lenient reader skips before the first name.
fn without_start(body: &[u8]) -> &[u8] {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start()
}

/// The charset for a label, which may have underscores where the standard has hyphens.
fn of_label(label: &[u8]) -> Option<Charset> {
    let label = std::str::from_utf8(label).ok()?;
    let standard = || label.replace('_', "-").parse().ok();
    let charset: Option<Charset> = label.parse().ok().or_else(standard);
    charset.filter(|charset| charset.carries_pairs())
}

/// The configuration for writing a message as NVP: a notification in its own charset and in the service's style of
/// brackets.
pub(in crate::codec) fn writer_config(
    message: Option<MessageKind>,
    label: Option<&str>,
    config: &Config,
) -> Result<nvp::Config> {
    if !message.is_some_and(is_notification) {
        return Ok(config.nvp);
    }
    let nvp = config.nvp.indices(Indices::Square);
    let Some(label) = label.filter(|_| config.explicit_charset().is_none()) else {
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
