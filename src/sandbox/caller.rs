//! The callers and accounts of the sandbox.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id;
use crate::api::adaptive_payments::common::{PhoneNumberType, Receiver, SenderIdentifier};

/// The domain of e-mail addresses that have no account.
const UNREGISTERED: &str = "@unregistered.example";

/// The account that calls the service.
///
/// Every e-mail address has an account in the sandbox, except those at `unregistered.example`.
///
/// ```
/// use paywire::sandbox::Caller;
///
/// let caller = Caller::new("Shop@example.com");
/// assert_eq!(caller.email(), "Shop@example.com");
/// // The names of API users are made of the address.
/// assert_eq!(Caller::of_user_id("shop_api1.example.com").email(), "shop@example.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    email: String,
    account: Account,
}

impl Caller {
    /// Creates a caller from the e-mail address of its account.
    #[must_use]
    pub fn new(email: impl Into<String>) -> Self {
        let email = email.into();
        let account = Account::of_email(&email);
        Caller { email, account }
    }

    /// Nobody, as whom the sandbox does what a person asks for.
    pub(super) fn nobody() -> Self {
        Caller::new("")
    }

    /// Creates a caller from the name of its API user, which the header `X-PAYPAL-SECURITY-USERID` has. Such
    /// names are made of the e-mail address: `shop_api1.example.com` is a user of `shop@example.com`. Any
    /// other name is taken as an address.
    #[must_use]
    pub fn of_user_id(user_id: &str) -> Self {
        match user_id.split_once("_api1.") {
            Some((name, domain)) => Caller::new(format!("{name}@{domain}")),
            None => Caller::new(user_id),
        }
    }

    /// The e-mail address of the account.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }

    pub(super) fn account(&self) -> &Account {
        &self.account
    }
}

/// An account, by its id of thirteen letters and digits. The id is made of the e-mail address, so the same
/// account is found by either.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Account(String);

impl Account {
    /// The account of an e-mail address, in any letter case, or of a key or token as it is.
    pub(super) fn of_email(email: &str) -> Self {
        if email.contains('@') {
            return Account(id::account(&email.to_lowercase()));
        }
        Account(id::account(email))
    }

    fn of_phone(phone: &PhoneNumberType) -> Self {
        Account(id::account(&format!(
            "+{} {}",
            phone.country_code, phone.phone_number
        )))
    }

    /// The account of an e-mail address, a telephone number or an id, whichever is there.
    pub(super) fn of_name(
        email: Option<&str>,
        phone: Option<&PhoneNumberType>,
        account_id: Option<&str>,
    ) -> Option<Self> {
        let by_id = || account_id.map(|id| Account(id.to_uppercase()));
        let by_email = email.map(Account::of_email);
        by_email
            .or_else(by_id)
            .or_else(|| phone.map(Account::of_phone))
    }

    pub(super) fn of_receiver(receiver: &Receiver) -> Option<Self> {
        Account::of_name(
            receiver.email.as_deref(),
            receiver.phone.as_ref(),
            receiver.account_id.as_deref(),
        )
    }

    pub(super) fn of_sender(sender: &SenderIdentifier) -> Option<Self> {
        Account::of_name(
            sender.email.as_deref(),
            sender.phone.as_ref(),
            sender.account_id.as_deref(),
        )
    }

    /// The account of the service itself, which gets the fees.
    pub(super) fn service() -> Self {
        Account(id::account(""))
    }

    /// The account of what is held back, and paid out later.
    pub(super) fn held() -> Self {
        // No address begins so.
        Account(id::account("\0held"))
    }

    pub(super) fn id(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({})", self.0)
    }
}

/// Whether an e-mail address has an account.
pub(super) fn is_registered(email: &str) -> bool {
    !email.to_lowercase().ends_with(UNREGISTERED)
}
