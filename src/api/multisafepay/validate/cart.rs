//! Whether a cart adds up to the amount of its order.
//!
//! A line is the price of one, with the tax of its table, times the quantity. No document says where
//! the service rounds, so a sum is held to the least and the most that rounding can make of it; and
//! nothing is said where a price, a quantity or a rate of tax is not known.

use rust_decimal::Decimal;

use crate::api::multisafepay::{
    CartItem, CheckoutOptions, MultiSafepayCreateOrderRequest, TaxRule, TaxTable,
};
use crate::api::validate::Report;
use crate::value::{Amount, Loose};

pub(super) fn adds_up(order: &MultiSafepayCreateOrderRequest, report: &mut Report<'_>) {
    let items = order.shopping_cart.iter().flat_map(|cart| &cart.items);
    let amount = Decimal::from(order.amount.units());
    // The amount is said to be in cents; what that is of other currencies, nobody says.
    if order.currency.minor_unit() != Some(2) || items.clone().next().is_none() {
        return;
    }
    let taxes = Taxes::of(order);
    let sum = items
        .map(|item| line(item, &taxes))
        .try_fold(Between::exactly(Decimal::ZERO), |sum, line| sum.add(&line?));
    if sum.is_some_and(|sum| !sum.has(amount)) {
        report.add(
            "amount",
            "is not what the lines of shopping_cart add up to, tax included",
        );
    }
}

/// A number that is known as far as rounding leaves it open.
#[derive(Clone, Copy)]
struct Between {
    least: Decimal,
    most: Decimal,
}

impl Between {
    fn exactly(number: Decimal) -> Self {
        Between {
            least: number,
            most: number,
        }
    }

    /// The whole numbers around it.
    fn rounded(self) -> Self {
        Between {
            least: self.least.floor(),
            most: self.most.ceil(),
        }
    }

    fn times(self, factor: Decimal) -> Option<Self> {
        let (one, other) = (product(self.least, factor)?, product(self.most, factor)?);
        Some(Between {
            least: one.min(other),
            most: one.max(other),
        })
    }

    fn add(self, other: &Self) -> Option<Self> {
        Some(Between {
            least: self.least.checked_add(other.least)?,
            most: self.most.checked_add(other.most)?,
        })
    }

    fn has(&self, number: Decimal) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

/// An exact product; `None` if it has more digits than can be held.
fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    let product = one.checked_mul(other)?;
    (one.scale() + other.scale() <= Decimal::MAX_SCALE).then_some(product)
}

/// What a line of a cart costs in cents.
fn line(item: &CartItem, taxes: &Taxes<'_>) -> Option<Between> {
    let price = number(item.unit_price.as_ref())?;
    let quantity = number(item.quantity.as_ref())?;
    let factor = taxes.rate(item)?.checked_add(Decimal::ONE)?;
    let one = product(product(price, Decimal::ONE_HUNDRED)?, factor)?;
    let one = Between::exactly(one);
    Some(one.rounded().times(quantity)?.rounded())
}

fn number(amount: Option<&Loose<Amount>>) -> Option<Decimal> {
    Some(amount?.get()?.to_decimal())
}

/// The taxes of an order.
struct Taxes<'a> {
    default: Option<&'a TaxTable>,
    alternate: Vec<&'a TaxTable>,
    country: Option<&'a str>,
}

impl<'a> Taxes<'a> {
    fn of(order: &'a MultiSafepayCreateOrderRequest) -> Self {
        let options = order.checkout_options.as_ref();
        let tables = options.and_then(|options| options.tax_tables.as_ref());
        let own = |options: &'a CheckoutOptions| options.default.as_ref();
        let country = order.customer.as_ref();
        Taxes {
            default: tables
                .and_then(|tables| tables.default.as_ref())
                .or_else(|| options.and_then(own)),
            alternate: tables
                .iter()
                .flat_map(|tables| &tables.alternate)
                .chain(options.iter().flat_map(|options| &options.alternate))
                .collect(),
            country: country.and_then(|customer| customer.country.as_deref()),
        }
    }

    /// The rate of an article; `None` where it is not known.
    fn rate(&self, item: &CartItem) -> Option<Decimal> {
        let selector = item.tax_table_selector.as_ref().map(Loose::as_str);
        match selector.filter(|name| !name.is_empty()) {
            Some(name) => {
                let mut tables = self.alternate.iter();
                let is_named = |table: &&&TaxTable| {
                    table.name.as_ref().is_some_and(|own| own.as_str() == name)
                };
                self.of_table(tables.find(is_named)?)
            }
            None => match self.default {
                Some(table) => self.of_table(table),
                // Without any tables there is nothing to tax by.
                None => self.alternate.is_empty().then_some(Decimal::ZERO),
            },
        }
    }

    fn of_table(&self, table: &TaxTable) -> Option<Decimal> {
        let is_for = |rule: &TaxRule| {
            let country = rule.country.as_deref().filter(|own| !own.is_empty());
            country.is_none() || country == self.country
        };
        match table.rules.as_slice() {
            [] => number(table.rate.as_ref()),
            [rule] if is_for(rule) => number(rule.rate.as_ref()),
            // Which of several counts depends on where the customer is.
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Validate;

    /// Whether an order with this amount and these members breaks the rule.
    #[track_caller]
    fn breaks(amount: &str, currency: &str, items: &str, tables: &str) -> bool {
        let body = format!(
            r#"{{"type":"redirect","order_id":"a","currency":"{currency}","amount":{amount},"description":"d",
            "customer":{{"country":"NL"}},"shopping_cart":{{"items":[{items}]}},
            "checkout_options":{{"tax_tables":{tables}}}}}"#
        );
        let order: MultiSafepayCreateOrderRequest = crate::json::from_str(&body).expect("an order");
        let found = order.violations(None);
        for one in &found {
            assert_eq!((one.rule().id, one.path()), ("M009", "amount"));
        }
        !found.is_empty()
    }

    const TWO: &str = r#"{"name":"a","unit_price":"4.00","quantity":2},{"name":"b","unit_price":2,"quantity":"1"}"#;
    const TABLES: &str = r#"{"default":{"rate":"0.21","shipping_taxed":true},"alternate":[
        {"name":"low","standalone":true,"rules":[{"rate":"0.09"}]},
        {"name":"none","rules":[{"rate":0}]},
        {"name":"here","rules":[{"country":"NL","rate":"0.5"}]},
        {"name":"there","rules":[{"country":"BE","rate":"0.5"}]},
        {"name":"both","rules":[{"country":"NL","rate":"0.5"},{"country":"","rate":0}]}]}"#;

    fn line(price: &str, quantity: &str, table: &str) -> String {
        format!(r#"{{"unit_price":{price},"quantity":{quantity},"tax_table_selector":"{table}"}}"#)
    }

    #[test]
    fn price_times_quantity_is_the_amount_where_nothing_is_taxed() {
        assert!(!breaks("1000", "EUR", TWO, "null"));
        for amount in ["999", "1001", "10", "0", "\"600\""] {
            assert!(breaks(amount, "EUR", TWO, "null"), "{amount}");
        }
        let discount = format!("{TWO},{}", line("-1.5", "1", ""));
        assert!(!breaks("850", "EUR", &discount, "{}"));
        assert!(breaks("1000", "EUR", &discount, "{}"));
    }

    #[test]
    fn a_line_is_taxed_by_its_table_or_by_the_default() {
        for (table, amount) in [
            ("", "1210"),
            ("low", "1090"),
            ("none", "1000"),
            ("here", "1500"),
        ] {
            assert!(
                !breaks(amount, "EUR", &line("5.00", "2", table), TABLES),
                "{table}"
            );
            assert!(
                breaks("1100", "EUR", &line("5.00", "2", table), TABLES),
                "{table}"
            );
        }
    }

    #[test]
    fn what_rounding_can_make_of_it_is_left_open() {
        // With 21 % it is 50.000000000016: 50.00 or 50.01 by the piece.
        let two = line("\"41.3223140496\"", "2", "");
        for amount in ["10000", "10001", "10002"] {
            assert!(!breaks(amount, "EUR", &two, TABLES), "{amount}");
        }
        assert!(breaks("9999", "EUR", &two, TABLES));
        assert!(breaks("10003", "EUR", &two, TABLES));
        assert!(breaks("8264", "EUR", &two, TABLES), "without the tax");
    }

    #[test]
    fn what_cannot_be_known_is_no_violation() {
        for table in ["nobody", "there", "both"] {
            assert!(
                !breaks("1", "EUR", &line("5.00", "2", table), TABLES),
                "{table}"
            );
        }
        assert!(!breaks("1", "JPY", TWO, "null"), "the cents of a yen");
        assert!(!breaks("1", "EUR", "", "null"), "no lines");
        assert!(!breaks("1", "EUR", r#"{"unit_price":"5.00"}"#, "null"));
        assert!(!breaks("1", "EUR", r#"{"quantity":1}"#, "null"));
        assert!(!breaks("1", "EUR", &line("\"x\"", "1", ""), "null"));
        assert!(!breaks(
            "1",
            "EUR",
            &line("5", "1", ""),
            r#"{"alternate":[{"name":"low"}]}"#
        ));
        let digits = line(
            "\"0.00000000000000000001\"",
            "\"0.00000000000000000001\"",
            "",
        );
        assert!(
            !breaks("1", "EUR", &digits, "null"),
            "more digits than can be held"
        );
    }
}
