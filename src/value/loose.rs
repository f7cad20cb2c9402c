//! Values that an API sends now as a string and now as a literal.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::Amount;
use super::spelled::{self, Spelled};
use super::text::trim;

/// A single value that may come as a string or as a literal of JSON (a number, `true`, `false`), and
/// that is written back as it came.
///
/// `T` is what the API's documents say it is: [`Loose<Amount>`](Amount) for `"0.21"` and `0.21`,
/// `Loose<bool>` for `"false"`, `false` and `0`, `Loose<String>` for an identifier of digits that
/// comes both ways. Any text is kept, whether it is a `T` or not (`""` is common where there is
/// nothing to say), so reading never fails; [`get`](Loose::get) tells.
///
/// Comparing looks at the text alone, not at the spelling, so that a value is the same in formats
/// that have no literals.
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
/// A literal that is no integer is written as the shortest digits of the same number: `0.50` as
/// `0.5`. One with more digits than a binary fraction holds is written as a string, for digits
/// count more than quotes.
pub struct Loose<T> {
    text: Box<str>,
    literal: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Loose<T> {
    /// The text, without quotes; a number in the digits as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it stood there as a literal and not as a string, and is written so.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        self.literal
    }
}

impl<T: LooseValue> Loose<T> {
    /// The value, if the text is one. White space around it does not count.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        T::of_text(&self.text)
    }
}

/// What a [`Loose`] can be read as.
///
/// | | its texts |
/// | --- | --- |
/// | `String` | any |
/// | `bool` | `true`, `false` in any letter case, `1`, `0` |
/// | `i64` | a whole number |
/// | [`Amount`] | what an amount is read from |
pub trait LooseValue: Sized + sealed::Sealed {
    /// The value that a text is, if it is one.
    fn of_text(text: &str) -> Option<Self>;
}

mod sealed {
    /// Nobody else's types: the spelling of each has a place in the table above.
    pub trait Sealed {}

    impl Sealed for String {}
    impl Sealed for bool {}
    impl Sealed for i64 {}
    impl Sealed for super::Amount {}
}

impl LooseValue for String {
    fn of_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl LooseValue for bool {
    fn of_text(text: &str) -> Option<Self> {
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
    fn of_text(text: &str) -> Option<Self> {
        trim(text).parse().ok()
    }
}

impl LooseValue for Amount {
    fn of_text(text: &str) -> Option<Self> {
        trim(text).parse().ok()
    }
}

/// A string.
impl<T> From<&str> for Loose<T> {
    fn from(text: &str) -> Self {
        Loose::of_text(text, false)
    }
}

/// A string.
impl<T> From<String> for Loose<T> {
    fn from(text: String) -> Self {
        Loose::of_text(text, false)
    }
}

macro_rules! literals {
    ($($from:ty => $of:ty),*) => {$(
        /// A literal.
        impl From<$from> for Loose<$of> {
            fn from(value: $from) -> Self {
                Loose::of_text(value.to_string(), true)
            }
        }
    )*};
}

literals!(bool => bool, i64 => i64, Amount => Amount, i64 => String);

impl<T> Loose<T> {
    fn of_text(text: impl Into<Box<str>>, literal: bool) -> Self {
        Loose {
            text: text.into(),
            literal,
            of: PhantomData,
        }
    }
}

// Derived, these would ask the same of `T`, of which there is none here.
impl<T> Clone for Loose<T> {
    fn clone(&self) -> Self {
        Loose::of_text(self.text.clone(), self.literal)
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

impl<T> Spelled for Loose<T> {
    const EXPECTING: &'static str = "a string, a number or a boolean";

    fn of_spelled(text: &str, literal: bool) -> Option<Self> {
        Some(Loose::of_text(text, literal))
    }
}

impl<'de, T> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled::deserialize(deserializer)
    }
}

impl<T> Serialize for Loose<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Literal::of(&self.text).filter(|_| self.literal) {
            Some(Literal::Bool(value)) => serializer.serialize_bool(value),
            Some(Literal::Signed(value)) => serializer.serialize_i64(value),
            Some(Literal::Unsigned(value)) => serializer.serialize_u64(value),
            Some(Literal::Float(value)) => serializer.serialize_f64(value),
            None => serializer.serialize_str(&self.text),
        }
    }
}

/// What a literal is to a serializer.
enum Literal {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

impl Literal {
    /// `None` if no serializer would write the same value.
    fn of(text: &str) -> Option<Self> {
        if let "true" | "false" = text {
            return Some(Literal::Bool(text == "true"));
        }
        let signed = text.parse().ok().map(Literal::Signed);
        // An integer has no negative zero.
        let integer = signed.or_else(|| text.parse().ok().map(Literal::Unsigned));
        if let Some(integer) = integer.filter(|_| text != "-0") {
            return Some(integer);
        }
        let number: f64 = text.parse().ok()?;
        let shortest: Option<Amount> = number.to_string().parse().ok();
        // What has an exponent is no amount and was a binary fraction before.
        let same = text
            .parse()
            .ok()
            .is_none_or(|exact| shortest == Some(exact));
        let is_number = text.starts_with(|first: char| matches!(first, '0'..='9' | '-'));
        (number.is_finite() && same && is_number).then_some(Literal::Float(number))
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
        ] {
            assert_eq!(again(json), json);
        }
        assert_eq!(again("-0"), "-0.0");
        assert_eq!(again("242.9300000000"), "242.93");
        assert_eq!(again("1e3"), "1000.0");
        // More digits than a binary fraction has, and more than it can be large.
        assert_eq!(again("0.1234567890123456789"), "\"0.1234567890123456789\"");
        assert_eq!(again("36893488147419103233"), "\"36893488147419103233\"");
        assert_eq!(again("1e999"), "\"1e999\"");
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
