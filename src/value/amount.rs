//! Exact decimal amounts.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Neg;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::amount_text::{self, AmountBuffer, AmountError};
use super::currency::Currency;
use super::text::trim;
use crate::scalar::DECIMAL;

/// The largest mantissa: 96 bits.
pub(super) const MAX_MANTISSA: u128 = (1 << 96) - 1;

/// An amount of money, or any other exact decimal number of a message.
///
/// The digits are kept as they were written: `10.00` stays `10.00` in every format, and never
/// passes through a binary floating point number. The [`Currency`] is in a field of its own.
///
/// # Text
///
/// It reads the lexical space of `xs:decimal`: an optional sign, then digits with at most one
/// decimal point, which may also be first or last. Exponents (but see below), grouping, currency
/// signs and `NaN` are errors. It writes the shortest form of the same digits: no `+`, no
/// superfluous leading zeros, at least one digit before the point.
///
/// | read | written |
/// | --- | --- |
/// | `10.00` | `10.00` |
/// | `+10.00`, `010.00` | `10.00` |
/// | `.5` | `0.5` |
/// | `5.` | `5` |
/// | `-0.00` | `-0.00` |
///
/// A number of up to 28 digits always fits. One that needs more than 96 bits, or has more than 28
/// digits after the point, is an error; nothing is ever rounded.
///
/// [`FromStr`] refuses whitespace. Deserializing ignores XML whitespace (space, tab, line end)
/// around the number, because the schema type of amounts in messages collapses it.
///
/// # Serde
///
/// Serializes as a string. Deserializes from a string; in formats with native numbers from an
/// integer too, but never from a floating point number, which has lost the digits already.
///
/// The lenient presets of this crate's formats also read an exponent, exactly: `1.25E7` as
/// `12500000`, `5E-4` as `0.0005`. Programs that compute in binary fractions print such numbers.
///
/// # Equality
///
/// Equality, order and hash are by value: `1.0 == 1.00`, and `-0 == 0`. Where digits matter,
/// compare the [`scale`](Amount::scale) or the texts too.
///
/// ```
/// use paywire::Amount;
///
/// let amount: Amount = "100.00".parse()?;
/// assert_eq!(amount.to_string(), "100.00");
/// assert_eq!(amount.scale(), 2);
/// assert_eq!(amount, Amount::from(100));
/// assert!("100,00".parse::<Amount>().is_err());
/// # Ok::<(), paywire::value::AmountError>(())
/// ```
// Invariant: the inner number may be a zero with its sign bit set, which the `Decimal`
// constructors avoid. `to_decimal` clears it.
#[derive(Clone, Copy, Default)]
pub struct Amount(Decimal);

impl Amount {
    /// Zero, without decimal places.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// The largest number of digits after the decimal point: 28.
    pub const MAX_SCALE: u32 = Decimal::MAX_SCALE;

    /// The amount `mantissa` × 10<sup>-`scale`</sup>, written with `scale` decimal places.
    ///
    /// ```
    /// use paywire::Amount;
    ///
    /// const FEE: Amount = Amount::new(-30, 2);
    /// assert_eq!(FEE.to_string(), "-0.30");
    /// ```
    ///
    /// # Panics
    ///
    /// If `scale` is more than [`Amount::MAX_SCALE`].
    #[must_use]
    pub const fn new(mantissa: i64, scale: u32) -> Self {
        match Amount::from_mantissa(mantissa as i128, scale) {
            Some(amount) => amount,
            None => panic!("more than 28 decimal places"),
        }
    }

    /// The amount `mantissa` × 10<sup>-`scale`</sup>; `None` if it cannot be held exactly.
    #[must_use]
    pub const fn from_mantissa(mantissa: i128, scale: u32) -> Option<Self> {
        Amount::from_parts(mantissa.unsigned_abs(), scale, mantissa < 0)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "splits the number into its 32 bit words"
    )]
    const fn from_parts(magnitude: u128, scale: u32, negative: bool) -> Option<Self> {
        if magnitude > MAX_MANTISSA || scale > Amount::MAX_SCALE {
            return None;
        }
        Some(Amount(Decimal::from_parts(
            magnitude as u32,
            (magnitude >> 32) as u32,
            (magnitude >> 64) as u32,
            negative,
            scale,
        )))
    }

    /// Unlike the public constructors this can make a negative zero.
    #[inline]
    pub(super) fn from_magnitude(magnitude: u128, scale: u32, negative: bool) -> Option<Self> {
        let mut amount = Amount::from_parts(magnitude, scale, negative)?;
        amount.0.set_sign_negative(negative);
        Some(amount)
    }

    /// Converts `units` of the currency's minor unit (cents, for instance) to an amount, written
    /// with as many decimal places as the currency has.
    ///
    /// `None` if the currency's [minor unit](Currency::minor_unit) is not known.
    ///
    /// ```
    /// use paywire::{Amount, Currency};
    ///
    /// assert_eq!(Amount::from_minor_units(1050, &Currency::EUR).unwrap().to_string(), "10.50");
    /// assert_eq!(Amount::from_minor_units(1050, &Currency::JPY).unwrap().to_string(), "1050");
    /// ```
    #[must_use]
    pub fn from_minor_units(units: i64, currency: &Currency) -> Option<Self> {
        Amount::from_mantissa(i128::from(units), currency.minor_unit()?)
    }

    /// Converts to units of the currency's minor unit (cents, for instance).
    ///
    /// `None` if the result is not a whole number (`0.005` euro) or does not fit, or if the
    /// currency's [minor unit](Currency::minor_unit) is not known.
    ///
    /// ```
    /// use paywire::{Amount, Currency};
    ///
    /// assert_eq!(Amount::new(105, 1).to_minor_units(&Currency::EUR), Some(1050));
    /// assert_eq!(Amount::new(10_500, 3).to_minor_units(&Currency::EUR), Some(1050));
    /// assert_eq!(Amount::new(10_501, 3).to_minor_units(&Currency::EUR), None);
    /// ```
    #[must_use]
    pub fn to_minor_units(&self, currency: &Currency) -> Option<i64> {
        let (minor, scale) = (currency.minor_unit()?, self.scale());
        let factor = 10_i128.pow(minor.abs_diff(scale));
        let units = if scale <= minor {
            self.mantissa().checked_mul(factor)?
        } else if self.mantissa() % factor == 0 {
            self.mantissa() / factor
        } else {
            return None;
        };
        i64::try_from(units).ok()
    }

    /// Converts to a [`Decimal`] of the same value and scale.
    ///
    /// A negative zero loses its sign, because `Decimal` expects its zeros to be positive.
    #[must_use]
    pub fn to_decimal(&self) -> Decimal {
        let mut number = self.0;
        if number.is_zero() {
            number.set_sign_negative(false);
        }
        number
    }

    /// The number of digits after the decimal point, 0 to 28: 2 for `10.00`.
    #[must_use]
    pub const fn scale(&self) -> u32 {
        self.0.scale()
    }

    /// The digits without the decimal point, as a number with the amount's sign: 1000 for `10.00`.
    #[must_use]
    pub const fn mantissa(&self) -> i128 {
        self.0.mantissa()
    }

    /// Whether the amount is zero, with any sign and scale.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the amount is less than zero. `-0.00` is not, although its text keeps the sign.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    pub(super) const fn has_minus_sign(&self) -> bool {
        self.0.is_sign_negative()
    }

    /// The exact sum, with the larger of the two scales; `None` if it does not fit.
    ///
    /// Unlike `Decimal`'s operators this never drops digits to make room.
    ///
    /// ```
    /// use paywire::Amount;
    ///
    /// let sum = Amount::new(100, 2).checked_add(&Amount::new(5, 1)).unwrap();
    /// assert_eq!(sum.to_string(), "1.50");
    /// ```
    #[must_use]
    pub fn checked_add(&self, other: &Amount) -> Option<Amount> {
        let scale = self.scale().max(other.scale());
        let sum = self
            .mantissa_at(scale)?
            .checked_add(other.mantissa_at(scale)?)?;
        Amount::from_mantissa(sum, scale)
    }

    /// The exact difference, with the larger of the two scales; `None` if it does not fit.
    #[must_use]
    pub fn checked_sub(&self, other: &Amount) -> Option<Amount> {
        self.checked_add(&-*other)
    }

    /// The exact sum of all amounts, zero if there are none; `None` if it does not fit.
    ///
    /// ```
    /// use paywire::Amount;
    ///
    /// let items = [Amount::new(1999, 2), Amount::new(1, 2)];
    /// assert_eq!(Amount::checked_sum(&items).unwrap().to_string(), "20.00");
    /// ```
    #[must_use]
    pub fn checked_sum<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> Option<Amount> {
        amounts
            .into_iter()
            .try_fold(Amount::ZERO, |sum, amount| sum.checked_add(amount))
    }

    fn mantissa_at(&self, scale: u32) -> Option<i128> {
        self.mantissa()
            .checked_mul(10_i128.pow(scale - self.scale()))
    }
}

impl Neg for Amount {
    type Output = Amount;

    fn neg(self) -> Amount {
        let mut number = self.to_decimal();
        if !number.is_zero() {
            number.set_sign_negative(!number.is_sign_negative());
        }
        Amount(number)
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale() == other.scale() {
            self.mantissa().cmp(&other.mantissa())
        } else {
            self.to_decimal().cmp(&other.to_decimal())
        }
    }
}

impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_decimal().hash(state);
    }
}

impl From<Decimal> for Amount {
    fn from(number: Decimal) -> Self {
        Amount(number)
    }
}

impl From<Amount> for Decimal {
    fn from(amount: Amount) -> Self {
        amount.to_decimal()
    }
}

impl From<i64> for Amount {
    fn from(number: i64) -> Self {
        Amount(Decimal::from(number))
    }
}

impl From<u64> for Amount {
    fn from(number: u64) -> Self {
        Amount(Decimal::from(number))
    }
}

impl From<i32> for Amount {
    fn from(number: i32) -> Self {
        Amount(Decimal::from(number))
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        amount_text::parse(text)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = AmountBuffer::new();
        let text = buffer.format(self);
        // Not `pad`: a precision would cut digits off.
        f.pad_integral(!self.has_minus_sign(), "", text.trim_start_matches('-'))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(AmountBuffer::new().format(self))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(DECIMAL, AmountVisitor)
    }
}

struct AmountVisitor;

impl<'de> Visitor<'de> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
        amount_text::parse(text)
            .or_else(|error| match trim(text) {
                inner if inner.len() < text.len() => amount_text::parse(inner),
                _ => Err(error),
            })
            .map_err(E::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Amount, D::Error> {
        inner.deserialize_str(self)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
        Ok(Amount::from(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
        Ok(Amount::from(number))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Amount, E> {
        Err(E::custom(
            "a floating point number is not an exact amount (send it as a string)",
        ))
    }
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
