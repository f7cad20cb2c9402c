//! What is not JSON.

use super::causes::causes;

causes! {
    /// Why a document is not JSON, as [`ErrorKind::Json`](super::ErrorKind::Json) has it.
    ///
    /// ```
    /// use paywire::error::{ErrorKind, JsonErrorKind};
    /// use paywire::json;
    ///
    /// let error = json::from_str::<Vec<u8>>("[1, 2,]").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Json(JsonErrorKind::TrailingComma));
    /// ```
    pub enum JsonErrorKind {
        /// Something else stands where a value belongs.
        ExpectedValue = "expected a value",
        /// A word other than `true`, `false` and `null`.
        UnknownWord = "expected a value (`true`, `false` and `null` are the only words)",
        /// Something else stands where a member name belongs.
        ExpectedName = "expected a member name in double quotes",
        /// A member name without a colon after it.
        ExpectedColon = "expected `:` after the member name",
        /// A member of an object is followed by something else.
        ExpectedCommaOrBrace = "expected `,` or `}`",
        /// An entry of a list is followed by something else.
        ExpectedCommaOrBracket = "expected `,` or `]`",
        /// A number without a digit where one belongs.
        ExpectedDigit = "expected a digit",
        /// Something follows the document.
        TrailingCharacters = "unexpected characters after the document",
        /// A comma before a closing bracket.
        TrailingComma = "trailing comma (the lenient preset reads it)",
        /// A control character in a string that is not escaped.
        ControlCharacter = "control character in a string (write it as an escape)",
        /// A backslash followed by a character that no escape has.
        InvalidEscape = "unknown escape in a string",
        /// A `\u` without four hexadecimal digits.
        InvalidUnicodeEscape = "`\\u` without four hexadecimal digits",
        /// An escaped surrogate without its other half.
        LoneSurrogate = "lone surrogate in a `\\u` escape",
        /// The document is little-endian UTF-16.
        Utf16Le = "the document is UTF-16, but JSON must be UTF-8 (convert it: `iconv -f UTF-16LE -t UTF-8`)",
        /// The document is big-endian UTF-16.
        Utf16Be = "the document is UTF-16, but JSON must be UTF-8 (convert it: `iconv -f UTF-16BE -t UTF-8`)",
        /// The document is little-endian UTF-32.
        Utf32Le = "the document is UTF-32, but JSON must be UTF-8 (convert it: `iconv -f UTF-32LE -t UTF-8`)",
        /// The document is big-endian UTF-32.
        Utf32Be = "the document is UTF-32, but JSON must be UTF-8 (convert it: `iconv -f UTF-32BE -t UTF-8`)",
    }
}
