//! Notifications that are still to be sent.

use serde::{Deserialize, Serialize};

/// Where a notification is in the outbox: the time in milliseconds when it is due, and a number.
pub(in crate::sandbox) type Place = (i64, u64);

/// How a notification is sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Post {
    /// As a form.
    #[default]
    Form,
    /// As JSON with a signature in the header field `Auth`.
    Json(String),
    /// By `GET`, without a body.
    Get,
}

/// A notification to be sent.
#[derive(Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Entry {
    pub(in crate::sandbox) url: String,
    pub(in crate::sandbox) body: String,
    #[serde(default)]
    pub(in crate::sandbox) post: Post,
    /// How often it was sent without success.
    pub(in crate::sandbox) failed: u32,
}
