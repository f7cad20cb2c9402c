//! Data specific to a payment method.

use serde::{Deserialize, Serialize};

use super::codes::Gateway;
use crate::value::{Date, Loose, MinorUnits, Secret};

/// Data specific to a payment method. Alipay needs none.
///
/// The set of fields depends on the gateway: cards have numbers, direct debit has an account,
/// payment after delivery needs the customer's details, and QR codes have a size.
///
/// ```
/// use paywire::api::multisafepay::GatewayInfo;
///
/// let card = GatewayInfo::card("5555555555554444", "2512", "123");
/// let shown = format!("{card:?}");
/// assert!(!shown.contains("4444") && !shown.contains("123"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayInfo {
    /// Number of the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<Secret<Loose<String>>>,
    /// Name on the card. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_holder_name: Option<String>,
    /// The card's expiry date, year and month: `2512`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Secret<Loose<String>>>,
    /// The card's verification code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_cvc: Option<Secret<Loose<String>>>,
    /// Whether the order came by mail or telephone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moto: Option<Loose<bool>>,
    /// The bank account's IBAN. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Secret<Loose<String>>>,
    /// The holder of the bank account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// The bank account's IBAN. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_iban: Option<Secret<Loose<String>>>,
    /// The mandate for the direct debit. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emandate: Option<String>,
    /// Number of the bank account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_account: Option<Secret<Loose<String>>>,
    /// Day of birth. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Date>,
    /// Gender or form of address, such as `mr` or `male`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Telephone number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Loose<String>>,
    /// E-mail address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The referring page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The `User-Agent` of the customer's browser. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The number of the customer's bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<Loose<String>>,
    /// The terminal in the shop where the customer pays. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<Loose<String>>,
    /// The payment token from the customer's wallet. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_token: Option<Secret<Loose<String>>>,
    /// Whether the service creates a QR code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_enabled: Option<Loose<bool>>,
    /// The size of the QR code, in pixels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_size: Option<Loose<i64>>,
    /// Whether a QR code can be paid several times. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple: Option<Loose<bool>>,
    /// Whether the customer can change the amount. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_change_amount: Option<Loose<bool>>,
    /// The minimum amount that the customer can enter. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_amount: Option<MinorUnits>,
    /// The maximum amount that the customer can enter. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_amount: Option<MinorUnits>,
}

impl GatewayInfo {
    /// Creates a card from its number, expiry date (`2512`, year first) and verification code.
    #[must_use]
    pub fn card(
        number: impl Into<String>,
        expiry_date: impl Into<String>,
        cvc: impl Into<String>,
    ) -> Self {
        let secret = |text: String| Some(Secret::new(Loose::from(text)));
        GatewayInfo {
            card_number: secret(number.into()),
            card_expiry_date: secret(expiry_date.into()),
            card_cvc: secret(cvc.into()),
            ..GatewayInfo::default()
        }
    }
}

/// The account for the customer's bank transfer, in responses. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferInfo {
    /// The reference to state on the transfer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Loose<String>>,
    /// The name of the bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// The holder of the account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_name: Option<String>,
    /// The holder's city. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_city: Option<String>,
    /// The holder's country. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_country: Option<String>,
    /// The IBAN of the account. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_iban: Option<Secret<Loose<String>>>,
    /// The bank's SWIFT code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_swift: Option<String>,
    /// The customer's country. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_country: Option<String>,
}

/// The data that a payment component on the shop's page collected. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentData {
    /// The customer's entries, as a token of the component. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Secret<String>>,
    /// The selected payment method. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
}
