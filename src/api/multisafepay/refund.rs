//! Refunds of amounts and of carts, and their cancellation.

use serde::{Deserialize, Serialize};

use super::cart::ShoppingCart;
use super::codes::OrderStatus;
use super::{info, request};
use crate::api::message::{Direction, Message, MessageInfo};
use crate::value::{Currency, Loose, MinorUnits};

/// Refunds an amount, or articles of a cart that was paid after delivery. (seen)
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
    /// The amount, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The description on the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The caller's own id of the refund. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_order_id: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var1: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var2: Option<Loose<String>>,
    /// A custom value of the caller. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub var3: Option<Loose<String>>,
    /// The whole cart; returned articles have a negative quantity or price. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout_data: Option<ShoppingCart>,
}

impl MultiSafepayRefundRequest {
    /// Creates a request that refunds an amount.
    #[must_use]
    pub fn of(currency: impl Into<Currency>, amount: impl Into<MinorUnits>) -> Self {
        MultiSafepayRefundRequest {
            currency: Some(currency.into()),
            amount: Some(amount.into()),
            ..MultiSafepayRefundRequest::default()
        }
    }
}

/// Whether the cart comes from a response: only responses give the currency of each article.
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

/// The part of a cart that can still be refunded. (seen)
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

/// Cancels a refund that was not carried out yet. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelRefundRequest {
    /// The new status: `void`. (seen)
    pub status: OrderStatus,
}

impl MultiSafepayCancelRefundRequest {
    /// Creates the request.
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
