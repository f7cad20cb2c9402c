//! The facts of a message in common terms: payer, payees, amounts, status, errors, and the
//! identifiers that link it to other messages.
//!
//! Each system has its own names for these. [`AnyMessage::facts`](super::AnyMessage::facts) returns
//! them in one form, as far as the message states them. Nothing is concluded from missing fields,
//! and secrets are never included.
//!
//! ```
//! use paywire::api::AnyMessage;
//! use paywire::api::adaptive_payments::common::{ActionType, Receiver};
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::Currency;
//!
//! let request = PayRequest {
//!     sender_email: Some("buyer@example.com".to_owned()),
//!     ..PayRequest::new(
//!         ActionType::Pay,
//!         "https://shop.example/cancel",
//!         Currency::USD,
//!         [Receiver::with_email("100.00".parse()?, "seller@example.com")],
//!         "https://shop.example/return",
//!     )
//! };
//! let facts = AnyMessage::from(request).facts();
//!
//! assert_eq!(facts.payer.unwrap().to_string(), "buyer@example.com");
//! assert_eq!(facts.transfers[0].to.to_string(), "seller@example.com");
//! assert_eq!(facts.totals[0].to_string(), "USD 100.00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "adaptive-payments")]
pub(super) mod adaptive_payments;
#[cfg(feature = "aliexpress")]
pub(super) mod aliexpress;
mod collect;
mod environment;
mod generic;
mod key;
#[cfg(feature = "multisafepay")]
pub(super) mod multisafepay;
mod next;
#[cfg(feature = "adaptive-payments")]
mod notifications;
#[cfg(feature = "orders-v1")]
pub(super) mod orders_v1;
mod party;
mod problem;
#[cfg(feature = "adaptive-payments")]
mod replies;
mod sum;
mod transfer;

use std::fmt;

use serde::Serialize;

use super::Environment;
use super::Message;

pub use environment::environment_of;
pub use key::{Key, KeyKind};
pub use next::{Next, Step};
pub use party::Party;
pub use problem::{Detail, Problem};
pub use sum::{Sum, UnreadAmount};
pub use transfer::{Role, Transfer};

/// A message that can state its facts. All messages of the registry can.
pub trait ToFacts: Message {
    /// Adds the facts of this message.
    fn add_facts(&self, facts: &mut Facts);

    /// The facts of this message.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    /// use paywire::api::facts::{KeyKind, ToFacts};
    ///
    /// let facts = PaymentDetailsRequest::by_pay_key("AP-1").facts();
    /// assert_eq!(facts.key(KeyKind::PayKey), Some("AP-1"));
    /// ```
    #[must_use]
    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.add_facts(&mut facts);
        facts
    }
}

/// The facts of a message, as far as the message states them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Facts {
    /// The identifiers that link it to other messages, without duplicates and in the order of the
    /// message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
    /// The requested action, as sent: `PAY`, `CREATE`, `PAY_PRIMARY`, or an order's intent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<Party>,
    /// The transfers: to each payee, or back from each payee.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<Transfer>,
    /// The total that the payer pays, one sum for each currency. What secondary receivers get out
    /// of the primary receiver's amount is not counted twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Sum>,
    /// The total that is refunded, one sum for each currency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Sum>,
    /// Stated amounts that cannot be parsed. Sums do not include them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread_amounts: Vec<UnreadAmount>,
    /// The stated fees, one sum for each currency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Sum>,
    /// Who pays the fees, as sent: `SENDER`, `EACHRECEIVER` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<String>,
    /// The limits of a preapproval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowance: Option<Allowance>,
    /// The status, as sent: `paymentExecStatus`, `status`, or an order's state. Each transfer has
    /// its own in addition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The outcome of a reply or a notification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeKind>,
    /// What still has to be done, if the message says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// The errors and warnings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Problem>,
    /// The memo or description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The time that the message states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Stamp>,
    /// Whether real or test money is involved, if the message itself says so: by a notification of
    /// the sandbox, or an address of a test service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

impl Facts {
    /// The first key of this kind.
    #[must_use]
    pub fn key(&self, kind: KeyKind) -> Option<&str> {
        let mut keys = self.keys.iter();
        keys.find(|key| key.kind == kind)
            .map(|key| key.value.as_str())
    }

    /// The part of the [totals](Self::totals) that has arrived according to the message, one sum
    /// for each currency, even if it was refunded later.
    #[must_use]
    pub fn arrived(&self) -> Vec<Sum> {
        collect::total(&self.transfers, |transfer| transfer.arrived)
    }

    /// Iterates over all sums of money, stated or added up.
    pub fn sums(&self) -> impl Iterator<Item = &Sum> {
        let allowance = self.allowance.iter();
        let allowed = allowance.flat_map(|own| [&own.total, &own.each, &own.used]);
        let lists = [&self.totals, &self.refunds, &self.fees];
        let parts = self.transfers.iter().flat_map(Transfer::sums);
        lists
            .into_iter()
            .flatten()
            .chain(allowed.flatten())
            .chain(parts)
    }

    /// Removes all sums of money. A program that hides one of them has to hide the totals that
    /// include it.
    pub fn forget_sums(&mut self) {
        self.totals.clear();
        self.refunds.clear();
        self.fees.clear();
        self.unread_amounts.clear();
        self.allowance = None;
        self.transfers.iter_mut().for_each(Transfer::forget_sums);
    }

    /// Whether there are no facts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }

    /// Calls `show` with each text that came from the message, which it may change: a program that
    /// shows facts may have to redact a part, such as a token in an address in a memo.
    ///
    /// Each text comes with its path as facts are serialized: `payer.email`, `transfers.to.name`.
    /// That of a key has the key's kind: `keys.tracking_id`.
    pub fn each_text(&mut self, mut show: impl FnMut(&str, &mut String)) {
        let show: &mut dyn FnMut(&str, &mut String) = &mut show;
        for key in &mut self.keys {
            show(&format!("keys.{}", key.kind.as_str()), &mut key.value);
        }
        self.payer
            .iter_mut()
            .for_each(|payer| payer.each_text("payer", show));
        for transfer in &mut self.transfers {
            transfer.each_text(show);
        }
        for problem in &mut self.errors {
            problem.each_text(show);
        }
        for unread in &mut self.unread_amounts {
            show("unread_amounts.text", &mut unread.text);
        }
        for (path, text) in [
            ("action", &mut self.action),
            ("fees_payer", &mut self.fees_payer),
            ("status", &mut self.status),
            ("memo", &mut self.memo),
        ] {
            if let Some(text) = text {
                show(path, text);
            }
        }
        let next = self.next.iter_mut().filter_map(|next| next.at.as_mut());
        next.for_each(|at| show("next.at", at));
        self.time
            .iter_mut()
            .for_each(|time| show("time.text", &mut time.text));
    }
}

/// The limits of a preapproval, and how much of them is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Allowance {
    /// The most that all payments together may amount to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Sum>,
    /// The most that a payment may amount to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<Sum>,
    /// The amount paid so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Sum>,
}

/// A time as stated by a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stamp {
    /// What it is the time of.
    pub of: StampOf,
    /// The text as sent, in any form.
    pub text: String,
}

/// What a [`Stamp`] is the time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StampOf {
    /// The message itself.
    Message,
    /// The request that started the payment.
    Request,
    /// The last change of the order or payment.
    Change,
    /// The creation of the order or payment.
    Creation,
}

/// What a call achieved: an outcome without its problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// It is done.
    Success,
    /// It is in progress.
    Pending,
    /// Part of it is done.
    Partial,
    /// It was done, and all of the money was refunded.
    Refunded,
    /// It failed, or was undone.
    Failure,
    /// It is unknown.
    Unclear,
}

impl OutcomeKind {
    /// All kinds.
    pub const ALL: &'static [OutcomeKind] = &[
        OutcomeKind::Success,
        OutcomeKind::Pending,
        OutcomeKind::Partial,
        OutcomeKind::Refunded,
        OutcomeKind::Failure,
        OutcomeKind::Unclear,
    ];

    /// The name in records: `success`, `pending`, `partial`, `refunded`, `failure`, `unclear`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            OutcomeKind::Success => "success",
            OutcomeKind::Pending => "pending",
            OutcomeKind::Partial => "partial",
            OutcomeKind::Refunded => "refunded",
            OutcomeKind::Failure => "failure",
            OutcomeKind::Unclear => "unclear",
        }
    }
}

impl fmt::Display for OutcomeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
