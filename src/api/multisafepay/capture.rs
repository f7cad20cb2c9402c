//! Capturing a reserved amount, or releasing it.

use serde::{Deserialize, Serialize};

use super::codes::OrderStatus;
use super::request;
use crate::api::message::{Message, MessageInfo};
use crate::value::{Loose, MinorUnits};

/// Captures a reserved amount or a part of it. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCaptureRequest {
    /// The amount, in the currency's minor unit. (seen)
    pub amount: MinorUnits,
    /// The id of the resulting order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_order_id: Option<Loose<String>>,
    /// The status of that order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_order_status: Option<OrderStatus>,
    /// The number of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<Loose<String>>,
    /// The tracking number of the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_code: Option<Loose<String>>,
    /// The carrier of the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The description on the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl MultiSafepayCaptureRequest {
    /// Creates a request that captures an amount as a new order.
    #[must_use]
    pub fn new(amount: impl Into<MinorUnits>, new_order_id: impl Into<String>) -> Self {
        MultiSafepayCaptureRequest {
            amount: amount.into(),
            new_order_id: Some(new_order_id.into().into()),
            new_order_status: None,
            invoice_id: None,
            tracktrace_code: None,
            carrier: None,
            reason: None,
            description: None,
        }
    }
}

impl Message for MultiSafepayCaptureRequest {
    const INFO: MessageInfo = request("MultiSafepayCaptureRequest", "Capture");

    fn is_plausible(&self) -> bool {
        self.new_order_id.is_some() || self.new_order_status.is_some()
    }
}

/// Releases a reserved amount. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelCaptureRequest {
    /// The new status: `cancelled`. (seen)
    pub status: OrderStatus,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl MultiSafepayCancelCaptureRequest {
    /// Creates the request.
    #[must_use]
    pub fn new() -> Self {
        MultiSafepayCancelCaptureRequest {
            status: OrderStatus::Cancelled,
            reason: None,
        }
    }
}

impl Default for MultiSafepayCancelCaptureRequest {
    fn default() -> Self {
        MultiSafepayCancelCaptureRequest::new()
    }
}

impl Message for MultiSafepayCancelCaptureRequest {
    const INFO: MessageInfo = request("MultiSafepayCancelCaptureRequest", "CancelCapture");

    fn is_plausible(&self) -> bool {
        self.status == OrderStatus::Cancelled
    }
}
