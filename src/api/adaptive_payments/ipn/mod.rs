//! Instant Payment Notifications: messages that the service sends on its own.
//!
#![doc = include_str!("guide.md")]

mod fields;
mod payment;
mod preapproval;

pub use fields::{IpnCharset, MaxNumber, TransactionType};
pub use payment::{PaymentNotification, ReasonCode, Transaction};
pub use preapproval::PreapprovalNotification;

use crate::api::MessageKind;
use crate::api::message::{Direction, Formats, MessageInfo, System};
use crate::open_code;
use crate::value::AnyCase;

/// What is posted before the body to have it verified: `cmd=_notify-validate`.
pub const VERIFICATION_COMMAND: &str = "cmd=_notify-validate";

open_code! {
    /// The service's answer to a verification: one word, all of the body.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::ipn::Verdict;
    ///
    /// assert_eq!(Verdict::from("VERIFIED"), Verdict::Verified);
    /// ```
    pub enum Verdict {
        /// The service sent the notification, with this content. It may have sent it before: look for its
        /// [idempotency key](crate::codec::Ipn::idempotency_key) before you act on it.
        Verified = "VERIFIED",
        /// The service did not send it, or not with these bytes, or the service of the other environment did. Do not act
        /// on it; keep it to find out why.
        Invalid = "INVALID",
    }
}

impl TransactionType {
    /// The message that a notification is whose `transaction_type` is this text, in whatever
    /// letter case.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::api::adaptive_payments::ipn::TransactionType;
    ///
    /// let message = TransactionType::message("Adaptive Payment Preapproval");
    /// assert_eq!(message, Some(MessageKind::PreapprovalNotification));
    /// assert_eq!(TransactionType::message("web_accept"), None);
    /// ```
    #[must_use]
    pub fn message(text: &str) -> Option<MessageKind> {
        match AnyCase::from(text).code() {
            TransactionType::Pay | TransactionType::Adjustment => {
                Some(MessageKind::PaymentNotification)
            }
            TransactionType::Preapproval => Some(MessageKind::PreapprovalNotification),
            TransactionType::Other(_) => None,
        }
    }
}

/// The facts of a notification.
const fn notification(name: &'static str, operation: &'static str) -> MessageInfo {
    MessageInfo {
        name,
        operation: Some(operation),
        direction: Direction::Notification,
        system: System::AdaptivePayments,
        namespace: None,
        formats: Formats::NvpAndJson,
    }
}

/// Whether a `test_ipn` says that the sandbox sent the notification.
fn is_test(test_ipn: Option<&str>) -> bool {
    test_ipn.is_some_and(|value| !matches!(value, "" | "0"))
}
