//! What a method of payment needs to be told, and what it tells.

use serde::{Deserialize, Serialize};

use super::codes::Gateway;
use crate::value::{Date, Loose, MinorUnits, Secret};

/// What a method of payment needs to know beyond the order. Alipay needs nothing.
///
/// Which fields go together depends on the gateway: cards have numbers, direct debit has an
/// account, payment after delivery wants to know the customer, codes to be scanned have a size.
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
    /// Until when the card is valid: year and month as `2512`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_expiry_date: Option<Secret<Loose<String>>>,
    /// The card's verification code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_cvc: Option<Secret<Loose<String>>>,
    /// Whether the order came by mail or telephone. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moto: Option<Loose<bool>>,
    /// The bank account, as an IBAN. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Secret<Loose<String>>>,
    /// Who the bank account belongs to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_name: Option<Loose<String>>,
    /// The bank account, as an IBAN. (seen)
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
    /// Gender or form of address, as `mr`, `male`. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Telephone number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Loose<String>>,
    /// E-mail address. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The page the customer came from. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referrer: Option<String>,
    /// The customer's browser, as it names itself. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The customer's bank, by its number. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<Loose<String>>,
    /// The terminal in the shop that it is paid at. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<Loose<String>>,
    /// What the customer's wallet gave, to pay with. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_token: Option<Secret<Loose<String>>>,
    /// Whether there is to be a code to scan. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_enabled: Option<Loose<bool>>,
    /// Size of the code to scan, in pixels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr_size: Option<Loose<i64>>,
    /// Whether a code can be paid several times. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple: Option<Loose<bool>>,
    /// Whether the customer can change the amount. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_change_amount: Option<Loose<bool>>,
    /// The least that the customer can change it to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_amount: Option<MinorUnits>,
    /// The most that the customer can change it to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_amount: Option<MinorUnits>,
}

impl GatewayInfo {
    /// A card: number, last month as `2512` (year first), verification code.
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

/// Where the customer has to transfer the money, in answers. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferInfo {
    /// What to write on the transfer. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Loose<String>>,
    /// The bank. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// Who the account belongs to. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_name: Option<String>,
    /// The holder's city. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_city: Option<String>,
    /// The holder's country. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_country: Option<String>,
    /// The account, as an IBAN. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_iban: Option<Secret<Loose<String>>>,
    /// The bank's code. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_holder_swift: Option<String>,
    /// The customer's country. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_holder_country: Option<String>,
}

/// What a payment component on the shop's own page collected. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentData {
    /// What was entered, as a token of the component. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Secret<String>>,
    /// The method of payment that was chosen. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
}
