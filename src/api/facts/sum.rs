//! Money as a message states it.

use std::fmt;

use serde::Serialize;

use super::Facts;
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
    pub(super) fn minor(currency: &Currency, units: MinorUnits) -> Option<Self> {
        Some(Sum::new(currency, units.to_amount(currency)?))
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

/// An amount that is stated and that is in no sum, for nobody can read it: it is no number, or nothing
/// is known of its currency.
///
/// ```
/// use paywire::api::facts::Tells;
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
    /// The field, in NVP spelling.
    pub path: String,
    /// What it states, as it was sent.
    pub text: String,
}

impl UnreadAmount {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        UnreadAmount { path, text }
    }

    /// The same field, of a reply that has what it says as its `data`.
    pub(super) fn in_data(&mut self) {
        self.path.insert_str(0, "data.");
    }
}

impl Facts {
    /// Units of a currency's smallest coin. Where nothing is known of the currency, they are told to be
    /// unread.
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

/// As `USD 12.50`, or the amount alone where no currency is stated.
impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.currency {
            Some(currency) => write!(f, "{currency} {}", self.amount),
            None => write!(f, "{}", self.amount),
        }
    }
}
