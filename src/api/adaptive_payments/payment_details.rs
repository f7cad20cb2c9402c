//! `PaymentDetails`: what was asked for in a payment, and what became of it.

use serde::{Deserialize, Serialize};

use super::common::{
    ActionType, ErrorData, FeesPayer, FundingConstraint, PaymentExecStatus, PaymentInfo,
    PaymentInfoList, RequestEnvelope, ResponseEnvelope, SenderIdentifier, ShippingAddressInfo,
};
use super::pay::PayRequest;
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::{Currency, DateTime};

/// Asks about a payment, which is identified by one of three keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDetailsRequest {
    /// The language of error messages and the level of detail. (Guide p. 109)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment, from the response to its request. It goes before the tracking id
    /// where both are sent. (Guide p. 109)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key: Option<String>,
    /// The payment, by the id of one of its transactions. (Guide p. 109)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The payment, by the caller's own id for it. At most 127 characters. (Guide p. 110)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
}

impl PaymentDetailsRequest {
    /// Asks about the payment of this pay key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let request = PaymentDetailsRequest::by_pay_key("AP-1");
    /// assert_eq!(request.pay_key.as_deref(), Some("AP-1"));
    /// ```
    #[must_use]
    pub fn by_pay_key(pay_key: impl Into<String>) -> Self {
        PaymentDetailsRequest {
            pay_key: Some(pay_key.into()),
            ..PaymentDetailsRequest::default()
        }
    }

    /// Asks about the payment of this transaction.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let request = PaymentDetailsRequest::by_transaction_id("9CF6707788801361C");
    /// assert_eq!(request.pay_key, None);
    /// ```
    #[must_use]
    pub fn by_transaction_id(transaction_id: impl Into<String>) -> Self {
        PaymentDetailsRequest {
            transaction_id: Some(transaction_id.into()),
            ..PaymentDetailsRequest::default()
        }
    }

    /// Asks about the payment the caller gave this id.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let request = PaymentDetailsRequest::by_tracking_id("order-17");
    /// assert_eq!(request.tracking_id.as_deref(), Some("order-17"));
    /// ```
    #[must_use]
    pub fn by_tracking_id(tracking_id: impl Into<String>) -> Self {
        PaymentDetailsRequest {
            tracking_id: Some(tracking_id.into()),
            ..PaymentDetailsRequest::default()
        }
    }
}

impl Message for PaymentDetailsRequest {
    const INFO: MessageInfo = request("PaymentDetailsRequest", "PaymentDetails");
    const CHECKS: &'static [Check<Self>] = validate::PAYMENT_DETAILS;
}

/// What was asked for in a payment, and what became of it.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDetailsResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 110)
    pub response_envelope: ResponseEnvelope,
    /// Where the browser goes when the sender cancels; `${payKey}` in it stands for the pay key.
    /// (Guide p. 113)
    pub cancel_url: String,
    /// The currency of the payment: one of the 24 that
    /// [`PayRequest`](PayRequest::currency_code) may have. (Guide p. 114)
    pub currency_code: Currency,
    /// Where the notifications about this payment go. (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipn_notification_url: Option<String>,
    /// The note of the request. (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo: Option<String>,
    /// The transfers; they have no transaction data until the payment is made. (Guide p. 115, p. 117)
    pub payment_info_list: PaymentInfoList,
    /// Where the browser goes when the sender has approved; `${payKey}` in it stands for the pay
    /// key. (Guide p. 115)
    pub return_url: String,
    /// The sender's e-mail address. (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// The status of the payment. (Guide p. 116)
    pub status: PaymentExecStatus,
    /// The caller's own id of the payment. (Guide p. 116)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
    /// The key of the payment. (Guide p. 115)
    pub pay_key: String,
    /// What the request asked for. Since 1.4.0. (Guide p. 113)
    pub action_type: ActionType,
    /// Who pays `PayPal`'s fees. (Guide p. 114)
    pub fees_payer: FeesPayer,
    /// Whether parallel transfers already made are reversed when one fails. Default: `false`.
    /// (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverse_all_parallel_payments_on_error: Option<bool>,
    /// The preapproval that allowed the payment. (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preapproval_key: Option<String>,
    /// Which ways of funding are allowed. Since 1.3.0. (Guide p. 115)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_constraint: Option<FundingConstraint>,
    /// The sender. (Guide p. 119)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderIdentifier>,
    /// Where the goods go. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddressInfo>,
    /// When the pay key stops being good. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key_expiration_date: Option<DateTime>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
    /// What the request said of it, in versions 1.1 and 1.2. Answers of later services still have
    /// it; their schema has it no more. (Guide p. 124, p. 287)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_default_shipping_address: Option<bool>,
}

impl PaymentDetailsResponse {
    /// The answer about the payment a request asked for: what the service echoes is taken from
    /// the request, and no transfer has been tried yet.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{
    ///     AckCode, ActionType, FeesPayer, PaymentExecStatus, Receiver, ResponseEnvelope,
    /// };
    /// use paywire::api::adaptive_payments::pay::PayRequest;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsResponse;
    ///
    /// let request = PayRequest::new(
    ///     ActionType::Pay,
    ///     "https://shop.example/cancel",
    ///     Currency::EUR,
    ///     [Receiver::with_email("9.55".parse()?, "seller@example.com")],
    ///     "https://shop.example/return",
    /// );
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response =
    ///     PaymentDetailsResponse::about(&request, envelope, "AP-1", PaymentExecStatus::Created);
    /// assert_eq!(response.currency_code, Currency::EUR);
    /// assert_eq!(response.fees_payer, FeesPayer::EachReceiver);
    /// assert_eq!(response.payment_info_list.payment_info.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn about(
        payment: &PayRequest,
        response_envelope: ResponseEnvelope,
        pay_key: impl Into<String>,
        status: impl Into<PaymentExecStatus>,
    ) -> Self {
        let receivers = payment.receiver_list.receiver.iter().cloned();
        let transfers: Vec<_> = receivers.map(PaymentInfo::new).collect();
        PaymentDetailsResponse {
            response_envelope,
            cancel_url: payment.cancel_url.clone(),
            currency_code: payment.currency_code.clone(),
            ipn_notification_url: payment.ipn_notification_url.clone(),
            memo: payment.memo.clone(),
            payment_info_list: PaymentInfoList::from(transfers),
            return_url: payment.return_url.clone(),
            sender_email: payment.sender_email.clone(),
            status: status.into(),
            tracking_id: payment.tracking_id.clone(),
            pay_key: pay_key.into(),
            action_type: payment.action_type.clone(),
            fees_payer: payment
                .fees_payer
                .clone()
                .unwrap_or(FeesPayer::EachReceiver),
            reverse_all_parallel_payments_on_error: payment.reverse_all_parallel_payments_on_error,
            preapproval_key: payment.preapproval_key.clone(),
            funding_constraint: payment.funding_constraint.clone(),
            sender: payment.sender.clone(),
            shipping_address: None,
            pay_key_expiration_date: None,
            error: Vec::new(),
            log_default_shipping_address: None,
        }
    }
}

impl Message for PaymentDetailsResponse {
    const INFO: MessageInfo = response("PaymentDetailsResponse", "PaymentDetails");
}
