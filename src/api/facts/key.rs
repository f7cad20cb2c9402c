//! Identifiers that link messages.

use std::fmt;

use serde::Serialize;

/// An identifier that links messages about the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Key {
    /// What it identifies.
    pub kind: KeyKind,
    /// The value as sent.
    pub value: String,
}

impl Key {
    /// Creates a key.
    #[must_use]
    pub fn new(kind: KeyKind, value: impl Into<String>) -> Self {
        let value = value.into();
        Key { kind, value }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.value)
    }
}

/// What a [`Key`] identifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeyKind {
    /// A payment, by the key of Adaptive Payments: `AP-…`.
    PayKey,
    /// A preapproval, by the key of Adaptive Payments: `PA-…`.
    PreapprovalKey,
    /// A payment, by the caller's own id.
    TrackingId,
    /// A single call: a correlation id, a debug id or a request id.
    CorrelationId,
    /// The transaction of the receiver.
    TransactionId,
    /// The transaction of the payer.
    SenderTransactionId,
    /// The transaction of a refund.
    RefundTransactionId,
    /// An order, by the service's id.
    OrderId,
    /// An order, by the caller's own id.
    MerchantOrderId,
    /// A payment, by the service's id beside that of its order.
    PaymentId,
}

impl KeyKind {
    /// All kinds.
    pub const ALL: &'static [KeyKind] = &[
        KeyKind::PayKey,
        KeyKind::PreapprovalKey,
        KeyKind::TrackingId,
        KeyKind::CorrelationId,
        KeyKind::TransactionId,
        KeyKind::SenderTransactionId,
        KeyKind::RefundTransactionId,
        KeyKind::OrderId,
        KeyKind::MerchantOrderId,
        KeyKind::PaymentId,
    ];

    /// The name in records: `pay_key`, `preapproval_key`, `tracking_id` …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyKind::PayKey => "pay_key",
            KeyKind::PreapprovalKey => "preapproval_key",
            KeyKind::TrackingId => "tracking_id",
            KeyKind::CorrelationId => "correlation_id",
            KeyKind::TransactionId => "transaction_id",
            KeyKind::SenderTransactionId => "sender_transaction_id",
            KeyKind::RefundTransactionId => "refund_transaction_id",
            KeyKind::OrderId => "order_id",
            KeyKind::MerchantOrderId => "merchant_order_id",
            KeyKind::PaymentId => "payment_id",
        }
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
