//! Words of a vocabulary in any letter case.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::code::OpenCode;
use super::text;

/// A word of the vocabulary `C` in any letter case.
///
/// Some fields have a documented vocabulary but come in another letter case. The text is kept and
/// written back unchanged; [`code`](AnyCase::code) and [`is`](AnyCase::is) give its meaning.
///
/// Equality is by text and respects letter case.
///
/// ```
/// use paywire::value::AnyCase;
///
/// paywire::open_code! {
///     /// How far a payment is.
///     pub enum Status {
///         /// The money was moved.
///         Completed = "COMPLETED",
///     }
/// }
///
/// let status: AnyCase<Status> = serde_json::from_str("\"Completed\"")?;
/// assert!(status.is(&Status::Completed));
/// assert_eq!(status.code(), Status::Completed);
/// assert_eq!(status.as_str(), "Completed");
///
/// let new = AnyCase::<Status>::from("Held");
/// assert_eq!(new.code(), Status::Other("Held".into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct AnyCase<C> {
    text: Box<str>,
    vocabulary: PhantomData<fn() -> C>,
}

impl<C> AnyCase<C> {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<C: OpenCode> AnyCase<C> {
    /// The code that the text stands for: a known word that differs from it at most in the case of
    /// ASCII letters, otherwise the text itself.
    #[must_use]
    pub fn code(&self) -> C {
        C::from(self.known().unwrap_or(&self.text))
    }

    /// Whether the text stands for `word`.
    #[must_use]
    pub fn is(&self, word: &C) -> bool {
        self.text.eq_ignore_ascii_case(word.as_str())
    }

    /// Whether the text stands for a known word.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.known().is_some()
    }

    fn known(&self) -> Option<&'static str> {
        let exactly = C::KNOWN.iter().find(|word| **word == &*self.text);
        let mut words = C::KNOWN.iter();
        exactly
            .or_else(|| words.find(|word| word.eq_ignore_ascii_case(&self.text)))
            .copied()
    }
}

/// Uses the documented spelling.
impl<C: OpenCode> From<C> for AnyCase<C> {
    fn from(code: C) -> Self {
        AnyCase::kept(code.as_str().into())
    }
}

impl<C> AnyCase<C> {
    fn kept(text: Box<str>) -> Self {
        AnyCase {
            text,
            vocabulary: PhantomData,
        }
    }
}

/// Keeps the text, whatever it is.
impl<C> From<&str> for AnyCase<C> {
    fn from(text: &str) -> Self {
        AnyCase::kept(text.into())
    }
}

/// Keeps the text, whatever it is.
impl<C> From<String> for AnyCase<C> {
    fn from(text: String) -> Self {
        AnyCase::kept(text.into())
    }
}

// Not derived: a derive would require the trait of `C` too.

impl<C> Clone for AnyCase<C> {
    fn clone(&self) -> Self {
        AnyCase::kept(self.text.clone())
    }
}

impl<C> PartialEq for AnyCase<C> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<C> Eq for AnyCase<C> {}

impl<C> std::hash::Hash for AnyCase<C> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<C> fmt::Debug for AnyCase<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyCase({:?})", self.as_str())
    }
}

impl<C> fmt::Display for AnyCase<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<C> Serialize for AnyCase<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, C: OpenCode> Deserialize<'de> for AnyCase<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::with_words(deserializer, "a code word", C::KNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::open_code! {
        /// A vocabulary in which letter case tells two words apart.
        enum Word {
            /// One.
            Upper = "ONE",
            /// Another.
            Lower = "one",
            /// A third.
            Two = "TWO",
        }
    }

    #[test]
    fn an_exact_word_comes_first() {
        assert!(matches!(AnyCase::from("one").code(), Word::Lower));
        assert!(matches!(AnyCase::from("One").code(), Word::Upper));
        assert!(matches!(AnyCase::from("tWo").code(), Word::Two));
    }

    #[test]
    fn what_came_is_kept() {
        for text in ["TWO", "two", "", "zw\u{f6}lf"] {
            let word = AnyCase::<Word>::from(text);
            let json = serde_json::to_string(&word).unwrap();
            let again: AnyCase<Word> = serde_json::from_str(&json).unwrap();
            assert_eq!((again.as_str(), &again), (text, &word));
        }
        assert_ne!(AnyCase::<Word>::from("two"), AnyCase::from(Word::Two));
        assert_eq!(AnyCase::<Word>::from("three").code(), "three");
        assert!(!AnyCase::<Word>::from("three").is_known());
    }
}
