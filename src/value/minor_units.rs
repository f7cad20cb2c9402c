//! Amounts in the minor unit of their currency.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::ParseIntError;
use std::ops::Neg;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::spelled::{self, Spelled};
use super::text::trim;
use super::{Amount, Currency};

/// An amount in the minor unit of its currency: 1050 for 10.50 euro, 1050 for 1050 yen.
///
/// Its value in money depends on the [`Currency`] in another field, so conversions ask for one. It
/// is a 64 bit integer, never a floating point number.
///
/// # Serde
///
/// Deserializes from an integer or from a string with one, and serializes in the form in which it
/// came; as a number if it was made in Rust. Equality is by the number alone. The lenient presets
/// also read an exponent if the result is an integer: `1E3` as `1000`.
///
/// ```
/// use paywire::value::MinorUnits;
/// use paywire::{Amount, Currency};
///
/// let price = MinorUnits::of(&"10.50".parse()?, &Currency::EUR).expect("whole cents");
/// assert_eq!(price, MinorUnits::new(1050));
/// assert_eq!(price.to_amount(&Currency::EUR).unwrap().to_string(), "10.50");
/// assert_eq!(price.to_amount(&Currency::JPY).unwrap().to_string(), "1050");
///
/// let read: [MinorUnits; 2] = paywire::json::from_str(r#"[1050,"1050"]"#)?;
/// assert_eq!(read, [price, price]);
/// assert_eq!(paywire::json::to_string(&read)?, r#"[1050,"1050"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct MinorUnits {
    units: i64,
    /// Whether it came as a string.
    text: bool,
}

impl MinorUnits {
    /// Zero.
    pub const ZERO: MinorUnits = MinorUnits::new(0);

    /// Creates an amount of `units` minor units.
    #[must_use]
    pub const fn new(units: i64) -> Self {
        MinorUnits { units, text: false }
    }

    /// Converts an amount to the minor unit of its currency.
    ///
    /// `None` if the result is not a whole number (`0.005` euro) or does not fit, or if the
    /// currency's [minor unit](Currency::minor_unit) is not known.
    #[must_use]
    pub fn of(amount: &Amount, currency: &Currency) -> Option<Self> {
        amount.to_minor_units(currency).map(MinorUnits::new)
    }

    /// The number of minor units.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// Converts to an amount with as many decimal places as the currency has.
    ///
    /// `None` if the currency's [minor unit](Currency::minor_unit) is not known.
    #[must_use]
    pub fn to_amount(self, currency: &Currency) -> Option<Amount> {
        Amount::from_minor_units(self.units, currency)
    }

    /// The sum; `None` if it overflows.
    #[must_use]
    pub fn checked_add(self, other: MinorUnits) -> Option<Self> {
        self.units.checked_add(other.units).map(MinorUnits::new)
    }

    /// The difference; `None` if it overflows.
    #[must_use]
    pub fn checked_sub(self, other: MinorUnits) -> Option<Self> {
        self.units.checked_sub(other.units).map(MinorUnits::new)
    }
}

impl Neg for MinorUnits {
    type Output = MinorUnits;

    /// Negates; `i64::MIN` stays unchanged.
    fn neg(self) -> MinorUnits {
        MinorUnits::new(self.units.saturating_neg())
    }
}

impl From<i64> for MinorUnits {
    fn from(units: i64) -> Self {
        MinorUnits::new(units)
    }
}

impl From<i32> for MinorUnits {
    fn from(units: i32) -> Self {
        MinorUnits::new(units.into())
    }
}

impl FromStr for MinorUnits {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(MinorUnits::new)
    }
}

impl PartialEq for MinorUnits {
    fn eq(&self, other: &Self) -> bool {
        self.units == other.units
    }
}

impl Eq for MinorUnits {}

impl PartialOrd for MinorUnits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for MinorUnits {
    fn cmp(&self, other: &Self) -> Ordering {
        self.units.cmp(&other.units)
    }
}

impl Hash for MinorUnits {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.units.hash(state);
    }
}

impl fmt::Display for MinorUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.units.fmt(f)
    }
}

impl fmt::Debug for MinorUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MinorUnits({})", self.units)
    }
}

impl Spelled for MinorUnits {
    const EXPECTING: &'static str = "a whole number of the currency's minor unit";
    const DECIMAL: bool = true;

    fn of_spelled(text: &str, literal: bool) -> Option<Self> {
        let units = trim(text).parse().ok()?;
        let text = !literal;
        Some(MinorUnits { units, text })
    }
}

impl Serialize for MinorUnits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.text {
            serializer.serialize_str(itoa::Buffer::new().format(self.units))
        } else {
            serializer.serialize_i64(self.units)
        }
    }
}

impl<'de> Deserialize<'de> for MinorUnits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spelled::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_by_the_currency() {
        for (amount, currency, units) in [
            ("10.50", Currency::EUR, 1050),
            ("-0.01", Currency::USD, -1),
            ("1050", Currency::JPY, 1050),
            ("1.050", Currency::KWD, 1050),
        ] {
            let amount: Amount = amount.parse().unwrap();
            let counted = MinorUnits::of(&amount, &currency).unwrap();
            assert_eq!(counted.units(), units);
            let back = counted.to_amount(&currency).unwrap();
            assert_eq!(back.to_string(), amount.to_string());
        }
        assert_eq!(MinorUnits::of(&Amount::new(5, 3), &Currency::EUR), None);
        assert_eq!(MinorUnits::new(5).to_amount(&"POINTS".into()), None);
    }

    #[test]
    fn is_no_fraction_and_no_word() {
        for json in [
            "10.5",
            "1000.0",
            "1e3",
            "\"10,50\"",
            "\"\"",
            "true",
            "9223372036854775808",
        ] {
            let error = crate::json::from_str::<MinorUnits>(json).unwrap_err();
            let said = error.to_string();
            let expected = "not a whole number of the currency's minor unit";
            assert!(said.starts_with(expected), "{json}: {said}");
            assert!(serde_json::from_str::<MinorUnits>(json).is_err(), "{json}");
        }
        assert_eq!(
            serde_json::from_str::<MinorUnits>("-3").unwrap().units(),
            -3
        );
        assert_eq!(
            crate::json::from_str::<MinorUnits>("\" 7 \"")
                .unwrap()
                .units(),
            7
        );
    }

    #[test]
    fn counts_within_its_bits() {
        let most = MinorUnits::new(i64::MAX);
        assert_eq!(most.checked_add(1.into()), None);
        assert_eq!(most.checked_sub(most), Some(MinorUnits::ZERO));
        assert_eq!(-MinorUnits::new(i64::MIN), most);
    }
}
