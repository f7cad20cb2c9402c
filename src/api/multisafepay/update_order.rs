//! Changing and cancelling an order.

use serde::{Deserialize, Serialize};

use super::codes::OrderStatus;
use super::request;
use crate::api::message::{Message, MessageInfo};
use crate::value::{Loose, MinorUnits};

/// Says that an order was shipped, or needs more time. (seen)
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
    /// The order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Loose<String>>,
    /// What it is now. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// What was shipped of it, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The number to follow the parcel by. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_code: Option<Loose<String>>,
    /// The page to follow the parcel on. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_url: Option<String>,
    /// Who carries the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The day it was shipped, in no fixed form: `01-01-1911`, `12/01/2022`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ship_date: Option<String>,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The number of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<Loose<String>>,
    /// The invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_url: Option<String>,
    /// The customer's number of the order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub po_number: Option<Loose<String>>,
    /// Whether it needs more time. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extend_expiration: Option<Loose<bool>>,
}

impl MultiSafepayUpdateOrderRequest {
    /// A change to a status.
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

    /// A status that ends a reservation or a refund belongs to those, and one that the service does not have to
    /// nobody here.
    fn is_plausible(&self) -> bool {
        match &self.status {
            Some(OrderStatus::Cancelled | OrderStatus::Void) => false,
            Some(status) => status.is_known(),
            None => self.extend_expiration.is_some() || self.tracktrace_code.is_some(),
        }
    }
}

/// Cancels an order that was not paid. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelOrderRequest {
    /// `cancelled`. (seen)
    pub status: OrderStatus,
    /// Whether the order is left out of the caller's statistics. (seen)
    pub exclude_order: Loose<bool>,
}

impl MultiSafepayCancelOrderRequest {
    /// Cancels.
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
