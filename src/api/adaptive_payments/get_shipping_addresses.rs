//! `GetShippingAddresses`: the address that the sender chose.

use serde::{Deserialize, Serialize};

use super::common::{Address, ErrorData, RequestEnvelope, ResponseEnvelope};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;

/// Asks for the address that the sender chose in the embedded flow. Since 1.6.0.
///
/// The caller has to have created the payment, or be its primary or one of its parallel receivers.
/// (Guide p. 245)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetShippingAddressesRequest {
    /// The language of error messages and the level of detail. (Guide p. 245)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment; a preapproval key does not do. (Guide p. 245)
    pub key: String,
}

impl GetShippingAddressesRequest {
    /// Asks about the payment of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
    ///
    /// let request = GetShippingAddressesRequest::new("AP-1");
    /// assert_eq!(request.key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        GetShippingAddressesRequest {
            request_envelope: RequestEnvelope::default(),
            key: key.into(),
        }
    }
}

impl Message for GetShippingAddressesRequest {
    const INFO: MessageInfo = request("GetShippingAddressesRequest", "GetShippingAddresses");
    const CHECKS: &'static [Check<Self>] = validate::GET_SHIPPING_ADDRESSES;
}

/// The address that the sender chose: one, in spite of the name. Since 1.6.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetShippingAddressesResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 247)
    pub response_envelope: ResponseEnvelope,
    /// The address that the sender chose. (Guide p. 247)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected_address: Option<Address>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetShippingAddressesResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetShippingAddressesResponse::new(envelope);
    /// assert_eq!(response.selected_address, None);
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        GetShippingAddressesResponse {
            response_envelope,
            selected_address: None,
            error: Vec::new(),
        }
    }
}

impl Message for GetShippingAddressesResponse {
    const INFO: MessageInfo = response("GetShippingAddressesResponse", "GetShippingAddresses");
}
