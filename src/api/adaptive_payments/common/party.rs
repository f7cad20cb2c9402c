//! Senders and receivers of payments.

use serde::{Deserialize, Serialize};

use crate::open_code;
use crate::value::Amount;

/// The receivers of a payment.
///
/// A payment has one to six receivers. Without a primary receiver, they are paid in parallel. With
/// one, the payment is chained: the primary receiver is paid, and passes on the amounts of the
/// others. (Guide p. 74, p. 84, Pay page)
///
/// ```
/// use paywire::Amount;
/// use paywire::api::adaptive_payments::common::{Receiver, ReceiverList};
///
/// let amount: Amount = "10.00".parse()?;
/// let list = ReceiverList::from([Receiver::with_email(amount, "seller@example.com")]);
/// assert_eq!(list.receiver.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverList {
    /// The receivers, at least one. (Guide p. 84, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receiver: Vec<Receiver>,
}

impl From<Vec<Receiver>> for ReceiverList {
    fn from(receiver: Vec<Receiver>) -> Self {
        ReceiverList { receiver }
    }
}

impl<const N: usize> From<[Receiver; N]> for ReceiverList {
    fn from(receiver: [Receiver; N]) -> Self {
        ReceiverList::from(Vec::from(receiver))
    }
}

/// A receiver with its amount.
///
/// A receiver is identified by its e-mail address, telephone number or account id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receiver {
    /// The amount that the receiver gets, in the payment's currency; greater than zero. The primary
    /// receiver's amount includes those of the others. (Guide p. 84, p. 105, Pay page)
    pub amount: Amount,
    /// The e-mail address. If it is not registered with `PayPal`, the money is held until it is. At
    /// most 127 characters. (Guide p. 84, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number. Since 1.4.0. (Guide p. 85, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumberType>,
    /// Whether this is the primary receiver, which makes the payment chained. At most one receiver
    /// may be primary. Default: `false`. (Guide p. 85, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// The invoice number, shown in the transaction report. At most 127 characters. Since 1.2.0.
    /// (Guide p. 84, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// The type of the payment, the same for all receivers. Default: `SERVICE`. Since 1.3.0. (Guide
    /// p. 85, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_type: Option<PaymentType>,
    /// The subtype of the payment, the same for all receivers; no values are documented. (Guide p.
    /// 85, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_sub_type: Option<String>,
    /// The encrypted id of the `PayPal` account, also called payer id: 13 letters and digits,
    /// although longer ids occur. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

impl Receiver {
    /// Creates a receiver of an amount, without an identifier.
    ///
    /// ```
    /// use paywire::Amount;
    /// use paywire::api::adaptive_payments::common::Receiver;
    ///
    /// let amount: Amount = "10.00".parse()?;
    /// let receiver = Receiver {
    ///     account_id: Some("7X2XKABC5Z123".to_owned()),
    ///     primary: Some(true),
    ///     ..Receiver::new(amount)
    /// };
    /// assert_eq!(receiver.email, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(amount: Amount) -> Self {
        Receiver {
            amount,
            email: None,
            phone: None,
            primary: None,
            invoice_id: None,
            payment_type: None,
            payment_sub_type: None,
            account_id: None,
        }
    }

    /// Creates a receiver from an e-mail address and an amount.
    ///
    /// ```
    /// use paywire::Amount;
    /// use paywire::api::adaptive_payments::common::Receiver;
    ///
    /// let amount: Amount = "10.00".parse()?;
    /// let receiver = Receiver::with_email(amount, "seller@example.com");
    /// assert_eq!(receiver.email.as_deref(), Some("seller@example.com"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_email(amount: Amount, email: impl Into<String>) -> Self {
        Receiver {
            email: Some(email.into()),
            ..Receiver::new(amount)
        }
    }
}

open_code! {
    /// What a payment is for. (Guide p. 85, Pay page)
    pub enum PaymentType {
        /// Goods, but not digital ones.
        Goods = "GOODS",
        /// Services; the default.
        Service = "SERVICE",
        /// From one person to another. Since 1.4.0; not for new applications.
        Personal = "PERSONAL",
        /// A cash advance from one person to another. Since 1.4.0.
        CashAdvance = "CASHADVANCE",
        /// Digital goods. All receivers must have it, the buyer goes through the embedded flow,
        /// and neither `senderEmail` nor a funding constraint may be given. Since 1.6.0.
        DigitalGoods = "DIGITALGOODS",
        /// A bank withdrawal from one person to another; only with special permission. Since 1.8.1.
        BankManagedWithdrawal = "BANK_MANAGED_WITHDRAWAL",
    }
}

/// The sender, as an alternative to the request's `senderEmail` field. Since 1.6.0.
///
/// The e-mail address, the account id or `useCredentials` identifies the sender; exactly one is
/// set. The schema derives the type from `AccountIdentifier`, whose fields come first.
///
/// ```
/// use paywire::api::adaptive_payments::common::SenderIdentifier;
///
/// let sender = SenderIdentifier {
///     use_credentials: Some(true),
///     ..SenderIdentifier::default()
/// };
/// assert_eq!(sender.email, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderIdentifier {
    /// The e-mail address, registered with `PayPal`. At most 127 characters. Since 1.6.0.
    /// (Guide p. 86, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number; reserved, do not send it. Since 1.6.0. (Guide p. 76, p. 86, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumberType>,
    /// The encrypted id of the `PayPal` account, also called payer id: 13 letters and digits,
    /// although longer ids occur. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Whether the sender is the owner of the call's credentials. Default: `false`. Since 1.6.0.
    /// (Guide p. 86, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_credentials: Option<bool>,
    /// The tax number; Brazil only. Since 1.8.1. (Guide p. 15, p. 119, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id_details: Option<TaxIdDetails>,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumberType {
    /// The calling code of the country. (Guide p. 85, Pay page)
    pub country_code: String,
    /// The number without the calling code. (Guide p. 85, Pay page)
    pub phone_number: String,
    /// The extension. (Guide p. 85, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

impl PhoneNumberType {
    /// Creates a number without an extension.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::PhoneNumberType;
    ///
    /// let phone = PhoneNumberType::new("1", "5551234567");
    /// assert_eq!(phone.country_code, "1");
    /// ```
    #[must_use]
    pub fn new(country_code: impl Into<String>, phone_number: impl Into<String>) -> Self {
        PhoneNumberType {
            country_code: country_code.into(),
            phone_number: phone_number.into(),
            extension: None,
        }
    }
}

/// A tax number; Brazil only. Since 1.8.1.
///
/// ```
/// use paywire::api::adaptive_payments::common::{TaxIdDetails, TaxIdType};
///
/// let tax = TaxIdDetails {
///     tax_id_type: Some(TaxIdType::Cpf),
///     ..TaxIdDetails::default()
/// };
/// assert_eq!(tax.tax_id, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxIdDetails {
    /// The number. Since 1.8.1. (Guide p. 15)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// The type of the number. Since 1.8.1. (Guide p. 15)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id_type: Option<TaxIdType>,
}

open_code! {
    /// A kind of tax number; Brazil only. (Guide p. 15)
    pub enum TaxIdType {
        /// The number of a person.
        Cpf = "CPF",
        /// The number of a company.
        Cnpj = "CNPJ",
    }
}
