//! Money: totals with their details, single amounts, and currency conversions.

use serde::{Deserialize, Serialize};

use super::LinkDescription;
use crate::open_code;
use crate::value::{Amount, Currency, DateTime};

open_code! {
    /// Who changes one currency into another.
    pub enum ConversionType {
        /// `PayPal`; the default.
        PayPal = "PAYPAL",
        /// The seller.
        Vendor = "VENDOR",
    }
}

/// A total with its currency; named `amount` in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The currency of the total and of its details.
    pub currency: Currency,
    /// The total that the payer pays; for a refund, the refunded amount. At most 10 characters and
    /// two decimal places. It equals the sum of the details, if there are any.
    pub total: Amount,
    /// The components of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

impl Total {
    /// Creates a total without details.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::Total;
    ///
    /// let total = Total::new(Currency::USD, "1.44".parse()?);
    /// assert_eq!(total.total.to_string(), "1.44");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(currency: impl Into<Currency>, total: Amount) -> Self {
        Total {
            currency: currency.into(),
            total,
            details: None,
        }
    }
}

impl Total {
    /// Creates the total of the given details.
    ///
    /// Returns `None` if the sum has too many digits.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{Details, Total};
    ///
    /// let details = Details {
    ///     subtotal: Some("1.09".parse()?),
    ///     shipping: Some("0.02".parse()?),
    ///     tax: Some("0.33".parse()?),
    ///     ..Details::default()
    /// };
    /// let total = Total::of(Currency::USD, details).expect("a small sum");
    /// assert_eq!(total.total.to_string(), "1.44");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(currency: impl Into<Currency>, details: Details) -> Option<Self> {
        Some(Total {
            total: details.sum()?,
            details: Some(details),
            currency: currency.into(),
        })
    }
}

/// The components of a total; named `details` in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The subtotal of the items: the sum of price times quantity. Required if items are listed. At
    /// most 10 characters and two decimal places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<Amount>,
    /// The shipping fee. At most 10 characters and two decimal places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Amount>,
    /// The tax. At most 10 characters and two decimal places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Amount>,
    /// The handling fee. Only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling_fee: Option<Amount>,
    /// The discount on the shipping fee. Only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_discount: Option<Amount>,
    /// The insurance fee. Only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Amount>,
    /// The fee for gift wrapping. Only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gift_wrap: Option<Amount>,
}

impl Details {
    /// The sum of all components, less the discount.
    ///
    /// Returns `None` if the sum has too many digits.
    #[must_use]
    pub fn sum(&self) -> Option<Amount> {
        let added = [
            &self.subtotal,
            &self.shipping,
            &self.tax,
            &self.handling_fee,
            &self.insurance,
            &self.gift_wrap,
        ];
        let sum = Amount::checked_sum(added.into_iter().flatten())?;
        match &self.shipping_discount {
            // Some clients send the discount as a negative number.
            Some(discount) if discount.is_negative() => sum.checked_add(discount),
            Some(discount) => sum.checked_sub(discount),
            None => Some(sum),
        }
    }

    /// Whether no field is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Details::default()
    }
}

/// An amount with its currency; named `currency` in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The currency.
    pub currency: Currency,
    /// The amount, with as many decimal places as the currency has.
    pub value: Amount,
}

impl Money {
    /// Creates an amount in a currency.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::Money;
    ///
    /// let fee = Money::new(Currency::USD, "0.36".parse()?);
    /// assert_eq!(fee.currency, Currency::USD);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(currency: impl Into<Currency>, value: Amount) -> Self {
        Money {
            currency: currency.into(),
            value,
        }
    }
}

/// An amount in two currencies.
///
/// The document describes this object, but no message uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyConversion {
    /// The time until which the rate is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion_date: Option<DateTime>,
    /// The source currency.
    pub from_currency: Currency,
    /// The source amount. 1 or more; default: 1.
    pub from_amount: Amount,
    /// The target currency.
    pub to_currency: Currency,
    /// The target amount. 0 or more.
    pub to_amount: Amount,
    /// The party that converts the currency. Default: `PAYPAL`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion_type: Option<ConversionType>,
    /// Whether the payer may choose the party that converts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion_type_changeable: Option<bool>,
    /// The margin that `PayPal` adds to its banks' rate, in per cent: from 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<Amount>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl CurrencyConversion {
    /// Creates a conversion of one amount into another.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::CurrencyConversion;
    ///
    /// let conversion =
    ///     CurrencyConversion::new(Currency::USD, "1.00".parse()?, Currency::EUR, "0.91".parse()?);
    /// assert_eq!(conversion.conversion_type, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        from_currency: impl Into<Currency>,
        from_amount: Amount,
        to_currency: impl Into<Currency>,
        to_amount: Amount,
    ) -> Self {
        CurrencyConversion {
            conversion_date: None,
            from_currency: from_currency.into(),
            from_amount,
            to_currency: to_currency.into(),
            to_amount,
            conversion_type: None,
            conversion_type_changeable: None,
            spread: None,
            links: Vec::new(),
        }
    }
}
