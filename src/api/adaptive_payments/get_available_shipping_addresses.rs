//! `GetAvailableShippingAddresses`: the addresses that the sender can choose from.

use serde::{Deserialize, Serialize};

use super::common::{Address, ErrorData, RequestEnvelope, ResponseEnvelope};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;

/// Asks for the addresses that the sender can choose from. Since 1.6.0. (Guide p. 266)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetAvailableShippingAddressesRequest {
    /// The language of error messages and the level of detail. (SDK)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment or the agreement. (SDK)
    pub key: String,
}

impl GetAvailableShippingAddressesRequest {
    /// Asks about the payment or the agreement of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
    ///
    /// let request = GetAvailableShippingAddressesRequest::new("AP-1");
    /// assert_eq!(request.key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        GetAvailableShippingAddressesRequest {
            request_envelope: RequestEnvelope::default(),
            key: key.into(),
        }
    }
}

impl Message for GetAvailableShippingAddressesRequest {
    const INFO: MessageInfo = request(
        "GetAvailableShippingAddressesRequest",
        "GetAvailableShippingAddresses",
    );
    const CHECKS: &'static [Check<Self>] = validate::GET_AVAILABLE_SHIPPING_ADDRESSES;
}

/// The addresses that the sender can choose from. Since 1.6.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetAvailableShippingAddressesResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (SDK)
    pub response_envelope: ResponseEnvelope,
    /// The addresses that the sender can choose from. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_address: Vec<Address>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetAvailableShippingAddressesResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetAvailableShippingAddressesResponse::new(envelope);
    /// assert!(response.available_address.is_empty());
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope) -> Self {
        GetAvailableShippingAddressesResponse {
            response_envelope,
            available_address: Vec::new(),
            error: Vec::new(),
        }
    }
}

impl Message for GetAvailableShippingAddressesResponse {
    const INFO: MessageInfo = response(
        "GetAvailableShippingAddressesResponse",
        "GetAvailableShippingAddresses",
    );
}
