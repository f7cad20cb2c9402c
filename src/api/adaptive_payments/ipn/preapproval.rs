//! The status of a preapproval: `Adaptive Payment PREAPPROVAL`.

use serde::{Deserialize, Serialize};

use super::{IpnCharset, MaxNumber, TransactionType, notification};
use crate::api::adaptive_payments::common::{DayOfWeek, PaymentPeriod, PinType};
use crate::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use crate::api::message::{Message, MessageInfo};
use crate::value::{Amount, AnyCase, Currency, DateTime, Secret};

/// Reports that a preapproval was approved, denied or cancelled.
///
/// None of the variables is sure to be there.
///
/// ```
/// use paywire::api::adaptive_payments::ipn::PreapprovalNotification;
///
/// let notification = PreapprovalNotification {
///     approved: Some(true),
///     max_number_of_payments: Some("null".into()),
///     ..PreapprovalNotification::default()
/// };
/// assert_eq!(notification.max_number_of_payments.unwrap().number(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreapprovalNotification {
    /// What the notification is about, in words with blanks. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_type: Option<AnyCase<TransactionType>>,
    /// The key of the preapproval, `PA-` and 17 characters. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preapproval_key: Option<String>,
    /// Whether the sender has approved. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<bool>,
    /// Whether it is in force. (Not in the guide; `ACTIVE` and `CANCELED` seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PreapprovalStatus>,
    /// Where the browser goes when the sender cancels. (Guide p. 260; in no message that was seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// How many payments were made with it. (Guide p. 260)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_number_of_payments: Option<i32>,
    /// How much was paid with it, in its currency. (Guide p. 261)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_total_amount_of_all_payments: Option<Amount>,
    /// How many payments were tried in this period. (Guide p. 261)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_period_attempts: Option<i32>,
    /// The currency of all amounts. The guide spells it `currencyCode`, which is read too.
    /// (Guide p. 261)
    #[serde(skip_serializing_if = "Option::is_none", alias = "currencyCode")]
    pub currency_code: Option<Currency>,
    /// The day of the month for monthly payments, 1 to 31, or 0 for any. (Guide p. 261)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_month: Option<i32>,
    /// The day of the week for weekly payments. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_of_week: Option<DayOfWeek>,
    /// From when on it is good: unlike the dates of payments in the text of `xs:dateTime`.
    /// (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starting_date: Option<DateTime>,
    /// Until when it is good; may be absent once it was cancelled. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending_date: Option<DateTime>,
    /// How much may be paid with it in all. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_total_amount_of_all_payments: Option<Amount>,
    /// How much may be paid at once. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_amount_per_payment: Option<Amount>,
    /// How many payments may be made in all; the word `null` where nothing was said. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments: Option<MaxNumber>,
    /// How many payments may be made in a period. (In no document, and not seen: expected beside
    /// the one before)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments_per_period: Option<MaxNumber>,
    /// How often payments are made. Where no period was said, `0` is sent instead of
    /// `NO_PERIOD_SPECIFIED`. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_period: Option<PaymentPeriod>,
    /// Whether each payment needs the sender's PIN. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin_type: Option<PinType>,
    /// The sender's e-mail address. (Guide p. 262)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
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

impl PreapprovalNotification {
    /// Whether the sandbox sent it.
    #[must_use]
    pub fn is_test(&self) -> bool {
        super::is_test(self.test_ipn.as_deref())
    }

    /// Whether it identifies the preapproval, by its key.
    #[must_use]
    pub fn is_identified(&self) -> bool {
        self.preapproval_key.is_some()
    }

    /// What happened, without what only says what was agreed and how it was sent.
    ///
    /// Two notifications with the same event are equivalent: the second is a repetition.
    #[must_use]
    pub fn event(&self) -> PreapprovalNotification {
        let total = self.current_total_amount_of_all_payments;
        PreapprovalNotification {
            transaction_type: self.transaction_type.clone(),
            preapproval_key: self.preapproval_key.clone(),
            approved: self.approved,
            status: self.status.clone(),
            current_number_of_payments: self.current_number_of_payments,
            current_total_amount_of_all_payments: total,
            current_period_attempts: self.current_period_attempts,
            ..PreapprovalNotification::default()
        }
    }
}

impl Message for PreapprovalNotification {
    const INFO: MessageInfo = notification("PreapprovalNotification", "Preapproval");
}
