//! For fields of types that serde buffers: `#[serde(with = "paywire::nvp::with")]`.
//!
//! With `#[serde(flatten)]`, and for untagged and internally tagged enums, serde first reads a
//! message into a buffer of its own and only then knows the types. What was text when it went in
//! is text when it comes out, and no longer becomes a number: reading a `u32` fails with a
//! message that names this module. The attribute reads such a field, or a whole flattened struct,
//! through a [`Value`], which knows how.
//!
//! ```
//! use paywire::nvp;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Page { offset: u32, limit: u32 }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Query {
//!     term: String,
//!     #[serde(flatten, with = "nvp::with")]
//!     page: Page,
//! }
//!
//! let query: Query = nvp::from_str("term=x&offset=20&limit=10")?;
//! assert_eq!(query.page, Page { offset: 20, limit: 10 });
//! assert_eq!(nvp::to_string(&query)?, "term=x&offset=20&limit=10");
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! In an untagged or internally tagged enum it goes on the fields that are not texts:
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
