//! Creating an order.

use serde::{Deserialize, Serialize};

use super::cart::{CheckoutOptions, ShoppingCart};
use super::codes::{Gateway, OrderType};
use super::customer::{Customer, Delivery};
use super::gateway_info::{GatewayInfo, PaymentData};
use super::options::PaymentOptions;
use super::order::CustomInfo;
use super::{request, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::{Amount, Currency, Loose, MinorUnits, Secret};

/// Creates an order, to be paid on a page of the service (`redirect`) or of the method of payment
/// itself (`direct`). (Alipay page)
///
/// ```
/// use paywire::api::multisafepay::{
///     Customer, MultiSafepayCreateOrderRequest, OrderType, PaymentOptions,
/// };
/// use paywire::api::Validate;
/// use paywire::value::MinorUnits;
/// use paywire::Currency;
///
/// let total = MinorUnits::of(&"10.00".parse()?, &Currency::EUR).expect("whole cents");
/// let request = MultiSafepayCreateOrderRequest::alipay(
///     OrderType::Redirect,
///     "my-order-id-1",
///     Currency::EUR,
///     total,
///     "Test order description",
///     PaymentOptions::new(
///         "https://shop.example/notify",
///         "https://shop.example/done",
///         "https://shop.example/cart",
///     ),
///     Customer::with_locale("cn_CN"),
/// );
/// assert!(request.validate().is_ok());
/// assert!(paywire::json::to_string(&request)?.contains(r#""amount":1000,"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCreateOrderRequest {
    /// Where the customer pays. (Alipay page)
    #[serde(rename = "type")]
    pub order_type: OrderType,
    /// The caller's own name of the order, unique. At most 50 characters. (Alipay page)
    pub order_id: Loose<String>,
    /// The method of payment. Empty or absent: the customer chooses. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
    /// The currency of the payment, by its ISO 4217 code. (Alipay page)
    pub currency: Currency,
    /// The amount to be paid, in cents or whatever the currency's minor unit is. Zero asks for an
    /// authorization alone. (Alipay page)
    pub amount: MinorUnits,
    /// What the account's and perhaps the bank's statement say of the order. At most 200
    /// characters, no HTML. (Alipay page)
    pub description: String,
    /// Whether somebody of the shop enters the order; `false`, and required, for direct orders.
    /// (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manual: Option<Loose<bool>>,
    /// The token of an earlier payment to pay with again. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_id: Option<Secret<String>>,
    /// How it is paid again, as `unscheduled`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_model: Option<String>,
    /// What is bought, as HTML for the payment page. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// More of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_info: Option<CustomInfo>,
    /// Where notifications and the browser go; required for Alipay. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_options: Option<PaymentOptions>,
    /// Who pays; required for Alipay. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// Where the goods go. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// What the method of payment needs to know. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_info: Option<GatewayInfo>,
    /// What a payment component collected. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_data: Option<PaymentData>,
    /// What is bought, article by article. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shopping_cart: Option<ShoppingCart>,
    /// How the cart is taxed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_options: Option<CheckoutOptions>,
    /// Who else gets a share. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliate: Option<Affiliate>,
    /// What happens if the customer does not pay. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_chance: Option<SecondChance>,
    /// For how many days the order can be paid. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_active: Option<Loose<i64>>,
    /// For how many seconds the order can be paid. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_active: Option<Loose<i64>>,
    /// Where visits are counted. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub google_analytics: Option<GoogleAnalytics>,
    /// Which software of the shop the order comes from. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin: Option<Plugin>,
}

impl MultiSafepayCreateOrderRequest {
    /// An order with what every order needs, in the order of the document.
    #[must_use]
    pub fn new(
        order_type: impl Into<OrderType>,
        order_id: impl Into<String>,
        currency: impl Into<Currency>,
        amount: impl Into<MinorUnits>,
        description: impl Into<String>,
    ) -> Self {
        MultiSafepayCreateOrderRequest {
            order_type: order_type.into(),
            order_id: order_id.into().into(),
            gateway: None,
            currency: currency.into(),
            amount: amount.into(),
            description: description.into(),
            manual: None,
            recurring_id: None,
            recurring_model: None,
            items: None,
            var1: None,
            var2: None,
            var3: None,
            custom_info: None,
            payment_options: None,
            customer: None,
            delivery: None,
            gateway_info: None,
            payment_data: None,
            shopping_cart: None,
            checkout_options: None,
            affiliate: None,
            second_chance: None,
            days_active: None,
            seconds_active: None,
            google_analytics: None,
            plugin: None,
        }
    }

    /// An order to be paid with Alipay, with what the document requires of it.
    #[must_use]
    pub fn alipay(
        order_type: OrderType,
        order_id: impl Into<String>,
        currency: impl Into<Currency>,
        amount: impl Into<MinorUnits>,
        description: impl Into<String>,
        payment_options: PaymentOptions,
        customer: Customer,
    ) -> Self {
        let manual = (order_type == OrderType::Direct).then(|| Loose::from(false));
        MultiSafepayCreateOrderRequest {
            gateway: Some(Gateway::Alipay),
            manual,
            payment_options: Some(payment_options),
            customer: Some(customer),
            ..MultiSafepayCreateOrderRequest::new(
                order_type,
                order_id,
                currency,
                amount,
                description,
            )
        }
    }

    /// The amount in the currency itself; `None` if nothing is known of the currency.
    ///
    /// ```
    /// use paywire::api::multisafepay::{MultiSafepayCreateOrderRequest, OrderType};
    ///
    /// let request =
    ///     MultiSafepayCreateOrderRequest::new(OrderType::Direct, "1", "JPY", 1000, "Tea");
    /// assert_eq!(request.total().unwrap().to_string(), "1000");
    /// ```
    #[must_use]
    pub fn total(&self) -> Option<Amount> {
        self.amount.to_amount(&self.currency)
    }
}

impl Message for MultiSafepayCreateOrderRequest {
    const INFO: MessageInfo = request("MultiSafepayCreateOrderRequest", "CreateOrder");
    const CHECKS: &'static [Check<Self>] = validate::CREATE_ORDER;

    /// An order of another type (a checkout, a payment link) belongs to another method.
    fn is_plausible(&self) -> bool {
        self.order_type.is_known() || self.order_type == ""
    }
}

/// Who else gets a share of the payment. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliate {
    /// The shares. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split_payments: Vec<SplitPayment>,
}

/// A share of the payment for another merchant: an amount or a part of the whole. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitPayment {
    /// The other merchant's number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<Loose<String>>,
    /// The share as an amount in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<MinorUnits>,
    /// The share in percent: 11.2 is 11.2 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Loose<Amount>>,
    /// What it is for. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What happens if the customer does not pay. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondChance {
    /// Whether the customer is reminded by e-mail. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send_email: Option<Loose<bool>>,
}

/// Where visits are counted. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleAnalytics {
    /// The account there, as `UA-12345678-9`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Loose<String>>,
}

/// Which software of the shop an order comes from. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plugin {
    /// The shop software. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<Loose<String>>,
    /// Its version. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop_version: Option<Loose<String>>,
    /// The version of the part that pays. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin_version: Option<Loose<String>>,
    /// The version of the client library. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk_version: Option<Loose<String>>,
    /// Who made it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Loose<String>>,
    /// The address of the shop. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop_root_url: Option<String>,
}
