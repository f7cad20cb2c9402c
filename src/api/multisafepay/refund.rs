//! Giving money back.

use serde::{Deserialize, Serialize};

use super::cart::ShoppingCart;
use super::codes::OrderStatus;
use super::{info, request};
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::{Currency, Loose, MinorUnits};

/// Gives back an amount, or articles of a cart that was paid after delivery. (seen)
///
/// ```
/// use paywire::api::multisafepay::MultiSafepayRefundRequest;
/// use paywire::Currency;
///
/// let request = MultiSafepayRefundRequest::of(Currency::EUR, 500);
/// assert_eq!(paywire::json::to_string(&request)?, r#"{"currency":"EUR","amount":500}"#);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayRefundRequest {
    /// The currency of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// How much, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// What the statement says of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own name of the refund. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_order_id: Option<Loose<String>>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// Any value of the caller's own. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// The whole cart, and what goes back with a negative quantity or price. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_data: Option<ShoppingCart>,
}

impl MultiSafepayRefundRequest {
    /// Gives back an amount.
    #[must_use]
    pub fn of(currency: impl Into<Currency>, amount: impl Into<MinorUnits>) -> Self {
        MultiSafepayRefundRequest {
            currency: Some(currency.into()),
            amount: Some(amount.into()),
            ..MultiSafepayRefundRequest::default()
        }
    }
}

/// Only an answer says of each article in which currency it is.
fn is_answered(cart: &ShoppingCart) -> bool {
    cart.items.iter().any(|item| item.currency.is_some())
}

impl Message for MultiSafepayRefundRequest {
    const INFO: MessageInfo = request("MultiSafepayRefundRequest", "Refund");

    fn is_plausible(&self) -> bool {
        let currency = self.currency.as_ref();
        match &self.checkout_data {
            Some(cart) => !is_answered(cart),
            None => self.amount.is_some() && currency.is_some_and(Currency::is_known),
        }
    }
}

/// What can still be given back of a cart. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayRefundedCart {
    /// The articles. (seen)
    pub checkout_data: ShoppingCart,
}

impl Message for MultiSafepayRefundedCart {
    const INFO: MessageInfo = info(
        "MultiSafepayRefundedCart",
        Some("Refund"),
        Direction::Response,
    );

    fn is_plausible(&self) -> bool {
        is_answered(&self.checkout_data)
    }
}

/// Calls back a refund that was not carried out yet. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelRefundRequest {
    /// `void`. (seen)
    pub status: OrderStatus,
}

impl MultiSafepayCancelRefundRequest {
    /// Calls it back.
    #[must_use]
    pub fn new() -> Self {
        MultiSafepayCancelRefundRequest {
            status: OrderStatus::Void,
        }
    }
}

impl Default for MultiSafepayCancelRefundRequest {
    fn default() -> Self {
        MultiSafepayCancelRefundRequest::new()
    }
}

impl Message for MultiSafepayCancelRefundRequest {
    const INFO: MessageInfo = request("MultiSafepayCancelRefundRequest", "CancelRefund");

    fn is_plausible(&self) -> bool {
        self.status == OrderStatus::Void
    }
}
