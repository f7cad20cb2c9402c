//! `ConvertCurrency`: converts amounts into other currencies.

use serde::{Deserialize, Serialize};

use super::common::{CurrencyType, ErrorData, RequestEnvelope, ResponseEnvelope};
use super::{request, response, validate};
use crate::api::message::{Message, MessageInfo};
use crate::api::validate::Check;
use crate::open_code;
use crate::value::Currency;

/// Converts amounts into other currencies at current rates; the rates of a later payment may
/// differ. Since 1.3.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConvertCurrencyRequest {
    /// The language of error messages and the level of detail. (Guide p. 198)
    pub request_envelope: RequestEnvelope,
    /// The amounts to convert. (Guide p. 198)
    pub base_amount_list: CurrencyList,
    /// The target currencies. (Guide p. 198)
    pub convert_to_currency_list: CurrencyCodeList,
    /// The country of the conversion, a two-letter ISO code. Default: `US`. Since 1.8.0. (Guide p.
    /// 198, p. 264)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The purpose of the conversion. Default: `SENDER_SIDE`. Since 1.8.0. (Guide p. 198, p. 264)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion_type: Option<ConversionType>,
}

impl ConvertCurrencyRequest {
    /// Creates a request to convert each amount into each currency.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    /// use paywire::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
    ///
    /// let amounts = vec![CurrencyType::new(Currency::GBP, "1.00".parse()?)];
    /// let request = ConvertCurrencyRequest::new(amounts, vec![Currency::USD, Currency::EUR]);
    /// assert_eq!(request.convert_to_currency_list.currency_code[1], Currency::EUR);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        base_amount_list: impl Into<CurrencyList>,
        convert_to_currency_list: impl Into<CurrencyCodeList>,
    ) -> Self {
        ConvertCurrencyRequest {
            request_envelope: RequestEnvelope::default(),
            base_amount_list: base_amount_list.into(),
            convert_to_currency_list: convert_to_currency_list.into(),
            country_code: None,
            conversion_type: None,
        }
    }
}

impl Message for ConvertCurrencyRequest {
    const INFO: MessageInfo = request("ConvertCurrencyRequest", "ConvertCurrency");
    const CHECKS: &'static [Check<Self>] = validate::CONVERT_CURRENCY;
}

/// The converted amounts. Since 1.3.0.
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConvertCurrencyResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id. (Guide p. 203)
    pub response_envelope: ResponseEnvelope,
    /// Each amount in each target currency. (Guide p. 203)
    pub estimated_amount_table: CurrencyConversionTable,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where a response with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl ConvertCurrencyResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::convert_currency::{
    ///     ConvertCurrencyResponse, CurrencyConversionTable,
    /// };
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = ConvertCurrencyResponse::new(envelope, CurrencyConversionTable::default());
    /// assert!(response.error.is_empty());
    /// ```
    #[must_use]
    pub fn new(
        response_envelope: ResponseEnvelope,
        estimated_amount_table: CurrencyConversionTable,
    ) -> Self {
        ConvertCurrencyResponse {
            response_envelope,
            estimated_amount_table,
            error: Vec::new(),
        }
    }
}

impl Message for ConvertCurrencyResponse {
    const INFO: MessageInfo = response("ConvertCurrencyResponse", "ConvertCurrency");
}

open_code! {
    /// What a conversion is for: it decides on the rate. Since 1.8.0. (Guide p. 202)
    pub enum ConversionType {
        /// Somebody pays in a currency other than that of the account; the default.
        SenderSide = "SENDER_SIDE",
        /// Somebody is paid in a currency the account does not have, and converts it.
        ReceiverSide = "RECEIVER_SIDE",
        /// Somebody moves the balance in one currency to another.
        BalanceTransfer = "BALANCE_TRANSFER",
    }
}

/// A list of amounts with their currencies. Since 1.3.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyList {
    /// The amounts, at least one. (Guide p. 200, p. 205)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub currency: Vec<CurrencyType>,
}

impl From<Vec<CurrencyType>> for CurrencyList {
    fn from(currency: Vec<CurrencyType>) -> Self {
        CurrencyList { currency }
    }
}

/// A list of currency codes. Since 1.3.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyCodeList {
    /// The currencies, at least one; each is one of the 24 that
    /// [`PayRequest`](super::pay::PayRequest::currency_code) may have. (Guide p. 201)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub currency_code: Vec<Currency>,
}

impl From<Vec<Currency>> for CurrencyCodeList {
    fn from(currency_code: Vec<Currency>) -> Self {
        CurrencyCodeList { currency_code }
    }
}

/// A table of converted amounts. Since 1.3.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyConversionTable {
    /// The entries, one for each amount of the request; at least one. (Guide p. 203)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub currency_conversion_list: Vec<CurrencyConversionList>,
}

impl From<Vec<CurrencyConversionList>> for CurrencyConversionTable {
    fn from(currency_conversion_list: Vec<CurrencyConversionList>) -> Self {
        CurrencyConversionTable {
            currency_conversion_list,
        }
    }
}

/// One amount, converted into other currencies. Since 1.3.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyConversionList {
    /// The amount of the request. (Guide p. 204)
    pub base_amount: CurrencyType,
    /// The converted amounts. (Guide p. 204)
    pub currency_list: CurrencyList,
}

impl CurrencyConversionList {
    /// Creates an entry from an amount and its conversions.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    /// use paywire::api::adaptive_payments::convert_currency::CurrencyConversionList;
    ///
    /// let pounds = CurrencyType::new(Currency::GBP, "1.00".parse()?);
    /// let dollars = CurrencyType::new(Currency::USD, "1.53".parse()?);
    /// let row = CurrencyConversionList::new(pounds, vec![dollars]);
    /// assert_eq!(row.currency_list.currency[0].code, Currency::USD);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(base_amount: CurrencyType, currency_list: impl Into<CurrencyList>) -> Self {
        CurrencyConversionList {
            base_amount,
            currency_list: currency_list.into(),
        }
    }
}
