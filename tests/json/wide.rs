//! Types that several of these tests read.

use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
pub(crate) struct Parameter {
    #[serde(rename = "$text")]
    pub(crate) text: String,
    #[serde(rename = "@name", default)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Wide {
    pub(crate) flag: Option<bool>,
    pub(crate) number: Option<i64>,
    pub(crate) small: Option<u8>,
    pub(crate) float: Option<f64>,
    pub(crate) text: Option<String>,
    pub(crate) unit: Option<Unit>,
    pub(crate) list: Vec<String>,
    pub(crate) parameter: Vec<Parameter>,
    pub(crate) inner: Option<Box<Wide>>,
}

#[derive(Debug, PartialEq, Deserialize)]
pub(crate) enum Unit {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "true")]
    Yes,
    Named(u8),
    Pair(u8, u8),
    Fields {
        a: u8,
    },
}
