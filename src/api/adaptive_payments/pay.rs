//! Pay: move money from one sender to up to six receivers.

use serde::{Deserialize, Serialize};

use super::common::{
    ActionType, ClientDetailsType, ErrorData, FeesPayer, FundingConstraint, FundingPlan,
    PayErrorList, PaymentExecStatus, PaymentInfoList, ReceiverList, RequestEnvelope,
    ResponseEnvelope, SenderIdentifier,
};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::{Currency, Duration, Secret};

/// Asks for a payment, or prepares one.
///
/// Who does not say the sender gets a [`PayResponse::pay_key`] to send the buyer to `PayPal` with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayRequest {
    /// The language of error messages and the level of detail. (Guide p. 81, Pay page)
    pub request_envelope: RequestEnvelope,
    /// The buyer's device and the calling application. (Guide p. 79, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_details: Option<ClientDetailsType>,
    /// Pay at once, only prepare, or pay the primary receiver first. (Guide p. 79, Pay page)
    pub action_type: ActionType,
    /// Where the browser goes when the sender cancels: an `http` or `https` address, required even
    /// where nobody has to approve. At most 1024 characters. (Guide p. 79, Pay page)
    pub cancel_url: String,
    /// The currency of all amounts, one for the whole payment. Allowed are `AUD`, `BRL`, `CAD`,
    /// `CZK`, `DKK`, `EUR`, `HKD`, `HUF`, `ILS`, `JPY`, `MYR`, `MXN`, `NOK`, `NZD`, `PHP`, `PLN`,
    /// `GBP`, `SGD`, `SEK`, `CHF`, `TWD`, `THB`, `TRY` and `USD`; `BRL`, `MYR` and `TRY` only
    /// for accounts of that country. (Guide p. 80, Pay page)
    pub currency_code: Currency,
    /// Who pays `PayPal`'s fees. Default: `EACHRECEIVER`. (Guide p. 80, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<FeesPayer>,
    /// Where the notifications about this payment go. At most 1024 characters.
    /// (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipn_notification_url: Option<String>,
    /// A note, in plain text. At most 1000 characters, line ends included.
    /// (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The sender's PIN, for a preapproval that was set up with one. (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<Secret<String>>,
    /// The preapproval that allows the payment without asking the sender again; the sender has to
    /// be said with it. (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preapproval_key: Option<String>,
    /// Who is paid, and how much: one to six receivers. (Guide p. 74, p. 81, Pay page)
    pub receiver_list: ReceiverList,
    /// Whether parallel transfers already made are taken back when one fails; not with a primary
    /// receiver. Default: `false`. (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverse_all_parallel_payments_on_error: Option<bool>,
    /// The sender's e-mail address, registered with `PayPal`; not together with `sender`. At most
    /// 127 characters. (Guide p. 76, p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// Where the browser goes when the sender has approved: an `http` or `https` address, required
    /// even where nobody has to approve. At most 1024 characters. (Guide p. 81, Pay page)
    pub return_url: String,
    /// The caller's own id of the payment, unique among its payments. At most 127 characters.
    /// (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
    /// Which ways of funding are allowed. Default: all. Since 1.3.0. (Guide p. 83, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_constraint: Option<FundingConstraint>,
    /// The sender, said otherwise than by `senderEmail`. Since 1.6.0. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
    /// How long the pay key is good for, from 5 minutes (`PT5M`) to 30 days (`P30D`). Default:
    /// 3 hours. After 1.8.1. (Pay page, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key_duration: Option<Duration>,
}

impl PayRequest {
    /// A request with what every request needs, in schema order, and the default envelope.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{ActionType, FeesPayer, Receiver};
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// let request = PayRequest {
    ///     fees_payer: Some(FeesPayer::Sender),
    ///     ..PayRequest::new(
    ///         ActionType::Create,
    ///         "https://shop.example/cancel",
    ///         Currency::JPY,
    ///         [Receiver::with_email("1200".parse()?, "seller@example.com")],
    ///         "https://shop.example/return",
    ///     )
    /// };
    /// assert_eq!(request.cancel_url, "https://shop.example/cancel");
    /// assert_eq!(request.memo, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        action_type: impl Into<ActionType>,
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        receiver_list: impl Into<ReceiverList>,
        return_url: impl Into<String>,
    ) -> Self {
        PayRequest {
            request_envelope: RequestEnvelope::default(),
            client_details: None,
            action_type: action_type.into(),
            cancel_url: cancel_url.into(),
            currency_code: currency_code.into(),
            fees_payer: None,
            ipn_notification_url: None,
            memo: None,
            pin: None,
            preapproval_key: None,
            receiver_list: receiver_list.into(),
            reverse_all_parallel_payments_on_error: None,
            sender_email: None,
            return_url: return_url.into(),
            tracking_id: None,
            funding_constraint: None,
            sender: None,
            pay_key_duration: None,
        }
    }
}

impl Message for PayRequest {
    const INFO: MessageInfo = request("PayRequest", "Pay");
    const CHECKS: &'static [Check<Self>] = validate::PAY;
}

/// The answer to a [`PayRequest`].
///
/// A call that succeeds can tell of a payment that failed: look at the status. A call that fails
/// is answered by a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayResponse {
    /// When, with what outcome, and under which number at `PayPal`. (Guide p. 90, Pay page)
    pub response_envelope: ResponseEnvelope,
    /// The key of the payment, for approving it, asking about it and refunding it. It is good for
    /// three hours unless the request said otherwise. (Guide p. 90, Pay page)
    pub pay_key: String,
    /// What became of the payment. (Guide p. 90, Pay page)
    pub payment_exec_status: PaymentExecStatus,
    /// The transfers that failed. Since 1.1.0. (Guide p. 90, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_error_list: Option<PayErrorList>,
    /// The transfers, once the payment is made. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_info_list: Option<PaymentInfoList>,
    /// Who paid. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
    /// How the payment is funded if the sender does not choose. Since 1.6.0.
    /// (Guide p. 90, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_funding_plan: Option<FundingPlan>,
    /// Warnings, for instance that the payment may wait. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning_data_list: Option<WarningDataList>,
    /// Errors that come with an answer all the same; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl PayResponse {
    /// An answer with what every answer has.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{
    ///     AckCode, PaymentExecStatus, ResponseEnvelope,
    /// };
    /// use paywire::api::adaptive_payments::pay::PayResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = PayResponse::new(envelope, "AP-1", PaymentExecStatus::Created);
    /// assert_eq!(response.payment_info_list, None);
    /// ```
    #[must_use]
    pub fn new(
        response_envelope: ResponseEnvelope,
        pay_key: impl Into<String>,
        payment_exec_status: impl Into<PaymentExecStatus>,
    ) -> Self {
        PayResponse {
            response_envelope,
            pay_key: pay_key.into(),
            payment_exec_status: payment_exec_status.into(),
            pay_error_list: None,
            payment_info_list: None,
            sender: None,
            default_funding_plan: None,
            warning_data_list: None,
            error: Vec::new(),
        }
    }
}

impl Message for PayResponse {
    const INFO: MessageInfo = response("PayResponse", "Pay");
}

/// Warnings about a payment. After 1.8.1.
///
/// ```
/// use paywire::api::adaptive_payments::pay::{WarningData, WarningDataList};
///
/// let list = WarningDataList::from(vec![WarningData::default()]);
/// assert_eq!(list.warning_data[0].message, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarningDataList {
    /// The warnings, at least one. (Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warning_data: Vec<WarningData>,
}

impl From<Vec<WarningData>> for WarningDataList {
    fn from(warning_data: Vec<WarningData>) -> Self {
        WarningDataList { warning_data }
    }
}

/// One warning. After 1.8.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarningData {
    /// The number of the warning. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning_id: Option<i64>,
    /// The warning in words. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
