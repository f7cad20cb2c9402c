//! Countries and currencies of orders that can be paid through the API.

use crate::value::Currency;

/// The currencies in which an order can be paid through the API. (API page)
///
/// ```
/// use paywire::Currency;
/// use paywire::api::aliexpress::PAY_CURRENCIES;
///
/// assert_eq!(PAY_CURRENCIES, [Currency::USD]);
/// ```
pub const PAY_CURRENCIES: &[Currency] = &[Currency::USD];

/// A country in which orders can be paid through the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PayCountry {
    /// The two-letter code. The United Kingdom has two: `UK`, and `GB` as in ISO 3166.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
}

impl PayCountry {
    /// Finds the country with a code, if orders can be paid there.
    ///
    /// ```
    /// use paywire::api::aliexpress::PayCountry;
    ///
    /// assert_eq!(PayCountry::of("NO").map(|country| country.name), Some("Norway"));
    /// assert_eq!(PayCountry::of("CN"), None);
    /// ```
    #[must_use]
    pub fn of(code: &str) -> Option<&'static PayCountry> {
        PAY_COUNTRIES.iter().find(|country| country.code == code)
    }
}

macro_rules! countries {
    ($($code:literal $name:literal)+) => {
        /// The countries in which orders can be paid through the API, in the order of the document.
        /// (API page)
        pub const PAY_COUNTRIES: &[PayCountry] = &[$(PayCountry { code: $code, name: $name }),+];
    };
}

countries! {
    "NO" "Norway"
    "DE" "Germany"
    "BE" "Belgium"
    "PT" "Portugal"
    "JP" "Japan"
    "DK" "Denmark"
    "LT" "Lithuania"
    "LU" "Luxembourg"
    "LV" "Latvia"
    "FR" "France"
    "NZ" "New Zealand"
    "HU" "Hungary"
    "BR" "Brazil"
    "SE" "Sweden"
    "UK" "United Kingdom"
    "IE" "Ireland"
    "CA" "Canada"
    "US" "United States of America"
    "EE" "Estonia"
    "IL" "Israel"
    "AE" "United Arab Emirates"
    "CH" "Switzerland"
    "IS" "Iceland"
    "IT" "Italy"
    "MX" "Mexico"
    "ES" "Spain"
    "AT" "Austria"
    "AU" "Australia"
    "NL" "Netherlands"
    "GB" "United Kingdom of Great Britain and Northern Ireland"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_listed_once() {
        assert_eq!(PAY_COUNTRIES.len(), 30);
        for country in PAY_COUNTRIES {
            assert_eq!(PayCountry::of(country.code), Some(country));
        }
    }
}
