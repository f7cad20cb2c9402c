//! Transfers of a payment, and their status and errors.

use serde::{Deserialize, Serialize};

use super::{ErrorData, Receiver};
use crate::open_code;
use crate::value::Amount;

open_code! {
    /// What a Pay request asks for. (Guide p. 79, Pay page)
    pub enum ActionType {
        /// Make the payment, without a later `ExecutePayment`.
        Pay = "PAY",
        /// Only prepare it: options may be set, then `ExecutePayment` makes it. Since 1.4.0.
        Create = "CREATE",
        /// Of a chained payment, pay the primary receiver now and the others by a later
        /// `ExecutePayment`, within 90 days. Since 1.5.0.
        PayPrimary = "PAY_PRIMARY",
    }
}

open_code! {
    /// Who pays `PayPal`'s fees. (Guide p. 80, Pay page)
    pub enum FeesPayer {
        /// The sender; not in chained payments, nor to receivers without an account.
        Sender = "SENDER",
        /// The primary receiver; in chained payments only.
        PrimaryReceiver = "PRIMARYRECEIVER",
        /// Each receiver its own; the default.
        EachReceiver = "EACHRECEIVER",
        /// The secondary receiver; only in chained payments that have exactly one.
        SecondaryOnly = "SECONDARYONLY",
    }
}

open_code! {
    /// The status of a payment as a whole. (Guide p. 90, Pay page)
    pub enum PaymentExecStatus {
        /// It exists; money moves once it is approved.
        Created = "CREATED",
        /// It is made.
        Completed = "COMPLETED",
        /// Part of it is made: some parallel transfers failed, or the secondary receivers of a
        /// delayed chained payment still wait.
        Incomplete = "INCOMPLETE",
        /// It failed; no transfer was made, or all were reversed.
        Error = "ERROR",
        /// It failed, and at least one transfer could not be reversed.
        ReversalError = "REVERSALERROR",
        /// It is being made.
        Processing = "PROCESSING",
        /// It waits to be processed.
        Pending = "PENDING",
    }
}

/// The transfers of a payment.
///
/// ```
/// use paywire::Amount;
/// use paywire::api::adaptive_payments::common::{PaymentInfo, PaymentInfoList, Receiver};
///
/// let amount: Amount = "10.00".parse()?;
/// let list = PaymentInfoList::from(vec![PaymentInfo::new(Receiver::new(amount))]);
/// assert_eq!(list.payment_info[0].transaction_id, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentInfoList {
    /// The transfers, one for each receiver; at least one. (Guide p. 117, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payment_info: Vec<PaymentInfo>,
}

impl From<Vec<PaymentInfo>> for PaymentInfoList {
    fn from(payment_info: Vec<PaymentInfo>) -> Self {
        PaymentInfoList { payment_info }
    }
}

/// The transfer to one receiver. It has no transaction data before it is attempted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentInfo {
    /// `PayPal`'s id of the receiver's transaction. (Guide p. 118, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The status of the receiver's transaction. (Guide p. 118, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_status: Option<TransactionStatus>,
    /// The receiver of the transfer. (Guide p. 118, Pay page)
    pub receiver: Receiver,
    /// The amount refunded so far, in the payment's currency. (Guide p. 118, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded_amount: Option<Amount>,
    /// Whether a refund is pending. (Guide p. 117, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_refund: Option<bool>,
    /// `PayPal`'s id of the sender's transaction. Since 1.3.0. (Guide p. 118, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_transaction_id: Option<String>,
    /// The status of the sender's transaction. Since 1.3.0. (Guide p. 118, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_transaction_status: Option<TransactionStatus>,
    /// The reason why the transfer is pending. Since 1.5.0. (Guide p. 117)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_reason: Option<PendingReason>,
}

impl PaymentInfo {
    /// Creates a transfer that was not attempted yet.
    ///
    /// ```
    /// use paywire::Amount;
    /// use paywire::api::adaptive_payments::common::{PaymentInfo, Receiver, TransactionStatus};
    ///
    /// let amount: Amount = "10.00".parse()?;
    /// let info = PaymentInfo {
    ///     transaction_status: Some(TransactionStatus::Completed),
    ///     ..PaymentInfo::new(Receiver::new(amount))
    /// };
    /// assert_eq!(info.pending_reason, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(receiver: Receiver) -> Self {
        PaymentInfo {
            transaction_id: None,
            transaction_status: None,
            receiver,
            refunded_amount: None,
            pending_refund: None,
            sender_transaction_id: None,
            sender_transaction_status: None,
            pending_reason: None,
        }
    }
}

open_code! {
    /// The status of one transaction. (Guide p. 118, Pay page)
    ///
    /// Notifications use other words for the same (`Completed`, `Pending`, …).
    pub enum TransactionStatus {
        /// It is done.
        Completed = "COMPLETED",
        /// It waits for something; see [`PendingReason`].
        Pending = "PENDING",
        /// It exists; money moves once it is approved.
        Created = "CREATED",
        /// Part of the money went back.
        PartiallyRefunded = "PARTIALLY_REFUNDED",
        /// The receiver denied it.
        Denied = "DENIED",
        /// It is being processed.
        Processing = "PROCESSING",
        /// The money was returned to the sender.
        Reversed = "REVERSED",
        /// The money went back.
        Refunded = "REFUNDED",
        /// It failed.
        Failed = "FAILED",
    }
}

open_code! {
    /// Why a transaction is pending. (Guide p. 117)
    pub enum PendingReason {
        /// The sender has no confirmed address, and the receiver decides about such payments by hand.
        AddressConfirmation = "ADDRESS_CONFIRMATION",
        /// An electronic cheque has not cleared yet.
        Echeck = "ECHECK",
        /// The receiver's account is outside the United States and has no way to withdraw; the
        /// receiver decides by hand.
        International = "INTERNATIONAL",
        /// The receiver has no balance in this currency and decides by hand.
        MultiCurrency = "MULTI_CURRENCY",
        /// The receiver's e-mail address is not registered or not confirmed yet.
        Unilateral = "UNILATERAL",
        /// The receiver has to upgrade the account, or its limit of the month is reached.
        Upgrade = "UPGRADE",
        /// The receiver is not verified yet.
        Verify = "VERIFY",
        /// The service is looking into the risk.
        Risk = "RISK",
        /// Something else; the service's own word, not an unknown one.
        OtherReason = "OTHER",
    }
}

/// The failed transfers of a payment. Since 1.1.0.
///
/// ```
/// use paywire::Amount;
/// use paywire::api::adaptive_payments::common::{ErrorData, PayError, PayErrorList, Receiver};
///
/// let amount: Amount = "25.00".parse()?;
/// let error = ErrorData::new(580_036, "the card was refused");
/// let list = PayErrorList::from(vec![PayError::new(Receiver::new(amount), error)]);
/// assert_eq!(list.pay_error[0].error.error_id, Some(580_036));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayErrorList {
    /// The entries, one for each failed transfer; at least one. (Guide p. 91, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pay_error: Vec<PayError>,
}

impl From<Vec<PayError>> for PayErrorList {
    fn from(pay_error: Vec<PayError>) -> Self {
        PayErrorList { pay_error }
    }
}

/// A failed transfer: the receiver and the error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayError {
    /// The intended receiver. (Guide p. 94, Pay page)
    pub receiver: Receiver,
    /// The error of the transfer. (Guide p. 94, Pay page)
    pub error: ErrorData,
}

impl PayError {
    /// Creates a failed transfer from its receiver and error.
    ///
    /// ```
    /// use paywire::Amount;
    /// use paywire::api::adaptive_payments::common::{ErrorData, PayError, Receiver};
    ///
    /// let amount: Amount = "25.00".parse()?;
    /// let failed = PayError::new(Receiver::new(amount), ErrorData::default());
    /// assert_eq!(failed.error.error_id, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(receiver: Receiver, error: ErrorData) -> Self {
        PayError { receiver, error }
    }
}
