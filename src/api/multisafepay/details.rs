//! Payment details, fees, and later transactions of an order.

use serde::{Deserialize, Serialize};

use super::codes::{Gateway, OrderStatus};
use crate::value::{Amount, Currency, DateTime, Loose, MinorUnits, Secret};

/// Details of an order's payment. (Alipay page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDetails {
    /// The payment method. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Gateway>,
    /// The name of the payer or card holder. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// The account that pays. Addresses and dates were also seen. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Loose<String>>,
    /// The bank account's IBAN. Addresses were also seen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_iban: Option<Secret<Loose<String>>>,
    /// The bank's BIC. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_bic: Option<String>,
    /// The short name or number of the bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<Loose<String>>,
    /// The transaction number at the payment method. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_transaction_id: Option<Loose<String>>,
    /// The last four digits of the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<Loose<String>>,
    /// The card's expiry date, year and month: `2512`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Loose<String>>,
    /// A token for further payments. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_id: Option<Secret<Loose<String>>>,
    /// The permitted model of further payments. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_model: Option<String>,
    /// The position of the payment in a series that uses a token. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_flow: Option<String>,
    /// The way the money is collected. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collecting_flow: Option<String>,
    /// `manual` if the amount is only reserved. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture: Option<String>,
    /// The end of the reservation, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_expiry: Option<DateTime>,
    /// The amount that is still reserved. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_remain: Option<MinorUnits>,
    /// The URL of the invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_url: Option<String>,
    /// Whether `PayPal`'s seller protection applies. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paypal_eligibility: Option<String>,
    /// The bank's authorization code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_code: Option<Loose<String>>,
    /// The bank's response code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<Loose<String>>,
    /// The transaction number at the card scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme_reference_id: Option<Loose<String>>,
    /// The merchant category code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mcc: Option<Loose<String>>,
    /// The merchant's id at the card scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_id: Option<Loose<String>>,
    /// The merchant's location on the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_location: Option<String>,
    /// The merchant's name on the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_name: Option<String>,
    /// The way the card was read. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_entry_mode: Option<String>,
    /// The funding type: debit or credit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_funding: Option<String>,
    /// The card's product. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_product: Option<String>,
    /// The type of the card's product. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_product_type: Option<Loose<String>>,
    /// The result of the verification code check: `M` for a match. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_verification_result: Option<String>,
    /// Further data in the bank's response. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_additional_response_data: Option<CardResponseData>,
    /// The way the customer was authenticated. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_authentication_details: Option<CardAuthenticationDetails>,
    /// The result of the authentication. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_authentication_result: Option<CardAuthenticationResult>,
}

/// Further data in the bank's response. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardResponseData {
    /// The result code of the authentication value check. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cavv_results_code: Option<Loose<String>>,
}

/// The way the customer was authenticated. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAuthenticationDetails {
    /// The flow: `frictionless`, or `challenge` if the customer was asked. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
}

/// The result of the 3-D Secure authentication. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAuthenticationResult {
    /// The status: `Y` for yes, `N` for no. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The reason for a failure. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_status_reason: Option<Loose<String>>,
    /// The version of the protocol. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Loose<String>>,
    /// The electronic commerce indicator (ECI). (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eci: Option<Loose<String>>,
    /// The authentication value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cavv: Option<Secret<Loose<String>>>,
    /// The transaction id at the card issuer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acs_transaction_id: Option<String>,
    /// The transaction id at the card scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ds_transaction_id: Option<String>,
}

/// A payment method of an order, with the amount paid by it. (Alipay page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMethod {
    /// The account that pays. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Loose<String>>,
    /// The bank account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_iban: Option<Secret<Loose<String>>>,
    /// The bank's BIC. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_bic: Option<String>,
    /// The name of the payer or card holder. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// The amount, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The card's expiry date. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Loose<String>>,
    /// The currency. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The order's description. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The transaction number at the payment method. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_transaction_id: Option<Loose<String>>,
    /// The last four digits of the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<Loose<String>>,
    /// The method's name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_description: Option<String>,
    /// The status of the payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The method. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Gateway>,
}

/// A fee of the service. (Alipay page)
///
/// The amount has no fixed unit, so it is not converted: 1000 for ten euro was documented and 0.44
/// for forty-four cents was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The transaction that the fee is charged for. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The amount, in the currency or in its minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Loose<Amount>>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// A description of the fee. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The recipient of the fee, such as `SYSTEM`. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The creation time, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// The status, such as `reserved`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The destination of the fee. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dst: Option<Loose<String>>,
}

/// A later transaction of an order, such as a refund. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedTransaction {
    /// The transaction number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// The amount, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The kind of transaction, if reported: `refund`. (reported)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// A description of the transaction. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The status. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The creation time, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// The time of the last change, without a time zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateTime>,
    /// The fees of the service. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
}

/// An adjustment of a cart's total. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAdjustment {
    /// The whole adjustment, in the currency itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_adjustment: Option<Loose<Amount>>,
    /// The tax included in it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Loose<Amount>>,
}

/// A verification that the customer must pass before paying. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerVerification {
    /// An HTML page that sends the browser to the verification. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The kind of verification: `form`. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}
