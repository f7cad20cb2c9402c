//! `GetPaymentOptions`: what [`SetPaymentOptions`](super::set_payment_options) set.

use serde::{Deserialize, Serialize};

use super::common::{
    DisplayOptions, ErrorData, InitiatingEntity, ReceiverOptions, RequestEnvelope,
    ResponseEnvelope, SenderOptions,
};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};

/// Asks for the options of a payment. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetPaymentOptionsRequest {
    /// The language of error messages and the level of detail. (Guide p. 139)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment. (Guide p. 139)
    pub pay_key: String,
}

impl GetPaymentOptionsRequest {
    /// Asks for the options of the payment of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_payment_options::GetPaymentOptionsRequest;
    ///
    /// let request = GetPaymentOptionsRequest::new("AP-1");
    /// assert_eq!(request.pay_key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(pay_key: impl Into<String>) -> Self {
        GetPaymentOptionsRequest {
            request_envelope: RequestEnvelope::default(),
            pay_key: pay_key.into(),
        }
    }
}

impl Message for GetPaymentOptionsRequest {
    const INFO: MessageInfo = request("GetPaymentOptionsRequest", "GetPaymentOptions");
}

/// The options of a payment. Since 1.4.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetPaymentOptionsResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 142)
    pub response_envelope: ResponseEnvelope,
    /// On whose behalf the caller pays; for institutions that are partners of `PayPal`. (Guide p.
    /// 142)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiating_entity: Option<InitiatingEntity>,
    /// What `PayPal`'s pages and e-mails show. (Guide p. 142)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_options: Option<DisplayOptions>,
    /// Where the goods go: the id of one of the sender's addresses. Since 1.6.0. (Guide p. 142)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address_id: Option<String>,
    /// Options about the sender. (Guide p. 142)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_options: Option<SenderOptions>,
    /// Options for single receivers. (Guide p. 142)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receiver_options: Vec<ReceiverOptions>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetPaymentOptionsResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_payment_options::GetPaymentOptionsResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetPaymentOptionsResponse::new(envelope);
    /// assert_eq!(response.display_options, None);
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        GetPaymentOptionsResponse {
            response_envelope,
            initiating_entity: None,
            display_options: None,
            shipping_address_id: None,
            sender_options: None,
            receiver_options: Vec::new(),
            error: Vec::new(),
        }
    }
}

impl Message for GetPaymentOptionsResponse {
    const INFO: MessageInfo = response("GetPaymentOptionsResponse", "GetPaymentOptions");
}
