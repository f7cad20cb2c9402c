//! An amount with its currency in one text.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::amount_text::AmountError;
use super::text::{self, trim};
use super::{Amount, Currency};

/// An amount and its currency in one text, kept as it came: `USD 100.00`.
///
/// Notifications send money this way. Nothing is checked while a message is read: deserializing
/// and `From<&str>` keep any text, and it is written back as it came. What it says is asked for
/// with [`parts`](Money::parts); [`parse()`](str::parse) checks at once.
///
/// Read are a currency of three ASCII letters, blanks, and a number as [`Amount`] takes it; the
/// number may also stand first, as in `100.00 SEK`, which is what some programs make of it. Blanks
/// around both do not count.
///
/// Equality is by text.
///
/// ```
/// use paywire::value::Money;
/// use paywire::{Amount, Currency};
///
/// let money = Money::from("USD 100.00");
/// assert_eq!(money.parts()?, (Currency::USD, Amount::new(10_000, 2)));
/// assert_eq!(Money::new(&Currency::USD, &Amount::new(10_000, 2)), money);
/// assert!(Money::from("a hundred").amount().is_err());
/// # Ok::<(), paywire::value::MoneyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Money(Box<str>);

impl Money {
    /// The text of an amount in a currency, the currency first.
    #[must_use]
    pub fn new(currency: &Currency, amount: &Amount) -> Self {
        Money(format!("{currency} {amount}").into())
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The currency and the amount.
    ///
    /// # Errors
    ///
    /// The text is no amount with its currency.
    pub fn parts(&self) -> Result<(Currency, Amount), MoneyError> {
        parse(&self.0)
    }

    /// The amount, in whatever currency.
    ///
    /// # Errors
    ///
    /// As [`parts`](Money::parts).
    pub fn amount(&self) -> Result<Amount, MoneyError> {
        self.parts().map(|(_, amount)| amount)
    }

    /// The currency.
    ///
    /// # Errors
    ///
    /// As [`parts`](Money::parts).
    pub fn currency(&self) -> Result<Currency, MoneyError> {
        self.parts().map(|(currency, _)| currency)
    }
}

fn parse(text: &str) -> Result<(Currency, Amount), MoneyError> {
    let words = trim(text).split_once(' ').ok_or(MoneyError(Fault::Words))?;
    let (first, second) = (words.0, trim(words.1));
    let (currency, number) = match (is_currency(first), is_currency(second)) {
        (true, _) => (first, second),
        (false, true) => (second, first),
        (false, false) => return Err(MoneyError(Fault::Currency)),
    };
    let amount = number
        .parse()
        .map_err(|error| MoneyError(Fault::Amount(error)))?;
    Ok((Currency::from(currency), amount))
}

fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Why a text is not an amount with its currency.
///
/// Shows one character of the text at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyError(Fault);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    /// There is no blank in it.
    Words,
    /// Neither word is three letters.
    Currency,
    Amount(AmountError),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Fault::Words => f.write_str("not an amount with its currency, like `USD 100.00`"),
            Fault::Currency => f.write_str("no currency of three letters beside the amount"),
            Fault::Amount(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MoneyError {}

/// Takes what [`parts`](Money::parts) can read, and keeps its text.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text)?;
        Ok(Money(text.into()))
    }
}

/// Keeps the text, whatever it is. To check it at once, `parse()` it.
impl From<&str> for Money {
    fn from(text: &str) -> Self {
        Money(text.into())
    }
}

/// Keeps the text, whatever it is. To check it at once, `parse()` it.
impl From<String> for Money {
    fn from(text: String) -> Self {
        Money(text.into())
    }
}

impl AsRef<str> for Money {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({:?})", self.as_str())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::decimal(deserializer, "an amount with its currency")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_may_stand_first() {
        for (text, currency, amount) in [
            ("USD 129.95", Currency::USD, "129.95"),
            ("100.00 SEK", Currency::SEK, "100.00"),
            (" JPY  1200\t", Currency::JPY, "1200"),
            ("EUR -5.00", Currency::EUR, "-5.00"),
        ] {
            let money: Money = text.parse().unwrap();
            assert_eq!(money.currency(), Ok(currency), "{text}");
            assert_eq!(money.amount().unwrap().to_string(), amount, "{text}");
            assert_eq!(money.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_money_is_kept_and_told() {
        let told = |text: &str| {
            let kept = Money::from(text);
            assert_eq!(kept.as_str(), text);
            kept.parts().unwrap_err().to_string()
        };
        insta::assert_snapshot!(told("100.00"), @"not an amount with its currency, like `USD 100.00`");
        insta::assert_snapshot!(told(""), @"not an amount with its currency, like `USD 100.00`");
        insta::assert_snapshot!(told("US 1.00"), @"no currency of three letters beside the amount");
        insta::assert_snapshot!(told("USD 1,00"), @"not a decimal number: unexpected `,` (write a point, and no grouping)");
        insta::assert_snapshot!(told("USD 1.00 EUR"), @"not a decimal number: unexpected ` ` (no white space is allowed)");
        assert!("100.00".parse::<Money>().is_err());
    }
}
