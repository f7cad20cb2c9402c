//! Error codes of systems whose documents have no table for each operation.

use super::System;

/// An error code of a system, with its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownError {
    /// The code: a number or a word, as text.
    pub code: &'static str,
    /// The meaning.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Whether the same request may succeed later.
    pub retry: bool,
    /// The document that explains it, or that it was seen in responses.
    pub source: &'static str,
}

impl System {
    /// The explained error codes of `MultiSafepay` and `AliExpress`. Those of `PayPal`'s systems
    /// are in [`adaptive_payments::errors`](super::adaptive_payments::errors) and
    /// [`orders_v1::ERRORS`](super::orders_v1::ERRORS).
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let mut all = System::MultiSafepay.known_errors().iter();
    /// let error = all.find(|error| error.code == "1032").expect("an error");
    /// assert_eq!(error.meaning, "the API key is not valid");
    /// ```
    #[must_use]
    pub fn known_errors(self) -> &'static [KnownError] {
        self.info().known_errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_texts_are_phrases() {
        for system in System::ALL {
            let all = system.known_errors();
            for (at, error) in all.iter().enumerate() {
                for text in [error.meaning, error.remedy] {
                    assert!(!text.is_empty() && !text.ends_with('.'), "{error:?}");
                }
                assert!(
                    all[..at].iter().all(|other| other.code != error.code),
                    "{error:?}"
                );
            }
        }
    }
}
