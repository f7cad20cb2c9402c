//! Payments for orders that the payer has approved.

use serde::{Deserialize, Serialize};

use super::{
    DisbursementMode, Intent, LinkDescription, Payer, PayerInfo, PurchaseUnit, request, response,
    validate,
};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::DateTime;

open_code! {
    /// The status of an order while it is being paid.
    pub enum PayOrderStatus {
        /// The payer has approved it; the payment is in progress.
        Approved = "APPROVED",
        /// It was cancelled.
        Canceled = "CANCELED",
        /// It is paid.
        Completed = "COMPLETED",
        /// The payer has to approve it.
        Created = "CREATED",
        /// It was not approved in time.
        Expired = "EXPIRED",
        /// It failed.
        Failed = "FAILED",
        /// It is being paid.
        InProgress = "IN_PROGRESS",
        /// Some units are paid.
        PartiallyCompleted = "PARTIALLY_COMPLETED",
        /// It was taken down and is paid later.
        Submitted = "SUBMITTED",
    }
}

/// Pays for an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayOrderRequest {
    /// The time at which payee and partner are paid out: at once or later.
    pub disbursement_mode: DisbursementMode,
    /// The payer's account or card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<Payer>,
}

impl PayOrderRequest {
    /// Creates a payment from the funding source that the payer has chosen.
    ///
    /// ```
    /// use paywire::api::orders_v1::{DisbursementMode, PayOrderRequest};
    ///
    /// assert_eq!(PayOrderRequest::new(DisbursementMode::Delayed).payer, None);
    /// ```
    #[must_use]
    pub fn new(disbursement_mode: impl Into<DisbursementMode>) -> Self {
        PayOrderRequest {
            disbursement_mode: disbursement_mode.into(),
            payer: None,
        }
    }
}

impl Message for PayOrderRequest {
    const INFO: MessageInfo = request("PayOrderRequest", "PayOrder");
    const CHECKS: &'static [Check<Self>] = validate::PAY_ORDER;
}

/// The response to a [`PayOrderRequest`]. Its status is 202: the payment may still be in progress,
/// so check the status of the order.
///
/// The document does not require the id; a response always has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayOrderResponse {
    /// The id of the order.
    pub order_id: String,
    /// The status of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PayOrderStatus>,
    /// Whether the payment is captured at once or only authorized.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// The payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
    /// The purchase, one unit for each payee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchase_units: Vec<PurchaseUnit>,
    /// The creation time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<DateTime>,
    /// The time of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_time: Option<DateTime>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl PayOrderResponse {
    /// Creates a response with only the order's id.
    ///
    /// ```
    /// use paywire::api::orders_v1::PayOrderResponse;
    ///
    /// assert_eq!(PayOrderResponse::new("8RU61172JS455403V").status, None);
    /// ```
    #[must_use]
    pub fn new(order_id: impl Into<String>) -> Self {
        PayOrderResponse {
            order_id: order_id.into(),
            status: None,
            intent: None,
            payer_info: None,
            purchase_units: Vec::new(),
            create_time: None,
            update_time: None,
            links: Vec::new(),
        }
    }
}

impl Message for PayOrderResponse {
    const INFO: MessageInfo = response("PayOrderResponse", "PayOrder");
    const CHECKS: &'static [Check<Self>] = validate::PAY_ORDER_RESPONSE;
}
