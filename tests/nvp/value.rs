//! What the NVP tests share.

use serde::{Deserialize, Serialize};

/// A message of one field, for looking at a single value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct A<T> {
    pub(crate) a: T,
}
