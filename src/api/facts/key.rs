//! What ties messages together.

use std::fmt;

use serde::Serialize;

/// A value by which messages that belong together find each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Key {
    /// What it is the id of.
    pub kind: KeyKind,
    /// As it was sent.
    pub value: String,
}

impl Key {
    /// A key of a kind.
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

/// What a [`Key`] is the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeyKind {
    /// A payment, named by Adaptive Payments: `AP-…`.
    PayKey,
    /// A preapproval, named by Adaptive Payments: `PA-…`.
    PreapprovalKey,
    /// A payment, named by the caller.
    TrackingId,
    /// One call of a service, for questions about it: a correlation id, a debug id, a request id.
    CorrelationId,
    /// The transaction of who is paid.
    TransactionId,
    /// The transaction of who pays.
    SenderTransactionId,
    /// The transaction of who gets money back.
    RefundTransactionId,
    /// An order, named by the service.
    OrderId,
    /// An order, named by the caller.
    MerchantOrderId,
    /// A payment, named by the service beside its order.
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
