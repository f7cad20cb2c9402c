//! What is bought of one payee.

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

/// What is bought of one payee, and what became of it.
///
/// It is part of an order, and a message by itself only as tools and logs cut it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseUnit {
    /// The seller's own id of the unit. At most 256 characters.
    pub reference_id: String,
    /// What is to be paid.
    pub amount: Total,
    /// Who is paid. Default: the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee: Option<Payee>,
    /// What is bought. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own id, which comes back in reports. At most 127 characters; with the payment
    /// method `paypal` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
    /// The caller's own invoice number. At most 256 characters; with the payment method `paypal`
    /// only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
    /// What stands on the payer's card statement. At most 22 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_descriptor: Option<String>,
    /// The goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Where notifications go. At most 2048 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_url: Option<String>,
    /// Where the goods go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
    /// How they are sent, as `USPSParcel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_method: Option<String>,
    /// The fee of a partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_fee_details: Option<PartnerFeeDetails>,
    /// A number that units share which are paid together or not at all; refunds are each on their
    /// own. From 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_linked_group: Option<i64>,
    /// Third-party data about the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// What was paid and given back so far. In answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_summary: Option<PaymentSummary>,
    /// The status of the payment. In answers. It may be ahead of the order's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UnitStatus>,
    /// Why it is pending or was reversed. In answers; with the payment method `paypal` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<UnitReason>,
}

impl PurchaseUnit {
    /// A unit of which only the total is said.
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
    /// Price times quantity of all items together: what the details' subtotal has to be.
    ///
    /// `None` if a quantity is no number, or the sum has more digits than fit. The currencies of
    /// the items are not looked at.
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

/// Goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The seller's own number of the goods. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The name. At most 127 characters.
    pub name: String,
    /// A description. At most 127 characters; with the payment method `paypal` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many. At most 10 characters.
    pub quantity: String,
    /// The price of one. At most 10 characters.
    pub price: Amount,
    /// The currency of the price.
    pub currency: Currency,
    /// The tax on one. With the payment method `paypal` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Amount>,
    /// Where more is said about it; the payer sees it in the list of payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What kind of goods it is. (Samples)
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
    /// Price times quantity, without tax.
    ///
    /// `None` if the quantity is no whole number, or the product has more digits than fit.
    #[must_use]
    pub fn total(&self) -> Option<Amount> {
        let quantity: i128 = self.quantity.parse().ok()?;
        let product = self.price.mantissa().checked_mul(quantity)?;
        Amount::from_mantissa(product, self.price.scale())
    }
}

/// Who is paid, by e-mail address or by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    /// The e-mail address of the payee's account. Where there is no account, cards are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `PayPal`'s encrypted id of the payee's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// What the payer is shown of the payee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee_display_metadata: Option<PayeeDisplayMetadata>,
}

impl Payee {
    /// The owner of the account with this e-mail address.
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

/// What a payer is shown of a payee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeDisplayMetadata {
    /// The e-mail address that is shown. At most 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone number that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_phone: Option<DisplayPhone>,
    /// The business name that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_name: Option<String>,
}

/// A phone number that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayPhone {
    /// The calling code of the country, digits alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The number within the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl DisplayPhone {
    /// A number of a country.
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
    /// The partner who gets the fee.
    pub receiver: Payee,
    /// The fee.
    pub amount: Money,
}

impl PartnerFeeDetails {
    /// A fee for a partner.
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
