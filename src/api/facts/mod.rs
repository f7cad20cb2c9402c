//! What a message says in the terms that people ask about: who pays whom how much, in which state,
//! what went wrong, and which other messages belong to it.
//!
//! Each system has its own names for these; [`AnyMessage::facts`](super::AnyMessage::facts) gives them in one form, as far as
//! the message says them. Nothing is concluded from what is not there, and secrets never get in.
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
#[cfg(feature = "adaptive-payments")]
mod replies;
mod sum;
mod tell;
mod transfer;
mod trouble;

use std::fmt;

use serde::Serialize;

use super::Environment;
use super::Message;

pub use environment::environment_of;
pub use key::{Key, KeyKind};
pub use next::{Next, Step};
pub use party::Party;
pub use sum::{Sum, UnreadAmount};
pub use transfer::{Role, Transfer};
pub use trouble::{Detail, Trouble};

/// A message that can say what it says in common terms: each of the registry can.
pub trait Tells: Message {
    /// Adds what the message says.
    fn tell(&self, facts: &mut Facts);

    /// What the message says.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    /// use paywire::api::facts::{KeyKind, Tells};
    ///
    /// let facts = PaymentDetailsRequest::by_pay_key("AP-1").facts();
    /// assert_eq!(facts.key(KeyKind::PayKey), Some("AP-1"));
    /// ```
    #[must_use]
    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.tell(&mut facts);
        facts
    }
}

/// What a message says, as far as it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Facts {
    /// What ties it to other messages, each key once, in the order of the message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
    /// What it asks for, as sent: `PAY`, `CREATE`, `PAY_PRIMARY`, an order's intent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<Party>,
    /// Who is paid, and how much; who gives back, and how much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<Transfer>,
    /// What the payer pays in all, one sum a currency. What secondary receivers get out of the
    /// primary's amount is not counted again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Sum>,
    /// What goes back in all, one sum a currency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Sum>,
    /// Amounts that are stated and that nobody can read. They are in no sum.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread_amounts: Vec<UnreadAmount>,
    /// The fees that are stated, one sum a currency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Sum>,
    /// Who pays the fees, as sent: `SENDER`, `EACHRECEIVER` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<String>,
    /// What a preapproval allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowance: Option<Allowance>,
    /// The state of what the message is about, as sent: `paymentExecStatus`, `status`, an order's
    /// state. Each transfer has its own beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What a reply or a notification comes down to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeKind>,
    /// What is still to be done, where the message says that something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Trouble>,
    /// The memo or description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The time that the message states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Stamp>,
    /// Whether it is about real money or made up, where the message itself says so: a notification
    /// of the sandbox, an address of a test service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
}

impl Facts {
    /// The first key of a kind.
    #[must_use]
    pub fn key(&self, kind: KeyKind) -> Option<&str> {
        let mut keys = self.keys.iter();
        keys.find(|key| key.kind == kind)
            .map(|key| key.value.as_str())
    }

    /// What of the [totals](Self::totals) the message says to have arrived, one sum a currency. It
    /// stays so where it went back later.
    #[must_use]
    pub fn arrived(&self) -> Vec<Sum> {
        tell::total(&self.transfers, |transfer| transfer.arrived)
    }

    /// Every sum of money that the message states or that was added up from those.
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

    /// Drops every sum of money: a program that hides one has to hide those it was added to.
    pub fn forget_sums(&mut self) {
        self.totals.clear();
        self.refunds.clear();
        self.fees.clear();
        self.unread_amounts.clear();
        self.allowance = None;
        self.transfers.iter_mut().for_each(Transfer::forget_sums);
    }

    /// Whether the message says nothing of all this.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }

    /// Shows every text that came with the message, to be changed: a program that shows facts may
    /// have to hide a part of them, as a token in an address within a memo.
    ///
    /// Each comes with its path as the facts are written: `payer.email`, `transfers.to.name`; a key
    /// with that of its kind: `keys.tracking_id`.
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
        for trouble in &mut self.errors {
            trouble.each_text(show);
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

/// What a preapproval allows, and what was used of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Allowance {
    /// What all payments may come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Sum>,
    /// What each payment may come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<Sum>,
    /// What was paid so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Sum>,
}

/// A time as a message states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stamp {
    /// What it is the time of.
    pub of: StampOf,
    /// As it was sent, in whatever form.
    pub text: String,
}

/// What a [`Stamp`] is the time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StampOf {
    /// The message itself.
    Message,
    /// The request that the payment goes back to.
    Request,
    /// The last change of what the message is about.
    Change,
    /// The creation of what the message is about.
    Creation,
}

/// What became of what a call was for: an outcome without its problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// It is done.
    Success,
    /// The rest is still to come.
    Pending,
    /// Part of it is done.
    Partial,
    /// It was done, and all of the money went back: paid and given back.
    Refunded,
    /// It is not done, or was undone.
    Failure,
    /// Nobody knows.
    Unclear,
}

impl OutcomeKind {
    /// All of them.
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
