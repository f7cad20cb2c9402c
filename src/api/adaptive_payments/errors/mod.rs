//! Meanings and remedies of the service's error numbers.
//!
//! A fault, a failed transfer and a refused refund carry [`ErrorData`] with a six-digit number. The
//! documents have a table of numbers and messages for most operations. This module has these tables
//! and, in this crate's words, a meaning and a remedy for each number: see [`explain`].
//!
//! ```
//! use paywire::api::adaptive_payments::errors::{self, Category, Retry};
//!
//! let code = errors::explain(580_030).expect("a documented code");
//! assert_eq!(code.category(), Category::System);
//! assert_eq!(code.retry(), Retry::Later);
//! assert_eq!(
//!     code.entries().next().map(|entry| entry.messages),
//!     Some(&["This transaction cannot be processed at this time. Please try again later"][..]),
//! );
//! assert!(errors::explain(123_456).is_none());
//! ```
//!
//! One number often has several messages, and the service's own text of an error may be newer than
//! the documents, so check [`ErrorData::message`] and [`ErrorData::parameter`], too.

mod answer;
mod kinds;
mod meaning;
mod table;

use std::fmt;

use crate::api::adaptive_payments::common::ErrorData;
pub use kinds::{Category, Retry};
use meaning::{MEANINGS, Meaning};

/// A documented error number, with its meaning and remedy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ErrorCode(&'static Meaning);

impl ErrorCode {
    /// All codes, by number.
    pub fn all() -> impl ExactSizeIterator<Item = ErrorCode> {
        MEANINGS.iter().map(ErrorCode)
    }

    /// The six-digit number.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0.code.into()
    }

    /// The category of the error.
    #[must_use]
    pub fn category(self) -> Category {
        self.0.category
    }

    /// Whether sending the request again can help.
    #[must_use]
    pub fn retry(self) -> Retry {
        self.0.retry
    }

    /// The meaning, as a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.0.means
    }

    /// The remedy, in one or two sentences.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.0.remedy
    }

    /// The rows for this number in the operations' tables, in the order of the documents. Empty if
    /// the number was only seen in responses.
    pub fn entries(self) -> impl Iterator<Item = &'static ErrorEntry> {
        entries().filter(move |entry| entry.code == self.number())
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorCode({})", self.0.code)
    }
}

/// Prints the number.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(true, "", &self.0.code.to_string())
    }
}

/// Finds the meaning and remedy of an error number. Returns `None` if no document has it.
#[must_use]
pub fn explain(number: i64) -> Option<ErrorCode> {
    let at = MEANINGS.binary_search_by_key(&number, |meaning| meaning.code.into());
    at.ok().map(|at| ErrorCode(&MEANINGS[at]))
}

/// All rows of all operations' tables, in the order of the documents.
///
/// ```
/// use paywire::api::adaptive_payments::errors;
///
/// let of_refund = errors::entries().filter(|entry| entry.operation == "Refund");
/// assert!(of_refund.count() > 20);
/// ```
pub fn entries() -> impl Iterator<Item = &'static ErrorEntry> {
    table::TABLES.iter().copied().flatten()
}

/// A row in an operation's table of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorEntry {
    /// The operation.
    pub operation: &'static str,
    /// The number.
    pub code: i64,
    /// The service's messages, with placeholders such as `<value>` and `<number>`.
    pub messages: &'static [&'static str],
    /// The API version that introduced the row; `None` if it was there from the start.
    pub since: Option<&'static str>,
    /// Whether the operation has no table of its own, and the row was assigned to it by its
    /// message.
    pub inferred: bool,
    /// The document and page, if it is not the operation's table in the guide.
    pub source: Option<&'static str>,
}

const fn entry(
    operation: &'static str,
    code: i64,
    messages: &'static [&'static str],
) -> ErrorEntry {
    ErrorEntry {
        operation,
        code,
        messages,
        since: None,
        inferred: false,
        source: None,
    }
}

impl ErrorEntry {
    const fn since(mut self, version: &'static str) -> Self {
        self.since = Some(version);
        self
    }

    const fn inferred(mut self) -> Self {
        self.inferred = true;
        self
    }

    const fn from(mut self, source: &'static str) -> Self {
        self.source = Some(source);
        self
    }
}

impl ErrorData {
    /// Finds the meaning and remedy of the error by its number.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::ErrorData;
    /// use paywire::api::adaptive_payments::errors::Retry;
    ///
    /// let error = ErrorData::new(579_042, "The tracking ID already exists and cannot be duplicated");
    /// let code = error.explain().expect("a documented code");
    /// assert_eq!(code.retry(), Retry::Changed);
    /// ```
    #[must_use]
    pub fn explain(&self) -> Option<ErrorCode> {
        explain(self.error_id?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_tables_is_explained_and_sorted() {
        for entry in entries() {
            assert!(explain(entry.code).is_some(), "{}", entry.code);
        }
        let numbers: Vec<_> = ErrorCode::all().map(ErrorCode::number).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b));
        assert!(
            numbers
                .iter()
                .all(|number| (500_000..600_000).contains(number))
        );
    }

    #[test]
    fn explanations_are_sentences() {
        for code in ErrorCode::all() {
            for text in [code.meaning(), code.remedy()] {
                assert!(text.ends_with('.'), "{code}: {text}");
                assert!(text.starts_with(char::is_uppercase), "{code}: {text}");
            }
        }
        assert_eq!(format!("{:>8}", explain(500_000).unwrap()), "  500000");
    }
}
