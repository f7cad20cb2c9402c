//! Taking an amount that is reserved, or letting it go.

use serde::{Deserialize, Serialize};

use super::codes::OrderStatus;
use super::request;
use crate::api::message::{Message, MessageInfo};
use crate::value::{Loose, MinorUnits};

/// Takes an amount that is reserved, or a part of it. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCaptureRequest {
    /// How much, in the currency's minor unit. (seen)
    pub amount: MinorUnits,
    /// The name of the order that comes of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_order_id: Option<Loose<String>>,
    /// The status of that order. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_order_status: Option<OrderStatus>,
    /// The number of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<Loose<String>>,
    /// The number to follow the parcel by. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracktrace_code: Option<Loose<String>>,
    /// Who carries the parcel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the statement says of it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl MultiSafepayCaptureRequest {
    /// Takes an amount as an order of its own.
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

/// Lets an amount go that is reserved. (seen)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiSafepayCancelCaptureRequest {
    /// `cancelled`. (seen)
    pub status: OrderStatus,
    /// The reason, as text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl MultiSafepayCancelCaptureRequest {
    /// Lets the amount go.
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
