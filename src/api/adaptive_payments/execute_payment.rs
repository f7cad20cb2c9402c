//! `ExecutePayment`: make a payment that was prepared, or pay the others of a delayed chained one.

use serde::{Deserialize, Serialize};

use super::common::{
    AccountIdentifier, ActionType, ErrorData, PayErrorList, PaymentExecStatus, RequestEnvelope,
    ResponseEnvelope,
};
use super::{request, response};
use crate::api::message::{Message, MessageInfo};
use crate::value::DateTime;

/// Asks to make a payment that was prepared with the action type `CREATE`, or to pay the secondary
/// receivers of one that was started with `PAY_PRIMARY`. Since 1.4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutePaymentRequest {
    /// The language of error messages and the level of detail. (Guide p. 127)
    pub request_envelope: RequestEnvelope,
    /// The key of the payment, from the response to its request. (Guide p. 127)
    pub pay_key: String,
    /// What this call does; no document explains it. (Guide p. 127, SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_type: Option<ActionType>,
    /// How the payment is funded: one of the plans that
    /// [`GetFundingPlans`](super::get_funding_plans) gave. Since 1.6.0. (Guide p. 127)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_plan_id: Option<String>,
}

impl ExecutePaymentRequest {
    /// Asks to make the payment of this key.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
    ///
    /// let request = ExecutePaymentRequest::new("AP-1");
    /// assert_eq!(request.pay_key, "AP-1");
    /// ```
    #[must_use]
    pub fn new(pay_key: impl Into<String>) -> Self {
        ExecutePaymentRequest {
            request_envelope: RequestEnvelope::default(),
            pay_key: pay_key.into(),
            action_type: None,
            funding_plan_id: None,
        }
    }
}

impl Message for ExecutePaymentRequest {
    const INFO: MessageInfo = request("ExecutePaymentRequest", "ExecutePayment");
}

/// The answer to an [`ExecutePaymentRequest`]. Since 1.4.0.
///
/// A successful call can report a payment that failed: check the status. The response to a failed
/// call is a [`FaultMessage`](super::fault::FaultMessage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutePaymentResponse {
    /// The response envelope: timestamp, acknowledgement and correlation id.  (Guide p. 130)
    pub response_envelope: ResponseEnvelope,
    /// The status of the payment; the documents expect no `PROCESSING` and no `PENDING` here.
    /// (Guide p. 130)
    pub payment_exec_status: PaymentExecStatus,
    /// The transfers that failed. (Guide p. 130)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_error_list: Option<PayErrorList>,
    /// The disclosures that the remittance transfer rule requires after the payment. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_payment_disclosure_list: Option<PostPaymentDisclosureList>,
    /// Errors in a response that is not a fault; normally none. (SDK; not in the service's own
    /// schema, where an answer with errors is a [`FaultMessage`](super::fault::FaultMessage))
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub error: Vec<ErrorData>,
}

impl ExecutePaymentResponse {
    /// Creates a response from its required fields.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, PaymentExecStatus, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::execute_payment::ExecutePaymentResponse;
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Success, "34e44c0bdbed6", "5710123");
    /// let response = ExecutePaymentResponse::new(envelope, PaymentExecStatus::Completed);
    /// assert_eq!(response.pay_error_list, None);
    /// ```
    #[must_use]
    pub fn new(
        response_envelope: ResponseEnvelope,
        payment_exec_status: impl Into<PaymentExecStatus>,
    ) -> Self {
        ExecutePaymentResponse {
            response_envelope,
            payment_exec_status: payment_exec_status.into(),
            pay_error_list: None,
            post_payment_disclosure_list: None,
            error: Vec::new(),
        }
    }
}

impl Message for ExecutePaymentResponse {
    const INFO: MessageInfo = response("ExecutePaymentResponse", "ExecutePayment");
}

/// The disclosures that the remittance transfer rule requires after a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostPaymentDisclosureList {
    /// One for each receiver, at least one. (SDK)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub post_payment_disclosure: Vec<PostPaymentDisclosure>,
}

impl From<Vec<PostPaymentDisclosure>> for PostPaymentDisclosureList {
    fn from(post_payment_disclosure: Vec<PostPaymentDisclosure>) -> Self {
        PostPaymentDisclosureList {
            post_payment_disclosure,
        }
    }
}

/// The disclosures after a payment that are required for one receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostPaymentDisclosure {
    /// The receiver's account. (SDK)
    pub account_identifier: AccountIdentifier,
    /// When the receiver has the money. Whether the schema has a date here or a date with a time is
    /// not known, so the text is kept as it came; [`Date`](crate::Date) reads a date alone. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funds_availability_date: Option<DateTime>,
    /// The disclosure about that date. (SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funds_availability_date_disclaimer_text: Option<String>,
    /// The agency to complain to. (Java SDK)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_regulatory_agency_info: Option<StateRegulatoryAgencyInfo>,
}

impl PostPaymentDisclosure {
    /// Creates an entry for a receiver with its required fields only.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::AccountIdentifier;
    /// use paywire::api::adaptive_payments::execute_payment::PostPaymentDisclosure;
    ///
    /// let receiver = AccountIdentifier::with_email("seller@example.com");
    /// let disclosure = PostPaymentDisclosure::new(receiver);
    /// assert_eq!(disclosure.funds_availability_date, None);
    /// ```
    #[must_use]
    pub fn new(account_identifier: AccountIdentifier) -> Self {
        PostPaymentDisclosure {
            account_identifier,
            funds_availability_date: None,
            funds_availability_date_disclaimer_text: None,
            state_regulatory_agency_info: None,
        }
    }
}

/// The agency of a state that supervises sending money.
///
/// Its fields begin with capitals, in three official clients and nowhere else in the schema; in small letters they are
/// read as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateRegulatoryAgencyInfo {
    /// Its name. (Java, Ruby and .NET SDK)
    #[serde(
        rename = "Name",
        alias = "name",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Its telephone number. (Java, Ruby and .NET SDK)
    #[serde(
        rename = "PhoneNo",
        alias = "phoneNo",
        skip_serializing_if = "Option::is_none"
    )]
    pub phone_no: Option<String>,
    /// Its web site. (Java, Ruby and .NET SDK)
    #[serde(
        rename = "Website",
        alias = "website",
        skip_serializing_if = "Option::is_none"
    )]
    pub website: Option<String>,
}
