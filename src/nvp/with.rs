//! For fields of types that serde buffers: `#[serde(with = "paywire::nvp::with")]`.
//!
//! With `#[serde(flatten)]`, and for untagged and internally tagged enums, serde first reads a
//! message into a buffer of its own and only then knows the types. What was text when it went in
//! is text when it comes out, and no longer becomes a number: reading a `u32` fails with a
//! message that names this module. The attribute reads such a field through a [`Value`], which knows how.
//!
//! It goes on the fields that are no texts, within the flattened struct or the variant:
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use paywire::nvp;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Page {
//!     #[serde(with = "nvp::with")]
//!     offset: u32,
//!     #[serde(default, with = "nvp::with", skip_serializing_if = "Option::is_none")]
//!     limit: Option<u32>,
//! }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Query {
//!     term: String,
//!     #[serde(flatten)]
//!     page: Option<Page>,
//!     #[serde(flatten)]
//!     rest: BTreeMap<String, String>,
//! }
//!
//! let query: Query = nvp::from_str("term=x&offset=20&sort=up")?;
//! assert_eq!(query.page, Some(Page { offset: 20, limit: None }));
//! assert_eq!(query.rest, BTreeMap::from([("sort".to_owned(), "up".to_owned())]));
//! assert_eq!(nvp::to_string(&query)?, "term=x&offset=20&sort=up");
//! let query: Query = nvp::from_str("term=x&sort=up")?;
//! assert_eq!(query.page, None);
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! ```
//! # use paywire::nvp;
//! # use serde::Deserialize;
//! #[derive(Debug, PartialEq, Deserialize)]
//! #[serde(tag = "kind")]
//! enum Part {
//!     Item { #[serde(with = "nvp::with")] count: u32 },
//!     Note { text: String },
//! }
//! assert_eq!(nvp::from_str::<Part>("kind=Item&count=3")?, Part::Item { count: 3 });
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! On a whole flattened struct, `#[serde(flatten, with = "nvp::with")]`, it works too, but not beside
//! another flattened field, with `deny_unknown_fields`, or on an `Option`: there serde does not say
//! which names are the struct's, so that the other field gets them as well, they count as unknown, and
//! the struct is never absent.

use serde::de::{self, Deserialize, DeserializeOwned};
use serde::{Deserializer, Serialize, Serializer};

use super::Value;

/// Reads a field through a [`Value`].
///
/// # Errors
///
/// What reading the value or the type out of it gives.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    super::from_value(&value).map_err(de::Error::custom)
}

/// Writes a field as it is.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Serialize + ?Sized,
    S: Serializer,
{
    value.serialize(serializer)
}
