//! Bank accounts.

use serde::{Deserialize, Serialize};

use super::{Address, LinkDescription};
use crate::open_code;
use crate::value::{Date, DateTime, Secret};

open_code! {
    /// What kind of number an account has.
    pub enum AccountNumberType {
        /// A basic bank account number: one of its country.
        Bban = "BBAN",
        /// An international bank account number.
        Iban = "IBAN",
    }
}

open_code! {
    /// What kind of account it is.
    pub enum AccountType {
        /// For payments.
        Checking = "CHECKING",
        /// For savings.
        Savings = "SAVINGS",
    }
}

open_code! {
    /// Whose cheque it was.
    pub enum CheckType {
        /// A person's.
        Personal = "PERSONAL",
        /// A company's.
        Company = "COMPANY",
    }
}

open_code! {
    /// How a cheque was obtained: entry classes of the American clearing house.
    pub enum AuthType {
        /// From a company.
        Ccd = "CCD",
        /// From a person, with a standing consent.
        Ppd = "PPD",
        /// By telephone.
        Tel = "TEL",
        /// At a till.
        Pop = "POP",
        /// By mail, into a lockbox.
        Arc = "ARC",
        /// Presented again after it bounced.
        Rck = "RCK",
        /// On the internet.
        Web = "WEB",
    }
}

open_code! {
    /// Whether something that pays can be used.
    pub enum InstrumentState {
        /// It can.
        Active = "ACTIVE",
        /// It cannot now.
        Inactive = "INACTIVE",
        /// It was deleted.
        Deleted = "DELETED",
    }
}

open_code! {
    /// Whether an account was confirmed.
    pub enum ConfirmationStatus {
        /// It was not.
        Unconfirmed = "UNCONFIRMED",
        /// It was.
        Confirmed = "CONFIRMED",
    }
}

/// A bank account.
///
/// The document describes this object, but no message uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// The number of the account, in the format that its type defines. At most 34 characters.
    pub account_number: Secret<String>,
    /// The type of the account number.
    pub account_number_type: AccountNumberType,
    /// The bank's routing number, if the account number does not include it. At most 34 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing_number: Option<String>,
    /// The type of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_type: Option<AccountType>,
    /// The owner's own name for the account. At most 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_name: Option<String>,
    /// The type of the cheque, if the data came from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_type: Option<CheckType>,
    /// The way the cheque was obtained, if the data came from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_type: Option<AuthType>,
    /// The time when the owner's consent was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_capture_timestamp: Option<DateTime>,
    /// The name of the bank. At most 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// The country of the account's holder, an ISO 3166-1 code of two letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The holder's first name. At most 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The holder's last name. At most 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The holder's date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The billing address of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// The state of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<InstrumentState>,
    /// Whether the account was confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation_status: Option<ConfirmationStatus>,
    /// The id of the payer. Deprecated in favor of `external_customer_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer_id: Option<String>,
    /// The caller's own id of the customer. Required if the account is stored. At most 256
    /// characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_customer_id: Option<String>,
    /// The caller's own id of the only seller that may use the account. At most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<String>,
    /// The creation time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<DateTime>,
    /// The time of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_time: Option<DateTime>,
    /// The time after which the account can no longer pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<DateTime>,
    /// Links to the possible next calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDescription>,
}

impl BankAccount {
    /// Creates an account from its number.
    ///
    /// ```
    /// use paywire::api::orders_v1::{AccountNumberType, BankAccount};
    ///
    /// let account = BankAccount::new("DE89370400440532013000", AccountNumberType::Iban);
    /// assert!(!format!("{account:?}").contains("3704"));
    /// ```
    #[must_use]
    pub fn new(
        account_number: impl Into<Secret<String>>,
        account_number_type: impl Into<AccountNumberType>,
    ) -> Self {
        BankAccount {
            account_number: account_number.into(),
            account_number_type: account_number_type.into(),
            routing_number: None,
            account_type: None,
            account_name: None,
            check_type: None,
            auth_type: None,
            auth_capture_timestamp: None,
            bank_name: None,
            country_code: None,
            first_name: None,
            last_name: None,
            birth_date: None,
            billing_address: None,
            state: None,
            confirmation_status: None,
            payer_id: None,
            external_customer_id: None,
            merchant_id: None,
            create_time: None,
            update_time: None,
            valid_until: None,
            links: Vec::new(),
        }
    }
}
