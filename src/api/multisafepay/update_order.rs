//! Changes and cancellations of orders.

use serde::{Deserialize, Serialize};

use super::codes::OrderStatus;
use super::request;
use crate::api::message::{Message, MessageInfo};
use crate::value::{Loose, MinorUnits};

/// Reports that an order was shipped, or extends its deadline. (seen)
///
/// ```
/// use paywire::api::multisafepay::{MultiSafepayUpdateOrderRequest, OrderStatus};
///
/// let request = MultiSafepayUpdateOrderRequest {
///     tracktrace_code: Some("3SMSP0123456789".into()),
///     ..MultiSafepayUpdateOrderRequest::to(OrderStatus::Shipped)
/// };
/// assert_eq!(
///     paywire::json::to_string(&request)?,
///     r#"{"status":"shipped","tracktrace_code":"3SMSP0123456789"}"#,
/// );
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayUpdateOrderRequest {
    /// The id of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Loose<String>>,
    /// The new status. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The shipped amount, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The tracking number of the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_code: Option<Loose<String>>,
    /// The tracking page of the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_url: Option<String>,
    /// The carrier of the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The shipping date, in no fixed format: `01-01-1911`, `12/01/2022`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ship_date: Option<String>,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The number of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<Loose<String>>,
    /// The URL of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_url: Option<String>,
    /// The customer's own order number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub po_number: Option<Loose<String>>,
    /// Whether to extend the deadline. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extend_expiration: Option<Loose<bool>>,
}

impl MultiSafepayUpdateOrderRequest {
    /// Creates a change to a status.
    #[must_use]
    pub fn to(status: impl Into<OrderStatus>) -> Self {
        MultiSafepayUpdateOrderRequest {
            status: Some(status.into()),
            ..MultiSafepayUpdateOrderRequest::default()
        }
    }
}

impl Message for MultiSafepayUpdateOrderRequest {
    const INFO: MessageInfo = request("MultiSafepayUpdateOrderRequest", "UpdateOrder");

    /// Returns `false` for a status that ends a reservation or a refund, which has its own message,
    /// and for a status that the service does not have.
    fn is_plausible(&self) -> bool {
        match &self.status {
            Some(OrderStatus::Cancelled | OrderStatus::Void) => false,
            Some(status) => status.is_known(),
            None => self.extend_expiration.is_some() || self.tracktrace_code.is_some(),
        }
    }
}

/// Cancels an unpaid order. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelOrderRequest {
    /// The new status: `cancelled`. (seen)
    pub status: OrderStatus,
    /// Whether the order is excluded from the caller's statistics. (seen)
    pub exclude_order: Loose<bool>,
}

impl MultiSafepayCancelOrderRequest {
    /// Creates the request.
    #[must_use]
    pub fn new(exclude_order: bool) -> Self {
        MultiSafepayCancelOrderRequest {
            status: OrderStatus::Cancelled,
            exclude_order: exclude_order.into(),
        }
    }
}

impl Message for MultiSafepayCancelOrderRequest {
    const INFO: MessageInfo = request("MultiSafepayCancelOrderRequest", "CancelOrder");
}
