//! Shopping carts and their taxes.

use serde::{Deserialize, Serialize};

use crate::value::{Amount, Currency, Loose};

/// A shopping cart. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShoppingCart {
    /// The articles. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CartItem>,
}

impl FromIterator<CartItem> for ShoppingCart {
    fn from_iter<I: IntoIterator<Item = CartItem>>(items: I) -> Self {
        ShoppingCart {
            items: items.into_iter().collect(),
        }
    }
}

/// An article of a cart.
///
/// Prices are in the currency itself, not in its minor unit; they come as numbers or strings with
/// up to ten decimal places. In the cart of a refund, returned articles have a negative quantity or
/// price.
///
/// ```
/// use paywire::Amount;
/// use paywire::api::multisafepay::CartItem;
///
/// let item: CartItem = paywire::json::from_str(
///     r#"{"name":"Table","unit_price":"242.9300000000","quantity":"-2","weight":{"value":12}}"#,
/// )?;
/// assert_eq!(item.unit_price.and_then(|price| price.get()), Some(Amount::new(24_293, 2)));
/// assert_eq!(item.quantity.and_then(|quantity| quantity.get()), Some(Amount::from(-2)));
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartItem {
    /// The name of the article. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// A description, which may be HTML. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The price of one unit, without tax. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Loose<Amount>>,
    /// The currency of the price, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The quantity. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Loose<Amount>>,
    /// The shop's own article number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_item_id: Option<Loose<String>>,
    /// The name of the article's tax table. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_table_selector: Option<Loose<String>>,
    /// The weight of the article. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// The cashback, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashback: Option<Loose<String>>,
    /// The URL of the article's picture, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The URL of the article's page in the shop, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_url: Option<String>,
    /// The selected options, in responses. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ItemOption>,
}

/// A selected option of an article. (seen, always without any)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOption {
    /// The name of the option. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// The selected value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Loose<String>>,
}

/// A weight. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// The unit, such as `KG`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The weight in this unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Loose<Amount>>,
}

/// The tax settings of a cart.
///
/// A request has the tables within `tax_tables`; a response has them directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutOptions {
    /// Whether the service checks that the cart adds up to the amount. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validate_cart: Option<Loose<bool>>,
    /// The tables, in requests. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_tables: Option<TaxTables>,
    /// The default table, for articles without a selector, in responses. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<TaxTable>,
    /// The other tables, in responses. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate: Vec<TaxTable>,
}

/// The tax tables of a cart. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTables {
    /// The default table, for articles without a selector. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<TaxTable>,
    /// The other tables, selected by name. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate: Vec<TaxTable>,
}

/// A tax table. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTable {
    /// The name, which articles use to select the table. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// Whether the table applies without the default table. An empty string was seen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standalone: Option<Loose<bool>>,
    /// Whether the table applies to shipping. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_taxed: Option<Loose<bool>>,
    /// The rate: 0.21 is 21 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Loose<Amount>>,
    /// The rates by country. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<TaxRule>,
}

/// A tax rate. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRule {
    /// The country of the rate; empty for all countries. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The rate: 0.21 is 21 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Loose<Amount>>,
}
