//! How an order is paid, and what became of it.

use serde::{Deserialize, Serialize};

use super::codes::{Gateway, OrderStatus};
use crate::value::{Amount, Currency, DateTime, Loose, MinorUnits, Secret};

/// How an order is paid. (Alipay page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDetails {
    /// The method of payment. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Gateway>,
    /// Who pays, or whose the card is. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// The account it is paid from; also addresses and dates were seen. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Loose<String>>,
    /// The bank account; also addresses were seen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_iban: Option<Secret<Loose<String>>>,
    /// The bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_bic: Option<String>,
    /// The bank by its short name or number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<Loose<String>>,
    /// The number at the method of payment. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_transaction_id: Option<Loose<String>>,
    /// The last four digits of the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<Loose<String>>,
    /// Until when the card is valid: year and month as `2512`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Loose<String>>,
    /// A token to pay with again. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_id: Option<Secret<Loose<String>>>,
    /// How it may be paid again. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_model: Option<String>,
    /// Which of the payments with a token it is. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurring_flow: Option<String>,
    /// How the money is collected. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collecting_flow: Option<String>,
    /// `manual` if the amount is only reserved. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture: Option<String>,
    /// Until when the amount is reserved, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_expiry: Option<DateTime>,
    /// How much of it is still reserved. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_remain: Option<MinorUnits>,
    /// The invoice. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_url: Option<String>,
    /// Whether the seller is protected. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paypal_eligibility: Option<String>,
    /// The bank's code of the authorization. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_code: Option<Loose<String>>,
    /// The bank's answer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<Loose<String>>,
    /// The number in the card's scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme_reference_id: Option<Loose<String>>,
    /// The category of the merchant. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mcc: Option<Loose<String>>,
    /// The merchant at the card's scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_id: Option<Loose<String>>,
    /// Where the merchant is, for the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_location: Option<String>,
    /// The merchant's name, for the statement. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_acceptor_name: Option<String>,
    /// How the card was read. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_entry_mode: Option<String>,
    /// Debit or credit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_funding: Option<String>,
    /// The card's product. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_product: Option<String>,
    /// The kind of product. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_product_type: Option<Loose<String>>,
    /// What came of the verification code: `M` for a match. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_verification_result: Option<String>,
    /// What else the bank answered. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_additional_response_data: Option<CardResponseData>,
    /// How the customer was authenticated. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_authentication_details: Option<CardAuthenticationDetails>,
    /// What came of the authentication. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_authentication_result: Option<CardAuthenticationResult>,
}

/// What else the bank answered. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardResponseData {
    /// What came of checking the authentication value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cavv_results_code: Option<Loose<String>>,
}

/// How the customer was authenticated. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAuthenticationDetails {
    /// `frictionless`, or `challenge` if the customer was asked. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
}

/// What came of the authentication by 3-D Secure. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAuthenticationResult {
    /// `Y` for yes, `N` for no. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Why not. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_status_reason: Option<Loose<String>>,
    /// The version of the protocol. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Loose<String>>,
    /// The indicator for the bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eci: Option<Loose<String>>,
    /// The authentication value. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cavv: Option<Secret<Loose<String>>>,
    /// The number at the card's issuer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acs_transaction_id: Option<String>,
    /// The number at the card's scheme. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ds_transaction_id: Option<String>,
}

/// A method that an order is paid with, and how much of it. (Alipay page)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMethod {
    /// The account it is paid from. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Loose<String>>,
    /// The bank account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_iban: Option<Secret<Loose<String>>>,
    /// The bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_bic: Option<String>,
    /// Who pays, or whose the card is. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// How much, in the currency's minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// Until when the card is valid. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Loose<String>>,
    /// The currency. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The order's description. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Loose<String>>,
    /// The number at the method of payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_transaction_id: Option<Loose<String>>,
    /// The last four digits of the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<Loose<String>>,
    /// The method's name. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_description: Option<String>,
    /// The status of the money. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// The method. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Gateway>,
}

/// A fee of the service. (Alipay page)
///
/// The amount has no fixed unit: 1000 for ten euro was documented and 0.44 for forty-four cents was
/// seen, so it is not converted here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What it is taken for. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// How much: in the currency or in its minor unit. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Loose<Amount>>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What it is for. (Alipay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who takes it, as `SYSTEM`. (Alipay page)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// Its status, as `reserved`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Where it goes. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dst: Option<Loose<String>>,
}

/// What was done with an order later. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedTransaction {
    /// Its number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<Loose<String>>,
    /// How much, in the currency's minor unit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// The currency. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What kind it is, where that is said: `refund`. (reported)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What it is. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its status. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// When, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateTime>,
    /// When it last changed, without a zone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<DateTime>,
    /// A fee of the service. (seen)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
}

/// What was added to a cart's total. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAdjustment {
    /// All of it, in the currency itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_adjustment: Option<Loose<Amount>>,
    /// The tax in it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Loose<Amount>>,
}

/// How the customer is to be verified before paying. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerVerification {
    /// A page that takes the browser there. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// What it is: `form`. (seen)
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}
