//! An amount with its currency in one text.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::amount_text::AmountError;
use super::text::{self, trim};
use super::{Amount, Currency};

/// An amount and its currency in one text, kept unchanged: `USD 100.00`.
///
/// Payment notifications send money this way. Reading a message checks nothing: deserializing and
/// `From<&str>` keep any text, and it is written back unchanged. [`parts`](Money::parts) parses it;
/// [`parse()`](str::parse) checks at once.
///
/// Accepted are a currency of three ASCII letters, spaces, and a number as [`Amount`] accepts it,
/// in either order (`100.00 SEK` is common too). Spaces around both are ignored.
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
    /// Formats an amount with its currency, the currency first.
    #[must_use]
    pub fn new(currency: &Currency, amount: &Amount) -> Self {
        Money(format!("{currency} {amount}").into())
    }

    /// The text, unchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the currency and the amount.
    ///
    /// # Errors
    ///
    /// The text is not an amount with its currency.
    pub fn parts(&self) -> Result<(Currency, Amount), MoneyError> {
        parse(&self.0)
    }

    /// Parses the amount, in any currency.
    ///
    /// # Errors
    ///
    /// The same as those of [`parts`](Money::parts).
    pub fn amount(&self) -> Result<Amount, MoneyError> {
        self.parts().map(|(_, amount)| amount)
    }

    /// Parses the currency.
    ///
    /// # Errors
    ///
    /// The same as those of [`parts`](Money::parts).
    pub fn currency(&self) -> Result<Currency, MoneyError> {
        self.parts().map(|(currency, _)| currency)
    }
}

fn parse(text: &str) -> Result<(Currency, Amount), MoneyError> {
    let words = trim(text)
        .split_once(' ')
        .ok_or(MoneyError(MoneyErrorKind::Words))?;
    let (first, second) = (words.0, trim(words.1));
    let (currency, number) = match (is_currency(first), is_currency(second)) {
        (true, _) => (first, second),
        (false, true) => (second, first),
        (false, false) => return Err(MoneyError(MoneyErrorKind::Currency)),
    };
    let amount = number
        .parse()
        .map_err(|error| MoneyError(MoneyErrorKind::Amount(error)))?;
    Ok((Currency::from(currency), amount))
}

fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The reason why a text is not an amount with its currency.
///
/// Its message shows at most one character of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyError(MoneyErrorKind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum MoneyErrorKind {
    /// The text has no space.
    Words,
    /// Neither word has three letters.
    Currency,
    Amount(AmountError),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            MoneyErrorKind::Words => {
                f.write_str("not an amount with its currency, like `USD 100.00`")
            }
            MoneyErrorKind::Currency => f.write_str(
                "missing currency code of three letters beside the amount, like `USD 100.00`",
            ),
            MoneyErrorKind::Amount(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MoneyError {}

/// Accepts what [`parts`](Money::parts) can parse, and keeps the text.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text)?;
        Ok(Money(text.into()))
    }
}

/// Keeps any text. To check it at once, use `parse()`.
impl From<&str> for Money {
    fn from(text: &str) -> Self {
        Money(text.into())
    }
}

/// Keeps any text. To check it at once, use `parse()`.
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
        insta::assert_snapshot!(told("US 1.00"), @"missing currency code of three letters beside the amount, like `USD 100.00`");
        insta::assert_snapshot!(told("USD 1,00"), @"not a decimal number: unexpected `,` (use a decimal point, and do not group digits)");
        insta::assert_snapshot!(told("USD 1.00 EUR"), @"not a decimal number: unexpected ` ` (whitespace is not allowed)");
        assert!("100.00".parse::<Money>().is_err());
    }
}
