//! `Preapproval`: creates an agreement with a sender on future payments.

use serde::{Deserialize, Serialize};

use super::common::{
    ClientDetailsType, DayOfWeek, ErrorData, FeesPayer, PaymentPeriod, PinType, RequestEnvelope,
    ResponseEnvelope, SenderIdentifier,
};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::{Amount, Currency, DateTime};

/// Requests an agreement that lets the caller make payments for a sender without further approval.
///
/// All limits apply together: payments limited to Fridays and to the 13th of a month are allowed
/// only on a Friday the 13th. (Guide p. 164)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreapprovalRequest {
    /// The language of error messages and the level of detail. (Guide p. 168)
    pub request_envelope: RequestEnvelope,
    /// Details of the buyer's device and of the calling application. (Guide p. 165)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_details: Option<ClientDetailsType>,
    /// The `http` or `https` URL that the browser is sent to if the sender cancels. At most 1024
    /// characters. (Guide p. 165)
    pub cancel_url: String,
    /// The currency of all amounts: one of the 24 that
    /// [`PayRequest`](super::pay::PayRequest::currency_code) may have. (Guide p. 166)
    pub currency_code: Currency,
    /// The day of the month of monthly payments, 1 to 31; 0 is any day. (Guide p. 166)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_month: Option<i32>,
    /// The day of the week of weekly payments. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_of_week: Option<DayOfWeek>,
    /// The last day of payments, at most one year after the first. Callers need permission to omit
    /// it. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending_date: Option<DateTime>,
    /// The maximum amount of one payment, at most the total. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_amount_per_payment: Option<Amount>,
    /// The maximum number of payments. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments: Option<i32>,
    /// The maximum number of payments in one period. Since 1.6.0, callers need permission to omit
    /// it. (Guide p. 167, p. 268)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_payments_per_period: Option<i32>,
    /// The maximum total of all payments, at most the equivalent of 2000 US dollars. Callers need
    /// permission to omit it. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_total_amount_of_all_payments: Option<Amount>,
    /// The period of the payments. (Guide p. 168)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_period: Option<PaymentPeriod>,
    /// The `http` or `https` URL that the browser is sent to after the sender's approval. At most
    /// 1024 characters. (Guide p. 168)
    pub return_url: String,
    /// A note. At most 1000 characters, including line ends. Since 1.2.0. (Guide p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The URL for notifications about this agreement. At most 1024 characters. Since 1.2.0. (Guide
    /// p. 167)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipn_notification_url: Option<String>,
    /// The sender's e-mail address. Without it, anyone who approves the agreement is the sender. At
    /// most 127 characters. (Guide p. 168)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// The first day of payments, neither before today nor after the last day. (Guide p. 168)
    pub starting_date: DateTime,
    /// Whether each payment requires a PIN that the sender chooses. Default: `NOT_REQUIRED`. (Guide
    /// p. 168)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin_type: Option<PinType>,
    /// The party that pays `PayPal`'s fees. Default: `EACHRECEIVER`. (Guide p. 169)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<FeesPayer>,
    /// Whether the sender sees the maximum total. Default: `false`. (Guide p. 168)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_max_total_amount: Option<bool>,
    /// Whether the sender needs a funding source that pays instantly. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_instant_funding_source: Option<bool>,
    /// The sender, as an alternative to `senderEmail`. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
}

impl PreapprovalRequest {
    /// Creates a request from the fields that the schema requires, in schema order. Most callers
    /// must also set limits: see [`PreapprovalRequest::limited`].
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
    ///
    /// let request = PreapprovalRequest::new(
    ///     "https://shop.example/cancel",
    ///     Currency::USD,
    ///     "https://shop.example/return",
    ///     "2013-05-01T00:00:00Z",
    /// );
    /// assert_eq!(request.ending_date, None);
    /// ```
    #[must_use]
    pub fn new(
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        return_url: impl Into<String>,
        starting_date: impl Into<DateTime>,
    ) -> Self {
        PreapprovalRequest {
            request_envelope: RequestEnvelope::default(),
            client_details: None,
            cancel_url: cancel_url.into(),
            currency_code: currency_code.into(),
            date_of_month: None,
            day_of_week: None,
            ending_date: None,
            max_amount_per_payment: None,
            max_number_of_payments: None,
            max_number_of_payments_per_period: None,
            max_total_amount_of_all_payments: None,
            payment_period: None,
            return_url: return_url.into(),
            memo: None,
            ipn_notification_url: None,
            sender_email: None,
            starting_date: starting_date.into(),
            pin_type: None,
            fees_payer: None,
            display_max_total_amount: None,
            require_instant_funding_source: None,
            sender: None,
        }
    }

    /// Creates a request with the limits that the service requires of callers without special
    /// permission: a last day and a maximum total.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
    /// use paywire::{Amount, Currency};
    ///
    /// let request = PreapprovalRequest {
    ///     max_amount_per_payment: Some("200.00".parse()?),
    ///     max_number_of_payments: Some(30),
    ///     ..PreapprovalRequest::limited(
    ///         "http://your.example/cancel",
    ///         Currency::USD,
    ///         "http://your.example/return",
    ///         "2009-07-13T00:00:00Z",
    ///         "2009-12-13T00:00:00Z",
    ///         "1500.00".parse()?,
    ///     )
    /// };
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&cancelUrl=http%3A%2F%2Fyour.example%2Fcancel\
    ///      &currencyCode=USD&endingDate=2009-12-13T00%3A00%3A00Z&maxAmountPerPayment=200.00\
    ///      &maxNumberOfPayments=30&maxTotalAmountOfAllPayments=1500.00\
    ///      &returnUrl=http%3A%2F%2Fyour.example%2Freturn&startingDate=2009-07-13T00%3A00%3A00Z",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn limited(
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        return_url: impl Into<String>,
        starting_date: impl Into<DateTime>,
        ending_date: impl Into<DateTime>,
        max_total_amount_of_all_payments: Amount,
    ) -> Self {
        PreapprovalRequest {
            ending_date: Some(ending_date.into()),
            max_total_amount_of_all_payments: Some(max_total_amount_of_all_payments),
            ..PreapprovalRequest::new(cancel_url, currency_code, return_url, starting_date)
        }
    }
}

impl Message for PreapprovalRequest {
    const INFO: MessageInfo = request("PreapprovalRequest", "Preapproval");
    const CHECKS: &'static [Check<Self>] = validate::PREAPPROVAL;
}

/// Confirms that the agreement exists. The sender must still approve it.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreapprovalResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id. (Guide p. 171)
    pub response_envelope: ResponseEnvelope,
    /// The key of the agreement, for its approval, its details and payments. (Guide p. 170)
    pub preapproval_key: String,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where a response with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl PreapprovalResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::preapproval::PreapprovalResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = PreapprovalResponse::new(envelope, "PA-1");
    /// assert_eq!(response.preapproval_key, "PA-1");
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope, preapproval_key: impl Into<String>) -> Self {
        PreapprovalResponse {
            response_envelope,
            preapproval_key: preapproval_key.into(),
            error: Vec::new(),
        }
    }
}

impl Message for PreapprovalResponse {
    const INFO: MessageInfo = response("PreapprovalResponse", "Preapproval");
}
