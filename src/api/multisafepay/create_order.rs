//! Requests that create an order.

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

/// Creates an order, which is paid on a page of the service (`redirect`) or with the payment method
/// directly (`direct`). (Alipay page)
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
    /// The place where the customer pays. (Alipay page)
    #[serde(rename = "type")]
    pub order_type: OrderType,
    /// The caller's own id of the order, unique. At most 50 characters. (Alipay page)
    pub order_id: Loose<String>,
    /// The payment method. If it is empty or absent, the customer chooses. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
    /// The currency of the payment, an ISO 4217 code. (Alipay page)
    pub currency: Currency,
    /// The amount to pay, in the currency's minor unit (cents). Zero requests an authorization
    /// only. (Alipay page)
    pub amount: MinorUnits,
    /// The description on the account's statement, and possibly on the bank's. At most 200
    /// characters, no HTML. (Alipay page)
    pub description: String,
    /// Whether the shop's staff enters the order. Direct orders require `false`. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manual: Option<Loose<bool>>,
    /// The token of an earlier payment, for another payment with it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_id: Option<Secret<String>>,
    /// The model of the recurring payment, such as `unscheduled`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_model: Option<String>,
    /// The purchased articles, as HTML for the payment page. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// Further custom values of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_info: Option<CustomInfo>,
    /// The URLs for notifications and the browser; required for Alipay. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_options: Option<PaymentOptions>,
    /// The customer; required for Alipay. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// The shipping address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Data specific to the payment method. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_info: Option<GatewayInfo>,
    /// The data that a payment component collected. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_data: Option<PaymentData>,
    /// The purchased articles, one by one. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shopping_cart: Option<ShoppingCart>,
    /// The tax settings of the cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_options: Option<CheckoutOptions>,
    /// The shares of other merchants. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliate: Option<Affiliate>,
    /// The settings for unpaid orders. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_chance: Option<SecondChance>,
    /// The number of days in which the order can be paid. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_active: Option<Loose<i64>>,
    /// The number of seconds in which the order can be paid. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_active: Option<Loose<i64>>,
    /// The Google Analytics settings. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub google_analytics: Option<GoogleAnalytics>,
    /// The shop software that creates the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin: Option<Plugin>,
}

impl MultiSafepayCreateOrderRequest {
    /// Creates an order from the fields that every order needs, in the order of the document.
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

    /// Creates an order to be paid with Alipay, with the fields that the document requires.
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

    /// The amount in the currency itself; `None` if the currency is unknown.
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

    /// Returns `false` for another order type (a checkout, a payment link), which belongs to
    /// another method.
    fn is_plausible(&self) -> bool {
        self.order_type.is_known() || self.order_type == ""
    }
}

/// The shares of other merchants in the payment. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliate {
    /// The shares. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split_payments: Vec<SplitPayment>,
}

/// Another merchant's share of the payment: an amount or a percentage. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitPayment {
    /// The other merchant's account number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<Loose<String>>,
    /// The share as an amount in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<MinorUnits>,
    /// The share in percent: 11.2 is 11.2 %. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Loose<Amount>>,
    /// A description of the share. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The settings for unpaid orders. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondChance {
    /// Whether the service reminds the customer by e-mail. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send_email: Option<Loose<bool>>,
}

/// The Google Analytics settings. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleAnalytics {
    /// The account id, such as `UA-12345678-9`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Loose<String>>,
}

/// The shop software that creates an order. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plugin {
    /// The name of the shop software. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<Loose<String>>,
    /// The version of the shop software. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop_version: Option<Loose<String>>,
    /// The version of the payment plugin. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin_version: Option<Loose<String>>,
    /// The version of the client library. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk_version: Option<Loose<String>>,
    /// The developer of the plugin. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Loose<String>>,
    /// The root URL of the shop. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop_root_url: Option<String>,
}
