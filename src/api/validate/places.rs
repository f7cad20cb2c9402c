//! Checks the number of decimal places of amounts.

use super::Report;
use crate::value::{Amount, Currency};

/// The number of decimal places that `PayPal` accepts for a currency; `None` if it is not
/// documented.
///
/// It is that of ISO 4217, except that the forint and the new Taiwan dollar have none. (Pay page;
/// `PayPal`'s list of currencies)
pub(crate) fn places_at_paypal(currency: &Currency) -> Option<u32> {
    match currency.as_str() {
        "HUF" | "TWD" => Some(0),
        _ => currency.minor_unit(),
    }
}

/// Reports an amount with more decimal places than `PayPal` accepts for its currency. `path` is
/// only called if needed.
pub(crate) fn hold_places(
    path: impl FnOnce() -> String,
    amount: &Amount,
    currency: &Currency,
    report: &mut Report<'_>,
) {
    match places_at_paypal(currency) {
        Some(0) if amount.scale() > 0 => {
            report.add(path(), "has decimal places, and its currency has none");
        }
        Some(places) if amount.scale() > places => {
            let text = format!("has more than {places} decimal places");
            report.add(path(), text);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_currencies_have_fewer_places_than_the_standard_gives() {
        let places = |code: &str| places_at_paypal(&Currency::from(code));
        for code in ["HUF", "JPY", "TWD"] {
            assert_eq!(places(code), Some(0), "{code}");
        }
        assert_eq!(places("USD"), Some(2));
        assert_eq!(
            (places("usd"), places("POINTS"), places("XAU")),
            (None, None, None)
        );
    }
}
