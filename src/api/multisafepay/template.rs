//! How a payment page looks: colours and pictures.
//!
//! Colours are texts as `#333`; an empty one leaves the colour as it is.

use serde::{Deserialize, Serialize};

use crate::value::Loose;

/// How a payment page looks. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The version of the template's format. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Loose<String>>,
    /// What is hidden. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<TemplateSettings>,
    /// The head of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateHeader>,
    /// The page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<TemplateArea>,
    /// The box in the middle of the page. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<TemplateArea>,
    /// The shopping cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cart: Option<TemplateArea>,
    /// The fields that the customer fills in. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_form: Option<TemplateForm>,
    /// The buttons. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<TemplateButtons>,
}

/// What is hidden of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSettings {
    /// The logo. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_logo: Option<Loose<bool>>,
    /// The flags that choose the language. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_flags: Option<Loose<bool>>,
    /// The name of the service. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_powered: Option<Loose<bool>>,
    /// The shopping cart. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_cart: Option<Loose<bool>>,
    /// The button to cancel. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_btn_cancel: Option<Loose<bool>>,
    /// The logos of the cards. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_cc_logos: Option<Loose<bool>>,
    /// The button to all methods of payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_btn_all_methods: Option<Loose<bool>>,
}

/// The head of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateHeader {
    /// The logo. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<TemplateImage>,
    /// The picture behind it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<TemplateImage>,
    /// Colour of the background. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// Colour of texts. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A picture. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateImage {
    /// Its address, or its data. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// The colours of a part of a payment page. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateArea {
    /// Texts. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The names of fields. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The background. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The border. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// Links. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<TemplateLink>,
}

/// The colours of links. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateLink {
    /// The text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// While the pointer is over it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover: Option<TemplateState>,
}

/// The colours of the fields that the customer fills in. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateForm {
    /// Texts. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The background. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The border. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The fields themselves. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<TemplateInputs>,
}

/// The colours of fields. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateInputs {
    /// The border. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// The name. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// The colours of buttons. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateButtons {
    /// Those of the methods of payment. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<TemplateButton>,
    /// Those that lead elsewhere. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary: Option<TemplateButton>,
    /// Those that go on. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<TemplateButton>,
}

/// The colours of a button. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateButton {
    /// The background. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The border. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
    /// While the pointer is over it. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hover: Option<TemplateState>,
    /// While it is pressed. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<TemplateState>,
}

/// The colours of a link or button at some moment. (seen)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateState {
    /// The background. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The text. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The border. (seen)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<String>,
}
