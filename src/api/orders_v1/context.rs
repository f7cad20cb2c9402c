//! The context of an order: approval page, return URLs and third-party data.

use serde::{Deserialize, Serialize};

use crate::open_code;

open_code! {
    /// Which page a payer is shown first. The document has the words with a capital letter, its
    /// samples without: both are kept as they come.
    pub enum LandingPage {
        /// To enter a card.
        Billing = "Billing",
        /// To log in.
        Login = "Login",
        /// The same as `Billing`, as samples have it.
        LowerBilling = "billing",
        /// The same as `Login`, in lower case.
        LowerLogin = "login",
    }
}

open_code! {
    /// Which address goods go to.
    pub enum ShippingPreference {
        /// None, and none is shown: for what is not sent.
        NoShipping = "NO_SHIPPING",
        /// The one that the payer chooses.
        GetFromFile = "GET_FROM_FILE",
        /// The one that the order says; the payer cannot change it, but may choose one if it says
        /// none.
        SetProvidedAddress = "SET_PROVIDED_ADDRESS",
    }
}

open_code! {
    /// What the button says that a payer approves with.
    pub enum UserAction {
        /// Continue: the amount may still change. The default.
        Continue = "continue",
        /// Pay now: the amount is known.
        Commit = "commit",
    }
}

/// Settings of the payer's approval page, return URLs and third-party data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationContext {
    /// The business name that the payer sees instead of the account's. At most 127 characters,
    /// single-byte letters and digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_name: Option<String>,
    /// The language of the payer's pages: a country code (`AU`, `AT`, `BE`, `BR`, `CA`, `CH`, `CN`,
    /// `DE`, `ES`, `GB`, `FR`, `IT`, `NL`, `PL`, `PT`, `RU` or `US`) or one of `DA-DK`, `HE-IL`,
    /// `ID-ID`, `JA-JP`, `NO-NO`, `PT-BR`, `RU-RU`, `SV-SE`, `TH-TH`, `ZH-CN`, `ZH-HK`, `ZH-TW`;
    /// samples also have `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The first page that the payer sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing_page: Option<LandingPage>,
    /// The source of the shipping address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_preference: Option<ShippingPreference>,
    /// The label of the approval button. Default: `continue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_action: Option<UserAction>,
    /// Third-party data that `PayPal` returns unchanged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postback_data: Vec<NameValuePair>,
    /// Data that `PayPal` requests, such as the payer's IP address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplementary_data: Vec<NameValuePair>,
}

/// Third-party data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Third-party data that `PayPal` returns unchanged, such as feedback or a score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postback_data: Vec<NameValuePair>,
    /// Data that `PayPal` requests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplementary_data: Vec<NameValuePair>,
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameValuePair {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl NameValuePair {
    /// Creates a pair from a name and a value.
    ///
    /// ```
    /// use paywire::api::orders_v1::NameValuePair;
    ///
    /// let pair = NameValuePair::new("external_channel", "WEB");
    /// assert_eq!(pair.value, "WEB");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        NameValuePair {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// The URLs that the payer's browser returns to. The payment method `paypal` requires both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedirectUrls {
    /// The URL that the browser is sent to after approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// The URL that the browser is sent to after cancellation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
}

impl RedirectUrls {
    /// Creates the return URLs from both addresses.
    ///
    /// ```
    /// use paywire::api::orders_v1::RedirectUrls;
    ///
    /// let urls = RedirectUrls::new("https://shop.example/done", "https://shop.example/cancelled");
    /// assert_eq!(urls.cancel_url.as_deref(), Some("https://shop.example/cancelled"));
    /// ```
    #[must_use]
    pub fn new(return_url: impl Into<String>, cancel_url: impl Into<String>) -> Self {
        RedirectUrls {
            return_url: Some(return_url.into()),
            cancel_url: Some(cancel_url.into()),
        }
    }
}

open_code! {
    /// When money is paid out to payee and partner.
    pub enum DisbursementMode {
        /// At once.
        Instant = "INSTANT",
        /// Later, when the caller asks for it.
        Delayed = "DELAYED",
    }
}

/// The payment of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentDetails {
    /// The id of the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<String>,
    /// The time at which the money is paid out: at once or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disbursement_mode: Option<DisbursementMode>,
}
