//! URLs for notifications and browsers, and settings of the payment page.

use serde::{Deserialize, Serialize};

use super::template::Template;
use crate::value::Loose;

/// The URLs for notifications and for the customer's browser.
///
/// ```
/// use paywire::api::multisafepay::PaymentOptions;
///
/// let options = PaymentOptions {
///     close_window: Some(true.into()),
///     ..PaymentOptions::new(
///         "https://shop.example/notify",
///         "https://shop.example/done",
///         "https://shop.example/cart",
///     )
/// };
/// assert_eq!(options.redirect_url.as_deref(), Some("https://shop.example/done"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentOptions {
    /// The HTTP method of notifications: `POST` or `GET`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_method: Option<String>,
    /// The URL for notifications of the order's changes. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_url: Option<String>,
    /// The URL that the browser is sent to after the payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The URL that the browser is sent to when the customer cancels. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// Whether the payment page closes its window at the end. An empty string was seen. (Alipay
    /// page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_window: Option<Loose<bool>>,
    /// The id of the stored template for the payment page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<Loose<String>>,
    /// The template for the payment page, given inline. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// The payment methods and vouchers that the payment page offers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<PaymentSettings>,
}

impl PaymentOptions {
    /// Creates options from the three URLs that every order needs.
    #[must_use]
    pub fn new(
        notification_url: impl Into<String>,
        redirect_url: impl Into<String>,
        cancel_url: impl Into<String>,
    ) -> Self {
        PaymentOptions {
            notification_url: Some(notification_url.into()),
            redirect_url: Some(redirect_url.into()),
            cancel_url: Some(cancel_url.into()),
            ..PaymentOptions::default()
        }
    }
}

/// The payment methods and vouchers that the payment page offers. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSettings {
    /// The payment methods on offer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<GatewaySettings>,
}

/// The payment methods on offer. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySettings {
    /// Vouchers and gift cards. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupons: Option<CouponSettings>,
}

/// The vouchers and gift cards on offer. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponSettings {
    /// The vouchers and gift cards on offer, by gateway name. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// Whether vouchers and gift cards are disabled. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<Loose<bool>>,
}
