//! Funding sources and instalments.
//!
//! The document describes these objects, but no message uses them.

use serde::{Deserialize, Serialize};

use super::{CreditCard, CreditCardToken, LinkDescription, Money};
use crate::open_code;
use crate::value::{Amount, DateTime};

open_code! {
    /// How a card is processed.
    pub enum ProcessingType {
        /// By `China UnionPay`, with its check of the holder.
        CupSecure = "CUP_SECURE",
        /// As a debit without a PIN.
        PinlessDebit = "PINLESS_DEBIT",
    }
}

open_code! {
    /// How fast the money comes.
    pub enum FundingMode {
        /// At once.
        InstantTransfer = "INSTANT_TRANSFER",
        /// When the payer has transferred it.
        ManualBankTransfer = "MANUAL_BANK_TRANSFER",
        /// Later.
        DelayedTransfer = "DELAYED_TRANSFER",
        /// By electronic cheque.
        Echeck = "ECHECK",
        /// When the payer has paid an invoice.
        PayUponInvoice = "PAY_UPON_INVOICE",
    }
}

open_code! {
    /// What the money comes from.
    pub enum FundingInstrumentType {
        /// A balance at `PayPal`.
        Balance = "BALANCE",
        /// A card.
        PaymentCard = "PAYMENT_CARD",
        /// A bank account.
        BankAccount = "BANK_ACCOUNT",
        /// Credit.
        Credit = "CREDIT",
        /// A coupon or the like.
        Incentive = "INCENTIVE",
        /// Something outside.
        ExternalFunding = "EXTERNAL_FUNDING",
        /// A tab.
        Tab = "TAB",
    }
}

open_code! {
    /// Who prefers a source.
    pub enum FundingSelectionPreference {
        /// Nobody.
        None = "NONE",
        /// The payer, for all payments.
        WalletPreferred = "WALLET_PREFERRED",
        /// The payer, for this payment.
        PaymentPreferred = "PAYMENT_PREFERRED",
        /// The service.
        SystemDefaulted = "SYSTEM_DEFAULTED",
    }
}

open_code! {
    /// The network of a card.
    pub enum CardNetwork {
        /// Visa.
        Visa = "VISA",
        /// Mastercard.
        Mastercard = "MASTERCARD",
    }
}

/// A funding source that provides part of the payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingSource {
    /// A card, given by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_card: Option<CreditCard>,
    /// A card that `PayPal` stores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_card_token: Option<CreditCardToken>,
    /// The speed of the funding: instant or delayed.
    pub funding_mode: FundingMode,
    /// The type of the funding instrument.
    pub funding_instrument_type: FundingInstrumentType,
    /// The text on the payer's statement. At most 22 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_descriptor: Option<String>,
    /// The amount from this source.
    pub amount: Money,
    /// The additional amount from this source that settles the payer's debt to `PayPal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negative_balance_amount: Vec<Money>,
    /// A legal text, in the payer's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_text: Option<String>,
    /// The URL of legal terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// Details of the funding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_detail: Option<FundingDetail>,
    /// The origin of the preference for this source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_selection_preference: Option<FundingSelectionPreference>,
    /// An additional text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_text: Option<String>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl FundingSource {
    /// Creates a source of an amount.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{FundingInstrumentType, FundingMode, FundingSource, Money};
    ///
    /// let amount = Money::new(Currency::USD, "1.44".parse()?);
    /// let source =
    ///     FundingSource::new(FundingMode::InstantTransfer, FundingInstrumentType::Balance, amount);
    /// assert!(source.credit_card.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        funding_mode: impl Into<FundingMode>,
        funding_instrument_type: impl Into<FundingInstrumentType>,
        amount: Money,
    ) -> Self {
        FundingSource {
            credit_card: None,
            credit_card_token: None,
            funding_mode: funding_mode.into(),
            funding_instrument_type: funding_instrument_type.into(),
            soft_descriptor: None,
            amount,
            negative_balance_amount: Vec::new(),
            legal_text: None,
            terms: None,
            funding_detail: None,
            funding_selection_preference: None,
            additional_text: None,
            links: Vec::new(),
        }
    }
}

/// Details of a source's funding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingDetail {
    /// The time when the money is expected to arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clearing_time: Option<DateTime>,
    /// The time until which the payment is held. Deprecated in favor of `payment_debit_date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_hold_date: Option<DateTime>,
    /// The time when the money leaves the payer's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_debit_date: Option<DateTime>,
    /// The way a card is processed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processing_type: Option<ProcessingType>,
}

/// An offer to pay in instalments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallmentInfo {
    /// The id of the offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installment_id: Option<String>,
    /// The network of the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<CardNetwork>,
    /// The issuer of the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The instalment options, with their prices.
    #[serde(default)]
    pub installment_options: Vec<InstallmentOption>,
}

impl InstallmentInfo {
    /// Creates an offer from its options.
    ///
    /// ```
    /// use paywire::api::orders_v1::InstallmentInfo;
    ///
    /// assert_eq!(InstallmentInfo::new([]).network, None);
    /// ```
    #[must_use]
    pub fn new(installment_options: impl Into<Vec<InstallmentOption>>) -> Self {
        InstallmentInfo {
            installment_id: None,
            network: None,
            issuer: None,
            installment_options: installment_options.into(),
        }
    }
}

/// An instalment option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallmentOption {
    /// The number of instalments.
    pub term: i64,
    /// The monthly payment.
    pub monthly_payment: Money,
    /// The discount on the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_amount: Option<Money>,
    /// The discount on the payment, in per cent: `19.99` is 19.99 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_percentage: Option<Amount>,
}

impl InstallmentOption {
    /// Creates an option from the number of instalments and the monthly amount.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{InstallmentOption, Money};
    ///
    /// let option = InstallmentOption::new(3, Money::new(Currency::BRL, "40.00".parse()?));
    /// assert_eq!(option.term, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(term: i64, monthly_payment: Money) -> Self {
        InstallmentOption {
            term,
            monthly_payment,
            discount_amount: None,
            discount_percentage: None,
        }
    }
}
