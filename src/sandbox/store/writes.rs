//! What a change writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::AnyRecord;
use super::{Entry, Index, Place, Records};

/// The last value of each place that a change writes, and `None` where something is removed.
#[derive(Default)]
pub(super) struct Writes {
    pub(super) records: BTreeMap<Records, BTreeMap<String, Option<Arc<dyn AnyRecord>>>>,
    pub(super) indices: BTreeMap<Index, BTreeMap<String, Option<String>>>,
    /// The records that are new, in the order of their numbers.
    pub(super) added: Vec<Added>,
    /// Notifications to be sent.
    pub(super) outbox: BTreeMap<Place, Option<Entry>>,
    /// The last number that was given out.
    pub(super) count: Option<u64>,
}

/// A record that is new.
pub(super) struct Added {
    pub(super) table: Records,
    pub(super) number: u64,
    pub(super) key: String,
}
