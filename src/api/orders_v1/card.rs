//! Cards, given by their number or by the id of a stored card.

use serde::{Deserialize, Serialize};

use super::{Address, LinkDescription};
use crate::open_code;
use crate::value::Secret;

open_code! {
    /// A type of card. It is not meant for showing.
    pub enum CardType {
        /// Visa.
        Visa = "visa",
        /// Mastercard.
        Mastercard = "mastercard",
        /// Discover.
        Discover = "discover",
        /// American Express.
        Amex = "amex",
    }
}

/// A card, given by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditCard {
    /// The card number: digits only, with the length and the check digit that its type requires.
    /// Masked in responses.
    pub number: Secret<String>,
    /// The type of card.
    #[serde(rename = "type")]
    pub card_type: CardType,
    /// The expiry month, from 1 to 12.
    pub expire_month: i64,
    /// The expiry year, four digits.
    pub expire_year: i64,
    /// The card verification code: three or four digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cvv2: Option<Secret<String>>,
    /// The card holder's first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The card holder's last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The billing address of the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl CreditCard {
    /// Creates a card from its number, type, month and year.
    ///
    /// ```
    /// use paywire::api::orders_v1::{CardType, CreditCard};
    ///
    /// let card = CreditCard::new("4111111111111111", CardType::Visa, 11, 2030);
    /// assert!(!format!("{card:?}").contains("4111"));
    /// ```
    #[must_use]
    pub fn new(
        number: impl Into<Secret<String>>,
        card_type: impl Into<CardType>,
        expire_month: i64,
        expire_year: i64,
    ) -> Self {
        CreditCard {
            number: number.into(),
            card_type: card_type.into(),
            expire_month,
            expire_year,
            cvv2: None,
            first_name: None,
            last_name: None,
            billing_address: None,
            links: Vec::new(),
        }
    }
}

/// A card that `PayPal` stores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditCardToken {
    /// The id of a card that `PayPal` stores. Anyone who has it can charge the card, so it is not
    /// shown.
    pub credit_card_id: Secret<String>,
    /// The caller's own id of the card's owner. Required if the card was stored with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_id: Option<String>,
    /// The last four digits of the card's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last4: Option<String>,
    /// The type of card.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub card_type: Option<CardType>,
    /// The expiry month, from 1 to 12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_month: Option<i64>,
    /// The expiry year, four digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_year: Option<i64>,
}

impl CreditCardToken {
    /// Creates a reference to a stored card from its id.
    ///
    /// ```
    /// use paywire::api::orders_v1::CreditCardToken;
    ///
    /// let card = CreditCardToken::new("CARD-1MD19612EW4364010KGFNJQI");
    /// assert_eq!(card.last4, None);
    /// ```
    #[must_use]
    pub fn new(credit_card_id: impl Into<Secret<String>>) -> Self {
        CreditCardToken {
            credit_card_id: credit_card_id.into(),
            payer_id: None,
            last4: None,
            card_type: None,
            expire_month: None,
            expire_year: None,
        }
    }
}

/// The card that pays: exactly one of the two fields is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingInstrument {
    /// A card, given by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_card: Option<CreditCard>,
    /// A card that `PayPal` stores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_card_token: Option<CreditCardToken>,
}
