//! Rates of currencies.

use std::collections::BTreeMap;

use super::money::share;
use crate::value::{Amount, Currency};

/// How many US dollars a unit of each currency is worth.
///
/// An amount is converted by its currency's rate and the other currency's in one step, and rounded once: half up
/// (away from zero) to the smallest unit of the other currency.
///
/// ```
/// use paywire::sandbox::Rates;
/// use paywire::{Amount, Currency};
///
/// let rates = Rates::new().set(Currency::GBP, "1.25".parse()?);
/// let pounds: Amount = "10.00".parse()?;
/// let dollars = rates.convert(&pounds, &Currency::GBP, &Currency::USD);
/// assert_eq!(dollars.map(|amount| amount.to_string()).as_deref(), Some("12.50"));
/// # Ok::<(), paywire::value::AmountError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates(BTreeMap<String, Amount>);

/// The rates of the 24 currencies of the documents: round numbers, which no market has. In millionths of a dollar.
const MILLIONTHS: &[(Currency, i64)] = &[
    (Currency::AUD, 660_000),
    (Currency::BRL, 200_000),
    (Currency::CAD, 740_000),
    (Currency::CHF, 1_120_000),
    (Currency::CZK, 43_000),
    (Currency::DKK, 145_000),
    (Currency::EUR, 1_080_000),
    (Currency::GBP, 1_250_000),
    (Currency::HKD, 128_000),
    (Currency::HUF, 2_800),
    (Currency::ILS, 270_000),
    (Currency::JPY, 6_700),
    (Currency::MXN, 58_000),
    (Currency::MYR, 212_000),
    (Currency::NOK, 94_000),
    (Currency::NZD, 610_000),
    (Currency::PHP, 17_500),
    (Currency::PLN, 250_000),
    (Currency::SEK, 95_000),
    (Currency::SGD, 740_000),
    (Currency::THB, 28_000),
    (Currency::TRY, 31_000),
    (Currency::TWD, 31_500),
    (Currency::USD, 1_000_000),
];

impl Rates {
    /// Creates the sandbox's own table, which has round rates of the 24 currencies of the documents.
    #[must_use]
    pub fn new() -> Self {
        let rates = MILLIONTHS.iter();
        let rates = rates.map(|(currency, millionths)| {
            (currency.as_str().to_owned(), Amount::new(*millionths, 6))
        });
        Rates(rates.collect())
    }

    /// Sets how many US dollars a unit of a currency is worth.
    #[must_use]
    pub fn set(mut self, currency: impl Into<Currency>, dollars: Amount) -> Self {
        let currency: Currency = currency.into();
        self.0.insert(currency.as_str().to_owned(), dollars);
        self
    }

    /// How many US dollars a unit of a currency is worth. `None` if the table has no such currency.
    #[must_use]
    pub fn get(&self, currency: &Currency) -> Option<Amount> {
        self.0.get(currency.as_str()).copied()
    }

    /// Converts an amount. `None` if the table lacks a currency, or the amount is too large.
    #[must_use]
    pub fn convert(&self, amount: &Amount, from: &Currency, to: &Currency) -> Option<Amount> {
        share(amount, &self.get(from)?, &self.get(to)?, to)
    }
}

impl Default for Rates {
    fn default() -> Self {
        Rates::new()
    }
}
