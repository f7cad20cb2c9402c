//! Purchase units: the part of an order that one payee receives.

use serde::{Deserialize, Serialize};

use super::{Metadata, Money, PaymentSummary, ShippingAddress, Total, shared, validate};
use crate::api::message::{Direction, Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::{Amount, Currency};

open_code! {
    /// The status of the payment of a unit.
    pub enum UnitStatus {
        /// Nothing was done yet.
        NotProcessed = "NOT_PROCESSED",
        /// It is pending.
        Pending = "PENDING",
        /// It was given up.
        Voided = "VOIDED",
        /// The money is set aside.
        Authorized = "AUTHORIZED",
        /// The money was taken.
        Captured = "CAPTURED",
    }
}

open_code! {
    /// Why the payment of a unit is pending or was reversed.
    pub enum UnitReason {
        /// The address is not confirmed.
        PayerShippingUnconfirmed = "PAYER_SHIPPING_UNCONFIRMED",
        /// The payee has to accept the currency.
        MultiCurrency = "MULTI_CURRENCY",
        /// It is being looked at.
        RiskReview = "RISK_REVIEW",
        /// It is being looked at as the law demands.
        RegulatoryReview = "REGULATORY_REVIEW",
        /// The payee has to be verified.
        VerificationRequired = "VERIFICATION_REQUIRED",
        /// It is an order that is not captured.
        Order = "ORDER",
        /// Something else.
        Another = "OTHER",
        /// It is against the rules.
        DeclinedByPolicy = "DECLINED_BY_POLICY",
    }
}

open_code! {
    /// What kind of goods it is. (Samples)
    pub enum ItemCategory {
        /// Something to send.
        Physical = "PHYSICAL",
    }
}

/// The part of an order that one payee receives, and its payments.
///
/// A unit is part of an order; it is also a message because tools and logs show it on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseUnit {
    /// The seller's own id of the unit. At most 256 characters.
    pub reference_id: String,
    /// The total of the unit.
    pub amount: Total,
    /// The payee. Default: the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee: Option<Payee>,
    /// A description of the purchase. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own id, which reports include. At most 127 characters; only with the payment
    /// method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
    /// The caller's own invoice number. At most 256 characters; only with the payment method
    /// `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
    /// The text on the payer's card statement. At most 22 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_descriptor: Option<String>,
    /// The goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// The URL for notifications. At most 2048 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_url: Option<String>,
    /// The shipping address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
    /// The shipping method, such as `USPSParcel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_method: Option<String>,
    /// The fee of a partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_fee_details: Option<PartnerFeeDetails>,
    /// The number of a group of units that are paid all together or not at all; each unit is
    /// refunded individually. From 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_linked_group: Option<i64>,
    /// Third-party data about the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The payments and refunds so far. Only in responses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_summary: Option<PaymentSummary>,
    /// The status of the payment. Only in responses. It may be more recent than the order's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UnitStatus>,
    /// The reason for a pending or reversed payment. Only in responses; only with the payment
    /// method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<UnitReason>,
}

impl PurchaseUnit {
    /// Creates a unit with only a total.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{PurchaseUnit, Total};
    ///
    /// let unit = PurchaseUnit::new("cart-1", Total::new(Currency::USD, "5.00".parse()?));
    /// assert!(unit.items.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(reference_id: impl Into<String>, amount: Total) -> Self {
        PurchaseUnit {
            reference_id: reference_id.into(),
            amount,
            payee: None,
            description: None,
            custom: None,
            invoice_number: None,
            payment_descriptor: None,
            items: Vec::new(),
            notify_url: None,
            shipping_address: None,
            shipping_method: None,
            partner_fee_details: None,
            payment_linked_group: None,
            metadata: None,
            payment_summary: None,
            status: None,
            reason_code: None,
        }
    }
}

impl PurchaseUnit {
    /// The sum of price times quantity of all items, which the details' subtotal must equal.
    ///
    /// Returns `None` if a quantity is not a number, or the sum has too many digits. The currencies
    /// of the items are not compared.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{Item, PurchaseUnit, Total};
    ///
    /// let phone = Item::new("Phone", "2", "0.54".parse()?, Currency::USD);
    /// let unit = PurchaseUnit {
    ///     items: vec![phone],
    ///     ..PurchaseUnit::new("cart-1", Total::new(Currency::USD, "1.08".parse()?))
    /// };
    /// assert_eq!(unit.items_total(), Some("1.08".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn items_total(&self) -> Option<Amount> {
        let each: Option<Vec<Amount>> = self.items.iter().map(Item::total).collect();
        Amount::checked_sum(&each?)
    }
}

impl Message for PurchaseUnit {
    const INFO: MessageInfo = shared("PurchaseUnit", Direction::Request);
    const CHECKS: &'static [Check<Self>] = validate::PURCHASE_UNIT;
}

/// A purchased item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The seller's own number of the item (SKU). At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The name. At most 127 characters.
    pub name: String,
    /// A description. At most 127 characters; only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The quantity. At most 10 characters.
    pub quantity: String,
    /// The price of one item. At most 10 characters.
    pub price: Amount,
    /// The currency of the price.
    pub currency: Currency,
    /// The tax on one item. Only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Amount>,
    /// The URL of further information about the item, which the payer sees in the list of payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The category of the item. (Samples)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<ItemCategory>,
}

impl Item {
    /// Creates an item from its required fields.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::Item;
    ///
    /// let item = Item::new("Phone", "1", "0.54".parse()?, Currency::USD);
    /// assert_eq!(item.sku, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        quantity: impl Into<String>,
        price: Amount,
        currency: impl Into<Currency>,
    ) -> Self {
        Item {
            sku: None,
            name: name.into(),
            description: None,
            quantity: quantity.into(),
            price,
            currency: currency.into(),
            tax: None,
            url: None,
            category: None,
        }
    }
}

impl Item {
    /// Computes price times quantity, without tax.
    ///
    /// Returns `None` if the quantity is not a whole number, or the product has too many digits.
    #[must_use]
    pub fn total(&self) -> Option<Amount> {
        let quantity: i128 = self.quantity.parse().ok()?;
        let product = self.price.mantissa().checked_mul(quantity)?;
        Amount::from_mantissa(product, self.price.scale())
    }
}

/// A payee, identified by e-mail address or by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    /// The e-mail address of the payee's account. If there is no account, cards are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `PayPal`'s encrypted id of the payee's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// The payee's data that the payer sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee_display_metadata: Option<PayeeDisplayMetadata>,
}

impl Payee {
    /// Creates a payee from the e-mail address of its account.
    ///
    /// ```
    /// use paywire::api::orders_v1::Payee;
    ///
    /// let payee = Payee::with_email("seller@example.com");
    /// assert_eq!(payee.merchant_id, None);
    /// ```
    #[must_use]
    pub fn with_email(email: impl Into<String>) -> Self {
        Payee {
            email: Some(email.into()),
            ..Payee::default()
        }
    }
}

/// The payee's data that a payer sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeDisplayMetadata {
    /// The displayed e-mail address. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The displayed phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_phone: Option<DisplayPhone>,
    /// The displayed business name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_name: Option<String>,
}

/// A displayed phone number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayPhone {
    /// The calling code of the country, digits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The number within the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl DisplayPhone {
    /// Creates a number from its calling code and national number.
    ///
    /// ```
    /// use paywire::api::orders_v1::DisplayPhone;
    ///
    /// let phone = DisplayPhone::new("1", "4085550100");
    /// assert_eq!(
    ///     paywire::json::to_string(&phone)?,
    ///     r#"{"country_code":"1","number":"4085550100"}"#,
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn new(country_code: impl Into<String>, number: impl Into<String>) -> Self {
        DisplayPhone {
            country_code: Some(country_code.into()),
            number: Some(number.into()),
        }
    }
}

/// The fee of a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerFeeDetails {
    /// The partner who receives the fee.
    pub receiver: Payee,
    /// The fee.
    pub amount: Money,
}

impl PartnerFeeDetails {
    /// Creates a fee for a partner.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{Money, PartnerFeeDetails, Payee};
    ///
    /// let amount = Money::new(Currency::USD, "0.01".parse()?);
    /// let fee = PartnerFeeDetails::new(Payee::with_email("partner@example.com"), amount);
    /// assert_eq!(fee.amount.value.to_string(), "0.01");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(receiver: Payee, amount: Money) -> Self {
        PartnerFeeDetails { receiver, amount }
    }
}
