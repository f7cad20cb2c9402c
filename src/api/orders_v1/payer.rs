//! Payers and their accounts and cards.

use serde::{Deserialize, Serialize};

use super::{Address, FundingInstrument, ShippingAddress};
use crate::open_code;
use crate::value::Date;

open_code! {
    /// How a payer pays.
    pub enum PaymentMethod {
        /// With a card.
        CreditCard = "credit_card",
        /// From a `PayPal` account.
        PayPal = "paypal",
    }
}

open_code! {
    /// Whether a payer's account is verified.
    pub enum PayerStatus {
        /// It is.
        Verified = "VERIFIED",
        /// It is not.
        Unverified = "UNVERIFIED",
    }
}

open_code! {
    /// What kind of phone it is.
    pub enum PhoneType {
        /// At home.
        Home = "HOME",
        /// At work.
        Work = "WORK",
        /// A mobile.
        Mobile = "MOBILE",
        /// Another.
        Another = "OTHER",
    }
}

open_code! {
    /// What kind of tax id it is.
    pub enum TaxIdType {
        /// Of a person in Brazil.
        BrCpf = "BR_CPF",
        /// Of a company in Brazil.
        BrCnpj = "BR_CNPJ",
    }
}

/// The payer and the source of the money: a `PayPal` account or a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The payment method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<PaymentMethod>,
    /// Whether the payer's account is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PayerStatus>,
    /// The card that pays: exactly one, and only with the payment method `credit_card`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding_instruments: Vec<FundingInstrument>,
    /// Details of the payer. The payment method `paypal` requires the e-mail address of the
    /// account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_info: Option<PayerInfo>,
}

/// Details of a payer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerInfo {
    /// The e-mail address; with the payment method `paypal`, that of the paying account. At most
    /// 127 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The salutation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salutation: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The suffix of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// `PayPal`'s encrypted id of the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_id: Option<String>,
    /// The phone number. At most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The type of the phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_type: Option<PhoneType>,
    /// The date of birth, such as `1990-04-12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The tax id. At most 14 characters; only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// The type of the tax id; only with the payment method `paypal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id_type: Option<TaxIdType>,
    /// The country, a two-letter ISO 3166-1 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The billing address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// The shipping address. Deprecated in favor of the purchase unit's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
}
