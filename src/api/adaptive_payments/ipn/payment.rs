//! The status of a payment: `Adaptive Payment PAY` and `Adjustment`.

use serde::{Deserialize, Serialize};

use super::{IpnCharset, TransactionType, notification};
use crate::api::adaptive_payments::common::{
    ActionType, FeesPayer, PaymentExecStatus, PaymentType, PendingReason, TransactionStatus,
};
use crate::api::adaptive_payments::validate::PAYMENT_NOTIFICATION;
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::{AnyCase, DateTime, Money, MoneyError, Secret};

open_code! {
    /// Why a payment was adjusted. (Guide p. 260)
    pub enum ReasonCode {
        /// The sender's bank reversed the payment.
        ChargebackSettlement = "Chargeback Settlement",
        /// The service's staff reversed the payment.
        AdminReversal = "Admin reversal",
        /// All or part of it was refunded.
        Refund = "Refund",
    }
}

/// Reports the status of a payment, or a later adjustment.
///
/// It is sent for `Pay` and `ExecutePayment`, and with the type `Adjustment` for a refund, a
/// reversal or a chargeback; both have the same variables. None of them is sure to be there.
///
/// The payment as a whole may be `COMPLETED` while some of its transactions are still pending:
/// look at each.
///
/// ```
/// use paywire::api::adaptive_payments::common::PaymentExecStatus;
/// use paywire::api::adaptive_payments::ipn::{PaymentNotification, Transaction};
///
/// let notification = PaymentNotification {
///     status: Some(PaymentExecStatus::Completed),
///     transaction: vec![Transaction::default()],
///     ..PaymentNotification::default()
/// };
/// assert_eq!(notification.pay_key, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentNotification {
    /// What the notification is about, in words with blanks. (Guide p. 257)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_type: Option<AnyCase<TransactionType>>,
    /// The status of the payment as a whole. (Guide p. 258; a later page adds `CANCELED`)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PaymentExecStatus>,
    /// The sender's e-mail address. (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// What the Pay request asked for: `PAY`, `CREATE`, or as was also seen `PAY_PRIMARY`.
    /// (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_type: Option<ActionType>,
    /// When the payment was asked for, in the way of Java and in Pacific time:
    /// `Sat Sep 22 19:44:01 PDT 2012`. (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_request_date: Option<DateTime>,
    /// Whether parallel transfers already made are reversed when one fails. (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverse_all_parallel_payments_on_error: Option<bool>,
    /// Whether the default shipping address was noted with the transaction. (In no document, but
    /// in each message that was seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_default_shipping_address_in_transaction: Option<bool>,
    /// Where the browser goes when the sender has approved. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// Where the browser goes when the sender cancels. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// Where the notifications about this payment go. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipn_notification_url: Option<String>,
    /// The key of the payment, `AP-` and 17 characters, good for three hours. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key: Option<String>,
    /// The note of the request. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// Who pays the fees. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<FeesPayer>,
    /// The caller's own id of the payment. The guide spells it `trackingId`, which is read too.
    /// (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none", alias = "trackingId")]
    pub tracking_id: Option<String>,
    /// The preapproval the payment was made with, `PA-` and 17 characters. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preapproval_key: Option<String>,
    /// Why the payment was adjusted; only with the type `Adjustment`. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<AnyCase<ReasonCode>>,
    /// The transfers, one for each receiver: `transaction[0].…` up to `transaction[5].…`.
    /// (Guide p. 258)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transaction: Vec<Transaction>,
    /// The character encoding of the body, mostly `windows-1252`. (Seen in messages)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<IpnCharset>,
    /// The version of the notification: the word `UNVERSIONED`. (Seen in messages)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_version: Option<String>,
    /// A signature for the service's own use. A receiver cannot check it, and posts the body back
    /// instead. (Seen in messages)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_sign: Option<Secret<String>>,
    /// `1` if the sandbox sent it, otherwise absent. (Seen in messages)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_ipn: Option<String>,
}

impl PaymentNotification {
    /// Whether it reports a refund, a reversal or a chargeback.
    #[must_use]
    pub fn is_adjustment(&self) -> bool {
        let adjustment = TransactionType::Adjustment;
        self.transaction_type
            .as_ref()
            .is_some_and(|said| said.is(&adjustment))
    }

    /// Whether the sandbox sent it. Never give goods for such a one.
    #[must_use]
    pub fn is_test(&self) -> bool {
        super::is_test(self.test_ipn.as_deref())
    }

    /// Whether it identifies the payment, by its key or a transaction's id.
    #[must_use]
    pub fn is_identified(&self) -> bool {
        let has_id = |own: &Transaction| own.id.is_some() || own.id_for_sender_txn.is_some();
        self.pay_key.is_some() || self.transaction.iter().any(has_id)
    }

    /// The stated amounts that cannot be parsed, each with its path in NVP spelling and the reason.
    ///
    /// Their texts are kept, and sums ignore them.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::ipn::{PaymentNotification, Transaction};
    ///
    /// let transaction = Transaction {
    ///     amount: Some("USD 1,000.00".into()),
    ///     ..Transaction::default()
    /// };
    /// let notification = PaymentNotification {
    ///     transaction: vec![transaction],
    ///     ..PaymentNotification::default()
    /// };
    /// let (path, _) = notification.unread_amounts().next().expect("one has a comma");
    /// assert_eq!(path, "transaction(0).amount");
    /// ```
    pub fn unread_amounts(&self) -> impl Iterator<Item = (String, MoneyError)> {
        let stated = self.stated_amounts();
        stated.filter_map(|(path, money)| Some((path, money.parts().err()?)))
    }

    /// The amounts that are stated, each with its path. A variable without a value states nothing.
    pub(in crate::api) fn stated_amounts(&self) -> impl Iterator<Item = (String, &Money)> {
        let amounts = self.transaction.iter().enumerate().flat_map(|(at, own)| {
            let own = [
                ("amount", &own.amount),
                ("refund_amount", &own.refund_amount),
            ];
            own.map(|(name, money)| (at, name, money.as_ref()))
        });
        amounts.filter_map(|(at, name, money)| {
            let stated = money.filter(|money| !money.as_str().is_empty())?;
            Some((format!("transaction({at}).{name}"), stated))
        })
    }

    /// What happened, without what only says how it was asked for and sent.
    ///
    /// Two notifications with the same event are equivalent: the second is a repetition.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::ipn::PaymentNotification;
    ///
    /// let first = PaymentNotification {
    ///     pay_key: Some("AP-1".to_owned()),
    ///     verify_sign: Some("A--".into()),
    ///     ..PaymentNotification::default()
    /// };
    /// let again = PaymentNotification { verify_sign: None, ..first.clone() };
    /// assert_eq!(first.event(), again.event());
    /// ```
    #[must_use]
    pub fn event(&self) -> PaymentNotification {
        PaymentNotification {
            transaction_type: self.transaction_type.clone(),
            status: self.status.clone(),
            pay_key: self.pay_key.clone(),
            reason_code: self.reason_code.clone(),
            transaction: self.transaction.iter().map(Transaction::event).collect(),
            ..PaymentNotification::default()
        }
    }
}

impl Message for PaymentNotification {
    const INFO: MessageInfo = notification("PaymentNotification", "Pay");
    const CHECKS: &'static [Check<Self>] = PAYMENT_NOTIFICATION;

    fn unread(&self) -> Vec<(String, MoneyError)> {
        self.unread_amounts().collect()
    }
}

/// The transfer to one receiver.
///
/// A receiver without an account has no transaction yet: `id` and `status` are missing then.
///
/// ```
/// use paywire::Currency;
/// use paywire::api::adaptive_payments::ipn::Transaction;
///
/// let transaction = Transaction {
///     amount: Some("USD 129.95".into()),
///     ..Transaction::default()
/// };
/// let (currency, amount) = transaction.amount.as_ref().unwrap().parts()?;
/// assert_eq!((currency, amount.to_string()), (Currency::USD, "129.95".to_owned()));
/// # Ok::<(), paywire::value::MoneyError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The id of the receiver's transaction. (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The status of the receiver's transaction: `Completed`, `Pending` or `Refunded`, and other
    /// words of the vocabulary in that letter case. (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AnyCase<TransactionStatus>>,
    /// The id of the sender's transaction. The guide spells it `id_for_sender`, which is read too.
    /// (Guide p. 258)
    #[serde(skip_serializing_if = "Option::is_none", alias = "id_for_sender")]
    pub id_for_sender_txn: Option<String>,
    /// The status of the sender's transaction; documented in capitals, sent as `Completed`. (Guide
    /// p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_for_sender_txn: Option<AnyCase<TransactionStatus>>,
    /// The id of the refund. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_id: Option<String>,
    /// How much was refunded. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_amount: Option<Money>,
    /// The e-mail address of the account that the refund was taken from. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_account_charged: Option<String>,
    /// The receiver's e-mail address. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver: Option<String>,
    /// The invoice number of the request. (Guide p. 259)
    #[serde(rename = "invoiceId", skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// How much is paid, with its currency. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Whether this is the primary receiver of a chained payment. (Guide p. 259)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary_receiver: Option<bool>,
    /// What is paid for. (Seen in messages)
    #[serde(rename = "paymentType", skip_serializing_if = "Option::is_none")]
    pub payment_type: Option<PaymentType>,
    /// Why the transfer is pending; the word `NONE` where it does not. (Seen in messages)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_reason: Option<PendingReason>,
}

impl Transaction {
    /// Why the transfer is pending, if it does: the [reason](Self::pending_reason) unless it is
    /// `NONE`.
    #[must_use]
    pub fn waits_for(&self) -> Option<&PendingReason> {
        self.pending_reason
            .as_ref()
            .filter(|reason| reason.as_str() != "NONE")
    }

    /// What happened, without what only says how it was asked for.
    fn event(&self) -> Transaction {
        Transaction {
            id: self.id.clone(),
            status: self.status.clone(),
            id_for_sender_txn: self.id_for_sender_txn.clone(),
            status_for_sender_txn: self.status_for_sender_txn.clone(),
            refund_id: self.refund_id.clone(),
            refund_amount: self.refund_amount.clone(),
            pending_reason: self.pending_reason.clone(),
            ..Transaction::default()
        }
    }
}
