//! Open codes: wire vocabularies that can grow.

use serde::de::Deserializer;

use super::text;

/// Defines an enum for a wire vocabulary to which words may be added later.
///
/// Each variant is given with its text on the wire. The enum gets one more variant,
/// `Other(Box<str>)`, which keeps any other text: an unknown word is not an error, and is written
/// back unchanged.
///
/// Words are compared exactly, including letter case, and each variant has one spelling: a second
/// one could not be written back as it came, so it stays in `Other` (or is a variant of its own).
///
/// The enum has
/// - `KNOWN`, the texts of all variants but `Other`; `as_str()`; `is_known()`;
/// - `VOCABULARY`, the doc comments as data: see [`Vocabulary`](crate::value::Vocabulary);
/// - `From<&str>`, `From<String>`, `From<Box<str>>`, an infallible `FromStr`, `Display`, `AsRef<str>`;
/// - `Clone`, `Debug`, and `PartialEq`, `Eq`, `PartialOrd`, `Ord`, `Hash` by the text, so that an
///   `Other` with a known word equals the variant; comparison with `str`;
/// - `Serialize` as a string and `Deserialize` from a string (or from an integer, by its digits, in
///   formats that have them);
/// - [`OpenCode`](crate::value::OpenCode), for code that is generic over vocabularies.
///
/// It is `non_exhaustive`, since a word may become a variant later: match the words that you
/// handle, and use `as_str()` for the rest. Attributes on the enum and the variants are kept, so
/// `#[derive(Default)]` with `#[default]` works.
///
/// ```
/// paywire::open_code! {
///     /// What to do with a payment.
///     pub enum Action {
///         /// Do it now.
///         Pay = "PAY",
///         /// Prepare it.
///         Create = "CREATE",
///     }
/// }
///
/// let action = Action::from("PAY");
/// assert_eq!(action, Action::Pay);
/// assert_eq!(Action::Create.as_str(), "CREATE");
///
/// let new: Action = serde_json::from_str("\"PAY_LATER\"")?;
/// assert!(!new.is_known());
/// assert_eq!(serde_json::to_string(&new)?, "\"PAY_LATER\"");
/// assert_eq!(Action::KNOWN, ["PAY", "CREATE"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! open_code {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $text:literal),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        $visibility enum $name {
            $($(#[$variant_attribute])* #[doc = concat!("\n\nOn the wire: `", $text, "`.")] $variant,)+
            /// Any other text, unchanged.
            Other(::std::boxed::Box<str>),
        }

        #[allow(dead_code, reason = "no user of a vocabulary needs all of its methods")]
        impl $name {
            /// The texts of all variants but `Other`, in the order of the variants.
            $visibility const KNOWN: &'static [&'static str] = &[$($text),+];

            /// The vocabulary's description and the meanings of its words, from the doc comments.
            $visibility const VOCABULARY: $crate::value::Vocabulary = $crate::value::Vocabulary::new(
                stringify!($name),
                concat!($(stringify!($attribute), "\0"),*),
                Self::KNOWN,
                &[$(concat!($(stringify!($variant_attribute), "\0"),*)),+],
            );

            /// The text on the wire.
            #[must_use]
            $visibility fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// Whether the text is one of [`KNOWN`](Self::KNOWN).
            #[must_use]
            $visibility fn is_known(&self) -> bool {
                match self {
                    Self::Other(text) => Self::find(text).is_some(),
                    _ => true,
                }
            }

            fn find(text: &str) -> ::std::option::Option<Self> {
                match text {
                    $($text => ::std::option::Option::Some(Self::$variant),)+
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::find(text).unwrap_or_else(|| Self::Other(text.into()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::find(&text).unwrap_or_else(|| Self::Other(text.into()))
            }
        }

        impl ::std::convert::From<::std::boxed::Box<str>> for $name {
            fn from(text: ::std::boxed::Box<str>) -> Self {
                Self::find(&text).unwrap_or(Self::Other(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(self.as_str(), other.as_str())
            }
        }

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl $crate::value::OpenCode for $name {
            const KNOWN: &'static [&'static str] = $name::KNOWN;

            fn as_str(&self) -> &str {
                $name::as_str(self)
            }
        }

        impl $crate::value::code::serde::Serialize for $name {
            fn serialize<S: $crate::value::code::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::value::code::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::value::code::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::value::code::deserialize(deserializer, Self::KNOWN)
            }
        }
    };
}

/// The interface that all enums made by [`open_code!`](crate::open_code) share.
///
/// ```
/// use paywire::value::OpenCode;
///
/// paywire::open_code! {
///     /// What to do with a payment.
///     pub enum Action {
///         /// Do it now.
///         Pay = "PAY",
///     }
/// }
///
/// fn words<C: OpenCode>() -> usize {
///     C::KNOWN.len()
/// }
/// assert_eq!(words::<Action>(), 1);
/// ```
pub trait OpenCode: for<'a> From<&'a str> {
    /// The texts of all known words.
    const KNOWN: &'static [&'static str];

    /// The text on the wire.
    fn as_str(&self) -> &str;
}

// Used by the macro's expansion in other crates.
pub use serde;

/// Deserializes an open code; used by the expansion of [`open_code!`](crate::open_code).
pub fn deserialize<'de, D, C>(
    deserializer: D,
    words: &'static [&'static str],
) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    C: for<'a> From<&'a str> + From<String>,
{
    text::with_words(deserializer, "a code word", words)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, I64Deserializer, U64Deserializer};

    open_code! {
        /// A test vocabulary.
        #[derive(Default)]
        enum Colour {
            /// Red.
            #[default]
            Red = "RED",
            /// Green.
            LightGreen = "LIGHT_GREEN",
        }
    }

    #[test]
    fn known_words_are_variants() {
        assert!(matches!(Colour::from("RED"), Colour::Red));
        assert!(matches!("LIGHT_GREEN".parse(), Ok(Colour::LightGreen)));
        assert_eq!(Colour::KNOWN, ["RED", "LIGHT_GREEN"]);
        assert_eq!(Colour::default(), Colour::Red);
    }

    #[test]
    fn unknown_words_are_kept() {
        for word in ["red", "", " RED", "Grün"] {
            let code = Colour::from(word.to_owned());
            assert!(!code.is_known());
            assert_eq!(code.as_str(), word);
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(serde_json::from_str::<Colour>(&json).unwrap(), code);
        }
    }

    #[test]
    fn equality_is_by_text() {
        let by_hand = Colour::Other("RED".into());
        assert_eq!(by_hand, Colour::Red);
        assert_eq!(by_hand, "RED");
        assert!(by_hand.is_known());
        assert!(HashSet::from([Colour::Red]).contains(&by_hand));
    }

    #[test]
    fn numbers_are_taken_by_their_digits() {
        let number: I64Deserializer<Error> = (-7_i64).into_deserializer();
        assert_eq!(Colour::deserialize(number).unwrap(), "-7");
        let number: U64Deserializer<Error> = 580_001_u64.into_deserializer();
        assert_eq!(Colour::deserialize(number).unwrap(), "580001");
    }
}
