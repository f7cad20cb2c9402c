//! `SetPaymentOptions`: say more about a payment that was prepared.

use serde::{Deserialize, Serialize};

use super::common::{
    DisplayOptions, ErrorData, InitiatingEntity, ReceiverOptions, RequestEnvelope,
    ResponseEnvelope, SenderOptions,
};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;

/// Sets the options of a payment that was prepared with the action type `CREATE`. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPaymentOptionsRequest {
    /// The language of error messages and the level of detail. (Guide p. 153)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment, from the response to its request; it has to be one that was only
    /// prepared. (Guide p. 152)
    pub pay_key: String,
    /// On whose behalf the caller pays; for institutions that are partners of `PayPal`. (Guide p.
    /// 152)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiating_entity: Option<InitiatingEntity>,
    /// What `PayPal`'s pages and e-mails show. (Guide p. 152)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_options: Option<DisplayOptions>,
    /// Where the goods go: the id of one of the sender's addresses. Since 1.6.0. (Guide p. 152)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address_id: Option<String>,
    /// Options about the sender. (Guide p. 152)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_options: Option<SenderOptions>,
    /// Options for single receivers. (Guide p. 153)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receiver_options: Vec<ReceiverOptions>,
}

impl SetPaymentOptionsRequest {
    /// Creates a request for the payment of this key, without any options.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{ReceiverIdentifier, ReceiverOptions};
    /// use paywire::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
    ///
    /// let receiver = ReceiverIdentifier::with_email("seller@example.com");
    /// let request = SetPaymentOptionsRequest {
    ///     receiver_options: vec![ReceiverOptions::new(receiver)],
    ///     ..SetPaymentOptionsRequest::new("AP-1")
    /// };
    /// assert_eq!(request.sender_options, None);
    /// ```
    #[must_use]
    pub fn new(pay_key: impl Into<String>) -> Self {
        SetPaymentOptionsRequest {
            request_envelope: RequestEnvelope::default(),
            pay_key: pay_key.into(),
            initiating_entity: None,
            display_options: None,
            shipping_address_id: None,
            sender_options: None,
            receiver_options: Vec::new(),
        }
    }
}

impl Message for SetPaymentOptionsRequest {
    const INFO: MessageInfo = request("SetPaymentOptionsRequest", "SetPaymentOptions");
    const CHECKS: &'static [Check<Self>] = validate::SET_PAYMENT_OPTIONS;
}

/// Confirms that the options are set. Since 1.4.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPaymentOptionsResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 157)
    pub response_envelope: ResponseEnvelope,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl SetPaymentOptionsResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::set_payment_options::SetPaymentOptionsResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = SetPaymentOptionsResponse::new(envelope);
    /// assert!(response.error.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        SetPaymentOptionsResponse {
            response_envelope,
            error: Vec::new(),
        }
    }
}

impl Message for SetPaymentOptionsResponse {
    const INFO: MessageInfo = response("SetPaymentOptionsResponse", "SetPaymentOptions");
}
