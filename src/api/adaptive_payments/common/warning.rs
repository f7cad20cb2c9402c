//! Warnings in responses.

use serde::{Deserialize, Serialize};

/// A list of warnings about a payment. After 1.8.1.
///
/// ```
/// use paywire::api::adaptive_payments::common::{WarningData, WarningDataList};
///
/// let list = WarningDataList::from(vec![WarningData::default()]);
/// assert_eq!(list.warning_data[0].message, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarningDataList {
    /// The warnings, at least one. (Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warning_data: Vec<WarningData>,
}

impl From<Vec<WarningData>> for WarningDataList {
    fn from(warning_data: Vec<WarningData>) -> Self {
        WarningDataList { warning_data }
    }
}

/// One warning. After 1.8.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarningData {
    /// The number of the warning. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning_id: Option<i64>,
    /// The message of the warning. (Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
