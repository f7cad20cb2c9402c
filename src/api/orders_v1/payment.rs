//! Payments and refunds of a unit.

use serde::{Deserialize, Serialize};

use super::{LinkDescription, Money, Total};
use crate::open_code;
use crate::value::DateTime;

open_code! {
    /// The status of a capture.
    pub enum CaptureStatus {
        /// It is pending.
        Pending = "PENDING",
        /// It is done.
        Completed = "COMPLETED",
        /// All of it was given back.
        Refunded = "REFUNDED",
        /// Part of it was given back.
        PartiallyRefunded = "PARTIALLY_REFUNDED",
    }
}

open_code! {
    /// Why a capture is pending or was reversed.
    pub enum CaptureReason {
        /// The payer's bank took it back.
        Chargeback = "CHARGEBACK",
        /// It was paid back under a guarantee.
        Guarantee = "GUARANTEE",
        /// The payer complained.
        BuyerComplaint = "BUYER_COMPLAINT",
        /// It was given back.
        Refund = "REFUND",
        /// The address is not confirmed.
        UnconfirmedShippingAddress = "UNCONFIRMED_SHIPPING_ADDRESS",
        /// The cheque has not cleared.
        ECheck = "ECHECK",
        /// The payee cannot withdraw it and has to accept it.
        InternationalWithdrawal = "INTERNATIONAL_WITHDRAWAL",
        /// The payee accepts each payment by hand.
        ReceivingPreferenceMandatesManualAction = "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION",
        /// It is being looked at.
        PaymentReview = "PAYMENT_REVIEW",
        /// It is being looked at as the law demands.
        RegulatoryReview = "REGULATORY_REVIEW",
        /// The payee has no account, or has not confirmed the address.
        Unilateral = "UNILATERAL",
        /// The payee has to be verified.
        VerificationRequired = "VERIFICATION_REQUIRED",
        /// The money is paid out later, as was asked for.
        DelayedDisbursement = "DELAYED_DISBURSEMENT",
    }
}

open_code! {
    /// The status of a refund.
    pub enum RefundStatus {
        /// It is pending.
        Pending = "PENDING",
        /// It is done.
        Completed = "COMPLETED",
        /// It failed.
        Failed = "FAILED",
    }
}

open_code! {
    /// The status of a sale or an authorization.
    pub enum SaleStatus {
        /// It is done.
        Completed = "COMPLETED",
        /// Part of it was given back.
        PartiallyRefunded = "PARTIALLY_REFUNDED",
        /// It is pending.
        Pending = "PENDING",
        /// All of it was given back.
        Refunded = "REFUNDED",
        /// It was refused.
        Denied = "DENIED",
    }
}

/// The payments and refunds of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSummary {
    /// The captures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captures: Vec<Capture>,
    /// The refunds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
    /// The sales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sales: Vec<Sale>,
    /// The authorizations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorizations: Vec<Sale>,
}

/// A capture of money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The id of the capture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The captured amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Total>,
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CaptureStatus>,
    /// The reason for a pending or reversed capture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<CaptureReason>,
    /// `PayPal`'s fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_fee: Option<Money>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

/// A refund of money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The id of the refund. At most 17 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The amount that the payer gets back, and its sources. The total has at most 10 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Total>,
    /// The id of the refunded capture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_id: Option<String>,
    /// The id of the refunded sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_id: Option<String>,
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RefundStatus>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

/// A payment that was captured at once, or an authorization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// The id of the sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The amount paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Total>,
    /// `PayPal`'s fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_fee: Option<Money>,
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<SaleStatus>,
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
