//! Exact arithmetic with amounts.

use crate::value::{Amount, Currency};

/// How many decimal places amounts of a currency have at the service. Two, if it is not known.
pub(super) fn places(currency: &Currency) -> u32 {
    crate::api::validate::places_at_paypal(currency).unwrap_or(2)
}

/// Zero, with the decimal places of the currency.
pub(super) fn zero(currency: &Currency) -> Amount {
    Amount::new(0, places(currency))
}

/// `amount` × `part` ÷ `whole`, rounded half up (away from zero) to the smallest unit of the currency. `None` if
/// `whole` is zero or the result is too large.
pub(super) fn share(
    amount: &Amount,
    part: &Amount,
    whole: &Amount,
    currency: &Currency,
) -> Option<Amount> {
    let places = places(currency);
    let mut above = amount.mantissa().checked_mul(part.mantissa())?;
    let mut below = whole.mantissa();
    // The result is above ÷ below, in units of the currency, once both have its decimal places.
    let more = i64::from(places) + i64::from(whole.scale())
        - i64::from(amount.scale())
        - i64::from(part.scale());
    let factor = 10_i128.checked_pow(u32::try_from(more.unsigned_abs()).ok()?)?;
    if more >= 0 {
        above = above.checked_mul(factor)?;
    } else {
        below = below.checked_mul(factor)?;
    }
    Amount::from_mantissa(rounded(above, below)?, places)
}

/// The fee on an amount, in percent.
pub(super) fn fee(amount: &Amount, percent: &Amount, currency: &Currency) -> Amount {
    let fee = share(amount, percent, &Amount::from(100), currency);
    fee.unwrap_or_else(|| zero(currency))
}

/// The quotient, rounded half up (away from zero).
fn rounded(above: i128, below: i128) -> Option<i128> {
    let quotient = above.checked_div(below)?;
    let rest = above.checked_rem(below)?;
    let is_half = rest.unsigned_abs() >= below.unsigned_abs().div_ceil(2) && rest != 0;
    let away = if (above < 0) == (below < 0) { 1 } else { -1 };
    quotient.checked_add(if is_half { away } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().expect("an amount")
    }

    fn shared(of: &str, part: &str, whole: &str, currency: &str) -> String {
        let shared = share(
            &amount(of),
            &amount(part),
            &amount(whole),
            &Currency::from(currency),
        );
        shared.map_or_else(|| "none".to_owned(), |shared| shared.to_string())
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(shared("10.00", "2.9", "100", "USD"), "0.29");
        assert_eq!(shared("0.50", "1", "100", "USD"), "0.01");
        assert_eq!(shared("0.49", "1", "100", "USD"), "0.00");
        assert_eq!(shared("-0.50", "1", "100", "USD"), "-0.01");
        assert_eq!(shared("1", "1", "3", "EUR"), "0.33");
        assert_eq!(shared("2", "1", "3", "EUR"), "0.67");
        assert_eq!(shared("1.5", "1", "1", "JPY"), "2");
        assert_eq!(shared("100", "0.0125", "1.25", "USD"), "1.00");
    }

    #[test]
    fn a_share_that_cannot_be_held_is_none() {
        assert_eq!(shared("1", "1", "0", "USD"), "none");
        let most = "79228162514264337593543950335";
        assert_eq!(shared(most, most, "1", "USD"), "none");
    }
}
