//! `PreapprovalDetails`: what an agreement allows and what was made of it.

use serde::{Deserialize, Serialize};

use super::common::{
    Address, AgreementType, DayOfWeek, ErrorData, FeesPayer, PaymentPeriod, PinType,
    RequestEnvelope, ResponseEnvelope, SenderIdentifier,
};
use super::preapproval::PreapprovalRequest;
use super::{request, response};
use crate::api::message::{Message, MessageInfo};
use crate::open_code;
use crate::value::{Amount, Currency, DateTime};

/// Asks about an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreapprovalDetailsRequest {
    /// The language of error messages and the level of detail. (Guide p. 177)
    pub request_envelope: RequestEnvelope,
    /// The key of the agreement. (Guide p. 177)
    pub preapproval_key: String,
    /// Whether the answer is to have the sender's billing addresses; callers need permission for
    /// it. Default: `false`. Since 1.4.0. (Guide p. 177)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_billing_address: Option<bool>,
}

impl PreapprovalDetailsRequest {
    /// Asks about the agreement of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::preapproval_details::PreapprovalDetailsRequest;
    ///
    /// let request = PreapprovalDetailsRequest::new("PA-1");
    /// assert_eq!(request.preapproval_key, "PA-1");
    /// ```
    #[must_use]
    pub fn new(preapproval_key: impl Into<String>) -> Self {
        PreapprovalDetailsRequest {
            request_envelope: RequestEnvelope::default(),
            preapproval_key: preapproval_key.into(),
            get_billing_address: None,
        }
    }
}

impl Message for PreapprovalDetailsRequest {
    const INFO: MessageInfo = request("PreapprovalDetailsRequest", "PreapprovalDetails");
}

/// What an agreement allows and what was made of it.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreapprovalDetailsResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 182)
    pub response_envelope: ResponseEnvelope,
    /// Whether the sender has approved the agreement. (Guide p. 180)
    pub approved: bool,
    /// Where the browser goes when the sender cancels; `${preapprovalKey}` in it stands for the
    /// key. (Guide p. 180)
    pub cancel_url: String,
    /// How many payments were made so far. (Guide p. 180)
    pub cur_payments: i64,
    /// How much was paid so far. (Guide p. 180)
    pub cur_payments_amount: Amount,
    /// How many payments were made in this period. (Guide p. 180)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cur_period_attempts: Option<i64>,
    /// The last day of this period; the time of day does not count. (Guide p. 180)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cur_period_ending_date: Option<DateTime>,
    /// The currency of all amounts: one of the 24 that
    /// [`PayRequest`](super::pay::PayRequest::currency_code) may have. (Guide p. 181)
    pub currency_code: Currency,
    /// On which day of the month monthly payments are made, 1 to 31; 0 is any day. (Guide p. 181)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_month: Option<i32>,
    /// On which day of the week weekly payments are made. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_of_week: Option<DayOfWeek>,
    /// The last day on which payments may be made; the time of day does not count. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending_date: Option<DateTime>,
    /// How much one payment may be. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_amount_per_payment: Option<Amount>,
    /// How many payments may be made, if the request said so. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments: Option<i32>,
    /// How many payments may be made in one period. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments_per_period: Option<i32>,
    /// How much may be paid in all. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_total_amount_of_all_payments: Option<Amount>,
    /// How often payments are made. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_period: Option<PaymentPeriod>,
    /// Whether each payment needs the sender's PIN. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin_type: Option<PinType>,
    /// Where the browser goes when the sender has approved; `${preapprovalKey}` in it stands for
    /// the key. (Guide p. 182)
    pub return_url: String,
    /// The sender's e-mail address, if the request gave one. (Guide p. 183, p. 289)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// The note of the request. Since 1.2.0. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The first day on which payments may be made. (Guide p. 183)
    pub starting_date: DateTime,
    /// Whether payments can be made. (Guide p. 183)
    pub status: PreapprovalStatus,
    /// Where the notifications about this agreement go. Since 1.2.0. (Guide p. 182)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipn_notification_url: Option<String>,
    /// The sender's billing addresses, if asked for and permitted. Since 1.4.0. (Guide p. 180, p.
    /// 278, where it is spelled `addresslist`)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_list: Option<AddressList>,
    /// Who pays `PayPal`'s fees. (Guide p. 183)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<FeesPayer>,
    /// Whether the sender is shown how much may be paid in all. (Guide p. 183)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_max_total_amount: Option<bool>,
    /// The sender. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
    /// How the agreement is used. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_type: Option<AgreementType>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl PreapprovalDetailsResponse {
    /// The answer about the agreement a request asked for: what the service echoes is taken from
    /// the request, the sender has not approved yet, and no payment was made.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
    /// use paywire::api::adaptive_payments::preapproval_details::PreapprovalDetailsResponse;
    ///
    /// let request = PreapprovalRequest::new(
    ///     "https://shop.example/cancel",
    ///     Currency::EUR,
    ///     "https://shop.example/return",
    ///     "2013-05-01T00:00:00Z",
    /// );
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = PreapprovalDetailsResponse::about(&request, envelope);
    /// assert_eq!(response.currency_code, Currency::EUR);
    /// assert!(!response.approved);
    /// ```
    #[must_use]
    pub fn about(agreement: &PreapprovalRequest, response_envelope: ResponseEnvelope) -> Self {
        PreapprovalDetailsResponse {
            response_envelope,
            approved: false,
            cancel_url: agreement.cancel_url.clone(),
            cur_payments: 0,
            cur_payments_amount: Amount::from(0),
            cur_period_attempts: None,
            cur_period_ending_date: None,
            currency_code: agreement.currency_code.clone(),
            date_of_month: agreement.date_of_month,
            day_of_week: agreement.day_of_week.clone(),
            ending_date: agreement.ending_date.clone(),
            max_amount_per_payment: agreement.max_amount_per_payment,
            max_number_of_payments: agreement.max_number_of_payments,
            max_number_of_payments_per_period: agreement.max_number_of_payments_per_period,
            max_total_amount_of_all_payments: agreement.max_total_amount_of_all_payments,
            payment_period: agreement.payment_period.clone(),
            pin_type: agreement.pin_type.clone(),
            return_url: agreement.return_url.clone(),
            sender_email: agreement.sender_email.clone(),
            memo: agreement.memo.clone(),
            starting_date: agreement.starting_date.clone(),
            status: PreapprovalStatus::Active,
            ipn_notification_url: agreement.ipn_notification_url.clone(),
            address_list: None,
            fees_payer: agreement.fees_payer.clone(),
            display_max_total_amount: agreement.display_max_total_amount,
            sender: agreement.sender.clone(),
            agreement_type: None,
            error: Vec::new(),
        }
    }
}

impl Message for PreapprovalDetailsResponse {
    const INFO: MessageInfo = response("PreapprovalDetailsResponse", "PreapprovalDetails");
}

open_code! {
    /// Whether payments can be made by an agreement. (Guide p. 183)
    pub enum PreapprovalStatus {
        /// They can, once the sender has approved.
        Active = "ACTIVE",
        /// They cannot any more: the sender or `PayPal` has cancelled.
        Canceled = "CANCELED",
        /// They cannot for now, for instance until the sender's PIN is set anew.
        Deactived = "DEACTIVED",
    }
}

impl PreapprovalStatus {
    /// Whether the agreement is out of use for now, in either of two spellings: the service writes
    /// `DEACTIVED`, and `DEACTIVATED` is read as the same.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::preapproval_details::PreapprovalStatus;
    ///
    /// assert!(PreapprovalStatus::Deactived.is_deactivated());
    /// assert!(PreapprovalStatus::from("DEACTIVATED").is_deactivated());
    /// assert!(!PreapprovalStatus::Active.is_deactivated());
    /// ```
    #[must_use]
    pub fn is_deactivated(&self) -> bool {
        matches!(self.as_str(), "DEACTIVED" | "DEACTIVATED")
    }
}

/// Addresses of a sender. Since 1.4.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressList {
    /// The addresses, at least one. (Guide p. 183)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<Address>,
}

impl From<Vec<Address>> for AddressList {
    fn from(address: Vec<Address>) -> Self {
        AddressList { address }
    }
}
