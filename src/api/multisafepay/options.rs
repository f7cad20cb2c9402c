//! Where notifications and browsers go, and what the payment page looks like.

use serde::{Deserialize, Serialize};

use super::template::Template;
use crate::value::Loose;

/// Where the notifications go, and the customer's browser.
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
    /// How notifications are sent: `POST` or `GET`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_method: Option<String>,
    /// Where notifications of the order's changes go. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_url: Option<String>,
    /// Where the browser goes when the payment is done. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Where the browser goes when the customer cancels. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// Whether the payment page closes its window at the end. An empty text was seen. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_window: Option<Loose<bool>>,
    /// Which stored template the payment page has. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<Loose<String>>,
    /// How the payment page looks, said on the spot. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// What the payment page offers. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<PaymentSettings>,
}

impl PaymentOptions {
    /// The three addresses that every order needs.
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

/// What the payment page offers. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSettings {
    /// Which methods of payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<GatewaySettings>,
}

/// Which methods of payment are offered. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySettings {
    /// Vouchers and gift cards. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupons: Option<CouponSettings>,
}

/// Which vouchers and gift cards are offered. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponSettings {
    /// Those that are offered, by the names of their gateways. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// Whether none is offered. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<Loose<bool>>,
}
