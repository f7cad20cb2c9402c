//! Errors of the service, in faults and failed transfers.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::open_code;

/// An error that the service reports: number, message, severity and parameters.
///
/// Every field is optional, because services omit unknown data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorData {
    /// The number of the error, six digits. (Guide p. 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_id: Option<i64>,
    /// The domain of the service, normally `PLATFORM`. (Guide p. 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The part of the domain, normally `Application`; unused according to the documents. (Guide p.
    /// 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdomain: Option<String>,
    /// The severity of the error. (Guide p. 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<ErrorSeverity>,
    /// The category of the error. (Guide p. 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<ErrorCategory>,
    /// The error message. It may quote the request. (Guide p. 94, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Not used by the service. (Guide p. 94, Pay page, where it is spelled `exceptionID`)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_id: Option<String>,
    /// The parameters of the message: names of fields or values of the request. (Guide p. 94, Pay
    /// page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameter: Vec<ErrorParameter>,
}

impl ErrorData {
    /// Creates an error from a number and a message.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{ErrorData, ErrorParameter, ErrorSeverity};
    ///
    /// let error = ErrorData {
    ///     severity: Some(ErrorSeverity::Error),
    ///     parameter: vec![ErrorParameter::from("payKey")],
    ///     ..ErrorData::new(580_022, "Invalid request parameter: payKey")
    /// };
    /// assert_eq!(error.error_id, Some(580_022));
    /// ```
    #[must_use]
    pub fn new(error_id: i64, message: impl Into<String>) -> Self {
        ErrorData {
            error_id: Some(error_id),
            message: Some(message.into()),
            ..ErrorData::default()
        }
    }
}

open_code! {
    /// How bad an error is. (Guide p. 94, Pay page)
    pub enum ErrorSeverity {
        /// The request was not carried out to its end.
        Error = "Error",
        /// The request was carried out.
        Warning = "Warning",
    }
}

open_code! {
    /// Whose error it is. (Guide p. 94, Pay page)
    pub enum ErrorCategory {
        /// The service's systems; trying again may help.
        System = "System",
        /// The service's application; trying again may help.
        Application = "Application",
        /// The request was wrong.
        Request = "Request",
    }
}

/// A parameter of an error: a value, with an optional name.
///
/// In XML, the value is the element's text and the name is an attribute. In NVP, the value has the
/// parameter's own key and the name is below it, as `parameter(0).name`; `parameter(0).@name` is
/// also read. In JSON, a parameter without a name, the usual case, is a string, and one with a name
/// is an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ErrorParameter {
    /// The name of the value. (Guide p. 97, SDK)
    #[serde(rename = "@name", alias = "name")]
    pub name: Option<String>,
    /// The name of a field, or a value of the request. (Guide p. 97, SDK)
    #[serde(rename = "$text")]
    pub value: String,
}

impl ErrorParameter {
    /// Creates a parameter from a value, without a name.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::ErrorParameter;
    ///
    /// let parameter = ErrorParameter::new("payKey");
    /// assert_eq!(parameter.value, "payKey");
    /// assert_eq!(parameter.name, None);
    /// ```
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        ErrorParameter {
            name: None,
            value: value.into(),
        }
    }
}

impl Serialize for ErrorParameter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(name) = &self.name else {
            return serializer.serialize_str(&self.value);
        };
        let mut parameter = serializer.serialize_struct("ErrorParameter", 2)?;
        parameter.serialize_field("@name", name)?;
        parameter.serialize_field("$text", &self.value)?;
        parameter.end()
    }
}

impl From<&str> for ErrorParameter {
    fn from(value: &str) -> Self {
        ErrorParameter::new(value)
    }
}
