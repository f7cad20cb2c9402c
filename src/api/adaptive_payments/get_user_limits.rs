//! `GetUserLimits`: how much an account may still move.

use serde::{Deserialize, Serialize};

use super::common::{
    AccountIdentifier, CurrencyType, ErrorData, RequestEnvelope, ResponseEnvelope, WarningDataList,
};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::value::Currency;

/// Asks how much an account may still move. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetUserLimitsRequest {
    /// The language of error messages and the level of detail. (SDK)
    pub request_envelope: RequestEnvelope,
    /// Whose limits are wanted. (SDK)
    pub user: AccountIdentifier,
    /// The country, by its ISO code of two letters. (SDK)
    pub country: String,
    /// In which currency: one of the 24 that [`PayRequest`](super::pay::PayRequest::currency_code)
    /// may have. (SDK)
    pub currency_code: Currency,
    /// Which limits, at least one. No document lists them; `WITHDRAWAL` is one. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limit_type: Vec<String>,
}

impl GetUserLimitsRequest {
    /// Asks for some limits of an account, in schema order.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::AccountIdentifier;
    /// use paywire::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
    ///
    /// let user = AccountIdentifier::with_email("seller@example.com");
    /// let limits = vec!["WITHDRAWAL".to_owned()];
    /// let request = GetUserLimitsRequest::new(user, "US", Currency::USD, limits);
    /// assert_eq!(request.limit_type, ["WITHDRAWAL"]);
    /// ```
    #[must_use]
    pub fn new(
        user: AccountIdentifier,
        country: impl Into<String>,
        currency_code: impl Into<Currency>,
        limit_type: Vec<String>,
    ) -> Self {
        GetUserLimitsRequest {
            request_envelope: RequestEnvelope::default(),
            user,
            country: country.into(),
            currency_code: currency_code.into(),
            limit_type,
        }
    }
}

impl Message for GetUserLimitsRequest {
    const INFO: MessageInfo = request("GetUserLimitsRequest", "GetUserLimits");
    const CHECKS: &'static [Check<Self>] = validate::GET_USER_LIMITS;
}

/// How much an account may still move. (SDK)
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetUserLimitsResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (SDK)
    pub response_envelope: ResponseEnvelope,
    /// The limits, at least one. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_limit: Vec<UserLimit>,
    /// Warnings. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning_data_list: Option<WarningDataList>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetUserLimitsResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_user_limits::GetUserLimitsResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetUserLimitsResponse::new(envelope, Vec::new());
    /// assert_eq!(response.warning_data_list, None);
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope, user_limit: Vec<UserLimit>) -> Self {
        GetUserLimitsResponse {
            response_envelope,
            user_limit,
            warning_data_list: None,
            error: Vec::new(),
        }
    }
}

impl Message for GetUserLimitsResponse {
    const INFO: MessageInfo = response("GetUserLimitsResponse", "GetUserLimits");
}

/// How much is left of one limit. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserLimit {
    /// Which limit: a word of the request. (SDK)
    pub limit_type: String,
    /// How much of it is left. (SDK)
    pub limit_amount: CurrencyType,
}

impl UserLimit {
    /// A limit and what is left of it.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    /// use paywire::api::adaptive_payments::get_user_limits::UserLimit;
    ///
    /// let left = CurrencyType::new(Currency::USD, "500.00".parse()?);
    /// assert_eq!(UserLimit::new("WITHDRAWAL", left).limit_type, "WITHDRAWAL");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(limit_type: impl Into<String>, limit_amount: CurrencyType) -> Self {
        UserLimit {
            limit_type: limit_type.into(),
            limit_amount,
        }
    }
}
