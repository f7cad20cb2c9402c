//! What the numbers of errors mean, and what to do about them.
//!
//! A fault, a failed transfer and a refused refund carry [`ErrorData`] with a number of six digits.
//! The documents have a table of numbers and messages for most operations; here is what they say,
//! and, in this crate's words, what it comes down to: [`explain`].
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
//! The same number often has several messages, and the service's own text of an error may be newer
//! than the documents: look at [`ErrorData::message`] and [`ErrorData::parameter`], too.

mod kinds;
mod meaning;
mod table;

use std::fmt;

use crate::api::adaptive_payments::common::ErrorData;
pub use kinds::{Category, Retry};
use meaning::{MEANINGS, Meaning};

/// A documented number of an error, and what there is to know about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ErrorCode(&'static Meaning);

impl ErrorCode {
    /// All codes, by number.
    pub fn all() -> impl ExactSizeIterator<Item = ErrorCode> {
        MEANINGS.iter().map(ErrorCode)
    }

    /// The number: six digits.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0.code.into()
    }

    /// What kind of error it is.
    #[must_use]
    pub fn category(self) -> Category {
        self.0.category
    }

    /// Whether it can help to send the request again.
    #[must_use]
    pub fn retry(self) -> Retry {
        self.0.retry
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.0.means
    }

    /// What can be done about it, in a sentence or two.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.0.remedy
    }

    /// The rows it has in the tables of the operations, in the order of the documents. None, if it was
    /// only seen in answers.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
        entries().filter(move |entry| entry.code == self.number())
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorCode({})", self.0.code)
    }
}

/// The number.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(true, "", &self.0.code.to_string())
    }
}

/// What is known about an error by its number. `None` if no document has it.
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
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    table::TABLES.iter().copied().flatten()
}

/// A row in an operation's table of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The operation.
    pub operation: &'static str,
    /// The number.
    pub code: i64,
    /// The service's messages, with `<value>` and `<number>` where it fills something in.
    pub messages: &'static [&'static str],
    /// The version of the API that brought the row; `None` if it was there from the start.
    pub since: Option<&'static str>,
    /// Whether the operation has no table of its own, and the row was assigned to it by its words.
    pub inferred: bool,
    /// The document and page, if it is not the operation's table in the guide.
    pub source: Option<&'static str>,
}

const fn entry(operation: &'static str, code: i64, messages: &'static [&'static str]) -> Entry {
    Entry {
        operation,
        code,
        messages,
        since: None,
        inferred: false,
        source: None,
    }
}

impl Entry {
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
    /// What is known about the error by its number.
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
