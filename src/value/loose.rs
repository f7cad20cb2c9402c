//! Values that an API sends as a string or as a literal.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::Amount;
use super::spelled::{self, Spelled};
use super::text::trim;
use crate::scalar::SPELLED;

/// A single value that may come as a string or as a JSON literal (a number, `true`, `false`), and
/// is written back in the same form.
///
/// `T` is the documented type: [`Loose<Amount>`](Amount) for `"0.21"` and `0.21`, `Loose<bool>` for
/// `"false"`, `false` and `0`, `Loose<String>` for an identifier of digits that comes in both
/// forms. Any text is kept, even if it is not a `T` (`""` is common for a missing value), so
/// reading never fails; [`get`](Loose::get) converts.
///
/// Equality is by text and ignores the form, so that a value is the same in formats without
/// literals.
///
/// ```
/// use paywire::Amount;
/// use paywire::value::Loose;
///
/// let rates: Vec<Loose<Amount>> = paywire::json::from_str(r#"[0.21,"0.210",""]"#)?;
/// assert_eq!(rates[0].get(), Some(Amount::new(21, 2)));
/// assert_eq!(rates[0].get(), rates[1].get());
/// assert_eq!(rates[2].get(), None);
/// assert_eq!(paywire::json::to_string(&rates)?, r#"[0.21,"0.210",""]"#);
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Writing numbers
///
/// [`json`](crate::json) and formats in which everything is text write a literal with its original
/// digits. Other JSON serializers get integers as integers and everything else as a string: serde
/// has no other way to pass them `0.50` without losing digits.
pub struct Loose<T> {
    text: Box<str>,
    literal: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Loose<T> {
    /// The text, without quotes; the digits of a number as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it came as a literal rather than a string, and is written as one.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        self.literal
    }
}

impl<T: LooseValue> Loose<T> {
    /// Converts the text to `T`, ignoring whitespace around it; `None` if it is not a `T`.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        T::from_text(&self.text)
    }
}

/// A type that the text of a [`Loose`] can be converted to.
///
/// | | accepted texts |
/// | --- | --- |
/// | `String` | any |
/// | `bool` | `true`, `false` in any letter case, `1`, `0` |
/// | `i64` | a whole number |
/// | [`Amount`] | a decimal number |
pub trait LooseValue: Sized + sealed::Sealed {
    /// Converts a text; `None` if it is not of this type.
    fn from_text(text: &str) -> Option<Self>;
}

mod sealed {
    /// Prevents implementations elsewhere: the table above lists all accepted texts.
    pub trait Sealed {
        /// Whether it is a decimal number, which may have an exponent in the lenient presets.
        const DECIMAL: bool = false;
    }

    impl Sealed for String {}
    impl Sealed for bool {}
    impl Sealed for i64 {
        const DECIMAL: bool = true;
    }
    impl Sealed for super::Amount {
        const DECIMAL: bool = true;
    }
}

impl LooseValue for String {
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl LooseValue for bool {
    fn from_text(text: &str) -> Option<Self> {
        match trim(text) {
            "1" => Some(true),
            "0" => Some(false),
            word if word.eq_ignore_ascii_case("true") => Some(true),
            word if word.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

impl LooseValue for i64 {
    fn from_text(text: &str) -> Option<Self> {
        trim(text).parse().ok()
    }
}

impl LooseValue for Amount {
    fn from_text(text: &str) -> Option<Self> {
        trim(text).parse().ok()
    }
}

/// A string.
impl<T> From<&str> for Loose<T> {
    fn from(text: &str) -> Self {
        Loose::from_text(text, false)
    }
}

/// A string.
impl<T> From<String> for Loose<T> {
    fn from(text: String) -> Self {
        Loose::from_text(text, false)
    }
}

macro_rules! literals {
    ($($from:ty => $of:ty),*) => {$(
        /// A literal.
        impl From<$from> for Loose<$of> {
            fn from(value: $from) -> Self {
                Loose::from_text(value.to_string(), true)
            }
        }
    )*};
}

literals!(bool => bool, i64 => i64, Amount => Amount, i64 => String);

impl<T> Loose<T> {
    fn from_text(text: impl Into<Box<str>>, literal: bool) -> Self {
        Loose {
            text: text.into(),
            literal,
            of: PhantomData,
        }
    }
}

// Not derived: a derive would require the traits of `T` too.
impl<T> Clone for Loose<T> {
    fn clone(&self) -> Self {
        Loose::from_text(self.text.clone(), self.literal)
    }
}

impl<T> PartialEq for Loose<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Loose<T> {}

impl<T> PartialEq<str> for Loose<T> {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl<T> PartialEq<&str> for Loose<T> {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}

impl<T> Hash for Loose<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for Loose<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Loose<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.literal {
            write!(f, "Loose({})", self.text)
        } else {
            write!(f, "Loose({:?})", self.text)
        }
    }
}

impl<T: LooseValue> Spelled for Loose<T> {
    const EXPECTING: &'static str = "a string, a number or a boolean";
    const DECIMAL: bool = T::DECIMAL;

    fn of_spelled(text: &str, literal: bool) -> Option<Self> {
        Some(Loose::from_text(text, literal))
    }
}

impl<'de, T: LooseValue> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled::deserialize(deserializer)
    }
}

impl<T> Serialize for Loose<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = &*self.text;
        if !self.literal {
            return serializer.serialize_str(text);
        }
        if let "true" | "false" = text {
            return serializer.serialize_bool(text == "true");
        }
        // Only digits that come out unchanged: an integer has no negative zero and no exponent.
        if let Some(integer) = text.parse().ok().filter(|_| text != "-0") {
            return serializer.serialize_i64(integer);
        }
        if let Ok(integer) = text.parse() {
            return serializer.serialize_u64(integer);
        }
        serializer.serialize_newtype_struct(SPELLED, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(json: &str) -> String {
        let read: Loose<String> = crate::json::from_str(json).unwrap();
        crate::json::to_string(&read).unwrap()
    }

    #[test]
    fn is_written_as_it_came() {
        for json in [
            "1",
            "-1",
            "0",
            "0.44",
            "-0.0",
            "true",
            "false",
            "\"1\"",
            "\"true\"",
            "\"\"",
            "18446744073709551615",
            "9223372036854775807",
            "-9223372036854775808",
            "\"a\\nb\"",
            "-0",
            "10.00",
            "242.9300000000",
            "1e3",
            "0.1234567890123456789",
            "36893488147419103233",
            "1e999",
        ] {
            assert_eq!(again(json), json);
        }
    }

    #[test]
    fn other_writers_get_digits_as_a_string() {
        let read: Vec<Loose<Amount>> = crate::json::from_str("[10.50, 7, true]").unwrap();
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(json, r#"["10.50",7,true]"#);
        let named: std::collections::BTreeMap<&str, &Loose<Amount>> = [("a", &read[0])].into();
        assert_eq!(crate::nvp::to_string(&named).unwrap(), "a=10.50");
        let xml = crate::xml::Config::strict().root("r").declaration(false);
        assert_eq!(xml.to_string(&named).unwrap(), "<r><a>10.50</a></r>");
    }

    #[test]
    fn keeps_all_digits_of_a_number() {
        let read: Loose<Amount> = crate::json::from_str("242.9300000000").unwrap();
        assert!(read.is_literal());
        assert_eq!(read, "242.9300000000");
        assert_eq!(read.get().unwrap().scale(), 10);
        assert_eq!(format!("{read:?}"), "Loose(242.9300000000)");
    }

    #[test]
    fn is_no_list_and_no_object() {
        for json in ["[]", "{}", "null", "[1]"] {
            assert!(
                crate::json::from_str::<Loose<String>>(json).is_err(),
                "{json}"
            );
        }
        let absent: Option<Loose<String>> = crate::json::from_str("null").unwrap();
        assert_eq!(absent, None);
    }

    #[test]
    fn other_readers_give_what_they_have() {
        let read: Vec<Loose<bool>> = serde_json::from_str(r#"["false",false,1,""]"#).unwrap();
        let values: Vec<_> = read.iter().map(Loose::get).collect();
        assert_eq!(values, [Some(false), Some(false), Some(true), None]);
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            r#"["false",false,1,""]"#
        );

        let read: std::collections::BTreeMap<String, Loose<i64>> =
            crate::nvp::from_str("a=7&b=x").unwrap();
        assert_eq!(read["a"].get(), Some(7));
        assert_eq!(read["b"].get(), None);
    }

    #[test]
    fn values_are_literals_and_texts_are_not() {
        assert!(Loose::from(Amount::new(21, 2)).is_literal());
        assert!(Loose::<bool>::from(true).is_literal());
        assert!(!Loose::<bool>::from("true").is_literal());
        assert_eq!(Loose::<bool>::from(true), Loose::from("true"));
    }
}
