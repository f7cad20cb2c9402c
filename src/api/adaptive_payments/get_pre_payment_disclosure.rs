//! `GetPrePaymentDisclosure`: the disclosures required before a remittance transfer.

use serde::{Deserialize, Serialize};

use super::common::{
    AccountIdentifier, CurrencyType, ErrorData, FeesPayer, PhoneNumberType, RequestEnvelope,
    ResponseEnvelope,
};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};
use crate::open_code;
use crate::value::{Amount, Currency};

/// Asks for the disclosures that the remittance transfer rule requires before a payment. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetPrePaymentDisclosureRequest {
    /// The language of error messages and the level of detail. (SDK)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment. (SDK)
    pub pay_key: String,
    /// What the caller knows about the receivers. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver_info_list: Option<ReceiverInfoList>,
}

impl GetPrePaymentDisclosureRequest {
    /// Asks about the payment of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::GetPrePaymentDisclosureRequest;
    ///
    /// let request = GetPrePaymentDisclosureRequest::new("AP-1");
    /// assert_eq!(request.pay_key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(pay_key: impl Into<String>) -> Self {
        GetPrePaymentDisclosureRequest {
            request_envelope: RequestEnvelope::default(),
            pay_key: pay_key.into(),
            receiver_info_list: None,
        }
    }
}

impl Message for GetPrePaymentDisclosureRequest {
    const INFO: MessageInfo = request("GetPrePaymentDisclosureRequest", "GetPrePaymentDisclosure");
}

/// What the caller knows about the receivers. (SDK)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverInfoList {
    /// One for each receiver, at least one. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receiver_info: Vec<ReceiverInfo>,
}

impl From<Vec<ReceiverInfo>> for ReceiverInfoList {
    fn from(receiver_info: Vec<ReceiverInfo>) -> Self {
        ReceiverInfoList { receiver_info }
    }
}

/// What the caller knows about one receiver. (SDK)
///
/// The schema derives the type from [`AccountIdentifier`], whose fields come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverInfo {
    /// The e-mail address. At most 127 characters. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumberType>,
    /// The encrypted id of the `PayPal` account, also called payer id. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The receiver's country, by its ISO code of two letters. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The receiver's given name. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The receiver's family name. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
}

/// The disclosures that the remittance transfer rule requires before a payment. (SDK)
///
/// The response to a failed call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetPrePaymentDisclosureResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (SDK)
    pub response_envelope: ResponseEnvelope,
    /// Whether the law applies to the payment. (SDK)
    pub status: DisclosureStatus,
    /// Who pays `PayPal`'s fees. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_payer: Option<FeesPayer>,
    /// The disclosure about the sender. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_disclosure: Option<SenderDisclosure>,
    /// The disclosures about the receivers. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver_disclosure_list: Option<ReceiverDisclosureList>,
    /// Further disclosures. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<String>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl GetPrePaymentDisclosureResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::{
    ///     DisclosureStatus, GetPrePaymentDisclosureResponse,
    /// };
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = GetPrePaymentDisclosureResponse::new(envelope, DisclosureStatus::NonRtr);
    /// assert_eq!(response.disclaimer, None);
    /// ```
    #[must_use]
    pub fn new(response_envelope: ResponseEnvelope, status: impl Into<DisclosureStatus>) -> Self {
        GetPrePaymentDisclosureResponse {
            response_envelope,
            status: status.into(),
            fees_payer: None,
            sender_disclosure: None,
            receiver_disclosure_list: None,
            disclaimer: None,
            error: Vec::new(),
        }
    }
}

impl Message for GetPrePaymentDisclosureResponse {
    const INFO: MessageInfo =
        response("GetPrePaymentDisclosureResponse", "GetPrePaymentDisclosure");
}

open_code! {
    /// Whether the remittance transfer rule, a law about sending money abroad, applies to a
    /// payment. (Java SDK)
    pub enum DisclosureStatus {
        /// It does.
        Rtr = "RTR",
        /// It does not.
        NonRtr = "NON_RTR",
        /// Unknown as long as the receiver's country is not known.
        MissingReceiverCountryInformation = "MISSING_RECEIVER_COUNTRY_INFORMATION",
    }
}

/// What the sender pays. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderDisclosure {
    /// How much is sent. (SDK)
    pub amount_to_transfer: CurrencyType,
    /// The fees and taxes. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_disclosure: Option<FeeDisclosure>,
    /// How much the sender pays, fees included. (SDK)
    pub total_amount_to_transfer: CurrencyType,
    /// The rate of the conversion. (Java SDK)
    pub conversion_rate: ConversionRate,
}

impl SenderDisclosure {
    /// What the sender pays, without fees.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::{
    ///     ConversionRate, SenderDisclosure,
    /// };
    ///
    /// let price = CurrencyType::new(Currency::USD, "10.00".parse()?);
    /// let rate = ConversionRate::new(Currency::USD, Currency::EUR, "0.75".parse()?);
    /// let sender = SenderDisclosure::new(price.clone(), price, rate);
    /// assert_eq!(sender.fee_disclosure, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        amount_to_transfer: CurrencyType,
        total_amount_to_transfer: CurrencyType,
        conversion_rate: ConversionRate,
    ) -> Self {
        SenderDisclosure {
            amount_to_transfer,
            fee_disclosure: None,
            total_amount_to_transfer,
            conversion_rate,
        }
    }
}

/// What the receivers get. (SDK)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverDisclosureList {
    /// One for each receiver, at least one. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receiver_disclosure: Vec<ReceiverDisclosure>,
}

impl From<Vec<ReceiverDisclosure>> for ReceiverDisclosureList {
    fn from(receiver_disclosure: Vec<ReceiverDisclosure>) -> Self {
        ReceiverDisclosureList {
            receiver_disclosure,
        }
    }
}

/// What one receiver gets. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverDisclosure {
    /// The receiver's account. (SDK)
    pub account_identifier: AccountIdentifier,
    /// How much arrives, fees not yet taken. (SDK)
    pub amount_received_from_sender: CurrencyType,
    /// The receiver's country, by its ISO code of two letters. (SDK)
    pub country_code: String,
    /// The rate of the conversion. (SDK)
    pub conversion_rate: ConversionRate,
    /// The fees and taxes. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_disclosure: Option<FeeDisclosure>,
    /// How much the receiver gets in the end. (SDK)
    pub total_amount_received: CurrencyType,
}

impl ReceiverDisclosure {
    /// What a receiver gets, without fees, in schema order.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::{AccountIdentifier, CurrencyType};
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::{
    ///     ConversionRate, ReceiverDisclosure,
    /// };
    ///
    /// let account = AccountIdentifier::with_email("seller@example.com");
    /// let price = CurrencyType::new(Currency::EUR, "7.50".parse()?);
    /// let rate = ConversionRate::new(Currency::USD, Currency::EUR, "0.75".parse()?);
    /// let receiver = ReceiverDisclosure::new(account, price.clone(), "NL", rate, price);
    /// assert_eq!(receiver.country_code, "NL");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        account_identifier: AccountIdentifier,
        amount_received_from_sender: CurrencyType,
        country_code: impl Into<String>,
        conversion_rate: ConversionRate,
        total_amount_received: CurrencyType,
    ) -> Self {
        ReceiverDisclosure {
            account_identifier,
            amount_received_from_sender,
            country_code: country_code.into(),
            conversion_rate,
            fee_disclosure: None,
            total_amount_received,
        }
    }
}

/// Fees and taxes. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeeDisclosure {
    /// The fee. (SDK)
    pub fee: CurrencyType,
    /// The taxes. (SDK)
    pub taxes: CurrencyType,
}

impl FeeDisclosure {
    /// A fee and taxes.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::FeeDisclosure;
    ///
    /// let fee = CurrencyType::new(Currency::USD, "0.99".parse()?);
    /// let taxes = CurrencyType::new(Currency::USD, "0.00".parse()?);
    /// assert_eq!(FeeDisclosure::new(fee, taxes).fee.code, Currency::USD);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(fee: CurrencyType, taxes: CurrencyType) -> Self {
        FeeDisclosure { fee, taxes }
    }
}

/// The rate of a conversion. (SDK)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversionRate {
    /// The currency that is sent. (SDK)
    pub sender_currency: Currency,
    /// The currency that is received. (SDK)
    pub receiver_currency: Currency,
    /// How much of the second currency one unit of the first gives, with as many digits as the
    /// service sends. (SDK)
    pub exchange_rate: Amount,
}

impl ConversionRate {
    /// How much of the second currency one unit of the first gives.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::get_pre_payment_disclosure::ConversionRate;
    ///
    /// let rate = ConversionRate::new(Currency::USD, Currency::EUR, "0.75".parse()?);
    /// assert_eq!(rate.receiver_currency, Currency::EUR);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        sender_currency: impl Into<Currency>,
        receiver_currency: impl Into<Currency>,
        exchange_rate: Amount,
    ) -> Self {
        ConversionRate {
            sender_currency: sender_currency.into(),
            receiver_currency: receiver_currency.into(),
            exchange_rate,
        }
    }
}
