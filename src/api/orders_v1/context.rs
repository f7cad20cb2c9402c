//! The context of an order: how it is shown to the payer, where the browser goes, other data.

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

/// How an order is shown to the payer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationContext {
    /// The business name that the payer is shown instead of the account's. At most 127 characters,
    /// letters and digits of one byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_name: Option<String>,
    /// The language of the pages the payer is shown: the country code `AU`, `AT`, `BE`, `BR`, `CA`,
    /// `CH`, `CN`, `DE`, `ES`, `GB`, `FR`, `IT`, `NL`, `PL`, `PT`, `RU` or `US`, or one of `DA-DK`,
    /// `HE-IL`, `ID-ID`, `JA-JP`, `NO-NO`, `PT-BR`, `RU-RU`, `SV-SE`, `TH-TH`, `ZH-CN`, `ZH-HK`,
    /// `ZH-TW`; samples have `en-US` too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Which page the payer is shown first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing_page: Option<LandingPage>,
    /// Which address the goods go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_preference: Option<ShippingPreference>,
    /// What the button says that the payer approves with. Default: `continue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_action: Option<UserAction>,
    /// Third-party data, which is returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postback_data: Vec<NameValuePair>,
    /// Data that `PayPal` asks for, as the payer's network address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplementary_data: Vec<NameValuePair>,
}

/// Third-party data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Third-party data, which is returned: feedback, a score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postback_data: Vec<NameValuePair>,
    /// Data that `PayPal` asks for.
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
    /// A pair.
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

/// Where the payer's browser goes afterwards. With the payment method `paypal` both are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedirectUrls {
    /// Where the browser goes when the payer has approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// Where the browser goes when the payer cancels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
}

impl RedirectUrls {
    /// Both addresses.
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
    /// When the money is paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disbursement_mode: Option<DisbursementMode>,
}
