//! The bytes of an entry.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// Owned bytes, or a slice of a buffer that several entries share.
///
/// Short lines are such slices: memory allocated by the reading thread and freed by the parsing
/// thread costs both more than a copy.
pub(super) enum EntryBytes {
    Own(Vec<u8>),
    Shared(Arc<[u8]>, Range<usize>),
}

impl EntryBytes {
    pub(super) fn into_vec(self) -> Vec<u8> {
        match self {
            EntryBytes::Own(bytes) => bytes,
            EntryBytes::Shared(..) => self.to_vec(),
        }
    }
}

impl Deref for EntryBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            EntryBytes::Own(bytes) => bytes,
            EntryBytes::Shared(all, range) => all.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl From<Vec<u8>> for EntryBytes {
    fn from(bytes: Vec<u8>) -> Self {
        EntryBytes::Own(bytes)
    }
}
