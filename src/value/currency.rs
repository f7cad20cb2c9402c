//! Currency codes.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::code;
use super::currency_table::{CurrencyRow, TABLE};

/// A currency by its ISO 4217 code: `USD`, `EUR`, `JPY`.
///
/// An open code like those of [`open_code!`](crate::open_code): any text is kept unchanged, and
/// only the codes of the standard, in capitals, are [known](Currency::is_known). There is a
/// constant for each of them.
///
/// The [minor unit](Currency::minor_unit) is the standard's. A payment service may allow fewer
/// decimal places for some currencies; such rules are not part of this type.
///
/// ```
/// use paywire::Currency;
///
/// let currency = Currency::from("EUR");
/// assert_eq!(currency, Currency::EUR);
/// assert_eq!(currency.minor_unit(), Some(2));
/// assert_eq!(currency.name(), Some("Euro"));
/// assert_eq!(Currency::JPY.minor_unit(), Some(0));
///
/// let points = Currency::from("POINTS");
/// assert_eq!(points.as_str(), "POINTS");
/// assert!(!points.is_known());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Currency(Repr);

/// Any text of three ASCII characters is `Letters`, so that equality can be derived.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Letters([u8; 3]),
    Other(Box<str>),
}

impl Currency {
    /// `letters` must be ASCII.
    pub(super) const fn from_letters(letters: [u8; 3]) -> Self {
        Currency(Repr::Letters(letters))
    }

    /// All known currencies, in alphabetical order of their codes.
    #[must_use]
    pub fn known() -> impl ExactSizeIterator<Item = Currency> {
        TABLE.iter().map(|entry| Currency::from_letters(entry.code))
    }

    /// The code, unchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // ASCII, so this cannot fail.
            Repr::Letters(letters) => std::str::from_utf8(letters).unwrap_or_default(),
            Repr::Other(text) => text,
        }
    }

    /// Whether it is a code of ISO 4217, active or withdrawn since 2010.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.entry().is_some()
    }

    /// The number of decimal places of the minor unit: 2 for a hundred cents, 0 if there is none.
    ///
    /// `None` for unknown codes, and for those to which the standard gives none: metals, units of
    /// account, test codes.
    #[must_use]
    pub fn minor_unit(&self) -> Option<u32> {
        self.entry()?.minor_unit
    }

    /// The currency's English name.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(self.entry()?.name)
    }

    fn entry(&self) -> Option<&'static CurrencyRow> {
        let Repr::Letters(letters) = self.0 else {
            return None;
        };
        let at = TABLE
            .binary_search_by(|entry| entry.code.cmp(&letters))
            .ok()?;
        TABLE.get(at)
    }
}

impl From<&str> for Currency {
    fn from(text: &str) -> Self {
        match *text.as_bytes() {
            [a, b, c] if text.is_ascii() => Currency::from_letters([a, b, c]),
            _ => Currency(Repr::Other(text.into())),
        }
    }
}

impl From<String> for Currency {
    fn from(text: String) -> Self {
        match *text.as_bytes() {
            [a, b, c] if text.is_ascii() => Currency::from_letters([a, b, c]),
            _ => Currency(Repr::Other(text.into())),
        }
    }
}

impl FromStr for Currency {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Currency::from(text))
    }
}

impl AsRef<str> for Currency {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Currency {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Currency {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({:?})", self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        code::deserialize(deserializer, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(Currency::known().all(|currency| currency.is_known()));
        let with_unit = |unit| {
            TABLE
                .iter()
                .filter(|entry| entry.minor_unit == unit)
                .count()
        };
        assert_eq!(with_unit(Some(3)), 7);
        assert_eq!(with_unit(Some(4)), 2);
        assert_eq!(with_unit(None), 14);
    }

    #[test]
    fn any_text_is_kept() {
        for text in ["", "US", "usd", "USDX", "€", "é1", "\u{1F4B0}"] {
            for currency in [Currency::from(text), Currency::from(text.to_owned())] {
                assert_eq!(currency.as_str(), text);
                assert!(!currency.is_known());
                assert_eq!(currency.minor_unit(), None);
                assert_eq!(currency, text.parse::<Currency>().unwrap());
            }
        }
    }

    #[test]
    fn it_is_no_larger_than_a_boxed_text() {
        assert_eq!(size_of::<Currency>(), size_of::<Box<str>>());
    }

    #[test]
    fn serde_is_by_text() {
        let currency: Currency = serde_json::from_str("\"GBP\"").unwrap();
        assert_eq!(currency, Currency::GBP);
        assert_eq!(serde_json::to_string(&currency).unwrap(), "\"GBP\"");
    }
}
