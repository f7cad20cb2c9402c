//! What is bought, and how it is taxed.

use serde::{Deserialize, Serialize};

use crate::value::{Amount, Currency, Loose};

/// What is bought. (seen)
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
/// Prices are in the currency itself, not in its minor unit, and come as numbers and as texts of up
/// to ten decimal places. In the cart of a refund what goes back has a negative quantity or price.
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
    /// What it is. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// More about it; may be HTML. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// Price of one, without tax. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Loose<Amount>>,
    /// The currency of the price, in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// How many. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Loose<Amount>>,
    /// The shop's own number of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_item_id: Option<Loose<String>>,
    /// The name of the tax table it is taxed by. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_table_selector: Option<Loose<String>>,
    /// What it weighs. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// What is given back, in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashback: Option<Loose<String>>,
    /// Its picture, in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Its page in the shop, in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_url: Option<String>,
    /// What was chosen of it, in answers. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ItemOption>,
}

/// Something that was chosen of an article. (seen, always without any)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOption {
    /// What could be chosen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// What was chosen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Loose<String>>,
}

/// A weight. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// The unit, as `KG`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Loose<Amount>>,
}

/// How a cart is taxed.
///
/// A request has the tables within `tax_tables`, an answer has them directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutOptions {
    /// Whether the service checks that the cart adds up to the amount. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validate_cart: Option<Loose<bool>>,
    /// The tables, in requests. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_tables: Option<TaxTables>,
    /// The table for what names none, in answers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<TaxTable>,
    /// The other tables, in answers. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate: Vec<TaxTable>,
}

/// The tax tables of a cart. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTables {
    /// The table for what names none. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<TaxTable>,
    /// The other tables, by their names. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate: Vec<TaxTable>,
}

/// A tax table. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTable {
    /// Its name, which articles select it by. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Loose<String>>,
    /// Whether it applies without the default table. An empty text was seen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standalone: Option<Loose<bool>>,
    /// Whether shipping is taxed by it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_taxed: Option<Loose<bool>>,
    /// The rate: 0.21 is 21 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Loose<Amount>>,
    /// The rates by country. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<TaxRule>,
}

/// A rate of tax. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRule {
    /// The country it is for; empty for all. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The rate: 0.21 is 21 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Loose<Amount>>,
}
