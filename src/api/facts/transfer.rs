//! Transfers to single recipients.

use std::fmt;

use serde::Serialize;

use super::{Party, Sum};

/// A transfer to one recipient, with its status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transfer {
    /// The payee, or in a refund the party that pays back. [Empty](Party::is_empty) if it is the
    /// caller.
    #[serde(skip_serializing_if = "Party::is_empty")]
    pub to: Party,
    /// The recipient's role in a payment with several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Sum>,
    /// The status, as sent: `COMPLETED`, `REFUNDED` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whether the message says that the money arrived, even if it was refunded later.
    pub arrived: bool,
    /// Why it is pending or failed, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The recipient's transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The payer's transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_transaction_id: Option<String>,
    /// The transaction of the refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_transaction_id: Option<String>,
    /// The refunded amount, by this message or up to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded: Option<Sum>,
    /// The amount refunded so far, if a message states it beside what is refunded now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded_so_far: Option<Sum>,
    /// The fee, or in a refund the part of it that is returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Sum>,
    /// The caller's own id: an invoice number, or the reference of a unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
}

impl Transfer {
    pub(super) fn sums(&self) -> impl Iterator<Item = &Sum> {
        let own = [
            &self.amount,
            &self.refunded,
            &self.refunded_so_far,
            &self.fee,
        ];
        own.into_iter().flatten()
    }

    pub(super) fn forget_sums(&mut self) {
        self.amount = None;
        self.refunded = None;
        self.refunded_so_far = None;
        self.fee = None;
    }

    pub(super) fn each_text(&mut self, show: &mut dyn FnMut(&str, &mut String)) {
        self.to.each_text("transfers.to", show);
        for (path, text) in [
            ("transfers.status", &mut self.status),
            ("transfers.reason", &mut self.reason),
            ("transfers.transaction_id", &mut self.transaction_id),
            (
                "transfers.sender_transaction_id",
                &mut self.sender_transaction_id,
            ),
            (
                "transfers.refund_transaction_id",
                &mut self.refund_transaction_id,
            ),
            ("transfers.reference", &mut self.reference),
            ("transfers.memo", &mut self.memo),
        ] {
            if let Some(text) = text {
                show(path, text);
            }
        }
    }
}

/// The role of a recipient in a payment with several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Is paid by the payer, and pays the secondary recipients out of it.
    Primary,
    /// Is paid out of the primary recipient's amount.
    Secondary,
}

impl Role {
    /// The name in records: `primary`, `secondary`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Primary => "primary",
            Role::Secondary => "secondary",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
