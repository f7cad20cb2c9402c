//! Shared code of readers of JSON.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use crate::json;
use crate::limits::Limits;

/// Reads the text of an entry; `odd` is what to say of JSON that is laid out otherwise than the type.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a [u8], odd: CaptureErrorKind) -> Result<T> {
    serde_json::from_slice(text).map_err(|error| damaged(&error, text, odd))
}

/// An error of reading JSON as one of this crate.
#[cold]
pub(super) fn damaged(error: &serde_json::Error, text: &[u8], odd: CaptureErrorKind) -> Error {
    let kind = match error.classify() {
        // The original message may quote a value.
        Category::Data => ErrorKind::Capture(odd),
        Category::Eof => ErrorKind::UnexpectedEnd,
        Category::Syntax | Category::Io => syntax(text).unwrap_or(ErrorKind::Capture(odd)),
    };
    if matches!(error.classify(), Category::Eof) {
        return Error::at(kind, text.len()..text.len());
    }
    let line = error.line().saturating_sub(1);
    let start = match line.checked_sub(1) {
        Some(line) => memchr::memchr_iter(b'\n', text).nth(line).map(|at| at + 1),
        None => Some(0),
    };
    let at = start.unwrap_or(0) + error.column().saturating_sub(1);
    let at = at.min(text.len());
    Error::at(kind, at..at)
}

/// What is wrong with the syntax of a text, as this crate's own reader sees it.
fn syntax(text: &[u8]) -> Option<ErrorKind> {
    let config = json::Config::strict().limits(Limits::unlimited());
    let error = config.from_slice::<IgnoredAny>(text).err()?;
    let kind = error.kind();
    matches!(kind, ErrorKind::Json(_) | ErrorKind::InvalidEncoding(_)).then(|| kind.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_the_byte() {
        for (text, at) in [
            ("[1,\n2 3]", 6),
            ("[\"secret\"]", 8),
            ("\n\n[x]", 3),
            ("[1", 2),
        ] {
            let error = read::<Vec<u8>>(text.as_bytes(), CaptureErrorKind::Record).unwrap_err();
            assert_eq!(error.span(), Some(at..at), "{text}: {error}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}
