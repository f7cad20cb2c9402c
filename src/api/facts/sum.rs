//! Money as a message states it.

use std::fmt;

use serde::Serialize;

use crate::value::{Amount, Currency, MinorUnits, Money};

/// An amount of money, exact. Some messages name no currency: it stands in another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Sum {
    /// The currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The amount, in the currency itself.
    pub amount: Amount,
}

impl Sum {
    /// An amount in a currency.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::facts::Sum;
    ///
    /// let sum = Sum::new(&Currency::USD, "12.50".parse()?);
    /// assert_eq!(sum.to_string(), "USD 12.50");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(currency: &Currency, amount: Amount) -> Self {
        let currency = Some(currency.clone());
        Sum { currency, amount }
    }

    /// An amount of which the message does not say the currency, or does.
    #[must_use]
    pub fn of(currency: Option<&Currency>, amount: Amount) -> Self {
        let currency = currency.cloned();
        Sum { currency, amount }
    }

    /// Units of a currency's smallest coin; `None` where nothing is known of the currency.
    pub(super) fn minor(currency: Option<&Currency>, units: Option<MinorUnits>) -> Option<Self> {
        let currency = currency?;
        Some(Sum::new(currency, units?.to_amount(currency)?))
    }

    /// A text of amount and currency; `None` where it is something else.
    pub(super) fn text(money: Option<&Money>) -> Option<Self> {
        let (currency, amount) = money?.parts().ok()?;
        Some(Sum::new(&currency, amount))
    }

    /// Adds a sum to those of other messages or parts: one sum a currency, in the order of coming.
    ///
    /// One that has more digits than fit stands beside the one it could not be added to, so that
    /// none is ever wrong.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::facts::Sum;
    ///
    /// let mut sums = Vec::new();
    /// for (currency, amount) in [(Currency::USD, "1.10"), (Currency::EUR, "5"), (Currency::USD, "2.2")] {
    ///     Sum::new(&currency, amount.parse()?).add_to(&mut sums);
    /// }
    /// let sums: Vec<String> = sums.iter().map(ToString::to_string).collect();
    /// assert_eq!(sums, ["USD 3.30", "EUR 5"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_to(self, sums: &mut Vec<Sum>) {
        let mut same = sums.iter_mut();
        if let Some(sum) = same.find(|sum| sum.currency == self.currency)
            && let Some(added) = sum.amount.checked_add(&self.amount)
        {
            sum.amount = added;
        } else {
            sums.push(self);
        }
    }
}

/// As `USD 12.50`, or the amount alone where no currency is stated.
impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.currency {
            Some(currency) => write!(f, "{currency} {}", self.amount),
            None => write!(f, "{}", self.amount),
        }
    }
}
