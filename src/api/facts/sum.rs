//! Sums of money in messages.

use std::fmt;

use serde::Serialize;

use super::Facts;
use crate::value::{Amount, Currency, MinorUnits, Money};

/// An exact amount of money. Some messages do not state the currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Sum {
    /// The currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The amount in whole units and decimal places.
    pub amount: Amount,
}

impl Sum {
    /// Creates a sum in a currency.
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

    /// Creates a sum whose currency may be unknown.
    #[must_use]
    pub fn of(currency: Option<&Currency>, amount: Amount) -> Self {
        let currency = currency.cloned();
        Sum { currency, amount }
    }

    /// Converts minor units; `None` if nothing is known of the currency.
    pub(super) fn minor(currency: &Currency, units: MinorUnits) -> Option<Self> {
        Some(Sum::new(currency, units.to_amount(currency)?))
    }

    /// Parses an amount with its currency; `None` if the text is something else.
    pub(super) fn text(money: Option<&Money>) -> Option<Self> {
        let (currency, amount) = money?.parts().ok()?;
        Some(Sum::new(&currency, amount))
    }

    /// Adds the sum to the one with the same currency, or appends it.
    ///
    /// If the result would have too many digits, the sum is appended separately, so that no total
    /// is ever wrong.
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

/// A stated amount that sums cannot include: it cannot be parsed, or nothing is known of its
/// currency.
///
/// ```
/// use paywire::api::facts::ToFacts;
/// use paywire::api::multisafepay::MultiSafepayOrder;
///
/// let order = r#"{"order_id":"7","currency":"POINTS","amount":1250}"#;
/// let facts = paywire::json::from_str::<MultiSafepayOrder>(order)?.facts();
/// let unread = &facts.unread_amounts[0];
/// assert_eq!(unread.path, "amount");
/// assert_eq!(unread.text, "1250 minor units of POINTS");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreadAmount {
    /// The path of the field, in NVP spelling.
    pub path: String,
    /// The text as sent.
    pub text: String,
}

impl UnreadAmount {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        UnreadAmount { path, text }
    }

    /// Prefixes the path with `data`, the field of a reply that has the content.
    pub(super) fn in_data(&mut self) {
        self.path.insert_str(0, "data.");
    }
}

impl Facts {
    /// Converts minor units. If nothing is known of the currency, they are recorded as unread.
    pub(super) fn minor(
        &mut self,
        path: impl Into<String>,
        currency: Option<&Currency>,
        units: Option<MinorUnits>,
    ) -> Option<Sum> {
        let units = units?;
        let sum = currency.and_then(|currency| Sum::minor(currency, units));
        if sum.is_none() && units != MinorUnits::ZERO {
            let of = currency.map_or("a currency that is not named", AsRef::as_ref);
            let unread = UnreadAmount::new(path, format!("{units} minor units of {of}"));
            self.unread_amounts.push(unread);
        }
        sum
    }
}

/// Formats as `USD 12.50`, or as the amount alone without a currency.
impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.currency {
            Some(currency) => write!(f, "{currency} {}", self.amount),
            None => write!(f, "{}", self.amount),
        }
    }
}
