//! Templates of the payment page: colors and pictures.
//!
//! Colors are strings such as `#333`; an empty string leaves the color unchanged.

use serde::{Deserialize, Serialize};

use crate::value::Loose;

/// The appearance of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The version of the template's format. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Loose<String>>,
    /// The hidden parts of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<TemplateSettings>,
    /// The header of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateHeader>,
    /// The colors of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<TemplateArea>,
    /// The colors of the box in the middle of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<TemplateArea>,
    /// The colors of the shopping cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cart: Option<TemplateArea>,
    /// The colors of the input form. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_form: Option<TemplateForm>,
    /// The colors of the buttons. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<TemplateButtons>,
}

/// The parts of a payment page that are hidden. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSettings {
    /// Whether the logo is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_logo: Option<Loose<bool>>,
    /// Whether the language flags are hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_flags: Option<Loose<bool>>,
    /// Whether the name of the service is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_powered: Option<Loose<bool>>,
    /// Whether the shopping cart is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_cart: Option<Loose<bool>>,
    /// Whether the cancel button is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_btn_cancel: Option<Loose<bool>>,
    /// Whether the card logos are hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_cc_logos: Option<Loose<bool>>,
    /// Whether the button for all payment methods is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_btn_all_methods: Option<Loose<bool>>,
}

/// The header of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateHeader {
    /// The logo. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<TemplateImage>,
    /// The picture behind the logo. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<TemplateImage>,
    /// The background color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A picture. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateImage {
    /// The URL or the data of the picture. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// The colors of a part of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateArea {
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The color of field labels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The background color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The border color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The colors of links. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<TemplateLink>,
}

/// The colors of links. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateLink {
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The colors while the pointer is over the link. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover: Option<TemplateState>,
}

/// The colors of the input form. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateForm {
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The background color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The border color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The colors of the input fields. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<TemplateInputs>,
}

/// The colors of input fields. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateInputs {
    /// The border color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The color of labels. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// The colors of buttons. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateButtons {
    /// The colors of payment method buttons. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<TemplateButton>,
    /// The colors of secondary buttons. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary: Option<TemplateButton>,
    /// The colors of primary buttons. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<TemplateButton>,
}

/// The colors of a button. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateButton {
    /// The background color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The border color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The colors while the pointer is over the button. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover: Option<TemplateState>,
    /// The colors while the button is pressed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<TemplateState>,
}

/// The colors of a link or button in one state. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateState {
    /// The background color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The text color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The border color. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
}
