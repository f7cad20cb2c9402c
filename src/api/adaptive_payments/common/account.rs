//! Identifiers of accounts.

use serde::{Deserialize, Serialize};

use super::PhoneNumberType;

/// An account, identified by its e-mail address, telephone number or account id. Since 1.6.0.
///
/// ```
/// use paywire::api::adaptive_payments::common::AccountIdentifier;
///
/// let account = AccountIdentifier::with_email("seller@example.com");
/// assert_eq!(account.phone, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountIdentifier {
    /// The e-mail address. At most 127 characters. Since 1.6.0. (Guide p. 86)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number. Since 1.6.0. (Guide p. 86)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumberType>,
    /// The encrypted id of the `PayPal` account, also called payer id: 13 letters and digits,
    /// although longer ids occur. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

impl AccountIdentifier {
    /// Creates an identifier from an e-mail address.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::AccountIdentifier;
    ///
    /// let account = AccountIdentifier::with_email("seller@example.com");
    /// assert_eq!(account.email.as_deref(), Some("seller@example.com"));
    /// ```
    #[must_use]
    pub fn with_email(email: impl Into<String>) -> Self {
        AccountIdentifier {
            email: Some(email.into()),
            ..AccountIdentifier::default()
        }
    }
}

/// The receiver that options apply to, identified as in the payment. Since 1.6.0.
///
/// The schema derives the type from [`AccountIdentifier`] and adds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiverIdentifier {
    /// The e-mail address. At most 127 characters. Since 1.6.0. (Guide p. 86)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number. Since 1.6.0. (Guide p. 86)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumberType>,
    /// The encrypted id of the `PayPal` account, also called payer id: 13 letters and digits,
    /// although longer ids occur. After 1.8.1. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

impl ReceiverIdentifier {
    /// Creates an identifier from an e-mail address.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::ReceiverIdentifier;
    ///
    /// let receiver = ReceiverIdentifier::with_email("seller@example.com");
    /// assert_eq!(receiver.account_id, None);
    /// ```
    #[must_use]
    pub fn with_email(email: impl Into<String>) -> Self {
        ReceiverIdentifier {
            email: Some(email.into()),
            ..ReceiverIdentifier::default()
        }
    }
}
