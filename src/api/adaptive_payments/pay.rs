//! Pay: move money from one sender to up to six receivers.

use serde::{Deserialize, Serialize};

use super::common::{
    ActionType, ClientDetailsType, ErrorData, FeesPayer, FundingConstraint, FundingPlan,
    PayErrorList, PaymentExecStatus, PaymentInfoList, Receiver, ReceiverList, RequestEnvelope,
    ResponseEnvelope, SenderIdentifier, WarningDataList,
};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::{Currency, Duration, Secret};

/// Asks for a payment, or prepares one.
///
/// A request without a sender gets a [`PayResponse::pay_key`] to send the buyer to `PayPal` with.
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
    /// The preapproval that allows the payment without asking the sender again; requires the
    /// sender. (Guide p. 81, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preapproval_key: Option<String>,
    /// Who is paid, and how much: one to six receivers. (Guide p. 74, p. 81, Pay page)
    pub receiver_list: ReceiverList,
    /// Whether parallel transfers already made are reversed when one fails; not with a primary
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
    /// The sender, as an alternative to `senderEmail`. Since 1.6.0. (Guide p. 82, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
    /// How long the pay key is good for, from 5 minutes (`PT5M`) to 30 days (`P30D`). Default:
    /// 3 hours. After 1.8.1. (Pay page, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key_duration: Option<Duration>,
    /// Of versions 1.1 and 1.2. The service takes it and ignores it, so it is only to be read; its
    /// schema has it no more. (Guide p. 281)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_default_shipping_address: Option<bool>,
}

impl PayRequest {
    /// Creates a request from its required fields, in schema order, with the default envelope.
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
            log_default_shipping_address: None,
        }
    }

    /// A payment to one receiver.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// let request = PayRequest {
    ///     sender_email: Some("sender@example.com".to_owned()),
    ///     ..PayRequest::simple(
    ///         "https://example.com",
    ///         Currency::USD,
    ///         Receiver::with_email("100.00".parse()?, "receiver@example.com"),
    ///         "https://example.com",
    ///     )
    /// };
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    ///      &cancelUrl=https%3A%2F%2Fexample.com&currencyCode=USD\
    ///      &receiverList.receiver(0).amount=100.00\
    ///      &receiverList.receiver(0).email=receiver%40example.com\
    ///      &senderEmail=sender%40example.com&returnUrl=https%3A%2F%2Fexample.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn simple(
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        receiver: Receiver,
        return_url: impl Into<String>,
    ) -> Self {
        PayRequest::new(
            ActionType::Pay,
            cancel_url,
            currency_code,
            [receiver],
            return_url,
        )
    }

    /// A payment to two to six receivers, each of whom the sender sees. None of them is primary.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{FeesPayer, Receiver};
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// let receivers = [
    ///     Receiver::with_email("100.00".parse()?, "receiver1@example.com"),
    ///     Receiver::with_email("50.00".parse()?, "receiver2@example.com"),
    /// ];
    /// let request = PayRequest {
    ///     fees_payer: Some(FeesPayer::EachReceiver),
    ///     memo: Some("Parallel-payment-example".to_owned()),
    ///     reverse_all_parallel_payments_on_error: Some(true),
    ///     sender_email: Some("sender@example.com".to_owned()),
    ///     ..PayRequest::parallel(
    ///         "https://example.com",
    ///         Currency::USD,
    ///         receivers,
    ///         "https://example.com",
    ///     )
    /// };
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    ///      &cancelUrl=https%3A%2F%2Fexample.com&currencyCode=USD&feesPayer=EACHRECEIVER\
    ///      &memo=Parallel-payment-example&receiverList.receiver(0).amount=100.00\
    ///      &receiverList.receiver(0).email=receiver1%40example.com\
    ///      &receiverList.receiver(0).primary=false&receiverList.receiver(1).amount=50.00\
    ///      &receiverList.receiver(1).email=receiver2%40example.com\
    ///      &receiverList.receiver(1).primary=false&reverseAllParallelPaymentsOnError=true\
    ///      &senderEmail=sender%40example.com&returnUrl=https%3A%2F%2Fexample.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parallel(
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        receivers: impl IntoIterator<Item = Receiver>,
        return_url: impl Into<String>,
    ) -> Self {
        let receivers = receivers.into_iter().map(|receiver| Receiver {
            primary: Some(false),
            ..receiver
        });
        PayRequest::new(
            ActionType::Pay,
            cancel_url,
            currency_code,
            receivers.collect::<Vec<_>>(),
            return_url,
        )
    }

    /// A payment to a primary receiver, who passes on parts of it to one to five others. The
    /// sender sees the primary receiver alone, whose amount includes what the others get.
    ///
    /// With the action type [`PayPrimary`](ActionType::PayPrimary) the others wait for a later
    /// [`ExecutePayment`](super::execute_payment).
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{ActionType, Receiver};
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// let primary = Receiver::with_email("10.00".parse()?, "emailzero@example.com");
    /// let other = Receiver::with_email("1.00".parse()?, "email@example.com");
    /// let request = PayRequest {
    ///     action_type: ActionType::PayPrimary,
    ///     ..PayRequest::chained(
    ///         "https://example.com",
    ///         Currency::USD,
    ///         primary,
    ///         [other],
    ///         "https://example.com",
    ///     )
    /// };
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&actionType=PAY_PRIMARY\
    ///      &cancelUrl=https%3A%2F%2Fexample.com&currencyCode=USD\
    ///      &receiverList.receiver(0).amount=10.00\
    ///      &receiverList.receiver(0).email=emailzero%40example.com\
    ///      &receiverList.receiver(0).primary=true&receiverList.receiver(1).amount=1.00\
    ///      &receiverList.receiver(1).email=email%40example.com\
    ///      &receiverList.receiver(1).primary=false&returnUrl=https%3A%2F%2Fexample.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chained(
        cancel_url: impl Into<String>,
        currency_code: impl Into<Currency>,
        primary: Receiver,
        others: impl IntoIterator<Item = Receiver>,
        return_url: impl Into<String>,
    ) -> Self {
        let receivers = std::iter::once(primary).chain(others);
        let mut request = PayRequest::parallel(cancel_url, currency_code, receivers, return_url);
        request.receiver_list.receiver[0].primary = Some(true);
        request
    }

    /// The same payment, allowed by an agreement with the sender, who is not asked again.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    ///
    /// let request = PayRequest::simple(
    ///     "https://example.com",
    ///     Currency::USD,
    ///     Receiver::with_email("100.00".parse()?, "receiver1@example.com"),
    ///     "https://example.com",
    /// )
    /// .preapproved("PA-9JR04288NR0519129", "sender@example.com");
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    ///      &cancelUrl=https%3A%2F%2Fexample.com&currencyCode=USD\
    ///      &preapprovalKey=PA-9JR04288NR0519129&receiverList.receiver(0).amount=100.00\
    ///      &receiverList.receiver(0).email=receiver1%40example.com\
    ///      &senderEmail=sender%40example.com&returnUrl=https%3A%2F%2Fexample.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn preapproved(
        self,
        preapproval_key: impl Into<String>,
        sender_email: impl Into<String>,
    ) -> Self {
        PayRequest {
            preapproval_key: Some(preapproval_key.into()),
            sender_email: Some(sender_email.into()),
            ..self
        }
    }
}

impl Message for PayRequest {
    const INFO: MessageInfo = request("PayRequest", "Pay");
    const CHECKS: &'static [Check<Self>] = validate::PAY;
}

/// The answer to a [`PayRequest`].
///
/// A successful call can report a payment that failed: check the status. The response to a failed
/// call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 90, Pay
    /// page)
    pub response_envelope: ResponseEnvelope,
    /// The key of the payment, for approving it, asking about it and refunding it. It is good for
    /// three hours unless the request said otherwise. (Guide p. 90, Pay page)
    pub pay_key: String,
    /// The status of the payment. (Guide p. 90, Pay page)
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
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl PayResponse {
    /// Creates a response from its required fields.
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
