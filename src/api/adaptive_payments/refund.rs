//! Refund: refunds a payment or a part of it.

use serde::{Deserialize, Serialize};

use super::common::{ErrorData, Receiver, ReceiverList, RequestEnvelope, ResponseEnvelope};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::{Amount, Currency};

/// Refunds a payment or a part of it.
///
/// The payment is identified by exactly one of pay key, transaction id and tracking id, so use one
/// of the constructors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundRequest {
    /// The language of error messages and the level of detail. (Guide p. 217)
    pub request_envelope: RequestEnvelope,
    /// The currency of the payment: one of the 24 that
    /// [`PayRequest`](super::pay::PayRequest::currency_code) may have. Required unless a whole
    /// payment is refunded by its pay key. (Guide p. 216)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_code: Option<Currency>,
    /// The key of the payment. (Guide p. 216)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_key: Option<String>,
    /// The transaction id of one transfer of the payment. (Guide p. 217)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The caller's own id of the payment. (Guide p. 217)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
    /// The receivers that refund, with their amounts. If it is absent, all receivers refund all
    /// they received; with a transaction id, only its receiver does. (Guide p. 212, p. 217)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver_list: Option<ReceiverList>,
}

impl RefundRequest {
    /// Creates a request for a full refund by all receivers, from the payment's key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::refund::RefundRequest;
    ///
    /// let request = RefundRequest::full("AP-95V43510SV018561T");
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&payKey=AP-95V43510SV018561T",
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn full(pay_key: impl Into<String>) -> Self {
        RefundRequest {
            pay_key: Some(pay_key.into()),
            ..RefundRequest::default()
        }
    }

    /// Creates a request for a full refund by all receivers, from the caller's own id of the
    /// payment.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::refund::RefundRequest;
    ///
    /// let request = RefundRequest::full_by_tracking_id("order-17", Currency::USD);
    /// assert_eq!(request.tracking_id.as_deref(), Some("order-17"));
    /// assert_eq!(request.pay_key, None);
    /// ```
    #[must_use]
    pub fn full_by_tracking_id(
        tracking_id: impl Into<String>,
        currency_code: impl Into<Currency>,
    ) -> Self {
        RefundRequest {
            currency_code: Some(currency_code.into()),
            tracking_id: Some(tracking_id.into()),
            ..RefundRequest::default()
        }
    }

    /// Creates a request for a full refund of one transaction by its receiver. The other receivers
    /// of the payment are not affected.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::refund::RefundRequest;
    ///
    /// let request = RefundRequest::full_by_transaction_id("9CF6707788801361C", Currency::USD);
    /// assert_eq!(request.receiver_list, None);
    /// ```
    #[must_use]
    pub fn full_by_transaction_id(
        transaction_id: impl Into<String>,
        currency_code: impl Into<Currency>,
    ) -> Self {
        RefundRequest {
            currency_code: Some(currency_code.into()),
            transaction_id: Some(transaction_id.into()),
            ..RefundRequest::default()
        }
    }

    /// Creates a request that one receiver of the payment with this key refund the given amount.
    /// The other receivers are not affected.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::refund::RefundRequest;
    ///
    /// let receiver = Receiver::with_email("5.00".parse()?, "receiver@example.com");
    /// let request = RefundRequest::partial("AP-95V43510SV018561T", Currency::USD, receiver);
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&currencyCode=USD&payKey=AP-95V43510SV018561T\
    ///      &receiverList.receiver(0).amount=5.00\
    ///      &receiverList.receiver(0).email=receiver%40example.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn partial(
        pay_key: impl Into<String>,
        currency_code: impl Into<Currency>,
        receiver: Receiver,
    ) -> Self {
        RefundRequest::per_receiver(pay_key, currency_code, [receiver])
    }

    /// Creates a request that some receivers of the payment with this key, at most six, each refund
    /// the given amount. The other receivers are not affected.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::refund::RefundRequest;
    ///
    /// let receivers = [
    ///     Receiver::with_email("3.15".parse()?, "receiver@example.com"),
    ///     Receiver::with_email("1.78".parse()?, "receiver2@example.com"),
    /// ];
    /// let request = RefundRequest::per_receiver("AP-95V43510SV018561T", Currency::USD, receivers);
    /// assert_eq!(
    ///     paywire::nvp::to_string(&request)?,
    ///     "requestEnvelope.errorLanguage=en_US&currencyCode=USD&payKey=AP-95V43510SV018561T\
    ///      &receiverList.receiver(0).amount=3.15\
    ///      &receiverList.receiver(0).email=receiver%40example.com\
    ///      &receiverList.receiver(1).amount=1.78\
    ///      &receiverList.receiver(1).email=receiver2%40example.com",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn per_receiver(
        pay_key: impl Into<String>,
        currency_code: impl Into<Currency>,
        receiver_list: impl Into<ReceiverList>,
    ) -> Self {
        RefundRequest {
            currency_code: Some(currency_code.into()),
            receiver_list: Some(receiver_list.into()),
            ..RefundRequest::full(pay_key)
        }
    }
}

impl Message for RefundRequest {
    const INFO: MessageInfo = request("RefundRequest", "Refund");
    const CHECKS: &'static [Check<Self>] = validate::REFUND;
}

/// The response to a refund, with the status for each receiver.
///
/// A successful call can report refunds that failed: check the status of each. The response to a
/// failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id. (Guide p. 221)
    pub response_envelope: ResponseEnvelope,
    /// The currency of all amounts: one of the 24 that
    /// [`PayRequest`](super::pay::PayRequest::currency_code) may have. (Guide p. 221)
    pub currency_code: Currency,
    /// The status of the refund by each receiver. (Guide p. 221)
    pub refund_info_list: RefundInfoList,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where a response with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl RefundResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::refund::RefundResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = RefundResponse::new(envelope, "EUR", Vec::new());
    /// assert_eq!(response.currency_code, "EUR");
    /// ```
    #[must_use]
    pub fn new(
        response_envelope: ResponseEnvelope,
        currency_code: impl Into<Currency>,
        refund_info_list: impl Into<RefundInfoList>,
    ) -> Self {
        RefundResponse {
            response_envelope,
            currency_code: currency_code.into(),
            refund_info_list: refund_info_list.into(),
            error: Vec::new(),
        }
    }
}

impl Message for RefundResponse {
    const INFO: MessageInfo = response("RefundResponse", "Refund");
}

/// The status of a refund by each receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundInfoList {
    /// The entries, one for each receiver; at least one. (Guide p. 222)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund_info: Vec<RefundInfo>,
}

impl From<Vec<RefundInfo>> for RefundInfoList {
    fn from(refund_info: Vec<RefundInfo>) -> Self {
        RefundInfoList { refund_info }
    }
}

/// The status of the refund by one receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundInfo {
    /// The receiver that refunds, with the requested amount. (Guide p. 222)
    pub receiver: Receiver,
    /// The status of the refund. (Guide p. 223)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_status: Option<RefundStatus>,
    /// The amount taken from the receiver. (Guide p. 222)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_net_amount: Option<Amount>,
    /// The amount of the refunded fees. (Guide p. 222)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_fee_amount: Option<Amount>,
    /// The amount that the sender gets back: the amount taken from the receiver plus the fees.
    /// (Guide p. 222)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_gross_amount: Option<Amount>,
    /// The amount that this receiver has refunded so far, without pending refunds; only if a
    /// partial refund was requested. (Guide p. 223)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_of_all_refunds: Option<Amount>,
    /// Whether the whole transfer is now refunded; only if a partial refund was requested. (Guide
    /// p. 222)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_has_become_full: Option<bool>,
    /// `PayPal`'s id of the refund transaction. (Guide p. 222)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted_refund_transaction_id: Option<String>,
    /// The status of the refund transaction. (Guide p. 223)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_transaction_status: Option<RefundTransactionStatus>,
    /// The errors of a failed refund. Since 1.1.0. (Guide p. 222, p. 290)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_list: Option<ErrorList>,
}

impl RefundInfo {
    /// Creates an entry for a receiver with its required fields only.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::Receiver;
    /// use paywire::api::adaptive_payments::refund::{RefundInfo, RefundStatus};
    ///
    /// let info = RefundInfo {
    ///     refund_status: Some(RefundStatus::Refunded),
    ///     ..RefundInfo::new(Receiver::with_email("10.00".parse()?, "seller@example.com"))
    /// };
    /// assert_eq!(info.error_list, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(receiver: Receiver) -> Self {
        RefundInfo {
            receiver,
            refund_status: None,
            refund_net_amount: None,
            refund_fee_amount: None,
            refund_gross_amount: None,
            total_of_all_refunds: None,
            refund_has_become_full: None,
            encrypted_refund_transaction_id: None,
            refund_transaction_status: None,
            error_list: None,
        }
    }
}

open_code! {
    /// The status of the refund by one receiver. (Guide p. 223)
    pub enum RefundStatus {
        /// It is done.
        Refunded = "REFUNDED",
        /// It waits for the money, for instance for an electronic cheque.
        RefundedPending = "REFUNDED_PENDING",
        /// There is nothing to give back: the payment was never made.
        NotPaid = "NOT_PAID",
        /// Refused: all was given back before.
        AlreadyReversedOrRefunded = "ALREADY_REVERSED_OR_REFUNDED",
        /// Refused: the receiver has not allowed the caller to give back in its name.
        NoApiAccessToReceiver = "NO_API_ACCESS_TO_RECEIVER",
        /// Refused: it may not be given back.
        RefundNotAllowed = "REFUND_NOT_ALLOWED",
        /// Refused: the receiver has not enough money, or not where a refund can take it.
        InsufficientBalance = "INSUFFICIENT_BALANCE",
        /// Refused: more was asked for than is left; `PaymentDetails` says how much that is.
        AmountExceedsRefundable = "AMOUNT_EXCEEDS_REFUNDABLE",
        /// Refused: an earlier refund still waits.
        PreviousRefundPending = "PREVIOUS_REFUND_PENDING",
        /// It was not tried.
        NotProcessed = "NOT_PROCESSED",
        /// Refused: the service failed.
        RefundError = "REFUND_ERROR",
        /// Refused: the service failed with another part of this refund.
        PreviousRefundError = "PREVIOUS_REFUND_ERROR",
    }
}

open_code! {
    /// The status of a refund's own transaction. (Guide p. 223)
    ///
    /// Two words are documented; those of [`TransactionStatus`](super::common::TransactionStatus)
    /// are to be expected as well.
    pub enum RefundTransactionStatus {
        /// Unknown.
        Unknown = "UNKNOWN",
        /// It is done.
        Completed = "COMPLETED",
    }
}

/// The errors of a failed refund. Since 1.1.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorList {
    /// The errors, at least one. (Guide p. 222)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl From<Vec<ErrorData>> for ErrorList {
    fn from(error: Vec<ErrorData>) -> Self {
        ErrorList { error }
    }
}
